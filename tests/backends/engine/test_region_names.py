"""Regions by their names: parts of the frame, boxes, colours, and what is joined, excepted or in another."""

from __future__ import annotations

import numpy as np
import pytest

from backends.engine.colour.oklab import apart, hue_of, to_oklab
from backends.engine.operations.hue import HUES
from backends.engine.pixels import Pixels
from backends.engine.recipe import Grade, Recipe
from backends.engine.regions import names
from backends.engine.regions.base import SIDE, SURE, Region
from backends.engine.regions.colours import colour
from backends.engine.regions.find import find
from backends.engine.regions.overlay import overlay
from backends.engine.render import render
from backends.engine.within import within
from backends.errors import BadRequest, NotPossible
from tests.photos import sample

COFFEE = Pixels(sample("coffee"))


def _at(region: Region, x: float, y: float) -> int:
    height, width = region.mask.shape
    return int(region.mask[min(int(y * height), height - 1), min(int(x * width), width - 1)])


@pytest.mark.parametrize(
    ("name", "share", "inside", "outside"),
    [
        ("the left half", 1 / 2, (0.2, 0.5), (0.8, 0.5)),
        ("the right-hand side of the photo", 1 / 2, (0.8, 0.5), (0.2, 0.5)),
        ("top third", 1 / 3, (0.5, 0.1), (0.5, 0.6)),
        ("the lower two thirds", 2 / 3, (0.5, 0.9), (0.5, 0.1)),
        ("the bottom 20%", 1 / 5, (0.5, 0.95), (0.5, 0.5)),
        ("the bottom right corner", 1 / 9, (0.9, 0.9), (0.5, 0.5)),
        ("the upper left quarter", 1 / 4, (0.1, 0.1), (0.6, 0.1)),
        ("the middle", 1 / 4, (0.5, 0.5), (0.1, 0.5)),
        ("the centre third", 1 / 3, (0.5, 0.05), (0.1, 0.5)),
        ("the edges", 0.36, (0.02, 0.5), (0.5, 0.5)),
        ("the whole picture", 1.0, (0.5, 0.5), None),
        ("everything", 1.0, (0.01, 0.01), None),
        ("the left and right thirds", 2 / 3, (0.9, 0.5), (0.5, 0.5)),
        ("the left half and the top half", 3 / 4, (0.9, 0.1), (0.9, 0.9)),
        ("the left half except the top third", 1 / 3, (0.1, 0.9), (0.1, 0.1)),
        ("everything except the left half", 1 / 2, (0.9, 0.5), (0.2, 0.5)),
        ("all but the top third and the bottom third", 1 / 3, (0.5, 0.5), (0.5, 0.1)),
        ("the top half of the left half", 1 / 4, (0.1, 0.1), (0.1, 0.9)),
        ("box 10% 20% 50% 60%", 0.16, (0.3, 0.4), (0.7, 0.7)),
        ("the box 0.1, 0.2, 0.5, 0.6", 0.16, (0.3, 0.4), (0.7, 0.7)),
        ("box: .1 .2 .5 .6", 0.16, (0.3, 0.4), (0.05, 0.05)),
        ("everything except box 10 20 50 60", 0.84, (0.7, 0.7), (0.3, 0.4)),
        ("outside the box 10% 20% 50% 60%", 0.84, (0.7, 0.7), (0.3, 0.4)),
    ],
)
def test_a_part_of_the_frame_is_where_its_name_says(
    name: str, share: float, inside: tuple[float, float], outside: tuple[float, float] | None
):
    region = find(COFFEE, name)
    # A soft edge lies half on either side, but what is excepted is spared with its soft edge.
    assert region.share == pytest.approx(share, abs=0.065)
    assert _at(region, *inside) == 255
    assert outside is None or _at(region, *outside) == 0
    assert region.confidence == 1.0
    assert max(region.mask.shape) <= SIDE


def test_a_box_is_exact_and_a_half_is_graduated():
    edge = find(COFFEE, "box 25% 25% 75% 75%").mask
    assert np.isin(edge, (0, 255)).mean() > 0.98
    half = find(COFFEE, "the left half").mask[100].astype(int)
    assert np.abs(np.diff(half)).max() < 20


def test_what_is_excepted_is_spared_to_its_soft_edge():
    spared, rest = find(COFFEE, "the left half").mask, find(COFFEE, "everything except the left half").mask
    assert rest[spared >= 128].max() == 0


