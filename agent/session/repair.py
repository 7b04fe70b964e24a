"""Build the record anew from the pictures and their sidecars, and save from the old one what can still be read.

The old record is set aside, never deleted. A repair that is cut short is begun again by the next one. What was said and
done comes from the journals beside the pictures, so that the conversation and undo are there again too.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from agent.session import journal, schema, sidecar
from agent.session.database import NAME, transaction
from agent.session.faults import holders, unusable
from agent.session.fs import Fs
from agent.session.objects import Objects, hash_of, name_of, sha256_of
from agent.session.retelling import complete_log, retold
from backends.errors import BackendFailed
from backends.types import Json

_NEW = "stet.db.new"
# Not in any sidecar; what of them can be read in the old record goes along with what the journals have.
_SAVED = ("message", "operation", "change", "receipt", "charge", "lock", "measured")


@dataclass(frozen=True, slots=True)
class Report:
    """`missing` names variants whose picture is gone or is not what it was; `aside` is where the old record is."""

    sessions: int
    variants: int
    missing: tuple[str, ...]
    unreadable: tuple[Path, ...]
    aside: Path | None


def repair(folder: Path, *, fs: Fs | None = None) -> Report:
    """Raises BackendFailed when the folder cannot be written, or when the record is a newer Stet's."""
    objects = Objects(folder / "objects", fs)
    new, old = folder / _NEW, folder / NAME
    try:
        if not old.exists() and not objects.folder.is_dir():
            return Report(0, 0, (), (), None)
        _refuse_newer(old)
        _refuse_in_use(old)
        for suffix in ("", "-journal"):
            objects.fs.unlink(new.with_name(new.name + suffix))
        connection = sqlite3.connect(new, isolation_level=None)
        connection.row_factory = sqlite3.Row
        try:
            # One file that can be renamed: the log beside it begins when it is opened for use.
            connection.execute("PRAGMA journal_mode = DELETE")
            with transaction(connection, objects.fs):
                schema.create(connection)
                unreadable = fill(connection, objects, old if old.exists() else _newest_aside(folder))
                sessions, variants = _log(connection)
                missing = _missing(connection, folder)
        finally:
            connection.close()
        aside = _set_aside(folder, objects.fs) if old.exists() else None
        objects.fs.rename(new, old)
        objects.fs.fsync_dir(folder)
    except (OSError, sqlite3.Error) as error:
        raise unusable(old, error) from error
    return Report(sessions, variants, missing, unreadable, aside)


def fill(connection: sqlite3.Connection, objects: Objects, old: Path | None, *, keep: bool = True) -> tuple[Path, ...]:
    """Put into empty tables what sidecars, the old record and the journals tell. Returns what could not be read.

    `keep` writes sidecars anew that are missing, or tell of what never happened.
    """
    unreadable = _from_sidecars(connection, objects)
    _save(connection, old)
    for (session,) in connection.execute("SELECT id FROM session").fetchall():
        told = journal.read(journal.path_of(objects, session))
        retold(connection, objects if keep else None, told, session)
    _give_roots(connection)
    if keep:
        sidecar.write_missing(connection, objects)
    _stand_somewhere(connection)
    return unreadable


def is_sound(folder: Path) -> bool:
    """Whether the record can be read in full and every picture in it is there and is what it was."""
    if not (folder / NAME).exists():
        return not (folder / "objects").is_dir()
    try:
        with contextlib.closing(_reading(folder / NAME)) as connection:
            (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
            return answer == "ok" and not _missing(connection, folder)
    except (sqlite3.Error, OSError):
        return False


def _from_sidecars(connection: sqlite3.Connection, objects: Objects) -> tuple[Path, ...]:
    unreadable: list[Path] = []
    for path, body in sidecar.read_all(objects):
        if body is None:
            unreadable.append(path)
            continue
        session: Json = body["session"]
        variant: Json = body["variant"]
        # The label is newest with v0, which a change of name rewrites.
        _insert(connection, "session", {column: session[column] for column in sidecar.SESSION} | {"current": -1})
        if variant["number"] == 0:
            connection.execute("UPDATE session SET label = ? WHERE id = ?", (session["label"], session["id"]))
        row = {column: variant[column] for column in sidecar.VARIANT}
        texts = (variant[column] for column in ("words", "look", "measured", "name", "note"))
        _insert(connection, "variant", row | {"session": session["id"], "found": schema.searchable(*texts)})
    return tuple(unreadable)


def _save(connection: sqlite3.Connection, old: Path | None) -> None:
    """Row by row, until the old record gives out."""
    if old is None:
        return
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_reading(old)) as before:
        for table in ("session", "variant"):
            for row in _readable(before, table):
                if table == "session" or (old.parent / row["proxy"]).exists():
                    _insert(connection, table, {"found": row.get("words", "").casefold()} | row)
                if table == "session":
                    values = (
                        row.get("current", 0),
                        row.get("made", 0),
                        row.get("settings", "{}"),
                        row["used"],
                        row["id"],
                    )
                    connection.execute(
                        "UPDATE session SET current = ?, made = ?, settings = ?, used = ? WHERE id = ?", values
                    )
                elif row.get("discarded"):
                    connection.execute(
                        "UPDATE variant SET discarded = 1 WHERE session = ? AND number = ?",
                        (row["session"], row["number"]),
                    )
        for table in _SAVED:
            for row in _readable(before, table):
                _insert(connection, table, row)


