"""`stet receipt`: what an edit changed and what it left, measured on any two pictures or on a variant of a session."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from agent.harmless import harmless, one_line, tell
from backends.errors import BadRequest

if TYPE_CHECKING:
    from tools.receipt.asked import Area, Asked
    from tools.receipt.laying import Laid
    from tools.receipt.model import Receipt
    from tools.receipt.pictures import Read

_VARIANT = re.compile(r"v\d{1,9}")
_NUMBER = r"\s*(-?\d+(?:\.\d+)?)\s*(%?)\s*"
_BOX = re.compile(",".join([_NUMBER] * 4))
_EXAMPLE = "Give left, top, width and height in pixels or per cent of the picture before, such as 100,50,400,300."
_SIGNS = {"fail": "✗", "warn": "!", "note": "·"}


def run(arguments: Sequence[str]) -> int:
    """Print the receipt. Returns 0 for ok and warn, 1 for fail."""
    given = _parser().parse_args(arguments)
    if given.after is None and _VARIANT.fullmatch(given.before):
        return _of_a_variant(given)
    if given.after is None:
        raise BadRequest("A receipt is of two pictures, and there is one", "Try: stet receipt before.jpg after.png")
    from tools.receipt.pictures import read
    from tools.receipt.take import taken

    before, after = (read(Path(path).expanduser()) for path in (given.before, given.after))
    asked = _asked(given, before.path, before.size)
    receipt, on = taken(before, after, asked)
    if given.map is not None:
        _draw(given.map, receipt, on, before, after, asked)
    _print(receipt, given)
    return 1 if receipt.verdict == "fail" else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stet receipt",
        description="Compare a picture with what was made of it: did what was asked change, and did the rest stand? "
        "Works on the results of any tool. Exit code 1 means that a check failed.",
    )
    parser.add_argument(
        "before", help="the picture before; or a variant such as v5, to be held against what it was made from"
    )
    parser.add_argument("after", nargs="?", help="the picture that was made of it")
    parser.add_argument("--ask", default="", metavar="WORDS", help="what was asked; read as Stet reads a request")
    parser.add_argument("--region", default="", metavar="X,Y,W,H", help="where the change was asked")
    parser.add_argument("--keep", action="append", default=[], metavar="X,Y,W,H", help="what had to stay; may repeat")
    parser.add_argument("--json", action="store_true", help="the whole receipt as JSON")
    parser.add_argument("--map", type=Path, metavar="FILE", help="write a picture (PNG) of what changed where")
    parser.add_argument("--again", action="store_true", help="measure a variant anew instead of what was kept")
    parser.add_argument("--session", default="", metavar="ID", help="of the variant (default: the one used last)")
    return parser


def _of_a_variant(given: argparse.Namespace) -> int:
    """The one that was kept when it was measured, else measured now against what the variant was made from."""
    from agent.commands.sessions import opened
    from agent.receipts.ready import kept, ready

    with opened() as store:
        session = store.find(given.session)
        variant = session.variant(given.before)
        receipt = None if given.again or given.map is not None else kept(session, variant.id)
        if receipt is None:
            from agent.receipts.orders import order_for
            from tools.following.measuring import measured

            receipt, on, (before, after, asked) = measured(order_for(session, variant.id))
            if given.map is not None:
                _draw(given.map, receipt, on, before, after, asked)
            session.keep_measured(variant.id, receipt.to_json())
        mends = ready(session, variant.id, receipt).mends
    if not given.json:
        tell(f"{variant.id} from {receipt.source}")
    _print(receipt, given)
    if not given.json:
        size = "at their full size" if receipt.scale == 1 else "at half their size"
        tell(f"  measured {receipt.at.replace('T', ' ').removesuffix('Z')} UTC on the pictures for the screen, {size}")
        since = receipt.since_source
        if since is not None:
            tell(f"  since your photo: {one_line(since.change.words) or 'nothing visible changed'}")
        if mends:
            tell(f"  {one_line(mends)}")
    return 1 if receipt.verdict == "fail" else 0


def _draw(path: Path, receipt: Receipt, on: Laid | None, before: Read, after: Read, asked: Asked) -> None:
    from tools.receipt.mapping import picture

    path.write_bytes(picture(receipt, on, before, after, asked))


def _read(words: str, picture: Path) -> Asked:
    from agent.plan import Scene
    from agent.receipts.asked import asked_of
    from agent.rules.planner import read
    from backends.engine.files.decode import decode_proxy

    return asked_of(read(harmless(words), Scene()), lambda: decode_proxy(picture))


def _asked(given: argparse.Namespace, path: Path, size: tuple[int, int]) -> Asked:
    from dataclasses import replace

    from tools.receipt.asked import Asked, Scope

    asked = Asked()
    if given.ask.strip():
        asked = _read(given.ask, path)
    if given.region:
        asked = replace(asked, region=_area(given.region, "the region", size), scope=Scope.REGION)
    keeps = tuple(_area(text, f"the kept box {n}", size) for n, text in enumerate(given.keep, 1))
    return replace(asked, keeps=asked.keeps + keeps)


def _area(text: str, name: str, size: tuple[int, int]) -> Area:
    from tools.receipt.asked import Area

    match = _BOX.fullmatch(text)
    if match is None:
        raise BadRequest(f"{one_line(text)[:40]!r} is no box", _EXAMPLE)
    parts = match.groups()
    sides = [
        float(number) * (size[place % 2] / 100 if percent else 1)
        for place, (number, percent) in enumerate(zip(parts[::2], parts[1::2], strict=True))
    ]
    left, top, width, height = sides
    if width <= 0 or height <= 0 or left >= size[0] or top >= size[1] or left + width <= 0 or top + height <= 0:
        raise BadRequest(f"{one_line(text)[:40]!r} lies outside of the picture", _EXAMPLE)
    return Area(name, box=(left, top, width, height))


def _print(receipt: Receipt, given: argparse.Namespace) -> None:
    if given.json:
        print(receipt.to_json(indent=2), flush=True)
        return
    tell(f"{receipt.verdict.upper()}  {one_line(receipt.line)}")
    order = {"fail": 0, "warn": 1, "note": 2}
    for flag in sorted(receipt.flags, key=lambda one: order[one.level]):
        tell(f"  {_SIGNS[flag.level]} {one_line(flag.says)}")
    change = receipt.change
    if change.words:
        tell(f"  {one_line(change.words)}")
    if receipt.text.read and receipt.text.after:
        tell(f"  it reads: {one_line(' / '.join(receipt.text.after))[:160]}")
    tell(f"  not checked: {', '.join(receipt.not_checked)}")
    if given.map is not None:
        tell(f"  the map is at {one_line(str(given.map))}")
