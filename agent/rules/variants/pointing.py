"""What a whole phrase points at in the tree: "v3", "this one", "the second and the third", a name that was given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.plan import Scene
from agent.rules.slots.references import references
from agent.rules.slots.spans import without
from agent.rules.words.patterns import lazy

# As a part of a pattern: whatever stands there; `pointed` tells whether it names variants.
PHRASE = r"[^:;]{1,60}?"
QUOTES = " \t\"'\u201c\u201d\u2018\u2019\u300c\u300d\u300a\u300b"
# Letter for letter, so that what a person wrote is found again at the same place.
_PLAIN = str.maketrans("\uff1a\uff0c\uff1f\uff01\uff1b\u2018\u2019\u201c\u201d", ":,?!;''\"\"")
_BEFORE = lazy(
    r"(?:(?:please|pls|plz|ok|okay|and|now|then|just|hey|also|let's|can you|could you|would you)[\s,]+"
    r"|(?:请|帮我|麻烦)[\s,]*)+",
    re.I,
)
_AFTER = lazy(r"(?:(?<=[\s,])(?:please|pls|plz|thanks|thank you|now|too|then)|吧|一下)$", re.I)
_LONGEST_AFTER = len(" thank you")
_HAN = lazy(r"[\u4e00-\u9fff]")
# A request in English may quote a Chinese name, further on.
_FIRST = 12
_PRONOUNS = frozenset(("it", "this", "that", "here", "", "它", "这个", "这", "这里"))
_JOINTS = lazy(r"(?:\b(?:and|the|also|plus)\b|[,&和与、\s])*")
_STRONG = lazy(r"v\s?\d|\b(?:version|variant|take|edit|option|number)s?\b|#\d|版|变体")


@dataclass(frozen=True, slots=True)
class Pointed:
    """`ids` in the order in which they were said; `wrong` is the phrase that names none. `strong` is one that can mean
    nothing in the picture: v3, "this version"; `pronoun` one that can mean anything: it, this."""

    ids: tuple[str, ...]
    wrong: str = ""
    strong: bool = False
    pronoun: bool = False


class Said:
    """A request in plain marks, without politeness in `bare`; `cut` gives a part of it as it was written."""

    def __init__(self, raw: str) -> None:
        self._raw = raw.strip()
        self.whole = self._raw.translate(_PLAIN)
        before = _BEFORE.match(self.whole)
        bare = _stripped(self.whole[before.end() :] if before else self.whole, ".!。?")
        if after := _AFTER.search(bare, max(0, len(bare) - _LONGEST_AFTER)):
            bare = _stripped(bare[: after.start()], ",") if bare[after.start() :].isascii() else bare[: after.start()]
        self.bare = bare.strip()

    def cut(self, match: re.Match[str], group: str) -> str:
        """The part that a group of a match in `whole` or `bare` found, "" where it found nothing."""
        if match.groupdict().get(group) is None:
            return ""
        start = self.whole.find(match.string)
        return self._raw[start + match.start(group) : start + match.end(group)].strip(QUOTES)

    @property
    def opening(self) -> str | None:
        """The first English word in small letters, "" for none; None where the request is Chinese."""
        if not self.bare.isascii() and _HAN.search(self.bare):
            latin = re.match(r"[a-z]+(?![^\W\d_a-z])", self.bare, re.I)
            return latin[0].lower() if latin and not _HAN.search(self.bare[:_FIRST]) else None
        match = re.match(r"[a-z]+(?:[-'][a-z]+)?", self.bare, re.I)
        return match[0].lower() if match else ""


def _stripped(text: str, marks: str) -> str:
    """Without blanks and these marks at its end."""
    while (shorter := text.rstrip().rstrip(marks)) != text:
        text = shorter
    return text


def pointed(phrase: str | None, scene: Scene) -> Pointed | None:
    """None for a phrase that is, or holds, something else than variants."""
    text = " ".join((phrase or "").lower().split()).strip(f"{QUOTES}.!,")
    if text in _PRONOUNS:
        return Pointed((scene.current,), pronoun=True)
    if text in scene.names:
        return Pointed((scene.names[text],), strong=True)
    text = re.sub(
        r"^(v\s?\d+(?:\s*(?:,|and|&)\s*v?\s?\d+)*)$", lambda row: re.sub(r"\bv?\s?(\d)", r"v\1", row[1]), text
    )
    named = references(text, scene)
    if not named or not _JOINTS.fullmatch(without(text, [(one.start, one.end) for one in named])):
        return None
    strong = _STRONG.search(text) is not None
    if wrong := next((one.wrong for one in named if one.wrong), ""):
        return Pointed((), wrong, strong)
    return Pointed(tuple(dict.fromkeys(id for one in named for id in one.ids)), strong=strong)
