"""What several words of an English clause say together, which no word says alone: who is new, what is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agent.rules.clauses.commands import MODALS
from agent.rules.words.classes import BE, DET, INTO, MAKE, PLACE, POSE, VERBS
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bit, bits

Span = tuple[int, int]
SOME = frozenset(["a", "an", "some", "another", "more", "two", "three", "few", "several", "extra"])
_A = frozenset(["a", "an", "some", "another"])
_SOMEWHAT = frozenset(["little", "bit", "touch", "tad", "lot", "shade"])
_COUNTED = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "one", "twelve"])
_AND, _NOT, _MODAL, _WHERE_TO = bit("m.and"), bit("m.not"), bit("m.modal"), bit("m.where_to")
_INSTEAD, _TOO, _SIZED, _HOLD, _WEARS = (
    bits("m.instead m.not"),
    bit("m.too"),
    bit("a.sized"),
    bit("v.hold"),
    bit("n.wearing"),
)
# How big a thing is beyond what it should be ("too small"), and how few of them there are to be ("only two").
_TOO_SIZED, _SO_MANY, _MERELY_LEFT = (
    bit("x.too_sized"),
    bit("x.so_many"),
    frozenset(["only", "just", "exactly", "leave"]),
)
# Something that is in no picture yet does or is something: "let a crow sit on it", "make steam rise".
_NEWCOMER, _SOMEBODY = bit("x.newcomer"), frozenset(["someone", "somebody", "something"])
_LETS, _BACK = frozenset(["let", "have"]), frozenset(["it", "them", "that", "these", "those", "this"])
_DOES, _NO_SUBJECT = (
    bits("v.pose n.wearing v.have v.appear"),
    bits("n.frame n.self m.more m.into m.strong_into n.colour a.tonal"),
)
_OWN = bits("n.face n.hair n.body n.skin n.expression n.text")
# What is not to be worn, held or there: "let him not wear a tie".
_WITHHELD, _NO_LONGER = bit("x.withheld"), frozenset(["wear", "have", "hold", "wearing"])
_HERE, _HAS_NO = (
    frozenset(
        ["there", "here", "wearing", "holding", "carrying", "in", "on", "visible", "anywhere", "seen", "present"]
    ),
    frozenset(["have", "has", "be", "wear", "show"]),
)
_OUGHT = frozenset(["should not", "shouldn't", "must not", "mustn't"])
# "The photo of the deer is blurry" wishes for no blur.
_BLURRED, _CAME_OUT = bit("a.blurred"), bit("x.came_out")
_IS_SO = frozenset(["is", "are", "was", "were", "looks", "look", "came out", "turned out", "seems", "it's", "got"])
_SUPPOSED = frozenset(["be", "been", "supposed", "meant", "to be", "really"])
_DENIED, _UNWANTED = bit("m.denied"), bit("x.unwanted")
_PUT_THERE, _NO_MATTER = bits("v.add v.put v.show"), bits("n.expression n.posture a.tonal n.colour")
# Where something is to be: said of no place that the picture shows ("in a library"), or only said.
_NEW_PLACE, _NEW_SCENE, _BE_AT, _BE_A = bit("x.new_place"), bit("x.new_scene"), bit("x.be_at"), bit("x.be_a")
_TONAL, _DARK_PLACE = bit("a.tonal"), bit("x.dark_place")
# "Can the car go?"
_MAY, _GO, _MAY_GO = frozenset(["can", "could"]), frozenset(["go", "leave", "goes"]), bit("x.may_go")
_AMID = frozenset(["middle", "midst", "heart"])
_ELSEWHERE = bits("n.scene n.season")
_SCENE, _LAND = bits("n.scene n.season n.ground"), bit("n.land")
# Somebody takes or wears what was not there; somebody acts.
_HOLDS_NEW, _WEARS_OUTFIT, _OUTFIT, _ACTING = (
    bit("x.holds_new"),
    bit("x.wears_outfit"),
    bit("n.outfit"),
    bit("x.acting"),
)
_SHOULD_HAVE, _NO_MORE = (
    frozenset(["should have", "must have", "ought to have"]),
    bits("m.more m.without m.nobody x.px"),
)
_MAY_HOLD = bits("v.hold n.wearing v.have m.be m.modal")
_IT_GOES = frozenset(["it", "they", "he", "she"])
_LARGER = bits("a.bigger a.smaller")
_KNOWN = frozenset(["the", "his", "her", "their", "its", "my", "that", "this", "to", "been"])
_PEOPLE, _EXPRESSION = bit("n.person"), bits("n.expression n.wearing")
_CAN_ACT, _LIKE_PEOPLE = bits("n.person n.animal"), ("er", "or", "ist", "man", "woman", "ian")
_NO_ACT = (
    STOP
    | PLACE
    | INTO
    | DET
    | _AND
    | bits(
        "n.colour a.tonal a.bigger a.smaller a.sharp a.state a.worn a.bare n.material n.age n.bodyshape n.expression"
        " n.hair n.garment m.more n.posture n.style n.face n.body n.thing"
    )
)
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
# "I want to see the dog as a lion".
_SHOW, _SHOWN_AS = bit("v.show"), bit("x.shown_as")
_SHOWN = bits("n.thing n.animal n.person n.garment n.character")
_ONE, _COLOUR, _NUMBER = bit("n.one"), bit("n.colour"), bit("x.number")
_WAYS = bits("n.direction v.move m.place")
_STUFF, _RIVAL_STUFF, _RIVAL_POSE = bit("n.material"), bit("x.rival_stuff"), bit("x.rival_pose")
_MOST_NAMED = 6


def together(part: Sequence[Token], said: int, verb: int, thing: Span, result: Span, where: Span) -> int:
    """`said` is every class of `part`; `verb` is 0 where it only tells what something becomes."""
    found = _numbers(part, verb)
    if verb & _SHOW and any(
        one.text == "as" and (next_.text in ("a", "an") or next_.classes & _SHOWN) for one, next_ in pairwise(part)
    ):
        found |= _SHOWN_AS
    if said & _DENIED and any(_is_denied(part, place) for place in range(1, len(part) - 1)):
        found |= _UNWANTED
    if said & _BLURRED and not verb and any(token.text in _IS_SO for token in part[1:]):
        found |= _CAME_OUT
    if said & _INSTEAD:
        for place, token in enumerate(part):
            if token.classes & _INSTEAD:
                found |= _rival(part, place)
        found |= _withheld(part, verb)
    goes = part[-1].text in _GO or (part[-1].text == "away" and part[-2 % len(part)].text in _GO)
    if (
        part[0].text in _MAY
        and goes
        and 2 < len(part) <= _MOST_NAMED
        and (part[1].classes & DET or part[1].text in _IT_GOES)
    ):
        found |= _MAY_GO
    found |= _places(part, said, verb, result, where)
    if said & _MAY_HOLD:
        found |= _held(part, said, verb, thing[0])
    if verb & BE and result[0] < result[1] and _is_acting(part[result[0]], part[thing[0] : thing[1]]):
        found |= _ACTING
    if verb & MAKE:
        found |= _acts(part, thing)
        if thing[0] < thing[1]:
            found |= _newcomer(part, verb, thing, result, where)
    return found


def _numbers(part: Sequence[Token], verb: int) -> int:
    found = 0
    for before, token in pairwise(part):
        if token.classes & _SIZED and (before.classes & _TOO or before.text == "as"):
            found |= _TOO_SIZED
        counted = token.text in _COUNTED
        if counted and before.classes & BE:
            found |= _SO_MANY
        if before.text.rpartition(" ")[2] in _MERELY_LEFT and (counted or token.classes & _NUMBER):
            found |= _SO_MANY
    if verb & MAKE and len(part) > 2 and part[2].text in _COUNTED and part[1].text in ("it", "them"):
        found |= _SO_MANY  # "make it three candles"
    return found


def _withheld(part: Sequence[Token], verb: int) -> int:
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


def _is_denied(part: Sequence[Token], place: int) -> bool:
    """ "That car wasn't parked there", "she should not be holding a phone": what is there and ought not to be."""
    token = part[place]
    if not token.classes & _DENIED:
        return False
    at = place + 1
    while at < len(part) and part[at].text in _SUPPOSED:
        at += 1
    if at >= len(part) or (at == place + 1 and token.text in _OUGHT):
        return False
    return bool(part[at].text in _HERE or (part[at].classes & _PUT_THERE and not part[at].classes & _NO_MATTER))


def _places(part: Sequence[Token], said: int, verb: int, result: Span, where: Span) -> int:
    found = 0
    place = part[where[0] : where[1]]
    if place:
        found = _NEW_PLACE if _is_new(place) else 0
        if said & _TONAL and not any(one.classes & _TONAL for one in (*part[: where[0]], place[-1], *part[where[1] :])):
            found |= _DARK_PLACE  # "a lamp in that dark corner" asks for no dark
        first = place[len(place) > 1 and place[0].classes & PLACE > 0]  # "from behind the tree"
        known = first.classes & DET and first.text not in _A and not _amid(place)
        if any(token.classes & _LAND or (token.classes & _SCENE and not known) for token in place):
            found |= _NEW_SCENE
        if verb & BE and where[0] >= result[1]:
            found |= _BE_AT
    elif result[0] < result[1] and not verb & BE and _is_new(part[result[0] : result[1]]):
        found = _NEW_PLACE
    for at in range(1, len(part) - 1) if said & BE or verb & MAKE else ():
        if (
            part[at].classes & BE
            and part[at + 1].text in ("a", "an")
            and part[at + 1 + (at + 2 < len(part))].text not in _SOMEWHAT
        ):
            found |= _BE_A
        if part[at].text == "be" and verb & MAKE and part[at + 1].classes & _WHERE_TO:
            found |= _BE_AT
    return found


def _amid(place: Sequence[Token]) -> bool:
    """ "In the middle of a supermarket", "on the edge of a cliff": it is the scene that is told of."""
    return _is_new(place) or any(one.text in _AMID and next_.text == "of" for one, next_ in pairwise(place))


def _is_new(part: Sequence[Token]) -> bool:
    """ "A jazz club", "the deck of a ship": what is told of in this way is in no picture yet."""
    return part[0].text in _A or any(
        part[at].text in ("of", "in") and part[at + 1].text in ("a", "an") for at in range(1, len(part) - 1)
    )


def _held(part: Sequence[Token], said: int, verb: int, first: int) -> int:
    found = 0
    for place in range(1, len(part) - 1):
        token, follows = part[place], part[place + 1].text
        if token.text.endswith("have"):
            new = first <= place and follows in SOME
            ought = token.text in _SHOULD_HAVE or (verb & _MODAL and token.text == "have")
            if token.text == "have" and verb & MAKE and (first < place or part[0].text in MODALS):
                # "make the pizza have mushrooms on it", "can the balcony have plants on it"
                ought = ought or any(one.classes & PLACE for one in part[place + 2 :])
            larger = part[place + 1].classes & _LARGER and follows.endswith("er")  # "should have bigger wheels"
            if new or (ought and not larger and follows not in _KNOWN and not part[place + 1].classes & _NO_MORE):
                found |= _HOLDS_NEW
        if follows in SOME and (
            token.classes & _HOLD or (not token.classes and token.text.endswith("ing") and verb & BE)
        ):
            found |= _HOLDS_NEW
        if said & _OUTFIT and token.classes & _WEARS and any(one.classes & _OUTFIT for one in part[place:]):
            found |= _WEARS_OUTFIT
    return found


def _is_acting(does: Token, who: Sequence[Token]) -> bool:
    """ "The horse ought to be rearing" """
    if not does.text.endswith("ing") or (does.classes and not does.classes & POSE):
        return False
    return any(token.classes & _CAN_ACT for token in who)


def _acts(part: Sequence[Token], thing: Span) -> int:
    for at in range(max(1, thing[0] + 1), min(thing[1], len(part) - 1)):
        who, does = part[at - 1], part[at].classes
        unknown = not who.classes and at > 1 and part[at - 2].classes & DET and who.text.endswith(_LIKE_PEOPLE)
        if not (who.classes & _CAN_ACT or unknown) or does & _NO_ACT:
            continue
        if does & (VERBS | POSE) or (not does and part[at + 1].classes & (DET | PLACE)):
            return _ACTING
    return 0


def _is_new_one(part: Sequence[Token], thing: Span, result: Span) -> bool:
    """ "A rainbow could be arching over it", "ducklings should be following her": who is there by nobody's telling."""
    first, does = part[thing[0]], part[result[0]] if result[0] < result[1] else None
    some = first.text.partition(" ")[0] in SOME and (thing[1] - thing[0] < 2 or part[thing[0] + 1].text != "of")
    many = thing[1] - thing[0] == 1 and first.text.endswith("s") and bool(first.classes & _CAN_ACT & ~_PEOPLE)
    return (some or many) and does is not None and does.text.endswith("ing") and not does.classes & _EXPRESSION


