"""Heals spots and wires: those that a person points at, or those found in a region such as the sky."""

from __future__ import annotations

from typing import cast

from backends.engine.completion import marks
from backends.engine.completion.blemishes import What, blemishes
from backends.engine.operations.base import Planned
from backends.engine.operations.fill import planned
from backends.engine.pixels import Pixels
from backends.engine.regions.base import Region
from backends.errors import BadRequest, NotPossible
from backends.types import Json

# Of the region: where more than this stands out it is texture and not dust.
_MOST_SHARE = 0.15
_MOST_COUNT = 150
_REFUSAL = "this cannot be healed well: what is around does not continue behind it"
_POINT_ADVICE = "Point at them instead: points [[0.4, 0.25]], with a radius of 0.01."


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`points`: [[x, y], ...] in fractions, each with `radius` (of the long side, 0.01); or a region, in which `what`
    ("spots", "wires" or "both") is looked for. `anyway` as for removing. Raises NotPossible where nothing is found."""
    marks.only(values, "points", "radius", "what", "anyway", "seed")
    anyway, seed = marks.flag(values, "anyway"), int(marks.number(values, "seed", 1, 0, 2**31 - 1))
    what = values.get("what", "both")
    if what not in ("spots", "wires", "both"):
        raise BadRequest(f"what cannot be {what!r}", "It can be spots, wires or both.")
    if "points" in values:
        mask = marks.dotted(picture, values["points"], marks.number(values, "radius", 0.01, 0.002, 0.08))
        count = len(values["points"])
        label = "a spot healed" if count == 1 else f"{count} spots healed"
        return planned(picture, mask, _REFUSAL, label, seed, anyway or count > 1)
    if region is None:
        raise BadRequest("say where the spots or wires are", f"Name a region such as the sky. {_POINT_ADVICE}")
    mask, count = blemishes(picture, region.mask, cast(What, what))
    things = {"spots": "spots", "wires": "wires", "both": "spots or wires"}[what]
    if not count:
        raise NotPossible(f"no {things} stand out in {region.name}", _POINT_ADVICE)
    if count > _MOST_COUNT or float(mask.mean()) / 255 > _MOST_SHARE * max(region.share, 1e-6):
        raise NotPossible(f"{region.name} is too busy to tell {things} from what belongs there", _POINT_ADVICE)
    found = f"{count} {things.replace(' or ', ' and ')}" if count > 1 else things.split(" or ")[0].removesuffix("s")
    # One place of many that is weak is no reason to heal none.
    return planned(picture, mask, _REFUSAL, f"{found} in {region.name} healed", seed, anyway or count > 1)
