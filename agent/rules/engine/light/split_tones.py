"""Reads colour for the shadows, the highlights or the midtones alone ("teal in the shadows"), as curves by channel."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from agent.plan import Step
from agent.rules.engine.light.quality_words import any_of, key_of, lexicon
from agent.rules.engine.turns import how_much
from agent.rules.words.patterns import lazy
from backends.types import Task

# How far the plain word moves a channel, of 1; more than this is seen as a fault.
_PLAIN, _MOST = 0.06, 0.12
_CHANNELS = ("red", "green", "blue")
# Where the curve of a zone is bent, and where it must stay.
_BENT = {"shadows": (0.22, 0.6), "midtones": (0.5, 0.0), "highlights": (0.78, 0.4)}


def split_toned(clause: str) -> list[Step]:
    """The step of a clause that says nothing else; none for any other clause."""
    match = _shape().fullmatch(clause)
    if match is None:
        return []
    said = {name.rstrip("0123456789"): text for name, text in match.groupdict().items() if text}
    much = how_much().get(said.get("how", ""), 1.0)
    zone, hue = key_of("zone", said["zone"]), key_of("shade", said["hue"])
    points: dict[str, Any] = {}
    for channel, share in zip(_CHANNELS, lexicon()["shift"][hue], strict=True):
        moved = max(-_MOST, min(_MOST, _PLAIN * much * share))
        if moved:
            points[channel] = _curve(zone, moved)
    return [Step(Task.TONE, operation="curves", values={"points": points}, words=clause)]


def _curve(zone: str, moved: float) -> list[list[float]]:
    bent, still = _BENT[zone]
    inner = [[bent, round(bent + moved, 3)]] + ([[still, still]] if still else [])
    return [[0.0, 0.0], *sorted(inner), [1.0, 1.0]]


@cache
def _shape() -> re.Pattern[str]:
    words = lexicon()["tinted"]
    much = "|".join(sorted(how_much(), key=len, reverse=True))

    def part(number: int) -> tuple[str, str, str]:
        how = rf"(?:(?P<how{number}>{much}) )?"
        return (
            how,
            rf"(?:the |all the |its )?(?P<zone{number}>{any_of('zone')})",
            rf"(?P<hue{number}>{any_of('shade')})",
        )

    (how, zone, hue), (how2, zone2, hue2), (how3, zone3, hue3) = map(part, (1, 2, 3))
    return lazy(
        rf"{words['before']}(?:(?:(?:{words['verb']}) )?{zone} {how}(?:{words['to']})?{hue}(?: {words['tint']})?"
        rf"|(?:{words['add']})?{how2}(?:{words['some']})*{hue2} (?:{words['tint']} )?(?:in|into|to|on|over) {zone2}"
        rf"|{how3}{hue3}(?: (?:up|down|off))? {zone3})"
    )
