"""What a photo must be like for a look to work on it: measures of the photo itself, and what they decide."""

from __future__ import annotations

import numpy as np

from backends.engine.looks.definitions import Condition
from backends.engine.measure.texture import Texture
from backends.engine.pixels import Pixels


def measured(picture: Pixels, names: set[str]) -> dict[str, float]:
    """The measures of `definitions.SCENE` that are in `names`."""
    seen = Texture.of(picture)
    light = seen.light
    third = max(1, light.shape[0] // 3)
    chroma = np.hypot(seen.lab[..., 1], seen.lab[..., 2])
    hue = np.degrees(np.arctan2(seen.lab[..., 2], seen.lab[..., 1])) % 360
    found = {
        "photo_light": float(light.mean()),
        "photo_chroma": float(chroma.mean()),
        "photo_range": float(np.ptp(np.percentile(light, [5, 95]))),
        "top_light": float(light[:third].mean()),
        "top_calm": float((seen.slope[:third] < 1.0).mean()),
        "top_blue": float(((hue[:third] > 200) & (hue[:third] < 310) | (chroma[:third] < 8)).mean()),
        "green_share": float(((hue > 95) & (hue < 170) & (chroma > 10)).mean()),
        "edge_share": float((seen.slope > 4).mean()),
    }
    if "face_share" in names:
        from backends.engine.art.faces import found as faces

        boxes = faces(picture)
        found["face_share"] = float(sum(w * h for w, h in zip(boxes[2::4], boxes[3::4], strict=True)))
    return {name: found[name] for name in names}


def unmet(picture: Pixels, conditions: tuple[Condition, ...]) -> list[Condition]:
    """The conditions that this photo does not meet."""
    names = {bound.measure for condition in conditions for bound in condition.any}
    if not names:
        return []
    values = measured(picture, names)
    return [c for c in conditions if not any(bound.holds(values[bound.measure]) for bound in c.any)]
