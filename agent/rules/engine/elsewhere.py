"""Wishes in other languages than English that the engine can do exactly, by the tables at the end of their lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from agent.plan import Intent, Output, Plan, Scene, Step
from agent.rules.engine.chinese.clauses import bared
from agent.rules.engine.chinese.discourse import lit
from agent.rules.engine.chinese.operations import operations
from agent.rules.engine.strengths import scaled
from agent.rules.engine.tongues import Tables, in_english, tables
from agent.rules.slots.counts import wanted
from agent.rules.slots.formats import cut_output
from agent.rules.slots.numerals import Wanted
from agent.rules.slots.references import Reference, references
from agent.rules.slots.spans import cut_keeps, without
from agent.rules.words.clean import tidy
from agent.rules.words.languages import language
from agent.rules.words.numbers import CHINESE, value
from agent.rules.words.patterns import lazy
from backends.types import Task

_BREAKS = lazy(r"[,.;!?。、]+|(?<!\w)(?:y|e|et|und|aber|pero|mais|mas|ma)(?!\w)|和|但是?|不过|而且|并且")
# "来2个胶片的": so many of a look.
_SO_MANY = lazy(
    rf"(?<=[来出做要整弄搞试给我白古旧感影风幻新彩描子调色味儿格])({CHINESE}|\d{{1,2}})(?:个|种|款|张|份|套|版)(?![字人])"
    r"(?:不同|不一样)?(?:的)?"
)
# "转成png", "存成jpg格式": nothing but the file that is wanted.
_AS_FILE = lazy(
    r"(?:(?:把|将|给)?(?:这张|这个)?(?:图片|照片|图|它|文件|格式))?(?:转换?|存|保存|导出|导|弄|输出|另存|下载|做|改|换|变|发|要)"
    r"(?:换|成|为|出|个|一张|张|份|下来)*(?:png|jpe?g|webp|tiff?|avif|heic|bmp)(?:格式|文件|图片|图|的)*(?:发|传|给)?(?:给)?我?"
)
# "补成1:1, 不要裁": where this is said nothing is cropped.
NOT_CUT = lazy(
    r"(?:^|[\s,.;!?。~])(?:但是?|千万|就是|一点都|一点也|可|绝对)*(?:不要|别|不能|不许|不想|不准|勿|无需|不用)(?:再|给我|帮我|乱)*(?:裁|切|剪)(?:剪|切|图|我|画面|内容|任何东西)*"
    r"(?:哈|啊|哦|呀|吧|呢|了|就行|就好)*(?=$|[\s,.;!?。~])"
)
# Of these "only" and "without" say what is done: "only the left half", "square without cutting anything off".
_SAYS_ONLY = {"crop", "pad", "cutout", "background"}
_OF_ALL = {"straighten", "rotate", "flip", "crop"}
# Languages whose every request the classes of words tell apart.
_COMPLETE = {"en", "zh"}
DRAWN = {"watercolor", "oil", "pencil", "comic", "pixel-art", "pop-art"}


def read_elsewhere(text: str, raw: str, scene: Scene) -> Plan | None:
    """The reading of a normalised text; None where anything of it is left over, or it is English."""
    tongue = language(text)
    if tongue == "en":
        return None
    known = tables(tongue)
    named = references(text, scene)
    wrong = next((one.wrong for one in named if one.wrong), "")
    rest = without(text, [(one.start, one.end) for one in named])
    if plan := _act(rest, raw, named, known, scene):
        return replace(plan, wrong_reference=wrong)
    if tongue == "zh" and (plan := _in_chinese(rest, raw)):
        subject = next((one.ids[0] for one in named if one.ids), "")
        return replace(plan, subject=subject, wrong_reference=wrong)
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


def _in_chinese(text: str, raw: str) -> Plan | None:
    """The precise operations of a Chinese request with what is said of light beside them. What reads as an operation
    with its "only" and "not" is one ("keep only the left half"); else what must stay is cut out first."""
    kept, typed = cut_keeps(text), tidy(raw)
    if _AS_FILE.fullmatch(bared(text)) and (output := cut_output(text, raw)[0]).suffix:
        return Plan("", Intent.EXPORT, output=output, confidence=0.95)
    readings = dict.fromkeys(((text, ()), (kept.rest, kept.keep)))
    for rest, keep in readings:
        count = wanted(rest)
        if not count.value and (match := _SO_MANY.search(rest)):
            count = Wanted(value(match[1]), (match.span(),))
        bare = without(rest, count.spans)
        steps = operations(bare, typed, lit)
        if count.spans and not wanted(rest).value and steps and not all(step.look for step in steps):
            continue  # "来两个苹果" counts no versions
        if steps and (keep or not kept.keep or all(step.operation in _SAYS_ONLY for step in steps)):
            made = tuple(_padded(step) for step in steps) if NOT_CUT.search(text) else tuple(steps)
            plan = Plan("", Intent.EDIT, made, keep=keep, confidence=0.95, label=_label(steps))
            return replace(plan, count=count.value or 1)
    return None


def _padded(step: Step) -> Step:
    """A shape is filled up to where nothing may be cut off."""
    of_shape = step.operation == "crop" and {*step.values} == {"ratio"} and not step.region
    return replace(step, operation="pad") if of_shape else step


def _label(steps: list[Step]) -> str:
    """The kind of the steps; a mood is tone, a way of drawing is style."""
    kinds = {_kind(step) for step in steps}
    return kinds.pop() if len(kinds) == 1 else "multi"


def _kind(step: Step) -> str:
    """Letters are laid out by the engine, and are text to everybody."""
    if step.operation == "text":
        return "text"
    return "tone" if step.look and step.value not in DRAWN else str(step.task)


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
        if region and any(step.operation in _OF_ALL for step in found):
            return None  # hair that is to be straightened is none of the picture's edges
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
