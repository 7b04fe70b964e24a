"""Which variants the words name: "the second one", "v3", "the original", "the last three"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.plan import Scene
from agent.rules.slots import resolve
from agent.rules.slots.pictures import Picture, pictures
from agent.rules.slots.traits import WORD
from agent.rules.words.hints import NUMBER as NUMERAL
from agent.rules.words.hints import hints
from agent.rules.words.numbers import CHINESE, NUMBER, ORDINAL, ORDINALS, value
from agent.rules.words.patterns import lazy

_NOUN = (
    "ones?|versions?|variants?|takes?|options?|pictures?|images?|photos?|pics?|looks?|tr(?:y|ies)|results?|attempts?|1"
)
# An ordinal alone names a variant only where the sentence ends or turns after it: not in "the first letter".
_TURN = (
    rf"(?=\s*$|\s*[,.;:!?)]|'s\b|\s-\s|\s+(?:but|and(?! (?:only|last|{ORDINAL})\b(?!\s*$|\s*[,.;!?]))|with"
    rf"|without|as|in|at|to|is|was|looks|looked|has|works|please|pls|only|then"
    r"|vs|versus|against|or|too|for|than|like|best|better|back|next|side|from|again|instead|now|should be|a bit"
    r"|a little"
    r"|slightly|much|more|less|darker|brighter|warmer|colder)\b)"
)
# A thing of the scene: "the second picture on the wall".
_NOT_HUNG = r"(?! (?:(?:on|in|above|behind|over|with) (?:the|her|his|my|a)|i|she|he|we|they|of|ever)\b)"
_ZH_TURN = (
    r"(?=\s*$|[,.。;!?、的和跟与比]|更|再|最|好|暖|冷|亮|暗|不错|但|吧|也|稍|调|裁|加|变|改|做|换|太|就|都|为|成|存|颜)"
)
_ZH_THING = r"(?!桌|椅|床|脸|纸|凳|沙发|画框|嘴|网|票|卡|床)"

_Resolve = Callable[[re.Match[str], Scene], Sequence[str] | None]
# More references than this are a pasted list and not a wish; several patterns can match where one counts.
_MOST, _MOST_MATCHES = 32, 500


@dataclass(frozen=True, slots=True)
class Reference:
    """Ids in the order in which they were named; `wrong` is the phrase that names no variant, or more than one of
    those in `maybe`."""

    ids: tuple[str, ...]
    start: int
    end: int
    wrong: str = ""
    maybe: tuple[str, ...] = ()


def references(text: str, scene: Scene) -> list[Reference]:
    """Every reference to variants in a normalised text, in order; they never overlap."""
    matches = _matches(text)
    if not matches and not scene.pictures:
        return []
    found: list[Reference] = []
    taken: list[Reference | Picture] = [*pictures(text, scene.pictures)]
    for match, means in matches:
        if len(taken) > _MOST:
            break
        if any(match.start() < other.end and other.start < match.end() for other in taken):
            continue
        ids = means(match, scene)
        if ids is None:
            continue
        reference = _reference(text, match, tuple(ids), scene)
        if reference is not None:
            found.append(reference)
            taken.append(reference)
    return sorted(found, key=lambda reference: reference.start)


@lru_cache(maxsize=32)
def _matches(text: str) -> list[tuple[re.Match[str], _Resolve]]:
    """All that may name a variant, whatever variants there are."""
    known = hints(text)
    fitting = {place for word in known & _BY_WORD.keys() for place in _BY_WORD[word]}
    if _ROW in fitting and _NUMBERS.isdisjoint(known):
        fitting.remove(_ROW)
    found: list[tuple[re.Match[str], _Resolve]] = []
    for place in sorted(fitting):
        _, pattern, means = _PATTERNS[place]
        for match in pattern.finditer(text):
            if len(found) > _MOST_MATCHES:
                return found
            if not _REJECTED.search(text[max(0, match.start() - 10) : match.start()]):
                found.append((match, means))
    return found


def names_a_variant(text: str) -> bool:
    """Whether a variant is named, whatever variants there are."""
    return bool(references(text, _ANY_SCENE))


def _reference(text: str, match: re.Match[str], ids: tuple[str, ...], scene: Scene) -> Reference | None:
    said = match[0].strip(" @")
    if len(ids) > 1 and match.re.pattern in _ONE_ONLY:
        return Reference((), match.start(), match.end(), said, ids)
    if not ids or any(id not in scene.variants for id in ids):
        nothing_yet = len(scene.variants) < 2 and match.re.pattern not in _EXPLICIT
        if nothing_yet and not _OF_VARIANTS.match(text, match.start()):
            return None  # "make the second one red" is then about things of the photo
        # "A v8 engine", "the eighth house": what names nothing is a reference only where nothing follows it.
        turns = text.isascii() and not _TURNS.match(text, match.end())
        return None if turns else Reference((), match.start(), match.end(), said)
    return Reference(ids, match.start(), match.end())


_ANY_SCENE = Scene(variants=tuple(f"v{number}" for number in range(10)), shown=("v7", "v8", "v9"), current="v8")
_TURNS = lazy(_TURN)
# Said of what Stet made, even where it has made nothing yet: "the third version", "the third one, but brighter".
_OF_VARIANTS = lazy(
    rf"(?:the |that )?(?:{ORDINAL})(?: (?:versions?|variants?|takes?|options?|attempts?)\b|(?: one)?,? but\b)"
)
# "Not that one": named only to be turned down.
_REJECTED = lazy(r"(?:\bnot|\bdon't (?:like|want|use)|\bundo|不要|不是|别用|不喜欢) ?$")
_ORDINAL_HINTS = frozenset(ORDINALS) | {"st", "nd", "rd", "th"}
# The words without which a pattern cannot match; 0 is any digit, * an ordinal.
_TABLE: tuple[tuple[str, str, _Resolve], ...] = (
    ("v ver", r"(?<![a-z0-9_-])@?v(?:ersion |ariant |er\.? ?)?\s?(\d{1,8})(?![a-z0-9_%-])(?! engine)", resolve.by_id),
    ("version variant", r"\b(?:version|variant) ?(\d{1,8})\b", resolve.by_id),
    (
        "number no nr option take choice",
        rf"(?<!the )\b(?:number\s?|no\.\s?|no (?=\d)|nr\.?\s?|option\s?|choice\s?)(\d{{1,2}}"
        rf"|{NUMBER})\b(?!\s?(?:px|pixels|%)){_TURN}"
        rf"|\btake (\d)\b{_TURN}",
        lambda match, scene: resolve.nth(value(match[1] or match[2]), scene),
    ),
    ("0", rf"(?<!\w)#(\d{{1,2}})\b{_TURN}", resolve.number),
    (
        "and with or vs",
        r"(?:^|\b(?:keep|show|compare|export|save|use|pick|star|take|between|delete|drop|bin|choose"
        r"|download)\s+(?:me\s+)?)"
        rf"(?P<row>(?:{NUMBER}|\d)(?:, ?(?:{NUMBER}|\d))*,? ?(?:and|with|or|vs\.?|to) (?:{NUMBER}|\d))\b{_TURN}"
        r"(?! (?:are|is|more))",
        resolve.numbers,
    ),
    (
        "last latest newest",
        rf"\b(?:the )?(?:last|latest|newest) ({NUMBER}|\d{{1,2}})\b(?: (?:{_NOUN})\b|{_TURN})",
        resolve.last_few,
    ),
    ("first", rf"\b(?:the )?first ({NUMBER}|\d{{1,2}})\b(?: (?:{_NOUN})\b|{_TURN})", resolve.first_few),
    ("*", rf"\b(?:the )?({ORDINAL}) and (?:the )?({ORDINAL})(?: (?:{_NOUN}))?\b{_TURN}", resolve.two_ordinals),
    (
        "*",
        rf"(?<!her )(?<!his )(?<!their )(?<!our )\b(?:the |that |this "
        rf"|my )?({ORDINAL}) (?:{_NOUN})\b(?<!first look){_NOT_HUNG}",
        resolve.ordinal,
    ),
    ("last latest newest", rf"\b(?:the )?(?:last|latest|newest) (?:{_NOUN})\b{_NOT_HUNG}", resolve.last),
    ("*", rf"\b(?:the|teh|that) ({ORDINAL})\b{_TURN}", resolve.ordinal),
    ("*", rf"^(?!first)({ORDINAL})(?=,? but\b)", resolve.ordinal),
    ("last latest newest", rf"\bthe (?:last|latest|newest)\b{_TURN}", resolve.last),
    (
        "left middle center centre right leftmost rightmost",
        r"\b(?:the )?(?:(left|middle|center|centre|right)(?:most)? (?:one|variant|version|picture)"
        r"|(left|right)most\b|(?<!no )(?<!every )one (?:on|to|at|in) the (left|middle|center|centre|right))\b",
        resolve.in_the_row,
    ),
    (
        "original source untouched unedited",
        r"\b(?:the|my) (?:original|source|untouched|unedited)(?: (?:photo|picture|image|one|file|version"
        r"|shot))\b(?! (?:style|look|size|colou?rs?|frame))"
        r"|(?<!times )(?<!deleted )(?<!lost )(?<!had )(?<!\w[a-rt-z] of )(?<!style of )\b(?:the"
        r"|my) original\b(?: back\b)?"
        rf"(?! was\b){_TURN}"
        rf"|(?<=make )(?:the|my) original(?= (?:{WORD}|a bit|much|a little|square|sepia|noir)(?:\s*$|[,.;!?]"
        rf"| and| but| with))"
        r"|(?:(?<=to )|(?<=with )|(?<=from )|(?<=vs )|(?<=against ))(?:the )?original\b(?=\s*$|[,.;!?])"
        r"|\boriginal (?:photo|picture|image|version)\b|^(?:the )?original$",
        resolve.original,
    ),
    (
        "start beginning scratch reset over",
        r"\b(?:to|from) the (?:very )?(?:start|beginning)(?=\s*$|\s*[,.;!?]|\s+(?:and|please|again)\b)"
        r"|\bstart(?:ing)? (?:all )?over\b(?: again)?|\bfrom scratch\b"
        r"|\breset (?:everything|it all|all|it)\b|^reset$",
        resolve.original,
    ),
    (
        "previous prior earlier before parent from",
        rf"\b(?:the )?(?:previous|prior|earlier) (?:{_NOUN})\b|\bthe previous\b{_TURN}"
        r"|\bthe (?:one|version|variant|take) before(?: (?:this|that|it))?(?: one)?\b|\b(?:its"
        r"|the) parent\b(?: of (?:it|this|that)(?: one)?)?"
        r"|\bwhat it was made from\b|\bthe one it (?:came|was made) from\b",
        resolve.parent,
    ),
    ("other", rf"\bthe other (?:one|version|variant|take|option)\b{_TURN}", resolve.other),
    (
        "one version variant",
        rf"\b(?:the |that )?({WORD}) (?:one|version|variant|take|edit)\b(?! of the| on the)(?!-)"
        rf"|\bthe one that(?:'s| is| looks) ({WORD})\b",
        resolve.trait,
    ),
    (
        "one version variant",
        r"\b(?:this|that|the current|the present) (?:one|version|variant|take|edit)\b",
        resolve.current,
    ),
    (
        "both all",
        rf"(?<!were )(?<!are )\bboth(?: of (?:them|these|those))?\b{_TURN}|\ball of (?:them|these"
        rf"|those)\b(?! (?:from|off|out|in the|on the))"
        rf"|\ball (?:{NUMBER}|\d)\b(?: of them)?{_TURN}|\ball (?:the |of the )?(?:variants|versions|takes|options)\b",
        resolve.all_shown,
    ),
    (
        "第",
        rf"第({CHINESE}|\d{{1,2}})(?:张(?:图|照片)?{_ZH_THING}|号|幅|版本?|个(?:版本|方案)"
        rf"|个{_ZH_TURN})",
        resolve.ordinal,
    ),
    ("号", r"(?<![\w第])(\d{1,2})号(?=$|[,。!]|更|再|最|好|的?版)", resolve.number),
    ("版", r"(?:版本|变体) ?(\d{1,4})(?!\w)", resolve.by_id),
    ("最", r"最(?:后|新)(?:的?(?:那|一)?张|一个(?:版本|(?=$|[,。!]))|一版|的版本)" + _ZH_THING, resolve.last),
    ("最", rf"最(?:后|新)的?({CHINESE}|\d{{1,2}})(?:张|个版本|版|幅)", resolve.last_few),
    (
        "前",
        rf"(?<!以)(?<!之)前({CHINESE}|\d{{1,2}})(?:张|个版本|版"
        rf"|幅){_ZH_THING}",
        lambda m, s: resolve.parent(m, s) if m[1] == "一" else resolve.first_few(m, s),
    ),
    (
        "原 初 头",
        r"(?<!保留)(?<!保持)(?<!参考)原图(?=\s*$|[,。.!;]|再|开始|的基础|对比|相比|比|和|与|上|吧|更|好"
        r"|都|做|改|为)|原片|原始(?:图片?|照片)|最初的?(?:那张|版本|照片|样子)|从头(?:开始|再?来)"
        r"|重新开始",
        resolve.original,
    ),
    ("上", r"上(?:一张|一版|个版本|一个版本|一个(?=$|[,。]))|前一(?:版|个版本)|之前那张", resolve.parent),
    (
        "左 右 中",
        rf"最?(左|右|中)(?:边|侧|面|间)?的?(?:那?(?:一)?张{_ZH_THING}|那?(?:一)?个(?:版本|(?=$"
        rf"|[,。!])))",
        resolve.in_the_row,
    ),
    ("另", r"另外?(?:一张|一个)(?=$|[,。!吧])", resolve.other),
    ("那", rf"({WORD})(?:色)?(?:一点|些|一些)?的?那(?:一)?(?:张|个(?:版本|(?=$|[,。])))", resolve.trait),
    (
        "这",
        r"(?<!不是)这(?:一)?张(?=$|[,。!吧的]|就|最|更|好|不错|再|但)(?!的)|当前这?(?:一)?(?:张"
        r"|个?版本)",
        resolve.current,
    ),
    ("全 都 这", r"全部(?=都|导|存|保存|$|[,。])(?:都)?|这几张|所有(?:的)?(?:版本|变体)|它们全部", resolve.all_shown),
)
_PATTERNS = [
    (_ORDINAL_HINTS if words == "*" else frozenset(words.split()), lazy(pattern), means)
    for words, pattern, means in _TABLE
]
# The pattern of a row of numbers, whose other words are in most requests.
_ROW = next(place for place, (_, _, means) in enumerate(_TABLE) if means is resolve.numbers)
_NUMBERS = frozenset({*NUMBER.split("|"), NUMERAL})
_BY_WORD: dict[str, list[int]] = {}
for _place, (_words, _, _) in enumerate(_PATTERNS):
    for _word in _words:
        _BY_WORD.setdefault(_word, []).append(_place)
_EXPLICIT = {pattern.pattern for _, pattern, means in _PATTERNS if means in (resolve.by_id, resolve.number)}
# These name one variant; where several fit, the person has to choose.
_ONE_ONLY = {pattern.pattern for _, pattern, means in _PATTERNS if means in (resolve.other, resolve.trait)}
