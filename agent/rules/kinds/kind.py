"""Decides what kind of request it is: gates for what is no edit, then the kinds of its clauses, with a second best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.rules.clauses.around_verbs import GUESS
from agent.rules.clauses.clauses import Clause, clauses
from agent.rules.clauses.contrasts import cut
from agent.rules.clauses.demands import demanded
from agent.rules.kinds.belonging import Wish
from agent.rules.kinds.deciding import ENOUGH, FOLLOWS, Kind, chance, decided, wanted
from agent.rules.kinds.faults import TOLD, fault, from_another, is_hollow, open_wish, pointed_at, weighed
from agent.rules.kinds.wishing import KEEP, PLAIN, UNMISTAKABLE, asked_for, forbids, wishes_of
from agent.rules.slots.keeps import ELSE, held
from agent.rules.talk.gates import gate
from agent.rules.words.clean import tidy
from agent.rules.words.languages import language
from agent.rules.words.patterns import lazy
from agent.rules.words.tokens import tokens
from agent.rules.words.vocabulary import Vocabulary, bit, vocabulary

# These begin a clause of their own, which is known by its verb.
_KEEPS = ("keep", "preserv", "maintain", "retain")
# What is taken from another picture that was told of, and how sure it is that it is.
_TAKEN, _TAKEN_SO = frozenset(["add", "pose", "replace", "layout"]), 0.8
# A part that scores as much is a wish of its own; with one left out, a reading is at most so sure.
_A_WISH, _DOUBTFUL = 4.0, 0.86
_SAVE = bit("v.save")
# What somebody or the camera does is a film where one is told of beside it ("… . 6 seconds, for my story").
_MOVES, _FILMED_TOO = frozenset(["pose", "viewpoint"]), frozenset(["pose", "viewpoint", "add", "layout", "video"])
_FILMED, _SECONDS, _LETTERS = bit("c.filmed"), bit("x.seconds"), bit("n.text")

# "What about a teal fridge?" is about the fridge that is there.
_SUGGESTS = lazy(r"(?:and |or |so |ok |hm+,? )*(?:(?:what|how) (?:about|bout)|maybe|perhaps) an? ", re.I)
_OUGHT = lazy(
    r"(?:she|he|they|we|i|(?:the|my|her|his|our) \w+) (?:should|must|ought to|needs? to) (?:look|be|have)\b", re.I
)
_SHOW_ME = lazy(r"\b(?:show (?:me|us)|let (?:me|us) see|mock it up|so (?:i|we) can see)\W*$", re.I)
_SUGGESTED = bit("x.suggested")


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
        parts = [asked_for(part) for part in parts]
    if known.spaced and _SUGGESTS.match(text):
        parts = [part._replace(any=part.any | _SUGGESTED) for part in parts]
    wishes = [wish for part in parts for wish in wishes_of(part, plain, known, other)]
    best = max((wish.score for wish in wishes), default=0.0)
    asks_what_if = bool(wishes) and wishes[0].label == "reasoning"
    if (
        not asks_what_if
        and (gated := gate(said, known, best, around.lower()))
        and not _is_to_be_shown(gated[0], best, text)
    ):
        return Kind(gated[0], gated[1], second=wishes[0].label if wishes else "")
    decision = decided(wanted(wishes, best))
    if known.spaced and len(told) > 1:
        decision = _in_its_story(decision, told)
    missed, left_out = _missed(parts, wishes), _left_out(decision, wishes)
    if not missed and not left_out:
        return decision
    return replace(decision, sure=min(decision.sure, _DOUBTFUL), doubtful=missed, partial=left_out, parts=len(parts))


def _is_to_be_shown(label: str, best: float, text: str) -> bool:
    """ "Should we paint the fence blue? Show me": the question is answered by a picture."""
    if label == "affirm" and best >= PLAIN and _OUGHT.match(text):
        return True  # "she should look happy"
    return label in ("advise", "ask_image") and best >= UNMISTAKABLE and _SHOW_ME.search(text) is not None


def _in_its_story(found: Kind, told: Sequence[Clause]) -> Kind:
    """What was decided, by what was told around it."""
    found = _by_fault(found, told)
    if found.wishes and not any(one.asked or is_hollow(one) for one in told) and any(map(fault, told)):
        found = replace(found, sure=min(found.sure, _DOUBTFUL))
    if found.label in _TAKEN and from_another(told):
        found = replace(found, label="compose", sure=min(found.sure, _TAKEN_SO), second=found.label)
    labels = {wish.label for wish in found.wishes if not _tells_of_a_film(wish.clause)}
    if (found.label in _MOVES or (labels - {"video"} and labels <= _FILMED_TOO)) and any(map(_tells_of_a_film, told)):
        wishes = (replace(found.wishes[0], label="video"),)
        found = replace(found, label="video", sure=min(found.sure, _DOUBTFUL), second=found.label, wishes=wishes)
    return found


def _tells_of_a_film(clause: Clause) -> bool:
    return bool(clause.cues & _FILMED or clause.any & _SECONDS) and not clause.any & _LETTERS


def _by_fault(found: Kind, told: Sequence[Clause]) -> Kind:
    """What a wish for no more than to put "it" right comes to, where what is wrong was told before."""
    if len(found.wishes) > 1 or (found.label == "vague" and any(map(open_wish, told))):
        return found  # several wishes, or one that leaves everything open
    if found.label == "vague":
        wrong = [(one, label) for one in told if (label := fault(one))]
        if not wrong:
            return found
        clause, label = wrong[-1]
    else:
        clause = next((wish.clause for wish in found.wishes), None)
        label = pointed_at(told, found.label, clause) if clause is not None else ""
        if clause is None or not label:
            return found
    wish = Wish(label, TOLD, 2.0, clause, found.label)
    return Kind(label, chance(label, 2.0), found.label, (wish,))


def _missed(parts: Sequence[Clause], wishes: Sequence[Wish]) -> bool:
    """Whether something was asked for in words of which nothing was understood."""
    read = {id(wish.clause.tokens) for wish in wishes if wish.score >= ENOUGH and not wish.clause.verb & GUESS}
    heard = {token.start for wish in wishes if id(wish.clause.tokens) in read for token in wish.clause.tokens}
    return any(
        part.asked and len(part.tokens) > 2 and part.tokens[0].start not in heard and not part.verb & (KEEP | _SAVE)
        and not forbids(part) and (len(parts) > 1)
        for part in parts
    )  # fmt: skip


def _left_out(found: Kind, wishes: Sequence[Wish]) -> bool:
    """Whether a plain wish for something else was taken for a story."""
    taken = {id(wish) for wish in found.wishes}
    labels = {wish.label for wish in found.wishes} | {"vague", *FOLLOWS.get(found.label, ())}
    return any(wish.score >= _A_WISH and wish.label not in labels and id(wish) not in taken for wish in wishes)


def _stays(text: str) -> list[tuple[int, int]]:
    """The letters that say what must stay, but for those that say at the same time what is to be done."""
    return [
        (one.start, one.end)
        for one in held(text)
        if one.thing != ELSE and not one.wished and one.start > 0 and not text.startswith(_KEEPS, one.start)
    ]


def languages(text: str) -> tuple[Vocabulary, Vocabulary | None]:
    known = vocabulary(language(text.lower()))
    return known, None if known.spaced else vocabulary("en")
