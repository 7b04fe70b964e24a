"""Requests that tend the tree: stars, notes, names, branches, what is put out of sight, and the search among all."""

from __future__ import annotations

from agent import tending
from agent.events import Listed, Moved
from agent.plan import Move, Plan
from agent.session.model import Found
from agent.turn import Turn

MOVES = frozenset(
    (
        *(Move.STAR, Move.UNSTAR, Move.NOTE, Move.NAME, Move.TITLE, Move.BRANCH),
        *(Move.DISCARD, Move.PRUNE, Move.RESTORE, Move.FIND, Move.FIND_AND_GO),
    )
)


def tend(plan: Plan, turn: Turn) -> None:
    """Do it, and say it in one sentence. Raises BadRequest for what cannot be, such as a name that is taken."""
    if plan.move in (Move.FIND, Move.FIND_AND_GO):
        _find(plan, turn)
        return
    session, ids = turn.session, [id for id in (plan.subject, *plan.others) if id]
    before = session.current
    match plan.move:
        case Move.STAR:
            said = tending.star(session, ids)
        case Move.UNSTAR:
            said = tending.unstar(session, ids)
        case Move.NOTE:
            said = tending.note(session, ids[0], plan.text)
        case Move.NAME:
            said = tending.name(session, ids[0], plan.text)
        case Move.TITLE:
            said = tending.title(session, plan.text)
        case Move.BRANCH:
            said = tending.branch(session, ids[0], plan.text)
        case Move.DISCARD:
            said = tending.discard(session, ids)
        case Move.PRUNE:
            said = tending.prune(session, ids[0])
        case _:
            said = tending.restore(session, ids)
    turn.say(said)
    if session.current != before and plan.move is not Move.BRANCH:
        turn.emit(Moved(session.current))


def _find(plan: Plan, turn: Turn) -> None:
    """One that was asked for is gone to; several are numbered, and those numbers name them from then on."""
    session = turn.session
    hits = session.search(plan.text)
    if not hits:
        turn.say(
            f"Nothing here matches “{plan.text}”. I looked at what you said, looks, names, notes and what was measured,"
            " not at what is in the pictures."
        )
        turn.exit_code = 1
        return
    ids = tuple(hit.variant.id for hit in hits)
    session.show(ids)
    turn.emit(Listed(ids, tuple(hit.why for hit in hits)))
    if plan.move is Move.FIND_AND_GO and len(hits) == 1:
        session.go(ids[0])
        turn.say(f"{ids[0]}: {hits[0].why}.")
        turn.emit(Moved(ids[0]))
        return
    then = (
        f"Say “use {ids[0]}” to go on with it."
        if len(hits) == 1
        else f"Say “the second one”, or “use {ids[1]}”, to choose."
    )
    turn.say("\n".join((*(_line(number, hit) for number, hit in enumerate(hits, 1)), then)))


def _line(number: int, hit: Found) -> str:
    variant = hit.variant
    called = f" “{variant.name}”" if variant.name else ""
    star = " ★" if variant.starred else ""
    look = f" {variant.look}" if variant.look else ""
    return f"{number}  {variant.id}{called}{star}{look}: {hit.why}"
