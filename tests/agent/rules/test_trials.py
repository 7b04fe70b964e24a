"""Trying it with two models, drafts first, and finishing one: what means it, and what only sounds like it."""

from __future__ import annotations

import pytest

from agent.plan import Intent, Scene, Wish
from agent.rules.planner import read
from agent.rules.terms.trials import tried

SCENE = Scene(variants=("v0", "v1", "v2", "v3"), shown=("v1", "v2", "v3"), current="v1")


@pytest.mark.parametrize(
    ("words", "models"),
    [
        ("try it with two models", 2),
        ("try this with three models", 3),
        ("try with 2 models", 2),
        ("please do it with two different models", 2),
        ("let two models do it", 2),
        ("have three models try it", 3),
        ("compare two models", 2),
        ("duel", 2),
        ("make it a duel", 2),
        ("put her on a beach, try it with two models", 2),
        ("put her on a beach and try it with a couple of models", 2),
        ("duel: put her on a beach", 2),
        ("put her on a beach, as a duel", 2),
        ("try it with two models: replace the sky", 2),
    ],
)
def test_a_duel_is_read(words: str, models: int) -> None:
    assert read(words, SCENE).wish.models == models


@pytest.mark.parametrize(
    "words",
    [
        "put two models on a beach",
        "try it with two models in the background",
        "add two models in red dresses",
        "a photo with two models",
        "make it look like a shooting with two models",
        "remove the two models",
        "add two knights in a duel",
        "a sword duel at dawn",
        "dueling banjos poster",
        "use two model trains",
        "which of the two models is better?",
        "try it with two modeled lights",
        "have two models hold it",
    ],
)
def test_people_and_knights_are_no_duel(words: str) -> None:
    assert read(words, SCENE).wish.models == 0


@pytest.mark.parametrize(
    "words",
    [
        "explore first",
        "explore it first",
        "let's explore a few ideas first",
        "draft it first",
        "put her on a beach, explore first",
        "put her on a beach, but draft it first",
        "explore first: put her on a beach",
        "make cheap drafts first",
        "put her on a beach, only rough drafts first",
    ],
)
def test_drafts_first_is_read(words: str) -> None:
    assert read(words, SCENE).wish.explore


@pytest.mark.parametrize(
    "words",
    [
        "explore the first picture",
        "make the explorer first in line",
        "add a first class cabin",
        "a draft horse first in the field",
        "explore first class seats",
        "blur the draft first aid kit",
        "moodier first, then warmer",
    ],
)
def test_what_only_sounds_like_drafts(words: str) -> None:
    assert not read(words, SCENE).wish.explore


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("finish v2", "v2"),
        ("finish it", "it"),
        ("Finish the second one", "the second one"),
        ("finalize this one please", "this one"),
        ("ok, finish draft 3 with the better model", "draft 3"),
        ("make the final version of v3", "v3"),
        ("finish the last one in full quality", "the last one"),
    ],
)
def test_finishing_names_its_draft(words: str, which: str) -> None:
    plan = read(words, SCENE)
    assert (plan.intent, plan.wish.finish, plan.wish.alone) == (Intent.EDIT, which, True)


@pytest.mark.parametrize(
    "words",
    [
        "give it a matte finish",
        "finish it with a vignette",
        "finish the wall on the left",
        "a glossy finish",
        "let her cross the finish line",
        "finish off with some grain",
        "finish the second half of the bridge",
    ],
)
def test_other_finishes_finish_nothing(words: str) -> None:
    assert read(words, SCENE).wish.finish == ""


def test_what_says_nothing_of_it_is_left_alone() -> None:
    assert tried("make it moodier, please") == (Wish(), "make it moodier, please")


@pytest.mark.parametrize("words", ["don't upload this", "local only", "do not upload my photo", "keep it local"])
def test_staying_here_is_read_alone(words: str) -> None:
    wish = read(words, SCENE).wish
    assert wish.stay and wish.alone


@pytest.mark.parametrize("words", ["add the local church", "an upload arrow as icon", "put local food on the table"])
def test_local_things_are_no_wish_to_stay(words: str) -> None:
    assert not read(words, SCENE).wish.stay
