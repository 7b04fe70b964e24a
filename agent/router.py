"""Which model does the job, why, and what was rejected: a pure function over the plan and the cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.plan import Plan, Step
from backends.catalog import ModelCard
from backends.types import Task

# What a person reads where the task's own word would be jargon.
_DOING = {
    Task.TONE: "a change of tone, light or colour",
    Task.STYLE: "a look",
    Task.VARIATION: "another take",
    Task.REPEAT: "the same again",
    Task.CROP: "a change of frame or size",
    Task.COMPLETE: "a wider frame",
    Task.COLOR: "a change of one colour",
    Task.REMOVE: "filling a place from what is around it",
    Task.TEXT: "lettering on the picture",
    Task.LAYOUT: "a border or a layout",
    Task.EXTRACT: "a cut-out",
    Task.BACKGROUND: "a plain or blurred background",
    Task.RESTORE: "careful repair",
    Task.BLUR: "hiding or blurring a part",
    Task.PORTRAIT: "a careful retouch",
}


@dataclass(frozen=True, slots=True)
class Route:
    """The chosen card with its reasons, or None with the reason in each entry of `rejected` (title, reason).

    `cost_usd` and `seconds` are for the whole plan.
    """

    card: ModelCard | None
    reasons: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    cost_usd: float = 0.0
    seconds: float = 0.0


def route(plan: Plan, cards: Sequence[ModelCard]) -> Route:
    """Hard limits first, then price, then speed."""
    rejected: list[tuple[str, str]] = []
    fitting: list[ModelCard] = []
    for card in cards:
        reason = _unfit(plan, card)
        if reason:
            rejected.append((card.title, reason))
        else:
            fitting.append(card)
    if not fitting:
        return Route(None, rejected=tuple(rejected))
    fitting.sort(key=lambda card: (card.price_usd, card.seconds))
    best = fitting[0]
    rejected += [(card.title, f"costs ${card.price_usd * plan.count:.2f}") for card in fitting[1:]]
    return Route(
        best,
        reasons=_reasons(plan, best),
        rejected=tuple(rejected),
        cost_usd=best.price_usd * plan.count,
        seconds=best.seconds * max(1, plan.count),
    )


def _unfit(plan: Plan, card: ModelCard) -> str:
    if card.status == "retired":
        return "it is retired"
    if plan.count > card.max_variants:
        return f"it makes at most {card.max_variants} variants at a time"
    return next(filter(None, (_step_unfit(step, card) for step in plan.steps)), "")


def _step_unfit(step: Step, card: ModelCard) -> str:
    if step.generates and not card.generates:
        return "it invents nothing"
    if step.operation:
        if step.operation not in card.operations:
            return f"it cannot {_VERB.get(step.task, 'do that')} that way"
    elif step.task not in card.tasks:
        return f"it cannot {_VERB.get(step.task, f'do an edit of the kind “{step.task}”')}"
    if card.styles_need_a_look and step.task is Task.STYLE and not (step.look or step.operation):
        return "it has no look of that name"
    if not card.regions and (step.region or step.target):
        return f"it cannot limit a change to one part of the picture ({step.region or step.target}) yet"
    return ""


def _reasons(plan: Plan, card: ModelCard) -> tuple[str, ...]:
    tasks = dict.fromkeys(_DOING.get(step.task, str(step.task)) for step in plan.steps)
    return (f"{' and '.join(tasks)} is what it is made for: it {card.summary}",)


_VERB = {
    Task.ADD: "add things to a picture",
    Task.REMOVE: "take things out of a picture",
    Task.REPLACE: "turn one thing into another",
    Task.BACKGROUND: "put a new background behind the subject",
    Task.COLOR: "recolour a single thing",
    Task.MATERIAL: "change what something is made of",
    Task.TEXT: "change letters in a picture",
    Task.POSE: "change what somebody does",
    Task.PORTRAIT: "retouch a person",
    Task.EXTRACT: "cut something out",
    Task.RESTORE: "repair a picture",
    Task.CROP: "change the frame",
    Task.LAYOUT: "move things inside a picture",
    Task.VIEWPOINT: "move the camera",
    Task.COMPOSE: "combine pictures",
    Task.COMPLETE: "continue a picture beyond its frame",
    Task.BLUR: "blur a part of a picture",
    Task.VIDEO: "make it move",
}
