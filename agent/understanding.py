"""Understanding words: read against the tree, about the variant that the prompt showed, with what always holds.

A conversation is opened before the first picture is on the screen, so what only a turn needs is imported by the turn.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from backends.errors import BadRequest

if TYPE_CHECKING:
    from agent.plan import Output, Plan, Scene
    from agent.session.model import Variant
    from agent.session.session import Session
    from agent.turn import Delivery, Turn


class Understanding:
    """Of one session. `read` reads words instead of the rules; `delivery` says what is asked of files."""

    def __init__(
        self, session: Session, read: Callable[[str, Scene], Plan] | None = None, delivery: Delivery | None = None
    ) -> None:
        self.session = session
        self._read = read
        self._delivery = delivery

    def understood(self, words: str, references: Sequence[Path], about: str, *, places: bool = True) -> Plan:
        """The reading of words with the pictures that came with them, about the variant that the prompt showed.

        `places` is false where the pictures have their places in the words already.
        """
        if not references:
            return _bound(self.read(words, about), about)
        from agent.rules.slots.attached import filled, placed

        text = placed(words, references) if places else words
        return _bound(filled(self.read(text, about), references), about)

    def show(self, plan: Plan, about: str, turn: Turn) -> None:
        from agent.events import Planned
        from agent.rules.reading import reading

        scene = self.scene(about)
        turn.emit(Planned(plan, reading(plan, scene), reading(plan.second, scene) if plan.second else ""))

    def read(self, words: str, current: str = "") -> Plan:
        """Read `words` as if `current` were the current variant ("" is the real one), with what always holds. Raises
        BadRequest for none."""
        if not words.strip():
            raise BadRequest("There are no words to go by", "Say what should change, such as: a bit warmer.")
        read = self._read
        if read is None:
            from agent.rules.planner import read as read_by_rules

            read = read_by_rules
        plan = read(words, self.scene(current))
        if not self.session.settings:
            return plan
        from agent.rules.slots.counts import wanted
        from agent.rules.words.clean import normalise

        return self.under(plan, current, counted=wanted(normalise(words)).value > 0)

    def under(self, plan: Plan, current: str, *, counted: bool) -> Plan:
        """A plan with what always holds; `counted` says that a number of variants was asked for."""
        from agent.standing import under

        start = self.session.variant(plan.subject or current or self.session.current)
        size = (start.width, start.height)
        return under(plan, self.session.settings, size, counted=counted, delivery=self._files())

    def _files(self) -> Output | None:
        """What the command line asks of every file that is written."""
        from agent.plan import Output

        own = self._delivery
        return own and Output(suffix=own.suffix, long_side=own.long_side, quality=own.quality, max_bytes=own.max_bytes)

    def scene(self, current: str = "") -> Scene:
        """What words are read against, with `current` as the current variant ("" is the real one)."""
        from agent.plan import Scene

        variants = self.session.variants()
        return Scene(
            variants=tuple(variant.id for variant in variants),
            shown=tuple(self.session.shown()),
            current=current or self.session.current,
            parents={variant.id: variant.parent for variant in variants if variant.parent},
            has_alpha=self.session.source.ref.has_alpha,
            traits=_traits(variants),
            settings=self.session.settings,
            last=self.session.last_change,
            painted=self.session.variant(current or self.session.current).depth > 0,
            names={variant.name.casefold(): variant.id for variant in variants if variant.name},
        )


def needs_no_model(plan: Plan) -> bool:
    """A walk in the tree, a lock, a setting or a wish who should do it, read for sure: the answer is there at once."""
    from agent.plan import Decision, Intent

    if plan.decision is not Decision.ACT or plan.wrong_reference:
        return False
    alone = plan.wish.alone or (plan.lock is not None and plan.lock.alone)
    return alone or plan.intent in (Intent.NAVIGATE, Intent.SETTINGS)


def _bound(plan: Plan, about: str) -> Plan:
    """Words that name no variant are about the one that the prompt showed; a walk is from where the person stands."""
    from agent.plan import Intent

    if plan.subject or not about or plan.intent not in (Intent.EDIT, Intent.COMPARE, Intent.EXPORT):
        return plan
    return dataclasses.replace(plan, subject=about)


def as_chosen(reading: Plan, words: str, about: str) -> Plan:
    """A reading that the person chose is as good as sure."""
    from agent.plan import Decision

    return _bound(dataclasses.replace(reading, words=words, decision=Decision.ACT, second=None), about)


def _traits(variants: Sequence[Variant]) -> dict[str, str]:
    """What is known of each: its look and how it measured; the words too, where they made it alone."""
    rounds = Counter(one.round for one in variants)
    return {
        one.id: ", ".join((one.look, one.measured, one.words if rounds[one.round] == 1 else ""))
        for one in variants
        if one.parent
    }
