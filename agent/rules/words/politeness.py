"""Takes away what is said for politeness before a wish and behind it."""

from __future__ import annotations

from agent.rules.words.clean import texts_of, words_of
from agent.rules.words.lexicon import Lexicon

_AROUND = ".,;!? "
# "Thank you so much" has the most words of what is said at the end.
_LONGEST_THANKS = 5


def without_politeness(text: str, lexicon: Lexicon) -> str:
    """The normalised `text` as it stands between "could you please" and "thanks a lot"."""
    text = text.strip(_AROUND)
    if text.partition(" ")[0].strip(",") not in lexicon.polite.firsts and (
        text.rpartition(" ")[2] not in lexicon.tails.lasts
    ):
        return text
    words = words_of(text)
    plain = [word.text for word in words]
    first, last = 0, len(plain)
    while first < last and (hit := lexicon.polite.at(plain, first) or ((True, 1) if plain[first] == "," else None)):
        if hit[1] >= last - first:
            break
        first += hit[1]
    while last > first + 1 and (start := _thanks(plain, first, last, lexicon)) < last:
        last = start
        while last > first + 1 and plain[last - 1] in {",", ".", "!", "?"}:
            last -= 1
    return text[words[first].start : words[last - 1].end]


def bared(text: str, lexicon: Lexicon) -> str:
    """`without_politeness`, with one blank between words and marks."""
    return " ".join(texts_of(without_politeness(text, lexicon)))


def _thanks(plain: list[str], first: int, last: int, lexicon: Lexicon) -> int:
    """Where the thanks begin that end at `last`; `last` for none."""
    if plain[last - 1] in lexicon.tails.lasts:
        for start in range(max(first + 1, last - _LONGEST_THANKS), last):
            hit = lexicon.tails.at(plain[:last], start)
            if hit and start + hit[1] == last:
                return start
    return last
