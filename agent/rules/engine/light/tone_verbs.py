"""Hears what a clause asks for beside light and colour, by its verb or a phrase, so that no tone is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agent.rules.engine.light.tone_words import COLOURS, DETERMINERS
from agent.rules.words.lexicon import Lexicon
from agent.rules.words.vocabulary import bit, bits, vocabulary
from backends.types import Task

# Verbs that ask for something else than light and colour, and what they ask for.
_BEYOND = {
    "v.remove": Task.REMOVE, "v.add": Task.ADD, "v.replace": Task.REPLACE, "v.write": Task.TEXT,
    "v.extract": Task.EXTRACT, "v.translate": Task.TEXT, "v.crop": Task.CROP, "v.move": Task.LAYOUT,
    "v.scale": Task.LAYOUT, "v.blur": Task.BLUR, "v.restore": Task.RESTORE, "v.paint": Task.COLOR,
    "v.combine": Task.COMPOSE, "v.complete": Task.COMPLETE, "v.animate": Task.VIDEO, "v.stylize": Task.STYLE,
    "v.retouch": Task.PORTRAIT, "v.put": Task.BACKGROUND,
}  # fmt: skip
# "Change the dress to a darker one" is no change of light; "convert it to black and white" is.
_CHANGE = bit("v.change")
_VERBS = tuple((bit(name), task) for name, task in _BEYOND.items())
_ANY_VERB, _TONE = bits(" ".join(_BEYOND)), bit("v.tone")
_NOUN = bits(
    "n.thing n.style n.scene n.light n.tone n.frame n.effect n.effectword n.border n.direction n.garment n.size"
)
_NO_TASK = {"tone", "vague", "variation", "repeat", "reasoning", "hollow"}
_BETWEEN = {"some", "a", "an", "the", "little", "of", "lot", "more", "any", "all", "its", "overall", "that", "in"}
# "Turn the green light to red" has so many words.
_TURNS, _INTO, _COLOURED = {"change", "turn", "switch", "make", "shift"}, {"to", "into", "from"}, 5
_BECOMES = {"to", "be", "into", "look"}


def verb_of(words: list[str], start: int, lexicon: Lexicon) -> tuple[Task | None, int]:
    """What the first words ask for, where that is not light or colour, and how many they are."""
    known = vocabulary("en")
    mask, length = known.words.at(words, start)
    if mask & _CHANGE and DETERMINERS.intersection(words[start + length : start + length + 1]):
        return Task.REPLACE, length
    cue = lexicon.cues.at(words, start)
    # "Light the candles" is no light, as "light the room" is.
    if not mask & _ANY_VERB or mask & _TONE or (cue and cue[1] >= length):
        return None, 0
    if mask & _NOUN and not (start + length < len(words) and words[start + length] in DETERMINERS | {"a", "an", "it"}):
        return None, 0
    turned = lexicon.more.at(words, start) or lexicon.less.at(words, start)
    return next(task for verb, task in _VERBS if mask & verb), max(length, turned[1] if turned else 0)


def recoloured(words: Sequence[str], start: int) -> int:
    """Where the thing begins that a clause turns from one colour to another ("turn the pink glow green"); 0 for
    any other clause."""
    if start + _COLOURED > len(words) or words[start] not in _TURNS or words[start + 1] not in DETERMINERS:
        return 0
    turned = words[start + 1 :]
    to = next((at for at, word in enumerate(turned) if word in _INTO), 0)
    return start + 1 if to > 1 and turned[to + 1 :] and turned[to + 1] in COLOURS else 0


def tone_follows(words: list[str], place: int, lexicon: Lexicon) -> bool:
    """Whether a verb only says more or less of a tone ("add contrast")."""
    while place < len(words):
        if lexicon.cues.at(words, place):
            return True
        hit = lexicon.strengths.at(words, place)
        word = words[place]
        # "Adjust the whole picture to be warmer"
        becomes = word in _BECOMES and words[place - 1] in lexicon.whole | _BECOMES
        if not hit and not becomes and word not in _BETWEEN and word not in lexicon.whole:
            return False
        place += hit[1] if hit else 1
    return False


def task_told(words: Sequence[str]) -> Task | None:
    """The kind of edit that a phrase tells wherever it stands ("from above")."""
    cues = vocabulary("en").cues.anywhere(words)
    return next((task for cue, task in _cued() if cues & cue), None) if cues else None


@cache
def _cued() -> tuple[tuple[int, Task], ...]:
    return tuple((bit(f"c.{task}"), task) for task in Task if task not in _NO_TASK)
