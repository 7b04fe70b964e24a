"""`stet looks`: which looks there are, and what each makes of a photo, on one sheet."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.harmless import one_line, tell
from backends.engine.looks.library import FAMILIES, LookFile, looks
from backends.errors import BadRequest

if TYPE_CHECKING:
    from backends.engine.looks.shelf import Tried

_SHEET = "looks.jpg"


def run(arguments: Sequence[str]) -> int:
    """List the looks, or write a sheet of them. Returns the exit code; raises StetError."""
    given = _parser().parse_args(arguments)
    if given.image is None:
        if given.sheet is not None:
            raise BadRequest("--sheet needs a photo", "Try: stet looks photo.jpg --sheet folder")
        _list(given.json)
        return 0
    if given.sheet is None:
        raise BadRequest("A sheet of looks needs a folder", f"Try: stet looks {one_line(given.image)} --sheet folder")
    _sheet(Path(given.image).expanduser().absolute(), given.sheet, given.json, given.force)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stet looks",
        description="List the looks, or try them all on a photo and write one picture with their names.",
    )
    parser.add_argument("image", nargs="?", help="the photo to try them on")
    parser.add_argument("--sheet", type=Path, metavar="DIR", help=f"write {_SHEET} into this folder")
    parser.add_argument("--json", action="store_true", help="one look a line, as JSON")
    parser.add_argument("--force", action="store_true", help=f"overwrite a {_SHEET} that exists")
    return parser


def _list(as_json: bool) -> None:
    shelf = sorted(looks().looks.values(), key=lambda look: FAMILIES.index(look.family))
    if as_json:
        for look in shelf:
            print(json.dumps({"event": "look"} | described(look)), flush=True)
        return
    family = ""
    for look in shelf:
        if look.family != family:
            family = look.family
            tell(f"\n{family.capitalize()}" if family != FAMILIES[0] else family.capitalize())
        weak = " (weak)" if look.weak else ""
        recipes = ", ".join(recipe.name for recipe in look.recipes)
        tell(f"  {look.name}{weak}: {look.description}\n      {recipes}")
    tell(f"\n{len(shelf)} looks. Say one to Stet: make it noir, a bit of fog, three versions of duotone.")


def described(look: LookFile) -> dict[str, Any]:
    """A look as plain values, for scripts."""
    return {
        "name": look.name,
        "title": look.title,
        "family": look.family,
        "words": list(look.words),
        "description": look.description,
        "avoid": look.avoid,
        "needs": [{"needs": each.needs, "refuse": each.refuse} for each in look.where],
        "checks": [
            {"name": statement.name, "any": [str(bound) for bound in statement.any]} for statement in look.definition
        ],
        "recipes": [{"name": recipe.name, "character": recipe.character} for recipe in look.recipes],
        "verdict": look.verdict,
        "weak": look.weak,
    }


def _sheet(photo: Path, folder: Path, as_json: bool, force: bool) -> None:
    from backends.engine.files import landing
    from backends.engine.files.decode import decode_proxy
    from backends.engine.looks.shelf import tried, write_shelf

    path = folder.expanduser().absolute() / _SHEET
    # Before the work, not after it.
    landing.refuse_existing(path, force)
    source = decode_proxy(photo)
    results: list[Tried] = []
    for one in tried(source, looks()):
        results.append(one)
        if as_json:
            print(json.dumps({"event": "tried"} | _result(one)), flush=True)
        elif one.made is None:
            tell(f"{one.look.name}: not made, {one.refused}.")
        elif one.made.note:
            tell(f"{one.look.name}: {one.made.note}")
    written = write_shelf(source, results, path, force=force)
    if as_json:
        print(json.dumps({"event": "sheet", "path": str(path), "width": written.width, "height": written.height}))
    else:
        tell(f"{sum(one.made is not None for one in results)} of {len(results)} looks are in {path}")


def _result(one: Tried) -> dict[str, Any]:
    made = one.made
    return {
        "look": one.look.name,
        "made": made.look if made else None,
        "refused": one.refused or None,
        "note": made.note if made else "",
        "words": made.words if made else "",
        "checks": [
            {"name": check.name, "value": check.value, "limit": check.limit, "holds": check.holds}
            for check in (made.checks if made else ())
        ],
    }
