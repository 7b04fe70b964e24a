"""From words to a route, without doing anything: what `stet route`, the app's questions and the bench ask."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from agent.plan import Decision, Intent, Plan, Scene, Step
from agent.route import Facts, Policy, Route, Setup, Surroundings, Tally
from agent.router import route
from agent.routing.around import facts_in_words, here, policy_of
from agent.rules.operations import examples
from agent.rules.planner import read
from backends.catalog import ModelCard, cards
from backends.types import Task

_FILM = re.compile(r"\b(?:video|clip|film|gif|movie|animation)\b", re.I)


def argue(
    words: str,
    *,
    facts: Facts | None = None,
    policy: Policy | None = None,
    setup: Setup | None = None,
    record: dict[tuple[str, str], Tally] | None = None,
    shelf: Sequence[ModelCard] | None = None,
    today: date | None = None,
) -> tuple[Plan, Route]:
    """How the words are read, and who would do it."""
    facts = facts or Facts()
    scene = Scene(pictures=facts.references + 1 if facts.references else 0)
    plan = likeliest(read(_priced(words), scene))
    plan = _as_seen(plan, facts)
    around = Surroundings(
        facts_in_words(plan, facts), policy_of(plan, policy), setup or here(), record or {}, today or date.today()
    )
    found = route(_as_exact(plan), cards() if shelf is None else shelf, around)
    if found.card is not None and found.card.is_engine and (instead := _unread(plan)):
        found = replace(found, reasons=(*found.reasons, instead))
    return plan, found


def _priced(words: str) -> str:
    """The edit whose price is asked for: "what would it cost to have a donkey by the barn?" is answered by its route."""
    for shape in _PRICES:
        if match := shape.match(words.strip()):
            edit = match["edit"].strip(" ,.?!")
            return _WANTED.sub("add ", edit) if edit.lower() not in _NO_EDIT else words
    return words


_COSTS = r"(?:costs?|be|run|set me back|come to|pay|charge|take)"
_FOR_ME = r"(?:\s+(?:me|us|you|it|roughly|about|approximately|then|altogether|in all|extra))*"
_PRICES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"^(?:(?:and|so|please|just|but|ok|hey|hi|tell me|i wonder|i'd like to know|roughly|about)[, ]+)*(?:what|how much|how expensive)(?:'s|'d| is| does| do| would| will| might| could| can| should)?(?: the (?:price|cost|damage|charge))?(?: of| for| be| is)*(?: (?:it|that|this|i|we|you|one))?\s*(?:have to |need to )?{_COSTS}?{_FOR_ME}\s+(?:to|for|if (?:i|we|you) (?:wanted to|want to|had|have|got|let you|asked you to|were to)?|of|when i)\s+(?P<edit>\S.+)$",
        rf"^(?:(?:and|so|please|just|but|ok)[, ]+)*(?:what|how much) (?:does|do|would|will|might|could) (?P<edit>(?!it\b|that\b|this\b|you\b|i\b|one\b)\S.*?) {_COSTS}{_FOR_ME}\s*\??$",
        r"^(?P<edit>\S.+?)\s*(?:[,.;:\u2013\u2014-]+|\?)\s*(?:and |but |so )?(?:how much|what)(?:'s|'d| is| would| will| does| do)?(?: (?:it|that|this|you|the (?:price|cost|damage)))?(?: (?:cost|be|charge|come to|run))?(?: (?:me|us|for that|for it|be))*\s*\??$",
        r"^(?:the )?(?:price|cost|quote|estimate)(?: please)?(?: for| of|:)\s+(?P<edit>\S.+)$",
        r"^(?:is it|would it be|will it be) (?:expensive|dear|costly|cheap|free) (?:to|if you) (?P<edit>\S.+)$",
    )
)
# What is wanted, named by having it: the reader knows it as a thing that is added.
_WANTED = re.compile(
    r"^(?:have|having|get|getting|want|see|put in)\s+(?=(?:a|an|some|two|three|another|the|more)\b)", re.I
)
_NO_EDIT = frozenset({"it", "that", "this", "me", "one", "a picture", "one picture", "each", "an image", "an edit"})


def _as_exact(plan: Plan) -> Plan:
    """Exact work for the sake of the argument: to write files and to compare pictures, and a change of the frame in
    words that the engine does not know, is still its own work, and nobody else's."""
    if plan.intent in _FILES and not plan.steps:
        return replace(plan, steps=(Step(Task.CROP, operation="resize"),))
    if len(plan.steps) == 1 and _LIT.search(plan.words):
        return replace(plan, steps=(Step(Task.TONE, words=plan.words),))
    return replace(plan, steps=tuple(map(_exact, plan.steps)))


