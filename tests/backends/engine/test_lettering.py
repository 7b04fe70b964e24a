"""Words, watermarks, borders and sheets: readable, where there is room, and the same at every size."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest

from backends.engine.operations import border, watermark, writing
from backends.engine.operations.border import Border
from backends.engine.operations.fonts import font_for
from backends.engine.operations.layout import before_after, sheet, side_by_side
from backends.engine.operations.lettering import Text, extent
from backends.engine.operations.watermark import Watermark
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe
from backends.engine.render import render, size_after
from backends.errors import BadRequest, NotPossible
from tests.backends.engine import icc_bytes
from tests.colour import mean_difference
from tests.photos import sample

LATIN = "Crème brûlée"


def _photo(name: str, width: int = 720, height: int = 480) -> Pixels:
    return Pixels(sample(name, width, height))


def _written(photo: Pixels, **values: Any) -> tuple[Text, np.ndarray]:
    step = writing.plan(photo, values, None).steps[0]
    return step, np.asarray(render(photo, Recipe((step,))).rgb)


@pytest.mark.parametrize("name", ["coffee", "rocket", "chelsea", "astronaut"])
def test_words_can_be_read_against_what_is_behind_them(name: str):
    """Measured here on the result: the letters' own pixels against those around them."""
    photo = _photo(name)
    planned = writing.plan(photo, {"words": "Monday"}, None)
    made = render(photo, Recipe(planned.steps)).rgb
    without = render(photo, Recipe((_plain(planned.steps[0]),))).rgb
    letters = np.abs(made.astype(int) - without).sum(-1) > 120
    assert letters.any()
    around = cv2.dilate(letters.astype(np.uint8), np.ones((9, 9))).astype(bool) & ~letters
    ink, ground = _luminance(made[letters]), _luminance(without[around])
    ratio = (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)
    assert ratio >= 4.0
    assert all(check.holds for check in planned.checks)


def _plain(step: Text) -> Text:
    """The same ground, and next to no words."""
    return replace(step, opacity=0.05)


def _luminance(rgb: np.ndarray) -> float:
    values = rgb / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return float(np.median(linear @ [0.2126, 0.7152, 0.0722]))


def test_words_go_to_the_sky_and_not_over_the_rocket():
    step, _ = _written(_photo("rocket"), words="TO THE STARS")
    down = extent(step.words, step.font, round(step.letters * 720))[1]
    assert step.top + down / 480 < 0.45


def test_long_words_are_wrapped_and_stay_in_the_picture():
    words = "New arrivals: tabby cats up to 40 % off this weekend only"
    step, _ = _written(_photo("chelsea"), words=words)
    across, down = extent(step.words, step.font, round(step.letters * 720))
    assert " ".join(step.words.split()) == words
    assert step.left >= 0 and step.left + across / 720 <= 1
    assert step.top >= 0 and step.top + down / 480 <= 1


def test_a_ground_is_laid_only_where_the_words_need_it():
    busy, _ = _written(_photo("coffee"), words="yellow", colour="yellow", place="bottom right", size=0.1)
    calm, _ = _written(_photo("rocket"), words="yellow", colour="yellow", place="top", size=0.05)
    assert busy.shade > 0 and calm.shade == 0
    assert busy.colour == calm.colour == "#ffff00"


@pytest.mark.parametrize(
    ("place", "corner"), [("top left", (0, 0)), ("bottom right", (1, 1)), ("bottom left", (0, 1)), ("centre", None)]
)
def test_a_place_by_name_is_kept(place: str, corner: tuple[int, int] | None):
    photo = _photo("rocket")
    _, made = _written(photo, words="Here", place=place, size=0.06)
    rows, columns = np.nonzero(np.abs(made.astype(int) - photo.rgb).sum(-1) > 60)
    x, y = columns.mean() / 720, rows.mean() / 480
    wanted = corner or (0.5, 0.5)
    assert abs(x - wanted[0]) < 0.3 and abs(y - wanted[1]) < 0.3


