"""What must stay as it is: "keep her face", "don't touch the label", "everything but the car", "only the light"."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.rules.words.hints import hints
from agent.rules.words.numbers import NUMBER, ORDINAL
from agent.rules.words.patterns import lazy

ELSE = "everything else"

_THE = r"(?:the|her|his|their|my|our|its|your|this|that|these|those|both|all|every|each|any)"
_VERBS = (
    r"(?:make|change|put|add|remove|turn|give|replace|swap|crop|blur|brighten|darken|warm|set|move|take|use|let"
    r"|do|paint"
    r"|colou?r(?!\s*$|s?\s*[,.;!?])|recolou?r|sharpen|erase|delete|show|get|have|place|export|save|convert"
    r"|apply|edit|cut|fix|increase|reduce"
    r"|lower|raise|lift|boost|keep|preserve|leave|don't|dont|not|only|just|no|without|everything|nothing|please)"
)
# One thing: until the part of the sentence ends, or "and" starts another wish.
_STOP = (
    rf"(?=\s*$|\s*[,.;:!?()]|\s+-\s|\s+(?:but|while|when|so|then|cos|cuz|since|as long|because|except|if|though|without|whereas|instead|plus|with no"
    rf"|as (?:is|it|they|he|she|in)|exactly|unchanged|untouched|intact|alone|like (?:it|they)|the way|in place|should|shall|must|(?:needs?|has|have) to"
    rf"|in (?:black|sepia|b&w|gr[ae]y|monochrome|colou?r)|black and white|b&w|noir|(?:and|or) {_VERBS})\b"
    rf"|\s+(?:the )?same(?:\s*$|\s*[,.;!?]| and\b| but\b| as\b))"
)
_ANY = rf"(?:(?!and {_VERBS}\b)[^\s,.;:!?()]+ ){{0,8}}?[^\s,.;:!?()]+?"
_THING = rf"(?P<thing>{_ANY}){_STOP}"
# "Her face, hair and hands": a comma goes on with the list only where short items and an "and" follow.
_ITEM = rf"(?!{_VERBS}\b)[\w'-]+(?: [\w'-]+)?"
_LIST = rf"(?P<list>(?:, ?{_ITEM}){{1,4}},? and {_ITEM}\b)?"
_START = (
    r"(?:^|[,.;:!?()] ?|\b(?:and|but|please|also|while|then|just|to|you|must|should|we|could|can|would|so"
    r"|or|still|always|do)\s)"
)
_TAILS = lazy(
    r"\s+(?:on(?: it| her| him| them)?|off|in (?:the picture|the frame|there|it)|sharp|crisp|safe|legible|readable|visible|lit|there|recogni[sz]able"
    r"|natural|identical"
    r"|fixed|consistent|unchanged|untouched|intact|the same|same|as well|too|please|pls|thanks|out|the way"
    r"|still|in focus|here|safe|at all|anyway|exactly)$"
)
_KEEP = lazy(
    rf"(?:{_START}|\byet )(?:keep|preserve|maintain|retain|protect|spare|respect|hang on to|hold on to|stick to) {_THING}{_LIST}"
    rf"|\b(?:keeping|preserving|maintaining|retaining|sparing|respecting) (?P<thing2>{_ANY}){_STOP}"
    rf"{_LIST.replace('list', 'list2')}"
    rf"|[,;] ?(?:only |just )keep (?P<thing3>{_THE} {_ANY}){_STOP}"
    rf"|\b(?:be )?careful (?:with|about|not to (?:touch|change|lose|hurt|crop)) (?P<thing4>{_THE} {_ANY}){_STOP}"
    rf"|\b(?:with|and) (?P<thing8>{_THE} {_ANY}) (?:still |left )?(?:intact|untouched|unchanged|visible|in place|on|showing|there|"
    r"as (?:is|it is|they are))(?=\s*$|\s*[,.;!?])"
    rf"|\b(?:no|zero|without (?:any )?) ?changes? to (?P<thing5>{_ANY}){_STOP}"
    rf"|(?:[,;.] ?|\b(?:and|but) )let (?P<thing6>{_THE} {_ANY}) (?:be|stay|alone|as (?:it|they|she|he) (?:is|are))\b"
)
_ALONE = r"(?:alone|be|as|untouched|unchanged|intact|same|way|out|in|on)"
_LEAVE = lazy(
    r"\b(?:leave|leaving) (?:(?P<thing>(?:[^\s,.;:!?()]+ ){1,6}?)(?:alone|as (?:is|it is|they are|he is|she is)"
    r"|untouched|where (?:it|he|she|they) (?:is|are)|how (?:it|he|she|they) (?:is|are)|well alone|in (?:place|peace|there)"
    r"|unchanged|intact|be|out of it|out of this|the same|the way)\b|(?P<else>everything else|the rest|all else))"
    rf"|\bbut leave (?P<thing2>{_THE} (?:(?!{_ALONE}\b)[\w'-]+ ){{0,2}}?(?!{_ALONE}\b)[\w'-]+)(?=\s*$|\s*[,.;!?])"
)
_TOUCH = (
    r"(?:touch|change|alter|modify|mess with|affect|edit|mess up|tamper with|ruin|distort|cut off|crop off|crop"
    r"|crop out|cover|lose|hide|mess|damage|harm|hurt|spoil|kill|remove|delete|erase|cut out|fiddle with|play with|move"
    r"|discolou?r|blur|smooth|forget)"
)
_TOUCHING = (
    r"(?:touching|changing|altering|modifying|affecting|messing with|editing|losing|distorting|ruining"
    r"|covering|cutting off|messing up|damaging|harming|hurting|spoiling|killing|disturbing|blowing out|blowing|clipping"
    r"|crushing|cropping|cropping out|removing|making (?:a )?mess of|fiddling with|moving|sacrificing)"
)
_DONT = lazy(
    rf"\b(?:don't|do not|dont|never|not|must not|mustn't|pls dont) (?:you )?(?:ever |dare |even |also )*(?:to )?{_TOUCH} {_THING}"
    rf"|\b(?:without|not|avoid) {_TOUCHING} (?P<thing2>{_ANY}){_STOP}"
    rf"|\bwithout (?!(?:adding|using|paying|spending|asking|having|seeing|showing|making|looking|being|doing)\b)[a-z]+ing"
    rf"(?: up)? (?P<thing6>(?:the|her|his|their|my|our|its) {_ANY}){_STOP}"
    rf"|\b(?:mind|watch|make sure|be careful|try) (?:that )?(?:you |to |u )*(?:don't|do not|dont|not to|not) (?:[a-z]+ )"
    rf"(?P<thing7>(?:the|her|his|their|my|our|its) {_ANY}){_STOP}"
    rf"|\b(?:don't|do not|dont) (?:cut|crop|chop) (?P<thing3>{_THE} [\w ]{{2,30}}?) (?:off|out|away)\b"
    rf"|\b(?:don't|do not|dont) let (?P<thing4>{_THE} [\w ]{{2,30}}?) (?:change|move|fade|disappear)\b"
    rf"|\bhands off (?P<thing5>{_ANY}){_STOP}"
)
_STAYS = lazy(
    rf"(?:^|[,.;:!?()] ?|\b(?:and|but|sure|that|so|ensuring|ensure|while)\s)(?P<thing>(?:{_THE}|everything else|everyone else"
    rf"|[a-z]+'s) ?(?:(?!and\b)[\w'-]+ ?){{0,4}}?)\s?"
    r"(?:(?:(?:must|should|shall|has to|have to|needs to|need to|will|is to|can) )?(?:stays?|remains?)"
    r"(?=\s*$|\s*[,.;!?]|\s+(?:the same|as|untouched|unchanged|intact|readable|legible|visible|lit|sharp|where|put"
    r"|exactly|there|and|but|like|natural|in (?:frame|shot|view|place|the (?:picture|photo|frame|shot))|(?:in|on)(?=\s*$"
    r"|\s*[,.;!?])|how|full|whole|consistent|identical|recogni[sz]able|please|pls|too"
    r"|bright|dark|colou?rful|soft|crisp|clear|white|black)\b)"
    r"|(?:must|should|has to|have to|needs to|need to) (?:look|be) (?:exactly )?(?:the same|identical|unchanged)\b"
    r"|(?:must|should|may|can|does|do|is|are|will) ?(?:not|n't|never) (?:to )?(?:change|get (?!rid)[a-z]+(?:ed|t|n)\b"
    r"|(?:be |get )?(?:changed?|touched|altered|edited|lost|stretched|distorted|affected|moved|cropped|cut off|blurred"
    r"|squashed|warped|ruined|damaged|covered|hidden|recolou?red|modified|harmed)\b)"
    r"|keeps? (?:its|their|his|her) (?:own |original |real |natural )?(?:colou?rs?|shape|look|place|position|size|details?|texture)\b"
    r"|(?:must|should|has to|have to|needs? to) (?:still )?be (?:visible|readable|legible|recogni[sz]able|there|in (?:it|frame|shot))\b"
    r"|shouldn't change|mustn't change|can't change"
    r"|(?:is|are) still\b|(?:is|are) not to be (?:changed|touched)|unchanged\b|untouched\b|intact\b"
    r"|(?:is|are) off[ -]limits\b|off[ -]limits\b|(?:is|are) sacred\b"
    r"|(?:is|are|looks?) (?:fine|good|ok|okay|great|perfect|lovely) (?:as|the way|like) (?:is|it is|they are|that|it|they)\b"
    r"|(?:exactly )?as (?:is|it is|it was|they are|they were|he is|she is|before)\b|the same(?=\s*$|\s*[,.;!?]))"
)
# Without an article: "composition stays put", "dog and owner unchanged".
_BARE_STAYS = lazy(
    r"(?:^|[,;.:!()] ?|\b(?:but|while) )(?P<thing>(?!(?:keep|keeping|leave|leaving|make|it|this|that|he|she|they|i|you|we"
    r"|everything|nothing|all|rest|one|with|but|please|and|the|his|her|my|their|our|its)\b)"
    r"[a-z'-]+(?: (?:and )?[a-z'-]+){0,3}?) "
    r"(?:(?:must |should |has to |have to |needs? to |shall |ought to )?(?:stays?|remains?)"
    r"(?: (?:put|still|visible|readable|legible|sharp|on|gold|the same|as (?:is|it is|they are|before)|where (?:it is|they are)|untouched|unchanged|intact|in|the way"
    r"|like that|how (?:it is|they are)|[a-z]{3,8}))|still (?:on|there|visible|in place|showing|attached|intact)|(?:unchanged|untouched|intact|off[ -]limits|stays?|as (?:is|it is|they are)))"
    r"(?=\s*$|\s*[,.;!?])"
)
_BUT = lazy(
    rf"(?<!same )\b(?:except(?: for)?|apart from|other than|aside from|excluding|leaving out|barring|bar(?= the)|but not|save for|(?:everything|everybody|everyone"
    rf"|all|anything|anyone)"
    rf"(?: [a-z]+){{0,4}}? but) (?!that (?:it|i|he|she|they|you|we|is)\b)"
    rf"(?P<thing>{_THE} {_ANY}|(?:you|me|us|him|her|them)(?: and {_THE} {_ANY})?){_STOP}"
    rf"|(?:^|[,;] ?|- ?)not (?P<thing2>(?:the|her|his|their|my) (?!(?:way|same|point)\b){_ANY}){_STOP}"
)
_SAME = lazy(
    rf"\b(?:with|in) (?P<thing>the (?:exact )?same (?!way|room|place as|again|spirit|vein|manner|fashion|kit|uniform|outfits?|style as){_ANY}){_STOP}"
    r"|(?:^|[,;] ?|\band )(?P<thing2>(?:the )?same (?:pose|outfit|face|font|colou?rs?|person|people|clothes"
    r"|lighting|light|composition"
    r"|background|position|expression|hair(?:style)?|size|angle|framing|model|product|dress|style|scene"
    r"|room|folds|shadows|shape|stitching|pattern|texture|layout|spacing|brightness|material|crop|zoom|length|wording"
    r"|background|smile|eyes|make-?up|shoes|perspective|look|direction))(?=\s*$|\s*[,.;!?]|\s+(?:and|but|with|please|pls)\b)"
    r"|\b(?:but|and|with) (?P<thing3>same (?!again|thing|way|place|as|ones?|idea|spirit|prompt|seed|time|for)[a-z]+(?: [a-z]+)?)"
    r"(?=\s*$|\s*[,.;!?]|\s+and same\b)"
)
_ONLY = lazy(
    r"\bnothing else\b|\b(?:change|alter|edit|touch) only\b|\bonly (?:change|alter|edit|touch|recolou?r"
    r"|brighten|darken)\b|\bjust change (?:the|her|his|its|their|my)\b"
    r"|\b(?:don't|do not|dont|not) (?:change|touch|alter|edit) (?:anything else|the rest|anything other)\b"
    r"|\bwithout (?:changing|touching) anything else\b"
    rf"|(?:^|[,;.] ?|\b(?:but|and) )only {_THE} [\w' ]{{2,40}}|[,;] ?(?:and )?just {_THE} (?!first|second|third"
    rf"|last)[\w']+(?=\s*$|[,.;!?])"
    r"|\b(?:keep|keeping|leave|preserve) (?:everything else|the rest|all else|everything the same)\b"
    r"|\b(?:everything|all) (?:stays? |kept )?(?:the )?same (?:except|but|apart)"
    r"|\b(?:everything else|the rest|all else)(?: of (?:it|the (?:picture|photo|image)))? (?:(?:must|should"
    r"|has to|can) )?(?:stays?|remains?|unchanged|untouched|as (?:is|it is)|the same)\b"
)
_NO_THING = lazy(
    rf"^(?:it|this|that|these|those|them|they|she|he|him|me|on|going|the|a|an|in|up|to|of|what|{NUMBER}|[@#]?v?\d.*|(?:the "
    rf"|my |this |that )?(?:photo|picture|image|file)s?"
    rf"|(?:the )?(?:{ORDINAL}|last|next|previous|latest)(?:,? and (?:the )?(?:{ORDINAL}|last))?(?: (?:ones?"
    rf"|versions?|variants?|takes?|two|three))?)$"
    r"|^(?:it|this one|that one|on|going|up|calm|quiet|out|left|right|away|working|trying|asking|in mind|track"
    r"|an eye|too|so|very|that|much|quite)\b"
    r"|\b(?:one|ones|versions?|variants?)$|^\w+ing\b|\bfrom \w+ing\b|^(?:them|him|her|me|us) (?:on|in|out|at"
    r"|from|with)\b"
    r"|^(?:anything|everything|the rest|all|all else|everything else|anything else|nothing)(?: else)?$"
)
_QUOTED = lazy(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
_LETTERS = lazy(
    r"\b(?:text|sign|headline|caption|slogan|words?|says?|saying|write|reads?|title|banner)\b[^,.;]*\b(?:to"
    r"|with|say|says|saying|write|reads?)\s*$"
)
_ASKS = lazy(r"^(?:how|why|what|which|who|is|are|does|do you|did|can you tell|where)\b")

_ZH_X = r"(?P<thing>[^\s,。;,.!?、的把让将]{1,10}?(?:的[^\s,。;,.!?、的把让将]{1,6}?)?)"
_ZH_END = (
    r"(?=$|[\s,。;,.!?、]|以外|之外|外|不变|原样|一致|不动|保持|完整|清晰|的前提|的情况|的同时|就行|就好"
    r"|都|再|然后|并|,)"
)
_ZH_ELSE = lazy(
    r"(?:其他|其它|其余|别的)(?:部分|地方|东西|内容|的)?(?:都|全部?)?(?:不要动|别动|不变|不动|保持原样|别改"
    r"|保持不变|不要改|维持原样|不用动|照旧|不要变|别变|不做改动|不许动|保持一致|原封不动|别碰|不要碰)"
    r"|只(?:改变?|换|调整?|动|修改|把|给)(?!要|有)|(?:不要|别)(?:动|改)(?:其他|其它|其余|别的)"
)
_ZH = (
    lazy(rf"(?:保留|保持|保住|维持)(?:住|好)?{_ZH_X}{_ZH_END}"),
    lazy(rf"(?:别|不要|不能|不许|勿|不得)(?:再)?(?:改变|改动|修改|影响|动|改(?![动变])|碰){_ZH_X}(?=$"
        rf"|[\s,。;,.!?、]|的?(?:颜色|前提)?$)"),
    lazy(rf"在?不(?:改变|改动|影响|动){_ZH_X}的(?:情况|前提|同时|基础)"),
    lazy(rf"(?<![删去移消清拆擦刮排铲扣解驱免])除了?(?!夕|草|尘|湿|非){_ZH_X}(?:以外|之外|外|[,。]|都)"),
    lazy(rf"(?:别|不要|不能|千万不要)把{_ZH_X}(?:给)?(?:改|变|弄|搞|动|碰|丢|去|修|P|p|删)"),
    lazy(r"(?:^|[,。;、])(?!保)(?P<thing>[^\s,。;,.!?、把让将]{1,10}?)(?:都)?(?:保持不变|维持不变|保持一致|不变"
        r"|不能变|不要变|别变|不要动|别动|不动|(?:要|必须|得)保留|不许变|保持原样|原封不动|照旧|别碰|不要碰|不用动|不用改|不改|留着|不能丢|不能少|维持原样)(?!的)"),
)  # fmt: skip
_ZH_NO_THING = lazy(
    r"^(?:第|这|那|它|最(?!.+的)|上|下|前(?!景|面|方|排)|一|两|原图$|图片$|其他|其它|其余|别的|什么|任何|太|了|不|别"
    r"|原样|一致|自然|真实|高度)|版本$|个$|张$|^(?:暖|冷|亮|暗|高|低)"
)


_AS_IT_IS = lazy(
    r"\s+(?:(?:exactly |just )?as (?:is|it is|they are|he is|she is|it was|they were)|unchanged|untouched|intact"
    r"|in place)\b(?! (?:now|in the|on the))"
)
_HOW_IT_STAYS = lazy(r"\s+(?:bright|dark|colou?rful|soft|crisp|clear|white|black)\b")
_ZH_SURELY = lazy(r"^(?:请|记得|注意|但是?|不过)|(?:千万|一定|请|务必|绝对|都|也|还是?|就|要|可|全)+$")
_ONLY_WORDS = frozenset(["nothing", "only", "just", "anything", "rest", "everything", "all", "else"])
_BARE = ("untouched", "intact", "off-limits", "limits", "unchanged")
# The words without which a pattern cannot match.
_ENGLISH = (
    (
        frozenset(
            ["except", "apart", "other", "but", "save", "not", "aside", "excluding", "leaving", "barring", "bar"]
        ),
        _BUT,
    ),
    (
        frozenset(
            ["don't", "do", "dont", "never", "not", "must", "mustn't", "without", "avoid", "hands", "mind", "watch"]
        ),
        _DONT,
    ),
    (frozenset(("leave", "leaving")), _LEAVE),
    (
        frozenset(
            [
                "keep",
                "keeping",
                "preserve",
                "preserving",
                "maintain",
                "maintaining",
                "retain",
                "retaining",
                "protect",
                "spare",
                "sparing",
                "respect",
                "respecting",
                "hang",
                "hold",
                "stick",
                "careful",
                "change",
                "changes",
                "let",
                "with",
                "intact",
                "untouched",
            ]
        ),
        _KEEP,
    ),
    (
        frozenset(
            [
                "same",
                "identical",
                "stay",
                "stays",
                "remain",
                "remains",
                "changed",
                "touched",
                "altered",
                "edited",
                "still",
                "unchanged",
                *_BARE,
                "not",
                "never",
                "shouldn't",
                "mustn't",
                "can't",
                "cannot",
                "mayn't",
                "n't",
                "as",
                "sacred",
                "keeps",
                "visible",
                "readable",
                "legible",
                "recognisable",
                "recognizable",
                "lost",
                "stretched",
                "affected",
                "isn't",
                "aren't",
                "doesn't",
                "don't",
                "won't",
            ]
        ),
        _STAYS,
    ),
    (frozenset((*_BARE, "stay", "stays", "remain", "remains", "as", "unchanged", "still")), _BARE_STAYS),
    (frozenset(("same",)), _SAME),
)
_WORDS = _ONLY_WORDS.union(*(words for words, _ in _ENGLISH), "保持留维动改碰只不除其别")


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held, and the letters that said so."""

    thing: str
    start: int
    end: int


