"""Finds precise operations in Chinese by whole clauses: a request is read whole, or nothing of it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from agent.plan import Step
from agent.rules.engine.chinese.clauses import asks, bared, fronted, is_part, is_remedy, is_told, parted, topic, works
from agent.rules.engine.chinese.telling import only_tells, told, told_of
from agent.rules.engine.chinese.values import named, number, put_right
from agent.rules.engine.clause_patterns import Patterns
from agent.rules.words.patterns import lazy
from backends.types import Task

# The operations as they are asked for in Chinese.
_CHINESE = Patterns("zh", number)
# No clause has more parts than this ("把脸、车牌、号码打码, 别让人看见").
_LONGEST = 6
# Nor so many letters; a text to be written on the picture is the longest thing in one.
_MOST_LETTERS = 120
# A clause is tried with what stands beside it and alone, with and without what must stay; so many are remembered.
_SAME_REQUEST = 128
# What is named before it, and stands there for the thing.
_IT = "它"
_OF_FOCUS = frozenset(["sharpen", "denoise"])
_OF_THINGS = frozenset(["remove", "obscure", "cutout"])
# One of these puts the picture right, and a remark before it says in which way.
_UPRIGHT = frozenset(["rotate", "straighten", "flip"])

# Without one of these nothing says that it is words that are to be put on the picture.
_OF_LETTERS = lazy(r"[字写标题印注署签水价日时戳词句话名号码]|[\"'“”「」『』:]|[a-z0-9]", re.I)
# Levels what is tilted, and puts right whatever else was complained of.
_PUT_RIGHT = lazy("(?:修正|校正|纠正|矫正)(?:过来|回来|好|了)*")
# Beside what is blurred this asks for nothing.
_STAYS_SHARP = lazy("(?:要|得|保持|必须|还是|能).{0,2}(?:清楚|清晰|看得清)$")
# Looks whose colours are pale.
_PALE = frozenset(["bright", "pastel", "dreamy", "fog"])
_MUCH = {"a bit": 0.5, "slightly": 0.5, "gently": 0.5, "strongly": 1.5, "a lot": 1.5}

# Reads a clause of light and colour: its steps, or None where it is none.
Light = Callable[[str], "list[Step] | None"]


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause asks for. `weak` is a remark on what is wrong ("有点歪"), `remedy` asks to mend what was remarked
    before it, `thing` is what it is about without asking for anything. `told` asks for nothing, or says what the
    picture may be already ("老照片") or is made for ("发小红书")."""

    steps: tuple[Step, ...] = ()
    weak: bool = False
    remedy: bool = False
    thing: str = ""
    told: bool = False


@lru_cache(maxsize=_SAME_REQUEST)
def read_clause(clause: str, typed: str) -> Clause | None:
    """One clause of a normalised text; None where it is no operation and nothing around one."""
    bare = bared(clause)
    if not bare or len(bare) > _MOST_LETTERS:
        return None
    remedy = is_remedy(bare)
    for said in dict.fromkeys((bare, fronted(bare))):
        for step, pattern in _CHINESE.fitting(said, typed):
            done = _done(step)
            done = _spaced(done, typed) if done else None
            if done is not None and (not remedy or done.operation in _UPRIGHT or done.region == _IT):
                soft = (done.look or "place" in done.values or "ratio" in done.values) and is_told(bare)
                return Clause((done,), weak=pattern.weak, remedy=remedy, told=soft)
    if remedy:
        return Clause(remedy=True)
    thing = topic(bare)
    told = is_told(bare) or (bool(thing) and only_tells(bare))
    if thing and not named(thing):
        return Clause(told=True)
    return Clause(thing=thing, told=told) if thing or told else None


def operations(text: str, typed: str, light: Light) -> list[Step] | None:
    """All steps of a request; None where a clause of it is not understood, or nothing of it is an operation."""
    text, spans = parted(text)
    if asks(text):
        return None
    found: list[Clause] = []
    place = 0
    while place < len(spans):
        one, after = _longest(text, spans, place, typed, light)
        if one is None and not _tells(text[slice(*spans[place])]):
            return None
        found.append(one or Clause(told=True))
        place = after
    steps = _joined(found)
    return steps if steps and any(step.operation or step.look for step in steps) else None


