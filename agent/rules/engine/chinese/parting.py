"""Takes what is polite off a Chinese clause, and finds where one without a mark may be two ("亮一点暖一点")."""

from __future__ import annotations

import re
from functools import cache

from agent.rules.engine.chinese.parts import part_of
from agent.rules.engine.chinese.words import expression
from agent.rules.words.patterns import lazy

_JOINED = lazy(r"(?:并且|并|而且|同时|然后|再把|再|还有|但是|但|不过|和|跟|又|还|也|且|以及|顺便|另外|接着)")
_HEAD = lazy(
    r"^(?:帮我|帮忙|帮|麻烦(?:你|帮)?|请(?:你|帮忙)?|能不能|能否|可不可以|可以|能|我想要?|我要|我希望|希望|想要?|给我|"
    r"我?觉得|我?感觉|总觉得|好像|就是|主要是?|其实|那个|那|嗯+|呃|哎|诶|哈喽|你好|您好|ok|好的?(?!看)|行(?!人)|然后|另外|还有|再就是|接着|最后|首先|先|"
    r"但是?|不过|可是|而且|并且|所以|因为|就|只是|只要|只|单独|单单|仅仅|仅|直接|顺便|老师|大神|亲|宝|大佬|谢谢|我?(?:就|比较|更|最|还是)?(?:喜欢|偏爱|偏好)(?=.{1,3}[点些])|(?:客户|老板|领导|甲方|我妈|我爸|我媳妇|我老婆|我老公|老婆|老公|老师|朋友|同事|人家|他们|家里人|编辑)(?:那边|老|总|还)?(?:嫌|说|觉得|反映|吐槽|反馈)(?:是)?|给(?![点些足一])|所有人?都|现在|目前|"
    r"(?:电脑|手机|屏幕|电视)上(?:看|看着|看起来|显示)?(?:的话)?|整体来说|总体|总的来说|至少|起码|最起码|同时|并|如果可以的话|可以的话|方便的话|话说|稍后|一起)(?=.)"
)
_TAIL = lazy(
    r"(?:吧|呗|哈+|啊+|呢|嘛|哦|噢|喔|啦|呀|哟|咯|欸|诶|哇|就行了?|就好了?|就可以了?|即可|好吗|好不好|可以吗|可以不|行吗|行不行|行不|能行吗|成吗|谢谢你?|谢了|谢啦|多谢|感谢|"
    r"拜托了?|辛苦了?|麻烦了|试试看?|看看(?:效果|纹理|细节|层次|质感)?|我看看|瞧瞧|的话|可以么|吗|么|好么|行么|嘿嘿|哈哈+|呜呜+|orz|ok|好一点|会好点|会更好|更好|比较好|更好看|就完美了|最好|先"
    r"|(?<=[亮暗暖冷淡艳低高柔浓深浅掉去])它们?|走起|安排上|搞起来|整起来|来一波|走一波"
    r"|thx|thanks|thank you|pls|plz|please|3q|的(?:感觉|样子|效果|那种感觉|那种))$"
)
_AS_WELL = lazy(r"(?P<part>.*?)又(?P<one>[^又]{1,6})又(?P<other>[^又]{1,6})")
# "更浓更蓝的感觉".
_MORE = lazy(
    r"(?P<part>[^更]*)更(?P<one>[^更,]{1,4}?)更(?P<other>[^更,]{1,4}?)(?:一?[点些])?(?:的(?:感觉|样子|效果|那种))?"
)
_TWICE = lazy("一点|一些|一丢丢|(?<=[亮暗暖冷淡艳浓蓝绿红黄])[点些]")
_ENDS = lazy(r"[调提压变弄拉加][亮暗暖冷淡艳浓]|一点点|一丢丢|一点儿?|一些|一下|点|些|了|的|很多|太\w")
# Where and with what it was taken; of a thing that was, it tells nothing.
_SHOT = lazy(
    r"(?P<what>[^,把将调给让]{0,10}?)(?:是)?(?:拍|照(?!片)|扫描?)(?:出来|下来|得|的|完|到)+(?:照片|图片?|片子)?(?=.{2})"
    r"|(?:用)?(?:手机|相机|单反|微单|苹果|华为|小米|iphone|长焦|广角)拍(?:的)?(?P<phone>)(?=.{2})"
)
_A_PLACE = lazy(r".*[店馆厅堂室场街边里院园吧房所站下天晚时机间上光灯]")


def twice(clause: str) -> bool:
    """Whether how much is said twice: "天空蓝一点草绿一点" is two wishes."""
    return len(_TWICE.findall(clause)) > 1


def of_what(clause: str) -> str:
    """The clause without how and where the picture was taken; "" where nothing is told of that."""
    shot = _SHOT.match(clause)
    return _what(shot) + clause[shot.end() :] if shot else ""


def without_joint(clause: str) -> str:
    return _JOINED.sub("", clause, count=1) if _JOINED.match(clause) else clause


def _what(shot: re.Match[str]) -> str:
    """The thing that was taken, and not the place where it was."""
    what = shot["what"] or ""
    return what if what and part_of(what) and not _A_PLACE.fullmatch(what) else ""


def pairs(clause: str) -> tuple[str, ...]:
    """The two clauses that one is short for: "又暗又黄", "对比度和饱和度都提高"; none for any other clause."""
    if match := _AS_WELL.fullmatch(clause):
        return f"{match['part']}太{match['one']}", f"{match['part']}太{match['other']}"
    if match := _MORE.fullmatch(clause):
        return f"{match['part']}更{match['one']}一点", f"{match['part']}更{match['other']}一点"
    if match := _two_dials().fullmatch(clause):
        return tuple(f"{match['before']}{match[dial]}{match['after'].removeprefix('都')}" for dial in ("one", "other"))
    return ()


@cache
def _two_dials() -> re.Pattern[str]:
    return lazy(
        expression(
            r"(?P<before>.*?)(?P<one>{noun.*})(?:(?:和|跟|与|、|还有|以及)|(?=.*[都全])(?!细节|噪点|质感|颗粒))(?P<other>{noun.*})(?P<after>.*)"
        )
    )


def places(clause: str) -> list[int]:
    """Where a clause may be parted, the likeliest first: at blanks, at joining words, behind how much, anywhere."""
    blanks = [match.start() for match in re.finditer(" ", clause)]
    joined = [match.start() for match in _JOINED.finditer(clause) if match.start()]
    behind = [match.end() for match in _ENDS.finditer(clause)]
    before = [match.start() for match in _begins().finditer(clause)]
    return [place for place in dict.fromkeys((*blanks, *joined, *behind, *before)) if 1 < place < len(clause) - 1]


@cache
def _begins() -> re.Pattern[str]:
    """A dial, or what it is wished for, may begin a clause without a mark before it."""
    return lazy(expression("{noun.*}|突出|凸显|衬托|让|提|压|加|降|找|发|别|不要|没|不够|太"))


def stripped(clause: str) -> str:
    """Without what is said for politeness before it and behind it."""
    clause = clause.strip(" ,.;!?~")
    while True:
        rest = _TAIL.sub("", clause) or clause
        rest = _HEAD.sub("", rest).strip(" ")
        if rest == clause:
            return clause
        clause = rest
