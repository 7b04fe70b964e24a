"""Carries out one checked call as a plan, through the same acts, gate and receipts as any other, and tells the result.

The model gets words: what the receipts say, and a refusal in one line. It never gets what an exception says of itself.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from agent.acts import carry_out
from agent.acts.look_at import context
from agent.events import (
    Answered,
    ApprovalNeeded,
    Compared,
    Event,
    Exported,
    Moved,
    Planned,
    ReceiptReady,
    Said,
    VariantReady,
)
from agent.harmless import harmless, one_line
from agent.llm.attached import Attached
from agent.llm.attached import parts as labelled
from agent.llm.offered import GenerateArguments
from agent.llm.request import Image
from agent.plan import Decision, Intent, LockAct, Move, Output, Plan, Step
from agent.turn import Turn
from backends.errors import StetError
from backends.types import Task
from tools.compare import CompareArguments
from tools.export import ExportArguments
from tools.go import GoArguments
from tools.look import Look, LookArguments
from tools.vary import VaryArguments

# The kind of edit that an operation is; the others are of tone.
_TASKS = {
    "background": Task.BACKGROUND,
    "border": Task.LAYOUT,
    "crop": Task.CROP,
    "cutout": Task.EXTRACT,
    "denoise": Task.RESTORE,
    "flip": Task.CROP,
    "grow": Task.COMPLETE,
    "heal": Task.REMOVE,
    "monochrome": Task.COLOR,
    "obscure": Task.BLUR,
    "pad": Task.CROP,
    "recolour": Task.COLOR,
    "redeye": Task.PORTRAIT,
    "remove": Task.REMOVE,
    "resize": Task.CROP,
    "rotate": Task.CROP,
    "sharpen": Task.RESTORE,
    "straighten": Task.CROP,
    "text": Task.LAYOUT,
    "watermark": Task.LAYOUT,
}
_LONGEST = 1500
_ERROR = 300


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person said, about the variant `current`, and the `files` that came with it. `rules` is what the planner
    without a model read of it, and `reading` that in words. `under` puts what always holds into a plan, `told` says how
    a plan is understood."""

    words: str
    current: str
    rules: Plan
    reading: str
    under: Callable[[Plan], Plan]
    told: Callable[[Plan], str]
    files: tuple[Path, ...] = ()


@dataclass(slots=True)
class Result:
    """`declined` says that a person said no; `acted` that something was made, moved or written."""

    text: str
    pictures: tuple[str | Image, ...] = ()
    declined: bool = False
    acted: bool = False


@dataclass(slots=True)
class _Ear:
    """Hears what an act tells the person, and keeps it for the model."""

    heard: list[str] = field(default_factory=list[str])
    declined: bool = False
    acted: bool = False

    def take(self, event: Event) -> None:
        match event:
            case Said(text) | Compared(words=text):
                self.heard.append(text)
            case VariantReady():
                self.acted = True
                self.heard.append(f"made {event.id} from {event.parent}: {event.look or event.task}")
            case ReceiptReady():
                self.heard.append(f"receipt of {event.line}; not checked: {', '.join(event.not_checked)}")
            case Moved(current):
                self.acted = True
                self.heard.append(f"selected is {current} now")
            case Exported():
                self.acted = True
                self.heard.append(f"{event.id} was written as a file of {event.width}x{event.height}")
            case Answered(choice="no"):
                self.declined = True
            case _:
                pass


async def do(
    arguments: BaseModel, wish: Wish, turn: Turn, number: int, attached: Sequence[Attached] = (), *, shown: bool
) -> Result:
    """Call `number` of its turn. `shown` says that the model may be sent pictures, and can see them."""
    if isinstance(arguments, LookArguments):
        return await _look(arguments, turn, attached, shown=shown)
    arguments = with_its_file(arguments, attached)
    ear = _Ear()

    def emit(event: Event) -> None:
        ear.take(event)
        turn.emit(event)

    async def approve(asked: ApprovalNeeded, tell: Callable[[Event], None]) -> str:
        # Each question of a turn has a name of its own, or a late answer to the one before would fit it.
        return await turn.approve(dataclasses.replace(asked, id=f"{asked.id}-{number}"), tell)

    inner = dataclasses.replace(turn, emit=emit, approve=approve)
    try:
        plan = plan_of(arguments, wish)
        if isinstance(arguments, ExportArguments) and not await _may_write(plan, inner):
            return Result("not done: the person said no", declined=True)
        if plan.intent is Intent.EDIT:
            turn.emit(Planned(plan, wish.told(plan)))
        await carry_out(plan, inner)
    except StetError as error:
        if ear.declined:
            return Result("not done: the person said no", declined=True)
        ear.heard.append(f"not done: {harmless(str(error))[:_ERROR]}")
    turn.exit_code = max(turn.exit_code, inner.exit_code)
    return Result("\n".join(ear.heard)[:_LONGEST] or "done", acted=ear.acted)


