"""Finds what the engine does to light and colour: looks and adjustments with their strength, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agent.plan import Step
from agent.rules.engine.light.tone_clauses import ToneClause
from agent.rules.engine.light.tone_words import DETERMINERS, NUMBER
from agent.rules.words.lexicon import Lexicon
from agent.rules.words.vocabulary import bits, vocabulary
from backends.types import Task

_BREAKS = {",", ";", ".", "!", "?", "and", "but", "then", "plus", "while", "&", "with"}
_TONES = {"shadow": "shadows", "shadows": "shadows", "highlight": "highlights", "highlights": "highlights"}
# The words for the ends of the scale, and the tones that they are read as; how far their dials go for the plain word.
_ENDS = {"whites": "highlights", "blacks": "shadows"}
_END = 30
_EXTREMES = dict.fromkeys(("dark", "darker", "darkest"), "shadows") | dict.fromkeys(
    ("bright", "brighter", "brightest"), "highlights"
)
_PARTS = frozenset({"parts", "areas", "bits", "tones", "spots"})
_WORK = bits("v.make v.change v.remove v.add v.replace v.move v.scale v.crop v.blur v.paint v.complete v.extract")
# What is only to be better, clearer or nicer is no work of its own.
_HOLLOW = frozenset(
    ["it", "this", "that", "look", "photo", "picture", "image", "any", "awesome", "beautiful", "changes", "else"]
)
_TOLD = frozenset(["got", "had", "put", "kept", "his", "her", "my", "the", "a"])
# So many words beside a wish, one of them a number, say how it is meant.
_HOW = 3
# Qualities that no dial has, and in how few words one is only named.
_WORKED_ON = frozenset(["sharpness", "crispness", "focus", "noise", "haze", "sharpening", "dehaze", "denoise"])
_NAMED = 5
# Within so many words behind a verb stands what it is about.
_OBJECT = 4


@dataclass(slots=True)
class Found:
    """The steps, the words that meant nothing, and which words were part of a clause with a step. `strength` is that
    of a clause without a step where no step stands before it; `number` tells a number that was not understood, and
    `lost` that more was wished for than there are steps."""

    steps: list[Step] = field(default_factory=list[Step])
    unread: list[str] = field(default_factory=list[str])
    words: int = 0
    strength: float | None = None
    number: bool = False
    lost: bool = False


def find(words: list[str], lexicon: Lexicon) -> Found:
    """Read clause by clause; a strength alone in its clause ("but only a bit") belongs to the step before."""
    found = Found()
    for clause in clauses(_tones_named(words), lexicon):
        reader = ToneClause(clause, lexicon)
        steps = _of_the_tones(reader.read(), clause)
        if not steps and reader.strength is not None:
            if found.steps:
                last = found.steps[-1]
                found.steps[-1] = replace(last, strength=last.strength * reader.strength)
            else:
                found.strength = reader.strength
        found.steps += steps
        if not steps and found.steps and reader.strength is None and len(clause) <= _HOW:
            # "Noir with 3 frobs"
            found.number = found.number or any(NUMBER.fullmatch(word) for word in clause)
        if steps or reader.strength is not None or (found.steps and reader.about_a_thing):
            # A clause without a step is a story around the wish ("it is for grandma's birthday").
            left = reader.unread()
            found.unread += left
            found.number = found.number or any(NUMBER.fullmatch(word) for word in left)
            found.words += len(clause)
        elif _names_a_dial(clause, lexicon):
            found.lost = True  # "Raise the contrast and crispness of it" is no wish for one of them
        elif _asks_for_work(clause, lexicon):
            # "Make the wrapping paper tartan and everything a tad warmer": no story, and not to be lost.
            found.unread += clause
            found.words += len(clause)
    found.steps = _merged(found.steps)
    return found


def _names_a_dial(clause: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a short clause begins with what can be turned up or down, and tells no way."""
    words = clause[1:] if clause[0] in DETERMINERS else clause
    if not words or len(clause) > _NAMED:
        return False
    cue = lexicon.cues.at(list(words), 0)
    return words[0] in _WORKED_ON or (cue is not None and cue[0].noun)


def _asks_for_work(clause: list[str], lexicon: Lexicon) -> bool:
    """Whether a clause begins with what is to be done, or with what it is to be done to as well."""
    if clause[0] == "also" and len(clause) > 1:
        return True
    place = 0
    while place < len(clause) and (polite := lexicon.polite.at(clause, place)):
        place += polite[1]
    if place + 1 >= len(clause) or clause[place] in _TOLD or clause[place].endswith("ing"):
        return False
    work = vocabulary("en").words.at(clause, place)[0] & _WORK
    return bool(work) and _HOLLOW.isdisjoint(clause[place + 1 : place + _OBJECT])


def clauses(words: list[str], lexicon: Lexicon) -> list[list[str]]:
    """Split at commas and conjunctions, but never inside a phrase such as "black and white"."""
    parts: list[list[str]] = [[]]
    place = 0
    while place < len(words):
        hit = lexicon.cues.at(words, place)
        length = hit[1] if hit else 1
        if length == 1 and words[place] in _BREAKS:
            parts.append([])
        else:
            parts[-1] += words[place : place + length]
        place += length
    return [part for part in parts if part]


def _tones_named(words: list[str]) -> list[str]:
    """With "the dark parts" as the tones that they are."""
    named: list[str] = []
    for word in words:
        if named and word in _PARTS and named[-1] in _EXTREMES:
            named[-1] = _EXTREMES[named[-1]]
        else:
            named.append(word)
    return named


def _of_the_tones(steps: list[Step], clause: list[str]) -> list[Step]:
    """ "Make the shadows brighter" brightens nothing else, and the ends of the scale have dials of their own."""
    tones = next((_TONES[word] for word in clause if word in _TONES), "")
    if not _ENDS.keys().isdisjoint(clause):
        end, stands_for = next((word, _ENDS[word]) for word in clause if word in _ENDS)
        return [_dialled(step, end) if step.value in (stands_for, "exposure") else step for step in steps]
    return [replace(step, value=tones) if tones and step.value == "exposure" else step for step in steps]


def _dialled(step: Step, end: str) -> Step:
    return replace(step, operation="tone", values={end: round(_END * step.strength, 1)}, value="", strength=1.0)


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Said twice is meant once: "make it moody, a moody one"."""
    seen: dict[tuple[Task, str, str, str], Step] = {}
    for step in steps:
        what = step.value or " ".join(step.values)
        seen.setdefault((step.task, what, step.target, step.region), step)
    return list(seen.values())
