"""The second copy of what was said and done: a line for each row of the log, in one file a session, only ever appended.

It follows the record and is never ahead of it: lines are written after their commit, whatever is missing from last time
first. A line that could not be written costs nothing but its own second copy until the next one. It is not synced by
itself, so the system may hold back the last seconds of it; the record, which is synced, has them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from agent.session.objects import Objects
from backends.types import Json

SUFFIX = ".jsonl"
# The last line is looked for in so many bytes; a longer one than that makes the file be written again behind it.
_TAIL = 1 << 16
Steps = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Journal:
    """What was done, as (step, kind, detail), and what was said, as (step, who, text, about); each in its order."""

    done: tuple[tuple[int, str, Json], ...]
    said: tuple[tuple[int, str, str, str], ...]


def path_of(objects: Objects, session: str) -> Path:
    return objects.folder / f"{session}{SUFFIX}"


def follow(connection: sqlite3.Connection, objects: Objects, session: str, at: Steps | None) -> Steps | None:
    """Append what the record has beyond `at`, the steps of the last line (None where that has to be looked up). Returns
    where the journal is then, None where it could not be written."""
    with suppress(OSError):
        path = path_of(objects, session)
        at = _last(path) if at is None or not path.exists() else at
        lines, now = _lines(connection, session, at)
        if lines:
            _append(objects, path, lines)
        return now
    return None


def read(path: Path) -> Journal | None:
    """None where there is no such file. Lines that were cut short, or come twice, are passed over."""
    done: dict[int, tuple[int, str, Json]] = {}
    said: dict[int, tuple[int, str, str, str]] = {}
    try:
        data = path.read_bytes()
    except OSError:
        return None
    for line in data.splitlines():
        body = _parsed(line)
        if body is None:
            continue
        if "kind" in body:
            done[body["op"]] = (body["op"], body["kind"], body["detail"])
        else:
            said[body["say"]] = (body["say"], body["who"], body["text"], body["about"])
    return Journal(tuple(done[step] for step in sorted(done)), tuple(said[step] for step in sorted(said)))


def _lines(connection: sqlite3.Connection, session: str, at: Steps) -> tuple[list[bytes], Steps]:
    done, said = at
    lines: list[bytes] = []
    for row in connection.execute(
        "SELECT step, kind, detail FROM operation WHERE session = ? AND step > ? ORDER BY step", (session, done)
    ):
        done = row["step"]
        lines.append(_line({"op": done, "say": said, "kind": row["kind"], "detail": json.loads(row["detail"])}))
    for row in connection.execute(
        "SELECT step, who, text, about FROM message WHERE session = ? AND step > ? ORDER BY step", (session, said)
    ):
        said = row["step"]
        body = {"op": done, "say": said, "who": row["who"], "text": row["text"], "about": row["about"]}
        lines.append(_line(body))
    return lines, (done, said)


def _line(body: Json) -> bytes:
    # The break comes first: whatever was cut short before stays a line of its own.
    return b"\n" + json.dumps(body, separators=(",", ":")).encode("ascii")


def _append(objects: Objects, path: Path, lines: Sequence[bytes]) -> None:
    with objects.fs.append(path) as sink:
        objects.fs.write(sink, b"".join(lines))


def _last(path: Path) -> Steps:
    """The steps of the last whole line."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        for line in reversed(file.read().splitlines()):
            if body := _parsed(line):
                return body["op"], body["say"]
    return 0, 0


def _parsed(line: bytes) -> Json | None:
    try:
        body = json.loads(line)
        whole = isinstance(body["op"], int) and isinstance(body["say"], int)
        whole = whole and ({"kind", "detail"} <= body.keys() or {"who", "text", "about"} <= body.keys())
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return body if whole else None
