"""Joins the kind of a request with what the engine can do of it exactly, and decides: act, ask or offer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agent.plan import Decision, Intent, Output, Plan, Scene, Step
from agent.rules.clauses.clauses import Clause
from agent.rules.engine.about import brings_a_thing
from agent.rules.engine.elsewhere import DRAWN
from agent.rules.engine.refused import refused
from agent.rules.engine.tones import PLAIN
from agent.rules.kinds.kind import Kind, Wish
from agent.rules.slots.durations import duration
from agent.rules.slots.pictures import pictures
from agent.rules.slots.spans import cut_keeps
from agent.rules.talk.gates import SPOKEN
from agent.rules.terms.settings import settings
from agent.rules.wishes import offers
from agent.rules.words.vocabulary import bits
from backends.types import Task

# A label as sure as this was right in 97 of 100 requests (tests/agent/rules/test_reader_scores.py).
SURE = 0.875
_QUESTIONS = {Intent.ADVISE, Intent.HELP, Intent.ASK_IMAGE}
# A mood is a look to the engine, a tone to one person and a style to another.
_MOODS = {"tone", "style", "color", "restore", "vague", "add", "repeat", "variation"}
# Of these the engine does a part, under a wider name.
_OTHERWISE = frozenset(["portrait", "multi"])
_STAY = {"but", "keep", "without", "while", "and", "保持", "保留"}
_AGAIN = {Task.VARIATION, Task.REPEAT}
_GUESS = 0.5
# "Pop a hat on the baby" says more than the pop of "add some pop".
_MOST_UNREAD = 2
# "Whatever you think looks cool" is no wish for cooler light.
_HOLLOW = 9.0
# A thing that is to be added so likely is not the look that a word of its name means too ("an old man").
_LOOKS = bits("n.tone n.light n.vague n.effectword n.colour n.colourword n.style n.styleword n.scaleword a.tonal v.fix")
_TANGIBLE = bits("n.thing n.animal n.person n.garment")
_LIKELY, _SEVERAL = 0.8, 2
# More words than this around the name of a look tell something else.
_FEW = 6
_INTENTS = {str(intent): intent for intent in Intent} | {"affirm": Intent.CONFIRM, "deny": Intent.CONFIRM}
_NOT_READ = {Intent.VAGUE, Intent.UNKNOWN}
_TASKS = {str(task): task for task in Task}
# What no photo holds and only a model can make; the engine has no operation of any of the first.
BEYOND = {"replace", "pose", "material", "compose", "viewpoint"}
# What the engine does without an operation, so that a wish of this kind may be one that must be refused.
ENGINES = {"tone", "style", "variation", "repeat"}
_INVENTED = BEYOND | {"add", "video"}
# Reading these wrongly would cost nothing but an answer in words.
_NO_EDITS = set(Intent) - {Intent.EDIT, Intent.VAGUE, Intent.UNKNOWN}
_ANSWERS = {Intent.ADVISE, Intent.HELP, Intent.CHAT, Intent.CONFIRM, Intent.ASK_IMAGE, Intent.SETTINGS}


def settled(exact: Plan, found: Kind, text: str, scene: Scene, words: str, **said_too: Any) -> Plan:
    """`exact` is what the engine's own words gave. Where they gave all of it, it stands; else the kind decides.
    `said_too` are the fields of a plan that were read apart from both."""
    plan = _joined(exact, found, text, scene)
    # Nothing is missing from what the engine's own words account for to the last one.
    whole = not plan.unread and plan.steps == exact.steps
    unsure = (found.doubtful and len(plan.steps) < found.parts and not (whole and exact.label)) or (
        found.partial and not whole
    )
    if unsure and plan.intent is Intent.EDIT and plan.decision is Decision.ACT:
        plan = replace(plan, decision=Decision.OFFER, confidence=min(plan.confidence, found.sure))
    second = None if can_be_done(plan) else _second(plan, found, text, words)
    said = settings(text)
    if (
        said
        and found.label not in {"settings", "navigate", "compare", "export"}
        and (plan.intent in _NOT_READ or plan.decision is Decision.OFFER)
    ):
        plan = Plan("", Intent.SETTINGS, label="settings", confidence=SURE)
    film = duration(text)
    output = replace(plan.output, seconds=film.seconds, loop=film.loop) if film else plan.output
    return replace(
        plan,
        words=words,
        second=second,
        avoid=cut_keeps(text).avoid,
        settings=said,
        pictures=tuple(number for one in pictures(text, scene.pictures) for number in one.numbers),
        output=output,
        **said_too,
    )


def can_be_done(plan: Plan) -> bool:
    """Whether the engine may do it: not whether it is sure to."""
    if plan.intent is not Intent.EDIT:
        return plan.intent not in _NOT_READ
    return _executable(plan)


def _joined(exact: Plan, found: Kind, text: str, scene: Scene) -> Plan:
    """The reading of the engine's own words and the kind as one."""
    intent = _INTENTS.get(found.label, Intent.EDIT)
    if exact.intent is Intent.EDIT:
        plan = _of_an_edit(exact, found, intent, text, scene)
    elif exact.intent in _NOT_READ:
        plan = _of_nothing(exact, found, intent, text, scene)
    else:
        plan = _of_an_answer(exact, found, intent, text, scene)
    return plan or _no_edit(exact, intent, found, scene)


