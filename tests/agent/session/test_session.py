"""A session remembers the tree, where the person stood, and what was said, across processes and restarts."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from agent.session.cleaning import forget
from agent.session.places import workplace
from agent.session.session import Session
from agent.session.store import Store
from backends.errors import BackendFailed, BadImage, BadRequest
from backends.types import Check, Opened, Rendition

ROOT = Path(__file__).parents[3]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    from tests.photos import write_photo  # not above: the processes that are started here need no pictures

    return write_photo(tmp_path / "coffee.jpg", quality=95)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "home")
    yield store
    store.close()


def begin(store: Store, photo: Path, *, fresh: bool = False) -> Session:
    return store.begin(photo, opened(store), label=photo.name, suffix=".jpg", fresh=fresh)


def opened(store: Store) -> Opened:
    return Opened(600, 400, "image/jpeg", False, 8, "sRGB", picture(store, 200))


def picture(store: Store, shade: int) -> Path:
    path = workplace() / f"{shade}.jpg"
    Image.new("RGB", (60, 40), (shade, 90, 60)).save(path)
    return path


def rendition(store: Store, shade: int, look: str = "noir") -> Rendition:
    checks = (Check("darker", 0.7, "<= 0.88", True),)
    return Rendition("job", picture(store, shade), 600, 400, look, {"version": 1, "steps": []}, "darker", checks, 7.5)


def add(session: Session, store: Store, shade: int, parent: str = "v0", round: int = 1, ordinal: int = 1) -> str:
    made = session.add(
        rendition(store, shade),
        parent=parent,
        words="moodier",
        task="style",
        model="stet-engine",
        reasons=("free",),
        round=round,
        ordinal=ordinal,
    )
    return made.id


def test_the_original_is_copied_and_never_touched(store: Store, photo: Path) -> None:
    before = (photo.read_bytes(), photo.stat().st_mtime_ns)
    session = begin(store, photo)
    assert (photo.read_bytes(), photo.stat().st_mtime_ns) == before
    assert session.source.path.read_bytes() == before[0]
    assert not session.source.path.samefile(photo)
    photo.unlink()
    assert hashlib.sha256(session.source.path.read_bytes()).hexdigest() == session.source.ref.sha256


def test_a_variant_keeps_its_parent_words_recipe_route_and_checks(store: Store, photo: Path) -> None:
    session = begin(store, photo)
    id = add(session, store, 10)
    variant = session.variant(id)
    assert (variant.id, variant.parent, variant.words, variant.look) == ("v1", "v0", "moodier", "noir")
    assert variant.recipe == {"version": 1, "steps": []}
    assert variant.reasons == ("free",)
    assert variant.checks == (Check("darker", 0.7, "<= 0.88", True),)
    assert variant.proxy.is_file()


def test_undo_and_redo_walk_where_the_person_was(store: Store, photo: Path) -> None:
    session = begin(store, photo)
    first, second = add(session, store, 10), add(session, store, 20, ordinal=2)
    session.go(first)
    session.go(second)
    assert session.undo() == first
    assert session.undo() == "v0"
    with pytest.raises(BadRequest, match="nothing to undo"):
        session.undo()
    assert session.redo() == first
    assert session.redo() == second == session.current
    with pytest.raises(BadRequest, match="nothing to redo"):
        session.redo()


def test_going_elsewhere_after_an_undo_ends_redo_but_deletes_nothing(store: Store, photo: Path) -> None:
    session = begin(store, photo)
    first, second = add(session, store, 10), add(session, store, 20, ordinal=2)
    session.go(first)
    session.undo()
    session.go(second)
    with pytest.raises(BadRequest):
        session.redo()
    assert [variant.id for variant in session.variants()] == ["v0", first, second]
    assert session.undo() == "v0"


def test_starting_again_continues_where_you_were(store: Store, photo: Path, tmp_path: Path) -> None:
    session = begin(store, photo)
    session.say("you", "moodier")
    session.go(add(session, store, 10))
    store.close()
    again = Store(tmp_path / "home")
    last = again.last()
    assert (last.id, last.current, last.label) == (session.id, "v1", "coffee.jpg")
    assert [(message.who, message.text) for message in last.messages()] == [("you", "moodier")]
    assert last.undo() == "v0"
    again.close()


def test_the_same_bytes_continue_their_session_and_new_starts_another(store: Store, photo: Path) -> None:
    first = begin(store, photo)
    renamed = photo.rename(photo.with_name("renamed.jpg"))
    assert begin(store, renamed).id == first.id
    fresh = begin(store, renamed, fresh=True)
    assert fresh.id != first.id
    assert store.last().id == fresh.id
    assert begin(store, renamed).id == fresh.id


def test_the_newest_round_is_what_the_second_one_counts_in(store: Store, photo: Path) -> None:
    session = begin(store, photo)
    assert session.shown() == ()
    for ordinal, shade in enumerate((10, 20, 30), start=1):
        add(session, store, shade, ordinal=ordinal)
    add(session, store, 40, parent="v2", round=session.next_round())
    assert session.shown() == ("v4",)


def test_an_unknown_variant_is_answered_with_those_that_exist(store: Store, photo: Path) -> None:
    session = begin(store, photo)
    add(session, store, 10)
    with pytest.raises(BadRequest, match="no v99") as refused:
        session.variant("v99")
    assert "v0, v1" in refused.value.advice
    for odd in ("../../etc/passwd", "v", "v1; DROP TABLE variant", "v٣", "v99999999999"):
        with pytest.raises(BadRequest, match="names no variant"):
            session.variant(odd)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_pipe_or_folder_in_place_of_a_photo_is_refused_at_once(store: Store, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo.jpg"
    os.mkfifo(fifo)
    for odd in (fifo, tmp_path, tmp_path / "missing.jpg", Path("/dev/zero")):
        with pytest.raises(BadImage):
            begin(store, odd)


def test_two_processes_on_one_session_never_number_the_same_variant(store: Store, photo: Path) -> None:
    session = begin(store, photo)
    code = """
