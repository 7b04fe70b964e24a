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
    if len(plan.steps) == 1 and _PRINT.match(plan.words):
        return replace(plan, steps=(Step(Task.CROP, operation="crop"),))
    if 0 < len(plan.steps) <= _FEW and (_LIT.search(plan.words) or _UNWHITE.search(plan.words)):
        return replace(plan, steps=(Step(Task.TONE, words=plan.words),))
    return replace(plan, steps=tuple(_exact(step, plan.words) for step in plan.steps))


def _exact(step: Step, words: str) -> Step:
    if _framing(step):
        return replace(step, operation="crop")
    if step.task is Task.TEXT and not step.operation and _is_laid_over(words):
        return replace(step, task=Task.LAYOUT, operation="text", target="", region="", generates=False)
    if step.look and _DESCRIBED.search(words):
        return Step(Task.ADD if _GIVES.search(words) else Task.REPLACE, words=words, generates=True)
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
# What is white by nature and is not in the picture.
_UNWHITE = re.compile(
    rf"^(?:all )?(?:the |my |her |his |our )?(?:whites?|snow|paper|clouds?|sheets?|milk|white [a-z]+)(?: (?:is|are|looks?|came out|turned|went|seems?))(?: \w+)? (?:{_TINT}|beige|dull|dirty)\b(?!.*\b(?:make|turn|change|paint)\b)",
    re.I,
)
_FEW = 2
_PRINT = re.compile(
    r"^\W*(?:(?:please )?(?:make|i need|we need|need|crop|cut|fit) (?:it|this|that)?(?: to| at| in)? ?)?(?:size |format )?\d+(?:[.,]\d+)? ?(?:x|by|\u00d7) ?\d+(?:[.,]\d+)? ?(?:inch(?:es)?|in|cm|mm|\")(?!\w)",
    re.I,
)


def _is_laid_over(words: str) -> bool:
    """Whether letters are to lie over the picture, and not on something in it."""
    return _OVER.search(words) is not None and _ON_A_THING.search(words) is None


_OVER = re.compile(
    r"\b(?:caption(?:ed)?|subtitle|headline|heading|watermark|copyright|credit line|photo credit|date ?stamp|time ?stamp|signature|my name|our names|overlay|lay)\b|\u00a9"
    r"|\b(?:in|at|along|across|over|on|near|to|below|above|under) (?:the |its )?(?:very |lower |upper |bottom |top |left |right |whole )*(?:top|bottom|corners?|edge|margin|left|right|middle|cent(?:er|re)|picture|photo|image|it|foot|head)\b",
    re.I,
)
_ON_A_THING = re.compile(
    r"\b(?:signs?|posters?|labels?|shirts?|t-?shirts?|jerseys?|cakes?|doors?|walls?|boards?|menus?|books?|covers?|mugs?|bottles?|shops?|windows?|plates?|tags?|billboards?|screens?|paper|envelopes?|flags?|chalk\w*|neon|carv\w+|engrav\w+"
    r"|embroid\w+|graffiti|tattoos?|bark|sand|stones?|instead|typo|misspel\w+|spell\w*|translat\w*|change|replace|correct|should (?:say|read)|hats?|caps?|cars?|vans?|boats?|hull|buildings?|facade|roof|box|boxes|bags?|card|banner on|newspaper|headline of|number on|price|says|reads)\b",
    re.I,
)
# A way of drawing that only tells which thing is meant: "the cartoon owl".
_DESCRIBED = re.compile(
    r"\b(?:the|this|that|these|those|my|our|her|his|their) (?:\w+ )?(?:cartoon|comic|anime|manga|sketch(?:ed)?|pencil|watercolou?r(?:ed)?|painted|drawn|pixel|vintage|retro|neon)"
    r" (?!style|look|version|effect|filter|drawing|painting|picture|photo|film|art|mood|vibe|feel|tones?|colou?rs?|light|way)[a-z]+(?:'s)?\b",
    re.I,
)
_GIVES = re.compile(r"\b(?:give|add|put|wear\w*|get|gets|have|has)\b", re.I)
_SEEN = re.compile(
    r"^as (?:if|though) \w|^(?:let|imagine|how about|what about|what if|picture|plus|and|maybe) (?:the |an? |some |there |all )*[a-z]+ [a-z]|^(?:an?|some|two|three|another|more|lots of) [\w' -]{2,40}? (?:for|on|in|at|by|under|over|above|behind|beside|near|around|across|against|from|along|next to|in front of|to) [\w']+|^(?:my|the|her|his|our|a|an) [\w' -]{2,40}? with (?:a|an|some|longer|shorter|no) \w+",
    re.I,
)
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
