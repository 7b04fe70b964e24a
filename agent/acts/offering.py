"""What is offered where a reading is not sure: to do what was read, or things that cost nothing to choose from."""

from __future__ import annotations

import dataclasses

from agent.acts.answer import unread
from agent.events import ApprovalNeeded
from agent.plan import Decision, Intent, Output, Plan, Scene
from agent.rules.accounted import is_open
from agent.rules.reading import reading
from agent.turn import Turn

# What a picture that shall only be "nicer" most often lacks.
THREE = ("a bit brighter, with more contrast", "a bit warmer and softer", "make three moodier versions")
_YES, _NO = "yes", "no"
_NOTHING = "nothing"
_VAGUE = (
    "I am not sure what should change. Say it with what must stay, such as “warmer, but keep the sky”, or choose one;"
    " it costs nothing and can be undone."
)


def offers(plan: Plan) -> bool:
    """Whether there is anything to say yes to."""
    if plan.decision is not Decision.OFFER:
        return False
    return bool(plan.steps) if plan.intent is Intent.EDIT else plan.intent is Intent.VAGUE


async def chosen(plan: Plan, turn: Turn) -> Plan | None:
    """The plan that the person says yes to, None for none."""
    id = f"{turn.workplace.name}-offer"
    known = tuple(step for step in plan.steps if not is_open(step))
    if plan.intent is Intent.EDIT and known:
        question = f"I am not sure that I understood all of it{unread(plan)}. Shall I do what I read?"
        if len(known) < len(plan.steps):
            rest = reading(dataclasses.replace(plan, steps=known, keep=(), output=Output()), Scene())
            question = f"I do not know what {_open_words(plan)} should change. Shall I do the rest: {rest}?"
        if await turn.approve(ApprovalNeeded(id, question, (_YES, _NO)), turn.emit) == _YES:
            return dataclasses.replace(plan, steps=known, decision=Decision.ACT, second=None)
    else:
        kept = f", but keep {' and '.join(plan.keep)}" if plan.keep else ""
        words = {offer: offer + kept for offer in THREE} | {_NOTHING: ""}
        asked = ApprovalNeeded(id, _VAGUE, tuple(words), says=tuple(words.values()))
        if said := words[await turn.approve(asked, turn.emit)]:
            return dataclasses.replace(turn.read(said, plan.subject), subject=plan.subject)
    turn.say("Nothing was done.")
    return None


def _open_words(plan: Plan) -> str:
    return " and ".join(f"“{step.words or step.target}”" for step in plan.steps if is_open(step))
