"""Who reads the words: what the settings and /model say, and nothing that was not asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.caps import Caps, OverCap
from agent.conversation import Conversation
from agent.ledger import Ledger, State
from agent.llm.accounts import Accounts
from agent.llm.endpoint import Endpoint
from agent.llm.reply import Tokens
from agent.llm.request import Request, System, User
from agent.planning import Planning
from tests.agent.llm.asking import CANARY
from tests.agent.llm.talking import Says, Talk, model, talk, words
from tests.fakes.llm_server import LlmServer

HOSTED = Endpoint("Somebody", "https://api.somebody.example/v1", "large")
VARIABLES = ("STET_PLANNER", "OPENAI_BASE_URL", "OPENAI_API_KEY", "OPENROUTER_API_KEY", "GEMINI_API_KEY")


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    async with model(Says("I read that.")) as playing:
        yield playing


@pytest.fixture
async def one(tmp_path: Path, server: LlmServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Talk]:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)

    async def nobody() -> list[object]:
        return []

    monkeypatch.setattr("agent.llm.endpoints.on_this_computer", nobody)
    monkeypatch.setattr("agent.llm.choosing.on_this_computer", nobody)
    begun = await talk(tmp_path, server)
    yield begun
    await begun.close()


def plan_with(one: Talk, *, only_named: bool = False) -> Conversation:
    one.conversation.planners = Planning(one.store, one.store.folder, only_named=only_named)
    return one.conversation


async def test_an_address_in_the_environment_is_offered_and_then_used(
    one: Talk, server: LlmServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    monkeypatch.setenv("STET_PLANNER", "m")
    plan_with(one)
    assert "I read that." in words(await one.say("what do you think"))
    (asked,) = one.asked
    assert "on this computer" in asked.question and not asked.leaves_machine and CANARY not in asked.question
    assert {request.body["model"] for request in server.asked if request.method == "POST"} == {"m"}


async def test_rules_means_that_nobody_is_asked(one: Talk, server: LlmServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("STET_PLANNER", "rules")
    plan_with(one)
    await one.say("moodier")
    assert one.ids == ["v0", "v1"] and not one.asked and not server.asked


async def test_without_a_screen_a_key_alone_asks_nobody(
    one: Talk, server: LlmServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    plan_with(one, only_named=True)
    await one.say("moodier")
    assert one.ids == ["v0", "v1"] and not one.asked and not server.asked


async def test_what_was_named_and_is_not_there_is_said_once(one: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STET_PLANNER", "ollama:qwen3-vl")
    plan_with(one)
    first = words(await one.say("moodier"))
    second = words(await one.say("a bit warmer"))
    assert "Ollama does not answer" in first and "Ollama" not in second
    assert one.ids == ["v0", "v1", "v2"]


async def test_model_switches_and_tells(one: Talk, server: LlmServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    plan_with(one)
    assert "without a language model" in words(await one.say("/model rules"))
    await one.say("moodier")
    assert not server.asked
    assert "model m reads your words from now on" in words(await one.say("/model m"))
    assert not server.asked
    assert "I read that." in words(await one.say("what do you think"))
    assert "model m reads your words. Set up: 127.0.0.1" in words(await one.say("/model"))


async def test_what_a_hosted_model_costs_is_in_the_ledger(one: Talk) -> None:
    ledger = Ledger(one.store)
    accounts = Accounts(ledger, one.conversation.session.id)
    request = Request((System("You edit."), User(("warmer",))))
    first = accounts.begin(HOSTED, request)
    assert ledger.charge(first).state is State.RESERVED and ledger.charge(first).usd >= accounts.at_most(request) > 0
    assert accounts.settle(first, HOSTED, Tokens(1000, 0, 100, 0.002)) == 0.002
    second = accounts.begin(HOSTED, request)
    # No price was told: 1,000 tokens at $5 and 100 at $25 a million.
    assert accounts.settle(second, HOSTED, Tokens(1000, 0, 100)) == pytest.approx(0.0075)
    third = accounts.begin(HOSTED, request)
    accounts.failed(third, maybe=True, why="the line was cut")
    fourth = accounts.begin(HOSTED, request)
    accounts.failed(fourth, maybe=False, why="the key was rejected")
    assert [ledger.charge(id).state for id in (first, second, third, fourth)] == [
        State.SETTLED, State.SETTLED, State.UNKNOWN, State.RELEASED,
    ]  # fmt: skip
    assert ledger.totals(one.conversation.session.id).settled == pytest.approx(0.0095)


def test_a_limit_of_the_person_holds_for_a_language_model_too(one: Talk) -> None:
    accounts = Accounts(Ledger(one.store), one.conversation.session.id)
    accounts.caps = Caps(session=0.0001)
    with pytest.raises(OverCap):
        accounts.begin(HOSTED, Request((System("You edit."), User(("warmer",)))))
