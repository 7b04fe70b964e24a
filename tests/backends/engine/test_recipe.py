"""A recipe is a file format: it must survive a round trip and refuse what it does not know."""

from __future__ import annotations

import json

import pytest

from backends.engine.recipe import Bloom, Clarity, Grade, Grain, Recipe, Vignette
from backends.errors import BadRequest

FULL = Recipe(
    (
        Grade(exposure=-0.5, mix=(0.3, 0.6, 0.1), hue_shift={"blue": -20.0}, shadow_tint=(210.0, 0.1)),
        Clarity(0.4, 0.03),
        Bloom(0.2, tint=(30.0, 0.2)),
        Vignette(0.5),
        Grain(0.02, seed=7),
    )
)


def test_a_recipe_survives_the_way_through_json():
    assert Recipe.from_json(json.loads(json.dumps(FULL.to_json()))) == FULL


def test_fields_at_their_default_are_left_out():
    assert Recipe((Grade(exposure=1.0),)).to_json() == {"version": 1, "steps": [{"op": "grade", "exposure": 1.0}]}


def test_an_empty_object_is_the_picture_itself():
    assert Recipe.from_json({}) == Recipe()


def test_a_child_holds_its_parents_steps_first():
    child = FULL.then([Grade(temperature=0.5)])
    assert child.steps[:-1] == FULL.steps
    assert child.steps[-1] == Grade(temperature=0.5)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "JSON object"),
        ({"version": 2, "steps": []}, "newer Stet"),
        ({"version": True, "steps": []}, "version"),
        ({"steps": []}, "version"),
        ({"version": 1, "steps": [], "extra": 1}, "extra"),
        ({"version": 1, "steps": {}}, "list"),
        ({"version": 1, "steps": [{"op": "enhance"}]}, "enhance"),
        ({"version": 1, "steps": [{"op": ["grade"]}]}, "grade"),
        ({"version": 1, "steps": [{"op": "grade", "glow": 1}]}, "glow"),
        ({"version": 1, "steps": [{"op": "grade", "exposure": 99}]}, "between"),
        ({"version": 1, "steps": [{"op": "grade", "exposure": float("nan")}]}, "between"),
        ({"version": 1, "steps": [{"op": "grade", "exposure": True}]}, "between"),
        ({"version": 1, "steps": [{"op": "grade", "exposure": "1"}]}, "between"),
        ({"version": 1, "steps": [{"op": "grade", "mix": [1, 0]}]}, "3 numbers"),
        ({"version": 1, "steps": [{"op": "grade", "shadow_tint": [20, 9]}]}, "amount"),
        ({"version": 1, "steps": [{"op": "grade", "hue_shift": {"mauve": 3}}]}, "mauve"),
        ({"version": 1, "steps": [{"op": "grain", "seed": 1.5}]}, "whole number"),
        ({"version": 1, "steps": [{"op": "grain"}] * 500}, "at most"),
    ],
)
def test_what_is_not_a_recipe_is_refused_in_one_sentence(data: object, said: str):
    with pytest.raises(BadRequest, match="(?i)" + said):
        Recipe.from_json(data)
