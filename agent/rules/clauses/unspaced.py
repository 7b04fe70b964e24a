"""Where Chinese clauses keep their parts in other places than English ones: the words around a verb or a thing."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.words.classes import BE, DET, INTO, PLACE, POSE, VERBS
from agent.rules.words.phrases import all_of
from agent.rules.words.tokens import NUMBER, STOP, Token
from agent.rules.words.vocabulary import bit, bits

# What is let come or go stands around these verbs, and what is put somewhere stands before them.
EMERGE, VANISH, LET, PUT_AT = bit("v.emerge"), bit("v.vanish"), bit("m.let"), bit("v.put")
RESIZE = bit("v.resize")
OF_ITS_KIND, SLIGHTLY, UNSPACED = bit("x.of_its_kind"), bit("m.slightly"), bit("c.unspaced")
# "头有点歪": what is told of a thing begins with these.
TELLS = frozenset(
    "太 有点 很 好 不够 过于 是 有 都 挺 显得 看着 有些 还 也 比较 非常 特别 十分".split()  # noqa: SIM905
)
_SAYS_SO = TELLS | {"了", "啊"}
_BECOMES = frozenset(["成", "为", "作"])
_STATES = TELLS - {"也", "还", "都"}
# 往下补点地面: behind these the verb is still to come.
TOWARDS = frozenset("往向朝")
# 头盔变银色: behind a thing these say what it becomes.
BARE = frozenset(["变", "改", "换"])
ANEW, _WHERE, _SIDES, _THERE_IS = bit("m.anew"), bits("n.direction n.scene n.ground"), "上下里中外前后旁边角", "有是为"
_QUALITY, _NOT = bits("m.slightly m.more a.tonal a.bigger a.smaller a.sharp"), bits("m.not m.notso")
_INSTEAD = bit("m.instead")
_MOST_SO, _WHO_TELLS, _A_BIT = 6, bit("n.self"), frozenset({"点", "些", "一点", "一些", "下", "一下"})
_ALTERS, _ADD, _OF = bits("v.change v.tone v.make v.paint v.scale v.retouch"), bit("v.add"), bit("m.of")
_BECOMES_SO = bits("n.colour a.tonal a.bigger a.smaller a.sharp a.blurred a.state n.material")
# What a clause may end with that says by itself what is to be done.
_DONE_TO = bits(
    "v.remove v.restore v.retouch v.crop v.blur v.tone v.paint v.colorize v.extract v.replace v.scale v.fix"
)
_MOVES, _WAYS, BLUR, _HAIR = bit("v.move"), "往向挪移", bit("v.blur"), bit("n.hair")
# 戴条围巾: verbs that end with one of these put so many there.
COUNTED = frozenset("一个只条把根束件盆盏棵杯瓶颗朵块张幅顶副本群辆名串碗")
_SHOWN, _AT, _ALSO, _USING, _NOT_SO = bit("m.shown"), bit("m.at"), bit("m.also"), bit("m.using"), bit("m.notso")
# 降噪以后放进雪景里: behind what is done first.
AFTERWARDS = bit("m.afterwards")
_LAST_WORDS = frozenset(["了", "吧", "下", "一下", "一点", "点", "些", "一些", "下吧"])
# Who is spoken to, and where a picture is to be shown.
_AS_IF = frozenset(
    "做 当 用来 用作 用于 拿来 发 放 我要 我想 想 想要 打算 准备 我打算 我准备 好 要 回头 到时候 到时".split()  # noqa: SIM905
)
_CALLED, _OUTLET, _TO_USE = bit("m.called"), bit("n.outlet"), frozenset(["用", "用的", "上", "里"])
TOPIC, _MOST_TOPIC = bit("m.topic"), 4
_A_NOUN = bits("n.background n.sky n.hair n.face n.skin n.garment n.text n.thing n.person n.animal n.surface n.body")
_COLOUR = bit("n.colour")
_MAKES = bits("v.make v.change")
_OVERALL = frozenset("整统稍略")
_SHAPE, _FEW = bits("x.ratio x.px"), 3
_NO_ACT, _CHANGED = bits("v.give v.make v.keep"), bits("v.change v.move")
# Behind these a noun still belongs to what was begun.
_LEADS_ON = bits("m.of m.object m.place m.into m.and m.from m.det n.frame n.colour n.material m.using")
_STYLE = bits("n.style n.styleword")
_TANGIBLE, _WISHES = bits("n.thing n.animal n.garment"), frozenset(["我想要", "想要", "我要", "我更想要", "要"])
_REPLACE, _SIDE = bit("v.replace"), bit("n.direction")
GESTURE, _LIMBS, _SHADES = bit("v.gesture"), bits("n.face n.body"), bits("a.tonal a.bigger a.smaller a.sharp n.colour")
_TOPICS = bits("n.background n.sky n.hair n.garment n.style n.motion n.light")
_SINCE, _HIDES = bit("m.since"), frozenset("盖住 挡住 遮住 压住 挡到 遮到 抢镜 挡住了 遮住了".split())  # noqa: SIM905
SECONDS, _TOLD = bit("x.seconds"), bit("m.told")
_LASTS = frozenset("着在了的过")
_SOME = frozenset(["点", "些"])
_LETTERED = bits("n.wrong x.quoted")
_LETS = frozenset(["让它", "让他", "让她", "让其", "使其", "让它们", "让他们", "让她们"])
_WEARS, _WHO = bit("n.wearing"), bits("n.person n.animal")
_ATTRIBUTES = bits("n.wearing v.pose v.add v.put n.garment n.colour m.into")
_BACKGROUND, _SETS = bit("n.background"), bits("n.scene n.ground n.season n.sky n.colour")


def put_there(part: Sequence[Token]) -> int:
    """The place of a Chinese verb that nobody knows, behind a place and before so many of a thing (在墙角立一个灯)."""
    for at in range(1, len(part)):
        before = part[at - 1]
        if part[at].text in _SOME and at > 1 and at + 1 < len(part) and len(before.text) == 1 and not before.classes:
            return at - 1 if _is_place(part[at - 2 : at]) or part[at - 2].text in _SIDES else -1  # 玻璃上凝点水珠
        if not part[at].classes & ANEW and part[at].text != "一些":
            continue
        if (
            len(before.text) > 2
            and not before.classes
            and before.text[-2] in _SIDES
            and before.text[-1] not in _THERE_IS
        ):
            return at - 1  # 鱼缸里养几条金鱼
        if at > 1 and before.classes & POSE and _is_place(part[at - 2 : at]):
            return at - 1  # 肩膀上站一只鹦鹉
        if at > 1 and not before.classes & ~_NOT and before.text[-1] not in _THERE_IS:
            sewn = len(before.text) == 1 and before.text not in "的了着过不就也都还" and part[at - 2].classes & _A_NOUN
            return at - 1 if part[0].classes & PLACE or sewn or _is_place(part[at - 2 : at]) else -1
    return -1


def _is_place(pair: Sequence[Token]) -> bool:
    return bool(pair[0].classes & _WHERE) or pair[1].text[0] in _SIDES


def wished_there(part: Sequence[Token], verb: int, asked: bool) -> int:
    """The place of what lets a thing be there, where that is all that is wished: 沙滩上能有一排脚印."""
    there = next((at for at, token in enumerate(part) if token.classes & EMERGE), -1)
    if not asked and there >= 0 and part[there].text[0] in "有看":
        return -1  # 左边有一个人 tells what there is
    return there if 0 < there < (verb if verb >= 0 else len(part)) and there + 1 < len(part) else -1


def turned_into(part: Sequence[Token]) -> int:
    """The place of a verb that nobody knows, before what a thing becomes: 把椅子统一成白色."""
    for at in range(2, len(part) - 1):
        if part[at].text in _BECOMES and not part[at - 1].classes:
            return at - 1
    return -1


def is_of_another_kind(part: Sequence[Token], classes: int) -> bool:
    """换个干净的, 淡一点, behind what is wrong with a thing: that thing."""
    if part[0].classes & _REPLACE and part[0].classes & INTO and len(part) > 1:
        return True  # 背景太杂了,换成纯色
    shades = part[0].classes & _CHANGED and part[-1].classes & SLIGHTLY and part[1:]
    if shades and all(token.classes & (_QUALITY | _COLOUR) for token in part[1:]):
        return True  # 天有点灰,调蓝一点
    if all(token.classes & _QUALITY for token in part) and not part[0].text.isascii():
        return True
    return bool(part[0].classes & _REPLACE and not part[0].classes & INTO and classes & OF_ITS_KIND)


def is_same(one: str, other: str) -> bool:
    """木桌 and 玻璃桌 are both tables, as their last letter tells."""
    return one == other or (not one.isascii() and (one.endswith(other) or other.endswith(one)))


def unqualified(thing: list[Token]) -> list[Token]:
    """法令纹浅一点: in Chinese what a thing shall be stands behind it."""
    end = len(thing)
    while end > 1 and (thing[end - 1].classes & _QUALITY or thing[end - 1].text in _SAYS_SO):
        end -= 1
    return thing[:end]


def is_so(part: Sequence[Token]) -> bool:
    """颜色调鲜艳点, 头发改短, 整体暖一些, 帽子要蓝色的: a thing and what it is to be, in few words."""
    if part[0].text[-1] == "得":
        return False  # 接得自然点
    if len(part) == 1 and part[0].classes & _QUALITY and (part[0].classes & SLIGHTLY or part[0].text[0] in _OVERALL):
        return True  # 清晰一点, 整体偏暖
    if not 2 <= len(part) <= _MOST_SO or part[0].text.isascii() or part[0].classes & _WHO_TELLS:
        return False
    if part[-1].classes & _STYLE or (part[-1].classes & _BACKGROUND and part[-2].classes & _SETS):
        return True  # 雪地背景
    if part[0].classes & _BACKGROUND and len(part) == 2 and part[1].classes & (_COLOUR | _TANGIBLE):
        return True  # 背景奶油黄, 背景圣诞树
    if part[-1].text[0] in "偏统" and part[-1].classes & _QUALITY:
        return True  # 色调统一偏暖
    if part[0].classes & _WHO and part[-1].classes & POSE and part[-1].text[-1] not in _LASTS and len(part) < 4:
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
    if part[0].classes & _SIDE and any(token.classes & VERBS for token in part[1:4]):
        return True  # 上面补一块天
    if not part[0].text.isascii() and any(token.classes & GESTURE for token in part[1:3]) and _asks_slightly(part):
        return True  # 嘴角上扬一点
    if part[1:2] and part[1].text == "要" and part[0].classes & _A_NOUN and not part[0].classes & _WHO_TELLS:
        return True  # 背景要古镇
    if len(part) <= _FEW and part[0].classes & _SHAPE:
        return True  # 换白底,1:1
    if part[1:2] and (part[1].classes & (_USING | _NOT_SO)) and part[0].classes & _A_NOUN:
        return True  # 背景用红布那种; 脸别这么油
    if any(token.classes & _ALSO for token in part[1:-1]) and any(token.classes & VERBS for token in part[-2:]):
        return True  # 碎发也处理下
    if _gestures(part):
        return True  # 嘴角上扬
    soon = _MOST_SO if not any(token.text in TELLS or token.classes & _WHO_TELLS for token in part) else 3
    return any(token.classes & _ADD for token in part[1:soon]) or put_there(part) > 0 or _is_done_to(part)


def adds(sentence: Sequence[Token], place: int) -> bool:
    """去路人+高清 adds a wish; 色温+500 a number."""
    return place + 1 < len(sentence) and not sentence[place + 1].classes & NUMBER


def whether(sentence: Sequence[Token]) -> int:
    """Where what asks whether begins, at the end: 能变清晰不."""
    last = next((at for at in range(len(sentence) - 1, -1, -1) if not sentence[at].classes & STOP), -1)
    return last if last > 2 and sentence[last].text == "不" else len(sentence)


def wishes(part: Sequence[Token], then: bool) -> bool:
    """…,顺手把对比度拉高; …+高清: behind "then" all asks for something but what is only told."""
    if then and not suffered(part) and not any(token.text in TELLS for token in part[:2]):
        return True
    return asks_besides(part)


def _asks_slightly(part: Sequence[Token]) -> bool:
    return bool(part[-1].classes & SLIGHTLY) and bool(part[0].classes & _LIMBS)


def goes_on(part: Sequence[Token], sentence: Sequence[Token], place: int) -> int:
    """1 for a word that says nothing where it stands, 2 for one that only belongs to what stands before (再来两只,
    背景:咖啡馆, "…, 6 秒"), 0 where it may begin another wish."""
    token, follows = sentence[place], sentence[place + 1] if place + 1 < len(sentence) else None
    if follows is None:
        return 0
    if token.text == "再":
        if follows.classes & _SHADES:
            return 1  # 再亮一点
        if not part or any(one.classes & VERBS for one in part):
            return 0
        puts = not follows.classes and sentence[place + 2 : place + 3] and sentence[place + 2].classes & ANEW
        return 1 if follows.classes & (POSE | _ADD) or puts else 2  # 海面上再飘几艘帆船
    if token.text == ":" and part and len(part) <= 2 and part[-1].classes & _TOPICS:
        return 1
    return int(bool(token.classes & STOP) and bool(follows.classes & SECONDS) and place + 2 == len(sentence))


def tells_why(part: Sequence[Token]) -> bool:
    """其实那天她可开心了: a story, that asks for nothing; 别在宿舍: nor does what it shall not be."""
    begins, follows = part[0], part[1].classes if part[1:] else 0
    if len(part) == 1 and begins.classes & _SHOWN:
        return True  # 下一步怎么走,画出来
    return bool(begins.classes & _TOLD) or (bool(begins.classes & _NOT) and bool(follows & (_AT | _USING)))


def lets_do(sentence: Sequence[Token], place: int) -> bool:
    """…,让它趴着睡觉: somebody is to do something, where 让画面更亮 only says what comes of it."""
    follows = sentence[place + 1].classes if place + 1 < len(sentence) else 0
    return sentence[place].text in _LETS and bool(follows & (POSE | GESTURE))


def unattributed(part: list[Token]) -> list[Token]:
    """让穿格子衬衫的男孩坐下: what somebody wears or does, before 的, only says who is meant."""
    begins = next((at for at, token in enumerate(part) if token.classes & (_WEARS | POSE)), -1)
    if begins < 0:
        return part
    ends = next((at for at in range(begins + 1, len(part) - 1) if part[at].classes & _OF), -1)
    if ends < 0 or not part[ends + 1].classes & _WHO or (ends + 2 == len(part) and not begins):
        return part
    bare = [token._replace(classes=token.classes & ~_ATTRIBUTES) for token in part[begins:ends]]
    return [*part[:begins], *bare, *part[ends:]]


def _is_done_to(part: Sequence[Token]) -> bool:
    end = len(part)
    while end > 1 and part[end - 1].text in _LAST_WORDS:
        end -= 1
    last = part[end - 1]
    if (
        end < 2
        or not (
            last.classes & _DONE_TO
            or (last.classes & _MOVES and (part[end - 2].classes & VERBS or last.text[0] in _WAYS or "到" in last.text))
        )
        or any(token.text in _STATES for token in part[:2])
        or part[end - 2].classes & _OF
    ):
        return False
    return not suffered(part)


def is_called(sentence: Sequence[Token], place: int) -> bool:
    """亲,…; 老板,…: who is asked."""
    return bool(sentence[place].classes & _CALLED and sentence[place + 1].classes & STOP)


def tells_for_what(sentence: Sequence[Token], place: int) -> bool:
    """…,我要放淘宝上; …,发朋友圈用: where a picture is to be shown, and no wish."""
    end = next((at for at in range(place, len(sentence)) if sentence[at].classes & STOP), len(sentence))
    part = sentence[place:end]
    if not part or part[0].text.isascii() or not all_of(part) & _OUTLET or all_of(part) & _LETTERED:
        return False
    if part[0].classes & _OUTLET and all_of(part[1:]) & (INTO | _ALTERS | _REPLACE):
        return False  # 主图换个背景
    return bool(part[-1].text in _TO_USE or part[0].text in _AS_IF or part[0].classes & (BE | _WHO_TELLS | _OUTLET))


def is_given_another(part: Sequence[Token], verb: int) -> bool:
    """背景换个白的, 裙子换条牛仔裤: what stands before gives way to what stands behind."""
    if part[verb].classes & INTO or verb + 1 == len(part):
        return False
    shade = part[verb].classes & _MAKES and all(one.classes & (_QUALITY | _COLOUR) for one in part[verb + 1 :])
    # 草地弄绿一点
    return bool(part[verb].classes & _REPLACE or (shade and part[verb + 1].classes & _COLOUR))


def topic(sentence: Sequence[Token], start: int, place: int) -> int:
    """Where what the asking at `place` is about begins, behind the last comma; `place` where nothing is named."""
    since = next((at + 1 for at in range(place - 1, start - 1, -1) if sentence[at].classes & STOP), start)
    return since if _is_topic(sentence[since:place]) else place


def _is_topic(told: Sequence[Token]) -> bool:
    """沙发 of 沙发给我整成墨绿的: a few words for a thing, and nothing said of it."""
    return (
        0 < len(told) <= _MOST_TOPIC
        and bool(told[-1].classes & (_A_NOUN | _SIDE) or told[-1].text[-1] in _SIDES)
        and not any(token.classes & (VERBS | STOP | _WHO_TELLS) for token in told)
    )


def instead_of(told: Sequence[Token], wished: Sequence[Token], asked: Token) -> list[Token]:
    """屋顶那只鸽子我想要猫头鹰: a thing that is there, and another that is wished for, gives way to that one."""
    thing = told[-1].classes & _TANGIBLE and any(token.classes & DET for token in told)
    other = wished and wished[-1].classes & _TANGIBLE and not all_of(wished) & (VERBS | POSE | STOP)
    if not (thing and other and asked.text in _WISHES):
        return []
    return [wished[0]._replace(text="换成", classes=_REPLACE | INTO)]


def runs_on(part: Sequence[Token], sentence: Sequence[Token], place: int) -> bool:
    """Whether the next wish begins without a comma: 把车p掉|天空换成夕阳, 加个帽子|背景虚化."""
    if len(part) < 2 or place + 1 >= len(sentence):
        return False
    before, token, follows = part[-1], sentence[place], sentence[place + 1]
    verb = next((at for at, one in enumerate(part) if one.classes & VERBS and not one.classes & _NO_ACT), -1)
    if verb >= 0 and before.classes & AFTERWARDS and token.classes & VERBS:
        return True
    if verb < 0 or any(one.classes & LET for one in part):
        return False
    if before.classes & SLIGHTLY and token.classes & _DONE_TO and len(token.text) > 1:
        return True  # 调亮一点|去掉水印
    if (
        not token.classes & _A_NOUN
        or not follows.classes & (_DONE_TO | _CHANGED)
        or (before.classes & _LEADS_ON and not (before.classes & _COLOUR and part[-2].classes & VERBS))
    ):
        return False
    if len(follows.text) < 2 and follows.text not in BARE:
        return False
    return verb > 0 if before.classes & VERBS else verb < len(part) - 1


def slight(part: Sequence[Token], place: int) -> bool:
    """字放大点, 清理下: how much is no thing that is changed."""
    return bool(part[place].classes & SLIGHTLY) or (part[place].text == "下" and place + 1 == len(part))


def tells(part: Sequence[Token]) -> bool:
    """最左边那个同事已经离职了, 刘海盖住眼睛了: how things are, before what is wished."""
    if any(part[at].classes & _OF and part[at + 1].text == "是" for at in range(1, len(part) - 1)):
        return True  # 桌上放的是可乐
    hidden = part[-1].text[-1] == "了" and any(one.text in _HIDES for one in part)
    return suffered(part) or hidden or bool(all_of(part) & _SINCE)


def suffered(part: Sequence[Token]) -> bool:
    """脚被裁掉了 tells what is wrong."""
    return any(token.text[0] == "被" for token in part[1:]) and part[-1].text[-1] == "了"


def denied(sentence: Sequence[Token], place: int) -> bool:
    """ "… 而不是客厅" belongs to what was asked for."""
    return place < len(sentence) and bool(sentence[place].classes & _INSTEAD) and not sentence[place].classes & VERBS


def moves(part: Sequence[Token]) -> bool:
    """眼睛睁开, 脸别这么油: all of it is what somebody is to do, or what it is to be."""
    if len(part) > 1 and part[0].classes & _A_NOUN and part[1].classes & _NOT_SO:
        return True
    return _gestures(part) or (bool(part[0].classes & POSE) and (len(part) == 1 or bool(part[-1].classes & GESTURE)))


def _gestures(part: Sequence[Token]) -> bool:
    return 1 < len(part) < 4 and bool(part[0].classes & (_LIMBS | _HAIR)) and bool(part[-1].classes & GESTURE)
