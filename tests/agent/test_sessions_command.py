"""The sessions from the command line: each command says what it did, and one JSON object a line to scripts."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from agent.cli import main
from agent.session.store import Store
from tests.agent.session.scenarios import Stage, a_small_tree
from tests.fakes.paid import PaidBackend
from tests.photos import write_photo

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    stage = Stage(Store(tmp_path / "home"), tmp_path / "scratch", PaidBackend())
    a_small_tree(stage)
    stage.store.close()
    return tmp_path / "home"


def lines(captured: Captured) -> list[dict[str, Any]]:
    return [json.loads(line) for line in captured.readouterr().out.splitlines()]


def test_log_names_every_variant_with_its_stored_file(home: Path, capsys: Captured) -> None:
    assert main(["log", "--all", "--json"]) == 0
    found = lines(capsys)
    assert [one["id"] for one in found] == ["v0", "v1", "v2"]
    assert [one["parent"] for one in found] == ["", "v0", "v1"]
    for one in found:
        assert {"session", "id", "parent", "words", "model", "sha256", "object"} <= set(one)
        assert hashlib.sha256(Path(one["object"]).read_bytes()).hexdigest() == one["sha256"]
    assert main(["log"]) == 0
    assert "▸ v2 from v1: darker by 20 (noir)" in capsys.readouterr().out


def test_the_tree_is_walked_and_tended(home: Path, capsys: Captured) -> None:
    for words, current in (
        (["back", "v1"], "v1"),
        (["undo"], "v2"),
        (["redo"], "v1"),
        (["branch", "v0", "dawn"], "v0"),
        (["star", "v2"], "v0"),
        (["note", "v1", "for her"], "v0"),
        (["rename", "v2", "warm"], "v0"),
        (["rename", "Holiday"], "v0"),
        (["back", "warm"], "v2"),
        (["discard", "v2"], "v1"),
        (["restore", "v2"], "v1"),
        (["prune", "v1"], "v0"),
        (["undo"], "v1"),
    ):
        assert main([*words, "--json"]) == 0, words
        (said,) = lines(capsys)
        assert said["current"] == current, words
    main(["log", "--json"])
    v2 = lines(capsys)[2]
    assert (v2["name"], v2["starred"], v2["discarded"]) == ("warm", True, False)


def test_sessions_show_search_and_resume(home: Path, capsys: Captured) -> None:
    assert main(["sessions", "--json"]) == 0
    (session,) = lines(capsys)
    assert (session["label"], session["variants"], session["current"]) == ("beach.png", 3, "v2")
    assert main(["show", "v1"]) == 0
    assert "the one with the beach" in capsys.readouterr().out
    assert main(["search", "the", "one", "with", "the", "beach", "--all", "--json"]) == 0
    assert [one["id"] for one in lines(capsys)] == ["v1"]
    assert main(["search", "dragon"]) == 1
    assert main(["resume", session["id"][:10], "--json"]) == 0
    capsys.readouterr()
    assert main(["show", "v9"]) == 2
    assert main(["log", "--session", "nonsense"]) == 2
    assert "There is no session nonsense" in capsys.readouterr().err


def test_a_picture_that_is_missing_is_said(home: Path, capsys: Captured) -> None:
    main(["show", "v1", "--json"])
    (shown,) = lines(capsys)
    Path(shown["object"]).unlink()
    assert main(["show", "v1"]) == 1
    assert "missing" in capsys.readouterr().out


def test_several_are_starred_and_brought_back_together(home: Path, capsys: Captured) -> None:
    assert main(["star", "v1", "v2"]) == 0
    assert "v1, v2 have a star now" in capsys.readouterr().out
    assert main(["search", "starred", "--json"]) == 0
    assert [(one["id"], one["why"]) for one in lines(capsys)] == [("v2", "it has a star"), ("v1", "it has a star")]
    main(["unstar", "v1", "v2"])
    assert main(["search", "starred"]) == 1
    main(["prune", "v1"])
    capsys.readouterr()
    assert main(["restore"]) == 0
    assert "v1, v2 are back" in capsys.readouterr().out
    assert main(["undo", "--json"]) == 0
    assert lines(capsys)[0]["said"] == "Took back bringing v1, v2 back. You are at v0."
    assert main(["search", "darker"]) == 1


def test_a_search_says_why_each_was_found(home: Path, capsys: Captured) -> None:
    assert main(["search", "the", "one", "with", "the", "beach"]) == 0
    assert "“beach” in its note" in capsys.readouterr().out
    main(["search", "darker", "20", "--json"])
    assert [(one["id"], one["why"]) for one in lines(capsys)] == [("v2", "“darker” and “20” in what you said")]


def test_a_variant_is_made_again_from_the_original_and_for_other_photos(
    home: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert main(["rebase", "v2", "--json"]) == 0
    (made,) = [one for one in lines(capsys) if one["event"] == "variant_ready"]
    assert (made["id"], made["parent"]) == ("v3", "v0")
    assert main(["rebase", "v1"]) == 2
    assert "made from the original already" in capsys.readouterr().err
    photo, out = write_photo(tmp_path / "other.jpg"), tmp_path / "out"
    assert main(["apply", "v2", str(photo), "--out", str(out), "--json"]) == 0
    told = {one["event"]: one for one in lines(capsys)}
    assert told["elsewhere"]["label"] == "other.jpg"
    assert Path(told["exported"]["path"]).parent == out
    assert (told["exported"]["width"], told["exported"]["height"]) == (600, 400)
    main(["sessions", "--json"])
    assert [one["label"] for one in lines(capsys)] == ["beach.png", "other.jpg"], "the person is where they were"
    assert main(["apply", "v2", "nothing.jpg"]) == 2
    assert "There is no file" in capsys.readouterr().err


def test_a_record_of_a_newer_stet_is_looked_at_with_a_word_about_it(home: Path, capsys: Captured) -> None:
    connection = sqlite3.connect(home / "stet.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert main(["log", "--json"]) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 3 and "was written by a newer Stet" in told.err
    assert main(["star", "v1"]) == 4
    assert main(["export", "v1", "--out", str(home.parent / "out.jpg")]) == 0


def test_gc_says_first_what_it_would_remove(home: Path, capsys: Captured) -> None:
    main(["prune", "v1"])
    capsys.readouterr()
    assert main(["gc", "--json"]) == 0
    assert [(one["event"], one["id"]) for one in lines(capsys)] == [("would_remove", "v1"), ("would_remove", "v2")]
    main(["log", "--all", "--json"])
    assert len(lines(capsys)) == 3
    assert main(["gc", "--yes"]) == 0
    assert "2 discarded variants were removed" in capsys.readouterr().out
    main(["log", "--all", "--json"])
    assert len(lines(capsys)) == 1


def test_forget_wants_the_whole_id_and_a_yes(home: Path, capsys: Captured) -> None:
    main(["sessions", "--json"])
    (session,) = lines(capsys)
    assert main(["forget", session["id"]]) == 2
    assert main(["forget", session["id"][:6], "--yes"]) == 2
    assert main(["forget", session["id"], "--yes"]) == 0
    assert not [path for path in (home / "objects").rglob("*") if path.is_file()]
    capsys.readouterr()
    assert main(["sessions"]) == 0
    assert "No photo was opened yet" in capsys.readouterr().out


def test_repair_brings_a_lost_record_back(home: Path, capsys: Captured) -> None:
    for path in home.glob("stet.db*"):
        path.unlink()
    assert main(["log"]) == 4
    assert "stet repair" in capsys.readouterr().err
    assert main(["repair", "--json"]) == 0
    assert lines(capsys)[0]["variants"] == 2
    assert main(["repair"]) == 0
    assert "are sound" in capsys.readouterr().out


def test_export_writes_a_variant_with_its_provenance(home: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out.jpg"
    assert main(["export", "v1", "--out", str(out), "--json"]) == 0
    (written,) = lines(capsys)
    assert (written["id"], written["path"]) == ("v1", str(out))
    assert b"darker by 10" in out.read_bytes()
    assert main(["export", "v1", "--out", str(out)]) == 2
    assert main(["export", "v1", "--quality", "900", "--out", str(tmp_path / "b.jpg")]) == 2


def test_without_any_session_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("STET_HOME", str(tmp_path / "none"))
    for words in (["sessions"], ["log", "--all"], ["gc"], ["repair"]):
        assert main(words) == 0, words
    for words in (["log"], ["show"], ["undo"], ["resume"], ["search", "x"], ["export"]):
        assert main(words) == 2, words
    assert not (tmp_path / "none").exists()
