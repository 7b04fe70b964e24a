"""Splits a request into the clauses that each ask for one thing, and finds verb, object and result in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from agent.rules.classes import AFTER, BE, DET, INTO, MAKE, NOUNS_TOO, OBJECT, PLACE, POSE, STRONG, VERBS
from agent.rules.ellipses import elliptic
from agent.rules.phrases import all_of, first, head, names_known
from agent.rules.sentences import sentences
from agent.rules.splitting import FEW, MEANS, MODALS, REPLACE, SAME, has_verb, parts, unknown_verb
from agent.rules.together import SOME, together
from agent.rules.tokens import STOP, Token
from agent.rules.unspaced import (
    BARE,
    EMERGE,
    LET,
    OF_ITS_KIND,
    PUT_AT,
    TELLS,
    UNSPACED,
    VANISH,
    put_there,
    slight,
    unqualified,
)
from agent.rules.vocabulary import Vocabulary, bit, bits

_AND = bit("m.and")
_LIMBS, _ADD = bits("n.body n.face"), bit("v.add")
_CHANGES = bits(
    "v.move v.replace v.change v.make v.paint v.stylize v.write v.translate v.tone v.scale v.restore v.crop v.fix"
)
_WHOLE = bits("m.det m.whole")
_GIVE = bit("v.give")
_INNER, _ANY = bit("x.inner"), bit("x.any")
# "A bit of a smile" is a smile.
_SOME_OF = frozenset(
    (  # noqa: SIM905
        "bit touch hint lot lots couple pair bunch handful little dash pinch plenty load loads piece sort kind tad "
        "dose splash hit trio set row group few"
    ).split()
) | {"a bit", "a touch", "a tad", "a lot", "a hair", "a smidge"}
_ON_SOMETHING = bits(
    "v.animate v.fix v.change v.scale v.make v.move v.tone v.restore v.remove v.crop v.blur v.add v.complete v.extract"
    " v.paint"
)
_TELLS_OF = {"is", "are", "was", "were", "keeps", "keep", "looks", "look", "came", "got", "turned", "has"} | TELLS
_NO_SUBJECT = frozenset({"there", "it", "this", "that", "here", "i", "we"})
_REAR = bit("m.rear")
_BACK = frozenset(["it", "them", "they", "that", "these", "those", "它", "它们", "他", "她", "这个", "this"])
_AN = frozenset({"a", "an", "into"})
_WHO, _LETTERS = bits("n.person n.animal"), bits("n.text x.quoted n.textholder")
_SHADES = bits("n.colour a.bigger a.smaller n.scaleword")
_ARTICLES = frozenset({"the", "a", "an", "my", "our", "your", "this", "that"})
_DOING = ("ed", "ing")
ASKED_PLACE = bit("x.asked_place")
_MODAL, _DOES, _NOT, _PUT_INTO = (
    bit("m.modal"),
    bits("v.pose n.wearing v.have v.appear"),
    bit("m.not"),
    bit("m.where_to"),
)
_NEEDS = bit("m.needs")
_IS_SO, _AS_IT_IS = bits("a.state a.bare"), frozenset(["is", "so", "too", "looks", "very", "are"])
_LOOKS, _WOULD = bit("m.looks"), bit("m.would")
_DOES_NOT = bits("v.make v.coat v.paint v.change v.write v.remove")
_HAS_DONE, _DONE = frozenset(["have", "get"]), bits("v.remove v.replace v.blur v.extract v.crop v.move")
_CARRIES = bits("v.pose v.hold")
_EACH = frozenset(["both", "all", "one", "two", "each", "none", "some", "three", "half"])
_LOOSE = bits("v.fix v.tone v.change v.create v.show v.make v.restore")
_EXACT = bits("v.remove v.add v.restore v.replace v.blur")
# "That phone? make it a banana": what it is stands in the clause before.
_POINTED = bit("x.pointed")
# A verb that nobody knows most often betters the thing behind it.
GUESS = bit("x.guess")
_GUESSED = bit("v.fix") | GUESS


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
            clause = _clause(part, asked, known, other)._replace(then=then)
            back = clauses and (_points_back(clause) or _of_the_letters(clause, clauses[-1]))
            if back and not known.spaced:
                clause = clause._replace(any=clause.any | _story(clauses))
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
    return [_clause(piece, 2, known, other) for piece in pieces if piece]


def told(clause: Clause) -> str:
    """Its words as one text."""
    text = " ".join([token.text for token in clause.tokens])
    return text.replace(" ,", ",")


def _points_back(clause: Clause) -> bool:
    """Whether what is changed is only "it" or "them", or left out."""
    start, end = clause.spans[0]
    thing = clause.tokens[start:end]
    if clause.verb & MAKE and len(thing) > 1 and thing[0].text in _BACK and thing[1].text in _AN:
        return True  # "that phone? make it a banana"
    only = thing[:-1] if len(thing) > 1 and thing[-1].text == "back" else thing
    return bool(clause.verb & _ON_SOMETHING) and (not thing or (len(only) == 1 and only[0].text in _BACK))


def _of_the_letters(clause: Clause, before: Clause) -> bool:
    """ "Centre the title and make it gold": what letters look like is still about text."""
    thing = clause.tokens[slice(*clause.spans[0])]
    return bool(
        before.object & _LETTERS
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
        before = before._replace(head=head(named, False), object=before.object | all_of(subject))
    thing = clause.tokens[slice(*clause.spans[0])]
    pointed = _POINTED if len(thing) > 1 and thing[1].text in _AN else 0
    return clause._replace(
        head=before.head or clause.head,
        object=clause.object | before.object | pointed,
        any=clause.any | before.object | story,
        cues=clause.cues | (0 if before.asked else before.cues),
    )


def _is_so(part: Sequence[Token]) -> int:
    return next((at for at, token in enumerate(part) if at and token.text in _TELLS_OF), 0)


def _clause(part: list[Token], asked: int, known: Vocabulary, other: Vocabulary | None) -> Clause:
    guessed = unknown_verb(part)
    verb_at = 0 if guessed else _main_verb(part)
    verb = _GUESSED if guessed else part[verb_at].classes if verb_at >= 0 else 0
    if verb_at < 0 and not known.spaced and (verb_at := put_there(part)) > 0:
        verb = _ADD
    elif verb & EMERGE:
        verb |= _ADD
    if verb & (BE | _MODAL):
        verb |= MAKE
    short = elliptic(part) if known.spaced and (verb_at < 0 or verb_at == len(part) - 1) else None
    if short is not None:
        verb_at, verb = -1, short.verb
    found, result, where = short[1:] if short is not None else _spans(part, verb_at, known)
    everything = verbs = 0
    for place, token in enumerate(part):
        everything |= token.classes
        if place != verb_at:
            verbs |= token.classes
    verbs &= VERBS | POSE
    if known.spaced:
        becomes = verb_at >= 0 and part[verb_at].text.startswith("becom")
        everything |= together(part, everything, 0 if becomes else verb, found, result, where)
    elif part[-1].text.endswith("的"):
        everything |= OF_ITS_KIND
    thing = part[found[0] : found[1]]
    become = part[result[0] : result[1]]
    texts = " ".join([token.text for token in part]).split()
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
        into=all_of(become) | (SAME if thing and become and thing[-1].text == become[-1].text else 0),
        into_head=head(become, known.head_first),
        place=all_of(part[where[0] : where[1]]),
        last=head(part, False),
        any=everything | (ASKED_PLACE if asked and thing and where[0] < where[1] else 0),
        verbs=verbs,
        cues=cues,
        asked=asked,
        then=False,
        definite=names_known(thing) or bool(thing and part[0].classes & OBJECT),
        start=part[0].classes,
        spans=(found, result, where),
    )


def _main_verb(part: Sequence[Token]) -> int:
    """The place of the verb that says what to do: a command's first one, but "enrich it by adding" adds."""
    begins = _first_verb(part)
    if begins < 0 or not part[begins].classes & _LOOSE:
        return begins
    if part[begins].classes & LET:
        # 让天空出现一道彩虹, 让路人消失
        goes = first(part, begins + 1, EMERGE | VANISH)
        if goes < len(part):
            return goes
    for place in range(begins + 1, min(len(part) - 1, begins + 9)):
        if part[begins].classes & MAKE and part[place].text.startswith("be ") and part[place].classes & VERBS:
            return place  # "let the hills be replaced by dunes"
        if part[begins].text in _HAS_DONE and part[place].classes & _DONE and part[place].text.endswith("ed"):
            return place  # "have the van swapped for a truck"
        if part[begins].classes & MAKE and part[place].classes & _WHO and not part[begins].classes & LET:
            return begins  # "get the dog to stick its tongue out"
        if part[place].classes & MEANS and part[place + 1].classes & _EXACT:
            return place + 1
    return begins


