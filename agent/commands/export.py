"""`stet export`: write variants of a session as files at full resolution."""

from __future__ import annotations

import asyncio
import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from agent.commands.sessions import opened, parser_for
from agent.harmless import one_line, tell
from agent.session.places import discard, workplace
from agent.session.session import Session
from backends.engine.client import Engine


def run(arguments: Sequence[str]) -> int:
    """Returns the exit code; raises StetError."""
    parser = parser_for("export", "Write variants as files at full resolution.")
    parser.add_argument("variants", nargs="*", help="such as v5 v7 (default: where you are)")
    parser.add_argument("--out", type=Path, default=None, metavar="PATH", help="a folder, or a file for one variant")
    parser.add_argument("--format", choices=("jpg", "png", "webp", "tiff", "avif"), help="of the files")
    parser.add_argument("--long-side", type=int, default=0, metavar="PX", help="make files smaller")
    parser.add_argument("--quality", type=int, default=0, metavar="1-100", help="of JPEG, WebP and AVIF files")
    parser.add_argument("--keep-gps", action="store_true", help="leave in where the photo was taken")
    parser.add_argument("--force", action="store_true", help="overwrite files that exist")
    given = parser.parse_args(arguments)
    with opened() as store:
        session = store.find(given.session)
        from agent.settings import load

        settings = load(store.folder)
        given.quality = given.quality or settings.quality
        given.keep_gps = given.keep_gps or settings.keep_gps
        asyncio.run(_export(session, given))
    return 0


async def _export(session: Session, given: Namespace) -> None:
    from pydantic import ValidationError

    from backends.errors import BadRequest
    from tools.base import Context
    from tools.export import Export, ExportArguments, Exported

    try:
        arguments = ExportArguments(
            variants=tuple(session.variant(one).id for one in given.variants or [session.current]),
            to=str((given.out or Path.cwd()).expanduser().absolute()),
            suffix=f".{given.format}" if given.format else "",
            long_side=given.long_side,
            quality=given.quality,
            keep_gps=given.keep_gps,
            force=given.force,
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise BadRequest(f"{first['loc'][0]}: {first['msg']}", "stet export --help lists the options.") from error
    engine, folder = Engine(), workplace()
    try:
        async for step in Export().run(arguments, Context(session, engine, engine, folder)):
            if not isinstance(step, Exported):
                continue
            written = step.written
            if given.json:
                body = {"event": "exported", "session": session.id, "id": step.variant.id, "path": str(written.path)}
                body |= {"width": written.width, "height": written.height, "notices": list(written.notices)}
                print(json.dumps(body), flush=True)
            else:
                tell(f"{step.variant.id} is at {one_line(str(written.path))} ({written.width}x{written.height})")
                for notice in written.notices:
                    tell(notice)
    finally:
        await engine.close()
        discard(folder)
