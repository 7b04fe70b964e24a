"""Splits a request into the clauses that each ask for one thing, and finds verb, object and result in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from agent.rules.tokens import STOP, Token
from agent.rules.vocabulary import Vocabulary, bit, bits

VERBS = bits(
    "v.remove v.add v.replace v.change v.make v.move v.scale v.blur v.extract v.crop v.restore v.write v.translate"
    " v.stylize v.paint v.tone v.retouch v.combine v.complete v.animate v.view v.fix v.give v.show v.keep v.save"
    " v.count"
    " v.create v.coat v.time v.colorize v.gesture v.shift v.drop v.cut"
)
_POSE, _THING = bit("v.pose"), bit("x.thing")
_INTO, _STRONG, _PLACE, _FROM = bit("m.into"), bit("m.strong_into"), bit("m.place"), bit("m.from")
_THEN, _AND, _BE, _OBJECT, _AFTER = (
    bits("m.then m.but"),
    bit("m.and"),
    bit("m.be"),
    bit("m.object"),
    bit("m.object_after"),
)
_DET, _OF = bit("m.det"), bit("m.of")
_NOUNS_TOO = bits(
    "n.light n.text n.style n.camera n.frame n.tone n.colour n.person n.animal n.scene n.background n.colourword"
    " n.scaleword n.direction n.size n.defect n.writing n.textholder n.border n.thing n.pattern n.material"
    " n.garment n.face n.hair"
    " n.skin n.body n.makeup n.season n.weather n.ground n.posture n.expression n.effectword v.gesture"
)
_KEEP, _WRITE = bit("v.keep"), bit("v.write")
_CHANGES = bits(
    "v.move v.replace v.change v.make v.paint v.stylize v.write v.translate v.tone v.scale v.restore v.crop v.fix"
)
_WHOLE = bits("m.det m.whole")
_GIVE = bit("v.give")
# Words that are written short with a stop: "the car no. plate".
_SHORTENED = frozenset(
    {"no", "nos", "vs", "approx", "pic", "pics", "e.g", "i.e", "eg", "ie", "mr", "mrs", "ms", "dr", "st"}
)
# So many words before "could you" may tell what "it" is.
_STORY = 3
_PLEASE = frozenset({"please", "pls", "plz"})
_STARTS = VERBS | _OBJECT | _PLACE | _FROM | _POSE
_LIMBS = bits("n.body n.face")
_MAKE, _SUBORDINATE, _SAME = bit("v.make"), bit("m.subordinate"), bit("x.same")
_INNER, _ANY = bit("x.inner"), bit("x.any")
_SOME = frozenset(["a", "an", "some", "another", "more", "two", "three", "few", "several", "extra"])
_ON_SOMETHING = bits("v.fix v.change v.scale v.make v.move v.tone v.restore v.remove v.crop v.blur")
_BACK = frozenset(["it", "them", "that", "these", "those", "它", "它们", "他", "她", "这个", "this"])
# So many words can be the name of a look and nothing else.
_FEW, _LOOK = 3, bits("n.style n.bw a.tonal a.sharp")
_WHO, _LETTERS = bits("n.person n.animal"), bits("n.text x.quoted n.textholder")
_SHADES = bits("n.colour a.bigger a.smaller n.scaleword")
_ARTICLES = frozenset({"the", "a", "an", "my", "our", "your", "this", "that"})
_STEP = bit("m.step")
_GOES = bit("v.goes")
_WHOM = frozenset({"him", "her", "them", "me", "us"})
_ASKED_PLACE, _THEN_TOO = bit("x.asked_place"), bit("x.then")
_MEANS, _PAST, _REPLACE = bit("m.by"), bit("x.past"), bit("v.replace")
_LOOSE = bits("v.fix v.tone v.change v.create v.show v.make v.restore")
_EXACT = bits("v.remove v.add v.restore v.replace v.blur")
_SMALL = bits("m.be m.by m.det m.into m.strong_into m.place m.and m.more m.whole m.of")


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
    for sentence in _sentences(found):
        for part, asked, then in _parts(sentence, known):
            clause = _clause(part, asked, known, other)._replace(then=then)
            back = clauses and (_points_back(clause) or _of_the_letters(clause, clauses[-1]))
            clauses.append(_remembering(clause, clauses[-1]) if back else clause)
    return clauses


def told(clause: Clause) -> str:
    """Its words as one text."""
    text = " ".join([token.text for token in clause.tokens])
    return text.replace(" ,", ",")


def _points_back(clause: Clause) -> bool:
    """Whether what is changed is only "it" or "them", or left out."""
    start, end = clause.spans[0]
    thing = clause.tokens[start:end]
    return bool(clause.verb & _ON_SOMETHING) and (not thing or (len(thing) == 1 and thing[0].text in _BACK))


def _of_the_letters(clause: Clause, before: Clause) -> bool:
    """ "Centre the title and make it gold": what letters look like is still about text."""
    thing = clause.tokens[slice(*clause.spans[0])]
    return bool(
        before.object & _LETTERS
        and clause.verb & _MAKE
        and 1 < len(thing) <= _FEW
        and thing[0].text in _BACK
        and thing[-1].classes & _SHADES
    )


def _remembering(clause: Clause, before: Clause) -> Clause:
    """What "it" is: the thing of the clause before, and what was said about it, unless that was a wish of its own."""
    story = 0 if before.asked else before.any
    return clause._replace(
        head=before.head or clause.head,
        object=clause.object | before.object,
        any=clause.any | before.object | story,
        cues=clause.cues | (0 if before.asked else before.cues),
    )


def _sentences(found: Sequence[Token]) -> list[list[Token]]:
    sentences: list[list[Token]] = [[]]
    for token in found:
        if token.classes & STOP and token.text in ".;!?。":
            if token.text == "." and sentences[-1] and sentences[-1][-1].text in _SHORTENED:
                continue
            sentences.append([])
        else:
            sentences[-1].append(token)
    return [sentence for sentence in sentences if sentence]


def _parts(sentence: list[Token], known: Vocabulary) -> list[tuple[list[Token], int, bool]]:
    """The clauses of a sentence, each with whether it was asked for, and whether "then" or "also" made it a step."""
    before, (sentence, asked) = sentence, _asked(sentence, known)
    story = before[: before.index(sentence[0])] if sentence else []
    parts: list[list[Token]] = [[]]
    thens: list[bool] = [False]
    place = 0
    dropping = False
    while place < len(sentence):
        token = sentence[place]
        comma = token.classes & STOP
        joint = comma or token.classes & (_THEN | _AND)
        if joint and parts[-1]:
            after = place + 1
            while after < len(sentence) and (
                sentence[after].classes & (STOP | _THEN | _AND) or _is_polite(sentence, after, known)
            ):
                after += 1
            if (token.classes & _THEN and not token.classes & _AND) or _starts_a_wish(sentence, after, bool(comma)):
                parts.append([])
                thens.append(any(one.classes & _STEP for one in sentence[place:after]))
                place, dropping = after, False
                continue
            if after < len(sentence) and _only_follows(sentence, after) and _has_verb(parts[-1]):
                dropping = True
            elif comma and not known.spaced and token.text != "、":
                parts.append([])
                thens.append(False)
                place, dropping = after, False
                continue
        if not dropping and (not comma or parts[-1]):
            parts[-1].append(token)
        place += 1
    if known.spaced:
        wishes = [(part, asked or 2 * _commands(part), then) for part, then in zip(parts, thens, strict=True) if part]
        return [(story, 0, False), *wishes] if len(story) > _STORY else wishes
    # Without a verb at its front, what follows a comma tells more of the wish before it, unless it says itself what
    # becomes of a thing ("…,背景换成海边").
    return [
        (
            part,
            (asked or 2 * (_has_verb(part) or _commands(part)))
            if not at or part[0].classes & _STARTS or _becomes(part)
            else 0,
            then,
        )
        for at, (part, then) in enumerate(both for both in zip(parts, thens, strict=True) if both[0])
    ]


def _becomes(part: Sequence[Token]) -> bool:
    return any(token.classes & VERBS and token.classes & _INTO for token in part[1:-1])


def _asked(sentence: list[Token], known: Vocabulary) -> tuple[list[Token], int]:
    """The sentence after the last "could somebody", and whether there was one or a verb stands first."""
    texts = [token.text for token in sentence]
    start, asked, place = 0, 0, 0
    firsts = known.ask.firsts
    while place < len(sentence):
        if texts[place] not in firsts:
            place += 1
            continue
        mask, length = known.ask.at(texts, place)
        if mask and place + length < len(sentence):
            late = place - start >= 4 or texts[place] in _PLEASE
            if not late or not _has_verb(sentence[start:place]):
                start, asked = place + length, max(asked, 2 if mask & 1 else 1)
            place += length
            continue
        place += 1
    while start < len(sentence) - 1 and (sentence[start].classes & STOP or _is_polite(sentence, start, known)):
        start += 1
    end = len(sentence)
    while end - 1 > start and (sentence[end - 1].classes & STOP or _is_thanks(texts, end - 1, known)):
        end -= 1
    return sentence[start:end], asked or 2 * _commands(sentence[start:end])


def _is_polite(sentence: Sequence[Token], place: int, known: Vocabulary) -> bool:
    text = sentence[place].text
    if text not in known.polite.firsts:
        return False
    return known.polite.at([token.text for token in sentence[place : place + 3]], 0)[1] > 0


def _is_thanks(texts: list[str], place: int, known: Vocabulary) -> bool:
    return known.thanks.at(texts, place)[1] > 0


def _has_verb(part: Sequence[Token]) -> bool:
    return any(token.classes & VERBS for token in part)


def _commands(part: Sequence[Token]) -> bool:
    """A verb stands first, or a few words name nothing but a look ("watercolour, and …")."""
    if not part:
        return False
    if part[0].classes & (VERBS | _OBJECT):
        return True
    return len(part) <= _FEW and bool(part[-1].classes & _LOOK) and not _has_verb(part)


def _starts_a_wish(sentence: Sequence[Token], place: int, comma: bool) -> bool:
    """After a comma or "and": does a new wish begin? "Red and dark green" does not go on with one."""
    if place >= len(sentence):
        return False
    first = sentence[place].classes
    if first & _KEEP:
        return True
    if _only_follows(sentence, place):
        return False
    if first & _OBJECT:
        return True
    told = sentence[place].text.endswith("ed") or first & _PAST
    if first & VERBS and not (told and not sentence[0].text.endswith("ed")):
        if not first & _NOUNS_TOO and place + 1 < len(sentence):
            return True
        return place + 1 < len(sentence) and (
            bool(sentence[place + 1].classes & (_DET | _LIMBS)) or sentence[place + 1].text in _WHOM
        )
    if comma:
        # "…, the sky should be bluer"
        return any(token.classes & (_BE | _GOES) for token in sentence[place : place + 5])
    return False


def _only_follows(sentence: Sequence[Token], place: int) -> bool:
    """ "…, making it look old", "…, blending with the wall": what comes of a change is no change of its own."""
    token = sentence[place]
    if token.classes & _SUBORDINATE:
        return place > 0
    gerund = token.text.endswith("ing") and token.classes & VERBS and not token.classes & _WRITE
    return bool(gerund) and not sentence[0].text.endswith("ing")


def _clause(part: list[Token], asked: int, known: Vocabulary, other: Vocabulary | None) -> Clause:
    verb_at = _main_verb(part)
    verb = part[verb_at].classes if verb_at >= 0 else 0
    if verb & _BE:
        verb |= _MAKE
    found, result, where = _spans(part, verb_at, known)
    everything = verbs = 0
    for place, token in enumerate(part):
        everything |= token.classes
        if place != verb_at:
            verbs |= token.classes
    verbs &= VERBS | _POSE
    thing = part[found[0] : found[1]]
    become = part[result[0] : result[1]]
    texts = " ".join([token.text for token in part]).split()
    cues = known.cues.anywhere(texts if known.spaced else "".join(texts))
    if other is not None:
        cues |= other.cues.anywhere(texts)
    return Clause(
        tokens=tuple(part),
        verb=verb,
        head=_head(thing, known.head_first),
        object=_all(thing)
        | (_INNER if any(token.text in ("a", "an") for token in thing[1:]) else 0)
        | (_ANY if thing and thing[0].text in _SOME else 0),
        into=_all(become) | (_SAME if thing and become and thing[-1].text == become[-1].text else 0),
        into_head=_head(become, known.head_first),
        place=_all(part[where[0] : where[1]]),
        last=_head(part, False),
        any=everything | (_ASKED_PLACE if asked and thing and where[0] < where[1] else 0),
        verbs=verbs,
        cues=cues,
        asked=asked,
        then=False,
        definite=bool(thing) and (_is_definite(thing[0]) or bool(part[0].classes & _OBJECT)),
        start=part[0].classes,
        spans=(found, result, where),
    )


def _main_verb(part: Sequence[Token]) -> int:
    """The place of the verb that says what to do: a command's first one, but "enrich it by adding" adds."""
    first = _first_verb(part)
    if first < 0 or not part[first].classes & _LOOSE:
        return first
    for place in range(first + 1, min(len(part) - 1, first + 9)):
        if part[first].classes & _MAKE and part[place].classes & _WHO:
            return first  # "get the dog to stick its tongue out"
        if part[place].classes & _MEANS and part[place + 1].classes & _EXACT:
            return place + 1
    return first


