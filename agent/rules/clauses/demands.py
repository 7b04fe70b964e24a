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
from agent.rules.clauses.walk import Case, Walk, stopped, walked
from agent.rules.words.classes import DET, PLACE, POSE, VERBS
from agent.rules.words.tokens import PROPER, STOP, Token
from agent.rules.words.vocabulary import bits

_SMILES, _MOUTHS = frozenset(TABLE["smiles"]), frozenset(["/", "(", ")", "'(", "d", "p", "-", "|", "3"])
_SEEN_DOING, _FRONTED = VERBS | POSE, PLACE | bits("m.behind")
_BUT = frozenset(["but", "though", "so"])
_TELLERS = frozenset(["i", "it", "he", "she", "they", "we", "you", "that", "this"])
_LOOKED_AT = frozenset(["it", "that", "this", "they", "these", "those"])
_PRONOUNS = frozenset(["it", "he", "she", "they", "we", "you", "someone", "somebody", "anyone", "anybody"])
_ADD, _GOES, _COULD, _MAKE = bits("v.add"), bits("v.goes"), bits("m.modal"), bits("v.make")
_WHO_DOES, _QUALITY = bits("n.person n.animal"), bits("n.colour a.tonal n.material a.bigger a.smaller")
# Behind these a question does not begin.
_GOES_ON = frozenset("and or what how which who where when why as than that if not".split())  # noqa: SIM905


def demanded(found: list[Token]) -> list[Token]:
    """`found` with "can any of you kind people" said as "could someone", each question for a favour a sentence of its
    own, and smiles as the stops that they are."""
    return found if _OPENS.isdisjoint([token.text for token in found]) else walked(found, _cases)


def _cases(token: Token) -> Sequence[Case]:
    if (known := _CASES.get(token.text)) is not None:
        return known
    return (_goes,) if token.classes & _GOES and token.text.partition(" ")[0] in MODALS else ()


def _ask(walk: Walk, token: Token, who: Token, *does: Token) -> None:
    """Says "could someone", and what they should do, at `token` and at `who`."""
    walk.told += [token._replace(text="could", classes=0), who._replace(text="someone", classes=0), *does]


def _smiled(walk: Walk, place: int) -> int:
    """ ":/", ":(" """
    token = walk.found[place]
    if token.text not in _SMILES:
        if place + 1 >= len(walk.found) or walk.text(place + 1) not in _MOUTHS:
            return 0
        if walk.found[place + 1].start != token.end:
            return 0
    if walk.told and not walk.told[-1].classes & STOP:
        walk.stop(token)
    walk.begins = len(walk.told)
    return place + 1 + (token.text not in _SMILES)


def _saved(walk: Walk, place: int) -> int:
    """ "Is this photo beyond repair?" """
    end = saved(walk.found, place)
    if not end:
        return 0
    token = walk.found[place]
    _ask(walk, token, token, token._replace(text="restore", classes=RESTORE), *walk.found[place + 1 : end - 1])
    return end + 1


def _helped(walk: Walk, place: int) -> int:
    """ "Can one of you kind people …", "I'd give anything to …" """
    end = helper(walk.found, place)
    if not end:
        return 0
    token = walk.found[place]
    if token.text in _TELLERS:
        walk.drop()
    _part_off(walk, token)
    _ask(walk, token, walk.found[end - 1])
    if _does(walk.found, end):
        walk.told.append(token._replace(text="have", classes=_MAKE))
    return end


def _told_why(walk: Walk, place: int) -> int:
    """ "…, the camera made them look mint", "…, my dad's sober and wants it": who did what, after a wish."""
    if walk.length <= 2 or not _tells_why(walk.found, place + 1):
        return 0
    walk.stop(walk.found[place])
    return place + 1


def _waited(walk: Walk, place: int) -> int:
    return waits(walk.found, place)


def _help(walk: Walk, place: int) -> int:
    """ "Please help resize it" """
    follows = walk.found[place + 1].classes if place + 1 < len(walk.found) else 0
    return place + 1 if follows & VERBS and not follows & DET else 0


