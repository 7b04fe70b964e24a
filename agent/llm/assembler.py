"""The tolerant reading of Chat Completions streams: chunks in, one Reply out, whatever server they came from.

Pure: nothing here knows about sockets. `assemble` reads a whole stream, `Assembler` the same one chunk at a time.
Rules and their sources stand where they apply; recorded streams of 18 servers and 20 ways to bend them hold it in
tests/agent/llm.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from agent.llm.calls import Call, Calls, fragment, fragments
from agent.llm.echo import Echo
from agent.llm.provider_errors import error_in
from agent.llm.reply import ProviderError, Refused, Reply, ToolCall
from agent.llm.response_events import ResponsesAssembler
from agent.llm.settling import settle
from agent.llm.untyped import a_list, an_object, objects
from backends.types import Json

# Finish reasons that mean a limit, in the words of OpenRouter's upstreams too ("tool_calls" with the native reason
# "max_output_tokens" was recorded five times).
_LIMITS = {"length", "max_tokens", "max_output_tokens", "max_completion_tokens", "model_length", "MAX_TOKENS"}


def assemble(chunks: Iterable[Json]) -> Reply:
    """The reply that a stream of chunks makes, or one of Responses events. Never raises for what a server can send."""
    given = list(chunks)
    events = any(str(an_object(chunk).get("type")).startswith("response.") for chunk in given)
    assembler = ResponsesAssembler() if events else Assembler()
    for chunk in given:
        assembler.feed(chunk)
    return assembler.reply()


class Assembler:
    """Feed chunks as they come; `reply` may be asked for at any time."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._reasoning: list[str] = []
        self._refusal: list[str] = []
        self._calls = Calls()
        self._legacy: Call | None = None
        self._finish: str | None = None
        self._limited = False
        self._usage: Json | None = None
        self._usage_came_last = False
        self._error: ProviderError | None = None
        self._ended = False
        self._echo = Echo()
        self._seed = ""
        self._deltas = False

    def feed(self, chunk: object) -> tuple[str, str]:
        """Take one chunk; returns the text and the reasoning that it added, for showing as it comes."""
        if not isinstance(chunk, dict):
            return "", ""
        chunk = cast(Json, chunk)
        self._error = self._error or error_in(chunk)
        self._seed = self._seed or str(chunk.get("id") or "")
        text, reasoning = len(self._text), len(self._reasoning)
        said = False
        for choice in objects(chunk.get("choices")):
            if choice.get("index") in (None, 0, "0"):
                said = self._take_choice(choice) or said
        self._take_usage(chunk, said)
        return "".join(self._text[text:]), "".join(self._reasoning[reasoning:])

    def end(self) -> None:
        """The transport says that this was all: [DONE] came, or the body was as long as announced."""
        self._ended = True

    @property
    def names(self) -> tuple[str, ...]:
        """The tools whose calls have begun, for showing; nothing may run before the reply says so."""
        return tuple(call.name for call in self._calls if call.name)

    @property
    def finished(self) -> bool:
        """Has the server said why it stopped? Only the counts can still come."""
        return self._finish is not None

    def reply(self) -> Reply:
        ended = self._finish is not None or self._ended or self._usage_came_last
        found = list(self._calls) or ([self._legacy] if self._legacy else [])
        found = [call for call in found if call.names or call.pieces]
        given = ((call.id, call.name, call.arguments()) for call in found)
        verdicts = settle(given, ended=ended, cut=self._limited, finished=self._finish is not None, seed=self._seed)
        refused = tuple(one for one in verdicts if isinstance(one, Refused))
        return Reply(
            text="".join(self._text),
            reasoning="".join(self._reasoning),
            refusal="".join(self._refusal),
            tool_calls=tuple(one for one in verdicts if isinstance(one, ToolCall)),
            refused=refused,
            finish=self._finish,
            usage=self._usage,
            error=self._error,
            ended=ended,
            complete=ended and not self._error and not refused,
            echo=self._echo.joined(
                {one.id: call.extra for one, call in zip(verdicts, found, strict=True) if call.extra}
            ),
        )

    def _take_choice(self, choice: Json) -> bool:
        finish, native = choice.get("finish_reason"), choice.get("native_finish_reason")
        if isinstance(finish, str) and finish:
            self._finish = finish
        self._limited |= any(reason in _LIMITS for reason in (finish, native) if isinstance(reason, str))
        self._error = self._error or error_in(choice)
        delta = choice.get("delta")
        if isinstance(delta, dict):
            said = self._take_message(cast(Json, delta))
            self._deltas = self._deltas or said
            return said
        # A whole answer instead of a stream, or servers that call the delta a message. After deltas it sums them up.
        message = choice.get("message")
        if self._deltas:
            return False
        # Behind "text", servers of the older completions answer chat requests too.
        return self._take_message(an_object(message) or {"content": choice.get("text")})

    def _take_message(self, delta: Json) -> bool:
        before = len(self._text) + len(self._reasoning) + len(self._calls)
        self._take_content(delta.get("content"))
        # Both names hold the same words where a server sends both (OpenRouter's and vLLM's change of name).
        for name in ("reasoning_content", "reasoning"):
            if isinstance(delta.get(name), str) and delta[name]:
                self._reasoning.append(delta[name])
                break
        self._add(self._refusal, delta.get("refusal"))
        entries = fragments(delta.get("tool_calls"))
        self._calls.take(entries)
        legacy = delta.get("function_call")
        # llama-cpp-python sends both forms of the same call in one delta: the old one counts only alone.
        if isinstance(legacy, dict):
            entry = fragment(cast(Json, legacy))
            self._legacy = self._legacy or Call(None, "", None)
            self._legacy.take(entry)
        self._echo.take(delta)
        return bool(entries) or len(self._text) + len(self._reasoning) + len(self._calls) > before

    def _take_content(self, content: object) -> None:
        """A string, or a list of parts (Mistral's reasoning models, 2025)."""
        parts = [content] if isinstance(content, str) else a_list(content)
        for part in parts:
            if isinstance(part, str):
                self._add(self._text, part)
            else:
                self._take_part(an_object(part))

    def _take_part(self, part: Json) -> None:
        kind = part.get("type")
        if kind in ("text", "output_text"):
            self._add(self._text, part.get("text"))
        elif kind == "refusal":
            self._add(self._refusal, part.get("refusal"))
        elif kind in ("thinking", "reasoning"):
            inner = part.get("thinking", part.get("text"))
            for piece in a_list(inner) or [inner]:
                self._add(self._reasoning, piece if isinstance(piece, str) else an_object(piece).get("text"))

    @staticmethod
    def _add(words: list[str], more: object) -> None:
        if isinstance(more, str) and more:
            words.append(more)

    def _take_usage(self, chunk: Json, said: bool) -> None:
        # Groq counts in a field of its own, Moonshot in the choice.
        choice = an_object(next(iter(a_list(chunk.get("choices"))), None))
        usage = chunk.get("usage") or an_object(chunk.get("x_groq")).get("usage") or choice.get("usage")
        if isinstance(usage, dict) and usage:
            self._usage = cast(Json, usage)
            # Counts in a chunk of their own are sent when everything else has been.
            self._usage_came_last = not said
        elif said:
            self._usage_came_last = False
