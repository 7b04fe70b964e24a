"""Whole conversations end in the right tree: who was made from whom, by which change, and where the person stands."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from agent.conversation import Conversation
from agent.events import ApprovalNeeded, Compared, Exported, Failed, VariantReady
from agent.session.model import Variant

# Each session is a list of turns: the words, and what they lead to in short (see the top of the file).
SESSIONS: dict[str, list[list[str]]] = tomllib.loads(
    (Path(__file__).parent / "scripted_sessions.toml").read_text(encoding="utf-8")
)["session"]


@pytest.mark.parametrize("name", SESSIONS)
async def test_a_session_ends_in_the_right_tree(conversation: Conversation, name: str) -> None:
    for number, (words, outcome) in enumerate(SESSIONS[name], start=1):
        before = conversation.session.current
        assert (number, words, await said_and_done(conversation, words, before)) == (number, words, outcome)


def test_there_are_enough_sessions_and_every_one_goes_on_for_a_while() -> None:
    assert len(SESSIONS) >= 40
    assert min(map(len, SESSIONS.values())) >= 3


async def said_and_done(conversation: Conversation, words: str, before: str) -> str:
    """What a turn led to: variants made, files written, pictures compared, and where the person went."""
    done: list[str] = []
    async for event in conversation.submit(words):
        match event:
            case VariantReady():
                done.append(_made(conversation.session.variant(event.id)))
            case Exported():
                done.append(f"{event.id}{event.path.suffix}")
            case Compared():
                done.append(f"{event.before}|{event.after}")
            case Failed():
                done.append("refused")
            case ApprovalNeeded():
                done.append("offered" if event.id.endswith("-offer") else f"asked:{','.join(event.says)}")
                await conversation.cancel()
            case _:
                pass
    if conversation.session.current != before:
        done.append(f"@{conversation.session.current}")
    return " ".join(done) or "nothing"


def _made(variant: Variant) -> str:
    step: dict[str, Any] = variant.recipe["steps"][-1]
    signed = (f"{name}{'+' if much > 0 else '-'}" for name, much in step["adjust"].items())
    change = [part for part in (step["operation"], step["look"], *signed) if part]
    region = f"[{step['region']}]" if step["region"] else ""
    kept = f" keeps {', '.join(step['locks'])}" if step["locks"] else ""
    return f"{variant.id}<{variant.parent}:{','.join(change)}{region}{kept}"
