"""A question that a turn waits for, asked in the conversation itself so that nothing is hidden behind it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widgets import Static

from agent.events import ApprovalNeeded
from agent.harmless import harmless, one_line
from agent.ui.messages import Answered
from agent.ui.text import money

_SETTLE = 0.5  # seconds without a key after which whoever was typing has seen the question

_SHORT = 8


class ApprovalCard(Static, can_focus=True):
    """Digits answer at once; arrows choose and enter answers. Nothing is chosen at first, so that a stray enter
    spends no money, and keys of someone who is still typing go on to the prompt."""

    def __init__(self, question: ApprovalNeeded) -> None:
        super().__init__(markup=False, classes="approval")
        self._question = question
        self._choices: Sequence[str] = question.choices
        self._at = -1
        self._quiet_since = time.monotonic()
        self._answer = ""
        self.border_title = "Stet asks"

    def on_mount(self) -> None:
        self._draw()

    def on_key(self, event: events.Key) -> None:
        if self._answer:
            return
        now = time.monotonic()
        if now - self._quiet_since < _SETTLE:
            self._quiet_since = now if event.is_printable else self._quiet_since
            return
        if event.key.isdigit() and 1 <= int(event.key) <= len(self._choices):
            self._give(int(event.key) - 1)
        elif event.key in ("left", "up"):
            self._at = max(0, self._at - 1)
        elif event.key in ("right", "down"):
            self._at = min(len(self._choices) - 1, self._at + 1)
        elif event.key == "enter" and self._at >= 0:
            self._give(self._at)
        else:
            return
        event.stop()
        self._draw()

    def _give(self, at: int) -> None:
        self._at = at
        self._answer = self._choices[at]
        self.can_focus = False
        self.post_message(Answered(self._question.id, self._answer))

    def answered(self, choice: str) -> None:
        """It was answered in words."""
        if not self._answer:
            self._answer = choice
            self.can_focus = False
            self._draw()

    def withdraw(self) -> None:
        """The turn ended without an answer."""
        if not self._answer:
            self._answer = "nothing was done"
            self.can_focus = False
            self._draw()

    def _draw(self) -> None:
        asked = self._question
        facts = [money(asked.cost_usd) if asked.cost_usd else "", one_line(asked.leaves_machine)]
        parts: list[str | Content | tuple[str, str]] = [(harmless(asked.question), "bold")]
        if any(facts):
            parts += ["\n", (" · ".join(fact for fact in facts if fact), "$quiet")]
        parts.append("\n")
        if self._answer:
            parts.append((f"→ {one_line(self._answer)}", "$quiet"))
        else:
            # Yes and no stand beside each other, variants with their names below.
            between = "\n" if max(map(len, self._choices)) > _SHORT else "   "
            for number, choice in enumerate(self._choices):
                style = "bold reverse" if number == self._at else ""
                parts += [
                    between if number else "",
                    (f" {number + 1} ", "bold $accent"),
                    (f"{one_line(choice)}", style),
                ]
        self.update(Content.assemble(*parts))
