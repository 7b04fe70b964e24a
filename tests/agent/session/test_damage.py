"""A damaged, newer or vanished record, and pictures that are gone: said in a sentence, looked at, never overwritten."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from agent.session.store import Store
from backends.errors import BackendFailed, StetError
from tests.agent.session.promises import hold
from tests.agent.session.scenarios import Stage


@pytest.mark.parametrize("page", range(24))
def test_a_damaged_record_is_one_sentence_that_names_the_repair(stage: Stage, page: int) -> None:
    stage.store.close()
    path = stage.store.folder / "stet.db"
    data = bytearray(path.read_bytes())
    start = page * 4096
    if start >= len(data):
        pytest.skip("the record has fewer pages")
    data[start : start + 4096] = os.urandom(4096)
    path.write_bytes(data)
    store = Store(stage.store.folder)
    try:
        session = store.last()
        session.messages()
        session.search("darker")
        assert [variant.words for variant in session.variants()][:1] == [""]
        session.state()
        session.operations()
        session.say("you", "hello")
        session.undo()
        stage.store = store
        stage.add(session, 50)
    except StetError as error:
        assert "stet repair" in str(error)
        assert "nothing was charged" in str(error)
    finally:
        store.close()
    for _, sha256 in stage.acked[:2]:
        assert list(stage.store.folder.glob(f"objects/{sha256[:2]}/{sha256[2:]}.png"))


def test_a_newer_format_is_looked_at_and_not_written_at_all(stage: Stage) -> None:
    path = newer_format(stage, "ALTER TABLE variant ADD COLUMN mood TEXT NOT NULL DEFAULT ''")
    before = {file: file.read_bytes() for file in stage.store.folder.rglob("*") if file.is_file()}
    for _ in range(2):
        stage.store = Store(path.parent)
        session = stage.store.last()
        assert (session.current, session.variant("v1").note) == ("v2", "the one with the beach")
        assert "newer Stet (format 99" in session.only_read
        session.say("stet", "what is only looked at is not refused for it")
        with pytest.raises(BackendFailed, match="newer Stet"):
            session.undo()
        with pytest.raises(BackendFailed, match="newer Stet"):
            session.star("v1")
        with pytest.raises(BackendFailed, match="newer Stet"):
            stage.add(session, 40)
        stage.store.close()
    assert {file: file.read_bytes() for file in stage.store.folder.rglob("*") if file.is_file()} == before


def test_a_newer_format_in_use_is_read_as_it_stands(stage: Stage) -> None:
    """Its own program has it open, so that the newest is in the log beside it."""
    path = newer_format(stage)
    other = sqlite3.connect(path)
    other.execute("UPDATE session SET label = 'Newest'")
    other.commit()
    store = Store(path.parent)
    assert store.last().label == "Newest"
    store.close()
    other.close()


def test_a_newer_format_without_what_is_needed_is_refused(stage: Stage) -> None:
    path = newer_format(stage, "ALTER TABLE variant RENAME COLUMN words TO instruction")
    before = path.read_bytes()
    with pytest.raises(BackendFailed, match="newer Stet"):
        Store(path.parent).last()
    assert path.read_bytes() == before


def newer_format(stage: Stage, *more: str) -> Path:
    stage.store.close()
    path = stage.store.folder / "stet.db"
    connection = sqlite3.connect(path)
    for statement in more:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    return path


def test_a_record_that_is_no_record_any_more_is_looked_at_from_the_pictures(stage: Stage) -> None:
    stage.store.last().say("you", "hello")
    stage.store.close()
    path = stage.store.folder / "stet.db"
    path.write_bytes(b"this was a database")
    before = {file: file.read_bytes() for file in stage.store.folder.rglob("*") if file.is_file()}
    stage.store = Store(path.parent)
    session = stage.store.last()
    assert [variant.words for variant in session.variants()] == ["", "darker by 10", "darker by 20"]
    assert (session.current, session.variant("v1").note) == ("v2", "the one with the beach")
    assert [message.text for message in session.messages()] == ["hello"]
    for change in (session.undo, lambda: stage.add(session, 40)):
        with pytest.raises(BackendFailed, match="stet repair"):
            change()
    stage.store.close()
    assert {file: file.read_bytes() for file in stage.store.folder.rglob("*") if file.is_file()} == before


def test_a_picture_that_is_gone_is_named_and_the_rest_goes_on(stage: Stage) -> None:
    session = stage.store.last()
    session.variant("v2").proxy.unlink()
    assert [variant.id for variant in session.variants()] == ["v0", "v1", "v2"]
    session.go("v1")
    stage.add(session, 40)


def test_a_photo_whose_stored_copy_is_gone_is_mended_by_opening_it_again(stage: Stage) -> None:
    session = stage.store.last()
    session.source.path.unlink()
    session.variant("v0").proxy.unlink()
    assert stage.begin().id == session.id
    stage.store.close()
    hold(stage.store.folder, stage.acked)
