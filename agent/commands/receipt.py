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
    from agent.session.model import Variant
    from tools.receipt.asked import Area, Asked
    from tools.receipt.laying import Laid
    from tools.receipt.model import Receipt
    from tools.receipt.pictures import Read

_VARIANT = re.compile(r"v\d{1,9}")
_NUMBER = r"\s*(-?\d+(?:\.\d+)?)\s*(%?)\s*"
_BOX = re.compile(",".join([_NUMBER] * 4))
_EXAMPLE = "Give left, top, width and height in pixels or per cent of the picture before, such as 100,50,400,300."
_OF_WHAT_STAYS = {"keep_changed", "face_changed", "face_differs"}
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
    parser.add_argument("--session", default="", metavar="ID", help="of the variant (default: the one used last)")
    return parser


def _of_a_variant(given: argparse.Namespace) -> int:
    """Measured anew against what it was made from, beside the line that was kept when it was made."""
    from agent.commands.sessions import opened
    from tools.receipt.pictures import read
    from tools.receipt.take import taken

    with opened() as store:
        session = store.find(given.session)
        variant = session.variant(given.before)
        if not variant.parent:
            raise BadRequest(f"{variant.id} is the photo itself", "A receipt is of what was made from it, such as v1.")
        parent = session.variant(variant.parent)
        line = session.receipt(variant.id)
        asked = _asked_of(variant, parent, session.source.path)
    before, after = read(parent.proxy), read(variant.proxy)
    receipt, on = taken(before, after, asked)
    # The pictures that were compared are those for the screen; a file has the variant's own size.
    delivered = receipt.delivered.model_copy(update={"w": variant.width, "h": variant.height})
    receipt = receipt.model_copy(update={"source": parent.id, "result": variant.id, "delivered": delivered})
    receipt = _with_locks(receipt, variant)
    if given.map is not None:
        _draw(given.map, receipt, on, before, after, asked)
    if line and not given.json:
        tell(f"{variant.id}  {one_line(line)}")
    _print(receipt, given)
    return 1 if receipt.verdict == "fail" else 0


def _with_locks(receipt: Receipt, variant: Variant) -> Receipt:
    """What was compared pixel by pixel when the variant was made counts for more than a part that is found anew, which
    is never quite the one that was locked."""
    from tools.receipt.flags import verdict
    from tools.receipt.model import LockHeld

    held = [check for check in variant.checks if check.lock]
    if not held:
        return receipt
    locks = tuple(LockHeld(id="", label=one.lock, max_diff=one.value) for one in held)
    flags = receipt.flags
    if all(check.holds for check in held):
        flags = tuple(one for one in flags if one.id not in _OF_WHAT_STAYS)
    stand = ", ".join(f"{one.label} differs by at most {one.max_diff:g} of 255" for one in locks)
    line = receipt.line if flags == receipt.flags else f"{stand}; {receipt.change.words or 'the rest as asked'}"
    return receipt.model_copy(update={"locks": locks, "flags": flags, "verdict": verdict(flags), "line": line})


def _asked_of(variant: Variant, parent: Variant, source: Path) -> Asked:
    from dataclasses import replace

    asked = _read(variant.words, parent.proxy)
    reframes = asked.reframes or (variant.width, variant.height) != (parent.width, parent.height)
    # A size or a format is that of a file, and here two stored pictures are compared.
    return replace(asked, reframes=reframes, size=(0, 0), ratio="", format="", depth=variant.depth, source=source)


def _draw(path: Path, receipt: Receipt, on: Laid | None, before: Read, after: Read, asked: Asked) -> None:
    from tools.receipt.mapping import picture

    path.write_bytes(picture(receipt, on, before, after, asked))


def _read(words: str, picture: Path) -> Asked:
    from agent.acts.asked import asked_of
    from agent.plan import Scene
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
