"""Pictures as characters: their shape, their colours, and what happens where chafa is missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from rich.color import Color

from agent.ui import mosaic
from agent.ui.pictures import Mode, Pictures, fit
from tests.photos import write_photo


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "astronaut.jpg"
    write_photo(path, "astronaut", quality=95)
    return path


def rgb(color: Color | None) -> tuple[int, int, int]:
    return tuple(color.get_truecolor()) if color else (0, 0, 0)  # type: ignore[return-value]


def cells(lines: list[mosaic.Line]) -> NDArray[np.float64]:
    """The mean of ink and paper in each cell: roughly what an eye sees from afar, (rows, columns, 3)."""
    rows = [
        [
            np.add(rgb(style.color or style.bgcolor), rgb(style.bgcolor or style.color)) / 2
            for text, style in line
            for _ in text
        ]
        for line in lines
    ]
    return np.array(rows, dtype=float)


def expected(photo: Path, columns: int, rows: int) -> NDArray[np.float64]:
    with Image.open(photo) as image:
        return np.asarray(image.convert("RGB").resize((columns, rows), Image.Resampling.BOX), dtype=float)


@pytest.mark.parametrize(
    ("picture", "box", "wanted"),
    [
        ((600, 400), (60, 40), (60, 20)),
        ((400, 600), (60, 20), (27, 20)),
        ((512, 512), (100, 10), (20, 10)),
        ((9000, 10), (40, 10), (40, 1)),
        ((10, 9000), (40, 10), (1, 10)),
        ((512, 512), (0, 0), (1, 1)),
    ],
)
def test_a_picture_keeps_its_shape_in_cells_twice_as_high_as_wide(
    picture: tuple[int, int], box: tuple[int, int], wanted: tuple[int, int]
) -> None:
    assert fit(*picture, *box) == wanted


def test_the_shape_of_the_terminals_own_cells_is_used() -> None:
    assert fit(512, 512, 100, 20, cell=0.4) == (50, 20)


@pytest.mark.parametrize("indexed", [False, True])
def test_the_colours_on_the_screen_are_those_of_the_photo(photo: Path, indexed: bool) -> None:
    lines = mosaic.draw(photo, 60, 30, 0.5, indexed=indexed)
    assert [sum(len(text) for text, _ in line) for line in lines] == [60] * 30
    off = np.abs(cells(lines) - expected(photo, 60, 30)).mean()
    assert off < (30 if indexed else 20)
    assert np.abs(cells(lines).mean((0, 1)) - expected(photo, 60, 30).mean((0, 1))).max() < 14


def test_256_colours_use_only_the_palette_that_is_the_same_everywhere(photo: Path) -> None:
    lines = mosaic.draw(photo, 40, 20, 0.5, indexed=True)
    numbers = {color.number for line in lines for _, style in line for color in (style.color, style.bgcolor) if color}
    assert numbers and all(number is not None and number >= 16 for number in numbers)


def test_only_characters_that_nearly_every_font_has_are_drawn(photo: Path) -> None:
    characters = {char for line in mosaic.draw(photo, 80, 40, 0.5, indexed=False) for text, _ in line for char in text}
    assert characters and all(char == " " or "─" <= char <= "▟" for char in characters)


def test_without_chafa_half_blocks_show_the_same_picture(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mosaic, "_library", lambda: None)
    lines = mosaic.draw(photo, 60, 30, 0.5, indexed=False)
    assert {text for line in lines for text, _ in line} == {"▀"}
    assert np.abs(cells(lines) - expected(photo, 60, 30)).mean() < 6


def test_a_transparent_picture_is_shown_on_grey(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    rgba = np.zeros((64, 64, 4), np.uint8)
    rgba[16:48, 16:48] = (250, 40, 40, 255)
    Image.fromarray(rgba).save(path)
    shown = cells(mosaic.draw(path, 16, 8, 0.5, indexed=False))
    assert shown[0, 0].max() - shown[0, 0].min() < 8 and 30 < shown[0, 0].mean() < 120
    assert shown[4, 8, 0] > 180 > shown[4, 8, 2]


async def test_a_picture_is_drawn_once_and_then_kept(photo: Path) -> None:
    pictures = Pictures(Mode.TRUECOLOR)
    assert pictures.get(photo, 24, 10) is None
    first = await pictures.draw(photo, 24, 10)
    assert (first.columns, first.rows) == (20, 10)
    assert await pictures.draw(photo, 24, 10) is first and pictures.get(photo, 24, 10) is first


async def test_what_is_kept_is_bounded(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.ui.pictures._KEEP_CELLS", 500)
    pictures = Pictures(Mode.TRUECOLOR)
    for rows in (8, 9, 10, 11):
        await pictures.draw(photo, 60, rows)
    assert pictures.get(photo, 60, 8) is None and pictures.get(photo, 60, 11) is not None


async def test_a_file_that_is_no_picture_raises_oserror(tmp_path: Path) -> None:
    path = tmp_path / "note.jpg"
    path.write_text("not a picture")
    with pytest.raises(OSError):
        await Pictures(Mode.TRUECOLOR).draw(path, 20, 10)
