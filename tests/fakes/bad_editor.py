"""An editor that does what was asked and, on purpose, one thing more: every damage that people complain of, by number.

A case is a picture, an honest edit inside a region, and then one `Damage` or one harmless way to save it. What is drawn
by chance comes from a seed, so that a case can be made again.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools.receipt.asked import Area, Asked
from tools.receipt.register import register, warp

Rgb = NDArray[np.uint8]
Random = np.random.Generator
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Subject:
    """A picture to spoil: `face` (left, top, width, height) and `eyes` where there is one, `texts` with their boxes,
    `alpha` for a cut-out; `grey` where the file before has no colours at all."""

    name: str
    rgb: Rgb
    face: Box | None = None
    eyes: Box | None = None
    texts: tuple[tuple[str, Box], ...] = ()
    alpha: NDArray[np.uint8] | None = None
    grey: bool = False

    @property
    def size(self) -> tuple[int, int]:
        return self.rgb.shape[1], self.rgb.shape[0]


@dataclass(frozen=True)
class Case:
    """`harmful` results must be found, by one of the `flags`; `truth` is the motion (2x3) of the frame where
    the case is about one."""

    kind: str
    subject: str
    harmful: bool
    before: Path
    after: Path
    asked: Asked
    flags: tuple[str, ...] = ()
    truth: NDArray[np.float64] | None = None
    about: str = ""


@dataclass
class Made:
    """What an editor hands back before it is saved."""

    rgb: Rgb
    asked: Asked
    alpha: NDArray[np.uint8] | None = None
    suffix: str = ".png"
    save: dict[str, Any] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    truth: NDArray[np.float64] | None = None
    about: str = ""
    before_exif: int = 0
    after_exif: int = 0
    palette: bool = False


# Steps of 255 that an edit changes at least, on average.
_VISIBLE = 5.0


def region_of(subject: Subject, random: Random) -> Area:
    """A box of a tenth to a quarter of the frame, beside the face and the texts."""
    width, height = subject.size
    spared = [box for box in (subject.face, *(box for _, box in subject.texts)) if box]
    for _ in range(200):
        across, down = (int(side * random.uniform(0.28, 0.45)) for side in (width, height))
        left, top = int(random.integers(0, width - across)), int(random.integers(0, height - down))
        # What lies in the transparent part of a cut-out nobody sees.
        shows = subject.alpha is None or subject.alpha[top + down // 2, left + across // 2] == 255
        if shows and not any(_meet((left, top, across, down), box) for box in spared):
            return Area("the patch", box=(left, top, across, down))
    raise AssertionError(f"{subject.name} has no room beside its face and texts")


def _meet(one: Box, other: Box, rim: int = 12) -> bool:
    return (
        one[0] < other[0] + other[2] + rim
        and other[0] < one[0] + one[2] + rim
        and one[1] < other[1] + other[3] + rim
        and other[1] < one[1] + one[3] + rim
    )


def honest(subject: Subject, random: Random) -> Made:
    """A thing is added, repainted or recoloured inside the region, with a soft edge that stays inside it."""
    area = region_of(subject, random)
    assert area.box is not None
    left, top, across, down = (int(side) for side in area.box)
    height, width = subject.rgb.shape[:2]
    mask = np.zeros((height, width), np.float32)
    middle = (left + across // 2, top + down // 2)
    cv2.ellipse(mask, middle, (int(across * 0.4), int(down * 0.4)), 0, 0, 360, 1, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), 3)[..., None]
    kind = int(random.integers(3))
    if kind == 0:
        new = np.full_like(subject.rgb, random.integers(30, 225, 3))
    elif kind == 1:
        new = np.roll(subject.rgb, (height // 3, width // 3), (0, 1))[:, ::-1]
    else:
        new = np.clip(subject.rgb * random.uniform([0.5, 0.6, 0.9], [0.8, 1.5, 1.6]), 0, 255)
    if np.abs(new - subject.rgb.astype(np.float32))[mask[..., 0] > 0.5].mean() < _VISIBLE:
        # White over white is no edit.
        new = 255 - subject.rgb
    rgb = np.clip(subject.rgb * (1 - mask) + new * mask, 0, 255).astype(np.uint8)
    return Made(rgb, Asked(words="change the patch", region=area), subject.alpha)


def motion(size: tuple[int, int], zoom: float, turn: float, dx: float, dy: float) -> NDArray[np.float64]:
    """Pixels of the picture before to those after, zoomed and turned about the middle."""
    cos, sin = zoom * math.cos(math.radians(turn)), zoom * math.sin(math.radians(turn))
    middle = np.array([size[0] / 2 - 0.5, size[1] / 2 - 0.5])
    linear = np.array([[cos, -sin], [sin, cos]])
    return np.column_stack([linear, middle + np.array([dx, dy]) - linear @ middle])


def moved(made: Made, matrix: NDArray[np.float64]) -> Made:
    size = made.rgb.shape[1::-1]
    made.rgb = np.asarray(
        cv2.warpAffine(made.rgb, matrix, size, flags=cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REFLECT), np.uint8
    )
    if made.alpha is not None:
        made.alpha = np.asarray(cv2.warpAffine(made.alpha, matrix, size, flags=cv2.INTER_LANCZOS4), np.uint8)
    made.truth = matrix
    return made


def put_right(subject: Subject, made: Made) -> Made:
    """What Stet's repair does: found, laid back, and what the frame lost taken from the picture before."""
    found = register(subject.rgb, made.rgb)
    from tools.receipt.alignment import covered

    back, there = warp(made.rgb, found, subject.size), covered(found)
    made.rgb = np.where(there[..., None], back, subject.rgb).astype(np.uint8)
    made.truth = None
    return made


