"""`stet settings`: what holds from now on in a session, and taking one of it back."""

from __future__ import annotations

import json
from collections.abc import Sequence

from agent.commands.sessions import opened, parser_for
from agent.harmless import one_line, tell
from agent.plan import Setting
from agent.standing import kept, phrase
from backends.errors import BadRequest
from backends.types import Json


def run(arguments: Sequence[str]) -> int:
    """Returns the exit code; raises BadRequest for a name that nothing has."""
    parser = parser_for("settings", "List what holds from now on, such as “everything square”; it is set by saying it.")
    parser.add_argument("--forget", metavar="NAME", default="", help="take one back by its name, or all")
    given = parser.parse_args(arguments)
    with opened() as store:
        session = store.find(given.session)
        if given.forget:
            session.hold({}, _without(session.settings, given.forget))
        rows = _rows(session.settings)
        for name, words in rows:
            if given.json:
                print(json.dumps({"event": "setting", "session": session.id, "name": name, "words": words}), flush=True)
            else:
                tell(f"{one_line(name)}: {one_line(words)}")
        if not rows and not given.json:
            tell("Nothing special holds from now on. Say it: “from now on everything square”.")
    return 0


def _rows(standing: Json) -> list[tuple[str, str]]:
    """(name, as people say it); rules are numbered."""
    plain = [(name, phrase(name, value)) for name, value in standing.items() if name != "rules"]
    return plain + [(f"rule {number}", rule) for number, rule in enumerate(standing.get("rules", {}), start=1)]


def _without(standing: Json, name: str) -> Json:
    rows = _rows(standing)
    chosen = rows if name == "all" else [row for row in rows if row[0] == name]
    if not chosen:
        known = ", ".join(row[0] for row in rows)
        raise BadRequest(f"No setting is called {name}", f"There are {known}." if known else "Nothing is set.")
    ended = [Setting(f"rule:{words}" if one.startswith("rule ") else one, None) for one, words in chosen]
    return kept(standing, ended)
