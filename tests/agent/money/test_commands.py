"""`stet spend`, `stet taste` and `--approve`, as people and scripts run them."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from agent.cli import main
from agent.events import ApprovalNeeded, Done, Event, Said
from agent.oneshot import take_turn
from agent.opening import money_in_flight
from tests.agent.money.conftest import Studio, made
from tests.fakes.hosted import ImageService

Open = Callable[..., Awaitable[Studio]]
WORDS = "put her on a beach"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def out(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


async def test_spend_tells_what_went_and_what_is_left(
    studio: Open, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Nothing was ever spent" in out(capsys, "spend")
    one = await studio(fal=ImageService())
    await one.say(WORDS)
    text = out(capsys, "spend")
    assert "This session: $0.013; $4.987 of $5.00 left" in text and "Today: $0.013" in text
    lines = [json.loads(line) for line in out(capsys, "spend", "--json").splitlines()]
    assert [(line["over"], line["usd"], line["left_usd"]) for line in lines if line["event"] == "spent"] == [
        ("session", 0.013, 4.987),
        ("day", 0.013, 9.987),
        ("month", 0.013, 49.987),
    ]
    (charge,) = [line for line in lines if line["event"] == "charge"]
    assert (charge["state"], charge["usd"]) == ("settled", 0.013)


async def test_an_unknown_charge_is_asked_about_at_the_next_start_and_resolved_by_the_person(
    studio: Open, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await studio()
    ledger = one.ledger
    monkeypatch.setattr("agent.ledger.myself", lambda: (999_999_999, "0.1"))
    id = ledger.quote(one.session.id, "fal", "nano-banana", 0.25)
    ledger.reserve(id)
    # The process dies here; this is the next one.
    (notice,) = await money_in_flight(one.conversation)
    assert "$0.25" in notice and f"stet spend --resolve {id}" in notice
    assert "may have been charged" in out(capsys, "spend")
    text = out(capsys, "spend", "--resolve", id, "0.2")
    assert "This session: $0.20; $4.80 of $5.00 left" in text
    assert await money_in_flight(one.conversation) == ()
    assert main(["spend", "--resolve", id, "0"]) == 2
    assert "is not open" in capsys.readouterr().err


async def test_taste_counts_and_forgets(studio: Open, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nothing is counted" in out(capsys, "taste")
    one = await studio()
    first = made(await one.say("make three moodier versions"))
    await one.say(f"use {first[1]}")
    await one.say("a bit warmer")
    one.session.discard(one.session.current)
    text = out(capsys, "taste")
    assert "Stet's own engine, picked 1 of 1" in text and "1 discarded" in text
    assert "picked 0 of 1" in text
    (line, *_) = [json.loads(line) for line in out(capsys, "taste", "--json").splitlines()]
    assert line["event"] == "taste" and {"edits", "picked", "failed", "won"} <= line.keys()
    assert "Nothing is counted" in out(capsys, "taste", "--reset")
    await one.say("make it vintage")
    assert "picked 0 of 1" in out(capsys, "taste")


class Shown(list[Event]):
    def __call__(self, event: Event) -> None:
        self.append(event)


@pytest.mark.parametrize(("approved", "code"), [(None, 5), (0.0, 5), (0.01, 5), (0.5, 0)])
async def test_headless_an_ask_is_a_no_unless_its_worst_case_was_approved(
    studio: Open, approved: float | None, code: int
) -> None:
    one = await studio(fal=ImageService())
    shown = Shown()
    assert await take_turn(one.conversation, WORDS, shown, yes=True, approved=approved) == code
    assert bool(one.services["fal"].pictures) is (code == 0)
    assert any(isinstance(event, ApprovalNeeded) for event in shown) is (code == 5)
    if code == 0:
        assert any(isinstance(event, Said) and "approved beforehand" in event.text for event in shown)
    assert isinstance(shown[-1], Done)
    assert one.ledger.totals().counted <= (approved or 0.0)


async def test_what_was_approved_is_for_all_results_together(studio: Open) -> None:
    """One picture would cost $0.0195 at worst, three drafts cost three times as much."""
    one = await studio(fal=ImageService())
    assert await take_turn(one.conversation, f"explore first: {WORDS}", Shown(), approved=0.02) == 5
    assert one.services["fal"].pictures == []
    assert await take_turn(one.conversation, f"explore first: {WORDS}", Shown(), approved=0.06) == 0
    assert one.ledger.totals().counted <= 0.06


@pytest.mark.parametrize("amount", ["-1", "much", "1e9"])
def test_only_amounts_can_be_approved(amount: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["photo.jpg", "words", f"--approve={amount}"])
    assert "approve" in capsys.readouterr().err
