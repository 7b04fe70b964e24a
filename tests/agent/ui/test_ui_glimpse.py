"""A photo is on the screen before it is kept; nothing can be said about it until it is, and nothing typed is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from argparse import Namespace
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from agent.screen import Opener
from agent.session.store import Store
from agent.ui.app import StetApp
from agent.ui.picture import Picture
from agent.ui.seam import Session
from agent.ui.transcript import Block
from backends.engine.client import Engine

WIDE = (140, 45)


@pytest.fixture
async def engine() -> AsyncGenerator[Engine]:
    engine = Engine()
    yield engine
    await engine.close()


def app_on(photo: Path | None, engine: Engine, folder: Path) -> tuple[StetApp, Opener]:
    given = Namespace(graphics="auto", new=False, image=str(photo))
    opener = Opener(given, engine, photo, folder / "work" / "proxy")
    app = StetApp(opener.open, photo)
    opener.app = app
    return app, opener


def picture(app: StetApp) -> Picture:
    return app.desk.preview.query_one(Picture)


def session_of(app: StetApp) -> Session:
    assert app.conversation is not None
    return app.conversation.session


async def until(pilot: Pilot[int], happened: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not happened():
            await pilot.pause(0.02)


async def test_the_photo_is_seen_while_the_store_waits_and_early_words_come_after_it(
    photo: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    store = Store(tmp_path / "home")
    assert store.connection
    other = sqlite3.connect(tmp_path / "home" / "stet.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # as another Stet that is in the middle of a change
    app, opener = app_on(photo, engine, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: picture(app)._drawing is not None)
        assert app.conversation is None and not store.sessions()
        await pilot.press("enter")
        app.desk.prompt.words.put("make it a bit warmer")
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert app.conversation is None and "when the photo is open" in app.desk.hints.flashing
        other.execute("ROLLBACK")
        first = picture(app)._drawing
        await until(pilot, lambda: app.conversation is not None and app.desk.preview.variant is not None)
        assert picture(app)._drawing is first, "the same picture was drawn twice"
        session = session_of(app)
        assert picture(app).path == session.variant("v0").proxy
        await until(pilot, lambda: session.current == "v1")
        assert session.variant("v1").words == "make it a bit warmer"
    opener.close()

    # The same photo again: the session goes on at v1, and words about what was seen are not sent about that.
    other.execute("BEGIN IMMEDIATE")
    app, opener = app_on(photo, engine, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: picture(app)._drawing is not None)
        app.desk.prompt.words.put("much darker")
        await pilot.press("enter")
        await pilot.pause(0.1)
        other.execute("ROLLBACK")
        await until(pilot, lambda: app.conversation is not None and not app.busy)
        assert (session_of(app).current, len(session_of(app).variants())) == ("v1", 2)
        assert app.desk.prompt.words.text.strip() == "much darker"
    opener.close()
    store.close()
    other.close()


async def test_a_photo_that_cannot_be_kept_goes_from_the_screen_with_a_sentence(
    photo: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("STET_HOME", str(tmp_path / "file" / "home"))
    app, opener = app_on(None, engine, tmp_path)
    shown: list[bool] = []
    glimpse = app.desk.preview.glimpse

    async def watched(proxy: Path, width: int, height: int) -> bool:
        shown.append(await glimpse(proxy, width, height))
        return shown[-1]

    monkeypatch.setattr(app.desk.preview, "glimpse", watched)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.screen.has_class("-empty"))
        app.desk.prompt.words.put(f"/open {photo}")
        await pilot.press("enter")
        await until(pilot, lambda: not app.busy and app.desk.transcript.query(".fault"))
        assert shown == [True]
        assert picture(app)._drawing is None and app.conversation is None
        said = "\n".join(str(block.content) for block in app.desk.transcript.query(Block))
        assert "cannot be used" in said and "STET_HOME" in said
    opener.close()


async def test_a_first_photo_that_cannot_be_kept_ends_the_command_with_its_sentence(
    photo: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("STET_HOME", str(tmp_path / "file" / "home"))
    app, opener = app_on(photo, engine, tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: opener.refused is not None)
    assert opener.refused is not None and "STET_HOME" in str(opener.refused)
    opener.close()
