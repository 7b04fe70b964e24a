"""Make a variant again without what lies between: from the original in one edit, or on another photo.

What the engine did is a recipe, which replays without loss at any depth. What a model painted cannot be replayed; its
instructions can be given again as one, which costs one re-render instead of one for each link. On another photo, what
was fitted to the first one (a face, a subject, a crop around it) is found anew there from the same words.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from pydantic import Field

from backends.errors import BadRequest, NotPossible
from backends.types import ExportOptions, Json, Progress, Rendition, Target, Written
from tools.base import VARIANT_ID, Arguments, Context, Effect, Made, Tree, VariantLike

# As large as the engine makes the pictures for the screen.
_PROXY_PIXELS = 1_500_000
# Operations of the engine whose values were found in the photo and mean nothing in another one.
_FITTED = {
    *("within", "fill", "grow", "crop", "redeye", "obscure", "background", "cutout", "text", "sun_flare"),
}


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
        made = await _replayed(chain[-1], chain[-1].recipe, chain[0], "v0", whole.words, context)
        context.tree.go(made.variant.id)
        yield made


Redo = Callable[[VariantLike, str], Awaitable[str]]
"""Ask for the words of a variant again, as an edit of the variant with this id; the id of what came of it."""


async def transplant(chain: Sequence[VariantLike], context: Context, redo: Redo) -> AsyncIterator[str]:
    """Do to the photo of `context` what `chain` did to its own (source first): the same to photo B.

    Yields the id of each variant that another wish led to. Raises NotPossible, before anything is made, where a model
    has to paint.
    """
    if len(chain) < 2:
        raise BadRequest("There is nothing to do again: that is the photo itself", "Name a variant.")
    _refuse_painted(merged(chain))
    parent = "v0"
    for before, links in _wishes(chain):
        added = [_added(link, at) for at, link in zip((before, *links), links, strict=False)]
        if links[-1].words and any(steps is None or is_fitted(steps) for steps in added):
            parent = await redo(links[-1], parent)
        else:
            for link, steps in zip(links, added, strict=True):
                recipe = _with(context.tree.variant(parent).recipe, steps) if steps is not None else link.recipe
                parent = (await _replayed(link, recipe, chain[0], parent, link.words, context)).variant.id
        yield parent
    context.tree.go(parent)


def is_fitted(steps: Sequence[Json]) -> bool:
    """Whether steps of a recipe are about this very photo: a mask, a crop around what matters, a measured angle."""
    return any(
        step.get("op") in _FITTED or (step.get("op") == "rotate" and step.get("degrees", 0) % 90) for step in steps
    )


def _wishes(chain: Sequence[VariantLike]) -> list[tuple[VariantLike, list[VariantLike]]]:
    """(the variant before, the links) of each wish: "noir, contrast +20" made two links of one round."""
    found: list[tuple[VariantLike, list[VariantLike]]] = []
    for before, link in pairwise(chain):
        if found and (link.round, link.words) == (before.round, before.words):
            found[-1][1].append(link)
        else:
            found.append((before, [link]))
    return found


def _added(link: VariantLike, before: VariantLike) -> list[Json] | None:
    """The steps by which its recipe is longer than that of the one before; None where it is another recipe."""
    base: list[Json] = before.recipe.get("steps", [])
    steps: list[Json] = link.recipe.get("steps", [])
    return steps[len(base) :] if steps[: len(base)] == base else None


def _with(recipe: Json, steps: Sequence[Json]) -> Json:
    return {"version": 1} | recipe | {"steps": [*recipe.get("steps", []), *steps]}


def _refuse_painted(whole: Merged) -> None:
    if whole.generative:
        raise NotPossible(
            "A model painted a part of that, which cannot be replayed, only asked for again",
            f"Ask for all of it at once: {whole.words}",
        )


async def _replayed(
    like: VariantLike, recipe: Json, root: VariantLike, parent: str, words: str, context: Context
) -> Made:
    """`recipe`, which is that of `like` or what becomes of it, on the photo of `context`, as a child of `parent`."""
    tree = context.tree
    before = tree.variant(parent)
    round, source = tree.next_round(), tree.variant("v0")
    long_side = max(source.width, source.height)
    scale = min(1.0, math.sqrt(_PROXY_PIXELS / (source.width * source.height)))
    proxy = await _written(recipe, f"replayed-{round}", math.ceil(long_side * scale), context)
    width, height = source.width, source.height
    if (like.width, like.height) != (root.width, root.height) or (before.width, before.height) != (width, height):
        # The recipe moves the frame: only the engine knows what becomes of a photo of another shape.
        full = proxy if scale == 1.0 else await _written(recipe, f"whole-{round}", 0, context)
        width, height = full.width, full.height
    rendition = Rendition(
        job=context.workplace.name,
        proxy=proxy.path,
        width=width,
        height=height,
        look=like.look,
        recipe=recipe,
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


async def _written(recipe: Json, name: str, long_side: int, context: Context) -> Written:
    suffix = ".png" if context.tree.source.suffix == ".png" else ".jpg"
    target = Target(recipe, context.workplace / f"{name}{suffix}")
    async for step in context.darkroom.export(context.tree.source.path, [target], ExportOptions(long_side)):
        if isinstance(step, Written):
            return step
    raise BadRequest("That could not be replayed", "Try it again.")
