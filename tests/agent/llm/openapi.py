"""Is a request one that OpenAI's published description allows, and does its history hang together?"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from tests.agent.llm.recorded import shared
from tests.fakes.llm_server import Asked

# Beyond the description: what servers want back of their own, and what Mistral, DeepSeek and others say and take.
_FOREIGN = {"reasoning_content", "reasoning", "reasoning_details", "extra_content"}
_KINDS = {"/chat/completions": "CreateChatCompletionRequest", "/responses": "CreateResponse"}


@cache
def _validator(kind: str) -> tuple[Any, set[str]]:
    from jsonschema import Draft202012Validator

    path = shared("openai-openapi.json")
    assert path is not None
    # Its kinds of input items overlap: every user's message with a list of parts is valid under two of a "oneOf".
    components = json.loads(path.read_text(encoding="utf-8").replace('"oneOf"', '"anyOf"'))["components"]
    validator = Draft202012Validator({"$ref": f"#/components/schemas/{kind}", "components": components})
    return validator, _fields(components["schemas"], components["schemas"][kind])


def _fields(schemas: dict[str, Any], schema: dict[str, Any]) -> set[str]:
    if reference := schema.get("$ref"):
        return _fields(schemas, schemas[reference.rpartition("/")[2]])
    found = set(schema.get("properties", {}))
    return found.union(*(_fields(schemas, part) for part in schema.get("allOf", [])))


def faults(asked: Asked) -> list[str]:
    """What is wrong with a request, "" where nothing is."""
    kind = next((kind for end, kind in _KINDS.items() if asked.path.endswith(end)), None)
    if asked.method != "POST" or kind is None:
        return []
    body = asked.body
    found = _pairing(body)
    if shared("openai-openapi.json") is not None:
        validator, fields = _validator(kind)
        found += [f"unknown field {name}" for name in set(body) - fields]
        found += [f"{list(error.path)}: {error.message[:200]}" for error in validator.iter_errors(_own(body))]
    return found


def _own(body: dict[str, Any]) -> dict[str, Any]:
    messages = [
        {key: value for key, value in message.items() if key not in _FOREIGN} for message in body.get("messages", [])
    ]
    return body | ({"messages": messages} if messages else {})


def _pairing(body: dict[str, Any]) -> list[str]:
    """Every call has one result, right behind it and in order; ids stand for one call each."""
    found: list[str] = []
    waiting: list[str] = []
    used: set[str] = set()
    for message in body.get("messages") or body.get("input") or []:
        calls, result = _calls_and_result(message)
        if result is not None:
            if not waiting or waiting.pop(0) != result:
                found.append(f"a result that nothing waits for: {result}")
        elif waiting and not (calls and message.get("type") == "function_call"):
            found.append(f"no result for {waiting}")
            waiting = []
        for id, name in calls:
            if id in used or not id:
                found.append(f"an id used twice: {id}")
            if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name):
                found.append(f"a name that is none: {name}")
            used.add(id)
            waiting.append(id)
    return found + ([f"no result for {waiting}"] if waiting else [])


def _calls_and_result(message: dict[str, Any]) -> tuple[list[tuple[str, str]], str | None]:
    if message.get("type") == "function_call":
        return [(message["call_id"], message["name"])], None
    if message.get("type") == "function_call_output":
        return [], message["call_id"]
    if message.get("role") == "tool":
        return [], message["tool_call_id"]
    return [(call["id"], call["function"]["name"]) for call in message.get("tool_calls", [])], None
