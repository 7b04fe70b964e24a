"""Turns a reading that could lead to different places into one question, with the answers that settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from agent.plan import Choice, Decision, Intent, Output, Plan, Scene
from agent.rules.slots.formats import cut_output
from agent.rules.slots.references import Reference, references
from agent.rules.words.clean import normalise, tidy

# With more than these to choose from, a question is no help.
_MOST = 8


def questioned(plan: Plan, words: str, scene: Scene) -> Plan:
    """`plan`, or the question whether it is about this variant or that one. Nothing is asked where all answers lead to
    the same place, nor where no answer would be understood."""
    if plan.choices or not (plan.wrong_reference or plan.decision is Decision.ASK):
        return plan
    # Their places are those in the letters as they were typed, too, unless a letter has no plain lower case.
    text, typed = normalise(words), tidy(words)
    unclear = next((one for one in references(text, scene) if one.maybe), None)
    if unclear is not None:
        return _which(plan, unclear, typed if len(typed) == len(text) else text, scene)
    if plan.decision is not Decision.ASK or plan.question or len(scene.variants) < 2:
        return plan
    match plan.intent:
        case Intent.NAVIGATE:
            return _asked(plan, "Where do you want to go back to?", _places(scene, references(text, scene)))
        case Intent.COMPARE:
            return _asked(plan, f"What shall {scene.current} be compared with?", _partners(scene))
        case Intent.EXPORT:
            output, _ = cut_output(text, typed)
            return _asked(
                plan, "I understood only a part of that. What shall be written to a file?", _files(scene, output)
            )
        case _:
            return plan


def _which(plan: Plan, unclear: Reference, words: str, scene: Scene) -> Plan:
    others = [id for id in unclear.maybe if plan.intent is not Intent.COMPARE or id != scene.current]
    choices = [
        Choice(named(id, scene), f"{words[: unclear.start]}{id}{words[unclear.end :]}")
        for id in others or unclear.maybe
    ]
    question = f"Which one do you mean by “{unclear.wrong}”?"
    return _asked(replace(plan, wrong_reference=""), question, choices)


def _asked(plan: Plan, question: str, choices: Sequence[Choice]) -> Plan:
    if not choices:
        return plan
    return replace(plan, decision=Decision.ASK, question=question, choices=tuple(choices[:_MOST]))


def _places(scene: Scene, said: Sequence[Reference]) -> list[Choice]:
    """Those that were named; where none was, those near."""
    stay = Choice(f"stay at {named(scene.current, scene)}", "")
    ids = dict.fromkeys(id for one in said for id in one.ids if id != scene.current)
    if ids:
        return [*(Choice(named(id, scene), f"back to {id}") for id in ids), stay]
    parent = scene.parents.get(scene.current, "")
    found = [Choice(f"{named(parent, scene)}: one step up", f"back to {parent}")] if parent not in ("", "v0") else []
    if scene.current != "v0":
        found.append(Choice(named("v0", scene), "back to v0"))
    return [*found, *(Choice(named(id, scene), f"back to {id}") for id in _beside(scene, {parent, "v0"})), stay]


def _partners(scene: Scene) -> list[Choice]:
    parent = scene.parents.get(scene.current, "")
    ids = dict.fromkeys(id for id in (parent, "v0", *_beside(scene, ())) if id and id != scene.current)
    return [Choice(named(id, scene), f"compare {id} with {scene.current}") for id in ids]


def _files(scene: Scene, output: Output) -> list[Choice]:
    """With what was understood of the file."""
    how = _said(output)
    here = Choice(f"{named(scene.current, scene)}: only this one{how}", f"export {scene.current}{how}")
    if len(scene.shown) < 2:
        return [here, Choice("nothing", "")]
    every = Choice(f"all {len(scene.shown)} of the last round{how}", f"export all of them{how}")
    return [here, every, Choice("nothing", "")]


def _said(output: Output) -> str:
    """A file in words that are read as the same."""
    size = f" at {output.width}x{output.height}" if output.width and output.height else ""
    parts = (
        f" as {output.suffix[1:]}" if output.suffix else "",
        f" for {output.place}" if output.place else "",
        size or (f" at {output.long_side} px" if output.long_side else f" {output.ratio}" if output.ratio else ""),
        f" quality {output.quality}" if output.quality else "",
        f" under {output.max_bytes / 1000:g} kB" if output.max_bytes else "",
        f" with {'blurred' if output.fill == 'blur' else output.fill} bars" if output.fit == "pad" else "",
        f" to {output.path}" if output.path else "",
    )
    return "".join(parts)


def _beside(scene: Scene, without: Iterable[str]) -> list[str]:
    return [id for id in scene.shown if id != scene.current and id not in without]


def named(id: str, scene: Scene) -> str:
    """A variant as people tell it from others: "v2, low key"."""
    if id == "v0":
        return "v0, the original"
    known = [part.strip() for part in scene.traits.get(id, "").split(",") if part.strip()]
    return f"{id}, {known[0].rpartition(': ')[2]}" if known else id
