"""Finds the part of a photo that a person means by its name: "the sky", "her face", "all except the headline"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from backends.engine.regions import names, places
from backends.engine.regions.base import Mask, Region, fitted
from backends.engine.regions.places import Box, resized
from backends.errors import BadRequest, NotPossible

if TYPE_CHECKING:
    from backends.engine.pixels import Pixels

_LONGEST = 120
_MOST_PARTS = 6
# A subject this sure is offered for the name of an object, at a confidence that makes the person look at it first.
_CLEAR, _GUESS = 0.6, 0.5
# On an even background the cut itself measures its edge, and says no where it is bad.
_ON_EVEN = 0.95
DRAW = f"Draw a box with /box, or say where, such as: remove {places.EXAMPLE}."


def find(picture: Pixels, name: str, box: tuple[float, ...] = ()) -> Region:
    """The region that `name` means on this proxy; `box` (left, top, right, bottom in fractions) helps where to look.

    Raises NotPossible where it cannot be found, with what to do instead, and BadRequest for what is no region.
    """
    said = names.plain(name)
    if len(said) > _LONGEST:
        raise BadRequest(f"a region is named in at most {_LONGEST} letters", _examples())
    return _Search(picture, places.checked(box) if box else None).named(said)


class _Search:
    """One photo, and the box that was given with the name, if any."""

    def __init__(self, picture: Pixels, box: Box | None) -> None:
        self.picture, self.box = picture, box

    def named(self, said: str) -> Region:
        if (box := places.box_in(said)) is not None:
            return self._boxed(said, box)
        if (split := names.less(said)) is not None:
            spared = self.named(split[1])
            return _less(self.named(split[0]), spared) if split[0] else _all_but(spared)
        if len(parts := names.parts(said)) > 1:
            return _joined([self.named(part) for part in parts[:_MOST_PARTS]])
        return self._limited(self._single(said))

    def _boxed(self, said: str, box: Box) -> Region:
        """A box alone, or as the help to find what is named before it ("the mug in box 10% 20% 50% 60%")."""
        before = re.sub(r"(?:\b(?:in|at|within|with)\s+)?(?:\b(?:the|a)\s+)?\bbox\b.*$", "", said).strip(" ,:")
        if (split := names.less(f"{before} x")) is not None and split[1] == "x":
            return _all_but(self._of_box(box))
        return _Search(self.picture, box).named(before) if before else self._of_box(box)

    def _of_box(self, box: Box) -> Region:
        return places.from_boxes(self.picture, "the box", (box,), soft=False)

    def _single(self, said: str) -> Region:
        """One thing, or one thing in another."""
        found = self._known(said)
        if found is None and (right := names.respelled(said)) != said:
            return self._single(right)
        if found is None and (split := names.inner_and_outer(said)) is not None:
            found = self._inside(*split) or self._written_on(*split)
        return found or self._object(names.bare(said))

    def _known(self, said: str) -> Region | None:
        """None for a name that no detector goes by."""
        from backends.engine.regions import colours, letters

        bare = names.bare(said)
        if bare in names.WHOLE:
            return places.from_boxes(self.picture, "the whole picture", ((0.0, 0.0, 1.0, 1.0),))
        if (part := places.place(bare)) is not None:
            return places.from_boxes(self.picture, *part)
        if (wanted := letters.meant(letters.plainly(bare), names.quoted(said))) is not None:
            return letters.letters(self.picture, wanted)
        if colours.knows(bare):
            return colours.colour(self.picture, bare)
        if bare in names.SKIES:
            from backends.engine.regions.sky import sky

            return sky(self.picture)
        if bare in names.SUBJECTS:
            return self._subject(f"the {bare}")
        if bare in names.TO_CUT:
            return self._to_cut()
        if bare in names.BEHIND:
            return self._subject("the subject").inverted("the background")
        if bare in names.PERSON | names.PEOPLE:
            return self._people(bare)
        if (which := names.face(bare)) is not None:
            from backends.engine.regions.faces import faces

            return faces(self.picture, *which)
        return None

    def _inside(self, what: str, where: str) -> Region | None:
        """What both are ("the red in the sky"), or a part of the frame of one ("the top of the sky")."""
        outer = self._known(where)
        if outer is None:
            return None
        part = places.place(names.bare(what))
        if part is not None:
            inner = places.from_boxes(self.picture, part[0], _within(part[1], places.bounds(outer.mask)))
        else:
            inner = self._known(what)
        if inner is None:
            return None
        return _common(inner, outer, f"{inner.name} {'of' if part else 'in'} {outer.name}")

    def _written_on(self, what: str, where: str) -> Region | None:
        """All such text of the photo, where what it stands on is not known by name; the person sees it first."""
        from backends.engine.regions import letters

        if (wanted := letters.meant(letters.plainly(names.bare(what)), names.quoted(what))) is None:
            return None
        found = letters.letters(self.picture, wanted)
        on = names.called(names.bare(where))
        note = f"This is all {'such ' if wanted.kind != 'text' else ''}text here, whether or not it is on {on}."
        return replace(found, confidence=min(found.confidence, _GUESS), note=f"{found.note} {note}".strip())

    def _limited(self, region: Region) -> Region:
        """To the box that came with the name, where that was no help to the detector."""
        if self.box is None:
            return region
        found = _common(region, self._of_box(self.box), region.name)
        return replace(found, confidence=region.confidence)

    def _subject(self, name: str) -> Region:
        from backends.engine.regions.subject import subject

        return replace(subject(self.picture, self.box), name=name)

    def _to_cut(self) -> Region:
        """What is cut out already, or stands on an even background, where nothing need be guessed; else the subject."""
        from backends.engine.cut.finding import on_even_ground

        alpha = self.picture.alpha
        if alpha is not None and float((alpha == 0).mean()) > 0.02:
            share = (alpha / np.iinfo(alpha.dtype).max * 255).astype(np.uint8)
            return Region(names.CUT_OUT, fitted(share), 1.0)
        even = on_even_ground(self.picture)
        return self._subject("the subject") if even is None else Region("the subject", fitted(even.mask), _ON_EVEN)

    def _people(self, bare: str) -> Region:
        from backends.engine.regions.people import people

        return replace(people(self.picture), name=names.called(bare))

    def _object(self, bare: str) -> Region:
        """A thing that nothing here knows: what a box holds, what has its colour, or the one subject of the photo.
        Neither of the last two is sure, whatever was measured: the person sees it first."""
        from backends.engine.regions import colours

        if not re.fullmatch(r"[^\W\d_][\w' -]*", bare) or len(bare.split()) > 6:
            raise BadRequest(f"{bare[:40]!r} names no part of a picture", _examples())
        called = names.called(bare)
        if self.box is not None:
            try:
                return self._subject(called)
            except NotPossible:
                note = f"Nothing in the box is parted from the rest, so the box itself is taken for {called}."
                return replace(self._of_box(self.box), name=called, note=note)
        if (split := colours.with_a_noun(bare)) is not None:
            found = colours.colour(self.picture, split[0])
            note = f"This is everything {split[0]}; a box around {called} would tell it from the rest."
            return replace(found, name=called, confidence=min(found.confidence, _GUESS), note=note)
        unknown = NotPossible(f"{called} cannot be found by name alone", DRAW)
        if names.spread_out(bare):
            raise unknown
        try:
            found = self._subject(called)
        except NotPossible:
            raise unknown from None
        if found.confidence < _CLEAR:
            raise unknown
        note = f"Objects are not known by name here: this is what stands out most, whether or not it is {called}."
        return replace(found, confidence=min(found.confidence, _GUESS), note=note)


def _all_but(spared: Region) -> Region:
    """All but the region, whose own soft edge is spared with it."""
    mask = _without(spared.mask)
    if mask.max() < 128:
        raise NotPossible(f"nothing is left of the picture without {spared.name}", DRAW)
    return Region(f"everything except {spared.name}", mask, spared.confidence, (), spared.note)


def _without(mask: Mask) -> Mask:
    return 255 - np.clip(mask.astype(np.uint16) * 2, 0, 255).astype(np.uint8)


def _less(region: Region, spared: Region) -> Region:
    return _common(region, replace(spared, mask=_without(spared.mask)), f"{region.name} except {spared.name}")


def _common(region: Region, other: Region, name: str) -> Region:
    """What is in both, as sure as the less sure. Raises NotPossible where nothing is."""
    mask = np.minimum(region.mask, resized(other.mask, region.mask.shape))
    if mask.max() < 128:
        raise NotPossible(f"there is no such thing in this photo as {name}", DRAW)
    boxes = tuple(box for box in region.boxes if _overlaps(mask, box))
    sure, lines = min(region.confidence, other.confidence), region.lines or other.lines
    return Region(name, mask, sure, boxes, _notes((region, other)), lines)


def _joined(regions: list[Region]) -> Region:
    """What is in any, as sure as the least sure."""
    mask = regions[0].mask
    for region in regions[1:]:
        mask = np.maximum(mask, resized(region.mask, mask.shape))
    name = f"{', '.join(region.name for region in regions[:-1])} and {regions[-1].name}"
    apart = all(region.boxes for region in regions)
    boxes = tuple(box for region in regions for box in region.boxes) if apart else ()
    sure, lines = min(region.confidence for region in regions), any(region.lines for region in regions)
    return Region(name, mask, sure, boxes, _notes(regions), lines)


def _within(boxes: tuple[Box, ...], frame: Box) -> tuple[Box, ...]:
    """Boxes in fractions of `frame`, in fractions of the picture."""
    left, top, right, bottom = frame
    wide, high = right - left, bottom - top
    return tuple((left + a * wide, top + b * high, left + c * wide, top + d * high) for a, b, c, d in boxes)


def _overlaps(mask: Mask, box: Box) -> bool:
    height, width = mask.shape
    left, top, right, bottom = box
    part = mask[int(top * height) : int(np.ceil(bottom * height)), int(left * width) : int(np.ceil(right * width))]
    return bool(part.size and (part >= 128).mean() > 0.25)


def _notes(regions: Iterable[Region]) -> str:
    return " ".join(dict.fromkeys(region.note for region in regions if region.note))


def _examples() -> str:
    return (
        "There are the subject, the background, the faces, the people, the sky, colours (the red), places (the left"
        f" half, the top third, a corner), text (the headline, the date), and {places.EXAMPLE}."
    )
