"""The language between the client and the worker: one JSON object a line, made from the shared dataclasses."""

from __future__ import annotations

import dataclasses
import os
import types
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, Union, get_args, get_origin, get_type_hints

from backends.errors import BY_NAME, BackendFailed, StetError

if TYPE_CHECKING:
    from backends.types import Json

T = TypeVar("T")

END = "end"
ERROR = "error"


def take_over_streams() -> BinaryIO:
    """What standard output was, for answers alone. From then on it leads where errors do: native libraries print as
    they please."""
    private = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(private, "wb", buffering=0)


def to_json(value: Any) -> Any:
    """Dataclasses as objects, tuples as lists, paths as text; invalid UTF-8 in names survives as escapes."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    return value


def from_json(kind: type[T], data: Any) -> T:
    """The value that `to_json` was given, where `kind` is its type. Both ends are ours, so nothing is checked."""
    return _read(kind, data)


def answer_from(name: str, body: Json) -> Any:
    """An answer of the worker, which names its type."""
    from backends import types as shared  # the client is started before anything can be answered

    return _read(getattr(shared, name), body)


def error_json(error: StetError) -> Json:
    return {"error": type(error).__name__, "what": error.what, "advice": error.advice}


def error_from(body: Json) -> StetError:
    return BY_NAME.get(body["error"], BackendFailed)(body["what"], body["advice"])


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], value) for name, value in data.items()})
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in data)
    if origin in (Union, types.UnionType, dict):
        return data
    if isinstance(kind, type) and issubclass(kind, Path | Enum):
        return kind(data)
    return data
