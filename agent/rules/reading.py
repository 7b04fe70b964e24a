"""Says back in one line how a request was read, so that a wrong reading is seen before it matters."""

from __future__ import annotations

import re

from agent.plan import Intent, Move, Plan, Scene, Step, Wish
from agent.rules.routed import said_back
from backends.types import Task

_HOW_MUCH = ((0.75, "a bit "), (1.4, ""), (1.95, "much "), (99.0, "very much "))
# (said for a positive strength, said for a negative one)
_SAID = {
    "exposure": ("brighter", "darker"),
    "contrast": ("more contrast", "less contrast"),
    "highlights": ("brighter highlights", "quieter highlights"),
    "shadows": ("lifted shadows", "deeper shadows"),
    "warmth": ("warmer", "colder"),
    "tint": ("towards magenta", "towards green"),
    "saturation": ("more colour", "less colour"),
    "vibrance": ("more vibrant", "less vibrant"),
    "clarity": ("clearer", "smoother"),
    "fade": ("more faded", "less faded"),
    "vignette": ("darker corners", "lighter corners"),
    "grain": ("more grain", "less grain"),
    "bloom": ("more glow", "less glow"),
}
# Words that say what happens to the thing after them, where the task is only its kind.
_ARTICLE = re.compile(r"^(?:the|an?) ")
_DOING = {
    Task.BACKGROUND: "change",
    Task.REPLACE: "replace",
    Task.COLOR: "recolour",
    Task.MATERIAL: "change the material",
    Task.COMPLETE: "continue",
    Task.VIDEO: "animate",
}


def reading(plan: Plan, scene: Scene) -> str:
    """One line without a final stop: "background → a beach · keep: her face · 1 variant of v0"."""
    subject = plan.subject or scene.current
    if plan.wish.alone:
        return said_back(plan.wish)
    match plan.intent:
        case Intent.EDIT:
            return _edit(plan, subject)
        case Intent.NAVIGATE:
            return {Move.UNDO: "one step back", Move.REDO: "one step forward"}.get(
                plan.move or Move.GO, f"go to {subject}"
            )
        case Intent.COMPARE:
            return f"compare {subject} with {plan.others[0] if plan.others else 'what it was made from'}"
        case Intent.EXPORT:
            return _export(plan, subject)
        case Intent.ADVISE:
            return "a question; nothing is started"
        case Intent.VAGUE | Intent.UNKNOWN:
            return "not understood"
        case _:
            return {
                Intent.HELP: "how to use Stet",
                Intent.CHAT: "talk",
                Intent.CONFIRM: "an answer",
                Intent.SETTINGS: _settings(plan),
                Intent.ASK_IMAGE: "a question about the picture",
            }.get(plan.intent, str(plan.intent))


def _settings(plan: Plan) -> str:
    said = ", ".join(f"{setting.name} {setting.value}" for setting in plan.settings)
    return f"from now on: {said}" if said else "a lasting setting"


def _edit(plan: Plan, subject: str) -> str:
    number = len(plan.steps) if plan.parallel else plan.count
    parts = [(" | " if plan.parallel else ", then ").join(_step(step) for step in plan.steps)]
    if plan.keep:
        parts.append(f"keep: {', '.join(plan.keep)}")
    if plan.avoid:
        parts.append(f"avoid: {', '.join(plan.avoid)}")
    if plan.pictures:
        parts.append(f"with picture {', '.join(map(str, plan.pictures))}")
    parts.append(f"{number} variant{'s' if number != 1 else ''} of {subject}")
    if plan.output.seconds:
        parts.append(f"{plan.output.seconds:g} seconds")
    if plan.wish != Wish():
        parts.append(said_back(plan.wish))
    if plan.unread:
        parts.append(f"not understood: {' '.join(plan.unread)}")
    return " · ".join(parts)


def _step(step: Step) -> str:
    if step.task in (Task.VARIATION, Task.REPEAT) and not step.value:
        return "another take" if step.task is Task.VARIATION else "the same again"
    much = next(word for limit, word in _HOW_MUCH if abs(step.strength) < limit)
    where = f" in {step.region}" if step.region else ""
    if step.look:
        return f"{much}{step.value.replace('-', ' ')}{where}"
    if step.value in _SAID:
        return f"{much}{_SAID[step.value][step.strength < 0]}{where}"
    if step.operation:
        values = ", ".join(str(value) for value in step.values.values())
        return f"{step.operation}{' ' + step.region if step.region else ''}{': ' + values if values else ''}"
    return f"{_DOING.get(step.task, step.task)}: {_thing(step)}"


def _thing(step: Step) -> str:
    """What, and what it becomes or where it goes."""
    thing = _ARTICLE.sub("", step.target) or step.words
    if step.value:
        return f"{thing} → {_ARTICLE.sub('', step.value)}"
    return f"{thing} ({step.region})" if step.region else thing


def _export(plan: Plan, subject: str) -> str:
    out = plan.output
    parts = [f"export {', '.join((subject, *plan.others))}"]
    if out.together:
        parts.append("side by side in one picture")
    if out.suffix:
        parts.append(f"as {out.suffix.removeprefix('.').upper()}")
    if out.long_side:
        parts.append(f"{out.long_side} px on the long side")
    if out.max_bytes:
        parts.append(f"at most {out.max_bytes / 1000:,.0f} kB")
    if out.path:
        parts.append(f"to {out.path}")
    if plan.wish != Wish():
        parts.append(said_back(plan.wish))
    if plan.unread:
        parts.append(f"not understood: {' '.join(plan.unread)}")
    return " · ".join(parts)
