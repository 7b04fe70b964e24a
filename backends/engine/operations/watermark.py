"""A name over a photo: small in a corner, or faint and slanted all over it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from backends.engine.colour import lut
from backends.engine.fields import choice, number, text
from backends.engine.looks.spread import Spread
from backends.engine.operations.base import Operation, Planned
from backends.engine.operations.fonts import font_for
from backends.engine.operations.lettering import drawn, letter_pixels, stamp
from backends.engine.operations.paint import Floats, checked_hex, contrast, hex_of, in_codes, luminance, srgb_of
from backends.engine.pixels import Pixels, as_float
from backends.errors import BadRequest
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

PLACES = ("bottom right", "bottom left", "top right", "top left", "all over")
_ROWS = 64
_MARGIN = 0.025
_SLANT = 30
_LIGHT, _DARK = "#ffffff", "#101010"
# The lightness (of display values) that parts light ground from dark, and over how much it goes over.
_MIDDLE, _OVER = 0.5, 0.1
# Long side at which a picture is looked at for that: a mark changes its colour by places, not by leaves.
_PLACES = 48
# WCAG's ratio of the mark to what is around it: from here on it is seen.
_SEEN = 1.2


@dataclass(frozen=True, slots=True)
class Watermark(Operation):
    """`words` at `place`; `letters` is their size, a fraction of the long side, `opacity` how strong they are. Without
    a `colour`, those all over are light where the picture is dark and dark where it is light."""

    words: str = text(most=80)
    font: str = text(most=120)
    place: str = choice(*PLACES)
    letters: float = number(0.022, 0.005, 0.2)
    colour: str = text("#ffffff", most=7)
    opacity: float = number(0.6, 0.05, 1.0)

    def __post_init__(self) -> None:
        if self.colour:
            checked_hex(self.colour, "watermark.colour")
        if "\n" in self.words:
            raise BadRequest("watermark.words must be one line")

    def apply(self, pixels: Pixels) -> Pixels:
        if not self.words.strip():
            return pixels
        rgb = pixels.rgb.copy()
        height, width = rgb.shape[:2]
        colour = in_codes(self.colour or _LIGHT, pixels.icc, rgb.dtype)
        letter = letter_pixels(self.letters, width, height)
        if self.place == "all over":
            light, dark = (in_codes(one, pixels.icc, rgb.dtype) for one in (_LIGHT, _DARK))
            share = None if self.colour else _bright(pixels)
            _tiled(
                rgb,
                _tile(self.words, self.font, letter),
                (colour, colour) if self.colour else (light, dark),
                share,
                self.opacity,
            )
        else:
            block = drawn(self.words, self.font, letter, "left")
            margin = round(_MARGIN * max(width, height))
            left = margin if "left" in self.place else width - margin - block.shape[1]
            top = margin if "top" in self.place else height - margin - block.shape[0]
            stamp(rgb, block, left, top, colour, self.opacity)
        return Pixels(rgb, pixels.alpha, pixels.icc)


@lru_cache(maxsize=2)
def _tile(words: str, font: str, letter: int) -> np.ndarray:
    """A mask (height, width) that repeats: the slanted words twice, the second half a step aside."""
    from PIL import Image

    slanted = Image.fromarray(drawn(words, font, letter, "left")).rotate(_SLANT, Image.Resampling.BICUBIC, expand=True)
    across, down = slanted.width + 3 * letter, slanted.height + 2 * letter
    tile = Image.new("L", (across, 2 * down))
    tile.paste(slanted, (0, 0))
    half = Image.new("L", (2 * across, down))
    half.paste(slanted, (across // 2, 0))
    wrapped = np.maximum(np.asarray(half)[:, :across], np.asarray(half)[:, across:])
    whole = np.asarray(tile).copy()
    whole[down:] = wrapped
    return whole


def _bright(pixels: Pixels) -> Spread:
    """1 where the picture is light, 0 where it is dark, by places."""
    height, width = pixels.rgb.shape[:2]
    scale = _PLACES / max(height, width)
    size = max(1, round(width * min(1.0, scale))), max(1, round(height * min(1.0, scale)))
    small = np.asarray(cv2.resize(pixels.rgb, size, interpolation=cv2.INTER_AREA), np.float32)
    light = small @ np.array([0.3, 0.59, 0.11], np.float32) / np.float32(np.iinfo(pixels.rgb.dtype).max)
    share = np.clip((light - _MIDDLE) / _OVER + 0.5, 0, 1)
    return Spread(np.asarray(share, np.float32), height, width)


def _tiled(rgb: Any, tile: np.ndarray, colours: tuple[Floats, Floats], bright: Spread | None, opacity: float) -> None:
    columns = np.arange(rgb.shape[1]) % tile.shape[1]
    for top in range(0, rgb.shape[0], _ROWS):
        part = rgb[top : top + _ROWS]
        rows = np.arange(top, top + len(part)) % tile.shape[0]
        weight = tile[rows][:, columns, None] * np.float32(opacity / 255)
        here = part.astype(np.float32)
        colour = colours[0]
        if bright is not None:
            colour = colours[0] + (colours[1] - colours[0]) * bright.rows(top, top + len(part))[..., None]
        np.copyto(part, here + (colour - here) * weight + 0.5, casting="unsafe")


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`words`; optional `place` (see PLACES), `size` (fraction of the long side), `opacity` 0.05..1, `colour`."""
    if region is not None:
        raise BadRequest(f"a watermark cannot be kept to {region.name}", f"It can be at {', '.join(PLACES)}.")
    words = values.get("words")
    if not isinstance(words, str) or not words.strip() or len(words) > 80 or not words.strip().isprintable():
        raise BadRequest("a watermark needs words, 80 letters at most", 'Such as: watermark "Anna Lind 2026".')
    words = " ".join(words.split())
    place = values.get("place", PLACES[0])
    if place in ("tiled", "repeated", "everywhere"):
        place = "all over"
    if place not in PLACES:
        raise BadRequest(f"a watermark cannot be at {str(place)[:30]!r}", f"There are {', '.join(PLACES)}.")
    over = place == "all over"
    size = _number(values, "size", 0.035 if over else 0.022, 0.005, 0.2)
    opacity = _number(values, "opacity", 0.22 if over else 0.7, 0.05, 1.0)
    font = font_for(words, "bold")
    given = values.get("colour")
    tried = [hex_of(given)] if given is not None else [""] if over else [_LIGHT, _DARK]
    steps = [Watermark(words, font, str(place), size, colour, opacity) for colour in tried]
    step, seen = max(((one, _seen(picture, one)) for one in steps), key=lambda pair: pair[1])
    height, width = picture.rgb.shape[:2]
    across = drawn(words, font, letter_pixels(size, width, height), "left").shape[1]
    fits = over or across <= width * (1 - 2 * _MARGIN)
    checks = (
        Check("contrast of the mark (WCAG)", round(seen, 2), f">= {_SEEN}", seen >= _SEEN),
        Check("width of the mark, share of the photo", round(across / width, 2), "<= 0.95", fits),
    )
    note = "" if fits else "The words are wider than the photo and are cut off: make them smaller."
    if seen < _SEEN:
        note = "The mark can hardly be seen on this photo: make it stronger or choose another colour."
    where = place if over else f"at the {place}"
    return Planned((step,), f"watermark “{words[:24]}”", f"“{words}” {where}, contrast {seen:.1f}", checks, note)


def _number(values: Json, name: str, default: float, low: float, high: float) -> float:
    value = values.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise BadRequest(f"the {name} of a watermark must be between {low} and {high}", f"{default} is usual.")
    return float(value)


def _seen(picture: Pixels, step: Watermark) -> float:
    """The contrast of the letters to what was there, as half of them reach it."""
    white = Watermark(step.words, step.font, step.place, step.letters, _LIGHT, 1.0)
    mask = white.apply(Pixels(np.zeros_like(picture.rgb), None)).rgb[..., 0] > np.iinfo(picture.rgb.dtype).max // 2
    if not mask.any():
        return 1.0
    there = lut.to_srgb(as_float(picture.rgb[mask][None]), picture.icc)
    if step.colour:
        marked = there + (srgb_of(step.colour) - there) * step.opacity
    else:
        marked = lut.to_srgb(as_float(step.apply(picture).rgb[mask][None]), picture.icc)
    return float(np.median(contrast(luminance(there), luminance(marked))))
