"""Takes the receipt of two pictures: lays one on the other, measures, and holds it against what was asked."""

from __future__ import annotations

import base64
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from tools.receipt import change, frame, judging, texts, words
from tools.receipt import delivered as files
from tools.receipt.alignment import Alignment
from tools.receipt.asked import Area, Asked, Scope
from tools.receipt.flags import flag, verdict
from tools.receipt.laying import Laid, laid
from tools.receipt.model import Align, Change, Flag, Receipt, Wanted
from tools.receipt.pictures import Read, read

__all__ = ["Area", "Asked", "Scope", "take", "taken"]

_DEEP = 3
# Copies smaller than this share of the picture cannot show its finest grain.
_COARSE = 0.7
_BOXES = 12


def take(before: Path, after: Path, asked: Asked | None = None) -> Receipt:
    """The receipt of `after` against `before`. Raises BadImage for a file that is no picture."""
    return taken(read(before), read(after), asked or Asked())[0]


def taken(before: Read, after: Read, asked: Asked) -> tuple[Receipt, Laid | None]:
    """The same of pictures that were read, with how they lie on each other, for a map; None where there is nothing."""
    with _one_thread():
        return _taken(before, after, asked)


@contextmanager
def _one_thread() -> Generator[None]:
    """Many short calls on small pictures: OpenCV's threads wait for each other longer than they save."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(threads)


def _taken(before: Read, after: Read, asked: Asked) -> tuple[Receipt, Laid | None]:
    shape, flags = files.delivered(after, before, asked)
    if asked.depth >= _DEEP:
        flags.append(flag("deep", asked.depth))
    receipt = Receipt(
        source=before.path.name,
        result=after.path.name,
        align=Align(defined=False),
        delivered=shape,
        asked=_wanted(asked),
        depth=asked.depth,
    )
    nothing = files.empty(after, before)
    if nothing is not None:
        return _finished(receipt, asked, [nothing, *flags], ""), None
    on = laid(before, after, asked)
    flags += frame.of(on.found, asked)
    flags += frame.size(before.size, after.size, on.found, asked)
    found = judging.judged(on, before, after, asked)
    flags += found.flags
    read_texts = texts.Texts()
    if texts.worth_reading(on, found.map, asked):
        read_texts, about_text = texts.judged(on, found.map, asked)
        flags += about_text
    receipt = receipt.model_copy(
        update={
            "align": _align(on.found),
            "change": _change(on, found),
            "colour": found.colour,
            "text": read_texts,
            "not_checked": _unchecked(on, before, asked, found, read_texts.read),
        }
    )
    return _finished(receipt, asked, flags, _frame(on.found, asked)), on


def _finished(receipt: Receipt, asked: Asked, flags: list[Flag], same_frame: str) -> Receipt:
    kept = tuple({one.id + one.says: one for one in flags}.values())
    line = words.line(asked, receipt.change, receipt.delivered, kept, same_frame)
    return receipt.model_copy(update={"flags": kept, "verdict": verdict(kept), "line": line})


def _wanted(asked: Asked) -> Wanted:
    region = asked.region
    return Wanted(
        words=asked.words,
        region="" if region is None else region.name or "a box",
        keep=tuple(area.name or "a box" for area in asked.keeps),
        w=asked.size[0] or None,
        h=asked.size[1] or None,
        ratio=asked.ratio,
        format=asked.format,
        alpha=asked.alpha,
        text=asked.text,
        look=asked.look,
        count=asked.count,
    )


def _align(found: Alignment) -> Align:
    return Align(
        scale=round(found.scale, 5),
        dx=round(found.dx, 2),
        dy=round(found.dy, 2),
        rotation=round(found.rotation, 3),
        turned=found.turned,
        mirrored=found.mirrored,
        moved=round(found.moved, 2),
        resid_before=found.resid_before,
        resid_after=found.resid_after,
        accepted=found.accepted,
        defined=found.defined,
    )


def _frame(found: Alignment, asked: Asked) -> str:
    if asked.reframes:
        return ""
    return "frame same" if found.defined else "frame not told (too little in the picture)"


def _change(on: Laid, found: judging.Judged) -> Change:
    one = found.map
    if one is None:
        return Change()
    rows, columns = one.times.shape
    tiles = np.where(one.known, np.clip(one.times / change.CHANGED * 85, 0, 255), 0).astype(np.uint8)
    outside = None if found.outside is None else one.share(found.outside)
    return Change(
        whole_pct=round(one.share() or 0.0, 2),
        inside_pct=None if found.inside_changed is None else round(found.inside_changed, 2),
        outside_pct=None if outside is None else round(outside, 2),
        columns=columns,
        rows=rows,
        tiles=base64.b64encode(tiles.tobytes()).decode("ascii"),
        boxes=_boxes(one, on.frame),
        words=words.parts(on, one),
        structure_only=found.structure_only,
    )


def _boxes(one: change.Map, frame: tuple[int, int]) -> tuple[tuple[int, int, int, int], ...]:
    """Around each piece that changed, largest first, in pixels of the whole picture before."""
    near = cv2.dilate(one.changed.astype(np.uint8), np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    x, y = frame[0] / one.times.shape[1], frame[1] / one.times.shape[0]
    order = sorted(range(1, count), key=lambda label: -stats[label][cv2.CC_STAT_AREA])[:_BOXES]
    boxes = [[int(stats[label][column]) for column in range(4)] for label in order]
    return tuple((round(a * x), round(b * y), round(c * x), round(d * y)) for a, b, c, d in boxes)


def _unchecked(on: Laid, before: Read, asked: Asked, found: judging.Judged, was_read: bool) -> tuple[str, ...]:
    missing = ["likeness", "meaning"]
    if not texts.available():
        missing.append("spelling")
    elif not was_read and asked.text:
        missing.append("text")
    if not on.found.defined:
        missing.append("frame")
    if found.map is None:
        missing.append("what stayed")
    elif found.structure_only:
        missing.append("light and colour of each part")
    missing += [f"whether {area.name} stayed" for area in asked.keeps if area.mask is None and area.box is None]
    if asked.where is Scope.UNKNOWN:
        missing.append("whether the change was asked")
    if on.size[0] < _COARSE * before.width:
        missing.append("detail finer than a pixel of the copy that was compared")
    return tuple(missing)
