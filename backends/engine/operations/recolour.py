"""Finds the hue that a person named on their photo, where its pixels really are, and checks what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from backends.engine.colour.oklab import Floats, apart, chroma_of, hue_of, to_oklab
from backends.engine.cut.finding import in_box
from backends.engine.measure import features as measure
from backends.engine.operations import measured
from backends.engine.operations.base import Planned
from backends.engine.operations.hue import COLOURED, GREY, HUES, Hue, saturation_of
from backends.engine.pixels import Pixels
from backends.engine.within import within
from backends.errors import BadRequest, NotPossible
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

_SIDE = 400
# From when on a cut within a box is believed (see `cut.finding.Found`).
_STEADY, _FILLS = 0.8, 0.75
# A name covers this many degrees to either side; the photo's own peak among them is what is changed.
_REACH = 38.0
# Below this share of the picture (or region) there is nothing that a person would call by the name.
_LEAST = 0.004
# Saturation below which nobody calls a pixel by a hue.
_COLOURED = 0.09
_PALE, _MUCH = 0.02, 0.1
_OTHERS = ("grey", "gray", "white", "black", "silver", "beige")


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`from`: the name of a hue (see HUES). With `to`, another name: it becomes that. `saturation` and `lightness`
    -1..1 make it stronger or weaker, lighter or darker; `amount` alone means the saturation. Limited to a region
    where one is given."""
    source = _named(values.get("from"), "from")
    target = values.get("to")
    if isinstance(target, str) and target.strip().lower() in _OTHERS:
        return _greyed(picture, source, target.strip().lower(), region)
    to = None if target is None else _named(target, "to")
    amount = _level(values, "amount", 1.0 if to else 0.0)
    saturation, lightness = _level(values, "saturation", 0.0), _level(values, "lightness", 0.0)
    if to is None:
        saturation = saturation or amount
    elif amount <= 0:
        raise BadRequest(f"turning {source} into {to} needs an amount above 0", "Such as 1, or 0.5 for half.")
    if to is None and not saturation and not lightness:
        raise BadRequest(
            f"say what {source} should become", "Such as: make the blues teal, less orange, darker greens."
        )
    region = _thing_in(picture, region)
    found = _Found(picture, source, region)
    turn = 0.0 if to is None else float(apart(HUES[to], found.peak)) * amount
    strength = 1 + saturation if saturation < 0 else 1 + 1.2 * saturation
    step = Hue(source, found.peak, found.width, turn, strength, lightness * 0.4, found.full)
    return _planned(found, step, to, amount, saturation, lightness)


def _greyed(picture: Pixels, source: str, target: str, region: Region | None) -> Planned:
    if target in ("white", "black", "silver", "beige"):
        raise NotPossible(
            f"turning {source} {target} would need new shading, which a change of colour cannot give",
            f"It can become grey, or darker or lighter: say: make the {source} grey.",
        )
    found = _Found(picture, source, _thing_in(picture, region))
    return _planned(found, Hue(source, found.peak, found.width, strength=0.0, full=found.full), None, 1.0, -1.0, 0.0)


def _thing_in(picture: Pixels, region: Region | None) -> Region | None:
    """Of a box, what it was drawn around, where that can be told: the table behind a cup keeps its colour."""
    if region is None:
        return None
    rows, columns = (np.flatnonzero((region.mask >= 128).any(axis)) for axis in (1, 0))
    if not len(rows) or (region.mask >= 128).sum() < 0.97 * np.ptp(rows) * np.ptp(columns):
        return region
    thing = in_box(picture, region.mask)
    if thing is None or thing.steady < _STEADY or thing.fills < _FILLS:
        return region
    return replace(region, mask=thing.mask)


class _Found:
    """Where the named hue peaks on this photo, how far it spreads, and which pixels have it."""

    def __init__(self, picture: Pixels, name: str, region: Region | None) -> None:
        self.name, self.picture, self.region = name, picture, region
        self.srgb = measured.small_srgb(picture, _SIDE)
        self.lab = to_oklab(self.srgb)
        hue, chroma = hue_of(self.lab), chroma_of(self.lab)
        self.inside = np.ones(hue.shape, bool)
        if region is not None:
            self.inside = np.asarray(cv2.resize(region.mask, hue.shape[::-1], interpolation=cv2.INTER_AREA)) >= 128
        coloured = self.inside & (chroma > COLOURED) & (saturation_of(self.lab) > _COLOURED)
        named = coloured & (np.abs(apart(hue, HUES[name])) < _REACH)
        if named.sum() < max(_LEAST * self.inside.sum(), 20):
            # A pale sky is blue too, where there is much of it.
            pale = self.inside & (chroma > GREY) & (saturation_of(self.lab) > _PALE)
            palely = pale & (np.abs(apart(hue, HUES[name])) < _REACH)
            if palely.sum() > _MUCH * self.inside.sum():
                coloured, named = pale, palely
        where = f" in {region.name if region is not None else 'this photo'}"
        if named.sum() < max(_LEAST * self.inside.sum(), 20):
            there = _strongest(hue, chroma, coloured)
            raise NotPossible(
                f"there is next to no {name}{where}",
                f"What has colour there is mostly {there}." if there else "It has hardly any colour.",
            )
        # Squared, since what people name is what is strongly coloured.
        self.peak, self.width = _peak(hue[coloured], chroma[coloured] ** 2, HUES[name])
        here = coloured & (np.abs(apart(hue, self.peak)) < self.width)
        self.full = float(np.clip(0.6 * np.percentile(saturation_of(self.lab)[here], 75), 0.01, 0.4))


