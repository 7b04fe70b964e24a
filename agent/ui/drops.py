"""A photo dropped on a terminal arrives as a paste of its path, written in each terminal's own way."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit

SUFFIXES = frozenset(
    f".{ending}"
    for ending in ("jpg", "jpeg", "jpe", "jfif", "png", "webp", "tif", "tiff", "avif", "gif", "bmp", "heic", "heif")
)
# Tables of colours, which can be attached to words.
_LUTS = frozenset((".cube", ".clf", ".3dl"))
_LONGEST = 16_384


def dropped(paste: str) -> tuple[Path, ...]:
    """The files that a paste names, or () unless every part of it is an existing picture file.

    Understands quotes, escaped blanks, bare blanks in one path, `file://` addresses, `~`, and one path a line.
    """
    paste = paste.strip().strip("\x00")
    if not paste or len(paste) > _LONGEST:
        return ()
    whole = _path(paste.strip("'\""))
    if whole is not None:
        return (whole,)
    parts = [part for line in paste.splitlines() for part in _split(line)]
    paths = [_path(part) for part in parts]
    return tuple(path for path in paths if path is not None) if paths and all(paths) else ()


def typed(argument: str) -> Path:
    """The path that a person wrote after /open; it may not exist."""
    argument = argument.strip()
    parts = _split(argument)
    written = _path(argument.strip("'\""), must_exist=False)
    return written or (_as_path(parts[0]) if len(parts) == 1 else None) or Path(argument)


def _split(line: str) -> list[str]:
    # Windows paths are full of backslashes, which shlex would take for escapes.
    if re.match(r'^"?[A-Za-z]:[\\/]|^"?\\\\', line.strip()):
        return [part.strip('"') for part in re.findall(r'"[^"]+"|\S+', line)]
    try:
        return shlex.split(line)
    except ValueError:
        return [line]


def _as_path(text: str) -> Path | None:
    if not text or "\x00" in text:
        return None
    if text.lower().startswith("file:"):
        address = urlsplit(text)
        if address.netloc not in ("", "localhost"):
            return None
        text = unquote(address.path)
        if re.match(r"^/[A-Za-z]:", text):
            text = text[1:]
    try:
        return Path(os.path.expanduser(text))
    except (RuntimeError, ValueError):
        return None


def _path(text: str, *, must_exist: bool = True) -> Path | None:
    path = _as_path(text)
    if path is None:
        return None
    try:
        found = path.is_file() and (path.suffix.lower() in SUFFIXES | _LUTS or not must_exist)
    except (OSError, ValueError):
        return None
    return path if found else None
