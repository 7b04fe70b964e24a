"""What was asked, as far as a receipt can hold a result against it: where, what may change, and what must come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
Mask = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the picture before: `box` (left, top, width, height) in pixels of it, or a `mask` of any size that
    covers all of it, above half of its range inside. `name` as people read it."""

    name: str = ""
    box: Box | None = None
    mask: Mask | None = field(default=None, compare=False)

    def on(self, frame: tuple[int, int], size: tuple[int, int]) -> NDArray[np.bool_]:
        """Which pixels of a copy of `size` (width, height) it holds, `frame` being the whole picture's."""
        width, height = size
        if self.mask is not None:
            most = 1.0 if self.mask.dtype == bool or self.mask.max() <= 1 else float(np.iinfo(np.uint8).max)
            large = cv2.resize(self.mask.astype(np.float32) / most, size, interpolation=cv2.INTER_LINEAR)
            return np.asarray(large > 0.5)
        inside = np.zeros((height, width), bool)
        if self.box is not None:
            left, top, across, down = self.box
            x, y = width / frame[0], height / frame[1]
            rows = slice(max(0, int(top * y)), max(0, int(np.ceil((top + down) * y))))
            inside[rows, max(0, int(left * x)) : max(0, int(np.ceil((left + across) * x)))] = True
        return inside


class Scope(StrEnum):
    """Where a change was asked: nothing is known of it, in `Asked.region` only, or everywhere."""

    UNKNOWN = "unknown"
    REGION = "region"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Asked:
    """`region` may change and the rest must stand; with `scope` WHOLE all of it may, and `tone` says that only light
    and colour may (shapes stand), else nothing of the picture is held against it. `edits` is false where no change of
    the picture was asked at all (a resize, another format). `reframes` allows another frame: a crop, a turn, a wider
    canvas. `keeps` must stand wherever they lie.

    `size` in pixels, 0 for a side that is free; `ratio` such as "16:9"; `format` such as "png"; `alpha` true for a
    transparent background; `text` is to be spelled so; `look` is the name of a look whose definition must hold;
    `count` of pictures asked and `delivered` of those that came; `depth` of edits since the source."""

    words: str = ""
    region: Area | None = None
    keeps: tuple[Area, ...] = ()
    scope: Scope = Scope.UNKNOWN
    tone: bool = False
    edits: bool = True
    reframes: bool = False
    size: tuple[int, int] = (0, 0)
    ratio: str = ""
    format: str = ""
    alpha: bool | None = None
    text: str = ""
    text_gone: str = ""
    look: str = ""
    strength: float = 1.0
    count: int = 1
    delivered: int = 1
    source: Path | None = None
    depth: int = 0

    @property
    def where(self) -> Scope:
        return Scope.REGION if self.region is not None and self.scope is Scope.UNKNOWN else self.scope
