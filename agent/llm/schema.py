"""The JSON schema of a tool's arguments as language models take it: flat, without titles, byte-stable."""

from __future__ import annotations

from typing import Any, cast

from pydantic import BaseModel

from backends.types import Json

_DROPPED = ("title", "default", "$defs")
# Outside of what OpenAI's strict mode accepts; the local validation still holds them.
_NOT_STRICT = ("minLength", "maxLength", "uniqueItems", "examples")


def of(arguments: type[BaseModel]) -> Json:
    """The schema of `arguments` with references written out. Raises ValueError for a recursive model."""
    schema = arguments.model_json_schema()
    return cast(Json, _plain(schema, cast(Json, schema.get("$defs", {})), 0))


def strict(schema: Json) -> Json:
    """The same for strict mode: every field required, what may be left out may be null. Local reading must take null
    for absent, see `without_nulls`."""
    return cast(Json, _strict(schema))


def without_nulls(arguments: Json) -> Json:
    """Strict mode writes null for what was left out; the models' own defaults count instead."""
    return cast(Json, _without_nulls(arguments))


def _without_nulls(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_nulls(item) for item in cast(list[Any], node)]
    if isinstance(node, dict):
        return {key: _without_nulls(value) for key, value in cast(Json, node).items() if value is not None}
    return node


def _plain(node: Any, definitions: Json, depth: int) -> Any:
    if depth > 40:
        raise ValueError("the arguments of a tool refer to themselves")
    if isinstance(node, list):
        return [_plain(item, definitions, depth + 1) for item in cast(list[Any], node)]
    if not isinstance(node, dict):
        return node
    found = cast(Json, node)
    if reference := found.get("$ref"):
        name = str(reference).rpartition("/")[2]
        rest = {key: value for key, value in found.items() if key != "$ref"}
        return _plain({**definitions[name], **rest}, definitions, depth + 1)
    # A field that is itself called "title" is kept: inside "properties" keys are names.
    return {
        key: {name: _plain(value, definitions, depth + 1) for name, value in cast(Json, inner).items()}
        if key == "properties"
        else _plain(inner, definitions, depth + 1)
        for key, inner in found.items()
        if key not in _DROPPED
    }


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in cast(list[Any], node)]
    if not isinstance(node, dict):
        return node
    found = {key: value for key, value in cast(Json, node).items() if key not in _NOT_STRICT}
    properties = found.get("properties")
    if not isinstance(properties, dict):
        return {key: _strict(value) for key, value in found.items()}
    required = found.get("required", [])
    fields = {
        name: _strict(value) if name in required else _nullable(_strict(value))
        for name, value in cast(Json, properties).items()
    }
    rest = {key: _strict(value) for key, value in found.items() if key not in ("properties", "required")}
    return rest | {"properties": fields, "required": list(fields), "additionalProperties": False}


def _nullable(node: Any) -> Any:
    options = node.get("anyOf")
    if options is not None:
        return node if {"type": "null"} in options else {**node, "anyOf": [*options, {"type": "null"}]}
    return {"anyOf": [node, {"type": "null"}]}
