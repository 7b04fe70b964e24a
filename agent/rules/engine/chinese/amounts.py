"""Tells how much is asked for in a Chinese clause, and reads clauses that only ask for a remedy, or hold one back."""

from __future__ import annotations

import re
from functools import cache

from agent.rules.engine.chinese.words import amounts, expression, lexicon
from agent.rules.words.patterns import lazy

_MODERATE = 0.6
_BITS = {"点": 0.5, "点儿": 0.5, "些": 0.7, "多些": 0.7, "多点": 0.7, "下": 1.0}


def remedied(clause: str) -> tuple[str, float] | None:
    """Which way ("up", "down" or "none") and how much of the remedy a clause asks for that says nothing else."""
    plain, much, _, _ = without_amounts(clause)
    match = _remedies().fullmatch(plain)
    if match is None:
        return None
    return ("up" if match["up"] else "down" if match["down"] else "none"), much


def moderated(clause: str) -> float:
    """What is left of a wish after a clause that only holds it back ("不要太过"); 0.0 for any other clause."""
    return _MODERATE if _moderations().fullmatch(clause) else 0.0


def without_amounts(clause: str) -> tuple[str, float, float, bool]:
    """The clause without how much, the factor, the share of a dial, and whether any of it was said."""
    clause = _fair_bit().sub("有点", clause)
    much, share, said_so = 1.0, 0.0, False
    if match := _shares().search(clause):
        share, said_so = float(lexicon()["share"][match[1]]), True
        clause = clause[: match.start(1)] + clause[match.end(1) :]
    for shape in (_amounts(), _bits()):
        while match := shape.search(clause):
            factor = lexicon()["much"].get(match[1]) or _BITS[match[1]]
            much = much * factor if not said_so else min(much, factor) if factor < 1 else max(much, factor)
            said_so = True
            clause = clause[: match.start()] + clause[match.end() :]
    return clause, much, share, said_so


@cache
def _fair_bit() -> re.Pattern[str]:
    return lazy(r"(?:稍微|略微)?有(?:那么)?(?:一点点|一点儿|一点|一些|一丢丢|点儿|些|丢丢)")


@cache
def _shares() -> re.Pattern[str]:
    return lazy(rf"(?<=[低少弱减降小掉暗亮高强加升淡收压提砍])(?:了|到)?({amounts('share')})")


@cache
def _amounts() -> re.Pattern[str]:
    # "反差猛一点": that is more of it, and "狠狠压" how much.
    return lazy(rf"(?!(?<=[度差比和感太过很好])(?:猛|狠|厉害)(?:了?$|一?[点些]))({amounts('much')})(?:地|的)?")


@cache
def _bits() -> re.Pattern[str]:
    bit = lexicon()["bit"]
    return lazy(rf"(?<=[{bit['after']}])(?<!噪)({bit['behind']})(?!心|缀|灯|去|来)")


@cache
def _remedies() -> re.Pattern[str]:
    said = lexicon()["remedy"]
    return lazy(
        expression(
            rf"(?:{said['lead']})*(?:{said['fix']}|(?P<up>{said['up']})|(?P<down>{said['down']}))(?:{said['end']})*"
        )
    )


@cache
def _moderations() -> re.Pattern[str]:
    return lazy(lexicon()["moderate"]["clause"])
