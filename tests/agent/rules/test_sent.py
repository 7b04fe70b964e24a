"""A question for the prompt is read as one, about which variant or which words, and nothing else is."""

from __future__ import annotations

import time

import pytest

from agent.plan import Scene
from agent.rules.planner import read

SCENE = Scene(
    variants=("v0", "v1", "v2", "v3"),
    shown=("v1", "v2", "v3"),
    current="v2",
    parents={"v1": "v0", "v2": "v0", "v3": "v0"},
)
BEACH = "put her on a beach"
ASKED = {
    "/prompt": ("", ""),
    "/prompt v3": ("v3", ""),
    f"/prompt {BEACH}": ("", BEACH),
    "show me the prompt": ("", ""),
    "Show me the exact prompt, please": ("", ""),
    "can you show me the prompt for the second one": ("v2", ""),
    "what did you send?": ("", ""),
    "what exactly did you send it": ("", ""),
    "what did you send to the model for v1": ("v1", ""),
    "what did you tell it?": ("", ""),
    "which prompt did you use for v3": ("v3", ""),
    "what was sent?": ("", ""),
    "what is the prompt of this one": ("", ""),
    f"what would you send for: {BEACH}, with flux": ("", f"{BEACH}, with flux"),
    f"What would you tell the model if I said {BEACH}?": ("", BEACH),
}
OTHERS = (
    "write SALE on the sign",
    "send it to my phone",
    "what prompt should I use for a beach?",
    "how should I word the prompt",
    "remove the prompt text from the screen",
    "what did you change",
    "tell me the price",
    "add the words show me the prompt",
    "undo",
)


@pytest.mark.parametrize("words", list(ASKED))
def test_it_is_read_with_what_it_is_about(words: str) -> None:
    plan = read(words, SCENE)
    assert plan.wish.sent and plan.wish.alone
    assert (plan.subject, plan.text) == ASKED[words]


@pytest.mark.parametrize("words", OTHERS)
def test_other_requests_with_such_words_are_not(words: str) -> None:
    assert not read(words, SCENE).wish.sent


def test_a_variant_that_there_is_not_is_said() -> None:
    assert read("show me the prompt of v99", SCENE).wrong_reference == "v99"


def test_a_pasted_page_does_not_hold_it_up() -> None:
    begun = time.perf_counter()
    for words in (
        "what would you send for " + "a " * 900,
        "show me the prompt of " + "?" * 1900,
        "/prompt " + "x" * 9000,
    ):
        read(words, SCENE)
    assert time.perf_counter() - begun < 5