def _of_an_edit(exact: Plan, found: Kind, intent: Intent, text: str, scene: Scene) -> Plan | None:
    """Where the engine's own words ask for an edit; None where the kind tells that they do not."""
    empty = found.label == "vague" and found.wishes and found.wishes[0].score >= _HOLLOW and exact.unread
    if empty or (found.label == "vague" and found.wishes and not (_operates(exact) or _invents(exact))):
        return replace(exact, intent=Intent.VAGUE, steps=(), label="vague", decision=Decision.OFFER, confidence=0.3)
    # "Do it" says yes; "do it again" does not.
    again = {step.task for step in exact.steps} <= _AGAIN and found.second not in {"repeat", "variation"}
    # What is plainly done to variants or files is done to no picture: "remove all variants but this".
    done = found.sure == SPOKEN and intent in _NO_EDITS and not (exact.keep and intent is Intent.SETTINGS)
    if _executable(exact) and not done and intent not in (_NO_EDITS if again else _QUESTIONS):
        if _half_done(exact, found) or _repairs(exact, found):
            return _by_kind(exact, found, text, scene)
        lit = any(step.task is Task.TONE for step in exact.steps) and not any(map(_is_operation, exact.steps))
        if lit and brings_a_thing(text):
            return _brought(exact, found, text, scene)
        if found.sure >= _LIKELY and _adds_a_thing(found) and (exact.unread or (again and _names(found))):
            return _by_kind(exact, found, text, scene)
        return _executed(exact, found, intent)
    if intent is Intent.EDIT:
        return _by_kind(exact, found, text, scene)
    if intent is Intent.VAGUE:
        # What only the words for a refusal gave, of a sentence that nothing else was understood of.
        guessed = not found.wishes and _invents(exact) and exact.decision is Decision.ACT
        return replace(exact, label=_label(exact), decision=Decision.OFFER if guessed else exact.decision)
    return None


def _brought(exact: Plan, found: Kind, text: str, scene: Scene) -> Plan:
    """ "Light the alley with lanterns": what has to be put there, however much of it is said of light."""
    if found.label not in _MOODS:
        return _by_kind(exact, found, text, scene)
    step = Step(Task.ADD, target=text, words=text, generates=True)
    sure = min(found.sure, _LIKELY)
    label = _executed(exact, found, Intent.EDIT).label
    return replace(exact, steps=(step,), label=label, decision=Decision.OFFER, confidence=sure, parallel=False)


def _executed(exact: Plan, found: Kind, intent: Intent) -> Plan:
    """What the engine can do, under the label of both; offered where the two differ and neither is sure."""
    operates = any(map(_is_operation, exact.steps))
    moody = not operates and not any(step.task in _AGAIN for step in exact.steps)
    if found.label == "add" and moody and _is_mood(exact):
        return replace(exact, label=_mood(exact))  # "add some pop"
    own = _label(exact)
    several = found.label == own == "multi"  # "sharpen it and boost the colours"
    label = (own if several else exact.label) or (found.label if intent is Intent.EDIT else own)
    whole = _is_whole(exact, operates)
    if (
        whole
        and found.sure < SURE
        and found.label not in _OTHERWISE
        and {step.task for step in exact.steps} == {Task.TONE}
    ):
        label = own
    offered = replace(exact, label=label, decision=Decision.OFFER, confidence=min(exact.confidence, found.sure))
    if label not in _MOODS and 0 < len(found.wishes) < _SEVERAL and found.sure < _LIKELY and exact.unread:
        return offered
    alike = {label, own} <= _MOODS or exact.parallel or label == own
    if not alike and found.sure < SURE and not whole and found.wishes:
        return offered
    return replace(exact, label=label)


