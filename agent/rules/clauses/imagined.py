"""Hears what somebody would like to see tried: "how would I look with a fringe?", "would the sofa work in mustard?"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.words.classes import DET, VERBS
from agent.rules.words.numbers import value
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bits

# What is given or made so is only imagined: what has colour then gets it.
_GIVEN, _MADE = bits("v.give x.imagined"), bits("v.make x.imagined")
_LOOKS_SO = frozenset(["in", "with", "without", "wearing", "as", "painted"])
_WORKS = frozenset(["work", "suit", "look", "do"])
_ME = {"he": "him", "she": "her", "they": "them", "i": "me", "we": "us"}
# Said before it, and no part of it.
_AROUND = frozenset(
    (  # noqa: SIM905
        "i we you want to wanna see show me us can could would please pls wondering wonder curious just know like love "
        "i'd we'd i'm dying tell let imagine picture so and hi hey need tryna trying decide hello if whether any help"
    ).split()
)
# Asks to be shown what was just thought of.
_SHOWN = frozenset(
    (  # noqa: SIM905
        "can could would you u please pls show me us with one it that this how what look looks like i we see mock up "
        "help visualise visualize picture imagine so just quick quickly to want wanna a get an idea let thanks"
    ).split()
)
_THINKS = frozenset(["thinking", "considering", "debating", "contemplating"])
_WHO, _AGE, _LIVES = bits("n.person n.self"), bits("n.age"), bits("n.person n.self n.animal")
_LOOK = frozenset(["look like", "looks like", "look"])
# Asks for somebody at another age: "what will she look like at eighty".
_WILL = frozenset(
    ["will", "would", "might", "did", "could", "do", "is", "are", "going to", "gonna", "going", "to", "be"]
)
_WHEN, _OURS = (
    frozenset(["at", "when", "as", "once", "aged", "around"]),
    frozenset(["my", "our", "his", "her", "their"]),
)
_YOUNGEST, _OLDEST, _FEW = 10, 120, 4
_NO_AGE = frozenset(["percent", "per cent", "%", "degrees", "meters", "metres", "feet"])
_LONGEST = 7


def imagined(found: Sequence[Token], place: int, told: list[Token], begins: int) -> int:
    """Puts what is imagined to `told` as a wish, in the place of what was said around it, and where it goes on; 0 where
    nothing is."""
    text = found[place].text
    if text in ("what", "how"):
        return _aged(found, place, told, begins) or _shown(found, place, told, begins)
    if text in ("if", "whether") and _is_around(told[begins:]):
        return _tried(found, place + 1, told, begins)
    if text == "would" and len(told) == begins:
        return _tried(found, place, told, begins)
    if text in _THINKS:
        return _thought_of(found, place, told, begins)
    return 0


def _shown(found: Sequence[Token], place: int, told: list[Token], begins: int) -> int:
    """ "Show me what it would look like in orange" """
    last = len(found)
    would = next((at for at in range(place + 1, min(place + _LONGEST, last)) if found[at].text.startswith("would")), 0)
    if not would:
        return 0
    looks = next(
        (at for at in range(would, min(would + _LONGEST, last)) if found[at].text in ("look like", "would look like")),
        0,
    )
    looks = looks or next(
        (at + 1 for at in range(would, min(would + _LONGEST, last - 1)) if found[at + 1].text == "like"), 0
    )
    if found[place].text == "how":
        looks = next((at for at in range(would, min(would + _LONGEST, last)) if _ends(found[at], "look")), 0)
    if not looks or looks + 2 >= last + (found[place].text == "how") or looks + 1 >= last:
        return 0
    if found[looks + 1].text not in _LOOKS_SO:
        return 0
    named = found[place + 1 : would] or found[would + 1 : looks]
    return _asked_for(found, place, told, begins, named, looks + 1)


def _aged(found: Sequence[Token], place: int, told: list[Token], begins: int) -> int:
    """ "What will our little one look like at eighty", "how would he look as an old man" """
    last = len(found)
    looks = next(
        (at for at in range(place + 2, min(place + _LONGEST + 1, last - 1)) if found[at].text in _LOOK),
        0,
    )
    if not looks or not (
        found[looks].text == "looks like" or any(one.text in _WILL for one in found[place + 1 : looks])
    ):
        return 0
    named = [one for one in found[place + 1 : looks] if one.text not in _WILL]
    if not any(one.classes & _LIVES or one.text in _OURS for one in named):
        return 0
    at = looks + 1 + (found[looks + 1].text == "like")
    if not (end := _age(found, at)) or (end < last and found[end].text in _NO_AGE):
        return 0
    end = _asked_for(found, place, told, begins, named, at) and end
    if end:
        told.append(Token("at eighty", _AGE, found[at].start, found[end - 1].end))
    return end


def _age(found: Sequence[Token], at: int) -> int:
    """Where an age ends that begins here; 0 where none does."""
    if at >= len(found):
        return 0
    if found[at].classes & _AGE:
        return at + 1
    if found[at].text not in _WHEN or at + 1 >= len(found):
        return 0
    for one in range(at + 1, min(at + _FEW, len(found))):
        if _YOUNGEST <= value(found[one].text) <= _OLDEST:
            return one + 1
    return next((one + 1 for one in range(at + 1, min(at + _FEW, len(found))) if found[one].classes & _AGE), 0)


def _ends(token: Token, word: str) -> bool:
    return token.text == word or token.text.endswith(f" {word}")


def _tried(found: Sequence[Token], place: int, told: list[Token], begins: int) -> int:
    """ "See if my hair would work in blonde", "would the sofa work in mustard?" """
    last = len(found)
    start = place + (found[place].text == "would") if place < last else last
    if start + 2 >= last or not found[start].classes & (DET | _WHO):
        return 0
    for at in range(start + 1, min(start + _LONGEST, last - 1)):
        words = found[at].text.split(" ")
        if found[at].classes & STOP:
            return 0
        if words[0] == "would" and len(words) == 1:
            continue
        works = words[-1] in _WORKS or (len(words) == 2 and words[0] in _WORKS and words[1] in _LOOKS_SO)
        if not works:
            continue
        named = [one for one in found[start:at] if one.text != "would"]
        if words[-1] in _LOOKS_SO:
            return _asked_for(found, place, told, begins, named, at, split=True)
        if found[at + 1].text in _LOOKS_SO and at + 2 < last:
            return _asked_for(found, place, told, begins, named, at + 1)
        return 0
    return 0


def _asked_for(
    found: Sequence[Token],
    place: int,
    told: list[Token],
    begins: int,
    named: Sequence[Token],
    at: int,
    split: bool = False,
) -> int:
    """Puts "give the kitchen", or "make the kitchen in", to `told`; `at` is the small word before what it gets."""
    named = [one for one in named if one.text not in ("look", "looks", "would")]
    if not named or any(one.classes & STOP for one in named) or len(named) > _LONGEST:
        return 0
    how = found[at].text.rpartition(" ")[2]
    if how == "without" and len(named) == 1:
        return 0  # "… a dent, how would it look without it?"
    gives = how == "with"
    if _is_around(told[begins:]):
        del told[begins:]
    token = found[place]
    told.append(Token("give" if gives else "make", _GIVEN if gives else _MADE, token.start, token.end))
    told += [one._replace(text=_ME.get(one.text, one.text)) for one in named]
    if split and not gives:
        told.append(Token(how, _PLACES.get(how, 0), found[at].start, found[at].end))
    return at + (gives or split)


_PLACES = {"in": bits("m.into m.place"), "as": bits("m.into m.as m.strong_into")}


def _thought_of(found: Sequence[Token], place: int, told: list[Token], begins: int) -> int:
    """ "I'm thinking of a fringe, can you show me with one" """
    start = place + 1 + (place + 1 < len(found) and found[place + 1].text in ("of", "about", "on"))
    if start >= len(found):
        return 0
    end = next((at for at in range(start, len(found)) if found[at].classes & STOP), len(found))
    rest = [word for token in found[end:] if not token.classes & STOP for word in token.text.split()]
    if start == end or not rest or not _SHOWN.issuperset(rest) or end - start > 2 * _LONGEST:
        return 0
    del told[begins:]
    first = found[start]
    if first.classes & VERBS and first.text.endswith("ing"):
        told.append(first._replace(text=first.text[:-3], classes=first.classes & VERBS))
        if first.text.startswith("gett"):
            told[-1] = Token("give", _GIVEN, first.start, first.end)
            told.append(Token("me", _WHO, first.start, first.end))
        start += 1
    elif first.text in ("getting", "having", "wearing"):
        told += [Token("give", _GIVEN, first.start, first.end), Token("me", _WHO, first.start, first.end)]
        start += 1
    else:
        told += [Token("give", _GIVEN, first.start, first.end), Token("me", _WHO, first.start, first.end)]
    told += found[start:end]
    return len(found)


def _is_around(said: Sequence[Token]) -> bool:
    return all(token.classes & STOP or _AROUND.issuperset(token.text.split()) for token in said)
