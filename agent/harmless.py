"""What models, files and people wrote, made harmless for a terminal before it is shown."""

from __future__ import annotations

import re
import sys
from typing import TextIO

# Bidirectional overrides and isolates can make a line read as another one (Unicode TR 36); the rest is invisible.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


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
    print(harmless(text).encode(out.encoding, "replace").decode(out.encoding), file=out, flush=True)
