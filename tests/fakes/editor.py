"""A scripted image model: it paints what it is told into what it is sent, and returns it as such models do - at another
size, shifted, with moved light, recompressed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from backends.types import Job, Progress, Rendition

Picture = NDArray[np.uint8]


@dataclass
class ScriptedEditor:
    """`paints` changes the picture before everything else; `size` of the result ((0, 0) is as sent); `shift` in pixels
    of what was sent; `zoom` about its middle; `gain` per channel; `noise` its standard deviation."""

    paints: Callable[[Picture], Picture] = lambda picture: picture
    size: tuple[int, int] = (0, 0)
    shift: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
    noise: float = 1.5
    quality: int = 88
    name: str = "editor"
    jobs: list[Job] = field(default_factory=list[Job])
    sent: list[Picture] = field(default_factory=list[Picture])

    async def run(self, job: Job) -> AsyncIterator[Progress | Rendition]:
        self.jobs.append(job)
        with Image.open(job.source) as image:
            self.sent.append(np.asarray(image.convert("RGB")))
        yield Progress(job.id, 0, 1, "painting")
        result = self.edited(self.sent[-1])
        path = job.folder / f"edited-{len(self.jobs)}.jpg"
        Image.fromarray(result).save(path, quality=self.quality, subsampling=2)
        yield Rendition(job.id, path, result.shape[1], result.shape[0], "", {}, "painted anew")

    def edited(self, picture: NDArray[Any]) -> Picture:
        """The result before it is compressed."""
        height, width = picture.shape[:2]
        values: NDArray[Any] = self.paints(np.asarray(picture.copy(), np.uint8)).astype(np.float32) * np.array(
            self.gain, np.float32
        )
        about = (1 - self.zoom) * (width - 1) / 2, (1 - self.zoom) * (height - 1) / 2
        move = np.array(
            [[self.zoom, 0, self.shift[0] + about[0]], [0, self.zoom, self.shift[1] + about[1]]], np.float32
        )
        values = cv2.warpAffine(values, move, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        values = values + np.random.default_rng(3).normal(0, self.noise, values.shape)
        result: NDArray[Any] = np.clip(values + 0.5, 0, 255).astype(np.uint8)
        if self.size != (0, 0):
            how = cv2.INTER_AREA if self.size[0] < width else cv2.INTER_CUBIC
            result = np.asarray(cv2.resize(result, self.size, interpolation=how))
        return np.ascontiguousarray(result, np.uint8)


def a_red_ball(left: float, top: float, right: float, bottom: float) -> Callable[[Picture], Picture]:
    """Paints a shaded ball into a box, in fractions of what is sent."""

    def paint(picture: Picture) -> Picture:
        height, width = picture.shape[:2]
        y, x = np.mgrid[:height, :width].astype(np.float32)
        middle = (left + right) / 2 * width, (top + bottom) / 2 * height
        radius = min((right - left) * width, (bottom - top) * height) / 2 * 0.9
        away = np.hypot(x - middle[0], y - middle[1]) / max(radius, 1)
        cover = np.clip((1 - away) * radius / 2, 0, 1)[..., None]
        shade = np.clip(1.1 - 0.6 * np.hypot((x - middle[0]) / radius + 0.3, (y - middle[1]) / radius + 0.3), 0.15, 1)
        ball = shade[..., None] * np.array([210, 40, 30], np.float32)
        return np.clip(picture * (1 - cover) + ball * cover, 0, 255).astype(np.uint8)

    return paint
