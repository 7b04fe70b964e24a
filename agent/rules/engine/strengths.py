"""Reads how strong a look or a tone is to be ("at 60 %, half-strength"), and makes a step weaker or stronger."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from agent.plan import Step
from agent.rules.words.clean import texts_of
from agent.rules.words.hints import NUMBER, hints
from agent.rules.words.lexicon import Lexicon
from agent.rules.words.patterns import lazy
from backends.types import Task

# Stands before a strength among the words that are left to read; nobody can type it.
MARK = "\ue001"
_SHARES = {
    "half": 0.5, "a half": 0.5, "full": 1.0, "a quarter": 0.25, "quarter": 0.25, "a third": 1 / 3, "one third": 1 / 3,
    "third": 1 / 3, "two thirds": 2 / 3, "three quarters": 0.75, "double": 2.0, "twice the": 2.0, "double the": 2.0,
    "half the": 0.5, "triple": 3.0,
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:\.\d+)? ?(?:%|percent\b|per cent\b)"
_SHARE = "|".join(sorted(_SHARES, key=len, reverse=True))
_NOUN = r"(?:strength|intensity|opacity|effect|power|mix|blend)"
_BEFORE = r"(?:(?:,? ?but )?(?:only |just )?(?:at|with|to|in|by|using) )"
_SAID = (
    lazy(rf"{_BEFORE}(?:about |around |an? )?(?P<s>{_NUMBER})(?: of)?(?: (?:the |its )?{_NOUN})?"),
    lazy(rf"{_BEFORE}?(?:an? )?\b(?P<s>{_SHARE})[ -](?:of )?(?:the |its )?{_NOUN}\b"),
    lazy(rf"(?P<s>{_NUMBER}) {_NOUN}\b"),
    lazy(rf"\b{_NOUN}(?: of| at|:| =|=)? ?(?P<s>{_NUMBER}|0?\.\d+|1\.0)(?![\w.])"),
)
# Without one of these words, and without a digit, no strength is said.
_WORDS = frozenset({NUMBER, *(word for share in _SHARES for word in share.split())}) - {"a", "the", "one"}
_BESIDE = lazy(rf"(?P<s>{_NUMBER})")
_WEAKEST, _STRONGEST = 0.05, 3.0


def marked(text: str, lexicon: Lexicon) -> str:
    """`text` with each strength as MARK and its number. A number beside the name of a look is one too."""
    if _WORDS.isdisjoint(hints(text)):
        return text
    for shape in _SAID:
        text = shape.sub(_mark, text)
    words = texts_of(text)
    named = any((hit := lexicon.cues.at(words, place)) and hit[0].look for place in range(len(words)))
    if named and not any(lexicon.more.at(words, place) or lexicon.less.at(words, place) for place in range(len(words))):
        text = _BESIDE.sub(_mark, text)
        text = re.sub(r"\bdouble (?=the )", f"{MARK} 2.0 ", text)
        text = re.sub(r"\bhalf (?=as )", f"{MARK} 0.5 ", text)
    return text


def without_strength(text: str) -> tuple[str, float]:
    """`text` without the strength that it says, and that strength; 0.0 for none or several."""
    if _WORDS.isdisjoint(hints(text)):
        return text, 0.0
    found = [match for shape in _SAID if (match := shape.search(text))]
    if not found or len({match["s"] for match in found}) > 1:
        return text, 0.0
    first = max(found, key=lambda match: match.end() - match.start())
    rest = f"{text[: first.start()]} {text[first.end() :]}"
    return " ".join(rest.replace(" ,", ",").split()).strip(" ,"), _strength(first["s"])


def _mark(match: re.Match[str]) -> str:
    return f" {MARK} {_strength(match['s']):g} "


def _strength(said: str) -> float:
    if said in _SHARES:
        return _SHARES[said]
    number = float(re.sub(r"[^\d.]", "", said.replace("percent", "").replace("per cent", "")))
    value = number / 100 if re.search(r"[%a-z]", said) else number
    return min(max(value, _WEAKEST), _STRONGEST)


def scaled(step: Step, factor: float) -> Step | None:
    """`step` with `factor` times its strength; None for one that has none, such as a crop."""
    if not step.operation:
        return replace(step, strength=min(max(step.strength * factor, -_STRONGEST), _STRONGEST)) if step.value else None
    values: dict[str, Any] = dict(step.values)
    match step.operation:
        case "tone":
            values = {
                name: round(1 + (value - 1) * factor if name == "gamma" else value * factor, 3)
                for name, value in values.items()
            }
        case "monochrome" | "lut":
            values["strength"] = round(values.get("strength", 1.0) * factor, 3)
        case "curves":
            values["points"] = [[x, round(min(max(x + (y - x) * factor, 0.0), 1.0), 4)] for x, y in values["points"]]
        case "recolour" if not {"saturation", "lightness"} & values.keys():
            values["amount"] = round(values.get("amount", 1.0) * factor, 3)
        case "recolour":
            values |= {name: round(values[name] * factor, 3) for name in ("saturation", "lightness") if name in values}
        case "match":
            values["amount"] = round(values.get("amount", 1.0) * factor, 3)
        case "denoise" | "sharpen":
            values["amount"] = round(_AMOUNTS.get(str(values.get("amount", "")), 1.0) * factor, 3)
        case "background" if values.get("kind") == "blur":
            values["amount"] = round(_AMOUNTS.get(str(values.get("amount", "")), 1.0) * factor, 3)
        case _:
            return None
    return replace(step, values=values)


# As the engine's own words for amounts: see backends/engine/operations/amounts.py.
_AMOUNTS = {
    "a bit": 0.5,
    "a little": 0.5,
    "slightly": 0.5,
    "gently": 0.5,
    "more": 1.3,
    "much": 1.6,
    "a lot": 1.6,
    "strongly": 1.6,
}


def changes_strength(steps: tuple[Step, ...]) -> float:
    """How many times as strong the last wish should be; 1.0 for a wish of any other kind."""
    return steps[0].strength if len(steps) == 1 and steps[0].task is Task.VARIATION else 1.0
