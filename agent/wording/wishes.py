"""From a plan to the prompt of the model that was chosen: what changes in the words that were said, and what stays
always from the plan, whoever worded the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.plan import Plan, Step
from agent.rules.slots.keeps import ELSE
from agent.rules.words.clean import texts_of, tidy
from agent.rules.words.languages import language
from agent.wording.said import clause, wished
from backends.catalog import ModelCard
from backends.errors import BadRequest
from backends.types import Lock, Task
from tools.wording.guides import Guide, guide
from tools.wording.keeping import things
from tools.wording.prompt import Prompt, worded
from tools.wording.wish import Change, Wish

# Of a longer request the clauses that ask for something are enough; the rest is a story.
_A_STORY = 140
# Left over by the reader of a look, and part of asking for one.
_SAYS_NOTHING = frozenset({"turn", "make", "render", "give", "convert", "transform", "change", "into"})
# Their shape has to be painted; any other is cut from the result.
_PAINTED = {Task.COMPLETE, Task.LAYOUT}


def prompt_for(
    plan: Plan,
    card: ModelCard,
    steps: Sequence[Step] = (),
    *,
    locks: Sequence[Lock] = (),
    rules: Sequence[str] = (),
    pictures: int = 1,
    finish: bool = False,
) -> Prompt:
    """What `card` is told of the plan, or of only these `steps` of it. `locks` are all that hold, `rules` what always
    does; `pictures` counts those that are sent."""
    by = guide(card.guide)
    wish = wish_of(plan, by, steps, locks=locks, rules=rules, pictures=pictures)
    return worded(replace(wish, finish=finish, masked=card.needs_mask), by)


def wish_of(
    plan: Plan,
    by: Guide,
    part: Sequence[Step] = (),
    *,
    locks: Sequence[Lock] = (),
    rules: Sequence[str] = (),
    pictures: int = 1,
) -> Wish:
    """The plan, or a part of its steps, as the wording needs it."""
    steps = tuple(part) or plan.steps
    kept = (*plan.keep, *(thing for step in steps for thing in step.keep))
    tasks = {step.task for step in steps}
    named = [lock for lock in locks if _has_a_name(lock.label)]
    text = _text(plan, by, steps, kept, pictures)
    sure = not (set(plan.unread) - _SAYS_NOTHING) & set(texts_of(text.lower()))
    return Wish(
        text=text,
        changes=tuple(_change(step, text, sure=sure) for step in steps),
        keep=things((*(clause(one, tidy(plan.words)) for one in kept if _has_a_name(one)), *named)),
        avoid=tuple(thing for thing in plan.avoid if not thing.startswith("too ")),
        always=tuple(rule for rule in rules if rule.lower() not in plan.words.lower()),
        pictures=pictures,
        ratio=plan.output.ratio if tasks & _PAINTED else "",
        transparent=plan.wish.transparent or Task.EXTRACT in tasks,
        language=language(plan.said or plan.words),
    )


def _text(plan: Plan, by: Guide, steps: Sequence[Step], kept: Sequence[str], pictures: int) -> str:
    """All of the words where all steps are meant; of a story, and for a part of the steps, the clauses about them."""
    whole = wished(
        plan.said or plan.words,
        kept,
        plan.avoid,
        attached=pictures - 1,
        picture=lambda number: by.picture.format(n=number),
    )
    if len(steps) == len(plan.steps) and len(whole) <= _A_STORY:
        return whole
    clauses = (clause(step.words, whole) for step in steps if step.words)
    return ", then ".join(dict.fromkeys(filter(None, clauses))) or whole


def _has_a_name(kept: str) -> bool:
    """Whoever cuts the picture tells where a box lies in what is sent; all else stays anyhow."""
    return kept != ELSE and not kept.startswith("box ")


def _change(step: Step, text: str, *, sure: bool) -> Change:
    """A look is described only where nothing of the words was left over: it may not have been meant."""
    if step.look:
        return Change(step.task, look=_fragment(step) if sure else "")
    read = (_part(step.target, text), _part(step.value, text), _part(step.region, text))
    return Change(step.task, *read)


def _part(read: str, text: str) -> str:
    """What was read as one thing, in the letters of the words; "" for what is not among them."""
    thing = re.split(r"\s[,.;:]|[?!]", read, maxsplit=1)[0]
    return clause(thing, text) if thing and clause(thing, text).casefold() in text.casefold() else ""


def _fragment(step: Step) -> str:
    """What a look is called by those who paint it; "" for one that is no file."""
    if not step.look:
        return ""
    from backends.engine.looks.library import looks

    try:
        return looks().find(step.value.partition(":")[0])[0].prompt
    except BadRequest:
        return ""
