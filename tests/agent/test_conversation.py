"""Words go in, events come out, and the tree holds what was shown, whatever goes wrong on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from agent.conversation import Conversation
from agent.events import (
    ApprovalNeeded,
    Cancelled,
    Compared,
    Done,
    Event,
    Exported,
    Failed,
    JobStarted,
    Moved,
    Planned,
    ReceiptReady,
    Routed,
    Said,
    VariantReady,
)
from agent.opening import open_photo
from agent.session.places import workplace
from agent.session.store import Store
from agent.turn import Delivery
from backends.catalog import Access, ModelCard, Price, engine_card
from tests.fakes.darkroom import ScriptedDarkroom
from tests.photos import write_photo

E = TypeVar("E")


class Opener:
    """Opens conversations on one photo in one data folder."""

    def __init__(self, folder: Path) -> None:
        self.photo = folder / "coffee.jpg"
        write_photo(self.photo)
        self.store = Store(folder / "home")

    async def __call__(
        self, darkroom: ScriptedDarkroom | None = None, delivery: Delivery | None = None
    ) -> Conversation:
        proxy = workplace() / "proxy.jpg"
        room = darkroom or ScriptedDarkroom()
        conversation, _ = await open_photo(self.photo, proxy, self.store, room, delivery=delivery)
        return conversation


@pytest.fixture
async def opener(tmp_path: Path) -> AsyncIterator[Opener]:
    opener = Opener(tmp_path)
    yield opener
    opener.store.close()


async def turn(conversation: Conversation, words: str) -> list[Event]:
    return [event async for event in conversation.submit(words)]


def only(events: list[Event], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


async def test_the_first_loop_ends_in_the_right_tree(opener: Opener, tmp_path: Path) -> None:
    conversation = await opener()
    session = conversation.session
    events = await turn(conversation, "make three moodier versions")
    assert [type(event) for event in events if not isinstance(event, Said)][:3] == [Planned, Routed, JobStarted]
    ready = only(events, VariantReady)
    assert [(one.id, one.parent, one.ordinal) for one in ready] == [("v1", "v0", 1), ("v2", "v0", 2), ("v3", "v0", 3)]
    assert all(one.path.is_file() for one in ready)
    assert session.current == "v1"

    (child,) = only(await turn(conversation, "the second one, but warmer"), VariantReady)
    assert (child.id, child.parent) == ("v4", "v2")
    recipe = session.variant("v4").recipe["steps"]
    assert [step["adjust"] for step in recipe] == [{}, {"warmth": 1.0}]
    assert session.current == "v4"

    (compared,) = only(await turn(conversation, "compare"), Compared)
    assert (compared.before, compared.after) == ("v2", "v4")
    assert compared.heat_map.is_file()

    assert only(await turn(conversation, "undo"), Moved) == [Moved("v2")]
    assert only(await turn(conversation, "redo"), Moved) == [Moved("v4")]
    (written,) = only(await turn(conversation, f"export it to {tmp_path}/out as png"), Exported)
    assert written.path.parent == tmp_path / "out"
    assert written.path.suffix == ".png"
    assert [message.text for message in session.messages() if message.who == "you"][:2] == [
        "make three moodier versions",
        "the second one, but warmer",
    ]


async def test_every_variant_comes_with_a_receipt_that_says_what_was_not_checked(opener: Opener) -> None:
    events = await turn(await opener(), "moodier")
    (receipt,) = only(events, ReceiptReady)
    assert receipt.id == "v1"
    assert receipt.not_checked
    assert receipt.checks


async def test_fewer_variants_than_asked_are_admitted(opener: Opener) -> None:
    events = await turn(await opener(ScriptedDarkroom(yields=2)), "make five noir versions")
    assert any("2 of 5" in said.text for said in only(events, Said))
    assert only(events, Done)[0].exit_code == 1


async def test_a_check_that_does_not_hold_is_called_weak(opener: Opener) -> None:
    events = await turn(await opener(ScriptedDarkroom(holds=False)), "moodier")
    assert "weak" in only(events, ReceiptReady)[0].line
    assert only(events, Done)[0].exit_code == 1


async def test_what_was_made_before_a_failure_stays(opener: Opener) -> None:
    conversation = await opener(ScriptedDarkroom(fails_after=2))
    events = await turn(conversation, "make three moodier versions")
    (failed,) = only(events, Failed)
    assert "nothing was charged" in failed.message
    assert [variant.id for variant in conversation.session.variants()] == ["v0", "v1", "v2"]
    assert only(events, Done)[0] == Done(("v1", "v2"), "v0", 4, only(events, Done)[0].seconds)


async def test_cancel_stops_the_work_at_once_and_the_next_turn_runs(opener: Opener) -> None:
    darkroom = ScriptedDarkroom(waits=True)
    conversation = await opener(darkroom)
    running = asyncio.create_task(turn(conversation, "moodier"))
    await asyncio.wait_for(darkroom.started.wait(), 5)
    await conversation.cancel()
    events = await asyncio.wait_for(running, 0.2)
    assert only(events, Cancelled)
    assert darkroom.stopped
    darkroom.waits = False
    assert only(await turn(conversation, "moodier"), VariantReady)


async def test_words_sent_during_a_turn_wait_for_it(opener: Opener) -> None:
    conversation = await opener()
    first, second = await asyncio.gather(turn(conversation, "moodier"), turn(conversation, "undo"))
    assert only(first, VariantReady)
    assert only(second, Moved) == [Moved("v0")]


@pytest.mark.parametrize(
    "words",
    ["put her on a beach", "add a spoon", "fix the typo on the cup", "a 5 second push-in for reels"],
)
async def test_what_needs_generation_is_refused_with_what_would_do_it(opener: Opener, words: str) -> None:
    conversation = await opener()
    events = await turn(conversation, words)
    (failed,) = only(events, Failed)
    assert (failed.kind, failed.exit_code) == ("NotPossible", 3)
    assert len(conversation.session.variants()) == 1


async def test_what_must_stay_is_locked_for_that_edit_alone(opener: Opener) -> None:
    darkroom = ScriptedDarkroom()
    conversation = await opener(darkroom)
    await turn(conversation, "moodier but don't touch the sky")
    await turn(conversation, "darken the sky")
    assert [[lock.label for lock in job.locks] for job in darkroom.jobs] == [["the sky"], []]
    assert [job.region for job in darkroom.jobs] == ["", "the sky"]
    assert darkroom.jobs[0].shown == str(conversation.session.variant("v0").proxy)
    assert conversation.session.locks() == ()


async def test_a_crop_takes_what_is_locked_along(opener: Opener) -> None:
    darkroom = ScriptedDarkroom()
    await turn(await opener(darkroom), "crop to 4:5 but don't touch the sky")
    assert [lock.label for lock in darkroom.jobs[0].locks] == ["the sky"]


@pytest.mark.parametrize("choice", ["yes", "no"])
async def test_a_region_that_is_not_sure_is_shown_and_asked_about(opener: Opener, choice: str) -> None:
    darkroom = ScriptedDarkroom()
    darkroom.confidence = 0.6
    conversation = await opener(darkroom)
    events: list[Event] = []
    async for event in conversation.submit("darken the sky"):
        events.append(event)
        if isinstance(event, ApprovalNeeded):
            assert event.picture is not None and event.picture.is_file() and "0.60" in event.question
            assert not darkroom.jobs
            await conversation.answer(event.id, choice)
    assert len(darkroom.jobs) == (1 if choice == "yes" else 0)
    assert bool(only(events, Failed)) == (choice == "no")


async def test_an_operation_is_one_job_between_the_edits_around_it(opener: Opener) -> None:
    darkroom = ScriptedDarkroom()
    conversation = await opener(darkroom)
    await turn(conversation, "warmer, crop to 4:5 and then a bit brighter")
    assert [(job.operation, dict(job.adjust)) for job in darkroom.jobs] == [
        ("", {"warmth": 1.0}),
        ("crop", {}),
        ("", {"exposure": 0.5}),
    ]
    assert darkroom.jobs[1].values == {"ratio": "4:5"}


async def test_three_versions_of_a_crop_are_one_crop_in_three_looks(opener: Opener) -> None:
    darkroom = ScriptedDarkroom()
    ready = only(await turn(await opener(darkroom), "make three moodier versions and crop them to 4:5"), VariantReady)
    assert [(job.operation, job.look, job.count) for job in darkroom.jobs] == [("crop", "", 1), ("", "moodier", 3)]
    assert [one.parent for one in ready] == ["v0", "v1", "v1", "v1"]


async def test_variants_are_exported_side_by_side_in_one_file(opener: Opener, tmp_path: Path) -> None:
    conversation = await opener()
    await turn(conversation, "make two moodier versions")
    (exported,) = only(await turn(conversation, f"export v0 and v2 side by side to {tmp_path}/pair.png"), Exported)
    assert exported.path == tmp_path / "pair.png" and exported.notices == ("Before", "After")
    (exported,) = only(await turn(conversation, f"export a contact sheet to {tmp_path}/all.jpg"), Exported)
    assert exported.path.is_file() and [label[:2] for label in exported.notices] == ["v1", "v2"]


async def test_another_variant_can_be_the_example(opener: Opener) -> None:
    darkroom = ScriptedDarkroom()
    conversation = await opener(darkroom)
    await turn(conversation, "moodier")
    await turn(conversation, "match the colours of v0")
    assert darkroom.jobs[-1].operation == "match"
    assert darkroom.jobs[-1].values == {"path": str(conversation.session.variant("v0").proxy), "name": "v0"}


async def test_what_is_not_understood_is_answered_with_three_things_it_can_do(opener: Opener) -> None:
    conversation = await opener()
    events = await turn(conversation, "flurb the wug")
    assert only(events, Said)[0].text.count("“") >= 3
    assert only(events, Done)[0].exit_code == 2
    assert len(conversation.session.variants()) == 1


async def test_a_variant_that_does_not_exist_is_not_guessed(opener: Opener) -> None:
    (failed,) = only(await turn(await opener(), "v99 but warmer"), Failed)
    assert "v99" in failed.message


async def test_words_that_wait_stay_with_the_variant_that_the_person_saw(opener: Opener) -> None:
    conversation = await opener()
    first = asyncio.create_task(turn(conversation, "make two moodier versions"))
    await asyncio.sleep(0)
    waiting = [event async for event in conversation.submit("a bit warmer", about="v0")]
    await first
    (ready,) = only(waiting, VariantReady)
    assert (ready.id, ready.parent) == ("v3", "v0")
    (planned,) = only(waiting, Planned)
    assert "of v0" in planned.reading
    assert [message.about for message in conversation.session.messages() if message.text == "a bit warmer"] == ["v0"]


async def test_another_one_starts_from_the_same_parent_and_again_goes_on(opener: Opener) -> None:
    conversation = await opener()
    await turn(conversation, "make it moodier")
    (another,) = only(await turn(conversation, "another one"), VariantReady)
    assert (another.parent, another.look.partition(":")[0]) == ("v0", "moodier")
    await turn(conversation, "a bit warmer")
    (again,) = only(await turn(conversation, "again"), VariantReady)
    assert again.parent == "v3"


async def test_a_question_about_models_starts_nothing(opener: Opener) -> None:
    darkroom = ScriptedDarkroom()
    events = await turn(await opener(darkroom), "which model should I use for product photos?")
    assert only(events, Said)
    assert not darkroom.jobs


async def test_one_in_each_look_are_siblings_of_one_round(opener: Opener) -> None:
    conversation = await opener()
    ready = only(await turn(conversation, "one in black and white and one vintage"), VariantReady)
    assert [(one.parent, one.ordinal) for one in ready] == [("v0", 1), ("v0", 2)]
    assert list(conversation.session.shown()) == ["v1", "v2"]


@pytest.fixture
def paid(monkeypatch: pytest.MonkeyPatch) -> ModelCard:
    """A hosted model that can do what the engine can, at a price, with a scripted backend."""
    hosted = Access(
        via="openrouter",
        model="paid",
        prices=(Price(usd=0.04),),
        as_of=date(2026, 11, 1),
        source="made up for this test",
    )
    card = engine_card().model_copy(
        update={"id": "paid", "title": "Paid", "kind": "image", "maker": "Paid", "routes": (hosted,)}
    )
    monkeypatch.setattr("agent.acts.deciding.cards", lambda: (card,))
    return card


@pytest.mark.parametrize(("choice", "made"), [("yes", 1), ("no", 0)])
async def test_nothing_paid_runs_without_a_yes(opener: Opener, paid: ModelCard, choice: str, made: int) -> None:
    darkroom = ScriptedDarkroom(cost=0.04)
    opened = await opener(darkroom)
    conversation = Conversation(opened.session, darkroom, {"openrouter": darkroom})
    events: list[Event] = []
    async for event in conversation.submit("moodier"):
        events.append(event)
        if isinstance(event, ApprovalNeeded):
            assert not darkroom.jobs
            assert "$0.04" in event.question
            assert "OpenRouter, which passes it to Paid" in event.question
            await conversation.answer("another question", "yes")
            await conversation.answer(event.id, choice)
    assert len(only(events, VariantReady)) == len(darkroom.jobs) == made


async def test_a_one_shot_announces_the_file_and_not_the_proxy(opener: Opener, tmp_path: Path) -> None:
    conversation = await opener(delivery=Delivery(tmp_path / "out"))
    ready = only(await turn(conversation, "make two moodier versions"), VariantReady)
    assert [one.path.parent for one in ready] == [tmp_path / "out"] * 2
    assert [(one.width, one.height) for one in ready] == [(600, 400)] * 2