def _give_roots(connection: sqlite3.Connection) -> None:
    """Where what was known of v0 is lost, the photo itself stands in for it."""
    rows = connection.execute(
        "SELECT id, source_sha256, suffix, width, height FROM session"
        " WHERE NOT EXISTS (SELECT 1 FROM variant WHERE variant.session = session.id AND number = 0)"
    ).fetchall()
    for id, sha256, suffix, width, height in rows:
        values = {
            "session": id,
            "number": 0,
            "proxy": f"objects/{name_of(sha256, suffix)}",
            "token": secrets.token_hex(8),
        }
        values |= dict.fromkeys(("words", "task", "look", "model", "measured"), "") | {"recipe": "{}"}
        values |= {"reasons": "[]", "checks": "[]", "width": width, "height": height}
        _insert(connection, "variant", values | dict.fromkeys(("cost_usd", "seconds", "ordinal", "round"), 0))


def _stand_somewhere(connection: sqlite3.Connection) -> None:
    """Where nothing tells it, the person stands at the newest variant."""
    connection.execute(
        "UPDATE session SET made = max(made, (SELECT coalesce(max(number), 0) FROM variant"
        " WHERE variant.session = session.id))"
    )
    connection.execute(
        "UPDATE session SET current = (SELECT max(number) FROM variant WHERE variant.session = session.id"
        " AND discarded = 0) WHERE NOT EXISTS (SELECT 1 FROM variant"
        " WHERE variant.session = session.id AND number = current AND discarded = 0)"
    )


def _log(connection: sqlite3.Connection) -> tuple[int, int]:
    """The log is completed with all that is known. Returns how many sessions and variants there are."""
    sessions = connection.execute("SELECT id FROM session").fetchall()
    for (session,) in sessions:
        complete_log(connection, session)
    (variants,) = connection.execute("SELECT count(*) FROM variant WHERE number > 0").fetchone()
    return len(sessions), variants


def _missing(connection: sqlite3.Connection, folder: Path) -> tuple[str, ...]:
    rows = connection.execute("SELECT session, number, proxy FROM variant ORDER BY session, number")
    return tuple(f"{row[0]} v{row[1]}" for row in rows if not _is_whole(folder / row[2])) + tuple(
        f"{row[0]} photo"
        for row in connection.execute("SELECT id, source_sha256, suffix FROM session")
        if not _is_whole(Objects(folder / "objects").path(row[1], row[2]))
    )


def _is_whole(path: Path) -> bool:
    try:
        return hash_of(path) == sha256_of(path)
    except OSError:
        return False


def _readable(connection: sqlite3.Connection, table: str) -> list[Json]:
    rows: list[Json] = []
    with contextlib.suppress(sqlite3.Error):
        for row in connection.execute(f"SELECT * FROM {table}"):
            rows.append(dict(row))
    return rows


def _insert(connection: sqlite3.Connection, table: str, row: Json) -> None:
    """What is there already stays; columns that today's table does not have are left out."""
    known = {column["name"] for column in connection.execute(f"PRAGMA table_info({table})")}
    own = {column: value for column, value in row.items() if column in known}
    connection.execute(
        f"INSERT OR IGNORE INTO {table} ({', '.join(own)}) VALUES ({', '.join('?' * len(own))})", tuple(own.values())
    )


def _refuse_newer(path: Path) -> None:
    with contextlib.suppress(sqlite3.Error):
        if path.exists():
            with contextlib.closing(_reading(path)) as connection:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > schema.VERSION:
                raise BackendFailed(f"{path} was written by a newer Stet (format {version})", "Update Stet.")


def _refuse_in_use(path: Path) -> None:
    """Another process would go on writing to the record that is set aside."""
    if held := holders(path):
        raise BackendFailed(
            f"The record of your sessions at {path} is in use by {', '.join(held)}", "Close that first; then repair."
        )


def _reading(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA query_only = ON")
    return connection


def _set_aside(folder: Path, fs: Fs) -> Path:
    number = len(list(folder.glob("stet.db.damaged-*")))
    aside = folder / f"stet.db.damaged-{number + 1}"
    for suffix in ("-wal", "-shm"):
        if (folder / f"{NAME}{suffix}").exists():
            fs.rename(folder / f"{NAME}{suffix}", aside.with_name(aside.name + suffix))
    fs.rename(folder / NAME, aside)
    return aside


def _newest_aside(folder: Path) -> Path | None:
    found = [path for path in folder.glob("stet.db.damaged-*") if path.name.rpartition("-")[2].isdigit()]
    return max(found, key=lambda path: int(path.name.rpartition("-")[2]), default=None)
