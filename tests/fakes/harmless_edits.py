"""The harmless ways to hand a picture back: other formats and encodings, another size, a frame that was put right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image

from backends.engine.colour.encoding import from_screen
from backends.engine.pixels import Pixels
from tests.backends.engine import icc_bytes
from tests.fakes.bad_editor import Edit, Made, Random, Subject, motion, moved, put_right, resized

pillow_heif.register_heif_opener()


def as_jpeg(subject: Subject, made: Made, random: Random) -> Made | None:
    return _lossy(subject, made, ".jpg", int(random.integers(75, 97)))


def as_webp(subject: Subject, made: Made, random: Random) -> Made | None:
    return _lossy(subject, made, ".webp", int(random.integers(75, 97)))


def as_avif(subject: Subject, made: Made, random: Random) -> Made | None:
    return _lossy(subject, made, ".avif", int(random.integers(75, 96)), speed=8)


def as_heic(subject: Subject, made: Made, random: Random) -> Made | None:
    # The slower presets make the file smaller, at ten times the time.
    return _lossy(subject, made, ".heic", int(random.integers(75, 96)), enc_params={"preset": "ultrafast"})


def _lossy(subject: Subject, made: Made, suffix: str, quality: int, **save: Any) -> Made | None:
    if subject.alpha is not None and suffix != ".webp":
        return None
    made.suffix, made.save, made.about = suffix, {"quality": quality} | save, f"{suffix} {quality}"
    return made


def as_lossless(subject: Subject, made: Made, random: Random) -> Made | None:
    ways = [(".tiff", {}), (".webp", {"lossless": True}), (".bmp", {})]
    made.suffix, made.save = ways[int(random.integers(2 if subject.alpha is not None else 3))]
    made.about = made.suffix
    return made


def in_display_p3(subject: Subject, made: Made, random: Random) -> Made:
    """The same colours in other codes, as a phone or a Mac writes them."""
    icc = icc_bytes.display_p3()
    made.rgb = np.asarray(from_screen(made.rgb, Pixels(made.rgb, None, icc)), np.uint8)
    made.save = {"icc_profile": icc}
    return made


def with_a_palette(subject: Subject, made: Made, random: Random) -> Made | None:
    """The 256 colours that fit it best, where the picture has few enough for none of them to become another."""
    if subject.alpha is not None:
        return None
    few = np.asarray(Image.fromarray(made.rgb).quantize(256, dither=Image.Dither.NONE).convert("RGB"))
    made.palette = True
    return made if int(np.abs(few.astype(int) - made.rgb).max()) <= _SAME_COLOUR else None


_SAME_COLOUR = 10


def resampled(subject: Subject, made: Made, random: Random) -> Made:
    """Delivered at another size of the same shape, or sent through one and back."""
    width, height = subject.size
    share = random.uniform(0.6, 1.8)
    small = resized(made.rgb, round(width * share), round(height * share))
    made.about = f"{share:.2f}"
    if random.random() < 0.5:
        made.rgb = resized(small, width, height)
        made.about += " and back"
        return made
    made.rgb = small
    if made.alpha is not None:
        made.alpha = resized(made.alpha, *small.shape[1::-1])
    return made


def straightened(subject: Subject, made: Made, random: Random) -> Made | None:
    """Zoomed, shifted and turned by the model, and put right by Stet."""
    if subject.alpha is not None:
        return None
    zoom, turn = 1 + random.uniform(-0.05, 0.05), random.uniform(-1, 1) * int(random.integers(2))
    matrix = motion(subject.size, zoom, turn, *random.uniform(-25, 25, 2) * max(subject.size) / 1024)
    made.about = f"{zoom:.3f} {turn:.2f}"
    return put_right(subject, moved(made, matrix))


def as_asked(subject: Subject, made: Made, random: Random) -> Made:
    """Exactly what was asked, at the size that was asked."""
    made.asked = replace(made.asked, size=subject.size)
    return made


def upright(subject: Subject, made: Made, random: Random) -> Made | None:
    """The file before is stored sideways, and the editor honoured that."""
    if subject.alpha is not None:
        return None
    made.before_exif = int(random.choice([3, 6, 8]))
    return made


def stored_sideways(subject: Subject, made: Made, random: Random) -> Made | None:
    """The result is stored sideways, and its file says so."""
    if subject.alpha is not None:
        return None
    made.after_exif = int(random.choice([3, 6, 8]))
    made.suffix, made.about = ".jpg", str(made.after_exif)
    return made


HARMLESS: dict[str, tuple[bool, Edit]] = {
    "JPEG 75 or more": (False, as_jpeg),
    "WebP 75 or more": (False, as_webp),
    "AVIF 75 or more": (False, as_avif),
    "HEIC 75 or more": (False, as_heic),
    "lossless": (False, as_lossless),
    "Display P3": (False, in_display_p3),
    "palette": (False, with_a_palette),
    "resampled": (False, resampled),
    "put right": (False, straightened),
    "as asked": (False, as_asked),
    "turned upright": (False, upright),
    "stored sideways": (False, stored_sideways),
}
