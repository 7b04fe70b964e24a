"""Puts another background behind a subject: a colour, a gradient, the old one blurred, or another photo."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from backends.engine.colour import lut
from backends.engine.cut.matte import Floats, Matte, codes, light
from backends.engine.fields import choice, number, numbers, text
from backends.engine.looks.spread import Spread
from backends.engine.operations import measured
from backends.engine.operations.amounts import amount_of
from backends.engine.operations.base import Operation, Planned
from backends.engine.operations.cutout import MASK, in_strips
from backends.engine.operations.paint import checked_hex, hex_of, in_codes
from backends.engine.pixels import Array, Pixels, as_float
from backends.engine.regions.base import packed, unpacked
from backends.engine.regions.names import CUT_OUT
from backends.engine.within import checked_mask
from backends.errors import BadRequest, NotPossible
from backends.types import Json

if TYPE_CHECKING:
    from backends.engine.regions.base import Region

KINDS = ("colour", "gradient", "blur", "photo")
# Long side of another photo that is kept in a recipe.
PHOTO_SIDE = 1600
_PHOTO_BYTES = 1_600_000
_SMALL = 512
# The blur of a portrait lens, as a share of the long side.
_LENS = 0.02


@dataclass(frozen=True, slots=True)
class Background(Operation):
    """`mask` is 255 on the subject; "" takes the picture's own transparency. `second` is the gradient's lower colour,
    `blur` a radius as a fraction of the long side, `photo` a JPEG in base64, `gains` what the subject's red, green and
    blue light are multiplied by, so that it stands in the new light."""

    mask: str = text(most=MASK)
    kind: str = choice(*KINDS)
    colour: str = text("#ffffff", most=7)
    second: str = text("#ffffff", most=7)
    blur: float = number(0.02, 0.006, 0.2)
    photo: str = text(most=_PHOTO_BYTES)
    gains: tuple[float, ...] = numbers(-3, 0.4, 2.5)

    def __post_init__(self) -> None:
        checked_mask(self.mask, "the subject")
        checked_hex(self.colour, "background.colour")
        checked_hex(self.second, "background.second")
        if len(self.gains) not in (0, 3):
            raise BadRequest("background.gains must be three numbers, or none")

    def apply(self, pixels: Pixels) -> Pixels:
        if not self.mask and pixels.alpha is None:
            return pixels
        rgb = np.empty_like(pixels.rgb)
        height = rgb.shape[0]
        top_code = np.float32(np.iinfo(rgb.dtype).max)
        subject = self._subject(pixels)
        ground = self._ground(pixels)
        gains = np.array(self.gains or (1.0, 1.0, 1.0), np.float32)

        def strip(top: int, bottom: int) -> None:
            share, own = subject(top, bottom)
            rgb[top:bottom] = pixels.rgb[top:bottom]
            changed = np.full(share.shape, True) if self.gains else share <= 0.995
            part = share[changed][:, None]
            behind = np.broadcast_to(ground(top, bottom), own.shape)[changed]
            mixed = np.clip(own[changed] * gains, 0, 1) * part + behind * (1 - part)
            rgb[top:bottom][changed] = codes(mixed) * top_code + np.float32(0.5)

        in_strips(height, strip)
        return Pixels(rgb, None, pixels.icc)

    def _subject(self, pixels: Pixels) -> Callable[[int, int], tuple[Floats, Floats]]:
        if self.mask:
            return Matte(unpacked(self.mask), pixels).rows
        rgb, alpha = pixels.rgb, pixels.alpha
        assert alpha is not None
        return lambda top, bottom: (as_float(alpha[top:bottom]), light(as_float(rgb[top:bottom])))

    def _ground(self, pixels: Pixels) -> Callable[[int, int], NDArray[Any]]:
        height, width = pixels.rgb.shape[:2]
        if self.kind in ("colour", "gradient"):
            one, other = (
                light(in_codes(colour, pixels.icc, np.dtype(np.uint16)) / 65535)
                for colour in (self.colour, self.second)
            )
            if self.kind == "colour":
                return lambda top, bottom: one
            # Between display values, as people draw gradients: in light the dark half would look too short.
            down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
            return lambda top, bottom: light(codes(one) + (codes(other) - codes(one)) * down[top:bottom])
        small = self._photo(pixels) if self.kind == "photo" else self._blurred(pixels)
        return Spread(small, height, width).rows

    def _blurred(self, pixels: Pixels) -> Floats:
        """The old background in light, without the subject in it: a blur normalised by what is background."""
        height, width = pixels.rgb.shape[:2]
        scale = min(1.0, _SMALL / max(height, width))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        rgb = cast(Array, cv2.resize(pixels.rgb, size, interpolation=cv2.INTER_AREA))
        if self.mask:
            share, _ = Matte(unpacked(self.mask), Pixels(rgb)).rows(0, rgb.shape[0])
        else:
            assert pixels.alpha is not None
            share = as_float(np.asarray(cv2.resize(pixels.alpha, size, interpolation=cv2.INTER_AREA)))
        free = np.asarray((1 - share) ** 2, np.float32)
        sigma = self.blur * max(size)
        colours = np.asarray(cv2.GaussianBlur(light(as_float(rgb)) * free[..., None], (0, 0), sigma), np.float32)
        weight = np.asarray(cv2.GaussianBlur(free, (0, 0), sigma), np.float32)[..., None]
        # Deep inside the subject there is nothing to see of it.
        return np.asarray(np.clip((colours + 1e-5) / (weight + 1e-5), 0, 1), np.float32)

    def _photo(self, pixels: Pixels) -> Floats:
        """The other photo's light, cut to this picture's shape around its middle."""
        from PIL import Image

        try:
            with Image.open(io.BytesIO(base64.b64decode(self.photo, validate=True)), formats=("JPEG",)) as image:
                if max(image.size) > PHOTO_SIDE:
                    raise BadRequest("the background photo of a recipe is too large", "Choose the photo again.")
                srgb = np.asarray(np.asarray(image.convert("RGB")) / 255, np.float32)
        except (OSError, binascii.Error, ValueError, SyntaxError) as fault:
            raise BadRequest("the background photo of a recipe is damaged", "Choose the photo again.") from fault
        height, width = pixels.rgb.shape[:2]
        rows, columns = srgb.shape[:2]
        across, down = min(columns, round(rows * width / height)), min(rows, round(columns * height / width))
        left, top = (columns - max(across, 1)) // 2, (rows - max(down, 1)) // 2
        part = srgb[top : top + max(down, 1), left : left + max(across, 1)]
        return light(lut.from_srgb(np.ascontiguousarray(part), pixels.icc))


def plan(picture: Pixels, values: Json, region: Region | None) -> Planned:
    """One of `colour` (a name or #rrggbb), `gradient` (two of them, top first) or `from` and `to`, `blur` (true, or a
    radius of 0.006..0.2 of the long side) or `kind`: "blur" with an `amount`, `photo` or `path` (a path);
    `match_light` false leaves the subject's light as it is.

    `region` is the subject, best a box; without one the background must be even, or the picture cut out already.
    """
    kind, asked = _kind(values)
    mask, checks, note, matte = "", (), "", None
    already = picture.alpha is not None and float((picture.alpha == 0).mean()) > 0.02
    if not already or (region is not None and region.name != CUT_OUT):
        from backends.engine.cut.deciding import cut

        made = cut(picture, region)
        mask, checks, note, matte = packed(made.mask), (made.check,), made.note, made.matte
    if kind == "colour":
        step = Background(mask, kind, hex_of(asked))
        said = f"{asked} behind the subject"
    elif kind == "gradient":
        one, other = _two(asked)
        step, said = Background(mask, kind, one, other), f"a gradient from {one} to {other} behind the subject"
    elif kind == "blur":
        if already and not mask:
            raise NotPossible("the background is cut away already: there is nothing to blur", "Undo the cut-out first.")
        step = Background(mask, kind, blur=_radius(asked))
        said = "the background blurred"
    else:
        step, more = _with_photo(picture, mask, asked, matte, values.get("match_light", True) is not False)
        note = f"{note} {more}".strip()
        said = f"{Path(str(asked)).name} behind the subject" + (", light matched" if step.gains else "")
    if checks:
        said += f"; edge {checks[0].value:.0%}"
    return Planned((step,), f"background: {kind}", said, checks, note)


def _kind(values: Json) -> tuple[str, Any]:
    asked = {kind: values[kind] for kind in KINDS if values.get(kind) not in (None, False, "")}
    if values.get("kind") == "blur":
        asked["blur"] = _LENS * amount_of(values)
    if "from" in values and "to" in values:
        asked["gradient"] = (values["from"], values["to"])
    if values.get("path"):
        asked["photo"] = values["path"]
    if len(asked) != 1:
        raise BadRequest("say what should be behind: one colour, gradient, blur or photo", "Such as: white background.")
    return next(iter(asked.items()))


def _two(asked: object) -> tuple[str, str]:
    if not isinstance(asked, list | tuple) or len(asked) != 2:
        raise BadRequest("a gradient needs two colours, the upper first", "Such as: from sky blue to white.")
    return hex_of(asked[0]), hex_of(asked[1])


def _radius(asked: object) -> float:
    if asked is True:
        return _LENS
    if isinstance(asked, bool) or not isinstance(asked, int | float) or not 0.006 <= asked <= 0.2:
        raise BadRequest("the blur must be between 0.6 and 20 % of the long side", "2 % is a portrait lens.")
    return float(asked)


def _with_photo(
    picture: Pixels, mask: str, asked: object, matte: Matte | None, match_light: bool
) -> tuple[Background, str]:
    from PIL import Image

    from backends.engine.files.decode import decode_proxy

    if not isinstance(asked, str):
        raise BadRequest("the photo for the background must be a path", "Such as beach.jpg.")
    other = measured.small_srgb(decode_proxy(Path(asked.strip()).expanduser()), PHOTO_SIDE)
    out = io.BytesIO()
    Image.fromarray((other * 255 + 0.5).astype(np.uint8)).save(out, "JPEG", quality=88)
    gains: tuple[float, ...] = ()
    if match_light and matte is not None:
        gains = _gains(matte, light(lut.from_srgb(np.asarray(other, np.float32), picture.icc)))
    kept = base64.b64encode(out.getvalue()).decode("ascii")
    if len(kept) > _PHOTO_BYTES:
        raise NotPossible("the photo for the background has too much detail to be kept", "Make it smaller first.")
    note = f"The background photo is kept at {max(other.shape[:2])} pixels: in a larger export it will be soft."
    return Background(mask, "photo", photo=kept, gains=gains), note


def _gains(matte: Matte, other: Floats) -> tuple[float, ...]:
    """A part of the way from the old background's light to the new one's: its colour by a quarter, its level by a fifth
    (grey world, Buchsbaum 1980, which says no more than the direction)."""
    outside = matte.high < 0.1
    if not outside.any():
        return ()
    old, new = matte.ground[outside].mean(0) + 1e-3, other.reshape(-1, 3).mean(0) + 1e-3
    level = float(np.clip((new.mean() / old.mean()) ** 0.2, 0.7, 1.35))
    colour = ((new / new.mean()) / (old / old.mean())) ** 0.25
    return tuple(round(float(gain), 4) for gain in np.clip(colour * level, 0.55, 1.7))