def _first_verb(part: Sequence[Token]) -> int:
    for place, token in enumerate(part):
        if not token.classes & (VERBS | BE | _MODAL):
            continue
        if token.classes & _LOOKS and place:
            return place
        if token.classes & _MODAL and 0 < place < len(part) - 1:
            does = place + 1 + (part[place + 1].classes & _NOT > 0)
            if does + 1 < len(part) and part[does].text == "be" and part[does + 1].text == "wearing":
                return place
            if does < len(part) and part[does].classes & _DOES and not part[does].classes & _DOES_NOT:
                return place  # "the boy should wave": makes him wave
            continue
        if token.classes & _MODAL:
            continue
        before = part[place - 1] if place else None
        if (
            before is not None
            and before.classes & (DET | PLACE)
            and not before.classes & VERBS
            and (place + 1 < len(part) or before.text in _ARTICLES)
        ):
            continue  # "the painted wall", "in place", "for the shop"
        if before is not None and (
            (token.classes & _IS_SO and before.text in _AS_IT_IS)
            or before.text == "for"
            or (before.classes & DET and token.classes & _LIMBS and place + 1 == len(part))
            or (place > 1 and part[0].classes & DET and token.classes & _ADD and token.text.endswith("s"))
        ):
            continue  # "ready for printing", "hold her hand", "the power lines gone"
        if before is not None and before.text == "的" and len(token.text) == 1:
            continue  # 墙上的画不要
        if before is not None and before.classes & OBJECT and token.classes & NOUNS_TOO and has_verb(part[place + 1 :]):
            continue  # 把签名抠出来
        if token.classes & _GIVE and has_verb(part[place + 1 :]) and not token.text.isascii():
            continue  # 给沙发换个颜色: the sofa is what gets another colour
        if token.classes & BE and place + 1 < len(part):
            if token.classes & _WOULD and place:
                return place  # "it would look better in red"
            # "must be removed"
            most = place + 1 if part[place + 1].text in _ARTICLES else place + 2
            return next((at for at in range(place + 1, min(most + 1, len(part))) if part[at].classes & VERBS), place)
        return place
    return -1


