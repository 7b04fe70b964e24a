"""Ways in which servers say the same stream differently: each takes chunks of a good server and makes them those of a
worse one. Sources of the kinds are in agent/llm/calls.py and agent/llm/body.py."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

Chunks = list[dict[str, Any]]


def entries(chunks: Chunks) -> Iterator[dict[str, Any]]:
    """Every fragment of a call, in order."""
    for chunk in chunks:
        for choice in chunk.get("choices") or []:
            for entry in (choice.get("delta") or {}).get("tool_calls") or []:
                entry.setdefault("function", {})
                yield entry


def each(change: Callable[[dict[str, Any], int], None]) -> Callable[[Chunks], Chunks]:
    def bend(chunks: Chunks) -> Chunks:
        for number, entry in enumerate(entries(chunks)):
            change(entry, number)
        return chunks

    return bend


def calls_of(chunks: Chunks) -> list[dict[str, Any]]:
    """The calls as a good server numbered them."""
    by_index: dict[Any, dict[str, Any]] = {}
    for entry in entries(chunks):
        call = by_index.setdefault(entry.get("index", 0), {"id": None, "name": "", "arguments": ""})
        call["id"] = call["id"] or entry.get("id")
        call["name"] = call["name"] or entry["function"].get("name") or ""
        call["arguments"] += entry["function"].get("arguments") or ""
    return list(by_index.values())


def _with_calls(chunks: Chunks, made: list[list[dict[str, Any]]]) -> Chunks:
    """`chunks` with these deltas of calls where the first one stood, and no others."""
    result: Chunks = []
    placed = False
    for chunk in chunks:
        choice = next(iter(chunk.get("choices") or []), None)
        delta = choice.get("delta") if choice else None
        if not delta or not delta.get("tool_calls"):
            result.append(chunk)
            continue
        if not placed:
            placed = True
            for some in made:
                added = copy.deepcopy(chunk)
                added["choices"][0]["delta"]["tool_calls"] = some
                added["choices"][0]["finish_reason"] = None
                result.append(added)
        if choice and (choice.get("finish_reason") or chunk.get("usage")):
            last = copy.deepcopy(chunk)
            last["choices"][0]["delta"] = {}
            result.append(last)
    return result


def _function(call: dict[str, Any]) -> dict[str, Any]:
    return {"name": call["name"], "arguments": call["arguments"]}


def whole_calls(chunks: Chunks, *, index: Callable[[int], int | None] = lambda place: place, id: bool = True) -> Chunks:
    made: list[list[dict[str, Any]]] = []
    for place, call in enumerate(calls_of(chunks)):
        entry: dict[str, Any] = {"type": "function", "function": _function(call)}
        if id:
            entry["id"] = call["id"]
        if index(place) is not None:
            entry["index"] = index(place)
        made.append([entry])
    return _with_calls(chunks, made)


def one_list(chunks: Chunks) -> Chunks:
    """All calls whole in one delta, without index and id."""
    return _with_calls(chunks, [[{"type": "function", "function": _function(call)} for call in calls_of(chunks)]])


def interleaved(chunks: Chunks) -> Chunks:
    """The calls' names first, then their arguments in turns."""
    calls = calls_of(chunks)
    made = [
        [{"index": place, "id": call["id"], "function": {"name": call["name"], "arguments": ""}}]
        for place, call in enumerate(calls)
    ]
    longest = max((len(call["arguments"]) for call in calls), default=0)
    for start in range(0, longest, 3):
        for place, call in enumerate(calls):
            if piece := call["arguments"][start : start + 3]:
                made.append([{"index": place, "function": {"arguments": piece}}])
    return _with_calls(chunks, made)


def side_by_side(chunks: Chunks) -> Chunks:
    """Interleaved, in lists without numbers: the place in the list says whose it is."""
    calls = calls_of(chunks)
    if len(calls) < 2:
        return chunks
    made = [[{"id": call["id"], "function": {"name": call["name"], "arguments": ""}} for call in calls]]
    longest = max(len(call["arguments"]) for call in calls)
    for start in range(0, longest, 4):
        made.append([{"function": {"arguments": call["arguments"][start : start + 4]}} for call in calls])
    return _with_calls(chunks, made)


def char_by_char(chunks: Chunks) -> Chunks:
    made: list[list[dict[str, Any]]] = []
    for place, call in enumerate(calls_of(chunks)):
        made.append([{"index": place, "id": call["id"], "function": {"name": call["name"], "arguments": ""}}])
        made += [[{"index": place, "function": {"arguments": letter}}] for letter in call["arguments"]]
    return _with_calls(chunks, made)


