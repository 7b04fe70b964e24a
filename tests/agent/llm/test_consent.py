"""One gate for language models too: what a person said yes to, what the rules forbid, and what it may cost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.ledger import Ledger
from agent.llm.accounts import Accounts
from agent.llm.consent import CAP_USD
from agent.llm.endpoint import Endpoint
from agent.llm.planner import LanguagePlanner
from agent.policy import EDIT, PLANNER, Rule, Standing, Verdict
from backends.outbound import NotAllowed, client
from tests.agent.llm.asking import CANARY, endpoint
from tests.agent.llm.talking import One, Says, Talk, model, talk, talk_to, words
from tests.fakes.llm_server import Asked, LlmServer

ASKS = "what do you think of it"
PICTURE = {"image_url": {"url": "data:image/jpeg;base64,AAAA"}}


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake server counts as another computer."""
    for module in ("agent.llm.endpoint", "backends.outbound"):
        monkeypatch.setattr(f"{module}.is_loopback", lambda host: False)


@pytest.fixture
async def server() -> AsyncIterator[LlmServer]:
    async with model(*[Says(f"Answer {number}.") for number in range(8)]) as playing:
        yield playing


@pytest.fixture
async def one(tmp_path: Path, server: LlmServer) -> AsyncIterator[Talk]:
    begun = await talk(tmp_path, server)
    _with_accounts(begun, server)
    yield begun
    await begun.close()


def _with_accounts(talking: Talk, server: LlmServer) -> None:
    accounts = Accounts(Ledger(talking.store), talking.conversation.session.id)
    talking.planner = LanguagePlanner(endpoint(server), talking.conversation.session, accounts=accounts)
    talking.conversation.planners = One(talking.planner)


def rules(talking: Talk, text: str) -> None:
    (talking.store.folder / "settings.toml").write_text(text)


def seen(asked: Asked) -> bool:
    return b"data:image/" in asked.raw


async def gate_allows(talking: Talk, url: str, *, picture: bool = False, purpose: str = PLANNER) -> bool:
    """What the transport itself does, whoever writes the request."""
    async with client(talking.conversation.gate, purpose=purpose) as http:
        try:
            await http.post(f"{url}/elsewhere", json=PICTURE if picture else {"messages": []})
        except NotAllowed:
            return False
        except Exception:
            return True
    return True


async def test_on_this_computer_one_yes_is_enough(one: Talk, server: LlmServer) -> None:
    assert "Answer 0." in words(await one.say(ASKS)) and "Answer 1." in words(await one.say(ASKS))
    (asked,) = one.asked
    assert asked.choices == ("yes", "no") and not asked.leaves_machine and not asked.worst_usd
    assert seen(server.asked[0]) and not Ledger(one.store).charges()


async def test_elsewhere_words_and_pictures_are_asked_for_apart_with_a_cap(
    away: None, one: Talk, server: LlmServer
) -> None:
    assert not await gate_allows(one, server.url)
    one.keys = ["words only"]
    await one.say(ASKS)
    await one.say(ASKS)
    (asked,) = one.asked
    assert asked.choices == ("yes", "words only", "no") and asked.leaves_machine == "127.0.0.1"
    assert "$0.50" in asked.question and asked.worst_usd == CAP_USD and CANARY not in asked.question
    assert len(server.asked) == 2 and not any(map(seen, server.asked))
    assert await gate_allows(one, server.url) and not await gate_allows(one, server.url, picture=True)
    assert not await gate_allows(one, server.url, purpose=EDIT)
    assert not await gate_allows(one, server.url.replace(f":{server.port}", ":9"))


async def test_a_no_sends_nothing_and_is_not_asked_about_again(away: None, one: Talk, server: LlmServer) -> None:
    one.keys = ["no"]
    await one.say("moodier")
    await one.say("a bit warmer")
    assert one.ids == ["v0", "v1", "v2"] and len(one.asked) == 1 and not server.asked
    assert not await gate_allows(one, server.url)


async def test_pictures_can_be_taken_back_in_words_and_are_asked_for_anew(
    away: None, one: Talk, server: LlmServer
) -> None:
    one.keys = ["yes", "yes"]
    await one.say(ASKS)
    assert seen(server.asked[-1]) and await gate_allows(one, server.url, picture=True)
    told = words(await one.say("stop sending pictures to the model"))
    assert "the language model sees no pictures" in told and len(server.asked) == 2
    await one.say(ASKS)
    assert not seen(server.asked[-1]) and len(one.asked) == 1
    assert not await gate_allows(one, server.url, picture=True)
    await one.say("send pictures to the model again")
    await one.say(ASKS)
    assert seen(server.asked[-1]) and len(one.asked) == 2


async def test_who_wants_no_pictures_sent_is_not_asked_for_them(away: None, one: Talk, server: LlmServer) -> None:
    await one.say("the language model must not see my photos")
    await one.say(ASKS)
    assert one.asked[0].choices == ("yes", "no") and "no pictures" in one.asked[0].question
    assert server.asked and not seen(server.asked[-1])


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ('do = "deny"\nto = "The server"', "do not go to The server"),
        ('do = "local-only"\nfolder = "{folder}"', "stay on this computer"),
        ('do = "allow"\nto = "The server"\nbelow_usd = 1\n[[rules]]\ndo = "deny"', "do not go to anybody"),
    ],
    ids=["deny", "folder", "deny before allow"],
)
async def test_a_rule_of_the_settings_closes_what_was_open(
    away: None, one: Talk, server: LlmServer, tmp_path: Path, rule: str, why: str
) -> None:
    await one.say(ASKS)
    assert len(server.asked) == 1 and await gate_allows(one, server.url)
    rules(one, "[[rules]]\n" + rule.replace("{folder}", tmp_path.as_posix()))
    told = words(await one.say(ASKS))
    assert "The server was not asked" in told and why in told
    assert not await gate_allows(one, server.url) and len(one.asked) == 1


