"""What is cut out of a request before edits are looked for: what must stay and what must not be there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from agent.rules.slots.avoids import avoided
from agent.rules.slots.formats import cut_bytes as cut_bytes
from agent.rules.slots.formats import cut_output as cut_output
from agent.rules.slots.keeps import ELSE, Held, held
from agent.rules.slots.stays import stays
from agent.rules.words.clean import texts_of
from agent.rules.words.languages import language
from agent.rules.words.lexicon import lexicon
from agent.rules.words.patterns import lazy

_ONLY = lazy(r"(?:[,;.] ?)?(?:but |and )?(?:only|just|change only|只)")


@dataclass(frozen=True, slots=True)
class Kept:
    """What needs a lock, and the text without the spans that said so.

    `said` is all that was said to stay: also what a change of tone leaves standing anyway ("keep the composition"), and
    "everything else" where only one thing is to change. `avoid` is what must not be there.
    """

    keep: tuple[str, ...]
    rest: str
    said: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def cut_keeps(text: str, only: frozenset[str] | None = None) -> Kept:
    """Find "keep her face", "don't touch the sky", "no text"; with `only`, those things and no others.

    A span stays in the text where it is all that was wished ("no text" alone removes the text), and where the rules for
    tone read it better ("no grain", "not too dark").
    """
    tongue = language(text)
    if tongue in ("en", "zh"):
        keeps, avoids = list(held(text)), avoided(text)
    else:
        there = stays(tongue, text)
        keeps, avoids = list(there.held), list(there.avoided)
    if only is not None:
        keeps = [one for one in keeps if one.thing in only or one.thing == ELSE]
        avoids = [one for one in avoids if one.thing in only]
    nothing = set(lexicon().raw["keep"]["nothing"])
    cuts = [(one.start, one.end) for one in keeps if not (one.wished or _names(one, text))]
    rest = without(text, cuts)
    for one in sorted(avoids, key=lambda one: -one.start):
        span = text[one.start : one.end]
        shorter = without(text, [*cuts, (one.start, one.end)])
        if _is_tone(span) or not re.search(r"\w", shorter):
            continue
        cuts.append((one.start, one.end))
        rest = shorter
    things = tuple(dict.fromkeys(one.thing for one in keeps))
    return Kept(
        keep=tuple(thing for thing in things if thing not in nothing and thing != ELSE),
        rest=rest,
        said=things,
        avoid=tuple(dict.fromkeys(one.thing for one in avoids)),
    )


def _names(one: Held, text: str) -> bool:
    """ "Only the light", "only change the wall": the words for what is to change are the wish itself."""
    return one.thing == ELSE and _ONLY.match(text, one.start, one.end) is not None


def _is_tone(span: str) -> bool:
    words = texts_of(span)
    return span.startswith(("not ", "but not ", "don't make", "dont make")) or lexicon().cues.find(words) is not None


def without(text: str, cuts: Iterable[tuple[int, int]]) -> str:
    """The text with the cut spans gone; they may overlap."""
    last = len(text) + 1
    for start, end in sorted(set(cuts), reverse=True):
        text = f"{text[:start].rstrip()} {text[min(end, last) :].lstrip()}"
        last = start
    return " ".join(text.split())
