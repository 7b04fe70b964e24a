"""`/tour`: a few real turns on a sample photo, each typed for the person and sent by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.ui.app import StetApp

_SAMPLE = "coffee"


@dataclass(frozen=True, slots=True)
class Stop:
    """`words` are put in the prompt; `note` says what they show."""

    words: str
    note: str


STOPS = (
    Stop(
        "make three moodier versions",
        "Say what should change, in your own words. I typed this for you: enter sends it.",
    ),
    Stop("the second one, but a bit warmer", "Speak about what you see: by number, and by what should be different."),
    Stop("compare", "Both pictures, and in words what separates them. Esc comes back from there."),
    Stop("why?", "Who made it, for what reasons, and what it cost."),
    Stop(
        "put it on a beach",
        "Not everything can be done without a model that invents. Stet says so instead of faking it.",
    ),
    Stop("which model is best for product photos?", "Ask about models: nothing is started, nothing is spent."),
    Stop("undo", "Back, as far as you like: nothing is ever deleted."),
)


class Tour:
    def __init__(self, app: StetApp) -> None:
        self._app = app
        self._at: int | None = None
        self._opens = False

    def begin(self) -> None:
        """Open the sample photo and show the first stop; while it runs, end it."""
        if self._at is not None:
            self._end("The tour is over. /open and a path brings your own photo.")
            return
        from agent.cli import sample
        from agent.ui.seam import problem

        try:
            path = sample(_SAMPLE)
        except Exception as error:
            self._app.desk.transcript.fault(problem(error) or "The sample photo is not there.")
            return
        self._at, self._opens = 0, True
        self._app.opening.begin(path)

    def opened(self) -> None:
        """A photo is on the screen; if it is that of the tour, show where it starts. Any other photo ends the tour."""
        if self._at is None:
            return
        if not self._opens:
            self._at = None
            return
        self._opens = False
        self._app.desk.transcript.note(
            "A tour of seven short stops on a sample photo. Type something else whenever you like; /tour ends it."
        )
        self._show()

    def after(self, words: str) -> None:
        """A turn is over: go on if it was that of this stop, else offer it again."""
        if self._at is None:
            return
        if words.strip() == STOPS[self._at].words:
            self._at += 1
        if self._at == len(STOPS):
            self._end("That was the tour. Now your own photo: /open and its path, or drop it here. F1 shows every key.")
            return
        self._show()

    def _show(self) -> None:
        assert self._at is not None
        stop = STOPS[self._at]
        self._app.desk.transcript.note(f"Tour, {self._at + 1} of {len(STOPS)}: {stop.note}")
        self._app.desk.prompt.words.put(stop.words)
        self._app.desk.prompt.words.focus()

    def _end(self, words: str) -> None:
        self._at = None
        self._app.desk.prompt.words.put("")
        self._app.desk.transcript.note(words)
