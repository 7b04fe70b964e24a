"""What the client needs of a wire, and what both wires share in writing a request."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from agent.llm.profiles import Profile
from agent.llm.reply import Reply
from agent.llm.request import Image, Request, Tool
from agent.llm.settling import made_up_id
from backends.types import Json

if TYPE_CHECKING:
    from openai import AsyncOpenAI

NOT_SHOWN = "[a picture stood here; this model cannot see pictures]"


class Assembling(Protocol):
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def finished(self) -> bool: ...
    def feed(self, chunk: object, /) -> tuple[str, str]: ...
    def end(self) -> None: ...
    def reply(self) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Wire:
    """`body` writes a request; `send` posts it through the SDK and gives the raw response; `terminal` says that a chunk
    is the last one that counts."""

    name: str
    body: Callable[[Request, str, Profile], Json]
    send: Callable[[AsyncOpenAI, Json], AbstractAsyncContextManager[Any]]
    assembler: Callable[[], Assembling]
    terminal: Callable[[object], bool]


def data_url(image: Image) -> str:
    return f"data:{image.media_type};base64,{base64.b64encode(image.data).decode()}"


def offered(request: Request, profile: Profile, write: Callable[[Tool, Profile], Json]) -> Json:
    """The tools, each as `write` puts it, and how they may be called; nothing without tools."""
    if not request.tools:
        return {}
    made: Json = {"tools": [write(tool, profile) for tool in request.tools]}
    if profile.tool_choice and request.tool_choice != "auto":
        made["tool_choice"] = request.tool_choice
    if not request.parallel and profile.parallel_tool_calls:
        made["parallel_tool_calls"] = False
    return made


def tuned(request: Request, profile: Profile) -> Json:
    """What both wires call the same, where the server takes it."""
    made: Json = {}
    if request.temperature is not None and profile.temperature:
        made["temperature"] = request.temperature
    if request.cache_key and profile.cache_key:
        made["prompt_cache_key"] = request.cache_key
    return made


def token_limit(request: Request, profile: Profile) -> int:
    return min(request.max_tokens, profile.most_tokens) if profile.most_tokens else request.max_tokens


_NAME = re.compile(r"[^A-Za-z0-9_-]+")


def wire_name(name: str) -> str:
    """A name that servers take back: a model can have made up any other."""
    return _NAME.sub("_", name)[:64].strip("_") or "unnamed"


class Ids:
    """The ids of a request's calls: each once in the whole history, and in the form that the server takes."""

    def __init__(self, nine_letters: bool) -> None:
        self._nine_letters = nine_letters
        self._used: set[str] = set()
        self._now: dict[str, str] = {}

    def of_call(self, id: str) -> str:
        wanted = id
        if self._nine_letters and not re.fullmatch(r"[A-Za-z0-9]{9}", wanted):
            wanted = made_up_id(wanted)
        # Some servers number calls from 0 in every answer, and then take a history with such ids for broken.
        again = 0
        while wanted in self._used or not wanted:
            again += 1
            wanted = made_up_id(f"{id}/{again}")
        self._used.add(wanted)
        self._now[id] = wanted
        return wanted

    def of_result(self, id: str) -> str:
        return self._now[id]
