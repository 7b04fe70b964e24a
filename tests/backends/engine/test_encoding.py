"""A photo's own colour space is carried into sRGB terms as littlecms does it, and back without a loss."""

from __future__ import annotations

import io

import numpy as np
import PyOpenColorIO as ocio
import pytest
from PIL import Image, ImageCms
from skimage import data

from backends.engine.colour.encoding import device_to_srgb, grey_to_srgb, screen_rgb, srgb_to_device
from backends.engine.files.profile import read_profile
from backends.engine.pixels import Pixels
from tests.backends.engine import icc_bytes
from tests.colour import mean_difference
from tests.photos import sample

WIDE = {"p3": icc_bytes.display_p3(), "adobe": icc_bytes.adobe_rgb(), "prophoto": icc_bytes.prophoto()}
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def through(transform: ocio.Transform, values: np.ndarray) -> np.ndarray:
    out = np.ascontiguousarray(values, np.float32)
    cpu = ocio.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor()
    cpu.apply(ocio.PackedImageDesc(out, out.shape[1], out.shape[0], 3))
    return out


@pytest.mark.parametrize("space", WIDE)
@pytest.mark.parametrize("photo", ["astronaut", "coffee", "chelsea"])
def test_the_screen_shows_what_littlecms_shows(space: str, photo: str) -> None:
    rgb = np.ascontiguousarray(getattr(data, photo)())
    wide = ImageCms.ImageCmsProfile(io.BytesIO(WIDE[space]))
    expected = ImageCms.profileToProfile(
        Image.fromarray(rgb), wide, ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    assert expected is not None
    assert mean_difference(screen_rgb(Pixels(rgb, icc=WIDE[space])), np.asarray(expected)) <= 0.5


@pytest.mark.parametrize("space", WIDE)
def test_there_and_back_returns_every_code_value(space: str) -> None:
    steps = np.linspace(0, 1, 9)
    lattice = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), -1).reshape(1, -1, 3)
    there, back = device_to_srgb(WIDE[space]), srgb_to_device(WIDE[space])
    assert there is not None and back is not None
    wide = through(there, lattice)
    assert wide.min() < -0.05 and wide.max() > 1.01, "saturated colours must leave the sRGB range unclipped"
    assert np.abs(through(back, wide) - lattice).max() < 0.5 / 255


def test_neutral_greys_stay_neutral() -> None:
    greys = np.repeat(np.linspace(0, 1, 64)[None, :, None], 3, axis=2)
    for icc in WIDE.values():
        transform = device_to_srgb(icc)
        assert transform is not None
        out = through(transform, greys)
        assert np.ptp(out, axis=2).max() < 1e-3


def test_srgb_by_any_profile_needs_no_transform() -> None:
    assert device_to_srgb(b"") is None and srgb_to_device(b"") is None
    assert device_to_srgb(SRGB) is None
    curve = icc_bytes.parametric(icc_bytes.SRGB_CURVE)
    own = icc_bytes.matrix_profile("sRGB", [(0.64, 0.33), (0.30, 0.60), (0.15, 0.06)], (0.3127, 0.3290), curve)
    assert device_to_srgb(own) is None


def test_a_sampled_curve_is_read_as_its_formula() -> None:
    codes = np.linspace(0, 1, 1024)
    linear = np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)
    primaries = [(0.680, 0.320), (0.265, 0.690), (0.150, 0.060)]
    table = icc_bytes.matrix_profile("P3", primaries, (0.3127, 0.3290), icc_bytes.sampled(linear))
    rgb = sample("coffee")
    assert mean_difference(screen_rgb(Pixels(rgb, icc=table)), screen_rgb(Pixels(rgb, icc=WIDE["p3"]))) < 0.05


def test_sixteen_bit_pictures_are_rounded_for_the_screen() -> None:
    codes = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    shown = screen_rgb(Pixels(np.repeat(codes[..., None], 3, axis=2)))
    assert np.array_equal(shown[..., 0], np.round(codes / 257).astype(np.uint8))


def test_a_grey_profile_sets_the_brightness() -> None:
    ramp = np.tile(np.arange(256, dtype=np.uint8), (4, 1))
    grey = read_profile(icc_bytes.grey_gamma(1.8))
    out = grey_to_srgb(ramp, grey.curves[0]).rgb
    wanted = ImageCms.profileToProfile(
        Image.fromarray(ramp),
        ImageCms.ImageCmsProfile(io.BytesIO(icc_bytes.grey_gamma(1.8))),
        ImageCms.createProfile("sRGB"),
        outputMode="RGB",
    )
    assert wanted is not None
    assert np.abs(out.astype(int) - np.asarray(wanted).astype(int)).max() <= 1


@pytest.mark.parametrize("length", [0, 50, 131, 140, 200, 400])
def test_a_damaged_profile_is_named_as_such(length: int) -> None:
    with pytest.raises(ValueError, match="profile"):
        device_to_srgb(b"x" if length == 0 else WIDE["p3"][:length])


def test_names_of_both_profile_versions_are_read() -> None:
    assert read_profile(WIDE["adobe"]).name == "Adobe RGB (1998)"
    assert read_profile(SRGB).name == "sRGB built-in"
    assert read_profile(icc_bytes.cmyk_table()).space == "CMYK"
