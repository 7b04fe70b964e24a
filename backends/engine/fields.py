"""The fields of a recipe's steps: what each may hold, checked when a recipe is read from outside."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import field
from functools import lru_cache
from typing import Any

from backends.errors import BadRequest

HUES = ("red", "skin", "yellow", "green", "cyan", "blue", "magenta")


def number(default: float, low: float, high: float) -> Any:
    return field(default=default, metadata={"range": (low, high)})


def numbers(length: int, low: float, high: float, default: tuple[float, ...] = ()) -> Any:
    """A tuple of `length` numbers, or of any length up to -`length` where that is negative."""
    return field(default=default, metadata={"range": (low, high), "length": length})


def whole(default: int, low: int, high: int) -> Any:
    return field(default=default, metadata={"range": (low, high)})


def text(default: str = "", most: int = 200) -> Any:
    """At most `most` characters."""
    return field(default=default, metadata={"most": most})


def choice(default: str, *others: str) -> Any:
    return field(default=default, metadata={"choices": (default, *others)})


def flag(default: bool = False) -> Any:
    return field(default=default, metadata={})


def tint() -> Any:
    """A pair: hue in degrees on the RGB wheel (0 red, 120 green, 240 blue) and amount."""
    return field(default=(0.0, 0.0), metadata={"range": (0.0, 360.0), "amount": (-0.5, 0.5), "length": 2})


def values_of(op: str, kind: type[Any], data: dict[str, Any]) -> dict[str, Any]:
    """The fields of a step from its JSON object without "op"; raises BadRequest for what does not fit."""
    parts = {part.name: part for part in dataclasses.fields(kind)}
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in parts:
            raise BadRequest(f"the step {op!r} has no field {name!r}")
        values[name] = _checked(f"{op}.{name}", value, parts[name], _kinds(kind)[name])
    return values


@lru_cache(maxsize=256)
def _kinds(step: type[Any]) -> dict[str, type]:
    hints = typing.get_type_hints(step)
    return {name: typing.get_origin(hint) or hint for name, hint in hints.items()}


def _checked(where: str, value: object, part: dataclasses.Field[Any], kind: type) -> Any:
    limits = part.metadata
    if kind is str:
        if not isinstance(value, str):
            raise BadRequest(f"{where} must be a text")
        if "choices" in limits and value not in limits["choices"]:
            raise BadRequest(f"{where} cannot be {value!r}", f"It can be {', '.join(limits['choices'])}.")
        if len(value) > limits.get("most", 200):
            raise BadRequest(f"{where} is longer than {limits['most']} characters")
        return value
    if kind is bool:
        if not isinstance(value, bool):
            raise BadRequest(f"{where} must be true or false")
        return value
    if kind is tuple:
        return _numbers(where, value, limits)
    if kind is dict:
        if not isinstance(value, dict):
            raise BadRequest(f"{where} must map hues to numbers")
        for hue in value:
            if hue not in HUES:
                raise BadRequest(f"{where} knows no hue {hue!r}", f"There are {', '.join(HUES)}.")
        return {str(hue): float(_number(where, item, limits["range"])) for hue, item in value.items()}
    if kind is int and not isinstance(value, int):
        raise BadRequest(f"{where} must be a whole number")
    checked = _number(where, value, limits["range"])
    return checked if kind is int else float(checked)


def _number(where: str, item: object, limits: tuple[float, float]) -> float:
    low, high = limits
    if isinstance(item, bool) or not isinstance(item, int | float) or not low <= item <= high:
        raise BadRequest(f"{where} must be between {low} and {high}, not {item!r}")
    return item


def _numbers(where: str, value: object, limits: typing.Mapping[str, Any]) -> tuple[float, ...]:
    length = limits["length"]
    fits = isinstance(value, list | tuple) and (len(value) == length if length >= 0 else len(value) <= -length)
    if not isinstance(value, list | tuple) or not fits:
        raise BadRequest(f"{where} must be a list of {abs(length)} numbers" + (" at most" if length < 0 else ""))
    if "amount" in limits:
        first, second = value
        amount = _number(f"{where}'s amount", second, limits["amount"])
        return float(_number(where, first, limits["range"])), float(amount)
    return tuple(float(_number(where, item, limits["range"])) for item in value)
