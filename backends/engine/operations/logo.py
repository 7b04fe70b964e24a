"""A picture over a photo, such as a logo: in a corner, kept in the recipe so that its file may go."""

from __future__ import annotations

import base64
import binascii
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from backends.engine.colour import lut
from backends.engine.colour.oklab import to_oklab
from backends.engine.fields import choice, number, text
from backends.engine.operations import measured
from backends.engine.operations.base import Operation, Planned
from backends.engine.operations.paint import Floats
from backends.engine.pixels import Pixels, as_float
from backends.errors import BadRequest, NotPossible
from backends.types import Check, Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

PLACES = ("bottom right", "bottom left", "top right", "top left", "middle", "top", "bottom")
# Long side of a logo that is kept in a recipe, in pixels; it is a small part of a photo.
_SIDE = 900
_BYTES = 1_200_000
_MARGIN = 0.03
# Oklab distance to what was there before, from which on a mark is seen at a glance.
_SEEN = 0.08


@dataclass(frozen=True, slots=True)
class Logo(Operation):
    """`picture` is a PNG in base64, drawn `share` of the photo's long side wide at `place`."""

    picture: str = text(most=_BYTES)
    place: str = choice(*PLACES)
    share: float = number(0.16, 0.02, 0.8)
    opacity: float = number(1.0, 0.05, 1.0)

    def apply(self, pixels: Pixels) -> Pixels:
        if not self.picture:
            return pixels
        height, width = pixels.rgb.shape[:2]
        colours, share = self._drawn(width, height)
        left, top = self._corner(width, height, share.shape[1], share.shape[0])
        rgb = pixels.rgb.copy()
        part = rgb[top : top + share.shape[0], left : left + share.shape[1]]
        most = np.float32(np.iinfo(rgb.dtype).max)
        own = lut.from_srgb(colours, pixels.icc) * most
        weight = share[..., None] * np.float32(self.opacity)
        here = part.astype(np.float32)
        np.copyto(part, here + (own - here) * weight + np.float32(0.5), casting="unsafe")
        alpha = pixels.alpha
        if alpha is not None:
            alpha = alpha.copy()
            seen = alpha[top : top + share.shape[0], left : left + share.shape[1]]
            covered = seen.astype(np.float32) + (most - seen) * weight[..., 0] + np.float32(0.5)
            np.copyto(seen, covered, casting="unsafe")
        return Pixels(rgb, alpha, pixels.icc)

    def covers(self, width: int, height: int) -> tuple[slice, slice, Floats]:
        """The rows and columns of a photo that it stands on, and how much of each pixel it covers."""
        _, share = self._drawn(width, height)
        left, top = self._corner(width, height, share.shape[1], share.shape[0])
        return slice(top, top + share.shape[0]), slice(left, left + share.shape[1]), share

    def _drawn(self, width: int, height: int) -> tuple[Floats, Floats]:
        """(rows, columns, 3) sRGB 0..1 and (rows, columns) of how much it covers, at the size for the photo."""
        colours, share = _decoded(self.picture)
        rows, columns = share.shape
        scale = self.share * max(width, height) / columns
        scale = min(scale, width * (1 - 2 * _MARGIN) / columns, height * (1 - 2 * _MARGIN) / rows)
        size = max(1, round(columns * scale)), max(1, round(rows * scale))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        # Colours are weighted by what they cover: the hidden ones at the rim would shine through.
        small = np.asarray(cv2.resize(colours * share[..., None], size, interpolation=way), np.float32)
        cover = np.clip(np.asarray(cv2.resize(share, size, interpolation=way), np.float32), 0, 1)
        return np.asarray(np.clip(small / np.maximum(cover, 1e-4)[..., None], 0, 1), np.float32), cover

    def _corner(self, width: int, height: int, across: int, down: int) -> tuple[int, int]:
        margin = round(_MARGIN * max(width, height))
        left = margin if "left" in self.place else width - margin - across if "right" in self.place else -1
        top = margin if "top" in self.place else height - margin - down if "bottom" in self.place else -1
        left = (width - across) // 2 if left < 0 else left
        top = (height - down) // 2 if top < 0 else top
        return min(left, width - across), min(top, height - down)