import sys
sys.path[:0] = [{root!r}, {here!r}]
from pathlib import Path
from test_session import add, Store
store = Store(Path({home!r}))
session = store.last()
for shade in range(25):
    add(session, store, shade)
store.close()
"""
    code = code.format(root=str(ROOT), here=str(Path(__file__).parent), home=str(store.folder))
    workers = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    assert [variant.id for variant in session.variants()] == [f"v{number}" for number in range(51)]


def test_a_newer_format_is_not_downgraded(store: Store, photo: Path) -> None:
    begin(store, photo)
    store.close()
    path = store.folder / "stet.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(BackendFailed, match="newer Stet"):
        Store(store.folder).last().go("v0")
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (99,)
    connection.close()


def test_a_damaged_record_is_one_sentence(store: Store, photo: Path) -> None:
    begin(store, photo)
    store.close()
    (store.folder / "stet.db").write_bytes(b"this is not a database at all, not even nearly " * 100)
    with pytest.raises(BackendFailed, match=r"cannot be used.*nothing was charged"):
        Store(store.folder).last().go("v0")
    for sidecar in store.folder.glob("objects/*/*.json"):
        sidecar.unlink()
    with pytest.raises(BackendFailed, match=r"cannot be used.*nothing was charged"):
        Store(store.folder).last()


def test_looking_for_a_session_where_there_is_none_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="No photo is open yet"):
        Store(tmp_path / "nowhere").last()
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_is_stored_is_for_this_person_alone(store: Store, photo: Path) -> None:
    session = begin(store, photo)
    assert store.folder.stat().st_mode & 0o777 == 0o700
    assert session.source.path.stat().st_mode & 0o777 == 0o600


def test_a_whole_receipt_is_kept_with_its_variant_in_the_place_of_an_older_one(store: Store, photo: Path) -> None:
    session = begin(store, photo)
    id = add(session, store, 40)
    assert session.measured(id) == ""
    session.keep_measured(id, '{"verdict": "warn"}')
    session.keep_measured(id, '{"verdict": "ok"}')
    session.keep_measured("v9", '{"verdict": "ok"}')  # one that was cleaned away while it was measured
    assert Store(store.folder).last().measured(id) == '{"verdict": "ok"}'
    (count,) = store.connection.execute("SELECT count(*) FROM measured").fetchone()
    assert count == 1
    forget(store, session.id)
    (count,) = store.connection.execute("SELECT count(*) FROM measured").fetchone()
    assert count == 0


def test_a_record_of_format_4_goes_on_with_room_for_whole_receipts(store: Store, photo: Path) -> None:
    id = add(begin(store, photo), store, 40)
    store.connection.execute("DROP TABLE measured")
    store.connection.execute("ALTER TABLE variant DROP COLUMN sent")
    store.connection.execute("PRAGMA user_version = 4")
    store.close()
    session = store.last()
    session.keep_measured(id, "{}")
    assert session.measured(id) == "{}"
