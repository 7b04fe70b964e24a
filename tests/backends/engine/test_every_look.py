"""Every look, and every step that looks are made of, at full resolution: what the proxy showed is what is exported."""

from __future__ import annotations

import json
from functools import lru_cache

import cv2
import numpy as np
import pytest

from backends.engine.looks.library import LookRecipe, looks
from backends.engine.looks.solve import Sample, solve
from backends.engine.measure.features import ciede2000, to_lab
from backends.engine.operations.base import Operation
from backends.engine.pixels import Array, Pixels
from backends.engine.recipe import HUES, Bloom, Clarity, Grade, Grain, Recipe, Step, Vignette, step_to_json
from backends.engine.render import render
from tests.photos import sample

# Mean CIEDE2000 between the proxy's result and the full result made as small.
SAME = 1.5
RECIPES = [(look.name, recipe) for look in looks().looks.values() for recipe in look.recipes]

EVERY_GRADE = [
    Grade(exposure=-0.7, temperature=0.8, tint=-0.5),
    Grade(exposure=1.0, rolloff=1.0, gamma=0.8),
    Grade(contrast=0.6, pivot=0.4),
    Grade(blacks=-0.4, shadows=0.6, midtones=-0.2, highlights=-0.7, whites=0.3),
    Grade(
        hue_saturation=dict.fromkeys(HUES, 0.4), hue_shift={"blue": -40.0, "red": 20.0}, hue_lightness={"green": 1.4}
    ),
    Grade(vibrance=0.9, shadow_saturation=0.3, saturation=1.6),
    Grade(shadow_tint=(200.0, 0.2), mid_tint=(20.0, 0.1), highlight_tint=(40.0, 0.2), fade=0.1, ceiling=0.9),
    Grade(mix=(0.6, 0.3, 0.1)),
]
SPATIAL = [
    Clarity(0.8),
    Clarity(-0.8, radius=0.01),
    Vignette(0.6, 0.1),
    Vignette(-0.5),
    Grain(0.04),
    Grain(0.03, size=0.0025, seed=9),
    Bloom(0.8, 0.03, 0.4, tint=(30.0, 0.4)),
]


@lru_cache(maxsize=2)
def photo(width: int, height: int, proxy: int) -> tuple[Pixels, Pixels]:
    """The full picture, with grain of its own that a smaller copy averages away, and its proxy."""
    full = sample("coffee", width, height)
    size = proxy, round(proxy * height / width)
    return Pixels(full), Pixels(np.asarray(cv2.resize(full, size, interpolation=cv2.INTER_AREA), np.uint8))


def apart(full: Array, proxy: Array) -> float:
    shrunk = cv2.resize(full, proxy.shape[1::-1], interpolation=cv2.INTER_AREA)
    return float(ciede2000(*(to_lab(np.asarray(picture / 255, np.float32)) for picture in (shrunk, proxy))).mean())


@pytest.mark.parametrize("step", [*EVERY_GRADE, *SPATIAL], ids=lambda step: json.dumps(step_to_json(step))[:60])
def test_a_step_looks_the_same_at_every_size_and_twice_the_same(step: Step):
    full, proxy = photo(2400, 1600, 600)
    recipe = Recipe((step,))
    large = render(full, recipe).rgb
    assert apart(large, render(proxy, recipe).rgb) <= SAME
    assert np.array_equal(large, render(full, Recipe.from_json(json.loads(json.dumps(recipe.to_json())))).rgb)


def _fitted(recipe: LookRecipe, proxy: Pixels) -> Recipe:
    """As a request would make it, but for its checks: here the picture counts, not whether it suits the photo."""
    steps = solve(Sample.of(proxy.rgb, proxy.icc), recipe.steps, recipe.lightness, recipe.chroma)
    return Recipe(tuple(step.resolved(proxy) if isinstance(step, Operation) else step for step in steps))


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("look", "recipe"), RECIPES, ids=[f"{look}: {recipe.name}" for look, recipe in RECIPES])
def test_a_look_on_24_megapixels_is_what_its_proxy_showed_and_replays(
    look: str, recipe: LookRecipe, capsys: pytest.CaptureFixture[str]
):
    full, proxy = photo(6000, 4000, 1500)
    made = _fitted(recipe, proxy)
    small = render(proxy, made).rgb
    large = render(full, made).rgb
    distance = apart(large, small)
    with capsys.disabled():
        print(f"\n{look}: {recipe.name:24} {distance:.2f}", end="")
    again = Recipe.from_json(json.loads(json.dumps(made.to_json())))
    assert np.array_equal(small, render(proxy, again).rgb)
    if recipe is looks().looks[look].recipes[0]:
        assert np.array_equal(large, render(full, again).rgb)
    assert distance <= SAME
