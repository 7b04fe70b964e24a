"""Hears what may be spent at most: an amount of money beside a word of a limit, and no coin on a table."""

from __future__ import annotations

import re

from agent.rules.terms.cued import cued
from agent.rules.terms.cutting import QUOTED
from agent.rules.terms.lexicon import shape, table, words
from agent.rules.words.numbers import value
from agent.rules.words.patterns import lazy

_PARTS = {"half": 0.5, "quarter": 0.25}
_WORTH = {
    "fifty": 50, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "a hundred": 100, "couple of": 2,
    "a couple of": 2, "a": 1, "an": 1, "one single": 1, "a single": 1, "single": 1,
}  # fmt: skip
_ONE = frozenset({"a", "one", "single", "the"})
_TOKEN = lazy(r"[^\s]+")
_MARKS = ".,;:!?-\u2013\u2014()"
_STOPS = lazy(r"[,;:.!?()]$|^[-\u2013\u2014]+$")


def budget(text: str) -> tuple[float, int, int] | None:
    """The most that may be spent, in US dollars, and where it is said."""
    low = text.lower()
    if ("$" not in low and "money" not in cued(low)) or shape("about_questions").search(text):
        return None
    text = QUOTED.sub(lambda quoted: "\x00" * len(quoted[0]), text)
    if match := shape("over").search(text):
        return round(_counted(match["over"]) / 100, 4), *_widened(text, *match.span())
    for match in shape("amount").finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        if shape("not_even").search(before) and match[0].split()[0].lower() in _ONE:
            continue
        after = shape("behind_a_limit").match(behind)
        limit = shape("before_a_limit").search(before) if after is None else None
        if (
            (after is None and limit is None)
            or shape("a_price_shown").search(before)
            or (after is None and shape("a_coin_seen").match(behind))
        ):
            continue
        start = limit.start() if limit else match.start()
        return _dollars(match), *_widened(text, start, match.end() + (after.end() if after else 0))
    return None


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """With the words beside it that say nothing of the picture, up to the end of the clause."""
    before = list(_TOKEN.finditer(text, 0, start))
    while (
        before and not _STOPS.search(before[-1][0]) and before[-1][0].lower().strip(_MARKS) in words("around_an_amount")
    ):
        start = before.pop().start()
    if before and start and shape("names_a_limit").match(before[-1][0]):
        start = before[-1].start()
    for token in _TOKEN.finditer(text, end):
        if (end and text[end - 1] in ",;:.!?") or text[end : token.start()].strip():
            break
        if token.start() == end and token[0][0] in ",;:.!?":
            break
        if token[0].lower().strip(_MARKS) not in words("around_an_amount"):
            break
        end = token.end()
    return start, end


def _counted(said: str) -> float:
    low = said.lower()
    if low[0].isdigit() or low[0] in ".,":
        return float(low.replace(",", "."))
    if low in _WORTH:
        return _WORTH[low]
    tens, _, ones = low.replace("-", " ").partition(" ")
    return (_WORTH.get(tens) or value(tens)) + (value(ones) if ones else 0)


def _dollars(match: re.Match[str]) -> float:
    if match["usd"]:
        return float(match["usd"].replace(",", "."))
    if match["part"]:
        return _PARTS[match["part"].lower().removeprefix("a ")]
    if match["coin"]:
        return table()["coins"][match["coin"].lower()]
    number = _counted(match["count"])
    return round(number / 100, 4) if match["unit"].lower().startswith("c") else number
