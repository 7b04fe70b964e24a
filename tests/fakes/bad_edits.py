"""The damages of the bad editor, each with numbers drawn by chance."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from tests.fakes.bad_editor import (
    Asked,
    Edit,
    Made,
    Random,
    Subject,
    checkerboard,
    coded,
    honest,
    motion,
    moved,
    resized,
)


def _sign(random: Random) -> int:
    return int(random.choice([-1, 1]))


def zoom(subject: Subject, made: Made, random: Random) -> Made:
    by = 1 + _sign(random) * random.uniform(0.006, 0.05)
    made = moved(made, motion(subject.size, by, 0, *random.uniform(-3, 3, 2)))
    made.flags, made.about = ("frame_moved", "cropped"), f"{by:.3f}"
    return made


def shift(subject: Subject, made: Made, random: Random) -> Made:
    # OpenCV moves by thirty-seconds of a pixel, and what is drawn is the truth.
    dx, dy = (_sign(random) * round(random.uniform(2, 25) * 32) / 32 for _ in range(2))
    made = moved(made, motion(subject.size, 1, 0, dx, dy))
    made.flags, made.about = ("frame_moved", "cropped"), f"{dx:.1f},{dy:.1f}"
    return made


def rotation(subject: Subject, made: Made, random: Random) -> Made:
    turn = _sign(random) * random.uniform(0.4, 1)
    made = moved(made, motion(subject.size, 1, turn, 0, 0))
    made.flags, made.about = ("frame_moved",), f"{turn:.2f}"
    return made


def cast(subject: Subject, made: Made, random: Random) -> Made:
    gains = np.ones(3)
    channel = int(random.integers(3))
    gains[channel] += _sign(random) * random.uniform(0.07, 0.18)
    offset = np.zeros(3)
    offset[channel] = (gains[channel] - 1) * 25
    moved = np.clip(made.rgb * gains + offset, 0, 255)
    if np.abs(moved - made.rgb)[..., channel].mean() < 3:
        # White stays white under more light.
        moved = np.clip(made.rgb * (2 - gains) - offset, 0, 255)
    made.rgb = moved.astype(np.uint8)
    made.flags, made.about = ("colour_cast", "slight_cast"), str(np.round(gains, 2))
    return made


def low_quality(subject: Subject, made: Made, random: Random) -> Made:
    quality = int(random.integers(8, 31))
    made.flags, made.about = ("compression", "some_compression"), str(quality)
    if random.random() < 0.5:
        made.suffix, made.save, made.alpha = ".jpg", {"quality": quality}, None
    else:
        made.rgb = coded(made.rgb, "JPEG", quality=quality)
    return made


def noise(subject: Subject, made: Made, random: Random) -> Made:
    sigma, channels = random.uniform(12, 24), int(random.choice([1, 3]))
    grain = random.normal(0, sigma, (*made.rgb.shape[:2], channels))
    made.rgb = np.clip(made.rgb + grain, 0, 255).astype(np.uint8)
    made.flags, made.about = ("noise",), f"{sigma:.0f} x{channels}"
    return made


def wrong_size(subject: Subject, made: Made, random: Random) -> Made:
    """Another size or another shape than the one that was asked."""
    width, height = subject.size
    way = int(random.integers(3))
    made.flags = ("wrong_size", "wrong_ratio", "shape_changed", "stretched", "cropped")
    if way == 0:
        made.asked = replace(made.asked, size=(width, height))
        made.rgb = resized(made.rgb, *(int(side * random.uniform(0.6, 0.95)) for side in (width, height)))
    elif way == 1:
        made.asked = replace(made.asked, size=(2 * width, 2 * height))
    else:
        side = min(width, int(height * 0.9))
        made.rgb = np.ascontiguousarray(made.rgb[:side, :side])
    made.about = ("other size", "not enlarged", "cropped square")[way]
    if made.alpha is not None:
        made.alpha = resized(made.alpha, *made.rgb.shape[1::-1])
    return made


def ignored_mask(subject: Subject, made: Made, random: Random) -> Made:
    """All of it is drawn anew, or the edit lands elsewhere."""
    made.flags = ("changed_outside", "asked_part_unchanged")
    if random.random() < 0.5:
        other = honest(subject, random)
        assert made.asked.region is not None and made.asked.region.box is not None
        left, top, across, down = (int(side) for side in made.asked.region.box)
        # The edit of another region, with the asked one as it was.
        made.rgb = other.rgb.copy()
        made.rgb[top : top + down, left : left + across] = subject.rgb[top : top + down, left : left + across]
        made.about = "elsewhere"
        return made
    field = random.normal(0, 1, (8, 10, 2)).astype(np.float32)
    size = subject.size
    flow = cv2.resize(field, size, interpolation=cv2.INTER_CUBIC) * random.uniform(4, 8)
    x, y = np.meshgrid(np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32))
    made.rgb = np.asarray(
        cv2.remap(made.rgb, x + flow[..., 0], y + flow[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT),
        np.uint8,
    )
    made.about = "redrawn"
    return made


def blurred_eyes(subject: Subject, made: Made, random: Random) -> Made | None:
    if subject.eyes is None:
        return None
    left, top, across, down = subject.eyes
    rows, columns = slice(top, top + down), slice(left, left + across)
    sigma = across / 30 * random.uniform(0.9, 1.6)
    made.rgb = made.rgb.copy()
    made.rgb[rows, columns] = cv2.GaussianBlur(made.rgb[rows, columns], (0, 0), sigma)
    made.flags, made.about = ("face_changed", "changed_outside"), f"{sigma:.1f}"
    return made


def warped_face(subject: Subject, made: Made, random: Random) -> Made | None:
    if subject.face is None:
        return None
    left, top, across, down = subject.face
    wide, high = 1 + _sign(random) * random.uniform(0.05, 0.1), 1 + _sign(random) * random.uniform(0.04, 0.08)
    part = made.rgb[top : top + down, left : left + across]
    matrix = np.array([[wide, 0, (1 - wide) * across / 2], [0, high, (1 - high) * down / 2]])
    other = cv2.warpAffine(part, matrix, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    mask = np.zeros((down, across), np.float32)
    cv2.ellipse(mask, (across // 2, down // 2), (int(across * 0.44), int(down * 0.44)), 0, 0, 360, 1, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), across / 40)[..., None]
    made.rgb = made.rgb.copy()
    made.rgb[top : top + down, left : left + across] = (part * (1 - mask) + other * mask).astype(np.uint8)
    made.flags, made.about = ("face_changed", "changed_outside"), f"{wide:.2f} {high:.2f}"
    return made


def black(subject: Subject, made: Made, random: Random) -> Made:
    made.rgb = np.clip(random.normal(2, 1, made.rgb.shape), 0, 6).astype(np.uint8)
    made.flags = ("black",)
    return made


def painted_board(subject: Subject, made: Made, random: Random) -> Made:
    """Asked for a transparent background, it paints one."""
    width, height = subject.size
    tones = [(255, 204), (255, 235), (204, 153), (110, 80)][int(random.integers(4))]
    square = int(random.integers(6, 26))
    if subject.alpha is not None:
        share = subject.alpha[..., None].astype(np.float32) / 255
    else:
        mask = np.zeros((height, width), np.float32)
        cv2.ellipse(mask, (width // 2, height // 2), (int(width * 0.33), int(height * 0.36)), 0, 0, 360, 1, -1)
        share = mask[..., None]
    made.rgb = (subject.rgb * share + checkerboard(subject.size, square, tones) * (1 - share)).astype(np.uint8)
    made.alpha, made.asked = None, Asked(words="cut it out", alpha=True, region=None)
    made.flags, made.about = ("painted_alpha",), f"{square} {tones}"
    if random.random() < 0.5:
        made.suffix, made.save = ".jpg", {"quality": 88}
    return made


def dropped_alpha(subject: Subject, made: Made, random: Random) -> Made | None:
    if subject.alpha is None:
        return None
    made.alpha = None
    if random.random() < 0.5:
        made.suffix, made.save = ".jpg", {"quality": 95}
    made.flags = ("alpha_dropped",)
    return made


def sideways(subject: Subject, made: Made, random: Random) -> Made | None:
    """The editor read the pixels and not the orientation of the file."""
    if subject.alpha is not None:
        return None
    orientation = int(random.choice([3, 6, 8]))
    made.before_exif = orientation
    made.rgb = np.ascontiguousarray(np.rot90(made.rgb, {3: 2, 6: 1, 8: 3}[orientation]))
    made.flags, made.about = ("turned",), str(orientation)
    return made


def swapped_text(subject: Subject, made: Made, random: Random) -> Made | None:
    """A line that nobody spoke of reads otherwise."""
    if not subject.texts:
        return None
    text, (left, top, across, down) = subject.texts[int(random.integers(len(subject.texts)))]
    made.rgb = made.rgb.copy()
    half = across // 2
    part = made.rgb[top : top + down, left : left + across]
    turned = np.concatenate([part[:, half:], part[:, :half]], axis=1)
    made.rgb[top : top + down, left : left + turned.shape[1]] = turned
    made.flags, made.about = ("text_changed", "changed_outside"), text
    return made


def added_object(subject: Subject, made: Made, random: Random) -> Made:
    """Something nobody asked for, small, beside the region."""
    width, height = subject.size
    assert made.asked.region is not None and made.asked.region.box is not None
    left, top, across, down = (int(side) for side in made.asked.region.box)
    reach = int(max(width, height) * random.uniform(0.022, 0.05))
    rim = 2 * reach + 14
    spots = (
        (int(random.integers(reach, width - reach)), int(random.integers(reach, height - reach))) for _ in range(300)
    )
    x, y = next(
        (x, y)
        for x, y in spots
        if not (left - rim < x < left + across + rim and top - rim < y < top + down + rim)
        and (subject.alpha is None or subject.alpha[y, x] == 255)
    )
    colour = made.rgb[y, x].astype(int) + np.where(made.rgb[y, x] > 127, -1, 1) * random.integers(50, 110, 3)
    made.rgb = made.rgb.copy()
    cv2.ellipse(made.rgb, (x, y), (reach, int(reach * 0.7)), 30, 0, 360, tuple(int(c) for c in colour), -1, cv2.LINE_AA)
    made.flags, made.about = ("changed_outside",), f"{reach} px at {x},{y}"
    return made


HARMFUL: dict[str, tuple[bool, Edit]] = {
    "zoom": (True, zoom),
    "shift": (True, shift),
    "rotation": (True, rotation),
    "colour cast": (True, cast),
    "JPEG 30 or less": (True, low_quality),
    "noise": (True, noise),
    "wrong size": (True, wrong_size),
    "ignored mask": (True, ignored_mask),
    "blurred eyes": (True, blurred_eyes),
    "warped face": (True, warped_face),
    "black picture": (True, black),
    "painted board": (True, painted_board),
    "dropped alpha": (True, dropped_alpha),
    "sideways": (True, sideways),
    "swapped text": (True, swapped_text),
    "added object": (True, added_object),
}
