"""What must hold of a data folder after any crash, checked from the outside."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from agent.ledger import Ledger
from agent.session.changes import replay
from agent.session.objects import hash_of, sha256_of
from agent.session.session import Session
from agent.session.sidecar import name_beside
from agent.session.store import Store
from backends.errors import BadRequest
from tests.fakes.paid import PaidBackend

Acked = tuple[str, str]  # the variant's id and the hash of its picture


def hold(home: Path, acked: list[Acked], paid: PaidBackend | None = None) -> None:
    """Open the folder as the next start does, and check every promise."""
    store = Store(home)
    try:
        if not (home / "stet.db").exists():
            assert not acked
            assert not [path for path in home.rglob("*") if path.is_file()]
            return
        assert store.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        _nothing_is_left_over(store)
        for one in store.sessions():
            session = store.open(one.id)
            _everything_opens(session)
            assert replay(session.operations()) == session.state(), (replay(session.operations()), session.state())
            _undo_walks_back_and_forth(session)
        if acked:
            made = {variant.id: variant.sha256 for variant in store.last().variants(all=True)}
            assert dict(acked).items() <= made.items()
        if paid is not None:
            ledger = Ledger(store)
            assert ledger.reconcile(lambda charge: paid.charged(charge.id)) == ()
            assert ledger.totals().settled == paid.total
            assert paid.submissions <= 1
    finally:
        store.close()


def _nothing_is_left_over(store: Store) -> None:
    wanted: set[str] = set()
    for proxy, token in store.connection.execute("SELECT proxy, token FROM variant"):
        wanted |= {proxy.removeprefix("objects/"), name_beside(proxy, token)}
    for sha256, suffix in store.connection.execute("SELECT source_sha256, suffix FROM session"):
        wanted.add(store.objects.path(sha256, suffix).relative_to(store.objects.folder).as_posix())
    folder = store.objects.folder
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    journals = {f"{one.id}.jsonl" for one in store.sessions()}
    assert there - journals == wanted, (there - wanted, wanted - there)
    assert store.connection.execute("SELECT count(*) FROM intent").fetchone()[0] == 0


def _everything_opens(session: Session) -> None:
    assert hash_of(session.source.path) == session.source.ref.sha256
    for variant in session.variants(all=True):
        assert hash_of(variant.proxy) == sha256_of(variant.proxy) == variant.sha256
        with Image.open(variant.proxy) as image:
            image.load()
        (sidecar,) = [
            body
            for body in map(_json, variant.proxy.parent.glob(f"{variant.proxy.name}.*.json"))
            if (body["session"]["id"], body["variant"]["number"]) == (session.id, int(variant.id[1:]))
        ]
        assert sidecar["variant"]["words"] == variant.words


def _undo_walks_back_and_forth(session: Session) -> None:
    before, steps = session.state(), 0
    try:
        while True:
            session.undo()
            steps += 1
    except BadRequest:
        pass
    for _ in range(steps):
        session.redo()
    assert session.state() == before
    assert replay(session.operations()) == before, (replay(session.operations()), before)


def _json(path: Path) -> dict[str, dict[str, object]]:
    return json.loads(path.read_bytes())
