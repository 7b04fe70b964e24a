"""The cards are strict, alive or gone for a reason, and say only what their sources say."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from backends.catalog import ModelCard, card, cards, engine_card, successor
from backends.naming import names, titles
from backends.types import Task
from backends.ways import RUNNING, WAYS

ROOT = Path(__file__).parents[2]
SHARED = next(
    (at for at in (ROOT / "shared", ROOT.parent / "shared") if (at / "data/model_scores.csv").is_file()), None
)
TODAY = date(2026, 11, 28)
FAMILIES = {"engine", "nano-banana", "gpt-image", "seedream", "flux", "qwen", "gemini-omni", "seedance", "kling", "wan"}


def written(folder: Path, extra: str, id: str = "nano-banana-pro") -> None:
    text = (ROOT / "backends" / "cards" / f"{id}.toml").read_text()
    (folder / "odd.toml").write_text(extra + text)


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ('surprise = "yes"\n', "surprise"),
        ("price_usd = 0.1\n", "price_usd"),
    ],
)
def test_a_card_with_an_unknown_field_is_an_error(tmp_path: Path, extra: str, told: str) -> None:
    written(tmp_path, extra)
    with pytest.raises(ValidationError, match=told):
        cards(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('via = "gemini"', 'via = "carrier pigeon"', "no way"),
        ('usual = "2K"', 'usual = "3K"', "no price"),
        ("overall = 4.37", "juggling = 4.37", "no tasks"),
        ("usd = 0.134", "usd = -0.134", "greater than"),
        ('status = "ready"', 'status = "superb"', "status"),
    ],
)
def test_a_card_that_contradicts_itself_is_an_error(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (ROOT / "backends" / "cards" / "nano-banana-pro.toml").read_text()
    assert old in text
    (tmp_path / "odd.toml").write_text(text.replace(old, new))
    with pytest.raises(ValidationError, match=told):
        cards(tmp_path)


def test_every_family_of_the_field_has_a_living_card() -> None:
    assert {one.family for one in cards() if not one.gone(TODAY)} >= FAMILIES
    assert len(cards()) >= 60


def test_the_engine_is_the_only_one_that_this_version_runs() -> None:
    assert [one.id for one in cards() if any(access.via in RUNNING for access in one.routes)] == ["stet-engine"]
    assert engine_card() == card("stet-engine", cards())


@pytest.mark.parametrize("one", cards(), ids=lambda one: one.id)
def test_a_card_is_named_once_dated_and_sourced(one: ModelCard) -> None:
    assert (ROOT / "backends" / "cards" / f"{one.id}.toml").is_file()
    assert one.source
    assert one.date <= TODAY
    assert one.tasks
    for access in one.routes:
        assert access.source
        assert access.as_of <= TODAY
        assert access.via in WAYS
    assert one.routes or one.status == "retired"
    assert (one.kind == "video") == (one.tasks == {Task.VIDEO})


@pytest.mark.parametrize(
    "one", [one for one in cards() if one.status == "retired" or one.sunset], ids=lambda one: one.id
)
def test_who_is_gone_or_will_be_says_when_and_who_comes_after(one: ModelCard) -> None:
    assert one.sunset is not None
    after = successor(one, cards(), one.sunset)
    assert after is not None
    assert not after.gone(one.sunset)
    assert one.gone(one.sunset)
    assert one.status == "retired" or not one.gone(one.sunset - timedelta(days=1))


def test_successors_and_relatives_exist_and_nobody_succeeds_itself() -> None:
    ids = {one.id for one in cards()}
    for one in cards():
        assert {one.successor, one.evidence_from} - {""} <= ids
        assert one.id not in (one.successor, one.evidence_from)


def test_no_two_cards_answer_to_one_name() -> None:
    said = Counter(name.lower() for one in cards() for name in {one.id, *one.names})
    assert [name for name, times in said.items() if times > 1] == []


def test_the_quick_reading_of_names_agrees_with_the_cards() -> None:
    families = {one.family for one in cards()}
    for one in cards():
        for name in (one.id, *one.names):
            assert names()[name.lower()] in {one.id, one.family}
        if one.id not in families:
            assert titles(one.id) in {one.title, "Nano Banana"}


@pytest.mark.skipif(SHARED is None, reason="the table of published scores is not here")
def test_every_figure_of_evidence_is_that_of_the_published_table() -> None:
    assert SHARED is not None
    with (SHARED / "data" / "model_scores.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known = {(row["benchmark"], row["date"], row["model"], row["source"], float(row["value"])) for row in rows}
    told = 0
    for one in cards():
        for scores in one.evidence:
            for value in scores.scores.values():
                told += 1
                assert (scores.benchmark, scores.date, scores.model, scores.source, value) in known, (one.id, value)
    assert told > 150
