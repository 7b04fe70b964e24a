"""The one line of a variant's receipt: what went wrong first, then what was done, what stands, frame and size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from backends.types import Check
from tools.following.order import Order
from tools.receipt import words
from tools.receipt.asked import Asked, Scope
from tools.receipt.model import Flag, Receipt

if TYPE_CHECKING:
    from tools.following.known import Known

_OF_THE_FRAME = {
    *("frame_moved", "frame_slightly_moved", "cropped", "stretched", "turned", "mirrored", "not_recognised"),
    *("shape_changed", "wrong_ratio"),
}
_CROPPED = re.compile(r"^cropped to (?=[\d.]+:[\d.]+)")


def line_of(receipt: Receipt, order: Order, asked: Asked, done: Known | None) -> str:
    """`done` is what the engine did; without it a model painted, and all that is known was said in words."""
    names = {one.id for one in receipt.flags}
    frame = "" if names & _OF_THE_FRAME else "frame same" if receipt.align.defined else "frame not told"
    held = _held(receipt)
    if done is None:
        frame = "" if asked.reframes else frame
        return _joined(words.line(asked, receipt.change, receipt.delivered, receipt.flags, frame), held)
    wrong = _wrong(receipt.flags)
    size = f"{order.after_size[0]}x{order.after_size[1]}"
    if done.reframes:
        frame = "" if names & _OF_THE_FRAME else "framed as asked"
    if done.reframes and not asked.edits:
        label = _CROPPED.sub("framed to ", order.done) or "framed as asked"
        return _joined(*wrong, label, "" if wrong else "nothing else changed", size)
    return _joined(*wrong, _changed(receipt, order, asked, done, bool(wrong)), held, frame, size)


def weak(checks: Sequence[Check]) -> tuple[Flag, ...]:
    """What was measured when it was made and is not as asked."""
    return tuple(
        Flag(id="not_as_asked", level="warn", says=f"{one.name} is {one.value:.2f}, asked {one.limit}")
        for one in checks
        if not one.holds
    )


def _wrong(flags: Sequence[Flag]) -> list[str]:
    found = sorted((one for one in flags if one.level != "note"), key=lambda one: one.level != "fail")
    said = [one.says for one in found[:3]]
    return [*said, f"{len(found) - 3} more"] if len(found) > 3 else said


def _changed(receipt: Receipt, order: Order, asked: Asked, done: Known, wrong: bool) -> str:
    change = receipt.change
    names = {one.id for one in receipt.flags}
    if names & {"black", "empty", "identical"}:
        return ""
    if asked.alpha:
        return "cut out" if wrong else "cut out, and what is left stands"
    if asked.where is Scope.REGION and asked.region is not None:
        name = asked.region.name
        if wrong:
            return f"{words.percent(change.inside_pct or 0)} of {name} changed"
        return f"changed {words.percent(change.whole_pct)}, all in {name}; the rest stands"
    if done.whole:
        return f"{order.done or 'redrawn'}, all over as asked"
    if done.fine:
        return f"{order.done}, shapes stand"
    if names & {"shapes_changed", "face_changed"}:
        return ""
    return "light and colour changed, shapes stand"


def _held(receipt: Receipt) -> str:
    return ", ".join(
        f"{one.label} identical" if one.max_diff == 0 else f"{one.label} within {one.max_diff:g} of 255"
        for one in receipt.locks
    )


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
