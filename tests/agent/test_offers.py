"""An unsure reading is done on a yes, a vague wish is offered three free edits, and what is beyond is told at once."""

from __future__ import annotations

import pytest

from agent.acts.answer import unread
from agent.acts.offering import THREE
from agent.conversation import Conversation
from agent.events import ApprovalNeeded, Event, Failed, Said, VariantReady
from agent.plan import Decision, Intent, Plan, Scene
from agent.rules.planner import read
from backends.types import Task


async def said(conversation: Conversation, words: str, answer: str) -> list[Event]:
    events: list[Event] = []
    async for event in conversation.submit(words):
        events.append(event)
        if isinstance(event, ApprovalNeeded):
            await conversation.answer(event.id, answer)
    return events


def made(events: list[Event]) -> list[str]:
    return [event.id for event in events if isinstance(event, VariantReady)]


@pytest.mark.parametrize("words", THREE)
def test_each_of_the_three_is_read_for_sure_and_costs_nothing(words: str) -> None:
    plan = read(words, Scene())
    assert (plan.intent, plan.decision) == (Intent.EDIT, Decision.ACT)
    assert not any(step.generates for step in plan.steps)


async def test_a_vague_wish_is_one_key_away_from_a_picture_and_keeps_what_it_said(conversation: Conversation) -> None:
    events = await said(conversation, "make it pop but keep the sky", THREE[1])
    (asked,) = [event for event in events if isinstance(event, ApprovalNeeded)]
    assert asked.choices[:-1] == THREE and asked.says[1].endswith("but keep the sky")
    assert not asked.cost_usd and not asked.leaves_machine
    (id,) = made(events)
    assert conversation.session.variant(id).words == asked.says[1]


async def test_nothing_is_done_where_nothing_is_chosen(conversation: Conversation) -> None:
    events = await said(conversation, "make it pop", "nothing")
    assert not made(events) and [event.text for event in events if isinstance(event, Said)] == ["Nothing was done."]


@pytest.mark.parametrize(("answer", "count"), [("yes", 1), ("no", 0)])
async def test_a_reading_that_is_not_sure_is_done_on_a_yes(conversation: Conversation, answer: str, count: int) -> None:
    words = "denoise it, after that pull the shadows up"
    assert read(words, Scene()).decision is Decision.OFFER
    events = await said(conversation, words, answer)
    assert len([event for event in events if isinstance(event, ApprovalNeeded)]) == 1
    assert len(conversation.session.variants()) == 1 + 2 * count


@pytest.mark.parametrize("words", ["turn her dress emerald green", "she looks tired", "my jersey should be maroon"])
async def test_what_no_yes_could_do_is_told_at_once_with_who_can(conversation: Conversation, words: str) -> None:
    events = await said(conversation, words, "yes")
    assert not [event for event in events if isinstance(event, ApprovalNeeded)]
    (failed,) = [event for event in events if isinstance(event, Failed)]
    assert "nothing was charged" in str(failed.message) and "can do it" in str(failed.message)


def test_the_words_that_were_not_understood_are_told_without_marks_and_not_when_they_are_nearly_all() -> None:
    assert unread(Plan("", Intent.EDIT, unread=(",", "lamps", "."))) == " (not “lamps”)"
    assert unread(Plan("", Intent.UNKNOWN, unread=tuple("abcdef"))) == ""


async def test_a_mood_that_no_dial_has_is_offered_as_edits_that_can_be_done(conversation: Conversation) -> None:
    events = await said(conversation, "make it more cosy somehow", THREE[0])
    (asked,) = [event for event in events if isinstance(event, ApprovalNeeded)]
    assert asked.choices[:-1] == THREE
    assert made(events) and not [event for event in events if isinstance(event, Failed)]


async def test_of_a_wish_of_which_one_half_is_open_the_other_is_offered_alone(conversation: Conversation) -> None:
    events = await said(conversation, "crop it square and make it more cosy", "yes")
    (asked,) = [event for event in events if isinstance(event, ApprovalNeeded)]
    assert "“make it more cosy”" in asked.question and "crop: 1:1" in asked.question
    assert [one.task for one in events if isinstance(one, VariantReady)] == [Task.CROP]
