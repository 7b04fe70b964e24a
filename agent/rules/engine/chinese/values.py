"""Numbers, ratios, places and parts of a picture as they are said in Chinese, made what the engine takes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from agent.plan import Step
from agent.rules.engine.tongues import in_english
from agent.rules.words.patterns import lazy

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "俩": 2}
_PER_CENT = lazy(r"(?:百分之)([\d.]+|[一二两三四五六七八九十百]+)|([\d.]+)%")
_PART_OF = lazy(r"([一二两三四五六七八九十]+)分之([一二两三四五六七八九十]+)")
_TENTHS = lazy(r"([一二两三四五六七八九半])成")
_RATIO = lazy(r"([\d.]+|[一二三四五六七八九十]+)(?:比|:|x|/)+([\d.]+|[一二三四五六七八九十]+)")
# What is said before a part of the picture and names nothing: "照片里那只", "图上的".
_BEFORE = lazy(
    r"^(?:(?:照片|图片|图|画面|相片)(?:里面|里|上面|上|中|内)?的?|(?:这|那|每)(?:一|几|两|三|些)?(?:只|个|条|辆|根|块|张|位|些|棵|座|栋|片|朵|件|把|行|串|排|名|对|双|群|种|头|匹|艘|盏|面|颗|道|处|坨|堆|边的)(?!人家)"
    r"|所有的?|全部的?|多余的?|碍眼的?|这些|那些|该死的?|讨厌的?|(?:一|两|几)(?:只|个|条|辆|根|块|位|些)|的)"
)
_AFTER = lazy(r"(?:那里|那边|那儿|那一?块儿?|这里|这一?块|区域|部分|位置|地方|这些|什么的|之类的?|啥的|们的)$")
_ON = lazy(r"(?<=.)(?:上面?|里面?|处)$")
_IT = lazy(r"(?:它们?|这个|那个|这些|那些|这|那|这张|图|照片|图片|画面|全图|整张图?|整体|全部|全|都|这张图|这张照片)")
# Of these more or less can be done.
_BY_DEGREES = frozenset(["obscure", "sharpen", "denoise", "background"])
# Where words stand on a picture.
_AT = {"上": "top", "下": "bottom", "顶": "top", "底": "bottom", "左": "left", "右": "right"}


def number(said: str) -> float | None:
    """The number that `said` is: "三分之一", "百分之二十", "一半", "九十"."""
    if said in ("一半", "半"):
        return 0.5
    if match := _PER_CENT.fullmatch(said):
        whole = _whole(match[1] or match[2])
        return None if whole is None else whole / 100
    if match := _PART_OF.fullmatch(said):
        below, above = _whole(match[1]), _whole(match[2])
        return round(above / below, 3) if above and below else None
    if match := _TENTHS.fullmatch(said):
        return 0.5 if match[1] == "半" else _DIGITS[match[1]] / 10
    return _whole(said)


def _whole(said: str) -> float | None:
    if re.fullmatch(r"\d+(?:\.\d+)?", said):
        return float(said)
    if not said or not set(said) <= {*_DIGITS, "十", "百"}:
        return None
    hundreds, hundred, rest = said.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = 100 * _DIGITS.get(hundreds, 1) if hundred else 0
    if not ten and hundred and ones and not ones.startswith("零"):
        return total + 10.0 * _DIGITS.get(ones, 0)  # "一百八" is 180
    return total + (10.0 * _DIGITS.get(tens.lstrip("零"), 1) if ten else 0.0) + _DIGITS.get(ones.lstrip("零"), 0)


def put_right(step: Step) -> Step:
    """The values of a step as the engine takes them."""
    values: dict[str, Any] = dict(step.values)
    if at := values.pop("at", ""):
        values["place"] = _place(str(at))
    if ":" in str(values.get("place", "")):
        values["ratio"] = values.pop("place")
    if "ratio" in values:
        values["ratio"] = _ratio(str(values["ratio"]))
    if step.operation not in _BY_DEGREES and not step.look:
        values.pop("amount", None)
    if third := values.get("third"):
        values["third"] = {"左": "left", "右": "right", "上": "upper", "下": "lower"}[str(third)[0]]
    for name, sides in (("across", ("left", "right")), ("updown", ("top", "bottom"))):
        if name in values:
            values |= dict.fromkeys(sides, values.pop(name))
    if "times" in values:
        values["scale"] = values.pop("times")
    if "less" in values:
        values["scale"] = round(1 - _share(values.pop("less")), 3)
    if "more" in values:
        values["scale"] = round(1 + _share(values.pop("more")), 3)
    for name in ("width", "height", "long_side"):
        if step.operation == "resize" and name in values:
            values[name] = int(values[name])
    return replace(step, values=values)


def _share(said: float) -> float:
    return said if said < 1 else said / 100


def _ratio(said: str) -> str:
    match = _RATIO.fullmatch(said)
    if match is None:
        return said
    sides = [_whole(side) or 1.0 for side in match.groups()]
    return ":".join(f"{side:g}" for side in sides)


def _place(said: str) -> str:
    """ "右下角" is the bottom right."""
    down = next((_AT[letter] for letter in said if letter in "上下顶底"), "")
    across = next((_AT[letter] for letter in said if letter in "左右"), "")
    return f"{down} {across}".strip() or "middle"


def named(region: str) -> str:
    """A part of the picture as the engine calls it, else in Chinese as bare as can be; "" for the whole of it."""
    said = region.strip(" ,的")
    while True:
        if _IT.fullmatch(said):
            return ""
        if (known := in_english(said)) != said:
            return known
        bare = _AFTER.sub("", _BEFORE.sub("", said)).strip("的")
        if bare == said or not bare:
            break
        said = bare
    on = _ON.sub("", said)
    return known if on != said and (known := in_english(on)) != on else said
