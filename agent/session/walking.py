"""What a person changes in a tree, all of it undone by the same undo: where they stand, names, stars, what is shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from agent.session import changes
from agent.session.database import Record, transaction
from agent.session.faults import not_recorded
from agent.session.journal import follow
from agent.session.objects import Objects
from agent.session.rows import number_of
from backends.errors import BadRequest
from backends.types import Json

_LONGEST = 2000


class Walking:
    """The writing half of a session. Nothing here deletes a picture."""

    id: str

    def __init__(self, connection: sqlite3.Connection, objects: Objects, folder: Path) -> None:
        self._connection = connection
        self._objects = objects
        self._folder = folder
        self._journaled: tuple[int, int] | None = None

    @property
    def only_read(self) -> str:
        """Why nothing can be changed here, as one sentence; "" where it can."""
        return self._connection.told if isinstance(self._connection, Record) else ""

    @property
    def folder(self) -> Path:
        """The data folder that holds this session and the others."""
        return self._folder

    @property
    def home(self) -> Path:
        """The data folder that it is kept in."""
        return self._folder

    @property
    def current(self) -> str:
        """The variant that a plain sentence is about."""
        row = self._connection.execute("SELECT current FROM session WHERE id = ?", (self.id,)).fetchone()
        return f"v{row['current']}" if row else "v0"

    def go(self, id: str) -> None:
        """Make `id` the current variant; what had been undone before can no longer be redone."""
        self._change("go", {"current": self._known(id)})

    def branch(self, id: str, name: str = "") -> str:
        """Go to `id` to begin another line from it, under a name to come back by. Returns the id."""
        number = self._known(id)
        patch: Json = {"current": number}
        if name:
            patch["variants"] = {str(number): {"name": self._free(_text(name), number)}}
        self._change("branch", patch)
        return f"v{number}"

    def rename(self, id: str, name: str) -> None:
        """Give a variant a name, which then works where its id does; "" takes it away."""
        number = self._known(id)
        self._change("rename", {"variants": {str(number): {"name": self._free(_text(name), number)}}})

    def rename_session(self, label: str) -> None:
        """Call the session something else; exports are named by it from then on."""
        text = _text(label)
        if not text:
            raise BadRequest("A session needs a name", "Give one, such as: holiday.")
        self._change("rename session", {"label": text})

    def note(self, id: str, text: str) -> None:
        self._change("note", {"variants": {str(self._known(id)): {"note": _text(text)}}})

    def star(self, *ids: str, on: bool = True) -> None:
        """Mark variants as favourites, in one step; `clean` keeps what has a star."""
        patch = {str(self._known(id)): {"starred": int(on)} for id in ids}
        self._change("star" if on else "unstar", {"variants": patch})

    def discard(self, *ids: str) -> tuple[str, ...]:
        """Take variants out of sight, in one step; `restore` and undo bring them back. What was made of them stays."""
        return self._hide("discard", [self._known(id) for id in ids])

    def prune(self, id: str) -> tuple[str, ...]:
        """Take a variant and everything made from it out of sight, in one step that one undo takes back."""
        return self._hide("prune", self._with_descendants(self._known(id)))

    def restore(self, *ids: str) -> None:
        """Bring discarded variants back, in one step."""
        patch = {str(self._known(id, hidden=True)): {"discarded": 0} for id in ids}
        self._change("restore", {"variants": patch})

    def undo(self) -> str:
        """Take the last change back, and return where the person stands then. Nothing is deleted."""
        return self._step("done", "undone", "DESC", "There is nothing to undo")

    def redo(self) -> str:
        return self._step("undone", "done", "ASC", "There is nothing to redo")

    @property
    def settings(self) -> Json:
        """What holds from now on, by name, in the order in which it was said (see `agent.standing`)."""
        return changes.settings(self._connection, self.id)

    def set(self, patch: Json) -> None:
        """Let settings hold from now on; None takes one away. Undo takes all of it back."""
        self._change("set", {"settings": patch})

    @property
    def last_change(self) -> str:
        """The kind of the change that undo would take back, "" for none."""
        row = self._connection.execute(
            "SELECT kind FROM change WHERE session = ? AND state = 'done' ORDER BY step DESC LIMIT 1", (self.id,)
        ).fetchone()
        return row["kind"] if row else ""

    def last_step(self) -> tuple[str, tuple[str, ...]]:
        """(kind, variants) of what undo or redo moved last: ("star", ("v3",))."""
        row = self._connection.execute(
            "SELECT detail FROM operation WHERE session = ? AND kind IN ('undo', 'redo') ORDER BY step DESC LIMIT 1",
            (self.id,),
        ).fetchone()
        detail: Json = json.loads(row["detail"]) if row else {"of": "", "patch": {}}
        return detail["of"], tuple(f"v{number}" for number in detail["patch"].get("variants", {}))

    def discarded(self) -> tuple[str, ...]:
        """What was put out of sight last and still is."""
        hidden = {
            row["number"]
            for row in self._connection.execute(
                "SELECT number FROM variant WHERE session = ? AND discarded = 1", (self.id,)
            )
        }
        steps = self._connection.execute(
            "SELECT detail FROM operation WHERE session = ? AND kind IN ('discard', 'prune') ORDER BY step DESC",
            (self.id,),
        )
        for step in steps if hidden else ():
            together = sorted(hidden & {int(number) for number in json.loads(step["detail"])["patch"]["variants"]})
            if together:
                return tuple(f"v{number}" for number in together)
        return tuple(f"v{number}" for number in sorted(hidden))

    def state(self) -> Json:
        """Where the person stands and what they changed, as `changes.replay` of the log must find it."""
        return changes.state(self._connection, self.id)

    def operations(self) -> tuple[tuple[str, Json], ...]:
        """What happened, in order, as (kind, detail)."""
        rows = self._connection.execute(
            "SELECT kind, detail FROM operation WHERE session = ? ORDER BY step", (self.id,)
        )
        return tuple((row["kind"], json.loads(row["detail"])) for row in rows)

    def _hide(self, kind: str, numbers: list[int]) -> tuple[str, ...]:
        if 0 in numbers:
            raise BadRequest("v0 is your photo, which stays", "Name a variant that was made from it.")
        patch: Json = {"variants": {str(number): {"discarded": 1} for number in numbers}}
        here = number_of(self.current)
        if here in numbers:
            patch["current"] = self._nearest_shown(here, set(numbers))
        self._change(kind, patch)
        return tuple(f"v{number}" for number in numbers)

    def _change(self, kind: str, after: Json) -> None:
        with self._writing():
            before = changes.before(self._connection, self.id, after)
            if not before:
                return
            self._connection.execute(
                "UPDATE change SET state = 'cut' WHERE session = ? AND state = 'undone'", (self.id,)
            )
            self._connection.execute(
                "INSERT INTO change (session, kind, before, after, state) VALUES (?, ?, ?, ?, 'done')",
                (self.id, kind, json.dumps(before), json.dumps(after)),
            )
            changes.apply(self._connection, self._objects, self.id, after)
            changes.log(self._connection, self.id, kind, {"patch": after})

    def _step(self, state: str, becomes: str, order: str, nothing: str) -> str:
        with self._writing():
            row = self._connection.execute(
                "SELECT step, kind, before, after FROM change WHERE session = ? AND state = ?"
                f" ORDER BY step {order} LIMIT 1",
                (self.id, state),
            ).fetchone()
            if row is None:
                raise BadRequest(nothing, f"You are at {self.current}.")
            patch = json.loads(row["before" if becomes == "undone" else "after"])
            self._connection.execute("UPDATE change SET state = ? WHERE step = ?", (becomes, row["step"]))
            changes.apply(self._connection, self._objects, self.id, patch)
            verb = "undo" if becomes == "undone" else "redo"
            changes.log(self._connection, self.id, verb, {"of": row["kind"], "patch": patch})
        return self.current

    @contextmanager
    def _writing(self) -> Generator[None]:
        try:
            with transaction(self._connection, self._objects.fs):
                yield
            self._journaled = follow(self._connection, self._objects, self.id, self._journaled)
        except (OSError, sqlite3.Error) as error:
            raise not_recorded(self._folder, error) from error

    def _known(self, id: str, *, hidden: bool = False) -> int:
        """The number of a variant by its id or its name. Raises BadRequest with those that exist."""
        by_id = id[:1] == "v" and id[1:].isdigit()  # which no name looks like
        column, value = ("number", number_of(id)) if by_id else ("name != '' AND name", id)
        row = self._connection.execute(
            f"SELECT number, discarded FROM variant WHERE session = ? AND {column} = ?", (self.id, value)
        ).fetchone()
        if row is None and not by_id:
            number_of(id)
        if row is None:
            newest = self._connection.execute(
                "SELECT number FROM variant WHERE session = ? AND discarded = 0 ORDER BY number DESC LIMIT 8",
                (self.id,),
            ).fetchall()
            known = ", ".join(f"v{one['number']}" for one in reversed(newest))
            raise BadRequest(f"There is no {id} in this session", f"There are {known}.")
        if row["discarded"] and not hidden:
            raise BadRequest(f"{id} is discarded", f"Bring it back first: restore {id}.")
        return row["number"]

    def _free(self, name: str, number: int) -> str:
        if name[:1] == "v" and name[1:].isdigit():
            raise BadRequest(f"{name} is the id of a variant, not a name", "Choose a word.")
        taken = self._connection.execute(
            "SELECT number FROM variant WHERE session = ? AND name = ? AND name != '' AND number != ?",
            (self.id, name, number),
        ).fetchone()
        if taken:
            raise BadRequest(f"v{taken['number']} is called {name} already", "Choose another name.")
        return name

    def _with_descendants(self, number: int) -> list[int]:
        rows = self._connection.execute(
            "WITH RECURSIVE below (number) AS (VALUES (?2) UNION SELECT variant.number FROM variant JOIN below"
            " ON variant.parent = below.number WHERE variant.session = ?1 AND variant.discarded = 0)"
            " SELECT number FROM below ORDER BY number",
            (self.id, number),
        )
        return [row["number"] for row in rows]

    def _nearest_shown(self, number: int, hidden: set[int]) -> int:
        while number in hidden or self._is_discarded(number):
            number = self._parent(number)
        return number

    def _parent(self, number: int) -> int:
        row = self._connection.execute(
            "SELECT parent FROM variant WHERE session = ? AND number = ?", (self.id, number)
        ).fetchone()
        return row["parent"] if row and row["parent"] is not None else 0

    def _is_discarded(self, number: int) -> bool:
        row = self._connection.execute(
            "SELECT discarded FROM variant WHERE session = ? AND number = ?", (self.id, number)
        ).fetchone()
        return bool(row and row["discarded"])


def _text(text: str) -> str:
    from agent.harmless import one_line

    return one_line(text)[:_LONGEST]
