"""Finds on what terms a request is made ("nothing goes online", "without it costing me") by classes of words that stand
near each other in one clause, and cuts them out: such a wish is worded in more ways than could be listed as phrases."""

# Patterns and lists of words read best unbroken.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from agent.rules.words.hints import NUMBER, hints
from agent.rules.words.patterns import lazy


def words(listed: str) -> frozenset[str]:
    """A class of words, written as a line of them."""
    return frozenset(listed.split())


# So many other words may stand between two words that belong together.
GAP = r"(?:[^\s]+\s+){0,%d}?"
NEVER = (
    r"(?:not|never|no|nothing|none|nobody|no[- ]?one|nowhere|neither|nor|without|cannot|avoid|refuse to|refuse|instead of"
    r"|rather than|forbids?|forbidden|prohibits?|bans?|banned|hates?|hating|afraid|scared|worried|nervous|uneasy|against|illegal|unlawful|(?:do|does|did|ca|must|should|may|might|could|would|wo|is|are|was|were|need|sha|ought|has|have|had|ai)"
    r"n['\u2019]?t)"
)
NEGATIONS = words(
    "not never no nothing none nobody nowhere neither nor without cannot avoid refuse instead rather don't doesn't didn't mustn't"
    " shouldn't can't won't isn't aren't wasn't needn't forbid forbids forbidden prohibits prohibited ban bans banned hate hates afraid scared worried nervous uneasy against illegal unlawful couldn't wouldn't shan't hasn't haven't ain't dont cant wont zero"
)
# A clause that begins with one of these asks for no edit, as a rule.
_OPENS = lazy(
    r"\s*(?:(?:and|but|so|because|since|as|or|please|yet|also|oh|well|ok|okay|just|however|though|obviously|by the way|btw)\b\s*)*"
    r"(?:it|it's|this|that|that's|these|those|she|she's|he|he's|they|they're|i|i'm|i'd|i've|i'll|im|we|we're|we'd|we've|we'll"
    r"|nothing|nobody|none|no|not|never|don't|do not|can't|cannot|must|without|only|keep|stay|my|our|hurry|quick|quickly|rough"
    r"|money|cost|price|speed|privacy|time|for|the)\b",
    re.I,
)
# "A hospital picture of my husband, …": before a colon, what the picture is of.
_ABOUT_IT = lazy(
    r"\s*(?:an? |the |my |our |his |her |some |this |old |\w+'s )*(?:[\w'-]+ ){0,3}?(?:photos?|photographs?|pictures?|pics?|images?|shots?|snaps?"
    r"|snapshots?|scans?|portraits?|x-?rays?|exhibits?|files?|documents?|selfies?|mother|father|mum|dad|wife|husband|son|daughter|child"
    r"|children|kids?|baby|patients?|family|client|customer|home|house|bedroom|site|product)s?(?: (?:of|from|for|in|at|with|by|on)\b.*)?$",
    re.I,
)
# What stands around such a wish without being an edit.
_LIGHT = words(
    "it it's its this that that's these those she she's he he's they they're i i'm i'd i've i'll im we we're we'd we've we'll me us you her"
    " him them my our your his their the a an and but so because since as or please yet also oh well ok okay just only however though if"
    " long provided that's to of for in on with do does did done doing be is are was were being been has have had having may must should"
    " shall can could would will might want wants wanted like need needs prefer rather use using make sure let let's see all everything"
    " anything whole strictly really very absolutely definitely certainly obviously completely entirely work run go get got keep there"
    " there's mind remember note important careful photo photograph picture pic image shot scan file original data one ones thing stuff"
    " job edit request today now still both each any some want something by the wants condition which what whatever who way everybody"
    " it'll i'll they'll she'll that'll cost costs price money quality budget happen handle process stays stay quick quickly very soon as you"
)
_PLAIN = words(
    "time's price's just testing a-little little bit quite rather pretty too kind sort look looks version one thing result only want i'd expect take give me use model let's first now purposes sake reasons mode"
)
# What introduces a request tells of the person, the purpose or the way, and not of a thing in the picture.
_INTRODUCES = lazy(
    r"\s*(?:(?:and|but|so|please|well|ok|hey|oh)\b\s*)*(?:it|it's|it'll|this|this'll|that|that's|they|they'll|we|we're|we'll|i|i'm|i'd|i'll|my (?:boss|client|customer|company|firm|shop)|our|the (?:client|customer|company|boss|shop|agency|publisher|supermarket|brand|hotel|firm|dealer)|for|on|in|as|by|with|without|only|just|use|take|make it|do|give me|show me|need|want|all|nothing|strictly|really|very|quick|rush|draft|brainstorm\w*|commercial|client|product|test|trial|a (?:\w+ )?(?:job|order|commission|draft|test|try|matter)|an? (?:client|customer|advert\w*|commercial|business|company))\b",
    re.I,
)
_LONGEST_LEAD = 110
_PREDICATE = lazy(
    r"(?:\w+n't|cannot|never|nothing|nobody|none|no[- ]?one|not|no|refuse|forbids?|leaves?|stays?|keeps?)\b", re.I
)
_DANGLING = lazy(r"(?:\s*\b(?:with|by|at|in|for|using|that|which|whatever|whichever|is|if|it's|it|only|just|and|but|so|as long as|please|on|do it))+\s*$", re.I)  # fmt: skip
# Where no comma stands between the wish and what is asked for ("without uploading it add a hat").
_ASKED = lazy(
    r"\b(?P<asked>)(?:please )?(?:add|put|make|give|swap|replace|remove|turn|change|insert|place|set|draw|paint|crop|rotate|flip|brighten|darken"
    r"|lighten|sharpen|blur|fill|erase|delete|cut|extend|animate|convert|transform|render|restore|fix|show|write|colou?r|dress"
    r"|open|close|move|resize|straighten|warm|cool|let|have|get rid|take (?:out|away|off)|can you|could you)\b"
    r"(?=\s+(?:it|him|her|them|me|us|the|a|an|this|that|these|those|some|my|our|his|their|more|two|three|in|up|down|on)\b)",
    re.I,
)
# Commas and stops end a clause where a space follows, so that "$0.02" and "3:2" are left whole.
_BREAK = lazy(
    r"\s*(?:(?<!budget)(?<!limit)(?<!cost)(?<!price):(?=\s|$)|[,.;!?\n](?=\s|$)|[\uff0c\u3002\uff1b\uff1a\uff01\uff1f\u3001]|[()]|\s[-\u2013\u2014]+\s|\u2014|\b(?:(?<!nobody )(?<!nothing )(?<!no one )(?<!no-one )(?<!nowhere )(?<!anything )but(?! (?:mine|ours)\b)|and(?! (?:dirty|rough|quick|ready|cheerful|nasty|simple|me\b|you\b|myself\b))|(?<!just )(?<!only )so(?! (?:long|far|much))|because|since|then|yet|although)\b)\s*",
    re.I,
)
QUOTED = lazy(r"\"[^\"]*\"|\u201c[^\u201d]*\u201d|\u2018[^\u2019]*\u2019|\u00ab[^\u00bb]*\u00bb|(?<!\w)'[^']*'(?!\w)")
# What is to be written may say anything.
_WRITTEN = lazy(
    r"\b(?:says?|saying|reads?|reading|writes?|written|spells?|captioned|titled|labell?ed|(?:the|a|an|in) (?:words?|text|title"
    r"|headline|slogan|caption|sign|label|lettering|inscription|sticker))\s*[:,]?\s*$",
    re.I,
)
_TITLED = lazy(
    r"\b(?:caption|text|headline|title|sign|lettering|slogan|words?|label|inscription|write|sticker|banner)\b[^:]*:\s*$",
    re.I,
)
# "A draft will do to see the idea": what it is good for is no edit.
_LED = lazy(
    r"\s*(?:of|with|for|how|to(?! (?:see|get|give|judge|have|convey|grasp|show|discuss|catch)(?: me| us| them)? (?:(?:the|an?|some|my|our) )?(?:rough |first |basic |general )?(?:idea|feeling|feel|impression|gist|effect|direction|notion|sense|point)\b))\s+(?P<asked>)(?=\w)",
    re.I,
)
# What is added to such a wish and says nothing more.
_FILLER = lazy(
    r"^\s*,?\s*(?:(?:ok|okay|please|thanks|thank you|you know|nowhere else|right|alright|got it|understood|all right|do it here)\b[?!.]?\s*)+(?=[,.;:!?]|$)",
    re.I,
)
_MARKS = lazy("[\"'\u201c\u2018\u00ab]")
_WORD = lazy(r"[a-z']+")
_ENDS = frozenset(".!?;\n")


