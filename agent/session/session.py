"""One photo and everything made from it: the tree of variants, where the person stands in it, and what was said."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from agent.session import adding, changes
from agent.session.faults import not_recorded
from agent.session.locking import Locking
from agent.session.model import Found, Message, Source, Variant
from agent.session.objects import Objects
from agent.session.rows import LISTED, checks_text, listed, number_of, variant_of
from backends.errors import BadRequest
from backends.types import Check, ImageRef, Json, Rendition


class Session(Locking):
    """Reads come from SQLite each time, so a second process on the same session is always seen."""

    def __init__(self, connection: sqlite3.Connection, objects: Objects, folder: Path, id: str) -> None:
        super().__init__(connection, objects, folder)
        self.id = id
        self._read: tuple[Variant, ...] = ()
        self._read_at = (-1, -1)
        self._on_screen: tuple[str, ...] = ()
        row = connection.execute("SELECT * FROM session WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise BadRequest(f"There is no session {id}", "stet sessions lists them.")
        self.source = Source(
            ref=ImageRef(row["source_sha256"], row["width"], row["height"], row["media_type"], bool(row["has_alpha"])),
            path=objects.path(row["source_sha256"], row["suffix"]),
            label=row["label"],
            suffix=row["suffix"],
            bits=row["bits"],
            profile=row["profile"],
        )

    @property
    def label(self) -> str:
        """What the photo, or the session, is called."""
        row = self._connection.execute("SELECT label FROM session WHERE id = ?", (self.id,)).fetchone()
        return row["label"] if row else self.source.label

    def variants(self, *, all: bool = False) -> Sequence[Variant]:
        """Every variant, oldest first; the first is v0, the source. Discarded ones only with `all`.

        Without them, what was made from one hangs below the nearest one that is shown.
        """
        every = self._every()
        hidden = {variant.id: variant.parent for variant in every if variant.discarded} if self._hides() else {}
        if all or not hidden:
            return every
        return tuple(_hung(variant, hidden) for variant in every if not variant.discarded)

    def variant(self, id: str) -> Variant:
        """By id, or by the name it was given. Raises BadRequest with those that exist."""
        row = self._connection.execute(
            "SELECT * FROM variant WHERE session = ? AND number = ?", (self.id, self._known(id, hidden=True))
        ).fetchone()
        return variant_of(row, self._folder)

    def chain(self, id: str) -> Sequence[Variant]:
        """The source and every step from it to `id`, in order."""
        found = [self.variant(id)]
        while found[-1].parent:
            found.append(self.variant(found[-1].parent))
        return tuple(reversed(found))

    def shown(self) -> Sequence[str]:
        """The ids that were shown last, in their order: the newest round, or what a search found since."""
        if self._on_screen:
            return self._on_screen
        rows = self._connection.execute(
            "SELECT number FROM variant WHERE session = ?1 AND discarded = 0 AND round > 0 AND round ="
            " (SELECT max(round) FROM variant WHERE session = ?1) ORDER BY ordinal, number",
            (self.id,),
        )
        return tuple(f"v{row['number']}" for row in rows)

    def _every(self) -> tuple[Variant, ...]:
        """Read again only when this process or another one has written since."""
        (others,) = self._connection.execute("PRAGMA data_version").fetchone()
        now = (others, self._connection.total_changes)
        if self._read_at != now:
            cursor = self._connection.cursor()
            cursor.row_factory = None  # plain tuples, which are read in a third of the time
            cursor.execute(f"SELECT {', '.join(LISTED)} FROM variant WHERE session = ? ORDER BY number", (self.id,))
            self._read = listed(cursor.fetchall(), self.variant)
            self._read_at = now
        return self._read

    def _hides(self) -> bool:
        row = self._connection.execute(
            "SELECT 1 FROM variant WHERE session = ? AND discarded = 1 LIMIT 1", (self.id,)
        ).fetchone()
        return row is not None

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
        generative: bool = False,
        seed: int = 0,
        charge: str = "",
        sent: Json | None = None,
    ) -> Variant:
        """Commit a rendition as a new variant: its picture first, then its row. When this returns it is on disk.

        `generative` when a model painted it anew; `charge` is the ledger's entry that this delivery settles, `sent`
        what the model was given.
        """
        of = adding.Origin(
            number_of(parent), words, task, model, reasons, round, ordinal, generative, seed, charge, sent or {}
        )
        try:
            number = adding.add(self._connection, self._objects, self.id, rendition, of)
        except (OSError, sqlite3.Error) as error:
            raise not_recorded(self._folder, error) from error
        self._on_screen = ()
        return self.variant(f"v{number}")

    def search(self, words: str, limit: int = 20) -> Sequence[Found]:
        """The variants in sight that match most of the words, the likeliest first, each with the reason."""
        from agent.session.search import search

        hits = search(self._connection, words, self.id, limit)
        return tuple(Found(self.id, self.variant(f"v{hit.number}"), hit.why) for hit in hits)

    def show(self, ids: Sequence[str]) -> None:
        """These are on the screen now: until something is made, "the second one" is the second of them."""
        self._on_screen = tuple(ids)

    def keep_receipt(self, id: str, line: str, checks: Sequence[Check], not_checked: Sequence[str]) -> None:
        """What was asked against what was measured joins its variant."""
        if self.only_read:
            return
        number, text, missing = number_of(id), checks_text(checks), json.dumps(list(not_checked))
        with self._writing():
            self._connection.execute(
                "INSERT OR REPLACE INTO receipt VALUES (?, ?, ?, ?, ?)", (self.id, number, line, text, missing)
            )
            detail = {"number": number, "line": line, "checks": text, "not_checked": missing}
            changes.log(self._connection, self.id, "receipt", detail)

    def receipt(self, id: str) -> str:
        """The line of the variant's receipt, "" when there is none."""
        row = self._connection.execute(
            "SELECT line FROM receipt WHERE session = ? AND number = ?", (self.id, number_of(id))
        ).fetchone()
        return row["line"] if row else ""

    def keep_sent(self, sent: Json) -> None:
        """What a model is about to be sent: kept before it goes, since nothing may come back."""
        with self._writing():
            changes.log(self._connection, self.id, "send", sent)

    def sent_in_vain(self) -> Json:
        """What was sent last, where nothing has been made since; else {}."""
        row = self._connection.execute(
            "SELECT kind, detail FROM operation WHERE session = ? AND kind IN ('send', 'create')"
            " ORDER BY step DESC LIMIT 1",
            (self.id,),
        ).fetchone()
        return json.loads(row["detail"]) if row and row["kind"] == "send" else {}

    def keep_measured(self, id: str, body: str) -> None:
        """The whole receipt of a variant, as JSON, in the place of an older one."""
        if self.only_read:
            return
        with self._writing():
            self._connection.execute(
                "INSERT OR REPLACE INTO measured"
                " SELECT session, number, ?3 FROM variant WHERE session = ?1 AND number = ?2",
                (self.id, number_of(id), body),
            )

    def measured(self, id: str) -> str:
        """The whole receipt that was kept, "" where none was taken yet."""
        row = self._connection.execute(
            "SELECT body FROM measured WHERE session = ? AND number = ?", (self.id, number_of(id))
        ).fetchone()
        return row["body"] if row else ""

    def say(self, who: str, text: str, about: str = "") -> None:
        """Keep one line of the conversation, bound to the variant it was about ("" is the current one). Where nothing
        can be kept that was said at the beginning, and what is only looked at is not refused for it."""
        if self.only_read:
            return
        with self._writing():
            self._connection.execute(
                "INSERT INTO message (session, who, text, about) VALUES (?, ?, ?, ?)",
                (self.id, who, text, about or self.current),
            )

    def messages(self, limit: int = 60) -> Sequence[Message]:
        """The newest `limit` lines, oldest first."""
        rows = self._connection.execute(
            "SELECT * FROM message WHERE session = ? ORDER BY step DESC LIMIT ?", (self.id, limit)
        ).fetchall()
        return tuple(Message(row["who"], row["text"], row["about"]) for row in reversed(rows))


def _hung(variant: Variant, hidden: dict[str, str]) -> Variant:
    parent = variant.parent
    while parent in hidden:
        parent = hidden[parent]
    return variant if parent == variant.parent else replace(variant, parent=parent)