def test_letters_of_other_scripts_are_drawn_or_refused_by_name():
    font = font_for(LATIN, "bold")
    assert font, "the font inside Pillow has no accents: the system's should be found here"
    with pytest.raises(NotPossible) as refused:
        font_for("\U0001e900 \U0001e901", "bold")
    assert "\U0001e900" in refused.value.what
    assert "Install" in refused.value.advice


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"words": "  "},
        {"words": 3},
        {"words": "x" * 300},
        {"words": "a\x07b"},
        {"words": "a", "place": "beside it"},
        {"words": "a", "size": 2},
        {"words": "a", "size": True},
        {"words": "a", "colour": "blurple"},
        {"words": "a", "font": "NoSuchFont"},
        {"words": "a", "font": ""},
    ],
)
def test_values_that_make_no_sense_are_refused(values: dict[str, Any]):
    with pytest.raises(BadRequest):
        writing.plan(_photo("coffee"), values, None)


def test_words_that_do_not_fit_are_refused_with_what_would_do():
    with pytest.raises(NotPossible) as refused:
        writing.plan(_photo("coffee"), {"words": "Donaudampfschifffahrtsgesellschaft", "size": 0.3}, None)
    assert "smaller" in refused.value.advice


STEPS = [
    Text("Two\nlines", "DejaVuSans-Bold.ttf", 0.07, 0.1, 0.2, "centre", shade=0.5),
    Watermark("PROOF", "DejaVuSans-Bold.ttf", "all over", 0.05, opacity=0.4),
    Watermark("Anna", "DejaVuSans-Bold.ttf", "bottom right", 0.04),
    Border(0.05, 0.2, "#f6ecd6"),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{type(step).__name__}")
def test_the_proxy_looks_like_the_export_made_smaller(step: Text | Watermark | Border):
    full = sample("coffee", 2400, 1600)
    proxy = cv2.resize(full, (600, 400), interpolation=cv2.INTER_AREA)
    small = render(Pixels(np.asarray(proxy, np.uint8)), Recipe((step,))).rgb
    made = render(Pixels(full), Recipe((step,))).rgb
    shrunk = cv2.resize(made, small.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert mean_difference(shrunk, small) <= 1.5


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{type(step).__name__}")
def test_depth_alpha_profile_and_json_are_kept(step: Text | Watermark | Border):
    rgb = sample("coffee", 300, 200)
    alpha = np.zeros((200, 300), np.uint16)
    source = Pixels(rgb.astype(np.uint16) * 257, alpha)
    made = render(source, Recipe((step,)))
    assert made.rgb.dtype == np.uint16 and made.alpha is not None and made.alpha.shape == made.rgb.shape[:2]
    assert size_after(Recipe((step,)), 300, 200) == made.rgb.shape[1::-1]
    eight = render(Pixels(rgb), Recipe((step,))).rgb
    assert np.abs(made.rgb / 257 - eight).max() <= 1.5
    assert Recipe.from_json(json.loads(json.dumps(Recipe((step,)).to_json()))).steps == (step,)
    assert not alpha.any() and np.array_equal(source.rgb[0], rgb[0].astype(np.uint16) * 257)


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (400, 1), (4, 6)])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{type(step).__name__}")
def test_the_smallest_pictures_go_through(step: Text | Watermark | Border, shape: tuple[int, int]):
    render(Pixels(np.full((*shape, 3), 120, np.uint8)), Recipe((step,)))


def test_a_recipe_with_a_colour_that_is_none_is_refused():
    for op, field in (("text", "colour"), ("watermark", "colour"), ("border", "colour"), ("text", "ground")):
        with pytest.raises(BadRequest):
            Recipe.from_json({"version": 1, "steps": [{"op": op, field: "red"}]})


def test_a_watermark_all_over_reaches_every_part():
    photo = _photo("coffee")
    planned = watermark.plan(photo, {"words": "© Anna Lind", "place": "all over"}, None)
    changed = np.abs(render(photo, Recipe(planned.steps)).rgb.astype(int) - photo.rgb).sum(-1) > 12
    for row in np.array_split(changed, 3):
        for part in np.array_split(row, 3, axis=1):
            assert part.mean() > 0.01
    assert planned.checks[0].holds


