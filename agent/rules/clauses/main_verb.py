"""Finds the verb of a clause that says what to do, among those that only tell of its things."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses.around_verbs import DONE, GUESSED, HAS_DONE, MODAL, is_done
from agent.rules.clauses.commands import has_verb, unknown_verb
from agent.rules.clauses.together import SOME
from agent.rules.clauses.unspaced import (
    ANEW,
    BARE,
    BLUR,
    COUNTED,
    EMERGE,
    LET,
    RESIZE,
    TELLS,
    TOWARDS,
    VANISH,
    put_there,
    turned_into,
    wished_there,
)
from agent.rules.words.classes import BE, DET, INTO, MAKE, NOUNS_TOO, OBJECT, PLACE, VERBS
from agent.rules.words.phrases import first
from agent.rules.words.tokens import Token
from agent.rules.words.vocabulary import Vocabulary, bit, bits

TELLS_OF = {"is", "are", "was", "were", "keeps", "keep", "looks", "look", "came", "got", "turned", "has"} | TELLS
_ADD, _CHANGE, _GIVE, _MEANS = bit("v.add"), bit("v.change"), bit("v.give"), bit("m.by")
_SCENE, _IMAGE, _SHADE, _LIMBS = bit("n.scene"), bit("n.imageword"), bit("n.colourword"), bits("n.body n.face")
_WHO, _SHADES = bits("n.person n.animal"), bits("n.colour a.bigger a.smaller n.scaleword")
# What stands behind a noun and behind no command, and what stands before a command.
_COMMANDED = VERBS | BE | MODAL
_OF_A_NOUN, _TO_DO = BE | MODAL | bits("m.instead"), frozenset(["to", "not", "please", ",", "it", "them"])
_ARTICLES = frozenset({"the", "a", "an", "my", "our", "your", "this", "that"})
_SIZED = bit("a.sized")
_DOES, _NOT = bits("v.pose n.wearing v.have v.appear"), bit("m.not")
_IS_SO, _AS_IT_IS = bits("a.state a.bare"), frozenset(["is", "so", "too", "looks", "very", "are"])
_LOOKS, _WOULD = bit("m.looks"), bit("m.would")
_DOES_NOT = bits("v.make v.coat v.paint v.change v.write v.remove")
_LOOSE = bits("v.fix v.tone v.change v.create v.show v.make v.restore v.scale v.give")
_EXACT = bits("v.remove v.add v.restore v.replace v.blur")


def verb_of(part: Sequence[Token], asked: int, known: Vocabulary) -> tuple[int, int]:
    """The place of the verb that says what to do, -1 where there is none, and what it is."""
    guessed = unknown_verb(part)
    verb_at = 0 if guessed else _main_verb(part)
    verb = GUESSED if guessed else part[verb_at].classes if verb_at >= 0 else 0
    if verb_at < 0 and not known.spaced and (verb_at := put_there(part)) > 0:
        verb = _ADD
    elif verb & EMERGE:
        verb |= _ADD
    elif not known.spaced and (there := wished_there(part, verb_at, asked > 0)) > 0:
        verb_at, verb = there, part[there].classes | _ADD
    elif verb_at < 0 and not known.spaced and (turned := turned_into(part)) > 0:
        verb_at, verb = turned, _CHANGE
    if verb & (BE | MODAL):
        verb |= MAKE
    return verb_at, verb


def _main_verb(part: Sequence[Token]) -> int:
    """The place of the verb that says what to do: a command's first one, but "enrich it by adding" adds."""
    begins = _first_verb(part)
    if begins < 0 or not part[begins].classes & _LOOSE:
        return begins
    if part[begins].classes & LET:
        # 让天空出现一道彩虹, 让路人消失
        goes = first(part, begins + 1, EMERGE | VANISH | RESIZE | BLUR)
        if goes < len(part):
            return goes
        put = next((at for at in range(begins + 1, len(part) - 1) if part[at].classes & _ADD), len(part))
        if put + 1 < len(part) and (part[put + 1].classes & ANEW or part[put].text[-1] in COUNTED):
            return put  # 让蛋糕上面插五根蜡烛
    for place in range(begins + 1, min(len(part) - 1, begins + 9)):
        if part[begins].classes & MAKE and part[place].text.startswith("be ") and part[place].classes & VERBS:
            return place  # "let the hills be replaced by dunes"
        if part[begins].text in HAS_DONE and part[place].classes & DONE and is_done(part[place]):
            return place  # "have the van swapped for a truck"
        if part[begins].classes & MAKE and part[place].classes & _WHO and not part[begins].classes & LET:
            return begins  # "get the dog to stick its tongue out"
        if part[place].classes & _MEANS and part[place + 1].classes & _EXACT:
            if part[place + 1].classes & NOUNS_TOO and place + 2 == len(part):
                continue  # "a suit and tie"
            return place + 1
    return begins


