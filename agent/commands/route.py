"""`stet route`: who would do a request, why, who else, at what price, and what would leave this computer."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.harmless import harmless, one_line, tell
from agent.kept import kept
from agent.plan import Intent, Plan
from agent.route import Facts, Policy, Route
from agent.routing.around import assumed
from agent.routing.asking import argue
from agent.routing.wording import usd
from agent.session.places import home
from backends.errors import BadRequest

_ANSWERS = {
    Intent.ADVISE: 'For advice, say: stet advise "…"',
    Intent.NAVIGATE: "Going back and forth needs no model: Stet does that itself, for nothing.",
}


def run(arguments: Sequence[str]) -> int:
    """Print the route. Nothing is run, sent or spent. Returns 0 also where nobody can do it: that is an answer."""
    given = _parser().parse_args(arguments)
    words = harmless(" ".join(given.words))
    if not words.strip():
        raise BadRequest("There are no words to find a route for", 'Try: stet route "put her on a beach" --assume fal')
    facts = replace(facts_of(given.image) if given.image else Facts(), references=given.references)
    standing = kept(home())
    policy = Policy(
        local_only=given.local_only,
        max_usd=given.max_usd,
        never=standing.never,
        prefer=standing.prefer,
        dial=given.dial,
    )
    plan, found = argue(words, facts=facts, policy=policy, setup=assumed(given.assume.split(",")))
    if given.json:
        print(json.dumps(described(found), ensure_ascii=False))
    else:
        _tell(plan, found)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stet route",
        description="Say who would do a request and why. Nothing is run, nothing is sent, nothing is spent.",
        epilog='Example: stet route "put her on a beach" --image me.jpg --assume openrouter,gpu:24 --max-cost 0.05',
    )
    parser.add_argument("words", nargs="*", help="the request")
    parser.add_argument("--image", type=Path, metavar="PHOTO", help="the photo that it is about")
    parser.add_argument(
        "--references", type=_count, default=0, metavar="N", help="so many further pictures come with it"
    )
    parser.add_argument(
        "--assume", default="", metavar="WAYS", help="as if set up: openrouter,fal,gemini,gpu:24 or all"
    )
    parser.add_argument("--max-cost", type=_usd, dest="max_usd", metavar="USD", help="what it may cost at worst")
    parser.add_argument("--local-only", action="store_true", help="nothing may leave this computer")
    parser.add_argument("--dial", type=_dial, default=0.5, metavar="draft|balanced|best", help="sketch or masterpiece")
    parser.add_argument("--json", action="store_true", help="the route as one JSON object")
    return parser


def _usd(text: str) -> float:
    number = float(text.strip().lstrip("$"))
    if not 0 <= number < 1e6:
        raise argparse.ArgumentTypeError("an amount in US dollars, such as 0.05")
    return number


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 99:
        raise argparse.ArgumentTypeError("between 0 and 99 pictures")
    return number


def _dial(text: str) -> float:
    places = {"draft": 0.0, "balanced": 0.5, "best": 1.0}
    if text not in places:
        raise argparse.ArgumentTypeError("draft, balanced or best")
    return places[text]


def facts_of(photo: Path) -> Facts:
    """Size, transparency and faces of a photo. Raises BadImage."""
    from backends.engine.files.decode import proxy_pixels
    from backends.engine.files.photo import read_proxy
    from backends.engine.regions.faces import face_boxes

    seen = read_proxy(photo.expanduser().absolute())
    return Facts(seen.width, seen.height, seen.image.mode == "RGBA", face=bool(face_boxes(proxy_pixels(seen))))


def described(found: Route) -> dict[str, Any]:
    """The route as plain values, for scripts."""
    quote, leaves = found.quote, found.leaves
    return {
        "choice": found.card.id if found.card else None,
        "reasons": list(found.reasons),
        "rejected": [{"id": one.id, "reason": one.reason} for one in found.rejected],
        "quote": {
            "low": quote.low,
            "expected": quote.expected,
            "high": quote.high,
            "currency": quote.currency,
            "as_of": quote.as_of,
        }
        if quote
        else None,
        "seconds": found.seconds,
        "leaves_machine": {
            "to": leaves.to,
            "pixels": leaves.pixels or None,
            "crop": leaves.crop or None,
            "stripped": list(leaves.stripped),
        }
        if leaves
        else None,
        "needs_approval": found.needs_approval,
    }


def _tell(plan: Plan, found: Route) -> None:
    if not plan.steps and found.card is None:
        tell(
            _ANSWERS.get(
                plan.intent, f"I do not read an edit in “{one_line(plan.words)}”, so there is nothing to route."
            )
        )
        return
    if found.card is None:
        tell("Nobody that is set up.")
    else:
        tell(found.card.title)
    for reason in found.reasons:
        tell(f"  {reason}")
    if found.card is not None:
        tell(_terms(found))
    for one in found.rejected:
        tell(f"Not {one.title}: {one.reason}.")


def _terms(found: Route) -> str:
    """Price, time and what leaves, in one line."""
    quote, leaves = found.quote, found.leaves
    if quote is None:
        price = "its price is not known here"
    elif quote.high == 0:
        price = "free"
    else:
        worst = f", {usd(quote.high)} at worst" if quote.high > quote.expected else ""
        price = f"{usd(quote.expected)}{worst} (prices of {quote.as_of})"
    time = f"about {found.seconds:g} s" if found.seconds is not None else "nobody has published how long it takes"
    if leaves is None:
        return f"  {price}; {time}; nothing leaves this computer"
    pixels = f"{leaves.pixels / 1e6:.1f} megapixels" if leaves.pixels else "your picture"
    part = f", only {leaves.crop}" if leaves.crop else ""
    without = ", ".join(leaves.stripped)
    return f"  {price}; {time}\n  {pixels}{part} would go to {leaves.to}, without {without}; you are asked first"
