"""Where each whole-picture operation lives: a line here, and a file beside. Imported when it is first used."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from backends.engine.operations.base import Operation, Plan

# What a step of a recipe is called, and its class.
OPERATIONS: dict[str, str] = {
    "within": "backends.engine.within:Within",
    "table": "backends.engine.operations.table:ColourTable",
}

# What a request is called, and the plan that finds its steps on a photo.
REQUESTS: dict[str, str] = {
    "lut": "backends.engine.operations.own_lut:plan",
}


@cache
def operation(name: str) -> type[Operation] | None:
    return _found(OPERATIONS.get(name))


@cache
def request(name: str) -> Plan | None:
    return _found(REQUESTS.get(name))


def op_of(kind: type[Any]) -> str:
    """The name of a step's class."""
    place = f"{kind.__module__}:{kind.__qualname__}"
    return next(name for name, where in OPERATIONS.items() if where == place)


def _found(place: str | None) -> Any:
    if place is None:
        return None
    module, _, name = place.partition(":")
    return cast(Any, getattr(import_module(module), name))
