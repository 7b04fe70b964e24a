"""The frame of a given shape that keeps most of what a photo is about and cuts least through it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backends.engine.framing.attention import Attention

Box = tuple[float, float, float, float]

# Attention along the cut counts against a frame, so that it does not run through hair or a roof.
_CUT = 1.0
_BAND = 3
# What draws the eye should not sit at the frame's edge.
_OFF_CENTRE = 0.35
_FACE = 4.0
_STEPS = 49
# A subject wants some air; a frame that is smaller than it needs to be loses more than it gains.
_SIZES = (1.0, 0.94, 0.88)
_SMALLER = 0.25


@dataclass(frozen=True, slots=True)
class Frame:
    """`box` is (left, top, right, bottom) in fractions; `kept` the share of attention inside, `cut` that within a thin
    band along its edges, `whole_faces` whether no face is cut."""

    box: Box
    kept: float
    cut: float
    whole_faces: bool


def best_frame(attention: Attention, ratio: float, width: int, height: int) -> Frame:
    """The best frame of `ratio` (width over height) in a picture of `width` x `height` pixels."""
    sums = _sums(attention.map)
    rows, columns = np.indices(attention.map.shape)
    across_sums = _sums(attention.map * (columns + 0.5) / attention.map.shape[1])
    down_sums = _sums(attention.map * (rows + 0.5) / attention.map.shape[0])
    best: tuple[float, Frame] | None = None
    for size in _SIZES:
        across = size * min(1.0, ratio * height / width)
        down = size * min(1.0, width / (ratio * height))
        for left in np.linspace(0, 1 - across, _STEPS if across < 0.995 else 1):
            for top in np.linspace(0, 1 - down, _STEPS if down < 0.995 else 1):
                frame = _frame(attention, sums, (float(left), float(top), float(left) + across, float(top) + down))
                value = frame.kept - _CUT * frame.cut - _SMALLER * (1 - size) - (0 if frame.whole_faces else _FACE)
                inside = _cells(attention, frame.box)
                x, y = (_sum(one, *inside) / max(frame.kept, 1e-6) for one in (across_sums, down_sums))
                value -= _OFF_CENTRE * (abs((x - left) / across - 0.5) + 0.5 * abs((y - top) / down - 0.5))
                if best is None or value > best[0]:
                    best = value, frame
    assert best is not None
    return best[1]


def _frame(attention: Attention, sums: np.ndarray, box: Box) -> Frame:
    left, top, right, bottom = box
    x0, y0, x1, y1 = _cells(attention, box)
    kept = _sum(sums, x0, y0, x1, y1)
    cut = 0.0
    # Only edges that cut something off can cut through something.
    if left > 0.004:
        cut += _sum(sums, x0, y0, min(x0 + _BAND, x1), y1)
    if right < 0.996:
        cut += _sum(sums, max(x1 - _BAND, x0), y0, x1, y1)
    if top > 0.004:
        cut += _sum(sums, x0, y0, x1, min(y0 + _BAND, y1))
    if bottom < 0.996:
        cut += _sum(sums, x0, max(y1 - _BAND, y0), x1, y1)
    whole = all(_inside(face, box) or _outside(face, box) for face in attention.faces[1:])
    whole = whole and all(_inside(face, box) for face in attention.faces[:1])
    return Frame(box, kept, cut, whole)


def _cells(attention: Attention, box: Box) -> tuple[int, int, int, int]:
    rows, columns = attention.map.shape
    return round(box[0] * columns), round(box[1] * rows), round(box[2] * columns), round(box[3] * rows)


def _sums(values: np.ndarray) -> np.ndarray:
    return np.pad(values, ((1, 0), (1, 0))).cumsum(0).cumsum(1)


def _sum(sums: np.ndarray, x0: int, y0: int, x1: int, y1: int) -> float:
    return float(sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0])


def _inside(face: Box, box: Box) -> bool:
    slack = 0.005
    return (
        face[0] >= box[0] - slack
        and face[1] >= box[1] - slack
        and face[2] <= box[2] + slack
        and face[3] <= box[3] + slack
    )


def _outside(face: Box, box: Box) -> bool:
    return face[2] <= box[0] or face[0] >= box[2] or face[3] <= box[1] or face[1] >= box[3]