def _spans(
    part: Sequence[Token], verb: int, known: Vocabulary
) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    end = len(part)
    if verb < 0:
        place = first(part, 0, PLACE | _REAR)
        does = next((at for at in range(2, place) if part[at].classes & POSE and part[at].text.endswith(_DOING)), place)
        named = place < end and " " in part[place].text
        return (0, does), (end, end), (place if named else min(place + 1, end), end)
    own = part[verb].classes or _GUESSED
    if verb and not known.spaced and part[verb].text in BARE:
        own |= INTO
    marks = OBJECT | LET if own & VANISH else OBJECT
    marked = next((at for at in range(verb) if part[at].classes & marks), -1)
    after = next((at for at in range(verb) if part[at].classes & AFTER), -1)
    if own & _MODAL:
        place = first(part, verb + 1, PLACE)
        return (0, verb), (end, end), (min(place + 1, end), end)
    if own & BE and known.spaced and verb and verb + 2 < end and part[verb + 1].classes & _PUT_INTO:
        return (0, verb), (end, end), (verb + 2, end)  # "the cat should be in a library"
    if verb > 1 and own & _DONE and part[0].text in _HAS_DONE and part[verb].text.endswith("ed"):
        into = first(part, verb + 1, STRONG)
        return (1, verb), (min(into + 1, end), end), (end, end)
    if verb > 1 and part[verb - 1].classes & _NEEDS and part[verb].text.endswith("ing"):
        return (0, verb - 1), (end, end), (end, end)  # "the faces need hiding"
    if verb and part[verb].text.startswith("becom"):
        return (0, verb), (verb + 1, end), (end, end)
    if own & BE or (own & INTO and marked < 0 and verb > 0 and not known.spaced):
        place = first(part, 0, PLACE if known.spaced else 0)
        if known.spaced and place < verb and part[place].text == "of" and part[place - 1].text in _EACH:
            place = first(part, place + 1, PLACE)  # "both of them should be dancing"
        if known.spaced and own & BE and verb + 2 < end and part[verb + 1].classes & POSE and place > verb:
            place = first(part, verb + 2, PLACE)  # "he should be standing in a library"
            return (0, verb), (verb + 1, place), (min(place + 1, end), end)
        after = int(verb > 1 and part[0].text in MODALS)
        return (after, min(place, verb) or verb), (verb + 1, end), (place + 1 if place < verb else end, end)
    if not known.spaced and marked < 0 and own & PUT_AT and own & PLACE:
        return (0, verb), (end, end), (verb + 1, end)  # 产品放在木桌上
    if marked >= 0:
        into = verb if own & INTO else first(part, verb + 1, INTO)
        return (marked + 1, verb), (min(into + 1, end), end), (0, marked) if into < end or marked else (verb + 1, end)
    if after >= 0:
        into = first(part, after + 1, INTO)
        return (0, after), (after + 1, min(into, verb)), (end, end)
    if own & INTO and own & _CHANGES and not verb and not known.spaced:
        return (0, 0), (1, end), (end, end)  # 改成16:9
    start = verb + 1
    while not known.spaced and start < end and slight(part, start):
        start += 1  # 头往左偏一点, 字放大点
    into = first(part, start, STRONG if known.spaced else INTO) if own & _CHANGES else end
    if (
        into + 1 < end
        and part[into].text == "to"
        and part[into + 1].classes & (VERBS | POSE)
        and not part[into + 1].classes & NOUNS_TOO
    ):
        into = first(part, into + 1, STRONG)  # "make it easier to see"
    if (
        own & MAKE
        and into < end
        and part[into].text == "with"
        and any(one.classes & _CARRIES for one in part[start:into])
    ):
        into = first(part, into + 1, STRONG)  # "have her carry a tray with two beers"
    if own & MAKE and into + 2 < end and part[into].text == "be" and part[into + 1].classes & _PUT_INTO:
        into = end  # "let a frisbee be in his mouth"
    place = first(part, start, PLACE)
    if (
        place < end
        and part[place].text == "of"
        and (all(token.classes & _WHOLE for token in part[start:place]) or part[place - 1].text in _SOME_OF)
    ):
        place = first(part, place + 1, PLACE)  # "remove all of the people"
    if into < end and part[into].text == "for" and not own & REPLACE:
        into = end  # "look good for the album" says what it is for
    aim = next((at for at in range(start, end) if part[at].text == "for"), end) if not own & REPLACE else end
    stop = min(into, place, aim)
    if known.spaced and verb > 1 and (be := _be_before(part, verb)) > 0 and stop <= start + 1:
        asks = int(part[0].text in MODALS and be > 1)  # "can it be fixed?"
        return (asks, be), (end, end), (min(place + 1, end), end)  # "the bins should be removed from the street"
    if stop == start and not known.spaced and verb:
        return (0, verb), (end, end), (0, 0)
    if start >= end and verb:
        return (0, verb), (end, end), (end, end)
    where = (place + 1, into) if place < into else (first(part, into + 1, PLACE) + 1, end)
    if not known.spaced and verb and (before := first(part, 0, PLACE)) < verb:
        where = (before + 1, verb)  # 在桌子上添加
    until = aim if into < aim else end  # "a linocut for the tea towels"
    return (start, stop), (min(into + 1, end), until), (min(where[0], end), where[1])


def _be_before(part: Sequence[Token], verb: int) -> int:
    return next((at for at in (verb - 2, verb - 1) if at > 0 and part[at].classes & BE), -1)
