"""Tells by the first bytes which picture formats Stet opens, and what to do with those that it does not."""

from __future__ import annotations

from dataclasses import dataclass

from backends.errors import BadImage

# Enough to recognise every format below and to look for "<svg" behind an XML head.
HEAD = 1024


@dataclass(frozen=True, slots=True)
class Format:
    """`name` is Pillow's word for it, `plugin` the module that reads it ("" for one that is not Pillow's own)."""

    name: str
    plugin: str
    media_type: str


JPEG = Format("JPEG", "JpegImagePlugin", "image/jpeg")
PNG = Format("PNG", "PngImagePlugin", "image/png")
WEBP = Format("WEBP", "WebPImagePlugin", "image/webp")
TIFF = Format("TIFF", "TiffImagePlugin", "image/tiff")
AVIF = Format("AVIF", "AvifImagePlugin", "image/avif")
GIF = Format("GIF", "GifImagePlugin", "image/gif")
BMP = Format("BMP", "BmpImagePlugin", "image/bmp")
JPEG2000 = Format("JPEG2000", "Jpeg2KImagePlugin", "image/jp2")
HEIF = Format("HEIF", "", "image/heic")

_OPENED = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"BM", BMP),
    (b"\0\0\0\x0cjP  \r\n\x87\n", JPEG2000),
    (b"\xff\x4f\xff\x51", JPEG2000),
)
_BRANDS = {b"avif": AVIF, b"avis": AVIF} | dict.fromkeys(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), HEIF
)
_RAW_SUFFIXES = (
    *(".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".iiq", ".kdc", ".mrw", ".nef", ".nrw"),
    *(".orf", ".pef", ".raf", ".raw", ".rw2", ".sr2", ".srf", ".srw", ".x3f"),
)
_RAW_HEADS = (b"FUJIFILMCCD-RAW", b"IIU\0", b"IIRO", b"IIRS", b"MMOR", b"FOVb", b"\0MRM")

_AS_JPEG = "Export it as JPEG, PNG or TIFF in the program it comes from, and open that."
_RAW = ("a camera raw file", "Develop it in your raw converter and open the 16-bit TIFF or JPEG that it writes.")
_HINTS = (
    (b"%PDF", "a PDF document", "Export the page as PNG, for example with your PDF viewer, and open that."),
    (b"%!PS", "a PostScript file", "Export it as PNG in the program it comes from, and open that."),
    (b"\xc5\xd0\xd3\xc6", "a PostScript file", "Export it as PNG in the program it comes from, and open that."),
    (b"8BPS", "a Photoshop document", _AS_JPEG),
    (b"gimp xcf", "a GIMP document", _AS_JPEG),
    (b"\xff\x0a", "a JPEG XL picture", "Convert it to PNG, for example with djxl, and open that."),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture", "Convert it to PNG, for example with djxl, and open that."),
    (b"\x76\x2f\x31\x01", "an OpenEXR picture", _AS_JPEG),
    (b"#?RADIANCE", "a Radiance picture", _AS_JPEG),
    (b"\0\0\1\0", "an icon file", _AS_JPEG),
    (b"\x1a\x45\xdf\xa3", "a video", "Save one frame as a picture and open that."),
    (b"PK\3\4", "an archive or document", "Unpack the picture from it and open that."),
)


def recognise(head: bytes, suffix: str, name: str) -> Format:
    """The format of a file that starts with `head`; `suffix` only tells raw files from TIFF. Raises BadImage."""
    if not head:
        raise BadImage(f"{name} is empty", "Choose another file.")
    if (
        suffix.lower() in _RAW_SUFFIXES
        or head.startswith(_RAW_HEADS)
        or head[8:10] == b"CR"
        or head[4:11] == b"ftypcrx"
    ):
        raise _refusal(name, *_RAW)
    found = next((format for magic, format in _OPENED if head.startswith(magic)), None)
    if found:
        return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _from_box(head, name)
    for magic, kind, advice in _HINTS:
        if head.startswith(magic):
            raise _refusal(name, kind, advice)
    if b"<svg" in head.lower():
        raise _refusal(name, "an SVG drawing", "Export it as PNG at the size you want, and open that.")
    raise BadImage(f"{name} is not a picture", "Choose a JPEG, PNG, WebP, TIFF, AVIF, GIF, BMP or HEIC file.")


def raw_file(name: str) -> BadImage:
    """For a raw file that shows only behind its TIFF head."""
    return _refusal(name, *_RAW)


def heic_missing(name: str) -> BadImage:
    return BadImage(
        f"{name} is a HEIC picture, and what reads those is not installed",
        'Run: pip install "stet-image[heic]"',
    )


def _from_box(head: bytes, name: str) -> Format:
    """HEIF, AVIF and video share one container; its major brand and then the compatible ones tell them apart."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length, 4))]
    # An AVIF may call itself mif1 first, so the codec's own brand anywhere in the list decides.
    for wanted in (AVIF, HEIF):
        if any(_BRANDS.get(brand) is wanted for brand in brands):
            return wanted
    raise _refusal(name, "a video", "Save one frame as a picture and open that.")


def _refusal(name: str, kind: str, advice: str) -> BadImage:
    return BadImage(f"{name} is {kind}, which Stet does not open", advice)
