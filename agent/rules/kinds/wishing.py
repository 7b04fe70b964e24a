"""What a clause asks for: its wish, or the wishes of its parts where each by itself asks for something else."""

from __future__ import annotations

from dataclasses import replace

from agent.rules.clauses.clauses import ASKED_PLACE, Clause, clause_of, pieces_of
from agent.rules.clauses.commands import MODALS
from agent.rules.kinds.belonging import Wish
from agent.rules.kinds.faults import OPEN, TOLD, fault, open_wish
from agent.rules.kinds.frames import scores
from agent.rules.words.classes import BE
from agent.rules.words.phrases import is_definite
from agent.rules.words.vocabulary import Vocabulary, bit, bits

KEEP = bit("v.keep")
_ONLY, _NOT, _REMOVE, _VARIANT, _UNSEEN = (bit(n) for n in ("m.only", "m.not", "v.remove", "n.variant", "m.unseen"))
# So many words may be two wishes, and so plainly each must be one.
_LEAST_TO_PART, PLAIN, _APART = 4, 4.0, 2.0
_AND, _DET = bit("m.and"), bit("m.det")
_GO_APART = [{"portrait", "remove"}, {"tone", "remove"}, {"portrait", "background"}, {"portrait", "text"}]
_NEVER_APART = frozenset({"vague", "replace", "add", "text"})
# Of a list of wishes ("more flowers, and no stand") each begins so, or could not be said more plainly.
_NEVER_LISTED, _LISTED = frozenset({"vague", "replace"}), bits("m.more m.without m.nobody m.det x.quoted")
_PLAIN_IN_A_LIST, UNMISTAKABLE = frozenset({"remove", "text"}), 12.0
_BETTERED, _HOW_MUCH = bits("a.sharp"), bits("m.without m.nobody")
_LIKENESS = bits("m.as m.like n.one")


def wishes_of(clause: Clause, plain: bool, known: Vocabulary, other: Vocabulary | None) -> list[Wish]:
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
        found = [wish for piece in pieces if (wish := _wish(asked_for(piece), True)) is not None]
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
            and all(wish.score >= PLAIN and wish.margin >= _APART for wish in found)
            and (labels.isdisjoint(_NEVER_APART) or (labels.isdisjoint(_NEVER_LISTED) and all(map(_is_listed, found))))
        ):
            return [replace(wish, clause=wish.clause._replace(then=True)) for wish in found]
    return [whole] if whole is not None else []


def _is_listed(wish: Wish) -> bool:
    return (wish.score >= PLAIN + 1 and wish.clause.start & _LISTED > 0) or wish.score >= UNMISTAKABLE


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
    return found if apart and all(wish.score >= PLAIN for wish in found) else []


def _says_how_much(piece: Clause) -> bool:
    """ "No people", "less noise": one phrase, and yet all of a wish."""
    text = piece.tokens[0].text
    return " " in text and (bool(piece.start & _HOW_MUCH) or text.startswith(("no ", "less ", "more ")))


def asked_for(clause: Clause) -> Clause:
    """Where all that is said names a thing and its place, the thing is asked for ("an owl perched on that branch")."""
    (start, end), _, (where, to) = clause.spans
    named = start < end and where < to and not clause.start & _LIKENESS
    named = named and not any(is_definite(token) for token in clause.tokens[start:end])
    return clause._replace(any=clause.any | ASKED_PLACE) if named else clause


def _wish(clause: Clause, alone: bool) -> Wish | None:
    if clause.verb & KEEP and not clause.any & (_ONLY | _UNSEEN):
        return None
    if not alone and (forbids(clause) or (not clause.verb and clause.head & _VARIANT)):
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


def forbids(clause: Clause) -> bool:
    """ "…, but don't cut her head off" asks for nothing."""
    if clause.tokens[0].text in MODALS and clause.any & BE:
        return False  # "couldn't they be donuts?"
    first = [token.classes for token in clause.tokens[:2]]
    return any(one & _NOT and not one & _REMOVE for one in first) and bool(clause.verb)
