"""How a picture comes to a shape of a file: cut around what matters, or whole with something added at its sides."""

from __future__ import annotations

from typing import Any

from agent.rules.words.patterns import lazy

_COLOUR = (
    r"(?:(?:light|dark|pale|deep|off|soft)[ -]?)?(?:white|black|gr[ae]y|red|orange|yellow|green|teal|blue|navy|purple"
    r"|pink|brown|beige|cream|ivory|charcoal|#[0-9a-f]{6})"
)
_SIDES = r"(?:bars?|borders?|edges?|sides|background|padding|margins?|strips?)"
_PAD = lazy(
    rf"(?:\b(?:and|but|,) ?)?\b(?:with (?:an? )?(?P<a>{_COLOUR}|blur(?:red|ry)?)(?:,? ?(?:{_SIDES}))"
    rf"|(?:pad(?:ded)?|fill(?:ed)?|letterbox(?:ed)?)(?: it| the (?:rest|sides))?(?: up| out)? with (?:an? )?"
    rf"(?P<b>{_COLOUR}|blur)(?: {_SIDES})?"
    r"|without (?:any )?(?:cropping|cutting)(?: (?:it|anything|off))*|no cropping|uncropped"
    r"|(?:don't|do not|dont) (?:crop|cut)(?: (?:it|anything|off))*(?=\s*$|\s*[,.;!?]| and\b| but\b)"
    r"|(?:padded|letterboxed|pad it|letterbox it))\b"
    r"|(?:不要|别|不)裁(?:剪|切)?|(?:加|用)(?P<c>白|黑)边"
)
_CROP = lazy(r"\b(?:cropped(?: to fit)?|crop (?:it )?(?:to fit|if needed)|(?:no|without) (?:bars|borders|padding))\b")
_CHINESE = {"白": "white", "黑": "black"}
# Without one of these nothing is said about it.
WORDS = frozenset({
    "crop", "cropping", "cropped", "uncropped", "cut", "cutting", "pad", "padded", "padding", "fill", "filled",
    "letterbox", "letterboxed", "bar", "bars", "border", "borders", "edge", "edges", "sides", "background", "margin",
    "margins", "strip", "strips", "裁", "边",
})  # fmt: skip


def fit(text: str) -> list[tuple[dict[str, Any], tuple[int, int]]]:
    """The way that is said, with the letters that say it; empty where none is."""
    if match := _CROP.search(text):
        return [({"fit": "crop"}, match.span())]
    match = _PAD.search(text)
    if match is None:
        return []
    said = next((group for group in match.groups() if group), "")
    fill = "" if said.startswith("blur") else _CHINESE.get(said, said)
    return [({"fit": "pad", "fill": fill or "blur"}, match.span())]
