"""Plain-words answers to "which model should I use for …?", from cards, evidence and guides; a question starts no job."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from agent.advising import figures
from agent.advising.naming import member, members, named_in, way_in
from agent.advising.texts import Practical, Topic, guide, most_said, practical, topics
from agent.plan import Intent, Plan, Step
from agent.route import BEST, Facts, Policy, Route, Setup, Surroundings
from agent.router import route
from agent.routing.around import assumed
from agent.routing.fit import index
from agent.routing.needs import needs_of
from agent.routing.wording import usd
from agent.rules.words import normalise
from backends import naming
from backends.catalog import OVERALL, ModelCard, cards
from backends.types import Task
from backends.ways import RUNNING, WAYS

_COST = re.compile(r"\b(?:cost|costs|price|prices|how much|expensive|cheap|cheaper)\b")
_CHEAPEST = re.compile(r"\b(?:cheapest|least expensive|lowest price)\b")
_FASTEST = re.compile(r"\b(?:fastest|quickest)\b")
_TIME = re.compile(r"\b(?:how long|how fast|seconds does|how quick)\b")
_WORDING = re.compile(r"\b(?:word|wording|phrase|prompt|prompts|describe|formulate|how (?:should|do|can) i (?:say|tell|ask))\b")
_LICENCE = re.compile(r"\b(?:commercial\w*|business|licen[cs]e|rights|sell|client)\b")
_HERE = re.compile(r"\b(?:my (?:own )?(?:gpu|graphics card|computer|machine|laptop)|locally|local models?|on my own|(\d+) ?gb|vram)\b")
_STAY = re.compile(r"\b(?:nothing (?:may|must|can|should) leave|without upload\w*|not upload|offline|stay on my)\b")
_BEST = re.compile(r"\b(?:best (?:model )?overall|overall best|the best model|best of all)\b")
_FREE_MODEL = re.compile(r"\bbest free\b|\bfree model")
_FIRST_KEY = re.compile(r"\bwhich key\b|\bkey (?:should|do) i\b")
_PAYLESS = re.compile(r"\bwithout (?:paying|spending|money)\b|\bfor free\b|\bfor nothing\b")
_NOT_YET = "This version of Stet cannot connect to it yet."
_ENGINE_ONLY = "The engine is all that is set up here; this version of Stet cannot connect to other models yet."


def answer(words: str, *, setup: Setup | None = None, today: date | None = None) -> str:
    """A few sentences: the judgement, what is published with its date, what is set up here, what one key would add."""
    return Adviser(words, setup or Setup(), today or date.today()).answer()


class Adviser:
    """One question against the cards."""

    def __init__(self, words: str, setup: Setup, today: date) -> None:
        self.asked = normalise(words).strip(" ?!.")
        self.setup, self.today = setup, today
        self.shelf = cards()
        self.topic = cast("Topic | None", most_said(topics(), self.asked))
        self.practical = cast("Practical | None", most_said(practical(), self.asked))
        self.stay = _STAY.search(self.asked) is not None
        known = index(self.shelf)
        needs = needs_of(self._plan(self.topic), self._facts(), Policy())
        self.ids = named_in(self.asked)
        found = [member(id, known, needs, self.today) for id in self.ids]
        self.named = list({one.id: one for one in found if one is not None and one.kind != "engine"}.values())

    def answer(self) -> str:
        said = self._of_the_named() or self._practical() or self._of_the_topic() or self._of_anything()
        return "\n".join(part for part in said if part)

    # What a question can be about

    def _of_the_named(self) -> list[str]:
        if not self.named:
            return []
        gone = [figures.life(one, self.shelf, self.today) for one in self.named]
        if any(one.gone(self.today) or one.sunset for one in self.named):
            return [*gone, *self._after()]
        if _WORDING.search(self.asked):
            return [f"{one.title}: {guide(one.guide)}" for one in self.named[:2]]
        if _LICENCE.search(self.asked):
            return [figures.licence(one) + "." for one in self._each()]
        if _TIME.search(self.asked):
            return [figures.time(one) + "." for one in self._each()]
        if _COST.search(self.asked):
            return [*(figures.price(one, self.today) + "." for one in self._each()), self._set_up(self.named)]
        if len(self.named) > 1:
            return self._compared()
        return self._told(self.named[0])

    def _each(self) -> list[ModelCard]:
        """All that a name stands for: of a family the living ones, that which fits best first."""
        every = [one for id in self.ids for one in members(id, self.shelf) if not one.gone(self.today)]
        return sorted(every, key=lambda one: one not in self.named)[:_MOST]

    def _after(self) -> list[str]:
        """What to take in place of one that is gone, and what it costs."""
        from backends.catalog import successor

        after = [successor(one, self.shelf, one.sunset or self.today) for one in self.named]
        return [
            f"{one.title} {one.summary}. {figures.price(one, self.today)}. {_NOT_YET}" for one in after if one is not None
        ]

    def _compared(self) -> list[str]:
        task = self.topic.tasks[0] if self.topic and self.topic.tasks else None
        table = figures.published(str(task), self.shelf, self.today, self.named) if task else ""
        table = table or figures.published(OVERALL, self.shelf, self.today, self.named)
        said = [] if task else ["It depends on the job."]
        for one in self.named:
            parts = [f"{one.title} {one.summary}", figures.price(one, self.today).partition(": ")[2]]
            if not table and (told := figures.best_figure(one, self.shelf, task)):
                parts.append(told)
            said.append("; ".join(parts) + ".")
        said.append(table)
        if task is not None:
            said.append(self._verdict(table))
        return [*said, self.topic.advice if self.topic else "", self._set_up(self.named)]

    def _verdict(self, table: str) -> str:
        """The best fit; where the table that is shown leads elsewhere, that is said instead."""
        fits = self._fits()
        first = max(self.named, key=lambda one: fits[one.id])
        leads = min(self.named, key=lambda one: table.find(one.title) if one.title in table else len(table))
        if table and leads is not first:
            return (
                f"The public figures favour {leads.title}; what is said of this kind of work favours {first.title}:"
                " take the cheaper, or try both."
            )
        return f"For this I would take {first.title}."

    def _fits(self) -> dict[str, float]:
        return index(self.shelf).fits(needs_of(self._plan(self.topic), self._facts(), Policy()))

    def _told(self, one: ModelCard) -> list[str]:
        task = self.topic.tasks[0] if self.topic and self.topic.tasks else None
        told = figures.best_figure(one, self.shelf, task)
        return [
            f"{one.title} {one.summary}.",
            figures.strengths(one),
            told[:1].upper() + told[1:] + "." if told else "",
            figures.price(one, self.today) + ".",
            self.topic.advice if self.topic else "",
            self._set_up([one]),
        ]

    def _practical(self) -> list[str]:
        if _FIRST_KEY.search(self.asked):
            return _first_key(self.shelf, self.today)
        if (way := way_in(self.asked)) and "key" in self.asked:
            return [_of_a_way(way, self.shelf, self.today)]
        if _WORDING.search(self.asked):
            return [guide("general")]
        if _BEST.search(self.asked):
            return self._best()
        if self.stay or _PAYLESS.search(self.asked) or _FREE_MODEL.search(self.asked) or _HERE.search(self.asked):
            return self._here()
        if _LICENCE.search(self.asked):
            return [one.answer for one in practical() if one.id == "licence"]
        about_models = "model" in self.asked or "which" in self.asked
        if self.practical is not None and (self.practical.id == "list" or not about_models):
            return [self.practical.answer]
        return []

    def _best(self) -> list[str]:
        return [
            "There is no best model, only one that fits the job.",
            figures.published(OVERALL, self.shelf, self.today),
            "For light, colour and framing, Stet's own engine beats them all: it changes exactly what you say.",
            _ENGINE_ONLY,
        ]

    def _here(self) -> list[str]:
        """What costs nothing: the engine, and what a graphics card of one's own would run."""
        match = re.search(r"(\d+) ?gb", self.asked)
        fits = self._fits()
        tasks = set(self.topic.tasks) if self.topic else {Task.ADD}
        lines: list[str] = []
        for memory in (float(match[1]),) if match else _CARDS:
            able = [
                (one, access)
                for one in self.shelf
                for access in one.routes
                if access.via == "local" and access.vram_gb <= memory and tasks & one.tasks and not one.needs_mask
            ]
            if able:
                one, access = max(able, key=lambda pair: fits[pair[0].id])
                lines.append(f"{one.title} from {access.vram_gb:g} GB ({one.licence.text.partition(';')[0]})")
        lines = list(dict.fromkeys(lines))
        card_says = f"A graphics card of your own would run models for nothing: {', '.join(lines)}." if lines else ""
        return [
            self.topic.advice if self.topic and self.stay else "",
            "Everything that Stet's own engine does is free: light, colour, looks, framing, cut-outs on even grounds, removing"
            " small things, text, and files for any place.",
            card_says,
            _NOT_YET.replace("it", "them") if lines else "",
        ]

    def _of_the_topic(self) -> list[str]:
        topic = self.topic
        if topic is None:
            return []
        said = [topic.advice]
        if topic.engine:
            return [*said, f"Here and now: {topic.now[:1].lower()}{topic.now[1:]}"]
        task = topic.tasks[0]
        said.append(figures.largest(self.shelf, self.today) if topic.size else figures.published(str(task), self.shelf, self.today))
        said.append(f"Here and now, with Stet's own engine: {topic.now[:1].lower()}{topic.now[1:]}")
        said.append(self._one_more_key(topic))
        return said

    def _of_anything(self) -> list[str]:
        return [
            "It depends on the job.",
            "For light, colour, looks and framing take Stet's own engine: exact, free, and nothing leaves this computer.",
            "For what was never photographed a model has to invent it:",
            *(f"{one.title} {one.summary}." for one in self._one_of_each()),
            _ENGINE_ONLY,
            "Ask again with what you want to do, such as “which model for product photos?”.",
        ]

    # What is set up, and what would be

    def _set_up(self, named: Sequence[ModelCard]) -> str:
        ways = self.setup.ways | RUNNING
        missing = [one for one in named if not any(access.via in ways for access in one.routes)]
        if not missing:
            return ""
        if len(missing) == 1:
            return f"It would need {figures.needs(missing[0], self.today)}. {_NOT_YET}"
        return _ENGINE_ONLY

    def _one_more_key(self, topic: Topic) -> str:
        """The model that would fit best if all were set up, and the one thing that opens it."""
        found = self._ideal(topic)
        if found.card is None or found.access is None:
            return _ENGINE_ONLY
        if found.access.via == "local":
            what = f"a graphics card with {found.access.vram_gb:g} GB"
        else:
            what = figures.needs(found.card, self.today)
        strong = next((reason for reason in found.reasons if reason.startswith("strong at")), "")
        why = strong or figures.best_figure(found.card, self.shelf, topic.tasks[0])
        why = f": {why}" if why else ""
        size = f" Its largest picture has {found.card.can.megapixels:g} megapixels." if topic.size else ""
        paid = found.quote is not None and found.quote.high > 0
        cost = f" It costs {self._price(found)}." if paid else ""
        return (
            f"What one more thing would add: {what} would open {found.card.title}, which {found.card.summary}{why}."
            f"{size}{cost} {_NOT_YET}"
        )

    def _price(self, found: Route) -> str:
        """What was quoted where price was asked for, else what the model usually costs."""
        assert found.card is not None
        if found.quote is not None and (_CHEAPEST.search(self.asked) or self.topic and self.topic.dial == "price"):
            return f"{usd(found.quote.expected)} a picture at its lowest, prices of {found.quote.as_of}"
        return figures.price(found.card, self.today).partition(": ")[2]

    def _ideal(self, topic: Topic) -> Route:
        where = assumed(["gpu:24"]) if self.stay else assumed(["all"])
        by = "price" if _CHEAPEST.search(self.asked) else "time" if _FASTEST.search(self.asked) else topic.dial
        size = _LARGE if topic.size else 0.0
        policy = Policy(local_only=self.stay, by=by, dial=BEST, use=topic.use, megapixels=size)
        around = Surroundings(self._facts(), policy, where, today=self.today)
        return route(self._plan(topic), self.shelf, around)

    def _plan(self, topic: Topic | None) -> Plan:
        tasks = topic.tasks if topic else (Task.ADD,)
        steps = tuple(Step(task, generates=True) for task in tasks)
        return Plan("", Intent.EDIT, steps)

    def _facts(self) -> Facts:
        return Facts(face=bool(self.topic and self.topic.face), mask=bool(self.topic and self.topic.mask))

    def _one_of_each(self) -> list[ModelCard]:
        known = index(self.shelf)
        needs = needs_of(self._plan(None), Facts(), Policy())
        found = (member(family, known, needs, self.today) for family in ("nano-banana", "gpt-image", "seedream", "flux"))
        return [one for one in found if one is not None]


