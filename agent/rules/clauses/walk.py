"""Goes over the tokens of a request once and tells them anew, sentence by sentence, with what was said otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.rules.words.tokens import STOP, Token


class Walk:
    """`found` is the request and `told` what was told of it so far, with its last sentence from `begins` on."""

    __slots__ = ("begins", "found", "told")

    def __init__(self, found: Sequence[Token]) -> None:
        self.found, self.told, self.begins = found, list[Token](), 0

    @property
    def said(self) -> list[Token]:
        """What was told of the sentence that is told now."""
        return self.told[self.begins :]

    @property
    def length(self) -> int:
        return len(self.told) - self.begins

    def text(self, place: int) -> str:
        return self.found[place].text if place < len(self.found) else ""

    def drop(self) -> None:
        """Unsays what was told of the sentence."""
        del self.told[self.begins :]

    def stop(self, token: Token) -> None:
        """Ends the sentence before `token`."""
        self.told.append(Token(".", STOP, token.start, token.start))
        self.begins = len(self.told)

    def end(self, place: int) -> int:
        """Where the next stop or comma is."""
        return next((at for at in range(place, len(self.found)) if self.found[at].classes & STOP), len(self.found))


# Where it goes on behind what it told in its own way; 0 where it does not apply to what stands at the place.
Case = Callable[[Walk, int], int]


def walked(found: list[Token], cases: Callable[[Token], Sequence[Case]]) -> list[Token]:
    """`found` as the first of the cases of each token that applies tells it, and as it is where none does."""
    walk = Walk(found)
    told, place, last = walk.told, 0, len(found)
    while place < last:
        token = found[place]
        for case in cases(token):
            if end := case(walk, place):
                place = end
                break
        else:
            told.append(token)
            place += 1
    return told or found


def stopped(walk: Walk, place: int) -> int:
    walk.told.append(walk.found[place])
    walk.begins = len(walk.told)
    return place + 1