def _first_verb(part: Sequence[Token]) -> int:
    for place, token in enumerate(part):
        if not token.classes & (VERBS | _BE):
            continue
        before = part[place - 1] if place else None
        if (
            before is not None
            and before.classes & (_DET | _PLACE)
            and not before.classes & VERBS
            and (place + 1 < len(part) or before.text in _ARTICLES)
        ):
            continue  # "the painted wall", "in place", "for the shop"
        if token.classes & _GIVE and _has_verb(part[place + 1 :]) and not token.text.isascii():
            continue  # 给沙发换个颜色: the sofa is what gets another colour
        if token.classes & _BE and place + 1 < len(part):
            # "must be removed"
            return next((at for at in (place + 1, place + 2) if at < len(part) and part[at].classes & VERBS), place)
        return place
    return -1


def _spans(
    part: Sequence[Token], verb: int, known: Vocabulary
) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    end = len(part)
    if verb < 0:
        place = _first(part, 0, _PLACE)
        return (0, place), (end, end), (min(place + 1, end), end)
    own = part[verb].classes
    marked = next((at for at in range(verb) if part[at].classes & _OBJECT), -1)
    after = next((at for at in range(verb) if part[at].classes & _AFTER), -1)
    if own & _BE or (own & _INTO and marked < 0 and verb > 0 and not known.spaced):
        place = _first(part, 0, _PLACE if known.spaced else 0)
        return (0, min(place, verb) or verb), (verb + 1, end), (place + 1 if place < verb else end, end)
    if marked >= 0:
        into = verb if own & _INTO else _first(part, verb + 1, _INTO)
        return (marked + 1, verb), (min(into + 1, end), end), (0, marked) if into < end or marked else (verb + 1, end)
    if after >= 0:
        into = _first(part, after + 1, _INTO)
        return (0, after), (after + 1, min(into, verb)), (end, end)
    start = verb + 1
    into = _first(part, start, _STRONG if known.spaced else _INTO) if own & _CHANGES else end
    if (
        into + 1 < end
        and part[into].text == "to"
        and part[into + 1].classes & (VERBS | _POSE)
        and not part[into + 1].classes & _NOUNS_TOO
    ):
        into = _first(part, into + 1, _STRONG)  # "make it easier to see"
    place = _first(part, start, _PLACE)
    if place < end and part[place].text == "of" and all(token.classes & _WHOLE for token in part[start:place]):
        place = _first(part, place + 1, _PLACE)  # "remove all of the people"
    if into < end and part[into].text == "for" and not own & _REPLACE:
        into = end  # "look good for the album" says what it is for
    aim = next((at for at in range(start, end) if part[at].text == "for"), end) if not own & _REPLACE else end
    stop = min(into, place, aim)
    if stop == start and not known.spaced and verb:
        return (0, verb), (end, end), (0, 0)
    if start >= end and verb:
        return (0, verb), (end, end), (end, end)
    where = (place + 1, into) if place < into else (_first(part, into + 1, _PLACE) + 1, end)
    if not known.spaced and verb and (before := _first(part, 0, _PLACE)) < verb:
        where = (before + 1, verb)  # 在桌子上添加
    return (start, stop), (min(into + 1, end), end), (min(where[0], end), where[1])


def _first(part: Sequence[Token], start: int, wanted: int) -> int:
    return next((at for at in range(start, len(part)) if part[at].classes & wanted), len(part))


def _all(part: Sequence[Token]) -> int:
    mask = 0
    for token in part:
        mask |= token.classes
    return mask


def _head(part: Sequence[Token], first: bool) -> int:
    """The classes of the noun that says what a phrase is; 0 where the noun is in no class."""
    for token in part if first else reversed(part):
        if token.classes & STOP or (token.classes & _SMALL and not token.classes & ~_SMALL):
            continue
        return token.classes & ~_SMALL or _THING
    return 0


def _is_definite(token: Token) -> bool:
    return token.text in {"the", "her", "him", "them", "me", "us", "it", "this", "that", "his", "my", "their", "these"}
