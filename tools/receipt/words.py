"""The receipt in words, from what was measured: what each part became, and the one line for the conversation."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.measure import features as measure
from tools.receipt.asked import Asked, Scope
from tools.receipt.change import Map
from tools.receipt.laying import Laid
from tools.receipt.model import Change, Delivered, Flag
from tools.receipt.pictures import Rgb

_SEEN = 1.5
_ROWS, _COLUMNS = ("top", "", "bottom"), ("left", "", "right")


def became(before: Rgb, after: Rgb, mask: NDArray[np.bool_], redrawn: float) -> str:
    """What happened to one part: "darker and warmer", "redrawn", "unchanged"; `redrawn` is the per cent of its tiles
    whose shapes changed."""
    share = min(1.0, 320 / max(mask.shape))
    size = max(4, round(mask.shape[1] * share)), max(4, round(mask.shape[0] * share))
    inside = cv2.resize(mask.astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA) > 127
    if not inside.any():
        return ""
    pictures = (
        np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32) / 255
        for picture in (before, after)
    )
    one, other = (measure.to_lab(picture)[inside].mean(0) for picture in pictures)
    light, red, yellow = other - one
    parts: list[tuple[float, str]] = []
    if abs(light) >= _SEEN:
        parts.append((abs(light), "brighter" if light > 0 else "darker"))
    if abs(yellow) >= _SEEN:
        parts.append((abs(yellow), "warmer" if yellow > 0 else "colder"))
    if abs(red) >= 2 * _SEEN:
        parts.append((abs(red) / 2, "redder" if red > 0 else "greener"))
    said = [word for _, word in sorted(parts, reverse=True)[:2]]
    if redrawn >= 15:
        said.insert(0, "redrawn" if redrawn >= 60 else "partly redrawn")
    return ", ".join(said[:-1]) + (" and " if len(said) > 1 else "") + said[-1] if said else "unchanged"


def place(box: tuple[float, float, float, float]) -> str:
    """Where a box (left, top, right, bottom in fractions) lies: "at the top left", "in the middle"."""
    row, column = (min(2, int((box[side] + box[side + 2]) / 2 * 3)) for side in (1, 0))
    said = " ".join(part for part in (_ROWS[row], _COLUMNS[column]) if part)
    return f"at the {said}" if said else "in the middle"


def parts(on: Laid, one: Map) -> str:
    """What each part became that has a name: the asked region, the keeps, and where the largest changes are."""
    said: list[str] = []
    named = [(area.name, mask) for area, mask in on.keeps if area.name]
    if on.inside is not None:
        said.append(f"the asked part {_of(on, one, on.inside)}")
    said += [f"{name} {_of(on, one, mask)}" for name, mask in named]
    for box in _largest(one, None if on.near is None else one.tiles(on.near)):
        mask = np.zeros(on.before.shape[:2], bool)
        left, top, right, bottom = box
        height, width = on.before.shape[:2]
        mask[int(top * height) : int(np.ceil(bottom * height)), int(left * width) : int(np.ceil(right * width))] = True
        what = _of(on, one, mask)
        said.append(f"{what if what != 'unchanged' else 'redrawn'} {place(box)}")
    return ", ".join(said)


def _of(on: Laid, one: Map, mask: NDArray[np.bool_]) -> str:
    tiles = one.tiles(mask)
    redrawn = float(one.changed[tiles].mean() * 100) if tiles.any() else 0.0
    return became(on.before, on.after, mask & on.there, redrawn)


def _largest(one: Map, spared: NDArray[np.bool_] | None) -> list[tuple[float, float, float, float]]:
    """Boxes in fractions around the two largest pieces that changed outside of `spared`."""
    changed = one.changed if spared is None else one.changed & ~spared
    near = cv2.dilate(changed.astype(np.uint8), np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    rows, columns = changed.shape
    order = sorted(range(1, count), key=lambda label: -stats[label][cv2.CC_STAT_AREA])[:2]
    boxes = [[int(stats[label][column]) for column in range(4)] for label in order]
    return [(a / columns, b / rows, (a + c) / columns, (b + d) / rows) for a, b, c, d in boxes]


def percent(value: float) -> str:
    if value <= 0:
        return "0 %"
    return f"{value:.0f} %" if value >= 9.5 else f"{value:.1f} %" if value >= 0.1 else "under 0.1 %"


def line(asked: Asked, change: Change, delivered: Delivered, flags: Sequence[Flag], frame: str) -> str:
    """What went wrong first, then what changed, the frame and the size."""
    wrong = [one for one in flags if one.level != "note"]
    wrong.sort(key=lambda one: one.level != "fail")
    parts = [one.says for one in wrong[:3]]
    if len(wrong) > 3:
        parts.append(f"{len(wrong) - 3} more")
    names = {one.id for one in flags}
    if not names & {"black", "empty", "identical"}:
        if not names & {"not_recognised", "not_compared"}:
            parts.append(_changed(asked, change, delivered, names))
        if not names & {
            "frame_moved",
            "frame_slightly_moved",
            "cropped",
            "stretched",
            "turned",
            "mirrored",
            "not_recognised",
        }:
            parts.append(frame)
    size = f"{delivered.w}x{delivered.h}"
    if not names & {"wrong_size", "wrong_ratio", "shape_changed", "much_smaller"}:
        parts.append(f"{size} as asked" if any(asked.size) else f"{asked.ratio} as asked" if asked.ratio else size)
    return "; ".join(part for part in parts if part)


def _changed(asked: Asked, change: Change, delivered: Delivered, names: set[str]) -> str:
    if asked.where is Scope.REGION and asked.region is not None:
        name = asked.region.name or "the asked part"
        if names & {"changed_outside", "little_outside"}:
            return f"{percent(change.inside_pct or 0)} of {name} changed"
        return f"changed {percent(change.whole_pct)}, all in {name}; the rest stands"
    if change.structure_only:
        return "light and colour changed, shapes stand" if not names & {"shapes_changed", "face_changed"} else ""
    if change.whole_pct == 0:
        if "colours_moved" in names:
            return "no part changed by itself"
        if asked.alpha and delivered.alpha_kind == "true":
            return "cut out, and what is left stands"
        return "what it shows stands" if asked.reframes else "nothing visible changed"
    return f"changed {percent(change.whole_pct)}" + (f" ({change.words})" if change.words else "")