def _peak(hue: Floats, weights: Floats, named: float) -> tuple[float, float]:
    """Where the hue called `named` peaks, and how many degrees it reaches before another begins."""
    counts, _ = np.histogram(hue, 180, (0, 360), weights=weights)
    smooth = np.asarray(sum(np.roll(counts, n) * (4 - abs(n)) for n in range(-3, 4)))
    degrees = np.arange(180) * 2.0 + 1
    distance = apart(degrees, named)
    wanted = smooth * np.exp(-0.5 * (distance / 20.0) ** 2) * (np.abs(distance) < _REACH)
    top = int(np.argmax(wanted))
    reach: list[float] = []
    step = 1
    for way in (1, -1):
        least = smooth[top]
        for step in range(1, 26):
            here = smooth[(top + way * step) % 180]
            if here < 0.06 * smooth[top] or here > 1.15 * least:
                break
            least = min(least, here)
        reach.append(2.0 * step)
    return float(degrees[top]), float(np.clip(max(reach), 14.0, 45.0))


def _planned(found: _Found, step: Hue, to: str | None, amount: float, saturation: float, lightness: float) -> Planned:
    after = np.clip(step.colours(found.srgb.reshape(-1, 3)), 0, 1).reshape(found.srgb.shape)
    lab = to_oklab(after)
    weight = step.weight(found.lab)
    changed = found.inside & (weight > 0.7)
    others = found.inside & (weight < 0.02)
    share = float(weight[found.inside].mean())
    checks: list[Check] = []
    words: list[str] = []
    if to is not None:
        now = _mean_hue(lab[changed])
        wanted = (found.peak + step.turn) % 360
        off = abs(float(apart(now, wanted)))
        checks.append(Check(f"{found.name} to {to}, degrees off", round(off, 1), "<= 20", off <= 20))
        words.append(f"{found.name} turned {to}" if amount >= 0.9 else f"{found.name} turned towards {to}")
    chroma = _ratio(chroma_of(lab), chroma_of(found.lab), changed)
    if saturation:
        asked_more = saturation > 0
        checks.append(
            Check(
                f"strength of {found.name} against before",
                round(chroma, 2),
                ">= 1.05" if asked_more else "<= 0.95",
                chroma >= 1.05 if asked_more else chroma <= 0.95,
            )
        )
    if to is not None or saturation:
        if chroma <= 0.93:
            words.append(f"its colour {1 - chroma:.0%} weaker")
        elif chroma >= 1.07:
            words.append(f"its colour {chroma - 1:.0%} stronger")
    if lightness:
        light = float((lab[..., 0] - found.lab[..., 0])[changed].mean())
        checks.append(
            Check(
                f"lightness of {found.name}, change",
                round(light, 3),
                "> 0" if lightness > 0 else "< 0",
                light * lightness > 0,
            )
        )
        words.append("lighter" if light > 0 else "darker")
    moved = _moved(found.srgb, after, others)
    checks.append(Check("change of the other colours (CIEDE2000)", round(moved, 2), "<= 1", moved <= 1))
    where = f" in {found.region.name}" if found.region is not None else ""
    label = f"{found.name} to {to}"
    if to is None:
        label = f"{'less' if saturation < 0 else 'more'} {found.name}"
        if lightness:
            label = f"{'darker' if lightness < 0 else 'lighter'} {found.name}"
    steps = (step,) if found.region is None else (within(found.region.name, found.region.mask, (step,)),)
    words.append(f"on {max(share, 0.01):.0%} of {found.region.name if found.region is not None else 'the picture'}")
    return Planned(steps, label + where, ", ".join(words), tuple(checks), _skin_note(found, changed))


def _skin_note(found: _Found, changed: np.ndarray) -> str:
    """Skin, wood and sand share one hue: say so where nothing keeps them apart."""
    if found.region is not None or abs(float(apart(found.peak, HUES["skin"]))) > 35:
        return ""
    return "Skin, wood and sand of as strong a colour change with it: name a region to keep them out."


def _strongest(hue: Floats, chroma: Floats, coloured: np.ndarray) -> str:
    if coloured.mean() < 0.01:
        return ""
    names = [name for name in HUES if name not in ("skin", "brown", "gold", "sky blue", "navy")]
    share = {name: float(chroma[coloured & (np.abs(apart(hue, HUES[name])) < 15)].sum()) for name in names}
    return max(names, key=lambda name: share[name])


def _mean_hue(lab: Floats) -> float:
    if not len(lab):
        return 0.0
    return float(np.degrees(np.arctan2(lab[:, 2].mean(), lab[:, 1].mean())) % 360)


def _ratio(after: Floats, before: Floats, where: np.ndarray) -> float:
    return float(after[where].mean() / max(float(before[where].mean()), GREY)) if where.any() else 1.0


def _moved(before: np.ndarray, after: np.ndarray, where: np.ndarray) -> float:
    if not where.any():
        return 0.0
    return float(measure.ciede2000(measure.to_lab(before), measure.to_lab(after))[where].mean())


def _named(value: object, field: str) -> str:
    name = value.strip().lower() if isinstance(value, str) else ""
    name = {"sky": "sky blue", "violets": "violet", "golden": "gold", "aqua": "turquoise"}.get(name, name)
    for known in (name, name.removesuffix("s"), name.removesuffix("ish")):
        if known in HUES:
            return known
    raise BadRequest(f"{str(value)[:40]!r} is no hue that can be recoloured ({field})", f"There are {', '.join(HUES)}.")


def _level(values: Json, name: str, default: float) -> float:
    value = values.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1 <= value <= 1:
        raise BadRequest(f"{name} must be between -1 and 1", "0.5 is moderate, 1 is all of it.")
    return float(value)
