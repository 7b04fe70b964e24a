"""What a service received is what is shown, word for word: of edits, duels, drafts and what came to nothing."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PIL import ImageEnhance

from agent.commands.prompt import run
from agent.plan import Scene
from agent.rules.planner import read
from agent.session.repair import repair
from agent.session.store import Store
from tests.agent.money.conftest import Studio, made, told
from tests.fakes.hosted import ImageService

Open = Callable[..., Awaitable[Studio]]
WORDS = "put her on a beach, keep her face"


def cheap(*plays: str) -> ImageService:
    """It changes little, so that what is locked goes back without a question."""
    return ImageService(*plays, price=0.01, paints=lambda picture: ImageEnhance.Color(picture).enhance(1.1))


async def test_what_the_service_received_is_kept_and_shown_word_for_word(studio: Open) -> None:
    one = await studio(gemini=cheap())
    (id,) = made(await one.say(WORDS))
    variant, service = one.session.variant(id), one.services["gemini"]
    received = service.instructions[-1]
    assert variant.sent["prompt"] == received
    assert received.startswith("Put her on a beach.") and "Keep her face exactly as in the original image." in received
    assert variant.sent["words"] == variant.words == WORDS
    assert variant.sent["model"] == variant.model and variant.sent["via"] == "gemini"
    assert variant.sent["settings"]["results"] == service.bodies[-1]["n"] == 1
    for question in ("/prompt", f"/prompt {id}", "what did you send?", "show me the prompt"):
        sentence = told(await one.say(question))
        assert f"“{received}”" in sentence and "Google" in sentence and variant.sent["known_as"] in sentence
        assert f"You said: “{WORDS}”" in sentence
    assert len(service.instructions) == 1


async def test_both_of_a_duel_are_told_in_their_own_words_and_both_are_kept(studio: Open) -> None:
    one = await studio(gemini=cheap(), bfl=cheap())
    ids = made(await one.say(f"{WORDS}, try it with two models", "yes", "A"))
    told_to = {name: service.instructions for name, service in one.services.items()}
    assert [len(said) for said in told_to.values()] == [1, 1]
    assert told_to["gemini"] != told_to["bfl"]
    for id in ids:
        sent = one.session.variant(id).sent
        assert sent["prompt"] == told_to[sent["via"]][0] and "her face" in sent["prompt"]
        assert "two models" not in sent["prompt"]


async def test_drafts_and_the_finish_show_what_each_was_told(studio: Open) -> None:
    one = await studio(gemini=cheap(), bfl=cheap())
    drafts = made(await one.say(f"explore first: {WORDS}"))
    (finish,) = made(await one.say(f"finish {drafts[1]}"))
    for id in (*drafts, finish):
        sent = one.session.variant(id).sent
        assert sent["prompt"] in one.services[sent["via"]].instructions
        assert "her face" in sent["prompt"]
    assert one.session.variant(finish).sent["prompt"].startswith("Finish this draft in full quality.")
    assert "explore" not in one.session.variant(drafts[0]).sent["prompt"]


async def test_what_came_to_nothing_is_shown_too(studio: Open) -> None:
    one = await studio(gemini=cheap("refuse"))
    assert made(await one.say(WORDS)) == []
    sentence = told(await one.say("what did you send?"))
    assert "no picture has come of it" in sentence and "Put her on a beach." in sentence
    await one.say("a bit warmer")
    assert "There is no prompt: nothing was sent to anybody" in told(await one.say("what did you send?"))


async def test_of_a_variant_of_the_engine_the_recipe_is_shown(studio: Open) -> None:
    one = await studio(gemini=cheap())
    (painted,) = made(await one.say(WORDS))
    (warmer,) = made(await one.say("a bit warmer"))
    sentence = told(await one.say(f"/prompt {warmer}"))
    assert f"{warmer} was made by Stet's own engine" in sentence and "Its recipe:" in sentence
    assert f"“show me the prompt of {painted}”" in sentence
    assert "is your photo" in told(await one.say("/prompt v0"))


async def test_all_steps_of_a_wish_are_asked_for_at_once_and_paid_for_once(studio: Open) -> None:
    one = await studio(gemini=cheap())
    words = "put her on a beach and add a parrot on her shoulder, keep her face"
    plan = read(words, Scene())
    assert len(plan.steps) == 2
    events = [event async for event in one.conversation.submit(words, reading=plan) if not await one.agreed(event)]
    assert len(made(events)) == 1, told(events)
    (prompt,) = one.services["gemini"].instructions
    assert prompt.startswith("Put her on a beach and add a parrot on her shoulder. Keep her face")
    assert one.ledger.totals().settled == one.services["gemini"].total == pytest.approx(0.01)


async def test_what_must_not_be_there_goes_into_the_field_of_a_model_that_has_one(studio: Open) -> None:
    one = await studio(fal=cheap())
    (id,) = made(await one.say("put her on a beach, no people, with qwen"))
    sent, body = one.session.variant(id).sent, one.services["fal"].bodies[-1]
    assert body["negative_prompt"] == sent["avoid"] == "people" and "people" not in body["prompt"].partition(".")[0]
    assert "not wanted: people" in told(await one.say("/prompt"))


async def test_what_would_be_sent_is_said_and_nothing_is_sent(studio: Open) -> None:
    one = await studio(gemini=cheap())
    sentence = told(await one.say(f"what would you send for: {WORDS}"))
    assert "Nothing was sent" in sentence and "Put her on a beach. Keep her face" in sentence
    flux = told(await one.say(f"/prompt {WORDS}, with flux"))
    assert "FLUX" in flux and "Keep her face identical." in flux
    assert "nothing would be sent" in told(await one.say("/prompt a bit warmer"))
    assert "asks for no edit" in told(await one.say("/prompt undo"))
    assert not one.services["gemini"].instructions and one.session.current == "v0" and not one.asked


async def test_the_standing_rule_of_a_session_is_in_every_prompt(studio: Open) -> None:
    one = await studio(gemini=cheap())
    await one.say("from now on the suit stays orange")
    (id,) = made(await one.say(WORDS))
    assert one.session.variant(id).sent["prompt"].endswith("Always: the suit stays orange.")


async def test_the_prompt_outlives_the_record_that_was_lost(studio: Open, tmp_path: Path) -> None:
    one = await studio(gemini=cheap())
    (id,) = made(await one.say(WORDS))
    sent, folder = one.session.variant(id).sent, one.store.folder
    await one.conversation.close()
    one.store.close()
    for part in folder.glob("stet.db*"):
        part.unlink()
    repair(folder)
    again = Store(folder)
    assert again.last().variant(id).sent == sent
    again.close()


async def test_the_command_shows_the_same_as_one_object(
    studio: Open, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = await studio(gemini=cheap())
    (id,) = made(await one.say(WORDS))
    monkeypatch.setenv("STET_HOME", str(one.store.folder))
    assert run([id, "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["prompt"] == one.services["gemini"].instructions[-1] and body["sent"] and body["variant"] == id
    assert body["settings"] == {"results": 1} and body["words"] == WORDS and body["to"] == "Google"
    assert run([id]) == 0
    assert f"{id}: this was sent to Nano Banana" in capsys.readouterr().out
    assert run(["put her on a beach, keep her face", "--model", "instructpix2pix"]) == 0
    assert "“put her on a beach, keep her face and keep the rest the same”" in capsys.readouterr().out
    assert run(["v0", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sent"] is False
