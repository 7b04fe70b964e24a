"""The same stream from worse servers makes the same reply, or is cleanly refused; nothing else ever runs."""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from typing import Any

import pytest

from agent.llm.assembler import assemble
from agent.llm.reply import Reply
from agent.llm.response_events import assemble_responses
from tests.agent.llm.bending import BENDINGS
from tests.agent.llm.bending_responses import BENDINGS as RESPONSES_BENDINGS
from tests.agent.llm.recorded import chunks, manifest, needed, read

WHOLE = (pytest.mark.slow, pytest.mark.timeout(600))


def meant(reply: Reply) -> list[tuple[str, str]]:
    """The calls that would run, however their arguments are spaced."""
    return [(name, json.dumps(json.loads(arguments), sort_keys=True)) for _, name, arguments in reply.tool_calls]


def outcome(straight: Reply, bent: Reply) -> str:
    calls = meant(bent)
    if Counter(calls) - Counter(meant(straight)):
        return "wrong"
    if calls == meant(straight) and (bent.text, len(bent.refused)) == (straight.text, len(straight.refused)):
        return "equal"
    return "refused" if bent.refused or not bent.complete else "lost"


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=WHOLE)])
def test_bent_streams_are_read_as_the_straight_ones_or_refused(every: int) -> None:
    needed("sse_chat")
    counted: Counter[str] = Counter()
    worse: list[str] = []
    for entry in [entry for entry in manifest("sse_chat") if entry["has_tool_calls"]][::every]:
        given = chunks(read("sse_chat", entry))
        straight = assemble(given)
        for name, bend in BENDINGS.items():
            result = outcome(straight, assemble(bend(copy.deepcopy(given))))
            counted[result] += 1
            if result != "equal":
                worse.append(f"{result}: {name}: {entry['file']}")
    print(dict(counted), *worse, sep="\n")
    total = sum(counted.values())
    assert total > 3500 / every and len(BENDINGS) >= 20
    assert counted["wrong"] == 0, worse
    assert counted["equal"] + counted["refused"] >= 0.998 * total, worse
    assert counted["equal"] >= 0.99 * total, worse


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=WHOLE)])
def test_a_stream_that_is_cut_anywhere_runs_nothing_that_was_not_meant(every: int) -> None:
    needed("sse_chat")
    chance = random.Random(7)
    tried = 0
    for entry in [entry for entry in manifest("sse_chat") if entry["has_tool_calls"]][::every]:
        given = chunks(read("sse_chat", entry))
        straight = assemble(given)
        finish = next((at for at, chunk in enumerate(given) if assemble([chunk]).finish), len(given))
        for bend in (
            lambda some: some,
            BENDINGS["char by char"],
            BENDINGS["placeholder first"],
            BENDINGS["interleaved"],
        ):
            bent = bend(copy.deepcopy(given))
            for _ in range(6):
                reply = assemble(bent[: chance.randrange(len(bent))])
                assert not Counter(meant(reply)) - Counter(meant(straight)), entry["file"]
                tried += 1
        for at in range(0, finish, 1 + finish // 40):
            assert not assemble(given[:at]).complete, (entry["file"], at)
    assert tried


@pytest.mark.parametrize("every", [2, pytest.param(1, marks=WHOLE)])
def test_a_responses_stream_that_is_cut_anywhere_is_incomplete_and_runs_nothing_unmeant(every: int) -> None:
    needed("sse_responses")
    for entry in manifest("sse_responses")[::every]:
        given = chunks(read("sse_responses", entry))
        straight = assemble_responses(given)
        for at in range(0, len(given) - 1, 1 + len(given) // 20):
            reply = assemble_responses(given[:at])
            assert not reply.complete, (entry["file"], at)
            assert not Counter(meant(reply)) - Counter(meant(straight)), (entry["file"], at)


def straight_stream(*more: dict[str, Any]) -> list[dict[str, Any]]:
    finish = {"id": "c", "choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]}
    return [
        call(0, "a1", name="undo_edit", arguments=""),
        call(0, None, arguments='{"n"'),
        call(0, None, arguments=":1}"),
        *more,
        finish | {"usage": {"prompt_tokens": 3}},
    ]


def call(index: int, id: str | None, **function: str) -> dict[str, Any]:
    entry = {"index": index, "type": "function", "function": function} | ({"id": id} if id else {})
    return {"id": "c", "object": "x", "choices": [{"index": 0, "delta": {"content": "", "tool_calls": [entry]}}]}


@pytest.mark.parametrize("name", list(BENDINGS))
def test_every_bending_changes_what_is_sent_and_nothing_that_is_read(name: str) -> None:
    second = [] if name == "function_call" else [call(1, "a2", name="redo", arguments="{}")]
    straight = straight_stream(*second)
    bent = BENDINGS[name](copy.deepcopy(straight))
    assert bent != straight
    assert outcome(assemble(straight), assemble(bent)) == "equal"


def test_one_function_reads_both_wires() -> None:
    for entry, given in ((entry, chunks(read("sse_responses", entry))) for entry in manifest("sse_responses")[::9]):
        assert assemble(given) == assemble_responses(given), entry["file"]


def _anything(chance: random.Random, depth: int = 0) -> Any:
    words = ["delta", "choices", "index", "id", "function", "name", "arguments", "tool_calls", "content", "type"]
    words += [
        "message",
        "usage",
        "error",
        "finish_reason",
        "item",
        "response",
        "output",
        "output_index",
        "text",
        "code",
    ]
    kinds = ["response.output_text.delta", "response.output_item.done", "response.completed", "function_call", "text"]
    match chance.randrange(9 if depth < 5 else 6):
        case 0:
            return chance.choice([None, True, 0, -1, 1.5, 10**30, float("nan")])
        case 1 | 2:
            return chance.choice(words + kinds)
        case 3:
            return chance.choice(['{"a":1}', "{", '"', "", "{}", "\ud800", "[" * 50])
        case 4 | 5:
            return chance.randrange(3)
        case 6:
            return [_anything(chance, depth + 1) for _ in range(chance.randrange(4))]
        case _:
            return {chance.choice(words): _anything(chance, depth + 1) for _ in range(chance.randrange(6))}


def _chunk(chance: random.Random) -> Any:
    delta = {chance.choice(["tool_calls", "content", "function_call"]): _anything(chance) for _ in range(2)}
    if chance.random() < 0.7:
        delta["tool_calls"] = [_entry(chance) for _ in range(chance.randrange(3))]
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": chance.choice([None, None, "stop", "length"])}]}


def _entry(chance: random.Random) -> dict[str, Any]:
    return {
        "index": chance.choice([None, 0, 1, "0", 7]),
        "id": chance.choice([None, "", "a", "b", 3]),
        "function": {
            "name": chance.choice([None, "", "undo", "un", "do", 5]),
            "arguments": chance.choice(
                [None, "", "{}", "{", "}", '{"a":1}', '"a"', ":", '"\\', "1", {"a": 1}, [1], '{"a":{"b":"']
            ),
        },
    }


def _event(chance: random.Random) -> Any:
    kind = chance.choice(
        ["output_item.added", "output_item.done", "function_call_arguments.delta", "completed", "failed"]
    )
    body = {
        "type": "function_call",
        "name": chance.choice(["undo", None, 3]),
        "arguments": chance.choice(["{}", "{", None, {}]),
    }
    output = chance.choice([[], None, [body], [_anything(chance)]])
    return {
        "type": f"response.{kind}",
        "output_index": chance.choice([0, 1, None]),
        "item": chance.choice([body, _anything(chance)]),
        "delta": chance.choice(["{", "}", None, 4]),
        "response": {
            "status": chance.choice(["completed", "incomplete", None]),
            "output": output,
            "usage": _anything(chance),
        },
    }


def test_whatever_is_fed_nothing_is_raised_and_only_whole_calls_run() -> None:
    chance = random.Random(20261128)
    ran = 0
    for make in (_anything, _chunk, _event):
        for _ in range(2000):
            given = [make(chance) for _ in range(chance.randrange(6))]
            for reply in (assemble(given), assemble_responses(given)):
                for id, name, arguments in reply.tool_calls:
                    ran += 1
                    assert id and name and isinstance(json.loads(arguments), dict)
    assert ran > 100


@pytest.mark.parametrize("every", [2, pytest.param(1, marks=WHOLE)])
def test_bent_responses_streams_are_read_as_the_straight_ones_or_refused(every: int) -> None:
    needed("sse_responses")
    counted: Counter[str] = Counter()
    worse: list[str] = []
    for entry in manifest("sse_responses")[::every]:
        given = chunks(read("sse_responses", entry))
        straight = assemble_responses(given)
        final = given[-1].get("response", {}).get("output")
        for name, bend in RESPONSES_BENDINGS.items():
            if name in ("final event only", "whole response") and not final:
                continue  # the ChatGPT backend's last event holds nothing of the answer
            result = outcome(straight, assemble_responses(bend(copy.deepcopy(given))))
            counted[result] += 1
            if result != "equal":
                worse.append(f"{result}: {name}: {entry['file']}")
    print(dict(counted), *worse, sep="\n")
    assert counted["wrong"] == 0, worse
    assert counted["equal"] + counted["refused"] >= 0.998 * sum(counted.values()), worse
    assert counted["equal"] >= 0.98 * sum(counted.values()), worse
