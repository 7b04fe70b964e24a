"""Light and colour in Chinese: the right dial, the right way, where it was asked for, and nothing by half."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from agent.plan import Scene
from agent.rules.engine.chinese.amounts import moderated, remedied
from agent.rules.engine.chinese.light import lit
from agent.rules.engine.chinese.parts import part_of
from agent.rules.planner import read
from tests.agent.rules.deeds import deed, is_right

_TABLE = tomllib.loads((Path(__file__).parent / "phrasings" / "chinese_light.toml").read_text(encoding="utf-8"))
_LEAST = 0.95


@pytest.mark.parametrize("table", ["whole", "parts"])
def test_what_is_done_is_what_was_asked(table: str):
    wrong = [f"{words}: {deed(words)}" for words, wanted in _TABLE[table].items() if not is_right(words, wanted)]
    assert len(wrong) <= (1 - _LEAST) * len(_TABLE[table]), "\n".join(wrong)


def test_what_is_no_light_is_not_done_as_light():
    wrong = [f"{words}: {deed(words)}" for words, wanted in _TABLE["traps"].items() if not is_right(words, wanted)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("太暗了 提亮一点", "exposure+~"),
        ("雪地偏蓝了", "warmth+ @snow"),
        ("四周压暗点突出中间", "vignette+~"),
        ("皮肤和墙都发绿, 整个往洋红拉回来", "tint+"),
        ("又暗又黄, 修一下", "exposure+, warmth-"),
        ("对比度和饱和度都提高一点", "contrast+~, saturation+~"),
        ("天空压暗, 草地提亮", "exposure- @sky, exposure+ @grass"),
    ],
)
def test_faults_and_remedies_are_one(words: str, done: str):
    assert deed(words) == done


@pytest.mark.parametrize(
    "words", ["亮一点, 再加一只猫", "天空压暗, 把路人换成狗", "其他地方压暗", "脸太黑了, 剪个短发"]
)
def test_nothing_is_done_by_half(words: str):
    assert not read(words, Scene()).steps or deed(words).startswith(("beyond", "offer"))


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("上面三分之一", "the top third"),
        ("右半边", "the right half"),
        ("桌上的蛋糕", "the cake on the table"),
        ("我家那只猫", "the cat"),
        ("红色的车", "the red car"),
        ("火锅店灯光", ""),
        ("毕业照", ""),
        ("那盏宫灯", "宫灯"),
    ],
)
def test_parts_have_the_names_that_the_engine_knows(said: str, part: str):
    found = part_of(said)
    assert found is not None and found.region == part


def test_one_clause_is_read_for_other_rooms():
    assert [(step.value, step.strength) for step in lit("再亮一点") or ()] == [("exposure", 0.5)]
    assert lit("裁成方形") is None
    assert remedied("拉起来") == ("up", 1.0)
    assert remedied("减掉些") == ("down", 0.7)
    assert moderated("不要太过") < 1.0 and not moderated("不要太暗")
