"""The words by which people name parts of a photo, and how such a name is taken apart."""

from __future__ import annotations

import re
from difflib import get_close_matches

from backends.engine.regions import places


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


WHOLE = _words(
    "whole everything all it this that picture photo image photograph shot whole_picture whole_photo whole_image"
    " whole_frame whole_thing entire_picture entire_photo entire_image full_picture full_photo full_image full_frame"
) | {""}
SKIES = _words("sky skies heaven heavens blue_sky night_sky evening_sky cloudy_sky sky_area")
SUBJECTS = _words("subject main_subject product object main_object main_thing foreground focus hero")
CUT_OUT = "what is cut out already"
# What a cut-out is of where nothing was named.
TO_CUT = _words("subject_to_cut_out")
BEHIND = _words(
    "background backdrop surroundings scenery environment rest others everything_else everything_behind"
    " what_is_behind rest_of_picture rest_of_the_picture rest_of_photo rest_of_the_photo rest_of_it"
)
PERSON = _words(
    "person man woman girl boy guy lady child kid model human figure him her me myself bride groom astronaut"
    " player dancer baby"
)
PEOPLE = _words(
    "people persons men women girls boys children kids humans everyone everybody tourists passers-by passersby"
    " pedestrians crowd strangers figures us them couple"
)
# What spreads over a photo or is a part of something: never the one thing that stands out in it.
NEVER_ALONE = _words(
    "sea water ocean lake river grass lawn ground floor wall ceiling road street sand beach snow field forest leaves"
    " foliage mountain horizon cloud rain fog smoke light shadow reflection table desk carpet window door roof hair eye"
    " lip mouth nose teeth hand arm leg foot feet skin ear neck shirt dress jacket coat trousers hat wrinkle spot dust"
    " pimple stain scratch wire cable handle spoon badge wood metal marble stone brick concrete fabric cloth"
    " glass leather"
)
_WHICH = _words(
    "left right middle center centre first second third fourth fifth largest biggest smallest main nearest closest"
    " farthest furthest leftmost rightmost front from on at in of the one most human smiling side a two three"
)
_CALLED = {"her": "her", "him": "him", "me": "you", "myself": "you", "us": "you", "them": "them"}

_FIRST = re.compile(
    r"^(?:all (?:of )?|both |every |each |any |only |just )?"
    r"(?:(?:the|a|an|her|his|their|my|our|your|its|this|that|these|those) (?=\S))?(?:whole |entire )?"
)
_EXCEPT = re.compile(
    r"^(?P<of>.*?)\b(?:except(?: for)?|but not|but|excluding|without|other than|apart from|besides|minus|save for)\b"
    r"(?P<spared>.+)$"
)
_OUTSIDE = re.compile(
    r"^(?:(?:everything|all|what is|anything|(?:the |everything in the )?(?:areas?|space|parts?|region|rest)) )?"
    r"(?:outside(?: of)?|not|(?:all )?a?round)\b(?P<spared>.+)$"
)
_AND = re.compile(r"\s*(?:,\s*and\b|,|\band also\b|\band\b|\bplus\b|\bor\b|&|\+)\s*")
_IN = re.compile(r"^(?P<what>.+?) (?:of|in|within|inside|on|at|from) (?P<where>.+)$")
_QUOTED = re.compile(r"\"([^\"]{1,60})\"")
_FACE = re.compile(r"(?P<before>[a-z' ]*?)\b(?P<what>face|head)(?P<many>s?)\b(?P<after>.*)")
_HEADS = ("half", "halve", "third", "corner", "side", "edge", "quarter", "face")
_LONG = [
    "background", "backdrop", "foreground", "surroundings", "subject", "timestamp", "headline", "watermark", "license",
    "licence", "lettering", "writing", "caption", "picture", "children", "people",
]  # fmt: skip
_LONG_WORD, _ALIKE = 7, 0.84
_CURLY = str.maketrans(dict.fromkeys(map(chr, (0x201C, 0x201D, 0x201E, 0xAB, 0xBB)), '"') | {chr(0x2019): "'"})


def plain(name: str) -> str:
    """Lower case, single spaces, straight quotation marks and no full stop."""
    return " ".join(name.lower().translate(_CURLY).split()).strip(" .!?;:")


def bare(said: str) -> str:
    """Without "the", "all of her" and the like; "her" alone stays."""
    return _FIRST.sub("", said.strip(" ,."), count=1).strip()


def respelled(said: str) -> str:
    """With slips in the long words put right that name parts of a photo here: "the backround", "the timestmap"."""
    return " ".join(
        next(iter(get_close_matches(word, _LONG, 1, _ALIKE)), word) if len(word) >= _LONG_WORD else word
        for word in said.split()
    )


def called(name: str) -> str:
    return _CALLED.get(name, f"the {name}")


def quoted(said: str) -> str:
    """The words in quotation marks, "" where there are none."""
    match = _QUOTED.search(said)
    return match[1].strip() if match else ""


def less(said: str) -> tuple[str, str] | None:
    """What of, and what not: ("", "the sky") of "everything except the sky"; None where nothing is excepted."""
    if match := _OUTSIDE.match(said):
        return "", match["spared"].strip()
    if match := _EXCEPT.match(said):
        of = match["of"].strip()
        return "" if bare(of) in WHOLE | BEHIND | {"anything"} else of, match["spared"].strip()
    return None


def parts(said: str) -> list[str]:
    """What is joined by "and"; "the left and right third" are the left third and the right third."""
    if quoted(said):
        return [said]
    listed = [part for part in _AND.split(said) if part]
    last = listed[-1].split() if listed else []
    head = last[-1].removesuffix("s") if len(last) > 1 else ""
    if len(listed) < 2 or head not in _HEADS:
        return listed or [said]
    head = "half" if head == "halve" else head
    headless = [places.place(bare(part)) is not None and head not in part for part in listed[:-1]]
    heads = [f"{part} {head}" if lacks else part for part, lacks in zip(listed, headless, strict=False)]
    return [*heads, " ".join([*last[:-1], head if any(headless) else last[-1]])]


def inner_and_outer(said: str) -> tuple[str, str] | None:
    """What, and in what: of "the red in the sky"."""
    match = _IN.match(said)
    return (match["what"], match["where"]) if match else None


def face(name: str) -> tuple[str, bool, bool] | None:
    """Which face, whether many may be meant, and whether the head is; None for anything else ("the clock face")."""
    match = _FACE.fullmatch(name)
    if match is None:
        return None
    which = [word for word in f"{match['before']} {match['after']}".split()]
    if not all(word.rstrip("'") in _WHICH | PERSON | PEOPLE or word.endswith("'s") for word in which):
        return None
    return " ".join(which), bool(match["many"]), match["what"] == "head"


def spread_out(name: str) -> bool:
    """Whether this is no single thing that could be the subject of a photo."""
    words = name.split()
    return words[-1].endswith("s") or bool({word.removesuffix("s") for word in words} & NEVER_ALONE)
