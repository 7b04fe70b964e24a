"""What people call the models: the names on the cards, read without reading the cards in full."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "cards"
_LINE = re.compile(r'^(id|title|family|names) = (".*"|\[.*\])$')
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
    "google": "nano-banana",
    "bytedance": "seedream",
    "local model": "local",
}
# "The nano one", "google's model": a part of a name, or whose it is, beside a word for a model.
_IN_PART = {
    "nano": "nano-banana",
    "banana": "nano-banana",
    "google": "nano-banana",
    "google's": "nano-banana",
    "gemini": "nano-banana",
    "gpt": "gpt-image",
    "chatgpt": "gpt-image",
    "openai": "gpt-image",
    "openai's": "gpt-image",
    "bytedance": "seedream",
    "bytedance's": "seedream",
    "seedream": "seedream",
    "black forest": "flux",
    "black forest labs": "flux",
    "bfl": "flux",
    "flux": "flux",
    "klein": "flux-2-klein-4b",
    "kontext": "flux-kontext-pro",
    "qwen": "qwen",
    "grok": "grok",
}
# "With the google one" may speak of a logo.
_COINED = frozenset({"nano", "gpt", "seedream", "flux", "klein", "kontext", "qwen"})
_FAMILIES |= {
    f"{part} {noun}": family
    for part, family in _IN_PART.items()
    for noun in (("one", "model", "thing", "ai") if part in _COINED else ("model", "ai"))
}


def titles(id: str) -> str:
    """What people call a card or a family, by its id."""
    return _TITLES.get(id) or _cards()[1].get(id) or id.replace("-", " ").title()


_TITLES = {
    "nano-banana": "Nano Banana",
    "gpt-image": "GPT Image",
    "dall-e": "DALL-E",
    "flux": "Flux",
    "ltx": "LTX",
    "gemini-omni": "Gemini Omni",
    "minimax": "MiniMax",
    "engine": "Stet's own engine",
    "local": "a model on your own graphics card",
}


def names() -> dict[str, str]:
    """From each name in lower case to the id of a card, or to the family where that is what is meant."""
    return _cards()[0]


@cache
def _cards() -> tuple[dict[str, str], dict[str, str]]:
    """The names, and the title of each card; a strict reading would take a hundred times as long, and nobody names a
    model in most requests."""
    found: dict[str, str] = {}
    titled: dict[str, str] = {}
    families: set[str] = set()
    for path in sorted(_FOLDER.glob("*.toml")):
        fields: dict[str, Any] = {}
        for line in path.read_text(encoding="utf-8").split("\n\n", 1)[0].splitlines():
            if match := _LINE.match(line):
                fields[match[1]] = json.loads(match[2])
        id = fields["id"]
        found[id] = id
        for name in fields.get("names", ()):
            found[str(name).lower()] = id
        titled[id] = fields["title"]
        families.add(fields["family"])
    return found | {family: family for family in families} | _FAMILIES, titled
