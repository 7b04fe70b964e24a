"""Decides what kind of request it is: gates for what is no edit, then the kinds of its clauses, with a second best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agent.rules.clauses.around_verbs import GUESS
from agent.rules.clauses.clauses import ASKED_PLACE, Clause, clause_of, clauses, pieces_of
from agent.rules.clauses.commands import MODALS
from agent.rules.clauses.contrasts import cut
from agent.rules.clauses.demands import demanded
from agent.rules.kinds.belonging import (
    Wish,
    as_one,
    both_named,
    closes_the_gap,
    comes_for,
    gives_way,
    leaves_some,
    on_a_person,
    put_right,
    widens,
)
from agent.rules.kinds.faults import OPEN, TOLD, fault, from_another, is_hollow, open_wish, pointed_at, weighed
from agent.rules.kinds.frames import scores
from agent.rules.slots.keeps import ELSE, held
from agent.rules.talk.gates import gate
from agent.rules.words.classes import BE
from agent.rules.words.clean import tidy
from agent.rules.words.languages import language
from agent.rules.words.patterns import lazy
from agent.rules.words.phrases import is_definite
from agent.rules.words.tokens import tokens
from agent.rules.words.vocabulary import Vocabulary, bit, bits, vocabulary

ENOUGH = 2.5
_KEEP, _ONLY, _NOT, _REMOVE, _VARIANT = (bit(n) for n in ("v.keep", "m.only", "m.not", "v.remove", "n.variant"))
# What is done to light and focus after a change is part of making it fit.
_FOLLOWS = {
    "background": {"tone", "compose", "restore"},
    "restore": {"tone"},
    "portrait": {"tone", "restore"},
    "remove": {"restore", "compose", "complete", "extract"},
    "extract": {"remove", "background", "restore"},
    "text": {"layout", "tone", "restore"},
    "style": {"tone"},
    "complete": {"add", "remove", "restore"},
    "tone": {"restore"},
    "pose": {"portrait"},
    "compose": {"add", "layout"},
}
# Kinds that were right less often than others at the same lead.
_TRUST = {
    "multi": 0.9, "portrait": 0.9, "layout": 0.9, "viewpoint": 0.88, "complete": 0.8, "compose": 0.75, "blur": 0.8,
    "vague": 0.5, "tone": 0.94, "add": 0.985, "style": 0.98, "background": 0.99, "color": 1.01, "material": 1.01,
    "restore": 1.02, "extract": 1.02, "replace": 1.005, "pose": 1.01,
}  # fmt: skip
# A lead behind a verb that nobody knows counts for no more than this.
_GUESSED = 1.5
# These begin a clause of their own, which is known by its verb.
_KEEPS = ("keep", "preserv", "maintain", "retain")
_SO_MANY = bit("x.so_many")
# What is taken from another picture that was told of, and how sure it is that it is.
_TAKEN, _TAKEN_SO = frozenset(["add", "pose", "replace", "layout"]), 0.8
# So many words may be two wishes, and so plainly each must be one.
_LEAST_TO_PART, _PLAIN, _APART = 4, 4.0, 2.0
_AND, _DET = bit("m.and"), bit("m.det")
_GO_APART = [{"portrait", "remove"}, {"tone", "remove"}, {"portrait", "background"}, {"portrait", "text"}]
_NEVER_APART = frozenset({"vague", "replace", "add", "text"})
# Of a list of wishes ("more flowers, and no stand") each begins so, or could not be said more plainly.
_NEVER_LISTED, _LISTED, _UNMISTAKABLE = (
    frozenset({"vague", "replace"}),
    bits("m.more m.without m.nobody m.det x.quoted"),
    12.0,
)
# A part that scores as much is a wish of its own; with one left out, a reading is at most so sure.
_A_WISH, _DOUBTFUL = 4.0, 0.86
_WRONG_COLOUR = frozenset(["tone", "restore", "color"])
_PLAIN_IN_A_LIST = frozenset({"remove", "text"})
_SAVE, _UNSPACED = bit("v.save"), bit("c.unspaced")
_BETTERED, _HOW_MUCH = bits("a.sharp"), bits("m.without m.nobody")
_UNSEEN, _REFILL, _TOO = bit("m.unseen"), bit("m.refill"), bit("m.too")
_LIKENESS = bits("m.as m.like n.one")

# "What about a teal fridge?" is about the fridge that is there.
_SUGGESTS = lazy(r"(?:and |or |so |ok |hm+,? )*(?:(?:what|how) (?:about|bout)|maybe|perhaps) an? ", re.I)
_OUGHT = lazy(
    r"(?:she|he|they|we|i|(?:the|my|her|his|our) \w+) (?:should|must|ought to|needs? to) (?:look|be|have)\b", re.I
)
_SHOW_ME = lazy(r"\b(?:show (?:me|us)|let (?:me|us) see|mock it up|so (?:i|we) can see)\W*$", re.I)
_SUGGESTED = bit("x.suggested")


@dataclass(frozen=True, slots=True)
class Kind:
    """`second` is the label that came next. `sure` is the chance that `label` is right, as measured; `doubtful` where
    a part that asks for something was not understood, `partial` where one that says something else was left out. There
    were so many `parts`."""

    label: str
    sure: float
    second: str = ""
    wishes: tuple[Wish, ...] = field(default_factory=tuple[Wish, ...])
    doubtful: bool = False
    partial: bool = False
    parts: int = 1


def kind(typed: str) -> Kind:
    """The kind of a request as it was typed, without the words for what must stay."""
    text = tidy(typed)
    known, other = languages(text)
    found = heard = tokens(text, known, other)
    if known.language == "en" and len(found) > 1:
        found = demanded(cut(heard))
    said, around = found, text
    if found != heard:
        around = " ".join([token.text for token in found])
    if known.spaced and (stays := _stays(text.lower())):
        found = [token for token in found if not any(start <= token.start < end for start, end in stays)] or found
    parts = clauses(found, known, other)
    told = parts
    if known.spaced and len(parts) > 1:
        parts = weighed(parts)
    # Where nothing is asked for in so many words, there is no story around the wish either.
    plain = len(parts) == 1 or not any(part.asked for part in parts)
    if plain:
        parts = [_asked(part) for part in parts]
    if known.spaced and _SUGGESTS.match(text):
        parts = [part._replace(any=part.any | _SUGGESTED) for part in parts]
    wishes = [wish for part in parts for wish in _wishes(part, plain, known, other)]
    best = max((wish.score for wish in wishes), default=0.0)
    asks_what_if = bool(wishes) and wishes[0].label == "reasoning"
    if (
        not asks_what_if
        and (gated := gate(said, known, best, around.lower()))
        and not _is_to_be_shown(gated[0], best, text)
    ):
        return Kind(gated[0], gated[1], second=wishes[0].label if wishes else "")
    decided = _decided(_wanted(wishes, best))
    if known.spaced and len(told) > 1:
        decided = _by_fault(decided, told)
        if decided.wishes and not any(one.asked or is_hollow(one) for one in told) and any(map(fault, told)):
            decided = replace(decided, sure=min(decided.sure, _DOUBTFUL))
        if decided.label in _TAKEN and from_another(told):
            decided = replace(decided, label="compose", sure=min(decided.sure, _TAKEN_SO), second=decided.label)
    missed, left_out = _missed(parts, wishes), _left_out(decided, wishes)
    if not missed and not left_out:
        return decided
    return replace(decided, sure=min(decided.sure, _DOUBTFUL), doubtful=missed, partial=left_out, parts=len(parts))


def _is_to_be_shown(label: str, best: float, text: str) -> bool:
    """ "Should we paint the fence blue? Show me": the question is answered by a picture."""
    if label == "affirm" and best >= _PLAIN and _OUGHT.match(text):
        return True  # "she should look happy"
    return label in ("advise", "ask_image") and best >= _UNMISTAKABLE and _SHOW_ME.search(text) is not None


def _by_fault(decided: Kind, told: Sequence[Clause]) -> Kind:
    """What a wish for no more than to put "it" right comes to, where what is wrong was told before."""
    if len(decided.wishes) > 1 or (decided.label == "vague" and any(map(open_wish, told))):
        return decided  # several wishes, or one that leaves everything open
    if decided.label == "vague":
        wrong = [(one, label) for one in told if (label := fault(one))]
        if not wrong:
            return decided
        clause, label = wrong[-1]
    else:
        clause = next((wish.clause for wish in decided.wishes), None)
        label = pointed_at(told, decided.label, clause) if clause is not None else ""
        if clause is None or not label:
            return decided
    wish = Wish(label, TOLD, 2.0, clause, decided.label)
    return Kind(label, _chance(label, 2.0), decided.label, (wish,))


def _missed(parts: Sequence[Clause], wishes: Sequence[Wish]) -> bool:
    """Whether something was asked for in words of which nothing was understood."""
    read = {id(wish.clause.tokens) for wish in wishes if wish.score >= ENOUGH and not wish.clause.verb & GUESS}
    heard = {token.start for wish in wishes if id(wish.clause.tokens) in read for token in wish.clause.tokens}
    return any(
        part.asked and len(part.tokens) > 2 and part.tokens[0].start not in heard and not part.verb & (_KEEP | _SAVE)
        and not _forbids(part) and (len(parts) > 1)
        for part in parts
    )  # fmt: skip


def _left_out(decided: Kind, wishes: Sequence[Wish]) -> bool:
    """Whether a plain wish for something else was taken for a story."""
    taken = {id(wish) for wish in decided.wishes}
    labels = {wish.label for wish in decided.wishes} | {"vague", *_FOLLOWS.get(decided.label, ())}
    return any(wish.score >= _A_WISH and wish.label not in labels and id(wish) not in taken for wish in wishes)


def _stays(text: str) -> list[tuple[int, int]]:
    """The letters that say what must stay, but for those that say at the same time what is to be done."""
    return [
        (one.start, one.end)
        for one in held(text)
        if one.thing != ELSE and one.start > 0 and not text.startswith(_KEEPS, one.start)
    ]


def _asked(clause: Clause) -> Clause:
    """Where all that is said names a thing and its place, the thing is asked for ("an owl perched on that branch")."""
    (start, end), _, (where, to) = clause.spans
    named = start < end and where < to and not clause.start & _LIKENESS
    named = named and not any(is_definite(token) for token in clause.tokens[start:end])
    return clause._replace(any=clause.any | ASKED_PLACE) if named else clause


def languages(text: str) -> tuple[Vocabulary, Vocabulary | None]:
    known = vocabulary(language(text.lower()))
    return known, None if known.spaced else vocabulary("en")


def _wishes(clause: Clause, plain: bool, known: Vocabulary, other: Vocabulary | None) -> list[Wish]:
    """The wish of a clause; of one without a verb its parts, where each by itself plainly asks for something else
    ("a touch of grain and a tighter frame")."""
    whole = _wish(clause, plain)
    if whole is not None and clause.verb & _REMOVE and clause.asked and (both := _both_gone(clause, known, other)):
        return both
    story = not clause.asked and not plain
    if clause.verb or story or not known.spaced or len(clause.tokens) < _LEAST_TO_PART or fault(clause):
        return [whole] if whole is not None else []
    pieces = pieces_of(clause, known, other)
    if len(pieces) > 1:
        found = [wish for piece in pieces if (wish := _wish(_asked(piece), True)) is not None]
        labels = {wish.label for wish in found}
        goes = not labels.isdisjoint(_PLAIN_IN_A_LIST)  # "sunset sky, and no cars"
        told = labels == {"style", "tone"} or any(
            not (goes and " " in piece.tokens[0].text)
            and len(piece.tokens) < 2
            and not piece.start & _BETTERED
            and not _says_how_much(piece)
            for piece in pieces
        )
        if (
            len(found) == len(pieces)
            and len(labels) > 1
            and not told
            and all(wish.score >= _PLAIN and wish.margin >= _APART for wish in found)
            and (labels.isdisjoint(_NEVER_APART) or (labels.isdisjoint(_NEVER_LISTED) and all(map(_is_listed, found))))
        ):
            return [replace(wish, clause=wish.clause._replace(then=True)) for wish in found]
    return [whole] if whole is not None else []


def _is_listed(wish: Wish) -> bool:
    return (wish.score >= _PLAIN + 1 and wish.clause.start & _LISTED > 0) or wish.score >= _UNMISTAKABLE


def _both_gone(clause: Clause, known: Vocabulary, other: Vocabulary | None) -> list[Wish]:
    """ "Remove the double chin and the people in the back": one verb, and things that go in different ways."""
    if not known.spaced or not clause.start & _REMOVE or not clause.object & _AND:
        return []
    first, *others = pieces_of(clause, known, other)
    if len(others) != 1 or others[0].verb or not others[0].start & _DET:
        return []
    second = clause_of([clause.tokens[0], *others[0].tokens], clause.asked, known, other)
    found = [wish for piece in (first, second) if (wish := _wish(piece, True)) is not None]
    apart = len(found) > 1 and {wish.label for wish in found} in _GO_APART
    return found if apart and all(wish.score >= _PLAIN for wish in found) else []


def _says_how_much(piece: Clause) -> bool:
    """ "No people", "less noise": one phrase, and yet all of a wish."""
    text = piece.tokens[0].text
    return " " in text and (bool(piece.start & _HOW_MUCH) or text.startswith(("no ", "less ", "more ")))


def _wish(clause: Clause, alone: bool) -> Wish | None:
    if clause.verb & _KEEP and not clause.any & (_ONLY | _UNSEEN):
        return None
    if not alone and (_forbids(clause) or (not clause.verb and clause.head & _VARIANT)):
        return None
    told = scores(clause)
    if not clause.asked and (wrong := fault(clause)):
        told[wrong] = told.get(wrong, 0.0) + TOLD
        for other in ("add", "replace"):
            if wrong != other:
                told.pop(other, None)  # "she has a scratch on her nose": nobody asks for one
    if clause.tokens[0].text.isascii() and open_wish(clause):
        told["vague"] = told.get("vague", 0.0) + OPEN
    found = sorted(told.items(), key=lambda entry: -entry[1])
    if not found or found[0][1] < 1.0:
        return None
    next_label, next_score = found[1] if len(found) > 1 else ("", 0.0)
    weight = 1.0 if clause.asked or alone else 0.6
    return Wish(found[0][0], found[0][1] * weight, found[0][1] - next_score, clause, next_label)


def _forbids(clause: Clause) -> bool:
    """ "…, but don't cut her head off" asks for nothing."""
    if clause.tokens[0].text in MODALS and clause.any & BE:
        return False  # "couldn't they be donuts?"
    first = [token.classes for token in clause.tokens[:2]]
    return any(one & _NOT and not one & _REMOVE for one in first) and bool(clause.verb)


def _wanted(wishes: Sequence[Wish], best: float) -> list[Wish]:
    """Wishes without the story around them."""
    most = max((wish.clause.asked for wish in wishes if wish.score >= ENOUGH and wish.label != "vague"), default=0)
    vague = any(wish.label == "vague" and wish.clause.asked for wish in wishes)
    return [
        wish
        for wish in wishes
        if wish.score >= ENOUGH
        and (
            wish.clause.asked >= most > 0
            or (vague and wish.clause.asked and wish.label == "vague")
            or (not most and wish.score >= max(0.4 * best, 6.0 if vague else ENOUGH))
        )
    ]


def _once(wishes: list[Wish]) -> list[Wish]:
    """Without what follows of itself where something goes ("… and fill the gap"), and without what there is too much
    of where it is cut off ("too much headroom, cut some off the top")."""
    if wishes[0].label in ("remove", "extract"):
        wishes = [wish for wish in wishes if not wish.clause.any & _REFILL] or wishes[:1]
    first = wishes[0].clause
    if len(wishes) == 2 and wishes[1].label in ("crop", "remove") and first.start & _TOO and not first.verb:
        return wishes[:1] if wishes[0].label == "crop" else wishes[1:]
    return wishes


def _decided(wishes: list[Wish]) -> Kind:
    if not wishes:
        return Kind("vague", 0.3)
    if len(wishes) > 1:
        wishes = [wish for wish in wishes if wish.label != "vague"] or wishes[:1]
    if any(wish.label == "remove" for wish in wishes):
        wishes = [wish for wish in wishes if wish.label == "remove" or not closes_the_gap(wish)]
        # "Take two out and make it just one" says once more how many are to go.
        wishes = [wish for wish in wishes if wish.label != "layout" or not wish.clause.any & _SO_MANY]
    if [wish.label for wish in wishes] == ["remove", "replace"] and gives_way(*wishes):
        wishes = wishes[1:]
    if len(wishes) == 2 and put_right(*wishes):
        wishes = wishes[1:]
    wishes = _once(wishes) if len(wishes) > 1 else wishes
    if len(wishes) == 2 and (label := comes_for(*wishes)):
        wishes = [replace(wishes[1], label=label)]
    if len(wishes) > 1 and leaves_some(*wishes[:2]):
        wishes = [replace(wishes[1], label="remove")]
    if any(wish.label != "variation" for wish in wishes):
        wishes = [wish for wish in wishes if wish.label != "variation"]  # "… give me two options" says how many
    told_wrong = len(wishes) == 2 and wishes[0].label in _WRONG_COLOUR and not wishes[0].clause.verb
    if told_wrong and wishes[1].label == "color" and wishes[1].clause.any & BE:
        wishes = wishes[1:]  # "the dresses came out too orange, they're supposed to be pink"
    labels: list[str] = list(dict.fromkeys(wish.label for wish in wishes))
    told_blurred = wishes[0].clause.cues & _UNSPACED or wishes[0].clause.start & _TOO
    if labels == ["blur", "restore"] and told_blurred:
        wishes, labels = wishes[1:], labels[1:]  # 人脸模糊,修清楚: what is wrong, and what is to be done
    if "portrait" in labels and all(wish.label == "portrait" or on_a_person(wish) for wish in wishes):
        wishes = [wish for wish in wishes if wish.label == "portrait"]
        labels = ["portrait"]
    apart = any(wish.clause.then for wish in wishes[1:])
    last = wishes[-1].clause
    if labels == ["background", "add"] and last.tokens[0].text == "with" and not last.verb:
        wishes, labels = wishes[:1], labels[:1]  # "the same kitchen but with green cupboards"
    if labels == ["restore", "tone"] and len(wishes) == 2 and both_named(*wishes):
        apart = True  # "denoise it and lift the shadows"
    if labels == ["tone", "restore"]:
        apart = apart or bool(last.verb & _REMOVE)  # "lighten it and get rid of the glare"
    if labels in (["text", "tone"], ["text", "restore"]) and wishes[0].clause.verb & _REMOVE:
        apart = apart or len(last.tokens) <= _LEAST_TO_PART  # "delete the date and lift the shadows"
    for leading, follows in _FOLLOWS.items():
        if apart or leading != labels[0] or not set(labels[1:]) <= follows:
            continue
        if not any(widens(one, leading) for one in wishes[1:]):
            wishes = [wish for wish in wishes if wish.label == leading]
            labels = [leading]
    if "video" in labels and set(labels) <= {"video", "pose", "portrait", "layout"}:
        labels = ["video"]  # what moves, and that it shall move
    if set(labels) == {"crop", "viewpoint"}:
        labels = ["viewpoint"]  # "turn it round to show its back"
    if len(wishes) > 1 and wishes[0].clause.cues & _UNSPACED:
        wishes, labels = as_one(wishes, labels)
    margin = min(wish.margin for wish in wishes)
    if any(wish.clause.verb & GUESS for wish in wishes):
        margin = min(margin, _GUESSED)
    if labels == ["add"] and len(wishes) > 1:
        labels = ["add", "add"]  # two things that have nothing to do with each other
    if len(labels) == 1:
        return Kind(labels[0], _chance(labels[0], margin), wishes[0].second, tuple(wishes))
    return Kind("multi", _chance("multi", margin), labels[0], tuple(wishes))


def _chance(label: str, margin: float) -> float:
    """How often a lead like this was right: the measured curve, flatter for kinds that are easily confused."""
    return round(min(1.0, (margin + 2) / (margin + 3.2) * _TRUST.get(label, 1.0)), 3)
