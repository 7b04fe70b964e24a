"""Cuts a request into its sentences: at stops, at laughs, and at the numbers of a list."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.words.tokens import NUMBER, STOP, Token

# Words that are written short with a stop: "the car no. plate".
_SHORTENED = frozenset(
    {"no", "nos", "vs", "approx", "pic", "pics", "e.g", "i.e", "eg", "ie", "mr", "mrs", "ms", "dr", "st"}
)
# "Pic. 3", but "restaurant pic. more steam please".
_COUNTED = frozenset({"no", "nos", "pic", "pics"})
_AFTER_A_NUMBER = frozenset({")", "."})
_LAUGHS = frozenset({"lol", "haha", "hahaha", "lmao", "rofl", "hehe", "😂", "🤣", "😅", "😭", "🙏", "😄", "😊"})


def sentences(found: Sequence[Token]) -> list[list[Token]]:
    sentences: list[list[Token]] = [[]]
    number = 1
    for place, token in enumerate(found):
        if _numbers_a_line(found, place, number):
            number += 1
            sentences.append([])
        elif place and token.text in _AFTER_A_NUMBER and _numbers_a_line(found, place - 1, number - 1):
            continue
        elif token.text in _LAUGHS:
            sentences.append([])
        elif token.classes & STOP and token.text in ".;!?。":
            last = sentences[-1][-1].text if sentences[-1] else ""
            counts = place + 1 < len(found) and found[place + 1].classes & NUMBER
            if token.text == "." and last in _SHORTENED and (counts or last not in _COUNTED):
                continue
            sentences.append([])
        else:
            sentences[-1].append(token)
    return [sentence for sentence in sentences if sentence]


def _numbers_a_line(found: Sequence[Token], place: int, number: int) -> bool:
    """ "1) … 2) …": the next number of a list, and not a price or a count."""
    token = found[place]
    return (
        token.text == str(number)
        and place + 2 < len(found)
        and found[place + 1].text in _AFTER_A_NUMBER
        and (number > 1 or place == 0 or found[place - 1].classes & STOP > 0)
    )