def _tells(clause: str) -> bool:
    """Whether a clause only tells something, and of no part that a wish without a part may be meant for."""
    return told(clause) and not told_of(clause.strip())


def is_half_read(text: str, typed: str, light: Light) -> bool:
    """Whether a clause of the request tells of work that no operation is: the others must not be done without it."""
    text, spans = parted(text)
    clauses = [text[start:end] for start, end in spans]
    left = [one for one in clauses if works(bared(one)) and not told(one) and not light(one)]
    return any(read_clause(one, typed) is None for one in left)


def _longest(
    text: str, spans: Sequence[tuple[int, int]], place: int, typed: str, light: Light
) -> tuple[Clause | None, int]:
    """The most clauses from `place` on that are one, and where they end."""
    for last in range(min(len(spans), place + _LONGEST), place, -1):
        clause = text[spans[place][0] : spans[last - 1][1]]
        one = read_clause(clause, typed)
        if one is not None and (last == place + 1 or one.thing or (one.steps and (not one.weak or "," not in clause))):
            return one, last
    clause = text[spans[place][0] : spans[place][1]]
    lit = light(bared(clause)) or light(clause)
    return (Clause(tuple(lit)) if lit else None), place + 1


def _joined(found: Sequence[Clause]) -> list[Step] | None:
    """The steps of all clauses in their order; None where what one of them is about was never named."""
    steps: list[Step] = []
    remarked: list[Step] = []
    looks: list[Step] = []
    things: list[str] = []
    asides: list[str] = []
    for one in found:
        if one.told or one.thing:
            looks += one.steps
            things += [one.thing] if one.thing else []
            asides += [one.thing] if one.told else []
        elif one.weak and any(_says_again(step, steps) for step in one.steps):
            continue  # "转180, 装反了"
        elif one.weak:
            remarked += one.steps
            steps += one.steps
            things += [step.region for step in one.steps if step.operation in _OF_THINGS]
        elif any(step.operation == "rotate" for step in remarked) and any(map(_is_turned, one.steps)):
            remarked = []  # "横着的, 转成竖的"
        elif one.remedy and not (one.steps or steps) and looks and looks[-1].operation == "crop":
            steps.append(looks[-1])  # "要打印5寸的, 裁一下"
        elif one.remedy and remarked and (not one.steps or _mends(one.steps[0], remarked)):
            remarked = []
        else:
            done = _asked(one, things[-1] if things else "", steps)
            if done is None:
                return None
            steps = [step for step in steps if not _replaced(step, remarked, one.steps)]
            remarked = [step for step in remarked if step in steps]
            for step in done:
                _put(step, steps)
    return (steps or looks) if all(thing in asides or _is_in(thing, steps) for thing in things) else None


def _asked(one: Clause, thing: str, before: Sequence[Step]) -> list[Step] | None:
    """What a clause asks for, with what was named before it; None where that is not known."""
    if one.remedy and not one.steps:
        if mended := _blemish(thing):
            return [mended]
        # "左右反了, 翻回来" says it twice.
        return [] if before and before[-1].operation in _UPRIGHT | {"background"} else None
    done = [_of(step, thing) for step in one.steps]
    return None if None in done else [step for step in done if step is not None]


def _is_in(thing: str, steps: Sequence[Step]) -> bool:
    """Whether something is done about what was named: a clause that only names asks for nothing else."""
    part = named(thing)
    return any(part and step.region and (part in step.region or step.region in part) for step in steps) or (
        part in ("the background", "the subject") and any(step.operation in ("background", "cutout") for step in steps)
    )


def _put(step: Step, steps: list[Step]) -> None:
    """Behind the others; what is said twice ("抠个图, 要透明底") is done once, and dials are turned together."""
    for place, one in enumerate(steps):
        if {*one.values} == {*step.values} == {"ratio"} and one.operation == step.operation and not one.region:
            steps[place] = step  # "竖的, 2:3"
            return
        alike = (one.operation, one.value, one.values) == (step.operation, step.value, step.values)
        if alike and (one.region == step.region or (step.operation == "cutout" and not (one.region and step.region))):
            steps[place] = one if one.region else step
            return
    if _STAYS_SHARP.search(step.words) and step.region and any(one.values.get("kind") == "blur" for one in steps):
        return  # "旁边的人模糊掉, 新娘要清楚"
    if step.value == "saturation" and 0 > step.strength > -0.7 and any(one.value in _PALE for one in steps):
        return  # "日系, 淡淡的"
    if steps and step.operation == "tone" and step.operation == steps[-1].operation and step.region == steps[-1].region:
        steps[-1] = replace(steps[-1], values=steps[-1].values | step.values, words=f"{steps[-1].words}, {step.words}")
        return
    steps.append(step)


