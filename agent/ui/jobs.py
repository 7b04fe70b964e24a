"""The row of a running job: what it does, how far it is, and how to stop it."""

from __future__ import annotations

import time

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from agent.harmless import one_line
from agent.ui.text import span

_BAR = 8
_SPIN = "◐◓◑◒"
_TICK = 0.1  # progress may come far more often than anyone can read


class JobRow(Static):
    """Counts the time itself, so that it moves even when the job says nothing for a while."""

    def __init__(self, job: str, doing: str) -> None:
        super().__init__(markup=False, classes="job")
        self.job = job
        self._doing = doing
        self._done = 0
        self._total = 0
        self._started = time.monotonic()
        self._ticks = 0
        self._length = 0
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        self._timer = self.set_interval(_TICK, self._tick)
        self._tick()

    def progress(self, done: int, total: int, doing: str) -> None:
        self._done, self._total = done, total
        self._doing = doing or self._doing

    @property
    def short(self) -> str:
        """For the status line: "making three variants 2/3 1.2 s"."""
        count = f" {self._done}/{self._total}" if self._total else ""
        return f"{_SPIN[self._ticks % 4]} {one_line(self._doing)}{count}  {span(self._elapsed)}"

    @property
    def _elapsed(self) -> float:
        return time.monotonic() - self._started

    def _tick(self) -> None:
        self._ticks += 1
        if self._total:
            filled = round(_BAR * min(1.0, self._done / self._total))
            bar = "▰" * filled + "▱" * (_BAR - filled)
        else:
            bar = _SPIN[self._ticks % 4]
        words = Content.assemble(
            (bar, "$accent"),
            f" {one_line(self._doing)}  ",
            (f"{span(self._elapsed)}   esc stops", "$quiet"),
        )
        # A layout at each tick would take a tenth of a processor from the work that is waited for.
        self.update(words, layout=words.cell_length != self._length)
        self._length = words.cell_length
