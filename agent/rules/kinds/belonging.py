"""Tells which of two wishes is part of the other: what says more of it, follows from it or makes room for it."""

from __future__ import annotations

from dataclasses import dataclass

from agent.rules.clauses.clauses import Clause
from agent.rules.words.vocabulary import bit, bits

_NOT, _REMOVE, _BACKGROUND, _UNSPACED = bit("m.not"), bit("v.remove"), bit("n.background"), bit("c.unspaced")
_LIKENESS = bits("m.as m.like n.one")
_GREY, _FINER, _IN_ITS_PLACE, _GARMENT = bit("n.bw"), bit("v.finer"), bit("m.inplace"), bit("n.garment")
_NEW_SCENE, _PLAIN = bit("x.new_scene"), bits("n.colour n.background n.sweep")
_NEW, _COMES = bit("x.any"), bits("n.thing n.animal n.person x.thing n.garment n.logo")
_PICTURE = bits("n.frame n.imageword")
_WITHIN = frozenset("里中内上")
_LEFT, _AROUND = bits("v.keep m.left v.count"), bits("n.direction n.person")
_SHOWS, _AROUND_IT = bits("v.show v.view"), bits("n.ground n.background v.emerge")
_WHERE, _DRAWS = bits("n.direction n.half v.remove m.not"), bits("v.stylize v.add")
_IN_A_FILM = {"video", "pose", "portrait", "layout", "viewpoint", "background", "restore", "tone"}
_SLIGHT = ("点", "些", "一点", "一些")
_INSTEAD = bits("v.replace v.change")
_FAULT, _MOST_SHADE = bit("m.faulty"), 3
_RETOUCH = {"tone", "restore", "remove", "layout", "color", "pose"}
_PERSON, _SELF = bit("n.person"), bit("n.self")
_REST = bit("n.else")
_THINGS = bits("n.thing n.animal n.person n.face n.sky n.garment n.background n.ground x.thing n.textholder")
_APART = bits("n.person n.thing n.animal n.garment n.product")
_DONE_FIRST, _PLACED = bit("m.afterwards"), bit("n.direction")
_SHARPNESS = ("清晰", "清晰度", "分辨率", "画质", "高清", "锐化")
_SCENE, _SIZED = bit("n.scene"), bit("n.size")
_BARELY_MORE = frozenset({("pose", "crop"), ("complete", "add"), ("tone", "layout")})
_FIX, _BARE = bit("v.fix"), 2
_LIT_APART = frozenset({"portrait", "text"})
_PICTURES_LIGHT = bits("n.tone n.light n.frame n.background")
_PLAINLY_LIGHT = bits("n.light n.background")
_ALIVE = bits("n.animal n.person")
_IT_IS, _SUPPOSED = (
    frozenset(["it", "it's", "they", "they're", "that", "these"]),
    frozenset(["supposed", "meant", "should be", "should have been", "ought to be", "must be"]),
)
_GAP, _PLACE = bit("n.gap"), bit("m.place")
_CLOSES = frozenset(
    ["fill", "fill in", "close", "close up", "cover", "patch", "replace", "blend", "complete", "restore"]
)
_ALSO, _SKY, _CLEAN = bit("m.also"), bits("n.sky n.season"), bits("n.clean n.edge")
_LOOKS = bits("n.face n.skin n.hair n.makeup n.body n.person n.age")


@dataclass(frozen=True, slots=True)
class Wish:
    """What one clause asks for; `margin` is how far its kind leads."""

    label: str
    score: float
    margin: float
    clause: Clause
    second: str = ""


def as_one(wishes: list[Wish], labels: list[str]) -> tuple[list[Wish], list[str]]:
    """What two Chinese clauses ask for together, where the other one only says more of it."""
    first, others = wishes[0], wishes[1:]
    told = {id(wish) for wish in others if _says_more(first, wish) or _adds_nothing(first, wish)}
    last = others[-1].clause
    if (
        # 颜色太艳了,淡雅些
        (not first.clause.verb and first.clause.any & _FAULT and any(wish.clause.asked > 1 for wish in others))
        # 车牌不要显示,去掉
        or (len(wishes) == 2 and first.clause.any & _NOT and last.start & _REMOVE and len(last.tokens) == 1)
        # 横图变16:9,两边自动填充
        or labels == ["crop", "complete"]
        or (labels == ["tone", "background"] and first.clause.any & _SKY and others[0].clause.any & _SKY)
    ):
        told.add(id(first))
    left: list[Wish] = [wish for wish in wishes if id(wish) not in told]
    labels = labels if len(left) == len(wishes) else list(dict.fromkeys(wish.label for wish in left))
    if "video" in labels and set(labels) <= _IN_A_FILM and not first.clause.any & _DONE_FIRST:
        left = [wish for wish in left if wish.label == "video"]
        labels = ["video"]
    if labels[:1] == ["layout"] and set(labels) == {"layout", "extract"} and first.clause.any & _LEFT:
        left, labels = left[1:], labels[1:]  # 主体留下,别的都镂空
    return left, labels


