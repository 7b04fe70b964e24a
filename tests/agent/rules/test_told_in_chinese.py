"""What is told around a Chinese wish is told apart from what is wished, and letters are read as they were meant."""

from __future__ import annotations

import tomllib
from pathlib import Path

from agent.plan import Scene
from agent.rules.engine.chinese.discourse import lit, toned
from agent.rules.engine.chinese.operations import operations
from agent.rules.engine.chinese.telling import told, told_of
from agent.rules.planner import read
from agent.rules.words.clean import normalise

_CLAUSES = tomllib.loads((Path(__file__).parent / "phrasings" / "told_in_chinese.toml").read_text(encoding="utf-8"))


def test_a_clause_that_only_tells_is_told():
    assert [clause for clause in _CLAUSES["told"] if not told(clause)] == []


def test_a_clause_that_asks_or_complains_is_not_told():
    assert [clause for clause in _CLAUSES["wished"] if told(clause)] == []


def test_what_is_told_of_a_part_says_for_which_part_the_wish_is():
    assert told_of("孩子的脸跟炭似的") == "脸"
    assert told_of("天空跟抹布似的") == "天空"
    assert told_of("我闺女跟仙女似的") == ""  # she is what the picture is about
    assert told_of("树下拍的") == ""
    step = read("孩子的脸跟炭似的,提亮点", Scene()).steps[0]
    assert (step.value, step.region) == ("exposure", "the faces")


def test_a_wish_is_not_done_by_half_beside_one_that_nobody_understands():
    for clause in set(_CLAUSES["wished"]) - set(_CLAUSES["read"]):
        lighter, square = normalise(f"亮一点,{clause}"), normalise(f"裁成方的,{clause}")
        assert toned(lighter) is None, lighter
        assert operations(square, square, lit) is None, square


def test_traditional_letters_and_slips_are_read_as_they_were_meant():
    for words, meant in (
        ("背景換純灰", "背景换纯灰"),
        ("對比度調低", "对比度调低"),
        ("锐话一下", "锐化一下"),
        ("白平横拉冷一点", "白平衡拉冷一点"),
    ):
        steps, same = read(words, Scene()).steps, read(meant, Scene()).steps
        assert [(step.operation, step.value, step.values) for step in steps] == [
            (step.operation, step.value, step.values) for step in same
        ]


def test_a_text_is_written_in_the_letters_in_which_it_was_typed():
    plan = read("右下角寫上「歡迎光臨」", Scene())
    assert plan.steps[0].values["words"] == "歡迎光臨"
    assert plan.words == "右下角寫上「歡迎光臨」"
