"""Words about the tree: going back and forth, choosing, comparing, writing files."""

from __future__ import annotations

import pytest
from skimage import data  # noqa: F401  (the photos that these sentences are about)

from agent.plan import Decision, Intent, Move, Output, Scene
from agent.rules.planner import read
from agent.rules.reading import reading
from tests.agent.rules.scenes import DEEP, FRESH, ROUND, adjustments


@pytest.mark.parametrize(
    ("words", "move", "subject"),
    [
        ("undo", Move.UNDO, ""),
        ("undo that", Move.UNDO, ""),
        ("Undo that, please.", Move.UNDO, ""),
        ("go back", Move.UNDO, ""),
        ("step back", Move.UNDO, ""),
        ("revert", Move.UNDO, ""),
        ("redo", Move.REDO, ""),
        ("redo that", Move.REDO, ""),
        ("go forward", Move.REDO, ""),
        ("use v3", Move.GO, "v3"),
        ("use the third one", Move.GO, "v3"),
        ("pick the second", Move.GO, "v2"),
        ("keep the second one", Move.GO, "v2"),
        ("I like number 2", Move.GO, "v2"),
        ("I'll take the first one", Move.GO, "v1"),
        ("the second one is best", Move.GO, "v2"),
        ("the second one", Move.GO, "v2"),
        ("v2", Move.GO, "v2"),
        ("@v2", Move.GO, "v2"),
        ("back to v2", Move.GO, "v2"),
        ("back to the original", Move.GO, "v0"),
        ("go back to the original photo", Move.GO, "v0"),
        ("get the original back", Move.GO, "v0"),
        ("continue with the last one", Move.GO, "v3"),
        ("let's go with the middle one", Move.GO, "v2"),
    ],
)
def test_navigation(words: str, move: Move, subject: str) -> None:
    plan = read(words, ROUND)
    assert (plan.intent, plan.move, plan.subject) == (Intent.NAVIGATE, move, subject)
    assert plan.confidence >= 0.8


@pytest.mark.parametrize(
    "words",
    [
        "remove the first letter",
        "take the people out",
        "keep her face, put her on a beach",
        "use a warmer tone",
        "bring back some detail in the shadows",
        "make the last row darker",
        "the second button of his shirt should be red",
        "put it back on the table",
        "show more of the sky",
        "pick up the colours of the flower",
        "undo her hair",
        "the original sign should stay",
        "choose a nicer background",
    ],
)
def test_an_edit_is_never_taken_for_navigation(words: str) -> None:
    plan = read(words, ROUND)
    assert plan.intent is not Intent.NAVIGATE or plan.confidence < 0.8


@pytest.mark.parametrize(
    ("words", "scene", "after", "before"),
    [
        ("compare", ROUND, "", ()),
        ("compare it with the original", ROUND, "v1", ("v0",)),
        ("compare v1 and v3", ROUND, "v3", ("v1",)),
        ("compare v1 with v3", ROUND, "v3", ("v1",)),
        ("what changed?", ROUND, "", ()),
        ("show me before and after", ROUND, "", ()),
        ("show v2 and v3 side by side", ROUND, "v3", ("v2",)),
        ("the difference between the first and the third one", ROUND, "v3", ("v1",)),
        ("compare v2", ROUND, "v2", ()),
        ("compare with the previous one", DEEP, "v5", ("v4",)),
    ],
)
def test_comparisons(words: str, scene: Scene, after: str, before: tuple[str, ...]) -> None:
    plan = read(words, scene)
    assert (plan.intent, plan.subject, plan.others) == (Intent.COMPARE, after, before)


