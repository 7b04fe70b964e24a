"""Brings photos onto the screen: by path, from the clipboard, or the last one; a failure leaves what was there."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from agent.ui.seam import OpenPhoto, problem
from agent.ui.text import home

if TYPE_CHECKING:
    from agent.ui.app import StetApp

log = logging.getLogger("stet")


class Opening:
    """`notes` are said once a photo is open."""

    def __init__(self, app: StetApp, open_photo: OpenPhoto, notes: list[str], log_path: Path | None) -> None:
        self._app = app
        self._open_photo = open_photo
        self._notes = notes
        self._log_path = log_path
        self._early: list[str] = []

    def begin(self, path: Path | None) -> None:
        """Open `path`, or with None the photo of the last time, in place of what is open."""
        self._app.run_worker(partial(self._open, path), group="open", exclusive=True)

    def paste(self) -> None:
        """Open the picture on the clipboard."""
        self._app.run_worker(self._paste, group="open", exclusive=True)

    def forget(self, note: str) -> None:
        """Do not say a note after all."""
        self._notes = [line for line in self._notes if line != note]

    def hold(self, words: str) -> bool:
        """Keep words that were sent about a photo that can be seen but is not open yet; False when none is coming."""
        coming = any(worker.group == "open" and not worker.is_finished for worker in self._app.workers)
        if coming:
            self._early.append(words)
        return coming

    @property
    def log_name(self) -> str:
        """Where faults are told, as people write paths."""
        return home(self._log_path) if self._log_path else "the log"

    async def _paste(self) -> None:
        from agent.clipboard import picture
        from agent.session.places import discard, workplace

        folder = workplace()
        try:
            copied = await asyncio.to_thread(picture, folder)
            await self._open(copied)
        except Exception as error:
            self._refused(Path("clipboard"), error)
        finally:
            discard(folder)

    async def _open(self, path: Path | None) -> None:
        app = self._app
        if app.screen.has_class("-empty"):
            app.desk.preview.wait("opening …")
        try:
            conversation = await self._open_photo(path)
        except Exception as error:
            self._refused(path, error)
            return
        await app.take(conversation)
        for note in self._notes:
            app.desk.transcript.note(note)
        self._notes.clear()
        if conversation.session.current == "v0":
            early, self._early = self._early, []
            for words in early:
                app.submit(words)
        else:  # they were about the photo that was seen, and this session goes on elsewhere
            self._give_back()

    def _refused(self, path: Path | None, error: Exception) -> None:
        words = problem(error)
        if words is not None and not self._app.desk.transcript.is_attached:
            return  # the screen is closing, and the command says it
        if words is None:
            log.exception("opening failed", exc_info=error)
            words = f"The photo could not be opened; the reason is in {self.log_name}."
        if self._app.conversation is None:
            self._app.desk.empty()
            self._give_back()
        if path is not None:
            self._app.desk.transcript.fault(words)

    def _give_back(self) -> None:
        """What was sent early and cannot be carried out is in the prompt again."""
        if self._early:
            self._app.desk.prompt.words.take("\n".join(self._early))
            self._early.clear()
