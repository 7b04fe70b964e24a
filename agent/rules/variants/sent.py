"""Reads the question for what a model was told: "show me the prompt", "what did you send for v3?", "/prompt"."""

from __future__ import annotations

import re
from functools import cache

from agent.plan import Intent, Plan, Scene, Wish
from agent.rules.slots.references import references
from agent.rules.words.clean import normalise, tidy
from agent.rules.words.hints import said

# A look at single words first: most requests say nothing of this.
_HINTS = frozenset(["prompt", "prompts", "send", "sent", "tell", "told", "wrote", "write"])
_POLITE = r"(?:(?:please|ok(?:ay)?|and|so|now|hey)[, ]+)*(?:(?:can|could|would|will) you (?:please )?)?"
_ABOUT = r"(?: (?:of|for|behind|from|about|with|in) (?P<about>.+?))?(?:,? (?:please|pls|again|now))?"
_SHAPES = (
    r"/prompt(?:\s+(?P<about>.+))?",
    (
        rf"{_POLITE}(?:(?:show|tell|give|print)(?: (?:me|us))?|what(?: is| was| were|'s)|let me see|can i see|see)"
        r" (?:the |your |that |its )?(?:(?:exact|whole|full|actual|last|sent|final|used) )*prompts?"
        rf"(?: (?:that |which )?(?:(?:you|was|were|got) )?(?:used|sent|gave|wrote|use|made))?{_ABOUT}\W*"
    ),
    (
        r"(?:and |so )?(?:(?:what|which) (?:words|prompt) did you use"
        r"|(?:what|(?:what|which) (?:words|prompt))(?: exactly)? (?:did|have|do) you (?:actually |really |just )?"
        r"(?:send|sent|tell|told|say to|said to|write to|wrote to)"
        rf"(?: (?:it|them|him|out|(?:to )?(?:the |that )?(?:model|service|server|provider|ai)))?){_ABOUT}\W*"
    ),
    r"what (?:was|has been|got) sent(?: out)?(?: to (?:it|them|the \w+))?" + _ABOUT + r"\W*",
    (
        r"(?:and )?what (?:would|will) you (?:send|tell (?:it|them|the model)|say to (?:it|them|the model))"
        r"(?: (?:for|if i (?:say|said|ask for|asked for)))?[:,]? ?(?P<about>.+?)\W*"
    ),
)
_THIS = frozenset({"it", "this", "that", "this one", "that one", "this variant", "the current one", "the last edit"})
_QUOTES = "\"'"


def asked(words: str, scene: Scene) -> Plan | None:
    """The plan of such a question: about a variant, or with `text` about words that were not said yet. None for any
    other request."""
    if len(words) > 2000 or not said(words.lower(), _HINTS):
        return None
    typed = tidy(words)
    match = next(filter(None, (pattern.fullmatch(typed) for pattern in _patterns())), None)
    if match is None:
        return None
    wish = Wish(sent=True, alone=True)
    about = (match["about"] or "").strip(" ?.!")
    if not about or about.lower() in _THIS:
        return Plan(words, Intent.HELP, wish=wish)
    named = references(normalise(about), scene)
    if named and len(normalise(about)) <= named[-1].end - named[0].start + 4:
        wrong = next((one.wrong for one in named if one.wrong), "")
        ids = [id for one in named for id in one.ids]
        return Plan(words, Intent.HELP, subject=ids[0] if ids else "", wrong_reference=wrong, wish=wish)
    return Plan(words, Intent.HELP, text=about.strip(_QUOTES), wish=wish)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(shape, re.I | re.S) for shape in _SHAPES)
