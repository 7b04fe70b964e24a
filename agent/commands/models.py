"""`stet models`: the models that Stet knows of, what each is for, what it costs, and what is published about it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from agent.harmless import one_line, tell
from agent.routing.arguing import figure, short
from agent.routing.around import assumed, here
from agent.routing.limits import needed
from agent.routing.wording import ABOUT, BASIS, TRAIT, usd
from backends.catalog import OVERALL, Access, ModelCard, card, cards, successor
from backends.errors import BadRequest
from backends.naming import names, titles
from backends.types import Task
from backends.ways import RUNNING, WAYS


def run(arguments: Sequence[str]) -> int:
    """List the models, or explain one. Returns the exit code; raises BadRequest for one that nobody knows."""
    given = _parser().parse_args(arguments)
    today = date.today()
    wanted = names().get(" ".join(given.model).lower(), "") if given.model else ""
    if given.model and not wanted:
        raise BadRequest(
            f"I know no model called “{one_line(' '.join(given.model))}”", "stet models --all lists all that I know."
        )
    alone = card(wanted, cards())
    if alone is not None and not any(one.family == wanted for one in cards()):
        _print_json([alone], today) if given.json else _explain(alone, today)
        return 0
    found = [one for one in cards() if _fits(one, given, wanted, today)]
    if given.json:
        _print_json(found, today)
    else:
        _list(found, today, given.assume, bool(given.all or wanted))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stet models",
        description="List the models that Stet knows of, or explain one. What is not set up cannot be run.",
        epilog="Example: stet models --task text; stet models nano banana pro; stet models flux --json",
    )
    parser.add_argument("model", nargs="*", help="a model or a family to tell more about")
    parser.add_argument("--task", choices=[str(task) for task in Task], help="only those that do this")
    parser.add_argument("--via", default="", metavar="WAY", help="only those that can be had this way (fal, local, …)")
    parser.add_argument("--assume", default="", metavar="WAYS", help="as if set up: openrouter,fal,gpu:24")
    parser.add_argument("--free", action="store_true", help="only those that cost nothing to use")
    parser.add_argument("--all", action="store_true", help="with those that are gone")
    parser.add_argument("--json", action="store_true", help="one model a line, as JSON")
    return parser


def _fits(one: ModelCard, given: argparse.Namespace, family: str, today: date) -> bool:
    if family and one.family != family:
        return False
    if one.gone(today) and not (given.all or family):
        return False
    if given.task and (given.task not in one.tasks):
        return False
    ways = [access for access in one.routes if not access.gone(today)]
    if given.via:
        via = next(iter(assumed([given.via]).assumed or here().ways))
        ways = [access for access in ways if access.via == via]
        if not ways:
            return False
    return not given.free or any(not WAYS[access.via].receiver for access in ways)


def _list(found: Sequence[ModelCard], today: date, assume: str, every: bool) -> None:
    """By what they make and by family; that a model is not set up is said once for all and not of each."""
    ways = assumed(assume.split(",")).ways
    kinds = {"engine": "Part of Stet", "image": "Pictures", "video": "Films"}
    order = sorted(
        found, key=lambda one: (list(kinds).index(one.kind), one.family == "local", titles(one.family), one.title)
    )
    kind: str = ""
    family: tuple[str, str] = ("", "")
    for one in order:
        if one.kind != kind:
            kind = one.kind
            tell(kinds[kind] if one is order[0] else f"\n{kinds[kind]}")
        if (one.kind, one.family) != family:
            family = (one.kind, one.family)
            if not one.is_engine:
                tell(f"  {titles(one.family)[:1].upper()}{titles(one.family)[1:]}")
        state = _state(one, today, ways)
        indent = "  " if one.is_engine else "    "
        tell(f"{indent}{one.title}: {'; '.join(part for part in (state, price(one, today)) if part)}")
        if not one.gone(today):
            tell(f"{indent}    {one.summary}")
    more = "" if every else " --all shows those that are gone, too."
    tell(f"\n{_numbered(len(found))} stet models NAME explains one.{more}")
    tell("Only Stet's own engine is set up, and only it can be run by this version; it can argue about the others.")


def _numbered(number: int) -> str:
    return {0: "No model fits.", 1: "1 model."}.get(number, f"{number} models.")


def _state(one: ModelCard, today: date, ways: frozenset[str]) -> str:
    if one.gone(today):
        after = successor(one, cards(), today)
        return f"shut down on {one.sunset}" + (f", now {after.title}" if after else "")
    there = [access.via for access in one.routes if access.via in ways and not access.gone(today)]
    state = ["ready" if set(there) & RUNNING else "assumed"] if there else []
    state += ["a preview"] if one.status == "preview" else []
    state += [f"ends on {one.sunset}"] if one.sunset else []
    return ", ".join(state)


def price(one: ModelCard, today: date) -> str:
    """From the cheapest to the dearest step of all ways that are open, with the date."""
    ways = [access for access in one.routes if not access.gone(today)]
    listed = [(step.usd, access.per, access.as_of) for access in ways for step in access.prices]
    free = any(not WAYS[access.via].receiver for access in ways)
    if not ways:
        return ""
    if not listed:
        return "free on your own graphics card" if free else "no price is known"
    lowest, highest = min(listed)[0], max(listed)[0]
    if highest == 0:
        return "free"
    span = usd(lowest) if lowest == highest else f"{usd(lowest)} to {usd(highest)}"
    own = " hosted, free on your own graphics card" if free else ""
    return f"{span} a {listed[0][1]}{own} ({min(as_of for _, _, as_of in listed)})"


def _explain(one: ModelCard, today: date) -> None:
    tell(f"{one.title}, by {one.maker}" if one.maker != "Stet" else one.title)
    tell(f"  It {one.summary}.")
    if one.gone(today):
        after = successor(one, cards(), today)
        tell(f"  It was shut down on {one.sunset}" + (f"; use {after.title} instead." if after else "."))
        return
    if one.sunset:
        after = successor(one, cards(), one.sunset)
        tell(f"  It ends on {one.sunset}" + (f"; after that, {after.title}." if after else "."))
    tell(f"  Does: {', '.join(ABOUT[task] for task in sorted(one.tasks))}.")
    for fact in _abilities(one):
        tell(f"  {fact}")
    for trait, strength in one.strengths.items():
        level = {"high": "strong", "middle": "fair", "low": "weak"}[strength.level]
        tell(f"  {level.capitalize()} at {TRAIT[trait]} ({BASIS[strength.basis]}).")
    tell(f"  Licence: {one.licence.text}.")
    tell("  Ways to it:")
    for access in one.routes:
        tell(f"    {_way(access, today)}")
    ways = [access for access in one.routes if not access.gone(today)]
    if ways and not any(access.via in RUNNING for access in ways):
        tell(f"  This version cannot run it yet; it would need {needed(ways)}.")
    for scores in one.evidence:
        said = ", ".join(
            figure(scores, of).partition(" in ")[0] for of in scores.scores if of == OVERALL or of in set(Task)
        )
        if said:
            tell(f"  {short(scores.benchmark)} ({scores.date}): {said}")
    if not one.evidence and not one.is_engine:
        tell("  No published comparison of it is known.")
    tell(f"  Facts as of {one.date}; source: {one.source}.")


def _abilities(one: ModelCard) -> list[str]:
    can = one.can
    facts: list[str] = []
    if one.kind == "image":
        facts.append("Takes one picture." if can.pictures == 1 else f"Takes up to {can.pictures} pictures at once.")
    if can.megapixels:
        facts.append(f"Largest {'film frame' if one.kind == 'video' else 'picture'}: {can.megapixels:g} megapixels.")
    if can.max_seconds:
        facts.append(f"Longest clip: {can.max_seconds:g} s.")
    if can.mask != "none" and one.kind == "image":
        facts.append("Takes a mask" + (" and paints nothing outside it." if can.mask == "exact" else "."))
    if can.alpha and one.kind == "image":
        facts.append("Gives real transparency.")
    if one.seconds:
        low, high = one.seconds.low, one.seconds.high
        span = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        facts.append(f"Takes about {span} s ({one.seconds.source}).")
    elif not one.is_engine:
        facts.append("How long it takes is not published.")
    return facts


def _way(access: Access, today: date) -> str:
    title = WAYS[access.via].title
    if access.gone(today):
        return f"{title}: closed on {access.sunset} ({access.note})"
    steps = ", ".join(f"{step.name} {usd(step.usd)}".strip() for step in access.prices)
    if access.via in ("local", "selfhosted"):
        steps = f"free; {access.vram_gb:g} GB" if access.vram_gb else "free"
    elif access.via == "engine":
        steps = "free"
    per = " a second" if access.per == "second" and steps else ""
    more = f", and {usd(access.per_reference)} for each further picture" if access.per_reference else ""
    note = f"; {access.note}" if access.note else ""
    dated = f" ({access.as_of})" if access.prices and access.via != "engine" else ""
    return f"{title}: {steps or 'price not known'}{per}{more}{dated}{note}"


def _print_json(found: Sequence[ModelCard], today: date) -> None:
    for one in found:
        print(json.dumps({"event": "model"} | described(one, today), ensure_ascii=False), flush=True)


def described(one: ModelCard, today: date) -> dict[str, Any]:
    """A card as plain values, with what follows from the day."""
    after = successor(one, cards(), today)
    return one.model_dump(mode="json") | {
        "gone": one.gone(today),
        "successor_now": after.id if after else None,
        "set_up": any(access.via in RUNNING for access in one.routes),
        "tasks": sorted(map(str, one.tasks)),
    }
