"""Ways in which servers tell a Responses stream differently: fewer of its three tellings, other ids and numbers."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

Events = list[dict[str, Any]]


def _without(*kinds: str) -> Callable[[Events], Events]:
    return lambda events: [event for event in events if not str(event.get("type")).endswith(kinds)]


def _change(change: Callable[[dict[str, Any], int], None]) -> Callable[[Events], Events]:
    def bend(events: Events) -> Events:
        for number, event in enumerate(events):
            change(event, number)
        return events

    return bend


def _drop(*names: str) -> Callable[[Events], Events]:
    def change(event: dict[str, Any], number: int) -> None:
        for name in names:
            event.pop(name, None)

    return _change(change)


def _empty_output(event: dict[str, Any], number: int) -> None:
    if event.get("type") == "response.completed":
        event["response"]["output"] = []


def _other_ids(event: dict[str, Any], number: int) -> None:
    """Every event another id (Copilot seals them anew each time)."""
    if "item_id" in event:
        event["item_id"] = f"item{number}"
    if isinstance(event.get("item"), dict) and "id" in event["item"]:
        event["item"]["id"] = f"item{number}"


def _all_first(event: dict[str, Any], number: int) -> None:
    if "output_index" in event:
        event["output_index"] = 0


def _bare_calls(event: dict[str, Any], number: int) -> None:
    """The finished item without its arguments: they stand in the deltas alone."""
    if event.get("type") == "response.output_item.done" and event["item"].get("type") == "function_call":
        event["item"].pop("arguments", None)


def _argument_objects(event: dict[str, Any], number: int) -> None:
    import json

    item = event.get("item")
    if event.get("type") == "response.output_item.done" and item and item.get("type") == "function_call":
        item["arguments"] = json.loads(item["arguments"])


def _final_only(events: Events) -> Events:
    """Only the last event, where it holds the whole answer."""
    return [event for event in events if event.get("type") == "response.completed"]


def _char_by_char(events: Events) -> Events:
    result: Events = []
    for event in events:
        if str(event.get("type")).endswith(("_text.delta", "arguments.delta")):
            result += [event | {"delta": letter} for letter in event["delta"]]
        else:
            result.append(event)
    return result


def _resent(events: Events) -> Events:
    """Every event of an item twice, but for the deltas."""
    return [
        again
        for event in events
        for again in ([event] if str(event.get("type")).endswith(".delta") else [event, copy.deepcopy(event)])
    ]


def _noise(events: Events) -> Events:
    noise: Events = [
        {"type": "ping"},
        {"type": "response.something_new", "output_index": 9, "delta": "x"},
        {"type": "response.output_item.added", "item": None},
        {"type": "response.in_progress", "response": None},
        {},
    ]
    return [some for event in events for some in (*copy.deepcopy(noise), event)]


def _whole_response(events: Events) -> Events:
    """The answer as it comes without streaming."""
    return [event["response"] for event in events if event.get("type") == "response.completed"]


BENDINGS: dict[str, Callable[[Events], Events]] = {
    "no deltas of text": _without("output_text.delta"),
    "no deltas of arguments": _without("arguments.delta"),
    "no done of arguments": _without("arguments.done"),
    "no deltas at all": _without(".delta"),
    "no done of items": _without("output_item.done"),
    "no added items": _without("output_item.added"),
    "no parts": _without("content_part.added", "content_part.done"),
    "no numbers": _drop("sequence_number"),
    "no output index": _drop("output_index"),
    "no item ids": _drop("item_id"),
    "every output index 0": _change(_all_first),
    "other ids in every event": _change(_other_ids),
    "empty final output": _change(_empty_output),
    "bare calls": _change(_bare_calls),
    "arguments as objects": _change(_argument_objects),
    "char by char": _char_by_char,
    "resent": _resent,
    "noise": _noise,
    "final event only": _final_only,
    "whole response": _whole_response,
}
