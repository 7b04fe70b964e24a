"""Plain answers to "which model should I use for …?", from cards, evidence and guides; a question starts no job."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from agent.advising import figures
from agent.advising.abilities import abilities, differences, is_about_ability, of_all, of_each
from agent.advising.home import GRAPHICS_CARD, memory_in, without_paying
from agent.advising.ideal import fits, fitting, needs_for
from agent.advising.naming import in_full, member, members, named_in, ways_in, without_ways
from agent.advising.texts import Practical, Topic, by_kind, most_said, practical, topics
from agent.advising.ways import first_key, of_a_way
from agent.route import Route, Setup
from agent.routing.around import assumed
from agent.routing.fit import index
from agent.routing.wording import usd
from agent.rules.engine.about import colours_it_in
from agent.rules.terms.notions import PRIVACY
from agent.rules.words.clean import normalise
from backends.catalog import OVERALL, ModelCard, cards, successor
from backends.types import Task
from backends.ways import RUNNING
from tools.wording.guides import guide

_COST = re.compile(
    r"\b(?:cost|costs|price|prices|how much|expensive|cheap|cheaper|pricier|priciest|dearer|dearest|pricey)\b"
)
_CHEAPEST = re.compile(r"\b(?:cheapest|least expensive|lowest price)\b")
_FASTEST = re.compile(r"\b(?:fastest|quickest)\b")
_TIME = re.compile(
    r"\b(?:how long(?! (?:a |an |can |may |are |is )?(?:[\w.]+ ){0,3}?(?:clips?|films?|videos?|animations?|shots?)\b)|how fast|seconds does|how quick|am i waiting|do i (?:have to )?wait|(?:is|are) (?:[\w.-]+ ){1,6}?(?:quick|fast|slow|speedy)|keeps? me waiting|takes? (?:long|ages|forever))\b"
)
_WORDING = re.compile(
    r"\b(?:word|wording|phrase|prompts?|describe|formulate|how (?:should|do|can|must|would) i (?:say|tell|ask|talk to|instruct|address|write|put it|explain)"
    r"|best (?:results?|out of)|most out of|talk to|instruct|tips?|tricks?|language does)\b"
)
_LICENCE = re.compile(
    r"\b(?:commercial\w*|business|licen[cs]e[sd]?|rights|sell(?:ing)?|sold|clients?|customers?|advert\w*|ads?"
    r"|for money|compan(?:y|ies)|firms?|commercials?|paid work|earn\w*|monet\w+|merch\w*|calendars?|postcards?|mugs?|t-?shirts?|allowed to use|owns|belongs?|copyright|(?:at|for|in) (?:work|the office|my job)|professional(?:ly)?|used? (?:it )?(?:for|in) (?:my|our|a) (?:shop|store|work|company|firm|products?))\b"
)
_HERE = re.compile(
    rf"{GRAPHICS_CARD}|\b(?:my (?:own )?(?:gpu|graphics card|computer|machine|laptop)|locally|local models?|on my own"
    r"|(?:how (?:big|large|much|good|strong|fast)|what|which)\b.*\b(?:graphics card|gpu|video card|memory)|at home"
    r"|\d+ ?gb|vram|open[- ]source|open[- ]weights?|self-?host\w*|macbook|my mac|my pc)\b"
)
_STAY = re.compile(r"\b(?:nothing (?:may|must|can|should) leave|without upload\w*|not upload|offline|stay on my)\b")
_BEST = re.compile(r"\b(?:best (?:model )?overall|overall best|the best model|best of all)\b")
_FREE = re.compile(r"\b(?:best free|free models?|without (?:paying|spending|money)|for free|for nothing)\b")
_FIRST_KEY = re.compile(r"\bwhich keys?\b|\bkeys? (?:should|do) i\b")
_OF_A_WAY = re.compile(r"\b(?:key|token|use|using|through|via|sees?|with)\b")
_GONE = re.compile(
    r"\b(?:retired|shut ?down|shutting down|discontinued|deprecated|outdated|obsolete|sunset|end of life|switched off|no longer|any ?more|gone|disappear\w*|about to end|die|dead)\b"
)
_SEES = re.compile(
    r"\b(?:go(?:es)?|travels?|gets? sent|is sent|are sent|leaves?|ends? up|sent|lands?) (?:anywhere|somewhere|elsewhere|out|away|off|online|to (?:a|some|the|any) (?:server|company|cloud|stranger)\w*)\b|"
    r"\b(?:(?:does|do|can|will|would|could) (?:anybody|anyone|somebody|someone|people|strangers|others|nobody|\w+) (?:else )?(?:ever )?(?:see|look at|get(?! (?:charged|billed)\b)|keep|store|have(?! to\b)|read)|who (?:can |will |may |could )?(?:see|sees|get|gets|has|have|looks?|reads?|keeps?|stores?)|where (?:do|does|will|would|is|are) (?:my|the|it|they)|upload\w*|sent|send|leaves?|private|privacy|confidential|china|servers?|train\w*|spy\w*|my data|keeps? my|stores? my|safe|secure|trust)\b"
)
_NEXT = re.compile(
    r"\b(?:comes? after|came after|success\w*|replac(?:es|ed|ement)|newer|newest|latest|follow(?:s|ed)|instead now|up to date|upgrade)\b"
)
_OF_THEM = re.compile(
    r"\b(?:which|who|what|any|anything|something|one)\b.*\b(?:takes?|accepts?|handles?|gives?|makes?|supports?|most|largest|biggest|longest)\b"
)
# "What do I need to pay to make someone smile?" asks for the price of that, and not whether Stet is free.
_PAID_FOR = re.compile(
    r"\b(?:what|how much) (?:do|does|would|will|must|should|shall) (?:i|we|one|you) (?:have to |need to |must )?pay (?:to|for|if)\b"
)
_COMPARES = re.compile(
    r"\b(?:differ\w*|compare\w*|versus|vs|better|or|between|instead of|rather than|quicker|faster|cheaper)\b"
)
_ENGINE_HERE = (
    "Before anything is sent, Stet says to whom, how many pixels and at what price, takes out EXIF and GPS, and waits for your"
    " yes. What Stet's own engine does never leaves this computer."
)
_NOT_YET = "This version of Stet cannot connect to it yet."
_ENGINE_ONLY = "The engine is all that is set up here; this version of Stet cannot connect to other models yet."
# Of a family no more than so many are told of one by one.
_MOST = 5


def answer(words: str, *, setup: Setup | None = None, today: date | None = None) -> str:
    """A few sentences: the judgement, what is published with its date, what is set up here, what one key would add."""
    return "\n".join(part for part in Adviser(words, setup or Setup(), today or date.today()).answer() if part)


class Adviser:
    """One question against the cards."""

    def __init__(self, words: str, setup: Setup, today: date) -> None:
        self.asked = in_full(normalise(words).strip(" ?!."))
        self.setup, self.today, self.shelf = setup, today, cards()
        self.topic = cast("Topic | None", most_said(topics(), self.asked))
        self.practical = cast("Practical | None", most_said(practical(), self.asked))
        self.able = abilities(self.asked) if is_about_ability(self.asked) else []
        if self.topic is None or (self.able and _OF_THEM.search(self.asked)):
            about = next((one.topic for one in self.able if one.topic), "")
            self.topic = next((one for one in topics() if one.id == about), self.topic)
        self.stay = _STAY.search(self.asked) is not None or bool(PRIVACY.spans(self.asked))
        self.ids = named_in(without_ways(self.asked))
        found = [member(id, index(self.shelf), needs_for(self.topic), today, self.ids) for id in self.ids]
        self.named = list({one.id: one for one in found if one is not None and not one.is_engine}.values())
        if self.topic is not None and self.topic.dial == "price":
            # The cheapest way to do something is about what is done.
            done = [one for one in topics() if not one.dial and Task.VIDEO in one.tasks]
            self.topic = cast("Topic | None", most_said(done, self.asked)) or self.topic
        if self.topic is None and self.practical is None and not self.named:
            self.topic = by_kind(self.asked)
        if colours_it_in(self.asked):
            self.topic = next(one for one in topics() if Task.RESTORE in one.tasks and one.id == "repair")

    def answer(self) -> Sequence[str]:
        if self.practical is not None and self.practical.id == "marks" and (self.topic is None or self.named):
            return [self.practical.answer]
        if _PAID_FOR.search(self.asked) and not self.named and self.topic is not None and not self.topic.engine:
            return self._costs(self.topic)
        return self._of_the_named() or self._practical() or self._of_the_topic() or self._of_anything()

    # Questions that name a model

    def _of_the_named(self) -> Sequence[str]:
        if not self.named:
            return []
        if any(one.gone(self.today) or one.sunset for one in self.named):
            return [*(figures.life(one, self.shelf, self.today) for one in self.named), *self._after()]
        if _SEES.search(self.asked) and not self.topic:
            return [*(figures.receivers(one, self.today) for one in self.named[:2]), _ENGINE_HERE]
        if _NEXT.search(self.asked) and len(self.named) == 1:
            told = self._told(self.named[0])
            return told if self.named[0].successor else [figures.newest(self.named[0], self.shelf, self.today), *told]
        if _WORDING.search(self.asked):
            return [f"{one.title}: {guide(one.guide).text}" for one in self.named[:2]]
        if _LICENCE.search(self.asked):
            return [figures.licence(one) + "." for one in self._each()]
        if _HERE.search(self.asked):
            return [*(figures.at_home(one) for one in self._each()), "The engine needs nothing but this computer."]
        if self.able and not _COST.search(self.asked):
            each = self._each() if len(self.ids) == 1 else self.named
            said = [sentence for ability in self.able for sentence in of_each(ability, each)]
            lacking = [ability for ability in self.able if not any(ability.value(one) for one in each)]
            said += [of_all(ability, self.shelf, self.today) for ability in lacking]
            return [*said, self.topic.advice if self.topic else "", self._set_up(self.named)]
        if _TIME.search(self.asked):
            return [figures.time(one) + "." for one in self._each()]
        if _COST.search(self.asked) and not (len(self.named) > 1 and _COMPARES.search(self.asked)):
            return [*(figures.price(one, self.today) + "." for one in self._each()), self._set_up(self.named)]
        return self._compared() if len(self.named) > 1 else self._told(self.named[0])

    def _each(self) -> list[ModelCard]:
        """All that a name stands for: of a family the living ones, that which fits best first."""
        every = [one for id in self.ids for one in members(id, self.shelf) if not one.gone(self.today)]
        return sorted(every, key=lambda one: one not in self.named)[:_MOST]

    def _after(self) -> list[str]:
        """What to take in place of one that is gone, and what it costs."""
        after = (successor(one, self.shelf, one.sunset or self.today) for one in self.named)
        return [f"{one.title} {one.summary}. {figures.price(one, self.today)}. {_NOT_YET}" for one in after if one]

    def _compared(self) -> list[str]:
        task = self._task()
        table = figures.published(str(task), self.shelf, self.today, self.named) if task else ""
        table = table or figures.published(OVERALL, self.shelf, self.today, self.named)
        said = [] if task else ["It depends on the job."]
        for one in self.named:
            parts = [f"{one.title} {one.summary}", figures.price(one, self.today).partition(": ")[2]]
            if one.seconds is not None:
                parts.append(f"it takes {figures.time(one).partition(': ')[2]}")
            if not table and (told := figures.best_figure(one, self.shelf, task)):
                parts.append(told)
            said.append("; ".join(parts) + ".")
        said += [table, self._verdict(table) if task else ""]
        said += [figures.stronger(self.named), figures.quicker(self.named), figures.cheaper(self.named, self.today)]
        if not task or _COMPARES.search(self.asked):
            said += differences(self.named)
        return [*said, self.topic.advice if self.topic else "", self._set_up(self.named)]

    def _verdict(self, table: str) -> str:
        """The best fit; where the table that is shown leads elsewhere, that is said instead."""
        fit = fits(self.topic)
        first = max(self.named, key=lambda one: fit[one.id])
        leads = min(self.named, key=lambda one: table.find(one.title) if one.title in table else len(table))
        if table and leads is not first:
            return (
                f"The public figures favour {leads.title}; what is said of this kind of work favours {first.title}:"
                " take the cheaper, or try both."
            )
        return f"For this I would take {first.title}."

    def _told(self, one: ModelCard) -> list[str]:
        told = figures.best_figure(one, self.shelf, self._task())
        return [
            f"{one.title}, by {one.maker}: it {one.summary}.",
            figures.newest(one, self.shelf, self.today) if one.successor else "",
            figures.strengths(one),
            told[:1].upper() + told[1:] + "." if told else "",
            figures.price(one, self.today) + ".",
            self.topic.advice if self.topic else "",
            self._set_up([one]),
        ]

    def _task(self) -> Task | None:
        return self.topic.tasks[0] if self.topic and self.topic.tasks else None

    # Questions about using Stet

    def _practical(self) -> Sequence[str]:
        if _FIRST_KEY.search(self.asked):
            return first_key(self.today)
        if (ways := ways_in(self.asked)) and _OF_A_WAY.search(self.asked):
            return [of_a_way(way, self.today) for way in ways]
        if _GONE.search(self.asked):
            return self._ended()
        if _WORDING.search(self.asked):
            return [guide("general").text]
        if _BEST.search(self.asked) and ("overall" in self.asked or self.topic is None):
            return [
                "There is no best model, only one that fits the job.",
                figures.published(OVERALL, self.shelf, self.today),
                "For light, colour and framing, Stet's own engine beats them all: it changes exactly what you say.",
                _ENGINE_ONLY,
            ]
        if self.stay or _FREE.search(self.asked) or _HERE.search(self.asked):
            advice = self.topic.advice if self.topic and self.stay else ""
            business = _LICENCE.search(self.asked) is not None
            safe = next(one.answer for one in practical() if one.id == "private") if self.stay else ""
            return [advice, safe, *without_paying(self.topic, memory_in(self.asked), business=business)]
        if _TIME.search(self.asked):
            return self._times()
        if _LICENCE.search(self.asked):
            licence = [one.answer for one in practical() if one.id == "licence"]
            return licence if self.topic is None else [*self._of_the_topic(), *licence]
        about_models = "model" in self.asked or "which" in self.asked
        if self.practical is not None and (self.practical.id in ("list", "unknown") or not about_models):
            return [self.practical.answer, self._now() if self.practical.id == "free" else ""]
        return []

    def _ended(self) -> list[str]:
        """The models that were shut down last, or will be next, and what comes after them."""
        ended = sorted((one for one in self.shelf if one.sunset), key=lambda one: str(one.sunset), reverse=True)
        return [*(figures.life(one, self.shelf, self.today) for one in ended[:_MOST]), _ENGINE_ONLY]

    def _times(self) -> list[str]:
        return [
            "A change of light, colour or frame by Stet's own engine takes a second or so, and never waits in line.",
            "A model takes longer, some seconds to a minute for a picture:",
            *(figures.time(one) + "." for one in self._families()),
            _ENGINE_ONLY,
        ]

    def _now(self) -> str:
        return f"For that kind of work: {self.topic.now[:1].lower()}{self.topic.now[1:]}" if self.topic else ""

    # Questions about work of some kind

    def _of_the_topic(self) -> Sequence[str]:
        topic = self.topic
        if topic is None:
            return []
        if (
            (_COST.search(self.asked) or (_CHEAPEST.search(self.asked) and Task.VIDEO in topic.tasks))
            and not topic.engine
            and topic.dial != "price"
        ):
            return self._costs(topic)
        now = topic.now[:1].lower() + topic.now[1:]
        if topic.engine:
            seen = _ENGINE_HERE if _SEES.search(self.asked) or self.stay else ""
            return [topic.advice, seen, f"Here and now: {now}"]
        able = "\n".join(of_all(one, self.shelf, self.today) for one in self.able if one.topic == topic.id)
        table = able or (
            figures.largest(self.shelf, self.today)
            if topic.size
            else figures.most_pictures(self.shelf, self.today)
            if Task.COMPOSE in topic.tasks
            else figures.published(str(topic.tasks[0]), self.shelf, self.today)
        )
        return [topic.advice, table, f"Here and now, with Stet's own engine: {now}", *self._recommended(topic)]

    def _costs(self, topic: Topic) -> list[str]:
        """What one result costs: nothing, at the best fit, and at the cheapest."""
        everything = assumed(["all"])
        best = fitting(topic, everything, self.today).card
        cheap = fitting(topic, everything, self.today, by="price").card
        others = [one for one in (best, cheap) if one is not None]
        each = "a second of film" if Task.VIDEO in topic.tasks else "one picture"
        return [
            f"With Stet's own engine it costs nothing: {topic.now[:1].lower()}{topic.now[1:]}",
            f"Where a model has to invent something, {each} costs, at the best fit and at the cheapest:",
            *dict.fromkeys(figures.price(one, self.today) + "." for one in others),
            _ENGINE_ONLY,
        ]

    def _recommended(self, topic: Topic) -> list[str]:
        """The best of what is set up, and the best of all with the one thing that opens it."""
        by = "price" if _CHEAPEST.search(self.asked) else "time" if _FASTEST.search(self.asked) else ""
        said: list[str] = []
        here = fitting(topic, self.setup, self.today, by=by, stay=self.stay)
        if here.card is not None:
            said.append(f"Of what is set up here, I would take {self._with_reason(here, topic)}")
        ideal = fitting(topic, assumed(["gpu:24" if self.stay else "all"]), self.today, by=by, stay=self.stay)
        if ideal.card is None:
            return [*said, _ENGINE_ONLY]
        if here.card is not None and here.card.id == ideal.card.id:
            return [*said, _NOT_YET]
        what = figures.needs(ideal.card, self.today)
        return [
            *said,
            f"What one more thing would add: {what} would open {self._with_reason(ideal, topic)} {_NOT_YET}",
        ]

    def _with_reason(self, found: Route, topic: Topic) -> str:
        card = cast("ModelCard", found.card)
        strong = next((reason for reason in found.reasons if reason.startswith("strong at")), "")
        why = strong or figures.best_figure(card, self.shelf, topic.tasks[0])
        size = f" Its largest picture has {card.can.megapixels:g} megapixels." if topic.size else ""
        cost = f" It costs {self._price(found, topic)}." if found.quote is not None and found.quote.high > 0 else ""
        return f"{card.title}, which {card.summary}{f': {why}' if why else ''}.{size}{cost}"

    def _price(self, found: Route, topic: Topic) -> str:
        """What was quoted where price was asked for, else what the model usually costs."""
        film = Task.VIDEO in topic.tasks  # whose price is that of a second
        if found.quote is not None and not film and (_CHEAPEST.search(self.asked) or topic.dial == "price"):
            return f"{usd(found.quote.expected)} a picture at its lowest, prices of {found.quote.as_of}"
        return figures.price(cast("ModelCard", found.card), self.today).partition(": ")[2]

    def _of_anything(self) -> list[str]:
        return [
            "It depends on the job.",
            "For light, colour, looks and framing take Stet's own engine: exact, free, and all stays on this computer.",
            "For what was never photographed a model has to invent it:",
            *(f"{one.title} {one.summary}." for one in self._families()),
            _ENGINE_ONLY,
            "Ask again with what you want to do, such as “which model for product photos?”.",
        ]

    def _families(self) -> list[ModelCard]:
        needs = needs_for(None)
        families = ("nano-banana", "gpt-image", "seedream", "flux")
        found = (member(family, index(self.shelf), needs, self.today) for family in families)
        return [one for one in found if one is not None]

    def _set_up(self, named: Sequence[ModelCard]) -> str:
        """What is missing for the ones that were named; a way that is only assumed does not run them either."""
        missing = [one for one in named if not any(access.via in self.setup.ways for access in one.routes)]
        if len(missing) == 1:
            return f"It would need {figures.needs(missing[0], self.today)}. {_NOT_YET}"
        running = all(any(access.via in RUNNING for access in one.routes) for one in named)
        return "" if running else _ENGINE_ONLY if missing else _NOT_YET


def needs(task: Task) -> str:
    """What would do an edit that the engine cannot: the model, why, and what can be done instead. "" for none."""
    if task in (Task.TONE, Task.CROP, Task.BLUR, Task.VARIATION, Task.REPEAT):
        return ""
    about = next((one for one in topics() if task in one.tasks and not one.engine), None)
    topic = about or next(one for one in topics() if one.id == "replacing")
    found = fitting(replace(topic, tasks=(task,)), assumed(["all"]), date.today())
    model = f"{found.card.title}, which {found.card.summary}" if found.card else "those that stet models lists"
    return f"That needs a generative model such as {model}. {_NOT_YET} What I can do now: {topic.now}"
