"""What is about to be published or removed is written down first, so that whatever a crash leaves is known by name.

The order is: the picture under a temporary name, synced; an intent; the picture's own name, and its folder synced;
the sidecar likewise; the row, in one commit that also ends the intent. Only names in an intent are ever swept.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Generator, Iterable, Sequence

from agent.session.alive import is_alive, myself
from agent.session.database import transaction
from agent.session.objects import Objects, Staged
from agent.session.sidecar import name_beside

# Intents of this process that are not over: to everybody else it says so by being alive.
_active: set[str] = set()


@contextlib.contextmanager
def publishing(connection: sqlite3.Connection, objects: Objects, staged: Sequence[Staged]) -> Generator[str]:
    """Hold an intent for staged pictures; what is inside publishes them and commits with `ends`.

    Yields the token that names the sidecar. When it fails, what was published is taken back, now or at the next start.
    """
    token = secrets.token_hex(8)
    _active.add(token)
    try:
        names = [(one.name, name_beside(one.name, token)) for one in staged]
        with transaction(connection, objects.fs):
            intend(connection, token, names)
        yield token
    except BaseException:
        with contextlib.suppress(OSError, sqlite3.Error):
            _take_back(connection, objects, token)
        raise
    finally:
        _active.discard(token)
        for one in staged:
            objects.drop(one)


def intend(connection: sqlite3.Connection, token: str, names: Iterable[tuple[str, str]]) -> None:
    """Within a transaction: these (object, sidecar) may be left over if this process dies."""
    pid, began = myself()
    for name, beside in names:
        connection.execute("INSERT INTO intent VALUES (?, ?, ?, ?, ?)", (token, pid, began, name, beside))


def ends(connection: sqlite3.Connection, token: str) -> None:
    """Within a transaction: nothing is left over any more."""
    connection.execute("DELETE FROM intent WHERE token = ?", (token,))


def recover(connection: sqlite3.Connection, objects: Objects) -> int:
    """Sweep what dead processes left, under the write lock. Returns how many files went. Safe to be killed in."""
    abandoned = objects.abandoned()
    dead = _dead(connection)
    if not abandoned and not dead:
        return 0
    gone = 0
    with transaction(connection, objects.fs):
        for temporary in abandoned:
            objects.fs.unlink(temporary)
            gone += 1
        for token in dead:
            gone += sweep(connection, objects, token)
    return gone


def sweep(connection: sqlite3.Connection, objects: Objects, token: str) -> int:
    """Within a transaction: remove what `token` names and nothing refers to, then the intent itself."""
    gone = 0
    for name, beside in connection.execute("SELECT object, sidecar FROM intent WHERE token = ?", (token,)).fetchall():
        path, sidecar = objects.folder / name, objects.folder / beside
        unwanted = [] if _has_sidecar(connection, name, beside) else [sidecar]
        if not refers(connection, name) and not _others_intend(connection, name, token):
            unwanted.append(path)
        there = [one for one in unwanted if one.exists()]
        for one in there:
            objects.fs.unlink(one)
        for folder in {one.parent for one in there}:
            objects.fs.fsync_dir(folder)
        gone += len(there)
    ends(connection, token)
    return gone


def refers(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a variant or a session needs the object."""
    sha256, _, rest = name.replace("/", "", 1).partition(".")
    as_proxy = connection.execute("SELECT 1 FROM variant WHERE proxy = ? LIMIT 1", (f"objects/{name}",)).fetchone()
    as_source = connection.execute(
        "SELECT 1 FROM session WHERE source_sha256 = ? AND suffix = ? LIMIT 1", (sha256, f".{rest}" if rest else "")
    ).fetchone()
    return as_proxy is not None or as_source is not None


def _take_back(connection: sqlite3.Connection, objects: Objects, token: str) -> None:
    # A commit that reported an error may have reached the disk all the same. A second one that succeeds settles which
    # of both it was; only then may files go. If it fails too, the next start decides.
    with transaction(connection, objects.fs):
        connection.execute("UPDATE intent SET pid = pid WHERE token = ?", (token,))
    with transaction(connection, objects.fs):
        sweep(connection, objects, token)


def _dead(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT DISTINCT token, pid, began FROM intent").fetchall()
    return [
        token
        for token, pid, began in rows
        if ((pid, began) == myself() and token not in _active) or not is_alive(pid, began)
    ]


def _has_sidecar(connection: sqlite3.Connection, name: str, beside: str) -> bool:
    token = beside.removeprefix(f"{name}.").removesuffix(".json")
    row = connection.execute(
        "SELECT 1 FROM variant WHERE proxy = ? AND token = ? LIMIT 1", (f"objects/{name}", token)
    ).fetchone()
    return row is not None


def _others_intend(connection: sqlite3.Connection, name: str, token: str) -> bool:
    row = connection.execute("SELECT 1 FROM intent WHERE object = ? AND token != ? LIMIT 1", (name, token)).fetchone()
    return row is not None