async def test_a_rule_about_another_folder_is_no_hindrance(away: None, one: Talk, server: LlmServer) -> None:
    rules(one, '[[rules]]\ndo = "local-only"\nfolder = "/somewhere/else"')
    await one.say(ASKS)
    assert len(server.asked) == 1


@pytest.mark.parametrize(("to", "questions"), [("The server", 0), ("", 1)])
async def test_only_an_allow_rule_that_names_it_is_a_yes(
    away: None, one: Talk, server: LlmServer, to: str, questions: int
) -> None:
    rules(one, f'[[rules]]\ndo = "allow"\nto = "{to}"\nbelow_usd = 1')
    one.conversation.session.set({"ask_above_usd": 5.0})
    assert "Answer 0." in words(await one.say(ASKS))
    assert len(one.asked) == questions


async def test_what_was_said_to_stay_here_is_sent_to_no_hosted_model(away: None, one: Talk, server: LlmServer) -> None:
    await one.say(ASKS)
    one.conversation.session.set({"upload": False})
    told = words(await one.say(ASKS))
    assert "was not asked" in told and "nothing may leave this computer" in told
    assert len(server.asked) == 1 and not await gate_allows(one, server.url)


async def test_a_server_on_this_computer_is_asked_even_where_nothing_may_leave(one: Talk, server: LlmServer) -> None:
    one.conversation.session.set({"upload": False})
    await one.say(ASKS)
    assert len(server.asked) == 1


async def test_the_cap_is_asked_about_before_it_is_passed_and_counts_what_nobody_can_tell(
    away: None, one: Talk, server: LlmServer
) -> None:
    one.keys = ["yes", "yes", "no"]
    await one.say(ASKS)
    session, ledger = one.conversation.session.id, Ledger(one.store)
    (first,) = ledger.charges(session)
    assert first.backend == "127.0.0.1" and 0 < first.usd < 0.01
    lost = ledger.quote(session, "127.0.0.1", "m", 0.48)
    ledger.reserve(lost)
    ledger.unknown(lost, "the line was cut")
    assert "Answer 1." in words(await one.say(ASKS))
    assert "has cost about $0.4" in one.asked[1].question and one.asked[1].worst_usd == CAP_USD
    more = ledger.quote(session, "127.0.0.1", "m", 0.49)
    ledger.reserve(more)
    ledger.settle(more, 0.49)
    assert "not asked any further" in words(await one.say(ASKS))
    assert len(server.asked) == 2 and len(one.asked) == 3


async def test_what_other_models_cost_does_not_use_up_its_cap(away: None, one: Talk, server: LlmServer) -> None:
    ledger = Ledger(one.store)
    other = ledger.quote(one.conversation.session.id, "fal", "seedream", 0.60)
    ledger.reserve(other)
    ledger.settle(other, 0.60)
    await one.say(ASKS)
    await one.say(ASKS)
    assert len(one.asked) == 1 and len(server.asked) == 2


async def test_a_yes_ends_with_its_conversation(away: None, one: Talk, server: LlmServer) -> None:
    await one.say(ASKS)
    await one.planner.close()
    assert not await gate_allows(one, server.url)


async def test_a_model_that_a_local_server_hands_on_is_asked_about_as_one_elsewhere(
    tmp_path: Path, server: LlmServer
) -> None:
    cloud = Endpoint("Ollama", server.url, "gpt-oss:120b-cloud")
    assert cloud.relayed and not cloud.local and Endpoint("Ollama", server.url, "qwen3-vl:8b").local
    one = await talk_to(tmp_path, cloud)
    await one.say(ASKS)
    assert one.asked[0].leaves_machine == "Ollama's own computers" and "words only" in one.asked[0].choices
    one.conversation.session.set({"upload": False})
    assert "was not asked" in words(await one.say(ASKS)) and len(server.asked) == 1
    await one.close()


@pytest.mark.parametrize(
    ("standing", "verdict"),
    [
        (Standing(), Verdict.ASK),
        (Standing((Rule("allow", to="openai", below_usd=0.5),)), Verdict.ALLOW),
        (Standing((Rule("allow", to="openai", below_usd=0.4),)), Verdict.ASK),
        (Standing((Rule("allow", to="openai", below_usd=0.5), Rule("ask"))), Verdict.ASK),
        (Standing((Rule("allow", below_usd=9.0),)), Verdict.ASK),
        (Standing(said={"ask_above_usd": 9.0}), Verdict.ASK),
        (Standing(said={"paid": False}), Verdict.DENY),
        (Standing((Rule("local-only"), Rule("allow", to="openai", below_usd=1.0))), Verdict.DENY),
    ],
)
def test_rules_are_read_for_a_language_model_as_deny_ask_allow(standing: Standing, verdict: Verdict) -> None:
    assert standing.judge_reader(("OpenAI",), CAP_USD, leaves=True).verdict is verdict
