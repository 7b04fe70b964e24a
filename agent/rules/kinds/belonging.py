"""Tells which of two wishes is part of the other: what says more of it, follows from it or makes room for it."""

from __future__ import annotations

from dataclasses import dataclass

from agent.rules.clauses.clauses import Clause
from agent.rules.words.vocabulary import bit, bits

_NOT, _REMOVE, _BACKGROUND, _UNSPACED = bit("m.not"), bit("v.remove"), bit("n.background"), bit("c.unspaced")
_LIKENESS = bits("m.as m.like n.one")
_GREY, _FINER, _IN_ITS_PLACE, _GARMENT = bit("n.bw"), bit("v.finer"), bit("m.inplace"), bit("n.garment")
_NEW_SCENE, _PLAIN = bit("x.new_scene"), bits("n.colour n.background n.sweep")
_NEW, _COMES = bit("x.any"), bits("n.thing n.animal n.person x.thing n.garment")
_PICTURE = bits("n.frame n.imageword")
_WITHIN = frozenset("里中内上")
_LEFT, _AROUND = bits("v.keep m.left v.count"), bits("n.direction n.person")
_SHOWS, _AROUND_IT = bits("v.show v.view"), bits("n.ground n.background")
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
_PICTURES_LIGHT = bits("n.tone n.light n.frame n.background")
_ALIVE = bits("n.animal n.person")
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
    told: set[int] = set()
    for wish in others:
        start = wish.clause.start
        shown = first.label in {"viewpoint", "complete"} and start & _SHOWS
        ground = (
            first.label == "background" and wish.label == "add" and start & _AROUND_IT and not wish.clause.any & _ALIVE
        )
        cut = first.label == "crop" and wish.label == "remove" and not wish.clause.object & ~_WHERE
        drawn = first.label == "reasoning" and wish.label in {"style", "add"} and wish.clause.start & _DRAWS
        same = wish.label == first.label == "add" and not wish.clause.spans[0][1] > wish.clause.spans[0][0]
        alike = first.label in {"tone", "style"} and start & _LIKENESS
        rest = first.label == "remove" and wish.label in {"layout", "extract"} and wish.clause.any & _LEFT
        shade = first.label == "background" and wish.label == "color" and len(wish.clause.tokens) < _MOST_SHADE
        alike = alike or (first.label == "style" and wish.label == "portrait" and wish.clause.any & _LIKENESS)
        shade = shade or (first.label == "background" and wish.label == "color" and start & _SKY)
        edge = first.label == "extract" and wish.label == "portrait" and wish.clause.any & _CLEAN
        edge = edge or (first.label == "pose" and wish.label == "crop" and not wish.clause.object)
        edge = edge or (first.label == "complete" and wish.label == "add" and not wish.clause.object)
        edge = edge or (first.label == "tone" and wish.label == "layout" and not wish.clause.object)
        filled = first.label == "compose" and wish.label == "complete"
        if shown or ground or cut or drawn or same or alike or rest or shade or edge or filled:
            told.add(id(wish))
    if not first.clause.verb and first.clause.any & _FAULT and any(wish.clause.asked > 1 for wish in others):
        told.add(id(first))  # 颜色太艳了,淡雅些
    if labels == ["crop", "complete"] or (
        labels == ["tone", "background"] and first.clause.any & _SKY and others[0].clause.any & _SKY
    ):
        told.add(id(first))  # 横图变16:9,两边自动填充
    left: list[Wish] = [wish for wish in wishes if id(wish) not in told]
    labels = labels if len(left) == len(wishes) else list(dict.fromkeys(wish.label for wish in left))
    if "video" in labels and set(labels) <= _IN_A_FILM and not first.clause.any & _DONE_FIRST:
        left = [wish for wish in left if wish.label == "video"]
        labels = ["video"]
    if labels[:1] == ["layout"] and set(labels) == {"layout", "extract"} and first.clause.any & _LEFT:
        left, labels = left[1:], labels[1:]  # 主体留下,别的都镂空
    return left, labels


def widens(wish: Wish, leading: str) -> bool:
    """To fill the place of what went is part of it; to extend the picture is not, nor to light up what is behind."""
    if wish.label == "tone":
        slight = leading == "background" and wish.clause.cues & _UNSPACED and wish.clause.asked
        slightly = slight and wish.clause.tokens[-1].text.endswith(_SLIGHT)
        # 皮肤别这么黄,光再亮一点
        lit = leading == "portrait" and wish.clause.cues & _UNSPACED and wish.clause.start & _PICTURES_LIGHT
        return bool(wish.clause.head & _BACKGROUND or wish.clause.any & _GREY or slightly or lit)
    if leading == "extract" and wish.label == "background":
        # "Cut out the dog and put it in a meadow"
        return bool(not wish.clause.cues & _UNSPACED and wish.clause.any & _NEW_SCENE and not wish.clause.any & _PLAIN)
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


def elsewhere(one: Wish, other: Wish) -> bool:
    """Whether two wishes each name a thing of their own, and not the picture."""
    heads = one.clause.head & _THINGS, other.clause.head & _THINGS
    return bool(other.clause.any & _REST) or (all(heads) and heads[0] != heads[1])


def on_a_person(wish: Wish) -> bool:
    """Part of a retouch: "…, remove the redness around the eyes, look younger"."""
    if wish.label == "pose" and wish.clause.any & _NEW_SCENE:
        return False  # "… and sit him at a desk in a modern office"
    if wish.label == "color" and wish.clause.cues & _UNSPACED and wish.clause.head & _GARMENT:
        return False  # 她的裙子换成黑色,发型改成短发
    looks = wish.clause.any & (_LOOKS & ~_PERSON if wish.label == "remove" else _LOOKS)
    return wish.label in _RETOUCH and bool(looks or not wish.clause.head)
