"""Bytes become values whatever the server's idea of an event stream is, wherever the network cuts them."""

from __future__ import annotations

import json
import random

import pytest

from agent.llm.body import Body, NotAnAnswer, TooLong

A, B = {"a": "ä\u2028😀"}, {"b": [1, 2]}
TEXT_A, TEXT_B = (json.dumps(value, ensure_ascii=False) for value in (A, B))
STREAMS = {
    "plain": f"data: {TEXT_A}\n\ndata: {TEXT_B}\n\ndata: [DONE]\n\n",
    "no space": f"data:{TEXT_A}\n\ndata:{TEXT_B}\n\ndata:[DONE]\n\n",
    "CRLF": f"data: {TEXT_A}\r\n\r\ndata: {TEXT_B}\r\n\r\ndata: [DONE]\r\n\r\n",
    "CR": f"data: {TEXT_A}\r\rdata: {TEXT_B}\r\rdata: [DONE]\r\r",
    "byte order mark": f"\ufeffdata: {TEXT_A}\n\ndata: {TEXT_B}\n\ndata: [DONE]\n\n",
    "comments": f": hello\n\ndata: {TEXT_A}\n: in between\n\n:\n\ndata: {TEXT_B}\n\n: bye\n\ndata: [DONE]\n\n",
    "no blank lines": f"data: {TEXT_A}\ndata: {TEXT_B}\ndata: [DONE]\n",
    "no blank line at the end": f"data: {TEXT_A}\n\ndata: {TEXT_B}",
    "no done": f"data: {TEXT_A}\n\ndata: {TEXT_B}\n\n",
    "done and more": f"data: {TEXT_A}\n\ndata: {TEXT_B}\n\ndata: [DONE]\n\ndata: {TEXT_A}\n\n",
    "other fields": f"id: 7\nretry: 9\nevent: chunk\nfoo: bar\ndata: {TEXT_A}\n\nid\ndata: {TEXT_B}\n\n",
    "name behind the data": f"data: {TEXT_A}\nevent: chunk\n\ndata: {TEXT_B}\nevent: chunk\n\n",
    "many blank lines": f"\n\n\n\ndata: {TEXT_A}\n\n\n\n\ndata: {TEXT_B}\n\n\n",
    "data on several lines": "data: "
    + "\ndata: ".join(json.dumps(A, indent=1, ensure_ascii=False).split("\n"))
    + f"\n\ndata: {TEXT_B}\n\n",
    "empty data": f"data:\n\ndata: {TEXT_A}\n\ndata: \n\ndata: {TEXT_B}\n\n",
    "lines of JSON": f"{TEXT_A}\n{TEXT_B}\n",
    "list of JSON": f"[{TEXT_A},\n {TEXT_B}]",
}


def read(raw: bytes, size: int) -> tuple[list[object], Body]:
    body = Body()
    found = [value for at in range(0, len(raw), size) for value in body.feed(raw[at : at + size])]
    return found + body.finish(), body


@pytest.mark.parametrize("name", list(STREAMS))
def test_every_writing_is_read_the_same(name: str) -> None:
    raw = STREAMS[name].encode()
    for size in (1, 2, 3, 5, 11, len(raw)):
        found, body = read(raw, size)
        assert found == [A, B] and body.fault is None, size
        assert body.done == ("[DONE]" in STREAMS[name])


def test_one_object_over_many_lines_is_one_value() -> None:
    raw = json.dumps({"choices": [A, B]}, indent=2).encode()
    assert read(raw, 7)[0] == [{"choices": [A, B]}]


@pytest.mark.parametrize("data", ['{"message": "oom"}', '"oom"', '{"error": {"message": "oom"}}'])
def test_an_event_that_is_called_error_is_one(data: str) -> None:
    (value,), _ = read(f"event: error\ndata: {data}\n\n".encode(), 4)
    assert isinstance(value, dict) and "oom" in str(value["error"])


def test_an_events_name_stands_in_for_its_missing_type() -> None:
    assert read(b'event: response.completed\ndata: {"response": {}}\n\n', 9)[0][0] == {
        "type": "response.completed",
        "response": {},
    }


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (f"data: {TEXT_A}\n\ndata: {{broken\n\ndata: {TEXT_B}\n\n".encode(), [A]),
        (f"data: {TEXT_A}\n\n".encode() + b'data: {"a": "\xff"}\n\n', [A]),
        (b"<!DOCTYPE html>", []),
        (b"  \n <html>", []),
    ],
)
def test_what_came_before_a_fault_stands(raw: bytes, kept: list[object]) -> None:
    for size in (1, 6, len(raw)):
        found, body = read(raw, size)
        assert found == kept and isinstance(body.fault, NotAnAnswer)


def test_an_event_that_was_cut_in_two_is_left_out() -> None:
    found, body = read(f"data: {TEXT_A}\n\ndata: {TEXT_B[:6]}".encode(), 5)
    assert found == [A] and body.fault is None and not body.done


@pytest.mark.parametrize("raw", [b"data: " + b"x" * 5000, b"data: x\n" * 2000, b"{" * 5000])
def test_an_event_without_end_is_a_fault(raw: bytes) -> None:
    body = Body(longest=4000)
    for at in range(0, len(raw), 100):
        body.feed(raw[at : at + 100])
    assert isinstance(body.fault, TooLong) and not body.feed(b"\n\n") and not body.finish()


def test_random_bytes_never_raise() -> None:
    chance = random.Random(3)
    bits = [
        b"data:",
        b" ",
        b"\n",
        b"\r",
        b"\n\n",
        b"{}",
        b"[",
        b'"',
        b"event: error",
        b"\xef\xbb",
        b"\xbf",
        b"[DONE]",
        b":",
        b"1",
    ]
    for _ in range(3000):
        read(b"".join(chance.choice(bits) for _ in range(chance.randrange(12))), chance.randrange(1, 4))
