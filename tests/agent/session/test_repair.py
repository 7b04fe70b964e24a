"""The record can be lost, damaged or cut: the pictures and their sidecars bring it back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from agent.ledger import Ledger
from agent.session.repair import is_sound, repair
from agent.session.store import Store
from backends.errors import BackendFailed
from tests.agent.session.crashing import FAULTS, CrashFs, Killed
from tests.agent.session.promises import hold
from tests.agent.session.scenarios import Stage, a_small_tree, write_format_1
from tests.fakes.paid import PaidBackend


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(Store(tmp_path / "home"), tmp_path / "scratch", PaidBackend())
    a_small_tree(stage)
    stage.store.last().star("v2")
    stage.store.last().rename_session("Holiday")
    stage.store.last().say("you", "moodier")
    stage.store.close()
    return stage


def lose(home: Path) -> None:
    for path in home.glob("stet.db*"):
        path.unlink()


def test_a_lost_record_is_not_begun_anew_in_silence(stage: Stage) -> None:
    lose(stage.store.folder)
    with pytest.raises(BackendFailed, match=r"missing, but the pictures are there.*stet repair"):
        Store(stage.store.folder).last()
    assert not is_sound(stage.store.folder)


def test_the_record_is_rebuilt_from_the_sidecars_alone(stage: Stage) -> None:
    home = stage.store.folder
    lose(home)
    report = repair(home)
    assert (report.sessions, report.variants, report.missing, report.aside) == (1, 2, (), None)
    store = Store(home)
    session = store.last()
    assert (session.label, session.current) == ("Holiday", "v2")
    assert [message.text for message in session.messages()] == ["moodier"]
    assert session.undo() == "v2"
    assert (session.label, session.variant("v2").starred) == ("beach.png", True)
    session.undo()
    assert not session.variant("v2").starred
    session.redo()
    session.redo()
    assert [variant.words for variant in session.variants()] == ["", "darker by 10", "darker by 20"]
    assert session.variant("v1").note == "the one with the beach"
    assert session.variant("v2").starred
    assert session.variant("v2").parent == "v1"
    assert [found.variant.id for found in session.search("beach")] == ["v1"]
    store.close()
    hold(home, stage.acked)
    assert is_sound(home)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_what_can_be_read_of_a_damaged_record_goes_along(stage: Stage, share: float) -> None:
    home = stage.store.folder
    ledger = Ledger(stage.store)
    charge = ledger.quote("s", "hosted", "dreamer", 0.25)
    ledger.reserve(charge)
    stage.store.close()
    path = home / "stet.db"
    data = bytearray(path.read_bytes())
    start = int(len(data) * share) // 4096 * 4096
    data[start : start + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    report = repair(home)
    assert report.variants == 2
    assert report.aside is not None
    assert report.aside.read_bytes() == bytes(data)
    hold(home, stage.acked)


def test_a_sound_record_keeps_its_conversation_and_its_money_through_a_repair(stage: Stage) -> None:
    home = stage.store.folder
    session = stage.store.last()
    session.discard("v1")
    session.go("v0")
    ledger = Ledger(stage.store)
    charge = ledger.quote(session.id, "hosted", "dreamer", 0.25)
    ledger.reserve(charge)
    state = session.state()
    stage.store.close()
    repair(home)
    store = Store(home)
    again = store.last()
    assert again.state() == state
    assert [message.text for message in again.messages()] == ["moodier"]
    assert Ledger(store).totals().in_flight == 0.25
    assert again.undo() == "v2"
    store.close()


def test_a_damaged_record_of_format_1_is_rebuilt_too(stage: Stage) -> None:
    write_format_1(stage.store.folder)
    (stage.store.folder / "objects" / ".999999999-0123456789ab.tmp").unlink()
    report = repair(stage.store.folder)
    assert report.variants == 2


def test_a_picture_that_is_gone_or_changed_is_named(stage: Stage) -> None:
    home = stage.store.folder
    session = stage.store.last()
    session.variant("v1").proxy.unlink()
    proxy = session.variant("v2").proxy
    proxy.write_bytes(proxy.read_bytes()[:-1] + b"x")
    id = session.id
    stage.store.close()
    assert not is_sound(home)
    assert repair(home).missing == (f"{id} v1", f"{id} v2")


def test_a_sidecar_that_cannot_be_read_is_named_and_left(stage: Stage) -> None:
    home = stage.store.folder
    lose(home)
    for broken in sorted(home.glob("objects/*/*.json")):
        whole = broken.read_bytes()
        broken.write_text("{")
        report = repair(home)
        assert report.unreadable == (broken,)
        assert broken.read_text() == "{"
        store = Store(home)
        assert store.last().variants()[0].proxy.exists()
        store.close()
        broken.write_bytes(whole)
        lose(home)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_repair_that_is_cut_short_is_done_by_the_next_one(stage: Stage, fault: str, tmp_path: Path) -> None:
    home = stage.store.folder
    at, broken = 0, True
    while broken:
        place = tmp_path / f"{at}"
        fresh = CrashFs(home).disk_after(place)
        disk = CrashFs(fresh, at, fault)
        try:
            repair(fresh, fs=disk)
            broken = at < len(disk.steps)
        except (Killed, BackendFailed):
            pass
        after = disk.disk_after(tmp_path / f"{at}-after") if disk.dead else fresh
        repair(after)
        hold(after, stage.acked)
        at += 1
    assert at > 5


def test_a_record_that_another_process_has_open_is_not_repaired_under_it(stage: Stage) -> None:
    if not Path("/proc").is_dir():
        pytest.skip("only Linux tells who has a file open")
    path = stage.store.folder / "stet.db"
    code = (
        f"import sqlite3,time; c=sqlite3.connect({str(path)!r}); c.execute('SELECT count(*) FROM session').fetchone()"
    )
    code += "; print('ready', flush=True); time.sleep(60)"
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(BackendFailed, match=rf"in use by .*process {other.pid}"):
            repair(stage.store.folder)
    finally:
        other.kill()
        other.communicate()
