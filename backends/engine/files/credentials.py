"""Finds signed content credentials (C2PA) in a file by the box that holds them; what they say is not read.

C2PA specification 2.1, appendix A: JUMBF in APP11 of a JPEG, `caBX` in a PNG, `C2PA` in a WebP, a `uuid` box in HEIF
and AVIF, tag 52545 in a TIFF. Any change of such a file breaks its signature.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_TIFF_TAG = 52545
# A file has few segments before its pixels; damaged ones must not be walked for ever.
_MOST = 20_000


def has_credentials(path: Path) -> bool:
    """Damaged and unknown files have none."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
            file.seek(0)
            if head.startswith(b"\xff\xd8"):
                return any(b"jumb" in body and b"c2pa" in body for body in _app11(file))
            if head.startswith(b"\x89PNG"):
                return any(kind == b"caBX" for kind in _png(file))
            if head.startswith(b"RIFF") and head[8:] == b"WEBP":
                return any(kind == b"C2PA" for kind in _riff(file))
            if head[4:8] == b"ftyp":
                return any(kind == b"uuid" and start == _UUID for kind, start in _boxes(file))
            if head[:4] in (b"II*\0", b"MM\0*"):
                return _TIFF_TAG in _tiff(file, "<" if head[:1] == b"I" else ">")
    except (OSError, struct.error):
        pass
    return False


def _app11(file: BinaryIO) -> Iterator[bytes]:
    file.seek(2)
    for _ in range(_MOST):
        marker = file.read(2)
        if len(marker) < 2 or marker[0] != 0xFF or marker[1] in (0xDA, 0xD9):
            return
        (length,) = struct.unpack(">H", file.read(2))
        if marker[1] == 0xEB:
            yield file.read(max(0, length - 2))
        else:
            file.seek(max(0, length - 2), 1)


def _png(file: BinaryIO) -> Iterator[bytes]:
    file.seek(8)
    for _ in range(_MOST):
        head = file.read(8)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head)
        yield kind
        file.seek(length + 4, 1)


def _riff(file: BinaryIO) -> Iterator[bytes]:
    file.seek(12)
    for _ in range(_MOST):
        head = file.read(8)
        if len(head) < 8:
            return
        kind, length = struct.unpack("<4sI", head)
        yield kind
        file.seek(length + length % 2, 1)


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    for _ in range(_MOST):
        file.seek(at)
        head = file.read(32)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head[:8])
        start = 8
        if length == 1 and len(head) >= 16:
            (length,) = struct.unpack(">Q", head[8:16])
            start = 16
        yield kind, head[start : start + 16]
        if length < 8:
            return
        at += length


def _tiff(file: BinaryIO, order: str) -> set[int]:
    file.seek(4)
    (at,) = struct.unpack(f"{order}I", file.read(4))
    file.seek(at)
    (count,) = struct.unpack(f"{order}H", file.read(2))
    entries = file.read(12 * count)
    return {struct.unpack_from(f"{order}H", entries, 12 * number)[0] for number in range(len(entries) // 12)}
