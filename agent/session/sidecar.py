"""The second copy of what is known of a variant: a small JSON file beside its picture, enough to rebuild the record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from agent.session.objects import Objects
from backends.types import Json

FORMAT = 1
# Where the person stands and what was discarded are not here: a rebuilt record shows everything.
SESSION = (
    *("id", "label", "source_sha256", "suffix", "width", "height"),
    *("media_type", "has_alpha", "bits", "profile", "used"),
)
VARIANT = (
    *("number", "parent", "proxy", "width", "height", "words", "task", "look", "recipe", "model", "reasons"),
    *("measured", "checks", "cost_usd", "seconds", "ordinal", "round"),
    *("token", "depth", "seed", "name", "note", "starred", "sent"),
)
# What sidecars of older formats of the record lack.
_SINCE = {"sent": ""}


def name_beside(proxy: str, token: str) -> str:
    """The sidecar's name for a variant with this `proxy` (relative to the data folder); `token` tells two variants
    with the same picture apart."""
    return f"{proxy.removeprefix('objects/')}.{token}.json"


def write(connection: sqlite3.Connection, objects: Objects, session: str, number: int) -> None:
    """Write the sidecar of a variant as its row is now, within the transaction that changes the row."""
    row = connection.execute("SELECT * FROM variant WHERE session = ? AND number = ?", (session, number)).fetchone()
    of = connection.execute("SELECT * FROM session WHERE id = ?", (session,)).fetchone()
    body = {
        "format": FORMAT,
        "session": {column: of[column] for column in SESSION},
        "variant": {column: row[column] for column in VARIANT},
    }
    data = json.dumps(body, separators=(",", ":")).encode("ascii")
    objects.replace(objects.folder / name_beside(row["proxy"], row["token"]), data)


def write_missing(connection: sqlite3.Connection, objects: Objects) -> None:
    """For variants from before there were sidecars."""
    for session, number, proxy, token in connection.execute(
        "SELECT session, number, proxy, token FROM variant"
    ).fetchall():
        if not (objects.folder / name_beside(proxy, token)).exists():
            write(connection, objects, session, number)


def read_all(objects: Objects) -> Iterator[tuple[Path, Json | None]]:
    """Every sidecar there is; None for one that cannot be read."""
    for path in sorted(objects.folder.glob("*/*.json")):
        yield path, _read(path)


def _read(path: Path) -> Json | None:
    try:
        body = json.loads(path.read_bytes())
        known = body["format"] == FORMAT
        body["variant"] = _SINCE | body["variant"]
        whole = set(SESSION) <= set(body["session"]) and set(VARIANT) <= set(body["variant"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return body if known and whole else None