def _exact(step: Step) -> Step:
    if _framing(step):
        return replace(step, operation="crop")
    if step.task in _OF_A_THING and not step.operation and _TONAL.search(f"{step.target} {step.value}"):
        return replace(step, task=Task.TONE, target="", region="", generates=False)
    return step


def _as_seen(plan: Plan, facts: Facts) -> Plan:
    """What shall be seen, named without a verb ("my sister with a pixie cut"; in a marked place, "a porthole"), has to
    be invented."""
    if plan.steps or plan.intent not in (Intent.VAGUE, Intent.UNKNOWN):
        return plan
    if not (_SEEN.search(plan.words) or (facts.mask and _A_THING.search(plan.words))):
        return plan
    return replace(plan, steps=(Step(Task.ADD, words=plan.words, generates=True),))


_OF_A_THING = frozenset({Task.REMOVE, Task.RESTORE, Task.COLOR})
# What is taken out or put right as light, colour or grain, whatever verb it is asked with.
_TONAL = re.compile(r"\b(?:casts?|tints?|noise|grain|haze|vignett\w+)\b", re.I)
_LAMP = (
    r"(?:lamps?|lights?|lighting|bulbs?|tubes?|neons?|leds?|street ?(?:lamp|light)s?|spot ?lights?|head ?lights?|stage|screens?|tungsten|fluorescents?"
    r"|candle ?lights?|sodium|halogens?|flash|shade|awning|parasol|monitor|tv)"
)
_TINT = r"(?:red|green|blue|yellow|orange|magenta|purple|violet|pink|cyan|teal|amber|grey|gray|pale|greenish|yellowish|bluish|reddish|purplish|orangey|pinkish|sickly|ghostly)"
# A colour that light threw on things is no colour of theirs: it is taken out as tone.
_LIT = re.compile(
    rf"\b(?:is|are|looks?|went|turned|came out|seems?|appears?|gone|got|all|too|so) (?:\w+ ){{0,2}}{_TINT}\b.*\b(?:because of|from|due to|under|by|thanks to|with|in|of) (?:\w+ ){{0,3}}{_LAMP}\b"
    rf"|\b{_LAMP}(?: of the \w+)? (?:has |have |had )?(?:made|makes?|turned|turns?|coloured|colored|painted|dyed|tinted|tints?|gave|gives?|left|leaves?|threw|throws?|casts?) (?:[\w']+ ){{1,4}}{_TINT}\b"
    rf"|\b{_TINT} (?:cast|tint|tinge|hue|glow|light)s? (?:\w+ ){{0,3}}(?:from|because of|due to|by|of) (?:\w+ ){{0,3}}{_LAMP}\b",
    re.I,
)
_SEEN = re.compile(r"^(?:my|the|her|his|our|a|an) [\w' -]{2,40}? with (?:a|an|some|longer|shorter|no) \w+", re.I)
_A_THING = re.compile(r"(?:^|[:,] ?)(?:a|an|some|the) \w+", re.I)
_FILES = (Intent.EXPORT, Intent.COMPARE)


def _framing(step: Step) -> bool:
    return step.task is Task.CROP and not step.generates and not step.operation


def _unread(plan: Plan) -> str:
    """What to say instead, where the frame is meant in words that are not known."""
    known = next((examples(step.task) for step in plan.steps if _framing(step)), ())
    return f"say it in words that it knows, such as “{known[0]}”" if known else ""


def likeliest(plan: Plan) -> Plan:
    """Of two readings as likely, the film where the words speak of one: a route is no deed and need not ask."""
    second = plan.second
    if (
        plan.decision is not Decision.ACT
        and second is not None
        and second.label == "video"
        and _FILM.search(plan.words)
    ):
        return replace(second, words=plan.words, wish=plan.wish, output=plan.output)
    return plan