def _says_more(first: Wish, wish: Wish) -> bool:
    """Whether a later wish tells how the first one is to look, by the labels of both."""
    clause, both = wish.clause, (first.label, wish.label)
    start, bare = clause.start, not clause.object
    if first.label in {"viewpoint", "complete"} and start & _SHOWS:
        return True
    if both == ("background", "add"):
        return bool(start & _AROUND_IT and not clause.any & _ALIVE)
    if both == ("background", "color"):
        return len(clause.tokens) < _MOST_SHADE or bool(start & _SKY)
    if both == ("crop", "remove"):
        return not clause.object & ~_WHERE
    if first.label in {"remove", "crop"} and wish.label in {"layout", "extract"}:
        return bool(clause.any & _LEFT)
    if both == ("layout", "remove"):
        return bool(clause.any & _REST)  # 只留下一只鸟,别的鸟去掉
    if first.label == "reasoning" and wish.label in {"style", "add"}:
        return bool(start & _DRAWS)
    if first.label in {"tone", "style"} and start & _LIKENESS:
        return True
    if both == ("style", "portrait"):
        return bool(clause.any & _LIKENESS)
    if both == ("extract", "portrait"):
        return bool(clause.any & _CLEAN)
    return both == ("compose", "complete") or (bare and both in _BARELY_MORE)


def _adds_nothing(first: Wish, wish: Wish) -> bool:
    """Whether a later wish without a thing of its own only says what comes of the first."""
    clause, both = wish.clause, (first.label, wish.label)
    nothing = clause.spans[0][1] <= clause.spans[0][0]
    if both == ("add", "add"):
        return nothing
    if both == ("complete", "crop"):
        return bool(clause.into & _SIZED)  # 左右各扩一点,变成横版
    if both == ("tone", "color"):
        return not first.clause.verb and not clause.spans[0][1]  # 整体发黄,改成冷白
    # 鞋带应该是白色的,改过来
    return len(clause.tokens) <= _BARE and bool(clause.start & _FIX) and first.label != wish.label


def widens(wish: Wish, leading: str) -> bool:
    """To fill the place of what went is part of it; to extend the picture is not, nor to light up what is behind."""
    if wish.label == "tone":
        slight = leading == "background" and wish.clause.cues & _UNSPACED and wish.clause.asked
        slightly = slight and wish.clause.tokens[-1].text.endswith(_SLIGHT)
        # 皮肤别这么黄,光再亮一点
        lit = leading in _LIT_APART and wish.clause.cues & _UNSPACED and wish.clause.start & _PICTURES_LIGHT
        # "Smooth her skin and make the light softer"
        named = (
            leading in _LIT_APART
            and wish.clause.asked > 1
            and wish.clause.definite
            and wish.clause.object & _PLAINLY_LIGHT
        )
        return bool(wish.clause.head & _BACKGROUND or wish.clause.any & _GREY or slightly or lit or named)
    if leading == "extract" and wish.label == "background":
        if wish.clause.cues & _UNSPACED:
            return bool(wish.clause.place & _SCENE)  # 人物抠出来,放到海边
        # "Cut out the dog and put it in a meadow"
        return bool(wish.clause.any & _NEW_SCENE and not wish.clause.any & _PLAIN)
    if leading == "extract" and wish.label == "remove":
        return bool(wish.clause.any & _ALSO)  # 抠出这双鞋,鞋底的泥也擦掉
    if wish.label == "restore":
        finer = leading == "remove" and wish.clause.cues & _UNSPACED and _is_about_sharpness(wish)
        return bool(wish.clause.start & _FINER or finer)  # 去水印,提高清晰度
    if wish.label == "add":
        drawn = leading == "complete" and wish.clause.cues & _UNSPACED and wish.clause.start & _PLACED
        return bool((drawn or wish.clause.object & _NEW) and wish.clause.head & _COMES)
    if wish.label == "layout":
        return bool(wish.clause.cues & _UNSPACED and wish.clause.start & _APART)  # 字删掉,人放大
    return wish.label == "complete" and bool(wish.clause.head & _PICTURE)


