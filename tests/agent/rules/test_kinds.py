"""Requests of every kind are told apart, in English and in Chinese."""

from __future__ import annotations

import pytest

from agent.plan import Decision, Intent, Scene
from agent.rules.kinds import kind
from agent.rules.planner import read
from tests.agent.rules.slots import table

# Some sentences of the table are there because they are still read wrongly.
WANTED = 0.95


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_request_is_taken_for_what_it_is(language: str) -> None:
    wrong: list[str] = []
    said = [(label, words) for label, sentences in table("kinds")[language].items() for words in sentences]
    for label, words in said:
        found = kind(words).label
        if found != label:
            wrong.append(f"{words!r} is {label}, read as {found}")
    assert len(wrong) <= (1 - WANTED) * len(said), "\n".join(wrong)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("take out the bin and put a bench there", ["remove", "add"]),
        ("make the roof red, then blur the street", ["color", "blur"]),
        ("brighten it, but don't touch the sky", ["tone"]),
        ("swap the cup for a bowl while keeping the same light", ["replace"]),
        ("put her on a beach, making it look natural", ["background"]),
        ("把车变成红色,然后去掉路人", ["color", "remove"]),
        ("把背景换成海滩,保持人物不变", ["background"]),
    ],
)
def test_wishes_are_counted_and_what_stays_or_follows_is_none(words: str, kinds: list[str]) -> None:
    assert [wish.label for wish in kind(words).wishes] == kinds


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("The label on the jar is misspelled, please fix it", "text"),
        ("My photo came out blurry. Can you fix that?", "restore"),
        ("Here is my dog. Could you make him look at the camera?", "pose"),
    ],
)
def test_it_is_what_the_words_before_were_about(words: str, label: str) -> None:
    assert kind(words).label == label


def test_a_story_around_the_wish_is_no_wish() -> None:
    words = (
        "Hi all! I painted the fence last summer and my aunt gave me this picture for my birthday."
        " Could somebody take the lamp post out? Thanks so much!"
    )
    assert [wish.label for wish in kind(words).wishes] == ["remove"]


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("remoev the chair", "remove"),
        ("repalce the cup with a bowl", "replace"),
        ("chnage the bakground", "background"),
    ],
)
def test_single_slips_are_repaired(words: str, right: str) -> None:
    assert kind(words).label == right


def test_a_sure_reading_acts_and_a_vague_one_offers_three_things_that_cost_nothing() -> None:
    assert read("put a straw hat on the scarecrow", Scene()).decision is Decision.ACT
    plan = read("can you make it nicer?", Scene())
    assert (plan.intent, plan.decision, len(plan.offers)) == (Intent.VAGUE, Decision.OFFER, 3)


def test_the_second_reading_is_kept_and_never_acted_on() -> None:
    plan = read("change the sky to a starry night", Scene())
    assert plan.second is not None and plan.second.label not in {plan.label, ""}
    assert plan.second.decision is Decision.OFFER and plan.second.second is None


def test_every_step_carries_what_and_where_and_what_it_becomes() -> None:
    (step,) = read("turn the old van into a fire engine", Scene()).steps
    assert (step.task, step.target, step.value) == ("replace", "the old van", "a fire engine")
    (step,) = read("put a straw hat on the scarecrow", Scene()).steps
    assert (step.target, step.region) == ("a straw hat", "the scarecrow")
    (step,) = read("把背景换成海滩", Scene()).steps
    assert (step.task, step.target, step.value) == ("background", "背景", "海滩")
