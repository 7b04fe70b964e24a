"""What one answer of a language model comes to, over either wire: the assemblers fill it, the planner reads it.

`tool_calls` holds only what may run: a named call whose arguments are one whole JSON object. Whatever else was meant as
a call stands in `refused` with the reason, so that no reader can run it by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from agent.llm.untyped import an_object
from backends.types import Json


class ToolCall(NamedTuple):
    """`arguments` is the JSON text of one object, as the model wrote it."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A call that must not run, and why: `why` is a sentence that the model can mend its call by.

    `cut` says that the answer ended inside it, so that asking again with more room can help.
    """

    id: str
    name: str
    arguments: str
    why: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class ProviderError:
    """What the server said went wrong, in its own words: data from another machine, cut and never trusted."""

    message: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `finish` is in Chat Completions' words ("stop", "tool_calls", "length", "content_filter") on both
    wires; `usage` is the server's own object, see `tokens`; `echo` is what the same server wants back with the
    message, opaque. `ended` says that the server came to its end, `complete` that nothing went wrong on the way there:
    no error and no refused call."""

    text: str = ""
    reasoning: str = ""
    refusal: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    refused: tuple[Refused, ...] = ()
    finish: str | None = None
    usage: Json | None = None
    error: ProviderError | None = None
    ended: bool = False
    complete: bool = False
    echo: Json = field(default_factory=dict[str, Any])

    @property
    def empty(self) -> bool:
        return not (self.text.strip() or self.refusal or self.tool_calls or self.refused)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What an answer was counted as; `cost_usd` only where the server says it (OpenRouter, Perplexity)."""

    sent: int = 0
    cached: int = 0
    made: int = 0
    cost_usd: float | None = None


def tokens(usage: Json | None) -> Tokens:
    """The counts in a usage object of either wire; what is missing or no number counts as 0."""
    if not usage:
        return Tokens()
    details = an_object(usage.get("prompt_tokens_details") or usage.get("input_tokens_details"))
    cost = usage.get("cost")
    if isinstance(cost, dict):
        cost = an_object(usage["cost"]).get("total_cost")
    return Tokens(
        _count(usage.get("prompt_tokens", usage.get("input_tokens"))),
        _count(details.get("cached_tokens")),
        _count(usage.get("completion_tokens", usage.get("output_tokens"))),
        float(cost) if isinstance(cost, int | float) and not isinstance(cost, bool) and 0 <= cost < 1e6 else None,
    )


def _count(value: object) -> int:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12 else 0
