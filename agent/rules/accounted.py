"""Tells what of a wish the engine's own words account for: all of it, a part, a mood, or another thing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agent.plan import Intent, Output, Plan, Step
from agent.rules.engine.elsewhere import DRAWN
from agent.rules.engine.light.tone_clauses import PLAIN
from agent.rules.kinds.deciding import TRIES, Kind
from agent.rules.words.lexicon import lexicon
from agent.rules.words.tokens import Token
from agent.rules.words.vocabulary import bits
from backends.types import Task

AGAIN = {Task.VARIATION, Task.REPEAT}
# "Pop a hat on the baby" says more than the pop of "add some pop".
_MOST_UNREAD = 2
# A thing that is to be added so likely is not the look that a word of its name means too ("an old man").
_LOOKS = bits("n.tone n.light n.vague n.effectword n.colour n.colourword n.style n.styleword n.scaleword a.tonal v.fix")
_NEW_PLACE = bits("x.new_place x.new_scene")
_GREY = "black-and-white"
_TANGIBLE = bits("n.thing n.animal n.person n.garment")
# More words than this around the name of a look tell something else.
_FEW = 6
NOT_READ = {Intent.VAGUE, Intent.UNKNOWN}


def can_be_done(plan: Plan) -> bool:
    """Whether the engine may do it: not whether it is sure to."""
    if plan.intent is not Intent.EDIT:
        return plan.intent not in NOT_READ
    return executable(plan)


def is_whole(exact: Plan) -> bool:
    """Whether nothing is missing from what the engine's own words account for."""
    if any(map(is_operation, exact.steps)) and all(step.operation or step.look for step in exact.steps):
        return True
    # "Darken everything except her face": the words for tone were read to the last one. What the kind took for
    # another wish may be the words for the file, which were read apart.
    read_whole = exact.label and all(step.region for step in exact.steps)
    return not exact.unread and (
        bool(read_whole)
        or all(step.value in PLAIN or step.operation for step in exact.steps)
        or exact.output != Output()
    )


def half_done(exact: Plan, found: Kind) -> bool:
    """Whether the engine would do one wish and forget another: "take the book away and make the vase larger"."""
    if found.label != "multi" or exact.parallel or exact.label:
        return False
    tasks = {str(step.task) for step in exact.steps}
    # "… and save as 1080x1350": the size is that of the file, which was read apart.
    filed = {"crop", "layout"} if exact.output.width or exact.output.height or exact.output.ratio else set[str]()
    wishes = [wish.label for wish in found.wishes if wish.label not in filed or wish.label in tasks]
    missed = set(wishes) - tasks - ({"tone", "style"} if tasks & {"tone", "style"} else set())
    # Words for tone may give two steps for one wish; operations are read clause by clause.
    loosely = tasks <= {"tone"} and not (all(map(is_operation, exact.steps)) and not exact.unread)
    return bool(missed) and len(wishes) > len(exact.steps) - loosely


def adds_a_thing(found: Kind) -> bool:
    return found.label == "add" and not any(wish.clause.head & _LOOKS for wish in found.wishes)


def sets_a_scene(exact: Plan, found: Kind) -> bool:
    """ "My jar on a marble slab with soft morning light", "turn the grey sky into a sunset": where it is to be, however
    much of it is said of light, and however grey it is now."""
    lit = all(
        step.value == _GREY if step.look else step.task is Task.TONE and not step.operation for step in exact.steps
    )
    placed = found.label == "background" and any(wish.clause.any & _NEW_PLACE for wish in found.wishes)
    return lit and placed and bool(exact.unread)


def names_a_thing(found: Kind) -> bool:
    """ "Another giraffe on the left": more of a thing, and no other try."""
    return any(wish.clause.head & _TANGIBLE or _another_unknown(wish.clause.tokens) for wish in found.wishes)


def _another_unknown(tokens: Sequence[Token]) -> bool:
    """ "Another guest": what is in no class is no word for a try, of which all are known."""
    pairs = pairwise(tokens)
    return any(one.text == "another" and not behind.classes and behind.text not in TRIES for one, behind in pairs)


def repairs(exact: Plan, found: Kind) -> bool:
    """ "Old photo of my grandparents, torn down the middle", "me with short grey hair": the name of a look in a story
    about what is broken, or in words for somebody's looks."""
    told = sum(len(wish.clause.tokens) for wish in found.wishes)
    looks = [step.look for step in exact.steps]
    if found.label == "portrait":
        return all(looks) and len(exact.unread) > 1
    beside = bool(exact.unread) or any(map(is_operation, exact.steps))
    return found.label == "restore" and any(looks) and told > _FEW and beside


def is_mood(plan: Plan) -> bool:
    """ "Add some pop": a look, or words that were read nearly all."""
    return any(step.look for step in plan.steps) or len(plan.unread) < _MOST_UNREAD


def mood(plan: Plan) -> str:
    """The kind of steps of light and colour: a way of drawing is a style, a mood is a tone."""
    return "style" if any(step.value in DRAWN for step in plan.steps) else "tone"


def invents(plan: Plan) -> bool:
    """What must be generated is refused in its own words, however vague the rest is."""
    return any(step.generates for step in plan.steps)


def is_operation(step: Step) -> bool:
    return bool(step.operation)


def executable(plan: Plan) -> bool:
    return bool(plan.steps) and all(
        step.operation or step.look or step.task in AGAIN or turns_a_dial(step) for step in plan.steps
    )


def is_hollow(step: Step) -> bool:
    """Light or colour in words that no dial and no look has ("cosy"): nobody can tell what should change."""
    known = step.operation or step.look or step.generates or turns_a_dial(step)
    return step.task is Task.TONE and not known


def is_open(step: Step) -> bool:
    """Of what only the engine does, what no yes could do: light in no known words, or a frame without a shape."""
    framed = step.task is Task.CROP and not step.operation and not step.generates
    return framed or is_hollow(step)


def turns_a_dial(step: Step) -> bool:
    """Whether it is an adjustment that the engine has, and not light that was only told of in words."""
    return step.task is Task.TONE and step.value in lexicon().raw["adjust"]


def operates(plan: Plan) -> bool:
    return any(step.operation or step.task is Task.TONE for step in plan.steps)


def label_of(step: Step) -> str:
    """Letters are laid out by the engine, and are text to everybody."""
    return "text" if step.operation == "text" else str(step.task)


def label_of_all(plan: Plan) -> str:
    tasks = list(dict.fromkeys(map(label_of, plan.steps)))
    return tasks[0] if len(tasks) == 1 else "multi" if tasks else "vague"
