"""What people call the models: the names on the cards, read without reading the cards in full."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

_CARDS = Path(__file__).parent / "cards"
_LINE = re.compile(r'^(id|family|names) = (".*"|\[.*\])$')
# A family by the words that people use for it.
_FAMILIES = {
    "nano banana": "nano-banana",
    "nanobanana": "nano-banana",
    "nano-banana": "nano-banana",
    "gpt-image": "gpt-image",
    "gpt image": "gpt-image",
    "openai": "gpt-image",
    "chatgpt images": "gpt-image",
    "chatgpt": "gpt-image",
    "gemini": "nano-banana",
    "local model": "local",
}


@cache
def names(folder: Path = _CARDS) -> dict[str, str]:
    """From each name in lower case to the id of a card, or to the family where that is what is meant.

    The strict reading of a card takes a hundred times as long, and nobody names a model in most requests.
    """
    found: dict[str, str] = {}
    families: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        fields: dict[str, object] = {}
        for line in path.read_text(encoding="utf-8").split("\n\n", 1)[0].splitlines():
            if match := _LINE.match(line):
                fields[match[1]] = json.loads(match[2])
        id = str(fields["id"])
        found[id] = id
        found |= {str(name).lower(): id for name in fields.get("names", ())}  # type: ignore[union-attr]
        families.add(str(fields["family"]))
    return found | {family: family for family in families} | _FAMILIES
