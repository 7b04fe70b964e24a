"""Two scripted services of different price and quality: a blind duel, and a draft that is finished elsewhere."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable

from PIL import Image, ImageEnhance, ImageOps

from agent.events import ApprovalNeeded, Progress, ReceiptReady, Routed, VariantReady
from agent.taste import counts, record
from backends.catalog import cards
from tests.agent.money.conftest import Studio, made, told
from tests.fakes.hosted import ImageService

Open = Callable[..., Awaitable[Studio]]
WORDS = "put her on a beach"


def cheap() -> ImageService:
    """Quick and rough."""
    return ImageService(price=0.01, paints=lambda picture: picture.reduce(16).resize(picture.size))


def sharper(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Sharpness(picture).enhance(1.5)


def mirrored(picture: Image.Image) -> Image.Image:
    return ImageOps.mirror(picture.convert("L")).convert("RGB")


def dear() -> ImageService:
    return ImageService(price=0.02, paints=sharper)


async def test_a_duel_is_asked_once_seen_without_names_picked_by_one_key_and_counted(studio: Open) -> None:
    one = await studio(gemini=cheap(), bfl=dear())
    events = await one.say(f"{WORDS}, try it with two models", "yes", "B")
    money, pick = one.asked
    assert "Google" in money.question and "Black Forest Labs" in money.question
    shown = [event for event in events if isinstance(event, VariantReady)]
    assert [(event.look, event.model, event.cost_usd) for event in shown] == [("A", "", 0.0), ("B", "", 0.0)]
    assert pick.choices == ("A", "B", "neither") and not _a_title_in(pick.question)
    variants = [one.session.variant(event.id) for event in shown]
    assert variants[0].model != variants[1].model and variants[0].round == variants[1].round
    assert one.session.current == shown[1].id
    sentence = told(events)
    assert "A was" in sentence and "B was" in sentence and "picked 1 of 1" in sentence
    found = {model: (it.edits, it.picked, it.duels, it.won) for (_, model), it in counts(one.session).items()}
    assert found == {variants[0].model: (1, 0, 1, 0), variants[1].model: (1, 1, 1, 1)}
    assert one.ledger.totals().settled == one.services["gemini"].total + one.services["bfl"].total


def _a_title_in(text: str) -> bool:
    return any(one.title in text for one in cards())


async def test_nothing_tells_who_was_who_before_the_pick(studio: Open) -> None:
    one = await studio(gemini=cheap(), bfl=dear())
    costs: list[float] = []

    def neither(_: ApprovalNeeded) -> str:
        costs.extend(variant.cost_usd for variant in one.session.variants() if variant.parent)
        return "neither"

    events = await one.say(f"{WORDS}, try it with two models", "yes", neither)
    kinds = Routed | VariantReady | ReceiptReady | Progress
    before_the_pick = [event for event in events if isinstance(event, kinds)]
    routed = next(event for event in before_the_pick if isinstance(event, Routed))
    assert " and " in routed.model
    for event in before_the_pick[1:]:
        assert not _a_title_in(str(event)) and "gemini" not in str(event) and "bfl" not in str(event)
    assert costs == [0.0, 0.0]
    assert all(one.session.variant(id).cost_usd > 0 for id in made(events))
    assert "Nothing is counted" in told(events)
    assert all(it.duels == 0 for it in counts(one.session).values())


async def test_one_that_fails_takes_nothing_from_the_other(studio: Open) -> None:
    one = await studio(gemini=ImageService("refuse", price=0.01), bfl=dear())
    events = await one.say(f"{WORDS}, try it with two models")
    assert len(made(events)) == 1 and len(one.asked) == 1
    assert "overloaded" in told(events) and "no duel" in told(events)
    assert one.ledger.totals().settled == one.services["bfl"].total
    assert one.ledger.totals().in_flight == 0


async def test_two_takes_of_the_engine_are_no_duel(studio: Open) -> None:
    one = await studio()
    events = await one.say("make it moodier, try it with two models")
    assert made(events) == []
    assert "two takes of one model are no duel" in told(events) and "make two versions" in told(events)


async def test_the_last_edit_can_be_tried_again_with_two_models(studio: Open) -> None:
    one = await studio(gemini=cheap(), bfl=dear())
    await one.say(WORDS)
    events = await one.say("try it with two models", "yes", "A")
    assert len(made(events)) == 2


async def test_drafts_are_cheap_and_only_the_picked_one_is_finished(studio: Open) -> None:
    one = await studio(gemini=cheap(), bfl=cheap())
    events = await one.say(f"explore first: {WORDS}")
    drafts = made(events)
    assert len(drafts) == 3
    for service in one.services.values():
        service.paints = sharper
    assert f"finish {drafts[0]}" in told(events)
    drafted_by = one.session.variant(drafts[0]).model
    spent = one.ledger.totals().settled
    sent_before = {name: len(service.pictures) for name, service in one.services.items()}
    events = await one.say(f"finish {drafts[1]}")
    (finish,) = made(events)
    variant = one.session.variant(finish)
    assert variant.parent == drafts[1] and variant.model != drafted_by
    (finisher,) = [name for name, service in one.services.items() if len(service.pictures) > sent_before[name]]
    assert len(one.services[finisher].pictures) - sent_before[finisher] == 1
    with Image.open(io.BytesIO(one.services[finisher].pictures[-1])) as sent:
        assert sent.size == (512, 512)
        draft = Image.open(one.session.variant(drafts[1]).proxy).convert("RGB")
        # It is the draft that was sent, and not the photo.
        assert _distance(sent, draft) < 2 < _distance(Image.open(one.session.source.path), draft)
    assert "Finish this draft" in one.services[finisher].instructions[-1]
    assert one.ledger.totals().settled > spent
    (receipt,) = [event for event in events if isinstance(event, ReceiptReady)]
    held = {check.name: check.holds for check in receipt.checks}
    assert held == {"layout of the draft": True, "palette of the draft": True}


def _distance(one: Image.Image, other: Image.Image) -> float:
    import numpy as np

    first, second = (np.asarray(picture.convert("RGB"), float) for picture in (one, other))
    return float(np.abs(first - second).mean())


async def test_a_finish_that_is_another_picture_fails_its_receipt(studio: Open) -> None:
    one = await studio(gemini=cheap(), bfl=cheap())
    await one.say(f"explore first: {WORDS}")
    for service in one.services.values():
        service.paints = mirrored
    events = await one.say("finish the first one")
    (receipt,) = [event for event in events if isinstance(event, ReceiptReady)]
    assert [check.holds for check in receipt.checks] == [False, False]
    assert "weak" in receipt.line


async def test_engine_drafts_have_nothing_better_where_only_the_engine_is(studio: Open) -> None:
    one = await studio()
    events = await one.say("make it moodier, explore first")
    assert len(made(events)) == 3 and "Nothing that is set up would finish them better" in told(events)
    assert "complete as it is" in told(await one.say("finish v2"))


async def test_picks_change_the_reasons_of_a_route(studio: Open) -> None:
    one = await studio(fal=cheap())
    for _ in range(3):
        (id,) = made(await one.say(WORDS))
        await one.say(f"use {id}")
        one.session.star(id)
        await one.say("use v0")
    events = await one.say(WORDS, "no")
    (routed,) = [event for event in events if isinstance(event, Routed)]
    assert any("for your backgrounds edits: picked 3 of 3" in reason for reason in routed.reasons), routed.reasons
    assert any(tally.picked == 3 for tally in record(one.session).values())