@pytest.mark.parametrize(
    ("words", "ids", "output"),
    [
        ("export", (), Output()),
        ("save", (), Output()),
        ("save it", (), Output()),
        ("download this one", ("v1",), Output()),
        ("export v2", ("v2",), Output()),
        ("export as png", (), Output(".png")),
        ("save as PNG please", (), Output(".png")),
        ("save it as a jpeg", (), Output(".jpg")),
        ("export the second one as webp", ("v2",), Output(".webp")),
        ("export the last three as jpg", ("v1", "v2", "v3"), Output(".jpg")),
        ("save all of them as tiff", ("v1", "v2", "v3"), Output(".tiff")),
        ("export the first and third", ("v1", "v3"), Output()),
        ("save both", ("v1", "v2", "v3"), Output()),
        ("export at 2048 px", (), Output(long_side=2048)),
        ("export 1080x1350 as jpg", (), Output(".jpg", 1350, width=1080, height=1350)),
        ("save as webp, 1600 pixels wide", (), Output(".webp", 1600, width=1600)),
        ("export in 4k", (), Output(long_side=3840)),
        ("export as jpeg quality 80", (), Output(".jpg", quality=80)),
        ("export as jpg at 85% quality", (), Output(".jpg", quality=85)),
        ("export to ~/Desktop", (), Output(path="~/Desktop")),
        ("save v3 to /tmp/Shop/Mug as png", ("v3",), Output(".png", path="/tmp/Shop/Mug")),
        ("save it as Mug.png", (), Output(path="Mug.png")),
        ("export to my/Folder", (), Output(path="my/Folder")),
        ("export the original as png", ("v0",), Output(".png")),
        ("export as png to saved", (), Output(".png", path="saved")),
        ("save v2 to my Shop folder.", ("v2",), Output(path="Shop")),
        ("export the last three to the desktop", ("v1", "v2", "v3"), Output(path="~/Desktop")),
        ("export it to disk", (), Output()),
        ("export v2 to png", ("v2",), Output(".png")),
    ],
)
def test_exports(words: str, ids: tuple[str, ...], output: Output) -> None:
    plan = read(words, ROUND)
    assert plan.intent is Intent.EXPORT
    assert tuple(filter(None, (plan.subject, *plan.others))) == ids
    assert plan.output == output


def test_a_service_that_stet_cannot_post_to_is_no_folder() -> None:
    plan = read("export v2 to instagram", ROUND)
    assert plan.output == Output() and plan.unread == ("instagram",)


def test_an_edit_that_ends_in_saving_is_an_edit_with_a_file() -> None:
    plan = read("make it warmer and save it as png", FRESH)
    assert (plan.intent, adjustments(plan), plan.output) == (Intent.EDIT, {"warmth": 1}, Output(".png"))


@pytest.mark.parametrize("words", ["save the highlights", "write HELLO on the wall", "save her from the rain"])
def test_an_edit_is_never_taken_for_an_export(words: str) -> None:
    assert read(words, ROUND).intent is not Intent.EXPORT


def test_several_steps_back_and_all_of_them_are_said_in_many_ways() -> None:
    scene = Scene(("v0", "v1", "v2", "v3"), ("v1", "v2", "v3"), "v2", {"v1": "v0", "v2": "v0", "v3": "v0"})
    for words, steps in {"undo twice": 2, "undo it three times": 3, "back two": 2, "go back 2 steps": 2}.items():
        plan = read(words, scene)
        assert (plan.move, plan.count) == (Move.UNDO, steps), words
        assert reading(plan, scene) == f"{steps} steps back"
    for words in ("undo everything please", "undo all of it", "revert all my changes"):
        plan = read(words, scene)
        assert (plan.move, plan.subject) == (Move.GO, "v0"), words


def test_nobody_can_go_to_several_variants() -> None:
    scene = Scene(("v0", "v1", "v2", "v3"), ("v1", "v2", "v3"), "v2", {"v1": "v0", "v2": "v0", "v3": "v0"})
    for words in ("both", "the first two", "the newest two"):
        plan = read(words, scene)
        assert plan.move is not Move.GO or plan.decision is not Decision.ACT, words
