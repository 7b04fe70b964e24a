"""Which fragment belongs to which tool call: servers number, name and cut calls in their own ways.

Seen in recordings and reports: the index missing, always 0, counted on with every delta or used again for the next
call (Ollama #7881 #15457, SGLang lmdeploy#3412); the id only in the first delta, missing (vLLM #18412), in every delta
or new in every delta; one id for two calls; the name repeated or in pieces; arguments as an object, whole, resent, or
growing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from agent.llm.arguments import is_whole
from agent.llm.settling import PLACEHOLDERS
from agent.llm.untyped import an_object, objects


@dataclass(slots=True)
class Fragment:
    """One entry of a delta's `tool_calls`, made plain; `place` is its position where the delta holds several."""

    index: int | None
    id: str
    name: str
    arguments: str
    place: int | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


class Call:
    """One call as it grows. What it costs stays in proportion to its length, however small the pieces are."""

    __slots__ = ("_closed", "_depth", "_escaped", "_in_string", "extra", "id", "index", "names", "pieces", "place")

    def __init__(self, index: int | None, id: str, place: int | None) -> None:
        self.index = index
        self.id = id
        self.place = place
        self.names: list[str] = []
        self.pieces: list[str] = []
        self.extra: dict[str, Any] = {}
        self._start_over()

    @property
    def name(self) -> str:
        return joined_name(self.names)

    @property
    def whole(self) -> bool:
        """Have the arguments come to the end of one object?"""
        return self._closed

    def arguments(self) -> str:
        text = "".join(self.pieces)
        if len(self.pieces) > 1 and not is_whole(text) and _grows(self.pieces) and is_whole(self.pieces[-1]):
            return self.pieces[-1]
        return text

    def repeats(self, text: str) -> bool:
        """Is `text` nothing new behind arguments that are whole?"""
        return not text.strip() or text == "".join(self.pieces)

    @property
    def placeholder(self) -> bool:
        return sum(map(len, self.pieces)) < 5 and "".join(self.pieces).strip() in PLACEHOLDERS

    def take(self, fragment: Fragment) -> None:
        self.id = self.id or fragment.id
        self.extra |= fragment.extra
        # A name that comes with every delta need not be kept every time.
        if fragment.name and self.names[-2:] != [fragment.name] * 2:
            self.names.append(fragment.name)
        new = fragment.arguments
        if not new or (self.whole and self.repeats(new)):
            return
        if self.placeholder and new.lstrip().startswith("{"):
            self.pieces.clear()
            self._start_over()
        self.pieces.append(new)
        self._closed = self._scan(new) and is_whole("".join(self.pieces))

    def _start_over(self) -> None:
        self._depth = 0
        self._in_string = self._escaped = self._closed = False

    def _scan(self, text: str) -> bool:
        """Follow the brackets through `text`; true when the last of them has closed."""
        closed = False
        start = 1 if self._escaped and text else 0
        self._escaped = False
        for mark in _MARK.finditer(text, start):
            if mark[0].startswith("\\"):
                self._escaped = len(mark[0]) == 1
            elif mark[0] == '"':
                self._in_string = not self._in_string
            elif not self._in_string:
                self._depth += 1 if mark[0] in "{[" else -1
                closed = self._depth == 0
        return closed and not self._in_string


_MARK = re.compile(r'\\.|\\$|["{}\[\]]', re.DOTALL)


def fragments(entries: object) -> list[Fragment]:
    """The entries of a delta that can be read at all, in order."""
    found = objects(entries) or objects([entries])
    several = len(found) > 1
    return [fragment(entry, place if several else None) for place, entry in enumerate(found)]


def fragment(entry: dict[str, Any], place: int | None = None) -> Fragment:
    function = entry.get("function")
    inner = an_object(function) or entry
    identity, name = entry.get("id"), inner.get("name")
    extra = {key: value for key, value in entry.items() if key not in _KNOWN and value is not None}
    return Fragment(
        _index(entry.get("index")),
        "" if identity is None or isinstance(identity, bool | dict | list) else str(identity),
        name if isinstance(name, str) else "",
        _text(inner.get("arguments", inner.get("parameters") if inner is entry else None)),
        place,
        extra,
    )


