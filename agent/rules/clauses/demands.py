"""Finds where somebody among many is asked ("could one of you", "any wizard who can"), and gives it plain words."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses.askers import (
    ANYONE,
    COMMA,
    IDEA,
    ITD,
    LATE,
    MODALS,
    RESTORE,
    SOON,
    SUBJECTS,
    TABLE,
    WENT,
    helper,
    saved,
    sees,
    waits,
)
from agent.rules.words.classes import DET, PLACE, POSE, VERBS
from agent.rules.words.tokens import PROPER, STOP, Token
from agent.rules.words.vocabulary import bits

_SMILES = frozenset(TABLE["smiles"])
_MOUTHS = frozenset(["/", "(", ")", "'(", "d", "p", "-", "|", "3"])
_OPENS = (
    MODALS
    | ANYONE
    | _SMILES
    | frozenset(["is", "are", "any", "if", ":", "does", "do", ",", "and", "help"])
    | ITD
    | IDEA.firsts
)
_SEEN_DOING, _FRONTED = VERBS | POSE, PLACE | bits("m.behind")
_BUT = frozenset(["but", "though", "so"])
_BREAK, _COULD = ".", bits("m.modal")


def demanded(found: list[Token]) -> list[Token]:
    """`found` with "can any of you kind people" said as "could someone", each question for a favour a sentence of its
    own, and smiles as the stops that they are."""
    if _OPENS.isdisjoint([token.text for token in found]):
        return found
    told: list[Token] = []
    place, last = 0, len(found)
    begins = 0
    while place < last:
        token = found[place]
        text = token.text
        if text not in _OPENS and not token.classes & _GOES:
            if token.classes & STOP and text in ".!?;":
                begins = len(told) + 1
            told.append(token)
            place += 1
            continue
        if text in _SMILES or _is_smile(found, place):
            if told and not told[-1].classes & STOP:
                told.append(_stop(token))
            begins = len(told)
            place += 1 if text in _SMILES else 2
            continue
        if text in ("is", "are") and (end := saved(found, place)):
            told += [token._replace(text="could", classes=0), token._replace(text="someone", classes=0)]
            told += [token._replace(text="restore", classes=RESTORE), *found[place + 1 : end - 1]]
            place = end + 1
            continue
        end = helper(found, place)
        if end:
            if text in _TELLERS:
                del told[begins:]
            _part_off(told, begins, token)
            begins = len(told)
            told += [token._replace(text="could", classes=0), found[end - 1]._replace(text="someone", classes=0)]
            if _does(found, end):
                told.append(token._replace(text="have", classes=_MAKE))
            place = end
            continue
        if token.classes & STOP and text == COMMA and len(told) - begins > 2 and _tells_why(found, place + 1):
            told.append(_stop(token))
            begins = len(told)
            place += 1
            continue
        if text == "if" and (end := waits(found, place)):
            place = end
            continue
        if (
            text == "help"
            and place + 1 < last
            and found[place + 1].classes & VERBS
            and not found[place + 1].classes & DET
        ):
            place += 1  # "please help resize it"
            continue
        if text == "and" and _is_too(found, place, told[begins:]):
            told += [_stop(token), token._replace(text="could", classes=0), token._replace(text="someone", classes=0)]
            told.append(token._replace(text="have", classes=_MAKE))
            be = next(at for at in range(place + 2, place + 4) if found[at].text.startswith("be"))
            told += found[place + 1 : be]
            place = be + (found[be].text == "be")
            continue
        if token.classes & _GOES and text.partition(" ")[0] in MODALS:
            _part_off(told, begins, token)
            begins = len(told)
        if text in MODALS and (end := sees(found, place)):
            told += [token._replace(text="could", classes=0), token._replace(text="someone", classes=0)]
            told.append(found[end - 1]._replace(text="add", classes=_ADD))
            place = end
            continue
        if text in MODALS and place + 2 < last and found[place + 1].text in SUBJECTS:
            if _asks(found, place):
                _part_off(told, begins, token)
                begins = len(told)
            if found[place + 1].text in _LOOKED_AT and found[place + 2].text == "be" and _becomes(found, place + 3):
                told += [token._replace(text="could", classes=0), token._replace(text="someone", classes=0)]
                told += [token._replace(text="make", classes=_MAKE), found[place + 1]._replace(text="it")]
                place += 3
                continue
            token = token._replace(classes=_COULD)  # no tin
        told.append(token)
        place += 1
    return told or found


def _becomes(found: Sequence[Token], place: int) -> bool:
    """ "Could it be a forest instead", and not "could it be removed"."""
    return place < len(found) and bool(
        found[place].text in ("a", "an", "some", "in") or found[place].classes & _QUALITY
    )


def _is_too(found: Sequence[Token], place: int, before: Sequence[Token]) -> bool:
    """ "Could the chair be gone and him be standing": asked of a second one as well."""
    if not before or before[0].text not in MODALS or place + 3 >= len(found):
        return False
    who = found[place + 1]
    if not who.classes & (DET | _WHO_DOES):
        return False
    return any(
        found[at].text.startswith("be") and found[at].text[2:3] in ("", " ") for at in range(place + 2, place + 4)
    )


def _does(found: Sequence[Token], place: int) -> bool:
    """ "Her holding a lantern": somebody, and what they do."""
    if not found[place].classes & (DET | _WHO_DOES):
        return False
    for token in found[place + 1 : place + SOON]:
        if token.classes & (STOP | VERBS | PLACE):
            return False
        if token.classes & POSE and token.text.endswith("ing"):
            return True
    return False


def _stop(token: Token) -> Token:
    return Token(_BREAK, STOP, token.start, token.start)


def _part_off(told: list[Token], begins: int, token: Token) -> None:
    """Ends the sentence before a question, but for a place in front of it ("on the table, could you …")."""
    before = told[begins:]
    while before and (before[-1].classes & STOP or before[-1].text in _BUT):
        before.pop()
    if len(before) < 3 or before[0].classes & _FRONTED or before[-1].text in _GOES_ON:
        return
    while told[-1].classes & STOP or told[-1].text in _BUT:
        told.pop()
    told.append(_stop(token))


# Behind these a question does not begin.
_GOES_ON = frozenset(
    ["and", "or", "what", "how", "which", "who", "where", "when", "why", "as", "than", "that", "if", "not"]
)


def _is_smile(found: Sequence[Token], place: int) -> bool:
    """ ":/", ":(" """
    token = found[place]
    if token.text != ":" or place + 1 >= len(found):
        return False
    mouth = found[place + 1]
    return mouth.start == token.end and mouth.text in _MOUTHS


def _asks(found: Sequence[Token], place: int) -> bool:
    """ "…, can it be saved", "… could he stand there": a modal before its subject, behind a comma or a noun."""
    if place + 2 >= len(found) or found[place + 1].text not in SUBJECTS:
        return False
    if not place or not found[place - 1].classes & STOP:
        # "Anything you can the …" is nobody's question; a pronoun and a verb are.
        follows = found[place + 2]
        return (
            place > 0
            and found[place + 1].text in _PRONOUNS
            and bool(follows.classes & _SEEN_DOING or follows.text in ("be", "get", "have"))
        )
    return found[place - 1].text == COMMA


_TELLERS = frozenset(["i", "it", "he", "she", "they", "we", "you", "that", "this"])
_LOOKED_AT = frozenset(["it", "that", "this", "they", "these", "those"])
_ADD, _GOES = bits("v.add"), bits("v.goes")
_MAKE, _WHO_DOES, _QUALITY = (
    bits("v.make"),
    bits("n.person n.animal"),
    bits("n.colour a.tonal n.material a.bigger a.smaller"),
)
_PRONOUNS = frozenset(["it", "he", "she", "they", "we", "you", "someone", "somebody", "anyone", "anybody"])


def _tells_why(found: Sequence[Token], place: int) -> bool:
    """ "…, the camera made them look mint", "…, my dad's sober and wants it": who did what, after a wish."""
    last = len(found)
    if place + 2 >= last:
        return False
    who = found[place]
    if who.text == "there":
        return found[place + 1].text in ("is", "are", "was", "were")
    if who.text in _TELLERS:
        return found[place + 1].text in WENT
    if who.classes & PROPER:
        return found[place + 1].text in WENT
    if who.text.endswith("'d"):
        return found[place + 1].text in ("been", "had", "just", "gone")
    if not who.classes & DET:
        return False
    for at in range(place + 2, min(place + LATE, last)):
        token = found[at]
        if token.classes & (STOP | PLACE) or token.text in _TELLERS:
            return False
        if token.text in WENT:
            return True
    return False