@pytest.mark.parametrize("name", ["box 10% 20% 50%", "box 50% 20% 10% 60%", "box 10% 20% 150% 60%", "box -5 0 50 50"])
def test_a_box_that_is_none_is_refused_with_the_right_form(name: str):
    with pytest.raises(BadRequest) as caught:
        find(COFFEE, name)
    assert "box 10% 20% 50% 60%" in caught.value.advice


@pytest.mark.parametrize("name", ["12", "%&/", "the " + "very " * 60 + "end", "a b c d e f g h"])
def test_what_is_no_name_is_refused_with_names(name: str):
    with pytest.raises(BadRequest) as caught:
        find(COFFEE, name)
    assert "the sky" in caught.value.advice


@pytest.mark.parametrize("name", ["the spoon", "the trees", "her hair", "the left eye", "the grass"])
def test_things_that_nothing_here_knows_ask_for_a_box(name: str):
    with pytest.raises(NotPossible, match="cannot be found by name alone") as caught:
        find(COFFEE, name)
    assert "/box" in caught.value.advice


@pytest.mark.parametrize(
    ("photo", "name", "hue"), [("coffee", "the red", "red"), ("astronaut", "the orange parts", "orange")]
)
def test_a_colour_selects_what_has_it(photo: str, name: str, hue: str):
    picture = Pixels(sample(photo))
    region = find(picture, name)
    small = _small(picture, region)
    lab = to_oklab(small)
    selected = lab[region.mask > 200].mean(0)
    assert abs(float(apart(float(hue_of(selected)), HUES[hue]))) < 30
    assert np.hypot(*selected[1:]) > 1.3 * np.hypot(*lab[region.mask < 20].mean(0)[1:])


def test_a_colour_ends_softly_and_has_no_grain():
    mask = colour(COFFEE, "red").mask
    alone = (mask[1:-1, 1:-1] > 200) & (mask[:-2, 1:-1] < 50) & (mask[2:, 1:-1] < 50)
    assert alone.mean() < 0.001
    assert ((mask > 20) & (mask < 235)).mean() > 0.02


def test_white_black_and_the_zones_are_as_bright_as_their_names():
    light = {
        name: float(to_oklab(_small(COFFEE, region))[region.mask > 200][:, 0].mean())
        for name in ("the whites", "the highlights", "the midtones", "the shadows", "black")
        for region in [find(COFFEE, name)]
    }
    assert light["the whites"] > 0.8
    assert light["the highlights"] > light["the midtones"] > light["the shadows"]
    assert light["black"] < 0.3


def test_a_colour_that_is_not_there_is_refused_with_what_is():
    with pytest.raises(NotPossible, match="next to no violet"):
        find(COFFEE, "the violet")


def test_skin_by_colour_alone_is_never_sure():
    region = find(Pixels(sample("astronaut")), "skin tones")
    assert region.confidence < SURE
    assert "Wood" in region.note


def test_a_coloured_thing_is_offered_by_its_colour_and_asked_about():
    region = find(COFFEE, "the red mug")
    assert region.name == "the red mug"
    assert region.confidence < SURE
    assert "box" in region.note


def test_a_colour_in_a_place_is_in_both():
    both = find(COFFEE, "the red in the left half")
    red, left = find(COFFEE, "the red"), find(COFFEE, "the left half")
    assert (both.mask <= red.mask).all()
    assert (both.mask <= left.mask).all()
    assert both.name == "the red in the left half"
    assert both.confidence == red.confidence


