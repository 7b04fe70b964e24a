"""Splits a request into the clauses that each ask for one thing, and finds verb, object and result in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from agent.rules.clauses.around_verbs import DONE, GUESSED, HAS_DONE, MODAL, is_done, spans
from agent.rules.clauses.commands import FEW, has_verb, unknown_verb
from agent.rules.clauses.ellipses import elliptic
from agent.rules.clauses.sentences import sentences
from agent.rules.clauses.splitting import MEANS, SAME, parts
from agent.rules.clauses.together import SOME, together
from agent.rules.clauses.unspaced import (
    ANEW,
    BARE,
    BLUR,
    COUNTED,
    EMERGE,
    LET,
    OF_ITS_KIND,
    RESIZE,
    TELLS,
    TOWARDS,
    UNSPACED,
    VANISH,
    is_of_another_kind,
    is_same,
    put_there,
    turned_into,
    unattributed,
    unqualified,
    wished_there,
)
from agent.rules.words.classes import BE, DET, INTO, MAKE, NOUNS_TOO, OBJECT, PLACE, POSE, VERBS
from agent.rules.words.phrases import all_of, first, head, names_known
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import Vocabulary, bit, bits

_AND = bit("m.and")
_LIMBS, _ADD, _CHANGE = bits("n.body n.face"), bit("v.add"), bit("v.change")
_GIVE, _THERE, _REMOVE = bit("v.give"), bit("m.there"), bit("v.remove")
_INNER, _ANY = bit("x.inner"), bit("x.any")
_ON_SOMETHING = bits(
    "v.animate v.fix v.change v.scale v.make v.move v.tone v.restore v.remove v.crop v.blur v.add v.complete v.extract"
    " v.paint"
)
_TELLS_OF = {"is", "are", "was", "were", "keeps", "keep", "looks", "look", "came", "got", "turned", "has"} | TELLS
_NO_SUBJECT = frozenset({"there", "it", "this", "that", "here", "i", "we"})
# What stands behind a noun and behind no command, and what stands before a command.
_COMMANDED = VERBS | BE | MODAL
_OF_A_NOUN, _TO_DO = BE | MODAL | bits("m.instead"), frozenset(["to", "not", "please", ",", "it", "them"])
_BACK = frozenset(["it", "them", "they", "that", "these", "those", "它", "它们", "他", "她", "这个", "this"])
_TELLS_MORE = (" with", "full of", "featuring", "streaked", "dotted")
_AN, _OF, _AN_END = frozenset({"a", "an", "into"}), frozenset({"of", "so"}), frozenset({"to", "into"})
_SCENE, _IMAGE, _FRAME, _TANGIBLE = (
    bit("n.scene"),
    bit("n.imageword"),
    bit("n.frame"),
    bits("n.thing n.garment n.animal"),
)
_PUTS, _NAMES = bits("v.replace"), bits("n.thing n.garment n.animal n.person n.season n.scene n.sky n.one")
_WHO, _LETTERS = bits("n.person n.animal"), bits("n.text x.quoted n.textholder")
_SHADES = bits("n.colour a.bigger a.smaller n.scaleword")
_SHADE, _MEASURED = bit("n.colourword"), bits("n.scaleword n.size n.colourword n.age")
_ARTICLES = frozenset({"the", "a", "an", "my", "our", "your", "this", "that"})
ASKED_PLACE = bit("x.asked_place")
_DOES, _NOT = bits("v.pose n.wearing v.have v.appear"), bit("m.not")
_SIZED = bit("a.sized")
_IS_SO, _AS_IT_IS = bits("a.state a.bare"), frozenset(["is", "so", "too", "looks", "very", "are"])
_LOOKS, _WOULD = bit("m.looks"), bit("m.would")
_DOES_NOT = bits("v.make v.coat v.paint v.change v.write v.remove")
_LOOSE = bits("v.fix v.tone v.change v.create v.show v.make v.restore v.scale v.give")
_EXACT = bits("v.remove v.add v.restore v.replace v.blur")
# "Isolate it on transparent, then recolour it": said of the first wish alone.
_SAID_ONCE = bits("m.numbered n.seethrough m.otherone")
# "That phone? make it a banana": what it is stands in the clause before.
_POINTED = bit("x.pointed")


class Clause(NamedTuple):
    """One wish as bits. `head` is the noun of `object`; `into` what it becomes, with its own head; `place` where;
    `last` the last word with a class; `verbs` every verb; `asked` is 2 for a command, 1 for what is only
    wished ("I want to"), 0 for a story.
    `spans` are the token ranges of object, result and place."""

    tokens: tuple[Token, ...]
    verb: int
    head: int
    object: int
    into: int
    into_head: int
    place: int
    last: int
    any: int
    verbs: int
    cues: int
    asked: int
    then: bool
    definite: bool
    start: int
    spans: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]


def clauses(found: Sequence[Token], known: Vocabulary, other: Vocabulary | None) -> list[Clause]:
    """The clauses in order; each sentence is stripped of politeness first."""
    clauses: list[Clause] = []
    for sentence in sentences(found):
        for part, asked, then in parts(sentence, known):
            clause = clause_of(part, asked, known, other)._replace(then=then)
            back = clauses and (
                _points_back(clause) or _of_the_letters(clause, clauses[-1]) or is_of_another_kind(part, clause.any)
            )
            if back and not known.spaced:
                clause = clause._replace(any=clause.any | _story(clauses))
            if back and clauses[-1].start & _THERE and clause.verb & _REMOVE and known.spaced:
                clauses[-1] = clauses[-1]._replace(asked=0)  # "there's a thumb in the corner, it has to go"
            clauses.append(_remembering(clause, clauses[-1]) if back else clause)
    return clauses


def _story(before: Sequence[Clause]) -> int:
    """What was told of the picture before anything was asked for."""
    told = 0
    for one in before:
        told |= 0 if one.asked else one.any
    return told


def pieces_of(clause: Clause, known: Vocabulary, other: Vocabulary | None) -> list[Clause]:
    """What stands between the commas and "and"s of a clause, each by itself."""
    pieces: list[list[Token]] = [[]]
    for token in clause.tokens:
        if token.classes & (STOP | _AND):
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [clause_of(piece, clause.asked, known, other) for piece in pieces if piece]


def told(clause: Clause) -> str:
    """Its words as one text."""
    text = " ".join([token.text for token in clause.tokens])
    return text.replace(" ,", ",")


def _points_back(clause: Clause) -> bool:
    """Whether what is changed is only "it" or "them", or left out."""
    start, end = clause.spans[0]
    thing = clause.tokens[start:end]
    if not thing and " the " in clause.tokens[0].text:
        return False  # "lift the shadows"
    if clause.verb & MAKE and len(thing) > 1 and thing[0].text in _BACK and thing[1].text in _AN:
        return True  # "that phone? make it a banana"
    if clause.verb & MAKE and len(thing) > 1 and thing[0].text in _BACK and thing[1].classes & POSE:
        return True  # "paint the dog white and have it sit on a skateboard"
    only = thing[:-1] if len(thing) > 1 and thing[-1].text == "back" else thing
    return bool(clause.verb & _ON_SOMETHING) and (not thing or (len(only) == 1 and only[0].text in _BACK))


def _of_the_letters(clause: Clause, before: Clause) -> bool:
    """ "Centre the title and make it gold": what letters look like is still about text."""
    thing = clause.tokens[slice(*clause.spans[0])]
    return bool(
        (before.object & _LETTERS or (not before.asked and before.object & _LIMBS))
        and clause.verb & MAKE
        and 1 < len(thing) <= FEW
        and thing[0].text in _BACK
        and thing[-1].classes & _SHADES
    )


def _remembering(clause: Clause, before: Clause) -> Clause:
    """What "it" is: the thing of the clause before, and what was said about it, unless that was a wish of its own."""
    story = 0 if before.asked else before.any
    subject = () if before.asked else before.tokens[: _is_so(before.tokens)]
    if subject and subject[0].text not in _NO_SUBJECT:
        named = subject[: first(subject, 1, PLACE)]  # "my hair is sticking up, flatten it"
        if before.tokens[len(subject)].text == "有":
            named = before.tokens[len(subject) + 1 :] or named  # 脸上有油光, 去掉
        before = before._replace(head=head(named, False), object=before.object | all_of(subject))
    if story and before.head & _TANGIBLE and not clause.object & _IMAGE:
        # "That couch is hideous, make it charcoal": it is no picture.
        clause = clause._replace(object=clause.object & ~_FRAME, any=clause.any & ~_FRAME)
    thing = clause.tokens[slice(*clause.spans[0])]
    if len(thing) > 1 and thing[1].classes & POSE:
        who = all_of(_who(before)) or before.head
        before = before._replace(head=who, object=who)  # "make the dog white and have it sit"
    pointed = _POINTED if len(thing) > 1 and thing[1].text in _AN else 0
    return clause._replace(
        head=before.head or clause.head,
        object=clause.object | before.object | pointed,
        any=clause.any | (before.object & ~_SAID_ONCE if before.asked else before.object) | story,
        cues=clause.cues | (0 if before.asked else before.cues),
    )


def _who(clause: Clause) -> Sequence[Token]:
    """Who is changed, without what becomes of them."""
    thing = clause.tokens[slice(*clause.spans[0])]
    return [token for token in thing if token.classes & (_WHO | _LIMBS)]


def _is_so(part: Sequence[Token]) -> int:
    return next((at for at, token in enumerate(part) if at and token.text in _TELLS_OF), 0)


def clause_of(part: list[Token], asked: int, known: Vocabulary, other: Vocabulary | None) -> Clause:
    if not known.spaced:
        part = unattributed(part)
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
    short = elliptic(part) if known.spaced and (verb_at < 0 or verb_at == len(part) - 1) else None
    if short is not None:
        verb_at, verb = -1, short.verb
    found, result, where = short[1:] if short is not None else spans(part, verb_at, known)
    becomes = known.spaced and verb_at >= 0 and part[verb_at].text.startswith("becom")
    if becomes and (which := first(part, found[0] + 1, PLACE)) < found[1]:
        found = (found[0], which)  # "the bus in the background becomes a tram"
    named = result[0] + _named(part[result[0] : result[1]]) if known.spaced else result[1]
    ends = (
        named if verb & _PUTS and named < result[1] == len(part) and _is_thing(part[result[0] : named]) else len(part)
    )
    everything = verbs = 0
    for place, token in enumerate(part):
        if place < ends:
            everything |= token.classes
        if place != verb_at:
            verbs |= token.classes
    verbs &= VERBS | POSE
    if known.spaced:
        everything |= together(part, everything, 0 if becomes else verb, found, result, where)
    else:
        everything |= UNSPACED | (OF_ITS_KIND if part[-1].text.endswith("的") else 0)
    thing = part[found[0] : found[1]]
    become = part[result[0] : min(ends, result[1])]
    texts = " ".join([token.text for token in part]).split()
    texts = " ".join([token.text for token in part[:ends]]).split() if ends < len(part) else texts
    cues = known.cues.anywhere(texts) if known.spaced else known.cues.anywhere("".join(texts)) | UNSPACED
    if other is not None:
        cues |= other.cues.anywhere(texts)
    return Clause(
        tokens=tuple(part),
        verb=verb,
        head=head(thing if known.spaced or verb_at >= 0 else unqualified(thing), known.head_first),
        object=all_of(thing)
        | (_INNER if any(token.text in ("a", "an") for token in thing[1:]) else 0)
        | (_ANY if thing and thing[0].text in SOME else 0),
        into=all_of(become) | (SAME if thing and become and is_same(thing[-1].text, become[-1].text) else 0),
        into_head=head(become[: _named(become)] if known.spaced else become, known.head_first),
        place=all_of(part[where[0] : where[1]]),
        last=head(part[:ends], False),
        any=everything | (ASKED_PLACE if asked and thing and where[0] < where[1] else 0),
        verbs=verbs,
        cues=cues,
        asked=asked,
        then=False,
        definite=names_known(thing) or bool(thing and part[0].classes & OBJECT),
        start=part[0].classes,
        spans=(found, result, where),
    )


def _named(become: Sequence[Token]) -> int:
    """ "A tall coffee topped with cream" is a coffee, "a vivid sunset in coral tones" a sunset."""
    if any(token.text in _AN_END for token in become[1:]):
        return len(become)  # "the dress worn by the woman to blue"
    if become and become[-1].classes & _MEASURED and len(become) > FEW:
        of = next((at for at in range(len(become) - FEW, len(become) - 1) if become[at].text == "of"), 0)
        if of:
            return of  # "a white rabbit of similar size"
    for at in range(1, len(become)):
        if (become[at].classes & PLACE and become[at].text not in _OF) or become[at].text.endswith(_TELLS_MORE):
            return at
        if become[at].text == "with" or (at > 1 and become[at].text == "like"):
            return at
        if become[at].text.startswith(("in ", "made ", "featuring")):
            return at
    return len(become)


def _is_thing(become: Sequence[Token]) -> bool:
    return bool(head(become, False) & _NAMES)


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
        if part[place].classes & MEANS and part[place + 1].classes & _EXACT:
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
        if token.classes & MODAL or (token.classes & _IMAGE and (place or (part[1:] and part[1].text in _TELLS_OF))):
            continue  # "this old school picture has a crease"
        before = part[place - 1] if place else None
        if (
            before is not None
            and before.classes & (DET | PLACE)
            and not before.classes & VERBS
            and (place + 1 < len(part) or before.text in _ARTICLES or token.classes & _SCENE)
            and not (place == 1 and before.classes & ANEW and len(token.text) > 1)
            and not (token.classes & INTO and not token.text.isascii())
        ):
            continue  # "the painted wall", "in place", "for the shop"
        names = token.classes & NOUNS_TOO and place + 1 < len(part) and part[place + 1].classes & _OF_A_NOUN
        if names and before is not None and not before.classes & _COMMANDED and before.text not in _TO_DO:
            continue  # "the table top should be marble", "suit and tie instead of pajamas"
        if before is not None and before.classes & _SHADES and token.classes & _SHADE and place + 1 == len(part):
            continue  # "in a deep burgundy shade"
        if before is not None and (
            (token.classes & _IS_SO and before.text in _AS_IT_IS)
            or before.text == "for"
            or (before.classes & DET and token.classes & _LIMBS and place + 1 == len(part))
            or (place > 1 and part[0].classes & DET and token.classes & _ADD and token.text.endswith("s"))
        ):
            continue  # "ready for printing", "hold her hand", "the power lines gone"
        if (
            place > 1
            and token.classes & NOUNS_TOO
            and before is not None
            and before.classes & _SIZED
            and before.text != "little"
            and part[place - 2].text in _ARTICLES
        ):
            continue  # "and a big plant in the corner"
        if before is not None and before.text[-1] == "被":
            continue  # 把被遮住的招牌补完整
        if before is not None and before.text == "的" and len(token.text) == 1 and token.text not in BARE:
            continue  # 墙上的画不要
        if place + 2 < len(part) and part[place + 1].text == "的" and has_verb(part[place + 2 :]):
            continue  # 盘里放的换成小龙虾
        if before is not None and before.classes & OBJECT and token.classes & NOUNS_TOO and has_verb(part[place + 1 :]):
            continue  # 把签名抠出来
        if token.text[0] in TOWARDS and has_verb(part[place + 1 : place + 3]):
            continue  # 往下补点地面, 往右多扩一点
        if token.classes & _GIVE and has_verb(part[place + 1 :]) and not token.text.isascii():
            continue  # 给沙发换个颜色: the sofa is what gets another colour
        if token.classes & BE and place + 1 < len(part):
            if token.classes & _WOULD and place:
                return place  # "it would look better in red"
            # "must be removed"
            most = place + 1 if part[place + 1].text in _ARTICLES else place + 2
            return next((at for at in range(place + 1, min(most + 1, len(part))) if _does(part[at])), place)
        return place
    return -1
