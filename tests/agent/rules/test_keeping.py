"""Words that tend the tree are read with what they are about; the same words about the picture stay an edit."""

from __future__ import annotations

import pytest

from agent.plan import Decision, Intent, Move
from agent.rules.planner import read
from agent.rules.reading import reading
from tests.agent.rules.keeping_wordings import NEAR, SAID, SCENE
from tests.agent.rules.scenes import FRESH

TENDS = set(Move) - {Move.UNDO, Move.REDO, Move.GO}


@pytest.mark.parametrize(("words", "move", "ids", "text"), SAID, ids=[one[0] for one in SAID])
def test_the_tree_is_tended_as_it_was_said(words: str, move: Move, ids: tuple[str, ...], text: str) -> None:
    plan = read(words, SCENE)
    assert (plan.intent, plan.move, plan.decision) == (Intent.NAVIGATE, move, Decision.ACT)
    assert (plan.subject, *plan.others) == ids
    assert plan.text == text or move is Move.GO
    assert reading(plan, SCENE) != "go to v3" or move is Move.GO


@pytest.mark.parametrize("words", NEAR)
def test_what_is_in_the_picture_is_not_the_tree(words: str) -> None:
    assert read(words, SCENE).move not in TENDS
    assert read(words, FRESH).move not in TENDS


def test_there_are_eighty_wordings_and_sixty_near_ones() -> None:
    assert len(SAID) >= 80
    assert len(set(NEAR)) >= 60


@pytest.mark.parametrize("words", ["star v9", "discard v9", "note on v9: x", "rename v9 to dawn", "rebase v9"])
def test_a_variant_that_is_not_there_is_named(words: str) -> None:
    assert read(words, SCENE).wrong_reference == "v9"
