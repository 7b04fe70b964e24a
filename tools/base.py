"""What a tool is: one verb with typed arguments and declared effects, and what it needs of the session."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from backends.base import Backend, Darkroom
from backends.types import Json, Lock, Progress, Rendition

if TYPE_CHECKING:
    from tools.wording.sending import Sending


class Effect(StrEnum):
    """What running a tool can do to the world; the gate for money and privacy reads these."""

    READ = "read"
    CREATE_LOCAL = "create_local"
    SPEND = "spend"
    UPLOAD = "upload"
    EXPORT = "export"
    DELETE = "delete"


class Arguments(BaseModel):
    """Base of every tool's arguments: unknown fields are an error, since they come from models too."""

    model_config = ConfigDict(extra="forbid", frozen=True)


VARIANT_ID = r"^v\d{1,9}$"


class VariantLike(Protocol):
    """What a tool reads of a variant."""

    @property
    def id(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def proxy(self) -> Path: ...
    @property
    def recipe(self) -> Json: ...
    @property
    def look(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def seed(self) -> int: ...
    @property
    def depth(self) -> int: ...
    @property
    def round(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


class SourceLike(Protocol):
    """What a tool reads of the photo that the session started from."""

    @property
    def path(self) -> Path: ...
    @property
    def label(self) -> str: ...
    @property
    def suffix(self) -> str: ...


class Tree(Protocol):
    """What a tool needs of the session."""

    @property
    def source(self) -> SourceLike: ...
    @property
    def current(self) -> str: ...
    def variant(self, id: str) -> VariantLike: ...
    def variants(self) -> Sequence[VariantLike]: ...
    def next_round(self) -> int: ...
    def add(
        self,
        rendition: Rendition,
        *,
        parent: str,
        words: str,
        task: str,
        model: str,
        reasons: Sequence[str],
        round: int,
        ordinal: int,
        generative: bool = False,
        charge: str = "",
        sent: Json | None = None,
    ) -> VariantLike: ...
    def go(self, id: str) -> None: ...
    def undo(self) -> str: ...
    def redo(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Context:
    """Where a tool works: the tree, the backend that the route chose, the engine for files, a folder for the job,
    and what must stay."""

    tree: Tree
    backend: Backend
    darkroom: Darkroom
    workplace: Path
    words: str = ""
    model: str = ""
    reasons: tuple[str, ...] = ()
    sending: Sending | None = None
    """What a model is told, and who it is. None for the engine, which goes by recipes."""
    locks: tuple[Lock, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A variant that is on disk, `ordinal` in its round, with the rendition it came from."""

    variant: VariantLike
    rendition: Rendition
    ordinal: int


A = TypeVar("A", bound=Arguments, contravariant=True)
R = TypeVar("R", covariant=True)


class Tool(Protocol[A, R]):
    """`Arguments` become the model's schema, the palette entry and the validation."""

    name: ClassVar[str]
    description: ClassVar[str]
    effects: ClassVar[frozenset[Effect]]

    def run(self, arguments: A, context: Context) -> AsyncIterator[Progress | R]: ...