def test_a_mark_that_cannot_be_seen_is_said_to_be_so():
    white = Pixels(np.full((300, 400, 3), 252, np.uint8))
    planned = watermark.plan(white, {"words": "Anna", "colour": "white"}, None)
    assert not planned.checks[0].holds and "hardly be seen" in planned.note
    assert watermark.plan(white, {"words": "Anna"}, None).steps[0].colour == "#101010"


@pytest.mark.parametrize("values", [{}, {"words": ""}, {"words": "a", "place": "moon"}, {"words": "a", "opacity": 5}])
def test_watermarks_that_make_no_sense_are_refused(values: dict[str, Any]):
    with pytest.raises(BadRequest):
        watermark.plan(_photo("coffee"), values, None)


def test_a_border_frames_the_photo_exactly():
    photo = _photo("coffee")
    step = border.plan(photo, {"width": 0.05, "colour": "navy", "style": "instant"}, None).steps[0]
    made = render(photo, Recipe((step,))).rgb
    assert np.array_equal(made[36 : 36 + 480, 36 : 36 + 720], photo.rgb)
    assert (made[0, 0] == [0, 0, 128]).all() and made.shape == (480 + 36 + 162, 720 + 72, 3)
    for values in ({"width": 0}, {"width": "wide"}, {"style": "gold leaf"}, {"colour": 7}):
        with pytest.raises(BadRequest):
            border.plan(photo, values, None)


def test_colours_are_those_that_were_named_in_a_wide_photo_too():
    """Display P3's codes for sRGB red, as published: 234, 51, 35."""
    photo = Pixels(np.full((100, 150, 3), 90, np.uint8), None, icc_bytes.display_p3())
    made = render(photo, Recipe((Border(0.1, 0.1, "#ff0000"),))).rgb
    assert np.abs(made[0, 0].astype(int) - [234, 51, 35]).max() <= 1


def test_a_sheet_shows_every_picture_whole_and_in_order():
    colours = [(200, 30, 30), (30, 200, 30), (30, 30, 200), (200, 200, 30), (30, 200, 200)]
    shapes = [(60, 90), (90, 60), (60, 90), (40, 40), (300, 100)]
    pictures = [Pixels(np.full((*shape, 3), colour, np.uint8)) for shape, colour in zip(shapes, colours, strict=True)]
    made = sheet(pictures, ["one", "two", "three", "", "日本"], columns=3, cell=90).rgb
    places = [np.argwhere((made == colour).all(-1)) for colour in colours]
    sizes = [tuple(place.max(0) - place.min(0) + 1) for place in places]
    assert sizes == [(60, 90), (90, 60), (60, 90), (40, 40), (90, 30)]
    centres = [place.mean(0) for place in places]
    assert centres[0][1] < centres[1][1] < centres[2][1]
    assert centres[3][0] > centres[2][0] and centres[3][1] < centres[4][1]


def test_before_and_after_stand_side_by_side_at_the_same_size():
    before, after = Pixels(np.full((90, 60, 3), 40, np.uint8)), Pixels(np.full((180, 120, 3), 200, np.uint8))
    made = before_after(before, after).rgb
    one, other = (np.argwhere((made == tone).all(-1)) for tone in (40, 200))
    assert tuple(np.ptp(one, axis=0)) == tuple(np.ptp(other, axis=0)) == (89, 59)
    assert one[:, 1].max() < other[:, 1].min()
    wide = side_by_side(Pixels(np.zeros((100, 300, 3), np.uint8)), Pixels(np.zeros((100, 300, 3), np.uint8))).rgb
    assert wide.shape[1] < 1.6 * wide.shape[0]


def test_sheets_that_make_no_sense_are_refused():
    one = Pixels(np.zeros((10, 10, 3), np.uint8))
    for refused in (
        lambda: sheet([]),
        lambda: sheet([one], labels=["a", "b"]),
        lambda: sheet([one], cell=5),
        lambda: sheet([one], columns=-1),
        lambda: sheet([one] * 401),
    ):
        with pytest.raises(BadRequest):
            refused()
