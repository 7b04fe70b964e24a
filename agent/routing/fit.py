"""How well each card fits a job, from judgements of its traits and from published tables, compared table by table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from agent.routing.needs import Needs
from agent.routing.prices import Entry
from backends.catalog import OVERALL, ModelCard, Scores

_LEVEL = {"high": 1.0, "middle": 0.5, "low": 0.0}
# A maker's word and an inference count for less than votes and measurements.
_DOUBT = {"measured": 0.0, "votes": 0.0, "maker": 0.1, "inferred": 0.15}
_UNKNOWN_TRAIT = 0.3
# A table of the very task tells more than one of everything; a relative's figures tell less than one's own.
_OF_THE_TASK, _OF_EVERYTHING, _A_RELATIVE = 0.4, 0.25, 0.7
_NEVER_MEASURED = -0.15
# One comparison says little: so many that came out even are added to each mean.
_EVEN = 2


class Index:
    """The cards once looked through: who is who, and the evidence by table. Hold it as long as the cards."""

    def __init__(self, shelf: Sequence[ModelCard]) -> None:
        self.cards = tuple(shelf)
        self.by_id = {card.id: card for card in shelf}
        self._entries = {card.id: tuple(Entry(card, access) for access in card.routes) for card in shelf}
        self._living: tuple[date, tuple[tuple[ModelCard, tuple[Entry, ...]], ...]] | None = None
        self._tables: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
        for card in shelf:
            for scores in self.evidence(card):
                for category, value in scores.scores.items():
                    self._tables[(*scores.table, category)].setdefault(card.id, value)
        self._stands: dict[str, dict[str, float]] = {}
        self._fits: dict[tuple[object, ...], dict[str, float]] = {}

    def living(self, today: date) -> tuple[tuple[ModelCard, tuple[Entry, ...]], ...]:
        """Every card with the ways to it that are open on this day; none for a card that is gone."""
        if self._living is None or self._living[0] != today:
            self._living = (
                today,
                tuple(
                    (
                        card,
                        ()
                        if card.gone(today)
                        else tuple(e for e in self._entries[card.id] if not e.access.gone(today)),
                    )
                    for card in self.cards
                ),
            )
        return self._living[1]

    def evidence(self, card: ModelCard) -> tuple[Scores, ...]:
        """Its own tables, and those of its relative that it is not in itself."""
        other = self.by_id.get(card.evidence_from)
        own = {scores.table for scores in card.evidence}
        return (*card.evidence, *(scores for scores in (other.evidence if other else ()) if scores.table not in own))

    def fits(self, needs: Needs) -> dict[str, float]:
        """The fit of every card for these needs, by id: about 1 for strong, 0 for weak."""
        key = (needs.tasks, needs.traits)
        found = self._fits.get(key)
        if found is None:
            found = self._fits[key] = {card.id: self._fit(card, needs) for card in self.cards}
        return found

    def _fit(self, card: ModelCard, needs: Needs) -> float:
        fit = _judged(card, needs)
        tasks = [value for task in needs.tasks if (value := self._standing(str(task)).get(card.id)) is not None]
        overall = self._standing(OVERALL).get(card.id)
        if tasks:
            fit += _OF_THE_TASK * sum(tasks) / len(tasks)
        if overall is not None:
            fit += _OF_EVERYTHING * overall
        return fit if tasks or overall is not None else fit + _NEVER_MEASURED

    def _standing(self, category: str) -> dict[str, float]:
        """For each card the mean lead over the others, in spreads of the table that both are in: -1 to 1.

        Only two figures of one table are ever set against each other.
        """
        found = self._stands.get(category)
        if found is not None:
            return found
        leads: dict[str, list[float]] = defaultdict(list)
        for (_, _, of), table in self._tables.items():
            if of != category or len(table) < 2:
                continue
            spread = max(table.values()) - min(table.values()) or 1.0
            for id, value in table.items():
                for other, against in table.items():
                    if other != id:
                        leads[id].append((value - against) / spread)
        found = {
            id: sum(each) / (len(each) + _EVEN) * (1.0 if self._owns(id, category) else _A_RELATIVE)
            for id, each in leads.items()
        }
        self._stands[category] = found
        return found

    def _owns(self, id: str, category: str) -> bool:
        return any(category in scores.scores for scores in self.by_id[id].evidence)

    def shared(self, one: ModelCard, other: ModelCard, category: str) -> tuple[Scores, float, float] | None:
        """The newest table with a figure of its own for both."""
        tables = {scores.table: scores for scores in other.evidence if category in scores.scores}
        both = [scores for scores in one.evidence if category in scores.scores and scores.table in tables]
        if not both:
            return None
        newest = max(both, key=lambda scores: scores.date)
        return newest, newest.scores[category], tables[newest.table].scores[category]


def _judged(card: ModelCard, needs: Needs) -> float:
    """The weakest of the traits that the job lives on counts half, their mean the other half. A job that lives on none
    of them is judged by all."""
    values: list[float] = []
    for trait in needs.traits or card.strengths:
        strength = card.strengths.get(trait)  # type: ignore[call-overload]
        values.append(_LEVEL[strength.level] - _DOUBT[strength.basis] if strength else _UNKNOWN_TRAIT)
    if not values:
        return _UNKNOWN_TRAIT
    return (min(values) + sum(values) / len(values)) / 2


def index(shelf: Sequence[ModelCard]) -> Index:
    """The index of these very cards, made once; the last few are kept."""
    key = tuple(map(id, shelf))
    found = _kept.get(key)
    if found is None:
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        # An index holds its cards, so that no other card can get the identity of one in the key.
        found = _kept[key] = Index(shelf)
    return found


_MOST_KEPT = 4
_kept: dict[tuple[int, ...], Index] = {}