def _does(token: Token) -> bool:
    """ "It should be removed" says what to do, "it should be lower" what it should be."""
    shade = token.text.endswith("er") and token.classes & _SHADES
    return bool(token.classes & VERBS) and not shade and not token.text.endswith("ing")


def _first_verb(part: Sequence[Token]) -> int:
    for place, token in enumerate(part):
        if not token.classes & (VERBS | BE | MODAL):
            continue
        if token.classes & _LOOKS and place:
            return place
        if place > 1 and part[0].text in SOME and token.text.partition(" ")[0].endswith("ing"):
            continue  # "some steam coming off the noodles"
        if token.text == "need" and not place:
            continue  # "need it for a card"
        if token.classes & MODAL and 0 < place < len(part) - 1:
            does = place + 1 + (part[place + 1].classes & _NOT > 0)
            if does + 1 < len(part) and part[does].text == "be" and part[does + 1].text == "wearing":
                return place
            if does < len(part) and part[does].classes & _DOES and not part[does].classes & _DOES_NOT:
                return place  # "the boy should wave": makes him wave
            continue
        if token.classes & MODAL or (token.classes & _IMAGE and (place or (part[1:] and part[1].text in TELLS_OF))):
            continue  # "this old school picture has a crease"
        if (place and _belongs(part, place)) or _in_chinese(part, place):
            continue
        if token.classes & BE and place + 1 < len(part):
            if token.classes & _WOULD and place:
                return place  # "it would look better in red"
            # "must be removed"
            most = place + 1 if part[place + 1].text in _ARTICLES else place + 2
            return next((at for at in range(place + 1, min(most + 1, len(part))) if _does(part[at])), place)
        return place
    return -1


def _belongs(part: Sequence[Token], place: int) -> bool:
    """Whether a verb belongs to what stands before it, and says nothing by itself."""
    before, token = part[place - 1], part[place]
    last = place + 1 == len(part)
    if (
        before.classes & (DET | PLACE)
        and not before.classes & VERBS
        and (not last or before.text in _ARTICLES or token.classes & _SCENE)
        and not (place == 1 and before.classes & ANEW and len(token.text) > 1)
        and not (token.classes & INTO and not token.text.isascii())
    ):
        return True  # "the painted wall", "in place", "for the shop"
    names = not last and token.classes & NOUNS_TOO and part[place + 1].classes & _OF_A_NOUN
    if names and not before.classes & _COMMANDED and before.text not in _TO_DO:
        return True  # "the table top should be marble", "suit and tie instead of pajamas"
    if last and before.classes & _SHADES and token.classes & _SHADE:
        return True  # "in a deep burgundy shade"
    sized = place > 1 and before.classes & _SIZED and before.text != "little" and part[place - 2].text in _ARTICLES
    if sized and token.classes & NOUNS_TOO:
        return True  # "and a big plant in the corner"
    # "Ready for printing", "hold her hand", "the power lines gone".
    return bool(
        (token.classes & _IS_SO and before.text in _AS_IT_IS)
        or before.text == "for"
        or (last and before.classes & DET and token.classes & _LIMBS)
        or (place > 1 and part[0].classes & DET and token.classes & _ADD and token.text.endswith("s"))
    )


def _in_chinese(part: Sequence[Token], place: int) -> bool:
    """Whether a Chinese verb only tells of a thing, or of what the verb behind it does."""
    token, before = part[place], part[place - 1] if place else None
    if before is not None and before.text[-1] == "被":
        return True  # 把被遮住的招牌补完整
    if before is not None and before.text == "的" and len(token.text) == 1 and token.text not in BARE:
        return True  # 墙上的画不要
    if place + 2 < len(part) and part[place + 1].text == "的" and has_verb(part[place + 2 :]):
        return True  # 盘里放的换成小龙虾
    if before is not None and before.classes & OBJECT and token.classes & NOUNS_TOO and has_verb(part[place + 1 :]):
        return True  # 把签名抠出来
    if token.text[0] in TOWARDS and has_verb(part[place + 1 : place + 3]):
        return True  # 往下补点地面, 往右多扩一点
    # 给沙发换个颜色: the sofa is what gets another colour.
    return bool(token.classes & _GIVE) and has_verb(part[place + 1 :]) and not token.text.isascii()