def _too(walk: Walk, place: int) -> int:
    """ "Could the chair be gone and him be standing": asked of a second one as well."""
    found, before = walk.found, walk.said
    if not before or before[0].text not in MODALS or place + 3 >= len(found):
        return 0
    if not found[place + 1].classes & (DET | _WHO_DOES):
        return 0
    be = next((at for at in (place + 2, place + 3) if found[at].text == "be" or found[at].text.startswith("be ")), 0)
    if not be:
        return 0
    walk.stop(found[place])
    token = found[place]
    _ask(walk, token, token, token._replace(text="have", classes=_MAKE), *found[place + 1 : be])
    return be + (found[be].text == "be")


def _goes(walk: Walk, place: int) -> int:
    """ "… could the lamp go" is a sentence of its own."""
    _part_off(walk, walk.found[place])
    return 0


def _seen(walk: Walk, place: int) -> int:
    """ "Can we see mountains over there" """
    end = sees(walk.found, place)
    if end:
        token = walk.found[place]
        _ask(walk, token, token, walk.found[end - 1]._replace(text="add", classes=_ADD))
    return end


def _asked(walk: Walk, place: int) -> int:
    """ "…, can it be saved", "… could it be a forest instead": a modal before what it asks about."""
    found = walk.found
    if place + 2 >= len(found) or found[place + 1].text not in SUBJECTS:
        return 0
    token, subject, does = found[place : place + 3]
    if place and (found[place - 1].text == COMMA if found[place - 1].classes & STOP else _is_question(subject, does)):
        _part_off(walk, token)
    if subject.text in _LOOKED_AT and does.text == "be" and _becomes(found, place + 3):
        _ask(walk, token, token, token._replace(text="make", classes=_MAKE), subject._replace(text="it"))
        return place + 3
    walk.told.append(token._replace(classes=_COULD))  # no tin
    return place + 1


def _is_question(subject: Token, does: Token) -> bool:
    """ "Anything you can the …" is nobody's question; a pronoun and a verb are."""
    acts = does.classes & _SEEN_DOING or does.text in ("be", "get", "have")
    return subject.text in _PRONOUNS and bool(acts)


def _becomes(found: Sequence[Token], place: int) -> bool:
    """ "Could it be a forest instead", and not "could it be removed"."""
    return place < len(found) and bool(
        found[place].text in ("a", "an", "some", "in") or found[place].classes & _QUALITY
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


def _part_off(walk: Walk, token: Token) -> None:
    """Ends the sentence before a question, but for a place in front of it ("on the table, could you …")."""
    before, told = walk.said, walk.told
    while before and (before[-1].classes & STOP or before[-1].text in _BUT):
        before.pop()
    if len(before) > 2 and not before[0].classes & _FRONTED and before[-1].text not in _GOES_ON:
        while told[-1].classes & STOP or told[-1].text in _BUT:
            told.pop()
        walk.stop(token)
    walk.begins = len(told)


def _tells_why(found: Sequence[Token], place: int) -> bool:
    last = len(found)
    if place + 2 >= last:
        return False
    who = found[place]
    if who.text == "there":
        return found[place + 1].text in ("is", "are", "was", "were")
    if who.text in _TELLERS or who.classes & PROPER:
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


# What may be said otherwise at a word, in this order.
_OPENED: tuple[tuple[frozenset[str], Case], ...] = (
    (frozenset(".!?;"), stopped),
    (_SMILES | {":"}, _smiled),
    (frozenset(["is", "are"]), _saved),
    (IDEA.firsts | MODALS | ANYONE | ITD | {"any", "is", "are", "do", "does"}, _helped),
    (frozenset([","]), _told_why),
    (frozenset(["if"]), _waited),
    (frozenset(["help"]), _help),
    (frozenset(["and"]), _too),
    (MODALS, _seen),
    (MODALS, _asked),
)
_OPENS = frozenset[str]().union(*(words for words, case in _OPENED if case is not stopped))
_CASES = {
    text: tuple(case for words, case in _OPENED if text in words)
    for text in frozenset[str]().union(*(words for words, _ in _OPENED))
}
