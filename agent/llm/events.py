"""What comes back while a model answers, the same from both wires: at last Done, or an EndpointFailed is raised."""

from __future__ import annotations

from dataclasses import dataclass

from agent.llm.reply import Reply, Tokens, ToolCall


@dataclass(frozen=True, slots=True)
class TextDelta:
    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    text: str


@dataclass(frozen=True, slots=True)
class CallBegun:
    """A call's name is known; its arguments are still coming and nothing may run yet."""

    name: str


@dataclass(frozen=True, slots=True)
class CallReady:
    """One call of the finished answer that may run, sent just before Done, in the model's order."""

    call: ToolCall


@dataclass(frozen=True, slots=True)
class Retrying:
    """Nothing has been shown of this answer yet; the same request goes out again after `seconds`.

    `maybe_charged` says that the first try may have cost something all the same.
    """

    seconds: float
    why: str
    attempt: int
    maybe_charged: bool = False


@dataclass(frozen=True, slots=True)
class Learned:
    """The server refused something that not every server knows; it is left out from now on."""

    what: str


@dataclass(frozen=True, slots=True)
class Done:
    """The whole answer. `tokens` are the server's counts, or estimates where it gives none (`estimated`)."""

    reply: Reply
    tokens: Tokens
    estimated: bool = False


Event = TextDelta | ReasoningDelta | CallBegun | CallReady | Retrying | Learned | Done
