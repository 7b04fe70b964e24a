"""Whether the frame stood: shift, zoom, turn, crop, stretch and size of the result against the picture before."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tools.receipt.alignment import Alignment, covered
from tools.receipt.asked import Asked, Scope
from tools.receipt.flags import flag
from tools.receipt.model import Flag

# Of the long side: what people do not see and measuring hardly does, and what they do.
_SEEN, _PLAIN = 1.0 / 1024, 2.5 / 1024
# Less of the picture before than this is another frame, not a slip.
_CROPPED = 0.86
_STRETCHED = 0.012
# Above this nothing can be compared part by part.
_UNLIKE = 0.6
_MUCH_SMALLER = 0.5
_TURNED = {90: "on its right side", 180: "upside down", 270: "on its left side"}


def of(found: Alignment, asked: Asked) -> list[Flag]:
    """What happened to the frame, unless the request was about the frame."""
    if asked.reframes or not found.defined:
        return []
    flags: list[Flag] = []
    if found.mirrored:
        flags.append(flag("mirrored"))
    if found.turned:
        flags.append(flag("turned", _TURNED[found.turned]))
    if not found.accepted and found.resid_after > _UNLIKE:
        return [] if asked.where is Scope.WHOLE and not asked.tone else [*flags, flag("not_recognised")]
    stretch = found.fit[0] / found.fit[1]
    if abs(math.log(stretch)) > _STRETCHED:
        across = abs(stretch - 1) * 100
        flags.append(flag("stretched", f"{across:.1f} % {'across' if stretch > 1 else 'down'}"))
    if found.accepted and (moved := found.moved / max(found.frame)) > _SEEN:
        share = shown(found)
        if share < _CROPPED:
            flags.append(flag("cropped", f"it shows {share * 100:.0f} % of the picture before"))
        elif _padded(found):
            flags.append(flag("cropped", f"{in_words(found)}, with something new around it"))
        else:
            flags.append(flag("frame_moved" if moved > _PLAIN else "frame_slightly_moved", in_words(found)))
    return flags


def shown(found: Alignment) -> float:
    """How much of the picture before is in the result."""
    width, height = found.frame
    share = min(1.0, 256 / max(width, height))
    small = max(8, round(width * share)), max(8, round(height * share))
    return float(covered(found, small).mean())


def _padded(found: Alignment) -> bool:
    return found.scale < 0.9


def in_words(found: Alignment) -> str:
    """Such as "zoomed in by 1.8 % and moved 7 px right, 9 px down"."""
    parts: list[str] = []
    reach = max(found.frame) / 2
    if abs(found.scale - 1) * reach > 0.5:
        parts.append(f"zoomed {'in' if found.scale > 1 else 'out'} by {abs(found.scale - 1) * 100:.1f} %")
    if abs(math.radians(found.rotation)) * reach > 0.5:
        parts.append(f"turned {abs(found.rotation):.2f}° {'clockwise' if found.rotation > 0 else 'anticlockwise'}")
    moves = [(found.dx, "right", "left"), (found.dy, "down", "up")]
    went = [f"{abs(by):.1f} px {one if by > 0 else other}" for by, one, other in moves if abs(by) >= 0.3]
    if went:
        parts.append("moved " + " and ".join(went))
    return (", ".join(parts[:-1]) + " and " if len(parts) > 1 else "") + parts[-1] if parts else "moved a little"


def size(before: tuple[int, int], after: tuple[int, int], found: Alignment, asked: Asked) -> list[Flag]:
    """The delivered size and shape against what was asked, else against the picture before."""
    (width, height), (wide, high) = before, after
    flags: list[Flag] = []
    across, down = asked.size
    if across or down:
        if (across and across != wide) or (down and down != high):
            flags.append(flag("wrong_size", across or "any", down or "any", wide, high))
        return flags
    if asked.ratio:
        if (wanted := ratio_of(asked.ratio)) and abs(math.log(wide / high / wanted)) > 0.01:
            flags.append(flag("wrong_ratio", asked.ratio, wide, high))
        return flags
    if asked.reframes or found.turned in (90, 270):
        return flags
    # Sizes are rounded to whole blocks; half a pixel of either side is no other shape.
    slack = 0.004 + 0.5 / min(wide, high) + 0.5 / min(width, height)
    if abs(math.log((wide / high) / (width / height))) > slack:
        flags.append(flag("shape_changed", width, height, wide, high))
    elif wide < width * _MUCH_SMALLER:
        flags.append(flag("much_smaller", width, height, wide, high))
    elif (wide, high) != (width, height):
        flags.append(flag("size_changed", width, height, wide, high))
    return flags


def ratio_of(text: str) -> float:
    """Width over height of "16:9" or "4x5"; 0 for what is none."""
    first, _, second = text.replace("x", ":").replace("/", ":").partition(":")
    try:
        return float(first) / float(second)
    except (ValueError, ZeroDivisionError):
        return 0.0


def middle(mask: np.ndarray[Any, Any], by: int) -> np.ndarray[Any, Any]:
    """A mask without its outermost `by` pixels at the picture's edge."""
    inner = np.zeros_like(mask)
    inner[by:-by, by:-by] = mask[by:-by, by:-by]
    return inner
