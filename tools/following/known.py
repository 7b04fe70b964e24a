"""What an edit of the engine was to change, from its recipe: where, whether only light and colour, and in which frame.

Words have to be read and parts found again; a recipe says exactly what was done, so that the frame that it made, the
region that it kept to and what it held are what the stored picture is measured against.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.carrying import carried
from backends.engine.operations.background import Background
from backends.engine.operations.base import Operation
from backends.engine.operations.cutout import Cutout
from backends.engine.operations.denoise import Denoise
from backends.engine.operations.fill import Fill
from backends.engine.operations.lettering import Text
from backends.engine.operations.logo import Logo
from backends.engine.operations.obscure import Obscure
from backends.engine.operations.pointwise import Pointwise
from backends.engine.operations.redeye import RedEye
from backends.engine.operations.sharpen import Sharpen
from backends.engine.operations.watermark import Watermark
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe, Step, step_from_json
from backends.engine.regions.base import Mask, fitted, unpacked
from backends.engine.regions.blend import Weights
from backends.engine.render import render
from backends.engine.within import LOCKED, Within
from backends.types import Json
from tools.receipt.asked import Area, Asked, Scope

# What draws or mends in one place: where, the step itself tells best.
_LOCAL = (Text, Watermark, Logo, RedEye, Fill, Obscure)
# Finer grain than light and colour, and no shape: what these change is asked everywhere.
_FINE = (Denoise, Sharpen)
# Of a soft edge, from which a change may be seen.
_BLENDED = 0.02
# Steps of 255 from which a pixel was drawn on.
_DRAWN = 3


@dataclass(frozen=True, slots=True)
class Known:
    """`framed` is the picture before in the frame that the edit made; `asked` what may differ from that. `whole` says
    that an effect was laid over all of it, so that parts cannot be held against what they were; `fine` that the finest
    detail alone was to change, `cut` that something was cut out."""

    framed: Pixels
    asked: Asked
    reframes: bool
    whole: bool
    fine: bool = False
    cut: bool = False


def steps_of(bodies: Sequence[Json]) -> tuple[Step, ...]:
    return tuple(step_from_json(body) for body in bodies)


def reframed(picture: Pixels, steps: Sequence[Step]) -> Pixels:
    """The picture in the frame that steps make, and otherwise as it is."""
    return render(picture, Recipe(tuple(step for step in steps if _moves(step))))


def known(picture: Pixels, steps: Sequence[Step], words: str) -> Known:
    """Of an edit of `picture`, the stored one from before."""
    regions: list[Area] = []
    keeps: list[Area] = []
    everywhere = tone = whole = edits = alpha = cut = False
    fine = True
    done = picture
    for at, step in enumerate(steps):
        rest = steps[at + 1 :]
        if _moves(step):
            done = render(done, Recipe((step,)))
            continue
        edits = True
        if isinstance(step, Within):
            area = _within(step, done, rest)
            (keeps if step.edge == LOCKED else regions).append(area)
            if step.edge != LOCKED:
                continue
            inner = step.steps
        else:
            inner = (step,)
        for one in inner:
            if isinstance(one, Within):
                regions.append(_within(one, done, rest))
            elif isinstance(one, Background) and not one.gains:
                regions.append(Area("the background", mask=_on(_drawn(done, one), rest)))
                cut = True
            elif isinstance(one, Cutout):
                alpha = cut = True
            elif isinstance(one, _LOCAL):
                regions.append(Area(_called(one), mask=_on(_drawn(done, one), rest)))
            elif isinstance(one, _FINE):
                everywhere = tone = True
            elif not isinstance(one, Operation) or isinstance(one, Pointwise):
                everywhere = tone = True
                fine = False
            else:
                everywhere = whole = True
    if everywhere:
        scope, region = Scope.WHOLE, None
    elif regions:
        scope, region = Scope.REGION, _together(regions)
    elif alpha:
        scope, region = Scope.UNKNOWN, None
    else:
        # A new frame alone leaves everything in it as it was.
        scope, region = Scope.REGION, _nowhere(picture)
    asked = Asked(
        words=words,
        region=region,
        keeps=tuple(keeps),
        scope=scope,
        tone=tone and not whole,
        edits=edits,
        alpha=True if alpha else None,
    )
    return Known(reframed(picture, steps), asked, any(_moves(step) for step in steps), whole, fine, cut)


def _moves(step: Step) -> bool:
    return isinstance(step, Operation) and step.reframes


def _within(step: Within, picture: Pixels, rest: Sequence[Step]) -> Area:
    """Where a limited step may change something, its blend included; of a lock what it holds."""
    mask = unpacked(step.mask)
    if step.edge == LOCKED:
        # White is free, and what is not white at all stays exactly.
        held = np.where(mask < 255, 255, 0).astype(np.uint8)
        return Area(step.name.removeprefix("everything except "), mask=_on(held, rest))
    height, width = fitted(np.asarray(picture.rgb[..., 0], np.uint8)).shape
    small = Pixels(np.asarray(cv2.resize(picture.rgb, (width, height), interpolation=cv2.INTER_AREA), np.uint8))
    weights = Weights(mask, small, step.edge, step.feather).rows(0, height)
    return Area(step.name, mask=_on(np.where(weights > _BLENDED, 255, 0).astype(np.uint8), rest))


def _called(step: Operation) -> str:
    if isinstance(step, Obscure):
        return f"what was {'pixelated' if step.kind == 'pixelate' else 'blurred'}"
    names = {Text: "the text", Watermark: "the watermark", Logo: "the logo", RedEye: "the pupils"}
    return names.get(type(step), "what was filled")


def _drawn(picture: Pixels, step: Operation) -> Mask:
    after = step.apply(picture)
    apart = np.abs(after.rgb.astype(np.int16) - picture.rgb).max(-1) >= _DRAWN
    near = cv2.dilate(apart.astype(np.uint8) * 255, np.ones((5, 5), np.uint8))
    return fitted(np.asarray(near, np.uint8))


def _nowhere(picture: Pixels) -> Area:
    return Area("", mask=np.zeros(picture.rgb.shape[:2], np.uint8))


def _on(mask: NDArray[np.uint8], rest: Sequence[Step]) -> NDArray[np.uint8]:
    """In the frame at the end."""
    return carried(np.asarray(mask, np.uint8), rest)


def _together(areas: Sequence[Area]) -> Area:
    if len(areas) == 1:
        return areas[0]
    masks = [area.mask for area in areas if area.mask is not None]
    mask = masks[0]
    for other in masks[1:]:
        mask = np.maximum(mask, cv2.resize(other, mask.shape[::-1], interpolation=cv2.INTER_LINEAR))
    return replace(areas[0], name=" and ".join(dict.fromkeys(area.name for area in areas)), mask=mask)