def names_in_pieces(chunks: Chunks) -> Chunks:
    made: list[list[dict[str, Any]]] = []
    for place, call in enumerate(calls_of(chunks)):
        half = max(2, len(call["name"]) // 2)
        made.append([{"index": place, "id": call["id"], "function": {"name": call["name"][:half]}}])
        made.append([{"index": place, "function": {"name": call["name"][half:], "arguments": ""}}])
        made.append([{"index": place, "function": {"arguments": call["arguments"]}}])
    return _with_calls(chunks, made)


def growing(chunks: Chunks) -> Chunks:
    """Every delta tells the whole call so far."""
    made: list[list[dict[str, Any]]] = []
    for place, call in enumerate(calls_of(chunks)):
        ends = [*range(1, len(call["arguments"]), 5), len(call["arguments"])]
        made += [
            [
                {
                    "index": place,
                    "id": call["id"],
                    "function": {"name": call["name"], "arguments": call["arguments"][:end]},
                }
            ]
            for end in ends
        ]
    return _with_calls(chunks, made)


def resent(chunks: Chunks) -> Chunks:
    """At the end each call comes once more, whole (vLLM's last delta of some versions)."""
    calls = calls_of(chunks)
    made = [[entry] for entry in copy.deepcopy(list(entries(chunks)))]
    made += [
        [{"index": place, "id": call["id"], "function": _function(call)}]
        for place, call in enumerate(calls)
        if call["arguments"]
    ]
    return _with_calls(chunks, made)


def placeholder(chunks: Chunks) -> Chunks:
    """ "{}" stands where the arguments are still to come (Anthropic's streams through gateways)."""
    made: list[list[dict[str, Any]]] = []
    for place, call in enumerate(calls_of(chunks)):
        made.append([{"index": place, "id": call["id"], "function": {"name": call["name"], "arguments": "{}"}}])
        made.append([{"index": place, "function": {"arguments": call["arguments"]}}])
    return _with_calls(chunks, made)


def one_id(chunks: Chunks) -> Chunks:
    for entry in entries(chunks):
        if entry.get("id"):
            entry["id"] = "call_0"
    return chunks


def arguments_as_objects(chunks: Chunks) -> Chunks:
    made: list[list[dict[str, Any]]] = []
    for place, call in enumerate(calls_of(chunks)):
        try:
            arguments = json.loads(call["arguments"])
        except ValueError:
            arguments = call["arguments"]
        entry = {"index": place, "id": call["id"], "function": {"name": call["name"], "arguments": arguments}}
        made.append([entry])
    return _with_calls(chunks, made)


def flat(chunks: Chunks) -> Chunks:
    """Name and arguments beside the id, not in "function"."""
    return _with_calls(
        chunks, [[{"index": place, "id": call["id"], **_function(call)}] for place, call in enumerate(calls_of(chunks))]
    )


def legacy(chunks: Chunks) -> Chunks:
    """The first call as `function_call`, for streams of one call."""
    calls = calls_of(chunks)
    if len(calls) != 1:
        return chunks
    result = _with_calls(chunks, [[{"function": {}}]])
    for chunk in result:
        for choice in chunk.get("choices") or []:
            if (choice.get("delta") or {}).pop("tool_calls", None):
                choice["delta"]["function_call"] = _function(calls[0])
    return result


def messages_for_deltas(chunks: Chunks) -> Chunks:
    for chunk in chunks:
        for choice in chunk.get("choices") or []:
            if "delta" in choice:
                choice["message"] = choice.pop("delta")
    return chunks


def empty_chunks(chunks: Chunks) -> Chunks:
    empty: Chunks = [
        {},
        {"choices": []},
        {"choices": None},
        {"choices": [{"index": 0, "delta": None}]},
        {"choices": [{"index": 0, "delta": {"content": None, "tool_calls": None}}]},
        {"choices": [{"index": 0, "delta": {"tool_calls": []}}]},
        {"object": "ping"},
    ]
    return [some for chunk in chunks for some in (*copy.deepcopy(empty), chunk)]


def foreign_choice(chunks: Chunks) -> Chunks:
    for chunk in chunks:
        if chunk.get("choices"):
            other = copy.deepcopy(chunk["choices"][0]) | {"index": 1}
            chunk["choices"].append(other)
    return chunks


def without_fields(chunks: Chunks) -> Chunks:
    return [{key: value for key, value in chunk.items() if key in ("choices", "usage", "error")} for chunk in chunks]


def wrong_finish(chunks: Chunks) -> Chunks:
    for chunk in chunks:
        for choice in chunk.get("choices") or []:
            if choice.get("finish_reason") in ("tool_calls", "function_call"):
                choice["finish_reason"] = "stop"
    return chunks


def no_finish(chunks: Chunks) -> Chunks:
    for chunk in chunks:
        for choice in chunk.get("choices") or []:
            choice.pop("finish_reason", None)
    return chunks


def final_twice(chunks: Chunks) -> Chunks:
    return [*chunks, copy.deepcopy(chunks[-1])]


def usage_everywhere(chunks: Chunks) -> Chunks:
    last = next((chunk["usage"] for chunk in reversed(chunks) if chunk.get("usage")), {"prompt_tokens": 1})
    return [chunk | {"usage": last} for chunk in chunks]


def content_in_parts(chunks: Chunks) -> Chunks:
    for chunk in chunks:
        for choice in chunk.get("choices") or []:
            delta = choice.get("delta") or {}
            if isinstance(delta.get("content"), str):
                delta["content"] = [{"type": "text", "text": delta["content"]}]
    return chunks


def _set(name: str, value: Callable[[dict[str, Any], int], Any]) -> Callable[[Chunks], Chunks]:
    def change(entry: dict[str, Any], number: int) -> None:
        entry[name] = value(entry, number)

    return each(change)


def _drop(*names: str) -> Callable[[Chunks], Chunks]:
    def change(entry: dict[str, Any], number: int) -> None:
        for name in names:
            entry.pop(name, None)

    return each(change)


def _for_all(name: str) -> Callable[[Chunks], Chunks]:
    """The id or the name of a call in every delta of it."""

    def bend(chunks: Chunks) -> Chunks:
        calls = {entry.get("index", 0): call for entry, call in _owners(chunks)}
        for entry in entries(chunks):
            call = calls[entry.get("index", 0)]
            if name == "id":
                entry["id"] = call["id"]
            else:
                entry["function"]["name"] = call["name"]
        return chunks

    return bend


def _owners(chunks: Chunks) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    order = list(dict.fromkeys(entry.get("index", 0) for entry in entries(chunks)))
    calls = dict(zip(order, calls_of(chunks), strict=True))
    for entry in entries(chunks):
        yield entry, calls[entry.get("index", 0)]


BENDINGS: dict[str, Callable[[Chunks], Chunks]] = {
    "no index": _drop("index"),
    "null index": _set("index", lambda entry, number: None),
    "every index 0": _set("index", lambda entry, number: 0),
    "every index 0, whole calls": lambda chunks: whole_calls(chunks, index=lambda place: 0),
    "index from 5": _set("index", lambda entry, number: (entry.get("index") or 0) + 5),
    "index as text": _set("index", lambda entry, number: str(entry.get("index", 0))),
    "index counts on with every delta": _set("index", lambda entry, number: number),
    "no id": _drop("id"),
    "empty ids": _set("id", lambda entry, number: ""),
    "another id in every delta": _set("id", lambda entry, number: f"rotated{number}"),
    "id in every delta": _for_all("id"),
    "id in every delta, one index": lambda chunks: _set("index", lambda entry, number: 0)(_for_all("id")(chunks)),
    "one id for all": one_id,
    "name in every delta": _for_all("name"),
    "name and id in every delta, no index": lambda chunks: _drop("index")(_for_all("id")(_for_all("name")(chunks))),
    "names in pieces": names_in_pieces,
    "no type": _drop("type"),
    "whole calls": whole_calls,
    "whole calls without index": lambda chunks: whole_calls(chunks, index=lambda place: None),
    "whole calls without index and id": lambda chunks: whole_calls(chunks, index=lambda place: None, id=False),
    "all calls in one list": one_list,
    "interleaved": interleaved,
    "side by side": side_by_side,
    "char by char": char_by_char,
    "growing": growing,
    "resent": resent,
    "placeholder first": placeholder,
    "arguments as objects": arguments_as_objects,
    "flat": flat,
    "function_call": legacy,
    "messages for deltas": messages_for_deltas,
    "empty chunks": empty_chunks,
    "foreign choice": foreign_choice,
    "without fields": without_fields,
    "wrong finish": wrong_finish,
    "no finish": no_finish,
    "final chunk twice": final_twice,
    "usage everywhere": usage_everywhere,
    "content in parts": content_in_parts,
}