@lru_cache(maxsize=2)
def _decoded(picture: str) -> tuple[Floats, Floats]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(base64.b64decode(picture, validate=True)), formats=("PNG",)) as image:
            if max(image.size) > _SIDE:
                raise BadRequest("the logo of a recipe is too large", "Choose its file again.")
            rgba = np.asarray(np.asarray(image.convert("RGBA")) / 255, np.float32)
    except (OSError, binascii.Error, ValueError, SyntaxError) as fault:
        raise BadRequest("the logo of a recipe is damaged", "Choose its file again.") from fault
    return np.ascontiguousarray(rgba[..., :3]), np.ascontiguousarray(rgba[..., 3])


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """`path` of the logo's file; optional `place` (see PLACES), `size` (its width, a share of the photo's long side),
    `opacity` 0.05..1."""
    if region is not None:
        raise BadRequest(f"a logo cannot be kept to {region.name}", f"It can be at the {', '.join(PLACES)}.")
    path = values.get("path")
    if not isinstance(path, str) or not path.strip():
        raise BadRequest("a logo needs the picture of it", "Such as: put logo.png in the bottom right corner.")
    place = {"center": "middle", "centre": "middle"}.get(str(values.get("place")), values.get("place", PLACES[0]))
    if place not in PLACES:
        raise BadRequest(f"a logo cannot be at {str(place)[:30]!r}", f"There are {', '.join(PLACES)}.")
    file = Path(path.strip()).expanduser()
    kept, opaque = _kept(file)
    step = Logo(kept, str(place), _number(values, "size", 0.16, 0.02, 0.8), _number(values, "opacity", 1.0, 0.05, 1.0))
    after = step.apply(picture)
    rows, columns, share = step.covers(*picture.rgb.shape[1::-1])
    before, now = (
        to_oklab(lut.to_srgb(as_float(one.rgb[rows, columns]), one.icc).reshape(-1, 3)) for one in (picture, after)
    )
    covered = share.reshape(-1) > 0.5
    seen = float(np.linalg.norm(now - before, axis=1)[covered].mean()) if covered.any() else 0.0
    check = Check("difference of the logo to what was there (Oklab)", round(seen, 2), f">= {_SEEN}", seen >= _SEEN)
    note = (
        "" if seen >= _SEEN else "The logo can hardly be seen there: choose another corner, or a lighter or darker one."
    )
    if opaque:
        note = f"{note} {file.name} has no transparent parts, so its own background came along.".strip()
    where = "in the middle" if place == "middle" else f"at the {place}"
    return Planned((step,), f"logo {file.name}"[:60], f"{file.name} {where}", (check,), note)


def _kept(file: Path) -> tuple[str, bool]:
    """The logo as a PNG in base64, and whether nothing of it is transparent."""
    from PIL import Image

    from backends.engine.files.decode import decode_proxy

    decoded = decode_proxy(file)
    srgb = measured.small_srgb(decoded, _SIDE)
    rows, columns = srgb.shape[:2]
    cover = np.full((rows, columns), 255, np.uint8)
    if decoded.alpha is not None:
        wide = np.asarray(cv2.resize(as_float(decoded.alpha), (columns, rows), interpolation=cv2.INTER_AREA))
        cover = np.asarray(np.clip(wide, 0, 1) * 255 + 0.5, np.uint8)
    if not cover.any():
        raise NotPossible(f"{file.name} is all transparent", "Choose another file.")
    rgba = np.dstack([np.asarray(srgb * 255 + 0.5, np.uint8), cover])
    out = io.BytesIO()
    Image.fromarray(rgba).save(out, "PNG", optimize=True)
    kept = base64.b64encode(out.getvalue()).decode("ascii")
    if len(kept) > _BYTES:
        raise NotPossible(f"{file.name} has too much detail for a logo", "Make it smaller first.")
    return kept, bool((cover > 250).all())


def _number(values: Json, name: str, default: float, low: float, high: float) -> float:
    value = values.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise BadRequest(f"the {name} of a logo must be between {low} and {high}", f"{default} is usual.")
    return float(value)
