"""What a person said once about models and wants kept: who never to use, whom to prefer. One small file of theirs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from agent.plan import Wish
from agent.route import Never, Policy
from agent.session.places import private_folder
from backends.errors import BadRequest

_NAME = "routing.json"


def kept(folder: Path) -> Policy:
    """The standing rules. A file that cannot be read is told of and not guessed at: it may hold a "never"."""
    data = _read(folder)
    rules = tuple(Never(str(one["who"]), str(one.get("about", ""))) for one in data["never"])
    return Policy(never=rules, prefer=str(data["prefer"]))


def keep(folder: Path, wish: Wish) -> None:
    """Add what was said to the file."""
    data = _read(folder)
    if wish.never and (rule := {"who": wish.never, "about": wish.about}) not in data["never"]:
        data["never"].append(rule)
    if wish.use:
        data["prefer"] = wish.use
    _write(folder, data)


def forget(folder: Path, who: str, about: str = "") -> bool:
    """Take back what was said of a model or family, for one subject or altogether. Returns whether there was any."""
    data = _read(folder)
    left = [one for one in data["never"] if one["who"] != who or (about and one.get("about") != about)]
    prefer = "" if data["prefer"] == who else data["prefer"]
    changed = len(left) != len(data["never"]) or prefer != data["prefer"]
    if changed:
        _write(folder, {"never": left, "prefer": prefer})
    return changed


def _read(folder: Path) -> dict[str, Any]:
    path = folder / _NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {"never": [dict(one) for one in data["never"] if "who" in one], "prefer": data.get("prefer", "")}
    except FileNotFoundError:
        return {"never": [], "prefer": ""}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BadRequest(
            f"{path} cannot be read, and it may hold what you never want ({error})", "Mend or remove it."
        ) from error


def _write(folder: Path, data: dict[str, Any]) -> None:
    path = private_folder(folder) / _NAME
    unfinished = path.with_suffix(".unfinished")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump(data, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise BadRequest(
            f"It could not be kept in {path} ({error.strerror})", "It holds for this once only."
        ) from error
