"""The journal beside the pictures follows the record: it may lag behind, and catches up; it is never in the way."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from agent.session import changes, journal
from agent.session.fs import Fs
from agent.session.repair import repair
from agent.session.session import Session
from agent.session.store import Store
from tests.agent.session.scenarios import Stage, a_small_tree
from tests.fakes.paid import PaidBackend


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(Store(tmp_path / "home"), tmp_path / "scratch", PaidBackend())
    a_small_tree(stage)
    yield stage
    stage.store.close()


def path_of(session: Session, store: Store) -> Path:
    return journal.path_of(store.objects, session.id)


def whole(session: Session, path: Path) -> None:
    """It tells what the record tells."""
    told = journal.read(path)
    assert told is not None
    assert tuple((kind, detail) for _, kind, detail in told.done) == session.operations()
    assert [(who, text, about) for _, who, text, about in told.said] == [
        (message.who, message.text, message.about) for message in session.messages()
    ]


def test_every_change_and_every_line_is_in_it(stage: Stage) -> None:
    session = stage.store.last()
    session.say("you", "moodier\nand “warmer”")
    session.star("v1", "v2")
    session.undo()
    whole(session, path_of(session, stage.store))
    assert os.name == "nt" or path_of(session, stage.store).stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_cut_short_is_written_again_and_costs_no_other(stage: Stage) -> None:
    session = stage.store.last()
    session.say("you", "one")
    path = path_of(session, stage.store)
    for cut in (1, 5, 40):
        path.write_bytes(path.read_bytes()[:-cut])
        # The next start looks where the journal ends.
        stage.store.last().say("you", f"cut {cut}")
        whole(stage.store.last(), path)


def test_what_could_not_be_written_is_caught_up_with(stage: Stage) -> None:
    class Full(Fs):
        full = True

        def append(self, path: Path) -> BinaryIO:
            if self.full:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().append(path)

    session, disk = stage.store.last(), Full()
    stage.store.objects.fs = disk
    session.star("v1")
    session.say("you", "hello")
    assert session.variant("v1").starred, "the record has it, which is what counts"
    disk.full = False
    session.star("v2")
    whole(session, path_of(session, stage.store))


def test_one_that_was_deleted_is_written_whole_again(stage: Stage) -> None:
    session = stage.store.last()
    path_of(session, stage.store).unlink()
    session.note("v2", "later")
    whole(session, path_of(session, stage.store))


def test_two_that_write_the_same_session_lose_nothing_and_what_comes_twice_counts_once(stage: Stage) -> None:
    one, other = stage.store.last(), stage.store.last()
    for number in range(3):
        one.say("you", f"one {number}")
        other.say("you", f"other {number}")
        other.star("v1", on=not number % 2)
    whole(one, path_of(one, stage.store))


def test_what_undo_can_take_back_is_in_the_log_alone(stage: Stage) -> None:
    session = stage.store.last()
    session.star("v1")
    session.undo()
    session.branch("v0", "dawn")
    session.prune("v1")
    session.undo()
    session.redo()
    session.rename_session("Holiday")
    session.undo()
    rows = stage.store.connection.execute("SELECT kind, before, after, state FROM change ORDER BY step").fetchall()
    told = changes.undoable(session.operations())
    assert [(one.kind, one.state) for one in told] == [(row["kind"], row["state"]) for row in rows]
    assert [(one.before, one.after) for one in told] == [
        (json.loads(row["before"]), json.loads(row["after"])) for row in rows
    ]


def test_after_a_repair_it_goes_on_where_it_was(stage: Stage) -> None:
    session = stage.store.last()
    session.say("you", "before")
    stage.store.close()
    for path in stage.store.folder.glob("stet.db*"):
        path.unlink()
    repair(stage.store.folder)
    session = stage.store.last()
    session.say("you", "after")
    session.discard("v2")
    state = session.state()
    whole(session, path_of(session, stage.store))
    stage.store.close()
    for path in stage.store.folder.glob("stet.db*"):
        path.unlink()
    repair(stage.store.folder)
    session = stage.store.last()
    assert session.state() == state
    assert [message.text for message in session.messages()] == ["before", "after"]
    assert session.undo() == "v2"
    assert not session.variant("v2").discarded
