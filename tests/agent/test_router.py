"""The route rests on what cards can do, on evidence, on the person's own record, on price and on what may leave."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agent.acts.paying import question
from agent.plan import Intent, Plan, Step
from agent.policy import Verdict, judge
from agent.route import BEST, DRAFT, Facts, Never, Policy, Route, Setup, Surroundings, Tally
from agent.router import route, why_not
from agent.routing.around import assumed
from agent.routing.wording import usd
from agent.settings import load
from backends.catalog import cards, engine_card
from backends.errors import BadRequest
from backends.types import Task

TODAY = date(2026, 11, 28)
ENGINE = engine_card()
MOODY = Step(Task.STYLE, "moodier", look=True)
HAT = Step(Task.ADD, generates=True, target="a hat")
LETTERS = Step(Task.TEXT, generates=True, target="the sign")
EVERYTHING = assumed(["all", "gpu:24"])


def plan(*steps: Step, words: str = "words", count: int = 1) -> Plan:
    return Plan(words, Intent.EDIT, steps, count=count)


def found(
    wish: Plan,
    *ways: str,
    policy: Policy | None = None,
    facts: Facts | None = None,
    today: date = TODAY,
    record: dict[tuple[str, str], Tally] | None = None,
) -> Route:
    around = Surroundings(facts or Facts(), policy or Policy(), assumed(ways), record or {}, today)
    return route(wish, cards(), around)


def chosen(of: Route) -> str:
    return of.card.id if of.card else ""


def test_tone_goes_to_the_engine_even_when_every_model_could_do_it() -> None:
    of = route(plan(MOODY, count=3), cards(), Surroundings(setup=EVERYTHING, today=TODAY))
    assert of.card is not None
    assert of.card.id == "stet-engine"
    assert (of.cost_usd, of.leaves, of.needs_approval) == (0.0, None, False)
    assert len(of.rejected) == 2
    assert all("redraws the picture" in one.reason for one in of.rejected)
    assert judge(of).verdict is Verdict.ALLOW


def test_what_the_engine_cannot_do_is_rejected_with_the_reason() -> None:
    of = route(plan(Step(Task.REMOVE, target="the spoon")), (ENGINE,))
    assert of.card is None
    assert "take things out" in of.rejected[0].reason
    whole_only = ENGINE.model_copy(update={"regions": False})
    of = route(plan(Step(Task.TONE, "exposure", region="the sky")), (whole_only,))
    assert "the sky" in of.rejected[0].reason
    assert route(plan(MOODY, count=40), (ENGINE,)).card is None


def test_an_operation_goes_to_a_card_that_has_it_and_nothing_invented_to_one_that_invents_nothing() -> None:
    assert route(plan(Step(Task.REMOVE, operation="remove", region="the spoon")), (ENGINE,)).card is ENGINE
    assert route(plan(Step(Task.REMOVE, operation="levitate")), (ENGINE,)).card is None
    of = route(plan(Step(Task.TONE, "exposure", generates=True)), (ENGINE,))
    assert (of.card, of.rejected[0].reason) == (None, "it invents nothing")


def test_without_a_model_the_answer_is_nobody_and_what_would_be_needed() -> None:
    of = found(plan(HAT))
    assert of.card is None
    assert of.quote is None
    told = " ".join(of.reasons)
    assert "invents nothing" in told
    assert "key" in told
    assert len(of.rejected) == 2


def test_what_costs_or_leaves_is_asked_with_price_and_receiver() -> None:
    of = found(plan(HAT), "openrouter")
    assert of.quote is not None
    assert of.leaves is not None
    assert of.quote.low <= of.quote.expected <= of.quote.high
    assert judge(of).verdict is Verdict.ASK
    asked = question((of,), (1000, 800), None)
    assert "OpenRouter, which passes it to" in asked
    assert f"{usd(of.quote.low)} to {usd(of.quote.high)}" in asked or f"costs {usd(of.quote.high)}" in asked


def test_a_model_on_the_persons_own_card_is_free_stays_and_needs_no_approval() -> None:
    of = found(plan(HAT), "gpu:8", policy=Policy(local_only=True))
    assert chosen(of) == "flux-2-klein-4b"
    assert (of.cost_usd, of.leaves, of.needs_approval) == (0.0, None, False)


def test_a_small_graphics_card_does_not_get_a_large_model() -> None:
    of = found(plan(HAT), "gpu:8", policy=Policy(use="qwen-image-edit-2511"))
    assert of.card is None
    assert "24 GB" in " ".join(of.reasons)


@pytest.mark.parametrize("ways", [("openrouter",), ("fal",), ("openai", "gemini"), ("all", "gpu:24")])
def test_a_retired_model_is_never_chosen_and_names_its_successor(ways: tuple[str, ...]) -> None:
    gone = [card for card in cards() if card.gone(TODAY)]
    assert gone
    for card in gone:
        task = Task.VIDEO if card.kind == "video" else Task.ADD
        of = found(plan(Step(task, generates=True)), *ways, policy=Policy(use=card.id))
        assert chosen(of) != card.id
        told = " ".join((*of.reasons, *(one.reason for one in of.rejected)))
        assert "successor" in told, (card.id, told)


def test_the_day_decides_whether_a_model_still_lives() -> None:
    wish, policy = plan(HAT), Policy(use="gpt-image-1.5")
    assert chosen(found(wish, "openai", policy=policy, today=date(2026, 11, 30))) == "gpt-image-1.5"
    assert chosen(found(wish, "openai", policy=policy, today=date(2026, 12, 1))) == "gpt-image-2.5-sunburst"


def test_a_way_that_was_closed_is_not_taken_though_the_model_lives_elsewhere() -> None:
    policy = Policy(use="nano-banana-2")
    assert chosen(found(plan(HAT), "gemini", policy=policy, today=date(2026, 10, 1))) == "nano-banana-2"
    assert chosen(found(plan(HAT), "gemini", policy=policy)) == ""
    assert chosen(found(plan(HAT), "fal", policy=policy)) == "nano-banana-2"


def test_the_dial_moves_from_cheap_and_quick_to_the_best_fit() -> None:
    quick = found(plan(LETTERS), "openrouter", policy=Policy(dial=DRAFT))
    best = found(plan(LETTERS), "openrouter", policy=Policy(dial=BEST))
    assert quick.quote is not None
    assert best.quote is not None
    assert quick.quote.expected < best.quote.expected
    assert chosen(best) in {"nano-banana-pro", "gpt-image-2.5-sunburst"}


def test_the_cheapest_and_the_fastest_are_just_that() -> None:
    every = [found(plan(HAT), "fal", policy=Policy(use=card.id)) for card in cards()]
    able = [of for of in every if of.card and of.quote and of.card.kind == "image"]
    cheap = found(plan(HAT), "fal", policy=Policy(by="price"))
    fast = found(plan(HAT), "fal", policy=Policy(by="time"))
    assert cheap.cost_usd <= min(of.cost_usd for of in able)
    assert fast.seconds is not None
    assert fast.seconds <= min(of.seconds for of in able if of.seconds)
    assert cheap.reasons[0].startswith("cheapest")
    assert fast.reasons[0].startswith("fastest")


def test_the_worst_case_and_not_the_likely_one_is_held_against_the_budget() -> None:
    for cents in (1, 2, 3, 5, 10, 20):
        of = found(plan(LETTERS, count=2), "all", policy=Policy(max_usd=cents / 100))
        assert of.quote is None or of.quote.high <= cents / 100


def test_the_persons_own_record_is_an_argument_and_is_shown() -> None:
    plainly = found(plan(LETTERS), "openrouter")
    assert chosen(plainly) != "nano-banana-pro"
    liked = {("text", "nano-banana-pro"): Tally(9, 7), ("text", chosen(plainly)): Tally(9, 1)}
    taught = found(plan(LETTERS), "openrouter", record=liked)
    assert chosen(taught) == "nano-banana-pro"
    assert any("picked 7 of 9" in reason for reason in taught.reasons)
    a_little = {("text", "nano-banana-pro"): Tally(2, 2), ("text", chosen(plainly)): Tally(2, 0)}
    assert chosen(found(plan(LETTERS), "openrouter", record=a_little)) == chosen(plainly)


def test_never_for_faces_holds_for_faces_only() -> None:
    face, cup = plan(HAT, words="add a hat to the man"), plan(HAT, words="add a cup")
    for wish, holds in ((face, True), (cup, False)):
        before = found(wish, "openrouter").card
        assert before is not None
        after = found(wish, "openrouter", policy=Policy(never=(Never(before.family, "faces"),))).card
        assert after is not None
        assert (after.family != before.family) is holds


def test_a_standing_preference_counts_where_a_model_is_needed_and_leaves_exact_work_to_the_engine() -> None:
    policy = Policy(prefer="seedream")
    assert chosen(found(plan(HAT), "openrouter", policy=policy)).startswith("seedream")
    assert chosen(found(plan(MOODY), "openrouter", policy=policy)) == "stet-engine"


def test_of_a_mixed_wish_the_model_is_asked_for_what_must_be_invented_only() -> None:
    of = found(plan(MOODY, HAT), "openrouter")
    assert of.card is not None
    assert of.card.generates
    assert any("stays with Stet's own engine" in reason for reason in of.reasons)


def test_what_leaves_is_told_in_pixels_and_without_metadata() -> None:
    of = found(plan(HAT), "openai", facts=Facts(width=6000, height=4000))
    assert of.leaves is not None
    assert 0 < of.leaves.pixels <= 8_300_000
    assert "GPS" in of.leaves.stripped


def test_why_not_names_the_fact_or_the_comparison() -> None:
    around = Surroundings(setup=assumed(["openrouter"]), today=TODAY)
    assert "not set up" in why_not(plan(HAT), cards(), Surroundings(today=TODAY), "flux")
    assert why_not(plan(LETTERS), cards(), around, "flux")
    assert "shut down" in why_not(plan(Step(Task.VIDEO)), cards(), around, "sora")
    assert why_not(plan(HAT), cards(), around, "no such model") == ""


def test_reasons_are_short_and_promise_nothing() -> None:
    hype = ("amazing", "stunning", "best-in-class", "revolutionary", "perfect", "state of the art", "powerful")
    for steps in ((HAT,), (LETTERS,), (MOODY,), (Step(Task.VIDEO),), (Step(Task.EXTRACT, generates=True),)):
        for ways in ((), ("all",), ("gpu:24",)):
            of = found(plan(*steps), *ways)
            for reason in (*of.reasons, *(one.reason for one in of.rejected)):
                assert 0 < len(reason) < 260, reason
                assert not any(word in reason.lower() for word in hype), reason


def test_a_plan_without_an_edit_has_no_route() -> None:
    assert route(plan(), cards()).card is None


@pytest.mark.parametrize("name", ["openruter", "gpu:x", "fal;rm"])
def test_a_way_that_nobody_knows_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(BadRequest, match="openrouter"):
        assumed([name])


def test_assumed_ways_are_marked_and_what_is_here_is_not() -> None:
    setup = assumed(["Google", "gpu:12", "engine", ""])
    assert setup == Setup(frozenset({"engine", "gemini", "local"}), 12.0, frozenset({"gemini", "local"}))


def test_settings_come_from_the_environment_then_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STET_QUALITY", "STET_KEEP_GPS", "STET_GRAPHICS"):
        monkeypatch.delenv(name, raising=False)
    assert (load(tmp_path).quality, load(tmp_path).keep_gps) == (92, False)
    (tmp_path / "settings.toml").write_text("quality = 80\nkeep_gps = true\n")
    assert (load(tmp_path).quality, load(tmp_path).keep_gps) == (80, True)
    monkeypatch.setenv("STET_QUALITY", "70")
    assert load(tmp_path).quality == 70
    monkeypatch.setenv("STET_QUALITY", "700")
    with pytest.raises(BadRequest, match="quality"):
        load(tmp_path)
    monkeypatch.delenv("STET_QUALITY")
    (tmp_path / "settings.toml").write_text("quality = = 3")
    with pytest.raises(BadRequest, match="cannot be read"):
        load(tmp_path)


def test_a_model_that_has_no_card_is_replaced_by_nobody() -> None:
    told = found(plan(HAT), "openrouter", policy=Policy(use="seedream-9"))
    assert told.card is None
    assert "knows no model called Seedream 9" in told.reasons[0]
    assert "Seedream 5.5" in told.reasons[0]
