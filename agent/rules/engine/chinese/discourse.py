"""Reads Chinese requests for light and colour that have several clauses, with what is told around them.

A request is read whole or not at all. Chinese joins clauses without a mark as well: "亮一点暖一点", "四周压暗突出中间".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from agent.plan import Decision, Intent, Plan, Step
from agent.rules.engine.chinese.amounts import moderated, remedied
from agent.rules.engine.chinese.light import Said, said
from agent.rules.engine.chinese.light import lit as of_one
from agent.rules.engine.chinese.parting import of_what, pairs, places, stripped, twice, without_joint
from agent.rules.engine.chinese.parts import part_of
from agent.rules.engine.chinese.telling import told, told_of
from agent.rules.engine.chinese.words import is_lit
from agent.rules.engine.dials import turned
from agent.rules.engine.light.quality_frames import Found
from agent.rules.engine.light.quality_steps import step_of
from agent.rules.words.languages import language
from agent.rules.words.patterns import lazy

_BREAK = lazy(r"\s*[,;.!?:~、。…]+\s*")
# "Brightness 高一点" has more Latin letters than Chinese ones.
_MIXED = ("zh", "en")
# "曝光+0.5", "提亮半档".
_DIALLED = lazy(r"\d|[半一两]档")
# Stops of an exposure are numbers.
_STOPS = lazy("(?<![大排存])档(?!案|次|期|口)")
# What is said to stay is one thing.
_KEEPS = lazy("保持|保留|维持|不变|别动|不要动")
_MOST_CLAUSES, _LONGEST, _SHORTEST = 7, 90, 2
_SURE = 0.9
# A fault of light is why light is asked for; one of colour why colour is.
_COLOURS = frozenset(["warmth", "tint", "saturation", "vibrance"])
_CLEARER, _VEILS = frozenset(["sharp", "clarity"]), frozenset(["haze", "contrast"])
_OWN = frozenset(["noise", "sharp", "grain", "vignette", "haze"])
# What is told of these is why the light of whom they belong to is wished ("毛黑乎乎一团, 把猫弄亮些").
_OF_A_BODY = lazy("the (?:fur|faces?|hair|skin|feathers?|eyes|body)(?: of .+)?")
_WITH_A_BODY = lazy(
    "the (?:.+ )?(?:cats?|kittens?|dogs?|puppy|horses?|birds?|rabbits?|animals?|man|men|woman|women|boys?|girls?|baby"
    "|child|children|people|person|bride|groom|couple|subject)"
)
_UP = {"up": 1.0, "down": -1.0}


@dataclass(slots=True)
class _Story:
    """What was understood so far; `topic` is the part spoken of last."""

    wishes: list[Found] = field(default_factory=list[Found])
    faults: list[Found] = field(default_factory=list[Found])
    keep: list[str] = field(default_factory=list[str])
    topic: str = ""
    weak: list[Found] = field(default_factory=list[Found])
    others: bool = False


def toned(text: str) -> Plan | None:
    """The plan of a Chinese request that is about light and colour alone; None for any other one."""
    if not 0 < len(text) <= _LONGEST or text.isascii() or language(text) not in _MIXED:
        return None
    clauses = [one for one in _BREAK.split(text) if stripped(one)]
    if not 0 < len(clauses) <= _MOST_CLAUSES or not is_lit(text) or _STOPS.search(text):
        return None
    story = _Story()
    if not all(_told(stripped(clause), story) or _beside(clause, story) for clause in clauses):
        return None
    found = _asked(story)
    if not found:
        return None
    steps = tuple(step_of(one, text) for one in found)
    return Plan("", Intent.EDIT, steps, keep=tuple(dict.fromkeys(story.keep)), confidence=_SURE, decision=Decision.ACT)


def lit(clause: str) -> list[Step] | None:
    """The steps of one clause among others, which may be two without a mark ("亮一点暖一点"); None where it asks for no
    light and no colour. A fault alone is told in many stories, and asks for nothing there."""
    found = _lit(clause)
    return list(found) if found else None


@lru_cache(maxsize=256)
def _lit(clause: str) -> tuple[Step, ...]:
    bare = stripped(clause)
    if steps := of_one(clause) or (of_one(bare) if bare != clause else None):
        return tuple(steps)
    if _DIALLED.search(clause) and (steps := turned(clause)):
        return tuple(steps)
    story = _Story()
    if not 0 < len(bare) <= _LONGEST or not twice(bare) or not is_lit(bare) or not _told(bare, story):
        return ()
    found = () if story.faults or story.keep or story.others else story.wishes
    return tuple(step_of(one, clause) for one in found)


def _told(clause: str, story: _Story) -> bool:
    """Takes in a clause, or the clauses that it is made of; False where it is not understood, and then nothing."""
    if both := pairs(clause.replace(" ", "")):
        trial = _copy(story)
        if all(_told(half, trial) for half in both):
            _accept(trial, story)
            return True
    if (rest := of_what(clause)) and _told(rest, story):
        return True
    if not (several := twice(clause)) and _one(clause.replace(" ", ""), story):
        return True
    if not is_lit(clause) or _KEEPS.search(clause):
        return False
    for place in places(clause):
        first, second = stripped(clause[:place]), stripped(clause[place:])
        second = stripped(without_joint(second))
        if min(len(first), len(second)) < _SHORTEST:
            continue
        trial = _copy(story)
        if _one(first.replace(" ", ""), trial) and _told(second, trial):
            _accept(trial, story)
            return True
    return several and _one(clause.replace(" ", ""), story)


def _beside(clause: str, story: _Story) -> bool:
    """Takes in a clause that only tells something; of what it tells that is what is spoken of from there on."""
    if not told(clause):
        return False
    if name := told_of(clause.strip()):
        part = part_of(name)
        if part is None or story.wishes:
            return False  # behind a wish it may be one for that part
        story.topic = part.region or story.topic
    return True


def _accept(trial: _Story, story: _Story) -> None:
    story.wishes, story.faults, story.keep = trial.wishes, trial.faults, trial.keep
    story.topic, story.weak, story.others = trial.topic, trial.weak, trial.others


def _one(clause: str, story: _Story) -> bool:
    if story.wishes or story.faults:
        if moderate := moderated(clause):
            story.wishes = [replace(one, way=one.way * moderate) for one in story.wishes]
            story.faults = [replace(one, way=one.way * moderate) for one in story.faults]
            return True
        if cure := remedied(clause):
            if not story.wishes:
                return _cured(story, *cure)
            if _goes_on(story.wishes[-1], *cure):
                return True
    one = said(clause, story.topic)
    if one is not None and any(wish.quality in _VEILS and not wish.region for wish in story.wishes):
        # "去灰! 雪山都看不清了, 通透点": what is told of a part says why all of it is to be clear.
        one = said(clause, "") if any(found.quality in _CLEARER for found in one.found) else one
    return one is not None and _taken(one, story)


def _goes_on(last: Found, way: str, much: float) -> bool:
    """ "别那么红, 减点": says the wish before it again."""
    return much <= 1 and (way not in _UP or _UP[way] * last.way > 0)


def _taken(one: Said, story: _Story) -> bool:
    story.keep += [thing for thing in one.keep if thing not in story.keep]
    if one.others and one.found and not story.keep:
        return False  # "其他地方压暗": nothing was said to stay
    story.topic = "" if one.everywhere else one.part or story.topic
    if one.kind == "wish":
        story.wishes += one.found
    elif one.kind == "fault":
        fresh = [found for found in one.found if found not in story.faults]
        story.faults += fresh
        story.weak += fresh if one.weak else []
    return True


def _cured(story: _Story, way: str, much: float) -> bool:
    """What is complained of goes the way that is asked for, or the request is not understood."""
    last = story.faults[-1]
    if way in _UP and _UP[way] * last.way < 0 and last.quality not in {"contrast", "warmth", "tint"}:
        return False
    story.faults = [
        replace(one, way=one.way * much)
        if abs(one.way) >= 1 or much > 1
        else replace(one, way=one.way * min(1.0, much))
        for one in story.faults
    ]
    story.weak = []
    return True


def _asked(story: _Story) -> list[Found]:
    """What is to be done: the wishes, and the faults that they do not mend."""
    strong = [fault for fault in story.faults if fault not in story.weak]
    if not (strong or story.wishes):
        return []
    counted = strong if story.wishes else story.faults
    faults = [fault for fault in counted if not _mended(fault, story)]
    veiled = {one.region for one in faults if one.quality == "haze"}
    # "雾蒙蒙的, 清晰一点": clearer is what it is without the veil.
    wishes = [one for one in story.wishes if not (one.quality in _CLEARER and one.region in veiled)]
    found: dict[tuple[str, str], Found] = {}
    for one in (*map(_of_grey, faults), *wishes):
        last = found.get((one.quality, one.region), one)
        # "色温调低一点, 偏蓝" says the same twice, and how much only once.
        found[one.quality, one.region] = (
            min(one, last, key=lambda each: abs(each.way)) if last.way * one.way > 0 else one
        )
    return list(found.values())


def _mended(fault: Found, story: _Story) -> bool:
    """Whether a wish is the remedy, or another fault says the same and more: a face that is black against the light."""
    for wish in story.wishes:
        alike = _kind(wish) == _kind(fault) or fault.quality == "grey"
        if alike and (wish.region == fault.region or not wish.region or not fault.region):
            return True
        if alike and _OF_A_BODY.fullmatch(fault.region) and _WITH_A_BODY.fullmatch(wish.region):
            return True
    veiled = any(one.quality == "haze" for one in (*story.wishes, *story.faults))
    if veiled and fault.quality in {"grey", "exposure"} and fault.way < 0:
        return True  # what is white through a veil is so for that
    for other in story.faults:
        if other is not fault and other.way * fault.way > 0 and fault.quality == "exposure":
            if other.quality == "exposure" and other.region and not fault.region:
                return True
            if other.quality == "shadows" and other.region == fault.region:
                return True
    return False


def _of_grey(one: Found) -> Found:
    """A grey picture is flat, a grey part has no colour."""
    if one.quality != "grey":
        return one
    return replace(one, quality="saturation" if one.region else "contrast", way=abs(one.way))


def _kind(one: Found) -> str:
    if one.quality in _OWN:
        return one.quality
    return "colour" if one.quality in _COLOURS or one.quality.startswith("hue:") else "light"


def _copy(story: _Story) -> _Story:
    return _Story([*story.wishes], [*story.faults], [*story.keep], story.topic, [*story.weak], story.others)