class _Clause(NamedTuple):
    start: int
    end: int
    low: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Notion:
    """`shapes` are looked for in each clause that has one of `words` and one of `governing`, unless they speak of what is
    to be seen (`traps`). One of `plain` is enough where nothing is denied and the clause has but words that say nothing
    of a picture beside it, or introduces what is asked for with a colon ("rush job: …")."""

    words: frozenset[str]
    governing: frozenset[str]
    shapes: tuple[re.Pattern[str], ...]
    traps: re.Pattern[str]
    leads: bool = False
    plain: frozenset[str] = frozenset()

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where it is said in `text`: the whole clause, or the part of it behind what the clause asks for."""
        said, clauses = _cut_up(text)
        return [
            span
            for clause in clauses
            if self.may_be_among(clause.words) and (span := self._in(said, clause) or self._plainly(said, clause))
        ]

    def may_be_among(self, said: frozenset[str]) -> bool:
        """`said` are the hints of a text."""
        governed = not (self.words.isdisjoint(said) or self.governing.isdisjoint(said))
        return governed or not self.plain.isdisjoint(said)

    def _in(self, said: str, where: _Clause) -> tuple[int, int] | None:
        start, end, clause, words = where
        if self.words.isdisjoint(words) or self.governing.isdisjoint(words):
            return None
        for shape in self.shapes:
            match = shape.search(clause)
            if match is None or self._is_trapped(match):
                continue
            before = said[: start + match.start()]
            if _WRITTEN.search(before) or _TITLED.search(said[:start]):
                continue
            lead = clause[: match.start()]
            if not (lead + match[0]).isascii():
                # The classes of words around it are English ones.
                return start + match.start(), start + match.end()
            whole = _LIGHT.issuperset(_WORD.findall(lead)) or (
                _PREDICATE.match(match[0]) is not None and _ASKED.match(lead.strip()) is None
            )
            asked = _ASKED.search(clause, match.end()) or (_LED.match(clause, match.end()) if self.leads else None)
            dangling = _DANGLING.search(lead)
            begins = 0 if whole else dangling.start() if dangling else match.start()
            return start + begins, start + asked.start("asked") if asked else end
        return None

    def _is_trapped(self, match: re.Match[str]) -> bool:
        """What a trap has in it is about the picture; beside it the wish may still be there."""
        traps = self.traps.finditer(match.string)
        return any(trap.start() < match.end() and match.start() < trap.end() for trap in traps)

    def _plainly(self, said: str, where: _Clause) -> tuple[int, int] | None:
        start, end, clause, words = where
        found = words - {NUMBER} if clause.isascii() else frozenset(_WORD.findall(clause))
        if (
            self.plain.isdisjoint(found)
            or not NEGATIONS.isdisjoint(found)
            or _INTRODUCES.match(clause) is None
            or self.traps.search(clause)
        ):
            return None
        colon = said.find(":", end)
        leads = (
            0 <= colon < _LONGEST_LEAD
            and not any(one in _ENDS for one in said[:colon])
            and _TITLED.search(said[: colon + 1]) is None
            and _ASKED.search(said[:colon]) is None
        )
        return (start, end) if leads or (_LIGHT | _PLAIN).issuperset(found - self.plain) else None


@lru_cache(maxsize=4)
def _cut_up(text: str) -> tuple[str, list[_Clause]]:
    """`text` with what is quoted blotted out, and its clauses: every notion is looked for in the same ones."""
    said = text.replace("\u2019", "'")
    said = QUOTED.sub(lambda quoted: "\x00" * len(quoted[0]), said) if _MARKS.search(said) else said
    clauses = [(start, end, said[start:end].lower()) for start, end in _clauses(said)]
    return said, [_Clause(start, end, low, hints(low)) for start, end, low in clauses]


def _clauses(said: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BREAK.finditer(said):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < len(said):
        yield start, len(said)


def written(before: str) -> bool:
    """Whether what comes behind `before` is to be written on something, and so may say anything."""
    return _WRITTEN.search(before) is not None or _TITLED.search(before) is not None


def cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` without them; an introduction before a colon goes as a whole ("hurry, I'm in a meeting: …")."""
    for start, end in _joined(spans):
        colon = text.find(":", end)
        lead = text[end:colon] if colon >= 0 else ""
        head = text[:start]
        if colon >= 0 and not any(one in _ENDS for one in head + lead) and _all_wishes(head) and _all_wishes(lead):
            text = text[colon + 1 :]
            break
        text = f"{head.rstrip()} {_FILLER.sub('', text[end:], count=1)}"
    return _LOOSE_ENDS.sub("", _LOOSE.sub("", text)).strip(" ,;:-\u2013\u2014\uff0c\uff1a\uff1b\u3001\u3002")


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last one first, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined[::-1]


def _all_wishes(text: str) -> bool:
    """Whether every clause speaks of the person and the circumstances, and none asks for an edit."""
    return all(
        (_OPENS.match(text[start:end]) or _ABOUT_IT.match(text[start:end])) and not _ASKED.match(text[start:end])
        for start, end in _clauses(text)
        if text[start:end].strip()
    )


# What is left between two marks, or of a "but", when the clause behind it is gone.
_LOOSE = lazy(
    r"\s*[,;:\u2013\u2014-]?\s*\b(?:but|and|so|because|since|then|yet|aber|und|mais|pero|mas)\b\s*(?=[.,;:!?]|$)|\s*[,;:]\s*(?=[.,;:!?])|\s+(?=[.,;:!?])",
    re.I,
)
_LOOSE_ENDS = lazy(r"^(?:[\s,;:.!?]|(?:and|but|so|then|or)\b)+", re.I)
