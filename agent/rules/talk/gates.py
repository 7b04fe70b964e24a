"""Tells requests that are no edit from edits, by whole sentences, first words, and words that only they have."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.talk.acts import names_a_mode, names_a_session, words_of_talk
from agent.rules.talk.by_class import said_of
from agent.rules.talk.demanded import WISH, demanded
from agent.rules.talk.openings import DEFINITE, asked, begun, weakly_begun
from agent.rules.talk.program import about_the_program
from agent.rules.talk.said import Said, first_of, said
from agent.rules.talk.spoken import spoken
from agent.rules.words.tokens import Token
from agent.rules.words.vocabulary import Vocabulary, bit, bits

# A word that is an answer and a greeting is an answer.
_WHOLE = (
    "navigate", "affirm", "deny", "confirm", "help", "compare", "export", "advise", "ask_image", "settings", "chat",
)  # fmt: skip
_ANYWHERE = (
    "settings", "compare", "export", "advise", "confirm", "navigate", "ask_image", "help", "affirm", "deny", "chat",
)  # fmt: skip
# An edit that scores as much is one, whatever else is said; one of less, where nothing is asked.
_PLAINLY, _LIKELY = 9.0, 5.0
_IN_THE_PICTURE = 22.0
# No edit scores as much.
_NEVER = 1000.0
_SIGHTS, _QUESTIONS, _DENY = bits("g.compare g.export g.navigate"), bits("g.advise g.ask_image g.help"), bit("g.deny")
_WISHED, _WANTED = 8.0, frozenset({"wanted", "asked"})
# So many words, or letters in Chinese, can be nothing but talk.
_TALKED, _TALKED_ZH = 10, 14
# An edit that scores as much, in more words, is looked at as talk only where it says a word of the session, or asks.
_SURELY, _SHORT = 10.0, 6
_TALKED_IN = frozenset({"en", "zh"})
# How sure what is plainly said to the program is: surer than what is known by its first words.
SPOKEN = 0.92


def gate(found: Sequence[Token], known: Vocabulary, edit: float, text: str) -> tuple[str, float] | None:
    """The label and how sure it is, or None for an edit. `edit` is the best score that an edit got."""
    heard = said(found, known, edit, text)
    if not heard.plain:
        return ("help", 0.95) if len(found) == 1 and heard.asked else ("vague", 0.3)
    for tells in (_whole, _plainly_said, begun, asked, weakly_begun, _anywhere):
        if told := tells(heard):
            return None if told[0] == WISH else told
    return None


def _whole(heard: Said) -> tuple[str, float] | None:
    """What whole sentences mean, and such as are made of nothing but greetings and answers."""
    whole = heard.known.gates["whole"].meaning
    if mask := whole.get(tuple(heard.plain), 0):
        return first_of(mask, _WHOLE), 0.97
    if not heard.quoted and (answer := _small_talk(heard.plain, heard.known)):
        return answer, 0.9
    if mask := whole.get(tuple(heard.bare), 0) or heard.known.gates["sure"].anywhere(heard.plain):
        return first_of(mask, _WHOLE), 0.95
    return None


def _plainly_said(heard: Said) -> tuple[str, float] | None:
    """What is said to the program, or of it."""
    spaced, edit = heard.known.spaced, heard.edit
    label = demanded(heard.found, heard.known) if spaced else said_of("".join(heard.plain), edit, heard.known)
    if label and (spaced or not heard.quoted or label == "navigate"):
        return label, SPOKEN
    if label := _spoken(heard):
        return label, SPOKEN
    bare = heard.plain if heard.plain[0] == "do" else heard.bare
    if spaced and (label := about_the_program(heard.found, bare, heard.asks, edit)):
        return label, 0.88
    return None


def _spoken(heard: Said) -> str:
    """What is plainly said to the program; "" for what is not, and where it need not be looked for."""
    known, plain, edit = heard.known, heard.plain, heard.edit
    if known.language not in _TALKED_IN:
        return ""
    long = known.spaced and edit >= _SURELY and len(plain) > _SHORT
    if long and not heard.says(words_of_talk("session")) and plain[0] not in words_of_talk("asks"):
        return ""
    label = spoken(heard.text, known.language, edit)
    if label == "settings" and edit >= _IN_THE_PICTURE and not names_a_mode(heard.text) and heard.says(DEFINITE):
        return ""  # "don't show the bins at the side of the house"
    if label == "help" and edit >= _PLAINLY and "how" not in plain and heard.text[-1:] != "?":
        return ""  # "not sure who to ask, the sign is so ugly"
    if label == "deny" and edit >= _WISHED and (heard.says(_WANTED) or known.ask.anywhere(plain)):
        return ""  # "it is red but I wanted it green"
    # "Sorry, can you take the car out?" is no small talk.
    return "" if label == "chat" and edit >= _PLAINLY and plain[0] in words_of_talk("opened") else label


def _anywhere(heard: Said) -> tuple[str, float] | None:
    """What words tell that only talk has, unless an edit is as plain."""
    mask, known = heard.known.gates["any"].anywhere(heard.plain), heard.known
    if not mask:
        return None
    if heard.edit >= (_LIKELY if not heard.asks else _PLAINLY if known.ask.at(heard.bare, 0)[1] else _NEVER):
        mask &= ~_QUESTIONS
    if heard.edit >= _PLAINLY or (known.spaced and not heard.asks and not names_a_session(heard.line)):
        mask &= ~_SIGHTS
    return (first_of(mask, _ANYWHERE), 0.85) if mask else None


def _small_talk(words: Sequence[str], known: Vocabulary) -> str:
    """The label of a request that is made of nothing but greetings, answers and the small words around them."""
    if len(words) > (_TALKED if known.spaced else _TALKED_ZH):
        return ""
    told: set[str] = set()
    place = 0
    while place < len(words):
        mask, length = known.gates["words"].at(words, place)
        if not mask:
            return ""
        told.add(first_of(mask, ("bye", "deny", "chat", "affirm", "filler")))
        place += length
    if "bye" in told:
        return "chat"
    return next((label for label in ("deny", "chat", "affirm") if label in told), "")


def turned_down(words: Sequence[str], known: Vocabulary) -> bool:
    """Whether words say nothing but that what was shown is not what was wanted."""
    return bool(words) and (
        _small_talk(words, known) == "deny" or bool(known.gates["whole"].meaning.get(tuple(words), 0) & _DENY)
    )
