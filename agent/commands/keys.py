"""`stet keys`: which keys for servers are set and where from, putting one into the keyring, and forgetting it.

No value is ever printed or taken from the command line, where other programs and the shell's history would have it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from agent.harmless import tell
from agent.keys import ENVIRONMENT, KEYRING, VARIABLES, Keys, checked, forget, keep, kept
from agent.session.places import home
from backends.errors import BadRequest, NotPossible


def run(arguments: Sequence[str]) -> int:
    """Returns the exit code; raises BadRequest for a name that no key has, NotPossible where there is no keyring."""
    parser = argparse.ArgumentParser(
        prog="stet keys",
        usage="stet keys [--json] [set NAME | forget NAME]",
        description="List which keys are set and where from. set NAME asks for a key without showing it and puts it "
        f"into this computer's keyring; forget NAME (or all) removes it. Names: {', '.join(VARIABLES)}.",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    given, more = parser.parse_known_args(arguments)
    words = [*given.words, *more]
    match words:
        case []:
            _list(home(), as_json=given.json)
        case ["set", name]:
            _set(home(), _known(name))
        case ["forget", "all"]:
            _forget(home(), kept(home()))
        case ["forget", name]:
            _forget(home(), (_known(name),))
        case ["set" | "forget"]:
            raise BadRequest(f"{words[0]} needs a name", f"Say stet keys {words[0]} {next(iter(VARIABLES))}.")
        case ["set", _, *_]:
            # It may be a key, so it is not repeated here.
            raise BadRequest(
                "A key is not taken from the command line, where other programs can read it",
                "Say stet keys set NAME alone, and type or paste the key when you are asked.",
            )
        case _:
            raise BadRequest("stet keys knows set NAME and forget NAME", f"Names are {', '.join(VARIABLES)}.")
    return 0


def _known(name: str) -> str:
    if name.lower() not in VARIABLES:
        # What stands there may be a key, so it is not repeated.
        raise BadRequest("There is no server of that name to have a key for", f"Names are {', '.join(VARIABLES)}.")
    return name.lower()


def _list(folder: Path, *, as_json: bool) -> None:
    keys = Keys(folder)
    sources = {name: keys.source(variable) for name, variable in VARIABLES.items()}
    for name, source in sources.items():
        variable = VARIABLES[name]
        if as_json:
            row = {"event": "key", "name": name, "variable": variable, "set": bool(source), "from": source}
            print(json.dumps(row), flush=True)
            continue
        where = {ENVIRONMENT: f"set, from {variable}", KEYRING: "set, from the keyring"}.get(source, "not set")
        also = "  (the keyring has one too)" if source == ENVIRONMENT and name in kept(folder) else ""
        tell(f"{name:<12} {where}{also}")
    if as_json:
        return
    first = next((name for name, source in sources.items() if not source), "")
    if not any(sources.values()):
        tell(f"Next: stet keys set {first}. None is needed for tone, colour and frame.")
    else:
        tell("Next: stet doctor --try asks each server whether its key works.")


def _set(folder: Path, name: str) -> None:
    key = checked(_typed(f"The {name} key (it is not shown): "))
    keep(folder, name, key)
    tell(f"The {name} key is in this computer's keyring. Stet asks before anything is sent with it.")
    if Keys.in_environment(VARIABLES[name]):
        tell(f"{VARIABLES[name]} is set too and comes first; unset it to use the keyring's.")


def _typed(prompt: str) -> str:
    """From the terminal without echo, or the one line of a pipe, as a password manager writes it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(1002)
    import getpass
    import warnings

    try:
        with warnings.catch_warnings():
            # Where it could not hide what is typed, it warns and shows it.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(prompt)
    except getpass.GetPassWarning:
        raise NotPossible(
            "this terminal would show the key while you type it", "Pipe it in: pass show KEY | stet keys set NAME."
        ) from None
    except EOFError:
        raise BadRequest("No key was given", "None is set.") from None


def _forget(folder: Path, names: Sequence[str]) -> None:
    gone = [name for name in names if forget(folder, name)]
    for name in gone:
        tell(f"The {name} key is no longer in the keyring.")
    if not gone:
        tell("The keyring holds no such key for Stet.")
    for name in names:
        if Keys.in_environment(VARIABLES[name]):
            tell(f"{VARIABLES[name]} is still set in the environment.")
