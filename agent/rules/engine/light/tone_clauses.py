"""Reads one clause for light and colour: looks and adjustments with their strength, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.plan import Step
from agent.rules.engine.light.tone_things import (
    OF_A_THING,
    is_a_thing,
    is_the_light,
    likened,
    of_a_surface,
    of_a_thing,
    told_of_the_picture,
)
from agent.rules.engine.light.tone_verbs import recoloured, task_told, tone_follows, verb_of
from agent.rules.engine.light.tone_ways import way_behind
from agent.rules.engine.light.tone_words import COLOURS, DETERMINERS, FILLER, STOPS
from agent.rules.engine.strengths import MARK
from agent.rules.words.lexicon import Cue, Lexicon
from agent.rules.words.patterns import lazy
from backends.types import Task

_PLACES_BEFORE = {"like", "for", "than", "style", "from", "as", "vs", "until", "during"}
# "Turn it into a watercolour": the verb says nothing beside the look.
_MADE = {
    "turn",
    "turned",
    "convert",
    "converted",
    "transform",
    "render",
    "redraw",
    "redo",
    "making",
    "made",
    "done",
    "film",
}
_TIMES = {"morning", "evening", "night", "day", "style", "end", "future", "meantime", "60s", "70s", "80s", "90s", "way"}
# Adjustments whose words are used for nothing else.
PLAIN = {"exposure", "contrast", "shadows", "highlights", "saturation", "vibrance", "clarity", "vignette"}
# "The top third" is a place, though "the third" alone is a variant.
_SIDES = {"top", "bottom", "left", "right", "upper", "lower", "middle", "center", "centre"}
_COLOR_OF = lazy(r"\bcolou?r of (?:the|her|his|my|their) (\w+)")
_DARK = {"blacks", "shadows"}
_DEEP = {"deep", "deeper", "dark", "darker", "inky", "rich", "solid", "crushed"}
_SAYS_WHAT_IS_WRONG = {
    "he's",
    "she's",
    "they're",
    "everyone's",
    "is",
    "it's",
    "its",
    "looks",
    "seems",
    "feels",
    "are",
    "was",
    "turned",
    "came",
    "look",
}
_ASKS = {"make", "made", "want", "should", "be", "more", "give"}
_ALL = {"whole", "entire", "overall", "general", "total", "natural", "warm", "cold"}


class ToneClause:
    """`strength` is that of no step; `about_a_thing` tells that a word for a tone was said of a thing."""

    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self._words = list(words)
        self._lexicon = lexicon
        self._used: set[int] = set()
        self.strength: float | None = None
        self.about_a_thing = False
        self._looks = False
        self._how: frozenset[int] = frozenset()

    def read(self) -> list[Step]:
        task = self._task(self._skip_polite())
        if task is not None:
            return [task]
        steps = self._tones()
        self._looks = any(step.look for step in steps)
        self._how = likened(self._words) if steps else frozenset()
        if not steps and (told := task_told(self._words)):
            return [self._whole(told)]
        region, colours = self._region(), COLOURS.intersection(self._words)
        if not steps:
            return [self._whole(Task.COLOR, region)] if region and colours else []
        # "Darken the red mug": the colour tells which mug.
        which = colours <= set(region.split()) and all(step.value in PLAIN for step in steps)
        if region and colours and not which and not any(step.look for step in steps):
            return [Step(Task.COLOR, target=region, words=" ".join(self._words))]
        return [replace(step, region=region) for step in steps] if region else steps

    def _whole(self, task: Task, target: str = "") -> Step:
        self._used |= set(range(len(self._words)))
        return Step(task, target=target, words=" ".join(self._words))

    def unread(self) -> list[str]:
        return [
            word
            for place, word in enumerate(self._words)
            if place not in self._used
            and word not in FILLER
            and not (self._looks and word in _MADE)
            and place not in self._how
            and (len(word) > 1 or word.isdigit())
            and word not in self._lexicon.versions
        ]

    def _skip_polite(self) -> int:
        place = 0
        while place < len(self._words):
            hit = self._lexicon.polite.at(self._words, place)
            if not hit:
                break
            self._used |= set(range(place, place + hit[1]))
            place += hit[1]
        return place

    def _task(self, start: int) -> Step | None:
        """A kind of edit named by its verb, unless the verb only says more or less of a tone ("add contrast")."""
        if start >= len(self._words):
            return None
        task, length = verb_of(self._words, start, self._lexicon)
        if "of" in self._words:
            color = _COLOR_OF.search(" ".join(self._words))
            if color and color[1] not in self._lexicon.whole:
                task, length = Task.COLOR, 0
        if place_of := recoloured(self._words, start):
            task, length = Task.COLOR, place_of - start
        elif task is None or tone_follows(self._words, start + length, self._lexicon):
            return None
        self._used |= set(range(len(self._words)))
        target = [word for word in self._words[start + length :] if word not in DETERMINERS]
        return Step(task, target=" ".join(target), words=" ".join(self._words))

    def _tones(self) -> list[Step]:
        steps: list[Step] = []
        place = 0
        direction = 0.0
        while place < len(self._words):
            word = self._words[place]
            cue = self._lexicon.cues.at(self._words, place)
            strength = self._lexicon.strengths.at(self._words, place)
            if cue:
                self._used |= set(range(place, place + cue[1]))
                end = place + cue[1]
                if cue[0].noun and not direction:
                    direction, much, end = way_behind(self._words, end, cue[0], self._lexicon)
                    self._used |= set(range(place, end))
                    if much != 1.0:
                        self.strength = much if self.strength is None else self.strength * much
                step = self._step(cue[0], direction, place)
                if step is not None:
                    steps += step
                    direction = 0.0
                    if self.strength is not None:
                        steps[-len(step) :] = [replace(one, strength=one.strength * self.strength) for one in step]
                        self.strength = None
                place = end
                continue
            if strength and not (word in {"little", "so", "even"} and self._lexicon.cues.at(self._words, place)):
                self._used |= set(range(place, place + strength[1]))
                self.strength = strength[0] if self.strength is None else self.strength * strength[0]
                place += strength[1]
                continue
            if word == MARK:
                said = float(self._words[place + 1])
                self.strength = said if self.strength is None else self.strength * said
                self._used |= {place, place + 1}
                place += 2
                continue
            less, more = self._lexicon.less.at(self._words, place), self._lexicon.more.at(self._words, place)
            if less:
                direction = -1.0
                self._used |= set(range(place, place + less[1]))
            elif more:
                direction = direction or 1.0
                self._used |= set(range(place, place + more[1]))
            place += max(1, less[1] if less else more[1] if more else 1)
        if steps and self.strength is not None:
            steps[-1] = replace(steps[-1], strength=steps[-1].strength * self.strength)
            self.strength = None
        return steps

    def _step(self, cue: Cue, direction: float, place: int) -> list[Step] | None:
        before = self._words[:place]
        if of_a_thing(self._words, place, cue, self._lexicon):
            self.about_a_thing = True
            return None
        if " ".join(before).endswith(("not too", "not too much")):
            before = []
        if not direction and self._words[place] == "light" and is_the_light(self._words, place):
            return None  # "make the light warmer": what is to be warmer
        if of_a_surface(self._words, place, self._lexicon):
            self.about_a_thing = True
            return None
        if cue.noun:
            too = "too" in before
            deep = bool(place) and self._words[place - 1] in _DEEP and self._words[place] in _DARK
            if not direction and not too and not deep and self.strength is None and "enough" not in self._words:
                # "Contrast" alone is a wish for it; "the colour of the car" is none.
                short = len(self._words) < 4 and not {"change", "of"} & set(self._words)
                return [_noun_step(cue, 1.0)] if short else None
            if "enough" in self._words and ({"not", "isn't", "no"} & set(before)):
                direction = 1.0
            elif too:
                direction = -1.0
            elif deep and not direction:
                self._used.add(place - 1)
                direction = -1.0  # "monochrome with deep, deep blacks"
            return [_noun_step(cue, direction or 1.0)]
        if (
            not cue.look
            and self._words[place] in COLOURS
            and not direction
            and self.strength is None
            and "too" not in before
        ):
            return None  # "the blue car": a colour that something has
        sign = direction or 1.0
        if "enough" in self._words and {"not", "isn't"} & set(before):
            sign = 1.0
        elif ("too" in before and direction >= 0) or self._complains(before) or ("not" in before and sign > 0):
            sign = -1.0
        if cue.look:
            thing, told = (one(self._words, place, cue, self._lexicon) for one in (is_a_thing, told_of_the_picture))
            if thing or told:
                self.about_a_thing = True
                return None
            if sign < 0:
                opposite: dict[str, float] = self._lexicon.raw["opposite"].get(cue.look, {})
                return [Step(Task.TONE, name, strength=value) for name, value in opposite.items()] or None
            return [Step(Task.STYLE, cue.look, look=True, words=" ".join(self._words))]
        return [Step(Task.TONE, cue.adjust, strength=cue.sign * sign, words=" ".join(self._words))]

    def _complains(self, before: Sequence[str]) -> bool:
        """ "It looks flat" asks for the contrary of flat; "make it look flat" does not."""
        return bool(_SAYS_WHAT_IS_WRONG & set(before[:4])) and not _ASKS & set(before)

    def _region(self) -> str:
        for place, word in enumerate(self._words):
            if word not in DETERMINERS or (place and self._words[place - 1] in _PLACES_BEFORE):
                continue
            noun: list[str] = []
            for at in range(place + 1, min(place + 4, len(self._words))):
                if self._words[at] in STOPS or (self._lexicon.cues.at(self._words, at) and at not in (place + 1,)):
                    break
                if at in self._used and not noun:
                    break
                noun.append(self._words[at])
            if len(noun) > 1 and noun[-1] in OF_A_THING and noun[0] not in self._lexicon.whole | _ALL:
                self._used.add(place + len(noun))
                noun.pop()  # "her skin tones" are where her skin is
            phrase = " ".join(noun)
            outside = {phrase, *noun[-1:]} & (self._lexicon.whole | self._lexicon.versions | _TIMES)
            if noun and (not outside or (len(noun) > 1 and noun[0] in _SIDES)):
                self._used |= set(range(place, place + 1 + len(noun)))
                return f"{word} {phrase}"
        return ""


def _noun_step(cue: Cue, direction: float) -> Step:
    return Step(Task.TONE, cue.adjust, strength=direction)
