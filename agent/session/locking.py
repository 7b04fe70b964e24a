"""What a person locked in a session: kept with it, and taken back by the same undo as everything else."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from agent.session.walking import Walking
from backends.types import Geometry, Json, Lock, Scope


class Locking(Walking):
    """Locks are numbered k1, k2 ... in the order in which they were set; a number is never given twice."""

    def lock(self, lock: Lock) -> Lock:
        """Keep a lock. Returns it with its id."""
        self._known(lock.on)
        (newest,) = self._connection.execute(
            "SELECT coalesce(max(number), 0) FROM lock WHERE session = ?", (self.id,)
        ).fetchone()
        kept = replace(lock, id=f"k{newest + 1}")
        self._change("lock", {"locks": {str(newest + 1): to_body(kept)}})
        return kept

    def unlock(self, *ids: str) -> None:
        """Lift locks, all in one step that one undo takes back."""
        self._change("unlock", {"locks": {id.removeprefix("k"): None for id in ids}})

    def locks(self) -> tuple[Lock, ...]:
        """Those that stand, in the order in which they were set."""
        rows = self._connection.execute(
            "SELECT number, body FROM lock WHERE session = ? AND body IS NOT NULL ORDER BY number", (self.id,)
        ).fetchall()
        return tuple(from_body(f"k{row['number']}", json.loads(row["body"])) for row in rows)


def to_body(lock: Lock) -> Json:
    """A lock as it is stored; its id is its number there."""
    geometry = {name: value for name, value in asdict(lock.geometry).items() if value}
    body = {name: value for name, value in asdict(lock).items() if name not in ("id", "geometry")}
    # As JSON gives it back, so that a stored lock and a new one compare.
    return json.loads(json.dumps(body | {"geometry": geometry}))


def from_body(id: str, body: Json) -> Lock:
    given = body["geometry"]
    geometry = Geometry(
        kind=given.get("kind", ""),
        numbers=tuple(given.get("numbers", ())),
        size=tuple(given.get("size", ())),
        runs=tuple(given.get("runs", ())),
        name=given.get("name", ""),
        outside=given.get("outside", False),
    )
    return Lock(
        id=id,
        label=body["label"],
        geometry=geometry,
        tolerance=body["tolerance"],
        scope=Scope(body["scope"]),
        on=body["on"],
        created_from=body["created_from"],
    )
