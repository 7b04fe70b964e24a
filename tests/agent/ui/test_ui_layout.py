"""The screen at every size that people have, with pictures and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.geometry import Region
from textual.widget import Widget

from agent.ui.grid import Card
from agent.ui.picture import Picture
from tests.agent.ui.conftest import Stage

Make = Callable[..., Stage]


def seen(widget: Widget) -> bool:
    return widget.display and all(parent.display for parent in widget.ancestors if isinstance(parent, Widget))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (140, 45), (200, 60)])
async def test_every_part_stays_on_the_screen_and_none_covers_another(stage: Make, size: tuple[int, int]) -> None:
    on = stage()
    async with on.app.run_test(size=size) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        desk = on.app.desk
        parts = [desk.status, desk.tree, desk.transcript, desk.preview, desk.grid, desk.prompt, desk.hints]
        regions = [part.region for part in parts if seen(part)]
        whole = Region(0, 0, *size)
        assert all(region.area and whole.contains_region(region) for region in regions)
        assert not any(one.overlaps(other) for number, one in enumerate(regions) for other in regions[number + 1 :])
        assert seen(desk.tree) == (size[0] >= 120)
        shown = [card for card in desk.grid.query(Card) if card.display]
        assert len(shown) >= 3 and all(card.query_one(Picture).size.width >= 14 for card in shown)
        assert desk.transcript.size.height >= 3


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
async def test_a_new_photo_is_large_enough_to_judge(stage: Make, size: tuple[int, int]) -> None:
    on = stage()
    async with on.app.run_test(size=size) as pilot:
        await on.settled(pilot)
        picture = on.app.desk.preview.query_one(Picture)
        assert seen(on.app.desk.preview) and picture.size.height >= size[1] * 0.3


async def test_more_variants_than_fit_come_in_with_the_arrows(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=(80, 24)) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make six moodier versions")
        assert "2 more ▸" in on.shown
        await pilot.press("tab", "6")
        await pilot.pause(0.1)
        assert "6  v6" in on.shown and "◂ more" in on.shown and "1  v1" not in on.shown


async def test_the_tree_opens_as_a_drawer_where_there_is_no_room_and_enter_goes_there(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=(80, 24)) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        assert not seen(on.app.desk.tree)
        await pilot.press("f2")
        await pilot.pause()
        assert seen(on.app.desk.tree) and on.app.focused is on.app.desk.tree
        await pilot.press("right", "down", "enter")
        await on.settled(pilot)
        assert on.talk.sent[-1] == "use v2" and not seen(on.app.desk.tree)


async def test_focus_is_seen_by_shape_and_not_by_colour_alone(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=(140, 45)) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        assert on.shown.count("┏━") == 1
        await pilot.press("tab")
        await pilot.pause(0.1)
        assert on.shown.count("┏━") == 1 and "▸ 1  v1" in on.shown
        await pilot.press("tab")
        await pilot.pause(0.1)
        assert on.shown.count("┏━") == 1 and "▸ 1  v1" not in on.shown


async def test_the_foot_of_the_screen_follows_the_focus(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=(140, 45)) as pilot:
        await on.settled(pilot)
        assert "enter send" in on.shown.splitlines()[-1]
        await pilot.press("tab")
        await pilot.pause()
        assert "space large" in on.shown.splitlines()[-1]


async def test_without_graphics_every_state_is_words(stage: Make) -> None:
    on = stage(graphics="none")
    async with on.app.run_test(size=(100, 30)) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        shown = on.shown
        assert "overcast · 12 % darker, colder · 4800" in shown
        assert not set("▀▄▌▐█▗▖▝▘") & set(shown)
        await pilot.press("tab", "2", "enter")
        await on.settled(pilot)
        assert "● current" in on.shown and "@v2 ▸" in on.shown


async def test_a_resize_draws_the_pictures_again_at_their_new_size(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=(140, 45)) as pilot:
        await on.settled(pilot)
        picture = on.app.desk.preview.query_one(Picture)
        await on.until(pilot, lambda: picture._drawing is not None)
        before = picture._drawing
        await pilot.resize_terminal(100, 40)
        await on.until(pilot, lambda: picture._drawing is not before)
        assert picture._drawing is not None and picture._drawing.columns <= picture.size.width
