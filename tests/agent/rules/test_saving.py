"""How an edit is to be saved is said behind it, and is no edit of its own."""

from __future__ import annotations

from agent.plan import Decision, Intent, Output, Scene
from agent.rules.planner import read

_SAVED = {
    "add a thin white frame and export at 800 px jpg under 100 kB": ("border", "jpg", 800),
    "add a white border and save it as jpg at 800 px": ("border", "jpg", 800),
    "sharpen it and save as a 1200 px webp": ("sharpen", "webp", 1200),
    "warmer. Save as jpg, quality 80, 1200 px": ("", "jpg", 1200),
    "make it moodier, save it at 2000px, under 1 MB": ("", "", 2000),
    "turn it 90 left, then please export it as png at 1600 px": ("rotate", "png", 1600),
    "blur the faces and then save it as a 1500px jpg": ("obscure", "jpg", 1500),
    "mirror it & export 1024 px webp": ("flip", "webp", 1024),
}
# The first half is not sure, or the second is no file.
_NOT_SAVED = (
    "put a hat on him and save the child on the left",
    "remove the bin and store it behind the house at 800 px",
    "make it nicer somehow and save the 2 dogs",
)


def test_an_edit_and_its_file_are_read_apart() -> None:
    for words, (operation, suffix, side) in _SAVED.items():
        plan = read(words, Scene())
        assert plan.decision is Decision.ACT, words
        assert [step.operation for step in plan.steps] == [operation], words
        assert (plan.output.suffix.lstrip("."), plan.output.long_side) == (suffix, side), words
        assert plan.words == words


def test_what_is_no_file_is_not_saved() -> None:
    for words in _NOT_SAVED:
        plan = read(words, Scene())
        assert plan.output == Output(), words
        assert plan.intent is not Intent.EXPORT, words
