"""Writes full-resolution files: one decode for all targets, a recipe replayed for each, encoding beside rendering."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import cv2
from PIL import Image, JpegImagePlugin

from backends.engine.carrying import locked_after
from backends.engine.colour.encoding import eight_bit
from backends.engine.files import formats, landing
from backends.engine.files.credentials import has_credentials
from backends.engine.files.decode import decode_full, decode_picture
from backends.engine.files.encode import Encoder, Wrapping, encoder_for, fitted
from backends.engine.files.intake import opened
from backends.engine.files.metadata import Metadata, new_exif, read_metadata
from backends.engine.files.provenance import packet
from backends.engine.files.squeeze import squeezed
from backends.engine.pixels import Array, Pixels
from backends.engine.recipe import Recipe
from backends.engine.regions.geometry import drawn_out
from backends.engine.render import reframes, render, size_after
from backends.errors import BackendFailed, BadRequest, StetError
from backends.types import ExportOptions, Progress, Target, Written

# Each file in the making holds about seven bytes a pixel beside the source; large ones go one by one.
_PIXELS_AT_ONCE = 120_000_000


@dataclass(frozen=True, slots=True)
class Original:
    """A decoded source with what exports keep of it. `sampling` as in `Wrapping`; `signed` when the file has content
    credentials."""

    pixels: Pixels
    metadata: Metadata
    sampling: int
    notices: tuple[str, ...]
    signed: bool = False


def read_original(path: Path) -> Original:
    """Raises BadImage."""
    with opened(path) as picture:
        sampling = -1
        if picture.format is formats.JPEG and isinstance(picture.image, JpegImagePlugin.JpegImageFile):
            sampling = JpegImagePlugin.get_sampling(picture.image)
        metadata = read_metadata(picture.exif)
        return Original(decode_picture(picture), metadata, sampling, picture.notices, has_credentials(path))


def export(
    source: Path, targets: Sequence[Target], options: ExportOptions, original: Original | None = None
) -> Iterator[Progress | Written]:
    """Yield each file as it is complete. `original` saves decoding `source` again.

    Raises BadRequest before anything is written for a file that exists, a format that is not written, the source
    itself as a target or a recipe that is not one; files that were complete before a later failure stay.
    """
    encoders = check_targets(source, targets, options)
    recipes = [Recipe.from_json(target.recipe) for target in targets]
    original = original or read_original(source)
    pixels, notices = _resized(original.pixels, options.long_side)
    for target, recipe, encoder in zip(targets, recipes, encoders, strict=True):
        if max(_size(original.pixels, pixels, recipe, options)) > encoder.most:
            raise BadRequest(
                f"{target.path.name}: {encoder.name} holds at most {encoder.most} pixels a side",
                "Export as PNG or TIFF, or smaller.",
            )
    yield Progress("export", 0, len(targets), "developing")
    beside = max(1, min(os.cpu_count() or 1, _PIXELS_AT_ONCE // (pixels.rgb.shape[0] * pixels.rgb.shape[1])))
    small = _Small(pixels, notices)
    yield from _developed(original, small, targets, recipes, encoders, options, beside)


@dataclass(frozen=True, slots=True)
class _Small:
    """The source at the wanted size, with what that took: enough for recipes that keep the frame."""

    pixels: Pixels
    notices: tuple[str, ...]


def _size(whole: Pixels, small: Pixels, recipe: Recipe, options: ExportOptions) -> tuple[int, int]:
    if not reframes(recipe.steps):
        return small.rgb.shape[1], small.rgb.shape[0]
    width, height = size_after(recipe, whole.rgb.shape[1], whole.rgb.shape[0])
    scale = min(1.0, options.long_side / max(width, height)) if options.long_side else 1.0
    return round(width * scale), round(height * scale)


def _rendered(original: Original, small: _Small, recipe: Recipe, long_side: int) -> _Small:
    """A recipe that moves the frame works on the whole picture: only what comes out has the wanted long side."""
    if not reframes(recipe.steps):
        return _Small(render(small.pixels, recipe), small.notices)
    return _Small(*_resized(render(original.pixels, recipe), long_side))


def check_targets(source: Path, targets: Sequence[Target], options: ExportOptions) -> list[Encoder]:
    """What can be told before decoding: the encoder for each target. Raises BadRequest, as `export` does."""
    encoders = [encoder_for(target.path.suffix) for target in targets]
    seen: set[str] = set()
    for target in targets:
        place = os.path.normcase(os.path.abspath(target.path))
        if place in seen:
            raise BadRequest(f"two variants would be written to {target.path}", "Give each its own name.")
        seen.add(place)
        landing.refuse_existing(target.path, options.force)
        if has_credentials(target.path):
            raise BadRequest(
                f"{target.path} has signed content credentials, which writing over it would destroy",
                "Choose another name.",
            )
        if os.path.exists(target.path) and os.path.exists(source) and os.path.samefile(source, target.path):
            raise BadRequest(f"{target.path} is the original, which Stet never changes", "Choose another name.")
    if options.long_side < 0 or not 1 <= options.quality <= 100:
        raise BadRequest("the long side must be 0 or more pixels and the quality 1 to 100", "Correct the number.")
    return encoders


def _developed(
    original: Original,
    small: _Small,
    targets: Sequence[Target],
    recipes: Sequence[Recipe],
    encoders: Sequence[Encoder],
    options: ExportOptions,
    beside: int,
) -> Iterator[Progress | Written]:
    """Rendering uses all cores and encoding one, so the next picture is rendered while this one is encoded."""
    room = threading.Semaphore(beside)
    stopped = threading.Event()

    def finish(rendered: _Small, recipe: Recipe, target: Target, encoder: Encoder) -> Written:
        try:
            if stopped.is_set():
                raise BackendFailed(f"{target.path.name} was not written", "Export it again.")
            written = _write(rendered.pixels, original, rendered.notices, target, encoder, options)
            return _with_what_compression_cost(written, rendered.pixels, recipe) if encoder.lossy else written
        except BaseException:
            stopped.set()
            raise
        finally:
            room.release()

    files: list[Future[Written]] = []
    done = 0
    with ThreadPoolExecutor(beside) as encoding:
        try:
            for target, recipe, encoder in zip(targets, recipes, encoders, strict=True):
                room.acquire()
                if stopped.is_set():
                    break
                files.append(
                    encoding.submit(
                        finish, _rendered(original, small, recipe, options.long_side), recipe, target, encoder
                    )
                )
                while done < len(files) and files[done].done():
                    done += 1
                    yield from _report(files[done - 1], done, len(targets))
            for file in files[done:]:
                done += 1
                yield from _report(file, done, len(targets))
        finally:
            stopped.set()


def _report(file: Future[Written], done: int, total: int) -> Iterator[Progress | Written]:
    written = file.result()
    yield written
    yield Progress("export", done, total, f"wrote {written.path.name}")


def _write(
    rendered: Pixels,
    original: Original,
    notices: tuple[str, ...],
    target: Target,
    encoder: Encoder,
    options: ExportOptions,
) -> Written:
    pixels, losses = fitted(rendered, encoder)
    height, width = pixels.rgb.shape[:2]
    xmp = packet(target.provenance, signed_source=original.signed)

    def wrap(width: int, height: int) -> Wrapping:
        exif = new_exif(original.metadata, width, height, srgb=not pixels.icc, keep_gps=options.keep_gps)
        return Wrapping(exif, options.quality, original.sampling, xmp)

    try:
        if options.max_bytes:
            pixels, parts, taken = squeezed(pixels, encoder, wrap, options.max_bytes)
            height, width = pixels.rgb.shape[:2]
            losses += taken
        else:
            parts = encoder.encode(pixels, wrap(width, height))
    except StetError:
        raise
    except Exception as fault:
        raise BackendFailed(
            f"{target.path.name} could not be encoded as {encoder.name} ({fault})", "Export as PNG or TIFF."
        ) from fault

    def has_its_size(partial: Path) -> None:
        with Image.open(partial) as image:
            if image.size != (width, height):
                raise BackendFailed(
                    f"{target.path.name} came out as {image.width} x {image.height} instead of {width} x {height}",
                    "Export as PNG or TIFF.",
                )

    landing.land(target.path, parts, force=options.force, check=has_its_size)
    if original.signed:
        losses += _beside(target, xmp, options)
    return Written(target.path, width, height, notices + losses)


def _with_what_compression_cost(written: Written, rendered: Pixels, recipe: Recipe) -> Written:
    """A lossy file keeps nothing to the pixel: where something is locked, by how much is measured and told."""
    locked = locked_after(recipe)
    if locked is None or rendered.rgb.shape[:2] != (written.height, written.width):
        return written
    inside = drawn_out(locked, written.height, written.width) > 0
    stored = decode_full(written.path)
    if not inside.any() or stored.rgb.shape != rendered.rgb.shape:
        return written
    apart = cv2.absdiff(eight_bit(stored.rgb), eight_bit(rendered.rgb)).max(axis=2)[inside]
    if not apart.max():
        return written
    said = (
        f"Compression moved what is locked by at most {apart.max()} of 255 ({apart.mean():.1f} on average);"
        " PNG or TIFF keeps it exactly."
    )
    return replace(written, notices=(*written.notices, said))


def _beside(target: Target, xmp: bytes, options: ExportOptions) -> tuple[str, ...]:
    """The original was signed, and stays as it was; what became of it is told next to the new file."""
    said = "The photo has signed content credentials, which hold for the photo alone: the new file has none."
    if not xmp:
        return (said,)
    beside = target.path.with_name(f"{target.path.name}.xmp")
    try:
        landing.land(beside, [xmp], force=options.force)
    except BadRequest:
        return (f"{said} {beside.name} was there already and is left as it was.",)
    return (f"{said} How it was made is in {beside.name}.",)


def _resized(pixels: Pixels, long_side: int) -> tuple[Pixels, tuple[str, ...]]:
    """Before rendering, since recipes measure in fractions of the picture: the same result for less work."""
    height, width = pixels.rgb.shape[:2]
    if not long_side or long_side == max(width, height):
        return pixels, ()
    if long_side > max(width, height):
        return pixels, (f"The photo's long side has {max(width, height)} pixels: it was not enlarged to {long_side}.",)
    scale = long_side / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    rgb = cast(Array, cv2.resize(pixels.rgb, size, interpolation=cv2.INTER_AREA))
    alpha = pixels.alpha
    if alpha is not None:
        alpha = cast(Array, cv2.resize(alpha, size, interpolation=cv2.INTER_AREA))
    return Pixels(rgb, alpha, pixels.icc), ()
