"""What a person locked in a session: kept with it, and taken back by the same undo as everything else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from agent.session import changes
from agent.session.walking import Walking
from backends.types import Geometry, Json, Lock, Scope


class Locking(Walking):
    """Locks are numbered k1, k2 ... in the order in which they were set; a number is never given twice."""

    def lock(self, lock: Lock) -> Lock:
        """Keep a lock. Returns it with its id."""
        self._known(lock.on)
        number = self._newest() + 1
        kept = replace(lock, id=f"k{number}")
        self._change("lock", {"locks": {str(number): to_body(kept)}})
        return kept

    def unlock(self, *ids: str) -> None:
        """Lift locks, all in one step that one undo takes back, with the rules that they stand for."""
        rules = {rule: id for rule, id in self.settings.get("rules", {}).items() if id not in ids}
        patch: Json = {"locks": {id.removeprefix("k"): None for id in ids}}
        if rules != self.settings.get("rules", {}):
            patch["settings"] = {"rules": rules or None}
        self._change("unlock", patch)

    def hold(self, rules: Mapping[str, Lock | None], patch: Json) -> None:
        """Let settings hold from now on, as `set` does, and with them rules about the picture: each with the lock that
        it is, or None where it is told in words only. One undo takes all of it back."""
        standing: dict[str, str] = patch.get("rules", self.settings.get("rules", {})) or {}
        gone = set(self.settings.get("rules", {}).values()) - set(standing.values()) - {""}
        locks: Json = {id.removeprefix("k"): None for id in gone}
        number = self._newest()
        for rule, lock in rules.items():
            if lock is not None:
                number += 1
                locks[str(number)] = to_body(lock)
            standing = standing | {rule: f"k{number}" if lock is not None else ""}
        settings = patch | ({"rules": standing or None} if rules or "rules" in patch else {})
        self._change("set", {"settings": settings} | ({"locks": locks} if locks else {}))

    def adopt(self, locks: Sequence[Lock]) -> None:
        """Take over what is locked for a whole set. Nobody said that here, so undo does not take it back."""
        first = self._newest() + 1
        with self._writing():
            patch: Json = {"locks": {str(number): to_body(lock) for number, lock in enumerate(locks, first)}}
            changes.apply(self._connection, self._objects, self.id, patch)
            changes.log(self._connection, self.id, "lock", {"patch": patch})

    def settle(self, lock: Lock, place: Geometry | None) -> None:
        """Say where a lock that came from another photo is on this one; None where it cannot be found, which lifts it.
        Nobody said that here, so undo does not take it back."""
        body = None if place is None else to_body(replace(lock, geometry=place))
        with self._writing():
            patch: Json = {"locks": {lock.id.removeprefix("k"): body}}
            changes.apply(self._connection, self._objects, self.id, patch)
            changes.log(self._connection, self.id, "lock", {"patch": patch})

    def _newest(self) -> int:
        (newest,) = self._connection.execute(
            "SELECT coalesce(max(number), 0) FROM lock WHERE session = ?", (self.id,)
        ).fetchone()
        return newest

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
        may_be_cut=body.get("may_be_cut", False),
    )
