"""Every event a reader of a conversation can receive; the screen, the one-shot command and the tests read the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from agent.plan import Plan
from backends.types import Check


@dataclass(frozen=True, slots=True)
class Said:
    """Stet speaks: one or a few plain sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Writing:
    """The next piece of an answer while it is still being written. What is said in the end comes whole as Said."""

    text: str


@dataclass(frozen=True, slots=True)
class Planned:
    """How the words were read. `reading` is one line ("moodier · 3 variants of v0"), `other` that of the second."""

    plan: Plan
    reading: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Routed:
    """Who will do it and why. `rejected` are (model, reason); `leaves_machine` is "" when nothing is uploaded."""

    model: str
    reasons: tuple[str, ...]
    rejected: tuple[tuple[str, str], ...] = ()
    cost_usd: float = 0.0
    seconds: float = 0.0
    leaves_machine: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalNeeded:
    """The turn waits for `Conversation.answer(id, choice)`; nothing was spent or sent yet.

    `picture` shows what the question is about, such as a region that was found but not for sure; `worst_usd` is what
    it may cost at most, which a yes is for. Where the question is which of several is meant, `says` holds the words
    that mean each of the choices without being asked ("" for nothing). `otherwise` is the choice that counts where
    nobody can answer; without one, nothing is done then.
    """

    id: str
    question: str
    choices: tuple[str, ...]
    cost_usd: float = 0.0
    leaves_machine: str = ""
    picture: Path | None = None
    says: tuple[str, ...] = ()
    worst_usd: float = 0.0
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An ApprovalNeeded was answered, by a key or in words."""

    id: str
    choice: str


@dataclass(frozen=True, slots=True)
class JobStarted:
    job: str
    doing: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    job: str
    done: int
    total: int
    doing: str


@dataclass(frozen=True, slots=True)
class VariantReady:
    """A variant is committed to disk and can be shown. `path` is the proxy on screen, or the exported file in a
    one-shot run; `width` and `height` are full-resolution pixels. `ordinal` counts from 1 within its round."""

    session: str
    id: str
    parent: str
    path: Path
    width: int
    height: int
    task: str
    look: str
    model: str
    words: str
    ordinal: int = 1
    cost_usd: float = 0.0


@dataclass(frozen=True, slots=True)
class ReceiptReady:
    """What was asked against what was measured. `not_checked` is part of the promise: it is never empty.

    Until it is `whole` it holds what was measured before the variant was shown, and more follows. Of a whole one,
    `verdict` is ok, warn or fail, `words` what each part became, `at` when it was measured; `mends` says in a sentence
    what can be done about one that failed, and `repairs` are the names of that, the cheapest first.
    """

    id: str
    line: str
    checks: tuple[Check, ...] = ()
    not_checked: tuple[str, ...] = ()
    whole: bool = False
    verdict: str = ""
    words: str = ""
    at: str = ""
    mends: str = ""
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """The current variant changed without a new one being made (undo, redo, back to, pick)."""

    current: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Variants that a search found, to be looked at in this order, each with the reason why it was found."""

    ids: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was made in another session: `picture` is the last of its `variants`. Here everything is as it was."""

    session: str
    label: str
    variants: tuple[str, ...]
    picture: Path


@dataclass(frozen=True, slots=True)
class Compared:
    """Two variants are ready to be looked at side by side."""

    before: str
    after: str
    before_path: Path
    after_path: Path
    heat_map: Path
    words: str


@dataclass(frozen=True, slots=True)
class Exported:
    id: str
    path: Path
    width: int
    height: int
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """`kind` is the name of the error's class, `exit_code` that of the one-shot command."""

    kind: str
    message: str
    exit_code: int
    charged_usd: float = 0.0


@dataclass(frozen=True, slots=True)
class Cancelled:
    job: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The turn is over. `variants` are the ids it made."""

    variants: tuple[str, ...] = ()
    current: str = "v0"
    exit_code: int = 0
    seconds: float = field(default=0.0)


Event = (
    Said
    | Writing
    | Planned
    | Routed
    | ApprovalNeeded
    | Answered
    | JobStarted
    | Progress
    | VariantReady
    | ReceiptReady
    | Moved
    | Listed
    | Elsewhere
    | Compared
    | Exported
    | Failed
    | Cancelled
    | Done
)
