"""Registers a result to the picture it was made from: found by several ways, chosen by what then agrees, else left."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.receipt.alignment import Alignment, Picture, covered, upright, warp
from tools.receipt.candidates import by_features, by_phase
from tools.receipt.refine import FEWER, IDENTITY, TILE, Agreement, Motion, agreement, laid_over, points, refined
from tools.receipt.smooth import by_light
from tools.receipt.structure import Floats, Level, grey, level, like

__all__ = ["Alignment", "covered", "register", "upright", "warp"]

# Long sides of the copies of `before`, from where 25 pixels of 1024 are two to where a tenth of a pixel shows.
_COARSE, _MIDDLE, _FINE = (96, 192), 384, 900
# An alignment is accepted when this share of the disagreement goes, and this much of it; or nearly all of less, since a
# small turn of large plain shapes moves few tiles.
_FALL, _LEAST_FALL, _NEARLY_ALL = 0.10, 0.002, 0.25
# Above this the pictures disagree even where they agree best: other ways are tried.
_UNSURE, _LOST = 0.25, 0.30
# Below this there is nothing better to be found.
_AGREES = 0.08
# Of the disagreement as delivered, what a quarter turn leaves where it was one.
_FAR_BETTER = 0.5
# Below this there is no call to look whether it lies on its side.
_DIFFERS = 0.01
# Of the smaller picture, what both must show: two photos agree by chance in a corner.
_LEAST_OVERLAP = 0.5
# Texture, as tiles that count in full, below which nothing can be said.
_LEAST_TEXTURE = 6.0
# Shapes that differ by less than this are the same shape: sizes are rounded to multiples of 8, 16, 32 and 64.
_SAME_SHAPE = 0.015
_PASSES = 3
# Tiles that agree less than the first are repainted, more than the second are what stayed.
_REPAINTED, _STAYED = 0.45, 0.75


def register(before: Picture, after: Picture, weight: NDArray[Any] | None = None) -> Alignment:
    """Where the content of `before` lies in `after` (both upright, grey or RGB, of any size).

    `weight` (of any size, in the frame of `before`) says how much each part is trusted to have stayed: the locked
    region, or everything outside the asked one. What was repainted is found out without it.
    """
    one, other = grey(before), grey(after)
    trusted = None if weight is None else _trusted(weight)
    found = _registered(one, other, trusted)
    quarters = round(found.rotation / 90) % 4
    if quarters:
        return _laid_down(one, other, trusted, found, quarters * 90, False)
    if found.defined and found.resid_after > _DIFFERS and (turned := _turned_better(one, other, trusted, found)):
        found = _laid_down(one, other, trusted, found, turned, False)
    if found.defined and found.resid_after > _LOST:
        return _laid_down(one, other, trusted, found, 0, True)
    return found


def _trusted(weight: NDArray[Any]) -> Floats:
    """At most 1, and small: no more than a part's outline is needed of it."""
    share = min(1.0, _MIDDLE / max(weight.shape))
    size = max(1, round(weight.shape[1] * share)), max(1, round(weight.shape[0] * share))
    small = np.clip(cv2.resize(np.asarray(weight, np.float32), size, interpolation=cv2.INTER_AREA), 0, None)
    return np.asarray(small / max(float(small.max()), 1e-6), np.float32)


@dataclass(frozen=True, slots=True)
class _Found:
    motion: Motion
    fit: tuple[float, float]
    agreement: Agreement
    residual: float


