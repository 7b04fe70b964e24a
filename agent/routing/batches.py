"""Words about many pictures as words about one: whose work it is depends on what is done, and not on how often."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re

_MANY = (
    r"(?:(?:every|each)(?: single)?(?: one| (?:[\w-]+ )?(?:picture|photo|shot|scan|image|frame|file|pic))(?: of (?:them|these|those|the (?:set|lot|series|batch)|my \w+|(?:the )?\w+))?"
    r"|(?:all|both)(?: of)?(?: the| my| these| those| our)?(?: (?:\d+|[a-z]+))? (?:pictures?|photos?|shots|scans|images|frames|files|pics|ones)|(?:all|each|every one) of (?:them|these|those)"
    r"|(?:the|this|my|that|our) (?:whole |entire |complete )?(?:folder|set|series|batch|lot|collection|album|shoot|roll))"
    r"(?: (?:in|of|from) (?:the|this|that|my|our) (?:\w+ )?(?:folder|set|series|batch|album|shoot|lot|roll|collection))?"
)
_BESIDE = re.compile(
    rf",? (?:of|on|from|off|for|in|to|with|across|at|over|through)(?: the)? {_MANY}(?=\s*(?:$|[,.;!?]|and ))", re.I
)
_INTRODUCED = re.compile(rf"^\W*(?:(?:for|on|in|to) )?{_MANY}\s*[:,]\s*(?=\w)", re.I)


_NEEDING = re.compile(
    rf"^\W*{_MANY} (?:needs?|should (?:have|get)|wants?|could use|gets?|must have)\s+(?=(?:an?|some|more|less|the)\b)",
    re.I,
)
# "The whole set at 1600 x 1200".
_ALONE = re.compile(rf"^\W*(?:please )?{_MANY} (?=(?:at|in|to|as|down to|into)\b)", re.I)
_DONE_TO = re.compile(rf"^(\W*(?:please |and |just |(?:can|could) you )*[a-z]+) {_MANY}(?=\s|$)", re.I)


def one_of_many(words: str) -> str:
    """ "Shave a bit off the bottom of every picture" asks for what "shave a bit off the bottom" does."""
    words = _INTRODUCED.sub("", _BESIDE.sub("", words))
    return _DONE_TO.sub(r"\1 it", _NEEDING.sub("add ", _ALONE.sub("make it ", words)))