def plan_of(arguments: BaseModel, wish: Wish) -> Plan:
    """The same type that the rules make, with all that the person said about what stays and who does it. What the rules
    took for a sentence about locks or models alone is one about this call too."""
    rules, plan = wish.rules, _nothing_yet(wish.rules)
    match arguments:
        case VaryArguments():
            edit = dataclasses.replace(
                plan, intent=Intent.EDIT, steps=_steps(arguments), count=arguments.count, subject=arguments.variant
            )
            return wish.under(edit)
        case GenerateArguments():
            keep = tuple(dict.fromkeys((*plan.keep, *map(one_line, arguments.keep))))
            # It comes from a model that has seen pictures: no escapes, one line. What stays is the plan's to say.
            instruction = one_line(arguments.instruction)
            step = Step(arguments.task, target=one_line(arguments.target), words=instruction, keep=keep, generates=True)
            edit = dataclasses.replace(
                plan,
                words=instruction,
                asked=rules.words,
                intent=Intent.EDIT,
                steps=(step,),
                count=arguments.count,
                subject=arguments.variant,
                keep=keep,
            )
            return wish.under(edit)
        case GoArguments():
            subject = arguments.variant if arguments.where == "go" else ""
            return dataclasses.replace(plan, intent=Intent.NAVIGATE, move=Move(arguments.where), subject=subject)
        case CompareArguments():
            return dataclasses.replace(plan, intent=Intent.COMPARE, subject=arguments.after, others=(arguments.before,))
        case ExportArguments():
            return dataclasses.replace(
                plan,
                intent=Intent.EXPORT,
                subject=arguments.variants[0],
                others=arguments.variants[1:],
                output=_output(arguments, rules),
            )
        case _:
            raise AssertionError(f"no plan for {type(arguments).__name__}")


def _nothing_yet(rules: Plan) -> Plan:
    """The person's plan without what is asked for: what stays, who does it, and the raw words."""
    if rules.lock is not None and rules.lock.alone:
        things = rules.lock.things if rules.lock.act is LockAct.SET else ()
        rules = dataclasses.replace(
            rules, lock=dataclasses.replace(rules.lock, alone=False), keep=(*rules.keep, *things)
        )
    if rules.wish.alone:
        rules = dataclasses.replace(rules, wish=dataclasses.replace(rules.wish, alone=False, why=False, sent=False))
    return dataclasses.replace(
        rules,
        steps=(),
        count=1,
        parallel=False,
        subject="",
        others=(),
        move=None,
        output=Output(),
        confidence=1.0,
        decision=Decision.ACT,
        question="",
        choices=(),
        wrong_reference="",
        unread=(),
        offers=(),
        settings=(),
        pictures=(),
        label="",
        second=None,
        text="",
    )


def _steps(arguments: VaryArguments) -> tuple[Step, ...]:
    region = arguments.region
    if arguments.operation:
        task = _TASKS.get(arguments.operation, Task.TONE)
        return (Step(task, region=region, operation=arguments.operation, values=dict(arguments.values)),)
    steps: list[Step] = []
    if arguments.look:
        steps.append(Step(Task.STYLE, arguments.look, look=True, strength=arguments.strength, region=region))
    steps += [
        Step(Task.TONE, name, strength=amount * (1.0 if arguments.look else arguments.strength), region=region)
        for name, amount in arguments.adjust.items()
    ]
    return tuple(steps)


def _output(arguments: ExportArguments, rules: Plan) -> Output:
    """Where a file goes is the person's to say: only the path in the person's own words counts."""
    return Output(
        suffix=arguments.suffix,
        long_side=arguments.long_side,
        quality=arguments.quality,
        path=rules.output.path,
        max_bytes=arguments.max_bytes,
        ratio=arguments.ratio,
        fit="pad" if arguments.pad else "",
    )


async def _may_write(plan: Plan, turn: Turn) -> bool:
    ids = ", ".join((plan.subject, *plan.others))
    kind = plan.output.suffix.lstrip(".").upper() or "the format of your photo"
    asked = ApprovalNeeded(
        id=f"{turn.workplace.name}-write",
        question=f"The language model wants to write {ids} to a file ({kind}). Go ahead?",
        choices=("yes", "no"),
    )
    return await turn.approve(asked, turn.emit) == "yes"


def with_its_file(arguments: BaseModel, attached: Sequence[Attached]) -> BaseModel:
    """`like` may name what came with the words: then the file itself takes its place, which no model ever names."""
    like = arguments.values.get("like") if isinstance(arguments, VaryArguments) else None
    file = next((one.file for one in attached if one.id == like), None)
    if file is None or not isinstance(arguments, VaryArguments):
        return arguments
    others = {name: value for name, value in arguments.values.items() if name != "like"}
    return arguments.model_copy(update={"values": others | {"path": str(file)}})


async def _look(arguments: LookArguments, turn: Turn, attached: Sequence[Attached], *, shown: bool) -> Result:
    parts: list[str | Image] = []
    came = {one.id: one for one in attached}
    ids = tuple(id for id in arguments.variants if id not in came)
    for id in dict.fromkeys(arguments.variants):
        if (one := came.get(id)) is None:
            continue
        parts += (
            [f"[{id} is {one.told}]"] if one.proxy is None else labelled(await one.seen(arguments.size), shown=shown)
        )
    if ids:
        async for seen in Look().run(arguments.model_copy(update={"variants": ids}), context(turn)):
            parts += labelled(seen, shown=shown)
    if any(isinstance(part, Image) for part in parts):
        return Result(f"{sum(isinstance(part, Image) for part in parts)} small pictures follow", tuple(parts))
    return Result("\n".join(part for part in parts if isinstance(part, str))[:_LONGEST])
