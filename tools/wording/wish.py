"""One edit as the wording needs it, whoever planned it."""

from __future__ import annotations

from dataclasses import dataclass

from backends.types import Task


@dataclass(frozen=True, slots=True)
class Change:
    """One of its steps: `target` and `value` are what and into what, `place` where, as far as they were read. `look` is
    the prompt fragment of a look."""

    task: Task
    target: str = ""
    value: str = ""
    place: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """`text` is what shall change, in the letters of whoever said it, `changes` what was read of that. `keep` and
    `avoid` are what must stay and must not be, `always` rules that stand. `pictures` counts all that are sent, the one
    that is edited first. `masked` says that a mask goes along. `ratio` is a shape that has to be painted. `finish` asks
    for the same in full quality. `language` is that of the words, "" where nobody knows."""

    text: str
    changes: tuple[Change, ...] = ()
    keep: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    pictures: int = 1
    masked: bool = False
    ratio: str = ""
    transparent: bool = False
    finish: bool = False
    language: str = "en"

    @property
    def tasks(self) -> frozenset[Task]:
        return frozenset(change.task for change in self.changes)

    @property
    def looks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(change.look for change in self.changes if change.look))
