"""What a session holds: the photo it started from and the tree of variants that grew from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backends.types import Check, ImageRef, Json


@dataclass(frozen=True, slots=True)
class Variant:
    """One picture in the tree. v0 is the source; its `parent` is "". `proxy` is the stored picture for the screen."""

    id: str
    parent: str
    proxy: Path
    width: int
    height: int
    words: str = ""
    task: str = ""
    look: str = ""
    recipe: Json = field(default_factory=dict[str, Any])
    model: str = ""
    reasons: tuple[str, ...] = ()
    measured: str = ""
    checks: tuple[Check, ...] = ()
    cost_usd: float = 0.0
    seconds: float = 0.0
    ordinal: int = 0
    round: int = 0
    depth: int = 0
    """How many generative re-renders lie between it and the source; what the engine does is replayed and counts 0."""
    seed: int = 0
    name: str = ""
    note: str = ""
    starred: bool = False
    discarded: bool = False
    sent: Json = field(default_factory=dict[str, Any])
    """What a model was sent for it (tools.wording.sending); empty where none was."""

    @property
    def sha256(self) -> str:
        """The hash of the stored picture, by which it is named."""
        return self.proxy.parent.name + self.proxy.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Found:
    """A variant that a search came up with; `why` is said of it: "“beach” in its note"."""

    session: str
    variant: Variant
    why: str


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the conversation: `who` is "you" or "stet"; `about` the variant it was bound to."""

    who: str
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Source:
    """The photo as it was imported: `ref` names the stored copy, `label` is what the person called it."""

    ref: ImageRef
    path: Path
    label: str
    suffix: str
    bits: int
    profile: str
