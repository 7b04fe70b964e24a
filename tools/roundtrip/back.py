"""What a model gave back becomes the whole variant again: laid over it, with all that stays put back, and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from backends.engine.colour.encoding import screen_rgb
from backends.engine.files import landing
from backends.engine.files.decode import decode_full
from backends.engine.files.encode import Wrapping, encoder_for
from backends.engine.measure.seam import Seam
from backends.engine.pixels import Pixels
from backends.engine.regions.base import Mask
from backends.types import Check, Geometry, Lock, Rendition
from tools.locks.enforce import Choice, Ground, Held, held_to, instead
from tools.locks.honest import STEP, judged
from tools.locks.restore import laid_over, largest_difference, put_back
from tools.roundtrip.going import Going, free_of
from tools.roundtrip.paste import Over, laid, put_into

_SHOWN = 1200


@dataclass(frozen=True, slots=True)
class Back:
    """`before` and what is `held` are of what was sent: the part, or the whole. `notes` are whole sentences."""

    going: Going
    before: Pixels
    ground: Ground
    held: Held
    seam: Seam | None = None
    notes: tuple[str, ...] = ()
    aside: bool = False


def brought_back(result: Path, going: Going) -> Back:
    """`result` is the file that the model gave, of any size, shifted or recompressed. Raises BadImage."""
    returned = decode_full(result)
    if going.inside is None:
        return _whole(returned, going)
    over = laid(going.photo, going.window, going.inside, returned)
    inside, everywhere = going.inside, over.mixed(going.inside)

    def ground(mask: Mask | None) -> tuple[Pixels, Pixels]:
        return (everywhere if mask is None else over.mixed(free_of(inside, mask))), everywhere

    held = held_to(over.part, ground, going.locks, going.masks)
    return Back(going, over.part, ground, held, over.seam(everywhere, inside), _notes(going, over))


def _whole(returned: Pixels, going: Going) -> Back:
    over = laid_over(going.photo, returned, np.maximum.reduce(going.masks))

    def ground(mask: Mask | None) -> tuple[Pixels, Pixels]:
        return (over.over if mask is None else put_back(over, mask)), over.over

    return Back(going, over.ground, ground, held_to(over.ground, ground, going.locks, going.masks))


def chosen(back: Back, choice: Choice) -> Back:
    """With what the person chose for the locks that do not sit in."""
    held = instead(choice, back.held, back.before, back.ground, back.going.locks, back.going.masks)
    return replace(back, held=held, aside=choice is Choice.REFUSE)


def written(back: Back, made: Rendition, path: Path) -> Rendition:
    """`made` as the whole variant, at `path` (a PNG, without loss)."""
    going, held = back.going, back.held
    whole = held.pixels if going.inside is None else put_into(going.photo, going.window, held.pixels)
    landing.land(path, encoder_for(".png").encode(whole, Wrapping(Image.Exif())), force=True)
    height, width = whole.rgb.shape[:2]
    checks = [*made.checks, *held.checks]
    notes = [made.note, *back.notes]
    if going.part is not None:
        checks += _of_the_part(back, whole)
        verdict = judged(back.seam, going.part.name)
        notes.append("" if verdict.honest else f"{verdict.words[:1].upper()}{verdict.words[1:]}.")
    return replace(
        made,
        proxy=path,
        width=width,
        height=height,
        checks=tuple(checks),
        note=" ".join(filter(None, notes)),
        aside=back.aside,
    )


def picture_of(back: Back, path: Path) -> Path:
    """What was put back, as it would look, small enough for a question."""
    image = Image.fromarray(screen_rgb(back.held.pixels))
    image.thumbnail((_SHOWN, _SHOWN))
    image.save(path, quality=90)
    return path


def _of_the_part(back: Back, whole: Pixels) -> Sequence[Check]:
    going = back.going
    assert going.part is not None
    height, width = whole.rgb.shape[:2]
    outside = going.part.mask(width, height) == 0
    label = f"everything outside {going.part.name}"
    checks = [Check.of_lock(Lock("", label, Geometry()), largest_difference(going.photo, whole, outside))]
    if back.seam is not None:
        step = back.seam.step
        checks.append(Check(f"step at the edge of {going.part.name}", step, f"<= {STEP:g} of the usual", step <= STEP))
    return checks


def _notes(going: Going, over: Over) -> tuple[str, ...]:
    notes: list[str] = []
    if going.window.scale < 0.5:
        notes.append(
            f"The part was sent at {going.window.scale:.0%} of its size: what is new in it has less detail than the"
            " photo."
        )
    if any(over.shift):
        said = ", ".join(f"{part:+.1f}" for part in over.shift)
        notes.append(f"The model had moved the light of all that it was sent ({said} of 255); that was taken off.")
    if not over.alignment.defined:
        notes.append("There is too little in the picture around the part to register by, so it was placed as it came.")
    return tuple(notes)
