"""What a plan needs of whoever does it, as far as its words and the picture's facts tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.plan import Plan, Step
from agent.route import Facts, Policy
from backends.types import Task

# What a job lives on. What is not here lives on what single tasks were measured at.
_TRAITS: dict[Task, str] = {
    Task.TEXT: "text",
    Task.PORTRAIT: "identity",
    Task.POSE: "identity",
    Task.BACKGROUND: "identity",
    Task.COMPOSE: "identity",
    Task.REMOVE: "locality",
    Task.REPLACE: "locality",
    Task.COLOR: "locality",
    Task.MATERIAL: "locality",
    Task.COMPLETE: "locality",
    Task.EXTRACT: "locality",
}
_PERSON = re.compile(
    r"\b(?:her|him|his|she|he|man|men|woman|women|girl|boy|child|children|kids?|baby|bride|groom|couple|person|people"
    r"|face|faces|portrait|selfie|me|my (?:wife|husband|son|daughter|mother|father|friend))\b"
    r"|[她他脸]|人物|女孩|男孩"
)
_REST_STAYS = re.compile(
    r"\b(?:nothing else|(?:everything|anything) else|the rest|leave .{0,20}alone|only (?:the|that|this)"
    r"|exactly as it is"
    r"|don't (?:touch|change)|do not (?:touch|change)|untouched)\b"
)
# These redraw the ground that transparency stood for.
_FILL_THE_GROUND = frozenset({Task.BACKGROUND, Task.COMPLETE, Task.VIDEO})
_OPAQUE_FILES = frozenset({".jpg", ".jpeg"})
_SECONDS = 5.0
_COMMON_RATIO = 1.5


@dataclass(frozen=True, slots=True)
class Needs:
    """`tasks` are those that need a model, or all where none does. `pictures` counts the one that is edited too."""

    tasks: frozenset[Task]
    traits: frozenset[str]
    person: bool
    generates: bool
    pictures: int
    mask: bool
    alpha: bool
    megapixels: float
    edge: int
    seconds: float
    count: int


def needs_of(plan: Plan, facts: Facts, policy: Policy) -> Needs:
    hard = tuple(step for step in plan.steps if invents(step)) or plan.steps
    tasks = frozenset(_work(step) for step in hard)
    said = plan.words.lower()
    person = facts.face or _PERSON.search(said) is not None
    traits = {_TRAITS[task] for task in tasks if task in _TRAITS}
    if person and Task.VIDEO not in tasks:
        traits.add("identity")
    if _REST_STAYS.search(said) or plan.keep:
        traits.add("locality")
    # Where they were counted, those that the words name are among them.
    references = facts.references or len(plan.pictures) or (1 if Task.COMPOSE in tasks else 0)
    megapixels, edge = _size(plan, facts, policy)
    return Needs(
        tasks=tasks,
        traits=frozenset(traits),
        person=person,
        generates=any(invents(step) for step in plan.steps),
        pictures=1 + references,
        mask=facts.mask or any(step.region.startswith("box ") for step in hard if invents(step)),
        alpha=_alpha(plan, facts, policy, tasks),
        megapixels=megapixels,
        edge=edge,
        seconds=(plan.output.seconds or _SECONDS) if Task.VIDEO in tasks else 0.0,
        count=plan.count,
    )


def _work(step: Step) -> Task:
    """What is asked of a model. A size that must be invented is repair: no model changes a frame by itself."""
    return Task.RESTORE if step.task is Task.CROP and step.generates else step.task


def invents(step: Step) -> bool:
    """Whether the engine has nothing for it: what is neither an operation, nor a look, nor a plain adjustment."""
    if step.generates:
        return True
    return not step.operation and not step.look and step.task not in _PLAIN


_PLAIN = frozenset({Task.TONE, Task.VARIATION, Task.REPEAT})


def _alpha(plan: Plan, facts: Facts, policy: Policy, tasks: frozenset[Task]) -> bool:
    if policy.transparent or Task.EXTRACT in tasks:
        return True
    return facts.has_alpha and not tasks & _FILL_THE_GROUND and plan.output.suffix not in _OPAQUE_FILES


def _size(plan: Plan, facts: Facts, policy: Policy) -> tuple[float, int]:
    """The megapixels and the long edge that were asked for, 0 where any size is right."""
    wanted = plan.output
    if wanted.width and wanted.height:
        return wanted.width * wanted.height / 1e6, max(wanted.width, wanted.height)
    long_side = wanted.long_side or max(wanted.width, wanted.height) or policy.edge
    if policy.megapixels or not long_side:
        return policy.megapixels, policy.edge
    ratio = max(facts.width, facts.height) / min(facts.width, facts.height) if facts.width and facts.height else 0
    return long_side * long_side / (ratio or _COMMON_RATIO) / 1e6, long_side
