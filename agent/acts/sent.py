"""Answers what a model was told: word for word for a variant, and as it would be for words that were not said yet."""

from __future__ import annotations

from datetime import date

from agent.acts.deciding import decided, surroundings
from agent.advising.naming import member
from agent.plan import Intent, Plan
from agent.routing.fit import index
from agent.routing.needs import needs_of
from agent.turn import Turn
from agent.wording.shown import of_a_record, of_a_variant, painted_below, would_be
from agent.wording.wishes import prompt_for
from backends.catalog import cards
from backends.errors import BadRequest
from tools.locks.scope import standing


def tell(plan: Plan, turn: Turn) -> None:
    """Say it; nothing is started or sent. Raises BadRequest for words that ask for no edit."""
    if plan.text:
        _would_be(plan.text, turn)
        return
    session = turn.session
    variant = session.variant(plan.subject or session.current)
    if not plan.subject and (lost := session.sent_in_vain()):
        lead = "This was sent last, and no picture has come of it. It went"
        turn.say(of_a_record(lost, lead))
        return
    turn.say(of_a_variant(variant, painted_below(variant, session.variant)))


def _would_be(words: str, turn: Turn) -> None:
    wished = turn.read(words, "")
    if wished.intent is not Intent.EDIT or not wished.steps:
        raise BadRequest(f"“{words}” asks for no edit, so nothing would be sent", "Try: what would you send for: …")
    if wished.wish.use:
        around = surroundings(wished, turn)
        needs = needs_of(wished, around.facts, around.policy)
        chosen = member(wished.wish.use, index(cards()), needs, date.today())
    else:
        chosen = decided(wished, turn).card
    if chosen is None or chosen.is_engine:
        own = "Stet's own engine would do that" if chosen else "No model that is set up would do that"
        turn.say(
            f"{own}: nothing would be sent. Name a model to see what it would be told, such as:"
            f" what would you send for: {words}, with flux."
        )
        return
    session = turn.session
    parents = {variant.id: variant.parent for variant in session.variants(all=True) if variant.parent}
    locks = standing(session.locks(), wished.subject or session.current, parents)
    prompt = prompt_for(wished, chosen, rules=tuple(session.settings.get("rules", {})), locks=locks)
    turn.say(would_be(prompt, chosen, words))
