"""What was sent for a variant, or would be for words, as people and scripts read it."""

from __future__ import annotations

from collections.abc import Callable

from agent.harmless import harmless, one_line
from agent.session.model import Variant
from backends.catalog import ENGINE, ModelCard, card, cards
from backends.types import Json
from tools.wording.prompt import Prompt

_MOST_STEPS = 12


def of_a_variant(variant: Variant, painted: str = "") -> str:
    """`painted` is the nearest variant that a model made of all on the way to this one, "" for none."""
    if not variant.parent:
        return f"{variant.id} is your photo as you opened it: nothing was sent for it."
    if variant.sent:
        return of_a_record(variant.sent, f"{variant.id}: this was sent")
    if not variant.recipe and variant.model != ENGINE:
        return f"What was sent for {variant.id} was not kept: an earlier version of Stet made it."
    below = (
        f" What was sent for {painted}, on which it stands, “show me the prompt of {painted}” tells." if painted else ""
    )
    lines = [
        f"{variant.id} was made by Stet's own engine. There is no prompt: nothing was sent to anybody.{below}",
        f"Its recipe: {recipe_in_words(variant.recipe)}",
    ]
    return "\n".join(lines)


def of_a_record(sent: Json, lead: str) -> str:
    """A record of `tools.wording.sending`, word for word."""
    known_as = f", there called {sent['known_as']}" if sent.get("known_as") else ""
    to = f" at {sent['to']}" if sent.get("to") else " on this computer"
    return _lines(f"{lead} to {_title(sent)}{to}{known_as}.", sent)


def would_be(prompt: Prompt, card: ModelCard, words: str, lead: str = "") -> str:
    """`lead` says why it is not sent now."""
    if card.is_engine:
        return f"Nothing would be sent: {card.title} makes a recipe of exact steps of your words, and needs no prompt."
    record: Json = {"prompt": prompt.text, "avoid": prompt.avoid, "model": card.id, "notes": list(prompt.notes)}
    return _lines(f"{lead or 'Nothing was sent.'} {card.title} would be told:", record | {"words": words})


def described(sent: Json) -> Json:
    """The record for scripts."""
    return {
        key: sent.get(key, "") for key in ("prompt", "avoid", "words", "model", "via", "known_as", "to", "guide")
    } | {
        "settings": sent.get("settings", {}),
        "notes": sent.get("notes", []),
    }


def recipe_in_words(recipe: Json) -> str:
    """Its steps, one after the other, with their numbers."""
    steps: list[Json] = recipe.get("steps", [])
    told = [_step(step) for step in steps[:_MOST_STEPS]]
    more = f"; and {len(steps) - _MOST_STEPS} more" if len(steps) > _MOST_STEPS else ""
    return "; ".join(told) + more if told else "nothing is changed"


def _step(step: Json) -> str:
    values = [f"{name} {_value(value)}" for name, value in step.items() if name != "op" and value not in (None, "", [])]
    return f"{step.get('op', 'step')} ({', '.join(values)})" if values else str(step.get("op", "step"))


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, list | dict):
        return "…"
    return one_line(str(value))[:40]


def _lines(lead: str, sent: Json) -> str:
    prompt = harmless(str(sent.get("prompt", "")))
    settings: Json = sent.get("settings", {})
    told = ", ".join(f"{name} {one_line(str(value))}" for name, value in settings.items())
    words = one_line(str(sent.get("words", "")))
    parts = [
        lead,
        f"“{prompt}”" if prompt else "No words: this model works from the picture and a mask alone.",
        f"In a field of its own, not wanted: {harmless(str(sent['avoid']))}" if sent.get("avoid") else "",
        f"Settings: {told}" if told else "",
        f"You said: “{words}”" if words and words != prompt else "",
        *(one_line(str(note)) for note in sent.get("notes", [])),
        f"Why in these words: ask “how do I word an edit for {_title(sent)}?”" if prompt else "",
    ]
    return "\n".join(filter(None, parts))


def _title(sent: Json) -> str:
    one = card(str(sent.get("model", "")), cards())
    return one.title if one else one_line(str(sent.get("model", ""))) or "a model"


def painted_below(variant: Variant, find: Callable[[str], Variant]) -> str:
    """The nearest variant on the way to this one that a model was sent something for."""
    while variant.parent:
        variant = find(variant.parent)
        if variant.sent:
            return variant.id
    return ""
