"""Hears the demand behind a question or a complaint: "why is there a cart in the river? Take it away" asks nothing.

What is named first is what "it" means then: a thing in the picture makes it an edit, a variant makes it talk.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.talk.acts import names_a_mode, names_a_take, names_a_thing
from agent.rules.words.classes import NOUNS_TOO
from agent.rules.words.tokens import QUOTED, STOP, Token
from agent.rules.words.vocabulary import Vocabulary, bit, bits

# What is done to a picture; what is shown, saved or kept may be a variant.
_CHANGES = bits(
    "v.remove v.add v.replace v.change v.make v.move v.scale v.blur v.crop v.restore v.paint v.tone v.retouch v.fix"
    " v.give v.coat v.dress v.colorize v.write"
)
_REMOVE = bit("v.remove")
_FRAME = bits("n.frame n.imageword")
_THINGS = NOUNS_TOO & ~bits("n.frame n.size n.direction n.light n.tone n.colour n.effectword n.style v.gesture")
_NOBODY = ~bit("n.person")
_PERSONS = frozenset({"him", "her"})
_MEANT = frozenset({"it", "them", "him", "her", "that", "those", "these", "this", "one"})
# "Change it back" takes back what was done.
_BACK = frozenset({"back", "again", "undo", "instead"})
_WHY = frozenset({"why", "how come"})
_BYE = frozenset({"bye", "bye bye", "bye-bye", "goodbye", "good bye", "adios"})
_SWITCH = frozenset({"turn", "switch", "mute", "disable", "hide", "silence", "stop", "turn off", "switch off"})
# "Delete it", and no word more than that needs.
_AT_ONCE = 3
# What asks or complains, and yet wants something done to the picture.
WISH = "wish"
# More words than this are a wish that names its thing by itself.
_MOST = 8


def demanded(found: Sequence[Token], known: Vocabulary) -> str:
    """ "wish" where what asks or complains at first ends with something to be done to what it names, a label of talk
    where that is a variant or a habit of the program; "" for all else."""
    sentences = _sentences(found, known)
    if not sentences:
        return ""
    *before, last = sentences
    if _leaves(before, last) or _still_there(last):
        return WISH
    if not before or len(last) > _MOST:
        return ""
    said = {token.text for token in last}
    told = [token for sentence in before for token in sentence]
    switched = last[0].text in _SWITCH
    if not (last[0].classes & _CHANGES or switched) or _MEANT.isdisjoint(said) or not _BACK.isdisjoint(said):
        return ""
    if switched and names_a_mode(_text(told)):
        return "settings"
    if not last[0].classes & _CHANGES:
        return ""
    if _of_the_session(told):
        return "navigate" if last[0].classes & _REMOVE and len(last) <= _AT_ONCE else ""
    return WISH if not _PERSONS.isdisjoint(said) or _names_a_thing(told) else ""


def _sentences(found: Sequence[Token], known: Vocabulary) -> list[list[Token]]:
    """What is between the stops, without politeness in front; empty ones left out."""
    parts: list[list[Token]] = [[]]
    for token in found:
        if token.classes & STOP:
            parts.append([])
        elif not token.classes & QUOTED:
            parts[-1].append(token)
    return [bare for part in parts if (bare := _bare(part, known))]


def _bare(part: list[Token], known: Vocabulary) -> list[Token]:
    words = [token.text for token in part]
    start = 0
    while start < len(part) and (length := known.polite.at(words, start)[1] or known.ask.at(words, start)[1]):
        start += length
    return part[start:]


def _leaves(before: Sequence[Sequence[Token]], last: Sequence[Token]) -> bool:
    """ "Bye bye wrinkles", and "the bloke on the left is nobody we know. Bye bye": what is said goodbye to is to go."""
    words = [token.text for token in last]
    length = next((size for size in (2, 1) if " ".join(words[:size]) in _BYE), 0)
    if not length:
        return False
    named = [token for token in last[length:]]
    if not named:
        told = [token for part in before for token in part]
        return _names_a_thing(told) and not _of_the_session(told)
    return any(token.classes & _THINGS & _NOBODY for token in named)


def _still_there(sentence: Sequence[Token]) -> bool:
    """ "Why is there still a bucket on the stairs" wants it gone."""
    words = [token.text for token in sentence]
    if not (words[0] in _WHY or words[:2] == ["how", "come"]) or "still" not in " ".join(words).split():
        return False
    named = [token for token in sentence if not token.classes & _FRAME]
    return _names_a_thing(named) and not _of_the_session(sentence)


def _names_a_thing(told: Sequence[Token]) -> bool:
    return any(token.classes & _THINGS for token in told) or names_a_thing(_text(told))


def _of_the_session(told: Sequence[Token]) -> bool:
    return names_a_take(_text(told))


def _text(told: Sequence[Token]) -> str:
    return " ".join([token.text for token in told])
