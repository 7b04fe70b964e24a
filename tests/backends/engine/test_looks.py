"""Looks are files that people may write: good ones work on real photos, bad ones are named and left out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from backends.engine.looks import library as shelf_of
from backends.engine.looks.library import FOLDER, looks, read
from backends.engine.looks.variants import make
from backends.engine.pixels import Pixels
from backends.engine.recipe import Grade, Recipe
from backends.errors import BadRequest, NotPossible
from tests.photos import sample

SHIPPED = looks().looks
# Photos without a sky that looks need.
NONE_FOR = {(photo, name) for photo in ("coffee", "chelsea") for name in ("fog", "sun-flare")}
GOOD = (FOLDER / "noir.toml").read_text(encoding="utf-8")


def test_the_looks_that_are_promised_are_there():
    promised = {"moodier", "cinematic", "noir", "dreamy", "golden-hour", "cold-winter", "vintage", "vivid"}
    assert promised | {"black-and-white", "bright"} <= set(SHIPPED)
    assert len(SHIPPED["moodier"].recipes) >= 7


@pytest.mark.parametrize("name", SHIPPED)
def test_a_look_has_several_characters_and_words_of_its_own(name: str):
    look = SHIPPED[name]
    assert look.name == name
    assert 2 <= len(look.recipes) <= 12
    others = {word for other in SHIPPED.values() if other is not look for word in other.words}
    assert not others & set(look.words)


def test_every_moody_recipe_keeps_a_spatial_step():
    assert all(any(not isinstance(s, Grade) for s in recipe.steps) for recipe in SHIPPED["moodier"].recipes)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("photo", ["astronaut", "coffee", "chelsea"])
def test_a_look_keeps_its_definition_on_real_photos(name: str, photo: str):
    if (photo, name) in NONE_FOR:
        with pytest.raises(NotPossible, match="needs"):
            next(make(Pixels(sample(photo)), Recipe(), look=name))
        return
    made = next(make(Pixels(sample(photo)), Recipe(), look=name))
    assert made.look.startswith(f"{name}: ")
    assert made.checks
    assert all(check.holds for check in made.checks)


@pytest.mark.parametrize(
    "asked", ["moodier", "Moody", "more dramatic", "moodier: cold storm", "Cold Storm", "cold_storm"]
)
def test_a_look_is_found_by_name_by_word_and_by_recipe(asked: str):
    look, recipes = looks().find(asked)
    assert look.name == "moodier"
    assert len(recipes) == (1 if "torm" in asked else len(look.recipes))


def test_an_unknown_look_is_refused_with_the_names_that_there_are():
    with pytest.raises(BadRequest) as caught:
        looks().find("sparkly")
    assert "noir" in str(caught.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('title = "Noir"', 'title = "Noir"\nsparkle = 3'), "sparkle"),
        (('title = "Noir"', "title = 3"), "title"),
        (('measure = "lightness"', 'measure = "darkness"'), "darkness"),
        (('op = "clarity"', 'op = "clarify"'), "clarify"),
        (("amount = 0.40", "amount = 40.0"), "between"),
        (("lightness = 0.80", "lightness = -1"), "ratio"),
        (("name = ", "name == "), "cannot be read"),
        (('words = ["noir"', 'words = [3, "noir"'), "words"),
    ],
)
def test_a_bad_look_names_its_file_and_its_fault(tmp_path: Path, change: tuple[str, str], said: str):
    assert change[0] in GOOD
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(BadRequest, match=said) as caught:
        read(path)
    assert "mine.toml" in str(caught.value)


def test_one_bad_file_of_a_person_breaks_no_other(tmp_path: Path):
    (tmp_path / "bad.toml").write_text("not a look", encoding="utf-8")
    (tmp_path / "mine.toml").write_text(GOOD.replace('name = "noir"', 'name = "my noir"', 1), encoding="utf-8")
    found = looks(tmp_path)
    assert "my noir" in found.looks
    assert set(SHIPPED) <= set(found.looks)
    assert len(found.problems) == 1
    assert "bad.toml" in found.problems[0]


def test_reading_looks_imports_nothing_heavy():
    code = f"import sys; import {shelf_of.__name__} as s; s.looks(); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "cv2", "PyOpenColorIO", "pydantic"} & set(modules)


def test_asking_for_one_look_reads_one_file():
    code = f"""
import {shelf_of.__name__} as s
read, seen = s.read, []
s.read = lambda path: seen.append(path.stem) or read(path)
shelf = s.looks()
shelf.find("noir"), shelf.find("moodier: cold storm")
print(*seen)
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["noir", "moodier"]
