"""Finds where somebody among many is asked ("could one of you", "any wizard here who can"), and gives it plain words."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from agent.rules.classes import DET, PLACE, POSE, VERBS
from agent.rules.tokens import PROPER, STOP, Token
from agent.rules.vocabulary import Finder, bits

# What a question for a favour begins with, and what stands before who is asked.
_ITD = frozenset(["it'd", "that'd", "itd", "thatd"])
_WOULD, _FEW = _ITD | {"would"}, 4
_MODALS = frozenset(["can", "could", "would", "will", "might", "may"])
_OF_MANY = frozenset(["one", "any", "some", "someone", "somebody", "anyone", "anybody", "either"])
_ANYONE = frozenset(["someone", "somebody", "anyone", "anybody", "any1", "some1", "people"])
_ARTICLES = frozenset(["a", "an", "some", "any", "the"])
_TABLE = tomllib.loads((Path(__file__).parents[2] / "prompts" / "lexicon" / "en-stories.toml").read_text("utf-8"))["asked"]
_HELPERS, _FLATTERY, _SKILLS, _SPARE, _ABLE = (
    frozenset(_TABLE[name].split()) for name in ("helpers", "flattery", "skills", "spare", "able")
)
_SMILES = frozenset(_TABLE["smiles"])


def _ideas() -> Finder:
    finder = Finder()
    for phrase in _TABLE["idea"].replace("\n", " ").split(","):
        finder.add(tuple(phrase.split()), 1)
    return finder.freeze(True)


_IDEA = _ideas()
_HARD, _WENT = (frozenset(_TABLE[name].split()) for name in ("hard", "went"))
# What may be said of them before what they are asked to do.
_THERE = frozenset(["here", "please", "pls", "plz", "maybe", "perhaps", "kindly", "possibly", "around", "today", "just"])
_WHO, _KNOWS = frozenset(["who", "that", "which", "whos", "who's"]), frozenset(["knows", "know"])
# A question about something in the picture, "could he stand", "can the lamp be taken out".
_SUBJECTS = frozenset(
    (  # noqa: SIM905
        "it he she they we i the my his her their our this that these those a an you someone somebody anyone anybody all "
        "everyone one both there"
    ).split()
)
_MOUTHS = frozenset(["/", "(", ")", "'(", "d", "p", "-", "|", "3"])
_OPENS = _MODALS | _ANYONE | _SMILES | frozenset(["is", "are", "any", "if", ":", "does", "do", ",", "and", "help"]) | _ITD | _IDEA.firsts
_FRONTED, _COMMA = PLACE | bits("m.behind"), ","
_SEEN_DOING = VERBS | POSE
_BUT = frozenset(["but", "though", "so"])
_MOST_WAITED, _SOON, _LATE = 10, 5, 8
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
        if text not in _OPENS:
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
        if text in ("is", "are") and (end := _saved(found, place)):
            told += [token._replace(text="could", classes=0), token._replace(text="someone", classes=0)]
            told += [token._replace(text="restore", classes=_RESTORE), *found[place + 1 : end - 1]]
            place = end + 1
            continue
        end = _helper(found, place)
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
        if token.classes & STOP and text == _COMMA and len(told) - begins > 2 and _tells_why(found, place + 1):
            told.append(_stop(token))
            begins = len(told)
            place += 1
            continue
        if text == "if" and (end := _waits(found, place)):
            place = end
            continue
        if text == "help" and place + 1 < last and found[place + 1].classes & VERBS and not found[place + 1].classes & DET:
            place += 1  # "please help resize it"
            continue
        if text == "and" and _is_too(found, place, told[begins:]):
            told += [_stop(token), token._replace(text="could", classes=_COULD)]
            begins = len(told) - 1
            place += 1
            continue
        if text in _MODALS and place + 2 < last and found[place + 1].text in _SUBJECTS:
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
    return place < len(found) and bool(found[place].text in ("a", "an", "some", "in") or found[place].classes & _QUALITY)


def _is_too(found: Sequence[Token], place: int, before: Sequence[Token]) -> bool:
    """ "Could the chair be gone and him be standing": asked of a second one as well."""
    if not before or before[0].text not in _MODALS or place + 3 >= len(found):
        return False
    who = found[place + 1]
    if not who.classes & (DET | _WHO_DOES):
        return False
    return any(found[at].text.startswith("be") and found[at].text[2:3] in ("", " ") for at in range(place + 2, place + 4))


def _does(found: Sequence[Token], place: int) -> bool:
    """ "Her holding a lantern": somebody, and what they do."""
    if not found[place].classes & (DET | _WHO_DOES):
        return False
    for token in found[place + 1 : place + _SOON]:
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
_GOES_ON = frozenset(["and", "or", "what", "how", "which", "who", "where", "when", "why", "as", "than", "that", "if", "not"])


def _is_smile(found: Sequence[Token], place: int) -> bool:
    """ ":/", ":(" """
    token = found[place]
    if token.text != ":" or place + 1 >= len(found):
        return False
    mouth = found[place + 1]
    return mouth.start == token.end and mouth.text in _MOUTHS


def _asks(found: Sequence[Token], place: int) -> bool:
    """ "…, can it be saved", "… could he stand there": a modal before its subject, behind a comma or a noun."""
    if place + 2 >= len(found) or found[place + 1].text not in _SUBJECTS:
        return False
    if not place or not found[place - 1].classes & STOP:
        # "Anything you can the …" is nobody's question; a pronoun and a verb are.
        follows = found[place + 2]
        return place > 0 and found[place + 1].text in _PRONOUNS and bool(
            follows.classes & _SEEN_DOING or follows.text in ("be", "get", "have")
        )
    return found[place - 1].text == _COMMA


_TELLERS = frozenset(["i", "it", "he", "she", "they", "we", "you", "that", "this"])
_LOOKED_AT = frozenset(["it", "that", "this", "they", "these", "those"])
_ANYTHING = [["anything", "be", "done", "to"], ["something", "be", "done", "to"], ["anything", "be", "done", "about"]]
_RESTORE, _SAVES = bits("v.restore"), bits("v.save v.keep v.show v.make")
_MAKE, _WHO_DOES, _QUALITY = bits("v.make"), bits("n.person n.animal"), bits("n.colour a.tonal n.material a.bigger a.smaller")
_PRONOUNS = frozenset(["it", "he", "she", "they", "we", "you", "someone", "somebody", "anyone", "anybody"])


def _tells_why(found: Sequence[Token], place: int) -> bool:
    """ "…, the camera made them look mint", "…, my dad's three years sober and wants it": who did what, after a wish."""
    last = len(found)
    if place + 2 >= last:
        return False
    who = found[place]
    if who.text == "there":
        return found[place + 1].text in ("is", "are", "was", "were")
    if who.text in _TELLERS:
        return found[place + 1].text in _WENT
    if who.classes & PROPER:
        return found[place + 1].text in _WENT
    if who.text.endswith("'d"):
        return found[place + 1].text in ("been", "had", "just", "gone")
    if not who.classes & DET:
        return False
    for at in range(place + 2, min(place + _LATE, last)):
        token = found[at]
        if token.classes & (STOP | PLACE) or token.text in _TELLERS:
            return False
        if token.text in _WENT:
            return True
    return False


def _helper(found: Sequence[Token], place: int) -> int:
    """Where what is asked begins behind "can one of you", "is there somebody here who could"; 0 for anything else."""
    text = found[place].text
    if text in _IDEA.firsts and (end := _idea(found, place)):
        return end
    if text in ("would", "is") and (end := _hard(found, place)):
        return end
    if text in _WOULD and (end := _nice(found, place)):
        return end
    if text in _MODALS:
        if [one.text for one in found[place + 1 : place + 5]] in _ANYTHING:
            return _to_verb(found, place + 5)
        end = _somebody(found, place + 1)
        return _to_verb(found, end) if end > place + 2 else 0
    if text in ("is", "are") and place + 1 < len(found) and found[place + 1].text == "there":
        end = _somebody(found, place + 2)
        return _who_can(found, end) if end else _a_way(found, place + 2)
    if text in ("does", "do"):
        end = _somebody(found, place + 1)
        return _knows_how(found, end) if end else 0
    if text in _ANYONE or text == "any":
        end = _somebody(found, place)
        return _who_can(found, end) if end else 0
    return 0


def _saved(found: Sequence[Token], place: int) -> int:
    """ "Is this photo beyond repair?": where it ends; 0 for any other question."""
    if place and not found[place - 1].classes & STOP:
        return 0
    for at in range(place + 2, min(place + _MOST_WAITED, len(found) - 1)):
        if found[at].text == "beyond" and found[at + 1].text in ("repair", "saving", "rescue", "hope", "help", "fixing"):
            return at + 1
    return 0


def _a_way(found: Sequence[Token], place: int) -> int:
    """ "Is there any way to sharpen this image": no question where it is about this one."""
    at = place
    while at < len(found) and at < place + _FEW and found[at].text not in ("way", "chance", "possibility", "hope"):
        at += 1
    if at + 3 >= len(found) or at == place + _FEW or found[at + 1].text not in ("to", "of"):
        return 0
    verb = found[at + 2]
    if not verb.classes & VERBS & ~_SAVES:
        return 0
    named = any(one.text in _SUBJECTS - {"a", "an", "there"} for one in found[at + 3 : at + 3 + _SOON])
    return at + 2 if named else 0


def _hard(found: Sequence[Token], place: int) -> int:
    """ "Would it be hard to get the fence out": no question where it is about this picture's fence."""
    texts = [one.text for one in found[place + 1 : place + 10]]
    if texts[:1] not in (["it"], ["that"]):
        return 0
    at = 2 if texts[1:2] == ["be"] else 1
    while at < len(texts) and texts[at] in _HARD:
        at += 1
    if at + 1 >= len(texts) or texts[at] not in ("to", "if") or texts[at - 1] in ("be", "it"):
        return 0
    named = any(one.classes & DET and one.text not in ("a", "an") for one in found[place + at + 2 : place + at + 7])
    known = any(text in ("it", "him", "them", "me", "us", "her") for text in texts[at + 1 : at + 5])
    return _to_verb(found, place + at + 2) if named or known else 0


