"""`stet taste`: what was counted of a person's own picks, and starting over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from agent.commands.sessions import opened, parser_for
from agent.harmless import one_line, tell
from agent.routing.wording import ABOUT
from agent.taste import Counts, counts, forget
from backends.catalog import card, cards
from backends.types import Task


def run(arguments: Sequence[str]) -> int:
    parser = parser_for(
        "taste", "Say what you picked of each model, which the choice of models takes into account.", session=False
    )
    parser.add_argument("--reset", action="store_true", help="count from now on; what you made stays")
    given = parser.parse_args(arguments)
    with opened() as store:
        if given.reset and store.exists:
            forget(store)
        found = counts(store) if store.exists else {}
    for (task, model), one in sorted(found.items()):
        if given.json:
            print(json.dumps({"event": "taste", "task": task, "model": model} | asdict(one)), flush=True)
        else:
            tell(_line(task, model, one))
    if not given.json and not found:
        tell("Nothing is counted. Picks, stars, discards and failed receipts are, from your next edit on.")
    elif not given.json:
        tell("The choice of models heeds picks from the third edit of a kind on. stet taste --reset forgets.")
    return 0


def _line(task: str, model: str, one: Counts) -> str:
    known = card(model, cards())
    what = ABOUT[Task(task)] if task in set(Task) else task
    title = known.title if known else one_line(model)
    more = [
        f"{number} {word}"
        for number, word in ((one.starred, "starred"), (one.discarded, "discarded"), (one.failed, "failed a check"))
        if number
    ]
    if one.duels:
        more.append(f"{one.won} of {one.duels} duels won")
    return f"{what}: {title}, picked {one.picked} of {one.edits}" + (f" ({', '.join(more)})" if more else "")
