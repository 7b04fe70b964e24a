"""What a person does with one variant beside talking about it: go on with it, enlarge it, compare it, export it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent.ui.messages import Asked
from agent.ui.pictures import Mode
from agent.ui.text import name

if TYPE_CHECKING:
    from agent.events import Compared
    from agent.ui.app import StetApp


class Looking:
    """Turns the keys of grid, tree and preview into words, so that the session has one way in."""

    def __init__(self, app: StetApp) -> None:
        self._app = app

    def act(self, variant: str, what: str) -> None:
        """`what` is "use", "compare", "export", "box", "large", or one of `agent.ui.tend`."""
        match what:
            case "use":
                self._use(variant)
            case "compare":
                self._compare(variant)
            case "export":
                self._app.submit(f"export {variant}", quiet=True)
            case "box":
                self._box(variant)
            case "discarded":
                self._app.desk.discarded()
            case "star" | "discard" | "prune" | "note" | "name" | "find":
                self._tend(variant, what)
            case _:
                self._large(variant)

    def box(self) -> None:
        """Let the person draw a box on the current variant."""
        if self._app.conversation is None:
            self._app.desk.hints.flash("There is no photo yet: drop one here, or type /open and where it is", 6.0)
        else:
            self._box(self._app.conversation.session.current)

    def show_pair(self, pair: Compared) -> None:
        from agent.ui.compare import Compare

        session = self._app.conversation.session if self._app.conversation else None
        names = [name(session.variant(id)) if session else "" for id in (pair.before, pair.after)]
        self._app.push_screen(Compare(pair, *names))

    def _tend(self, id: str, what: str) -> None:
        from agent.ui.tend import beginning, sentence

        app = self._app
        if app.conversation is None:
            return
        variant = app.conversation.session.variant(id)
        if said := sentence(what, variant):
            app.submit(said, quiet=True)
        else:
            app.desk.prompt.words.put(beginning(what, variant))
            app.desk.prompt.words.focus()

    def _use(self, variant: str) -> None:
        app = self._app
        app.screen.remove_class("-drawer")
        app.desk.prompt.words.focus()
        if app.conversation is not None and app.conversation.session.current != variant:
            app.submit(f"use {variant}", quiet=True)

    def _compare(self, variant: str) -> None:
        session = self._app.conversation.session if self._app.conversation else None
        parent = session.variant(variant).parent if session else ""
        if not parent:
            self._app.desk.hints.flash("v0 is your photo as it was; choose a variant to compare with it")
            return
        self._app.submit(f"compare {parent} with {variant}", quiet=True)

    def _large(self, variant: str) -> None:
        app = self._app
        if app.conversation is None or app.pictures.mode is Mode.NONE:
            app.desk.hints.flash("Pictures are off (--graphics none)")
            return
        from agent.ui.large import Large

        session = app.conversation.session
        row: Sequence[str] = [one.id for one in app.desk.grid.variants]
        ids = row if variant in row else [one.id for one in session.variants()]
        screen = Large([session.variant(id) for id in ids], list(ids).index(variant), session.current)
        app.push_screen(screen, self._after_large)

    def _box(self, variant: str) -> None:
        app = self._app
        if app.conversation is None or app.pictures.mode is Mode.NONE:
            app.desk.hints.flash("Pictures are off; type the box: box 10% 20% 50% 60% is left, top, right, bottom")
            return
        from agent.ui.boxing import Boxing

        def taken(box: str | None) -> None:
            if box is not None:
                self._use(variant)
                app.desk.prompt.words.take(box)
                app.desk.hints.flash("Say what to do there: “remove …”, “darker in …”, “crop to …”", 10.0)

        app.push_screen(Boxing(app.conversation.session.variant(variant).proxy), taken)

    def _after_large(self, asked: Asked | None) -> None:
        if asked is not None:
            self.act(asked.variant, asked.what)
