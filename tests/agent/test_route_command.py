"""`stet route`, `stet models` and `stet advise` tell what is true, for people and for scripts, and start nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from agent.cli import main
from backends.catalog import cards
from tests.photos import write_photo

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))

    def _run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return _run


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    path = tmp_path / "astronaut.png"
    write_photo(path, "astronaut")
    return path


def card_of(out: str) -> dict[str, Any]:
    return json.loads(out)


def test_the_card_for_scripts_has_just_the_promised_fields(run: Run) -> None:
    code, out, _ = run("route", "put her on a beach", "--assume", "openrouter,fal", "--max-cost", "0.05", "--json")
    found = card_of(out)
    assert code == 0
    assert list(found) == ["choice", "reasons", "rejected", "quote", "seconds", "leaves_machine", "needs_approval"]
    assert found["choice"] in {card.id for card in cards()}
    assert all(isinstance(reason, str) for reason in found["reasons"])
    assert [set(one) for one in found["rejected"]] == [{"id", "reason"}] * 2
    assert set(found["quote"]) == {"low", "expected", "high", "currency", "as_of"}
    assert found["quote"]["high"] <= 0.05
    assert set(found["leaves_machine"]) == {"to", "pixels", "crop", "stripped"}
    assert found["needs_approval"] is True


def test_nobody_is_an_answer_with_nulls(run: Run) -> None:
    code, out, _ = run("route", "put her on a beach", "--json")
    found = card_of(out)
    assert code == 0
    assert (found["choice"], found["quote"], found["leaves_machine"]) == (None, None, None)
    assert found["needs_approval"] is False
    assert found["reasons"]


def test_what_the_photo_is_counts(run: Run, portrait: Path, tmp_path: Path) -> None:
    _, out, _ = run("route", "put it on a beach", "--image", str(portrait), "--assume", "fal", "--json")
    assert card_of(out)["leaves_machine"]["pixels"] == 512 * 512
    assert "face" in card_of(out)["reasons"][0]
    cut = tmp_path / "cut.png"
    Image.new("RGBA", (300, 200), (200, 20, 20, 0)).save(cut)
    _, out, _ = run("route", "add a cup of coffee", "--image", str(cut), "--assume", "gemini", "--json")
    assert card_of(out)["choice"] is None


def test_local_only_leaves_nothing_whatever_is_assumed(run: Run) -> None:
    _, out, _ = run("route", "put her on a beach", "--assume", "all,gpu:24", "--local-only", "--json")
    found = card_of(out)
    assert found["choice"] is not None
    assert found["leaves_machine"] is None


def test_exact_work_is_told_to_be_free_and_here(run: Run) -> None:
    code, out, _ = run("route", "make three moodier versions", "--assume", "all")
    assert code == 0
    assert out.startswith("Stet's own engine\n")
    assert "free" in out
    assert "nothing leaves this computer" in out


def test_a_standing_never_is_heeded_by_the_command_too(run: Run, tmp_path: Path) -> None:
    from agent.kept import keep
    from agent.plan import Wish

    words = ("route", "make her smile", "--assume", "openrouter", "--json")
    before = card_of(run(*words)[1])["choice"]
    family = next(card.family for card in cards() if card.id == before)
    keep(tmp_path / "home", Wish(never=family, about="faces", lasting=True))
    after = card_of(run(*words)[1])["choice"]
    assert after
    assert next(card.family for card in cards() if card.id == after) != family


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("route",), "no words"),
        (("route", "warmer", "--assume", "nowhere"), "nowhere"),
        (("route", "warmer", "--image", "/no/such.jpg"), "such.jpg"),
        (("models", "no", "such"), "no model called"),
        (("advise",), "no question"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(run: Run, words: tuple[str, ...], told: str) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert told in err
    assert "Traceback" not in err


def test_words_that_are_no_edit_have_no_route(run: Run) -> None:
    _, out, _ = run("route", "which model is best?")
    assert "stet advise" in out


@pytest.mark.parametrize("words", ["export it as png", "save it under 300 kB", "trim the left side a bit", "compare"])
def test_files_and_frames_are_the_engines_work_in_whatever_words(run: Run, words: str) -> None:
    found = card_of(run("route", words, "--assume", "all", "--json")[1])
    assert (found["choice"], found["quote"]["high"], found["leaves_machine"]) == ("stet-engine", 0, None)
    assert found["needs_approval"] is False


def test_the_list_of_models_shows_who_lives_and_all_shows_the_rest(run: Run) -> None:
    _, living, _ = run("models")
    _, every, _ = run("models", "--all")
    assert "Nano Banana Pro" in living
    assert "DALL-E 3" not in living
    assert "DALL-E 3: shut down on 2026-05-12, now GPT Image 2.5 Sunburst" in every


def test_models_are_filtered_by_task_family_way_and_price(run: Run) -> None:
    films = [json.loads(line) for line in run("models", "--task", "video", "--json")[1].splitlines()]
    assert films
    assert all(one["kind"] == "video" for one in films)
    flux = [json.loads(line) for line in run("models", "flux", "--json")[1].splitlines()]
    assert {one["family"] for one in flux} == {"flux"}
    ark = [json.loads(line) for line in run("models", "--via", "ark", "--json")[1].splitlines()]
    assert {one["maker"] for one in ark} == {"ByteDance"}
    free = [json.loads(line)["id"] for line in run("models", "--free", "--json")[1].splitlines()]
    assert "stet-engine" in free
    assert "nano-banana-pro" not in free


def test_one_model_is_explained_with_price_date_licence_and_evidence(run: Run) -> None:
    _, out, _ = run("models", "nano", "banana", "pro")
    for fact in ("$0.134", "2026-11-01", "4.54 of 5 for lettering", "Licence", "cannot run it yet", "Gemini key"):
        assert fact in out, fact
    _, out, _ = run("models", "sora-2")
    assert "shut down on 2026-09-24; use Gemini Omni Flash 1.2 instead" in out


def test_advice_names_the_cards_that_it_rests_on(run: Run) -> None:
    code, out, _ = run("advise", "nano banana or flux for text?", "--json")
    said = json.loads(out)
    assert code == 0
    assert "nano-banana-pro" in said["cards"]
    assert said["answer"]
