"""`stet understand`: how Stet reads a request, in one line for a person or as JSON lines for a measurement."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from agent.harmless import harmless, one_line, tell
from agent.plan import Plan, Scene
from agent.rules.planner import read
from agent.rules.reading import reading
from backends.errors import BadRequest


def run(arguments: Sequence[str]) -> int:
    """Print the reading of the words given, or of each line of standard input. Returns the exit code."""
    given = _parser().parse_args(arguments)
    if given.jsonl:
        for line in sys.stdin:
            if line.strip():
                asked = _asked(line)
                answer = {"id": asked["id"]} | described(read(str(asked["text"]), Scene()))
                print(json.dumps(answer, ensure_ascii=False))
        return 0
    if not given.words:
        raise BadRequest("There are no words to understand", 'Try: stet understand "a bit warmer, keep her face"')
    words = " ".join(given.words)
    plan = read(harmless(words), Scene())
    tell(reading(plan, Scene()))
    tell(f"{plan.label} · {plan.decision} ({plan.confidence:.2f} of 1)")
    if plan.second is not None:
        tell(f"or: {reading(plan.second, Scene())}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stet understand",
        description="Show how a request is read: what changes, what stays, how many variants. Nothing is done.",
    )
    parser.add_argument("words", nargs="*", help="the request")
    parser.add_argument("--jsonl", action="store_true", help='read {"id", "text"} lines, write the readings as JSON')
    return parser


def _asked(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        return {"id": asked["id"], "text": asked["text"]}
    except (ValueError, KeyError, TypeError) as error:
        raise BadRequest(
            f"This is no request: {one_line(line[:80])}", 'Give lines like {"id": 1, "text": "warmer"}.'
        ) from error


def described(plan: Plan) -> dict[str, Any]:
    """A plan as plain values."""
    return {
        "label": plan.label,
        "steps": [
            {
                "op": str(step.task),
                "target": step.target,
                "region": step.region,
                "value": step.value or step.values or "",
                "strength": step.strength,
            }
            for step in plan.steps
        ],
        "count": plan.count,
        "keep": list(plan.keep),
        "avoid": list(plan.avoid),
        "refs": [ref for ref in (plan.subject, *plan.others, *(f"image {n}" for n in plan.pictures)) if ref],
        "output": {name: value for name in plan.output.__slots__ if (value := getattr(plan.output, name))},
        "decision": str(plan.decision),
    }
