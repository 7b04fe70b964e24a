"""Finds who is asked among many, and where what is asked of them begins: "could one of you", "any wizard who can"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.words.classes import DET, VERBS
from agent.rules.words.languages import stories
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import Finder, bits

# What a question for a favour begins with, and what stands before who is asked.
ITD = frozenset(["it'd", "that'd", "itd", "thatd"])
_WOULD, _FEW = ITD | {"would"}, 4
MODALS = frozenset(["can", "could", "would", "will", "might", "may"])
_OF_MANY = frozenset(["one", "any", "some", "someone", "somebody", "anyone", "anybody", "either"])
ANYONE = frozenset(["someone", "somebody", "anyone", "anybody", "any1", "some1", "people"])
_ARTICLES = frozenset(["a", "an", "some", "any", "the"])
TABLE = stories("en")["asked"]
_HELPERS, _FLATTERY, _SKILLS, _SPARE, _ABLE = (
    frozenset(TABLE[name].split()) for name in ("helpers", "flattery", "skills", "spare", "able")
)


def ideas() -> Finder:
    finder = Finder()
    for phrase in TABLE["idea"].replace("\n", " ").split(","):
        finder.add(tuple(phrase.split()), 1)
    return finder.freeze(True)


IDEA = ideas()
HARD, WENT = (frozenset(TABLE[name].split()) for name in ("hard", "went"))
# What may be said of them before what they are asked to do.
_THERE = frozenset(
    ["here", "please", "pls", "plz", "maybe", "perhaps", "kindly", "possibly", "around", "today", "just"]
)
_WHO, _KNOWS = frozenset(["who", "that", "which", "whos", "who's"]), frozenset(["knows", "know"])
# A question about something in the picture, "could he stand", "can the lamp be taken out".
SUBJECTS = frozenset(
    (  # noqa: SIM905
        "it he she they we i the my his her their our this that these those a an you someone somebody anyone anybody "
        "all everyone one both there"
    ).split()
)
_OUGHT = bits("m.be m.modal v.goes")
_SO_KIND = frozenset(["so", "as", "enough", "really", "very", "a", "dear", "able"])
_NEW, _SHOWN = bits("n.thing n.animal n.ground"), bits("n.variant n.one n.frame n.setting n.self")
_TOLD_OF = frozenset(["what", "how", "as", "like", "way", "than", "all", "exactly what"])
COMMA = ","
MOST_WAITED, SOON, LATE = 10, 5, 8
_ANYTHING = [["anything", "be", "done", "to"], ["something", "be", "done", "to"], ["anything", "be", "done", "about"]]
RESTORE, SAVES = bits("v.restore"), bits("v.save v.keep v.show v.make")


def helper(found: Sequence[Token], place: int) -> int:
    """Where what is asked begins behind "can one of you", "is there somebody here who could"; 0 for anything else."""
    text = found[place].text
    if text in IDEA.firsts and (end := _idea(found, place)):
        return end
    if text in ("would", "is") and (end := _hard(found, place)):
        return end
    if text in _WOULD and (end := _nice(found, place)):
        return end
    if text in MODALS:
        if [one.text for one in found[place + 1 : place + 5]] in _ANYTHING:
            return _to_verb(found, place + 5)
        end = _somebody(found, place + 1)
        if end and (kind := _kind_enough(found, end)):
            return kind
        return _to_verb(found, end) if end > place + 2 else 0
    if text in ("is", "are") and place + 1 < len(found) and found[place + 1].text == "there":
        end = _somebody(found, place + 2)
        return _who_can(found, end) if end else _a_way(found, place + 2)
    if text == "do" and [one.text for one in found[place + 1 : place + 3]] == ["you", "mind"]:
        does = found[place + 3 : place + 4]
        named = any(one.classes & DET for one in found[place + 4 : place + 6])
        return place + 3 if named and does and does[0].classes & VERBS and does[0].text.endswith("ing") else 0
    if text in ("does", "do"):
        end = _somebody(found, place + 1)
        return _knows_how(found, end) if end else 0
    if text in ANYONE or text == "any":
        end = _somebody(found, place)
        return _who_can(found, end) if end else 0
    return 0


def saved(found: Sequence[Token], place: int) -> int:
    """ "Is this photo beyond repair?": where it ends; 0 for any other question."""
    if place and not found[place - 1].classes & STOP:
        return 0
    for at in range(place + 2, min(place + MOST_WAITED, len(found) - 1)):
        if found[at].text == "beyond" and found[at + 1].text in (
            "repair",
            "saving",
            "rescue",
            "hope",
            "help",
            "fixing",
        ):
            return at + 1
    return 0


def _a_way(found: Sequence[Token], place: int) -> int:
    """ "Is there any way to brighten this picture": no question where it is about this one."""
    at = place
    while at < len(found) and at < place + _FEW and found[at].text not in ("way", "chance", "possibility", "hope"):
        at += 1
    if at + 3 >= len(found) or at == place + _FEW:
        return 0
    that = at + 1 + (found[at + 1].text == "that" and found[at + 2].classes & DET > 0)
    if found[that].classes & DET and found[that].text not in ("a", "an", "any", "this", "it"):
        ought = any(one.classes & _OUGHT for one in found[that + 1 : that + SOON])
        return that if ought else 0  # "is there any chance that bin could be gone"
    if found[at + 1].text not in ("to", "of"):
        return 0
    verb = found[at + 2]
    if not verb.classes & VERBS & ~SAVES:
        return 0
    named = any(one.text in SUBJECTS - {"a", "an", "there"} for one in found[at + 3 : at + 3 + SOON])
    return at + 2 if named else 0


def _hard(found: Sequence[Token], place: int) -> int:
    """ "Would it be hard to get the fence out": no question where it is about this picture's fence."""
    texts = [one.text for one in found[place + 1 : place + 10]]
    if texts[:1] not in (["it"], ["that"]):
        return 0
    at = 2 if texts[1:2] == ["be"] else 1
    while at < len(texts) and texts[at] in HARD:
        at += 1
    if at + 1 >= len(texts) or texts[at] not in ("to", "if") or texts[at - 1] in ("be", "it"):
        return 0
    named = any(one.classes & DET and one.text not in ("a", "an") for one in found[place + at + 2 : place + at + 7])
    known = any(text in ("it", "him", "them", "me", "us", "her") for text in texts[at + 1 : at + 5])
    return _to_verb(found, place + at + 2) if named or known else 0


