"""Noise, sharpness, red eyes and privacy: what is promised is measured, on photos whose truth is known."""

from __future__ import annotations

import cv2
import cv2.data
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from skimage import data, metrics

from backends.engine.measure import detail
from backends.engine.operations import denoise, obscure, redeye, sharpen
from backends.engine.operations.base import Planned
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.base import Region
from backends.engine.render import render
from backends.errors import BadRequest, NotPossible

Bytes = NDArray[np.uint8]


def noisy(photo: Bytes, sigma: float) -> Bytes:
    grain = np.random.default_rng(3).normal(0, sigma, photo.shape)
    return np.clip(photo + grain, 0, 255).astype(np.uint8)


def after(photo: Bytes, planned: Planned) -> Bytes:
    return np.asarray(render(Pixels(photo), Recipe(planned.steps)).rgb, np.uint8)


@pytest.mark.parametrize("name", ["astronaut", "coffee", "chelsea"])
@pytest.mark.parametrize("sigma", [6, 10])
def test_noise_goes_and_the_photo_comes_closer_to_what_it_was(name: str, sigma: int) -> None:
    truth = np.ascontiguousarray(getattr(data, name)())
    photo = noisy(truth, sigma)
    planned = denoise.plan(Pixels(photo), {}, None)
    clean = after(photo, planned)
    assert all(check.holds for check in planned.checks)
    gained = metrics.peak_signal_noise_ratio(truth, clean) - metrics.peak_signal_noise_ratio(truth, photo)
    # The astronaut is grainy itself: what of that goes counts against it here.
    assert gained > (1.0 if name != "astronaut" else 0.2)


def test_the_measured_noise_is_the_noise_that_was_put_in() -> None:
    truth = cv2.GaussianBlur(data.coffee(), (0, 0), 2)
    for sigma in (4.0, 12.0):
        # Three channels of independent noise make luma with the norm of its weights.
        expected = sigma * float(np.hypot(np.hypot(0.299, 0.587), 0.114))
        assert detail.noise_of(noisy(truth, sigma)) == pytest.approx(expected, rel=0.25)


def test_strong_noise_is_called_strong_and_routed() -> None:
    planned = denoise.plan(Pixels(noisy(data.coffee(), 30)), {"amount": "a lot"}, None)
    assert "model" in planned.note


def test_denoising_keeps_the_fine_steps_of_16_bits() -> None:
    deep = noisy(data.coffee(), 6).astype(np.uint16) * 257 + 37
    done = denoise.Denoise().apply(Pixels(deep))
    assert done.rgb.dtype == np.uint16
    assert len(np.unique(done.rgb % 257)) > 1


@pytest.mark.parametrize("kind", ["plain", "defocus"])
def test_sharpening_makes_edges_crisper_and_no_halo(kind: str) -> None:
    photo = cv2.resize(data.astronaut(), (1500, 1500), interpolation=cv2.INTER_CUBIC)
    planned = sharpen.plan(Pixels(photo), {"kind": kind}, None)
    assert all(check.holds for check in planned.checks), planned.checks
    crisp = after(photo, planned)
    around = np.ones((7, 7), np.uint8)
    high, low = (detail.lightness(np.asarray(f(photo, around), np.uint8)) for f in (cv2.dilate, cv2.erode))
    over = np.maximum(detail.lightness(crisp) - high, low - detail.lightness(crisp))
    assert over.max() < 9


def test_a_region_is_sharpened_alone() -> None:
    mask = np.zeros((400, 600), np.uint8)
    mask[:, :300] = 255
    photo = np.ascontiguousarray(data.coffee())
    planned = sharpen.plan(Pixels(photo), {}, Region("the left half", mask, 1.0))
    changed = np.abs(after(photo, planned).astype(int) - photo).max(-1)
    assert changed[:, :280].mean() > 5 * changed[:, 320:].mean()


def face() -> Region:
    mask = np.zeros((512, 512), np.uint8)
    cv2.ellipse(mask, (223, 112), (45, 58), 0, 0, 360, 255, -1)
    return Region("her face", mask, 1.0, ((0.35, 0.1, 0.52, 0.33),))


