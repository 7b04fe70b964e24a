"""Says no so that it helps: why the engine cannot, which models can, what they need, and what can be done now."""

from __future__ import annotations

from agent.plan import Plan
from agent.route import Route
from agent.rules.engine.about import colours_it_in
from agent.rules.engine.operations import examples
from agent.rules.engine.refused import Refusal, refusals, refused
from agent.rules.settle import SURE
from agent.rules.words.clean import normalise
from backends.errors import BadRequest, NotPossible, StetError
from backends.naming import titles
from backends.types import Task

# Words for a place or for light can stand in a wish of another kind: "on the player's back", "with studio lighting".
_SCENE = {Task.BACKGROUND, Task.TONE}
_NO_SCENE = {Task.TEXT, Task.STYLE, Task.COLOR, Task.REPLACE, Task.MATERIAL}
# Found by a reader of its own, as its words are those of a wish for colour.
_COLOURS = "colouring-in"
_FILMS = {".mp4", ".webm", ".mov", ".gif"}


def not_possible(plan: Plan, chosen: Route, *, others: bool = False) -> StetError:
    """The error for a plan that no card fits; `others` are set up beside the engine, and were ruled out."""
    if others and not any(step.operation or step.look for step in plan.steps):
        return NotPossible(_sentence(chosen.reasons), "What Stet's own engine can do costs nothing and stays here.")
    if plan.wish.use:
        return NotPossible(_sentence(chosen.reasons), "Say it without that wish, and I do what I can here myself.")
    refusal = _refused(plan)
    if refusal is not None:
        return _refusal(refusal)
    for step in plan.steps:
        if not step.operation and (known := examples(step.task)):
            return BadRequest(f"I do not know how to do “{step.words or plan.words}”", _instead(known))
    can = next((one.reason for one in chosen.rejected if one.id == "stet-engine"), "nothing is set up that can")
    from agent.advice import needs  # most edits are possible, and it takes 50 ms to load

    for step in plan.steps:
        wanted = needs(step.task)
        if wanted:
            return NotPossible(f"Stet's own engine cannot do that: {can}", wanted)
    return NotPossible(f"Stet's own engine cannot do that: {can}", _instead(plan.offers))


def refuse_motion(plan: Plan) -> None:
    """Raises NotPossible for a film, plainly: nothing here moves yet."""
    out = plan.output
    if out.suffix not in _FILMS and not out.seconds and not out.loop:
        return
    still = [step for step in plan.steps if step.task is not Task.VIDEO]
    raise NotPossible(
        "Stet cannot make pictures move yet, so there is no clip, loop or film",
        "Say the still part alone, and it is done." if still else "It can export PNG, JPEG, WebP, TIFF and AVIF.",
    )


def _refused(plan: Plan) -> Refusal | None:
    """What its words say; where they say it of something beside the wish, or say nothing, what its kind says."""
    words = normalise(plan.words)
    said = next(one for one in refusals() if one.id == _COLOURS) if colours_it_in(words) else refused(words)
    kinds = {step.task for step in plan.steps if not step.operation and not step.look}
    beside = said is not None and said.task in _SCENE and kinds and kinds <= _NO_SCENE
    # "As if lit by a window" may be a style or light.
    beside = beside and (Task.STYLE not in kinds or plan.confidence >= SURE)
    if said is not None and not beside:
        return said
    return next((refusal for refusal in refusals() if refusal.kinds & kinds), said)


def _refusal(refusal: Refusal) -> NotPossible:
    return NotPossible(
        refusal.cannot,
        f"{titles(refusal.family)} can do it, from {refusal.needs}, but cannot be connected to this version yet;"
        f" {_instead(refusal.instead, 'what')}",
    )


def _sentence(reasons: tuple[str, ...]) -> str:
    return "; ".join(reasons[:2])


def _instead(offers: tuple[str, ...], first: str = "What") -> str:
    said = [f"“{offer}”" for offer in offers]
    if not said:
        return "It can change tone, light, colour and frame."
    return f"{first} I can do now: {', '.join(said[:-1])}{' or ' if said[1:] else ''}{said[-1]}."
