"""Makes the steps of a wish from its kind: what to do, to what and where, in the words of its clauses."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from agent.plan import Decision, Intent, Plan, Scene, Step
from agent.rules.accounted import is_hollow, turns_a_dial
from agent.rules.clauses.clauses import Clause
from agent.rules.engine.light.english import toned
from agent.rules.engine.light.tones import find
from agent.rules.engine.of_parts import of_a_kind
from agent.rules.engine.operations import one
from agent.rules.engine.refused import refused
from agent.rules.engine.told.around import said
from agent.rules.engine.tongues import in_english
from agent.rules.kinds.belonging import Wish
from agent.rules.kinds.deciding import Kind
from agent.rules.slots.spans import cut_keeps
from agent.rules.wishes import offers
from agent.rules.words.clean import texts_of
from agent.rules.words.lexicon import lexicon
from agent.rules.words.patterns import lazy
from agent.rules.words.vocabulary import bits
from backends.types import Task

_STAY = {"but", "keep", "without", "while", "and", "保持", "保留"}
_WORN = bits("n.garment n.wearing")
# Longer words for a tone tell of more than one look.
_FEW = 6
_TASKS = {str(task): task for task in Task}
# What no photo holds and only a model can make; the engine has no operation of any of the first.
BEYOND = {"replace", "pose", "material", "compose", "viewpoint"}
# What the engine does without an operation, so that a wish of this kind may be one that must be refused.
ENGINES = {"tone", "style", "variation", "repeat"}
_INVENTED = BEYOND | {"add", "video"}
# What an operation is of the same kind for everybody; letters have a place that a clause alone does not tell.
_EXACT = frozenset([Task.REMOVE, Task.EXTRACT, Task.CROP, Task.RESTORE, Task.BLUR, Task.BACKGROUND])
# A label as sure as this was right in 97 of 100 requests (tests/agent/rules/test_reader_scores.py).
SURE = 0.875


def by_kind(exact: Plan, found: Kind, text: str, scene: Scene) -> Plan:
    invented = all(wish.label in _INVENTED for wish in found.wishes) or any(step.generates for step in exact.steps)
    engines = any(wish.label in ENGINES for wish in found.wishes)
    invented = invented or ((found.sure < SURE or engines) and refused(text) is not None)
    keep = exact.keep or cut_keeps(text).keep
    held = {word for thing in keep for word in thing.split()}
    steps = tuple(_step(wish, held, found.sure >= SURE, invented) for wish in found.wishes if wish.label in _TASKS)
    steps = _as_read(steps, exact.steps)
    if not invented:
        steps = _exactly(steps, text)
    if not steps:
        return replace(exact, intent=Intent.VAGUE, label=found.label, decision=Decision.OFFER)
    can = all(step.task is not Task.TONE or step.operation or step.look or turns_a_dial(step) for step in steps)
    return replace(
        exact,
        intent=Intent.EDIT,
        steps=steps,
        label=found.label,
        confidence=round(found.sure, 2),
        keep=keep,
        unread=(),
        decision=Decision.ACT if found.sure >= SURE and can and not _loses(exact, steps) else Decision.OFFER,
        offers=offers(scene),
    )


def _loses(exact: Plan, steps: tuple[Step, ...]) -> bool:
    """Whether the engine's own words ask for more than is left: "less noise and more contrast, focus on the eyes"."""
    done = sum(bool(step.operation) or turns_a_dial(step) for step in exact.steps)
    return done > len(steps) and all(step.operation or turns_a_dial(step) for step in steps)


def _step(wish: Wish, held: set[str], sure: bool, generates: bool) -> Step:
    clause = wish.clause
    target, value, region = (_said(clause, *span, held) for span in clause.spans)
    if wish.label == "add" and not region and value.startswith("wear "):
        region, target, value = target, value.removeprefix("wear "), ""
    elif wish.label == "add" and not region and " wear " in target:
        region, _, target = target.partition(" wear ")
    words = " ".join([token.text for token in clause.tokens])
    if wish.label == "tone" and (look := _look_in(value)):
        return replace(look, words=words)
    worn = wish.label == "remove" and clause.any & _WORN  # what sunglasses hide was never photographed
    # "Give the cut-out cactus some flowers" says so of what is cut out already.
    unlike = worn or (wish.label == "extract" and not sure)
    if (
        not value
        and not generates
        and not unlike
        and (known := of_a_kind(wish.label, words, target, region)) is not None
    ):
        return replace(known, region=in_english(known.region))
    return Step(
        Task(wish.label),
        value=value,
        target=target,
        region=region,
        words=words,
        generates=generates,
    )


def _as_read(steps: tuple[Step, ...], exact: tuple[Step, ...]) -> tuple[Step, ...]:
    """With what the engine's own words gave, in their order, where they gave as many of a kind as there are wishes."""
    if len(steps) != len(exact):
        return steps
    wished, known = [step.task for step in steps], [step for step in exact if step.operation or step.look or step.value]
    found: list[Step] = []
    for place, step in enumerate(steps):
        alike = [one for one in known if one.task is step.task]
        found.append(alike[wished[:place].count(step.task)] if len(alike) == wished.count(step.task) else step)
    return tuple(found)


def _exactly(steps: tuple[Step, ...], text: str) -> tuple[Step, ...]:
    """With the work of the engine that the clauses are by themselves ("can someone please take the cyclists out of the
    back?"), where nothing that is said around them asks for more."""
    found = tuple(exact for step in steps for exact in _by_itself(step))
    if found == steps:
        return steps
    around = text
    for step in steps:
        around = around.replace(step.words, " ", 1)
    return steps if _besides().search(around) else found


def _by_itself(step: Step) -> tuple[Step, ...]:
    """The clause of a step read alone: an operation of its kind, or light and colour."""
    if is_hollow(step):
        lit = toned(step.words)
        return lit.steps if lit is not None else (step,)
    if step.operation or step.look or step.generates or step.task not in _EXACT:
        return (step,)
    known = one(step.words, step.words)
    return (known,) if known is not None and known.task is step.task else (step,)


@cache
def _besides() -> re.Pattern[str]:
    """What is asked for beside a wish, or says how it must not be done."""
    return lazy(said()["words"]["besides"])


def _look_in(value: str) -> Step | None:
    """ "A timeless black and white": the one look that the words for a tone name."""
    if not value or "," in value or len(value.split()) > _FEW:
        return None
    looks = [step for step in find(texts_of(value), lexicon()).steps if step.look]
    return looks[0] if len(looks) == 1 else None


def _said(clause: Clause, start: int, end: int, held: set[str]) -> str:
    """The words of a span, up to where it tells what must stay."""
    words = [token.text for token in clause.tokens[start:end]]
    stop = next((at for at, word in enumerate(words) if at and word in _STAY and held & set(words[at:])), len(words))
    return ("" if words and not words[0].isascii() else " ").join(words[:stop])


def second_best(plan: Plan, found: Kind, text: str, words: str) -> Plan | None:
    """What came next, for the key that shows it; never acted on by itself."""
    if found.second in _TASKS and found.second != plan.label:
        target = plan.steps[0].target if plan.steps else ""
        step = Step(_TASKS[found.second], target=target, words=text, generates=True)
        return Plan(words, Intent.EDIT, (step,), label=found.second, decision=Decision.OFFER, confidence=1 - found.sure)
    return None
