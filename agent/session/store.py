"""All sessions of one person: import a photo into one, find the one to continue."""

from __future__ import annotations

import contextlib
import json
import secrets
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from agent.session import changes, sidecar
from agent.session.database import NAME, Record, connect, transaction
from agent.session.faults import is_damage, not_recorded
from agent.session.fs import Fs
from agent.session.locking import from_body
from agent.session.model import Found
from agent.session.objects import Objects, Staged, hash_of
from agent.session.recovery import ends, publishing, recover
from agent.session.session import Session
from backends.errors import BadRequest, StetError
from backends.types import Lock, Opened, Scope


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of `stet sessions`."""

    id: str
    label: str
    variants: int
    current: str
    width: int
    height: int


class Store:
    """Opens the database and the objects under `folder` on first use; making a Store touches nothing."""

    def __init__(self, folder: Path, *, fs: Fs | None = None, patience: float = 10) -> None:
        self.folder = folder
        self.objects = Objects(folder / "objects", fs)
        self._patience = patience
        self._opened: Record | None = None

    @property
    def only_read(self) -> str:
        """Why nothing can be changed, as one sentence; "" where it can."""
        return self.connection.told if self.exists else ""

    @property
    def connection(self) -> Record:
        """The open database, swept of what dead processes left."""
        if self._opened is None:
            opened = connect(self.folder, self.objects, patience=self._patience)
            try:
                # On a full or read-only disk nothing can be swept; that must not keep anybody from reading.
                with contextlib.suppress(OSError, sqlite3.OperationalError):
                    if opened.only_read is None:
                        recover(opened, self.objects)
            except sqlite3.Error as error:
                opened.close()
                raise not_recorded(self.folder, error) from error
            except BaseException:
                opened.close()
                raise
            self._opened = opened
        return self._opened

    def begin(self, original: Path, opened: Opened, *, label: str, suffix: str, fresh: bool) -> Session:
        """Copy the photo in and return its session: the last one with the same bytes, or a new one when `fresh`."""
        connection = self.connection
        if connection.only_read is not None:
            return self._known(original, connection.only_read)
        photo = self.objects.stage_copy(original, suffix)
        try:
            known = None if fresh else self._newest("WHERE source_sha256 = ?", (photo.sha256,))
            if known:
                self._mend(known, photo, opened.proxy)
                return self._use(known)
            return self._use(self._import(connection, photo, opened, label, suffix))
        except (OSError, sqlite3.Error) as error:
            raise not_recorded(self.folder, error) from error
        finally:
            with contextlib.suppress(OSError):
                opened.proxy.unlink(missing_ok=True)
            self.objects.drop(photo)

    def last(self) -> Session:
        """The session that was used last. Raises BadRequest when there is none."""
        return self._use(self.find("").id)

    def open(self, id: str) -> Session:
        """Go on with a session, by its id, or by what its id or its label begins with when that is one only."""
        return self._use(self.find(id).id)

    def find(self, id: str) -> Session:
        """As `open`, only to look: which one was used last stays as it is. "" is the one that was used last."""
        # A first look must not create the folder: a person who has never opened a photo has nothing to keep.
        newest = self._newest("", ()) if self.exists else None
        if newest is None:
            raise BadRequest("No photo is open yet", "Open one with /open PATH, or start as: stet photo.jpg")
        return Session(self.connection, self.objects, self.folder, self._named(id) if id else newest)

    def batch_locks(self, session: Session) -> tuple[Lock, ...]:
        """What is locked for all in the other sessions whose photos are from the same folders, the newest first."""
        rows = self.connection.execute(
            "SELECT lock.number, lock.body FROM lock JOIN session ON session.id = lock.session, session AS here"
            " WHERE here.id = ? AND session.id != here.id AND lock.body IS NOT NULL"
            " AND json_extract(lock.body, '$.scope') = ? AND EXISTS ("
            " SELECT 1 FROM json_each(session.folders) AS theirs JOIN json_each(here.folders) AS ours"
            " ON theirs.value = ours.value) ORDER BY session.used DESC, lock.number",
            (session.id, str(Scope.BATCH)),
        ).fetchall()
        return tuple(from_body(f"k{row['number']}", json.loads(row["body"])) for row in rows)

    def sessions(self) -> tuple[Summary, ...]:
        """The one used last comes first."""
        if not self.exists:
            return ()
        rows = self.connection.execute(
            "SELECT session.*, (SELECT count(*) FROM variant WHERE variant.session = session.id AND discarded = 0) AS n"
            " FROM session ORDER BY used DESC"
        )
        return tuple(
            Summary(row["id"], row["label"], row["n"], f"v{row['current']}", row["width"], row["height"])
            for row in rows
        )

    def search(self, words: str, limit: int = 20) -> tuple[Found, ...]:
        """As `Session.search`, in every session."""
        from agent.session.search import search

        hits = search(self.connection, words, limit=limit) if self.exists else []
        return tuple(
            Found(
                hit.session,
                Session(self.connection, self.objects, self.folder, hit.session).variant(f"v{hit.number}"),
                hit.why,
            )
            for hit in hits
        )

    @property
    def exists(self) -> bool:
        return (self.folder / NAME).exists() or self.objects.folder.is_dir()

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _import(self, connection: sqlite3.Connection, photo: Staged, opened: Opened, label: str, suffix: str) -> str:
        proxy = self.objects.stage_file(opened.proxy)
        id = time.strftime("%Y%m%d-") + secrets.token_hex(3)
        # Grey photos can be their own proxy, byte for byte.
        staged = list({one.name: one for one in (photo, proxy)}.values())
        with publishing(connection, self.objects, staged) as token:
            for one in staged:
                self.objects.publish(one)
            with transaction(connection, self.objects.fs):
                self._insert(connection, id, photo, opened, label, suffix)
                connection.execute(
                    "INSERT INTO variant (session, number, proxy, width, height, words, task, look, recipe, model,"
                    " reasons, measured, checks, cost_usd, seconds, ordinal, round, token)"
                    " VALUES (?,0,?,?,?,'','','','{}','','[]','','[]',0,0,0,0,?)",
                    (id, f"objects/{proxy.name}", opened.width, opened.height, token),
                )
                sidecar.write(connection, self.objects, id, 0)
                changes.log(connection, id, "import", {"label": label})
                ends(connection, token)
        self.objects.drop(proxy)
        return id

    def _insert(
        self, connection: sqlite3.Connection, id: str, photo: Staged, opened: Opened, label: str, suffix: str
    ) -> None:
        values = {
            "id": id,
            "label": label,
            "source_sha256": photo.sha256,
            "suffix": suffix,
            "width": opened.width,
            "height": opened.height,
            "media_type": opened.media_type,
            "has_alpha": opened.has_alpha,
            "bits": opened.bits,
            "profile": opened.profile,
            "used": 0,
        }
        connection.execute(
            f"INSERT INTO session ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
            tuple(values.values()),
        )

    def _known(self, original: Path, why: StetError) -> Session:
        """Where nothing can be kept, a photo that is there already can be looked at. Raises `why` for another one."""
        known = self._newest("WHERE source_sha256 = ?", (hash_of(original),))
        if known is None:
            raise why
        return self.find(known)

    def _mend(self, session: str, photo: Staged, proxy: Path) -> None:
        """The same photo comes again: should its stored copy or its proxy have gone missing, here they are back."""
        if not (self.objects.folder / photo.name).exists():
            self.objects.publish(photo)
        row = self.connection.execute(
            "SELECT proxy FROM variant WHERE session = ? AND number = 0", (session,)
        ).fetchone()
        if not (self.folder / row["proxy"]).exists():
            staged = self.objects.stage_file(proxy)
            if f"objects/{staged.name}" == row["proxy"]:
                self.objects.publish(staged)
            self.objects.drop(staged)

    def _named(self, id: str) -> str:
        every = self.sessions()
        exact = [one.id for one in every if one.id == id]
        begun = [one.id for one in every if one.id.startswith(id) or one.label.casefold().startswith(id.casefold())]
        found = exact or begun
        if len(found) != 1:
            what = f"{id} could be {', '.join(found[:5])}" if found else f"There is no session {id}"
            raise BadRequest(what, "stet sessions lists them.")
        return found[0]

    def _newest(self, where: str, values: tuple[str, ...]) -> str | None:
        try:
            row = self.connection.execute(
                f"SELECT id FROM session {where} ORDER BY used DESC LIMIT 1", values
            ).fetchone()
        except sqlite3.Error as error:
            raise not_recorded(self.folder, error) from error
        return row["id"] if row else None

    def _use(self, id: str) -> Session:
        # Counted, not timed: clocks jump, and the order must survive that.
        if self.connection.only_read is not None:
            return self.find(id)
        try:
            with transaction(self.connection, self.objects.fs) as connection:
                connection.execute("UPDATE session SET used = (SELECT max(used) + 1 FROM session) WHERE id = ?", (id,))
        except sqlite3.Error as error:
            # What can be read can be shown, even where nothing can be written.
            if is_damage(error):
                raise not_recorded(self.folder, error) from error
        return Session(self.connection, self.objects, self.folder, id)