def _newcomer(part: Sequence[Token], verb: int, thing: Span, result: Span, where: Span) -> int:
    first = part[thing[0]]
    asked = thing[0] == 1 and part[0].text in MODALS
    if (not thing[0] or asked) and verb & BE and _is_new_one(part, thing, result):
        return _NEWCOMER
    acts = any(token.classes & _DOES for token in part[thing[0] + 1 :])
    lets = thing[0] == 1 and part[0].text in _LETS
    if first.text in _SOMEBODY:
        return _NEWCOMER
    if first.text in SOME:
        return _NEWCOMER if acts or lets or where[0] < where[1] else 0
    if first.classes & (DET | _NO_SUBJECT | _CAN_ACT) or first.text in _BACK or not first.text.isalpha():
        return 0
    if lets and where[0] < where[1] and not first.classes & _OWN:
        return _NEWCOMER
    return _NEWCOMER if acts and thing[0] and thing[1] - thing[0] > 1 else 0


def _rival(part: Sequence[Token], place: int) -> int:
    """The kind of what stands behind "rather than" or "not"; 0 where no noun does."""
    after = part[place + 1 : place + 1 + _MOST_NAMED]
    if not place or not after or (part[place].classes & _NOT and part[place].text != "not"):
        return 0
    after = after[: next((at for at in range(1, len(after)) if after[at].classes & (PLACE | STOP | _AND)), len(after))]
    if after[0].classes & PLACE:
        if len(after) > 1 and after[-1].classes & _ELSEWHERE:
            return bit("x.rival_scene")  # "in a meadow rather than in the living room"
        return 0  # "look into the lens instead of at the cake"
    if len(after) == 1 and (after[0].text in _COUNTED or after[0].classes & _NUMBER):
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
        return _RIVAL if after[0].text in _A else 0
    plain = not last or after[0].classes & DET
    return _RIVAL if plain and not after[0].text.endswith("ing") else 0
