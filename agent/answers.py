"""Whether words answer an open question: by a number, by "yes", or by the name of one of its choices."""

from __future__ import annotations

import re
from collections.abc import Sequence

_YES = {
    "yes", "y", "yep", "yeah", "yup", "sure", "ok", "okay", "fine", "please do", "do it", "go", "go ahead", "run it",
    "yes please", "go for it", "sí", "si", "oui", "ja", "sim", "sì", "はい", "네", "是", "好", "好的", "可以",
    "行", "对",
}  # fmt: skip
_NO = {
    "no", "n", "nope", "nah", "don't", "do not", "stop", "cancel", "never mind", "nevermind", "no thanks", "leave it",
    "non", "nein", "não", "いいえ", "아니요", "不", "不要", "不用", "算了", "别",
}  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
# Said around the name of a choice.
_AROUND = re.compile(
    r"^(?:(?:the|i mean|i meant|take|use|choose|pick|number|nr|no\.?|please|with) )+|(?: one| please)+$"
)
# Longer than any answer: a new wish.
_LONGEST = 40


def chosen(words: str, choices: Sequence[str]) -> str:
    """The one of `choices` that is meant, "" where the words are something else."""
    said = " ".join(words.casefold().strip(" .,!?#").split())
    if not said or len(said) > _LONGEST:
        return ""
    for few, choice in ((_YES, "yes"), (_NO, "no"), (_NO, "refuse")):
        if said in few and choice in choices:
            return choice
    bare = _AROUND.sub("", said)
    at = _place(bare, len(choices))
    if at is not None:
        return choices[at]
    fitting = [choice for choice in choices if _names(bare, choice.casefold())]
    return fitting[0] if len(fitting) == 1 else ""


def _place(said: str, count: int) -> int | None:
    if said == "last":
        return count - 1
    for names in (_ORDINALS, _NUMBERS):
        if said in names:
            said = str(names.index(said) + 1)
    match = re.fullmatch(r"(\d)(?:st|nd|rd|th)?", said)
    return int(match[1]) - 1 if match and 0 < int(match[1]) <= count else None


def _names(said: str, choice: str) -> bool:
    return bool(said) and re.search(rf"(?<!\w){re.escape(said)}(?!\w)", choice) is not None
