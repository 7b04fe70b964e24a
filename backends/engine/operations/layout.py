"""Several pictures on one sheet: a contact sheet, two side by side, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import cv2
import numpy as np
from PIL import Image, ImageDraw

from backends.engine.colour.encoding import screen_rgb
from backends.engine.operations.fonts import at_size, font_for
from backends.engine.operations.paint import contrast, hex_of, luminance, srgb_of
from backends.engine.pixels import Pixels, as_float
from backends.errors import BadRequest, NotPossible

Bytes = np.ndarray

_MOST = 400
_MOST_PIXELS = 150_000_000


def sheet(
    pictures: Sequence[Pixels],
    labels: Sequence[str] = (),
    columns: int = 0,
    cell: int = 640,
    background: str = "white",
) -> Pixels:
    """Pictures whole and in order on a grid, as 8-bit sRGB; transparent ones show the background.

    `labels` stand under them ("" for none); `columns` 0 makes the sheet about 3:2; `cell` is the side of the square
    that each picture fits in, in pixels. Raises BadRequest for none or more than 400 pictures, or a sheet too large.
    """
    if not 1 <= len(pictures) <= _MOST:
        raise BadRequest(f"a sheet holds 1 to {_MOST} pictures, not {len(pictures)}", "Choose which to show.")
    if labels and len(labels) != len(pictures):
        raise BadRequest(f"{len(labels)} labels do not fit {len(pictures)} pictures", "Give one for each, or none.")
    if columns < 0 or not 32 <= cell <= 8000:
        raise BadRequest("a sheet needs 1 column or more, and cells of 32 to 8000 pixels", "Correct the number.")
    columns = min(columns or _columns(pictures), len(pictures))
    ground = np.round(srgb_of(hex_of(background)) * 255).astype(np.uint8)
    tiles = [_tile(picture, cell, ground) for picture in pictures]
    gap, letter = max(2, round(cell * 0.035)), max(9, round(cell * 0.042))
    foot = round(letter * 1.9) if any(label.strip() for label in labels) else 0
    rows = [tiles[start : start + columns] for start in range(0, len(tiles), columns)]
    wide = max(tile.shape[1] for tile in tiles)
    heights = [max(tile.shape[0] for tile in row) for row in rows]
    width = columns * wide + (columns + 1) * gap
    height = sum(heights) + len(rows) * foot + (len(rows) + 1) * gap
    if width * height > _MOST_PIXELS:
        raise BadRequest(f"a sheet of {width} x {height} pixels is too large", "Give smaller cells or fewer pictures.")
    canvas = np.empty((height, width, 3), np.uint8)
    canvas[:] = ground
    places: list[tuple[int, int]] = []
    top = gap
    for row, tall in zip(rows, heights, strict=True):
        for number, tile in enumerate(row):
            left = gap + number * (wide + gap)
            y, x = top + (tall - tile.shape[0]) // 2, left + (wide - tile.shape[1]) // 2
            canvas[y : y + tile.shape[0], x : x + tile.shape[1]] = tile
            places.append((left, top + tall))
        top += tall + foot + gap
    if foot:
        canvas = _labelled(canvas, places, labels, wide, foot, letter, ground)
    return Pixels(canvas)


def side_by_side(one: Pixels, other: Pixels, labels: tuple[str, str] = ("", ""), long_side: int = 2400) -> Pixels:
    """Two pictures of any size next to each other, or above each other where both are wide; `long_side` of the sheet
    in pixels, about."""
    wide = all(picture.rgb.shape[1] > 1.45 * picture.rgb.shape[0] for picture in (one, other))
    columns = 1 if wide else 2
    longest = max(32, min(max(picture.rgb.shape[:2]) for picture in (one, other)))
    shown = labels if any(labels) else ()
    return sheet((one, other), shown, columns, min(longest, max(32, long_side // (1 if wide else 2))))


def before_after(before: Pixels, after: Pixels, long_side: int = 2400) -> Pixels:
    """The two with their names under them."""
    return side_by_side(before, after, ("Before", "After"), long_side)


def _columns(pictures: Sequence[Pixels]) -> int:
    shape = float(np.median([picture.rgb.shape[1] / picture.rgb.shape[0] for picture in pictures]))
    return max(1, round((len(pictures) * 1.5 / max(shape, 0.2)) ** 0.5))


def _tile(picture: Pixels, cell: int, ground: np.ndarray) -> Bytes:
    """(height, width, 3) sRGB that fits the cell; smaller pictures keep their size."""
    height, width = picture.rgb.shape[:2]
    scale = min(1.0, cell / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    rgb, alpha = picture.rgb, picture.alpha
    if scale < 1:
        rgb = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA))
        alpha = None if alpha is None else np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA))
    shown = screen_rgb(Pixels(cast("np.ndarray", rgb), None, picture.icc))
    if alpha is None:
        return shown
    weight = as_float(alpha)[..., None]
    return (ground + (shown - ground.astype(np.float32)) * weight + 0.5).astype(np.uint8)


def _labelled(
    canvas: Bytes,
    places: list[tuple[int, int]],
    labels: Sequence[str],
    wide: int,
    foot: int,
    letter: int,
    ground: Bytes,
) -> Bytes:
    back = luminance(ground / 255)
    ink = max(((20, 20, 20), (240, 240, 240)), key=lambda tone: float(contrast(luminance(np.array(tone) / 255), back)))
    image = Image.fromarray(canvas)
    pen = ImageDraw.Draw(image)
    for (left, top), label in zip(places, labels, strict=True):
        shown = " ".join(label.split())
        if not shown:
            continue
        try:
            font = at_size(font_for(shown, "sans"), letter)
        except NotPossible:
            # A file's name in letters that no font here has is shown as far as it can be.
            shown = shown.encode("ascii", "replace").decode("ascii")
            font = at_size(font_for(shown, "sans"), letter)
        if font.getlength(shown) > wide:
            while len(shown) > 4 and font.getlength(shown + "…") > wide:
                shown = shown[:-1]
            shown += "…"
        pen.text((left + wide / 2, top + foot * 0.62), shown, fill=ink, font=font, anchor="mm")
    return np.asarray(image)
