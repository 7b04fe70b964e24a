"""Where Chinese clauses keep their parts in other places than English ones: the words around a verb or a thing."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.words.classes import DET, INTO, PLACE, POSE, VERBS
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
# 往下补点地面: behind these the verb is still to come.
TOWARDS = frozenset("往向朝")
# 头盔变银色: behind a thing these say what it becomes.
BARE = frozenset(["变", "改", "换"])
ANEW, _WHERE, _SIDES, _THERE_IS = bit("m.anew"), bits("n.direction n.scene n.ground"), "上下里中外前后旁边角", "有是为"
QUALITY, NOT = bits("m.slightly m.more a.tonal a.bigger a.smaller a.sharp"), bits("m.not m.notso")
_INSTEAD = bit("m.instead")
WHO_TELLS = bit("n.self")
ADD, OF = bit("v.add"), bit("m.of")
# What a clause may end with that says by itself what is to be done.
DONE_TO = bits("v.remove v.restore v.retouch v.crop v.blur v.tone v.paint v.colorize v.extract v.replace v.scale v.fix")
BLUR = bit("v.blur")
# 戴条围巾: verbs that end with one of these put so many there.
COUNTED = frozenset("一个只条把根束件盆盏棵杯瓶颗朵块张幅顶副本群辆名串碗")
# 降噪以后放进雪景里: behind what is done first.
AFTERWARDS = bit("m.afterwards")
_CALLED = bit("m.called")
TOPIC, _MOST_TOPIC = bit("m.topic"), 4
A_NOUN = bits("n.background n.sky n.hair n.face n.skin n.garment n.text n.thing n.person n.animal n.surface n.body")
COLOUR = bit("n.colour")
_MAKES = bits("v.make v.change")
_NO_ACT, _CHANGED = bits("v.give v.make v.keep"), bits("v.change v.move")
# Behind these a noun still belongs to what was begun.
_LEADS_ON = bits("m.of m.object m.place m.into m.and m.from m.det n.frame n.colour n.material m.using")
TANGIBLE, _WISHES = bits("n.thing n.animal n.garment"), frozenset(["我想要", "想要", "我要", "我更想要", "要"])
REPLACE, SIDE = bit("v.replace"), bit("n.direction")
_SHADES = bits("a.tonal a.bigger a.smaller a.sharp n.colour")
_TOPICS = bits("n.background n.sky n.hair n.garment n.style n.motion n.light")
SECONDS = bit("x.seconds")
_SOME = frozenset(["点", "些"])
_WEARS, WHO = bit("n.wearing"), bits("n.person n.animal")
_ATTRIBUTES = bits("n.wearing v.pose v.add v.put n.garment n.colour m.into")


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
        if at > 1 and not before.classes & ~NOT and before.text[-1] not in _THERE_IS:
            sewn = len(before.text) == 1 and before.text not in "的了着过不就也都还" and part[at - 2].classes & A_NOUN
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
    if part[0].classes & REPLACE and part[0].classes & INTO and len(part) > 1:
        return True  # 背景太杂了,换成纯色
    shades = part[0].classes & _CHANGED and part[-1].classes & SLIGHTLY and part[1:]
    if shades and all(token.classes & (QUALITY | COLOUR) for token in part[1:]):
        return True  # 天有点灰,调蓝一点
    if all(token.classes & QUALITY for token in part) and not part[0].text.isascii():
        return True
    return bool(part[0].classes & REPLACE and not part[0].classes & INTO and classes & OF_ITS_KIND)


def is_same(one: str, other: str) -> bool:
    """木桌 and 玻璃桌 are both tables, as their last letter tells."""
    return one == other or (not one.isascii() and (one.endswith(other) or other.endswith(one)))


def unqualified(thing: list[Token]) -> list[Token]:
    """法令纹浅一点: in Chinese what a thing shall be stands behind it."""
    end = len(thing)
    while end > 1 and (thing[end - 1].classes & QUALITY or thing[end - 1].text in _SAYS_SO):
        end -= 1
    return thing[:end]


def adds(sentence: Sequence[Token], place: int) -> bool:
    """去路人+高清 adds a wish; 色温+500 a number."""
    return place + 1 < len(sentence) and not sentence[place + 1].classes & NUMBER


def whether(sentence: Sequence[Token]) -> int:
    """Where what asks whether begins, at the end: 能变清晰不."""
    last = next((at for at in range(len(sentence) - 1, -1, -1) if not sentence[at].classes & STOP), -1)
    return last if last > 2 and sentence[last].text == "不" else len(sentence)


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
        return 1 if follows.classes & (POSE | ADD) or puts else 2  # 海面上再飘几艘帆船
    if token.text == ":" and part and len(part) <= 2 and part[-1].classes & _TOPICS:
        return 1
    return int(bool(token.classes & STOP) and bool(follows.classes & SECONDS) and place + 2 == len(sentence))


def unattributed(part: list[Token]) -> list[Token]:
    """让穿格子衬衫的男孩坐下: what somebody wears or does, before 的, only says who is meant."""
    begins = next((at for at, token in enumerate(part) if token.classes & (_WEARS | POSE)), -1)
    if begins < 0:
        return part
    ends = next((at for at in range(begins + 1, len(part) - 1) if part[at].classes & OF), -1)
    if ends < 0 or not part[ends + 1].classes & WHO or (ends + 2 == len(part) and not begins):
        return part
    bare = [token._replace(classes=token.classes & ~_ATTRIBUTES) for token in part[begins:ends]]
    return [*part[:begins], *bare, *part[ends:]]


def is_called(sentence: Sequence[Token], place: int) -> bool:
    """亲,…; 老板,…: who is asked."""
    return bool(sentence[place].classes & _CALLED and sentence[place + 1].classes & STOP)


def is_given_another(part: Sequence[Token], verb: int) -> bool:
    """背景换个白的, 裙子换条牛仔裤: what stands before gives way to what stands behind."""
    if part[verb].classes & INTO or verb + 1 == len(part):
        return False
    shade = part[verb].classes & _MAKES and all(one.classes & (QUALITY | COLOUR) for one in part[verb + 1 :])
    # 草地弄绿一点
    return bool(part[verb].classes & REPLACE or (shade and part[verb + 1].classes & COLOUR))


def topic(sentence: Sequence[Token], start: int, place: int) -> int:
    """Where what the asking at `place` is about begins, behind the last comma; `place` where nothing is named."""
    since = next((at + 1 for at in range(place - 1, start - 1, -1) if sentence[at].classes & STOP), start)
    return since if _is_topic(sentence[since:place]) else place


def _is_topic(told: Sequence[Token]) -> bool:
    """沙发 of 沙发给我整成墨绿的: a few words for a thing, and nothing said of it."""
    return (
        0 < len(told) <= _MOST_TOPIC
        and bool(told[-1].classes & (A_NOUN | SIDE) or told[-1].text[-1] in _SIDES)
        and not any(token.classes & (VERBS | STOP | WHO_TELLS) for token in told)
    )


def instead_of(told: Sequence[Token], wished: Sequence[Token], asked: Token) -> list[Token]:
    """屋顶那只鸽子我想要猫头鹰: a thing that is there, and another that is wished for, gives way to that one."""
    thing = told[-1].classes & TANGIBLE and any(token.classes & DET for token in told)
    other = wished and wished[-1].classes & TANGIBLE and not all_of(wished) & (VERBS | POSE | STOP)
    if not (thing and other and asked.text in _WISHES):
        return []
    return [wished[0]._replace(text="换成", classes=REPLACE | INTO)]


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
    if before.classes & SLIGHTLY and token.classes & DONE_TO and len(token.text) > 1:
        return True  # 调亮一点|去掉水印
    if (
        not token.classes & A_NOUN
        or not follows.classes & (DONE_TO | _CHANGED)
        or (before.classes & _LEADS_ON and not (before.classes & COLOUR and part[-2].classes & VERBS))
    ):
        return False
    if len(follows.text) < 2 and follows.text not in BARE:
        return False
    return verb > 0 if before.classes & VERBS else verb < len(part) - 1


def slight(part: Sequence[Token], place: int) -> bool:
    """字放大点, 清理下: how much is no thing that is changed."""
    return bool(part[place].classes & SLIGHTLY) or (part[place].text == "下" and place + 1 == len(part))


def denied(sentence: Sequence[Token], place: int) -> bool:
    """ "… 而不是客厅" belongs to what was asked for."""
    return place < len(sentence) and bool(sentence[place].classes & _INSTEAD) and not sentence[place].classes & VERBS
