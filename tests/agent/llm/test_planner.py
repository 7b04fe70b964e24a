"""A language model plans: its calls run as the same acts as any other, or go back to it in one line."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from agent.events import ApprovalNeeded, Cancelled, JobStarted, Moved, ReceiptReady, VariantReady, Writing
from agent.llm.briefing import system
from agent.llm.endpoint import Wire
from backends.catalog import engine_card
from backends.engine.looks.adjust import ADJUSTMENTS
from tests.agent.llm.talking import Says, Talk, model, results, talk, words
from tests.fakes.darkroom import ScriptedDarkroom
from tests.fakes.llm_server import LlmServer, Play, call_chunk, error, finish_chunk, sse, text_chunk

ROOT = Path(__file__).parents[3]
Begin = Callable[..., Awaitable[Talk]]
WARM = ("vary", {"variant": "v0", "adjust": {"warmth": 1.0}})


@pytest.fixture
async def begin(tmp_path: Path) -> AsyncIterator[Begin]:
    begun: list[Talk] = []

    async def start(server: LlmServer, **more: Any) -> Talk:
        begun.append(await talk(tmp_path, server, **more))
        return begun[-1]

    yield start
    for one in begun:
        await one.close()


@pytest.mark.parametrize("wire", ["chat", "responses"])
async def test_a_call_makes_a_variant_and_its_receipt_goes_back(begin: Begin, wire: Wire) -> None:
    async with model(Says(calls=[WARM]), Says("Here is v1, warmer.")) as server:
        one = await begin(server, wire=wire)
        events = await one.say("it feels cold, could you fix that")
    assert [event.id for event in events if isinstance(event, VariantReady)] == ["v1"]
    assert any(isinstance(event, ReceiptReady) for event in events)
    assert one.darkroom.jobs[0].adjust == {"warmth": 1.0}
    (told,) = results(server.asked[1])
    assert "made v1 from v0" in told and "receipt of v1" in told and "not checked" in told
    assert words(events).endswith("Here is v1, warmer.")


async def test_nothing_is_sent_before_a_yes_and_a_no_holds(begin: Begin) -> None:
    async with model(Says("never")) as server:
        one = await begin(server)
        one.keys = ["no"]
        await one.say("moodier")
        await one.say("a bit warmer")
    assert not server.asked and len(one.asked) == 1 and one.ids == ["v0", "v1", "v2"]


async def test_navigation_is_answered_without_the_model(begin: Begin) -> None:
    async with model(Says(calls=[WARM]), Says("Done.")) as server:
        one = await begin(server)
        await one.say("make this cosy please")
        sent = len(server.asked)
        events = await one.say("undo")
        assert len(server.asked) == sent
    assert [event.current for event in events if isinstance(event, Moved)] == ["v0"]


async def test_a_server_that_is_away_is_said_and_the_rules_read(begin: Begin) -> None:
    async with model(error(401, "bad key")) as server:
        one = await begin(server)
        events = await one.say("make it moodier")
    assert one.ids == ["v0", "v1"] and "without a language model this time" in words(events)


BAD_CALLS: dict[str, tuple[tuple[str, Any], str]] = {
    "no JSON": (("vary", '{"variant": v0}'), "not JSON"),
    "wrong type": (("vary", {"variant": "v0", "look": "noir", "count": "three"}), "count: Input should be a valid int"),
    "extra field": (("vary", {"variant": "v0", "look": "noir", "colour": "red"}), "colour: Extra inputs"),
    "hidden field": (("export", {"variants": ["v0"], "to": "/etc"}), "extra fields are forbidden: to"),
    "unknown tool": (("delete_all", {}), "no such tool; available: compare, export, generate, go, look, vary"),
    "unknown variant": (("vary", {"variant": "v99", "look": "noir"}), "no variant 'v99'; there are v0"),
    "path for a variant": (("vary", {"variant": "../../etc/passwd", "look": "noir"}), "variant: String should match"),
    "path in a list": (("look", {"variants": ["../../etc/passwd"]}), "no variant '../../etc/passwd'"),
    "path in values": (
        ("vary", {"variant": "v0", "operation": "match", "values": {"path": "/etc/passwd"}}),
        "files can only be named by the person",
    ),
    "count 0": (("vary", {"variant": "v0", "look": "noir", "count": 0}), "count: Input should be greater"),
    "count -1": (("vary", {"variant": "v0", "look": "noir", "count": -1}), "count: Input should be greater"),
    "count 1e9": (("vary", {"variant": "v0", "look": "noir", "count": 1000000000}), "count: Input should be less"),
    "count NaN": (("vary", '{"variant": "v0", "look": "noir", "count": NaN}'), "no JSON number"),
    "nothing to do": (("vary", {"variant": "v0"}), "name a look"),
    "unknown adjustment": (("vary", {"variant": "v0", "look": "noir", "values": {"a": 1}}), "belong to an operation"),
}


@pytest.mark.parametrize("wire", ["chat", "responses"])
@pytest.mark.parametrize("bad", list(BAD_CALLS))
async def test_a_bad_call_goes_back_in_one_line_and_nothing_runs(begin: Begin, bad: str, wire: Wire) -> None:
    call, line = BAD_CALLS[bad]
    async with model(Says(calls=[call]), Says("Sorry.")) as server:
        one = await begin(server, wire=wire)
        await one.say("do something nice")
    (told,) = results(server.asked[1])
    assert line in told and "\n" not in told and len(told) <= 400
    assert one.ids == ["v0"] and not one.darkroom.jobs and not one.darkroom.exports


async def test_three_bad_calls_in_a_row_stop_the_turn(begin: Begin) -> None:
    async with model(Says(calls=[("nothing", {})])) as server:
        one = await begin(server)
        events = await one.say("do something nice")
    assert len(server.asked) == 3 and "three calls in a row" in words(events)


async def test_forty_calls_are_eight(begin: Begin) -> None:
    calls = [("vary", {"variant": "v0", "adjust": {"warmth": 1 + at / 100}}) for at in range(40)]
    async with model(Says(calls=calls), Says("Enough.")) as server:
        one = await begin(server)
        await one.say("forty of them")
    told = results(server.asked[1])
    assert len(one.darkroom.jobs) == 8 and len(told) == 40
    assert all("too many calls" in text for text in told[8:])


async def test_the_same_call_three_times_stops(begin: Begin) -> None:
    async with model(Says(calls=[WARM])) as server:
        one = await begin(server)
        events = await one.say("something cosy")
    assert len(one.darkroom.jobs) == 2 and "same thing three times" in words(events)


async def test_an_endless_loop_stops_at_twelve_requests(begin: Begin) -> None:
    calls = [Says(calls=[("vary", {"variant": "v0", "adjust": {"warmth": at / 20}})]) for at in range(1, 30)]
    async with model(*calls) as server:
        one = await begin(server)
        events = await one.say("something cosy")
    assert len(server.asked) == 12 and "after 12 requests. It made v1" in words(events)


@pytest.mark.parametrize("wire", ["chat", "responses"])
async def test_an_answer_cut_inside_a_call_is_asked_once_more_with_more_room(begin: Begin, wire: Wire) -> None:
    cut = Says(calls=[("vary", '{"variant": "v0", "adj')], finish="length")
    async with model(cut, Says(calls=[WARM]), Says("Done.")) as server:
        one = await begin(server, wire=wire)
        await one.say("something cosy")
    rooms = [asked.body.get("max_tokens") or asked.body.get("max_output_tokens") for asked in server.asked[:2]]
    assert rooms[0] is not None and rooms[1] == 4 * rooms[0] and len(one.darkroom.jobs) == 1


async def test_an_empty_answer_is_nudged_once(begin: Begin) -> None:
    async with model(Says()) as server:
        one = await begin(server)
        events = await one.say("something cosy")
    assert len(server.asked) == 2 and "returned nothing" in words(events)


@pytest.mark.parametrize("wire", ["chat", "responses"])
async def test_a_refusal_is_shown_and_not_tried_again(begin: Begin, wire: Wire) -> None:
    async with model(Says(refusal="I cannot help with that.")) as server:
        one = await begin(server, wire=wire)
        events = await one.say("something cosy")
    assert len(server.asked) == 1 and "will not do that: I cannot help" in words(events)


async def test_a_filtered_answer_is_shown_and_not_tried_again(begin: Begin) -> None:
    async with model(Says(finish="content_filter")) as server:
        one = await begin(server)
        events = await one.say("something cosy")
    assert len(server.asked) == 1 and "filter" in words(events)


async def test_escapes_in_an_answer_are_taken_out(begin: Begin) -> None:
    async with model(Says("\x1b]0;title\x07\x1b[31mred\u202e and [bold]plain[/]")) as server:
        one = await begin(server)
        events = await one.say("what do you think")
    assert "red and [bold]plain[/]" in words(events) and "\x1b" not in words(events)


async def test_a_claim_without_a_result_is_contradicted(begin: Begin) -> None:
    async with model(Says("Done, I made v7!")) as server:
        one = await begin(server)
        events = await one.say("make it warmer")
    assert words(events).endswith("Nothing was changed.") and one.ids == ["v0"]


async def test_what_does_not_fit_the_context_is_compacted_once(begin: Begin) -> None:
    long = error(400, "This model's maximum context length is 4096 tokens", code="context_length_exceeded")
    answers = [Says(calls=[WARM]), Says("One."), Says("Two."), long, Says("Three.")]
    async with model(*answers) as server:
        one = await begin(server)
        await one.say("something cosy")
        await one.say("what do you think")
        events = await one.say("and now")
    assert "Three." in words(events)
    assert len(server.asked[-1].raw) < len(server.asked[-2].raw)


async def test_the_prompt_and_the_tools_are_small_and_the_same_each_time(begin: Begin) -> None:
    async with model(Says("One."), Says("Two.")) as server:
        one = await begin(server)
        await one.say("what do you think")
        await one.say("and now")
    first, second = (asked.body for asked in server.asked)
    assert first["tools"] == second["tools"] and first["messages"][0] == second["messages"][0]
    # About 3.6 letters a token.
    assert len(first["messages"][0]["content"]) / 3.6 <= 900
    assert len(json.dumps([tool["function"] for tool in first["tools"]], separators=(",", ":"))) / 3.6 <= 1200


def test_the_prompt_names_what_there_is() -> None:
    """A look, adjustment or operation that the prompt names and the engine lacks would be a call that fails."""
    text = " ".join(system().split())
    looks = text.partition("Looks: ")[2].partition(". Operations")[0].split()
    adjustments = text.partition("adjust: ")[2].partition(". Looks")[0].split()
    operations = re.findall(r"(\w+) \{", text.partition("Operations with values: ")[2].partition("`region`")[0])
    assert sorted(looks) == sorted(path.stem for path in (ROOT / "prompts" / "looks").glob("*.toml"))
    assert set(adjustments) == set(ADJUSTMENTS)
    assert len(operations) > 12 and set(operations) <= set(engine_card().operations)


async def test_at_most_two_pictures_go_out_and_old_ones_become_words(begin: Begin) -> None:
    def count(body: dict[str, Any]) -> int:
        return str(body).count("data:image/jpeg")

    async with model(Says(calls=[WARM]), Says("One."), Says("Two.")) as server:
        one = await begin(server)
        await one.say("something cosy")
        await one.say("what do you think")
    assert [count(asked.body) for asked in server.asked] == [1, 1, 2]
    assert "coffee" not in str([asked.body["messages"][1:] for asked in server.asked])


async def test_a_model_that_cannot_see_gets_numbers(begin: Begin) -> None:
    blind = error(400, "image input is not supported by this model")
    async with model(blind, Says(calls=[("look", {"variants": ["v0"]})]), Says("Dark.")) as server:
        one = await begin(server)
        await one.say("what do you think")
    assert "data:image" not in str(server.asked[1].body) and "mean brightness" in str(server.asked[1].body)
    assert "you cannot see it" in results(server.asked[2])[0]


async def test_a_weak_receipt_can_be_corrected(begin: Begin) -> None:
    again = ("vary", {"variant": "v0", "adjust": {"warmth": 1.6}})
    async with model(Says(calls=[WARM]), Says(calls=[again]), Says("v2 is warmer.")) as server:
        one = await begin(server, darkroom=ScriptedDarkroom(holds=False))
        await one.say("something cosy")
    assert "weak" in results(server.asked[1])[0] and one.ids == ["v0", "v1", "v2"]


async def test_a_stop_takes_effect_within_200_ms_and_the_server_hears_of_it(begin: Begin) -> None:
    hangs = Play((sse(text_chunk("I am thinking")),), then="hang")
    async with model(Says("Hello."), hangs) as server:
        one = await begin(server)
        await one.say("what do you think")
        clock = asyncio.get_running_loop().time
        begun = ended = 0.0
        async for event in one.conversation.submit("and now, what should I do"):
            if isinstance(event, Writing):
                begun = clock()
                await one.conversation.cancel()
            elif isinstance(event, Cancelled):
                ended = clock()
        assert 0 < ended - begun < 0.2
        await asyncio.wait_for(server.closed.wait(), 2)
        server.answers[:] = [Says("Still here.").play]
        assert "Still here." in words(await one.say("are you there"))


@pytest.mark.parametrize("ids", [("0", "0"), ("", ""), ("x", "x")])
async def test_calls_that_share_an_id_get_a_result_each(begin: Begin, ids: tuple[str, str]) -> None:
    first = call_chunk("vary", '{"variant": "v0", "look": "noir"}', ids[0], 0)
    second = call_chunk("vary", '{"variant": "v9", "look": "noir"}', ids[1], 1)
    cut = call_chunk("vary", '{"variant": "v0", "lo', ids[1], 2)
    async with model(Play((sse(first, second, cut, finish_chunk("tool_calls")),)), Says("Done.")) as server:
        one = await begin(server)
        events = await one.say("something nice")
    told = results(server.asked[1])
    assert len(told) == 3 and "made v1" in told[0] and "no variant 'v9'" in told[1] and "not executed" in told[2]
    assert words(events).endswith("Done.")


async def test_a_turn_that_was_stopped_in_the_middle_of_an_edit_leaves_a_whole_history(begin: Begin) -> None:
    async with model(Says(calls=[WARM]), Says("Still here.")) as server:
        one = await begin(server, darkroom=ScriptedDarkroom(waits=True))
        async for event in one.conversation.submit("something cosy"):
            if isinstance(event, ApprovalNeeded):
                await one.conversation.answer(event.id, "yes")
            elif isinstance(event, JobStarted):
                await one.conversation.cancel()
        assert one.darkroom.stopped
        assert "Still here." in words(await one.say("are you there"))
    assert "[stopped]" in str(server.asked[1].body)


async def test_a_model_that_dies_after_an_edit_leaves_the_edit(begin: Begin) -> None:
    async with model(Says(calls=[WARM]), error(401, "bad key")) as server:
        one = await begin(server)
        events = await one.say("make it cosy")
    assert one.ids == ["v0", "v1"] and "without a language model" not in words(events)
    assert "key" in words(events)


async def test_what_the_person_wants_kept_is_kept_though_the_model_forgot(begin: Begin) -> None:
    async with model(Says(calls=[WARM]), Says("Done.")) as server:
        one = await begin(server)
        await one.say("warmer but don't touch the sky")
        assert len(server.asked) == 2
    assert [lock.label for lock in one.darkroom.jobs[0].locks] == ["the sky"]
