"""Requests that make no picture: questions about models, help, small talk, and what was not understood."""

from __future__ import annotations

from agent.plan import Intent, Plan
from agent.route import Setup
from agent.turn import Turn

_FEW = 4


def answer(plan: Plan, turn: Turn) -> None:
    """Answer in plain words; nothing is started and nothing is spent."""
    match plan.intent:
        case Intent.ADVISE:
            from agent.advice import answer as advise  # few ask, and it takes 50 ms to load

            turn.say(advise(plan.words, setup=Setup(frozenset(turn.backends))))
        case Intent.HELP:
            turn.say(
                "Say what should change: “make three moodier versions”, “a bit warmer”, “black and white”."
                " Then “the second one, but softer”, “compare”, “undo”, “export as PNG”."
                " Ask “which model should I use for …?” for advice. Your photo itself is never changed."
            )
        case Intent.CHAT:
            turn.say("Glad to help. Say what the photo should become, or “help” for examples.")
        case Intent.ASK_IMAGE:
            ref = turn.session.source.ref
            turn.say(
                f"Your photo is {ref.width} x {ref.height} pixels. What is in it only a model that sees can tell,"
                " and none is connected yet."
            )
        case Intent.CONFIRM:
            turn.say("There is no open question. Say what should change next.")
        case Intent.SETTINGS:
            turn.say(
                "I did not understand what shall hold from now on, so nothing was changed. I can remember a shape, a"
                " size or format of files, a number of variants, a limit of cost, and what must stay: “from now on"
                " everything square”, “always export as PNG at 2048 px”, “the sky stays as it is from now on”."
            )
            turn.exit_code = 2
        case _:
            turn.say(_not_understood(plan))
            turn.exit_code = 2


def _not_understood(plan: Plan) -> str:
    if plan.question:
        return plan.question
    what = {
        Intent.VAGUE: "I am not sure what to change",
        Intent.EDIT: "I understood only a part of that, so nothing was changed",
    }.get(plan.intent, "I did not understand that")
    offers = "; ".join(f"“{offer}”" for offer in plan.offers)
    found = f"{what}{unread(plan)}."
    return f"{found} With this photo I can, for example: {offers}." if offers else found


def unread(plan: Plan) -> str:
    """The words that were not understood, in brackets; "" where there are none, or where it would be nearly all."""
    words = [word for word in plan.unread if any(map(str.isalnum, word))]
    return f" (not “{'”, “'.join(words)}”)" if 0 < len(words) <= _FEW else ""
