"""The tolerant reading of Responses streams: the same Reply as from Chat Completions, from typed events.

Text and arguments are told three times there (deltas, "done", the final response), and servers leave out any of the
three: the ChatGPT backend's final response is empty, LM Studio sends no argument deltas, OpenRouter numbers nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, cast

from agent.llm.provider_errors import error_in, provider_error
from agent.llm.reply import ProviderError, Refused, Reply, ToolCall
from agent.llm.settling import settle
from agent.llm.untyped import a_list, an_object, objects
from backends.types import Json

_TEXT = ("response.output_text", "response.text")
_REASONING = (
    "response.reasoning_text",
    "response.reasoning_summary_text",
    "response.reasoning",
    "response.reasoning_summary",
)
_REFUSAL = ("response.refusal",)
TERMINAL = ("response.completed", "response.incomplete", "response.failed", "response.done", "response.cancelled")


def assemble_responses(events: Iterable[Json]) -> Reply:
    """The reply that a stream of Responses events makes. Never raises for what a server can send."""
    assembler = ResponsesAssembler()
    for event in events:
        assembler.feed(event)
    return assembler.reply()


class _Item:
    """One output item as it grows: a message, a call, or reasoning."""

    __slots__ = ("body", "done", "parts", "pieces", "whole")

    def __init__(self) -> None:
        self.done = False
        self.body: Json = {}
        self.parts: dict[tuple[str, Any], list[str]] = {}
        self.pieces: list[str] = []
        self.whole: str | None = None

    def words(self, kind: str) -> str:
        return "".join("".join(pieces) for (which, _), pieces in self.parts.items() if which == kind)


class ResponsesAssembler:
    """Feed events as they come; `reply` may be asked for at any time."""

    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._by_id: dict[str, _Item] = {}
        self._by_place: dict[object, _Item] = {}
        self._final: Json = {}
        self._terminal = ""
        self._error: ProviderError | None = None
        self._ended = False

    def feed(self, event: object) -> tuple[str, str]:
        """Take one event; returns the text and the reasoning that it added, for showing as it comes."""
        if not isinstance(event, dict):
            return "", ""
        event = cast(Json, event)
        kind = event.get("type")
        if not isinstance(kind, str):
            kind = "response.completed" if event.get("object") == "response" else ""
            event = {"response": event} if kind else event
        self._error = self._error or error_in(event)
        if kind == "response.error":
            self._error = self._error or provider_error(event)
        elif kind.startswith("response.") and isinstance(event.get("response"), dict):
            self._take_response(kind, event["response"])
        elif kind in ("response.output_item.added", "response.output_item.done"):
            self._take_item(kind, event)
        elif kind.startswith("response.function_call_arguments."):
            self._take_arguments(kind, event)
        else:
            return self._take_words(kind, event)
        return "", ""

    def end(self) -> None:
        """[DONE] came, or the body was as long as announced. Only a terminal event ends an answer on this wire."""
        self._ended = True

    @property
    def names(self) -> tuple[str, ...]:
        """The tools whose calls have begun, for showing."""
        return tuple(str(item.body["name"]) for item in self._all() if _is_call(item) and item.body.get("name"))

    @property
    def finished(self) -> bool:
        return bool(self._terminal)

    def reply(self) -> Reply:
        items = self._all()
        calls = [item for item in items if _is_call(item)]
        status, limited, finish = self._outcome(bool(calls))
        ended = bool(status)
        given = ((_id(item.body), str(item.body.get("name") or ""), _arguments(item)) for item in calls)
        verdicts = settle(given, ended=ended, cut=limited, finished=ended, seed=str(self._final.get("id") or ""))
        refused = tuple(one for one in verdicts if isinstance(one, Refused))
        usage = self._final.get("usage")
        kept = [item.body for item in items if item.body.get("type") == "reasoning"]
        return Reply(
            text="".join(_words(item, "text") for item in items),
            reasoning="".join(_words(item, "reasoning") for item in items),
            refusal="".join(_words(item, "refusal") for item in items),
            tool_calls=tuple(one for one in verdicts if isinstance(one, ToolCall)),
            refused=refused,
            finish=finish,
            usage=cast(Json, usage) if isinstance(usage, dict) and usage else None,
            error=self._error,
            ended=ended,
            complete=ended and not self._error and not refused,
            echo={"items": kept} if kept else {},
        )

    def _outcome(self, has_calls: bool) -> tuple[str, bool, str | None]:
        """Status, whether a limit ended it, and the finish in Chat Completions' words."""
        status = str(self._final.get("status") or "") if self._terminal else ""
        if self._terminal and status in ("", "in_progress", "queued"):
            status = self._terminal.removeprefix("response.").replace("done", "completed")
        reason = str(an_object(self._final.get("incomplete_details")).get("reason") or "")
        if status == "completed" and not reason:
            return status, False, "tool_calls" if has_calls else "stop"
        if not status:
            return "", False, None
        limited = "max" in reason or "length" in reason or (status == "incomplete" and not reason)
        return status, limited, "length" if limited else reason or status

    def _take_response(self, kind: str, response: Json) -> None:
        if kind not in TERMINAL:
            return
        self._terminal, self._final = kind, response
        if response.get("error"):
            self._error = self._error or provider_error(response["error"])
        elif kind == "response.failed" or response.get("status") == "failed":
            self._error = self._error or ProviderError("the model's server reports a failure without a reason")

    def _take_item(self, kind: str, event: Json) -> None:
        body = an_object(event.get("item"))
        if body:
            item = self._item(event, body, begins=kind.endswith(".added"), ends=kind.endswith(".done"))
            item.body = item.body | {name: value for name, value in body.items() if value is not None}
            item.done = item.done or kind.endswith(".done")

    def _take_arguments(self, kind: str, event: Json) -> None:
        item = self._item(event)
        item.body.setdefault("type", "function_call")
        if kind.endswith(".done"):
            if isinstance(event.get("arguments"), str):
                item.whole = event["arguments"]
            if isinstance(event.get("name"), str):
                item.body.setdefault("name", event["name"])
        elif isinstance(event.get("delta"), str):
            item.pieces.append(event["delta"])

    def _take_words(self, kind: str, event: Json) -> tuple[str, str]:
        stem, _, step = kind.rpartition(".")
        which = (
            "text" if stem in _TEXT else "reasoning" if stem in _REASONING else "refusal" if stem in _REFUSAL else ""
        )
        if not which or step not in ("delta", "done"):
            return "", ""
        part = str(event.get("content_index", event.get("summary_index")))
        pieces = self._item(event).parts.setdefault((which, (stem, part)), [])
        new = event.get("delta") if step == "delta" else event.get("text", event.get("refusal"))
        if not isinstance(new, str) or (step == "done" and pieces):
            return "", ""
        pieces.append(new)
        return (new, "") if which == "text" else ("", new) if which == "reasoning" else ("", "")

    def _item(self, event: Json, body: Json | None = None, *, begins: bool = False, ends: bool = False) -> _Item:
        """By its id, else by its place in the output: Copilot gives one item another id in every event, others number
        every item 0, and some say neither."""
        id = event.get("item_id") or (body or {}).get("id")
        place = event.get("output_index")
        place = place if isinstance(place, int) else None
        item = self._by_id.get(id) if isinstance(id, str) else None
        if item is None and not begins:
            item = self._by_place.get(place)
            if ends and item is not None and item.done:
                item = None
        if item is None:
            item = _Item()
            self._items.append(item)
        if isinstance(id, str):
            self._by_id[id] = item
        self._by_place[place] = item
        return item

    def _all(self) -> list[_Item]:
        """What was streamed; what only the final response holds, where nothing was."""
        streamed = [item for item in self._items if item.body or item.parts or item.pieces]
        final = objects(self._final.get("output"))
        if not streamed or not any(_is_call(item) or item.parts or _said(item.body) for item in streamed):
            return [_from(body) for body in final]
        known = {_id(item.body) for item in streamed if _is_call(item)}
        late = [body for body in final if body.get("type") == "function_call" and _id(body) not in known]
        return streamed + [_from(body) for body in late]


