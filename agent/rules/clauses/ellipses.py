"""Reads wishes that leave their verb out: "scratches off", "lawn greener", "the tie to black", "taps in copper"."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bit, bits

# Longer than this it is a sentence, and has its verb.
_MOST = 9
_AWAY = frozenset({"out", "off", "gone", "away", "removed", "deleted", "erased", "vanished"})
_TO = frozenset({"to", "into", "\u2192"})
_REMOVE, _MAKE, _CHANGE = bit("v.remove"), bit("v.make"), bits("v.make v.change")
_QUALITY = bits("n.colour a.tonal a.bigger a.smaller a.sharp a.blurred")
_STUFF, _COLOUR, _MADE_OF = bits("n.colour n.material"), bit("n.colour"), bit("n.materialword")
_STATES = frozenset({"looks", "look", "looked", "is", "are", "was", "were", "came", "turned"})
_PAINTED = frozenset({"painted", "coloured", "colored", "dyed", "sprayed", "stained"})
_RESULT = bits(
    "n.colour n.colourword n.material n.scene n.season n.sky n.background n.thing n.animal n.garment n.hair a.state n.tone"
)
_SMALL = bits("m.det m.more m.place m.into m.strong_into m.as m.like m.without m.only m.whole m.not m.instead m.and")
_ADJECTIVES = bits("n.colour a.tonal a.bigger a.smaller a.sharp n.material a.state m.more m.det")
_NOUNS = bits(
    "n.background n.scene n.sky n.season n.person n.animal n.body n.face n.hair n.skin n.makeup n.garment n.text"
    " n.textholder n.colourword n.tone n.light n.defect n.photoobject n.thing n.border n.frame n.logo n.ground n.cast"
    " n.pattern n.half n.expression n.writing n.surface n.partof"
)
_MATTER = bit("n.material")
_WHO, _DET = bits("n.person n.animal"), bit("m.det")
_VERB = bits(
    "v.remove v.add v.replace v.change v.make v.move v.scale v.blur v.extract v.crop v.restore v.write v.translate v.tone"
    " v.retouch v.combine v.complete v.animate v.fix v.give v.show v.keep v.save v.create v.paint"
)
_WEARS = bits("n.wearing v.have")
_ON = bits("m.place m.from")
_HOW = frozenset(
    ["a", "bit", "touch", "tad", "little", "much", "slightly", "way", "lot", "more", "less", "darker", "lighter"]
)


class Ellipsis(NamedTuple):
    """The verb that was left out, and the token ranges of what it is about, what that becomes, and where."""

    verb: int
    object: tuple[int, int]
    into: tuple[int, int]
    place: tuple[int, int]


def elliptic(part: Sequence[Token]) -> Ellipsis | None:
    """What a few words without a verb ask for; None where they only name something."""
    end = len(part)
    end = next((at for at in range(2, end) if part[at].text == "for"), end)
    while end > 2 and part[end - 1].classes & STOP:
        end -= 1
    if not 2 <= end <= _MOST or not _names(part[0]):
        return None
    nothing = (end, end)
    for at in range(1, end):
        token = part[at]
        if token.text in _STATES:
            return None  # "the snow looks blue"
        if token.text in _AWAY and _is_noun(part[at - 1]):
            if at + 1 == end or token.text == "off":
                return Ellipsis(_REMOVE, (0, at), nothing, (min(at + 1, end), end))
            return None
        wears = token.text in _TO and at + 2 < end and part[at + 1].classes & _WEARS
        if wears and not part[at - 1].classes & _WHO:
            return None  # "he refuses to wear shoes"
        if token.text in _TO and at + 1 < end and _is_noun(part[at - 1]):
            return Ellipsis(_CHANGE, (0, at), (at + 1, end), nothing) if part[end - 1].classes & _RESULT else None
        if token.text == "in" and at + 1 < end and _is_noun(part[at - 1]):
            coloured = part[end - 1].classes & _STUFF and not part[at - 1].classes & _WHO
            return Ellipsis(_CHANGE, (0, at), (at + 1, end), nothing) if coloured else None
        if (made := token.classes & _MADE_OF) or token.text in _PAINTED:
            done = at + 1 < end and _is_noun(part[at - 1]) and part[end - 1].classes & (_STUFF if made else _COLOUR)
            return Ellipsis(_CHANGE, (0, at), (at + 1, end), nothing) if done else None
        if token.classes & _ON or (token.classes & _VERB and not token.classes & _NOUNS):
            return None
    made = _DET & part[0].classes and end > 2 and part[end - 1].classes & _MATTER  # "the bathtub copper"
    if (part[end - 1].classes & _QUALITY or made) and any(_is_noun(token) for token in part[: end - 1]):
        quality = end - 1
        while quality > 1 and (part[quality - 1].text in _HOW or part[quality - 1].classes & _QUALITY):
            quality -= 1
        thing = quality
        while thing > 1 and part[thing - 1].classes & STOP:
            thing -= 1  # "the tie, burgundy"
        if _is_noun(part[thing - 1]):
            return Ellipsis(_MAKE, (0, thing), (quality, end), nothing)
    return None


def _names(token: Token) -> bool:
    """A determiner, or a noun that is no command."""
    if token.text in _HOW or token.classes & STOP:
        return False
    if token.classes & _DET:
        return True
    return (
        bool(token.classes & _NOUNS and not token.classes & _VERB)
        or not token.classes
        or bool(token.classes & _ADJECTIVES)
    )


def _is_noun(token: Token) -> bool:
    if token.classes & STOP:
        return False
    return not token.classes & _SMALL and bool(token.classes & _NOUNS or (not token.classes and token.text.isalpha()))
