"""Put a variant right: laid back over its frame, with what was to stay from the picture before, in the shape that was
asked. Free, on this computer, and a variant of its own; what needs a model is an edit, and asked for as one."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from typing import ClassVar, Literal

from pydantic import Field

from backends.types import Progress, Rendition, Task
from tools.base import VARIANT_ID, Arguments, Context, Effect, Made, Tree, VariantLike
from tools.following.client import Worker
from tools.following.order import MENDED
from tools.repair.errand import Errand
from tools.repair.failed import REALIGN, RECROP, RESTORE
from tools.stem import stem

Local = Literal["realign", "restore", "recrop"]
LOCAL: tuple[Local, ...] = ("realign", "restore", "recrop")
_DONE = {REALIGN: "realigned", RESTORE: "restored", RECROP: "recropped"}


class MendArguments(Arguments):
    """`keeps` and `regions` are what the words that made the variant named; the locks come with the context."""

    variant: str = Field(pattern=VARIANT_ID, description="the variant to put right")
    repairs: tuple[Local, ...] = Field(
        min_length=1, max_length=3, description="what to do: lay it back over its frame, put back what was to stay"
    )
    task: Task = Field(default=Task.REPEAT, description="the kind of edit that made it")
    keeps: tuple[str, ...] = Field(default=(), max_length=12, description="parts that were to stay, by their names")
    regions: tuple[str, ...] = Field(default=(), max_length=12, description="the parts that alone were to change")


class Mend:
    name: ClassVar[str] = "mend"
    description: ClassVar[str] = "Put a variant right by the picture it was made from. Free, on this computer."
    effects: ClassVar[frozenset[Effect]] = frozenset({Effect.CREATE_LOCAL})

    async def run(self, arguments: MendArguments, context: Context) -> AsyncIterator[Progress | Made]:
        """Yield the variant that came of it. Raises NotPossible where it cannot be done, BadRequest where it lacks what
        it needs; then nothing was made."""
        tree = context.tree
        variant = tree.variant(arguments.variant)
        first = painted(tree, variant)
        before = tree.variant(first.parent)
        yield Progress(context.workplace.name, 0, 1, f"putting {variant.id} right")
        errand = Errand(
            source=stem(tree, before.id),
            recipe=before.recipe,
            after=variant.proxy,
            target=context.workplace / "mended.png",
            repairs=arguments.repairs,
            locks=context.locks,
            keeps=arguments.keeps,
            regions=arguments.regions,
            frame=_frame(before, variant) if RECROP in arguments.repairs else (0, 0),
        )
        worker = Worker(urgent=True)
        try:
            outcome = await worker.mend(errand)
        finally:
            await worker.close()
        rendition = Rendition(
            job=context.workplace.name,
            proxy=errand.target,
            width=outcome.width,
            height=outcome.height,
            look=" and ".join(_DONE[name] for name in outcome.did),
            recipe={},
            words=" ".join(outcome.notes),
            checks=outcome.checks,
            note="" if outcome.honest else "“undo” leaves it as the model drew it.",
        )
        made = tree.add(
            rendition,
            parent=variant.id,
            words=first.words,
            task=arguments.task,
            model=MENDED,
            reasons=(f"put right by {before.id}, and nothing was painted anew",),
            round=tree.next_round(),
            ordinal=1,
        )
        yield Made(made, rendition, 1)


def painted(tree: Tree, variant: VariantLike) -> VariantLike:
    """The variant itself; of one that was put right before the one that a model made."""
    while variant.model == MENDED:
        variant = tree.variant(variant.parent)
    return variant


def _frame(before: VariantLike, variant: VariantLike) -> tuple[int, int]:
    """The shape of the picture before, as large as what was delivered allows without enlarging it."""
    scale = min(1.0, variant.width / before.width, variant.height / before.height)
    return max(1, math.floor(before.width * scale)), max(1, math.floor(before.height * scale))
