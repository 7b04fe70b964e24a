"""What a frame is: how strongly some parts of a clause, together, speak for one kind of edit."""

from __future__ import annotations

from dataclasses import dataclass

from agent.rules.words.vocabulary import bits

# Classes that frames often ask for together.
CHANGING = "v.change v.make v.replace"
FIXING = "v.fix v.restore v.remove v.tone v.change"
ACTS = (
    "v.remove v.add v.replace v.change v.make v.move v.scale v.write v.fix v.give v.paint v.crop v.tone v.restore"
    " v.blur v.extract v.combine v.count v.translate v.show"
)
NO_THING = (
    "n.frame n.background n.tone n.colourword n.materialword n.styleword n.posture n.expression n.scaleword n.camera"
    " n.hair n.text n.light n.weather n.season n.size"
)
THINGS = "x.thing n.thing n.animal n.garment"
WHO = "n.person n.animal n.body n.face"
LOOKS = "n.hair n.face n.skin n.makeup n.body n.age"


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause fits when each mask that is not 0 shares a bit with that part of it, and `no` shares none with any."""

    label: str
    weight: float
    verb: int = 0
    head: int = 0
    object: int = 0
    into: int = 0
    into_head: int = 0
    place: int = 0
    last: int = 0
    any: int = 0
    start: int = 0
    verbs: int = 0
    cue: int = 0
    no: int = 0
    no_head: int = 0
    no_into: int = 0
    verbless: bool = False
    objectless: bool = False
    definite: bool | None = None
    resultless: bool = False


def f(label: str, weight: float, **parts: str | bool | None) -> Frame:
    return Frame(label, weight, **{k: bits(v) if isinstance(v, str) else v for k, v in parts.items()})  # pyright: ignore
