"""Numbers as people write them, "three", "a couple of", "十五", for every slot that holds one."""

from __future__ import annotations

_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_VALUES = {word: value for value, word in enumerate(_WORDS)} | {"thre": 3, "thirty": 30, "forty": 40, "sixty": 60}
_CHINESE = {"零": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# Without a number, "a few" and "几" mean a handful to choose from.
SOME = 3

ORDINALS = {
    word: value
    for value, words in enumerate(
        (
            "first|1st", "second|2nd|secnd", "third|3rd", "fourth|4th", "fifth|5th", "sixth|6th", "seventh|7th",
            "eighth|8th", "ninth|9th", "tenth|10th",
        ),
        start=1,
    )
    for word in words.split("|")
}  # fmt: skip

# As parts of regular expressions; `value` understands what they find.
NUMBER = "|".join(sorted((*_VALUES.keys(),), key=len, reverse=True))
CHINESE = "[一二两俩三四五六七八九十几]{1,3}"
ORDINAL = "|".join(ORDINALS)


def value(said: str) -> int:
    """The whole number that `said` names; 0 where it names none."""
    if said.isascii():
        return int(said) if said.isdigit() else _VALUES.get(said, 0)
    if "几" in said:
        return SOME
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return _CHINESE.get(said, 0)
    return 10 * _CHINESE.get(tens, 1) + _CHINESE.get(ones, 0)
