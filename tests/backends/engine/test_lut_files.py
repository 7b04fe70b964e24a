"""A person's own LUT: read as OpenColorIO reads it, kept in the recipe, and any grade can be written as one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import PyOpenColorIO as ocio
import pytest

from backends.engine.colour import lut, lut_files
from backends.engine.operations.measured import small_srgb
from backends.engine.operations.own_lut import plan
from backends.engine.operations.table import ColourTable, packed, unpacked
from backends.engine.pixels import Pixels
from backends.engine.recipe import Grade, Recipe, Vignette
from backends.engine.regions.base import Region
from backends.engine.render import render
from backends.errors import BadRequest
from tests.backends.engine import icc_bytes
from tests.photos import sample

GRADE = Grade(exposure=-0.3, temperature=0.6, contrast=0.3, saturation=0.8, shadow_tint=(200.0, 0.1))


def _graded(tmp_path: Path, name: str = "own.cube") -> Path:
    path = tmp_path / name
    lut_files.write_lut(Recipe((GRADE,)), path)
    return path


def _photo() -> Pixels:
    return Pixels(sample("astronaut", 400, 400))


@pytest.mark.parametrize("name", ["own.cube", "own.clf"])
def test_a_grade_written_as_a_lut_and_used_again_gives_the_same_picture(tmp_path: Path, name: str):
    photo = _photo()
    planned = plan(photo, {"path": str(_graded(tmp_path, name))}, None)
    again = render(photo, Recipe(planned.steps)).rgb.astype(int)
    assert np.abs(again - render(photo, Recipe((GRADE,))).rgb).mean() < 0.3
    assert all(check.holds for check in planned.checks)
    assert "warmer" in planned.words


def test_a_cube_file_is_read_by_opencolorio_as_it_was_meant(tmp_path: Path):
    """Red runs fastest in a .cube: a table that keeps red only would show a wrong order."""
    red = lut.lattice() * np.array([1, 0, 0], np.float32)
    planned = ColourTable("red", packed(red.reshape(33, 33, 33, 3)))
    path = tmp_path / "red.cube"
    lut_files.write_lut(Recipe((planned,)), path)
    kernel = lut_files.read_lut(path)
    given = np.array([[0.8, 0.3, 0.1], [0.1, 0.2, 0.9]], np.float32)
    assert np.allclose(lut_files.through(kernel, given), given * [1, 0, 0], atol=1e-3)


def test_half_strength_is_half_way(tmp_path: Path):
    photo, path = _photo(), _graded(tmp_path)
    whole, half = (
        render(photo, Recipe(plan(photo, {"path": str(path), "strength": strength}, None).steps)).rgb.astype(int)
        for strength in (1.0, 0.5)
    )
    assert np.abs(half - (whole + photo.rgb) / 2).mean() < 0.6


def test_a_three_dl_file_is_read(tmp_path: Path):
    values = np.round(np.linspace(0, 1023, 17)).astype(int)
    rows = [f"{4095 - r * 4} {4095 - g * 4} {4095 - b * 4}" for r in values for g in values for b in values]
    path = tmp_path / "negative.3dl"
    path.write_text("\n".join([" ".join(map(str, values)), *rows]) + "\n")
    kernel = lut_files.read_lut(path)
    given = np.array([[0.2, 0.5, 0.9]], np.float32)
    assert np.allclose(lut_files.through(kernel, given), 1 - given, atol=0.01)


def test_a_table_in_a_recipe_is_small_and_survives_json(tmp_path: Path):
    photo = _photo()
    recipe = Recipe(plan(photo, {"path": str(_graded(tmp_path))}, None).steps)
    written = json.dumps(recipe.to_json())
    assert len(written) < 90_000
    assert np.array_equal(render(photo, recipe).rgb, render(photo, Recipe.from_json(json.loads(written))).rgb)


def test_packing_loses_an_eighth_of_a_level_at_most():
    values = lut.apply_grades([GRADE], b"", lut.lattice().reshape(1, -1, 3)).reshape(33, 33, 33, 3)
    assert np.abs(unpacked(packed(values)) - np.clip(values, 0, 1)).max() <= 0.125 / 255


def test_a_table_of_noise_still_fits_its_field():
    noise = np.random.default_rng(0).random((33, 33, 33, 3), dtype=np.float32)
    step = ColourTable("noise", packed(noise))
    assert Recipe.from_json(Recipe((step,)).to_json()).steps == (step,)


def test_a_changed_file_under_the_same_name_is_read_anew(tmp_path: Path):
    path = _graded(tmp_path)
    before = lut_files.baked(lut_files.read_lut(path))
    lut_files.write_lut(Recipe((Grade(exposure=0.5),)), path, force=True)
    assert np.abs(lut_files.baked(lut_files.read_lut(path)) - before).max() > 0.1


def test_a_name_with_a_dollar_sign_is_a_name(tmp_path: Path):
    lut_files.read_lut(_graded(tmp_path, "my $HOME ü.cube"))


CUBE = "LUT_3D_SIZE 2\n" + "\n".join(f"{r} {g} {b}" for b in (0, 1) for g in (0, 1) for r in (0, 1))
HOSTILE = {
    "empty.cube": "",
    "words.cube": "not a lut\n" * 5000,
    "short.cube": "LUT_3D_SIZE 33\n0 0 0\n",
    "nan.cube": CUBE.replace("1 1 1", "nan nan nan"),
    "infinite.cube": CUBE.replace("1 1 1", "inf 1 1"),
    "far.cube": CUBE.replace("1 1 1", "1e9 1 1"),
    "giant.cube": "LUT_3D_SIZE 100000\n0 0 0\n",
    "negative.cube": "LUT_3D_SIZE -4\n0 0 0\n",
    "lines.cube": "# " + "x" * 5_000_000 + "\nLUT_3D_SIZE 2\n",
    "many.cube": "LUT_3D_SIZE 2\n" + "0 0 0\n" * 2_200_000,
    "flat.cube": "LUT_3D_SIZE 2\n" + "0.5 0.5 0.5\n" * 8,
    "zero.cube": "\0" * 1000,
    "bomb.clf": '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><ProcessList>&b;</ProcessList>',
    "elsewhere.clf": '<ProcessList id="a" compCLFversion="3"><Reference path="/etc/passwd"/></ProcessList>',
    "words.3dl": "a b c\n" * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_text(HOSTILE[name])
    with pytest.raises(BadRequest) as refused:
        plan(_photo(), {"path": str(path)}, None)
    assert name in refused.value.what
    assert "\n" not in refused.value.what and len(refused.value.what) < 200


@pytest.mark.parametrize(
    "values",
    [{}, {"path": 7}, {"path": ""}, {"path": "no/such.cube"}, {"path": "photo.jpg"}, {"path": "/"}]
    + [{"path": "own.cube", "strength": bad} for bad in (0, -1, 9, "half", True, float("nan"))],
)
def test_values_that_make_no_sense_are_refused(tmp_path: Path, values: dict, monkeypatch: pytest.MonkeyPatch):
    _graded(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadRequest):
        plan(_photo(), values, None)


def test_a_region_limits_a_lut(tmp_path: Path):
    photo = _photo()
    mask = np.zeros((400, 400), np.uint8)
    mask[:200] = 255
    planned = plan(photo, {"path": str(_graded(tmp_path))}, Region("the top", mask, 1.0))
    made = render(photo, Recipe(planned.steps)).rgb
    assert np.abs(made[260:].astype(int) - photo.rgb[260:]).max() <= 1
    assert np.abs(made[:150].astype(int) - photo.rgb[:150]).mean() > 3


def test_a_wide_photo_keeps_colours_that_srgb_cannot_hold(tmp_path: Path):
    vivid = np.zeros((64, 64, 3), np.uint8)
    vivid[:, :32], vivid[:, 32:] = (235, 20, 20), (20, 225, 20)
    photo = Pixels(vivid, None, icc_bytes.display_p3())
    gentle = tmp_path / "gentle.cube"
    lut_files.write_lut(Recipe((Grade(exposure=0.05),)), gentle)
    made = render(photo, Recipe(plan(photo, {"path": str(gentle)}, None).steps)).rgb.astype(int)
    # Through sRGB the red would come back with its green channel at 60 and more.
    assert np.abs(made - vivid).max() < 20 and not np.array_equal(made, vivid)


@pytest.mark.parametrize("table", ["x", "AAAA", packed(lut.lattice().reshape(33, 33, 33, 3))[:-40]])
def test_a_damaged_table_in_a_recipe_is_refused(table: str):
    with pytest.raises(BadRequest):
        Recipe.from_json({"version": 1, "steps": [{"op": "table", "table": table}]})


def test_what_no_lut_can_hold_is_left_out_and_said(tmp_path: Path):
    assert lut_files.write_lut(Recipe((GRADE, Vignette(0.5), Vignette(0.2))), tmp_path / "look.cube") == ("vignette",)
    with pytest.raises(BadRequest):
        lut_files.write_lut(Recipe((Vignette(0.5),)), tmp_path / "none.cube")
    assert not (tmp_path / "none.cube").exists()
    with pytest.raises(BadRequest):
        lut_files.write_lut(Recipe((GRADE,)), tmp_path / "look.cube")


def test_opencolorio_writes_the_same_table_as_we_do(tmp_path: Path):
    """The peer: OpenColorIO's own Baker on the same transform."""
    config = ocio.Config.CreateRaw()
    config.setProcessorCacheFlags(ocio.PROCESSOR_CACHE_OFF)
    values = lut_files.baked(lut_files.read_lut(_graded(tmp_path)))
    transform = ocio.Lut3DTransform(33)
    transform.setInterpolation(ocio.INTERP_TETRAHEDRAL)
    transform.setData(values.ravel())
    for name, kind in (("in", None), ("out", transform)):
        space = ocio.ColorSpace(name=name)
        if kind:
            space.setTransform(kind, ocio.COLORSPACE_DIR_FROM_REFERENCE)
        config.addColorSpace(space)
    baker = ocio.Baker(config, "iridas_cube", "in", "out", "", 33)
    other = tmp_path / "baker.cube"
    other.write_text(baker.bake())
    assert np.abs(lut_files.baked(lut_files.read_lut(other)) - values).max() < 1e-4


def test_sixteen_bits_stay_sixteen(tmp_path: Path):
    photo = _photo()
    steps = Recipe(plan(photo, {"path": str(_graded(tmp_path))}, None).steps)
    deep = render(Pixels(photo.rgb.astype(np.uint16) * 257), steps).rgb
    assert deep.dtype == np.uint16
    assert np.abs(deep / 257 - render(photo, steps).rgb).max() <= 1


def test_the_measures_see_a_picture_as_srgb():
    assert small_srgb(Pixels(sample("coffee", 900, 600))).shape == (171, 256, 3)
