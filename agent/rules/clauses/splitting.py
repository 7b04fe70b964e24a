"""Splits a request into its sentences, and each into the parts that ask for one thing, without what is said around."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses import unspaced, unspaced_wishes
from agent.rules.clauses.asking import heard, polite, trimmed
from agent.rules.clauses.besides import is_lettered
from agent.rules.clauses.commands import commands, has_verb
from agent.rules.clauses.fronted import all_asked, done_first, goes_on, only_follows, so_do, turned
from agent.rules.clauses.next_wish import does_too, same_again, starts_a_wish
from agent.rules.clauses.remarks import (
    MAY_TELL,
    asked_and_tells,
    before_long,
    purpose,
    remarks,
    says_what_for,
    seems_so,
    so_that,
    to_see,
)
from agent.rules.words.classes import AND, DET, FROM, OBJECT, PLACE, POSE, THEN, VERBS
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import Vocabulary, bit

# So many words tell a story.
_STORY = 3
_STARTS = VERBS | OBJECT | PLACE | FROM | POSE
_STEP, _PLUS, _A = bit("m.step"), "plus a", frozenset({"a", "an", "the"})


def parts(sentence: list[Token], known: Vocabulary) -> list[tuple[list[Token], int, bool]]:
    """The clauses of a sentence, each with whether it was asked for, and whether "then" or "also" made it a step."""
    sentence = turned(sentence)
    done, rest = done_first(sentence)
    if rest and (others := _parts(sentence[rest:], known))[0][1]:
        return [(done, 2, False), (others[0][0], others[0][1], True), *others[1:]]
    return _parts(sentence, known)


class _Parts:
    """The parts of a sentence up to `place`, each with whether it is a step; `dropping` what only tells of the last."""

    __slots__ = ("dropping", "known", "parts", "place", "sentence", "thens")

    def __init__(self, sentence: list[Token], known: Vocabulary) -> None:
        self.sentence, self.known = sentence, known
        self.parts: list[list[Token]] = [[]]
        self.thens = [False]
        self.place, self.dropping = 0, False

    def begin(self, part: list[Token], then: bool, place: int) -> None:
        self.parts.append(part)
        self.thens.append(then)
        self.place, self.dropping = place, False

    def goes_on(self) -> bool:
        """Whether a part without spaces goes on with what stands here, as only the next token tells."""
        part, sentence, place = self.parts[-1], self.sentence, self.place
        if not self.dropping and unspaced.runs_on(part, sentence, place):
            self.begin([], bool(part[-1].classes & unspaced.AFTERWARDS), place)
        fewer = unspaced.goes_on(self.parts[-1], sentence, place)
        if fewer > 1:
            self.parts[-1].append(sentence[place])
        self.place += fewer > 0
        return fewer > 0

    def step(self) -> None:
        sentence, part = self.sentence, self.parts[-1]
        if part and [token.text for token in sentence[self.place : self.place + 2]] == ["but", "in"]:
            self.place += not has_verb(part)  # "my car but in yellow"
        place = self.place
        token = sentence[place]
        if token.text == _PLUS:
            self.begin([token], True, place + 1)  # "an oak floor instead of the tiles plus a cat on it"
            return
        why = _tells_why(sentence, place) and has_verb(sentence[:place])
        lettered = token.text == "with" and is_lettered(sentence, place)
        then = token.classes & THEN > 0 and sentence[place - 1].text not in _A  # "a third bike"
        joins = why or lettered or then or token.classes & (STOP | AND) or so_do(sentence, place)
        if part and joins and self._next(self._behind(place + (not why)), why, lettered, then):
            return
        if not self.dropping and (part or not token.classes & STOP):
            part.append(token)
        self.place += 1

    def _behind(self, place: int) -> int:
        """Where more is said behind what joins two parts."""
        sentence = self.sentence
        while place < len(sentence):
            said = 1 if sentence[place].classes & (STOP | THEN | AND) else polite(sentence, place, self.known)
            if not said:
                break
            place += said
        return place

    def _next(self, after: int, why: bool, lettered: bool, then: bool) -> bool:
        """Begins the next part at `after` where one begins there; else what stands there may only tell of this one."""
        sentence, part, token = self.sentence, self.parts[-1], self.sentence[self.place]
        comma = token.classes & STOP > 0
        step = any(one.classes & _STEP for one in sentence[self.place : after])
        adds = token.text == "+" and not self.known.spaced and unspaced.adds(sentence, self.place)
        again, too = same_again(sentence, after, part), does_too(sentence, after, part)
        if (
            again
            or too
            or lettered
            or adds
            or (token.text == "so" and not why)
            or (then and not token.classes & AND and goes_on(sentence, after, token))
            or (starts_a_wish(sentence, after, comma) and not unspaced_wishes.tells_for_what(sentence, after))
        ):
            self.begin([part[0]] if again else too, adds or step, after)
            return True
        if after < len(sentence) and (
            why
            or (only_follows(sentence, after) and has_verb(part))
            or (comma and (remarks(sentence, after) or unspaced_wishes.tells_for_what(sentence, after)))
        ):
            self.dropping = True
        elif comma and not self.known.spaced and token.text != "、" and not unspaced.denied(sentence, after):
            self.begin([], step, after)
            return True
        return False


def _parts(sentence: list[Token], known: Vocabulary) -> list[tuple[list[Token], int, bool]]:
    wish, asked, told = heard(sentence, known)
    cut = _Parts(wish, known)
    while cut.place < len(wish):
        if known.spaced or not cut.goes_on():
            cut.step()
    return (_spaced if known.spaced else _unspaced)(cut, asked, sentence[:told])


def _tells_why(sentence: Sequence[Token], place: int) -> bool:
    token = sentence[place]
    return (token.text in MAY_TELL or token.classes & DET > 0) and (
        says_what_for(sentence, place)
        or asked_and_tells(sentence, place)
        or so_that(sentence, place)
        or to_see(sentence, place)
        or seems_so(sentence, place)
        or purpose(sentence, place)
        or before_long(sentence, place)
    )


def _spaced(cut: _Parts, asked: int, story: list[Token]) -> list[tuple[list[Token], int, bool]]:
    """The parts without what only ends them, each with whether it was asked for."""
    parts = [part[: trimmed(part, 0, cut.known)] for part in cut.parts]
    found = [(part, then) for part, then in zip(parts, cut.thens, strict=True) if part]
    asked = asked or (2 if all_asked([part for part, _ in found]) else 0)
    wishes = [(part, asked or 2 * commands(part), then) for part, then in found]
    return [(story, 0, False), *wishes] if len(story) > _STORY else wishes


def _unspaced(cut: _Parts, asked: int, story: list[Token]) -> list[tuple[list[Token], int, bool]]:
    told = [(story, 0, False)] if len(story) > _STORY and story[-1].classes & STOP else []
    found = [(part, then) for part, then in zip(cut.parts, cut.thens, strict=True) if part]
    for at, (part, then) in enumerate(found):
        if len(found) > 1 and (unspaced_wishes.tells_for_what(part, 0) or unspaced_wishes.tells_why(part)):
            continue
        # Without a verb at its front, what follows a comma tells more of the wish before it, unless it says itself what
        # becomes of a thing ("…,背景换成海边").
        wishes = not at or unspaced_wishes.wishes(part, then) or part[0].classes & _STARTS
        done = asked or 2 * (has_verb(part) or commands(part) or unspaced_wishes.moves(part))
        told.append((part, done if wishes and not unspaced_wishes.tells(part) else 0, then))
    return told
