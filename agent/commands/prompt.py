"""`stet prompt`: exactly what a model was sent for a variant, or what one would be sent for words."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from agent.harmless import harmless, tell
from agent.plan import Intent, Plan, Wish
from agent.route import Facts, Policy
from backends.catalog import ModelCard
from backends.errors import BadRequest

_VARIANT = re.compile(r"v\d{1,9}")


def run(arguments: Sequence[str]) -> int:
    """Print it; nothing is run, sent or spent. Returns 2 for words that ask for no edit."""
    given = _parser().parse_args(arguments)
    words = harmless(" ".join(given.words)).strip()
    if not words or (len(given.words) == 1 and _VARIANT.fullmatch(words)):
        return _was_sent(words, given)
    return _would_be(words, given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stet prompt",
        description="Show exactly what was sent for a variant, to which model, with which settings; or what would be "
        "sent for words. Nothing is run, nothing is sent, nothing is spent.",
        epilog='Example: stet prompt v5. Or: stet prompt "put her on a beach, keep her face" --model nano-banana-2.1',
    )
    parser.add_argument("words", nargs="*", help="a variant such as v5 (default: where you are), or a request")
    parser.add_argument("--model", default="", metavar="NAME", help="who would be sent the request, such as flux-2-pro")
    parser.add_argument("--image", type=Path, metavar="PHOTO", help="the photo that the request is about")
    parser.add_argument(
        "--references", type=_count, default=0, metavar="N", help="so many further pictures come with the request"
    )
    parser.add_argument("--session", default="", metavar="ID", help="of the variant (default: the one used last)")
    parser.add_argument("--json", action="store_true", help="the prompt and its settings as one JSON object")
    return parser


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 15:
        raise argparse.ArgumentTypeError("between 0 and 15 pictures")
    return number


def _was_sent(id: str, given: argparse.Namespace) -> int:
    from agent.commands.sessions import opened
    from agent.wording.shown import described, of_a_record, of_a_variant, painted_below

    if given.model or given.image or given.references:
        raise BadRequest("There are no words that a model would be sent", 'Try: stet prompt "put her on a beach" …')
    with opened() as store:
        session = store.find(given.session)
        variant = session.variant(id or session.current)
        lost = {} if id else session.sent_in_vain()
        sent = lost or variant.sent
        if given.json:
            body = {"event": "prompt", "session": session.id, "variant": "" if lost else variant.id, "sent": bool(sent)}
            recipe = {} if sent else {"recipe": variant.recipe}
            print(json.dumps(body | (described(sent) if sent else {}) | recipe, ensure_ascii=False), flush=True)
        elif lost:
            tell(of_a_record(lost, "This was sent last, and no picture has come of it. It went"))
        else:
            tell(of_a_variant(variant, painted_below(variant, session.variant)))
    return 0


def _would_be(words: str, given: argparse.Namespace) -> int:
    from agent.wording.shown import described, would_be
    from agent.wording.wishes import prompt_for

    facts = _facts(given)
    plan, own = _route(words, facts, "")
    if plan.intent is not Intent.EDIT or not plan.steps:
        raise BadRequest(f"“{words}” asks for no edit, so nothing would be sent", "Say what should change.")
    chosen = _named(given.model or plan.wish.use, plan, facts) if given.model or plan.wish.use else own
    lead = ""
    if chosen is None or (chosen.is_engine and not given.model):
        lead = (
            "Stet's own engine would do that, and nothing would be sent."
            if chosen is not None
            else "Nothing that is set up would do that."
        )
        chosen = _route(words, facts, "all")[1]
    if chosen is None:
        raise BadRequest("No model that I know does that", "Say it in other words, or name one with --model.")
    prompt = prompt_for(plan, chosen, pictures=1 + given.references)
    if given.json:
        body = {"event": "prompt", "sent": False, "model": chosen.id, "words": words, "notes": list(prompt.notes)}
        told = {"prompt": prompt.text, "avoid": prompt.avoid, "guide": prompt.guide}
        print(json.dumps(described(body | told) | {"event": "prompt", "sent": False}, ensure_ascii=False), flush=True)
        return 0
    tell(would_be(prompt, chosen, words, lead))
    return 0


def _facts(given: argparse.Namespace) -> Facts:
    from agent.commands.route import facts_of

    return replace(facts_of(given.image) if given.image else Facts(), references=given.references)


def _route(words: str, facts: Facts, assume: str) -> tuple[Plan, ModelCard | None]:
    """How the words are read, and who would do it with what is set up, or with everything and not the engine."""
    from agent.kept import kept
    from agent.route import Never
    from agent.routing.around import assumed
    from agent.routing.asking import argue
    from agent.session.places import home

    base = kept(home())
    never = (*base.never, Never("stet-engine")) if assume else base.never
    policy = Policy(never=never, prefer=base.prefer)
    plan, found = argue(words, facts=facts, policy=policy, setup=assumed([assume]) if assume else None)
    return plan, found.card


def _named(name: str, plan: Plan, facts: Facts) -> ModelCard:
    """The card of that name, or the best of a family for this. Raises BadRequest for a name that is none."""
    from agent.advising.naming import member
    from agent.routing.fit import index
    from agent.routing.needs import needs_of
    from backends.catalog import cards
    from backends.naming import names

    id = names().get(name.lower().strip(), name)
    needs = needs_of(replace(plan, wish=Wish()), facts, Policy())
    families = {one.family for one in cards()}
    found = member(id, index(cards()), needs, date.today()) if id in families | {one.id for one in cards()} else None
    if found is None:
        raise BadRequest(f"I know no model called “{name}”", "stet models lists them.")
    return found
