"""Words that tend the tree: stars, notes, names, branches, what is put out of sight and brought back.

Only whole requests are read. A thing in the picture has the same words ("remove the star", "delete the branch"), so
where a request could be an edit, it is one.
"""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from agent.plan import Intent, Move, Plan, Scene
from agent.rules.variants.pointing import PHRASE, QUOTES, Pointed, Said, pointed
from agent.rules.words.patterns import lazy

_LONGEST = 2000
_VERSION = r"(?:one|ones|version|versions|variant|variants|take|takes)"
_REF = rf"(?P<ref>{PHRASE})"
# Where a name could be a sentence that goes on.
# 'Title it "SUMMER" in big letters' writes on the picture.
_WRITTEN = r"[\"“”][^\"“”]*[\"“”]\s+\w"
_NO_NAME = lazy(r"(?:a day|off|out|back|done|quits|finished|it|and\b.*|to\b.*)", re.I)
_MOST_IN_A_NAME = 5


def kept(said: Said, scene: Scene) -> Plan | None:
    """The plan of a request that tends the tree; None for any other one."""
    if len(said.whole) > _LONGEST or "\n" in said.whole:
        return None
    opening = said.opening
    for move, accepts, patterns in _opened(opening) if opening is None or opening in _OPENINGS else ():
        for pattern in patterns:
            match = pattern.fullmatch(said.whole if move in _TEXTS else said.bare)
            if match and (plan := _plan(match, said.cut(match, "text"), move, accepts, scene)):
                return plan
    return None


@cache
def _opened(opening: str | None) -> list[tuple[Move, Callable[[Pointed], bool], tuple[re.Pattern[str], ...]]]:
    return [
        (move, accepts, patterns) for move, accepts, opens, patterns in _ROWS if opening is None or opening in opens
    ]


def tended(move: Move, to: Pointed, text: str = "") -> Plan:
    """A plan about the variants that were pointed at."""
    subject, *others = to.ids or ("",)
    return Plan(
        "",
        Intent.NAVIGATE,
        move=move,
        subject=subject,
        others=tuple(others),
        text=text,
        wrong_reference=to.wrong,
        confidence=0.95,
    )


def said_back(plan: Plan) -> str:
    """A plan about the tree in a few words."""
    ids = ", ".join(filter(None, (plan.subject, *plan.others))) or plan.wrong_reference
    text = f"“{plan.text}”"
    said = {
        Move.STAR: f"a star for {ids}",
        Move.UNSTAR: f"no star for {ids}",
        Move.NOTE: f"a note on {ids}: {text}",
        Move.NAME: f"call {ids} {text}",
        Move.TITLE: f"call the session {text}",
        Move.BRANCH: f"a branch from {ids}",
        Move.DISCARD: f"put {ids} out of sight",
        Move.PRUNE: f"put {ids} and what was made from it out of sight",
        Move.RESTORE: f"bring back {ids or 'what was discarded last'}",
        Move.FIND: f"look for {text}",
        Move.FIND_AND_GO: f"go to {text}",
        Move.REBASE: f"{ids} again, in one edit of your photo",
        Move.APPLY: f"the same as {ids} for {text}",
        Move.RECEIPT: f"the receipt of {ids}",
        Move.REPAIR: f"put {ids} right{_how(plan)}",
    }
    return said[plan.move or Move.FIND]


def _how(plan: Plan) -> str:
    what = f"{plan.text} {', '.join(plan.keep)}".strip()
    return f": {what}" if what else ""


def _plan(match: re.Match[str], text: str, move: Move, accepts: Callable[[Pointed], bool], scene: Scene) -> Plan | None:
    groups = match.groupdict()
    if move is Move.RESTORE:
        return _restored(groups.get("ref") or "", scene)
    to = pointed(groups.get("ref"), scene)
    if to is None or not accepts(to):
        return None
    quoted = (groups.get("text") or "")[:1] in QUOTES.strip()
    if move in (Move.NAME, Move.TITLE) and text and not quoted and _is_no_name(text):
        return None
    if move in (Move.NOTE, Move.NAME, Move.BRANCH) and len(to.ids) > 1:
        return None
    return tended(move, to, text)