def test_a_box_beside_the_name_limits_it():
    region = find(COFFEE, "the red", box=(0.0, 0.5, 0.5, 1.0))
    height, width = region.mask.shape
    assert region.mask[: height // 2 - 1].max() == 0
    assert region.mask[:, width // 2 + 1 :].max() == 0
    assert find(COFFEE, "the red in box 0% 50% 50% 100%").mask.tolist() == region.mask.tolist()


@pytest.mark.parametrize(
    ("said", "of", "spared"),
    [
        ("everything except the sky", "", "the sky"),
        ("everything but her face", "", "her face"),
        ("all except for the text", "", "the text"),
        ("the rest except the cup", "", "the cup"),
        ("outside the box", "", "the box"),
        ("the faces except the left one", "the faces", "the left one"),
        ("the top half without the sky", "the top half", "the sky"),
    ],
)
def test_exceptions_are_read(said: str, of: str, spared: str):
    assert names.less(said) == (of, spared)


@pytest.mark.parametrize("said", ["the button", "the notice", "the aroundabout"])
def test_a_word_that_only_begins_like_an_exception_is_none(said: str):
    assert names.less(said) is None


def test_names_are_shown_as_people_say_them():
    assert find(COFFEE, "The Left and  Right Third.").name == "the left third and the right third"
    assert find(COFFEE, "all but the top third").name == "everything except the top third"


def test_the_same_name_gives_the_same_mask():
    assert find(COFFEE, "the red").mask.tolist() == find(COFFEE, "the red").mask.tolist()


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_the_overlay_shows_where_the_region_is(depth: type):
    rgb = COFFEE.rgb if depth is np.uint8 else COFFEE.rgb.astype(np.uint16) * np.uint16(257)
    shown = overlay(Pixels(rgb), find(COFFEE, "box 25% 25% 75% 75%")).rgb
    assert shown.dtype == np.uint8
    height, width = shown.shape[:2]
    frame = slice(height * 3 // 8, height * 5 // 8), slice(width * 3 // 8, width * 5 // 8)
    outside = slice(0, height // 6), slice(0, width // 6)
    own = rgb.astype(float) * (255 / np.iinfo(depth).max)
    middle = shown[frame].astype(float)
    assert shown[outside].mean() < 0.7 * own[outside].mean()
    assert np.ptp((middle - own[frame]).mean((0, 1))) > 40
    # What is in it can still be made out.
    assert middle.std() > 15


def test_the_tint_differs_from_what_lies_under_it():
    """A red mask on a red cup would show nothing."""
    region = find(COFFEE, "the red")
    shown = overlay(COFFEE, region).rgb
    inside = np.asarray(_resized(region, shown.shape[:2])) > 200
    before, after = (to_oklab(rgb[inside].mean(0) / 255) for rgb in (COFFEE.rgb, shown))
    assert abs(float(apart(float(hue_of(after)), float(hue_of(before))))) > 40


@pytest.mark.parametrize(
    ("photo", "name"), [("astronaut", "her face"), ("coffee", "the whites"), ("coffee", "the left half")]
)
def test_a_limited_change_leaves_no_halo(photo: str, name: str):
    """A stop more: no pixel moves the other way, and none further than the change itself moves it."""
    picture = Pixels(sample(photo))
    region = find(picture, name)
    steps = (Grade(exposure=1.0),)
    limited = render(picture, Recipe((within(region.name, region.mask, steps),))).rgb.astype(int)
    whole = render(picture, Recipe(steps)).rgb.astype(int)
    before = picture.rgb.astype(int)
    assert (limited - before).min() >= -1
    assert (limited - whole).max() <= 1
    far = np.asarray(_resized(region, limited.shape[:2])) == 0
    assert np.abs(limited - before)[far].mean() < 0.6


def _small(picture: Pixels, region: Region) -> np.ndarray:
    import cv2

    return np.asarray(cv2.resize(picture.rgb, region.mask.shape[::-1], interpolation=cv2.INTER_AREA)) / 255


def _resized(region: Region, size: tuple[int, ...]) -> np.ndarray:
    import cv2

    return np.asarray(cv2.resize(region.mask, (size[1], size[0])))


def test_a_named_thing_that_is_not_parted_from_the_rest_of_its_box_is_the_box() -> None:
    region = find(Pixels(sample("astronaut", 1200, 1200)), "the name tag in box 52% 63% 67% 76%")
    assert region.name == "the name tag" and region.confidence >= SURE
    assert region.share == pytest.approx(0.15 * 0.13, rel=0.1)
    assert "box itself" in region.note


def test_what_is_cut_out_where_nothing_is_named_is_sure_on_an_even_background_alone() -> None:
    even = np.full((300, 400, 3), (190, 195, 200), np.uint8)
    even[80:220, 120:260] = sample("coffee")[100:240, 200:340]
    assert find(Pixels(even), "the subject to cut out").confidence >= SURE
    assert find(Pixels(sample("coffee")), "the subject to cut out").confidence < SURE
    alpha = np.full((300, 400), 255, np.uint8)
    alpha[:, :150] = 0
    assert find(Pixels(even, alpha), "the subject to cut out").name == names.CUT_OUT
