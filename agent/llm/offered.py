"""What a language model may call, and the strict reading of a call: into what is done, or one line that says why not.

The tools' own arguments are the schema. What a model must not choose (paths, overwriting, places in a round) is not in
it, and is refused where it is sent all the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

from agent.llm import schema
from agent.llm.arguments import NotArguments, parse
from agent.llm.reply import ToolCall
from agent.llm.request import Tool
from backends.types import Task
from tools.base import VARIANT_ID, Arguments
from tools.compare import Compare, CompareArguments
from tools.export import Export, ExportArguments
from tools.go import Go, GoArguments
from tools.look import Look, LookArguments
from tools.vary import Vary, VaryArguments

_LONGEST = 300


class GenerateArguments(Arguments):
    """An edit that an image model has to invent; who does it and what it costs is decided elsewhere."""

    variant: str = Field(pattern=VARIANT_ID, description="the variant to start from")
    task: Task = Field(description="the kind of edit")
    target: str = Field(default="", max_length=200, description="the thing it is about")
    instruction: str = Field(min_length=3, max_length=1200, description="the whole edit in one plain sentence")
    keep: tuple[Annotated[str, Field(max_length=80)], ...] = Field(
        default=(), max_length=12, description="what must stay as it is"
    )
    count: int = Field(default=1, ge=1, le=4, description="how many different variants")


@dataclass(frozen=True, slots=True)
class Offered:
    name: str
    description: str
    arguments: type[BaseModel]
    hidden: frozenset[str] = field(default_factory=frozenset[str])

    @property
    def tool(self) -> Tool:
        parameters = schema.of(self.arguments)
        shown = {name: value for name, value in parameters["properties"].items() if name not in self.hidden}
        parameters = {key: value for key, value in parameters.items() if key != "description"}
        return Tool(self.name, self.description, parameters | {"properties": shown})


OFFERED: dict[str, Offered] = {
    one.name: one
    for one in (
        Offered(Compare.name, Compare.description, CompareArguments),
        Offered(
            Export.name,
            f"{Export.description} The person is asked first.",
            ExportArguments,
            frozenset({"to", "force", "keep_gps", "renumber", "width", "height", "fill", "place"}),
        ),
        Offered(
            "generate",
            "Let an image model invent what was never photographed: other backgrounds, new or replaced things. "
            "It may cost money; the person is asked first.",
            GenerateArguments,
        ),
        Offered(Go.name, Go.description, GoArguments),
        Offered(Look.name, Look.description, LookArguments),
        Offered(
            Vary.name,
            f"{Vary.description} Free, on this computer.",
            VaryArguments,
            frozenset({"task", "round", "first_ordinal", "exact"}),
        ),
    )
}
# They read a file that a person has to name.
_NEED_A_FILE = {"lut", "logo"}
_NAMES_A_FILE = {"path", "photo", "file", "table"}


@cache
def tools() -> tuple[Tool, ...]:
    """Sorted and always the same, so that the server's cache of a conversation holds."""
    return tuple(OFFERED[name].tool for name in sorted(OFFERED))


class NotACall(ValueError):
    """Why a call does not run, in one line for the model."""


def read(
    call: ToolCall, variants: Collection[str], denied: Collection[str] = (), attached: Collection[str] = ()
) -> BaseModel:
    """The arguments of a call, checked here whatever the server checked. Raises NotACall; nothing was done then.
    `attached` are the ids of what came with the words: they may be looked at, and be what another is like."""
    offered = OFFERED.get(call.name)
    if offered is None:
        raise NotACall(f"there is no such tool; available: {', '.join(sorted(set(OFFERED) - set(denied)))}")
    if call.name in denied:
        raise NotACall("not permitted: the person said no")
    try:
        given = schema.without_nulls(parse(call.arguments))
    except NotArguments as error:
        raise NotACall(str(error)) from None
    if foreign := offered.hidden & set(given):
        raise NotACall(f"extra fields are forbidden: {', '.join(sorted(foreign))}")
    try:
        arguments = offered.arguments.model_validate_json(json.dumps(given), strict=True)
    except ValidationError as error:
        raise NotACall(_told(error)) from None
    _check_variants(arguments, variants, attached)
    if isinstance(arguments, VaryArguments):
        _check_edit(arguments, attached)
    return arguments


def _check_variants(arguments: BaseModel, variants: Collection[str], attached: Collection[str]) -> None:
    named: list[str] = []
    for name in ("variant", "before", "after"):
        if isinstance(id := getattr(arguments, name, None), str):
            named.append(id)
    named.extend(getattr(arguments, "variants", ()))
    if isinstance(arguments, GoArguments) and arguments.where != "go":
        named = []
    if isinstance(arguments, VaryArguments) and "like" in arguments.values:
        named.append(str(arguments.values["like"]))
    # What an edit starts from has the form of a variant's id, so that no attached picture fits there.
    known = (*variants, *attached) if isinstance(arguments, LookArguments | VaryArguments) else tuple(variants)
    unknown = [id for id in named if id not in known]
    if unknown:
        raise NotACall(f"there is no variant {unknown[0][:20]!r}; there are {', '.join(known[-12:])}")


def _check_edit(arguments: VaryArguments, attached: Collection[str]) -> None:
    if not (arguments.look or arguments.adjust or arguments.operation):
        raise NotACall("name a look, adjustments or an operation")
    if arguments.operation and (arguments.look or arguments.adjust):
        raise NotACall("an operation stands alone; look and adjust are another call")
    if not arguments.operation and arguments.values:
        raise NotACall("values belong to an operation")
    needs_a_file = arguments.operation in _NEED_A_FILE and arguments.values.get("like") not in attached
    if needs_a_file or _NAMES_A_FILE & set(arguments.values):
        raise NotACall("files can only be named by the person")


def _told(error: ValidationError) -> str:
    """Field and rule of the first three faults, without the values: those may be long or hostile."""
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    lines = (f"{'.'.join(map(str, fault['loc'])) or 'arguments'}: {fault['msg']}" for fault in faults[:3])
    return "; ".join(lines)[:_LONGEST]
