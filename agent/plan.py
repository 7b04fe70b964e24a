"""What both planners produce from a person's words: the reading of one request, typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from backends.types import Json, Scope, Task


class Intent(StrEnum):
    EDIT = "edit"
    NAVIGATE = "navigate"
    COMPARE = "compare"
    EXPORT = "export"
    ADVISE = "advise"
    SETTINGS = "settings"
    HELP = "help"
    CHAT = "chat"
    CONFIRM = "confirm"
    ASK_IMAGE = "ask_image"
    VAGUE = "vague"
    UNKNOWN = "unknown"


class Move(StrEnum):
    """What a `navigate` request does in the tree of variants, to `Plan.subject` and `Plan.others`.

    `Plan.text` is the name, the note, what is looked for, or the other photo.
    """

    UNDO = "undo"
    REDO = "redo"
    GO = "go"
    BRANCH = "branch"
    STAR = "star"
    UNSTAR = "unstar"
    NOTE = "note"
    NAME = "name"
    TITLE = "title"  # a name for the session
    DISCARD = "discard"
    PRUNE = "prune"
    RESTORE = "restore"
    FIND = "find"
    FIND_AND_GO = "find and go"
    REBASE = "rebase"
    RECEIPT = "receipt"
    REPAIR = "repair"
    APPLY = "apply"


class Decision(StrEnum):
    ACT = "act"
    ASK = "ask"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Step:
    """One edit. For tone and style, `value` names a look or family (`look` true) or an adjustment.

    `strength` is signed and 1.0 for the plain word: "a bit warmer" .5, "much warmer" 1.6, "colder" -1.0.
    `target` and `region` are the person's words for what and where; empty means the whole picture.
    `generates` says that it needs what was never photographed, invented by a model.
    `operation` names an operation of the engine instead of a look or adjustment, with its `values`.
    """

    task: Task
    value: str = ""
    look: bool = False
    strength: float = 1.0
    target: str = ""
    region: str = ""
    keep: tuple[str, ...] = ()
    words: str = ""
    generates: bool = False
    operation: str = ""
    values: Json = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Output:
    """What an export should be: `suffix` with its dot (".png"; "" keeps the source's), `long_side` in pixels,
    `quality` 1-100, `max_bytes` the most that a file may have, `path` a file or folder as typed; 0 and "" mean
    unsaid. `together` is one picture of all, side by side or as a contact sheet. `width` and `height` are an exact
    size, `ratio` its shape ("16:9"), `place` where it goes as it was said ("instagram story"), `seconds` and `loop`
    are those of a film. `fit` says how it comes to its shape: "crop", or "pad" with `fill` (a colour or "blur")."""

    suffix: str = ""
    long_side: int = 0
    quality: int = 0
    path: str = ""
    max_bytes: int = 0
    together: bool = False
    width: int = 0
    height: int = 0
    ratio: str = ""
    place: str = ""
    seconds: float = 0.0
    loop: bool = False
    fit: str = ""
    fill: str = ""

    @property
    def reshapes(self) -> bool:
        """Whether the file has another shape or an exact size, so that the picture must be cut or padded to it."""
        return bool(self.ratio or self.place or self.width or self.height)


@dataclass(frozen=True, slots=True)
class Setting:
    """A wish that outlives its sentence: "from now on everything square" is ratio 1:1. Money is in US dollars as it
    was said, and a rule about the picture ("the walls stay white") has the name `rule` and the words as its value.
    None takes it back."""

    name: str
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: `label` is shown, and `words` are read instead of what was said; "" does nothing."""

    label: str
    words: str


class LockAct(StrEnum):
    """What is said about locks."""

    SET = "set"
    LIFT = "lift"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class LockWish:
    """`things` in the person's words; none with LIFT is all of them. `alone` where the sentence asks for nothing else:
    otherwise an edit comes with it, and `scope` says how far what that edit keeps reaches."""

    act: LockAct
    things: tuple[str, ...] = ()
    scope: Scope = Scope.STEP
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said about who should do it. `use` and `never` are the id of a model card or of a family, `about` what
    it is never for. `by` is "price", "time" or "size" where the cheapest, the quickest or the largest was asked for,
    `dial` 0 for a draft and 1 for the best. `megapixels` and `edge` are the size of the result. `stay` is for what may
    not leave this computer, `paid_work` for commercial use.

    `models` is over how many models to try it, `explore` asks for cheap drafts first, and `finish` is which variant to
    have made by a better model, as it was said ("the second one").

    `sent` asks what a model was told. `why` asks for the reasons, `why_not` is who should have done it instead. `allow`
    takes a `never` back. `alone` says that nothing else was said, and `lasting` that it holds from now on.
    """

    use: str = ""
    never: str = ""
    about: str = ""
    by: str = ""
    dial: float | None = None
    most_usd: float | None = None
    stay: bool = False
    paid_work: bool = False
    transparent: bool = False
    megapixels: float = 0.0
    edge: int = 0
    models: int = 0
    explore: bool = False
    finish: str = ""
    sent: bool = False
    why: bool = False
    why_not: str = ""
    allow: str = ""
    lasting: bool = False
    alone: bool = False


NO_WISH = Wish()


@dataclass(frozen=True, slots=True)
class Plan:
    """The reading of one request. `subject` and `others` are variant ids ("v3") after references are resolved;
    subject "" means the current variant. `wrong_reference` holds a reference that names no variant ("v99").
    Steps are a chain, or with `parallel` each its own variant ("one in black and white and one vintage").

    `unread` are the words that were not understood; `offers` are whole sentences that would be. `avoid` is what must
    not be there ("no text"), `pictures` the attached ones that are named, counted from one. `label` is the kind of the
    whole request in the words of reference/understanding.md ("multi" where its steps are of several kinds), and
    `second` the reading that came next. With the decision to ask, `choices` are the answers to `question`.
    `said` are the words of an earlier wish that its steps come from ("another one"), and `asked` those of the person
    where a language model put them into others; both "" where that is `words`.
    `standing` are the lasting wishes that were carried into it. `lock` is what the words say about what is locked,
    `brands` the names after an @, `wish` what was said about who should do it.
    """

    words: str
    intent: Intent
    steps: tuple[Step, ...] = ()
    count: int = 1
    parallel: bool = False
    subject: str = ""
    others: tuple[str, ...] = ()
    move: Move | None = None
    output: Output = Output()
    keep: tuple[str, ...] = ()
    confidence: float = 1.0
    decision: Decision = Decision.ACT
    question: str = ""
    choices: tuple[Choice, ...] = ()
    wrong_reference: str = ""
    unread: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    pictures: tuple[int, ...] = ()
    text: str = ""
    lock: LockWish | None = None
    brands: tuple[str, ...] = ()
    label: str = ""
    second: Plan | None = None
    said: str = ""
    asked: str = ""
    standing: tuple[str, ...] = ()
    wish: Wish = NO_WISH


@dataclass(frozen=True, slots=True)
class Scene:
    """What the words are read against: ids oldest first, the variants of the last round in shown order,
    the current variant, each variant's parent, how many pictures came with the words, and what is known of each
    variant: its look and how it measured ("12 % darker, colder"), for "the warmer one". `settings` are the lasting
    wishes that stand, in the order in which they were said; `last` is the kind of the last change to the tree. `names`
    are those that the person gave, in small letters, with the variant of each; `painted` says that a model made the
    current one, so that parts of it may have to be put back."""

    variants: tuple[str, ...] = ("v0",)
    shown: tuple[str, ...] = ()
    current: str = "v0"
    parents: dict[str, str] = field(default_factory=dict[str, str])
    has_alpha: bool = False
    pictures: int = 0
    traits: dict[str, str] = field(default_factory=dict[str, str])
    settings: Json = field(default_factory=dict[str, Any])
    last: str = ""
    names: dict[str, str] = field(default_factory=dict[str, str])
    painted: bool = False