@lru_cache(maxsize=8)
def held(text: str) -> tuple[Held, ...]:
    """What must stay, in order; `ELSE` where only one thing is to change."""
    known = hints(text)
    if _WORDS.isdisjoint(known) or _ASKS.match(text):
        return ()
    masked = _QUOTED.sub(lambda match: "_" * len(match[0]), text) if "'" in text or '"' in text else text
    found: list[Held] = []
    only = None if _ONLY_WORDS.isdisjoint(known) else _ONLY.search(masked)
    if only is None and not text.isascii():
        only = _ZH_ELSE.search(masked)
    if only:
        found.append(Held(ELSE, *only.span()))
    for words, pattern in _ENGLISH:
        if not words.isdisjoint(known):
            for match in pattern.finditer(masked):
                if len(found) > _MOST:
                    break
                found += _things(masked, match, found)
    for pattern in () if text.isascii() else _ZH:
        for match in pattern.finditer(masked):
            if len(found) > _MOST:
                break
            found += _chinese(match, found)
    return tuple(sorted(found, key=lambda one: one.start))


def says_how(text: str) -> bool:
    """Whether something is to stay as it looks, and not as it is: "the walls stay white"."""
    return any(_HOW_IT_STAYS.match(text, match.end()) for match in _STAYS.finditer(text))


