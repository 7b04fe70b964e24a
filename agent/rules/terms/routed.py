"""Reads who should do it and on what terms: "use seedream", "as cheap as possible", "why not flux?"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from agent.plan import NO_WISH, Wish
from agent.rules.terms.budgets import budget
from agent.rules.terms.cued import cued
from agent.rules.terms.cutting import cut
from agent.rules.terms.lexicon import listed, shape
from agent.rules.terms.names import about, may_be_named, named, naming, who
from agent.rules.terms.notions import CHEAPLY, FREE, PRIVACY, ROUGH, SOON, TRADE, WELL, Notion
from agent.rules.terms.sizes import sized
from agent.rules.terms.transparency import transparent

# What each notion says of the wish.
_TERMS: tuple[tuple[Notion, dict[str, Any]], ...] = (
    (PRIVACY, {"stay": True}),
    (WELL, {"dial": 1.0}),
    (FREE, {"most_usd": 0.0}),
    (CHEAPLY, {"by": "price"}),
    (ROUGH, {"dial": 0.0}),
    (SOON, {"by": "time"}),
    (TRADE, {"paid_work": True}),
)
_LONGEST = 4000


def routed(words: str) -> tuple[Wish, str]:
    """What was said about who should do it, and the request without it. An empty wish leaves the words as they are."""
    low = words.lower()
    cues, is_named = cued(low.replace("\u2019", "'")), may_be_named(low)
    if not cues and not is_named and "$" not in low:
        return NO_WISH, words
    if len(words) > _LONGEST:
        # Nobody says it in so many words; only what must not leave is looked for, whatever the length.
        return Wish(stay=bool(PRIVACY.spans(words))), words
    text = words.strip().replace("\u00b7", "-")
    if "wonders_why" in cues and naming("why").match(text):
        return Wish(why=True, alone=True), words
    if is_named and (match := naming("why_not").match(text)):
        return Wish(why=True, why_not=named(match), alone=True), words
    if is_named and (match := naming("allow").match(text)):
        return Wish(allow=named(match), about=about(match), alone=True, lasting=True), words
    if _is_asked(text, is_named):
        # What a question is about is no wish; what must not happen holds whatever is asked.
        return Wish(stay=bool(PRIVACY.spans(text)), most_usd=0.0 if FREE.spans(text) else None), words
    # The price first: behind a name it would hide where the name ends.
    wish, rest = _how(text)
    if is_named:
        wish, rest = who(wish, rest)
    if wish == NO_WISH:
        return wish, words
    rest = re.sub(r"\s+([,.;!?])", r"\1", " ".join(rest.split())).strip(" ,;:.!")
    nothing = rest.lower() in listed("words", "nothing_left") or not rest
    alone = nothing or (bool(wish.use) and shape("a_part").fullmatch(rest.lower()) is not None)
    return replace(wish, alone=alone), words if alone else rest


def _of_a_colour(text: str, span: tuple[int, int]) -> bool:
    """ "… but the customer ordered purple ones": it serves a business, and says which colour is wished for."""
    return shape("ordered_colour").search(text, *span) is not None


def _is_asked(text: str, is_named: bool) -> bool:
    if not shape("asks").search(text) or shape("polite").match(text):
        return False
    return not (is_named and naming("can").match(text))


def _how(text: str) -> tuple[Wish, str]:
    """On what terms, and the text without them."""
    said, wish = text, NO_WISH
    low = text.lower()
    plain = low.replace("\u2019", "'")
    if limit := budget(text):
        most, start, end = limit
        wish, text = replace(wish, most_usd=most), cut(text, [(start, end)])
    spans: list[tuple[int, int]] = []
    for notion, says in _TERMS:
        if "most_usd" in says and (wish.most_usd is not None or wish.dial == 1.0):
            continue
        found = notion.spans(text) if notion.may_be_in(plain) else []
        if found:
            new = {name: value for name, value in says.items() if getattr(wish, name) in (None, "", False)}
            wish = replace(wish, **new)
            spans += [span for span in found if notion is not TRADE or not _of_a_colour(text, span)]
        if notion is PRIVACY and any(shape("lasts").search(text[start:end]) for start, end in found):
            wish = replace(wish, lasting=True)
    if spans:
        # "The cheapest way to get a swing into that tree" adds a swing.
        text = shape("obtained").sub("add ", cut(text, spans))
    elif wish.most_usd is not None:
        text = shape("left_behind").sub("", text)
    if (size := sized(text)) is None and (whole := sized(said)) is not None and whole.largest:
        wish = replace(wish, by=wish.by or "size")  # "for a trade fair wall" tells of the trade and of the size
    if size is not None:
        by = wish.by or ("size" if size.largest else "")
        wish, text = replace(wish, megapixels=size.megapixels, edge=size.edge, by=by), size.rest
    return transparent(wish, text, low)
