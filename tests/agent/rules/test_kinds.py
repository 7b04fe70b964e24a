"""Requests of every kind are told apart, in English and in Chinese."""

from __future__ import annotations

import pytest

from agent.plan import Decision, Intent, Move, Scene
from agent.rules.kinds.kind import kind
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
        ("bring this old portrait alive, he should blink and turn his head slowly", ["video"]),
        ("can the camera slowly glide into the living room, 5 sec video for the house ad", ["video"]),
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


SCENE = Scene(("v0", "v1", "v2"), ("v1", "v2"), "v1", {"v1": "v0", "v2": "v0"})


@pytest.mark.parametrize(
    ("label", "sentences"),
    [
        (
            "help",
            "Did you receive my photos?|have you got the picture I uploaded?|did my upload work?|where did my file go?"
            "|I want to resize my picture|I'd like to change the dimensions of my photo|we need to resize our images"
            "|can I load several photos at the same time?|can I paste an image from the clipboard?",
        ),
        (
            "advise",
            "how expensive is it to upscale a photo?|do my photos leave my machine?|have you uploaded my photos?"
            "|can you tell me which model made this?|is it possible to remove people from photos?",
        ),
        ("ask_image", "what does the writing on the wall say?|is there a watermark in it?"),
        ("compare", "show me what you changed|how does this differ from the original?"),
        ("chat", "have a lovely weekend|you are funny|thanks, that was quick"),
        ("affirm", "great edit|that's the one I wanted"),
        ("deny", "awful edit|terrible result|I liked none of these"),
    ],
)
def test_what_is_said_about_the_program_is_no_edit(label: str, sentences: str) -> None:
    read_as = {words: read(words, SCENE).label for words in sentences.split("|")}
    assert read_as == dict.fromkeys(read_as, label)


@pytest.mark.parametrize(
    "words",
    [
        "I want to resize my image to 800 pixels",
        "I'd like to change the size of the logo",
        "we want to make our photo bigger",
        "is it possible to remove the man in red?",
        "did you see the man on the left? remove him",
        "I don't like the sky, make it bluer",
        "bad, try again",
        "your edit is too dark, brighten it",
        "Could you help remove the reflections please",
    ],
)
def test_a_wish_that_can_be_done_is_an_edit_however_it_is_asked(words: str) -> None:
    assert read(words, SCENE).intent is Intent.EDIT


@pytest.mark.parametrize(
    ("words", "move"),
    [
        ("that's awful, undo it", Move.UNDO),
        ("Not what I wanted. Go back.", Move.UNDO),
        ("your result is bad, revert it", Move.UNDO),
        ("I don't like it, go back to the original", Move.GO),
        ("this looks wrong, start over", Move.GO),
    ],
)
def test_a_move_is_made_whatever_was_said_of_the_result(words: str, move: Move) -> None:
    plan = read(words, SCENE)
    assert (plan.move, plan.decision) == (move, Decision.ACT)


def test_nothing_is_moved_where_again_may_mean_another_try() -> None:
    plan = read("that edit looks bad, redo it", SCENE)
    assert (plan.label, plan.decision, plan.move) == ("navigate", Decision.ASK, None)
