"""Questions of price as the edit whose price is asked for."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re


def priced(words: str) -> str:
    """The edit whose price is asked for: "what would it cost to have a donkey by the barn?" is answered by its route."""
    for shape in _PRICES:
        if match := shape.match(words.strip()):
            edit = match["edit"].strip(" ,.?!")
            return _WANTED.sub("add ", edit) if edit.lower() not in _NO_EDIT else words
    return words


_COSTS = r"(?:costs?|be|run|set me back|come to|pay|charge|take)"
_FOR_ME = r"(?:\s+(?:me|us|you|it|roughly|about|approximately|then|altogether|in all|extra))*"
_PRICES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"^(?:(?:and|so|please|just|but|ok|hey|hi|tell me|i wonder|i'd like to know|roughly|about)[, ]+)*(?:what|how much|how expensive)(?:'s|'d| is| does| do| would| will| might| could| can| should)?(?: the (?:price|cost|damage|charge))?(?: of| for| be| is)*(?: (?:it|that|this|i|we|you|one))?\s*(?:have to |need to )?{_COSTS}?{_FOR_ME}\s+(?:to|for|if (?:i|we|you) (?:wanted to|want to|had|have|got|let you|asked you to|were to)?|of|when i)\s+(?P<edit>\S.+)$",
        rf"^(?:(?:and|so|please|just|but|ok)[, ]+)*(?:what|how much) (?:does|do|would|will|might|could) (?P<edit>(?!it\b|that\b|this\b|you\b|i\b|one\b)\S.*?) {_COSTS}{_FOR_ME}\s*\??$",
        r"^(?P<edit>\S.+?)\s*(?:[,.;:\u2013\u2014-]+|\?)\s*(?:and |but |so )?(?:how much|what)(?:'s|'d| is| would| will| does| do)?(?: (?:it|that|this|you|the (?:price|cost|damage)))?(?: (?:cost|be|charge|come to|run))?(?: (?:me|us|for that|for it|be))*\s*\??$",
        r"^(?:what|how much) (?:do|does|would|will|is|are)(?: (?:this|these|that|it|they))?(?: (?:cost|be))?\s*:\s*(?P<edit>\S.+)$",
        r"^(?:the )?(?:price|cost|quote|estimate)(?: please)?(?: for| of|:)\s+(?P<edit>\S.+)$",
        r"^(?:is it|would it be|will it be) (?:expensive|dear|costly|cheap|free) (?:to|if you) (?P<edit>\S.+)$",
    )
)
# What is wanted, named by having it: the reader knows it as a thing that is added.
_WANTED = re.compile(
    r"^(?:have|having|get|getting|want|see|put in)\s+(?=(?:a|an|some|two|three|another|the|more)\b)", re.I
)
_NO_EDIT = frozenset({"it", "that", "this", "me", "one", "a picture", "one picture", "each", "an image", "an edit"})
