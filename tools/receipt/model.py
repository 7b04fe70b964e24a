"""The receipt as it is kept and printed: what was delivered against what was asked, measured, and what was not."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Level = Literal["note", "warn", "fail"]
Verdict = Literal["ok", "warn", "fail"]
AlphaKind = Literal["true", "opaque", "painted"]
# (left, top, width, height) in pixels of the picture before.
Rect = tuple[int, int, int, int]


class Record(BaseModel):
    """A later version may know more fields; an older reader passes them by."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Align(Record):
    """Where the result's content lies against the picture before, see `alignment.Alignment`. `moved` is the farthest
    that a corner went, in pixels of the picture before; not `defined` where there is too little in it to say."""

    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    rotation: float = 0.0
    turned: int = 0
    mirrored: bool = False
    moved: float = 0.0
    resid_before: float = 0.0
    resid_after: float = 0.0
    accepted: bool = False
    defined: bool = True


class Change(Record):
    """What differs once the result is aligned: per cent of the picture, of the asked region and of the rest (None where
    no region is known). `tiles` is a grid of `columns` x `rows` as base64, one byte a tile: 0 unchanged, from 85 on
    changed, 255 for changed beyond doubt. `structure_only` says that only shapes were compared, since light and colour
    were asked to change."""

    whole_pct: float = 0.0
    inside_pct: float | None = None
    outside_pct: float | None = None
    columns: int = 0
    rows: int = 0
    tiles: str = ""
    boxes: tuple[Rect, ...] = ()
    words: str = ""
    structure_only: bool = False


class LockHeld(Record):
    """`max_diff` in steps of 255 over the locked pixels; `restored` where they were put back."""

    id: str
    label: str
    max_diff: float
    restored: bool = False


class Delivered(Record):
    w: int
    h: int
    format: str
    mode: str
    alpha_kind: AlphaKind
    count: int = 1


class Wanted(Record):
    """What of the request can be checked; None and "" for what was not asked."""

    words: str = ""
    region: str = ""
    keep: tuple[str, ...] = ()
    w: int | None = None
    h: int | None = None
    ratio: str = ""
    format: str = ""
    alpha: bool | None = None
    text: str = ""
    look: str = ""
    count: int = 1


class Colour(Record):
    """`de_outside` is the mean CIEDE2000 by which colour and light moved as one where nothing was asked; `cast` says
    which way in words, "" for none."""

    de_outside: float = 0.0
    cast: str = ""


class Flag(Record):
    """`id` is stable (see `flags.SAYS`), `says` the sentence for people."""

    id: str
    level: Level
    says: str


class Texts(Record):
    """Lines as read before and after; `read` is false where nothing could read, or nothing needed to be read."""

    read: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    spelled: bool | None = None


class Receipt(Record):
    """One for every variant, and for any two pictures. `line` is what the conversation shows."""

    source: str
    result: str
    align: Align = Field(default_factory=Align)
    change: Change = Field(default_factory=Change)
    locks: tuple[LockHeld, ...] = ()
    delivered: Delivered
    asked: Wanted = Field(default_factory=Wanted)
    colour: Colour = Field(default_factory=Colour)
    flags: tuple[Flag, ...] = ()
    text: Texts = Field(default_factory=Texts)
    depth: int = 0
    not_checked: tuple[str, ...] = ()
    verdict: Verdict = "ok"
    line: str = ""

    def to_json(self, indent: int | None = None) -> str:
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        return cls.model_validate_json(text)
