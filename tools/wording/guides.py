"""The guides in prompts/guides: how each family of models wants an edit said, for people and for the code."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

_GUIDES = Path(__file__).parents[2] / "prompts" / "guides"
_GENERAL = "general"

Part = Literal["pictures", "change", "look", "avoid", "output", "keep"]
# Each shape is a way of speaking: whole instructions, one short one, a description of the result, of what a mask is
# filled with, of a motion; or the model takes no words at all.
Shape = Literal["instruction", "short", "caption", "inside", "motion", "none"]


class Guide(BaseModel):
    """`keep` says that named {things} stay and `rest` that all else does, with its {facets}; no prompt goes without.

    `avoid` is how unwanted things are said: in a "sentence"; as "nothing else", where naming a thing brings it in; or
    in a "field" of the request beside the prompt. `picture` names a further picture by its number, `inside` says that a
    mask holds. `languages` are those that it follows well, none for any. `text` is for people.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    shape: Shape
    order: tuple[Part, ...] = ()
    keep: str = ""
    rest: str = ""
    avoid: Literal["sentence", "nothing else", "field"] = "sentence"
    picture: str = "image {n}"
    inside: str = ""
    most_letters: int = Field(default=0, ge=0)
    languages: tuple[str, ...] = ()
    as_of: date
    sources: tuple[str, ...] = Field(min_length=1)
    text: str = Field(min_length=40)

    @model_validator(mode="after")
    def _always_keeps(self) -> Self:
        if self.shape == "none":
            return self
        if self.order[-1:] != ("keep",) or "change" not in self.order or len(set(self.order)) != len(self.order):
            raise ValueError("the order names each part once, the change among them, and ends with what stays")
        if "{things}" not in self.keep or "{facets}" not in self.rest + "{facets}" * (self.shape == "short"):
            raise ValueError("keep needs {things}, and rest needs {facets}")
        if self.most_letters < 200:
            raise ValueError("a prompt needs room for what stays")
        return self


@cache
def guide(name: str) -> Guide:
    """The guide of that name; the general one where there is none."""
    path = _GUIDES / f"{name or _GENERAL}.md"
    if not path.is_file():
        path = _GUIDES / f"{_GENERAL}.md"
    _, front, text = path.read_text(encoding="utf-8").split("+++", 2)
    return Guide.model_validate({"name": path.stem, "text": " ".join(text.split()), **tomllib.loads(front)})


def guides() -> tuple[Guide, ...]:
    """Every guide, by name."""
    return tuple(guide(path.stem) for path in sorted(_GUIDES.glob("*.md")))
