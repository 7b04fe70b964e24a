"""Says back in one line how a request was read, so that a wrong reading is seen before it matters."""

from __future__ import annotations

from pathlib import Path

from agent.plan import Intent, LockAct, LockWish, Move, Output, Plan, Scene, Step, Wish
from agent.rules.terms import said_back
from agent.rules.variants import keeping
from agent.rules.words.patterns import lazy
from agent.standing import phrase
from backends.types import Scope, Task

_HOW_MUCH = ((0.75, "a bit "), (1.4, ""), (1.95, "much "), (99.0, "very much "))
# How far a lock reaches.
REACH = {
    Scope.STEP: "",
    Scope.BRANCH: " (for this line)",
    Scope.SESSION: " (from now on)",
    Scope.BATCH: " (for all photos)",
}
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
_ARTICLE = lazy(r"^(?:the|an?) ")
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
    if plan.choices:
        return "one question first"
    subject = plan.subject or scene.current
    if plan.lock is not None and plan.lock.alone:
        return _lock(plan.lock, plan.brands)
    if plan.wish.alone:
        return said_back.said_back(plan.wish)
    match plan.intent:
        case Intent.EDIT:
            return _edit(plan, subject, scene)
        case Intent.NAVIGATE:
            steps = "one step" if plan.count == 1 else f"{plan.count} steps"
            moves = {Move.UNDO: f"{steps} back", Move.REDO: f"{steps} forward", Move.GO: f"go to {subject}"}
            return moves.get(plan.move or Move.GO) or keeping.said_back(plan)
        case Intent.COMPARE:
            return f"compare {subject} with {plan.others[0] if plan.others else 'what it was made from'}"
        case Intent.EXPORT:
            return _export(plan, subject)
        case Intent.ADVISE:
            return "a question; nothing is started"
        case Intent.VAGUE:
            return "better, but not how" if plan.label == "vague" else "not understood"
        case Intent.UNKNOWN:
            return "not understood"
        case _:
            return {
                Intent.HELP: "how to use Stet",
                Intent.CHAT: "talk",
                Intent.CONFIRM: "an answer",
                Intent.SETTINGS: _settings(plan, scene),
                Intent.ASK_IMAGE: "a question about the picture",
            }.get(plan.intent, str(plan.intent))


def _lock(wish: LockWish, brands: tuple[str, ...]) -> str:
    things = ", ".join((*wish.things, *(f"what @{brand} keeps" for brand in brands))) or "everything"
    if wish.act is LockAct.LIST:
        return "what is locked"
    return f"unlock: {things}" if wish.act is LockAct.LIFT else f"lock: {things}{REACH[wish.scope]}"


def _settings(plan: Plan, scene: Scene) -> str:
    said = [phrase(one.name, one.value) for one in plan.settings if one.value is not None]
    names = [one.name for one in plan.settings if one.value is None]
    ended = [phrase(name, scene.settings.get(name, "")) for name in names if not name.startswith("rule")]
    ended += [f"“{name.removeprefix('rule:')}”" for name in names if name.startswith("rule:")]
    ended += ["all rules"] if "rule" in names else []
    parts = [f"from now on: {', '.join(said)}"] if said else []
    parts += [f"no longer: {', '.join(ended)}"] if ended else []
    return " · ".join(parts) or "a lasting setting"


def _edit(plan: Plan, subject: str, scene: Scene) -> str:
    number = len(plan.steps) if plan.parallel else plan.count
    parts = [(" | " if plan.parallel else ", then ").join(_step(step) for step in plan.steps)]
    if plan.keep:
        reach = REACH[plan.lock.scope] if plan.lock is not None else ""
        parts.append(f"keep: {', '.join(plan.keep)}{reach}")
    if plan.brands:
        parts.append(f"by the rules of {', '.join(f'@{brand}' for brand in plan.brands)}")
    if plan.avoid:
        parts.append(f"avoid: {', '.join(plan.avoid)}")
    if plan.pictures:
        parts.append(f"with picture {', '.join(map(str, plan.pictures))}")
    parts.append(f"{number} variant{'s' if number != 1 else ''} of {subject}")
    if plan.output.seconds:
        parts.append(f"{plan.output.seconds:g} seconds")
    if file := _file(plan.output):
        parts.append(f"file: {', '.join(file)}")
    if plan.wish != Wish():
        parts.append(said_back.said_back(plan.wish))
    if plan.unread:
        parts.append(f"not understood: {' '.join(plan.unread)}")
    if plan.settings:
        parts.append(_settings(plan, scene))
    if plan.standing:
        parts.append(f"as always: {', '.join(plan.standing)}")
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
    if step.operation == "tone" and all(isinstance(much, float) for much in step.values.values()):
        return ", ".join(f"{name.replace('_', ' ')} {much:+g}" for name, much in step.values.items()) + where
    if any(isinstance(said, (dict, list)) for said in step.values.values()):
        return f"{step.operation}: {step.words}"  # the points of a curve tell nobody anything
    if step.operation:
        values = ", ".join(Path(str(said)).name if name == "path" else str(said) for name, said in step.values.items())
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
    parts += _file(out)
    if plan.wish != Wish():
        parts.append(said_back.said_back(plan.wish))
    if plan.unread:
        parts.append(f"not understood: {' '.join(plan.unread)}")
    if plan.standing:
        parts.append(f"as always: {', '.join(plan.standing)}")
    return " · ".join(parts)


def _file(out: Output) -> list[str]:
    """What was said of a file, part by part."""
    size = f"{out.width} x {out.height} px" if out.width and out.height else ""
    size = size or (f"{out.width} px wide" if out.width else f"{out.height} px high" if out.height else "")
    shape = f"for {out.place}" if out.place else out.ratio if not size else ""
    how = f"whole, with {'blurred' if out.fill == 'blur' else out.fill} sides" if out.fit == "pad" else out.fit
    parts = [f"as {out.suffix.removeprefix('.').upper()}" if out.suffix else "", shape, size]
    parts.append(how if size or shape else "")
    parts.append(f"{out.long_side} px on the long side" if out.long_side and not size else "")
    parts.append(f"at most {out.max_bytes / 1000:,.0f} kB" if out.max_bytes else "")
    parts.append(f"quality {out.quality}" if out.quality else "")
    parts.append(f"to {out.path}" if out.path else "")
    return [part for part in parts if part]
