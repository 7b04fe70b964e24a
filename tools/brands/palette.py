"""Whether a brand's colours are in a picture as they should be: a difference for each, before and after."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backends.engine.colour.encoding import screen_rgb
from backends.engine.files.decode import decode_proxy
from backends.types import Check

# A colour is there where this share of the picture comes near it; a colour that was there may move this far.
_SHARE = 0.001
_THERE, _MOST = 5.0, 5.0
_SAMPLES = 60_000


def distances(rgb: NDArray[np.uint8], colours: tuple[str, ...]) -> tuple[float, ...]:
    """For each "#rrggbb": the CIEDE2000 that the nearest thousandth of the pixels stays within."""
    from skimage.color import deltaE_ciede2000, rgb2lab

    flat = rgb.reshape(-1, 3)
    # Every n-th pixel, with n prime to the width, so that no column is left out.
    step = max(1, len(flat) // _SAMPLES) | 1
    lab = rgb2lab(flat[::step][None].astype(np.float64) / 255)[0]
    found: list[float] = []
    for colour in colours:
        own = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], np.float64) / 255
        away = deltaE_ciede2000(lab, rgb2lab(own[None, None])[0, 0][None])
        found.append(round(float(np.quantile(away, _SHARE)), 1))
    return tuple(found)


def palette_checks(before: Path, after: Path, colours: tuple[str, ...], name: str) -> tuple[Check, ...]:
    """One for each colour that was in the picture: how far from it the nearest part of the result is."""
    was = distances(screen_rgb(decode_proxy(before)), colours)
    now = distances(screen_rgb(decode_proxy(after)), colours)
    return tuple(
        Check(f"@{name} {colour} is off by", after, f"<= {_MOST:g}", after <= _MOST)
        for colour, first, after in zip(colours, was, now, strict=True)
        if first <= _THERE
    )
