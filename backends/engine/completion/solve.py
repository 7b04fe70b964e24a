"""Completes a hole from the picture around it, coarse to fine, so that it is alike everywhere and not just at its rim.

Wexler, Shechtman, Irani, "Space-Time Completion of Video" (PAMI 2007): each patch that touches the hole is matched to
a known one, and each pixel is the vote of all patches over it. Strength of texture is matched as well, since votes
alone prefer what is smooth (Newson et al., "Video Inpainting of Complex Scenes", 2014).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.completion.levels import HALF, PATCH, Level, levels
from backends.engine.completion.patchmatch import PAD, Flags, Floats, Places, Search
from backends.engine.completion.votes import Votes

# A patch is described by its main components instead of its 147 values, which makes the search 6 times cheaper.
_VALUES = 3 * PATCH * PATCH
_COMPONENTS = 22
_TEXTURE_WEIGHT = 2.5
# The coarsest size decides what goes where, so it is tried from several beginnings, judged one size up.
_STARTS = 4
_LEAST_SOURCES = 200
# Patches times rounds at one size: more rounds where there are few patches.
_ROUNDS = 250_000


@dataclass(frozen=True, slots=True)
class Completed:
    """`picture` is (height, width, 3) in levels 0..255 with the hole filled; `field` (height, width, 2) how many rows
    and columns away each pixel in or near the hole comes from; `near` (height, width) where that is so; `residual`
    (height, width) how much its patch differs from the one found: root mean square in levels, 0 elsewhere.

    `spread` is by how much the worst tenth of the patches differ more than the median does, in levels, at the second
    coarsest size, where a patch spans the structure and not the texture: what does not continue shows there.
    """

    picture: Floats
    field: NDArray[np.int16]
    near: Flags
    residual: Floats
    spread: float


def complete(picture: Floats, hole: Flags, barred: Flags, seed: int) -> Completed | None:
    """`picture` is (height, width, 3) in levels, `hole` (height, width), `barred` what must not be copied although it
    is not filled. None where too little is known around the hole."""
    random = np.random.default_rng(seed)
    sizes = levels(picture, hole, barred)
    usable = [level for level in sizes if np.count_nonzero(level.sources) >= _LEAST_SOURCES and level.targets.any()]
    if not usable or usable[-1] is not sizes[-1]:
        return None
    grounds = [_Ground(level) for level in usable[:2]]
    begun = []
    for start in range(_STARTS):
        solver = _Solver(grounds[0], None, random, by_chance=start > 0)
        begun.append(_Solver(grounds[1], solver, random) if len(grounds) > 1 else solver)
    solver = min(begun, key=lambda tried: tried.energy)
    spread = solver.spread()
    for level in usable[2:]:
        solver = _Solver(_Ground(level), solver, random)
    return solver.completed(spread)


def _extended(field: NDArray[np.int16], near: Flags) -> NDArray[np.int16]:
    """At the picture's border no whole patch lies; there the nearest one's shift holds. Never beyond a patch's half."""
    inner = np.zeros_like(near)
    inner[HALF:-HALF, HALF:-HALF] = True
    rows, columns = np.mgrid[: near.shape[0], : near.shape[1]]
    rows = np.clip(rows, HALF, near.shape[0] - HALF - 1)
    columns = np.clip(columns, HALF, near.shape[1] - HALF - 1)
    return np.where(inner[..., None], field, field[rows, columns])


class _Ground:
    """What is known at one size, described for the search. `planes` is (places, 5): colour and texture."""

    def __init__(self, level: Level) -> None:
        self.level = level
        width = level.hole.shape[1]
        self.moves = np.array([d * width + a for d in range(-HALF, HALF + 1) for a in range(-HALF, HALF + 1)])
        self.planes = np.concatenate([level.picture.reshape(-1, 3), level.texture.reshape(-1, 2)], -1)
        self.sources = level.sources.ravel()
        self.known: Places = np.flatnonzero(self.sources)
        self._basis = self._main_components()
        self.features = np.zeros((len(self.planes), _COMPONENTS + 2), np.float32)
        for start in range(0, len(self.known), 20_000):
            part = self.known[start : start + 20_000]
            self.features[part] = self.described(self.planes, part)

    def described(self, planes: Floats, places: Places) -> Floats:
        """(places, components + 2) of what `planes` shows in the patches around them."""
        strength = planes[places, 3:] * np.float32(_TEXTURE_WEIGHT * np.sqrt(_VALUES / 2))
        return np.concatenate([self.patches(planes, places) @ self._basis, strength], -1)

    def patches(self, planes: Floats, places: Places) -> Floats:
        colours = np.ascontiguousarray(planes[:, :3])
        return np.take(colours, places[:, None] + self.moves, axis=0).reshape(len(places), _VALUES)

    def _main_components(self) -> Floats:
        """(147, components) of what patches here consist of; not centred, so that it carries the mean colour."""
        chosen = self.known[np.linspace(0, len(self.known) - 1, min(2000, len(self.known))).astype(np.int64)]
        patches = self.patches(self.planes, chosen)
        together = patches.T @ patches
        # By repeated multiplication, which is near enough and 10 times faster than all eigenvectors.
        basis = np.random.default_rng(0).normal(size=(_VALUES, _COMPONENTS)).astype(np.float32)
        for _ in range(3):
            basis = np.linalg.qr(together @ basis)[0]
        return np.ascontiguousarray(basis, np.float32)