def _is_no_name(text: str) -> bool:
    return _NO_NAME.fullmatch(text) is not None or len(text.split()) > _MOST_IN_A_NAME


def _restored(phrase: str, scene: Scene) -> Plan | None:
    """What is out of sight is in no scene: its id is taken as it was said. One that is in sight is gone to."""
    ids = tuple(dict.fromkeys(f"v{int(number)}" for number in re.findall(r"\d{1,9}", phrase)))
    if not phrase:
        return tended(Move.RESTORE, Pointed(()))
    if len(ids) == 1 and ids[0] in scene.variants:
        return tended(Move.GO, Pointed(ids))
    return tended(Move.RESTORE, Pointed(ids)) if ids else None


def _any(to: Pointed) -> bool:
    return True


def _named(to: Pointed) -> bool:
    """Not by "it" or "this", which could be the picture."""
    return not to.pronoun


def _strong(to: Pointed) -> bool:
    """Not "the second one" either, which could be the second person."""
    return to.strong


_THING = r"(?:everything|all|what(?:ever)?)(?: (?:that|which))?(?: (?:was|is|has been))?(?: (?:made|grown|grew|came|comes|built))?"
_AND_BELOW = (
    rf"(?:\s+(?:and|with|plus)\s+(?:{_THING}\s+(?:from|below|under|after|of)\s+(?:it|them|there)|(?:all )?its "
    r"(?:children|descendants|branch|offspring|variants)|everything after(?: it)?))"
)
_ON = r"\s*(?:(?:on|to|for|with|about)\s+" + _REF + r")?\s*"
_V = r"(?P<ref>@?v\s?\d{1,9}(?:\s*(?:,|and|&)\s*@?v?\s?\d{1,9})*)"
_ZH_REF = (
    r"(?P<ref>v\s?\d{1,9}|第[一二三四五六七八九十\d]+(?:张|个版本|版|个)|这(?:一)?(?:张|个版本|版)|最后一张|当前版本)"
)

