"""Brings a variant to the exact shape or size of a file: cut around what matters, or whole with its sides filled."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from backends.engine.framing.shapes import Shape, wanted_shape
from backends.errors import BackendFailed
from backends.types import Check, Job, Json, Rendition, Task, Written
from tools.base import Context, VariantLike
from tools.stem import stem

# How the files of each ending begin.
_BEGINNINGS = {
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n",
    ".webp": b"RIFF",
    ".tif": b"II*\x00",
    ".tiff": b"II*\x00",
    ".avif": b"\x00\x00\x00",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a file should be: an exact size in pixels (0 leaves it open), or the shape of a `ratio` or a `place`.

    With `pad` the whole picture is shown, and `fill` (a colour or "blur") stands at its sides."""

    width: int = 0
    height: int = 0
    ratio: str = ""
    place: str = ""
    pad: bool = False
    fill: str = "blur"

    @property
    def open(self) -> bool:
        """Whether any shape will do."""
        return not (self.width or self.height or self.ratio or self.place)


@dataclass(frozen=True, slots=True)
class Framed:
    """The recipe that ends in the frame, and what it took: `words` for people, checks, a note or ""."""

    recipe: Json
    words: str
    checks: tuple[Check, ...] = ()
    note: str = ""


async def framed(variant: VariantLike, frame: Frame, context: Context) -> Framed:
    """Raises what the engine's own operations raise: NotPossible for much more pixels than there are."""
    done = Framed(variant.recipe, "")
    size = variant.width, variant.height
    for operation, values in _operations(frame, *size):
        made = await _made(operation, values, done.recipe, stem(context.tree, variant.id), context)
        words = _said(made)
        done = Framed(
            made.recipe,
            f"{done.words}, {words}" if done.words else words,
            (*done.checks, *made.checks),
            f"{done.note} {made.note}".strip(),
        )
    return done


def _said(made: Rendition) -> str:
    """What was done, once: a label stands before the words, unless they say the same."""
    label = made.look.partition(" with ")[0]
    same = made.words.startswith(label) or label.removeprefix("resized") in made.words
    return made.words if same else made.look if made.words in made.look else f"{made.look}, {made.words}"


def file_checks(written: Written, frame: Frame, long_side: int, max_bytes: int) -> tuple[Check, ...]:
    """The file against what was asked of it, measured on the file."""
    checks: list[Check] = []
    size = written.path.stat().st_size
    for name, asked, is_now in (("width", frame.width, written.width), ("height", frame.height, written.height)):
        if asked:
            checks.append(Check(f"{name} of the file in pixels", is_now, str(asked), is_now == asked))
    if frame.ratio and not (frame.width and frame.height) and written.height:
        across, down = (float(side) for side in frame.ratio.replace("x", ":").split(":"))
        off = abs(written.width - written.height * across / down)
        checks.append(Check("pixels off the shape of the file", round(off, 1), "<= 1", off <= max(1.0, across / down)))
    if long_side and not (frame.width or frame.height):
        longest = max(written.width, written.height)
        checks.append(Check("long side of the file in pixels", longest, f"<= {long_side}", longest <= long_side))
    if max_bytes:
        checks.append(Check("kB of the file", round(size / 1000, 1), f"<= {max_bytes / 1000:g}", size <= max_bytes))
    checks += _format(written.path)
    return tuple(checks)


def too_few(written: Written, frame: Frame) -> str:
    """A sentence where a place wants more pixels than there are."""
    shape = _shape(frame, written) if frame.place else None
    if shape is None or written.width >= shape.size[0] or not shape.size[0]:
        return ""
    return (
        f"{shape.name[:1].upper()}{shape.name[1:]} wants {shape.size[0]} x {shape.size[1]} pixels; the picture has"
        " fewer, and was not enlarged."
    )


def _shape(frame: Frame, written: Written) -> Shape | None:
    values: Json = {"place": frame.place} if frame.place else {"ratio": frame.ratio} if frame.ratio else {}
    return wanted_shape(values, written.width, written.height)


def _format(path: Path) -> list[Check]:
    begins = _BEGINNINGS.get(path.suffix.lower())
    if begins is None:
        return []
    with path.open("rb") as file:
        is_it = file.read(len(begins)) == begins
    return [Check(f"is a {path.suffix[1:].upper()} file", float(is_it), "1", is_it)]


def _operations(frame: Frame, width: int, height: int) -> list[tuple[str, Json]]:
    exact: Json = {name: value for name in ("width", "height") if (value := getattr(frame, name))}
    ratio = f"{frame.width}:{frame.height}" if len(exact) == 2 else frame.ratio
    shape: Json = {"place": frame.place} if frame.place and not ratio else {"ratio": ratio} if ratio else {}
    found: list[tuple[str, Json]] = []
    if shape and frame.pad and not (ratio and _has(ratio, width, height)):
        found.append(("pad", shape | ({} if frame.fill == "blur" else {"colour": frame.fill})))
    elif shape and not (ratio and (exact or _has(ratio, width, height))):
        found.append(("crop", shape))
    if exact:
        # It crops by itself where the shape is still another one.
        found.append(("resize", exact))
    return found


def _has(ratio: str, width: int, height: int) -> bool:
    across, down = (float(side) for side in ratio.split(":"))
    return abs(width - height * across / down) <= max(1.0, across / down)


async def _made(operation: str, values: Json, base: Json, source: Path, context: Context) -> Rendition:
    job = Job(
        id=context.workplace.name,
        task=Task.CROP,
        source=source,
        prompt="",
        folder=context.workplace,
        base=base,
        operation=operation,
        values=values,
    )
    async for step in context.darkroom.run(job):
        if isinstance(step, Rendition):
            return dataclasses.replace(step)
    raise BackendFailed("The frame of the file could not be made", "Try it again.")