# Of a family no more than so many are told of one by one.
_MOST = 5
# How many megapixels a question about large sizes is taken to mean, and the memory of cards that people have.
_LARGE = 12.0
_CARDS = (8.0, 24.0, 48.0)


def needs(task: Task) -> str:
    """What would do an edit that the engine cannot: the model, why, and what can be done instead. "" for none."""
    topic = next((one for one in topics() if task in one.tasks and not one.engine), None)
    if topic is None:
        if task in (Task.TONE, Task.CROP, Task.BLUR, Task.VARIATION, Task.REPEAT):
            return ""
        topic = next(one for one in topics() if one.id == "replacing")
    adviser = Adviser("", Setup(), date.today())
    found = adviser._ideal(replace(topic, tasks=(task,)))  # pyright: ignore[reportPrivateUsage]
    model = f"{found.card.title}, which {found.card.summary}" if found.card else "those that stet models lists"
    return f"That needs a generative model such as {model}. {_NOT_YET} What I can do now: {topic.now}"


def title(family: str) -> str:
    """What people call a family of models, by its id."""
    return naming.titles(family)


def _first_key(shelf: Sequence[ModelCard], today: date) -> list[str]:
    def reach(way: str) -> int:
        return sum(any(a.via == way and not a.gone(today) for a in one.routes) for one in shelf if not one.gone(today))

    order = sorted((way for way in WAYS if WAYS[way].receiver), key=reach, reverse=True)[:2]
    names = " and ".join(WAYS[way].title for way in order)
    return [
        "You need no key for what this version does, and it cannot use one yet.",
        f"When models can be connected, {names} open the most of them with one key each: one bill, and every family"
        " of picture models. fal passes on masks, OpenRouter does not.",
    ]


def _of_a_way(way: str, shelf: Sequence[ModelCard], today: date) -> str:
    open_to = [
        one
        for one in shelf
        if not one.gone(today) and any(access.via == way and not access.gone(today) for access in one.routes)
    ]
    families = list(dict.fromkeys(naming.titles(one.family) for one in open_to))
    masks = any(one.can.mask != "none" and any(a.via == way and "mask" not in a.lacks for a in one.routes) for one in open_to)
    return (
        f"{WAYS[way].title} would open {', '.join(families)}. "
        f"{'Masks are passed on to those models that take one.' if masks else 'It passes on no mask.'}"
        f" Your pictures would go to {WAYS[way].receiver}{', which passes them to the makers' if WAYS[way].passes_on else ''}."
        f" This version of Stet cannot use such a key yet."
    )
