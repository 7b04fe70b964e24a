"""Looks that draw, print or light: what they find on a photo is kept, what a photo must be is asked before, strength
changes them, and several at once are apart."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage import data

from backends.engine.looks.candidates import candidates
from backends.engine.looks.library import Shelf, read
from backends.engine.looks.solve import Sample
from backends.engine.looks.variants import make
from backends.engine.perform import made_for
from backends.engine.pixels import Pixels
from backends.engine.recipe import Recipe, step_from_json
from backends.engine.render import render
from backends.errors import BadRequest, CheckFailed, NotPossible
from backends.types import Job, Task

HEAD = """
name = "mine"
title = "Mine"
words = ["mine"]
description = "d"
avoid = "a"
prompt = "p"
verdict = "v"
"""
CHECK = '[[check]]\nname = "few colours"\nany = [{ measure = "colours", at_most = 60 }]\n'
WIDE = '[[check]]\nname = "wide"\nany = [{ measure = "lightness", at_least = 0.0 }]\n'
RECIPES = """
[[recipe]]
name = "one"
character = "c"
steps = [{ op = "pixel_art", colours = 12 }]
[[recipe]]
name = "two"
character = "c"
steps = [{ op = "pixel_art", kind = "four greens" }]
[[recipe]]
name = "three"
character = "c"
steps = [{ op = "comic" }, { op = "duotone" }]
"""


def _shelf(tmp_path, *parts: str) -> Shelf:
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + "".join(parts), encoding="utf-8")
    return Shelf({"mine": read(path)})


def _photo(name: str = "astronaut") -> Pixels:
    return Pixels(np.ascontiguousarray(getattr(data, name)()))


def test_what_a_step_finds_on_the_photo_stands_in_its_recipe(tmp_path):
    made = next(make(_photo(), Recipe(), look="mine", shelf=_shelf(tmp_path, CHECK, RECIPES)))
    assert [check.holds for check in made.checks] == [True]
    stored = made.recipe.to_json()
    assert len(stored["steps"][0]["palette"]) == 36
    assert np.array_equal(render(_photo(), Recipe.from_json(stored)).rgb, made.pixels.rgb)
    faces = list(make(_photo(), Recipe(), look="three", shelf=_shelf(tmp_path, CHECK, RECIPES)))
    assert len(faces[0].recipe.to_json()["steps"][0]["faces"]) >= 4


def test_drawn_recipes_are_told_apart_by_what_they_draw(tmp_path):
    made = list(make(_photo("coffee"), Recipe(), look="mine", count=3, shelf=_shelf(tmp_path, WIDE, RECIPES)))
    assert len(made) == 3
    assert min(one.nearest for one in made) >= 6


def test_a_look_that_misses_its_texture_is_not_shown(tmp_path):
    shelf = _shelf(tmp_path, CHECK.replace("60", "3"), RECIPES)
    with pytest.raises(CheckFailed, match="few colours"):
        next(make(_photo("coffee"), Recipe(), look="mine", shelf=shelf))


@pytest.mark.parametrize(("refuse", "photo"), [("true", "astronaut"), ("false", "astronaut"), ("true", "rocket")])
def test_a_photo_that_is_none_for_the_look_is_refused_or_warned_about(tmp_path, refuse: str, photo: str):
    where = f'[[where]]\nneeds = "a dark sky"\nany = [{{ measure = "top_light", at_most = 40 }}]\nrefuse = {refuse}\n'
    variants = make(_photo(photo), Recipe(), look="mine", shelf=_shelf(tmp_path, where, CHECK, RECIPES))
    if photo == "rocket":
        assert next(variants).note == ""
    elif refuse == "false":
        assert "a dark sky" in next(variants).note
    else:
        with pytest.raises(NotPossible, match="a dark sky"):
            next(variants)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('measure = "top_light"', 'measure = "lightness"'), "no measure 'lightness'"),
        (('needs = "a dark sky"', "needs = 3"), "needs"),
        (("refuse = true", "refuse = 1"), "refuse"),
        (("any = [{", "all = [{"), "all"),
    ],
)
def test_a_bad_condition_is_named(tmp_path, change: tuple[str, str], said: str):
    where = '[[where]]\nneeds = "a dark sky"\nany = [{ measure = "top_light", at_most = 40 }]\nrefuse = true\n'
    assert change[0] in where
    with pytest.raises(BadRequest, match=said):
        _shelf(tmp_path, where.replace(*change), CHECK, RECIPES)


def test_strength_grows_what_a_step_says_that_grows(tmp_path):
    shelf = _shelf(tmp_path, CHECK, RECIPES)
    sample = Sample.of(data.coffee(), b"")

    def square(strength: float) -> float:
        steps = candidates(sample, "mine", {}, 1, strength, (), 0, shelf)[0].build()
        return getattr(steps[0], "square")  # noqa: B009

    assert square(0.5) < square(1.0) < square(1.6)
    assert square(1.0) == getattr(step_from_json({"op": "pixel_art"}), "square")  # noqa: B009


def test_texture_measures_see_what_they_are_named_for():
    from backends.engine.measure.texture import Texture, change

    photo = Pixels(cv2.resize(data.astronaut(), (384, 384), interpolation=cv2.INTER_AREA))
    before = Texture.of(photo)

    def after(given: dict) -> dict[str, float]:
        step = step_from_json(given)
        return change(before, Texture.of(render(photo, Recipe((step,)))))

    same = change(before, before)
    assert after({"op": "halftone"})["dots"] > 5 * same["dots"]
    assert after({"op": "pixel_art", "square": 0.02})["squares"] > 2 * same["squares"]
    assert after({"op": "pixel_art"})["colours"] < 30 < same["colours"]
    assert after({"op": "line_art"})["midtones"] < 0.3 < same["midtones"]
    assert after({"op": "pencil"})["outlined"] > 1.4 > same["outlined"]
    assert after({"op": "oil", "relief": 1.3})["strokes"] > 0.015 > same["strokes"]
    assert after({"op": "duotone"})["hue_spread"] < 1.5 < same["hue_spread"]
    assert after({"op": "glitch", "shift": 0.03})["slip"] > 0.02 > same["slip"]
    assert after({"op": "glitch"})["tears"] > 0.01 > same["tears"]
    assert after({"op": "light_leak"})["edge_glow"] > 8 > same["edge_glow"]
    assert after({"op": "sun_flare", "at": [0.3, 0.2]})["sun"] > 18 > same["sun"]
    assert after({"op": "fog"})["veil"] < 0.8 < same["veil"]
    assert after({"op": "grain", "amount": 0.05})["grain"] > 1 > same["grain"]
    assert after({"op": "watercolor"})["detail"] < 0.85 < same["detail"]


def test_a_drawn_look_in_a_region_finds_its_faces_there(tmp_path):
    job = Job(
        id="1",
        task=Task.STYLE,
        source=Path(),
        prompt="",
        folder=tmp_path,
        look="comic",
        region="box 20% 0% 60% 60%",
    )
    made = next(made_for(job, _photo()))
    within = made.recipe.to_json()["steps"][0]
    x, y, width, height = next(step for step in within["steps"] if step["op"] == "comic")["faces"][:4]
    assert 0.35 < x + width / 2 < 0.52
    assert 0.12 < y + height / 2 < 0.32
    assert np.array_equal(made.pixels.rgb[400:], _photo().rgb[400:])
