"""What a named brand asks of an edit: its logo stays, and so does what it always keeps."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from agent.turn import Turn
from backends.errors import NotPossible
from backends.types import Lock, Scope
from tools.base import Made
from tools.stem import stem


async def brand_locks(names: Sequence[str], start: str, turn: Turn, words: str) -> list[Lock]:
    """The locks of brands that were named with an @. What is not in this picture is said and needs no lock.

    Raises BadRequest for a brand that does not exist."""
    if not names:
        return []
    from agent.brands import load
    from agent.session.places import home

    found: list[Lock] = []
    for name in names:
        brand = load(home(), name)
        for label in brand.locks:
            lock = await _standing(label, brand.logo, start, turn, words)
            if lock is not None and lock.label not in {one.label for one in found}:
                found.append(lock)
    return found


async def with_palettes(made: list[Made], names: Sequence[str], turn: Turn) -> list[Made]:
    """Each variant with a check for every colour of the brands that was in the photo."""
    if not names:
        return made
    from agent.brands import load
    from agent.session.places import home
    from tools.brands.palette import palette_checks

    brands = [brand for brand in (load(home(), name) for name in names) if brand.colours]
    checked: list[Made] = []
    for one in made:
        before = turn.session.variant(one.variant.parent).proxy
        checks = one.rendition.checks
        for brand in brands:
            after = one.variant.proxy
            checks += await asyncio.to_thread(palette_checks, before, after, brand.colours, brand.name)
        checked.append(replace(one, rendition=replace(one.rendition, checks=checks)))
    return checked


async def _standing(label: str, logo: str, start: str, turn: Turn, words: str) -> Lock | None:
    from agent.acts.locks import placed

    if logo and "logo" in label.casefold():
        from tools.brands.logo import find_logo

        variant = turn.session.variant(start)
        geometry = await asyncio.to_thread(find_logo, stem(turn.session, start), logo)
        if geometry is None:
            turn.say(f"{label[:1].upper()}{label[1:]} is not in this picture, as far as its features tell.")
            return None
        return Lock("", label, geometry, scope=Scope.STEP, on=variant.id, created_from=words)
    try:
        return await placed(label, Scope.STEP, start, turn, words)
    except NotPossible as missing:
        turn.say(f"{missing.what[:1].upper()}{missing.what[1:]}, so it is not locked here. {missing.advice}".strip())
        return None
