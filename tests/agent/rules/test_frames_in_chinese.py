"""Kinds of Chinese edits that the order of the words tells: where a thing is put, who is let come or go."""

from __future__ import annotations

import pytest

from agent.rules.planner import read
from tests.agent.rules.scenes import ROUND

_SAID = {
    "who is let come or go": (
        ("让桌子上出现一只猫", "add"),
        ("让湖面上飘着几片荷叶", "add"),
        ("让沙滩上有几只螃蟹", "add"),
        ("让后面的路人消失", "remove"),
        ("别让那辆车出现在画面里", "remove"),
    ),
    "a verb that nobody knows, before so many of a thing": (
        ("在树下拴一匹马", "add"),
        ("湖里游两只天鹅", "add"),
        ("头上别一朵花", "add"),
        ("毛巾架上搭条白毛巾", "add"),
    ),
    "where a thing is put": (
        ("将香水置于花丛中", "background"),
        ("把产品放在木质桌面的场景里", "background"),
        ("让这个包出现在酒店大堂", "background"),
        ("让这辆车停在海边,而不是车库", "background"),
        ("提取沙发,放在纯色背景上", "extract"),
        ("猫放到左边", "layout"),
    ),
    "what stands behind the thing it is said of": (
        ("法令纹浅一点", "portrait"),
        ("头往左偏一点", "pose"),
        ("头盔变银色", "color"),
        ("包包想要奶茶色", "color"),
        ("帽子弄成芥末黄", "color"),
        ("桌子换成大理石的", "material"),
        ("后面换成纯灰色", "background"),
    ),
    "a story before the wish": (
        ("照片上有裂纹,还发黄,帮我修修", "restore"),
        ("字太小了,放大点", "text"),
        ("脚被裁掉了,补出来", "complete"),
        ("花瓶不要了,换个台灯", "replace"),
        ("天空压暗,不要影响人物", "tone"),
    ),
    "sizes before a letter": (("改成4:3横版", "crop"), ("做成三秒循环动图", "video")),
}


@pytest.mark.parametrize(("words", "label"), [pair for pairs in _SAID.values() for pair in pairs])
def test_the_order_of_chinese_words_tells_the_kind(words: str, label: str) -> None:
    assert read(words, ROUND).label == label
