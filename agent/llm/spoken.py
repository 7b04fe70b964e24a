"""Tool calls that a model wrote as text because its server's template does not know them: read whole, or left as text.

Known forms: <tool_call>{…}</tool_call> (Hermes, Qwen), <function=name>{…}</function> and <|python_tag|>{…} (Llama 3),
[TOOL_CALLS][{…}] (Mistral), functions.name:{…} (llama-cpp-python, Kimi).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any, cast

from agent.llm.arguments import NotArguments, parse
from agent.llm.reply import ToolCall
from agent.llm.settling import made_up_id

_TAGGED = re.compile(r"<tool_call>\s*(\{.*?\})\s*</tool_call>", re.DOTALL)
_PYTHON = re.compile(r"^\s*<\|python_tag\|>\s*(\{.*\})\s*(?:<\|e[om]{2}_id\|>)?\s*$", re.DOTALL)
_NAMED = re.compile(r"<function=([\w-]+)>\s*(\{.*?\})\s*</function>", re.DOTALL)
_LISTED = re.compile(r"\[TOOL_CALLS\]\s*(\[.*\])\s*$", re.DOTALL)
_DOTTED = re.compile(r"^\s*functions\.([\w-]+)(?::\d+)?:?\s*(\{.*\})\s*$", re.DOTALL)


def spoken_calls(text: str, tools: Collection[str], seed: str = "") -> tuple[str, tuple[ToolCall, ...]]:
    """The text without the calls, and the calls. Any call that is not whole, or names no tool of ours, leaves the whole
    text as text: half of what a model wrote must not run."""
    for pattern, read in _FORMS:
        found = list(pattern.finditer(text))
        if not found:
            continue
        try:
            pairs = [pair for match in found for pair in read(*match.groups())]
        except (NotArguments, ValueError, RecursionError):
            return text, ()
        rest = pattern.sub("", text).strip()
        if not pairs or any(name not in tools for name, _ in pairs) or _UNFINISHED.search(rest):
            return text, ()
        return rest, tuple(
            ToolCall(made_up_id(f"{seed}/{place}/{name}/{arguments}"), name, arguments)
            for place, (name, arguments) in enumerate(pairs)
        )
    return text, ()


def _from_object(text: str) -> list[tuple[str, str]]:
    return [_pair(parse(text))]


def _from_pair(name: str, arguments: str) -> list[tuple[str, str]]:
    parse(arguments)
    return [(name, arguments)]


def _from_list(text: str) -> list[tuple[str, str]]:
    entries = cast(list[Any], parse(f'{{"calls":{text}}}')["calls"])
    if not all(isinstance(entry, dict) for entry in entries):
        raise NotArguments("the calls are not objects")
    return [_pair(entry) for entry in entries]


def _pair(call: dict[str, Any]) -> tuple[str, str]:
    name, arguments = call.get("name"), call.get("arguments", call.get("parameters", {}))
    if not isinstance(name, str):
        raise NotArguments("the call names no tool")
    if isinstance(arguments, str):
        parse(arguments)
        return name, arguments
    if not isinstance(arguments, dict):
        raise NotArguments("the arguments are not a JSON object")
    return name, json.dumps(arguments, ensure_ascii=False)


_FORMS = (
    (_TAGGED, _from_object),
    (_PYTHON, _from_object),
    (_NAMED, _from_pair),
    (_DOTTED, _from_pair),
    (_LISTED, _from_list),
)
_UNFINISHED = re.compile(r"</?tool_call>|<function=|</function>|\[TOOL_CALLS\]")