def _is_whole(exact: Plan, operates: bool) -> bool:
    """Whether nothing is missing from what the engine's own words account for."""
    if operates and all(step.operation or step.look for step in exact.steps):
        return True
    # "Darken everything except her face": the words for tone were read to the last one. What the kind took for
    # another wish may be the words for the file, which were read apart.
    return not exact.unread and (all(step.value in PLAIN for step in exact.steps) or exact.output != Output())


def _of_nothing(exact: Plan, found: Kind, intent: Intent, text: str, scene: Scene) -> Plan | None:
    """Where the engine's own words ask for nothing that is known."""
    if intent is Intent.EDIT and found.wishes:
        return _by_kind(exact, found, text, scene)
    return replace(exact, label="vague") if intent is Intent.VAGUE else None


def _of_an_answer(exact: Plan, found: Kind, intent: Intent, text: str, scene: Scene) -> Plan | None:
    """Where the engine's own words ask for no edit; None where the kind tells better which answer is wanted."""
    sure = found.sure >= SURE
    if exact.intent is Intent.COMPARE and not exact.subject and intent in _QUESTIONS and sure:
        return None
    if exact.intent in _ANSWERS and intent in _ANSWERS - {Intent.CONFIRM} and sure:
        return None
    if intent is not Intent.EDIT or exact.confidence >= _LIKELY or (not sure and exact.intent is not Intent.COMPARE):
        alike = intent is exact.intent or (exact.intent is Intent.CHAT and found.label == "affirm")
        return replace(exact, label=found.label if intent is not Intent.EDIT and alike else str(exact.intent))
    return _by_kind(exact, found, text, scene)


def _half_done(exact: Plan, found: Kind) -> bool:
    """Whether the engine would do one wish and forget another: "take the book away and make the vase larger"."""
    if found.label != "multi" or exact.parallel or exact.label:
        return False
    tasks = {str(step.task) for step in exact.steps}
    # "… and save as 1080x1350": the size is that of the file, which was read apart.
    filed = {"crop", "layout"} if exact.output.width or exact.output.height or exact.output.ratio else set[str]()
    wishes = [wish.label for wish in found.wishes if wish.label not in filed or wish.label in tasks]
    missed = set(wishes) - tasks - ({"tone", "style"} if tasks & {"tone", "style"} else set())
    # Words for tone may give two steps for one wish; operations are read clause by clause.
    loosely = tasks <= {"tone"} and not (all(map(_is_operation, exact.steps)) and not exact.unread)
    return bool(missed) and len(wishes) > len(exact.steps) - loosely


def _adds_a_thing(found: Kind) -> bool:
    return found.label == "add" and not any(wish.clause.head & _LOOKS for wish in found.wishes)


def _names(found: Kind) -> bool:
    """ "Another giraffe on the left": more of a thing, and no other try."""
    return any(wish.clause.head & _TANGIBLE for wish in found.wishes)


def _repairs(exact: Plan, found: Kind) -> bool:
    """ "Old photo of my grandparents, torn down the middle": the name of a look in a story about what is broken."""
    told = sum(len(wish.clause.tokens) for wish in found.wishes)
    return found.label == "restore" and any(step.look for step in exact.steps) and told > _FEW


def _is_mood(plan: Plan) -> bool:
    """ "Add some pop": a look, or words that were read nearly all."""
    return any(step.look for step in plan.steps) or len(plan.unread) < _MOST_UNREAD


def _mood(plan: Plan) -> str:
    """The kind of steps of light and colour: a way of drawing is a style, a mood is a tone."""
    return "style" if any(step.value in DRAWN for step in plan.steps) else "tone"


