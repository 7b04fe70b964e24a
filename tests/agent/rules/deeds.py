"""Says what a reading does in the short form of the tables: dial and sign, how much, for which part, and what stays."""

from __future__ import annotations

import re

from agent.plan import Decision, Intent, Plan, Scene, Step
from agent.rules.accounted import executable
from agent.rules.planner import read

_A_BIT, _MUCH = 0.75, 1.4
_DETERMINER = re.compile(r"^(?:the|her|his|their|my|our|its|that|those|these|this|她的|他的|人物的) ?")
_BITS = {"a bit": 0.5, "a little": 0.5}


def deed(words: str) -> str:
    plan = read(words, Scene())
    if plan.intent is not Intent.EDIT or not plan.steps or not executable(plan):
        return "beyond"
    done = ", ".join(map(_one, plan.steps))
    done += "".join(f" but {thing}" for thing in plan.keep)
    if plan.unread:
        done += f" (unread: {' '.join(plan.unread)})"
    return done if plan.decision is Decision.ACT else f"{_asked(plan)}: {done}"


def is_right(words: str, wanted: str) -> bool:
    """What is beyond the engine may be asked about as well as told."""
    done = deed(words)
    return any(_same(done, one) for one in wanted.split(" or "))


def _same(done: str, wanted: str) -> bool:
    return done == wanted or (wanted == "beyond" and done.startswith("offer: "))


def _asked(plan: Plan) -> str:
    return "offer" if plan.decision is not Decision.ACT else ""


def _one(step: Step) -> str:
    where = f" @{_DETERMINER.sub('', step.region)}" if step.region else ""
    if step.look:
        return f"look {step.value.partition(':')[2] or step.value}{_much(step.strength)}{where}"
    if not step.operation:
        return f"{step.value}{'+' if step.strength > 0 else '-'}{_much(abs(step.strength))}{where}"
    if step.operation == "tone":
        if {"clarity", "contrast", "blacks"} <= step.values.keys():
            return f"dehaze{where}"
        dials = " ".join(f"{name}{'+' if value > 0 else '-'}" for name, value in step.values.items())
        return f"{dials}{where}"
    if step.operation == "recolour" and "from" in step.values:
        amount = float(step.values.get("amount", 1.0))
        return f"recolour {step.values['from']}{'+' if amount > 0 else '-'}{_much(abs(amount) * 2)}{where}"
    how = _BITS.get(str(step.values.get("amount", "")), 1.0)
    return f"{step.operation}{_much(how)}{where}"


def _much(strength: float) -> str:
    return "~" if strength < _A_BIT else "!" if strength > _MUCH else ""
