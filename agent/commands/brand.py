"""`stet brand`: keep what comes again under a name - logo, colours, reference pictures and what always stays."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from agent import brands
from agent.brands import Brand
from agent.commands.sessions import acts_of, parser_for
from agent.harmless import one_line, tell
from agent.session.places import home


def run(arguments: Sequence[str]) -> int:
    given = _parser().parse_args(arguments)
    match given.act:
        case "add":
            brand = brands.save(
                home(),
                given.name.removeprefix("@"),
                colours=given.colour,
                locks=given.lock,
                logo=given.logo,
                references=given.reference,
                replace=given.replace,
            )
            _show(brand, given)
        case "show":
            _show(brands.load(home(), given.name), given)
        case "remove":
            brands.remove(home(), given.name)
            if not given.json:
                tell(f"@{given.name.removeprefix('@')} is gone.")
        case _:
            known = brands.names(home())
            for name in known:
                _show(brands.load(home(), name), given)
            if not known and not given.json:
                tell("There are no brands yet. Make one as: stet brand add acme --logo logo.png --colour '#d2102a'")
    return 0


def _show(brand: Brand, given: argparse.Namespace) -> None:
    if given.json:
        print(json.dumps({"event": "brand"} | asdict(brand)), flush=True)
        return
    parts = [f"@{brand.name}"]
    if brand.colours:
        parts.append(f"colours {', '.join(brand.colours)}")
    if brand.locks:
        parts.append(f"always stays: {', '.join(map(one_line, brand.locks))}")
    if brand.logo:
        parts.append(f"logo {one_line(brand.logo)}")
    if brand.references:
        parts.append(f"{len(brand.references)} reference picture{'s' if len(brand.references) > 1 else ''}")
    tell(" · ".join(parts))


def _parser() -> argparse.ArgumentParser:
    parser = parser_for("brand", "Brands, people and products that come again; used as @name in words.", session=False)
    act = acts_of(parser, "add | list | show | remove")
    act("list", "all of them (as without a word)")
    add = act("add", "keep one")
    add.add_argument("name")
    add.add_argument("--logo", type=Path, metavar="FILE", help="a picture of the logo alone")
    add.add_argument("--colour", "--color", action="append", default=[], metavar="#RRGGBB", help="may be repeated")
    add.add_argument(
        "--lock", action="append", default=[], metavar="WORDS", help='what always stays, such as "the logo"'
    )
    add.add_argument("--reference", type=Path, action="append", default=[], metavar="FILE", help="may be repeated")
    add.add_argument("--replace", action="store_true", help="in place of the one of that name")
    act("show", "one of them").add_argument("name")
    act("remove", "forget one").add_argument("name")
    return parser
