"""Splits a request into the clauses that each ask for one thing, and finds verb, object and result in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from agent.rules.clauses.around_verbs import spans
from agent.rules.clauses.commands import FEW
from agent.rules.clauses.ellipses import elliptic
from agent.rules.clauses.main_verb import TELLS_OF, verb_of
from agent.rules.clauses.sentences import sentences
from agent.rules.clauses.splitting import parts
from agent.rules.clauses.together import SOME, together
from agent.rules.clauses.unspaced import (
    OF_ITS_KIND,
    UNSPACED,
    is_of_another_kind,
    is_same,
    unattributed,
    unqualified,
)
from agent.rules.words.classes import MAKE, OBJECT, PLACE, POSE, VERBS
from agent.rules.words.phrases import all_of, first, head, names_known
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import Vocabulary, bit, bits

_AND, _SAME, _THERE, _REMOVE = bit("m.and"), bit("x.same"), bit("m.there"), bit("v.remove")
_INNER, _ANY, ASKED_PLACE = bit("x.inner"), bit("x.any"), bit("x.asked_place")
_ON_SOMETHING = bits(
    "v.animate v.fix v.change v.scale v.make v.move v.tone v.restore v.remove v.crop v.blur v.add v.complete v.extract"
    " v.paint"
)
_NO_SUBJECT = frozenset({"there", "it", "this", "that", "here", "i", "we"})
_BACK = frozenset(["it", "them", "they", "that", "these", "those", "它", "它们", "他", "她", "这个", "this"])
_TELLS_MORE = (" with", "full of", "featuring", "streaked", "dotted")
_AN, _OF, _AN_END = frozenset({"a", "an", "into"}), frozenset({"of", "so"}), frozenset({"to", "into"})
_IMAGE, _FRAME, _TANGIBLE = bit("n.imageword"), bit("n.frame"), bits("n.thing n.garment n.animal")
_PUTS, _NAMES = bits("v.replace"), bits("n.thing n.garment n.animal n.person n.season n.scene n.sky n.one")
_WHO, _LETTERS, _LIMBS = bits("n.person n.animal"), bits("n.text x.quoted n.textholder"), bits("n.body n.face")
_SHADES = bits("n.colour a.bigger a.smaller n.scaleword")
_MEASURED = bits("n.scaleword n.size n.colourword n.age")
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
    return next((at for at, token in enumerate(part) if at and token.text in TELLS_OF), 0)


def clause_of(part: list[Token], asked: int, known: Vocabulary, other: Vocabulary | None) -> Clause:
    if not known.spaced:
        part = unattributed(part)
    verb_at, verb = verb_of(part, asked, known)
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
        into=all_of(become) | (_SAME if thing and become and is_same(thing[-1].text, become[-1].text) else 0),
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
