"""A polite or told wish is the work that its clause alone would be, unless more is asked beside it."""

from __future__ import annotations

from agent.plan import Decision, Scene
from agent.rules.planner import read

_WORK = {
    "can anybody please remove the cyclists in the background? thanks a lot!": (
        "remove",
        "the cyclists in the background",
    ),
    "would somebody kindly take out the man on the left, he is my ex": ("remove", "the man on the left"),
    "Took a great photo of my dad. Can someone remove the tourist in the background though please?": (
        "remove",
        "the tourist in the background",
    ),
    "our last picture together. It would mean a lot if someone could help sharpen this image.": ("sharpen", ""),
    "does anybody have time to straighten this? It leans like a drunk.": ("straighten", ""),
}
# More is asked for, in words that a clause alone does not tell.
_MORE = (
    "could someone remove the guy from the background, and also make my hair longer?",
    "can someone please remove the cyclists in the background and maybe add some ducks?",
    "please remove the people sitting by the door, including their bags",
)


def test_a_clause_is_the_work_that_it_is_alone() -> None:
    for words, (operation, region) in _WORK.items():
        plan = read(words, Scene())
        assert plan.decision is Decision.ACT, words
        assert [(step.operation, step.region) for step in plan.steps] == [(operation, region)], words


def test_no_wish_is_done_by_half() -> None:
    for words in _MORE:
        plan = read(words, Scene())
        assert plan.decision is not Decision.ACT or not any(step.operation for step in plan.steps), words


def test_what_makes_all_of_a_picture_clear_takes_nothing_away() -> None:
    for words in ("clear view", "I would like this picture more clear", "clear the image"):
        assert not any(step.operation == "remove" for step in read(words, Scene()).steps), words