def _is_about_sharpness(wish: Wish) -> bool:
    return any(token.text.endswith(_SHARPNESS) for token in wish.clause.tokens)


def gives_way(gone: Wish, instead: Wish) -> bool:
    """ "花瓶不要了 换个台灯": what goes is said first, and then only what comes in its place."""
    if not (
        instead.clause.cues & _UNSPACED
        and (instead.clause.start & _INSTEAD or instead.clause.tokens[0].text[0] == "来")
    ):
        return False
    if instead.clause.spans[1][0] < instead.clause.spans[1][1]:
        # 不要玫瑰了,换成仙人掌
        return not instead.clause.spans[0][1] and bool(gone.clause.start & _NOT)
    return not gone.clause.start & _REMOVE


def comes_for(gone: Wish, comes: Wish) -> str:
    """ "Remove the backdrop and put grey in its place", "take off his cap and put a hat on him"; "" for others."""
    if gone.label not in {"remove", "extract"} or comes.label not in {"add", "replace", "background", "layout"}:
        return ""
    dressed = gone.clause.head & comes.clause.head & _GARMENT and comes.clause.place & _PERSON
    if not (comes.clause.any & _IN_ITS_PLACE or dressed):
        return ""
    return "background" if gone.clause.object & _BACKGROUND else "replace"


def leaves_some(stays: Wish, goes: Wish) -> bool:
    """桌上只留蛋糕,其他餐具拿走: what stays is said first, and then what is taken away around it."""
    one, other = stays.clause, goes.clause
    return bool(
        one.cues & _UNSPACED
        and stays.label in {"extract", "layout"}
        and one.any & _LEFT
        and (one.any & _AROUND or any(token.text in _WITHIN for token in one.tokens))
        and (one.tokens[0].text != "只要" or one.any & _SELF)
        and not (one.any | other.any) & _BACKGROUND
        and other.verb & _REMOVE
    )


def closes_the_gap(wish: Wish) -> bool:
    """ "Take my ex out and close the gap", "… and fill the area with paving": what taking something away comes with."""
    thing = wish.clause.tokens[slice(*wish.clause.spans[0])]
    heads = thing[
        : next(
            (at for at, token in enumerate(thing) if at and (token.classes & _PLACE or token.text == "with")),
            len(thing),
        )
    ]
    return wish.clause.tokens[0].text in _CLOSES and bool(heads) and bool(heads[-1].classes & _GAP)


def put_right(wrong: Wish, right: Wish) -> bool:
    """ "The dresses came out too orange, they're supposed to be pink": what is wrong, and how it should be."""
    tokens = right.clause.tokens
    told = not wrong.clause.asked and tokens[0].text in _IT_IS
    return told and any(token.text in _SUPPOSED for token in tokens[1:4])


def both_named(one: Wish, other: Wish) -> bool:
    """Whether two commands each name what they are about ("denoise it and lift the shadows"); "sharpen and brighten"
    is one."""
    if one.clause.cues & _UNSPACED:
        heads = one.clause.head & _THINGS, other.clause.head & _THINGS
        return bool(other.clause.any & _REST) or (all(heads) and heads[0] != heads[1])
    return all(
        wish.clause.verb
        and wish.clause.asked > 1
        and (wish.clause.spans[0][0] < wish.clause.spans[0][1] or " the " in wish.clause.tokens[0].text)
        for wish in (one, other)
    )


def on_a_person(wish: Wish) -> bool:
    """Part of a retouch: "…, remove the redness around the eyes, look younger"."""
    if wish.label == "pose" and wish.clause.any & _NEW_SCENE:
        return False  # "… and sit him at a desk in a modern office"
    if wish.label == "color" and wish.clause.cues & _UNSPACED and wish.clause.head & _GARMENT:
        return False  # 她的裙子换成黑色,发型改成短发
    looks = wish.clause.any & (_LOOKS & ~_PERSON if wish.label == "remove" else _LOOKS)
    return wish.label in _RETOUCH and bool(looks or not wish.clause.head)
