"""Tells requests that are no edit from edits, by whole sentences, first words, and words that only they have."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.tokens import STOP, Token
from agent.rules.vocabulary import Vocabulary, bit

# A word that is an answer and a greeting is an answer.
_WHOLE = "navigate affirm deny confirm help compare export chat".split()
_FIRST = "help ask_image advise compare navigate export settings".split()
_ANYWHERE = "settings compare export advise confirm navigate ask_image help".split()
_SETTING = bit("n.setting")
# Beyond so many words an answer or a greeting goes on to say something else.
_SHORT = 6


def gate(found: Sequence[Token], known: Vocabulary, edit: float) -> tuple[str, float] | None:
    """The label and how sure it is, or None for an edit. `edit` is the best score that an edit got."""
    words = " ".join(token.text for token in found if not token.classes & STOP or token.text in "?？").split()
    plain = [word for word in words if word not in "?？"]
    if not plain:
        return ("help", 0.95) if words else ("vague", 0.3)
    asks = words[-1] in "?？"
    if not known.spaced:
        plain = list("".join(plain))
    bare = _bare(plain, known)
    for label in _WHOLE:
        finder = known.gates.get(label, {}).get("whole")
        if finder and any(tuple(each) in finder.meaning for each in (plain, bare)):
            return label, 0.97
    if answer := _small_talk(plain, known):
        return answer, 0.9
    setting = any(token.classes & _SETTING for token in found)
    if setting and not asks and _begins("settings", "start", (plain, bare), known):
        return "settings", 0.95
    label, length = max(((label, _begins(label, "start", (plain, bare), known)) for label in _FIRST), key=_length)
    if length and not (label == "settings" and edit > 4):
        return label, 0.9
    label, length = max(((label, _begins(label, "weak", (plain, bare), known)) for label in _FIRST), key=_length)
    if length and edit < (6 if asks else 4):
        return label, 0.8
    for label in _ANYWHERE:
        finder = known.gates.get(label, {}).get("any")
        if finder and finder.anywhere(plain):
            if label in ("advise", "ask_image", "help") and not asks and edit >= 5:
                continue
            return label, 0.85
    return None


def _length(entry: tuple[str, int]) -> int:
    return entry[1]


def _small_talk(words: list[str], known: Vocabulary) -> str:
    """The label of a request that is made of nothing but greetings, answers and the small words around them."""
    if len(words) > _SHORT * (1 if known.spaced else 2):
        return ""
    said: set[str] = set()
    place = 0
    while place < len(words):
        best, longest = "", 0
        for label in ("deny", "chat", "affirm", "filler"):
            finder = known.gates.get(label, {}).get("words")
            if finder and (length := finder.at(words, place)[1]) > longest:
                best, longest = label, length
        if not longest:
            return ""
        said.add(best)
        place += longest
    return next((label for label in ("deny", "chat", "affirm") if label in said), "")


def _bare(words: list[str], known: Vocabulary) -> list[str]:
    """Without politeness at either end."""
    start, end = 0, len(words)
    while start < end and (hit := known.polite.at(words, start))[1]:
        start += hit[1]
    for length in (5, 4, 3, 2, 1):
        if end - length > start and known.thanks.at(words, end - length)[1] == length:
            end -= length
    return words[start:end] or words


def _begins(label: str, way: str, ways: Sequence[Sequence[str]], known: Vocabulary) -> int:
    """How many words of the list `way` of the gate stand first."""
    finder = known.gates.get(label, {}).get(way)
    return max((finder.at(words, 0)[1] for words in ways if words), default=0) if finder else 0
