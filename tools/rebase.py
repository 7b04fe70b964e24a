"""Make a variant again without what lies between: from the original in one edit, or on another photo.

What the engine did is a recipe, which replays without loss at any depth. What a model painted cannot be replayed; its
instructions can be given again as one, which costs one re-render instead of one for each link.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from backends.errors import BadRequest, NotPossible
from backends.types import ExportOptions, Progress, Rendition, Target, Written
from tools.base import VARIANT_ID, Arguments, Context, Effect, Made, Tree, VariantLike

# As large as the engine makes the pictures for the screen.
_PROXY_PIXELS = 1_500_000


@dataclass(frozen=True, slots=True)
class Merged:
    """A chain as one edit of the source: `words` for who has to paint it, `generative` when somebody has to."""

    words: str
    generative: bool


def merged(chain: Sequence[VariantLike]) -> Merged:
    """Join what was asked for, link by link; several variants of one round share their words, which count once."""
    said: list[str] = []
    for link in chain:
        words = link.words.strip().rstrip(".;,")
        if words and words not in said:
            said.append(words)
    return Merged("; then ".join(said), any(link.depth for link in chain))


def chain_to(tree: Tree, id: str) -> list[VariantLike]:
    """The source and every step from it to the variant, in order."""
    found = [tree.variant(id)]
    while found[-1].parent:
        found.append(tree.variant(found[-1].parent))
    return found[::-1]


class RebaseArguments(Arguments):
    variant: str = Field(pattern=VARIANT_ID, description="the variant to make again from the original")


class Rebase:
    """Redo a variant from the original. Raises NotPossible, with the merged words, where a model has to paint."""

    name: ClassVar[str] = "rebase"
    description: ClassVar[str] = "Make a variant again as one edit of the original photo."
    effects: ClassVar[frozenset[Effect]] = frozenset({Effect.CREATE_LOCAL})

    async def run(self, arguments: RebaseArguments, context: Context) -> AsyncIterator[Progress | Made]:
        chain = chain_to(context.tree, arguments.variant)
        if len(chain) < 3:
            raise BadRequest(f"{arguments.variant} is made from the original already", "Name a later variant.")
        whole = merged(chain)
        _refuse_painted(whole)
        made = await _replayed(chain[-1], chain[0], "v0", whole.words, context)
        context.tree.go(made.variant.id)
        yield made


async def transplant(chain: Sequence[VariantLike], context: Context) -> AsyncIterator[Made]:
    """Do to the photo of `context` what `chain` did to its own (source first), link by link: the same to photo B.

    Raises NotPossible, before anything is made, where a model has to paint.
    """
    if len(chain) < 2:
        raise BadRequest("There is nothing to do again: that is the photo itself", "Name a variant.")
    _refuse_painted(merged(chain))
    parent = "v0"
    for link in chain[1:]:
        made = await _replayed(link, chain[0], parent, link.words, context)
        parent = made.variant.id
        yield made
    context.tree.go(parent)


def _refuse_painted(whole: Merged) -> None:
    if whole.generative:
        raise NotPossible(
            "A model painted a part of that, which cannot be replayed, only asked for again",
            f"Ask for all of it at once: {whole.words}",
        )


async def _replayed(like: VariantLike, root: VariantLike, parent: str, words: str, context: Context) -> Made:
    """The recipe of `like` on the photo of `context`, as a child of `parent`."""
    tree = context.tree
    round, source = tree.next_round(), tree.variant("v0")
    long_side = max(source.width, source.height)
    scale = min(1.0, math.sqrt(_PROXY_PIXELS / (source.width * source.height)))
    proxy = await _written(like, f"replayed-{round}", math.ceil(long_side * scale), context)
    width, height = source.width, source.height
    if (like.width, like.height) != (root.width, root.height):
        # The recipe moves the frame: only the engine knows what becomes of a photo of another shape.
        full = proxy if scale == 1.0 else await _written(like, f"whole-{round}", 0, context)
        width, height = full.width, full.height
    rendition = Rendition(
        job=context.workplace.name,
        proxy=proxy.path,
        width=width,
        height=height,
        look=like.look,
        recipe=like.recipe,
        words="replayed",
        reframed=(width, height) != (source.width, source.height),
    )
    variant = tree.add(
        rendition,
        parent=parent,
        words=words,
        task="repeat",
        model=like.model,
        reasons=(f"what made {like.id} was replayed, and nothing was painted anew",),
        round=round,
        ordinal=1,
    )
    return Made(variant, rendition, 1)


async def _written(like: VariantLike, name: str, long_side: int, context: Context) -> Written:
    suffix = ".png" if context.tree.source.suffix == ".png" else ".jpg"
    target = Target(like.recipe, context.workplace / f"{name}{suffix}")
    async for step in context.darkroom.export(context.tree.source.path, [target], ExportOptions(long_side)):
        if isinstance(step, Written):
            return step
    raise BadRequest(f"{like.id} could not be replayed", "Try it again.")
