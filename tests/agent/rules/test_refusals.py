"""What has to be generated is refused, with who can do it and what can be done instead, however it is worded."""

from __future__ import annotations

import pytest

from agent.acts.refusing import not_possible
from agent.plan import Decision, Intent, Plan, Scene
from agent.router import route
from agent.rules.engine.refused import refusals, refused
from agent.rules.planner import read
from agent.rules.words.clean import normalise
from backends.catalog import cards
from tests.agent.rules.engines_own import ENGINES_OWN
from tests.agent.rules.refusal_wordings import WORDINGS


def reading(words: str) -> Plan:
    return read(words, Scene())


def test_every_refusal_is_tried_in_at_least_three_wordings() -> None:
    assert {refusal.id for refusal in refusals()} == set(WORDINGS)
    assert min(map(len, WORDINGS.values())) >= 3


@pytest.mark.parametrize(("id", "words"), [(id, words) for id, all in WORDINGS.items() for words in all])
def test_it_is_refused_with_the_family_that_can_and_what_can_be_done_instead(id: str, words: str) -> None:
    plan = reading(words)
    chosen = route(plan, cards())
    assert (plan.intent, chosen.card) == (Intent.EDIT, None)
    said = str(not_possible(plan, chosen))
    refusal = next(refusal for refusal in refusals() if refusal.id == id)
    assert refusal.cannot in said and refusal.needs in said
    assert any(title in said for title in ("Nano Banana", "Nano Banana 2", "Seedream", "Flux"))
    assert "nothing was charged" in said
    # Who, what that needs, and what can be done here: one sentence.
    helps = said.split("nothing was charged. ")[1]
    assert "what I can do now: “" in helps and helps.count(". ") == 0 and helps.endswith(".")


@pytest.mark.parametrize("instead", sorted({words for refusal in refusals() for words in refusal.instead}))
def test_what_is_offered_instead_is_understood_and_can_be_done(instead: str) -> None:
    plan = reading(instead)
    assert (plan.intent, plan.decision) == (Intent.EDIT, Decision.ACT)
    assert route(plan, cards()).card is not None, plan


@pytest.mark.parametrize("words", ENGINES_OWN)
def test_what_the_engine_does_is_not_refused(words: str) -> None:
    assert refused(normalise(words)) is None


@pytest.mark.parametrize("words", ["add birds", "exchange the flower with a rose", "add an umbrella stand"])
def test_what_is_read_as_a_new_thing_but_in_no_known_words_is_refused_all_the_same(words: str) -> None:
    plan = reading(words)
    said = str(not_possible(plan, route(plan, cards())))
    assert "the engine invents nothing" in said and "can do it, from the photo" in said


@pytest.mark.parametrize("words", ["don't add any people", "do not change her dress", "back to the beach"])
def test_what_must_not_be_done_is_not_refused(words: str) -> None:
    assert refused(normalise(words)) is None
