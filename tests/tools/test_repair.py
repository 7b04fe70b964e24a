"""A failed receipt leads to the cheapest repair that fits, and the local ones are done as they say."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from backends.engine.pixels import Pixels
from backends.engine.regions.geometry import rasterised
from backends.errors import BadRequest, NotPossible
from backends.types import Geometry
from tests.fakes.editor import ScriptedEditor
from tests.photos import sample
from tools.repair.failed import in_words, offers_for
from tools.repair.local import realigned, recropped, repaired

BOX = Geometry("box", (0.3, 0.3, 0.6, 0.6))


@dataclass(frozen=True)
class Flag:
    id: str
    says: str = "it was measured"


def photo() -> Pixels:
    return Pixels(np.asarray(cv2.resize(sample("coffee"), (480, 320), interpolation=cv2.INTER_AREA), np.uint8))


@pytest.mark.parametrize(
    ("flags", "names"),
    [
        (["frame_moved"], ["realign"]),
        (["keep_changed"], ["restore", "another model"]),
        (["frame_moved", "changed_outside", "wrong_size"], ["realign", "restore", "recrop", "another model"]),
        (["deep"], ["rebase"]),
        (["black"], ["again", "another model"]),
        (["painted_alpha"], ["cut out"]),
        (["misspelled"], ["another model"]),
        ([], []),
        (["not a flag that is known"], []),
    ],
    ids=str,
)
def test_the_cheapest_repair_comes_first_and_only_what_fits(flags: list[str], names: list[str]) -> None:
    offers = offers_for([Flag(name) for name in flags], knows_region=True)
    assert [offer.name for offer in offers] == names
    assert [offer.price for offer in offers] == sorted(offer.price for offer in offers)
    assert all(offer.why for offer in offers)


def test_nothing_is_put_back_where_it_is_not_known_what_was_to_stay() -> None:
    assert [offer.name for offer in offers_for([Flag("changed_outside")])] == ["another model"]


def test_what_the_engine_made_is_made_again_for_nothing() -> None:
    (offer,) = offers_for([Flag("deep"), Flag("black")], generative=False)
    assert (offer.name, offer.spends) == ("rebase", False)


def test_what_costs_is_said_apart_from_what_is_free() -> None:
    said = in_words(offers_for([Flag("keep_changed"), Flag("frame_moved")], knows_region=True))
    assert said == (
        "“Fix it” would lay the result back over the frame of the picture before and put back, from the picture before,"
        " what was to stay, here and for nothing; or say “try another model” to ask another model (which costs)."
    )
    paid = in_words(offers_for([Flag("black")]), "v5")
    assert paid.startswith("“Fix v5” would ask the same model again, which costs what a job costs and is asked first;")
    assert in_words(()) == ""


def test_a_result_is_laid_back_over_its_frame() -> None:
    before = photo()
    after = Pixels(ScriptedEditor(shift=(7, -5), zoom=1.02).edited(before.rgb))
    pixels, said = realigned(before, after)
    middle = slice(30, -30), slice(30, -30)
    off = np.abs(after.rgb[middle].astype(int) - before.rgb[middle]).mean()
    assert np.abs(pixels.rgb[middle].astype(int) - before.rgb[middle]).mean() < off / 3
    assert "moved by +7" in said and "zoom 0.98" in said


def test_what_was_to_stay_is_put_back_exactly_and_the_rest_is_the_result() -> None:
    before = photo()
    after = Pixels(ScriptedEditor(gain=(0.9, 0.9, 0.95), shift=(4, 3)).edited(before.rgb))
    locked = rasterised(BOX, 320, 480)
    mended = repaired(before, after, ["restore"], locked=locked, label="the cup")
    assert mended.did == ("realign", "restore")
    assert np.array_equal(mended.pixels.rgb[locked > 0], before.rgb[locked > 0])
    assert np.abs(mended.pixels.rgb.astype(int) - before.rgb)[locked == 0].mean() > 4
    assert mended.verdict is not None and mended.notes[0].startswith("The cup was put back")


def test_restoring_needs_to_know_what() -> None:
    with pytest.raises(BadRequest):
        repaired(photo(), photo(), ["restore"])


@pytest.mark.parametrize(
    ("size", "delivered"), [((360, 360), (360, 360)), ((0, 200), (300, 200)), ((960, 640), (960, 640))], ids=str
)
def test_a_wrong_size_is_brought_to_what_was_asked(size: tuple[int, int], delivered: tuple[int, int]) -> None:
    pixels, said = recropped(photo(), size)
    assert (pixels.rgb.shape[1], pixels.rgb.shape[0]) == delivered
    assert said.startswith("Brought from 480 x 320 to")


def test_a_square_is_cut_and_not_squeezed() -> None:
    rgb = np.zeros((200, 300, 3), np.uint8)
    cv2.circle(rgb, (150, 100), 50, (255, 255, 255), -1)
    pixels, said = recropped(Pixels(rgb), (200, 200))
    rows, columns = (np.flatnonzero((pixels.rgb[..., 0] > 128).any(axis)) for axis in (1, 0))
    assert abs(len(rows) - len(columns)) <= 2 and "33% was cut off" in said


def test_more_than_twice_the_size_is_refused() -> None:
    with pytest.raises(NotPossible, match="no detail"):
        recropped(photo(), (1200, 800))
