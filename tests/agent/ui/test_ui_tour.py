"""The tour types for a beginner, waits for them to send, and never stands in their way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.plan import Scene
from agent.rules.planner import read
from agent.ui.commands import COMMANDS
from agent.ui.tour import STOPS


async def test_the_tour_opens_a_sample_and_goes_on_with_each_turn_that_is_sent(stage: Callable[..., Any]) -> None:
    it = stage(empty=True, graphics="none")
    async with it.app.run_test(size=(120, 40)) as pilot:
        await it.settled(pilot)
        await it.say(pilot, "/tour")
        await it.until(pilot, lambda: it.opened and "1 of 7" in it.read)
        for stop in STOPS:
            await it.until(pilot, lambda stop=stop: it.app.desk.prompt.words.text == stop.words)
            await pilot.press("enter")
            await it.settled(pilot)
            if stop.words == "compare":
                await it.until(pilot, lambda: len(it.app.screen_stack) > 1)
                await pilot.press("escape")
        await it.until(pilot, lambda: "That was the tour" in it.read)
        assert it.app.desk.prompt.words.text == ""


async def test_other_words_leave_the_tour_where_it_is_and_tour_again_ends_it(stage: Callable[..., Any]) -> None:
    it = stage(graphics="none")
    async with it.app.run_test(size=(120, 40)) as pilot:
        await it.settled(pilot)
        await it.say(pilot, "/tour")
        await it.until(pilot, lambda: "1 of 7" in it.read)
        await it.say(pilot, "a bit warmer")
        await it.until(pilot, lambda: it.app.desk.prompt.words.text == STOPS[0].words)
        assert "2 of 7" not in it.read
        await it.say(pilot, "/tour")
        assert "The tour is over" in it.read
        await it.say(pilot, "make three moodier versions")
        assert "2 of 7" not in it.read


async def test_another_photo_ends_the_tour(stage: Callable[..., Any], photo: Path) -> None:
    it = stage(graphics="none")
    async with it.app.run_test(size=(120, 40)) as pilot:
        await it.settled(pilot)
        await it.say(pilot, "/tour")
        await it.until(pilot, lambda: "1 of 7" in it.read)
        it.app.opening.begin(photo)
        await it.settled(pilot)
        await it.say(pilot, STOPS[0].words)
        assert "2 of 7" not in it.read


def test_every_stop_is_understood() -> None:
    scene = Scene(variants=("v0", "v1", "v2", "v3"), shown=("v1", "v2", "v3"), current="v1")
    for stop in STOPS:
        plan = read(stop.words, scene)
        assert plan.wish.alone or plan.confidence >= 0.8, stop.words


def test_the_commands_offer_it() -> None:
    assert {"/tour", "/why"} <= {command.name for command in COMMANDS}
