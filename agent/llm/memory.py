"""What a language model is reminded of: the last turns whole, older ones in a line each, pictures only the newest.

No model is needed for it, and it is a pure function of what happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.harmless import one_line
from agent.llm.request import Assistant, Image, Message, ToolResult, User
from agent.session.model import Message as Line

_WHOLE_TURNS = 2
_MOST_TURNS = 6
_LINE = 200
_EARLIER = 8


class Memory:
    def __init__(self, before: Sequence[Line] = ()) -> None:
        """`before` is what was said in this session when nobody here listened."""
        self._turns: list[tuple[Message, ...]] = []
        lines = [f"{line.who}: {one_line(line.text)[:_LINE]}" for line in before[-_EARLIER:]]
        if lines:
            self._turns.append((User(("[earlier in this session]\n" + "\n".join(lines),)), Assistant("Noted.")))

    def keep(self, turn: Sequence[Message]) -> None:
        """A turn that is over. Its pictures are seen again only by `look`."""
        self._turns.append(tuple(without_pictures(turn)))
        self._turns[:] = self._turns[-_MOST_TURNS:]
        for at in range(len(self._turns) - _WHOLE_TURNS):
            self._turns[at] = compact(self._turns[at])

    def messages(self) -> list[Message]:
        return [message for turn in self._turns for message in turn]

    def forget(self) -> bool:
        """The context was too small: only the last turn stays, in a line. False where that is so already."""
        kept = [compact(turn) for turn in self._turns[-1:]]
        smaller = kept != self._turns
        self._turns[:] = kept
        return smaller


def compact(turn: Sequence[Message]) -> tuple[Message, ...]:
    """The request, what came of each call in a line, and the last words."""
    asked = next((_text(message) for message in turn if isinstance(message, User)), "")
    results = [f"[{one_line(message.text)[:_LINE]}]" for message in turn if isinstance(message, ToolResult)]
    said = [message.text for message in turn if isinstance(message, Assistant) and message.text]
    told = "\n".join([*results, *said[-1:]]) or "[nothing]"
    return User((asked.partition("<session")[0].strip() or "[words]",)), Assistant(told)


def without_pictures(turn: Sequence[Message], newest: int = 0) -> list[Message]:
    """Pictures only in the `newest` messages that have any; elsewhere their labels say what was shown."""
    kept: list[Message] = []
    left = newest
    for message in reversed(turn):
        parts = _parts(message)
        if not any(isinstance(part, Image) for part in parts):
            kept.append(message)
        elif left:
            left -= 1
            kept.append(message)
        else:
            texts = tuple(part for part in parts if isinstance(part, str))
            kept.append(replace(message, pictures=texts) if isinstance(message, ToolResult) else User(texts))
    return kept[::-1]


def _parts(message: Message) -> tuple[str | Image, ...]:
    match message:
        case User(parts):
            return parts
        case ToolResult(pictures=parts):
            return parts
        case _:
            return ()


def _text(message: User) -> str:
    return "\n".join(part for part in message.parts if isinstance(part, str))
