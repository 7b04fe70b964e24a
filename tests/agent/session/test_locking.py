"""Locks are kept with their session, undone like everything else, and never numbered twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.session.changes import replay
from agent.session.repair import repair
from agent.session.session import Session
from agent.session.store import Store
from backends.errors import BadRequest
from backends.types import Geometry, Lock, Scope
from tests.agent.session.scenarios import Stage
from tests.fakes.paid import PaidBackend

FACE = Lock(
    "", "her face", Geometry("mask", size=(2, 3), runs=(1, 2, 3)), scope=Scope.SESSION, created_from="keep her face"
)
LABEL = Lock("", "the label", Geometry("box", (0.1, 0.2, 0.3, 0.4), outside=True), 8, Scope.BRANCH, "v0", "only it")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Stage(Store(tmp_path / "home"), tmp_path / "scratch", PaidBackend()).begin()


def test_a_lock_comes_back_as_it_was_set(session: Session) -> None:
    kept = [session.lock(FACE), session.lock(LABEL)]
    assert [one.id for one in kept] == ["k1", "k2"]
    again = Store(session._folder).open(session.id)
    assert list(again.locks()) == kept
    assert (kept[0].geometry, kept[0].scope) == (FACE.geometry, Scope.SESSION)
    assert (kept[1].geometry, kept[1].tolerance) == (LABEL.geometry, 8)


def test_a_lock_and_its_lifting_are_undone_and_done_again(session: Session) -> None:
    session.lock(FACE)
    session.unlock("k1")
    assert session.locks() == ()
    session.undo()
    assert [one.label for one in session.locks()] == ["her face"]
    session.undo()
    assert session.locks() == ()
    session.redo()
    assert [one.label for one in session.locks()] == ["her face"]
    assert replay(session.operations()) == session.state()


def test_the_number_of_a_lifted_lock_is_not_given_again(session: Session) -> None:
    session.lock(FACE)
    session.unlock("k1")
    assert session.lock(LABEL).id == "k2"


def test_a_lock_on_a_variant_that_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(BadRequest):
        session.lock(Lock("", "her face", FACE.geometry, on="v9"))
    assert session.locks() == ()


def test_a_record_that_is_built_anew_keeps_the_locks(session: Session) -> None:
    session.lock(FACE)
    folder, id = session._folder, session.id
    session._connection.close()
    repair(folder)
    store = Store(folder)
    assert [one.label for one in store.open(id).locks()] == ["her face"]
    store.close()