_KNOWN = {"index", "id", "type", "function", "name", "arguments", "parameters"}


def _index(value: object) -> int | None:
    if isinstance(value, str) and len(value) < 9 and value.isascii() and value.isdigit():
        return int(value)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9 else None


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class Calls:
    """The calls of one answer, in the order in which they began."""

    def __init__(self) -> None:
        self._calls: list[Call] = []

    def __len__(self) -> int:
        return len(self._calls)

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)

    def take(self, entries: Sequence[Fragment]) -> None:
        """File the entries of one delta. Two entries of one delta without id and index are two calls."""
        for entry in entries:
            call = self._owner(entry)
            if call is None:
                call = Call(entry.index, entry.id, entry.place)
                self._calls.append(call)
            call.take(entry)

    def _owner(self, entry: Fragment) -> Call | None:
        if entry.id:
            named = [call for call in reversed(self._calls) if call.id == entry.id]
            same = next((call for call in named if call.index == entry.index), named[0] if named else None)
            if same is not None:
                return None if _one_id_for_two(same, entry) else same
        if entry.index is not None:
            return self._owner_by_index(entry, entry.index)
        if entry.place is not None:
            return self._owner_by_place(entry, entry.place)
        return self._last(entry)

    def _owner_by_index(self, entry: Fragment, index: int) -> Call | None:
        last = next((call for call in reversed(self._calls) if call.index == index), None)
        if last is None:
            # An index that nobody opened, without a name: some servers count on with every delta.
            return None if entry.name or entry.id else self._last(entry)
        return None if _begins_anew(last, entry) else last

    def _owner_by_place(self, entry: Fragment, place: int) -> Call | None:
        last = next((call for call in reversed(self._calls) if call.place == place), None)
        return None if last is None or _begins_anew(last, entry) else last

    def _last(self, entry: Fragment) -> Call | None:
        last = self._calls[-1] if self._calls else None
        if last is None or _begins_anew(last, entry):
            return None
        if entry.id and last.id and (entry.name or last.whole):
            return None
        return last


def _begins_anew(last: Call, entry: Fragment) -> bool:
    """Is `entry` the next call in a slot that `last` holds?"""
    if not entry.name:
        return False
    other_id = bool(entry.id and last.id and entry.id != last.id)
    if last.whole:
        # The same name with nothing behind it, or with the same arguments again, is the old call once more.
        again = last.repeats(entry.arguments) or last.placeholder
        return other_id or entry.name != last.name or not again
    if not other_id:
        return False
    # Another id on an unfinished call: a call without arguments was followed by the next one, or ids rotate.
    return entry.name != last.name and not last.name.startswith(entry.name)


def _one_id_for_two(same: Call, entry: Fragment) -> bool:
    """Servers that give every call one id ("call_0", the function's name) still number or name them."""
    if not entry.name:
        return False
    if entry.index is None or same.index is None or entry.index == same.index:
        return same.whole and entry.name != same.name
    if entry.name != same.name:
        return same.whole or not same.name.startswith(entry.name)
    return same.whole and (not entry.arguments or not same.repeats(entry.arguments))


def joined_name(pieces: Sequence[str]) -> str:
    """One name of what came: repeated whole, growing, or in pieces."""
    if not pieces:
        return ""
    if all(piece == pieces[0] for piece in pieces) and len(pieces[0]) > 1:
        return pieces[0]
    if len(pieces[-1]) > 1 and _grows(pieces):
        return pieces[-1]
    whole = "".join(pieces)
    # In pieces, and then once more as a whole.
    half = "".join(pieces[:-1])
    return half if len(pieces) > 2 and half == pieces[-1] else whole


def _grows(pieces: Sequence[str]) -> bool:
    return all(len(new) >= len(old) and new.startswith(old) for old, new in pairwise(pieces))