_TABLE: tuple[tuple[Move, Callable[[Pointed], bool], str, tuple[str, ...]], ...] = (
    (
        Move.STAR,
        _any,
        "star favourite favorite bookmark mark flag tag set give add",
        (
            rf"(?:star|favou?rite|bookmark)(?:\s+{_REF})?",
            rf"(?:mark|flag|tag|set)\s+{_REF}\s+as\s+(?:a |my |the )?(?:favou?rite|starred)",
            rf"give\s+{_REF}\s+a\s+star",
            rf"add\s+{_REF}\s+to\s+(?:my |the )?favou?rites",
            rf"(?:收藏|标星|加星)(?:{_ZH_REF})?",
            rf"(?:给|把|将){_ZH_REF}(?:加|标|打)?(?:个|上|一颗)?(?:星标?|收藏(?:起来)?)",
        ),
    ),
    (Move.STAR, _named, "add put", (rf"(?:add|put)\s+a\s+star\s+(?:to|on)\s+{_REF}",)),
    (
        Move.UNSTAR,
        _any,
        "unstar un-star unfavourite unfavorite unbookmark remove take",
        (
            rf"un-?(?:star|favou?rite|bookmark)(?:\s+{_REF})?",
            rf"(?:remove|take)\s+{_REF}\s+(?:from|off|out of)\s+(?:my |the )?favou?rites",
            rf"(?:取消|去掉|移除)(?:{_ZH_REF}的?)?(?:收藏|星标)",
            rf"(?:取消|不再)收藏(?:{_ZH_REF})?",
        ),
    ),
    (Move.UNSTAR, _strong, "remove take delete drop", (rf"(?:remove|take|delete|drop)\s+(?:the|my|its)\s+star\s+(?:from|off|of|on)\s+{_REF}",)),
    (
        Move.NOTE,
        _any,
        "note notes comment remark memo make add write leave take attach save keep remove delete clear erase",
        (
            rf"(?:please\s+)?(?:note|comment|remark|memo)s?{_ON}[:]\s*(?P<text>.+)",
            r"(?:please\s+)?note\s+(?P<ref>v\d{1,9})\s*[,-]?\s+(?P<text>.+)",
            r"(?:please\s+)?(?:make a )?note\s+(?:down\s+)?that\s+(?P<text>.+)",
            rf"(?:please\s+)?(?:add|write|leave|make|take|attach|save|keep)\s+(?:a|this|the following|my)\s+(?:short )?"
            rf"(?:note|comment|remark|memo){_ON}[:]\s*(?P<text>.+)",
            rf"(?:请|帮我)?(?:(?:给|为|在){_ZH_REF}(?:上|里)?)?(?:加|写|添加|做|记)?(?:一?[个条])?(?:备注|笔记|批注)(?:一下)?"
            r"\s*[:]\s*(?P<text>.+)",
            rf"(?:备注|笔记)\s*{_ZH_REF}\s*[:,]?\s*(?P<text>.+)",
            r"记一下[,:]?\s*(?P<text>.+)",
            r"(?:remove|delete|clear|erase)\s+my\s+notes?",
        ),
    ),
    (
        Move.NOTE,
        _strong,
        "add write leave make attach remove delete clear erase",
        (
            rf"(?:please\s+)?(?:add|write|leave|make|attach)\s+(?:a|this)\s+(?:note|comment)\s+(?:on|to|for)\s+{_REF}\s+"
            r"(?:saying|that says|that)\s+(?P<text>.+)",
            rf"(?:remove|delete|clear|erase)\s+(?:the|my|its)\s+(?:note|comment)s?\s+(?:from|on|of)\s+{_REF}",
            rf"(?:删除|清除|去掉){_ZH_REF}的备注",
        ),
    ),
    (
        Move.TITLE,
        _any,
        "rename retitle name title call",
        (
            r"(?:re)?(?:name|title)\s+(?:the |this |my )?(?:session|project)\s+(?:(?:to|as|into)\s+)?(?P<text>.+)",
            r"call\s+(?:the |this |my )?(?:session|project)\s+(?P<text>.+)",
            r"(?:把|将)?(?:这个|本)?会话(?:重?命名为|改名为|改名叫|叫做?)\s*(?P<text>.+)",
        ),
    ),
    (
        Move.NAME,
        _any,
        "rename name call title",
        (
            rf"rename\s+{_REF}\s+(?:to|as|into)\s+(?P<text>.+)",
            r"(?:name|call|title)\s+(?P<ref>@?v\d{1,9}|(?:it|this|that)(?:\s+(?:one|version|variant|take))?|the\s+\S+\s+"
            rf"{_VERSION})\s+(?P<text>(?!{_WRITTEN}).+)",
            r"rename\s+(?P<ref>@?v\d{1,9})\s+(?P<text>.+)",
            rf"(?:把|将)?{_ZH_REF}(?:重?命名为|改名为|改名叫|叫做)\s*(?P<text>.+)",
            rf"重?命名{_ZH_REF}为\s*(?P<text>.+)",
        ),
    ),
    (Move.NAME, _strong, "unname un-name remove clear", (rf"un-?name\s+{_REF}", rf"(?:remove|clear)\s+the\s+name\s+(?:of|from)\s+{_REF}")),
    (
        Move.PRUNE,
        _any,
        "prune discard bin trash delete drop remove",
        (
            r"prune(?:\s+(?:from\s+)?(?P<ref>here|it|this(?:\s+\w+)?|@?v\d{1,9}|the \w+ (?:one|version|variant|take)))?",
            rf"(?:discard|bin|trash|prune)\s+{_REF}{_AND_BELOW}",
            r"(?:discard|prune|bin|trash)\s+this\s+(?:whole\s+)?branch",
            rf"(?:discard|delete|drop|prune|remove)\s+(?:the\s+)?(?:whole\s+)?branch\s+(?:from|at|of|under|below)\s+{_V}",
            rf"(?:删除|丢弃|删掉){_ZH_REF}(?:和|及|以及|与)(?:其|它的?)?(?:所有)?(?:后代|子版本|分支|后续|之后的?(?:版本|所有)?)",
        ),
    ),
    (Move.PRUNE, _named, "delete remove drop throw get", (rf"(?:delete|remove|drop|throw away|get rid of)\s+{_REF}{_AND_BELOW}",)),
    (
        Move.DISCARD,
        _any,
        "discard bin trash reject throw put move",
        (
            "discard",
            rf"(?:discard|bin|trash|reject)\s+{_REF}",
            rf"throw\s+{_REF}\s+(?:away|out)",
            rf"(?:put|move|throw)\s+{_REF}\s+(?:in|into|to)\s+(?:the\s+)?(?:bin|trash)",
        ),
    ),
    (
        Move.DISCARD,
        _named,
        "delete throw get toss",
        (
            rf"(?:delete|throw (?:away|out)|get rid of|toss)\s+(?!both\b|all\b){_REF}",
            rf"(?:删除?|删掉|丢弃|扔掉|丢掉)(?:掉)?{_ZH_REF}",
            rf"(?:把|将){_ZH_REF}(?:删(?:除|掉|了)?|丢弃|扔掉|丢掉|扔了|隐藏)(?:了|吧)?",
        ),
    ),
    (Move.DISCARD, _strong, "remove hide drop lose ditch", (rf"(?:remove|hide|drop|lose|ditch)\s+{_REF}", rf"(?:不要|隐藏|去掉|移除){_ZH_REF}了?")),
    (
        Move.RESTORE,
        _any,
        "restore undelete undiscard un-discard unhide un-hide bring recover get",
        (
            rf"(?:restore|undelete|un-?discard|un-?hide|bring back|recover|get back)\s+(?:variants?\s+|version\s+)?{_V}",
            rf"(?:bring|get)\s+{_V}\s+back",
            r"un-?discard(?: (?:it|that|the last one))?",
            rf"(?:restore|bring back|get back)\s+(?:the|all|what)?\s*(?:{_VERSION}\s+)?(?:that\s+)?(?:i\s+)?(?:just\s+)?"
            rf"(?:discarded|deleted|threw away|binned)(?:\s+{_VERSION})?",
            r"(?:恢复|还原|找回)(?P<ref>v\s?\d{1,9})",
            r"(?:把|将)(?P<ref>v\s?\d{1,9})(?:恢复|还原|找回来?)(?:回来)?",
            r"(?:恢复|找回)(?:刚才)?(?:被)?(?:丢弃|删除|删掉)的(?:那张|版本)?",
        ),
    ),
    (
        Move.BRANCH,
        _any,
        "branch start begin create open new",
        (
            rf"(?:branch(?: off)?|(?:start|begin|create|open|new)\s+(?:a\s+)?(?:new\s+)?(?:branch|line))\s+(?:from|at|off)\s+"
            rf"(?P<ref>here|{PHRASE})(?:\s+(?:as|called|named)\s+(?P<text>.+))?",
            r"branch\s+(?P<ref>@?v\d{1,9})(?:\s+(?:as\s+|called\s+|named\s+)?(?P<text>.+))?",
            rf"从{_ZH_REF}(?:开始)?(?:新建|创建|开|建|分)(?:一个|一条|出)?(?:新的?)?分支(?:[,]?(?:叫|名为)(?P<text>.+))?",
        ),
    ),
)  # fmt: skip
_TEXTS = {Move.NOTE, Move.NAME, Move.TITLE}
_ROWS = tuple(
    (move, accepts, frozenset(opens.split()), tuple(lazy(pattern, re.I) for pattern in patterns))
    for move, accepts, opens, patterns in _TABLE
)
_OPENINGS = frozenset[str]().union(*(opens for _, _, opens, _ in _ROWS))
