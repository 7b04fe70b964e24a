"""What a server wants back with its own message (DeepSeek, OpenRouter, Gemini), kept as it came and put together."""

from __future__ import annotations

from typing import Any, cast

from backends.types import Json

_FIELDS = ("reasoning_content", "reasoning", "reasoning_details", "extra_content")


class Echo:
    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = {}
        self._parts: dict[str, list[Any]] = {}
        self._others: dict[str, Any] = {}

    def take(self, delta: Json) -> None:
        for name in _FIELDS:
            value = delta.get(name)
            if isinstance(value, str) and value:
                self._texts.setdefault(name, []).append(value)
            elif isinstance(value, list) and value:
                self._parts.setdefault(name, []).extend(cast(list[Any], value))
            elif value:
                self._others[name] = value

    def joined(self, calls: dict[str, dict[str, Any]]) -> Json:
        """The fields of the message, and under "calls" those of each call by its id."""
        parts = {name: _merged(found) for name, found in self._parts.items()}
        whole = self._others | parts | {name: "".join(found) for name, found in self._texts.items()}
        return whole | ({"calls": calls} if calls else {})


def _merged(parts: list[Any]) -> list[Any]:
    """`reasoning_details` come in pieces of text that belong to one entry as long as type and index stay."""
    merged: list[Any] = []
    texts: list[str] = []
    for part in parts:
        last = merged[-1] if merged else None
        if _continues(last, part):
            texts.append(part["text"])
            merged[-1] = last | part
        else:
            _close(merged, texts)
            merged.append(part)
            texts = [part["text"]] if _has_text(part) else []
    _close(merged, texts)
    return merged


def _close(merged: list[Any], texts: list[str]) -> None:
    if len(texts) > 1:
        merged[-1] = merged[-1] | {"text": "".join(texts)}


def _continues(last: Any, part: Any) -> bool:
    return _has_text(last) and _has_text(part) and all(last.get(name) == part.get(name) for name in ("type", "index"))


def _has_text(part: Any) -> bool:
    return isinstance(part, dict) and isinstance(cast(Json, part).get("text"), str)