def _nice(found: Sequence[Token], place: int) -> int:
    """ "Would be so cool if": where what would be so begins."""
    at = place + 1
    if (found[place].text == "would" and at < len(found) and found[at].text in ("be", "look")) or (
        found[place].text in ITD and at < len(found) and found[at].text == "be"
    ):
        at += 1
    else:
        return 0
    said = at
    while at < len(found) and at < said + _FEW and found[at].text not in ("if", "to"):
        at += 1
    if at in (said, said + _FEW) or at + 1 >= len(found) or found[at].text != "if":
        return 0
    return at + 1


def _idea(found: Sequence[Token], place: int) -> int:
    """ "I meant the other one should be gone", "I'd give anything to see him smile": where what was meant begins."""
    if place and found[place - 1].text in _TOLD_OF:
        return 0  # "that is what I asked for" asks for nothing
    words: list[str] = []
    ends: list[int] = []
    for at in range(place, min(place + MOST_WAITED, len(found))):
        pieces = found[at].text.split(" ")
        words += pieces
        ends += [at + 1] * len(pieces)
    _, length = IDEA.at(words, 0)
    return _to_verb(found, ends[length - 1]) if length else 0


def _somebody(found: Sequence[Token], place: int) -> int:
    """Where the words for one of many who may help end; 0 where nobody is named."""
    last = len(found)
    if place >= last:
        return 0
    start, text = place, found[place].text
    if (
        text in _OF_MANY
        and place + 2 < last
        and found[place + 1].text == "of"
        and found[place + 2].text in ("you", "u")
    ):
        place += 3
    elif text == "you":
        place += 1 + (found[place + 1].text in ("all", "lot", "guys", "people", "folks") if place + 1 < last else 0)
    elif text in ANYONE:
        place += 1
    elif text in _ARTICLES:
        at = place + 1
        while at < last and found[at].text in _FLATTERY:
            at += 1
        if at >= last or found[at].text not in _HELPERS:
            return 0
        place = at + 1
    else:
        return 0
    while place < last and (
        found[place].text in _FLATTERY or found[place].text in _HELPERS or found[place].text in _THERE
    ):
        if found[place].text in _FLATTERY and not _flatters(found, place):
            break
        place += 1
    if place + 1 < last and found[place].text == "out" and found[place + 1].text == "there":
        place += 2
    if place + 1 < last and found[place].text == "with" and start < place:
        # "Someone with good photoshop skills"
        skilled = next((at for at in range(place + 1, min(place + 6, last)) if found[at].text in _SKILLS), 0)
        place = skilled + 1 if skilled else place
    return place


