"""Walk in the tree of variants: undo, redo, back to one, pick one. Nothing is ever deleted by it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from tools.base import VARIANT_ID, Arguments, Context, Effect


class Where(StrEnum):
    UNDO = "undo"
    REDO = "redo"
    GO = "go"


class GoArguments(Arguments):
    where: Where = Field(description="undo, redo, or go to a variant")
    variant: str = Field(default="v0", pattern=VARIANT_ID, description="the variant to go to")


class Go:
    name: ClassVar[str] = "go"
    description: ClassVar[str] = "Step back, step forward again, or make a variant the current one."
    effects: ClassVar[frozenset[Effect]] = frozenset({Effect.READ})

    async def run(self, arguments: GoArguments, context: Context) -> AsyncIterator[str]:
        """Yield the id of the variant that is current now."""
        match arguments.where:
            case Where.UNDO:
                yield context.tree.undo()
            case Where.REDO:
                yield context.tree.redo()
            case Where.GO:
                context.tree.go(arguments.variant)
                yield arguments.variant
