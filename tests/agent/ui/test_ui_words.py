"""Words on the screen: harmless, short, and read as paths or commands only when they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.harmless import harmless
from agent.session.model import Variant
from agent.ui.commands import COMMANDS, offers, split, unknown
from agent.ui.drops import dropped, typed
from agent.ui.text import columns, money, shorten, shorten_name
from agent.ui.tree import rows
from agent.ui.why import why


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("\x1b[2J\x1b[1;1Hgone", "gone"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", "abc"),
        ("one\ttwo\r\nthree\x00\x9b", "one two\nthree"),
        ("photo_\u202egpj.exe", "photo_gpj.exe"),
        ("bad\udcff.jpg", "bad\N{REPLACEMENT CHARACTER}.jpg"),
        ("[bold]plain[/]", "[bold]plain[/]"),
        ("日本 café 👩", "日本 café 👩"),
    ],
)
def test_nothing_in_words_can_move_the_cursor_or_turn_the_line_around(raw: str, safe: str) -> None:
    assert harmless(raw) == safe


def test_wide_letters_are_cut_by_what_they_take_on_the_screen() -> None:
    cut = shorten("日本語の写真です", 9)
    assert columns(cut) <= 9 and cut.endswith("…") and cut.startswith("日本")


def test_a_long_file_name_keeps_its_beginning_and_its_ending() -> None:
    cut = shorten_name("wedding-2026-05-14-the-long-evening-0123.CR3.jpg", 24)
    assert columns(cut) <= 24 and cut.startswith("wedding") and cut.endswith(".jpg")


def test_small_sums_are_not_rounded_to_nothing() -> None:
    assert (money(0), money(0.004), money(0.27)) == ("free", "$0.004", "$0.27")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    made = {name: tmp_path / name for name in ("a.jpg", "my cat's photo.png", "ünïcode (1).HEIC", "notes.txt")}
    for path in made.values():
        path.write_bytes(b"x")
    return made


def test_a_dropped_photo_is_recognised_however_the_terminal_writes_its_path(files: dict[str, Path]) -> None:
    cat = files["my cat's photo.png"]
    written = [
        str(cat),
        f'"{cat}"',
        str(cat).replace(" ", "\\ ").replace("'", "\\'") + " ",
        str(cat).replace("'", "'\\''").join("''"),
        cat.as_uri(),
        f"  {cat}\n",
    ]
    for paste in written:
        assert dropped(paste) == (cat,), paste
    assert dropped(files["ünïcode (1).HEIC"].as_uri()) == (files["ünïcode (1).HEIC"],)


def test_several_dropped_photos_are_all_found(files: dict[str, Path]) -> None:
    a, cat = files["a.jpg"], files["my cat's photo.png"]
    escaped = str(cat).replace(" ", "\\ ").replace("'", "\\'")
    assert dropped(f"{a} {escaped}") == (a, cat)
    assert dropped(f"{a.as_uri()}\r\n{cat.as_uri()}") == (a, cat)


@pytest.mark.parametrize(
    "paste", ["make it warmer", "", "  ", "/no/such/photo.jpg", "http://x.org/a.jpg", "it's a \x00"]
)
def test_other_pastes_stay_words(paste: str) -> None:
    assert dropped(paste) == ()


def test_a_dropped_text_file_and_a_mix_stay_words(files: dict[str, Path]) -> None:
    assert dropped(str(files["notes.txt"])) == ()
    assert dropped(f"{files['a.jpg']} and more words") == ()


def test_a_path_after_open_may_be_quoted_escaped_or_start_at_home(files: dict[str, Path]) -> None:
    cat = files["my cat's photo.png"]
    for words in (str(cat), f'"{cat}"', str(cat).replace(" ", "\\ ").replace("'", "\\'"), cat.as_uri()):
        assert typed(words) == cat
    assert typed("~/x.jpg") == Path.home() / "x.jpg"
    assert typed("/no where/y.jpg") == Path("/no where/y.jpg")


def test_completion_narrows_and_ends_once_words_follow() -> None:
    assert len(offers("/")) == len(COMMANDS)
    assert [offer.label for offer in offers("/un")] == ["/undo"]
    assert offers("/open a.jpg") == () and offers("warmer") == () and offers("/home/me") == []


def test_open_is_completed_but_not_sent_without_a_path() -> None:
    assert (offers("/op")[0].insert, offers("/op")[0].run) == ("/open ", False)
    assert offers("/undo")[0].run


def test_a_path_is_not_taken_for_a_command() -> None:
    assert split("/Open my cat.jpg") == ("/open", "my cat.jpg")
    assert split("/home/me/a.jpg") is None and unknown("/home/me/a.jpg") is None
    assert unknown("/mooody") == "/mooody" and unknown("and/or") is None


def variant(id: str, parent: str, **more: object) -> Variant:
    return Variant(id, parent, Path("x.jpg"), 600, 400, **more)  # type: ignore[arg-type]


def test_the_tree_is_drawn_depth_first_with_every_branch() -> None:
    made = [variant("v0", ""), variant("v1", "v0"), variant("v2", "v0"), variant("v3", "v1"), variant("v4", "v1")]
    assert [(guide, one.id) for guide, one in rows(made)] == [
        ("", "v0"),
        ("├ ", "v1"),
        ("│ ├ ", "v3"),
        ("│ └ ", "v4"),
        ("└ ", "v2"),
    ]


def test_a_chain_of_two_thousand_edits_is_still_drawn() -> None:
    made = [variant(f"v{number}", f"v{number - 1}" if number else "") for number in range(2000)]
    assert [one.id for _, one in rows(made)] == [one.id for one in made]


def test_why_tells_who_for_which_words_and_what_was_not_as_asked() -> None:
    from backends.types import Check

    made = variant(
        "v3", "v0", words="moodier", look="noir", model="engine", reasons=("free", "exact"), measured="24 % darker",
        checks=(Check("lightness", -1.0, "at most -3", False),),
    )  # fmt: skip
    told = why(made)
    for words in ("v3 is noir, made from v0", "“moodier”", "engine: free; exact", "24 % darker", "not as asked"):
        assert words in told
