"""What an error status is about: servers agree neither on codes nor on words. Messages are from recordings of 2026."""

from __future__ import annotations

import re

from agent.llm.failures import Trouble


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL)


_NO_CREDIT = _words(
    r"insufficient.?(quota|credit|balance|funds)", "exceeded your current quota", "credit balance", "billing"
)
_TOO_LONG = _words(
    r"context.?(length|window|size|limit)",
    r"too many (input )?tokens",
    r"(prompt|input|messages?).{0,40}too long",
    r"maximum.{0,20}tokens",
    "reduce the length",
)
# About the size of the answer, which can be asked for smaller, not about what was said.
_TOO_LARGE_AN_ANSWER = _words(r"max_\w*tokens.{0,80}(too large|at most|range|maximum (value|allowed))")
_NO_TOOLS = _words(
    "--jinja", "does not support tools", "support tool use", r"tool.{0,20}(use|calling).{0,20}not support"
)
_NO_MODEL = _words(
    r"model.{0,80}(not (exist|found|available|a valid)|invalid|unknown)",
    r"model ['\"`].{0,80}['\"`].{0,20}not supported",
    r"(invalid|unknown|no such|valid) model",
    "model names are",
    "does not exist",
    r"not found.{0,20}pull",
)
_NO_PICTURES = _words("support image")


def reads_as(status: int, words: str) -> Trouble:
    """The kind of trouble behind a status of 300 and more, by the server's words where the status leaves it open."""
    if status < 400:
        return Trouble.REDIRECTED
    if status == 402 or (status in (400, 403, 429) and _NO_CREDIT.search(words)):
        return Trouble.NO_CREDIT
    if status in (401, 403):
        return Trouble.KEY_REJECTED
    if status == 429:
        return Trouble.RATE_LIMITED
    if status == 413 or (status in (400, 422) and too_long(words)):
        return Trouble.TOO_LONG
    if no_tools(words):
        return Trouble.REFUSED
    if status in (400, 404, 422) and _NO_MODEL.search(words):
        return Trouble.NO_SUCH_MODEL
    if status == 404 and not _NO_PICTURES.search(words):
        return Trouble.NO_SUCH_MODEL
    return Trouble.OVERLOADED if status == 408 or status >= 500 else Trouble.REFUSED


def no_tools(words: str) -> bool:
    return bool(_NO_TOOLS.search(words))


def no_credit(words: str) -> bool:
    return bool(_NO_CREDIT.search(words))


def too_long(words: str) -> bool:
    return bool(_TOO_LONG.search(words)) and not _TOO_LARGE_AN_ANSWER.search(words)
