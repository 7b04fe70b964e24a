"""Reads how much as a number with its sign and unit: "+20", "minus 30 %", "a third of a stop", "500 K", "半档"."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from agent.rules.words.patterns import lazy

_PARTS = {
    "half": 0.5, "a half": 0.5, "one half": 0.5, "third": 1 / 3, "a third": 1 / 3, "one third": 1 / 3,
    "two thirds": 2 / 3, "quarter": 0.25, "a quarter": 0.25, "one quarter": 0.25, "three quarters": 0.75,
    "半": 0.5, "一半": 0.5, "三分之一": 1 / 3, "三分之二": 2 / 3,
}  # fmt: skip
_WHOLE = {
    "a full": 1, "a": 1, "an": 1, "one": 1, "another": 1, "one full": 1, "a whole": 1, "two": 2, "three": 3, "four": 4,
    "one and a half": 1.5, "two and a half": 2.5, "a stop and a half": 1.5, "一": 1, "两": 2, "二": 2, "三": 3, "一个": 1,
    "半个": 0.5, "两个": 2,
}  # fmt: skip
_WORDS = {
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty-five": 25, "twenty five": 25, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100, "one hundred": 100,
    "five hundred": 500, "a thousand": 1000,
}  # fmt: skip
_UNITS = {
    "%": r"%|percent|per cent|pct|百分点",
    "stops": r"f-?stops?|stops?|ev|档|级|挡",
    "K": r"kelvins?|k(?![a-z])|开",
    "": r"points?|pts?|units?|点",
}
_DIGITS = r"\d{1,5}(?:[.,]\d{1,3})?(?![\d.:/])|\.\d{1,3}(?!\d)|\d/\d(?![\d/])|\d \d/\d(?![\d/])"
_UNIT = "|".join(_UNITS.values())


def _or(words: Mapping[str, float]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# Words count only with a unit ("two stops"), as a round number or as a share ("by half").
# "The left half" is a place and no amount.
_NO_PLACE = "".join(
    f"(?<!{side}[ -])"
    for side in (
        "left", "right", "top", "bottom", "upper", "lower", "middle", "center", "centre", "outer", "inner", "hand",
    )
)  # fmt: skip
AMOUNT = (
    rf"{_NO_PLACE}(?:(?:\+|-|plus |minus |negative |负|百分之) ?)?"
    rf"(?:(?:{_DIGITS})(?: ?(?:{_UNIT}))?|(?:{_or(_PARTS | _WHOLE | _WORDS)})(?: of)?(?: an?)? ?(?:{_UNIT})"
    rf"|a stop and a half|{_or(_WORDS)}|{_or(_PARTS)})"
)
# Without one of these words, or letters in Chinese, and without a digit there is no amount.
WORDS = (
    frozenset(re.findall(r"[a-z]+", " ".join((*_PARTS, *_WORDS)))) - {"a", "one", "five"}
    | frozenset(
        "five stop stops fstop fstops ev percent cent pct kelvin kelvins k point points pt pts unit units".split()  # noqa: SIM905
    )
    | frozenset("半分档级挡开点百")
)
_SIZE = lazy(
    rf"(?P<sign>\+|-|plus |minus |negative |负|百分之)? ?(?:(?P<digits>{_DIGITS})|(?P<words>a stop and a half|{_or(_PARTS | _WHOLE | _WORDS)})(?: of)?(?: an?)?)"
    rf" ?(?P<unit>{_UNIT})?"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """`value` is positive; `sign` +1 or -1 where one is said, else 0; `unit` "%", "stops", "K", "part" or ""."""

    value: float
    sign: int = 0
    unit: str = ""


def amount(said: str) -> Amount | None:
    """What `said` amounts to, None for no amount."""
    match = _SIZE.fullmatch(said.strip())
    if match is None:
        return None
    sign = {"+": 1, "plus": 1, "-": -1, "minus": -1, "negative": -1, "负": -1}.get((match["sign"] or "").strip(), 0)
    unit = next((name for name, shape in _UNITS.items() if re.fullmatch(shape, match["unit"] or "-")), "")
    if (match["sign"] or "") == "百分之":
        unit = "%"
    if digits := match["digits"]:
        return Amount(_number(digits), sign, unit)
    words = match["words"]
    if words == "a stop and a half":
        return Amount(1.5, sign, "stops")
    if match["unit"] is None and words in _PARTS:
        return Amount(100 * _PARTS[words], sign, "part")
    if match["unit"] is None and words not in _WORDS:
        return None
    return Amount((_PARTS | _WHOLE | _WORDS)[words], sign, unit)


def _number(digits: str) -> float:
    whole, _, share = digits.rpartition(" ")
    if "/" in share:
        above, below = share.split("/")
        return float(whole or 0) + (float(above) / float(below) if below != "0" else 0.0)
    return float(digits.replace(",", "."))
