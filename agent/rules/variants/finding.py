"""Words that look for variants ("the one with the beach"), and that make one again elsewhere: from the original, or on
another photo. Only whole requests are read; where one could be an edit, it is one."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re

from agent.plan import Move, Plan, Scene
from agent.rules.variants.keeping import tended
from agent.rules.variants.pointing import PHRASE, Pointed, Said, pointed
from agent.rules.words.patterns import lazy

_LONGEST = 400
_ONE = r"(?:ones?|versions?|variants?|takes?)"
_THAT = r"(?:with|where|about|of|in which|that (?:had|has|shows|was|is|looks|i called)|i called|called|named|from)"
_Q = r"(?P<text>.+?)"
_STARRED = rf"(?P<text>(?:starred|favou?rites?)(?:\s+{_ONE})?)"
# These want the picture to be so, and look for nothing; or they say more of what was found.
_AN_EDIT = lazy(
    r"\b(?:more|less|much|too|bit|but|should|needs?|must|please make|instead|and (?:make|give|add|put|turn))\b"
    r"|^(?:an?|some|better|nicer|another|new|different)\s|\b(?:better|online|internet|web|google)\b|更|再|一点",
    re.I,
)
_FINDS = (
    frozenset(("find", "search", "look", "where", "where's", "show", "list", "get", "what", "which")),
    (
        rf"(?:find|search for|look for|look up|search|where(?:'s| is| are| was))\s+(?:me\s+)?(?:again\s+)?"
        rf"(?P<text>(?:the|all|every|any|my)\b[^?!;]*\b{_ONE}\b[^?!;]*)",
        rf"(?:show|list|get)\s+(?:me\s+)?(?P<text>(?:the|all|all the|my)\s+{_ONE}\s+{_THAT}\s.+)",
        r"(?:show|list)\s+(?:me\s+)?(?P<text>(?:the|all the|all)\s+[\w-]+\s+(?:ones|versions|variants|takes))",
        r"search\s+(?:for\s+|my\s+(?:variants|versions|session)\s+for\s+)?(?P<text>.+)",
        rf"find\s+{_Q}\s+in\s+(?:my|the)\s+(?:variants|versions|session|notes|history)",
        r"find\s+(?P<text>[\"'].+[\"'])",
        rf"(?:find|show|list)\s+(?:me\s+)?(?:all\s+)?(?:the\s+|my\s+)?{_STARRED}",
        r"(?:what|which(?: ones)?)\s+(?:did i|have i|i)\s+(?P<text>starred|star|favou?rites?)",
        rf"which\s+(?:{_ONE}\s+)?(?:had|has|have|was|were)\s+(?P<text>the\s.+)",
        r"(?:搜索|搜一下|搜|查找)\s*(?P<text>.+?)(?:的(?:版本|那张|那个|那几张))?",
        r"(?:找到?|找出|找一下|显示|看看?)\s*(?P<text>.+?)的(?:那(?:一)?(?:张|个|版)|那(?:些|几张)|所有版本|版本)",
        r"(?:显示|列出|找出?)(?:我)?(?P<text>收藏)(?:的|夹)?(?:版本|照片|图片)?",
    ),
)
_GOES = (
    frozenset(("go", "take", "jump", "switch", "return", "back", "use", "open", "continue", "pick", "choose", "the")),
    (
        rf"(?:(?:go|take me|jump|switch|return)\s+(?:back\s+)?to|back\s+to|use|open|continue with|go on with|pick|choose)"
        rf"\s+(?P<text>(?:the|my)\s+{_ONE}\s+{_THAT}\s.+)",
        rf"(?P<text>the\s+(?:one|version|variant|take)\s+{_THAT}\s.+)",
        r"(?:回到|用|打开|切换到)?(?P<text>有[^,。]+?)的那(?:一)?(?:张|个版本|版)",
    ),
)
_NAMED = (
    frozenset(("go", "jump", "switch", "return", "back", "use", "open", "continue", "pick", "choose")),
    (
        r"(?:(?:go|jump|switch|return)\s+(?:back\s+)?to|back\s+to|use|open|continue\s+with|pick|choose)\s+(?P<text>.+)",
        r"(?:回到|使用|用|打开|切换到)(?P<text>.+)",
    ),
)
_FROM_SOURCE = r"(?:from|on|with)\s+(?:the\s+|my\s+)?(?:original|source)(?:\s+(?:photo|picture|image|file|one))?"
_REBASES = (
    frozenset(("redo", "remake", "rebuild", "re-do", "re-make", "do", "make", "render", "repeat", "rebase")),
    (
        rf"(?:redo|remake|rebuild|re-?do|re-?make|do|make|render|repeat)\s+(?P<ref>all of (?:it|this|that)|it all|{PHRASE})"
        rf"(?:\s+(?:again|over))?(?:\s+in one (?:edit|go|step))?\s+{_FROM_SOURCE}(?:\s+in one (?:edit|go|step))?",
        rf"rebase(?:\s+(?P<ref>{PHRASE}))?(?:\s+(?:on|onto)\s+(?:the\s+)?(?:original|source|v0))?",
        rf"(?:redo|remake)\s+(?P<ref>all of (?:it|this|that)|it all|{PHRASE})\s+in one (?:edit|go|step)",
        r"(?:把|将)?(?P<ref>v\s?\d{1,9}|这张|这个)?从(?:原图|原片|原始照片)(?:重新)?(?:重做|重来|再做|做|生成)(?:一遍|一次)?"
        r"(?P<more>v\s?\d{1,9})?",
    ),
)
_SUFFIX = r"\.(?:jpe?g|png|webp|tiff?|avif|gif|bmp|heic|heif|jp2)"
_FILE = rf"(?:[\"'].+[\"']|(?:~|\.{{0,2}}/|[a-z]:\\).+|[^,;]+{_SUFFIX})"
_OTHER = r"the\s+other\s+(?:photo|picture|image|session)|另(?:外)?一(?:张|幅)(?:照片|图片|图)?"
_CALLED = r"(?:the\s+|my\s+)?(?:photo|picture|image|session)\s+(?:called\s+|named\s+)?(?!(?:on|in|at|of|with|behind|above|from|frame)\b)\S.*"
_WHERE = rf"(?P<text>{_OTHER}|{_FILE}|{_CALLED})"
_SAME = (
    rf"(?P<ref>the same(?:\s+(?:edits?|changes?|thing|steps|treatment|look|grade))?|(?:these|those|all these|my|the)\s+"
    rf"(?:edits|changes|steps)|(?:this|that)(?:\s+(?:edit|look|grade|one))?|it|everything|all of (?:it|this)|{PHRASE})"
)
_APPLIES = (
    frozenset(("do", "apply", "repeat", "copy", "run", "use", "the", "same")),
    (
        rf"(?:do|apply|repeat|copy|run)\s+{_SAME}(?:\s+(?:again|too))?\s+(?:to|on|onto|for)\s+{_WHERE}",
        rf"(?:use\s+)?(?P<ref>the same|same)(?:\s+(?:edits?|changes?|thing|steps|treatment))?\s+(?:to|on|for)\s+{_WHERE}",
        rf"(?:对|给|把)(?:照片|图片)?\s*{_WHERE}\s*(?:也)?(?:做|进行|应用|用)(?:同样|相同|一样)的?(?:处理|修改|编辑|操作|调整|效果)?",
        rf"(?:把|将)?(?P<ref>v\s?\d{{1,9}}|这些(?:修改|编辑)|同样的?(?:修改|编辑|处理))(?:也)?应用到(?:照片|图片)?{_WHERE}",
    ),
)
_VARIANT = lazy(r"v\s?\d|\b(?:one|version|variant|take)\b|第", re.I)


def found(said: Said, scene: Scene) -> Plan | None:
    """The plan of a request that looks for variants, or makes one again elsewhere; None for any other one."""
    if len(said.whole) > _LONGEST or "\n" in said.whole:
        return None
    opening = said.opening
    for (opens, patterns), plan_of in _KINDS:
        for pattern in patterns if opening is None or opening in opens else ():
            match = pattern.fullmatch(said.bare)
            if match and (plan := plan_of(match, said.cut(match, "text"), scene)):
                return plan
    return None


def _made_again(match: re.Match[str], text: str, scene: Scene) -> Plan | None:
    groups = match.groupdict()
    phrase = groups.get("ref") or groups.get("more") or ""
    whole = phrase.lower().startswith(("all of", "it all"))
    to = pointed("" if whole else phrase, scene)
    return tended(Move.REBASE, to) if to is not None and len(to.ids) < 2 else None


def _applied(match: re.Match[str], text: str, scene: Scene) -> Plan | None:
    phrase = match.groupdict().get("ref") or ""
    to = pointed(phrase if _VARIANT.search(phrase) or phrase.lower() in scene.names else "", scene)
    return tended(Move.APPLY, to, text) if to is not None and len(to.ids) < 2 else None


def _looked_for(match: re.Match[str], text: str, scene: Scene) -> Plan | None:
    quoted = match["text"][0] in "\"'"
    return tended(Move.FIND, Pointed(("",)), text) if quoted or not _AN_EDIT.search(text) else None


def _gone_to(match: re.Match[str], text: str, scene: Scene) -> Plan | None:
    return None if _AN_EDIT.search(text) else tended(Move.FIND_AND_GO, Pointed(("",)), text)


def _gone_by_name(match: re.Match[str], text: str, scene: Scene) -> Plan | None:
    id = scene.names.get(text.lower(), "")
    return tended(Move.GO, Pointed((id,))) if id else None


_KINDS = tuple(
    ((opens, tuple(lazy(pattern, re.I) for pattern in patterns)), plan_of)
    for (opens, patterns), plan_of in (
        (_REBASES, _made_again),
        (_APPLIES, _applied),
        (_FINDS, _looked_for),
        (_GOES, _gone_to),
        (_NAMED, _gone_by_name),
    )
)
