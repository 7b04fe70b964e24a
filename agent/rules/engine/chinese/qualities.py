"""Tells which dial the words of a Chinese clause turn, and which way: "太黄" is colder, "阴影淡一点" is lifted."""

from __future__ import annotations

import re

from agent.rules.engine.chinese.words import Frame, key_of, lexicon, shape_of

# A dial with what it shall look like: the way of the look is the way of the dial.
_LOOKS_OF = {
    "shadows": ("exposure", "clarity", "sharp"),
    "highlights": ("exposure",),
    "blacks": ("exposure", "contrast"),
    "exposure": ("exposure",),
    "contrast": ("contrast",),
    "saturation": ("saturation", "vibrance"),
    "vibrance": ("saturation", "vibrance"),
    "warmth": ("warmth",),
    "clarity": ("clarity", "sharp", "contrast"),
    "sharp": ("sharp",),
    "vignette": ("exposure",),
}
# Of a part more or less of a colour is the strength of its own hue.
_HUES = {"蓝": "hue:blue", "绿": "hue:green", "紫": "hue:purple", "粉": "hue:pink", "粉红": "hue:pink"}
# More of these is darker shadows, and less of them lighter ones.
_OF_DEPTH = frozenset(
    ["深", "重", "浓", "加深", "加重", "淡", "浅", "轻", "弱", "少", "淡化", "减轻", "减淡", "减弱", "弱化"]
)
# The relief of somebody's features is their shape.
_RELIEF, _SOMEBODY = frozenset(["立体", "硬朗", "分明"]), ".*(?:nose|face|faces|cheeks|forehead|lips|body|skin)(?: .*)?"
# Made to be of such a colour a thing is another thing, but for what has it by nature.
_MADE = frozenset(["变", "变成", "改", "改成", "换成", "涂", "做", "转", "弄成", "做成", "调成"])
_COLOURS, _LESS = frozenset("蓝绿黄红紫粉金橙白黑青橘"), frozenset(["降", "减"])
# These look darker where there is more of them.
# "高光拉回来": for these the way back is down.
_BACK = re.compile("(?:回来?|[救找]|恢复|还原)$")
_DARKER = frozenset(["vignette"])


def asked_for(frame: Frame, words: dict[str, str], part: str) -> tuple[str, float]:
    """The quality that a clause asks more or less of; "" where its words do not go together."""
    way = frame.way
    if "noun" in words:
        return _of_a_dial(words, way)
    if "hue" in words:
        cast = words["hue"] if way < 0 and not part and len(words["hue"]) == 1 else ""
        if cast and shape_of("colour").fullmatch(cast):
            key = key_of("colour", cast)
            return key[:-1], -1.0 if key.endswith("+") else 1.0
        return f"hue:{key_of('hue', words['hue'])}", way
    if "colour" in words:
        key = key_of("colour", words["colour"])
        return key[:-1], way if key.endswith("+") else -way
    if frame.quality:
        return frame.quality, way
    table = next(table for table in ("adj", "faulty", "verb") if table in words)
    key = key_of(table, words[table])
    quality, way = key[:-1], way if key.endswith("+") else -way
    if words.get("make") in _LESS and way > 0:
        way = -way  # "降饱和"
    made = _MADE.intersection((words.get("make"), words.get("asked")))
    if part and made and words[table] in _COLOURS and not _by_nature(words[table], part):
        return "", 0.0
    if quality == "white":
        return _whitened(frame, part)
    if hue := _own_hue(frame, words, part, table):
        return hue, frame.way
    if words[table] in _RELIEF and part and re.fullmatch(_SOMEBODY, part):
        return "", 0.0
    if table == "faulty" and quality == "exposure" and way < 0 and part:
        return "highlights", way
    if quality == "hue:red" and not part and frame.kind == "wish" and words[table] != "红润":
        return "warmth", way
    return quality, way


def _own_hue(frame: Frame, words: dict[str, str], part: str, table: str) -> str:
    """The hue that a part has by nature or is to have: too green are leaves, and greenish is a wall."""
    hue = _HUES.get(words[table], "")
    if not hue or not part or frame.kind == "wish":
        return hue if part else ""
    return hue if _by_nature(words[table], part) and words.get("too", "") in {"太", "过", "过于"} else ""


def _by_nature(adjective: str, part: str) -> bool:
    own = lexicon()["natural"].get(_HUES.get(adjective, "").partition(":")[2], "")
    return bool(own) and re.fullmatch(own, part) is not None


def _whitened(frame: Frame, part: str) -> tuple[str, float]:
    for kind, quality, sign in (
        ("yellowed", "hue:yellow", -1.0),
        ("skin", "exposure", 1.0),
        ("white", "exposure", 1.0),
    ):
        if part and re.fullmatch(lexicon()["white"][kind], part):
            return quality, sign * frame.way
    return ("exposure", frame.way) if frame.kind == "fault" else ("", 0.0)


def _of_a_dial(words: dict[str, str], way: float) -> tuple[str, float]:
    quality = key_of("noun", words["noun"])
    if quality in {"shadows", "highlights"} and "verb" in words:
        key = key_of("verb", words["verb"])
        return (quality, 1.0 if key.endswith("+") else -1.0) if key[:-1] == "exposure" else ("", 0.0)
    if "faulty" in words:
        key = key_of("faulty", words["faulty"])
        return (quality, way if key.endswith("+") else -way) if key[:-1] == "exposure" else ("", 0.0)
    if same := lexicon()["same"].get(quality):
        quality, way = same[:-1], -way
    if quality == "highlights" and ("back" in words or _BACK.search(words.get("up", ""))):
        return quality, -way
    if "adj" in words:
        key = key_of("adj", words["adj"])
        if key[:-1] not in _LOOKS_OF.get(quality, ()):
            return "", 0.0
        way = way if key.endswith("+") else -way
        if quality == "blacks" and key[:-1] == "contrast":
            way = -way
        return quality, -way if quality in _DARKER else way
    if quality == "shadows" and _OF_DEPTH.intersection(words.values()):
        return quality, -way
    return quality, way
