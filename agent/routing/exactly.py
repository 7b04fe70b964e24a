"""Work that is the engine's for the sake of a route, though the reader gave it no operation that it could run."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from agent.plan import NO_WISH, Intent, Plan, Step
from agent.routing.needs import invents
from agent.rules.engine.about import about_the_picture
from agent.rules.engine.doubts import is_doubted
from agent.rules.engine.operations import examples
from agent.rules.kinds.kind import kind
from agent.rules.terms.routed import routed
from agent.rules.words.vocabulary import bits, vocabulary
from backends.types import Task

_EDITS = (Intent.EDIT, Intent.VAGUE, Intent.UNKNOWN)
_FILES = (Intent.EXPORT, Intent.COMPARE)


def as_exact(plan: Plan) -> Plan:
    """To write files, to compare pictures and to try what a vague wish may mean is the engine's work, and so is a
    change of the frame or a caption in words that it does not know: no model is asked for one."""
    said = routed(plan.words)[1] if plan.wish != NO_WISH else plan.words
    if not plan.steps and (plan.intent in _FILES or _ITS_DATA.match(said)):
        return replace(plan, steps=(Step(Task.CROP, operation="resize"),))
    if is_doubted(plan):
        return replace(plan, steps=(Step(Task.CROP, operation="crop"),))
    if len(plan.steps) <= 1 and not any(step.operation for step in plan.steps) and _FRAMED.search(said):
        return replace(plan, steps=(Step(Task.CROP, operation="crop"),))
    if not plan.steps and plan.label == "vague" and plan.intent is Intent.VAGUE:
        return replace(plan, steps=(Step(Task.TONE, words=said),))
    if len(plan.steps) == 1 and _ITS_DATA.match(said):
        return replace(plan, steps=(Step(Task.CROP, operation="resize"),))
    steps = tuple(_exact(step, said) for step in plan.steps)
    if (all(map(invents, steps)) or not steps) and plan.intent in _EDITS and (task := about_the_picture(said)):
        # A reading that is not sure must not be the one that costs: these words name nothing that could be invented.
        return replace(plan, steps=(Step(task, operation="crop" if task is Task.CROP else "tone"),))
    return replace(plan, steps=steps)


def _exact(step: Step, words: str) -> Step:
    if step.task is Task.CROP and step.generates and any(wish.clause.cues & _EMPTY for wish in kind(words).wishes):
        return replace(step, operation="crop", generates=False)
    if not step.operation and not step.look and step.task in _TAKEN_FOR:
        if _CUT.search(words):
            return replace(step, task=Task.CROP, operation="crop", target="", region="", generates=False)
        if _CALMED.search(words):
            return replace(step, task=Task.TONE, target="", region="", generates=False)
    if step.task is Task.REMOVE and step.operation and _UNCOVERED.search(words):
        return Step(Task.REPLACE, words=words, generates=True)
    if step.operation or step.generates:
        return step
    if step.task in _BY_A_WORD and _A_THING_THERE.search(words):
        return Step(Task.ADD, words=words, generates=True)
    if step.task is Task.TONE and not step.value and step.target.startswith(_ONE) and _worked(words):
        return Step(Task.REPLACE, words=words, generates=True)
    if step.task is Task.CROP:
        worked = _worked(words) or _worked_into(step)
        return Step(Task.REPLACE, words=words, generates=True) if worked else replace(step, operation="crop")
    if step.task is Task.TEXT and _OVER.search(words) and not _ON_A_THING.search(words):
        return replace(step, task=Task.LAYOUT, operation="text", target="", region="")
    return step


_TONAL_NOUN = r"(?:looks?|tones?|mood|feel|feeling|vibe|glow|vignette|grain|borders?|frame|filter|contrast|lights?|lighting|cast|tint|bit|touch|tad|little|lot|hint|style|effect|finish|grade|warmth|pop|punch|boost|lift|copy|versions?|crop|variants?|takes?|options|shadows?|colou?rs?|saturation|exposure|sharpening|softness|matte|wash|fade|haze|depth|drama|atmosphere|polish|edge|makeover|treatment|brighter|darker|warmer|cooler|colder|softer|lighter|sharper|tighter|more|less|gradient|overlay|film|sky|curve|shade|stop|evening|morning|day|noir|cinematic|sepia|background|blur)"
# A thing with a place and no verb: "a warm blanket over her knees"; and what is lit, or brightened with a thing.
_A_THING_THERE = re.compile(
    rf"^\W*(?:an?|some|two|three|four|another) (?!(?:[\w-]+ ){{0,3}}?{_TONAL_NOUN}\b)(?:[\w'-]+ ){{1,4}}?(?:on|over|in|under|behind|beside|around|above|next to|by|against|along|across|at|between|from) (?:the|his|her|their|my|our|a|an|its|each|both) \w"
    rf"|^\W*(?:\w+ )?(?:drinks|flowers|candles|books|plates|leaves|cushions) (?:on|in|over|around|beside) (?:the|a|her|his)\b|^\W*(?:please )?light (?:an?|some|the|two) (?:fire|candles?|lamps?|torch(?:es)?|bonfire|lanterns?|stove|fireplace|match)\b|\b(?:brighten|lighten|warm|darken|cool|freshen)(?: up)? (?:the|my|this|that|her|his) \w+ (?:up )?with (?:an?|some|two) (?!(?:[\w-]+ ){{0,3}}?{_TONAL_NOUN}\b)"
    r"|^\W*(?:fog|mist|smoke|steam|snow|candle ?light|lantern light|candles?|lanterns?|moon ?light|sun ?beams?|flames?|fire|ivy|frost|icicles?|fireflies|lightning|stars?|wallpaper|curtains?|posters?|graffiti|cobwebs?)(?: [a-z]+ing)?(?: (?:up|down|out|in|off))? (?:in|on|over|from|around|round|across|through|along|behind|above|under|with) (?:every|each|the|an?|all|both|her|his|my|our|[a-z]+s)\b|^\W*(?:please )?light (?:the|his|her|my|all the|every) (?:[\w-]+ )?(?:lamps?|candles?|lanterns?|fire|stove|torch(?:es)?|lighthouse|beacon|chandelier|fireplace|street ?lamps?|bonfire)\b"
    r"|^\W*(?:have|let|make) (?:the|my|our|his|her|that) (?:[\w'-]+ ){1,2}?(?:burn|bloom|blossom|flower|boil|sparkle|freeze|flow|ring|swing|wave|bark|grow|wilt|ripen|steam|smoke|flicker|overflow)\b|^\W*have (?:the|my|our|his|her|that) \w+ (?:collapse|burn|glow|sink|rise|fall|explode|melt|bloom|shine|crumble|topple|catch fire|light up|fly|open|close|smoke|steam)\b",
    re.I,
)
# Words of frame and light, wherever they stand: no model is asked to cut, to level or to calm a light.
_CUT = re.compile(
    r"\b(?:by |with (?:a )?)?(?:cropp\w+|crop)\b|\bupright\b(?=\W*$)|\b(?:horizon|water ?line|shore ?line|sea)\b.*\b(?:straight|level)\b|\b(?:fit|put|place|lay|centre|center) (?:it|this|that)? ?(?:on|onto|to) (?:an? )?a[0-6]\b|\bfade (?:in)?to (?:black|white)\b",
    re.I,
)
_CALMED = re.compile(
    r"\b(?:bring(?:ing)? (?:down|up|out)|tone down|turn down|pull down|take down|lower|reduce|soften|tame|calm|lift|raise|boost|recover|rein in|dial (?:down|back)) (?:the |all |those |that )*(?:\w+ ){0,2}?(?:glare|highlights?|shadows?|brightness|shine|contrast|colou?rs?|lights?|whites?|blacks?|greens?|reds?|blues?|yellows?|saturation|exposure|tones?|noise|grain|haze)\b",
    re.I,
)
_TAKEN_FOR = frozenset(
    {Task.COLOR, Task.ADD, Task.POSE, Task.TONE, Task.LAYOUT, Task.VIEWPOINT, Task.BACKGROUND, Task.REMOVE}
)
# What stands behind a thing and was never seen cannot be filled from around it.
_UNCOVERED = re.compile(
    r"\b(?:huge|giant|enormous|massive|gigantic)\b|\bso (?:that )?(?:you|we|i|one|the|people|everybody) .*\b(?:sees?|visible|seen|appears?|shows?)\b",
    re.I,
)
# What a file says of itself is written with it, and never drawn.
_ITS_DATA = re.compile(
    r"^\W*(?:please )?(?:strip|remove|delete|drop|clear|wipe|take out)(?: out| off| away)? (?:all |the |its |any )*(?:metadata|exif|gps|location|camera data|copyright data)(?: data)?\b|^\W*(?:please )?(?:take|leave|throw) (?:all |the |its |any )*(?:metadata|exif|gps|location|camera data|copyright data)(?: data)? out\b",
    re.I,
)
# What shall be in the frame and where, which no operation can be told yet.
_FRAMED = re.compile(
    r"\bcent(?:re|er) (?:\w+ ){1,3}?in the (?:frame|picture|photo|shot|crop|middle)\b|\b(?:less|more|fewer) [\w ]{2,20}?(?: and|,) (?:less|more|fewer) [\w ]{2,20}? in (?:the |this )?(?:frame|picture|photo|shot|crop|view)\b"
    r"|\bround(?:ed)? (?:off )?the corners(?=\W*$| of (?:the|this|my) (?:photo|picture|image))|\b(?:cut|divide|split|slice) (?:it|this|the (?:photo|picture|image)) (?:in|into) (?:\w+ )?(?:equal |even )?(?:parts?|halves|half|thirds|quarters|pieces|strips|tiles|squares|two|three|four)\b"
    r"|^\W*(?:please )?(?:crop|cut|trim) (?:it|this|that) to (?!his\b|her\b)[\w ]{3,30}$",
    re.I,
)
# A look or a tone that a stray word called up.
_BY_A_WORD = frozenset({Task.TONE, Task.STYLE, Task.RESTORE, Task.COLOR})


def _worked(words: str) -> bool:
    """Whether it is a thing in the picture that is cut, levelled or turned, and not its frame: "straighten his tie"."""
    wishes = kind(words).wishes
    return len(wishes) == 1 and wishes[0].clause.head & _THINGS != 0 and not wishes[0].clause.any & _OF_THE_FRAME


def _worked_into(step: Step) -> bool:
    """ "Trim the hedge down to knee height", "crop her hair short": what is cut grows, or becomes something else."""
    thing, becomes = _classes(_MOVED.sub("", step.target)), _classes(step.value)
    if (thing | becomes | _classes(step.region)) & _ON_THE_FRAME:
        return False
    return bool(step.target) and (bool(step.value) or thing & _GROWS != 0 or step.target.endswith(" short"))


def _classes(words: str) -> int:
    """What classes the words are in, together."""
    said, known, found = words.lower().split(), vocabulary("en").words, 0
    for place in range(len(said)):
        found |= known.at(said, place)[0]
    return found


_ON_THE_FRAME = bits("n.frame n.imageword n.direction n.half n.orient n.sky x.px x.ratio x.number")
_MOVED = re.compile(r" (?:down|up|off|away|back|out)$")
_GROWS = bits("n.hair n.flows")
_ONE = ("a ", "an ")
# An empty strip beside the picture, or bars over it.
_EMPTY = bits("c.bars")
_THINGS = bits("n.expression n.hair n.flows n.garment n.body n.face n.animal n.food x.thing")
_OF_THE_FRAME = bits(
    "n.frame n.imageword n.direction n.half n.size n.dimension n.scene n.sky n.ground n.orient x.px x.ratio x.number"
)


# Letters that lie over the picture, and not on something in it.
_OVER = re.compile(
    r"\b(?:caption(?:ed)?|subtitle|headline|heading|watermark|copyright|credit line|photo credit|date ?stamp|time ?stamp|the (?:date|time|year)|signature|my name|our names|overlay|lay)\b|\u00a9"
    r"|\b(?:bottom|top|lower|upper) (?:left|right)\b|\b(?:in|at|along|across|over|on|near|to|below|above|under) (?:the |its )?(?:very |lower |upper |bottom |top |left |right |whole )*(?:top|bottom|corners?|edge|margin|left|right|middle|cent(?:er|re)|picture|photo|image|it|foot|head)\b",
    re.I,
)
_ON_A_THING = re.compile(
    r"\b(?:signs?|posters?|labels?|shirts?|t-?shirts?|jerseys?|cakes?|doors?|walls?|boards?|menus?|books?|covers?|mugs?|bottles?|shops?|windows?|plates?|tags?|billboards?|screens?|paper|envelopes?|flags?|chalk\w*|neon|carv\w+|engrav\w+"
    r"|embroid\w+|graffiti|tattoos?|bark|sand|stones?|instead|typo|misspel\w+|spell\w*|translat\w*|change|replace|correct|should (?:say|read)|hats?|caps?|cars?|vans?|boats?|hull|buildings?|facade|roof|box|boxes|bags?|card|banner on|newspaper|headline of|number on|price|says|reads)\b",
    re.I,
)


def unread(plan: Plan) -> str:
    """What to say instead, where the frame is meant in words that are not known."""
    known = next((examples(step.task) for step in plan.steps if _framing(step)), ())
    return f"say it in words that it knows, such as “{known[0]}”" if known else ""


def _framing(step: Step) -> bool:
    return step.task is Task.CROP and not step.generates and not step.operation
