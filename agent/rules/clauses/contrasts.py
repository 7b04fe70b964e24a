"""Cuts what praises, explains or hopes around a wish: "great, it's just that …", "I wanted to post this but …"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses.imagined import imagined
from agent.rules.words.classes import BE, DET, MAKE, VERBS
from agent.rules.words.languages import stories
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import Finder, bit, bits

_TABLE = stories("en")["contrast"]
_PRAISE, _USES, _AIMS = (frozenset(_TABLE[name].split()) for name in ("praise", "uses", "aims"))
_BUT, _UNWANTED, _SPOILT = 1, 2, 4


def _phrases() -> Finder:
    finder = Finder()
    for name, mask in (("but", _BUT), ("unwanted", _UNWANTED), ("spoilt", _SPOILT)):
        for phrase in _TABLE[name].replace("\n", " ").split(","):
            finder.add(tuple(phrase.split()), mask)
    return finder.freeze(True)


_FINDER = _phrases()
_SUBJECTS = frozenset(["i", "we", "it", "he", "she", "they", "people", "everyone", "everybody", "nobody", "you"])
_HERE = frozenset(["there", "here", "in", "on", "visible"])
_AVOIDED = frozenset(["to", "being", "too"])
_STORIED = frozenset(["it", "this", "that", "these", "there", "here", "i", "we"])
_REACHED = frozenset(["the", "her", "his", "their", "my", "our", "this", "that", "it", "they", "he", "she"])
_LOOKED_AT = frozenset(["it", "this", "that", "these", "them", "one"])
_ASKS_HOW = frozenset(["is", "are", "was", "were", "which", "being", "looks", "look", "who"])
_WAS, _SHOULD_BE = frozenset(["was", "were", "wasn't", "weren't", "is", "are"]), bits("m.be")
_FRAME = bits("n.frame n.imageword")
_REMOVED, _GIVEN, _ADDED = bit("v.remove"), bit("v.give"), bits("v.add x.imagined")
_ACTS = bits("v.remove v.add v.replace v.move v.blur v.crop v.change v.make v.tone")
_SPOILED = frozenset(
    ["can't", "cannot", "won't", "rejected", "ruined", "refused", "hate", "hates", "failed", "couldn't"]
)
_OBJECTS = {"he": "him", "she": "her", "they": "them", "i": "me", "we": "us"}
_NUMBERED, _AMOUNTS = bits("m.numbered"), frozenset(["bit", "little", "lot", "tad", "touch", "wee", "smidge"])
_MADE = bits("v.make")
_IMAGINES = frozenset(["what", "how", "if", "whether", "would", "thinking", "considering", "debating", "contemplating"])
_OUGHT = {"said": "should say", "read": "should read", "had": "should have", "looked": "should look"}
# A text without any of these holds nothing to be cut: of each phrase its longest word, as the rarest.
_HINTS = frozenset(
    (  # noqa: SIM905
        "what enough until picture photo image pic but so because cos supposed meant have makes if wish wished imagine "
        "want with how would thinking considering debating contemplating"
    ).split()
) | frozenset(max(phrase, key=len) for phrase in _FINDER.meaning)
_LONGEST, _FEW, _SOON = 7, 3, 5
_NEED = frozenset(["need", "want", "needed"])
# "I think it would look nicer with …": how that is said, and what may stand before it.
_BETTER, _HEDGES = (frozenset(_TABLE[name].split()) for name in ("better", "hedges"))
_WOULD = ("would", "might", "could")
_LOOKING = _BETTER | frozenset(
    (  # noqa: SIM905
        "look be even so much way just really totally a bit lot far still also definitely"
    ).split()
)
_SEE = frozenset(["see", "imagine", "visualize", "visualise", "envision"])
_WHICH = frozenset(["what", "which", "who"])
_KNOWN = frozenset(["the", "her", "his", "their", "my", "our", "its", "that", "this"])
_LOOSE = frozenset(
    ["make", "change", "edit", "photoshop", "fix", "adjust", "alter", "modify", "have", "get", "it", "is", "not"]
)


def cut(found: list[Token]) -> list[Token]:
    """`found` without what stands around a wish and is none."""
    if _HINTS.isdisjoint(" ".join([token.text for token in found]).split()):
        return found
    told: list[Token] = []
    place, last, begins = 0, len(found), 0
    while place < last:
        token = found[place]
        text = token.text
        if token.classes & STOP and text in ".!?;":
            told.append(token)
            begins, place = len(told), place + 1
            continue
        mask, end = _phrase(found, place)
        if mask & _SPOILT and _is_praise(told[begins:]):
            mask |= _UNWANTED
        if mask & _UNWANTED and end < last and len(told) - begins <= _LONGEST + _SOON:
            named = not any(one.text in _ASKS_HOW for one in found[end : end + _SOON])
            del told[begins:]
            if named:
                told.append(Token("remove", _REMOVED, found[end].start, found[end].start))
            place = end
            continue
        if mask & _BUT and end < last and any(one.text in _PRAISE for one in told[begins:]) and _tells(found, end):
            if len(told) - begins <= _LONGEST:
                del told[begins:]
            else:
                told.append(_stop(token))
            begins, place = len(told), end
            continue
        if (text.startswith(_WOULD) or text.endswith("'d")) and (end := _better_with(found, place, told, begins)):
            place = end
            continue
        if text == "so" and len(told) - begins > 2 and _needs(found, place + 1) and not told[begins].classes & VERBS:
            told.append(_stop(token))  # "it's for a mug so I need just the dog"
            begins, place = len(told), place + 1
            continue
        if text == "," and place + 2 < last and len(told) - begins > _FEW:
            if found[place + 1].text == "makes":
                place = _end(found, place + 1)  # "…, makes the bike look fast"
                continue
            if found[place + 1].text == "so" and _is_need(told[begins:]) and not _points_back(found, place + 2):
                del told[begins:]
                place += 2
                continue
        if text == "don't want" and told and len(told) == begins and _is_avoided(found, place + 1):
            place = _end(found, place)  # "… Don't want it to look fake"
            continue
        if text == "until" and len(told) - begins > 1 and place + 2 < last and found[place + 1].text in _REACHED:
            place = _end(found, place)  # "enlarge it until it reaches the door"
            continue
        if text == "enough" and place + 1 < last and found[place + 1].text == "to" and len(told) - begins > 1:
            place = _end(found, place)  # "brighten it enough to read the sign"
            continue
        if text.endswith(" a") and token.classes & _NUMBERED and place + 1 < last and found[place + 1].text in _AMOUNTS:
            told.append(token._replace(text=text[:-2], classes=_FRAME))  # "clean this picture a bit" names no picture A
            place += 1
            continue
        if text == "but" and (is_use(told[begins:]) or (_is_need(told[begins:]) and _it_was(found, place + 1))):
            del told[begins:]
            place += 1
            continue
        if text == "so" and len(told) - begins > _FEW and _is_aim(found, place, told[begins:]):
            place = _end(found, place)
            continue
        if text in ("because", "cos") and len(told) - begins > _FEW:
            of = place + 1 < last and found[place + 1].text == "of"
            if of or any(one.text in _SPOILED for one in told[begins:]):
                told.append(_stop(token))
                begins = len(told)
                place += 1 + of
            else:
                place = _end(found, place)
            continue
        if (
            text in _WAS
            and place + 2 < last
            and found[place + 1].text in ("supposed", "meant")
            and (found[place + 2].text == "to be" and told[begins:] and told[-1].text not in _STORIED)
        ):
            told.append(Token("should be", _SHOULD_BE, token.start, found[place + 2].end))
            place += 3
            continue
        if text in _OUGHT and place + 1 < last and told and _hopes(told[begins:]) and told[-1].text not in _STORIED:
            token = token._replace(text=_OUGHT[text], classes=_SHOULD_BE)
        elif (text in _IMAGINES and (end := imagined(found, place, told, begins))) or (
            text in _SEE and (end := _seen_with(found, place, told))
        ):
            place = end
            continue
        if text in _WAS and text[0] == "w" and _hopes(told[begins:]) and not _is_away(found, place):
            token = token._replace(text="should not be" if "n't" in text else "should be", classes=_SHOULD_BE)
        elif text == "have" and place > 1 and found[place - 1].text == "to" and found[place - 2].classes & _FRAME:
            # "I'd love this to have a moody look" gives it one.
            del told[-2:]
            told.append(Token("give", _GIVEN, found[place - 2].start, token.end))
            told.append(found[place - 2]._replace(text="it"))
            place += 1
            continue
        told.append(token)
        place += 1
    return told or found


def _seen_with(found: Sequence[Token], place: int, told: list[Token]) -> int:
    """ "I'd love to see this kitchen with green cabinets" gives it them: put to `told`, and where they begin."""
    at = next((at for at in range(place + 2, min(place + _SOON, len(found) - 2)) if found[at].text == "with"), 0)
    named = found[place + 1 : at]
    if not at or not named[0].classes & DET or found[at + 1].text in _KNOWN:
        return 0
    if any(one.classes & (STOP | VERBS | _NUMBERED) for one in (*named, *found[at + 1 : at + _SOON])):
        return 0
    told.append(Token("give", _GIVEN, found[place].start, found[place].end))
    told += named
    return at + 1


def _better_with(found: Sequence[Token], place: int, told: list[Token], begins: int) -> int:
    """ "I think the porch would look nicer with some pots" wants it given some: puts that to `told`, and where what it
    is given begins; 0 for anything else."""
    at, last, good = place, len(found), False
    while at + 2 < last and at < place + _SOON and not found[at].text.endswith("with"):
        words = found[at].text.split(" ")[at == place :]
        if not _LOOKING.issuperset(words) and (at > place or found[at].text.startswith("would")):
            return 0
        good = good or not _BETTER.isdisjoint(words)
        at += 1
    if (
        at + 2 > last
        or not found[at].text.endswith("with")
        or not (good or not _BETTER.isdisjoint(found[at].text.split()))
    ):
        return 0
    at -= 1
    who = told[begins:]
    while who and (who[-1].text in _HEDGES or who[0].text in _HEDGES):
        who = who[1:] if who[0].text in _HEDGES else who[:-1]
    token = found[place]
    if token.text.endswith("'d"):
        who = [token._replace(text=token.text[:-2])]
    if not who or len(who) > _FEW or who[0].text in _WHICH or any(one.classes & STOP for one in who):
        return 0
    named = [one._replace(text=_OBJECTS.get(one.text, one.text)) for one in who]
    del told[begins:]
    start = found[at + 2]
    if start.text in _KNOWN:
        told.append(Token("make", _MADE, token.start, token.end))  # "it would be better with the sky darker"
    elif (len(named) == 1 and named[0].text in _LOOKED_AT) or who[-1].classes & _FRAME or _on_it(found, at + 2):
        told.append(Token("add", _ADDED, token.start, token.end))
    else:
        told += [Token("give", _GIVEN, token.start, token.end), *named]
    return at + 2


def _on_it(found: Sequence[Token], place: int) -> bool:
    """ "… with candles on it" """
    return any(one.text in _LOOKED_AT for one in found[place + 1 : min(_end(found, place), place + _LONGEST)])


def _stop(token: Token) -> Token:
    return Token(".", STOP, token.start, token.start)


def _end(found: Sequence[Token], place: int) -> int:
    return next((at for at in range(place, len(found)) if found[at].classes & STOP), len(found))


def _phrase(found: Sequence[Token], place: int) -> tuple[int, int]:
    """What a phrase of the table that begins at `place` says, and where it ends; its words may be in fewer tokens."""
    if found[place].text.partition(" ")[0] not in _FINDER.firsts:
        return 0, place
    words: list[str] = []
    ends: list[int] = []
    for at in range(place, min(place + _LONGEST, len(found))):
        pieces = found[at].text.split(" ")
        words += pieces
        ends += [at + 1] * len(pieces)
    mask, length = _FINDER.at(words, 0)
    return (mask, ends[length - 1]) if length else (0, place)


def _tells(found: Sequence[Token], place: int) -> bool:
    """Whether a sentence of its own begins here, and not only what is left out ("all but one")."""
    follows = found[place : place + _SOON + _FEW]
    return len(follows) > 1 and bool(
        follows[0].classes & DET
        or follows[0].text in _SUBJECTS
        or any(one.classes & (VERBS | BE) for one in follows[:2])
    )


def _needs(found: Sequence[Token], place: int) -> bool:
    return place + 3 < len(found) and found[place].text in ("i", "we") and found[place + 1].text in _NEED


def _is_need(part: Sequence[Token]) -> bool:
    """ "We need landscape for a canvas", "need a headshot out of this" """
    texts = [one.text.partition(" ")[0] for one in part[:3]]
    need = next((at for at, text in enumerate(texts) if text in ("need", "needed", "wanted")), -1)
    return need == 0 or (need == 1 and texts[0] in ("i", "we"))


def _it_was(found: Sequence[Token], place: int) -> bool:
    texts = [one.text for one in found[place : place + 2]]
    return (
        len(texts) > 1
        and texts[0] in _SUBJECTS | _LOOKED_AT
        and texts[1] in ("was", "is", "isn't", "has", "came", "wasn't")
    )


def _points_back(found: Sequence[Token], place: int) -> bool:
    return any(one.text in _LOOKED_AT for one in found[place : _end(found, place)])


def _is_praise(part: Sequence[Token]) -> bool:
    return any(one.text in _PRAISE for one in part) and not any(one.classes & _ACTS for one in part)


def _is_avoided(found: Sequence[Token], place: int) -> bool:
    return [one.text in words for one, words in zip(found[place:], (_LOOKED_AT, _AVOIDED), strict=False)] == [
        True,
        True,
    ]


def is_use(part: Sequence[Token]) -> bool:
    """ "I wanted to post this" """
    for at in range(1, len(part) - 1):
        if part[at].text in _USES and part[at + 1].text in _LOOKED_AT and at <= _SOON:
            return part[at - 1].text.endswith("to") or part[at - 1].text in ("gonna", "wanna")
    return False


def _is_aim(found: Sequence[Token], place: int, before: Sequence[Token]) -> bool:
    if place + 2 >= len(found) or before[-1].text in _LOOSE:
        return False
    if not any(one.classes & VERBS & ~MAKE and one.text not in _LOOSE for one in before):
        return False
    who = found[place + 1]
    at = place + 2
    if who.text not in _SUBJECTS:
        if not who.classes & DET:
            return False
        at += 1
    return at < len(found) and found[at].text in _AIMS


def _is_away(found: Sequence[Token], place: int) -> bool:
    """ "If the fence wasn't there" """
    return "n't" in found[place].text and any(one.text in _HERE for one in found[place + 1 : place + 3])


def _hopes(before: Sequence[Token]) -> bool:
    """ "If only her cardigan", "it would be great if he": what follows is as it should be."""
    if not len(before) > 1 or before[-1].text in ("there", "which", "who", "that"):
        return False
    said = " ".join(one.text for one in before[:-1]).split()
    if "wish" in said or "imagine" in said:
        return True
    return "if" in said and ("only" in said or "what" in said or "would" in said or "be" in said)
