"""Finds a variant by how it looks, "the warmer one", among what is known of each: its look and how it measured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.plan import Scene
from agent.rules.words.patterns import lazy

# Words that say the same of a picture; the first of each is its name.
_SAME = (
    ("warm", "warmer", "warmest", "sunny", "yellow", "golden", "orange", "暖", "偏暖"),
    ("cold", "colder", "coldest", "cool", "cooler", "coolest", "blue", "bluer", "bluish", "冷", "偏冷", "偏蓝"),
    ("bright", "brighter", "brightest", "light", "lighter", "lightest", "亮", "偏亮"),
    ("dark", "darker", "darkest", "dim", "dimmer", "暗", "黑", "偏暗"),
    ("black and white", "b&w", "bw", "b/w", "monochrome", "greyscale", "grayscale", "grey", "黑白"),
    ("soft", "softer", "softest", "gentle", "gentler", "less contrast", "柔和"),
    ("hard", "harder", "contrasty", "punchy", "punchier", "more contrast", "harsh"),
    ("colourful", "colorful", "vivid", "saturated", "more saturated", "more colourful", "鲜艳"),
    ("pale", "paler", "muted", "faded", "less saturated", "desaturated", "淡"),
    ("moody", "moodier", "moodiest", "gloomy"),
    ("square", "1:1", "cropped", "方形"),
    ("vintage", "old", "retro", "复古"),
    ("noir", "film noir"),
    ("cinematic", "电影感"),
    ("dreamy", "dreamier", "梦幻"),
    ("sepia", "brown"),
)
_NAMES = {word: same[0] for same in _SAME for word in same}
_WORD = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_KNOWN = lazy(rf"(?<![a-z])(?:{_WORD})(?![a-z])")
_HOW_MUCH = lazy(r"(\d+) ?% ")
# The word of a look as people say it; the phrase for a regular expression.
WORD = rf"(?:{_WORD})"


def by_trait(said: str, scene: Scene) -> Sequence[str]:
    """The ids that `said` fits: one of the last round if one alone does, else of all. "darkest" takes the most."""
    name = _NAMES.get(said, said)
    row = scene.shown or scene.variants[1:]
    for ids in (row, scene.variants[1:]):
        fitting = [id for id in ids if name in names(scene.traits.get(id, ""))]
        if len(fitting) > 1 and said.endswith(("est", "er")):
            fitting = _most(fitting, name, scene) or fitting
        if fitting:
            return fitting
    return ()


def names(known: str) -> set[str]:
    """The names of all traits in what is known of a variant."""
    return {_NAMES[match[0]] for match in _KNOWN.finditer(known.lower().replace("-", " "))}


def _most(ids: Sequence[str], name: str, scene: Scene) -> list[str]:
    """Where every one was measured ("24 % darker"), the one that changed most."""
    measured: dict[str, int] = {}
    for id in ids:
        for part in scene.traits[id].lower().split(","):
            if name in names(part) and (much := _HOW_MUCH.search(part)):
                measured[id] = int(much[1])
    most = max(measured.values(), default=0)
    best = [id for id, much in measured.items() if much == most]
    return best if len(measured) == len(ids) and len(best) == 1 else []
