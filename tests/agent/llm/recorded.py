"""The recorded streams, where they are: a large set beside the project, and a few small ones in it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent


def shared(name: str) -> Path | None:
    """A file or folder of the development data, which is no part of the project."""
    for folder in (ROOT / "shared" / "data", ROOT.parent / "shared" / "data"):
        if (folder / name).exists():
            return folder / name
    return None


def needed(name: str) -> Path:
    path = shared(name)
    if path is None:
        pytest.skip(f"the development data are not here: {name}")
    return path


@cache
def manifest(folder: str) -> list[dict[str, Any]]:
    path = shared(folder)
    return [] if path is None else json.loads((path / "MANIFEST.json").read_text(encoding="utf-8"))["files"]


def read(folder: str, entry: dict[str, Any]) -> bytes:
    path = shared(folder)
    assert path is not None
    return (path / entry["file"]).read_bytes()


def chunks(raw: bytes) -> list[Any]:
    """The events of a well-formed stream, by the shortest reading of the format: not by the code under test."""
    found: list[Any] = []
    for block in raw.decode().replace("\r\n", "\n").split("\n\n"):
        data = "\n".join(line[5:].lstrip(" ") for line in block.split("\n") if line.startswith("data:"))
        if data and not data.startswith("[DONE]"):
            found.append(json.loads(data))
    return found
