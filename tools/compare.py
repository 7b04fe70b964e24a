"""Compare two variants: what separates them, in numbers, in words and as a heat map."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from backends.types import Difference
from tools.base import VARIANT_ID, Arguments, Context, Effect, VariantLike


class CompareArguments(Arguments):
    before: str = Field(pattern=VARIANT_ID, description="the variant to compare with")
    after: str = Field(pattern=VARIANT_ID, description="the variant that is looked at")


@dataclass(frozen=True, slots=True)
class Comparison:
    before: VariantLike
    after: VariantLike
    difference: Difference


class Compare:
    name: ClassVar[str] = "compare"
    description: ClassVar[str] = "Show two variants side by side and say what separates them."
    effects: ClassVar[frozenset[Effect]] = frozenset({Effect.READ})

    async def run(self, arguments: CompareArguments, context: Context) -> AsyncIterator[Comparison]:
        before = context.tree.variant(arguments.before)
        after = context.tree.variant(arguments.after)
        difference = await context.darkroom.compare(
            before.proxy, after.proxy, context.workplace / f"{before.id}-{after.id}.png"
        )
        yield Comparison(before, after, difference)
