"""Finds what the engine does to light and colour: looks and adjustments with their strength, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agent.plan import Step
from agent.rules.engine.light.tone_clauses import ToneClause
from agent.rules.engine.light.tone_words import NUMBER
from agent.rules.words.lexicon import Lexicon
from agent.rules.words.vocabulary import bits, vocabulary
from backends.types import Task

_BREAKS = {",", ";", ".", "!", "?", "and", "but", "then", "plus", "while", "&", "with"}
_TONES = {"shadow": "shadows", "shadows": "shadows", "highlight": "highlights", "highlights": "highlights"}
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
# Within so many words behind a verb stands what it is about.
_OBJECT = 4


@dataclass(slots=True)
class Found:
    """The steps, the words that meant nothing, and which words were part of a clause with a step. `strength` is that
    of a clause without a step where no step stands before it; `number` tells a number that was not understood."""

    steps: list[Step] = field(default_factory=list[Step])
    unread: list[str] = field(default_factory=list[str])
    words: int = 0
    strength: float | None = None
    number: bool = False


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
        elif _asks_for_work(clause, lexicon):
            # "Make the wrapping paper tartan and everything a tad warmer": no story, and not to be lost.
            found.unread += clause
            found.words += len(clause)
    found.steps = _merged(found.steps)
    return found


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
    """ "Make the shadows brighter" brightens nothing else."""
    tones = next((_TONES[word] for word in clause if word in _TONES), "")
    return [replace(step, value=tones) if tones and step.value == "exposure" else step for step in steps]


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Said twice is meant once: "make it moody, a moody one"."""
    seen: dict[tuple[Task, str, str, str], Step] = {}
    for step in steps:
        seen.setdefault((step.task, step.value, step.target, step.region), step)
    return list(seen.values())
