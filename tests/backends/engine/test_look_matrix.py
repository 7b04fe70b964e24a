"""Each look on four real photos: it does what its definition says or is refused, and no definition is a tautology."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import data

from backends.engine.looks import definitions
from backends.engine.looks.library import LookFile, looks
from backends.engine.looks.shelf import Tried, reduced, tried
from backends.engine.measure import features as measure
from backends.engine.measure import texture
from backends.engine.pixels import Pixels, scout

PHOTOS = ("astronaut", "coffee", "chelsea", "rocket")
SHELF = looks()

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

Changes = dict[tuple[str, str], dict[str, float]]


@pytest.fixture(scope="module")
def results() -> dict[tuple[str, str], Tried]:
    """What came of each look on each photo."""
    return {
        (one.look.name, photo): one
        for photo in PHOTOS
        for one in tried(Pixels(np.ascontiguousarray(getattr(data, photo)())), SHELF)
    }


@pytest.fixture(scope="module")
def changes(results: dict[tuple[str, str], Tried]) -> Changes:
    """Every measure of every result, measured here again and not as the search did; "" is the photo itself."""
    found: Changes = {}
    for photo in PHOTOS:
        before = reduced(Pixels(np.ascontiguousarray(getattr(data, photo)())))
        found["", photo] = _change(before, before)
        for name in SHELF.looks:
            if made := results[name, photo].made:
                found[name, photo] = _change(before, made.pixels)
    return found


def _change(before: Pixels, after: Pixels) -> dict[str, float]:
    noise = measure.noise(after.rgb) - measure.noise(before.rgb)
    seen = measure.change(_small(before), _small(after)) | {"noise": noise}
    return seen | texture.change(texture.Texture.of(before), texture.Texture.of(after))


def _small(pixels: Pixels) -> measure.Look:
    return measure.measure(scout(pixels.rgb, measure.SIDE))


def _holds(look: LookFile, change: dict[str, float]) -> bool:
    return all(check.holds for check in definitions.check(look.definition, change))


def _passed_by(look: LookFile, changes: Changes) -> float:
    """The share of the other looks' results that this look's definition takes for its own."""
    others = [change for (name, _), change in changes.items() if name not in ("", look.name)]
    return sum(_holds(look, change) for change in others) / len(others)


def test_the_matrix(results: dict[tuple[str, str], Tried], changes: Changes, capsys: pytest.CaptureFixture[str]):
    """Printed, so that an eye sees it: x as meant, R refused, . neither; the share of others' results that pass."""
    with capsys.disabled():
        print(f"\n{'look':16}" + "".join(f"{photo:>11}" for photo in PHOTOS) + "   photo  others")
        for name, look in SHELF.looks.items():
            cells = ""
            for photo in PHOTOS:
                meant = (name, photo) in changes and _holds(look, changes[name, photo])
                cells += f"{'x' if meant else 'R' if results[name, photo].refused else '.':>11}"
            untouched = sum(_holds(look, changes["", photo]) for photo in PHOTOS)
            print(f"{name:16}{cells}{untouched:8}{_passed_by(look, changes):8.0%}")
    assert len(SHELF.looks) >= 30


@pytest.mark.parametrize("name", SHELF.looks)
def test_a_look_does_what_it_means_or_is_refused_with_a_reason(
    name: str, results: dict[tuple[str, str], Tried], changes: Changes
):
    applied = [photo for photo in PHOTOS if results[name, photo].made]
    assert len(applied) >= 2
    for photo in PHOTOS:
        if photo in applied:
            assert _holds(SHELF.looks[name], changes[name, photo]), photo
        else:
            assert len(results[name, photo].refused) > 20


@pytest.mark.parametrize("name", SHELF.looks)
def test_a_definition_fails_on_the_photo_itself_and_on_most_other_looks(name: str, changes: Changes):
    look = SHELF.looks[name]
    assert not any(_holds(look, changes["", photo]) for photo in PHOTOS)
    assert _passed_by(look, changes) <= 0.20
