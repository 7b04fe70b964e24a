"""Route-bench: the router over requests and facts; a third of them was not looked at while it was built."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from datetime import date

import pytest

from agent.route import Facts, Policy, Route
from agent.routing.around import assumed
from agent.routing.asking import argue
from tests.agent.route_bench.cases import Case, cases, never_opened, reachable
from tests.agent.route_bench.facts import ENGINE, IDENTITY, TEXT, VIDEO_AT
from tests.agent.route_bench.wordings import WORDINGS

TODAY = date(2026, 11, 28)
ACCURACY, NEEDLESS = 0.95, 0.02
TWO_CENTS = 0.02


def decide(case: Case) -> Route:
    """What `stet route` does with the same words, options and facts."""
    base = Policy(local_only=case.local_only, max_usd=case.max_usd)
    return argue(case.words, facts=Facts(**case.facts), policy=base, setup=assumed(case.assume), today=TODAY)[1]


@dataclass(frozen=True)
class Marked:
    case: Case
    found: Route

    @property
    def choice(self) -> str:
        return self.found.card.id if self.found.card else ""

    @property
    def right(self) -> bool:
        return self.choice in self.case.accepted and not self.violations

    @property
    def needless(self) -> bool:
        """Asked, or sent away, where everything that is needed was known."""
        if self.found.card is None:
            return "" not in self.case.accepted
        return self.found.needs_approval and not self.found.leaves and not self.found.cost_usd

    @property
    def violations(self) -> list[str]:
        broken = [name for name in self.case.required if not HOLDS[name](self)]
        return broken + (["forbidden"] if self.choice in self.case.forbidden else [])

    @property
    def told(self) -> str:
        return " ".join((*self.found.reasons, *(one.reason for one in self.found.rejected)))


def able(marked: Marked, ability: str) -> bool:
    """That the chosen way really passes the ability on; nobody is no violation."""
    card, access = marked.found.card, marked.found.access
    if card is None or access is None:
        return True
    if ability == "references":
        return card.can.pictures > marked.case.facts["references"]
    has = card.can.mask != "none" if ability == "mask" else card.can.alpha
    return has and ability not in access.lacks


def within(marked: Marked, usd: float | None) -> bool:
    return marked.found.card is None or (
        marked.found.quote is not None and usd is not None and marked.found.quote.high <= usd
    )


HOLDS = {
    "free": lambda one: one.found.card is None or one.found.cost_usd == 0,
    "stays": lambda one: one.found.leaves is None,
    "nothing leaves": lambda one: one.found.leaves is None,
    "no approval": lambda one: not one.found.needs_approval,
    "approval": lambda one: one.found.card is None or one.found.needs_approval,
    "priced": lambda one: one.found.card is None or one.found.quote is not None,
    "leaves": lambda one: one.found.card is None or one.found.leaves is not None,
    "alpha": lambda one: able(one, "alpha"),
    "mask": lambda one: able(one, "mask"),
    "references": lambda one: able(one, "references"),
    "size": lambda one: one.found.card is None or not one.found.quote or one.found.quote.expected > 0,
    "budget": lambda one: within(one, one.case.max_usd),
    "two cents": lambda one: within(one, TWO_CENTS),
    "only named": lambda one: one.choice in one.case.accepted or one.choice == "",
    "successor": lambda one: "shut down" in one.told and "successor" in one.told,
}  # fmt: skip


def marked(held_out: bool) -> list[Marked]:
    return [Marked(case, decide(case)) for case in cases() if case.held_out is held_out]


@pytest.mark.parametrize("held_out", [False, True], ids=["open", "held out"])
def test_the_route_is_right_breaks_no_limit_and_asks_nothing_needless(held_out: bool) -> None:
    results = marked(held_out)
    wrong = [one for one in results if not one.right]
    broken = [one for one in results if one.violations]
    needless = sum(one.needless for one in results)
    if os.environ.get("STET_BENCH"):
        report(held_out, results, wrong)
    assert not broken, [(one.case.words, one.choice, one.violations) for one in broken[:5]]
    assert 1 - len(wrong) / len(results) >= ACCURACY
    assert needless / len(results) <= NEEDLESS


def test_words_that_were_never_met_mostly_go_the_right_way_and_never_leave_where_that_is_forbidden() -> None:
    results = [Marked(case, decide(case)) for case in never_opened()]
    right = sum(one.right for one in results) / len(results)
    violations = [set(one.violations) for one in results if one.violations]
    print(f"never met: {right:.3f} of {len(results)}, violations {len(violations)}")
    # Numbers alone, so that a failure shows nobody the cases.
    broken, left = len(violations), sum(bool({"nothing leaves", "budget", "two cents"} & one) for one in violations)
    assert right >= 0.84
    # Exact work that goes to a model still waits for consent; what was said to be private must not even be offered.
    assert broken <= 25
    assert left == 0


OTHERS = (("openrouter",), ("fal",), ("openai", "gemini", "ark"))


def test_wordings_that_nobody_had_in_mind_go_the_same_ways() -> None:
    wrong: list[tuple[str, tuple[str, ...], str]] = []
    for kind, words in WORDINGS:
        for ways in OTHERS:
            there = reachable(ways)
            films = frozenset[str]().union(*(VIDEO_AT.get(way, frozenset()) for way in ways))
            right = {"engine": {ENGINE}, "face": there & IDENTITY, "text": there & TEXT, "model": there, "film": films}
            found = argue(words, setup=assumed(ways), today=TODAY)[1]
            choice = found.card.id if found.card else ""
            if choice not in right[kind]:
                wrong.append((words, ways, choice))
    assert 1 - len(wrong) / (len(WORDINGS) * len(OTHERS)) >= ACCURACY, wrong


def report(held_out: bool, results: list[Marked], wrong: list[Marked]) -> None:
    """The figures, and for the open part where they come from."""
    violations = sum(bool(one.violations) for one in results)
    needless = sum(one.needless for one in results)
    print(
        f"\n{'held out' if held_out else 'open'}: {len(results)} cases, accuracy {1 - len(wrong) / len(results):.4f},"
        f" violations {violations}, needless {needless}"
    )
    if not held_out:
        print(Counter(one.case.principle for one in wrong))
        for one in wrong:
            case = one.case
            print(f"  {case.principle}: {case.words!r} {case.assume} {case.facts} {case.max_usd} {case.local_only}")
            print(f"    -> {one.choice!r} {one.violations} | {one.told[:150]}")


def test_there_are_enough_cases_and_a_third_of_them_is_held_out() -> None:
    every = list(cases())
    assert len({case.id for case in every}) == len(every) >= 400
    assert 0.3 <= sum(case.held_out for case in every) / len(every) <= 0.4
    assert all(case.accepted and not case.accepted & case.forbidden for case in every)
