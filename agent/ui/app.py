"""The Stet screen: opens a photo, sends words to the conversation, and turns keys into words."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.screen import Screen

from agent.ui.commands import COMMANDS, needed, split, unknown
from agent.ui.desk import EXAMPLES, Desk
from agent.ui.dispatch import carry_out
from agent.ui.focus import hints
from agent.ui.grid import Grid
from agent.ui.later import read_receipts
from agent.ui.looking import Looking
from agent.ui.messages import Answered, Asked, Dropped, Earlier, Instead, Sent
from agent.ui.opening import Opening
from agent.ui.pictures import Mode, Pictures
from agent.ui.prompt import Words
from agent.ui.receipts import MEND, Mended
from agent.ui.seam import Conversation, OpenPhoto, problem
from agent.ui.tend import waits_for_a_photo
from agent.ui.terminal import Terminal
from agent.ui.theme import SAFELIGHT
from agent.ui.tour import Tour
from agent.ui.tree import VariantTree

if TYPE_CHECKING:
    from agent.events import Event
    from agent.ui.transcript import Block
    from agent.ui.turns import TurnView

log = logging.getLogger("stet")

_WIDTHS = [(0, "-narrow"), (81, "-middle"), (120, "-wide")]
_HEIGHTS = [(0, "-short"), (30, "-tall")]
_TWICE = 2.0  # seconds within which a second ctrl+c quits


class StetApp(App[int]):
    """`open_photo(path)` gives the conversation about a photo, `open_photo(None)` the last one.

    `graphics` is "auto", "symbols" or "none"; `terminal` what the probe found; `log_path` where faults are told.
    `note` is shown once the photo is open. Runs to an exit code.
    """

    TITLE = "stet"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = _WIDTHS
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = _HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "stop", show=False),
        Binding("f1", "help", "help", show=False, priority=True),
        Binding("f2", "tree", "tree", show=False, priority=True),
        Binding("ctrl+z", "say('undo')", "undo", show=False),
        Binding("ctrl+y", "say('redo')", "redo", show=False),
        Binding("ctrl+r", "other_reading", "other reading", show=False),
        Binding(MEND, "mend", "put it right", show=False),
        Binding("ctrl+c", "leave", "quit", show=False, priority=True, system=True),
    ]

    def __init__(
        self,
        open_photo: OpenPhoto,
        path: Path | None = None,
        note: str = "",
        *,
        graphics: str = "auto",
        terminal: Terminal | None = None,
        log_path: Path | None = None,
    ) -> None:
        super().__init__()
        self.register_theme(SAFELIGHT)
        # Not by assignment, which would parse and apply the whole style sheet a second time.
        self.set_reactive(StetApp.theme, SAFELIGHT.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self._terminal = terminal = terminal or Terminal()
        self._path = path
        notes = [line for line in (note, terminal.note if graphics != "none" else "") if line]
        self.opening = Opening(self, open_photo, notes, log_path)
        self._left_at = float("-inf")
        self._views: list[TurnView] = []
        self.conversation: Conversation | None = None
        self.desk = Desk()
        self.looking = Looking(self)
        self.tour = Tour(self)
        mode = Mode.TRUECOLOR if self.console.color_system == "truecolor" else Mode.INDEXED
        self.pictures = Pictures(Mode.NONE if graphics == "none" else mode, terminal.cell)

    def get_default_screen(self) -> Screen[object]:
        """The main screen, with the classes of its size from the start: else it is laid out twice before it shows."""
        rooms = ((_WIDTHS, self.size.width), (_HEIGHTS, self.size.height))
        classes = [max(step for step in steps if step[0] <= room)[1] for steps, room in rooms]
        return Screen[object](id="_default", classes=" ".join(classes))

    def compose(self) -> ComposeResult:
        desk = self.desk
        if self._path is not None:
            desk.status.photo(self._path.name, "opening …")
        yield desk.status
        with Container(id="body"):
            yield desk.tree
            yield desk.transcript
            with Vertical(id="stage"):
                yield desk.preview
                yield desk.grid
        yield desk.prompt
        yield desk.hints

    def on_mount(self) -> None:
        self.screen.set_class(self.pictures.mode is Mode.NONE, "-words")
        self.desk.prompt.words.focus()
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        """After the first paint: nothing before it may wait for a photo."""
        if self.pictures.mode is not Mode.NONE:
            self.run_worker(self.pictures.warm, thread=True, group="warm", exit_on_error=False)
        self.set_interval(0.25, self._show_job)
        self.opening.begin(self._path)

    def without_pictures(self) -> None:
        """Describe pictures in words from now on."""
        self.pictures.mode = Mode.NONE
        self.screen.add_class("-words")
        self.opening.forget(self._terminal.note)

    async def on_unmount(self) -> None:
        if self.conversation is not None:
            await self.conversation.close()

    @property
    def busy(self) -> bool:
        """Whether a photo is being opened, a turn runs, or a picture is being drawn."""
        return any(worker.group in ("open", "turn", "draw") and not worker.is_finished for worker in self.workers)

    async def take(self, conversation: Conversation) -> None:
        """Show another conversation in place of the one that is open, whose turns end."""
        if self.conversation is not None:
            for worker in self.workers:
                if worker.group in ("turn", "receipts"):
                    worker.cancel()
            self._views.clear()
            await self.conversation.close()
        self.conversation = conversation
        await self.desk.open(conversation.session)
        self.run_worker(read_receipts(conversation, self.desk, self._views, self._unasked), group="receipts")
        self.tour.opened()

    def on_dropped(self, message: Dropped) -> None:
        if self.conversation is not None:
            words = self.desk.prompt.words
            if waits_for_a_photo(words.text):
                words.take(str(message.paths[0]) if words.text.startswith("/") else f'"{message.paths[0]}"')
            else:
                self.desk.prompt.attach(message.paths)
            words.focus()
            return
        self.opening.begin(message.paths[0])
        if len(message.paths) > 1:
            self.desk.hints.flash(f"One photo at a time: opening {message.paths[0].name}")

    # Words

    def on_sent(self, message: Sent) -> None:
        words = message.words
        command = split(words)
        if command is not None:
            carry_out(self, *command)
        elif (wrong := unknown(words)) is not None:
            self.desk.transcript.fault(f"There is no command {wrong}. F1 lists them all.")
        else:
            self.submit(words, message.attached)

    def submit(
        self, words: str, attached: tuple[Path, ...] = (), *, quiet: bool = False, instead: Instead | None = None
    ) -> None:
        """Send words to the conversation. Quiet ones came from a key and leave no line behind; `instead` carries them
        out in their other reading."""
        if self.conversation is None:
            if not quiet and self.opening.hold(words):
                self.desk.hints.flash("That comes next, when the photo is open")
            else:
                self.desk.hints.flash("There is no photo yet: drop one here, or type /open and where it is", 6.0)
            return
        about = instead.about if instead else self.conversation.session.current
        waits = bool(self._views) and not any(view.asks for view in self._views)
        shown = "\n".join((words, *(f"+ {file.name}" for file in attached)))
        said = None if quiet or instead else self.desk.transcript.you(shown, about, waiting=waits)
        self.desk.transcript.anchor()
        self.desk.hints.clear()
        if waits:
            self.desk.hints.flash("That comes next, when the running job is done; esc stops it")
        from agent.ui.turns import TurnView  # its events are not needed before the first paint

        view = TurnView(self.desk, self.looking.show_pair, quiet=quiet, about=about)
        self._views.append(view)
        reading = instead.reading if instead else None
        events = self.conversation.submit(words, attached, about=about, reading=reading)
        self.run_worker(partial(self._follow, events, view, said, words), group="turn")

    async def _follow(self, turn: AsyncIterator[Event], view: TurnView, said: Block | None, words: str) -> None:
        try:
            async for event in turn:
                if said is not None:
                    said.remove_class("waiting")
                view.show(event)
        except Exception as error:
            if not self.desk.transcript.is_attached:
                return  # the screen is closing: nobody is there to be told
            sentence = problem(error)
            if sentence is None:
                log.exception("a turn failed")
                sentence = (
                    f"Something broke inside Stet; your variants are safe. The log says more: {self.opening.log_name}"
                )
            view.fail(sentence)
        finally:
            if view in self._views:
                self._views.remove(view)
            self.tour.after(words)

    def _unasked(self) -> TurnView:
        """The view of a turn that began by itself."""
        from agent.ui.turns import TurnView

        return TurnView(self.desk, self.looking.show_pair, quiet=False)

    def action_mend(self) -> None:
        if variant := self.desk.receipts.offered():
            self.on_mended(Mended(variant))
        else:
            self.desk.hints.flash("No receipt says that something is to be put right")

    def on_mended(self, message: Mended) -> None:
        self.desk.receipts.taken(message.variant)
        self.desk.prompt.words.focus()
        self.submit(f"fix {message.variant}")

    async def on_answered(self, message: Answered) -> None:
        self.desk.prompt.words.focus()
        if self.conversation is not None:
            await self.conversation.answer(message.approval, message.choice)

    def on_instead(self, message: Instead) -> None:
        self.desk.prompt.words.focus()
        self.submit(message.words, instead=message)

    def action_other_reading(self) -> None:
        self.desk.ask_about_other()

    def _show_job(self) -> None:
        self.desk.status.job(next((view.job for view in self._views if view.job), ""))

    # Looking

    def on_grid_looked(self, message: Grid.Looked) -> None:
        self.desk.look(message.variant)

    def on_variant_tree_looked(self, message: VariantTree.Looked) -> None:
        self.desk.look(message.variant)
        self.desk.grid.look_at(message.variant.id)

    async def on_earlier(self, message: Earlier) -> None:
        await self.desk.earlier()

    def on_asked(self, message: Asked) -> None:
        self.looking.act(message.variant, message.what)

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """Typing always goes to the prompt, unless the part in focus uses the key itself."""
        words = self.desk.prompt.words
        # Words stops every letter that it takes itself, so what arrives here was typed elsewhere.
        if self.screen is not words.screen or not event.is_printable:
            return
        if event.key not in self.screen.active_bindings and event.character:
            words.focus()
            words.insert(event.character)

    async def on_paste(self, event: events.Paste) -> None:
        words = self.desk.prompt.words
        if self.screen is words.screen and self.focused is not words:
            words.focus()
            words.post_message(events.Paste(event.text))

    def on_descendant_focus(self) -> None:
        self._hint()
        if self.focused is self.desk.prompt.words:
            # What is typed is about the current variant, so that is the one to see.
            self.desk.refresh()

    def on_descendant_blur(self) -> None:
        self._hint()

    def _hint(self) -> None:
        self.desk.hints.show(hints(self.focused))

    def action_focus_next(self) -> None:
        self._step_focus(1)

    def action_focus_previous(self) -> None:
        self._step_focus(-1)

    def _step_focus(self, by: int) -> None:
        if len(self.screen_stack) > 1:
            self.screen.focus_next() if by > 0 else self.screen.focus_previous()
            return
        stops = self.desk.stops()
        at = stops.index(self.focused) if self.focused in stops else -by
        stops[(at + by) % len(stops)].focus()

    async def action_stop(self) -> None:
        if self._views and self.conversation is not None:
            await self.conversation.cancel()
            return
        self.screen.remove_class("-drawer")
        self.desk.refresh()
        self.desk.prompt.words.focus()

    def action_say(self, words: str) -> None:
        self.submit(words, quiet=True)

    def action_example(self, number: int) -> None:
        self.desk.prompt.words.put(EXAMPLES[number])
        self.desk.prompt.words.focus()

    def action_help(self) -> None:
        from agent.ui.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help())

    def action_tree(self) -> None:
        if len(self.screen_stack) > 1:
            return
        if self.desk.tree.has_focus:
            self.screen.remove_class("-drawer")
            self.desk.prompt.words.focus()
            return
        self.screen.add_class("-drawer")
        self.desk.tree.focus()

    def action_leave(self) -> None:
        """ctrl+c copies what is marked; otherwise the second one within two seconds quits."""
        focused = self.focused
        marked = focused.selected_text if isinstance(focused, Words) else self.screen.get_selected_text()
        if marked:
            self.copy_to_clipboard(marked)
            self.screen.clear_selection()
            self.desk.hints.flash("Copied")
            return
        now = time.monotonic()
        if now - self._left_at <= _TWICE:
            self.exit(0)
            return
        self._left_at = now
        self.desk.hints.flash("Press ctrl+c again to quit. Everything is kept for next time.", _TWICE)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette offers what the slash commands do."""
        for command in COMMANDS:
            yield SystemCommand(command.name[1:], command.help, lambda c=command.name: self._from_palette(c))

    def _from_palette(self, command: str) -> None:
        if needed(command):
            self.desk.prompt.words.put(f"{command} ")
            self.desk.prompt.words.focus()
        else:
            carry_out(self, command, "")

    # Faults

    def _fatal_error(self) -> None:
        """Close with one sentence; Textual's own screen would print the local variables of every frame."""
        log.critical("the screen broke", exc_info=self._exception)
        self._exit_renderables.append(
            "Stet had to close because of a fault of its own. Your photo and every variant are safe;"
            f" start it again to go on. What happened is in {self.opening.log_name}"
        )
        self._close_messages_no_wait()