class _Pair:
    """Two pictures at the sizes that are worked at; `fit` is how many pixels of `after` make one of `before`."""

    def __init__(self, one: Floats, other: Floats, weight: Floats | None, fit: tuple[float, float]) -> None:
        self.one, self.other, self.weight, self.fit = one, other, weight, fit
        self.reach = math.hypot(*one.shape) / 2
        self._levels: dict[int, tuple[Level, Level]] = {}

    def level(self, side: int) -> tuple[Level, Level]:
        if side not in self._levels:
            share = min(1.0, side / max(self.one.shape), side * 1.5 / max(self._in_before()))
            reach = max(2.0, share * max(self.one.shape) / 64)
            # Both are brought to the same pixels of content; what is smaller is enlarged, so that they compare.
            before = level(self.one, (share, share), reach)
            after = level(self.other, (share / self.fit[0], share / self.fit[1]), reach)
            in_units = after.factor[0] * self.fit[0], after.factor[1] * self.fit[1]
            self._levels[side] = before, Level(after.light, in_units, reach)
        return self._levels[side]

    def _in_before(self) -> tuple[float, float]:
        return self.other.shape[1] / self.fit[0], self.other.shape[0] / self.fit[1]

    def agree(self, motion: Motion, side: int) -> Agreement:
        return agreement(*self.level(side), motion, self.weight)

    def improved(self, motion: Motion, sides: Iterable[int]) -> Motion:
        for side in sides:
            before, after = self.level(side)
            most = {} if side == _FINE else {"most": FEWER}
            motion = refined(points(before, self.weight, self.reach, **most), after, motion)
        return motion

    def finished(self, motion: Motion) -> tuple[Motion, bool, bool | None]:
        """At full size, by what stayed alone, and with the light of the one brought to that of the other; whether
        there is anything that a turn would show by; and, where that is light alone, whether it fell into place."""
        before, after = self.level(_FINE)
        turns = True
        # What stayed is told better once the last half of a pixel is gone, and is all that the last step goes by.
        for number in range(_PASSES):
            agree = self.agree(motion, _MIDDLE)
            stayed = np.clip((agree.tiles - _REPAINTED) / (_STAYED - _REPAINTED), 0, 1)
            if float((stayed * agree.counts).sum()) < _LEAST_TEXTURE:
                return self.improved(motion, (_FINE,)), True, None
            weight = stayed if self.weight is None else stayed * cv2.resize(self.weight, stayed.shape[::-1])
            matched = like(before, laid_over(before, after, motion), weight)
            for one in (matched,) if number else (before, matched):
                found = points(one, weight, self.reach)
                turns = turns and found.tell_turns()
                motion = refined(found, after, motion)
        if not turns and (by_each := by_light(before, after, motion, self.weight)):
            return by_each[0], True, by_each[1]
        return motion, turns, None


def _registered(one: Floats, other: Floats, weight: Floats | None) -> Alignment:
    frame, size = (one.shape[1], one.shape[0]), (other.shape[1], other.shape[0])
    found: list[_Found] = []
    plain: _Found | None = None
    pairs = [_Pair(one, other, weight, fit) for fit in _fits(frame, size)]
    for pair in pairs:
        as_delivered = _judged(pair, IDENTITY)
        flat = min(_texture(side) for side in pair.level(_MIDDLE)) < _LEAST_TEXTURE
        plain = as_delivered if plain is None or as_delivered.residual < plain.residual else plain
        if flat:
            continue
        found += _likely(pair)
    assert plain is not None
    if not found:
        return Alignment(frame, size, plain.fit, defined=False)
    best = min(found, key=lambda one: one.residual)
    if best.residual > _UNSURE:
        motions = ((pair, motion) for pair in pairs for motion in by_features(*pair.level(_MIDDLE)))
        found += [_judged(pair, pair.improved(motion, (_MIDDLE,))) for pair, motion in motions if _sane(motion)]
        best = min(found, key=lambda one: one.residual)
    return _accepted(next(pair for pair in pairs if pair.fit == best.fit), plain, best, frame, size)


def _texture(level: Level) -> float:
    """As tiles of the agreement that count in full."""
    return float((level.contrast**2 / (level.contrast**2 + 36.0)).sum()) / TILE**2


def _fits(frame: tuple[int, int], size: tuple[int, int]) -> Iterator[tuple[float, float]]:
    across, down = size[0] / frame[0], size[1] / frame[1]
    if abs(math.log(across / down)) > _SAME_SHAPE:
        # Another shape was cropped or padded, as it mostly is, or stretched.
        yield max(across, down), max(across, down)
    yield across, down


