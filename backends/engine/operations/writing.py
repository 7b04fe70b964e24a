"""Finds where words fit on a photo: calm space, letters large enough, a colour that stands out."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import cv2
import numpy as np

from backends.engine.colour import lut
from backends.engine.operations import measured
from backends.engine.operations.base import Planned
from backends.engine.operations.fonts import at_size, font_for
from backends.engine.operations.lettering import Text, extent, letter_pixels
from backends.engine.operations.paint import contrast, hex_of, luminance, srgb_of
from backends.engine.pixels import Pixels, as_float
from backends.errors import BadRequest, NotPossible
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

# WCAG 2.2, 1.4.3: for text of any size.
READABLE = 4.5
_SIDE = 320
_MARGIN = 0.045
_SMALLEST = 0.016
# Mean busyness (see `busy`) of a place that letters can stand on.
_CALM = 0.3
_QUIET = 0.2
_PLACES = {
    "top left": (0.0, 0.0),
    "top": (0.5, 0.0),
    "top right": (1.0, 0.0),
    "left": (0.0, 0.5),
    "centre": (0.5, 0.5),
    "center": (0.5, 0.5),
    "middle": (0.5, 0.5),
    "right": (1.0, 0.5),
    "bottom left": (0.0, 1.0),
    "bottom": (0.5, 1.0),
    "bottom right": (1.0, 1.0),
}
_LIGHT, _DARK = "#ffffff", "#141414"


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`words`; optional `place` (see _PLACES; else the calmest), `size` (fraction of the long side), `colour`, `font`
    (sans, bold, serif, mono or a font's file name)."""
    words = _words(values.get("words"))
    family = values.get("font", "bold")
    if not isinstance(family, str) or not family.strip():
        raise BadRequest("the font must be a name", "Such as sans, bold, serif or mono.")
    place = values.get("place")
    if place is not None and (not isinstance(place, str) or place.lower().strip() not in _PLACES):
        raise BadRequest(f"there is no place {str(place)[:30]!r}", f"There are {', '.join(_PLACES)}.")
    size = values.get("size")
    if size is not None and (isinstance(size, bool) or not isinstance(size, int | float) or not 0.01 <= size <= 0.4):
        raise BadRequest("the size of letters must be between 1 and 40 % of the long side", "0.06 is a headline.")
    colour = hex_of(values["colour"]) if values.get("colour") is not None else ""
    font = font_for(words, family.strip())
    placed, calm = _placed(picture, words, font, place.lower().strip() if place else "", size, region)
    step, ratio = _readable(picture, placed, colour)
    smallest = ratio >= READABLE
    checks = (
        Check("contrast of the words (WCAG)", round(ratio, 1), f">= {READABLE}", smallest),
        Check("busyness behind the words", round(calm, 2), f"<= {_CALM}", calm <= _CALM or bool(place)),
    )
    note = ""
    if not smallest:
        note = f"{step.colour} does not stand out enough there even with a ground behind it: choose another colour."
    elif calm > _CALM:
        note = "There is no calm space for the words" + (" at that place." if place else " in this photo.")
    shaded = " on a soft ground" if step.shade else ""
    said = f"wrote “{_short(words, 40)}” {_where(step, picture)}{shaded}, contrast {ratio:.1f}"
    return Planned((step,), f"text “{_short(words, 24)}”", said, checks, note)


def _short(words: str, most: int) -> str:
    line = words.replace("\n", " ")
    return line if len(line) <= most else line[:most].rstrip() + "…"


def busy(picture: Pixels) -> np.ndarray:
    """(rows, columns) of 0..1, long side _SIDE: how much eye and detail are at each place. Detail is the gradient;
    the eye is drawn by what differs from the rest in colour (frequency-tuned, Achanta et al. 2009)."""
    lab = cv2.cvtColor(measured.small_srgb(picture, _SIDE).astype(np.float32), cv2.COLOR_RGB2Lab)
    smooth = np.asarray(cv2.GaussianBlur(lab, (0, 0), 1.2))
    slopes = [np.abs(cv2.Scharr(smooth[..., 0], cv2.CV_32F, *way)) / 32 for way in ((1, 0), (0, 1))]
    detail = np.asarray(cv2.GaussianBlur(np.hypot(*slopes), (0, 0), 3))
    odd = np.linalg.norm(cv2.GaussianBlur(lab, (0, 0), 4) - np.median(lab, axis=(0, 1)), axis=-1)
    return np.clip(detail / 6, 0, 1) * 0.7 + np.clip(odd / 70, 0, 1) * 0.3


