"""Where a variant comes from, and what always holds, in sentences: the answers to /why and /settings."""

from __future__ import annotations

from typing import Any

from agent.harmless import one_line
from agent.session.model import Variant
from agent.standing import phrases
from agent.ui.text import money, name, span


def why(variant: Variant) -> str:
    """Who made it, for which words, for what reasons, what was measured and what was not as asked."""
    if not variant.parent:
        return "v0 is your photo as you opened it. Nothing was done to it."
    took = f" in {span(variant.seconds)}" if variant.seconds else ""
    lines = [f"{variant.id} is {name(variant)}, made from {variant.parent}{took}; {money(variant.cost_usd)}."]
    if variant.words:
        lines.append(f"You said: “{one_line(variant.words)}”.")
    if variant.model or variant.reasons:
        reasons = one_line("; ".join(variant.reasons))
        lines.append(f"Made by {one_line(variant.model) or 'Stet'}{': ' + reasons if reasons else ''}.")
    if variant.depth:
        many = f"{variant.depth} generative re-render{'s' if variant.depth > 1 else ''}"
        shorter = " “Redo this from the original” asks for all of it in one." if variant.depth > 1 else ""
        lines.append(f"It lies {many} from your photo.{shorter}")
    if variant.note:
        lines.append(f"Your note: “{one_line(variant.note)}”.")
    if variant.measured:
        lines.append(f"Measured: {one_line(variant.measured)}.")
    for check in variant.checks:
        sign = "✓" if check.holds else "not as asked:"
        lines.append(f"{sign} {one_line(check.name)} is {check.value:.2f}, asked {one_line(check.limit)}")
    return "\n".join(lines)


def always(standing: dict[str, Any]) -> str:
    """What holds from now on, and how it is taken back."""
    said = phrases(standing)
    if not said:
        return (
            "Nothing special holds from now on. Say, for example: “from now on everything square”, “always export as"
            " PNG at 2048 px”, “never spend more than 10 cents”."
        )
    lines = "\n".join(f"· {one_line(phrase)}" for phrase in said)
    stop = f"To take one back say “stop …”, such as “stop {one_line(said[0])}”; for all, “forget all settings”."
    return f"From now on:\n{lines}\n{stop}"
