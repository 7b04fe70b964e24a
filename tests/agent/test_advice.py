"""Questions about models are answered in plain words, from dated cards, truly for what is set up; nothing starts."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from agent.advice import answer, needs
from agent.advising.texts import practical, topics
from backends.catalog import cards
from backends.types import Task
from tools.wording.guides import guide

TODAY = date(2026, 11, 28)
HERE = Path(__file__).parent
QUESTIONS: list[dict[str, Any]] = tomllib.loads((HERE / "advice_questions.toml").read_text())["question"]
CARDS = Path(__file__).parents[2] / "backends" / "cards"
NUMBER = re.compile(r"\d+(?:\.\d+)*")


@cache
def answered(asked: str) -> str:
    """What is said today, which four tests look at."""
    return answer(asked, today=TODAY)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["ask"])
def test_an_answer_says_what_it_must_and_nothing_that_it_must_not(question: dict[str, Any]) -> None:
    said = answered(question["ask"]).lower()
    missing = [fact for fact in question["must"] if not any(way.lower() in said for way in fact.split("|"))]
    wrong = [fact for fact in question.get("must_not", ()) if fact.lower() in said]
    assert (missing, wrong) == ([], []), said


def test_there_are_sixty_questions_and_more() -> None:
    assert len({question["ask"] for question in QUESTIONS}) == len(QUESTIONS) >= 60


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["ask"])
def test_every_figure_in_an_answer_stands_on_a_card_that_the_answer_names(question: dict[str, Any]) -> None:
    said = answered(question["ask"])
    named = [card for card in cards() if card.title in said]
    known: set[str] = set()
    for card in named:
        known |= {shape(number) for number in NUMBER.findall((CARDS / f"{card.id}.toml").read_text())}
    loose = [number for number in NUMBER.findall(said) if shape(number) not in known]
    assert loose == [], said


def shape(number: str) -> str:
    """A figure as a number, so that $0.10 is the 0.1 of a card; versions such as 2.1.0 as they are."""
    try:
        return str(float(number))
    except ValueError:
        return number


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["ask"])
def test_a_recommendation_of_a_model_says_that_it_cannot_be_run_here(question: dict[str, Any]) -> None:
    said = answered(question["ask"])
    if "would open" in said or "would need" in said:
        assert re.search(r"cannot (?:connect|use)", said), said


def test_a_price_or_a_table_is_never_told_without_its_date() -> None:
    for question in QUESTIONS:
        for line in answered(question["ask"]).splitlines():
            if "$" in line or " of 5" in line or " points" in line:
                assert re.search(r"20\d\d-\d\d", line), line


def test_texts_hold_no_figures_so_that_none_can_grow_old_unseen() -> None:
    for topic in topics():
        assert not NUMBER.search(topic.advice + topic.now), topic.id
    for one in practical():
        assert not NUMBER.search(one.answer), one.id
    for name in {card.guide for card in cards()} | {"general"}:
        assert not NUMBER.search(guide(name).text), name


def test_every_card_has_a_guide_of_its_family() -> None:
    folder = Path(__file__).parents[2] / "prompts" / "guides"
    missing = {card.guide for card in cards() if card.guide} - {path.stem for path in folder.glob("*.md")}
    assert missing == set()


def test_only_the_longer_name_is_meant_when_it_is_said() -> None:
    said = answer("is nano banana 2.1 good for posters?", today=TODAY)
    assert "Nano Banana 2.1" in said
    assert "Nano Banana Pro" not in said


def test_the_successor_is_told_from_the_day_on_which_a_model_ends() -> None:
    asked = "can I still use gpt image 1.5?"
    assert "ends on 2026-12-01" in answer(asked, today=date(2026, 11, 28))
    assert "was shut down on 2026-12-01" in answer(asked, today=date(2026, 12, 1))


def test_every_edit_beyond_the_engine_says_what_it_would_need() -> None:
    engine = {Task.TONE, Task.VARIATION, Task.REPEAT, Task.CROP, Task.BLUR}
    for task in set(Task) - engine:
        assert "generative model such as" in needs(task), task
    assert needs(Task.TONE) == ""
