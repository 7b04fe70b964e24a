"""Values from servers can be anything; these make of them an object or a list, empty where they are none."""

from __future__ import annotations

from typing import Any, cast

from backends.types import Json


def an_object(value: object) -> Json:
    return cast(Json, value) if isinstance(value, dict) else {}


def a_list(value: object) -> list[Any]:
    return cast(list[Any], value) if isinstance(value, list) else []


def objects(value: object) -> list[Json]:
    """The objects in a list, without whatever else is in it."""
    return [cast(Json, item) for item in a_list(value) if isinstance(item, dict)]
