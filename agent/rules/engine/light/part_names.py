"""Reads the part of the picture that a frame found, as the engine shall look for it, or tells that it is none."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from agent.rules.words.patterns import lazy
from agent.rules.words.vocabulary import every, vocabulary

# Of these the light of everything is meant, or no part that can be shown.
EVERYWHERE = frozenset([
    "light", "lighting", "colour", "colours", "color", "colors", "tone", "tones", "mood", "exposure", "shadows",
    "highlights", "whites", "blacks", "midtones", "saturation", "contrast", "brightness", "warmth", "balance", "cast",
    "temperature", "noise", "grain", "vignette", "corners", "edges", "reds", "greens", "blues", "yellows", "oranges",
    "purples", "pinks", "teals", "scene", "frame", "thing", "lot", "look", "hue", "hues", "tint", "scan", "view",
    "atmosphere", "vibe", "feel", "style", "rest", "contrasts", "details", "detail", "result", "edit", "other", "others",
    "last", "original", "same", "darks", "lights", "redness", "glow", "haze", "fog", "mist", "filter", "look", "night",
    "morning", "evening", "day", "file", "resolution", "font", "background noise", "shadow", "highlight", "option",
    "parts", "areas", "part", "area", "taste", "liking", "likes",
])  # fmt: skip
# "Her skin tones" are where her skin is, "the light in the room" is in the room.
_OF_A_THING = lazy(r"^([\w']+ .+?) (?:skin )?(?:tones?|colou?rs?|complexion)$")
_TONE_IN = lazy(
    r"^(?:the |that )?(?:light|lighting|colou?rs?|tones?|brightness|exposure|contrast|saturation) (?:in|on|of|over) (.+)$"
)
_HAS_ARTICLE = lazy(r"(?:the|her|his|their|my|our|its|your|those|these|that|this|both|all|each|[a-z]+'s)\b")
_COLOUR = lazy(r"(?:the |her |his |their |my |our )?(?:red|orange|yellow|green|blue|purple|pink|teal|gold)s?")
_BEHIND = lazy(
    r" (?:of|on|in|under|underneath|beneath|at|by|near|behind|above|below|beside|between|next to|from|with) "
)
_SKIN = lazy(r"^(?:(the|her|his|my|their|our|that) )?skin tones?$")
_SIDE = lazy(r"the (?:(?:top|bottom|upper|lower) )?(?:top|bottom|left|right|middle|centre|center)")
# Not what is around a thing, but the thing's own neighbourhood would be changed: these are read elsewhere.
_AROUND = lazy(r"\b(?:around|everything|area|surroundings|outside|except|but)\b")
# Lamps that are a part, where "the lights" are the light of everything.
_LAMPS = lazy(
    r"\b(?:fairy|string|christmas|xmas|street|stage|traffic|city|harbou?r|car|neon|tree|garden|party|disco|northern|shop|brake"
    r"|rope|festoon|runway|ceiling|bar) lights?$"
)


def part_of(said: str) -> str | None:
    """The part as the engine shall look for it; None for words that name none, "" for one that was named before."""
    if not said:
        return ""
    said = said.removesuffix("'s")
    if not _HAS_ARTICLE.match(said) and _does_something(said):
        return None
    if skin := _SKIN.match(said):
        return f"{skin[1] or ''} skin".strip()
    part = inside[1] if (inside := _TONE_IN.match(said)) else said
    if (own := _OF_A_THING.match(part)) and own[1] not in {"all the", "all of the", "both the"}:
        part = own[1]
    if _SIDE.fullmatch(part):
        return f"{part} part"
    head = _BEHIND.split(part)
    if head[0].split()[-1] in EVERYWHERE and len(head) == 1 and not _LAMPS.search(part):
        return None
    if (
        _AROUND.search(part)
        or _COLOUR.fullmatch(head[0])
        or not part
        or part.split()[-1] in {"photo", "picture", "image", "shot"}
    ):
        return None
    return part


def is_a_thing(part: str) -> bool:
    """ "My hand shook" is none: what only stands there must end with a noun that is known."""
    word = _BEHIND.split(part)[0].split()[-1]
    return not word.endswith("'s") and vocabulary("en").words.at([word], 0)[0] & every("n") != 0


def _does_something(said: str) -> bool:
    """ "Rotate to the left" is no part: a word without an article may be a verb."""
    classes = vocabulary("en").words.at(said.split(), 0)[0]
    return classes & every("v") != 0 and classes & every("n") == 0
