"""`stet understand` prints how words are read, and reads JSON lines for a measurement."""

from __future__ import annotations

import io
import json

import pytest

from agent.cli import main


def test_it_says_a_reading_back_in_one_line_with_the_next_best(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", "change the background to a beach, keep her face"]) == 0
    first, second, third = capsys.readouterr().out.splitlines()
    assert first == "change: background → beach · keep: her face · 1 variant of v0"
    assert second.startswith("background · act")
    assert third.startswith("or: ")


def test_lines_of_json_are_answered_one_by_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [{"id": "a", "text": "remove the bin"}, {"id": "b", "text": "把背景换成海滩"}, {"id": "c", "text": "undo"}]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(json.dumps(one) for one in asked) + "\n\n"))
    assert main(["understand", "--jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["id"], one["label"]) for one in answers] == [("a", "remove"), ("b", "background"), ("c", "navigate")]
    expected = {"id", "label", "steps", "count", "keep", "avoid", "refs", "output", "decision"}
    assert all(set(one) == expected for one in answers)
    assert set(answers[0]["steps"][0]) == {"op", "target", "region", "value", "strength"}


@pytest.mark.parametrize("line", ["no json", "[]", '{"id": 1}'])
def test_a_line_that_is_no_request_is_bad_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line + "\n"))
    assert main(["understand", "--jsonl"]) == 2
    assert "no request" in capsys.readouterr().err


def test_no_words_are_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand"]) == 2
    assert "no words" in capsys.readouterr().err
