"""Judges two pictures that lie on each other: what changed where nothing was asked, colours, damage, faces, look."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.pixels import Pixels
from tools.receipt import words
from tools.receipt.asked import Asked, Scope
from tools.receipt.change import SURE, Map, compared, shapes
from tools.receipt.faces import CHANGED, DIFFERS, Face, faces
from tools.receipt.flags import flag
from tools.receipt.laying import Laid
from tools.receipt.model import Colour, Flag
from tools.receipt.pictures import Read
from tools.receipt.quality import Quality, quality
from tools.receipt.tone import curved

Mask = NDArray[np.bool_]

# CIEDE2000 by which the colours moved as one: what the eye may see side by side, and what it does see.
_SLIGHT_CAST, _CAST = 1.0, 2.2
# Less of a move, in steps of 255, is what encoders round to: AVIF and JPEG of quality 75 move a channel by up to 1.1,
# which CIEDE2000 in the dark and on paper counts as 1.4 (2026-11, 18 pictures).
_ROUNDING = 1.8
# Sigma of noise on top, in steps of 255, at the size that is compared.
_NOISE, _SOME_NOISE, _ALL_THERE = 8.0, 4.0, 0.96
_JPEG, _SOME_JPEG = 40, 48
# The share of a JPEG's grid that must be there: JPEGs left .86 and more, WebP and AVIF .57 and less.
_BLOCKS = 0.72
# Where there is no grid, since another encoder smeared the picture or it was resized after, only what is plain: what
# quality, how much is off and how much fine detail is left.
_SMEARED, _MUCH, _FEW = 30, 3.0, 0.65
_FILE_JPEG, _SOME_FILE_JPEG = 40, 55
_BLURRED = 0.55
# Of the fine detail all over: a look that leaves less is a soft one, and a face in it is soft with the rest.
_SOFT = 0.9
# A part that was asked to change and differs by less than this did not.
_SAME = 1.0
# Tiles together, outside of what was asked, that are no chance.
_TOGETHER, _PLAIN = 3, 7.0
_LITTLE = 0.3


@dataclass(frozen=True)
class Judged:
    """`map` is None where nothing was held against the picture before; `inside` and `outside` are its tiles."""

    map: Map | None = None
    inside: Mask | None = None
    outside: Mask | None = None
    colour: Colour = field(default_factory=Colour)
    quality: Quality = field(default_factory=Quality)
    faces: tuple[Face, ...] = ()
    flags: tuple[Flag, ...] = ()
    structure_only: bool = False
    inside_changed: float | None = None


def judged(on: Laid, before: Read, after: Read, asked: Asked) -> Judged:
    if on.found.resid_after > 0.6 and not on.found.accepted and on.found.defined:
        return Judged(flags=tuple(_file_quality(before, after)))
    if asked.where is Scope.WHOLE and not asked.tone:
        flags = [
            flag("not_compared"),
            *_same(on, before, after, asked),
            *_file_quality(before, after),
            *_look(on, asked),
        ]
        return Judged(flags=tuple(flags))
    tonal = asked.where is Scope.WHOLE
    damage = quality(on.toned, on.after, on.stays if on.solid is None else on.stays & _within(on.solid))
    noise = min(damage.noise, 20.0)
    if tonal:
        one = shapes(on.before, on.toned, on.after, on.there, noise)
    else:
        one = compared(on.toned, on.after, on.there, noise, on.moved)
    inside = None if on.inside is None else one.tiles(on.inside)
    outside = None if on.near is None else ~_touched(one, on.near)
    colour, about_colour = _colour(on, asked)
    seen = _faces(on, asked, noise)
    flags = [
        *_same(on, before, after, asked),
        *about_colour,
        *_damage(damage, before, after, tonal, on.before.shape[1] / before.width),
        *_changed(one, outside, asked, tonal),
        *_kept(on, one),
        *_face_flags(
            seen if not asked.look or damage.fine > _SOFT else [one for one in seen if not one.blurred], asked
        ),
        *_look(on, asked),
    ]
    inside_changed = None
    if inside is not None:
        apart = on.apart
        changed = (apart > 2.0) | (one.times > 2.5)
        inside_changed = float(changed[inside].mean() * 100) if inside.any() else 0.0
        if asked.edits and not _identical(flags) and inside.any() and not _did_change(apart, one, inside):
            flags.append(flag("asked_part_unchanged"))
    return Judged(one, inside, outside, colour, damage, tuple(seen), tuple(flags), tonal, inside_changed)


def _within(solid: Mask) -> Mask:
    """Without the rim of a cut-out, whose softness is no matter of quality."""
    return cv2.erode(solid.astype(np.uint8), np.ones((13, 13), np.uint8)) > 0


def _touched(one: Map, mask: Mask) -> Mask:
    """Tiles that a mask touches at all."""
    size = one.times.shape[1], one.times.shape[0]
    return cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.01


def _identical(flags: list[Flag]) -> bool:
    return any(one.id == "identical" for one in flags)


def _same(on: Laid, before: Read, after: Read, asked: Asked) -> list[Flag]:
    """The very picture from before, saved again perhaps."""
    if not asked.edits or asked.reframes or before.size != after.size or on.moved:
        return []
    if not asked.words and asked.where is Scope.UNKNOWN:
        return []
    if (
        before.alpha is not None
        and after.alpha is not None
        and not np.array_equal(before.alpha > 127, after.alpha > 127)
    ):
        return []
    if (before.alpha is None) != (after.alpha is None):
        return []
    apart = cv2.absdiff(on.before, on.after)
    exactly = float((apart > 2).mean()) < 1e-4
    saved = float(on.apart.max()) < _SAME and float(apart.mean()) < 2.0
    return [flag("identical")] if exactly or (saved and asked.where is not Scope.REGION) else []


def _did_change(apart: NDArray[np.floating], one: Map, inside: Mask) -> bool:
    changed = (apart > 1.5) | (one.times > 2.2)
    return int(changed[inside].sum()) >= max(1, round(0.004 * inside.sum()))


def _colour(on: Laid, asked: Asked) -> tuple[Colour, list[Flag]]:
    moved = on.tone
    shows = moved.size >= _SLIGHT_CAST and moved.steps >= _ROUNDING
    made = Colour(de_outside=round(moved.size, 2), cast=moved.words if shows else "")
    if not shows or asked.where is Scope.WHOLE:
        return made, []
    if asked.where is Scope.UNKNOWN:
        return made, [flag("colours_moved", moved.words)] if moved.size >= _CAST else []
    return made, [flag("colour_cast" if moved.size >= _CAST else "slight_cast", moved.words)]


def _file_quality(before: Read, after: Read) -> list[Flag]:
    """By the tables of a JPEG file, unless the picture before was as coarse."""
    if not after.quality or (before.quality and before.quality <= after.quality):
        return []
    if after.quality <= _FILE_JPEG:
        return [flag("compression", after.quality)]
    return [flag("some_compression", after.quality)] if after.quality <= _SOME_FILE_JPEG else []


def _damage(found: Quality, before: Read, after: Read, tonal: bool, scale: float) -> list[Flag]:
    """`scale` below 1 averages noise away with the pixels that carried it."""
    flags: list[Flag] = []
    pressed = not tonal and (found.blocks >= _BLOCKS or _smeared(found))
    if pressed and found.like_jpeg <= _JPEG:
        # First, since the ripples beside edges on plain ground measure as noise.
        flags.append(flag("compression", f"{found.like_jpeg:.0f}"))
    elif found.noise > _NOISE * min(1.0, max(scale, 0.3)):
        flags.append(flag("noise", f"{found.noise / min(1.0, max(scale, 0.1)):.0f}"))
    elif found.noise > _SOME_NOISE and found.fine > _ALL_THERE and not tonal:
        # Noise adds and takes nothing away; compression takes fine detail.
        flags.append(flag("some_noise", f"{found.noise:.0f}"))
    elif pressed and found.like_jpeg <= _SOME_JPEG:
        flags.append(flag("some_compression", f"{found.like_jpeg:.0f}"))
    if not any(one.id.endswith("compression") for one in flags):
        flags += _file_quality(before, after)
    if found.broad < _BLURRED and found.fine < 0.5 and not tonal:
        flags.append(flag("blurred"))
    return flags


def _smeared(found: Quality) -> bool:
    return found.like_jpeg <= _SMEARED and found.error > _MUCH and found.fine < _FEW


def _changed(one: Map, outside: Mask | None, asked: Asked, tonal: bool) -> list[Flag]:
    if outside is None and not tonal:
        return []
    part = one.known if outside is None else outside & one.known
    changed = one.changed & part
    if not changed.any():
        return []
    share = float(changed.sum() / max(1, part.sum()) * 100)
    where = _where(one, changed)
    plain = _beyond_doubt(one, changed, 4 * _TOGETHER if tonal else _TOGETHER)
    if tonal:
        return [flag("shapes_changed", where)] if plain else []
    if plain:
        return [flag("changed_outside", words.percent(share), where)]
    return [flag("little_outside", words.percent(share), where)] if share >= _LITTLE else []


def _beyond_doubt(one: Map, changed: Mask, together: int) -> bool:
    count, labels = cv2.connectedComponents(changed.astype(np.uint8), connectivity=8)
    for label in range(1, count):
        times = one.times[labels == label]
        if (len(times) >= together and times.max() >= SURE) or times.max() >= _PLAIN:
            return True
    return False


def _where(one: Map, changed: Mask) -> str:
    """Of the largest piece; nothing where it is all over."""
    if changed.mean() > 0.35:
        return ""
    count, _, stats, _ = cv2.connectedComponentsWithStats(changed.astype(np.uint8), connectivity=8)
    largest = max(range(1, count), key=lambda label: stats[label][cv2.CC_STAT_AREA])
    left, top, across, down = (int(stats[largest][column]) for column in range(4))
    rows, columns = changed.shape
    box = left / columns, top / rows, (left + across) / columns, (top + down) / rows
    return f", most {words.place(box)}"


def _kept(on: Laid, one: Map) -> list[Flag]:
    """Every keep by itself, light and colour too: it was to stay as it is."""
    flags: list[Flag] = []
    apart = on.apart
    for area, mask in on.keeps:
        tiles = one.tiles(mask) & one.known
        if not tiles.any():
            tiles = _touched(one, mask) & one.known
        changed = ((one.times > SURE) | (apart > 2.5)) & tiles
        if changed.sum() >= max(1, round(0.01 * tiles.sum())):
            flags.append(flag("keep_changed", area.name or "a part"))
    return flags


def _faces(on: Laid, asked: Asked, noise: float) -> list[Face]:
    there = on.there if on.inside is None else on.there & ~on.inside
    # A curve of contrast bends light in ways that no even move of the colours follows.
    lit = curved(on.toned, on.after, on.stays) if asked.where is Scope.WHOLE else on.toned
    return faces(on.before, lit, on.after, there, noise)


def _face_flags(seen: list[Face], asked: Asked) -> list[Flag]:
    bad = [face for face in seen if face.worst < DIFFERS]
    if not bad:
        return []
    worst = min(bad, key=lambda face: face.worst)
    name = "the face" if len(seen) == 1 else f"the face {words.place(worst.box)}"
    how = " (softer)" if worst.blurred else ""
    if asked.where is Scope.UNKNOWN or worst.worst >= CHANGED:
        return [flag("face_differs", name)] if asked.where is Scope.UNKNOWN else []
    return [flag("face_changed", name, how)]


def _look(on: Laid, asked: Asked) -> list[Flag]:
    if not asked.look:
        return []
    from backends.engine.looks.definitions import check, gentler
    from backends.engine.looks.library import looks
    from backends.engine.measure import features as measure
    from backends.engine.measure import texture
    from backends.engine.operations.measured import changed
    from backends.errors import BadRequest

    try:
        look = looks().find(asked.look)[0]
    except BadRequest:
        return []
    pair = [Pixels(np.ascontiguousarray(picture)) for picture in (on.before, on.after)]
    measures = changed(*pair) | {"noise": (measure.noise(on.after) - measure.noise(on.before)) * 255}
    measures |= texture.change(*(texture.Texture.of(pixels) for pixels in pair))
    missed = [one for one in check(gentler(look.definition, asked.strength), measures) if not one.holds]
    return [flag("look_missed", look.title.lower(), "; ".join(one.name for one in missed[:2]))] if missed else []
