"""The strict reading of a call's arguments: one whole JSON object, or a sentence that says what is wrong with it."""

from __future__ import annotations

import json
from typing import Any, cast

from backends.types import Json


class NotArguments(ValueError):
    """The text is not one JSON object; `cut` where it looks like the beginning of one."""

    def __init__(self, why: str, *, cut: bool = False) -> None:
        super().__init__(why)
        self.cut = cut


def parse(text: str) -> Json:
    """The object that `text` spells. Raises NotArguments; never guesses a missing end, a number or a key."""
    try:
        value = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
        # A lone half of a surrogate pair is legal JSON but no text; it would break the first file it is written to.
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        raise NotArguments(f"the arguments are not JSON: {error.msg} at character {error.pos}", cut=cut) from None
    except NotArguments:
        raise
    except (ValueError, RecursionError) as error:
        raise NotArguments(f"the arguments are not JSON: {type(error).__name__}") from None
    if not isinstance(value, dict):
        raise NotArguments(f"the arguments are not a JSON object but {_kind(value)}")
    return cast(Json, value)


def is_whole(text: str) -> bool:
    try:
        parse(text)
    except NotArguments:
        return False
    return True


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotArguments("the arguments name the same field twice")
    return found


def _no_constant(name: str) -> Any:
    raise NotArguments(f"the arguments hold {name}, which is no JSON number")


def _kind(value: object) -> str:
    match value:
        case list():
            return "a list"
        case str():
            return "a text"
        case None:
            return "null"
        case bool():
            return "true or false"
        case _:
            return "a number"
