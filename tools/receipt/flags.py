"""Every finding that a receipt can hold, by its stable name, with how bad it is and the sentence for people."""

from __future__ import annotations

from tools.receipt.model import Flag, Level, Verdict

# Name: how bad, and what it says; {} are filled in by whoever raises it.
SAYS: dict[str, tuple[Level, str]] = {
    "black": ("fail", "the result is one black area"),
    "empty": ("fail", "the result is one even area with nothing in it"),
    "identical": ("fail", "nothing changed: the result is the picture from before"),
    "asked_part_unchanged": ("fail", "nothing changed where the change was asked"),
    "changed_outside": ("fail", "{} outside of what was asked changed{}"),
    "little_outside": ("warn", "{} outside of what was asked changed{}"),
    "keep_changed": ("fail", "{} was to stay and changed"),
    "face_changed": ("fail", "{} changed{}"),
    "face_differs": ("warn", "{} changed; nothing says whether that was asked"),
    "shapes_changed": ("fail", "shapes changed{}, where only light and colour were asked to"),
    "frame_moved": ("fail", "the frame {}"),
    "frame_slightly_moved": ("warn", "the frame {}"),
    "turned": ("fail", "the picture lies {}"),
    "mirrored": ("fail", "the picture is mirrored"),
    "cropped": ("fail", "the frame is another one: {}"),
    "stretched": ("fail", "the picture was stretched by {}"),
    "not_recognised": (
        "warn",
        "the result cannot be laid over the picture before, so nothing was compared part by part",
    ),
    "wrong_size": ("fail", "{}x{} was asked and {}x{} delivered"),
    "wrong_ratio": ("fail", "{} was asked and {}x{} delivered"),
    "shape_changed": ("fail", "another shape: {}x{} was before and {}x{} delivered"),
    "much_smaller": ("warn", "{}x{} was before and only {}x{} delivered"),
    "size_changed": ("note", "{}x{} was before and {}x{} delivered"),
    "wrong_format": ("fail", "{} was asked and {} delivered"),
    "alpha_missing": ("fail", "a transparent background was asked and the result is opaque"),
    "alpha_dropped": ("fail", "the picture before was transparent and the result is opaque"),
    "painted_alpha": ("fail", "the transparency is a painted checkerboard"),
    "colour_cast": ("fail", "the colours moved everywhere, {}, which nobody asked"),
    "slight_cast": ("warn", "the colours moved a little everywhere, {}"),
    "colours_moved": ("warn", "the colours moved everywhere, {}; nothing says whether that was asked"),
    "noise": ("fail", "the result is noisier than the picture before (sigma {} of 255)"),
    "some_noise": ("warn", "the result is a little noisier than the picture before (sigma {} of 255)"),
    "compression": ("fail", "the result is damaged by compression (like JPEG quality {})"),
    "some_compression": ("warn", "the result shows compression (like JPEG quality {})"),
    "soft": ("warn", "the result is softer than the picture before"),
    "blurred": ("fail", "the result is blurred everywhere"),
    "misspelled": ("fail", "{} was asked and reads {}"),
    "text_changed": ("fail", "other text changed: {}"),
    "text_stayed": ("fail", "{} was to go and is still there"),
    "look_missed": ("fail", "it is not {}: {}"),
    "fewer": ("fail", "{} were asked and {} delivered"),
    "deep": ("note", "{} edits deep: quality falls with each; the same can be made in one from the source"),
    "not_compared": ("note", "the whole picture was to change, so nothing was held against the picture before"),
}


def flag(name: str, *values: object) -> Flag:
    level, says = SAYS[name]
    return Flag(id=name, level=level, says=says.format(*values))


def verdict(flags: tuple[Flag, ...]) -> Verdict:
    levels = {one.level for one in flags}
    return "fail" if "fail" in levels else "warn" if "warn" in levels else "ok"
