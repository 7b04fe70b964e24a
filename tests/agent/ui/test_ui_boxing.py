"""A person says where with a box: drawn with the keyboard or the mouse, and put into the prompt as words."""

from __future__ import annotations

import re
from collections.abc import Callable

from agent.ui.boxing import BoxedPicture, Boxing
from agent.ui.large import Large
from tests.agent.ui.conftest import Stage

Make = Callable[..., Stage]
WIDE = (140, 45)


async def test_a_box_is_drawn_with_the_keyboard_and_its_words_wait_in_the_prompt(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await pilot.press("tab", "space")
        await on.until(pilot, lambda: isinstance(on.app.screen, Large))
        await pilot.press("b")
        await on.until(pilot, lambda: isinstance(on.app.screen, Boxing))
        await on.until(pilot, lambda: "┓" in on.shown)
        before = on.app.screen.query_one(BoxedPicture).words
        await pilot.press("left", "up", "tab", "right", "right", "down")
        await pilot.pause()
        after = on.app.screen.query_one(BoxedPicture).words
        old, new = ([int(part) for part in re.findall(r"\d+", words)] for words in (before, after))
        assert new[0] < old[0] and new[1] < old[1] and new[2] > old[2] and new[3] > old[3]
        await pilot.press("enter")
        await on.until(pilot, lambda: not isinstance(on.app.screen, Boxing))
        await pilot.press(*"remove")
        await pilot.pause()
        assert on.app.desk.prompt.words.text == f"remove {after}"


async def test_a_corner_stays_inside_the_picture_and_never_passes_the_other(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=(80, 24)) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "/box")
        await on.until(pilot, lambda: "┓" in on.shown)
        await pilot.press(*["left"] * 30, *["right"] * 65)
        await pilot.pause()
        words = on.app.screen.query_one(BoxedPicture).words
        left, _, right, _ = (int(part) for part in re.findall(r"\d+", words))
        assert 0 <= left < right == 70
        await pilot.press("escape")
        await pilot.pause()
        assert on.app.desk.prompt.words.text == ""


async def test_the_mouse_draws_a_box_too(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "/box")
        await on.until(pilot, lambda: "┓" in on.shown)
        await pilot.mouse_down(BoxedPicture, offset=(100, 35))
        await pilot.hover(BoxedPicture, offset=(50, 10))
        await pilot.mouse_up(BoxedPicture, offset=(50, 10))
        await pilot.pause()
        left, top, right, bottom = (int(p) for p in re.findall(r"\d+", on.app.screen.query_one(BoxedPicture).words))
        assert left < right and top < bottom
        assert (left, top) != (30, 30)