def _likely(pair: _Pair) -> Iterator[_Found]:
    """From as delivered, and unless that leads to what agrees, from where a search over zooms points."""
    for start in (IDENTITY, None):
        starts = by_phase(*pair.level(_COARSE[1])) if start is None else [start]
        found = [_judged(pair, motion) for one in starts if _sane(motion := pair.improved(one, (*_COARSE, _MIDDLE)))]
        yield from found
        if any(one.residual < _AGREES for one in found):
            return


def _sane(motion: Motion) -> bool:
    zoom = math.hypot(motion[0, 0], motion[1, 0])
    return bool(np.isfinite(motion).all()) and 0.2 < zoom < 5


def _judged(pair: _Pair, motion: Motion) -> _Found:
    agree = pair.agree(motion, _MIDDLE)
    residual = agree.residual(agree.counts) if agree.overlap >= _LEAST_OVERLAP else 1.0
    return _Found(motion, pair.fit, agree, residual)


def _accepted(pair: _Pair, plain: _Found, best: _Found, frame: tuple[int, int], size: tuple[int, int]) -> Alignment:
    """The last step at full size, and the identity unless the disagreement really falls, over what both show."""
    motion, turns, fell = pair.finished(best.motion)
    same = pair if plain.fit == pair.fit else _Pair(pair.one, pair.other, pair.weight, plain.fit)
    before = same.agree(IDENTITY, _FINE)
    after = pair.agree(motion, _FINE)
    was, now = before.residual(after.counts), after.residual(before.counts)
    falls = was - now >= max(_FALL * was, _LEAST_FALL) or (now < _NEARLY_ALL * was and was > _LEAST_FALL / 2)
    falls = falls if fell is None else fell
    if after.counts.sum() < _LEAST_TEXTURE or not falls:
        rest = _rounded(was)
        # What does not agree at all is another matter than what would agree at any turn.
        told = turns or was > _AGREES
        return Alignment(frame, size, plain.fit, resid_before=rest, resid_after=rest, defined=told)
    zoom, turn = math.hypot(motion[0, 0], motion[1, 0]), math.degrees(math.atan2(motion[1, 0], motion[0, 0]))
    return Alignment(
        frame,
        size,
        pair.fit,
        scale=float(zoom),
        dx=float(motion[0, 2]),
        dy=float(motion[1, 2]),
        rotation=float(turn),
        resid_before=_rounded(was),
        resid_after=_rounded(now),
        accepted=True,
    )


def _turned_better(one: Floats, other: Floats, weight: Floats | None, plain: Alignment) -> int:
    """The quarter turn, in degrees, after which a small copy agrees far better: what is round, or alike from top to
    bottom, also agrees without. 0 for none."""
    found: list[tuple[float, int]] = []
    for turned in (90, 180, 270):
        lying = upright(other, replace(plain, turned=turned, mirrored=False))
        fit = lying.shape[1] / one.shape[1], lying.shape[0] / one.shape[0]
        agree = _Pair(one, lying, weight, fit).agree(IDENTITY, _COARSE[1])
        found.append((agree.residual(agree.counts), turned))
    residual, turned = min(found)
    return turned if residual < _FAR_BETTER * plain.resid_after else 0


def _rounded(value: float) -> float:
    return round(value, 4)


def _laid_down(
    one: Floats, other: Floats, weight: Floats | None, plain: Alignment, turned: int, mirrored: bool
) -> Alignment:
    """The result set upright first, so that what is left over is a small motion; `plain` unless that agrees better."""
    trial = Alignment(plain.frame, plain.size, plain.fit, turned=turned, mirrored=mirrored)
    found = _registered(one, upright(other, trial), weight)
    if mirrored and (quarters := round(found.rotation / 90) % 4):
        turned = (-quarters * 90) % 360
        trial = replace(trial, turned=turned)
        found = _registered(one, upright(other, trial), weight)
    limit = plain.resid_after * 0.7 if mirrored else plain.resid_after * 1.1 + 0.01
    better = found.defined and found.resid_after <= limit
    return replace(found, turned=turned, mirrored=mirrored) if better else plain
