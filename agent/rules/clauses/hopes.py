"""Says as a wish what somebody only hopes for: "if only her hair was red", "it would look nicer with some pots"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses.imagined import imagined
from agent.rules.clauses.walk import Case, Walk
from agent.rules.words.classes import DET, VERBS
from agent.rules.words.languages import stories
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bit, bits

LOOKED_AT = frozenset(["it", "this", "that", "these", "them", "one"])
FRAME, NUMBERED = bits("n.frame n.imageword"), bits("m.numbered")
_FEW, _SOON, _LONGEST = 3, 5, 7
_GIVEN, _ADDED, _MADE, _SHOULD_BE = bit("v.give"), bits("v.add x.imagined"), bits("v.make"), bits("m.be")
# "I think it would look nicer with …": how that is said, and what may stand before it.
_BETTER, _HEDGES = (frozenset(stories("en")["contrast"][name].split()) for name in ("better", "hedges"))
_LOOKING = _BETTER | frozenset(
    "look be even so much way just really totally a bit lot far still also definitely".split()  # noqa: SIM905
)
_OBJECTS = {"he": "him", "she": "her", "they": "them", "i": "me", "we": "us"}
_WHICH = frozenset(["what", "which", "who"])
_KNOWN = frozenset(["the", "her", "his", "their", "my", "our", "its", "that", "this"])
_STORIED = frozenset(["it", "this", "that", "these", "there", "here", "i", "we"])
_HERE = frozenset(["there", "here", "in", "on", "visible"])
_OUGHT = {"said": "should say", "read": "should read", "had": "should have", "looked": "should look"}


def better_with(walk: Walk, place: int) -> int:
    """ "I think the porch would look nicer with some pots" wants it given some."""
    found = walk.found
    at, last, good = place, len(found), False
    while at + 2 < last and at < place + _SOON and not found[at].text.endswith("with"):
        words = found[at].text.split(" ")[at == place :]
        if not _LOOKING.issuperset(words) and (at > place or found[at].text.startswith("would")):
            return 0
        good = good or not _BETTER.isdisjoint(words)
        at += 1
    if at + 2 > last or not found[at].text.endswith("with"):
        return 0
    who = _better(walk, place) if good or not _BETTER.isdisjoint(found[at].text.split()) else []
    if not who:
        return 0
    walk.drop()
    token, start = found[place], found[at + 1]
    if start.text in _KNOWN:
        walk.told.append(Token("make", _MADE, token.start, token.end))  # "it would be better with the sky darker"
    elif (len(who) == 1 and who[0].text in LOOKED_AT) or who[-1].classes & FRAME or _on_it(walk, at + 1):
        walk.told.append(Token("add", _ADDED, token.start, token.end))
    else:
        named = [one._replace(text=_OBJECTS.get(one.text, one.text)) for one in who]
        walk.told += [Token("give", _GIVEN, token.start, token.end), *named]
    return at + 1


def _better(walk: Walk, place: int) -> list[Token]:
    """What would be better, without what is said around it; nothing where that is no few words."""
    token, who = walk.found[place], walk.said
    while who and (who[-1].text in _HEDGES or who[0].text in _HEDGES):
        who = who[1:] if who[0].text in _HEDGES else who[:-1]
    if token.text.endswith("'d"):
        who = [token._replace(text=token.text[:-2])]
    plain = len(who) <= _FEW and not any(one.classes & STOP for one in who)
    return who if plain and who and who[0].text not in _WHICH else []


def _on_it(walk: Walk, place: int) -> bool:
    """ "… with candles on it" """
    return any(one.text in LOOKED_AT for one in walk.found[place + 1 : min(walk.end(place), place + _LONGEST)])


def _seen_with(walk: Walk, place: int) -> int:
    """ "I'd love to see this kitchen with green cabinets" gives it them."""
    found = walk.found
    at = next((at for at in range(place + 2, min(place + _SOON, len(found) - 2)) if found[at].text == "with"), 0)
    named = found[place + 1 : at]
    if not at or not named[0].classes & DET or found[at + 1].text in _KNOWN:
        return 0
    if any(one.classes & (STOP | VERBS | NUMBERED) for one in (*named, *found[at + 1 : at + _SOON])):
        return 0
    walk.told += [Token("give", _GIVEN, found[place].start, found[place].end), *named]
    return at + 1


def _imagined(walk: Walk, place: int) -> int:
    return imagined(walk.found, place, walk.told, walk.begins)


def _supposed(walk: Walk, place: int) -> int:
    """ "The door was supposed to be red" """
    if walk.text(place + 1) not in ("supposed", "meant") or walk.text(place + 2) != "to be":
        return 0
    if not walk.length or walk.told[-1].text in _STORIED:
        return 0
    walk.told.append(Token("should be", _SHOULD_BE, walk.found[place].start, walk.found[place + 2].end))
    return place + 3


def _was(walk: Walk, place: int) -> int:
    """ "If only the fence wasn't so high" """
    token = walk.found[place]
    denied = "n't" in token.text
    if not _hopes(walk.said) or (denied and any(one.text in _HERE for one in walk.found[place + 1 : place + 3])):
        return 0  # "if the fence wasn't there"
    walk.told.append(token._replace(text="should not be" if denied else "should be", classes=_SHOULD_BE))
    return place + 1


def _had(walk: Walk, place: int) -> int:
    """ "I wish the sign said OPEN" """
    if place + 1 >= len(walk.found) or not _hopes(walk.said) or walk.told[-1].text in _STORIED:
        return 0
    token = walk.found[place]
    walk.told.append(token._replace(text=_OUGHT[token.text], classes=_SHOULD_BE))
    return place + 1


def _to_have(walk: Walk, place: int) -> int:
    """ "I'd love this to have a moody look" gives it one."""
    found = walk.found
    if place < 2 or found[place - 1].text != "to" or not found[place - 2].classes & FRAME:
        return 0
    del walk.told[-2:]
    it = found[place - 2]
    walk.told += [Token("give", _GIVEN, it.start, found[place].end), it._replace(text="it")]
    return place + 1


def _hopes(before: Sequence[Token]) -> bool:
    """ "If only her cardigan", "it would be great if he": what follows is as it should be."""
    if not len(before) > 1 or before[-1].text in ("there", "which", "who", "that"):
        return False
    said = " ".join(one.text for one in before[:-1]).split()
    if "wish" in said or "imagine" in said:
        return True
    return "if" in said and ("only" in said or "what" in said or "would" in said or "be" in said)


# What a hope is told with, by its word.
HOPES: dict[str, tuple[Case, ...]] = {
    **dict.fromkeys(("was", "were", "wasn't", "weren't"), (_supposed, _was)),
    **dict.fromkeys(("is", "are"), (_supposed,)),
    **dict.fromkeys(_OUGHT, (_had,)),
    **dict.fromkeys(("what", "how", "if", "whether"), (_imagined,)),
    **dict.fromkeys(("thinking", "considering", "debating", "contemplating"), (_imagined,)),
    **dict.fromkeys(("see", "imagine", "visualize", "visualise", "envision"), (_seen_with,)),
    **dict.fromkeys(("might", "could"), (better_with,)),
    "would": (better_with, _imagined),
    "have": (_to_have,),
}
