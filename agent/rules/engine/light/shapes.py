"""Reads tones and curves by words that stand for numbers: an s-curve, deeper blacks, a black point at 10 %."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from typing import Any

from agent.plan import Step
from agent.rules.engine.light.split_tones import split_toned
from agent.rules.engine.turns import how_much
from agent.rules.words.hints import hints
from agent.rules.words.patterns import lazy
from backends.types import Task

_HOW = {"": 1.0} | how_much()
_MUCH = "|".join(sorted((word for word in _HOW if word), key=len, reverse=True))
# What the plain word moves a tone by, of 100.
_PLAIN = 30.0
_TONE = {"white": "whites", "black": "blacks", "midtone": "midtones", "mid-tone": "midtones", "mid": "midtones"}
_NAME = r"(?P<tone>whites?|blacks?|mid-?tones?|mids)"
_REGION = r"(?: (?:in|of) (?P<region>(?:the|her|his|their|my) [^,;\d]{2,30}))?"
_UP = r"brighten|lighten|raise|open(?: up)?|lift|boost"
_DOWN = r"darken|lower|deepen|reduce|drop|pull down|tame|dim"
_THE = r"(?: (?:the|its|all the))?"
_TONES = (
    (lazy(rf"(?P<act>{_UP}){_THE} {_NAME}(?: up)?(?: (?P<how>{_MUCH}))?{_REGION}"), 1.0),
    (lazy(rf"(?P<act>{_DOWN}){_THE} {_NAME}(?: down)?(?: (?P<how>{_MUCH}))?{_REGION}"), -1.0),
    (lazy(rf"(?:make |get |have |give(?: it)? )?(?:(?P<how>{_MUCH}) )?(?:brighter|lighter|whiter){_THE} {_NAME}{_REGION}"), 1.0),
    (lazy(rf"(?:make |get |have |give(?: it)? )?(?:(?P<how>{_MUCH}) )?(?:darker|deeper|blacker|richer){_THE} {_NAME}{_REGION}"), -1.0),
    (lazy(rf"(?:make |get |have )?(?:the |its ){_NAME} (?:(?P<how>{_MUCH}) )?(?:brighter|lighter|whiter)"), 1.0),
    (lazy(rf"(?:make |get |have )?(?:the |its ){_NAME} (?:(?P<how>{_MUCH}) )?(?:darker|deeper|blacker)"), -1.0),
)  # fmt: skip
_CURVE = lazy(
    rf"(?:curves?: ?)?(?:(?:apply|add|use|give(?: it)?|put|try|do|make)(?: on)?(?: it)? )?(?:with )?(?:an? |the )?(?:(?P<how>{_MUCH}) )?"
    r"(?P<curve>(?:contrast )?s[ -]?(?:shaped )?curves?|matte? curve|faded? curve|inverse s[ -]?curve|inverted curve|negative curve)"
    r"(?: to (?:it|this|the (?:photo|picture|image)))?"
)
_POINT = lazy(
    r"(?:(?P<act>lift|raise|lower|set|move|bring|push|pull|put)(?: up| down)? )?(?:the )?(?P<end>black|white)[ -]?point (?:up |down )?(?:to|at|by) (?P<to>\d{1,3}(?:\.\d+)?) ?(?:%|percent)"
)
_INVERT = lazy(
    r"(?:invert|reverse|negate|flip)(?: (?:all )?(?:the |its )?(?:colou?rs?|tones?|picture|photo|image|it|everything))"
    r"|(?:make|turn)(?: it| this)?(?: in)?(?:to)? (?:an? )?negative|make (?:an? )?(?:photo )?negative (?:of|from|out of) (?:it|this|that|the (?:photo|picture|image))"
    r"|(?:(?:make|turn|show|have) (?:it|this|that|the (?:photo|picture|image)) )?(?:look )?(?:as |like |into |to )?(?:an? )?(?:(?:photo|film|old|colou?r) )*negative(?: film| look)?|invert"
)
_FADED = lazy(rf"(?:fade|wash out){_THE} (?:blacks?|shadows)(?: (?P<how>{_MUCH}))?")
# Without one of these words nothing here can match.
_WORDS = frozenset({
    "white", "whites", "black", "blacks", "midtone", "midtones", "mid", "mids", "tones", "tone", "curve", "curves",
    "whitepoint", "blackpoint", "point", "invert", "reverse", "negate", "flip", "negative", "shadows",
    "highlights", "darks", "dark", "bright", "parts", "areas",
})  # fmt: skip
_S, _FLAT = [[0.0, 0.0], [0.25, 0.18], [0.75, 0.82], [1.0, 1.0]], [[0.0, 0.0], [0.25, 0.32], [0.75, 0.68], [1.0, 1.0]]
_MATTE = [[0.0, 0.1], [0.25, 0.26], [0.75, 0.76], [1.0, 0.95]]


def shaped(clause: str) -> list[Step]:
    """The step of a clause that says nothing else; none for any other clause."""
    if _WORDS.isdisjoint(hints(clause)):
        return []
    if steps := split_toned(clause):
        return steps
    for shape, sign in _TONES:
        # Lifted blacks and crushed ones are matte and hard in everybody's words: see [adjust.shadows], [adjust.fade].
        if (match := shape.fullmatch(clause)) and not (
            match["tone"].startswith("black") and match.groupdict().get("act") == "lift"
        ):
            name = _TONE[match["tone"].rstrip("s")]
            value = round(sign * _PLAIN * _HOW[match.groupdict().get("how") or ""], 1)
            return [_step("tone", {name: value}, clause, match.groupdict().get("region") or "")]
    if match := _CURVE.fullmatch(clause):
        much, name = _HOW[match["how"] or ""], match["curve"]
        if "invert" in name or name.startswith("negative"):
            return [_step("curves", {"points": [[0.0, 1.0], [1.0, 0.0]]}, clause)]
        base = (
            _FLAT
            if name.startswith("inverse")
            else _S
            if name.rstrip("s").endswith("s curve") or name[0] == "s" or "contrast" in name
            else _MATTE
        )
        return [_step("curves", {"points": [[x, round(x + (y - x) * much, 3)] for x, y in base]}, clause)]
    if match := _POINT.fullmatch(clause):
        return _pointed(match, clause)
    if match := _FADED.fullmatch(clause):
        return [Step(Task.TONE, "fade", strength=_HOW[match["how"] or ""], words=clause)]
    if _INVERT.fullmatch(clause):
        return [_step("curves", {"points": [[0.0, 1.0], [1.0, 0.0]]}, clause)]
    return []


def _pointed(match: re.Match[str], clause: str) -> list[Step]:
    """Ends of the range: black at 10 % is a grey as light as that, white at 90 % one as dark."""
    to = float(match["to"]) / 100
    if match["end"] == "black":
        low, high = to, 1.0
    else:
        low, high = 0.0, to if to > 0.5 else 1 - to
    if not 0 <= low < high <= 1 or high - low < 0.2 or (low, high) == (0.0, 1.0):
        return []
    return [_step("curves", {"points": [[0.0, round(low, 3)], [1.0, round(high, 3)]]}, clause)]


def _step(operation: str, values: dict[str, Any], words: str, region: str = "") -> Step:
    return Step(Task.TONE, operation=operation, values=values, region=region, target=region, words=words)
