"""Whole receipts join their variants on the screen, quietly; one that failed is offered to be put right by a key."""

from __future__ import annotations

import dataclasses

from agent.events import ReceiptReady
from agent.ui.receipts import MEND, MendOffer


def whole(id: str, verdict: str = "ok", mends: str = "") -> ReceiptReady:
    line = f"{id} light and colour changed, shapes stand; frame same"
    return ReceiptReady(id, line, (), ("likeness", "meaning", "this", "that"), True, verdict, mends=mends)


async def test_a_whole_receipt_takes_the_place_of_the_first_line_of_its_variant(stage) -> None:
    one = stage()
    async with one.app.run_test(size=(140, 45)) as pilot:
        await one.until(pilot, lambda: one.opened)
        await one.settled(pilot)
        await one.say(pilot, "make three moodier versions")
        blocks = len(one.app.desk.transcript.children)
        assert "v1, v2, v3 as asked" in one.read or "v1" in one.read
        one.talk.measured.put_nowait(whole("v2"))
        await one.until(pilot, lambda: "✓ v2 light and colour changed" in one.read)
        assert "likeness, meaning, this and 1 more" in one.read
        assert len(one.app.desk.transcript.children) == blocks
        one.talk.measured.put_nowait(whole("v1"))
        one.talk.measured.put_nowait(whole("v3"))
        await one.until(pilot, lambda: "✓ v1, v2, v3 light and colour changed" in one.read)


async def test_the_line_that_is_read_stays_where_it_is_when_one_above_it_grows(stage) -> None:
    one = stage()
    async with one.app.run_test(size=(100, 30)) as pilot:
        await one.until(pilot, lambda: one.opened)
        await one.settled(pilot)
        for words in ["warmer"] * 5:
            await one.say(pilot, words)
        transcript = one.app.desk.transcript
        transcript.scroll_relative(y=-8, animate=False)
        await pilot.pause(0.1)
        last = transcript.children[-6]
        at = last.region.y
        found = whole("v1")
        one.talk.measured.put_nowait(dataclasses.replace(found, line=f"{found.line}; {'and much more was seen; ' * 8}"))
        await one.until(pilot, lambda: "v1 light and colour" in one.read)
        await pilot.pause(0.2)
        assert last.region.y == at


async def test_one_that_failed_is_offered_and_a_key_sends_the_words(stage) -> None:
    one = stage()
    async with one.app.run_test(size=(140, 45)) as pilot:
        await one.until(pilot, lambda: one.opened)
        await one.settled(pilot)
        await one.say(pilot, "warmer")
        mends = "“Fix v1” would lay the result back over the frame, here and for nothing."
        one.talk.measured.put_nowait(whole("v1", "fail", mends))
        await one.until(pilot, lambda: one.app.screen.query(MendOffer))
        assert "✗ v1 failed: light" in one.read
        assert one.app.focused is one.app.desk.prompt.words
        await pilot.press(MEND)
        await one.until(pilot, lambda: one.talk.sent[-1] == "fix v1")
        assert not one.app.desk.receipts.offered()


async def test_the_key_without_an_offer_says_so(stage) -> None:
    one = stage()
    async with one.app.run_test(size=(140, 45)) as pilot:
        await one.until(pilot, lambda: one.opened)
        await one.settled(pilot)
        await pilot.press(MEND)
        await pilot.pause()
        assert "No receipt says" in one.shown
        assert one.talk.sent == []
