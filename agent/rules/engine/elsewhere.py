"""Wishes in other languages than English that the engine can do exactly, by the tables at the end of their lexicon."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from agent.plan import Intent, Output, Plan, Scene, Step
from agent.rules.engine.strengths import scaled
from agent.rules.slots.counts import wanted
from agent.rules.slots.formats import cut_output
from agent.rules.slots.references import Reference, references
from agent.rules.slots.spans import cut_keeps, without
from agent.rules.words.languages import language
from agent.rules.words.patterns import lazy
from backends.types import Json, Task

_LEXICONS = Path(__file__).parents[3] / "prompts" / "lexicon"
_BREAKS = lazy(r"[,.;!?。、]+|(?<!\w)(?:y|e|et|und|aber|pero|mais|mas|ma)(?!\w)|和|但是?|不过|而且|并且")
_BELONGS = lazy(r"(?P<whole>.+?)(?:(?P<on>上)|(?P<within>里|中))?的(?P<part>.+)")
_AND = lazy(r"和|跟|与|、|以及|还有")
_PLACES = frozenset(["corner", "left", "right", "top", "bottom", "middle"])
# Languages whose every request the classes of words tell apart.
_COMPLETE = {"en", "zh"}
DRAWN = {"watercolor", "oil", "pencil", "comic", "pixel-art", "pop-art"}
# What each name in [operate] is for the engine.
_OPERATIONS: dict[str, tuple[Task, str, Json]] = {
    "square": (Task.CROP, "crop", {"ratio": "1:1"}),
    "flip": (Task.CROP, "flip", {"direction": "horizontal"}),
    "rotate-left": (Task.CROP, "rotate", {"degrees": 270}),
    "rotate-right": (Task.CROP, "rotate", {"degrees": 90}),
    "blurred-background": (Task.BLUR, "background", {"kind": "blur"}),
    "white-background": (Task.BACKGROUND, "background", {"colour": "white"}),
    "redeye": (Task.PORTRAIT, "redeye", {}),
    "straighten": (Task.CROP, "straighten", {}),
    "sharpen": (Task.RESTORE, "sharpen", {}),
    "denoise": (Task.RESTORE, "denoise", {}),
    "cutout": (Task.EXTRACT, "cutout", {}),
    "obscured": (Task.BLUR, "obscure", {"kind": "blur"}),
    "pixelated": (Task.BLUR, "obscure", {"kind": "pixelate"}),
}


@dataclass(frozen=True, slots=True)
class Tables:
    """`steps` holds what a phrase makes of the picture; `phrases` finds every phrase of the language, longest first."""

    steps: dict[str, Step]
    strengths: dict[str, float]
    regions: dict[str, str]
    acts: dict[str, str]
    around: frozenset[str]
    phrases: re.Pattern[str]


def read_elsewhere(text: str, raw: str, scene: Scene) -> Plan | None:
    """The reading of a normalised text; None where anything of it is left over, or it is English."""
    tongue = language(text)
    if tongue == "en":
        return None
    known = _tables(tongue)
    named = references(text, scene)
    wrong = next((one.wrong for one in named if one.wrong), "")
    rest = without(text, [(one.start, one.end) for one in named])
    if plan := _act(rest, raw, named, known, scene):
        return replace(plan, wrong_reference=wrong)
    kept = cut_keeps(rest)
    output, rest = _shape(kept.rest)
    count = wanted(rest)
    steps = _steps(without(rest, count.spans), known)
    if output.ratio and steps is not None:
        steps = [*steps, Step(Task.CROP, operation="crop", values={"ratio": output.ratio}, words=text)]
    if not steps:
        return None
    subject = next((one.ids[0] for one in named if one.ids), "")
    plan = Plan(
        "",
        Intent.EDIT,
        tuple(steps),
        subject=subject,
        keep=kept.keep,
        wrong_reference=wrong,
        confidence=0.9,
        label="" if tongue in _COMPLETE else _label(steps),
    )
    if count.ones:
        return replace(plan, parallel=len(steps) > 1)
    return replace(plan, count=count.value or 1)


def _label(steps: list[Step]) -> str:
    """The kind of the steps; a mood is tone, a way of drawing is style."""
    kinds = {"tone" if step.look and step.value not in DRAWN else str(step.task) for step in steps}
    return kinds.pop() if len(kinds) == 1 else "multi"


def in_english(region: str) -> str:
    """What the engine calls a part of the picture that was named in another language."""
    tongue = language(region)
    if tongue == "en":
        return region
    known = _tables(tongue).regions
    if len(parts := _AND.split(region)) > 1 and all(part in known for part in parts):
        return " and ".join(known[part] for part in parts)
    if region in known or not (match := _BELONGS.fullmatch(region)):
        return known.get(region, region)
    # "右下角的日期": the whole comes first there.
    whole, part = known.get(match["whole"], ""), known.get(match["part"], "")
    if match["part"] == "人":
        part = "the person"
    inside = match["within"] or whole.rpartition(" ")[2] in _PLACES
    joint = "on" if match["on"] else "in" if inside else "of"
    return f"{part} {joint} {whole}" if whole and part else region


def _shape(text: str) -> tuple[Output, str]:
    """Only a shape that is said with a verb of cropping; the rest of a file wish is left to be read as one."""
    output, rest = cut_output(text, text)
    return (output, rest) if output == Output(ratio=output.ratio) and output.ratio else (Output(), text)


def _act(text: str, raw: str, named: list[Reference], known: Tables, scene: Scene) -> Plan | None:
    said = {known.acts[match[0]] for match in known.phrases.finditer(text) if match[0] in known.acts}
    ids = list(dict.fromkeys(id for one in named for id in one.ids))
    if "compare" in said and not _left(text, known):
        if len(ids) > 1:
            return Plan("", Intent.COMPARE, subject=ids[1], others=(ids[0],))
        if ids and ids[0] != scene.current:
            return Plan("", Intent.COMPARE, subject=scene.current, others=(ids[0],))
        return Plan("", Intent.COMPARE)
    if "export" in said:
        output, rest = cut_output(text, raw)
        if not _left(rest, known):
            subject, *others = ids or [""]
            return Plan("", Intent.EXPORT, subject=subject, others=tuple(others), output=output, confidence=0.95)
    for name, task in (("another", Task.VARIATION), ("again", Task.REPEAT)):
        if name in said and not _left(text, known):
            return Plan("", Intent.EDIT, (Step(task),), confidence=0.85)
    return None


def _left(text: str, known: Tables) -> str:
    """What no phrase of the language accounts for."""
    return re.sub(r"[\W_]+", "", known.phrases.sub(" ", text))


def _steps(text: str, known: Tables) -> list[Step] | None:
    """The steps, clause by clause; None where a word is not understood."""
    steps: list[Step] = []
    for clause in _clauses(text, known) or ():
        parts = [phrase for phrase in clause if phrase in known.regions]
        # "孩子的脸" is one part, "脸和手" are two.
        region = in_english("的".join(parts)) if len(parts) > 1 and "的".join(parts) in text else ""
        if len(parts) > 1 and (not region or region == "的".join(parts)):
            return None
        region = region or known.regions.get(parts[0] if parts else "", "")
        much = _much(known.strengths[phrase] for phrase in clause if phrase in known.strengths)
        found = [known.steps[phrase] for phrase in clause if phrase in known.steps]
        if (region and not found) or (not region and any(step.operation == "obscure" for step in found)):
            return None
        steps += [step for one in found if (step := _for(one, region, much, text)) not in steps]
    return steps


def _for(step: Step, region: str, much: float, text: str) -> Step:
    """What a phrase stands for, in one part of the picture and so strongly."""
    if not step.operation:
        return replace(step, region=region, words=text, strength=step.strength * much)
    weaker = step if much == 1.0 else scaled(step, much)
    part = "" if step.operation in {"background", "cutout"} else region
    return replace(weaker or step, region=part, target=part, words=text)


def _clauses(text: str, known: Tables) -> list[list[str]] | None:
    """The phrases of each clause; a phrase such as "preto e branco" is not split. None where words are left over."""
    clauses: list[list[str]] = [[]]
    end = 0
    for match in [*known.phrases.finditer(text), None]:
        gap = text[end : match.start() if match else len(text)]
        if re.sub(r"[\W_]+", "", _BREAKS.sub(" ", gap)):
            return None
        if _BREAKS.search(gap) or (match and _BREAKS.fullmatch(match[0])):
            clauses.append([])
        if match:
            clauses[-1].append(match[0])
            end = match.end()
    return clauses


def _much(said: Iterable[float]) -> float:
    strengths = list(said)
    small = [much for much in strengths if much < 1]
    return min(small) if small else max(strengths, default=1.0)


@cache
def _tables(tongue: str) -> Tables:
    raw: dict[str, Any] = tomllib.loads((_LEXICONS / f"{tongue}.toml").read_text(encoding="utf-8"))
    steps: dict[str, Step] = {}
    for name, ways in raw.get("adjust", {}).items():
        for way, sign in (("up", 1.0), ("down", -1.0)):
            steps |= {phrase: Step(Task.TONE, name, strength=sign) for phrase in _split(ways.get(way, ""))}
    for name, phrases in raw.get("look", {}).items():
        steps |= {phrase: Step(Task.STYLE, name, look=True) for phrase in _split(phrases)}
    for name, phrases in raw.get("operate", {}).items():
        task, operation, values = _OPERATIONS[name]
        steps |= {phrase: Step(task, operation=operation, values=values) for phrase in _split(phrases)}
    regions = {phrase: name for name, phrases in raw.get("region", {}).items() for phrase in _split(phrases)}
    acts = {phrase: name for name, phrases in raw.get("act", {}).items() for phrase in _split(phrases)}
    around = frozenset(_split(raw.get("around", {}).get("words", "")))
    strengths: dict[str, float] = raw.get("strength", {})
    every = sorted({*steps, *regions, *acts, *around, *strengths}, key=len, reverse=True)
    spaced = raw.get("spaced", True)
    known = "|".join(map(re.escape, every))
    pattern = re.compile(rf"(?<!\w)(?:{known})(?!\w)" if spaced else known)
    return Tables(steps, strengths, regions, acts, around, pattern)


def _split(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.split(",") if phrase.strip()]
