"""Tells which parts of a Chinese sentence ask for something, and which only tell of it: 头发改短, 脚被裁掉了."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses.unspaced import (
    A_NOUN,
    ADD,
    BARE,
    COLOUR,
    DONE_TO,
    NOT,
    OF,
    QUALITY,
    REPLACE,
    SIDE,
    SLIGHTLY,
    TANGIBLE,
    TELLS,
    WHO,
    WHO_TELLS,
    put_there,
)
from agent.rules.words.classes import BE, INTO, POSE, VERBS
from agent.rules.words.phrases import all_of
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bit, bits

_STATES = TELLS - {"也", "还", "都"}
_MOST_SO, _A_BIT = 6, frozenset({"点", "些", "一点", "一些", "下", "一下"})
_ALTERS = bits("v.change v.tone v.make v.paint v.scale v.retouch")
_BECOMES_SO = bits("n.colour a.tonal a.bigger a.smaller a.sharp a.blurred a.state n.material")
_MOVES, _WAYS, _HAIR = bit("v.move"), "往向挪移", bit("n.hair")
_SHOWN, _AT, _ALSO, _USING, _NOT_SO = bit("m.shown"), bit("m.at"), bit("m.also"), bit("m.using"), bit("m.notso")
_LAST_WORDS = frozenset(["了", "吧", "下", "一下", "一点", "点", "些", "一些", "下吧"])
# Who is spoken to, and where a picture is to be shown.
_AS_IF = frozenset(
    "做 当 用来 用作 用于 拿来 发 放 我要 我想 想 想要 打算 准备 我打算 我准备 好 要 回头 到时候 到时".split()  # noqa: SIM905
)
_OUTLET, _TO_USE = bit("n.outlet"), frozenset(["用", "用的", "上", "里"])
_OVERALL = frozenset("整统稍略")
_SHAPE, _FEW = bits("x.ratio x.px"), 3
_STYLE = bits("n.style n.styleword")
GESTURE, _LIMBS = bit("v.gesture"), bits("n.face n.body")
_SINCE, _HIDES = bit("m.since"), frozenset("盖住 挡住 遮住 压住 挡到 遮到 抢镜 挡住了 遮住了".split())  # noqa: SIM905
_TOLD = bit("m.told")
_LASTS = frozenset("着在了的过")
_LETTERED = bits("n.wrong x.quoted")
_LETS = frozenset(["让它", "让他", "让她", "让其", "使其", "让它们", "让他们", "让她们"])
_BACKGROUND, _SETS = bit("n.background"), bits("n.scene n.ground n.season n.sky n.colour")


def is_so(part: Sequence[Token]) -> bool:
    """颜色调鲜艳点, 头发改短, 整体暖一些, 帽子要蓝色的: a thing and what it is to be, in few words."""
    if part[0].text[-1] == "得":
        return False  # 接得自然点
    if len(part) == 1 and part[0].classes & QUALITY and (part[0].classes & SLIGHTLY or part[0].text[0] in _OVERALL):
        return True  # 清晰一点, 整体偏暖
    if not 2 <= len(part) <= _MOST_SO or part[0].text.isascii() or part[0].classes & WHO_TELLS:
        return False
    if part[-1].classes & _STYLE or (part[-1].classes & _BACKGROUND and part[-2].classes & _SETS):
        return True  # 雪地背景
    if part[0].classes & _BACKGROUND and len(part) == 2 and part[1].classes & (COLOUR | TANGIBLE):
        return True  # 背景奶油黄, 背景圣诞树
    if part[-1].text[0] in "偏统" and part[-1].classes & QUALITY:
        return True  # 色调统一偏暖
    if part[0].classes & WHO and part[-1].classes & POSE and part[-1].text[-1] not in _LASTS and len(part) < 4:
        return True  # 狗坐下
    if any(token.classes & BE for token in part[1:3]):
        return bool(all_of(part[2:]) & _BECOMES_SO or (part[0].classes & _BACKGROUND and part[-1].classes & _SETS))
    ends = part[-1].classes | part[-2].classes
    return bool(ends & _BECOMES_SO) and bool(
        any(token.classes & _ALTERS for token in part[1:]) or part[-1].text in _A_BIT or part[-1].classes & SLIGHTLY
    )


def asks_besides(part: Sequence[Token]) -> bool:
    """Whether what follows a comma, without a verb at its front, asks for something: 背景换成海边, 后面那辆车也去掉."""
    if any(
        token.classes & VERBS and (token.classes & (INTO | _MOVES) or token.text in BARE) for token in part[1:-1]
    ) or is_so(part):
        return True
    if part[0].classes & SIDE and any(token.classes & VERBS for token in part[1:4]):
        return True  # 上面补一块天
    if not part[0].text.isascii() and any(token.classes & GESTURE for token in part[1:3]) and _asks_slightly(part):
        return True  # 嘴角上扬一点
    if part[1:2] and part[1].text == "要" and part[0].classes & A_NOUN and not part[0].classes & WHO_TELLS:
        return True  # 背景要古镇
    if len(part) <= _FEW and part[0].classes & _SHAPE:
        return True  # 换白底,1:1
    if part[1:2] and (part[1].classes & (_USING | _NOT_SO)) and part[0].classes & A_NOUN:
        return True  # 背景用红布那种; 脸别这么油
    if any(token.classes & _ALSO for token in part[1:-1]) and any(token.classes & VERBS for token in part[-2:]):
        return True  # 碎发也处理下
    if _gestures(part):
        return True  # 嘴角上扬
    soon = _MOST_SO if not any(token.text in TELLS or token.classes & WHO_TELLS for token in part) else 3
    return any(token.classes & ADD for token in part[1:soon]) or put_there(part) > 0 or _is_done_to(part)


def wishes(part: Sequence[Token], then: bool) -> bool:
    """…,顺手把对比度拉高; …+高清: behind "then" all asks for something but what is only told."""
    if then and not suffered(part) and not any(token.text in TELLS for token in part[:2]):
        return True
    return asks_besides(part)


def _asks_slightly(part: Sequence[Token]) -> bool:
    return bool(part[-1].classes & SLIGHTLY) and bool(part[0].classes & _LIMBS)


def tells_why(part: Sequence[Token]) -> bool:
    """其实那天她可开心了: a story, that asks for nothing; 别在宿舍: nor does what it shall not be."""
    begins, follows = part[0], part[1].classes if part[1:] else 0
    if len(part) == 1 and begins.classes & _SHOWN:
        return True  # 下一步怎么走,画出来
    return bool(begins.classes & _TOLD) or (bool(begins.classes & NOT) and bool(follows & (_AT | _USING)))


def lets_do(sentence: Sequence[Token], place: int) -> bool:
    """…,让它趴着睡觉: somebody is to do something, where 让画面更亮 only says what comes of it."""
    follows = sentence[place + 1].classes if place + 1 < len(sentence) else 0
    return sentence[place].text in _LETS and bool(follows & (POSE | GESTURE))


def _is_done_to(part: Sequence[Token]) -> bool:
    end = len(part)
    while end > 1 and part[end - 1].text in _LAST_WORDS:
        end -= 1
    last = part[end - 1]
    if (
        end < 2
        or not (
            last.classes & DONE_TO
            or (last.classes & _MOVES and (part[end - 2].classes & VERBS or last.text[0] in _WAYS or "到" in last.text))
        )
        or any(token.text in _STATES for token in part[:2])
        or part[end - 2].classes & OF
    ):
        return False
    return not suffered(part)


def tells_for_what(sentence: Sequence[Token], place: int) -> bool:
    """…,我要放淘宝上; …,发朋友圈用: where a picture is to be shown, and no wish."""
    end = next((at for at in range(place, len(sentence)) if sentence[at].classes & STOP), len(sentence))
    part = sentence[place:end]
    if not part or part[0].text.isascii() or not all_of(part) & _OUTLET or all_of(part) & _LETTERED:
        return False
    if part[0].classes & _OUTLET and all_of(part[1:]) & (INTO | _ALTERS | REPLACE):
        return False  # 主图换个背景
    return bool(part[-1].text in _TO_USE or part[0].text in _AS_IF or part[0].classes & (BE | WHO_TELLS | _OUTLET))


def tells(part: Sequence[Token]) -> bool:
    """最左边那个同事已经离职了, 刘海盖住眼睛了: how things are, before what is wished."""
    if any(part[at].classes & OF and part[at + 1].text == "是" for at in range(1, len(part) - 1)):
        return True  # 桌上放的是可乐
    hidden = part[-1].text[-1] == "了" and any(one.text in _HIDES for one in part)
    return suffered(part) or hidden or bool(all_of(part) & _SINCE)


def suffered(part: Sequence[Token]) -> bool:
    """脚被裁掉了 tells what is wrong."""
    return any(token.text[0] == "被" for token in part[1:]) and part[-1].text[-1] == "了"


def moves(part: Sequence[Token]) -> bool:
    """眼睛睁开, 脸别这么油: all of it is what somebody is to do, or what it is to be."""
    if len(part) > 1 and part[0].classes & A_NOUN and part[1].classes & _NOT_SO:
        return True
    return _gestures(part) or (bool(part[0].classes & POSE) and (len(part) == 1 or bool(part[-1].classes & GESTURE)))


def _gestures(part: Sequence[Token]) -> bool:
    return 1 < len(part) < 4 and bool(part[0].classes & (_LIMBS | _HAIR)) and bool(part[-1].classes & GESTURE)
