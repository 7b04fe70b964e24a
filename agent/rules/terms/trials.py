"""Reads how a request is to be tried: by two models against each other, as cheap drafts first, and finishing one."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.plan import NO_WISH, Wish
from agent.rules.words.patterns import lazy

# A look at single words first: most requests say nothing of all this.
_HINTS = ("models", "duel", "first", "finish", "final")
# "Two models" in a picture are people: only words about trying, at the end of a part of a sentence, mean these ones.
_NUMBER = r"(?P<number>two|2|three|3|a couple of|several)(?: different)? models"
_END = r"(?=\s*(?:$|[,.;:!?]))[,:]?"
_DUEL = (
    lazy(
        rf"(?:^|[,;.:!] ?|\b(?:and|but|then) )(?:please |then |also )*(?:try|do|run|test|duel)(?: (?:it|this|that))?"
        rf"(?: out)? (?:with|by|through|using|between) {_NUMBER}{_END}",
        re.I,
    ),
    lazy(rf"(?:^|[,;.:!] ?|\b(?:and|then) )(?:please )?(?:try|ask|use|compare) {_NUMBER}{_END}", re.I),
    lazy(
        rf"(?:^|[,;.:!] ?|\band )(?:please )?(?:let|have) {_NUMBER} (?:do|try|make|edit|compete for) (?:it|this|that)"
        rf"{_END}",
        re.I,
    ),
    lazy(r"^(?:a |as a |make (?:it|this|that) a )?duel(?=\W*$|[:,])[:,]?|[,;.] ?(?:as |make it )a duel(?=\W*$)", re.I),
)
DRAFTS = 3
_HOW_MANY = {"three": 3, "3": 3, "several": 3}
_EXPLORE = lazy(
    r"(?:^|[,;.:!] ?|\b(?:and|but) )(?:please |but |let's |let us |let me |just )*"
    r"(?:explore(?: (?:it|this|that|(?:some |a few )?ideas|(?:some |a few )?options))?(?: cheaply)?"
    r"|(?:draft|sketch) (?:it|this|that)(?: cheaply)?"
    r"|(?:make |show me |only |just )*(?:a few |some |cheap |rough |quick )*drafts)"
    rf" first{_END}",
    re.I,
)
_WHICH = (
    r"(?:v\d{1,6}|it|this|that|(?:this|that) one|(?:number|draft|variant|version) \d{1,3}"
    r"|the (?:first|second|third|fourth|fifth|sixth|last|left|middle|right|current)(?: (?:one|draft|variant|version))?)"
)
_FINISH = lazy(
    rf"^(?:please |now |ok(?:ay)?,? |and |then )*(?:finish|finali[sz]e|make the final (?:version )?of)"
    rf" (?P<which>{_WHICH})"
    r"(?:,? (?:with|by|on) (?:the|a) (?:better|best|good) model"
    r"| in (?:full|best|the best) quality| properly)?(?:,? please)?\W*$",
    re.I,
)


def tried(words: str) -> tuple[Wish, str]:
    """What was said about trying, and the request without it. An empty wish leaves the words as they are."""
    low = words.lower()
    if not any(word in low for word in _HINTS):
        return NO_WISH, words
    text = words.strip()
    if match := _FINISH.match(text):
        return Wish(finish=match["which"].lower(), alone=True), words
    wish = NO_WISH
    for pattern in _DUEL:
        if match := pattern.search(text):
            number = (match.groupdict().get("number") or "two").lower()
            wish, text = replace(wish, models=_HOW_MANY.get(number, 2)), _without(text, match)
            break
    if match := _EXPLORE.search(text):
        wish, text = replace(wish, explore=True), _without(text, match)
    if wish == NO_WISH:
        return wish, words
    rest = re.sub(r"\s+([,.;!?])", r"\1", " ".join(text.split())).strip(" ,;:.!")
    return replace(wish, alone=rest.lower() in _NOTHING), rest


_NOTHING = frozenset({"", "please", "it", "do it", "this", "that", "again", "do it again", "and"})


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
