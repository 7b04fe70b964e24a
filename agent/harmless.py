"""What models, files and people wrote, made harmless for a terminal before it is shown."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

# Bidirectional overrides and isolates can make a line read as another one (Unicode TR 36); the rest is invisible.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Keys of OpenAI, OpenRouter, Anthropic, Groq, Google, Replicate and fal, as of 2026-11.
_KEY = re.compile(
    r"\b(?:sk|gsk|xai)[-_][\w-]{16,}|\bAIza[\w-]{30,}|\br8_\w{20,}|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:\w{16,}"
)


def refuse_keys(text: str) -> None:
    """Raises BadRequest for words that hold what looks like the key of a server, before anything keeps or sends it."""
    if _KEY.search(text):
        from backends.errors import BadRequest  # this module is loaded before the first paint

        raise BadRequest(
            "That looks like the key of a server, so it was neither kept nor sent",
            "Run stet keys set openrouter in another window, where it goes into the keyring, and then say /model here.",
        )


def harmless(text: str) -> str:
    """`text` without terminal escapes, control characters, bidirectional overrides and undecodable bytes."""
    text = _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    text = _CONTROL.sub("", text)
    text = _HIDDEN.sub("", text)
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    return " ".join(harmless(text).split())


def tell(text: str, stream: TextIO | None = None) -> None:
    """Print for a person; letters that the stream cannot show become question marks instead of an error."""
    out: TextIO = stream or sys.stdout
    try:
        print(harmless(text).encode(out.encoding, "replace").decode(out.encoding), file=out, flush=True)
    except BrokenPipeError:
        # "stet … | head -1": nobody reads on, and what was begun is finished all the same.
        nobody = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nobody, out.fileno())
        os.close(nobody)
