"""Draws where a result changed: the picture in grey, what changed in colour, the asked part outlined, and a legend."""

from __future__ import annotations

import base64
import io
import textwrap
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tools.receipt.asked import Asked, Scope
from tools.receipt.laying import Laid
from tools.receipt.model import Receipt
from tools.receipt.pictures import Read, Rgb
from tools.receipt.words import percent

_SIDE = 1200
# Okabe and Ito's colours, which people with any colour sight tell apart, as does their lightness.
_ASKED, _ELSEWHERE, _LINE = (86, 180, 233), (230, 120, 0), (255, 255, 255)
_GROUND, _INK = (24, 24, 24), (235, 235, 235)


def picture(receipt: Receipt, on: Laid | None, before: Read, after: Read, asked: Asked) -> bytes:
    """A PNG."""
    shown = after.seen if on is None else on.after
    grey = np.repeat(cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY)[..., None], 3, 2).astype(np.float32)
    drawn = np.clip(grey * 0.6 + 20, 0, 255)
    legend: list[tuple[tuple[int, int, int], str]] = []
    if on is not None and receipt.change.tiles:
        strength = _strength(receipt, drawn.shape[:2])
        near = on.near if on.near is not None else np.zeros(drawn.shape[:2], bool)
        judged = asked.where is Scope.REGION
        for colour, part in ((_ASKED, near | (not judged)), (_ELSEWHERE, ~near & judged)):
            share = (strength * part)[..., None]
            drawn = drawn * (1 - share) + (0.35 * grey + 0.65 * np.array(colour, np.float32)) * share
        if on.inside is not None:
            _outline(drawn, on.inside)
        legend = _legend(receipt, judged)
    return _with_legend(drawn.astype(np.uint8), legend, receipt)


def _strength(receipt: Receipt, shape: tuple[int, int]) -> NDArray[Any]:
    """0 where nothing changed, up to .9 for what changed beyond doubt."""
    change = receipt.change
    tiles = np.frombuffer(base64.b64decode(change.tiles), np.uint8).reshape(change.rows, change.columns)
    large = cv2.resize(tiles.astype(np.float32), shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.clip((large - 60) / 60, 0, 1) * 0.9


def _outline(drawn: NDArray[Any], inside: NDArray[np.bool_]) -> None:
    edges, _ = cv2.findContours(inside.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    thick = max(2, round(max(inside.shape) / 500))
    cv2.drawContours(drawn, edges, -1, (0.0, 0.0, 0.0), thick + 2)
    cv2.drawContours(drawn, edges, -1, tuple(float(part) for part in _LINE), thick)


def _legend(receipt: Receipt, judged: bool) -> list[tuple[tuple[int, int, int], str]]:
    change = receipt.change
    if not judged:
        return [(_ASKED, f"changed ({percent(change.whole_pct)})")]
    name = receipt.asked.region or "the asked part"
    inside = f"changed where it was asked ({percent(change.inside_pct or 0)} of {name})"
    return [(_LINE, name), (_ASKED, inside), (_ELSEWHERE, f"changed elsewhere ({percent(change.outside_pct or 0)})")]


def _with_legend(drawn: Rgb, legend: list[tuple[tuple[int, int, int], str]], receipt: Receipt) -> bytes:
    scale = min(1.0, _SIDE / max(drawn.shape[:2]))
    large = Image.fromarray(drawn)
    size = max(360, round(large.width * scale)), max(1, round(large.height * max(scale, 360 / large.width)))
    large = large.resize(size, Image.Resampling.LANCZOS)
    tall = max(13, large.width // 55)
    font = ImageFont.load_default(size=tall)
    row = int(tall * 1.5)
    lines = textwrap.wrap(f"{receipt.verdict.upper()}: {receipt.line}", max(24, int(large.width / tall * 1.9)))
    sheet = Image.new("RGB", (large.width, large.height + row * (len(legend) + len(lines)) + row), _GROUND)
    sheet.paste(large, (0, 0))
    draw, top = ImageDraw.Draw(sheet), large.height + row // 2
    for line in lines:
        draw.text((row // 2, top), line, font=font, fill=_INK)
        top += row
    for colour, words in legend:
        draw.rectangle((row // 2, top + row // 6, row // 2 + row // 2, top + row * 2 // 3), outline=colour, width=2)
        if colour != _LINE:
            draw.rectangle((row // 2, top + row // 6, row // 2 + row // 2, top + row * 2 // 3), fill=colour)
        draw.text((row * 1.5, top), words, font=font, fill=_INK)
        top += row
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
