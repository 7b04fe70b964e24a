"""The hard limits: who cannot or may not do a job, each with the reason as a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from agent.plan import Plan, Step
from agent.route import Never, Surroundings
from agent.routing.needs import Needs
from agent.routing.prices import NEARLY, Entry, Offer, cheapest, offer
from agent.routing.wording import DOING, usd
from backends.catalog import Access, ModelCard, successor
from backends.naming import titles
from backends.types import Task
from backends.ways import WAYS

# How far a card got; of those that were rejected, the ones that got furthest are worth telling.
GONE, UNABLE, UNWANTED, UNFIT, UNASKED, UNSET, FORBIDDEN, ABLE = range(8)
_FACES = frozenset({"face", "faces", "people", "persons", "portraits", "portrait"})


class Verdict(NamedTuple):
    """`offer` is the cheapest that is left; None where `why` says the reason, and `stage` how far the card got.

    Reasons are put into words only for the few cards that are told of: all of them would take longer than the rest.
    """

    stage: int
    why: Callable[[], str] | None = None
    offer: Offer | None = None

    @property
    def reason(self) -> str:
        return self.why() if self.why else ""


class Judge:
    """Asks the same questions of each card."""

    def __init__(self, plan: Plan, needs: Needs, around: Surroundings, shelf: Sequence[ModelCard]) -> None:
        self.plan, self.needs, self.shelf = plan, needs, shelf
        self.policy, self.setup, self.today = around.policy, around.setup, around.today

    def __call__(self, card: ModelCard, ways: Sequence[Entry], named: bool) -> Verdict:
        if card.gone(self.today):
            return Verdict(GONE, partial(gone, card, self.shelf, self.today))
        if card.is_engine:
            if reason := next(filter(None, (_cannot(step, card) for step in self.plan.steps)), ""):
                return Verdict(UNABLE, partial(str, reason))
        elif not self.needs.tasks <= card.tasks:
            return Verdict(UNABLE, partial(_unable, card, self.needs.tasks))
        if self.policy.never and (rule := _never(card, self.policy.never, self.needs)):
            return Verdict(UNWANTED, partial(_unwanted, rule))
        if why := self._unfit(card):
            return Verdict(UNFIT, why)
        if not named:
            return Verdict(UNASKED, partial("you asked for {}".format, titles(self.policy.use)))
        return self._ways(card, ways)

    def _unfit(self, card: ModelCard) -> Callable[[], str] | None:
        needs, can = self.needs, card.can
        if needs.count > card.max_variants:
            return partial("it makes at most {} variants at a time".format, card.max_variants)
        if card.is_engine:
            return None
        if card.needs_mask and not needs.mask:
            return partial(str, "it only repaints a place that is marked in the picture")
        if needs.mask and can.mask == "none":
            return partial(str, "it takes no mask, so it cannot be held to the place that you marked")
        if needs.alpha and not can.alpha:
            return partial(str, "it gives no real transparency")
        if needs.pictures > can.pictures:
            return partial("it takes {}, and this needs {}".format, _pictures(can.pictures), needs.pictures)
        if can.megapixels and needs.megapixels * NEARLY > can.megapixels:
            told = "its largest picture has {:g} megapixels, and you asked for {:.1f}"
            return partial(told.format, can.megapixels, needs.megapixels)
        if can.edge and needs.edge > can.edge:
            return partial("its longest side is {} px, and you asked for {}".format, can.edge, needs.edge)
        if can.max_seconds and needs.seconds > can.max_seconds:
            return partial("its clips last at most {:g} s".format, can.max_seconds)
        if self.policy.commercial and card.licence.commercial != "yes":
            return partial("its licence does not surely allow paid work ({})".format, card.licence.text)
        return None

    def _ways(self, card: ModelCard, living: Sequence[Entry]) -> Verdict:
        if self.policy.local_only:
            living = [way for way in living if not way.receiver]
            if not living:
                return Verdict(UNSET, partial(str, "your picture would have to leave this computer"))
        there = [way for way in living if self._is_set_up(way)]
        if not there:
            return Verdict(UNSET, partial(self._not_set_up, [way.access for way in living]))
        able = [way for way in there if not self._loses(way.access)]
        if not able:
            return Verdict(
                UNFIT, partial("through {} {}".format, WAYS[there[0].via].title, self._loses(there[0].access))
            )
        offers = [offer(way, self.needs, self.policy) for way in able]
        most = self.policy.max_usd
        if most is not None:
            within = [one for one in offers if one.high <= most]
            if not within:
                return Verdict(FORBIDDEN, partial(_over, min(offers, key=cheapest), most))
            offers = within
        return Verdict(ABLE, None, offers[0] if len(offers) == 1 else min(offers, key=cheapest))

    def _is_set_up(self, way: Entry) -> bool:
        return way.via in self.setup.ways and (way.via != "local" or way.access.vram_gb <= self.setup.vram_gb)

    def _not_set_up(self, living: list[Access]) -> str:
        if not living:
            return "no way to it is open any more"
        local = next((one for one in living if one.via == "local"), None)
        if local is not None and "local" in self.setup.ways and len(living) == 1:
            return f"it needs a graphics card with {local.vram_gb:g} GB, and this one has {self.setup.vram_gb:g}"
        return f"it is not set up here; it needs {needed(living)}"

    def _loses(self, access: Access) -> str:
        if self.needs.mask and "mask" in access.lacks:
            return "it takes no mask"
        if self.needs.alpha and "alpha" in access.lacks:
            return "it gives no real transparency"
        return ""


def needed(ways: Iterable[Access]) -> str:
    """What would set up any of these ways: "a Gemini key or an OpenRouter key"."""
    names = list(dict.fromkeys(_need(access) for access in ways))
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]


def _need(access: Access) -> str:
    if access.via == "local":
        return f"a graphics card with {access.vram_gb:g} GB"
    return WAYS[access.via].needs


def _over(best: Offer, most: float) -> str:
    if best.price is None:
        return f"its price there is not known, and you allowed {usd(most)}"
    if not most:
        return f"it costs about {usd(best.expected)}"
    return f"it could cost {usd(best.high)}, and you allowed {usd(most)}"


def gone(card: ModelCard, shelf: Sequence[ModelCard], today: date) -> str:
    """When it was shut down, and what came after it."""
    day = f" on {card.sunset.isoformat()}" if card.sunset else ""
    after = successor(card, shelf, today)
    return f"it was shut down{day}" + (f"; its successor is {after.title}" if after else "")


def _never(card: ModelCard, rules: tuple[Never, ...], needs: Needs) -> Never | None:
    return next((rule for rule in rules if rule.who in (card.id, card.family) and concerns(rule, needs)), None)


def _unwanted(rule: Never) -> str:
    return f"you said never to use it{f' for {rule.about}' if rule.about else ''}"


def concerns(rule: Never, needs: Needs) -> bool:
    """Whether a rule about faces or about one kind of work is about this job."""
    about = rule.about
    if not about or (about in _FACES and needs.person):
        return True
    return about in needs.tasks or about.rstrip("s") in needs.tasks


def _pictures(number: int) -> str:
    return "one picture" if number == 1 else f"at most {number} pictures"


def _unable(card: ModelCard, tasks: frozenset[Task]) -> str:
    return f"it cannot {_doing(next(iter(sorted(tasks - card.tasks))))}"


def _doing(task: Task) -> str:
    return DOING.get(task, f"do an edit of the kind “{task}”")


def _cannot(step: Step, card: ModelCard) -> str:
    """Why the engine, or a card like it, cannot do a step; "" where it can."""
    if step.generates and not card.generates:
        return "it invents nothing"
    if step.operation:
        return "" if step.operation in card.operations else f"it cannot {_doing(step.task)} that way"
    if step.task not in card.tasks:
        return f"it cannot {_doing(step.task)}"
    if card.styles_need_a_look and step.task is Task.STYLE and not step.look:
        return "it has no look of that name"
    if not card.regions and (step.region or step.target):
        return f"it cannot limit a change to one part of the picture ({step.region or step.target}) yet"
    return ""
