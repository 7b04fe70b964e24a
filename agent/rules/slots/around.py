"""Tells what is around a thing from the thing: "darken everything around the singer" leaves the singer as it is."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re

from agent.rules.words.hints import hints
from agent.rules.words.patterns import lazy

_HINTS = frozenset(
    [
        "everything",
        "everyone",
        "everybody",
        "around",
        "surrounding",
        "surroundings",
        "behind",
        "rest",
        "else",
        "outside",
        "colour",
        "color",
    ]
)
_TONE = (
    r"darken|brighten|lighten|dim|dull|desaturate|mute|warm|cool|fade|tone down|make|turn|keep|get|let|burn|have|darker"
    r"|put|lower|reduce|drop|bring down|take down|black and white|monochrome"
)
_ALL = r"(?:everything|all|all of it|whatever is|what's|what is|all that is|all that's|anything|the (?:area|areas|space|part|parts|scene|picture|stuff|things|region|bits?|people|surroundings))"
_THING = r"(?P<thing>(?:the|her|his|their|my|our|that|those|these) (?:(?!(?:a|much|more|less|very|slightly|is|are|be|so)\b)[\w'-]+ ){0,3}?[\w'-]+?|him|her|them|me|us)"
_END = (
    r"(?= (?:a|much|more|less|very|slightly|way|darker|brighter|lighter|dimmer|warmer|cooler|colder|duller|black|grey|gray"
    r"|muted|faded|monochrome|down|by|look|be|so|please|should|could|must|needs?|in black|to black|into black|is|are|bit)\b|\s*[,.;!?]|\s*$)"
)
_AROUND = lazy(
    rf"(?P<before>\b(?:{_TONE})(?: up| down| out)?(?: the light (?:on|of|in))? |^){_ALL} (?:all )?(?:around|surrounding|round|outside of|that surrounds|which surrounds|next to|but|except(?: for)?|apart from|besides|other than) {_THING}{_END}",
    re.I,
)
_NEAR = lazy(
    rf"(?P<before>\b(?:{_TONE})(?: up| down)? )(?:the )?(?:surroundings|surrounding area|area) (?:of|around) {_THING}{_END}",
    re.I,
)
_BEHIND = lazy(rf"(?P<before>\b(?:{_TONE})(?: up| down)? |^){_ALL} behind {_THING}{_END}", re.I)
_REST = lazy(
    rf"(?P<before>\b(?:{_TONE})(?: up| down)? )the (?:rest|remainder) of (?:the|this) (?:picture|photo|image|shot|scene|frame),? (?:but )?(?:not|except|and leave) {_THING}(?: alone)?{_END}",
    re.I,
)
_IN_COLOUR = lazy(
    rf"^(?:please )?(?:keep|leave|have|only) (?:only |just )?{_THING} (?:in|its|their|the) (?:full |original |own )?colou?rs?,? ?(?:and |but )?(?:(?:make|turn|with|have|put|get) )?(?:everything else|all else|the rest(?: of (?:it|the (?:picture|photo|image)))?|the background and everything else)(?: (?:is|be|goes?|should be|to|into|in|turned|made|turns|becomes))* (?P<grey>black and white|b&w|bw|b and w|monochrome|mono|grey|gray|grayscale|greyscale)$",
    re.I,
)

_GREY_AROUND = lazy(
    rf"^(?:please )?(?:make|turn|have|get) (?:the (?:whole )?(?:background|rest)(?: of (?:it|the (?:picture|photo|image)))?|everything(?: else)?|all else) (?:to )?(?:black and white|b&w|bw|monochrome|grey|gray|gr[ea]yscale),? (?:and|but|with)? ?(?:leave|keep|have|leaving|keeping) (?:only |just )?{_THING} (?:in|its|their) (?:full |original |own )?colou?rs?\W*$",
    re.I,
)

# "Only the balloon in colour": all else is to lose it.
_ONLY_IN_COLOUR = lazy(
    rf"^(?!.*\b(?:ones?|versions?|variants?)\b)(?:please )?(?:(?:i )?(?:just |only )(?:want |need )?|(?:have|leave|keep|show) (?:only |just )){_THING} (?:left )?in colou?r(?: (?:please|only))?\W*$",
    re.I,
)


def everything_but(text: str) -> str:
    """`text`, with what is around a thing said as everything except it."""
    if _HINTS.isdisjoint(hints(text.lower())):
        return text
    text = _IN_COLOUR.sub("make everything black and white except \\g<thing>", text)
    text = _GREY_AROUND.sub("make everything black and white except \\g<thing>", text)
    text = _ONLY_IN_COLOUR.sub("make everything black and white except \\g<thing>", text)
    text = _REST.sub("\\g<before>everything except \\g<thing>", text)
    text = _BEHIND.sub("\\g<before>the background", text)
    for shape in (_AROUND, _NEAR):
        match = shape.search(text)
        if match:
            end = text[match.end() :].strip(" .!")
            # What is left of the wish stands before what is left out of it.
            text = f"{text[: match.start()]}{match['before']}everything {end}".strip() + f" except {match['thing']}"
    return " ".join(text.split())
