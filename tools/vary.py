"""Make variants: apply a look or adjustments to a variant, one or several times, each measurably its own."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Sequence
from typing import ClassVar

from pydantic import Field, JsonValue

from backends.types import Job, Json, Lock, Progress, Rendition, Task
from tools.base import VARIANT_ID, Arguments, Context, Effect, Made, Tree
from tools.stem import stem


class VaryArguments(Arguments):
    """`adjust` maps an adjustment to a signed strength: 1.0 is the plain word, 0.5 "a bit", -1.0 its opposite.

    Either a look with adjustments, or an operation with its values; either may be limited to a region.
    """

    variant: str = Field(pattern=VARIANT_ID, description="the variant to start from")
    task: Task = Field(default=Task.TONE, description="the kind of edit")
    look: str = Field(default="", max_length=60, description="a look or a family of looks, such as moodier")
    adjust: dict[str, float] = Field(default_factory=dict, max_length=12, description="adjustments by name")
    count: int = Field(default=1, ge=1, le=12, description="how many different variants")
    operation: str = Field(default="", max_length=40, description="an operation instead, such as crop or remove")
    values: dict[str, JsonValue] = Field(
        default_factory=dict, max_length=12, description="its values; like names another variant to take them from"
    )
    region: str = Field(default="", max_length=200, description="the part of the picture it is limited to")
    strength: float = Field(default=1.0, ge=-3, le=3, description="1 is the plain word, 0.5 a bit, 2 twice as much")
    exact: bool = Field(default=False, description="the same again at another strength, and not another take of it")
    round: int = Field(default=0, ge=0, description="the round the variants join; 0 starts a new one")
    first_ordinal: int = Field(default=1, ge=1, description="the number of the first variant in its round")


class Vary:
    name: ClassVar[str] = "vary"
    description: ClassVar[str] = "Make one or more variants with a look or with adjustments of tone and colour."
    effects: ClassVar[frozenset[Effect]] = frozenset({Effect.CREATE_LOCAL})

    async def run(self, arguments: VaryArguments, context: Context) -> AsyncIterator[Progress | Made]:
        """Yield progress and each variant as soon as it is on disk; the first of a round becomes current at the end."""
        tree = context.tree
        start = tree.variant(arguments.variant)
        job = Job(
            id=context.workplace.name,
            task=arguments.task,
            source=stem(tree, start.id),
            prompt=context.sending.prompt.text if context.sending else context.words,
            avoid=context.sending.prompt.avoid if context.sending else "",
            folder=context.workplace,
            base=start.recipe,
            count=arguments.count,
            look=arguments.look,
            adjust=dict(arguments.adjust),
            strength=arguments.strength,
            operation=arguments.operation,
            values=_with_the_picture(arguments.values, tree),
            region=arguments.region,
            locks=_there(context.locks, tree, start.id),
            shown=str(start.proxy) if context.locks else "",
            taken=() if arguments.exact else _taken(start.id, tree),
        )
        round = arguments.round or tree.next_round()
        ordinal = arguments.first_ordinal
        first = ""
        async for step in context.backend.run(job):
            if isinstance(step, Progress):
                yield step
                continue
            variant = self._commit(step, job, arguments, context, round, ordinal)
            first = first or ("" if step.aside else variant.id)
            yield Made(variant, dataclasses.replace(step, proxy=variant.proxy), ordinal)
            ordinal += 1
        if first and arguments.first_ordinal == 1:
            # By way of the parent, so that undo leads back to what the edit started from.
            tree.go(start.id)
            tree.go(first)

    def _commit(self, step: Rendition, job: Job, arguments: VaryArguments, context: Context, round: int, ordinal: int):
        return context.tree.add(
            step,
            parent=arguments.variant,
            words=context.words,
            task=arguments.task,
            model=context.model,
            reasons=context.reasons,
            round=round,
            ordinal=ordinal,
            generative=not step.recipe,
            charge=step.charge,
            sent=context.sending.record(job, step) if context.sending else None,
        )


def _there(locks: Sequence[Lock], tree: Tree, start: str) -> tuple[Lock, ...]:
    if not locks:
        return ()
    from tools.locks.frames import on_stem  # which loads what works on pixels

    return tuple(on_stem(lock, tree, start) for lock in locks)


def _taken(start: str, tree: Tree) -> tuple[str, ...]:
    return tuple(variant.look for variant in tree.variants() if variant.parent == start and variant.look)


def _with_the_picture(values: Json, tree: Tree) -> Json:
    """`like` names a variant; the engine wants its picture."""
    if "like" not in values:
        return dict(values)
    others = {key: value for key, value in values.items() if key != "like"}
    return others | {"path": str(tree.variant(str(values["like"])).proxy), "name": str(values["like"])}