def coded(rgb: Rgb, format: str, **save: Any) -> Rgb:
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, format, **save)
    return np.asarray(Image.open(out).convert("RGB"))


def resized(rgb: Rgb, width: int, height: int) -> Rgb:
    way = cv2.INTER_AREA if width < rgb.shape[1] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, (width, height), interpolation=way), np.uint8)


def checkerboard(size: tuple[int, int], square: int, tones: tuple[int, int]) -> Rgb:
    y, x = np.mgrid[: size[1], : size[0]]
    board = np.where((x // square + y // square) % 2, *tones).astype(np.uint8)
    return np.repeat(board[..., None], 3, 2)


Edit = Callable[[Subject, Made, Random], "Made | None"]


def write(subject: Subject, made: Made, folder: Path, number: int, kind: str, harmful: bool) -> Case:
    before = folder / f"{subject.name}.png"
    if made.before_exif:
        before = folder / f"{subject.name}-turned-{made.before_exif}.jpg"
    if not before.exists():
        _save(Made(subject.rgb, made.asked, subject.alpha, before.suffix), before, made.before_exif, subject.grey)
    after = folder / f"{subject.name}-{number:04}-{kind.replace(' ', '-')}{made.suffix}"
    _save(made, after, made.after_exif)
    return Case(kind, subject.name, harmful, before, after, made.asked, made.flags, made.truth, made.about)


def _save(made: Made, path: Path, orientation: int, grey: bool = False) -> None:
    image = Image.fromarray(made.rgb)
    if made.alpha is not None and path.suffix in (".png", ".webp", ".tiff"):
        image.putalpha(Image.fromarray(made.alpha))
    if grey:
        image = image.convert("L")
    if made.palette:
        image = image.quantize(256, dither=Image.Dither.NONE)
    if orientation:
        # Stored as the sensor lay: EXIF says how to turn it.
        exif = Image.Exif()
        exif[0x0112] = orientation
        back = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
        image.transpose(back[orientation]).save(path, quality=92, exif=exif)
        return
    # What is only looked at once need not be small.
    quick = {"compress_level": 1} if path.suffix == ".png" else {}
    # Into memory first, since pillow-heif leaves the file open that it is given.
    out = io.BytesIO()
    image.save(out, Image.registered_extensions()[path.suffix], **quick, **made.save)
    path.write_bytes(out.getvalue())


def cases(
    subjects: Iterable[Subject], kinds: dict[str, tuple[bool, Edit]], folder: Path, rounds: int, seed: int
) -> Iterator[Case]:
    """Every kind on every subject that it can be done to, `rounds` times with other numbers: one subject after the
    other, whose own part (its faces) is then looked for once. A case is the same whatever else is counted."""
    for subject in subjects:
        for turn in range(rounds):
            for number, (kind, (harmful, edit)) in enumerate(kinds.items()):
                random = np.random.default_rng([seed, turn, zlib.crc32(f"{subject.name} {kind}".encode())])
                made = edit(subject, honest(subject, random), random)
                if made is not None:
                    yield write(subject, made, folder, 100 * turn + number, kind, harmful)
