"""Questions about models are answered in plain words, truly for what is set up, and start nothing."""

from __future__ import annotations

import pytest

from agent.advice import answer, needs
from backends.types import Task


@pytest.mark.parametrize(
    ("question", "family"),
    [
        ("which model should I use for product photos?", "Nano Banana"),
        ("what's best for text?", "Nano Banana"),
        ("which model for removing tourists?", "Flux"),
        ("what is the fastest model for quick drafts?", "Seedream"),
        ("which model for a batch at high resolution?", "Nano Banana 2"),
        ("which model for mood and light?", "own engine"),
        ("nano banana or flux?", "Flux"),
        ("what model is good?", "It depends"),
    ],
)
def test_the_recommendation_names_the_family_and_is_honest_about_this_version(question: str, family: str) -> None:
    said = answer(question)
    assert family in said
    assert "own engine" in said
    assert "$" not in said
    if family not in {"own engine"}:
        assert "cannot be connected yet" in said


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("is this free?", "nothing is spent"),
        ("do you upload my photo?", "stays on this computer"),
        ("do I need a key?", "no key"),
        ("is my original overwritten?", "never changed"),
    ],
)
def test_practical_questions_get_the_fact_and_no_model_lecture(question: str, fact: str) -> None:
    said = answer(question)
    assert fact in said
    assert "Seedream" not in said


def test_only_the_longer_name_is_meant_when_it_is_said() -> None:
    said = answer("is nano banana 2 good for posters?")
    assert "Nano Banana 2 is for" in said
    assert "Nano Banana is for" not in said


def test_every_edit_beyond_the_engine_says_what_it_would_need() -> None:
    engine = {Task.TONE, Task.VARIATION, Task.REPEAT, Task.CROP, Task.BLUR}
    for task in set(Task) - engine:
        assert "generative model such as" in needs(task), task
    assert needs(Task.TONE) == ""