def _words(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadRequest("there are no words to write", 'Such as: add the text "Summer Sale".')
    words = "\n".join(" ".join(line.split()) for line in value.strip().splitlines())
    if len(words) > 200 or words.count("\n") > 8:
        raise BadRequest("the words are too many for a picture (200 letters in 9 lines at most)", "Shorten them.")
    if any(not letter.isprintable() and letter != "\n" for letter in words):
        raise BadRequest("the words hold characters that cannot be drawn", "Type them again.")
    return words


def _placed(
    picture: Pixels, words: str, font: str, place: str, size: float | None, region: Region | None
) -> tuple[Text, float]:
    height, width = picture.rgb.shape[:2]
    map_ = busy(picture)
    if region is not None:
        inside = np.asarray(cv2.resize(region.mask, map_.shape[::-1], interpolation=cv2.INTER_AREA)) / 255
        map_ = np.where(inside > 0.5, map_, 1.5)
    for box in _faces(picture):
        left, top, right, bottom = (round(v * side) for v, side in zip(box, (*map_.shape[::-1],) * 2, strict=True))
        map_[max(0, top) : bottom, max(0, left) : right] = 1.5
    total = cv2.integral(map_.astype(np.float32))
    best: tuple[float, float, Text] | None = None
    sizes = (size,) if size else tuple(0.085 * 0.87**n for n in range(12))
    for letter in sizes:
        if letter < _SMALLEST and best is not None:
            break
        for wrapped in _wrapped(words, font, letter, width, height):
            for step, cost in _candidates(wrapped, font, letter, place, width, height, total, map_):
                # Larger letters are worth a little more detail behind them.
                score = cost + 2 * max(0.0, cost - _QUIET) + (0.0 if size else _worse(letter))
                if best is None or score < best[0]:
                    best = (score, cost, step)
    if best is None:
        raise NotPossible(
            "the words do not fit on this photo at that size" if size else "the words do not fit on this photo",
            "Give fewer words or a smaller size.",
        )
    return best[2], best[1]


def _wrapped(words: str, font: str, letter: float, width: int, height: int) -> list[str]:
    """The words in one line, and in more lines of about the same length, where they fit the width."""
    pixels = letter_pixels(letter, width, height)
    face = at_size(font, pixels)
    room = width * (1 - 2 * _MARGIN)
    if "\n" in words:
        return [words] if max(face.getlength(line) for line in words.split("\n")) <= room else []
    found: list[str] = []
    for lines in range(1, 6):
        target = face.getlength(words) / lines
        broken = [""]
        for word in words.split(" "):
            longer = f"{broken[-1]} {word}".strip()
            past = face.getlength(longer) - target
            if broken[-1] and len(broken) < lines and past > target - face.getlength(broken[-1]):
                broken.append(word)
            else:
                broken[-1] = longer
        text = "\n".join(broken)
        if text not in found and max(face.getlength(line) for line in broken) <= room:
            found.append(text)
    return found


def _worse(letter: float) -> float:
    """What small letters cost: little down to those of a caption, much below."""
    return 0.09 * float(np.log(0.085 / letter)) + 0.35 * max(0.0, float(np.log(0.038 / letter)))


def _candidates(
    words: str, font: str, letter: float, place: str, width: int, height: int, total: np.ndarray, map_: np.ndarray
) -> list[tuple[Text, float]]:
    across, down = extent(words, font, letter_pixels(letter, width, height))
    margin = _MARGIN * max(width, height) if min(width, height) > 200 else 0.02 * max(width, height)
    room_x, room_y = width - 2 * margin - across, height - 2 * margin - down
    if room_x < 0 or room_y < 0:
        return []
    places = [_PLACES[place]] if place else [(x, y) for x in (0.0, 0.25, 0.5, 0.75, 1.0) for y in np.linspace(0, 1, 9)]
    found: list[tuple[Text, float]] = []
    for x, y in places:
        left, top = margin + room_x * x, margin + room_y * y
        pad = 0.25 * letter * max(width, height)
        frame = (left - pad, top - pad, left + across + pad, top + down + pad)
        cost = _mean(total, map_.shape, frame, width, height)
        # The middle of a picture is where its subject is; rows near the edges are where words are looked for.
        cost += 0.0 if place else 0.05 * (1 - abs(2 * float(y) - 1))
        align = "left" if x == 0 else "right" if x == 1 else "centre"
        found.append((Text(words, font, letter, left / width, top / height, align), cost))
    return found


def _mean(total: np.ndarray, shape: tuple[int, ...], frame: tuple[float, ...], width: int, height: int) -> float:
    """Mean of the busy map over a frame of the picture: the worst eighth counts as much as the whole."""
    rows, columns = shape[:2]
    x = np.clip(np.linspace(frame[0], frame[2], 9) * columns / width, 0, columns).round().astype(int)
    y = np.clip(np.linspace(frame[1], frame[3], 5) * rows / height, 0, rows).round().astype(int)
    sums = np.diff(np.diff(total[np.ix_(y, x)], axis=0), axis=1)
    means = sums / np.maximum(np.diff(y)[:, None] * np.diff(x), 1)
    return float(means.mean() + np.sort(means, axis=None)[-4:].mean()) / 2


def _readable(picture: Pixels, step: Text, colour: str) -> tuple[Text, float]:
    """The step in a colour that stands out, with as much ground behind it as that takes; and the contrast."""
    behind = _behind(picture, step)
    choices = [colour] if colour else [_LIGHT, _DARK]
    ratios = {one: _ratio(behind, one) for one in choices}
    best = max(choices, key=lambda one: ratios[one])
    if not colour and ratios[_LIGHT] >= 0.7 * ratios[_DARK]:
        # White on photos is what people expect, where it can do.
        best = _LIGHT
    if ratios[best] >= READABLE:
        return replace(step, colour=best), ratios[best]
    light = float(luminance(srgb_of(best)))
    ground = "#000000" if light > 0.179 else "#ffffff"
    shade, ratio = 0.0, ratios[best]
    for shade in np.arange(0.15, 0.95, 0.05):
        ratio = _ratio(behind + (srgb_of(ground) - behind) * shade, best)
        if ratio >= READABLE * 1.05:
            break
    return replace(step, colour=best, shade=round(float(shade), 2), ground=ground), ratio


def _behind(picture: Pixels, step: Text) -> np.ndarray:
    """(n, 3) sRGB of the picture behind the block of words."""
    height, width = picture.rgb.shape[:2]
    across, down = extent(step.words, step.font, letter_pixels(step.letters, width, height))
    left, top = round(step.left * width), round(step.top * height)
    part = picture.rgb[max(0, top) : top + down, max(0, left) : left + across]
    step_over = max(1, max(part.shape[:2]) // 400)
    return lut.to_srgb(as_float(part[::step_over, ::step_over]), picture.icc).reshape(-1, 3)


def _ratio(behind: np.ndarray, colour: str) -> float:
    """The contrast that nine tenths of the ground give at least."""
    return float(np.percentile(contrast(luminance(behind), luminance(srgb_of(colour))), 10))


def _where(step: Text, picture: Pixels) -> str:
    height, width = picture.rgb.shape[:2]
    across, down = extent(step.words, step.font, letter_pixels(step.letters, width, height))
    x, y = step.left + across / width / 2, step.top + down / height / 2
    row = "top" if y < 0.36 else "bottom" if y > 0.64 else "middle"
    column = " left" if x < 0.36 else " right" if x > 0.64 else ""
    return f"at the {row}{column}"


def _faces(picture: Pixels) -> tuple[tuple[float, float, float, float], ...]:
    """Faces in fractions, where they can be found and there are any."""
    try:
        return import_module("backends.engine.regions.find").find(picture, "the faces").boxes
    except (NotPossible, ModuleNotFoundError):
        return ()
