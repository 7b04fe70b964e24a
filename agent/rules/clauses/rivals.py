"""Finds what is to be no longer in a wish: "green not red", "rather than coffee", "should not be holding a phone"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.words.classes import DET, MAKE, PLACE, POSE
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bit, bits

A = frozenset(["a", "an", "some", "another"])
COUNTED = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "one", "twelve"])
AND, _NOT = bit("m.and"), bit("m.not")
# What is not to be worn, held or there: "let him not wear a tie".
_WITHHELD, _NO_LONGER = bit("x.withheld"), frozenset(["wear", "have", "hold", "wearing"])
_HERE, _HAS_NO = (
    frozenset(
        ["there", "here", "wearing", "holding", "carrying", "in", "on", "visible", "anywhere", "seen", "present"]
    ),
    frozenset(["have", "has", "be", "wear", "show"]),
)
_OUGHT = frozenset(["should not", "shouldn't", "must not", "mustn't"])
_SUPPOSED = frozenset(["be", "been", "supposed", "meant", "to be", "really"])
DENIED = bit("m.denied")
_PUT_THERE, _NO_MATTER = bits("v.add v.put v.show"), bits("n.expression n.posture a.tonal n.colour")
# What a thing is to be no longer, by what that is: "green not red", "tea rather than coffee".
_RIVALS = tuple(
    (bits(classes), bit(f"x.rival_{name}"))
    for name, classes in (
        ("colour", "n.colour"),
        ("pose", "n.posture n.expression"),
        ("thing", "n.animal n.garment n.person"),
        ("scene", "n.scene n.season"),
        ("stuff", "n.material"),
        ("thing", "n.thing n.ground"),
    )
)
_RIVAL, _RIVAL_COUNT, _RIVAL_COLOUR = bit("x.rival_thing"), bit("x.rival_count"), bit("x.rival_colour")
_ONE, _COLOUR, NUMBER = bit("n.one"), bit("n.colour"), bit("x.number")
_ELSEWHERE = bits("n.scene n.season")
_WAYS = bits("n.direction v.move m.place")
_STUFF, _RIVAL_STUFF, _RIVAL_POSE = bit("n.material"), bit("x.rival_stuff"), bit("x.rival_pose")
MOST_NAMED = 6


def withheld(part: Sequence[Token], verb: int) -> int:
    for place in range(len(part) - 1):
        token, follows = part[place], part[place + 1]
        if token.text == "no" and place and part[place - 1].text.rpartition(" ")[2] in _HAS_NO:
            return _WITHHELD
        if token.classes & _NOT and verb & MAKE:
            if follows.text in _NO_LONGER:
                return _WITHHELD
            if follows.text == "be" and place + 2 < len(part) and part[place + 2].text in _HERE:
                return _WITHHELD
    return 0


def is_denied(part: Sequence[Token], place: int) -> bool:
    """ "That car wasn't parked there", "she should not be holding a phone": what is there and ought not to be."""
    token = part[place]
    if not token.classes & DENIED:
        return False
    at = place + 1
    while at < len(part) and part[at].text in _SUPPOSED:
        at += 1
    if at >= len(part) or (at == place + 1 and token.text in _OUGHT):
        return False
    return bool(part[at].text in _HERE or (part[at].classes & _PUT_THERE and not part[at].classes & _NO_MATTER))


def rival(part: Sequence[Token], place: int) -> int:
    """The kind of what stands behind "rather than" or "not"; 0 where no noun does."""
    after = part[place + 1 : place + 1 + MOST_NAMED]
    if not place or not after or (part[place].classes & _NOT and part[place].text != "not"):
        return 0
    after = after[: next((at for at in range(1, len(after)) if after[at].classes & (PLACE | STOP | AND)), len(after))]
    if after[0].classes & PLACE:
        if len(after) > 1 and after[-1].classes & _ELSEWHERE:
            return bit("x.rival_scene")  # "in a meadow rather than in the living room"
        return 0  # "look into the lens instead of at the cake"
    if len(after) == 1 and (after[0].text in COUNTED or after[0].classes & NUMBER):
        return _RIVAL_COUNT
    last = after[-1].classes
    if after[0].classes & POSE and after[0].text.endswith("ing") and (len(after) == 1 or not last & ~_WAYS):
        return _RIVAL_POSE
    for classes, rival in _RIVALS:
        if last & classes:
            return rival
    if last & _ONE and any(token.classes & _COLOUR for token in after):
        return _RIVAL_COLOUR  # "a blue door instead of a green one"
    if last & _ONE and any(token.classes & _STUFF for token in after):
        return _RIVAL_STUFF
    if part[place].classes & _NOT:
        return _RIVAL if after[0].text in A else 0
    plain = not last or after[0].classes & DET
    return _RIVAL if plain and not after[0].text.endswith("ing") else 0
