"""What a phrase that names variants means in a scene: each takes the match of its pattern and gives ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.plan import Scene
from agent.rules.slots.traits import by_trait
from agent.rules.words.numbers import NUMBER, ORDINALS, value


def by_id(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return (f"v{int(match[1])}",)


def number(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return nth(value(match[1]), scene)


def numbers(match: re.Match[str], scene: Scene) -> Sequence[str]:
    ids = [id for said in re.findall(rf"\b(?:{NUMBER}|\d+)\b", match["row"]) for id in nth(value(said), scene)]
    return ids if len(ids) > 1 else ()


def ordinal(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return nth(ORDINALS.get(match[1]) or value(match[1]), scene)


def nth(number: int, scene: Scene) -> Sequence[str]:
    """Counted in the round that was shown last, where that is a round of so many; else in all that were made."""
    row = scene.shown if len(scene.shown) >= max(2, number) else scene.variants[1:]
    return (row[number - 1],) if 0 < number <= len(row) else ()


def two_ordinals(match: re.Match[str], scene: Scene) -> Sequence[str]:
    first, second = nth(ORDINALS[match[1]], scene), nth(ORDINALS[match[2]], scene)
    return (*first, *second) if first and second else ()


def last(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return (scene.shown or scene.variants)[-1:]


def last_few(match: re.Match[str], scene: Scene) -> Sequence[str] | None:
    if match[1] == "one":
        return None
    count = value(match[1])
    made = scene.variants[1:]
    return made[-count:] if 0 < count <= len(made) else ()


def first_few(match: re.Match[str], scene: Scene) -> Sequence[str] | None:
    if match[1] == "one":
        return None
    count = value(match[1])
    row = scene.shown if len(scene.shown) >= count else scene.variants[1:]
    return row[:count] if 0 < count <= len(row) else ()


def original(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return ("v0",)


def current(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return (scene.current,)


def parent(match: re.Match[str], scene: Scene) -> Sequence[str]:
    parent = scene.parents.get(scene.current)
    return (parent,) if parent else ()


def other(match: re.Match[str], scene: Scene) -> Sequence[str]:
    """Sure where two were shown; else the others are said, to choose from."""
    others = [id for id in scene.shown if id != scene.current]
    return others if len(scene.shown) > 1 else parent(match, scene)


def trait(match: re.Match[str], scene: Scene) -> Sequence[str] | None:
    return by_trait(next(filter(None, match.groups())), scene) or None


def in_the_row(match: re.Match[str], scene: Scene) -> Sequence[str]:
    row = scene.shown
    if not row:
        return ()
    side = next(filter(None, match.groups()))
    return (row[0] if side in "left左" else row[-1] if side in "right右" else row[len(row) // 2],)


def all_shown(match: re.Match[str], scene: Scene) -> Sequence[str]:
    return scene.shown or scene.variants[1:]
