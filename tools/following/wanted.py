"""What can be checked of a wish that was said in words: its parts of the picture are found again by their names."""

from __future__ import annotations

from collections.abc import Callable

from backends.engine.pixels import Pixels
from backends.engine.regions.find import find
from backends.errors import BadRequest, NotPossible
from tools.following.order import Wish
from tools.receipt.asked import Area, Asked, Scope

# The subject in the place of a thing that no finder knows: offered to a person to look at, and no measure.
_GUESSED = 0.5


def asked_of(wish: Wish, picture: Callable[[], Pixels]) -> Asked:
    """`picture` is the one from before, decoded where a part has to be found in it. Where one is not found that all of
    it is about, nothing is known of where."""
    found = [area(name, picture()) for name in dict.fromkeys(wish.regions)]
    region = _joined(found) if found and all(one.mask is not None for one in found) else None
    scope = Scope.REGION if region is not None else Scope(wish.scope)
    whole = scope is Scope.WHOLE
    return Asked(
        words=wish.words,
        region=region,
        keeps=tuple(area(name, picture()) for name in dict.fromkeys(wish.keeps)),
        scope=scope,
        tone=whole and wish.tone,
        edits=wish.edits,
        reframes=wish.reframes,
        alpha=wish.alpha,
        text=wish.text,
        look=wish.look if whole else "",
        strength=wish.strength,
    )


def area(name: str, picture: Pixels) -> Area:
    """A part by its name; without a mask where it cannot be found, which then is not checked."""
    try:
        region = find(picture, name)
    except (NotPossible, BadRequest):
        return Area(name)
    return Area(region.name, mask=region.mask >= 128) if region.confidence > _GUESSED else Area(name)


def _joined(areas: list[Area]) -> Area:
    mask = areas[0].mask
    for one in areas[1:]:
        assert mask is not None and one.mask is not None
        mask = mask | one.mask
    return Area(" and ".join(one.name for one in areas), mask=mask)
