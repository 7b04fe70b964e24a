"""Tells requests that are no edit from edits, by whole sentences, first words, and words that only they have."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.tokens import STOP, Token
from agent.rules.vocabulary import Finder, Vocabulary, bit

# A word that is an answer and a greeting is an answer.
_WHOLE = "navigate affirm deny confirm help compare export chat".split()
_FIRST = "help ask_image advise compare navigate export settings".split()
_ANYWHERE = "settings compare export advise confirm navigate ask_image help".split()
_SETTING = bit("n.setting")
# Beyond so many words an answer or a greeting goes on to say something else.
_SHORT = 6
# An edit that scores as much is one, whatever its first words are.
_PLAIN_EDIT = 9.0


def gate(found: Sequence[Token], known: Vocabulary, edit: float) -> tuple[str, float] | None:
    """The label and how sure it is, or None for an edit. `edit` is the best score that an edit got."""
    words = [token.text for token in found if not token.classes & STOP or token.text in "?？"]
    plain = [word for word in words if word not in "?？"]
    if not plain:
        return ("help", 0.95) if words else ("vague", 0.3)
    asks = words[-1] in "?？"
    bare = _bare(plain, known)
    for label in _WHOLE:
        finder = known.gates.get(label, {}).get("whole")
        if finder and any(_is_all(each, finder, known) for each in (plain, bare)):
            return label, 0.97
    setting = any(token.classes & _SETTING for token in found)
    if setting and _begins("settings", (plain, bare), known) and not asks:
        return "settings", 0.95
    for label in _FIRST:
        if not _begins(label, (plain, bare), known):
            continue
        if label == "settings" and edit > 4:
            continue
        if label in ("navigate", "export") and edit >= _PLAIN_EDIT:
            continue
        return label, 0.9 if asks or edit < 4 or label in ("navigate", "export") else 0.8
    for label in _ANYWHERE:
        finder = known.gates.get(label, {}).get("any")
        if finder and finder.anywhere(plain if known.spaced else _letters(plain)):
            if label in ("advise", "ask_image", "help") and not asks and edit >= 5:
                continue
            return label, 0.85
    for label in ("chat", "affirm", "deny"):
        if edit < 4 and len(plain) <= _SHORT and _begins(label, (plain,), known):
            return label, 0.8
    return None


def _bare(words: list[str], known: Vocabulary) -> list[str]:
    """Without politeness at either end."""
    start, end = 0, len(words)
    while start < end and (hit := known.polite.at(words, start) if known.spaced else (0, 0))[1]:
        start += hit[1]
    for length in (5, 4, 3, 2, 1):
        if end - length > start and known.thanks.at(words, end - length)[1] == length:
            end -= length
    return words[start:end] or words


def _letters(words: Sequence[str]) -> list[str]:
    return list("".join(words))


def _is_all(words: Sequence[str], finder: Finder, known: Vocabulary) -> bool:
    if not known.spaced:
        words = _letters(words)
    return finder.meaning.get(tuple(words)) is not None


def _begins(label: str, ways: Sequence[Sequence[str]], known: Vocabulary) -> bool:
    finder = known.gates.get(label, {}).get("start")
    if finder is None:
        return False
    for words in ways:
        letters = words if known.spaced else _letters(words)
        if letters and finder.at(letters, 0)[1]:
            return True
    return False
