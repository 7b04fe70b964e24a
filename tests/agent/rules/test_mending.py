"""Words about receipts and repairs are read as such, and words that only sound like them are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.plan import Decision, Intent, Move, Plan, Scene, Setting
from agent.rules.planner import read
from agent.standing import phrase

SCENE = Scene(("v0", "v1", "v5"), ("v1", "v5"), "v5", {"v1": "v0", "v5": "v0"}, painted=True)


def said(words: str, scene: Scene = SCENE) -> Plan:
    return read(words, scene)


@pytest.mark.parametrize(
    ("words", "subject", "text", "keep"),
    [
        ("fix it", "v5", "", ()),
        ("put it right", "v5", "", ()),
        ("please fix v1", "v1", "", ()),
        ("realign it", "v5", "realign", ()),
        ("restore the rest", "v5", "restore", ()),
        ("restore the label", "v5", "restore", ("the label",)),
        ("put her face back", "v5", "restore", ("her face",)),
        ("recrop v1", "v1", "recrop", ()),
        ("try another model", "v5", "another model", ()),
    ],
)
def test_a_repair_is_asked_for_in_words(words: str, subject: str, text: str, keep: tuple[str, ...]) -> None:
    plan = said(words)
    assert (plan.intent, plan.move, plan.decision) == (Intent.NAVIGATE, Move.REPAIR, Decision.ACT)
    assert (plan.subject, plan.text, plan.keep) == (subject, text, keep)


@pytest.mark.parametrize("words", ["receipt", "show me the receipt", "did anything else change?", "the receipt of v5"])
def test_a_receipt_is_asked_for_in_words(words: str) -> None:
    plan = said(words)
    assert (plan.move, plan.subject) == (Move.RECEIPT, "v5")


@pytest.mark.parametrize(
    "words", ["fix the horizon", "fix the red eyes", "restore the photo", "restore the colours", "restore v1", "undo"]
)
def test_what_only_sounds_like_a_repair_is_read_as_before(words: str) -> None:
    assert said(words).move is not Move.REPAIR


@pytest.mark.parametrize("words", ["restore her face", "put the cup back"])
def test_what_no_model_painted_has_no_part_to_put_back(words: str) -> None:
    assert said(words, replace(SCENE, painted=False)).move is not Move.REPAIR


def test_a_photo_as_it_came_has_nothing_to_repair() -> None:
    assert said("fix it", Scene()).move is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("from now on repair by yourself", "auto"),
        ("always fix it yourself", "auto"),
        ("never repair by yourself", "ask"),
        ("ask before you repair", "ask"),
        ("stop offering repairs", "off"),
    ],
)
def test_who_begins_a_repair_can_be_said_once_and_for_all(words: str, value: str) -> None:
    plan = said(words)
    assert (plan.intent, plan.settings) == (Intent.SETTINGS, (Setting("repair", value),))
    assert "repairs" in phrase("repair", value)


def test_it_is_taken_back_by_its_name() -> None:
    scene = Scene(settings={"repair": "auto"})
    assert said("no longer repair by yourself", scene).settings == (Setting("repair", None),)
