"""Where a variant comes from, in sentences: the answer to /why."""

from __future__ import annotations

from agent.harmless import one_line
from agent.session.model import Variant
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