def _nice(found: Sequence[Token], place: int) -> int:
    """ "Would be so cool if": where what would be so begins."""
    at = place + 1
    if found[place].text == "would" and at < len(found) and found[at].text in ("be", "look"):
        at += 1
    elif found[place].text in _ITD and at < len(found) and found[at].text == "be":
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
    """ "No, I meant the other one should be gone", "I'd give anything to see him smile": where what was meant begins."""
    words: list[str] = []
    ends: list[int] = []
    for at in range(place, min(place + _MOST_WAITED, len(found))):
        pieces = found[at].text.split(" ")
        words += pieces
        ends += [at + 1] * len(pieces)
    _, length = _IDEA.at(words, 0)
    return _to_verb(found, ends[length - 1]) if length else 0


def _somebody(found: Sequence[Token], place: int) -> int:
    """Where the words for one of many who may help end; 0 where nobody is named."""
    last = len(found)
    if place >= last:
        return 0
    start, text = place, found[place].text
    if text in _OF_MANY and place + 2 < last and found[place + 1].text == "of" and found[place + 2].text in ("you", "u"):
        place += 3
    elif text == "you":
        place += 1 + (found[place + 1].text in ("all", "lot", "guys", "people", "folks") if place + 1 < last else 0)
    elif text in _ANYONE:
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
    while place < last and (found[place].text in _FLATTERY or found[place].text in _HELPERS or found[place].text in _THERE):
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
    elif at < last and found[at].text not in _ABLE and found[at].text not in _MODALS and found[at].text not in _KNOWS:
        return 0
    if at < last and (found[at].text in _MODALS or found[at].text in ("can", "could be able to")):
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


def _knows_how(found: Sequence[Token], place: int) -> int:
    if place + 3 < len(found) and found[place].text in _KNOWS and [one.text for one in found[place + 1 : place + 3]] == ["how", "to"]:
        return _to_verb(found, place + 3)
    return 0


def _waits(found: Sequence[Token], place: int) -> int:
    """Where "if anybody's got a minute, …" ends: says only when, and not what."""
    if place and not found[place - 1].classes & STOP:
        return 0
    end = _somebody(found, place + 1)
    if not end:
        return 0
    for at in range(end, min(end + _MOST_WAITED, len(found))):
        if found[at].text == _COMMA:
            waits = any(one.text in _SPARE for one in found[end:at])
            return at + 1 if waits else 0
    return 0