def _says_again(step: Step, done: Sequence[Step]) -> bool:
    """Whether a remark only says why something was asked for before it."""
    names = {one.operation for one in done if one.operation}
    return step.operation in names or (step.operation in _UPRIGHT and bool(names & _UPRIGHT))


def _mends(step: Step, remarked: Sequence[Step]) -> bool:
    """ "横着的, 扶正" turns it, and "右下角有划痕, 去掉" mends the scratches: it is what the remark says."""
    operations = {one.operation for one in remarked}
    if _PUT_RIGHT.fullmatch(step.words) and not operations & _UPRIGHT:
        return True  # "眼睛反红光了, 修正"
    return step.region == _IT or (step.operation in _UPRIGHT and bool(operations & (_UPRIGHT - {step.operation})))


def _replaced(step: Step, remarked: Sequence[Step], asked: Sequence[Step]) -> bool:
    """Whether a remark is made plain by what is asked after it."""
    if not any(step is one for one in remarked):
        return False
    names = {one.operation for one in asked}
    return step.operation in names or (step.operation in _UPRIGHT and bool(names & _UPRIGHT))


def _of(step: Step, thing: str) -> Step | None:
    """With what "它" is; None where nothing was named, or it is nothing that can be taken away."""
    if step.operation in _OF_FOCUS and not step.region and thing:
        return _done(replace(step, region=thing, target=thing))  # "文字不清楚, 锐化一下"
    if step.region != _IT:
        return step
    if step.operation == "remove" and thing:
        found = next(_CHINESE.fitting(f"去掉{thing}", ""), None)
        return _done(replace(found[0], words=step.words)) if found else None
    return _done(replace(step, region=thing, target=thing)) if thing else None


def _blemish(thing: str) -> Step | None:
    """What was named and is to be put right, where that is small enough to be healed away: "脸上有颗痘, 修一下"."""
    found = next(_CHINESE.fitting(f"去掉{thing}", ""), None) if thing else None
    return _done(found[0]) if found and found[0].operation == "heal" else None


def _is_turned(step: Step) -> bool:
    """Whether what else makes an upright frame is to be turned upright."""
    return step.operation == "crop" and {*step.values} == {"ratio"} and step.words[:1] in ("转", "翻", "旋", "变", "调")


def _spaced(step: Step, typed: str) -> Step:
    """With the blanks in a text that a Chinese clause is read without."""
    words = step.values.get("words")
    if not isinstance(words, str) or " " not in typed or words in typed:
        return step
    match = re.search(r" ?".join(map(re.escape, words.replace(" ", ""))), typed, re.IGNORECASE)
    return replace(step, values=step.values | {"words": match[0]}) if match else step


def _done(step: Step) -> Step | None:
    """The step with its part named as the engine knows it; None where the part is none that it can be done to."""
    step = put_right(step)
    if step.operation == "text" and not _OF_LETTERS.search(step.words):
        return None  # "右边加个黄色的灯"
    if step.look:
        much = _MUCH.get(str(step.values.get("amount", "")), 1.0)
        return replace(step, values={}, strength=much)
    if not step.region or step.region == _IT or step.region == "the whole picture":
        return None if not step.region and step.operation in ("remove", "obscure") else step
    part = named(step.region)
    if (part and not is_part(part)) or step.operation in _UPRIGHT:
        return None
    if not part or part == _IT:
        return None if step.operation in _OF_THINGS else replace(step, region="", target="")
    if part == "the background" and step.operation == "obscure" and step.values.get("kind") == "blur":
        values = {name: said for name, said in step.values.items() if name in ("kind", "amount")}
        return Step(Task.BACKGROUND, operation="background", values=values, words=step.words)
    if part == "the background" and step.operation in ("remove", "cutout"):
        return Step(Task.EXTRACT, operation="cutout", words=step.words)
    return replace(step, region=part, target=part)
