"""Takes the whole receipt of a stored variant: against what it was made from, and against the photo itself."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime

import cv2
import numpy as np

from backends.engine.pixels import Pixels
from tools.following import known, parts
from tools.following.model import Whole
from tools.following.order import Order
from tools.following.wanted import asked_of
from tools.following.words import line_of, weak
from tools.receipt import frame
from tools.receipt.asked import Asked, Scope
from tools.receipt.flags import flag, verdict
from tools.receipt.laying import Laid
from tools.receipt.model import Flag, LockHeld, Receipt
from tools.receipt.pictures import Read, Rgb, read
from tools.receipt.take import taken

# Stored pictures of more take over a second of the processor, so that those are compared at half their size.
WHOLE_PIXELS = 800_000
_HALF = 0.5
# Of the long side.
_SLIP = 0.01
_OF_THE_SIZE = {"shape_changed", "much_smaller", "size_changed", "wrong_ratio", "wrong_size"}
# More contrast shows more of the grain that was there, and a film look adds its own: asked, where a recipe did it.
_OF_THE_GRAIN = {"noise", "some_noise", "compression", "some_compression", "soft", "blurred"}
_OF_WHAT_STAYS = {"keep_changed", "face_changed", "face_differs"}


def measured(order: Order, *, half: bool | None = None) -> tuple[Whole, Laid | None, tuple[Read, Read, Asked]]:
    """The receipt, how the two lie on each other, and what was compared, for a map. Raises BadImage."""
    began, processor = datetime.now(UTC), time.process_time()
    after = read(order.after)
    if half is None:
        half = after.rgb.shape[0] * after.rgb.shape[1] > WHOLE_PIXELS
    scale = _HALF if half else 1.0
    before, asked, done = _before(order, after)
    before, after = _scaled(before, scale), _scaled(after, scale)
    receipt, on = taken(before, after, asked)
    receipt = _adjusted(receipt, on, order, asked, done, max(after.size))
    if on is not None and receipt.change.columns:
        said = parts.described(on, receipt.change, everywhere=receipt.change.structure_only)
        receipt = receipt.model_copy(update={"change": receipt.change.model_copy(update={"words": said})})
    receipt = receipt.model_copy(update={"line": line_of(receipt, order, asked, done)})
    since = None if order.from_source else _since_source(order, after, scale)
    whole = Whole(
        **dict(receipt),
        at=began.isoformat(timespec="seconds").replace("+00:00", "Z"),
        scale=scale,
        seconds=round(time.process_time() - processor, 2),
        since_source=since,
    )
    return whole, on, (before, after, asked)


def _adjusted(
    receipt: Receipt, on: Laid | None, order: Order, asked: Asked, done: known.Known | None, side: int
) -> Receipt:
    """What two pictures do not tell of themselves: how the one was made, its true size, and what was measured then."""
    receipt = _nothing_new(receipt, asked)
    if done is None and on is not None:
        receipt = _with_true_size(receipt, order, on, asked)
    if done is not None and asked.where is Scope.WHOLE:
        receipt = _without(receipt, _OF_THE_GRAIN)
    if done is not None and done.whole:
        receipt = _slips_forgiven(receipt, side)
    if done is not None and done.cut:
        missing = (*receipt.not_checked, "whether the cut follows the subject everywhere")
        receipt = receipt.model_copy(update={"not_checked": missing})
    delivered = receipt.delivered.model_copy(update={"w": order.after_size[0], "h": order.after_size[1]})
    update = {"source": order.since, "result": order.id, "delivered": delivered}
    return _with_checks(receipt.model_copy(update=update), order)


def _before(order: Order, after: Read) -> tuple[Read, Asked, known.Known | None]:
    """What the variant is held against: the picture before, in the frame that the engine made of it."""
    before = read(order.before)
    if order.steps is None:
        asked = asked_of(order.wish, before.pixels)
        return before, replace(asked, depth=order.depth, source=order.source), None
    steps = known.steps_of(order.steps)
    done = known.known(Pixels(np.ascontiguousarray(before.rgb), before.alpha), steps, order.wish.words)
    framed = _in_frame(before, done.framed, after) if done.reframes else before
    return framed, replace(done.asked, depth=order.depth), done


def _in_frame(before: Read, framed: Pixels, after: Read) -> Read:
    """A stored picture has at most so many pixels: one that grew was made smaller on its way."""
    rgb, alpha = framed.rgb, framed.alpha
    size = after.small
    grew = rgb.shape[1::-1] != size and abs(rgb.shape[1] / rgb.shape[0] / (size[0] / size[1]) - 1) < 0.01
    planes = [rgb] if alpha is None else [rgb, alpha]
    if grew:
        planes = [np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA)) for plane in planes]
    width, height = after.size if grew or rgb.shape[1::-1] == size else rgb.shape[1::-1]
    return replace(before, rgb=planes[0], alpha=planes[1] if alpha is not None else None, width=width, height=height)


def _since_source(order: Order, after: Read, scale: float) -> Receipt:
    """Nobody asked for the way as a whole, so it is told and not judged."""
    source = read(order.source)
    reframes = order.way is None
    if order.way:
        steps = known.steps_of(order.way)
        framed = known.reframed(Pixels(np.ascontiguousarray(source.rgb), source.alpha), steps)
        source = _in_frame(source, framed, after)
    asked = Asked(reframes=reframes, depth=order.depth)
    receipt, _ = taken(_scaled(source, scale), after, asked)
    return receipt.model_copy(update={"source": "v0", "result": order.id})


def _scaled(picture: Read, scale: float) -> Read:
    if scale == 1.0:
        return picture
    size = tuple(max(8, round(side * scale)) for side in picture.small)

    def small(plane: Rgb) -> Rgb:
        return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)

    return replace(picture, rgb=small(picture.rgb), alpha=None if picture.alpha is None else small(picture.alpha))


def _nothing_new(receipt: Receipt, asked: Asked) -> Receipt:
    """What was sent came back as it was: saving alone moves some pixels, and none of them shows."""
    names = {one.id for one in receipt.flags}
    inside, change = receipt.change.inside_pct, receipt.change
    same = change.whole_pct == 0 and change.columns > 0 and not (change.structure_only or asked.reframes or asked.alpha)
    if not asked.edits or names & {"asked_part_unchanged", "identical", "colours_moved"}:
        return receipt
    if inside == 0:
        flags = (*receipt.flags, flag("asked_part_unchanged"))
    elif inside is None and same:
        flags = (*receipt.flags, flag("identical"))
    else:
        return receipt
    return receipt.model_copy(update={"flags": flags, "verdict": verdict(flags)})


def _with_true_size(receipt: Receipt, order: Order, on: Laid, asked: Asked) -> Receipt:
    """What was compared are the pictures for the screen; what was delivered has a size of its own."""
    width, height = order.after_size
    sizes = frame.size(order.before_size, (width, height), on.found, asked)
    flags = (*(one for one in receipt.flags if one.id not in _OF_THE_SIZE), *sizes)
    return receipt.model_copy(update={"flags": flags, "verdict": verdict(flags)})


def _slips_forgiven(receipt: Receipt, side: int) -> Receipt:
    """Inks of a print lie beside each other, and a painted edge is not where it was: that is the effect."""
    slipped = receipt.align.moved <= _SLIP * side
    return _without(receipt, {"frame_moved", "frame_slightly_moved"}) if slipped else receipt


def _without(receipt: Receipt, names: set[str]) -> Receipt:
    flags = tuple(one for one in receipt.flags if one.id not in names)
    return receipt.model_copy(update={"flags": flags, "verdict": verdict(flags)})


def _with_checks(receipt: Receipt, order: Order) -> Receipt:
    """What was measured when it was made: a lock that was compared pixel by pixel counts for more than a part that is
    found anew, which is never quite the one that was locked."""
    held = [check for check in order.checks if check.lock]
    locks = tuple(LockHeld(id="", label=one.lock, max_diff=one.value) for one in held)
    flags: tuple[Flag, ...] = receipt.flags
    if held and all(check.holds for check in held):
        flags = tuple(one for one in flags if one.id not in _OF_WHAT_STAYS)
    flags = (*flags, *weak(order.checks))
    return receipt.model_copy(update={"locks": locks, "flags": flags, "verdict": verdict(flags)})
