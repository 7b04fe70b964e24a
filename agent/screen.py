"""Start the screen: probe the terminal, keep native noise out of it, and open photos for it."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import tempfile
from pathlib import Path

from agent.session.store import Store
from agent.ui.app import StetApp
from agent.ui.descriptors import quiet_descriptors
from agent.ui.terminal import probe
from backends.base import Darkroom
from backends.errors import StetError


def run(given: argparse.Namespace, engine: Darkroom, store: Store, path: Path | None, proxy: Path) -> int:
    """Show the screen until the person leaves; returns the exit code."""
    log_path = Path(tempfile.mkdtemp(prefix="stet-log-")) / "stet.log"
    logging.basicConfig(filename=log_path, level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    opener = _Opener(store, engine, path, proxy, fresh=given.new, label="photo" if given.image == "-" else "")
    app = StetApp(opener.open, path, graphics=given.graphics or _graphics(store), terminal=probe(), log_path=log_path)
    opener.app = app
    try:
        with quiet_descriptors(log_path):
            code = app.run()
        if opener.refused:
            raise opener.refused
        return code or app.return_code or 0
    finally:
        asyncio.run(engine.close())
        store.close()
        store.discard(proxy.parent)
        with contextlib.suppress(OSError):
            if not log_path.exists() or not log_path.stat().st_size:
                store.discard(log_path.parent)


class _Opener:
    """Opens what the person points at. A first photo that is none ends the command instead of an empty screen."""

    def __init__(
        self, store: Store, engine: Darkroom, first: Path | None, proxy: Path, *, fresh: bool, label: str
    ) -> None:
        self._store = store
        self._engine = engine
        self._first = first
        self._proxy = proxy
        self._fresh = fresh
        self._label = label
        self.app: StetApp | None = None
        self.refused: StetError | None = None

    async def open(self, path: Path | None):
        from agent.opening import continue_last, open_photo

        if path is None:
            return continue_last(self._store, self._engine)
        first, self._first = path == self._first, None
        try:
            conversation, notices = await open_photo(
                path,
                self._proxy if first else self._store.workplace() / "proxy",
                self._store,
                self._engine,
                fresh=self._fresh and first,
                label=self._label if first else "",
            )
        except StetError as error:
            if first and self.app is not None:
                self.refused = error
                self.app.exit()
            raise
        for notice in notices:
            conversation.session.say("stet", notice)
        return conversation


def _graphics(store: Store) -> str:
    """The person's setting, looked up only where one can be: reading settings takes longer than the first paint."""
    import os

    if "STET_GRAPHICS" not in os.environ and not (store.folder / "settings.toml").exists():
        return "auto"
    from agent.settings import load

    return load(store.folder).graphics
