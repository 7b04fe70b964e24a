"""`stet advise`: a plain answer to a question about models, prices and wording; nothing is started."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from agent.advice import answer
from agent.harmless import harmless, tell
from agent.routing.around import assumed
from backends.catalog import cards
from backends.errors import BadRequest


def run(arguments: Sequence[str]) -> int:
    """Print the answer. Returns the exit code; raises BadRequest without a question."""
    given = _parser().parse_args(arguments)
    question = harmless(" ".join(given.question))
    if not question.strip():
        raise BadRequest("There is no question", 'Try: stet advise "which model is best for product photos?"')
    said = answer(question, setup=assumed(given.assume.split(",")))
    if given.json:
        named = [one.id for one in cards() if one.title in said]
        print(json.dumps({"event": "advice", "question": question, "answer": said, "cards": named}, ensure_ascii=False))
    else:
        tell(said)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stet advise",
        description="Answer a question about models, prices and wording. No job is started, nothing is spent.",
    )
    parser.add_argument("question", nargs="*", help="such as: nano banana or flux for text?")
    parser.add_argument("--assume", default="", metavar="WAYS", help="as if set up: openrouter,fal,gpu:24")
    parser.add_argument("--json", action="store_true", help="the answer as one JSON object, with the cards it rests on")
    return parser
