"""The verdict on each call at the end of an answer: it may run, or it is refused with the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from agent.llm.arguments import NotArguments, parse
from agent.llm.reply import Refused, ToolCall

# What some servers send in place of arguments that are still to come (llm's recorded variants, Anthropic's streams).
PLACEHOLDERS = ("{}", "null", '""')
# Longer arguments than any tool of ours can use.
_LONGEST = 200_000
# Mistral takes no other ids than nine letters and digits (langchain PR#24668); everybody takes these.
_ID_LENGTH = 9


def settle(
    found: Iterable[tuple[str, str, str]], *, ended: bool, cut: bool, finished: bool, seed: str = ""
) -> list[ToolCall | Refused]:
    """`found` are ids, names and arguments as they came; `ended` says that the answer came to an end of its own,
    `finished` that the server gave a reason for it, `cut` that the reason was a limit.

    Every id comes out once; what had none, or somebody else's, gets one of its own."""
    verdicts: list[ToolCall | Refused] = []
    used: set[str] = set()
    given = list(found)
    last = len(given) - 1
    for place, (id, name, arguments) in enumerate(given):
        if not id or id in used:
            id = made_up_id(f"{seed}/{place}/{id}/{name}/{arguments}")
        used.add(id)
        short = cut or not ended
        # No arguments are fine for a tool that takes none, unless they were still to come.
        empty = not arguments.strip() and (short or not finished)
        if empty or (short and place == last and arguments.strip() in PLACEHOLDERS):
            wrong = "the answer ended before the arguments came", True
        else:
            wrong = _why_not(name, arguments, short=short)
        if wrong is None:
            verdicts.append(ToolCall(id, name, arguments if arguments.strip() else "{}"))
        else:
            verdicts.append(Refused(id, name, arguments, *wrong))
    return [
        _not_beside_a_broken_one(one, arguments, verdicts)
        for one, (_, _, arguments) in zip(verdicts, given, strict=True)
    ]


def _not_beside_a_broken_one(
    one: ToolCall | Refused, arguments: str, verdicts: list[ToolCall | Refused]
) -> ToolCall | Refused:
    """Where one call holds what is no JSON, another one's arguments may have ended up in it: empty ones then prove
    nothing."""
    broken = any(isinstance(other, Refused) for other in verdicts)
    if isinstance(one, Refused) or arguments.strip() or not broken:
        return one
    return Refused(one.id, one.name, arguments, "its arguments may have been lost among those of another call")


def made_up_id(seed: str) -> str:
    """The same id for the same seed, so that a replay of a session sends the same bytes."""
    number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return "".join(digits[number // 36**place % 36] for place in range(_ID_LENGTH))


def _why_not(name: str, arguments: str, *, short: bool) -> tuple[str, bool] | None:
    if not name.strip():
        return "the call names no tool", short
    if len(arguments) > _LONGEST:
        return f"the arguments are longer than {_LONGEST} characters", False
    try:
        parse(arguments if arguments.strip() else "{}")
    except NotArguments as wrong:
        ends_short = short or wrong.cut
        return (f"{wrong}; the answer was cut off inside them" if ends_short else str(wrong)), ends_short
    return None