@pytest.mark.parametrize("kind", ["blur", "pixelate"])
def test_what_is_hidden_cannot_be_told_from_another_with_the_same_few_colours(kind: str) -> None:
    """Two photos that differ only in fine detail of the face become the same file there: nothing is left to undo."""
    photo = np.ascontiguousarray(data.astronaut())
    planned = obscure.plan(Pixels(photo), {"kind": kind}, face())
    assert all(check.holds for check in planned.checks)
    (step,) = planned.steps
    grid = round(512 / (step.cell * 512))
    few = cv2.resize(photo, (grid, grid), interpolation=cv2.INTER_AREA)
    flat = cv2.resize(few, (512, 512), interpolation=cv2.INTER_NEAREST)
    assert np.abs(photo.astype(int) - flat)[60:165, 185:262].mean() > 10
    inside = cv2.erode(face().mask, np.ones((41, 41), np.uint8)) > 0
    other = np.where(cv2.dilate(face().mask, np.ones((61, 61), np.uint8))[..., None] > 0, flat, photo)
    assert np.abs(after(photo, planned).astype(int) - after(other, planned))[inside].max() <= 6


def test_a_hidden_face_is_no_longer_found_and_the_rest_is_untouched() -> None:
    photo = np.ascontiguousarray(data.astronaut())
    cascade = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_alt2.xml")
    for kind in ("blur", "pixelate"):
        hidden = after(photo, obscure.plan(Pixels(photo), {"kind": kind}, face()))
        assert len(cascade.detectMultiScale(photo, 1.1, 4, minSize=(60, 60))) == 1
        assert len(cascade.detectMultiScale(hidden, 1.1, 4, minSize=(60, 60))) == 0
        assert np.array_equal(hidden[250:], photo[250:])


@pytest.mark.parametrize("kind", ["blur", "pixelate"])
@pytest.mark.parametrize("known", [True, False])
def test_hidden_letters_cannot_be_told_apart(kind: str, known: bool) -> None:
    """A line of letters, found as text or boxed by hand: one colour is left over its height."""
    mask = np.zeros((341, 512), np.uint8)
    mask[100:131, 100:330] = 255
    box = (100 / 512, 100 / 341, 330 / 512, 131 / 341)
    line = Region("the number plate" if known else "the box", mask, 1.0, (box,), lines=known)

    def hidden(text: str) -> Bytes:
        image = Image.fromarray(np.full((800, 1200, 3), 235, np.uint8))
        ImageDraw.Draw(image).text((250, 246), text, font=ImageFont.load_default(56), fill=(20, 20, 20))
        photo = np.asarray(image)
        return after(photo, obscure.plan(Pixels(photo), {"kind": kind}, line))

    one, other = hidden("B AB 1234"), hidden("M XK 8769")
    down = [np.abs(np.diff(one[230:310, x].astype(int), axis=0)).sum(0).max() for x in range(300, 700, 20)]
    assert max(down) < 235, "more than one square over the height of the letters"
    assert np.abs(one[230:310].astype(int) - other[230:310]).mean() < 12


def with_red_eyes() -> Bytes:
    photo = np.ascontiguousarray(cv2.resize(data.astronaut(), (1024, 1024), interpolation=cv2.INTER_CUBIC))
    for x, y in ((410, 217), (473, 214)):
        cv2.circle(photo, (x, y), 6, (205, 40, 45), -1, cv2.LINE_AA)
        cv2.circle(photo, (x - 2, y - 2), 1, (250, 240, 240), -1, cv2.LINE_AA)
    return photo


def test_red_pupils_become_dark_and_nothing_else_changes() -> None:
    photo = with_red_eyes()
    planned = redeye.plan(Pixels(photo), {}, None)
    assert "2 red pupils" in planned.words and all(check.holds for check in planned.checks)
    done = after(photo, planned)
    for x, y in ((411, 219), (474, 216)):
        red, green, blue = (int(value) for value in done[y, x])
        assert red < 1.4 * max(green, blue)
    assert (done != photo).any(-1).mean() < 0.001


def test_eyes_that_are_not_red_are_left_alone() -> None:
    with pytest.raises(NotPossible):
        redeye.plan(Pixels(np.ascontiguousarray(data.astronaut())), {}, None)
    with pytest.raises(NotPossible):
        redeye.plan(Pixels(np.ascontiguousarray(data.coffee())), {}, None)


@pytest.mark.parametrize("values", [{"amount": "oceans"}, {"amount": -1}, {"amount": True}, {"amount": 99}])
def test_nonsense_is_refused_before_anything_is_done(values: dict[str, object]) -> None:
    for plan in (denoise.plan, sharpen.plan):
        with pytest.raises(BadRequest):
            plan(Pixels(np.ascontiguousarray(data.coffee())), values, None)