def _from(body: Json) -> _Item:
    item = _Item()
    item.body = body
    return item


def _is_call(item: _Item) -> bool:
    return item.body.get("type") == "function_call"


def _id(body: Json) -> str:
    return str(body.get("call_id") or body.get("id") or "")


def _arguments(item: _Item) -> str:
    """What "done" said, then the finished item, then the deltas: the later word is the whole one."""
    said = item.body.get("arguments")
    if isinstance(said, dict):
        return json.dumps(said, ensure_ascii=False)
    pieces = "".join(item.pieces)
    said = said if isinstance(said, str) else ""
    return item.whole or (said if item.done else pieces) or pieces or said


def _said(body: Json) -> bool:
    return bool(body.get("content") or body.get("summary"))


def _words(item: _Item, which: str) -> str:
    """The streamed words of an item, or those in its finished body."""
    if words := item.words(which):
        return words
    parts = [part for name in ("content", "summary") for part in _parts(item.body.get(name))]
    kinds = {
        "text": ("output_text", "text"),
        "reasoning": ("reasoning_text", "summary_text"),
        "refusal": ("refusal",),
    }[which]
    if item.body.get("type") == "message" and which == "text":
        parts = [{"type": "output_text", "text": part} if isinstance(part, str) else part for part in parts]
    return "".join(
        str(part.get("text", part.get("refusal")) or "") for part in objects(parts) if part.get("type") in kinds
    )


def _parts(value: object) -> list[Any]:
    return a_list(value) or ([value] if isinstance(value, str | dict) and value else [])
