"""Photos come onto the screen by path, by paste and by command; a failure leaves what was there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageGrab
from skimage import data
from textual import events

from agent.ui.picture import Picture
from agent.ui.pictures import Drawing
from tests.agent.ui.conftest import Stage
from tests.photos import write_photo

Make = Callable[..., Stage]
WIDE = (140, 45)


def drawing(picture: Picture) -> Drawing | None:
    return picture._drawing


async def test_the_photo_is_shown_as_soon_as_it_is_open(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        picture = on.app.desk.preview.query_one(Picture)
        await on.until(pilot, lambda: drawing(picture))
        drawn = drawing(picture)
        assert drawn is not None and drawn.columns > 40
        assert drawn.columns / drawn.rows == pytest.approx(600 / 400 * 2, rel=0.06)
        assert "coffee.png" in on.shown and "@v0 ▸" in on.shown


async def test_without_a_photo_the_screen_says_how_one_gets_there(stage: Make, photo: Path) -> None:
    on = stage(empty=True)
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        shown = on.shown
        assert "drop a photo here" in shown and "make three moodier versions" in shown
        await on.say(pilot, "warmer")
        assert "There is no photo yet" in on.app.desk.hints.flashing
        on.app.desk.prompt.words.post_message(events.Paste(f"'{photo}' "))
        await on.until(pilot, lambda: on.opened)
        await on.settled(pilot)
        assert "coffee.png" in on.shown and "drop a photo here" not in on.shown


async def test_another_photo_replaces_the_first_and_closes_its_conversation(stage: Make, tmp_path: Path) -> None:
    other = tmp_path / "my cat.png"
    write_photo(other, "chelsea")
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        on.app.desk.prompt.words.put(f"/open {other}")
        await pilot.press("enter")
        await on.until(pilot, lambda: len(on.opened) == 2)
        await on.settled(pilot)
        assert on.opened[0].closed and "my cat.png" in on.shown and "v1" not in on.shown


async def test_a_photo_that_cannot_be_opened_leaves_the_first_one_in_place(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "/open nowhere.jpg")
        assert "There is no file nowhere.jpg" in on.read and "@v0 ▸" in on.shown


async def test_a_session_that_is_opened_again_shows_its_words_variants_and_place(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        await pilot.press("tab", "2", "enter")
        await on.settled(pilot)
        await on.app.desk.open(on.talk.session)
        await pilot.pause()
        assert "make three moodier versions" in on.shown and "@v2 ▸" in on.shown
        assert [variant.id for variant in on.app.desk.grid.variants] == ["v1", "v2", "v3"]


async def test_a_copied_picture_is_pasted(stage: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = Image.fromarray(data.chelsea())
    monkeypatch.setattr(ImageGrab, "grabclipboard", lambda: copied)
    on = stage(empty=True)
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        on.app.desk.prompt.words.post_message(events.Paste(""))
        await on.until(pilot, lambda: on.opened)
        await on.settled(pilot)
        assert "clipboard.png" in on.shown
        source = on.talk.session.variant("v0")
        assert source.width * copied.height == source.height * copied.width


@pytest.mark.parametrize(
    ("clipboard", "said"), [(None, "no picture on the clipboard"), (NotImplementedError(), "cannot be read here")]
)
async def test_a_clipboard_without_a_picture_is_told(
    stage: Make, monkeypatch: pytest.MonkeyPatch, clipboard: object, said: str
) -> None:
    def grab() -> object:
        if isinstance(clipboard, Exception):
            raise clipboard
        return clipboard

    monkeypatch.setattr(ImageGrab, "grabclipboard", grab)
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "/paste")
        assert said in on.read and "coffee.png" in on.shown
