"""N variants: on request, apart from each other, checked, and honest where a photo has no room for N."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2lab

from backends.engine.looks.adjust import ADJUSTMENTS
from backends.engine.looks.library import looks
from backends.engine.looks.variants import Made, make
from backends.engine.pixels import Pixels
from backends.engine.recipe import Grade, Recipe
from backends.engine.render import render
from backends.errors import BadRequest, CheckFailed
from tests.photos import sample

PHOTOS = ["astronaut", "coffee", "chelsea"]


def _photo(name: str) -> Pixels:
    return Pixels(sample(name))


def _dark() -> np.ndarray:
    return (sample("chelsea") * 0.15).astype(np.uint8)


def _bright() -> np.ndarray:
    return (255 - (255 - sample("coffee").astype(np.float32)) * 0.2).astype(np.uint8)


def _grey() -> np.ndarray:
    return cv2.cvtColor(cv2.cvtColor(sample("astronaut"), cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)


def _gaudy() -> np.ndarray:
    hsv = cv2.cvtColor(sample("coffee"), cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0].astype(int) + 140) % 180
    hsv[..., 1] = np.clip(hsv[..., 1] * 1.6 + 60, 0, 255)
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)


def _pairs(pictures: list[np.ndarray]) -> list[tuple[float, float]]:
    """Mean CIEDE2000 of every pair by scikit-image, plain and after matching mean L, over every fourth pixel."""
    labs = [rgb2lab(np.ascontiguousarray(picture[::2, ::2])) for picture in pictures]
    found = []
    for one, other in itertools.combinations(labs, 2):
        matched = other.copy()
        matched[..., 0] = np.clip(other[..., 0] + one[..., 0].mean() - other[..., 0].mean(), 0, 100)
        found.append((float(deltaE_ciede2000(one, other).mean()), float(deltaE_ciede2000(one, matched).mean())))
    return found


def _through_jpeg(rgb: np.ndarray) -> np.ndarray:
    coded = cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])[1]
    decoded = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.ascontiguousarray(decoded[..., ::-1])


def _measurable(rgb: np.ndarray) -> np.ndarray:
    """Half the size: scikit-image needs a second for the distances of one megapixel."""
    return cv2.resize(rgb, None, fx=1 / 2, fy=1 / 2, interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize("name", PHOTOS)
def test_three_moodier_versions_are_three_and_moodier_on_the_exported_files(name: str):
    full = sample(name, 1200, 1200 * sample(name).shape[0] // sample(name).shape[1])
    proxy = cv2.resize(full, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    made = list(make(Pixels(proxy.astype(np.uint8)), Recipe(), look="moodier", count=3))
    assert len(made) == 3
    assert made[0].note == ""
    replayed = [render(Pixels(full), Recipe.from_json(one.recipe.to_json())).rgb for one in made]
    files = [_measurable(_through_jpeg(picture)) for picture in replayed]
    for plain, matched in _pairs(files):
        assert plain >= 6
        assert matched >= 5
    before = rgb2lab(_measurable(full))
    for file in files:
        after = rgb2lab(file)
        chroma = [np.hypot(lab[..., 1], lab[..., 2]) for lab in (before, after)]
        neutral = chroma[0] < 12
        colder = (after[..., 2] - before[..., 2])[neutral].mean()
        ranges = [np.ptp(np.percentile(lab[..., 0], [5, 95])) for lab in (before, after)]
        assert after[..., 0].mean() <= 0.88 * before[..., 0].mean()
        assert chroma[1].mean() <= 0.9 * chroma[0].mean() or colder <= -4
        assert (after[..., 0] < 2).mean() <= (before[..., 0] < 2).mean() + 0.12
        assert ranges[1] >= 0.55 * ranges[0]


@pytest.mark.parametrize("make_photo", [_dark, _bright, _grey, _gaudy])
def test_unusual_photos_get_variants_that_hold_or_a_plain_word(make_photo):
    made = list(make(Pixels(make_photo()), Recipe(), look="moodier", count=3))
    assert made
    assert all(check.holds for one in made for check in one.checks)
    assert len(made) == 3 or made[0].note
    if not made[0].note:
        assert min(one.nearest for one in made) >= 6


def test_nearest_is_the_distance_to_the_closest_of_the_round():
    made = list(make(_photo("coffee"), Recipe(), look="moodier", count=3))
    small = [cv2.resize(one.pixels.rgb, (150, 100), interpolation=cv2.INTER_AREA) for one in made]
    closest = min(plain for plain, _ in _pairs(small))
    assert min(one.nearest for one in made) == pytest.approx(closest, rel=0.1)


def test_another_three_are_others():
    photo = _photo("astronaut")
    first = [one.look for one in make(photo, Recipe(), look="moodier", count=3)]
    second = [one.look for one in make(photo, Recipe(), look="moodier", count=3, taken=first)]
    assert not set(first) & set(second)


def test_the_same_request_gives_the_same_variants():
    photo = _photo("chelsea")
    first, second = (list(make(photo, Recipe(), look="noir", count=2, seed=3)) for _ in range(2))
    assert [one.recipe for one in first] == [one.recipe for one in second]


def test_much_moodier_is_darker_than_a_bit_moodier():
    photo = _photo("astronaut")
    light = [
        next(make(photo, Recipe(), look="moodier: cold storm", strength=strength)).pixels.rgb.mean()
        for strength in (0.5, 1.0, 1.6)
    ]
    assert light[0] > light[1] > light[2]


def test_a_child_is_measured_against_the_variant_that_it_grew_from():
    photo = _photo("coffee")
    parent = next(make(photo, Recipe(), look="moodier"))
    child = next(make(photo, parent.recipe, adjust={"warmth": 1.0}))
    assert child.recipe.steps[: len(parent.recipe.steps)] == parent.recipe.steps
    assert "darker" not in child.words
    assert "warmer" in child.words


def _made(adjust: dict[str, float], photo: Pixels | None = None, base: Recipe | None = None) -> Made:
    return next(make(photo or _photo("astronaut"), base or Recipe(), adjust=adjust))


@pytest.mark.parametrize("photo", PHOTOS)
@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("name", ADJUSTMENTS)
def test_every_adjustment_moves_the_photo_measurably(name: str, sign: float, photo: str):
    small = Pixels(_measurable(sample(photo)))
    if sign < 0 and not ADJUSTMENTS[name].down:
        with pytest.raises(BadRequest, match="not taken away"):
            _made({name: sign}, small)
        return
    made = _made({name: sign}, small)
    assert [check.holds for check in made.checks] == [True]
    assert made.look == (ADJUSTMENTS[name].up if sign > 0 else ADJUSTMENTS[name].down)


def test_warmer_is_at_least_four_units_of_b():
    check = _made({"warmth": 1.0}).checks[0]
    assert check.value >= 4
    assert "4" in check.limit


def test_a_bit_warmer_is_less_than_warmer_and_much_warmer_more():
    bit, plain, much = (_made({"warmth": strength}).checks[0].value for strength in (0.5, 1.0, 1.8))
    assert bit < plain < much


def test_warmer_twice_is_warmer_than_once():
    once = _made({"warmth": 1.0})
    twice = _made({"warmth": 1.0}, base=once.recipe)
    assert twice.checks[0].holds
    red_over_blue = [m.pixels.rgb[..., 0].mean() / m.pixels.rgb[..., 2].mean() for m in (once, twice)]
    assert red_over_blue[1] > red_over_blue[0]


def test_several_adjustments_at_once_all_hold():
    made = _made({"warmth": 1.0, "exposure": -1.0, "contrast": 0.5})
    assert len(made.checks) == 3
    assert all(check.holds for check in made.checks)


def test_three_warmer_versions_are_three_and_all_warmer():
    made = list(make(_photo("astronaut"), Recipe(), adjust={"warmth": 1.0}, count=3))
    assert len(made) == 3
    assert all(check.holds for one in made for check in one.checks)
    assert min(one.nearest for one in made) >= 2.5
    assert made[0].note or min(one.nearest for one in made) >= 6


def test_a_look_and_an_adjustment_go_together():
    made = next(make(_photo("astronaut"), Recipe(), look="moodier", adjust={"grain": 1.0}))
    assert made.look.startswith("moodier: ")
    assert made.recipe.steps[-1].__class__.__name__ == "Grain"


def test_variations_without_a_wish_come_from_different_looks():
    made = list(make(_photo("coffee"), Recipe(), count=4))
    assert len({one.look.split(":")[0] for one in made}) == 4


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"look": "sparkly"}, "sparkly"),
        ({"adjust": {"sparkle": 1.0}}, "sparkle"),
        ({"look": "moodier", "strength": -1.0}, "opposite"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(request_: dict, said: str):
    with pytest.raises(BadRequest, match=said):
        list(make(_photo("coffee"), Recipe(), **request_))


def test_what_a_photo_has_no_room_for_fails_with_what_was_missed():
    white = Pixels(np.full((200, 300, 3), 254, np.uint8))
    with pytest.raises(CheckFailed, match="brighter") as caught:
        list(make(white, Recipe(), look="bright"))
    assert "nothing was charged" in str(caught.value)


def test_a_dozen_are_given_or_the_shortfall_is_said():
    made = list(make(_photo("coffee"), Recipe(), look="noir", count=12))
    assert len(made) == 12 or f"{len(made)} of 12" in made[0].note
    assert len({one.look for one in made}) == len(made)


def test_a_wide_gamut_photo_is_edited_in_its_own_encoding():
    from PIL import ImageCms

    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = next(make(_photo("coffee"), Recipe(), look="moodier"))
    tagged = next(make(Pixels(sample("coffee"), icc=srgb), Recipe(), look="moodier"))
    assert tagged.pixels.icc == srgb
    assert np.abs(tagged.pixels.rgb.astype(int) - plain.pixels.rgb).mean() < 1.0


def test_solving_leaves_the_rest_of_a_recipe_alone():
    made = next(make(_photo("coffee"), Recipe(), look="moodier: cold storm"))
    asked = next(recipe for recipe in looks().looks["moodier"].recipes if recipe.name == "cold storm")
    grade, written = made.recipe.steps[0], asked.steps[0]
    assert isinstance(grade, Grade)
    assert isinstance(written, Grade)
    assert grade.temperature == written.temperature
    assert grade.exposure != written.exposure
    assert made.recipe.steps[1:] == asked.steps[1:]
