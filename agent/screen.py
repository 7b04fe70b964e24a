"""Start the screen: probe the terminal, keep native noise out of it, and open photos for it."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import logging
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from agent.session.places import LOG, discard, home, sweep, workplace
from agent.ui.app import StetApp
from agent.ui.descriptors import quiet_descriptors
from agent.ui.terminal import probe
from backends.errors import BadRequest, StetError

if TYPE_CHECKING:
    from agent.conversation import Conversation
    from agent.planning import Planning
    from agent.session.store import Store
    from backends.base import Darkroom
    from backends.types import Opened


def run(given: argparse.Namespace, engine: Darkroom, path: Path | None, proxy: Path) -> int:
    """Show the screen until the person leaves; returns the exit code."""
    log_path = workplace() / LOG
    logging.basicConfig(filename=log_path, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    # Threads load modules and draw; the loop, and so a key, waits for them no longer than this (5 ms by default).
    sys.setswitchinterval(0.0005)
    opener = Opener(given, engine, path, proxy)
    app = StetApp(opener.open, path, graphics=given.graphics or "auto", terminal=probe(), log_path=log_path)
    opener.app = app
    try:
        with quiet_descriptors(log_path):
            code = app.run()
        if opener.refused:
            raise opener.refused
        return code or app.return_code or 0
    finally:
        asyncio.run(engine.close())
        opener.close()
        discard(proxy.parent)
        logging.shutdown()  # Windows removes no file that is open
        with contextlib.suppress(OSError):
            if not log_path.exists() or not log_path.stat().st_size:
                discard(log_path.parent)


class Opener:
    """Opens what the person points at, once the screen is painted: the store and the settings come after that.

    A first photo that is none ends the command instead of an empty screen.
    """

    def __init__(self, given: argparse.Namespace, engine: Darkroom, first: Path | None, proxy: Path) -> None:
        self._given = given
        self._engine = engine
        self._first = first
        self._proxy = proxy
        self._opened: Conversation | None = None
        self.app: StetApp | None = None
        self.refused: StetError | None = None

    @cached_property
    def _store(self) -> Store:
        from agent.session.store import Store

        return Store(home())

    @cached_property
    def _planners(self) -> Planning:
        from agent.planning import Planning

        return Planning(self._store, home())

    def close(self) -> None:
        if "_store" in self.__dict__:
            self._store.close()

    def _follow_settings(self) -> None:
        """The person's own wish about pictures, read only where one can be."""
        if self._given.graphics is None and ("STET_GRAPHICS" in os.environ or (home() / "settings.toml").exists()):
            from agent.settings import load

            if load(home()).graphics == "none" and self.app is not None:
                self.app.without_pictures()

    async def open(self, path: Path | None) -> Conversation:
        from agent.opening import money_in_flight

        try:
            self._opened = await self._open(path)
            self._opened.planners = self._planners
            for notice in await money_in_flight(self._opened):
                self._opened.session.say("stet", notice)
            return self._opened
        finally:
            gc.freeze()
            gc.enable()
            # When the conversation is on the screen too, and before anybody has typed a sentence.
            asyncio.get_running_loop().call_later(0.1, self._get_ready)

    def _get_ready(self) -> None:
        from agent.warmup import get_cards_ready, get_ready

        def prepared(_: object) -> None:
            if self.app is not None and self.app.conversation is self._opened and self._opened is not None:
                self._planners.prepare(self._opened.session)

        ready = asyncio.get_running_loop().run_in_executor(None, lambda: (get_ready(), get_cards_ready(), sweep()))
        ready.add_done_callback(prepared)

    async def _open(self, path: Path | None) -> Conversation:
        from agent.opening import continue_last

        self._follow_settings()
        if path is None:
            # Importing the store and making its folder takes longer than a frame.
            return continue_last(await asyncio.to_thread(lambda: self._store), self._engine)
        first, self._first = path == self._first, None
        if not first and (named := await asyncio.to_thread(self._named, path)):
            return named
        proxy = self._proxy if first else workplace() / "proxy"
        try:
            return await self._open_photo(path, proxy, first=first)
        except StetError as error:
            if first and self.app is not None:
                self.refused = error
                self.app.exit()
            raise
        finally:
            discard(proxy.parent)

    def _named(self, path: Path) -> Conversation | None:
        """What was typed may be no file but what a session is called."""
        from agent.conversation import Conversation

        if path.exists():
            return None
        with contextlib.suppress(BadRequest):
            return Conversation(self._store.open(str(path)), self._engine, {"engine": self._engine})
        return None

    async def _open_photo(self, path: Path, proxy: Path, *, first: bool) -> Conversation:
        """The picture is shown before it is kept, and nothing can be said about it until it is."""
        from agent.intake import read
        from agent.opening import keep

        opened = await read(path, proxy, self._engine)
        seen = await self._show(opened)
        conversation = await keep(
            path,
            opened,
            await asyncio.to_thread(lambda: self._store),
            self._engine,
            fresh=self._given.new and first,
            label="photo" if first and self._given.image == "-" else "",
        )
        source = conversation.session.variant("v0")
        if self.app is not None and source.sha256 == seen:
            self.app.pictures.rename(opened.proxy, source.proxy)
        for notice in opened.notices:
            conversation.session.say("stet", notice)
        return conversation

    async def _show(self, opened: Opened) -> str:
        """Show the first photo as soon as it was read; returns the hash of the picture, "" where none is shown.

        A photo that takes the place of another one waits: words that are sent now are still about the other one.
        """
        if self.app is None or self.app.conversation is not None:
            return ""
        preview = self.app.desk.preview
        if not await preview.glimpse(opened.proxy, opened.width, opened.height):
            return ""
        from agent.session.objects import hash_of

        return await asyncio.to_thread(hash_of, opened.proxy)
