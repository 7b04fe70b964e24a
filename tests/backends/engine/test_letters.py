"""Texts as regions: read on real photos with texts of known place, where the extra for it is installed."""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from skimage import data

from backends.engine.pixels import Pixels
from backends.engine.regions import letters
from backends.engine.regions.base import Region
from backends.engine.regions.find import find
from backends.errors import NotPossible
from tests.photos import sample

needs_reader = pytest.mark.skipif(not letters.available(), reason='needs the extra "text": pip install rapidocr')

Box = tuple[int, int, int, int]
LINES = {
    "SUMMER FESTVAL": (72, (60, 60)),
    "12 June - Free entry": (44, (60, 500)),
    "ZH 482 913": (40, (900, 160)),
    "www.fest.ch": (26, (60, 700)),
}


def _poster() -> tuple[Pixels, dict[str, Box]]:
    """Texts on a photo, and where each really is."""
    image = Image.fromarray(sample("coffee", 1200, 800))
    draw = ImageDraw.Draw(image)
    boxes: dict[str, Box] = {}
    for text, (size, place) in LINES.items():
        font = ImageFont.load_default(size)
        draw.text(place, text, font=font, fill="white", stroke_width=1)
        left, top, right, bottom = draw.textbbox(place, text, font=font, stroke_width=1)
        boxes[text] = int(left), int(top), int(right), int(bottom)
    return Pixels(np.asarray(image)), boxes


def _covers(region: Region, box: Box, size: tuple[int, int] = (1200, 800)) -> float:
    height, width = region.mask.shape
    across, down = width / size[0], height / size[1]
    part = region.mask[int(box[1] * down) : int(box[3] * down) + 1, int(box[0] * across) : int(box[2] * across) + 1]
    return float(part.mean() / 255)


@needs_reader
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("the headline", "SUMMER FESTVAL"),
        ("the title", "SUMMER FESTVAL"),
        ("the date", "12 June"),
        ("the number plate", "ZH 482 913"),
        ("the web address", "www.fest.ch"),
        ('the word "festival"', "FESTVAL"),
        ("the text free entry", "Free entry"),
    ],
)
def test_a_text_is_found_by_what_it_is(name: str, text: str):
    poster, boxes = _poster()
    region = find(poster, name)
    whole = next(line for line in boxes if text in line)
    left, top, right, bottom = boxes[whole]
    start, end = whole.index(text) / len(whole), (whole.index(text) + len(text)) / len(whole)
    inside = left + (right - left) * (start + 0.02), top + 4, left + (right - left) * (end - 0.02), bottom - 4
    assert _covers(region, tuple(map(int, inside))) > 0.9  # pyright: ignore[reportArgumentType]
    for other, box in boxes.items():
        if other != whole:
            assert _covers(region, box) < 0.02
    assert region.confidence > 0.9


@needs_reader
def test_all_text_is_all_of_it_and_little_else():
    poster, boxes = _poster()
    region = find(poster, "all text")
    assert len(region.boxes) == len(LINES)
    assert min(_covers(region, box) for box in boxes.values()) > 0.9
    lettered = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes.values()) / (1200 * 800)
    assert region.share < 2.2 * lettered


@needs_reader
def test_a_planted_error_is_read_as_it_stands():
    assert "FESTVAL" in find(_poster()[0], "the headline").note


@needs_reader
def test_everything_but_the_headline_leaves_it_out():
    poster, boxes = _poster()
    region = find(poster, "everything except the headline and the date")
    assert _covers(region, boxes["SUMMER FESTVAL"]) < 0.05
    assert region.share > 0.85


@needs_reader
def test_a_scanned_page_is_read():
    page = np.ascontiguousarray(np.stack([data.page()] * 3, -1))
    lines = letters.read(Pixels(page))
    assert len(lines) >= 6
    assert sum("region" in line.text.lower() for line in lines) >= 1


@needs_reader
def test_a_text_that_is_not_there_is_refused_with_what_is():
    with pytest.raises(NotPossible, match="not found") as caught:
        find(_poster()[0], 'the word "winter"')
    assert "FESTVAL" in caught.value.advice


@needs_reader
def test_a_photo_without_letters_says_so():
    with pytest.raises(NotPossible, match="No text"):
        find(Pixels(sample("chelsea")), "all text")


@needs_reader
def test_reading_says_nothing_on_the_console(capfd: pytest.CaptureFixture[str]):
    letters.read(_poster()[0])
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("RapidOCR").getEffectiveLevel() >= logging.CRITICAL


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    missing: Callable[[str], None] = lambda name: None  # noqa: E731
    monkeypatch.setattr(letters, "find_spec", missing)
    with pytest.raises(NotPossible, match="not installed") as caught:
        find(_poster()[0], "the headline")
    assert "stet-image[text]" in caught.value.advice
    assert "box" in caught.value.advice


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sat, 12 June 2026", "date"),
        ("12.06.2026", "date"),
        ("2026-06-12", "date"),
        ("June 5", "date"),
        ("Doors 19:30", "time"),
        ("7 pm", "time"),
        ("CHF 12.50", "price"),
        ("only $9", "price"),
        ("+41 44 123 45 67", "phone number"),
        ("mail@fest.ch", "web address"),
        ("ZH 482 913", "number plate"),
        ("AB12 CDE", "number plate"),
    ],
)
def test_what_a_line_looks_like(monkeypatch: pytest.MonkeyPatch, text: str, kind: str):
    corners = ((0.1, 0.1), (0.5, 0.1), (0.5, 0.2), (0.1, 0.2))
    lines = (letters.Line(text, 0.98, corners, 0.1), letters.Line("Free entry", 0.99, corners, 0.1))
    monkeypatch.setattr(letters, "read", lambda picture: lines)
    region = letters.letters(Pixels(sample("coffee")), letters.Wanted(kind))
    assert len(region.boxes) == 1
    assert "Free" not in region.note


@pytest.mark.parametrize("stamp", ["12 5 '98", "125'98", "'98 5 12", "2004 07 21", "12.05.2024", "14 June", "May 2026"])
def test_what_a_camera_or_a_poster_writes_as_a_date_is_one(stamp: str) -> None:
    assert letters.looks_like("date", stamp)


@pytest.mark.parametrize("text", ["Room 12", "42", "ZH 482 913", "5'98 m", "Free entry"])
def test_other_numbers_are_no_dates(text: str) -> None:
    assert not letters.looks_like("date", text)
