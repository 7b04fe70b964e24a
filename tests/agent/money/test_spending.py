"""What costs money or leaves this computer is asked, reserved, settled and kept, whatever the service does."""

from __future__ import annotations

import asyncio
import io
import re
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agent.events import Failed, ReceiptReady, Routed
from agent.ledger import State
from backends.engine.files.decode import decode_full
from tests.agent.money.conftest import Studio, made, told
from tests.fakes.hosted import ImageService
from tests.photos import sample

Open = Callable[..., Awaitable[Studio]]
WORDS = "put her on a beach"


async def test_a_yes_sends_pays_and_keeps_one_variant(studio: Open) -> None:
    one = await studio(fal=ImageService())
    events = await one.say(WORDS)
    (asked,) = one.asked
    assert made(events) == ["v1"]
    assert "fal.ai, which passes it to" in asked.question and "512 x 512" in asked.question
    assert "EXIF, GPS, IPTC and XMP" in asked.question and "of your $5.00 for this session are left" in asked.question
    assert asked.worst_usd > 0 and asked.leaves_machine
    (charge,) = one.ledger.charges()
    assert (charge.state, charge.usd, charge.job) == (State.SETTLED, 0.013, f"job-{charge.id}")
    assert one.services["fal"].total == one.ledger.totals().settled == 0.013
    variant = one.session.variant("v1")
    assert (variant.cost_usd, variant.depth) == (0.013, 1)
    # Nobody has a permission beyond the job.
    assert one.gate._permissions == []


async def test_a_no_sends_and_reserves_nothing(studio: Open) -> None:
    one = await studio(fal=ImageService())
    events = await one.say(WORDS, "no")
    assert made(events) == [] and one.services["fal"].asked == [] and one.ledger.charges() == ()
    assert "nothing was charged" in told(events)


async def test_what_arrives_has_nothing_but_its_pixels(studio: Open) -> None:
    one = await studio(fal=ImageService())
    await one.say(WORDS)
    (sent,) = one.services["fal"].pictures
    assert b"CANARY" not in sent and b"Exif" not in sent and b"GPS" not in sent
    with Image.open(io.BytesIO(sent)) as picture:
        assert picture.size == (512, 512) and not picture.getexif() and "comment" not in picture.info


async def test_a_refusal_of_the_service_is_released_and_can_be_said_again(studio: Open) -> None:
    one = await studio(fal=ImageService("refuse", "ok"))
    assert "nothing was charged" in told(await one.say(WORDS))
    assert one.ledger.totals().counted == 0
    assert made(await one.say(WORDS)) == ["v1"]
    assert len(one.asked) == 2, "trying again is another question"


@pytest.mark.parametrize("play", ["cut", "garbage"])
async def test_a_charge_without_a_picture_is_found_out_and_told(studio: Open, play: str) -> None:
    one = await studio(fal=ImageService(play))
    events = await one.say(WORDS)
    assert made(events) == [] and "$0.013 was charged" in told(events)
    assert one.ledger.totals().settled == one.services["fal"].total == 0.013
    (failed,) = [event for event in events if isinstance(event, Failed)]
    assert failed.charged_usd == 0.013


async def test_what_nobody_can_tell_stays_open_and_the_next_question_says_so(studio: Open) -> None:
    service = ImageService("cut", "ok")
    service.silent = True
    one = await studio(fal=service)
    events = await one.say(WORDS)
    worst = one.asked[0].worst_usd
    assert "may have been charged" in told(events) and "nothing was charged" not in told(events)
    assert one.ledger.totals().in_flight == pytest.approx(worst)
    await one.say(WORDS, "no")
    assert "of earlier tries may have been charged too" in one.asked[1].question
    assert service.total == 0.013, "nothing was sent again by itself"
    service.silent = False
    await one.say(WORDS, "no")
    assert one.ledger.totals() == one.ledger.totals(one.session.id)
    assert (one.ledger.totals().settled, one.ledger.totals().in_flight) == (0.013, 0.0)


async def test_cancelling_while_it_runs_leaves_the_charge_unknown(studio: Open) -> None:
    one = await studio(fal=ImageService("hang"))
    turn = asyncio.create_task(one.say(WORDS))
    while not one.services["fal"].taken:  # noqa: ASYNC110 - the service tells by this alone
        await asyncio.sleep(0.01)
    await one.conversation.cancel()
    await turn
    (charge,) = one.ledger.charges()
    assert charge.state is State.UNKNOWN
    assert one.gate._permissions == []