def _flatters(found: Sequence[Token], place: int) -> bool:
    """ "You kind souls" names who is asked; "you photoshop him out" says what to do."""
    at = place
    while at < len(found) and found[at].text in _FLATTERY:
        at += 1
    return at < len(found) and (found[at].text in _HELPERS or not found[place].classes & VERBS)


def _to_verb(found: Sequence[Token], place: int) -> int:
    return place if place < len(found) and not found[place].classes & STOP else 0


def _who_can(found: Sequence[Token], place: int) -> int:
    """ "… who could", "… able to", "… willing to"; 0 where nothing is asked of them."""
    last = len(found)
    at = place
    if at < last and found[at].text in _THERE:
        at += 1
    if at < last and found[at].text in _WHO:
        at += 1
    elif at < last and found[at].text not in _ABLE and found[at].text not in MODALS and found[at].text not in _KNOWS:
        return 0
    if at < last and (found[at].text in MODALS or found[at].text in ("can", "could be able to")):
        at += 1
        while at < last and found[at].text in _THERE:
            at += 1
        return _to_verb(found, at)
    if at < last and found[at].text in _KNOWS:
        return _knows_how(found, at)
    while at < last and found[at].text in ("is", "are", "would", "be", "enough", "really", *_ABLE):
        at += 1
        if at < last and found[at].text in ("to", "for") and at > place:
            return _to_verb(found, at + 1)
    return 0


def _kind_enough(found: Sequence[Token], place: int) -> int:
    """ "… be so kind as to", "… be willing to": where what is asked begins."""
    if place >= len(found) or found[place].text != "be":
        return 0
    at = place + 1
    while at < len(found) and (found[at].text in _ABLE or found[at].text in _FLATTERY or found[at].text in _SO_KIND):
        at += 1
    to = at > place + 1 and at < len(found) and found[at - 1].text != "to" and found[at].text == "to"
    return _to_verb(found, at + 1) if to else 0


def _knows_how(found: Sequence[Token], place: int) -> int:
    if (
        place + 3 < len(found)
        and found[place].text in _KNOWS
        and [one.text for one in found[place + 1 : place + 3]] == ["how", "to"]
    ):
        return _to_verb(found, place + 3)
    return 0


def sees(found: Sequence[Token], place: int) -> int:
    """ "Can we see mountains over there": where what is in no picture yet begins; 0 for what is known, or a variant."""
    at = place + 1
    if at < len(found) and found[at].text in ("i", "we"):
        at += 1
    if at + 2 >= len(found) or found[at].text not in ("see", "i see", "we see"):
        return 0
    named = found[at + 1]
    new = named.text in _ARTICLES - {"the"} or named.classes & _NEW
    told = any(one.classes & _SHOWN for one in found[at + 1 : at + 6])
    return at + 1 if new and not told and found[at + 2].text != "of" else 0


def waits(found: Sequence[Token], place: int) -> int:
    """Where "if anybody's got a minute, …" ends: says only when, and not what."""
    if place and not found[place - 1].classes & STOP:
        return 0
    end = _somebody(found, place + 1)
    if not end:
        return 0
    for at in range(end, min(end + MOST_WAITED, len(found))):
        if found[at].text == COMMA:
            waits = any(one.text in _SPARE for one in found[end:at])
            return at + 1 if waits else 0
    return 0
