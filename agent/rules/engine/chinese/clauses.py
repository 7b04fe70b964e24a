"""Parts a Chinese request into clauses, bare of politeness, and tells those that only tell something."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from agent.rules.engine.clause_patterns import told_apart
from agent.rules.words.macros import written_out
from agent.rules.words.patterns import lazy

_FILE = Path(__file__).parents[4] / "prompts" / "lexicon" / "zh-operations.toml"
_HAN = r"[\u3400-\u9fff]"
# Where a clause may end; a blank parts clauses only where Chinese stands beside it, and a fault ends with its 了.
_BREAK = lazy(
    rf"\s*[,;。!?、…]+\s*|(?<={_HAN})\s+|\s+(?={_HAN})|(?<=了)(?={_HAN}{{2}})|(?<=[抠扣]图)(?=[换裁加放])"
    r"|(?<=.)(?=(?:别|不要|不想|不能)(?:再)?(?:让|给人|被)|以免|免得|省得|防止|避免|不然|否则|怕被)"
    r"|(?:然后|接着|之后|随后|并且|而且|同时|顺便|顺带|最后|以及|还有|另外|和|再|并|(?<![前身最今以背])后(?![面背边来期景方头半])|也|还要|还得)"
    rf"(?={_HAN}*?(?:裁|抠|去|加|换|转|调|打|虚|模|旋|翻|镜|拉|扶|锐|降|消|擦|删|[p弄做改写缩放遮涂补提压变虚]|亮|暗|暖|冷|背景))"
)
_QUOTED = lazy(r"\"[^\"]*\"")
_INNER_BLANK = lazy(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
# Other quotation marks than those that `tidy` makes plain.
_MARKS = str.maketrans(dict.fromkeys("「」『』《》【】", '"') | {"。": ",", "!": ",", ";": ","})
_AROUND = " ,;。!?、…~.:"
# With what no name of a part ends, and what none has within it.
_NO_END = lazy(
    r"[不没别很太能要从被给也]$|^(?:正?圆形?|方形?|心形|成.*)$|.从|片[里上]|(?:运动|动态|径向|镜头)$|第.{1,3}[个张版幅]|[一两三四五几]张|(?:这|那|左边|右边|中间|上面|下面)那?[个张版幅]$"
)
# "能虚化吗" asks for it politely, "会糊吗" asks something.
_ABLE = lazy(r"能|可以|可不可以|可否|行吗|好吗|行不行|好不好|可以吗|行不|成吗|ok吗|方便")
_ASKS = lazy(
    r"(?:吗|么|不)\s*\?*$|\?\s*$|怎么(?!都|横|歪|斜|反|这么|是|变)|怎样|如何|为什么|为啥|哪个|哪张|多少|是不是|有没有|什么(?!的|样)|啥(?!都|的)"
)


@lru_cache(maxsize=64)
def parted(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The request with its quotation marks made plain, and where each of its smallest clauses begins and ends."""
    text = text.translate(_MARKS)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if any(low < match.start() < high for low, high in quoted):
            continue
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return text, tuple((low, high) for low, high in spans if text[low:high].strip(_AROUND))


def asks(text: str) -> bool:
    """Whether the request is a question that no edit answers."""
    return _ASKS.search(text.rstrip(" ~。.")) is not None and not _ABLE.search(text)


@lru_cache(maxsize=256)
def bared(clause: str) -> str:
    """The clause without blanks between Chinese letters, politeness and what softens it; quoted text stays."""
    quoted: list[str] = _QUOTED.findall(clause)
    bare = _QUOTED.sub('"', clause)
    bare = _INNER_BLANK.sub("", bare).strip(_AROUND)
    before, after, within = _shapes("before"), _shapes("after"), _shapes("within")
    while True:
        last = bare
        if (match := before.match(bare)) and match.end() < len(bare):
            bare = bare[match.end() :].lstrip(_AROUND)
        if (match := after.search(bare)) and match.start():
            bare = bare[: match.start()].rstrip(_AROUND)
        if bare == last:
            break
    bare = within.sub("", bare)
    for one in quoted:
        bare = bare.replace('"', one.replace('"', "\0"), 1)
    return bare.replace("\0", '"')


@lru_cache(maxsize=256)
def fronted(bare: str) -> str:
    """A bare clause without what it is about where that is the whole picture, and without "把" before a part."""
    match = _shapes("front").match(bare)
    return bare[match.end() :].lstrip(_AROUND) if match and match.end() < len(bare) else bare


def is_told(clause: str) -> bool:
    return _shapes("told").fullmatch(clause) is not None and not works(clause)


def is_part(name: str) -> bool:
    """Whether a name can be that of a part: "换白底" is none."""
    return name.isascii() or (_shapes("nopart").match(name) is not None and not _NO_END.search(name))


def is_remedy(clause: str) -> bool:
    return _shapes("remedy").fullmatch(clause) is not None


def works(clause: str) -> bool:
    """Whether a clause has a word of work, wished or not."""
    return _shapes("never").search(clause) is not None


def topic(clause: str) -> str:
    """The thing that a clause is about and asks nothing of: "旁边那个垃圾桶太碍眼了"."""
    match = _shapes("topic").fullmatch(clause)
    if match is None:
        return ""
    groups = match.groupdict()
    place = groups["thing"] or ""
    what = next(said for name, said in groups.items() if name.startswith("what") and said)
    return f"{place}的{what}" if place else what


@cache
def _shapes(name: str) -> re.Pattern[str]:
    """All shapes of one table as one; where they stand is given by the table."""
    data = _data()
    macros: dict[str, str] = data["macros"]
    if name in ("told", "remedy"):
        shape = "|".join(data[name]["shapes"])
    elif name == "topic":
        shapes = data[name]["shapes"]
        shape = "|".join(one.replace("<what>", f"<what{place}>") for place, one in enumerate(shapes))
    elif name == "nopart":
        shape = macros[name]
    elif name == "never":
        shape = data["told"][name]
    elif name == "front":
        shape = data["around"][name]
    else:
        shape = "|".join(data["around"][name])
        shape = rf"(?:{shape})$" if name == "after" else shape
    return lazy(told_apart(written_out(shape, macros)))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
