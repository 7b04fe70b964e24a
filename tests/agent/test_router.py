"""The route is decided by what a card can do, what it costs, and what leaves the machine, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from agent.plan import Intent, Plan, Step
from agent.policy import Verdict, judge, question
from agent.router import route
from agent.settings import load
from backends.catalog import ModelCard, cards
from backends.errors import BadRequest
from backends.types import Task

ENGINE = cards()[0]
PAID = ENGINE.model_copy(
    update={
        "id": "paid",
        "title": "Paid",
        "price_usd": 0.04,
        "leaves_machine": "paid.example",
        "tasks": frozenset(Task),
    }
)


def plan(*steps: Step, count: int = 1) -> Plan:
    return Plan("words", Intent.EDIT, steps, count=count)


MOODY = Step(Task.STYLE, "moodier", look=True)


def test_tone_goes_to_the_engine_even_when_a_paid_model_could_do_it() -> None:
    found = route(plan(MOODY, count=3), (PAID, ENGINE))
    assert found.card is ENGINE
    assert found.reasons
    assert found.rejected == (("Paid", "costs $0.12"),)
    assert judge(found) is Verdict.ALLOW


def test_what_the_engine_cannot_do_is_rejected_with_the_reason() -> None:
    found = route(plan(Step(Task.REMOVE, target="the spoon")), (ENGINE,))
    assert found.card is None
    assert "take things out" in found.rejected[0][1]
    whole_only = ENGINE.model_copy(update={"regions": False})
    found = route(plan(Step(Task.TONE, "exposure", region="the sky")), (whole_only,))
    assert "the sky" in found.rejected[0][1]
    assert route(plan(MOODY, count=40), (ENGINE,)).card is None


def test_an_operation_goes_to_a_card_that_has_it_and_nothing_invented_to_one_that_invents_nothing() -> None:
    assert route(plan(Step(Task.REMOVE, operation="remove", region="the spoon")), (ENGINE,)).card is ENGINE
    assert route(plan(Step(Task.REMOVE, operation="levitate")), (ENGINE,)).card is None
    found = route(plan(Step(Task.TONE, "exposure", generates=True)), (ENGINE,))
    assert (found.card, found.rejected[0][1]) == (None, "it invents nothing")


def test_what_costs_or_uploads_is_asked_with_price_and_receiver() -> None:
    found = route(plan(Step(Task.REMOVE)), (ENGINE, PAID))
    assert found.card is PAID
    assert judge(found) is Verdict.ASK
    assert "$0.04" in question(found)
    assert "paid.example" in question(found)
    free_upload = PAID.model_copy(update={"price_usd": 0.0})
    assert judge(route(plan(Step(Task.REMOVE)), (free_upload,))) is Verdict.ASK


def test_a_retired_model_is_never_chosen() -> None:
    assert route(plan(MOODY), (ENGINE.model_copy(update={"status": "retired"}),)).card is None


def test_a_card_with_an_unknown_field_is_an_error(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "backends/cards/stet-engine.toml").read_text()
    (tmp_path / "odd.toml").write_text(text + '\nsurprise = "yes"\n')
    with pytest.raises(ValidationError, match="surprise"):
        cards(tmp_path)
    assert {card.id for card in cards()} == {"stet-engine"}
    assert isinstance(cards()[0], ModelCard)


def test_settings_come_from_the_environment_then_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STET_QUALITY", "STET_KEEP_GPS", "STET_GRAPHICS"):
        monkeypatch.delenv(name, raising=False)
    assert (load(tmp_path).quality, load(tmp_path).keep_gps) == (92, False)
    (tmp_path / "settings.toml").write_text("quality = 80\nkeep_gps = true\n")
    assert (load(tmp_path).quality, load(tmp_path).keep_gps) == (80, True)
    monkeypatch.setenv("STET_QUALITY", "70")
    assert load(tmp_path).quality == 70
    monkeypatch.setenv("STET_QUALITY", "700")
    with pytest.raises(BadRequest, match="quality"):
        load(tmp_path)
    monkeypatch.delenv("STET_QUALITY")
    (tmp_path / "settings.toml").write_text("quality = = 3")
    with pytest.raises(BadRequest, match="cannot be read"):
        load(tmp_path)
