"""Finds what the engine does to light and colour: looks and adjustments with their strength, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from agent.plan import Step
from agent.rules.engine.elsewhere import DRAWN
from agent.rules.engine.strengths import MARK
from agent.rules.words.lexicon import Cue, Lexicon
from agent.rules.words.patterns import lazy
from agent.rules.words.vocabulary import Vocabulary, bit, bits, vocabulary
from backends.types import Task

_BREAKS = {",", ";", ".", "!", "?", "and", "but", "then", "plus", "while", "&", "with"}
_DETERMINERS = {"the", "her", "his", "their", "my", "its", "our", "these", "those"}
_STOPS = {
    "a", "an", "in", "on", "of", "to", "at", "with", "from", "into", "for", "so", "that", "is", "are", "look", "looks",
    "looking", "feel", "by", "up", "down", "more", "less", "bit", "very", "too", "as", "or", "please", "now", "like",
}  # fmt: skip
_PLACES_BEFORE = {"like", "for", "than", "style", "from", "as", "vs", "until", "during"}
_TIMES = {"morning", "evening", "night", "day", "style", "end", "future", "meantime", "60s", "70s", "80s", "90s", "way"}
_BETWEEN = {"some", "a", "an", "the", "little", "of", "lot", "more", "any", "all", "its", "overall", "that", "in"}
_BECOMES = {"to", "be", "into", "look"}
# Adjustments whose words are used for nothing else.
PLAIN = {"exposure", "contrast", "shadows", "highlights", "saturation", "vibrance", "clarity", "vignette"}
# "The top third" is a place, though "the third" alone is a variant.
_SIDES = {"top", "bottom", "left", "right", "upper", "lower", "middle", "center", "centre"}
_COLORS = {
    "red", "green", "blue", "yellow", "orange", "pink", "purple", "black", "white", "brown", "teal", "grey", "gray",
    "violet", "turquoise", "gold", "silver", "beige", "magenta", "cyan", "mustard", "navy",
}  # fmt: skip
_COLOR_OF = lazy(r"\bcolou?r of (?:the|her|his|my|their) (\w+)")
_SAYS_WHAT_IS_WRONG = {"is", "it's", "its", "looks", "seems", "feels", "are", "was", "turned", "came", "look"}
_ASKS = {"make", "made", "want", "should", "be", "more", "give"}
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
# What makes a thing of something else, and verbs that make a look of it.
_TURNED_INTO = {"into", "as"}
_MAKES = {"turn", "convert", "transform", "render", "redraw", "draw", "paint", "painted", "drawn", "become", "took"}
# Words for how a thing looks, which say where as well as the thing does.
_OF_A_THING = {"tone", "tones", "light", "lighting", "colour", "colours", "color", "colors", "brightness", "exposure"}
_ALL = {"whole", "entire", "overall", "general", "total", "natural", "warm", "cold"}
# What an adjective of light belongs to where it stands before it; an unknown word names a thing too.
_THINGS = bits("n.expression n.garment n.animal n.thing n.makeup")
# So many words beside a wish, one of them a number, say how it is meant.
_HOW = 3
# A number in a wish is how much: a wish without it would be another one.
_NUMBER = lazy(r"[+-]?[\d.,/]*\d[\d.,/]*(?:%|k|ev|x|st|stops?|px)?")
_FILLER = {
    "make", "it", "the", "a", "an", "this", "that", "more", "less", "of", "to", "in", "look", "looks", "looking", "me",
    "be", "is", "on", "as", "give", "some", "get", "create", "do", "photo", "picture", "image", "like", "with",
    "same", "bit", "its", "for", "at", "my", "you", "i", "really", "want", "need", "should", "have", "go", "put",
    "into", "very", "much", "feel", "vibe", "mood", "style", "effect", "filter", "apply", "use", "everything", "whole",
    "thing", "we", "your", "think", "would", "could", "can", "please", "all", "colors", "colours", "color", "colour",
    "one", "version", "versions", "tone", "tones", "slightly", "too", "only", "just", "also", "kind", "sort", "even",
    "from", "here", "there", "overall", "again", "another", "show", "try", "add", "now", "it's", "bring", "set", "so",
    "change", "shot", "scene", "light", "lighting", "something", "us", "than", "was", "by", "before", "different",
}  # fmt: skip


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
    for clause in clauses(words, lexicon):
        reader = _Clause(clause, lexicon)
        steps = reader.read()
        if not steps and reader.strength is not None:
            if found.steps:
                last = found.steps[-1]
                found.steps[-1] = replace(last, strength=last.strength * reader.strength)
            else:
                found.strength = reader.strength
        found.steps += steps
        if not steps and found.steps and reader.strength is None and len(clause) <= _HOW:
            # "Noir with 3 frobs"
            found.number = found.number or any(_NUMBER.fullmatch(word) for word in clause)
        if steps or reader.strength is not None or (found.steps and reader.about_a_thing):
            # A clause without a step is a story around the wish ("it is for grandma's birthday").
            left = reader.unread()
            found.unread += left
            found.number = found.number or any(_NUMBER.fullmatch(word) for word in left)
            found.words += len(clause)
    found.steps = _merged(found.steps)
    return found


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


class _Clause:
    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self._words = list(words)
        self._lexicon = lexicon
        self._known = vocabulary("en")
        self._used: set[int] = set()
        self.strength: float | None = None
        self.about_a_thing = False

    def read(self) -> list[Step]:
        start = self._skip_polite()
        task = self._task(start)
        if task is not None:
            return [task]
        steps = self._tones()
        if steps:
            region = self._region()
            if region:
                colours = _COLORS.intersection(self._words)
                # "Darken the red mug": the colour tells which mug.
                told = colours <= set(region.split()) and all(step.value in PLAIN for step in steps)
                if colours and not told and not any(step.look for step in steps):
                    return [Step(Task.COLOR, target=region, words=" ".join(self._words))]
                return [replace(step, region=region) for step in steps]
            return steps
        if task := _told(self._words, self._known):
            self._used |= set(range(len(self._words)))
            return [Step(task, words=" ".join(self._words))]
        region = self._region()
        if region and _COLORS & set(self._words):
            self._used |= set(range(len(self._words)))
            return [Step(Task.COLOR, target=region, words=" ".join(self._words))]
        return []

    def unread(self) -> list[str]:
        return [
            word
            for place, word in enumerate(self._words)
            if place not in self._used
            and word not in _FILLER
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
        task, length = self._verb(start)
        if "of" in self._words:
            color = _COLOR_OF.search(" ".join(self._words))
            if color and color[1] not in self._lexicon.whole:
                task, length = Task.COLOR, 0
        if task is None or self._tone_follows(start + length):
            return None
        self._used |= set(range(len(self._words)))
        target = [word for word in self._words[start + length :] if word not in _DETERMINERS]
        return Step(task, target=" ".join(target), words=" ".join(self._words))

    def _verb(self, start: int) -> tuple[Task | None, int]:
        """What the first words ask for, where that is not light or colour."""
        mask, length = self._known.words.at(self._words, start)
        if mask & _CHANGE and _DETERMINERS.intersection(self._words[start + length : start + length + 1]):
            return Task.REPLACE, length
        cue = self._lexicon.cues.at(self._words, start)
        # "Light the candles" is no light, as "light the room" is.
        if not mask & _ANY_VERB or mask & _TONE or (cue and cue[1] >= length):
            return None, 0
        if mask & _NOUN and not (
            start + length < len(self._words) and self._words[start + length] in _DETERMINERS | {"a", "an", "it"}
        ):
            return None, 0
        turned = self._lexicon.more.at(self._words, start) or self._lexicon.less.at(self._words, start)
        return next(task for verb, task in _VERBS if mask & verb), max(length, turned[1] if turned else 0)

    def _tone_follows(self, place: int) -> bool:
        while place < len(self._words):
            if self._lexicon.cues.at(self._words, place):
                return True
            hit = self._lexicon.strengths.at(self._words, place)
            word = self._words[place]
            # "Adjust the whole picture to be warmer"
            becomes = word in _BECOMES and self._words[place - 1] in self._lexicon.whole | _BECOMES
            if not hit and not becomes and word not in _BETWEEN and word not in self._lexicon.whole:
                return False
            place += hit[1] if hit else 1
        return False

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
                step = self._step(cue[0], direction, place)
                if step is not None:
                    steps += step
                    direction = 0.0
                    if self.strength is not None:
                        steps[-len(step) :] = [replace(one, strength=one.strength * self.strength) for one in step]
                        self.strength = None
                place += cue[1]
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
        if self._of_a_thing(place, cue):
            self.about_a_thing = True
            return None
        if " ".join(before).endswith(("not too", "not too much")):
            before = []
        if cue.noun:
            too = "too" in before
            if not direction and not too and self.strength is None and "enough" not in self._words:
                # "Contrast" alone is a wish for it; "the colour of the car" is none.
                short = len(self._words) < 4 and not {"change", "of"} & set(self._words)
                return [_noun_step(cue, 1.0)] if short else None
            if "enough" in self._words and ({"not", "isn't", "no"} & set(before)):
                direction = 1.0
            elif too:
                direction = -1.0
            return [_noun_step(cue, direction or 1.0)]
        if (
            not cue.look
            and self._words[place] in _COLORS
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
            if self._is_a_thing(place, cue):
                self.about_a_thing = True
                return None
            if sign < 0:
                opposite: dict[str, float] = self._lexicon.raw["opposite"].get(cue.look, {})
                return [Step(Task.TONE, name, strength=value) for name, value in opposite.items()] or None
            return [Step(Task.STYLE, cue.look, look=True, words=" ".join(self._words))]
        return [Step(Task.TONE, cue.adjust, strength=cue.sign * sign, words=" ".join(self._words))]

    def _of_a_thing(self, place: int, cue: Cue) -> bool:
        """ "A brighter smile", "dim sum": what a thing is like, and not the picture."""
        at = self._lexicon.cues.at(self._words, place)
        end = place + (at[1] if at else 1)
        before = self._words[place - 1 : place] if place else []
        one = before in (["a"], ["an"])
        if cue.noun or end >= len(self._words) or (cue.look and not one and not _DETERMINERS.intersection(before)):
            return False
        if not cue.look and place and not one:
            return False
        word = self._words[end]
        known = word in _FILLER | _STOPS | _DETERMINERS | self._lexicon.whole | self._lexicon.versions
        if known or self._lexicon.cues.at(self._words, end) or self._lexicon.strengths.at(self._words, end):
            return False
        mask, _ = self._known.words.at(self._words, end)
        # A word in no class is a thing only where the sentence is about one: "a warm gilet", not "bright clary".
        return bool(mask & _THINGS) or (not mask and place > 0 and not (cue.look and one))

    def _is_a_thing(self, place: int, cue: Cue) -> bool:
        """ "A newspaper in her hand", "driving through a desert": the name of a look that is a thing counts as a look
        only where nothing else is in the wish, or a word for how a picture looks."""
        if self._words[place] not in self._lexicon.things or not self._lexicon.looking.isdisjoint(self._words):
            return False
        if cue.look in DRAWN and not _TURNED_INTO.isdisjoint(self._words[:place]):
            return False  # "my dog as a painting"
        lexicon, at = self._lexicon, 0
        around = _FILLER | _STOPS | _DETERMINERS | lexicon.whole | lexicon.versions | _MAKES | {MARK}
        tables = (lexicon.cues, lexicon.strengths, lexicon.polite, lexicon.more, lexicon.less)
        while at < len(self._words):
            word = self._words[at]
            hit = next((found for table in tables if (found := table.at(self._words, at))), None)
            if not hit and word not in around and not _NUMBER.fullmatch(word):
                return True
            at += hit[1] if hit else 1
        return False

    def _complains(self, before: Sequence[str]) -> bool:
        """ "It looks flat" asks for the contrary of flat; "make it look flat" does not."""
        return bool(_SAYS_WHAT_IS_WRONG & set(before[:4])) and not _ASKS & set(before)

    def _region(self) -> str:
        for place, word in enumerate(self._words):
            if word not in _DETERMINERS or (place and self._words[place - 1] in _PLACES_BEFORE):
                continue
            noun: list[str] = []
            for at in range(place + 1, min(place + 4, len(self._words))):
                if self._words[at] in _STOPS or (self._lexicon.cues.at(self._words, at) and at not in (place + 1,)):
                    break
                if at in self._used and not noun:
                    break
                noun.append(self._words[at])
            if len(noun) > 1 and noun[-1] in _OF_A_THING and noun[0] not in self._lexicon.whole | _ALL:
                self._used.add(place + len(noun))
                noun.pop()  # "her skin tones" are where her skin is
            phrase = " ".join(noun)
            outside = {phrase, *noun[-1:]} & (self._lexicon.whole | self._lexicon.versions | _TIMES)
            if noun and (not outside or (len(noun) > 1 and noun[0] in _SIDES)):
                self._used |= set(range(place, place + 1 + len(noun)))
                return f"{word} {phrase}"
        return ""


def _told(words: Sequence[str], known: Vocabulary) -> Task | None:
    """The kind of edit that a phrase tells wherever it stands ("from above")."""
    cues = known.cues.anywhere(words)
    return next((task for cue, task in _cued() if cues & cue), None) if cues else None


@cache
def _cued() -> tuple[tuple[int, Task], ...]:
    return tuple((bit(f"c.{task}"), task) for task in Task if task not in _NO_TASK)


def _noun_step(cue: Cue, direction: float) -> Step:
    return Step(Task.TONE, cue.adjust, strength=direction)


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Said twice is meant once: "make it moody, a moody one"."""
    seen: dict[tuple[Task, str, str, str], Step] = {}
    for step in steps:
        seen.setdefault((step.task, step.value, step.target, step.region), step)
    return list(seen.values())