async def test_a_cap_of_the_request_is_hard_and_comes_before_the_question(
    studio: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STET_CAP_SESSION_USD", "0.001")
    one = await studio(fal=ImageService())
    events = await one.say(WORDS)
    assert one.asked == [] and one.services["fal"].asked == []
    assert "could cost" in told(events) and "you allowed $0.001" in told(events)


async def test_the_engine_is_never_asked_about(studio: Open) -> None:
    one = await studio(fal=ImageService())
    events = await one.say("make it moodier")
    assert made(events) == ["v1"] and one.asked == [] and one.ledger.charges() == ()
    (routed,) = [event for event in events if isinstance(event, Routed)]
    assert routed.leaves_machine == ""


async def test_a_result_that_could_not_be_committed_is_kept_as_a_file(
    studio: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await studio(fal=ImageService())
    from agent.session import adding
    from backends.errors import BackendFailed

    def full(*_: object, **__: object) -> int:
        raise BackendFailed("the disk is full", "Free some space.")

    monkeypatch.setattr(adding, "add", full)
    events = await one.say(WORDS)
    sentence = told(events)
    assert "$0.013 was charged" in sentence and "is kept in" in sentence
    _look_at_what_was_kept(Path(sentence.partition("is kept in ")[2].partition(". ")[0]))


def _look_at_what_was_kept(folder: Path) -> None:
    (kept,) = folder.iterdir()
    with Image.open(kept) as picture:
        picture.load()
    shutil.rmtree(folder)


async def test_only_the_marked_part_leaves_and_comes_back_into_its_place(studio: Open) -> None:
    photo = sample("coffee", 1500, 1000)
    one = await studio(fal=ImageService(paints=reddened), photo=photo)
    events = await one.say("add a red balloon in box 60% 60% 70% 75%")
    asked = re.search(r"a part of (\d+) x (\d+) of your 1500 x 1000 pixels", one.asked[0].question)
    assert asked, one.asked[0].question
    with Image.open(io.BytesIO(one.services["fal"].pictures[0])) as sent:
        # With what is around it, pixel for pixel: a megapixel is what models work best at.
        assert abs(sent.width - int(asked[1])) <= 16 and 900_000 < sent.width * sent.height < 1_150_000
    photo = decode_full(one.session.source.path).rgb
    after = decode_full(one.session.variant("v1").proxy).rgb.astype(int)
    inside = np.zeros((1000, 1500), bool)
    inside[600:750, 900:1050] = True
    assert after.shape == photo.shape and not np.abs(after - photo)[~inside].any()
    assert np.abs(after - photo)[675, 975].max() > 60
    (receipt,) = [event for event in events if isinstance(event, ReceiptReady)]
    assert "everything outside the box identical (largest difference 0)" in receipt.line


def reddened(picture: Image.Image) -> Image.Image:
    return Image.blend(picture, Image.new("RGB", picture.size, (250, 0, 0)), 0.6)


async def test_the_gate_stops_a_backend_that_was_not_asked_about(studio: Open) -> None:
    one = await studio(fal=ImageService())
    from backends.outbound import NotAllowed, client

    http = client(one.gate, purpose="edit")
    with pytest.raises(NotAllowed):
        await http.get(one.services["fal"].url)
    await http.aclose()
    assert one.services["fal"].asked == []


async def test_a_service_that_charges_more_than_its_prices_is_told_of(studio: Open) -> None:
    one = await studio(fal=ImageService(price=0.5))
    events = await one.say(WORDS)
    assert "fal charged $0.50, although $0.0195 was the most by its prices" in told(events)
    assert made(events) == ["v1"], "what was paid for is kept"
    assert one.ledger.totals().settled == 0.5


async def test_what_was_said_about_money_holds_from_then_on(studio: Open) -> None:
    one = await studio(fal=ImageService())
    await one.say("never spend more than $0.001")
    events = await one.say(WORDS)
    assert one.asked == [] and made(events) == [] and "nothing was charged" in told(events)
    await one.say("never spend more than 50 cents")
    await one.say("don't ask for less than 5 cents")
    assert made(await one.say(WORDS)) == ["v1"]
    assert one.asked == [], "so much may be spent unasked"
    assert one.services["fal"].total == 0.013
