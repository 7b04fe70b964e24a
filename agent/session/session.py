"""One photo and everything made from it: the tree of variants, where the person stands in it, and what was said."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from agent.session.database import transaction
from agent.session.model import Message, Source, Variant
from agent.session.objects import Objects
from backends.errors import BackendFailed, BadRequest
from backends.types import Check, ImageRef, Json, Rendition


class Session:
    """Reads come from SQLite each time, so a second process on the same session is always seen."""

    def __init__(self, connection: sqlite3.Connection, objects: Objects, folder: Path, id: str) -> None:
        self._connection = connection
        self._objects = objects
        self._folder = folder
        self.id = id
        row = connection.execute("SELECT * FROM session WHERE id = ?", (id,)).fetchone()
        self.label: str = row["label"]
        self.source = Source(
            ref=ImageRef(row["source_sha256"], row["width"], row["height"], row["media_type"], bool(row["has_alpha"])),
            path=objects.path(row["source_sha256"], row["suffix"]),
            label=row["label"],
            suffix=row["suffix"],
            bits=row["bits"],
            profile=row["profile"],
        )

    def variants(self) -> Sequence[Variant]:
        """Every variant, oldest first; the first is v0, the source."""
        rows = self._connection.execute("SELECT * FROM variant WHERE session = ? ORDER BY number", (self.id,))
        return tuple(_variant(row, self._folder) for row in rows)

    def variant(self, id: str) -> Variant:
        row = self._connection.execute(
            "SELECT * FROM variant WHERE session = ? AND number = ?", (self.id, _number(id))
        ).fetchone()
        if row is None:
            known = ", ".join(variant.id for variant in self.variants()[-8:])
            raise BadRequest(f"There is no {id} in this session", f"There are {known}.")
        return _variant(row, self._folder)

    @property
    def current(self) -> str:
        """The variant that a plain sentence is about."""
        row = self._connection.execute(
            "SELECT target FROM move WHERE session = ? AND state = 'done' ORDER BY step DESC LIMIT 1",
            (self.id,),
        ).fetchone()
        return f"v{row['target']}" if row else "v0"

    def shown(self) -> Sequence[str]:
        """The ids of the newest round, in the order in which they were shown."""
        rows = self._connection.execute(
            "SELECT number FROM variant WHERE session = ?1 AND round > 0 AND round ="
            " (SELECT max(round) FROM variant WHERE session = ?1) ORDER BY ordinal, number",
            (self.id,),
        )
        return tuple(f"v{row['number']}" for row in rows)

    def next_round(self) -> int:
        (newest,) = self._connection.execute(
            "SELECT coalesce(max(round), 0) FROM variant WHERE session = ?", (self.id,)
        ).fetchone()
        return int(newest) + 1

    def add(
        self,
        rendition: Rendition,
        *,
        parent: str,
        words: str,
        task: str,
        model: str,
        reasons: Sequence[str],
        round: int,
        ordinal: int,
    ) -> Variant:
        """Commit a rendition as a new variant: its picture first, then its row. When this returns it is on disk."""
        _, stored = self._objects.adopt(rendition.proxy)
        try:
            with transaction(self._connection) as connection:
                (newest,) = connection.execute(
                    "SELECT max(number) FROM variant WHERE session = ?", (self.id,)
                ).fetchone()
                number = int(newest) + 1
                connection.execute(
                    "INSERT INTO variant VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                    (
                        self.id,
                        number,
                        _number(parent),
                        stored.relative_to(self._folder).as_posix(),
                        rendition.width,
                        rendition.height,
                        words,
                        task,
                        rendition.look,
                        json.dumps(rendition.recipe),
                        model,
                        json.dumps(list(reasons)),
                        rendition.words,
                        json.dumps([asdict(check) for check in rendition.checks]),
                        rendition.cost_usd,
                        rendition.seconds,
                        ordinal,
                        round,
                    ),
                )
        except sqlite3.Error as error:
            raise _not_recorded(error) from error
        return self.variant(f"v{number}")

    def go(self, id: str) -> None:
        """Make `id` the current variant; what had been undone before can no longer be redone."""
        target = _number(self.variant(id).id)
        origin = _number(self.current)
        if target == origin:
            return
        try:
            with transaction(self._connection) as connection:
                connection.execute("UPDATE move SET state = 'cut' WHERE session = ? AND state = 'undone'", (self.id,))
                connection.execute(
                    "INSERT INTO move (session, origin, target, state) VALUES (?, ?, ?, 'done')",
                    (self.id, origin, target),
                )
        except sqlite3.Error as error:
            raise _not_recorded(error) from error

    def undo(self) -> str:
        """Step back to where the person stood before, and return that id. Nothing is deleted."""
        return self._step("done", "undone", "DESC", "There is nothing to undo")

    def redo(self) -> str:
        return self._step("undone", "done", "ASC", "There is nothing to redo")

    def say(self, who: str, text: str, about: str = "") -> None:
        """Keep one line of the conversation, bound to the variant it was about ("" is the current one)."""
        try:
            self._connection.execute(
                "INSERT INTO message (session, who, text, about) VALUES (?, ?, ?, ?)",
                (self.id, who, text, about or self.current),
            )
        except sqlite3.Error as error:
            raise _not_recorded(error) from error

    def messages(self, limit: int = 60) -> Sequence[Message]:
        """The newest `limit` lines, oldest first."""
        rows = self._connection.execute(
            "SELECT * FROM message WHERE session = ? ORDER BY step DESC LIMIT ?", (self.id, limit)
        ).fetchall()
        return tuple(Message(row["who"], row["text"], row["about"]) for row in reversed(rows))

    def _step(self, state: str, becomes: str, order: str, nothing: str) -> str:
        try:
            with transaction(self._connection) as connection:
                row = connection.execute(
                    "SELECT step, origin, target FROM move WHERE session = ? AND state = ?"
                    f" ORDER BY step {order} LIMIT 1",
                    (self.id, state),
                ).fetchone()
                if row is None:
                    raise BadRequest(nothing, f"You are at {self.current}.")
                connection.execute("UPDATE move SET state = ? WHERE step = ?", (becomes, row["step"]))
        except sqlite3.Error as error:
            raise _not_recorded(error) from error
        return f"v{row['origin' if becomes == 'undone' else 'target']}"


def _number(id: str) -> int:
    digits = id.removeprefix("v")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise BadRequest(f"{id!r} names no variant", "Variants are called v0, v1, v2 …")
    return int(digits)


def _variant(row: sqlite3.Row, folder: Path) -> Variant:
    checks: list[Json] = json.loads(row["checks"])
    return Variant(
        id=f"v{row['number']}",
        parent="" if row["parent"] is None else f"v{row['parent']}",
        proxy=folder / row["proxy"],
        width=row["width"],
        height=row["height"],
        words=row["words"],
        task=row["task"],
        look=row["look"],
        recipe=json.loads(row["recipe"]),
        model=row["model"],
        reasons=tuple(json.loads(row["reasons"])),
        measured=row["measured"],
        checks=tuple(Check(**check) for check in checks),
        cost_usd=row["cost_usd"],
        seconds=row["seconds"],
        ordinal=row["ordinal"],
        round=row["round"],
    )


def _not_recorded(error: sqlite3.Error) -> BackendFailed:
    return BackendFailed(
        f"That could not be recorded ({error})",
        "What was there before is unchanged; make room and try again.",
    )
