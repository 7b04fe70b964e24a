"""One region goes to a model and comes back: the photo keeps its size, its depth and every pixel outside the region."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from backends.engine.files.decode import decode_full
from backends.engine.measure.seam import Seam
from backends.engine.pixels import Pixels
from backends.engine.regions.geometry import rasterised
from backends.errors import NotPossible
from backends.types import Geometry, Job, Lock, Rendition, Task
from tests.fakes.darkroom import ScriptedDarkroom
from tests.fakes.editor import ScriptedEditor, a_red_ball
from tests.photos import sample
from tools.locks.enforce import Choice
from tools.locks.restore import largest_difference
from tools.roundtrip.going import Manner
from tools.roundtrip.part import Part
from tools.roundtrip.paste import cut, laid, put_into
from tools.roundtrip.trip import RoundTrip
from tools.roundtrip.window import Window, Works, window_around

SMALL = Works(pixels=320 * 320, multiple=16, least=64, most=640)
BOX = (0.55, 0.3, 0.75, 0.6)


@dataclass(frozen=True)
class Pasted:
    pixels: Pixels
    seam: Seam | None
    shift: tuple[float, float, float]


def window_for(region: NDArray[np.uint8], works: Works) -> Window:
    left, top, across, down = cv2.boundingRect(region)
    return window_around((left, top, left + across, top + down), region.shape[1], region.shape[0], works)


def paste(photo: Pixels, window: Window, region: NDArray[np.uint8], returned: Pixels) -> Pasted:
    inside = np.ascontiguousarray(region[window.rows, window.columns])
    over = laid(photo, window, inside, returned)
    together = over.mixed(inside)
    return Pasted(put_into(photo, window, together), over.seam(together, inside), over.shift)


def outside_difference(before: Pixels, after: Pixels, region: NDArray[np.uint8]) -> float:
    return largest_difference(before, after, region == 0)


def region_of(height: int, width: int, box: tuple[float, ...] = BOX) -> NDArray[np.uint8]:
    return rasterised(Geometry("box", box), height, width)


def ball_in(window: Window, height: int, width: int, box: tuple[float, ...] = BOX) -> Any:
    """Paints into the region as it lies in the window."""
    left, top, right, bottom = box
    return a_red_ball(
        (left * width - window.left) / window.width,
        (top * height - window.top) / window.height,
        (right * width - window.left) / window.width,
        (bottom * height - window.top) / window.height,
    )


def through_jpeg(picture: NDArray[np.uint8], quality: int = 85) -> Pixels:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=quality)
    return Pixels(np.asarray(Image.open(io.BytesIO(out.getvalue())).convert("RGB")))


def step_at_the_edge(picture: NDArray[Any], region: NDArray[np.uint8], reach: int = 12) -> float:
    """The mean step from a pixel outside to its neighbour inside, against that between neighbours nearby."""
    values = picture.astype(np.float32)
    inside = region > 0
    near = cv2.dilate(region, np.ones((2 * reach + 1,) * 2, np.uint8)) > 0
    near &= cv2.erode(region, np.ones((2 * reach + 1,) * 2, np.uint8)) == 0
    across: list[NDArray[Any]] = []
    beside: list[NDArray[Any]] = []
    for axis in (0, 1):
        step = np.abs(np.diff(values, axis=axis)).mean(-1)
        first, second = (inside[:-1], inside[1:]) if axis == 0 else (inside[:, :-1], inside[:, 1:])
        both = near[:-1] & near[1:] if axis == 0 else near[:, :-1] & near[:, 1:]
        across.append(step[(first != second) & both])
        beside.append(step[(first == second) & both])
    return float(np.concatenate(across).mean() / np.concatenate(beside).mean())


@pytest.mark.parametrize("works", [SMALL, Works(ratios=(1.0, 4 / 3, 3 / 4)), Works(pixels=4_000_000)], ids=repr)
@pytest.mark.parametrize("box", [BOX, (0.0, 0.0, 0.05, 0.04), (0.9, 0.1, 1.0, 0.95), (0.1, 0.1, 0.9, 0.9)], ids=str)
def test_a_window_holds_the_region_in_the_shape_that_is_sent(works: Works, box: tuple[float, ...]) -> None:
    region = region_of(400, 600, box)
    window = window_for(region, works)
    assert not region.any() or region[window.rows, window.columns].sum() == region.sum()
    assert window.left >= 0 and window.left + window.width <= 600
    assert window.top >= 0 and window.top + window.height <= 400
    assert not window.sent[0] % works.multiple and not window.sent[1] % works.multiple
    assert max(window.sent) <= works.most + works.multiple
    # Stretched by less than a pixel of what is sent.
    assert abs(window.width / window.height / (window.sent[0] / window.sent[1]) - 1) < 0.05


def test_a_region_that_is_small_in_a_large_photo_is_sent_pixel_for_pixel() -> None:
    window = window_for(region_of(4000, 6000, (0.5, 0.5, 0.55, 0.55)), Works())
    assert window.scale == pytest.approx(1, abs=0.02)
    assert 900_000 < window.sent[0] * window.sent[1] < 1_150_000


def test_an_empty_region_is_refused() -> None:
    with pytest.raises(NotPossible):
        window_for(np.zeros((40, 60), np.uint8), SMALL)


EDITORS = {
    "another size": ScriptedEditor(size=(416, 416)),
    "shifted": ScriptedEditor(shift=(5.4, -3.2), zoom=1.015),
    "another light": ScriptedEditor(gain=(1.05, 1.01, 0.95)),
}


@pytest.mark.parametrize(
    "how", [pytest.param(how, marks=pytest.mark.slow if how == "another light" else ()) for how in EDITORS], ids=str
)
def test_nothing_outside_the_region_changes_and_no_seam_is_left(how: str) -> None:
    photo = Pixels(sample("coffee", 1200, 800))
    region = region_of(800, 1200)
    window = window_for(region, SMALL)
    editor = EDITORS[how]
    editor.paints = ball_in(window, 800, 1200)
    size = editor.size
    if size != (0, 0):
        editor.size = size[0], round(size[0] * window.sent[1] / window.sent[0])
    pasted = paste(photo, window, region, through_jpeg(editor.edited(cut(photo, window))))
    assert outside_difference(photo, pasted.pixels, region) == 0
    assert pasted.pixels.rgb.shape == photo.rgb.shape
    assert np.abs(pasted.pixels.rgb.astype(int) - photo.rgb)[region > 0].mean() > 20
    assert step_at_the_edge(pasted.pixels.rgb, region) <= 1.5
    assert pasted.seam is not None and pasted.seam.step <= 1.5
    # The ball lies where it was painted, whatever the shift: its middle is red.
    assert pasted.pixels.rgb[360, 780].tolist()[0] > 120 > pasted.pixels.rgb[360, 780].tolist()[1]


def test_the_light_that_a_model_moved_everywhere_is_taken_off() -> None:
    photo = Pixels(sample("coffee", 1200, 800))
    region = region_of(800, 1200)
    window = window_for(region, SMALL)
    lit = ScriptedEditor(gain=(1.08, 1.02, 0.94))
    pasted = paste(photo, window, region, through_jpeg(lit.edited(cut(photo, window))))
    assert pasted.shift[0] > 2 > -0.5 > pasted.shift[2]
    # Nothing was painted, so the region is what it was but for compression and grain.
    assert np.abs(pasted.pixels.rgb.astype(int) - photo.rgb)[region > 0].mean() < 7


def test_sixteen_bits_alpha_and_a_profile_come_back_untouched() -> None:
    small = sample("coffee", 600, 400)
    deep = small.astype(np.uint16) * 257 + 7
    alpha = np.full((400, 600), 65535, np.uint16)
    alpha[:30] = 1000
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = Pixels(deep, alpha, icc)
    region = region_of(400, 600)
    window = window_for(region, SMALL)
    editor = ScriptedEditor(ball_in(window, 400, 600), shift=(3, 2))
    pasted = paste(photo, window, region, through_jpeg(editor.edited(cut(photo, window))))
    assert pasted.pixels.rgb.dtype == np.uint16 and pasted.pixels.icc == icc
    assert pasted.pixels.alpha is alpha
    assert outside_difference(photo, pasted.pixels, region) == 0


async def trip(path: Path, backend: Any, folder: Path, works: Works, box: tuple[float, ...] = BOX, **more: Any):
    async def refuse(why: str, seen: Path) -> Choice:
        return Choice.REFUSE

    job = Job("job", Task.REPLACE, path, "a red ball", folder, **more)
    part = Part("the spoon", Geometry("box", box))
    tripping = RoundTrip(backend, ScriptedDarkroom(), Manner(works, masks=True), refuse, part)
    *_, made = [step async for step in tripping.run(job)]
    assert isinstance(made, Rendition)
    return made


async def test_the_window_alone_is_sent_and_the_whole_photo_comes_back(tmp_path: Path) -> None:
    rgb = sample("coffee", 900, 600)
    path = tmp_path / "photo.png"
    Image.fromarray(rgb).save(path)
    window = window_for(region_of(600, 900), SMALL)
    editor = ScriptedEditor(ball_in(window, 600, 900), shift=(3, -2), size=(352, 272))
    made = await trip(path, editor, tmp_path, SMALL)
    sent = editor.sent[0]
    assert (sent.shape[1], sent.shape[0]) == window.sent
    assert (made.width, made.height) == (900, 600)
    after = decode_full(made.proxy)
    assert outside_difference(Pixels(rgb), after, region_of(600, 900)) == 0
    outside, step = made.checks
    assert (outside.lock, outside.value, outside.holds) == ("everything outside the spoon", 0, True)
    assert step.holds and step.value <= 1.5


async def test_what_is_locked_in_the_region_is_told_masked_and_stays(tmp_path: Path) -> None:
    rgb = sample("coffee", 900, 600)
    path = tmp_path / "photo.png"
    Image.fromarray(rgb).save(path)
    lock = Lock("k1", "the handle", Geometry("box", (0.55, 0.3, 0.65, 0.45)))
    editor = ScriptedEditor(lambda picture: np.clip(picture * 0.9 + 25, 0, 255).astype(np.uint8))
    made = await trip(path, editor, tmp_path, SMALL, locks=(lock,))
    assert "Keep the handle exactly" in editor.jobs[0].prompt
    assert editor.jobs[0].mask is not None
    with Image.open(editor.jobs[0].mask) as image:
        may = np.asarray(image)
    window = window_for(region_of(600, 900), SMALL)
    assert may.shape == window.sent[::-1]
    locked = region_of(600, 900, lock.geometry.numbers) > 0
    small = cv2.resize(locked[window.rows, window.columns].astype(np.uint8), window.sent)
    assert (may[small > 0] == 0).all() and 0.02 < (may > 0).mean() < 0.3
    after = decode_full(made.proxy).rgb
    assert np.array_equal(after[locked], rgb[locked])
    assert np.abs(after.astype(int) - rgb)[region_of(600, 900) > 0].max() > 10
    with pytest.raises(NotPossible, match="locked"):
        await trip(path, editor, tmp_path, SMALL, (0.56, 0.32, 0.6, 0.4), locks=(lock,))