def _no_edit(exact: Plan, intent: Intent, found: Kind, scene: Scene) -> Plan:
    """An answer in words is safe; what walks, writes or compares needs what the exact reading did not find."""
    act = intent in _ANSWERS and found.sure >= SURE
    return Plan(
        "",
        intent,
        keep=exact.keep,
        # What the words for moving, writing and comparing did not find whole is at most a guess.
        confidence=found.sure if intent in _ANSWERS else min(found.sure, _GUESS),
        decision=Decision.ACT if act else Decision.ASK,
        wrong_reference=exact.wrong_reference,
        offers=offers(scene),
        label=found.label,
    )


def _invents(plan: Plan) -> bool:
    """What must be generated is refused in its own words, however vague the rest is."""
    return any(step.generates for step in plan.steps)


def _is_operation(step: Step) -> bool:
    return bool(step.operation)


def _executable(plan: Plan) -> bool:
    return bool(plan.steps) and all(
        step.operation or step.look or step.task in _AGAIN or (step.task is Task.TONE and step.value)
        for step in plan.steps
    )


def _operates(plan: Plan) -> bool:
    return any(step.operation or step.task is Task.TONE for step in plan.steps)


def label_of(step: Step) -> str:
    """Letters are laid out by the engine, and are text to everybody."""
    return "text" if step.operation == "text" else str(step.task)


def _label(plan: Plan) -> str:
    tasks = list(dict.fromkeys(map(label_of, plan.steps)))
    return tasks[0] if len(tasks) == 1 else "multi" if tasks else "vague"


def _by_kind(exact: Plan, found: Kind, text: str, scene: Scene) -> Plan:
    invented = all(wish.label in _INVENTED for wish in found.wishes) or any(step.generates for step in exact.steps)
    engines = any(wish.label in ENGINES for wish in found.wishes)
    invented = invented or ((found.sure < SURE or engines) and refused(text) is not None)
    keep = exact.keep or cut_keeps(text).keep
    held = {word for thing in keep for word in thing.split()}
    steps = tuple(_step(wish, held, invented) for wish in found.wishes if wish.label in _TASKS)
    known = {step.task: step for step in exact.steps if step.operation or step.look or step.value}
    steps = tuple(known.get(step.task, step) if len(steps) == len(exact.steps) else step for step in steps)
    if not steps:
        return replace(exact, intent=Intent.VAGUE, label=found.label, decision=Decision.OFFER)
    can = all(step.task is not Task.TONE or step.value for step in steps)
    return replace(
        exact,
        intent=Intent.EDIT,
        steps=steps,
        label=found.label,
        confidence=round(found.sure, 2),
        keep=keep,
        unread=(),
        decision=Decision.ACT if found.sure >= SURE and can else Decision.OFFER,
        offers=offers(scene),
    )


def _step(wish: Wish, held: set[str], generates: bool) -> Step:
    clause = wish.clause
    target, value, region = (_said(clause, *span, held) for span in clause.spans)
    if wish.label == "add" and not region and value.startswith("wear "):
        region, target, value = target, value.removeprefix("wear "), ""
    elif wish.label == "add" and not region and " wear " in target:
        region, _, target = target.partition(" wear ")
    return Step(
        Task(wish.label),
        value=value,
        target=target,
        region=region,
        words=" ".join([token.text for token in clause.tokens]),
        generates=generates,
    )


def _said(clause: Clause, start: int, end: int, held: set[str]) -> str:
    """The words of a span, up to where it tells what must stay."""
    words = [token.text for token in clause.tokens[start:end]]
    stop = next((at for at, word in enumerate(words) if at and word in _STAY and held & set(words[at:])), len(words))
    return ("" if words and not words[0].isascii() else " ").join(words[:stop])


def _second(plan: Plan, found: Kind, text: str, words: str) -> Plan | None:
    """What came next, for the key that shows it; never acted on by itself."""
    if found.second in _TASKS and found.second != plan.label:
        target = plan.steps[0].target if plan.steps else ""
        step = Step(_TASKS[found.second], target=target, words=text, generates=True)
        return Plan(words, Intent.EDIT, (step,), label=found.second, decision=Decision.OFFER, confidence=1 - found.sure)
    return None
