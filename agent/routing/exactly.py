"""Exact work in words that the engine does not know: for the sake of a route it is its own work all the same."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from agent.plan import Intent, Plan, Step
from agent.rules.operations import examples
from backends.types import Task


def as_exact(plan: Plan) -> Plan:
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
    if step.task in _BY_A_WORD and not step.operation and not step.generates and _WANTS_A_THING.search(words):
        return Step(Task.ADD, words=words, generates=True)
    if step.look and _DESCRIBED.search(words):
        return Step(Task.ADD if _GIVES.search(words) else Task.REPLACE, words=words, generates=True)
    if not step.operation and not step.look and step.task in _TAKEN_FOR:
        if _CUT.search(words):
            return replace(step, task=Task.CROP, operation="crop", target="", region="", generates=False)
        if _BARS.search(words):
            return replace(step, task=Task.BLUR, operation="obscure", target="", region="", generates=False)
        if _CALMED.search(words):
            return replace(step, task=Task.TONE, target="", region="", generates=False)
    if step.task in _OF_A_THING and not step.operation and _TONAL.search(f"{step.target} {step.value}"):
        return replace(step, task=Task.TONE, target="", region="", generates=False)
    return step


_TAKEN_FOR = frozenset({Task.COLOR, Task.ADD, Task.POSE, Task.TONE, Task.LAYOUT, Task.VIEWPOINT, Task.BACKGROUND})
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
# A look or a tone that a stray word called up ("an old man reading a newspaper") while the sentence asks for a thing.
_BY_A_WORD = frozenset({Task.TONE, Task.STYLE, Task.VARIATION})
_WANTS_A_THING = re.compile(
    r"\b(?:needs?|there (?:should|could|must|might) be|there (?:was|were)|give (?:him|her|them|me|us|the [a-z]+|my [a-z]+)|wear(?:s|ing)?|holds?|holding|carry(?:ing)?|riding)"
    r" (?:an?|some|two|three|four|another) (?!(?:[\w-]+ ){0,3}?(?:looks?|tones?|mood|feel|feeling|vibe|glow|vignette|grain|borders?|frame|filter|contrast|lights?|lighting|cast|tint|bit|touch|tad|little|lot|hint|style|effect|finish|grade|warmth|pop|punch|boost|lift|copy|versions?|crop|variants?|takes?|options|shadows?|colou?rs?|saturation|exposure|sharpening|softness|matte|wash|fade|haze|depth|drama|atmosphere|polish|edge|makeover|treatment)\b)[a-z]",
    re.I,
)
_GIVES = re.compile(r"\b(?:give|add|put|wear\w*|get|gets|have|has)\b", re.I)
_FILES = (Intent.EXPORT, Intent.COMPARE)


# Words of frame and light, wherever they stand: no model is asked to cut, to level or to calm a light.
_CUT = re.compile(
    r"\b(?:by |with (?:a )?)?(?:cropp\w+|crop)\b|\bupright\b(?=\W*$)|\b(?:horizon|water ?line|shore ?line|sea)\b.*\b(?:straight|level)\b|\b(?:fit|put|place|lay|centre|center) (?:it|this|that)? ?(?:on|onto|to) (?:an? )?a[0-6]\b|\bfade (?:in)?to (?:black|white)\b",
    re.I,
)
_CALMED = re.compile(
    r"\b(?:bring(?:ing)? (?:down|up|out)|tone down|turn down|pull down|take down|lower|reduce|soften|tame|calm|lift|raise|boost|recover|rein in|dial (?:down|back)) (?:the |all |those |that )*(?:\w+ ){0,2}?(?:glare|highlights?|shadows?|brightness|shine|contrast|colou?rs?|lights?|whites?|blacks?|greens?|reds?|blues?|yellows?|saturation|exposure|tones?|noise|grain|haze)\b",
    re.I,
)
_BARS = re.compile(
    r"\b(?:black )?(?:bars?|boxes|box|strips?) (?:over|across|on) (?:the|their|his|her|all|everyone's) (?:\w+ )?(?:eyes|faces?|plates?|names?)\b",
    re.I,
)


def _framing(step: Step) -> bool:
    return step.task is Task.CROP and not step.generates and not step.operation


def unread(plan: Plan) -> str:
    """What to say instead, where the frame is meant in words that are not known."""
    known = next((examples(step.task) for step in plan.steps if _framing(step)), ())
    return f"say it in words that it knows, such as “{known[0]}”" if known else ""