class _Solver:
    """The completion at one size, begun from the next coarser one."""

    def __init__(
        self, ground: _Ground, before: _Solver | None, random: np.random.Generator, by_chance: bool = False
    ) -> None:
        level = ground.level
        self.level = level
        self._ground = ground
        self._random = random
        hole = level.hole
        self._width = hole.shape[1]
        self.targets: Places = np.flatnonzero(level.targets)
        self._planes = ground.planes.copy()
        self._missing = hole.ravel()
        depth = np.asarray(cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 3), np.float32)
        # Votes from the rim count for more than those from far inside (Wexler et al., section 3.2: 1.3 to the power).
        self._trust = (1.3**-depth).ravel()[self.targets]
        self._votes = Votes(self.targets, self._missing, ground.moves)
        self._search = Search(ground.features, ground.sources, self.targets, self._width)
        if before is None:
            self._guess(by_chance)
        else:
            self._follow(before)
        for _ in range(int(np.clip(_ROUNDS // max(1, len(self.targets)), 4, 12))):
            self._search.start(self.places, self._described())
            self._search.improve(random, 1)
            self.places = self._search.places
            self._vote()

    @property
    def energy(self) -> float:
        """Mean squared difference between the patches of the hole and what was found for them."""
        return float(self._search.costs.mean())

    def spread(self) -> float:
        median, worst = np.percentile(self._differences(), (50, 90))
        return float(worst - median)

    def completed(self, spread: float) -> Completed:
        self._search.start(self.places, self._described())
        self._search.settle(6, 1.15, 4.0 * _VALUES)
        self.places = self._search.places
        self._vote()
        shape = self.level.hole.shape
        inner = slice(PAD, -PAD), slice(PAD, -PAD)
        field = np.zeros((*shape, 2), np.int16)
        away = np.stack(np.divmod(self.places, self._width), -1) - np.stack(np.divmod(self.targets, self._width), -1)
        field.reshape(-1, 2)[self.targets] = away
        residual = np.zeros(shape, np.float32)
        residual.ravel()[self.targets] = self._differences()
        near = self.level.targets[inner]
        picture = self._planes[:, :3].reshape(self.level.picture.shape)
        return Completed(picture[inner].copy(), _extended(field[inner], near), near, residual[inner].copy(), spread)

    def _follow(self, before: _Solver) -> None:
        """Begin with what the coarser size found, drawn out."""
        rows, columns = (n - PAD for n in np.divmod(self.targets, self._width))
        held = np.full(before.level.hole.size, -1, np.int64)
        held[before.targets] = before.places
        height, width = before.level.hole.shape
        at = (np.minimum(rows // 2, height - 2 * PAD - 1) + PAD) * width
        at += np.minimum(columns // 2, width - 2 * PAD - 1) + PAD
        found = held[at]
        up, along = (2 * (n - PAD) for n in np.divmod(found, width))
        places = (up + rows % 2 + PAD) * self._width + along + columns % 2 + PAD
        fits = (found >= 0) & self._ground.sources[np.clip(places, 0, len(self._ground.sources) - 1)]
        self.places = np.where(fits, places, self._random.choice(self._ground.known, len(self.targets)))
        self._search.places = self.places
        self._vote(fits.astype(np.float32) + 1e-6)

    def _guess(self, by_chance: bool) -> None:
        """Begin with any patches, or with what is smooth and as strong in texture as what is around."""
        self.places = self._random.choice(self._ground.known, len(self.targets))
        if by_chance:
            self._search.places = self.places
            self._vote(np.ones(len(self.targets), np.float32))
            return
        hole = self.level.hole
        picture = np.clip(self.level.picture, 0, 255).astype(np.uint8)
        guess = np.asarray(cv2.inpaint(picture, hole.astype(np.uint8), 3, cv2.INPAINT_TELEA), np.float32)
        near = np.asarray(cv2.GaussianBlur((~hole).astype(np.float32), (0, 0), PATCH), np.float32)[..., None]
        known = self.level.texture * ~hole[..., None]
        strength = np.asarray(cv2.GaussianBlur(known, (0, 0), PATCH), np.float32) / np.maximum(near, 1e-3)
        planes = np.concatenate([guess, strength], -1).reshape(-1, 5)
        self._planes[self._missing] = planes[self._missing]

    def _described(self) -> Floats:
        return self._ground.described(self._planes, self.targets)

    def _vote(self, weights: Floats | None = None) -> None:
        """Each missing pixel is the mean of what the patches over it hold there."""
        if weights is None:
            costs = self._search.costs
            weights = np.exp(-costs / np.float32(2 * np.percentile(costs, 75) + 1e-3)) + np.float32(1e-6)
        self._planes[self._votes.pixels] = self._votes.cast(self._ground.planes, self.places, weights * self._trust)

    def _differences(self) -> Floats:
        result = np.empty(len(self.targets), np.float32)
        for start in range(0, len(result), 20_000):
            part = slice(start, start + 20_000)
            of = self._ground.patches(self._planes, self.targets[part])
            difference = of - self._ground.patches(self._planes, self.places[part])
            result[part] = np.sqrt(np.einsum("ij,ij->i", difference, difference) / _VALUES)
        return result
