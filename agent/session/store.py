"""All sessions of one person: import a photo into one, find the one to continue."""

from __future__ import annotations

import secrets
import sqlite3
import time
from pathlib import Path

from agent.session.database import connect, transaction
from agent.session.objects import Objects
from agent.session.places import private_folder
from agent.session.session import Session
from backends.errors import BackendFailed, BadRequest
from backends.types import Opened


class Store:
    """Opens the database and the objects under `folder` on first use; making a Store touches nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._objects = Objects(folder / "objects")
        self._opened: sqlite3.Connection | None = None

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = connect(self._folder)
        return self._opened

    @property
    def folder(self) -> Path:
        return self._folder

    def begin(self, original: Path, opened: Opened, *, label: str, suffix: str, fresh: bool) -> Session:
        """Copy the photo in and return its session: the last one with the same bytes, or a new one when `fresh`."""
        sha256, _ = self._objects.copy_in(original, suffix)
        known = None if fresh else self._newest("WHERE source_sha256 = ?", (sha256,))
        if known:
            opened.proxy.unlink(missing_ok=True)
            return self._use(known)
        _, proxy = self._objects.adopt(opened.proxy)
        id = time.strftime("%Y%m%d-") + secrets.token_hex(3)
        try:
            with transaction(self._connection) as connection:
                connection.execute(
                    "INSERT INTO session VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                    (
                        id,
                        label,
                        sha256,
                        suffix,
                        opened.width,
                        opened.height,
                        opened.media_type,
                        opened.has_alpha,
                        opened.bits,
                        opened.profile,
                        0,
                    ),
                )
                connection.execute(
                    "INSERT INTO variant VALUES (?,0,NULL,?,?,?,'','','','{}','','[]','','[]',0,0,0,0)",
                    (id, proxy.relative_to(self._folder).as_posix(), opened.width, opened.height),
                )
        except sqlite3.Error as error:
            raise BackendFailed(f"The session could not be recorded ({error})", "Make room and try again.") from error
        return self._use(id)

    def last(self) -> Session:
        """The session that was used last. Raises BadRequest when there is none."""
        # A first look must not create the folder: a person who has never opened a photo has nothing to keep.
        id = self._newest("", ()) if (self._folder / "stet.db").exists() else None
        if id is None:
            raise BadRequest("No photo is open yet", "Open one with /open PATH, or start as: stet photo.jpg")
        return self._use(id)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _newest(self, where: str, values: tuple[str, ...]) -> str | None:
        row = self._connection.execute(f"SELECT id FROM session {where} ORDER BY used DESC LIMIT 1", values).fetchone()
        return row["id"] if row else None

    def _use(self, id: str) -> Session:
        # Counted, not timed: clocks jump, and the order must survive that.
        with transaction(self._connection) as connection:
            connection.execute("UPDATE session SET used = (SELECT max(used) + 1 FROM session) WHERE id = ?", (id,))
        return Session(self._connection, self._objects, private_folder(self._folder), id)