# More than this is a pasted list and not a wish.
_MOST = 32
# So many letters before a phrase tell what it belongs to.
_BEFORE = 120


def _things(text: str, match: re.Match[str], found: list[Held]) -> list[Held]:
    groups = match.groupdict()
    said = next((groups[name] for name in groups if name.startswith("thing") and groups[name]), "")
    start, end = match.start() + len(match[0]) - len(match[0].lstrip(" ,.;:!?()")), match.end()
    if left := _AS_IT_IS.match(text, end):
        end = left.end()
    if groups.get("else"):
        said = ""
    if (
        not said
        or _overlaps(found, start, end)
        or _LETTERS.search(text[max(0, match.start() - _BEFORE) : match.start() + 1])
    ):
        return []
    items = [said.strip()]
    if (" and " in said and not said.startswith("both")) or " or " in said:
        items = re.split(r" (?:and|n?or) ", said)
    if listed := groups.get("list") or groups.get("list2"):
        items += re.split(r",? and |, ?", listed.strip(", "))
    things = [Held(thing, start, end) for thing in map(_clean, items) if thing and "_" not in thing]
    if match.re.pattern in (_DONT.pattern, _LEAVE.pattern) and items[0] in _WHO:
        return things
    # What is left out of a wish may well be "the red one"; what is kept by that name is a variant.
    return things if match.re.pattern == _BUT.pattern else [one for one in things if not _NO_THING.search(one.thing)]


_WHO = frozenset(["him", "her", "me", "us", "them"])


def _clean(item: str) -> str:
    item = item.strip(" '-").removeprefix("only ").removeprefix("just ")
    while match := _TAILS.search(item):
        item = item[: match.start()]
    return item


def _chinese(match: re.Match[str], found: list[Held]) -> list[Held]:
    start, end = match.start() + (match[0][0] in ",。;、"), match.end() - (match[0][-1] in ",。")
    if _overlaps(found, start, end) or _ZH_NO_THING.search(match["thing"]):
        return []
    said = _ZH_SURELY.sub("", match["thing"])
    if not said or said.startswith(("以外", "之外")) or said.endswith(("以外的", "之外的")):
        return []
    return [Held(thing, start, end) for thing in re.split("[和与及跟]", said) if thing]


def _overlaps(found: list[Held], start: int, end: int) -> bool:
    return any(start < other.end and other.start < end for other in found if other.thing != ELSE)
