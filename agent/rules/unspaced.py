"""Where Chinese clauses keep their parts in other places than English ones: the words around a verb or a thing."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.classes import PLACE, VERBS
from agent.rules.tokens import Token
from agent.rules.vocabulary import bit, bits

# What is let come or go stands around these verbs, and what is put somewhere stands before them.
EMERGE, VANISH, LET, PUT_AT = bit("v.emerge"), bit("v.vanish"), bit("m.let"), bit("v.put")
OF_ITS_KIND, SLIGHTLY, UNSPACED = bit("x.of_its_kind"), bit("m.slightly"), bit("c.unspaced")
# "头有点歪": what is told of a thing begins with these.
TELLS = frozenset(
    ["太", "有点", "很", "好", "不够", "过于", "是", "有", "都", "挺", "显得", "看着", "有些", "还", "也"]
)
# 头盔变银色: behind a thing these say what it becomes.
BARE = frozenset(["变", "改", "换"])
_ANEW, _WHERE, _SIDES, _THERE_IS = bit("m.anew"), bits("n.direction n.scene n.ground"), "上下里中外前后旁边角", "有是为"
_QUALITY, _NOT = bits("m.slightly m.more a.tonal a.bigger a.smaller a.sharp"), bit("m.not")
_INSTEAD = bit("m.instead")


def put_there(part: Sequence[Token]) -> int:
    """The place of a Chinese verb that nobody knows, behind a place and before so many of a thing (在墙角立一个灯)."""
    for at in range(2, len(part)):
        if part[at].classes & _ANEW and not part[at - 1].classes & ~_NOT and part[at - 1].text[-1] not in _THERE_IS:
            return at - 1 if part[0].classes & PLACE or _is_place(part[at - 2 : at]) else -1
    return -1


def _is_place(pair: Sequence[Token]) -> bool:
    return bool(pair[0].classes & _WHERE) or pair[1].text[0] in _SIDES


def unqualified(thing: list[Token]) -> list[Token]:
    """法令纹浅一点: in Chinese what a thing shall be stands behind it."""
    end = len(thing)
    while end > 1 and thing[end - 1].classes & _QUALITY:
        end -= 1
    return thing[:end]


def slight(part: Sequence[Token], place: int) -> bool:
    """字放大点, 清理下: how much is no thing that is changed."""
    return bool(part[place].classes & SLIGHTLY) or (part[place].text == "下" and place + 1 == len(part))


def suffered(part: Sequence[Token]) -> bool:
    """脚被裁掉了 tells what is wrong."""
    return any(token.text[0] == "被" for token in part[1:]) and part[-1].text[-1] == "了"


def denied(sentence: Sequence[Token], place: int) -> bool:
    """ "… 而不是客厅" belongs to what was asked for."""
    return place < len(sentence) and bool(sentence[place].classes & _INSTEAD) and not sentence[place].classes & VERBS
