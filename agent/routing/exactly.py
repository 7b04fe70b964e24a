"""Exact work in words that the engine does not know: for the sake of a route it is its own work all the same."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from agent.plan import NO_WISH, Intent, Plan, Step
from agent.rules.engine.operations import examples
from agent.rules.terms.routed import routed
from backends.types import Task


def as_exact(plan: Plan) -> Plan:
    """Exact work for the sake of the argument: to write files and to compare pictures, and a change of the frame in
    words that the engine does not know, is still its own work, and nobody else's."""
    said = routed(plan.words)[1] if plan.wish != NO_WISH else plan.words
    if plan.intent in _FILES and not plan.steps:
        return replace(plan, steps=(Step(Task.CROP, operation="resize"),))
    if not plan.steps and plan.intent in _NOT_READ and (_CROPPED.search(said) or _TOO_MUCH.search(said)):
        return replace(plan, steps=(Step(Task.CROP, operation="crop"),))
    if len(plan.steps) == 1 and _PRINT.match(said):
        return replace(plan, steps=(Step(Task.CROP, operation="crop"),))
    exact = any(step.operation for step in plan.steps)
    if len(plan.steps) < _FEW and not exact and _OF_THE_FILE.match(said):
        return replace(plan, steps=(Step(Task.CROP, operation="resize"),))
    if len(plan.steps) <= _FEW and not exact and _OVERALL.match(said):
        return replace(plan, steps=(Step(Task.TONE, words=said),))
    if 0 < len(plan.steps) <= _FEW and (_LIT.search(said) or _UNWHITE.search(said)):
        return replace(plan, steps=(Step(Task.TONE, words=said),))
    return replace(plan, steps=tuple(_exact(step, said) for step in plan.steps))


def _exact(step: Step, words: str) -> Step:
    if step.task is Task.CROP and not step.operation and not step.generates and _WORKED.search(words):
        return Step(Task.REPLACE, words=words, generates=True)
    if (
        step.task is Task.CROP
        and not step.operation
        and not (_A_THING_THERE.search(words) and not _OF_THE_FRAME.search(words))
        and (not step.generates or _UPRIGHT.search(words))
    ):
        return replace(step, operation="crop", generates=False)
    if step.task is Task.TEXT and not step.operation and _is_laid_over(words):
        return replace(step, task=Task.LAYOUT, operation="text", target="", region="", generates=False)
    if step.task is Task.EXTRACT and not step.operation and _SEE_THROUGH.search(words):
        return Step(Task.ADD, words=words, generates=True)
    named = _WANTS_A_THING.search(words) or _A_THING_THERE.search(words)
    mistaken = step.task in _BY_A_WORD or (step.task is Task.CROP and not _OF_THE_FRAME.search(words))
    if mistaken and not step.operation and not step.generates and named:
        return Step(Task.ADD, words=words, generates=True)
    if step.look and _DESCRIBED.search(words):
        return Step(Task.ADD if _GIVES.search(words) else Task.REPLACE, words=words, generates=True)
    if not step.operation and not step.look and _CROPPED.search(words):
        return replace(step, task=Task.CROP, operation="crop", target="", region="", generates=False)
    if not step.operation and _COVERED.search(words):
        return replace(step, task=Task.BLUR, operation="obscure", target="", region="", generates=False)
    if not step.operation and not step.look and _DODGED.search(words):
        return replace(step, task=Task.TONE, target="", region="", generates=False)
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


# What is cut, levelled or mirrored with a thing behind it is that thing, unless it is the frame or a line in it.
_WORKED = re.compile(
    r"^\W*(?:please |and |then |(?:can|could|would) you |i'd like (?:you )?to |have (?:somebody|someone) )*(?:chop|lop|trim|shave|cut|slice|straighten|level|square|mirror|flip|comb|even out|resize|scale|enlarge|shrink|magnify|blow up) (?:down |off |up |back |away )?(?:the|his|her|their|my|our|a|an|some|all the|all)"
    r" (?!(?:[\w'-]+ ){0,6}?(?:off|from|at|along) (?:the )?(?:top|bottom|left|right|upper|lower|edges?|sides?|all|each|both|either|four)\b)(?!(?:[\w'-]+ ){0,2}?(?:photos?|pictures?|images?|shots?|frames?|scans?|horizon|sea|ocean|lake|skyline|water(?: ?line)?|shore(?: ?line)?|lines?|verticals?|edges?|sides?|left|right|top|bottom|upper|lower|borders?|margins?|corners?|half|third|quarter|fifth|middle|cent(?:er|re)|building|buildings|tower|house|church|walls?|doors?|windows?|shelf|perspective|sky|foreground|whole|thing|rest|background|bit|little|strip|slice|band|piece|everything|two|four|canvas|crop|document|page|ceiling|floor|space|area|part|person|people|man|woman|files?|folder|set|series|lot|batch|tones?|colou?rs?|exposure)\b)[a-z]"
    r"(?!.*\d ?(?:px|pixels|%|per ?cent))|^crop circles?\b",
    re.I,
)
_UPRIGHT = re.compile(
    r"\b(?:stand|hang|be|run|lie|look|sit) (?:up )?(?:straight|upright|level|parallel)\b|\bupright\b|\b(?:lean|leans|leaning|tilts?|tilting|converge|fall(?:s|ing)? (?:inwards?|backwards?))\b",
    re.I,
)
_OF_THE_FRAME = re.compile(
    r"\b(?:crop\w*|trim\w*|cut|square|px|pixels|prints?|format|ratio|resiz\w+|inch(?:es)?|\d+ ?cm|mm|frame|horizon|level|straight\w*|rotat\w+|flip\w*|mirror\w*|pad\w*|border|margin|strip|edge|canvas|size)\b|\d ?[:x/] ?\d",
    re.I,
)
_CROPPED = re.compile(
    r"\bcrop(?:ped|ping)? (?:it |them )?(?:out|away|off)\b|\bby cropping\b|\bcent(?:re|er) (?:\w+ ){1,3}?in the (?:frame|picture|shot|crop|middle)\b|\b(?:crop|trim|cut|take|shave|strip|slice|lose|lop)(?: away| off)? (?:some|a bit|a little|part|most|half|a third|\d+ ?(?:cm|mm|px|pixels|inch(?:es)?|%|per ?cent)|an? (?:inch|centimet(?:re|er)|thumb'?s width))(?: or (?:so|two))?(?: of (?:the|that|this|all that) [\w ]{2,30}?)? (?:off|from|at|away from|away at)(?: the)? (?:top|left|right|bottom|sides?|edges?|upper|lower)\b"
    r"|\b(?:less|more|fewer) [\w ]{2,20}? and (?:less|more|fewer) [\w ]{2,20}? in (?:the |this )?(?:frame|picture|photo|shot|crop|view)\b|\b(?:level|straight|parallel) (?:to|with) the (?:bottom|top|frame|edge)\b|\bround(?:ed)? (?:off )?the corners(?=\W*$| of (?:the|this|my) (?:photo|picture|image))|\b(?:cut|divide|split|slice) (?:it|this|the (?:photo|picture|image)) (?:in|into) (?:\w+ )?(?:equal |even )?(?:parts?|halves|half|thirds|quarters|pieces|strips|tiles|squares|two|three|four)\b|\bcut the rest(?: off| away)?\W*$|\b(?:cut|crop|trim|take) (?:a bit|a little|some)(?: of (?:it|that|this))? (?:off|away)(?: there| here)?\W*$",
    re.I,
)
_DODGED = re.compile(
    r"^\W*(?:please )?(?:dodge|burn)(?: in| down)? (?:the|her|his|their|my) |\b(?:nudge|crank|bump|knock|push|pull|dial|ease|notch|turn|bring|ramp|take) (?:up |down )?(?:the |its |all the )?(?:warmth|brightness|exposure|contrast|clarity|temperature|vibrance|saturation|gamma|mid-?tones?|shadows?|highlights?|blacks|whites|sharpness|haze|tint)(?: (?:up|down|back|in|a (?:bit|notch|touch|hair|tad)|slightly))\b"
    r"|\b(?:snow|whites?|paper|clouds?|walls?|shirt|dress|sheets?|milk|napkin|page) (?:should|ought to|must|has to|needs to|is supposed to|is meant to) (?:be |look |come out )(?:\w+ )?(?:white|neutral|grey|gray),? (?:and )?not\b|\b(?:tame|calm|tone down|bring down|pull down|darken|subdue) (?:the |that |those )(?:bright|glaring|burnt[- ]out|blown[- ]out|hot|dazzling|harsh) (?:\w+)\b|\bmatch (?:the |their )?(?:brightness|exposure|colou?rs?|white balance|tones?|contrast) (?:of|across|in|between) (?:the|all|these|every|both)\b|\b(?:give|bring) (?:it|them|the \w+) (?:some |more |a bit of |a little )*(?:bite|punch|snap|pop|oomph|kick|crispness|depth)\b",
    re.I,
)
_TONAL_NOUN = r"(?:looks?|tones?|mood|feel|feeling|vibe|glow|vignette|grain|borders?|frame|filter|contrast|lights?|lighting|cast|tint|bit|touch|tad|little|lot|hint|style|effect|finish|grade|warmth|pop|punch|boost|lift|copy|versions?|crop|variants?|takes?|options|shadows?|colou?rs?|saturation|exposure|sharpening|softness|matte|wash|fade|haze|depth|drama|atmosphere|polish|edge|makeover|treatment|brighter|darker|warmer|cooler|colder|softer|lighter|sharper|tighter|more|less|gradient|overlay|film|sky|curve|shade|stop|evening|morning|day|noir|cinematic|sepia|background|blur)"
# A thing with a place and no verb: "a warm blanket over her knees"; and what is lit, or brightened with a thing.
_A_THING_THERE = re.compile(
    rf"^\W*(?:an?|some|two|three|four|another) (?!(?:[\w-]+ ){{0,3}}?{_TONAL_NOUN}\b)(?:[\w'-]+ ){{1,4}}?(?:on|over|in|under|behind|beside|around|above|next to|by|against|along|across|at|between|from) (?:the|his|her|their|my|our|a|an|its|each|both) \w"
    rf"|^\W*(?:\w+ )?(?:drinks|flowers|candles|books|plates|leaves|cushions) (?:on|in|over|around|beside) (?:the|a|her|his)\b|^\W*(?:please )?light (?:an?|some|the|two) (?:fire|candles?|lamps?|torch(?:es)?|bonfire|lanterns?|stove|fireplace|match)\b|\b(?:brighten|lighten|warm|darken|cool|freshen)(?: up)? (?:the|my|this|that|her|his) \w+ (?:up )?with (?:an?|some|two) (?!(?:[\w-]+ ){{0,3}}?{_TONAL_NOUN}\b)"
    r"|^\W*(?:fog|mist|smoke|steam|snow|candle ?light|lantern light|candles?|lanterns?|moon ?light|sun ?beams?|flames?|fire|ivy|frost|icicles?|fireflies|lightning|stars?|wallpaper|curtains?|posters?|graffiti|cobwebs?)(?: [a-z]+ing)?(?: (?:up|down|out|in|off))? (?:in|on|over|from|around|round|across|through|along|behind|above|under|with) (?:every|each|the|an?|all|both|her|his|my|our|[a-z]+s)\b|^\W*(?:please )?light (?:the|his|her|my|all the|every) (?:[\w-]+ )?(?:lamps?|candles?|lanterns?|fire|stove|torch(?:es)?|lighthouse|beacon|chandelier|fireplace|street ?lamps?|bonfire)\b"
    r"|^\W*(?:have|let|make) (?:the|my|our|his|her|that) (?:[\w'-]+ ){1,2}?(?:burn|bloom|blossom|flower|boil|sparkle|freeze|flow|ring|swing|wave|bark|grow|wilt|ripen|steam|smoke|flicker|overflow)\b|^\W*have (?:the|my|our|his|her|that) \w+ (?:collapse|burn|glow|sink|rise|fall|explode|melt|bloom|shine|crumble|topple|catch fire|light up|fly|open|close|smoke|steam)\b",
    re.I,
)
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
# The whole picture has a colour or a lightness that it should not have.
_OVERALL = re.compile(
    rf"^(?:(?:the |my |our |this |all )*(?:pictures?|photos?|images?|shots?|scans?|whole thing|colou?rs?|skin(?: tones?)?|faces?|white balance|exposure|light)|it|everything)(?:'s| is| are| looks?| look| came out| has| have| got| turned out| went)? (?:(?:a|an|bit|little|touch|too|so|all|very|slightly|rather|quite|much|far|way|strong|slight|nasty|ugly|weird|terrible) )*(?:{_TINT}(?: (?:cast|tint|tinge|hue))?|off|wrong|dim|dull|flat|gloomy|murky|washed[- ]out|faded|muddy|pale|dark|bright|underexposed|overexposed|under-exposed|over-exposed)(?=\W*$|[,;.] |\W* (?:because|from|under|due|thanks|and|so)\b)(?!.*\b(?:add|replace|paint|turn (?:it|him|her) into)\b)",
    re.I,
)
_FORMAT = r"(?:jpe?gs?|pngs?|tiffs?|tifs?|webps?|avifs?|heics?|gifs?|bmps?|pdfs?)"
_OF_THE_FILE = re.compile(
    rf"^\W*(?:please |i need |i want |we need |can i have |can you |could you |give me |make |just |only )*(?:(?:turn|change|make|convert|switch|save|export|put|get|have|need|want|send|deliver) (?:it|this|that|them|me|these|all|the (?:photos?|pictures?|images?|files?))? ?)?(?:it |this |them |that )?(?:(?:in|into|to|as|an?|the) )*{_FORMAT}(?: (?:format|files?|version|image|please|for me))*(?: (?:instead of|rather than|not) (?:an? )?(?:{_FORMAT}|this))?(?: please)?\W*$"
    rf"|^\W*(?:as )?{_FORMAT} (?:at|in|with) (?:\d+|full|high|low|medium|maximum)(?: ?%| per ?cent)? quality\b"
    rf"|^\W*(?:(?:it |this |the file |please |make (?:it|this|them) |get (?:it|this) |must |has to |should |be |keep (?:it|this) )*)(?:under|below|at most|less than|no more than|smaller than|max(?:imum)?|down to|within) (?:an?|one|two|three|four|five|ten|half a|\d+(?:[.,]\d+)?) ?(?:mb|megabytes?|kb|kilobytes?|mib|kib)\b|^\W*(?:please )?(?:lower|reduce|set|drop|bring|turn) (?:down )?the (?:jpe?g )?quality (?:down )?(?:to|by) \d+|^\W*(?:please )?(?:strip|remove|delete|drop|clear|wipe|take out)(?: out| off| away)? (?:all |the |its |any )*(?:metadata|exif|gps|location|camera data|copyright data)(?: data)?\b|^\W*(?:please )?halve (?:the|its) (?:height|width|size)\b",
    re.I,
)
_PRINT = re.compile(
    r"^\W*(?:(?:please )?(?:make|i need|we need|need|crop|cut|fit) (?:it|this|that)?(?: to| at| in)? ?)?(?:size |format )?\d+(?:[.,]\d+)? ?(?:x|by|\u00d7) ?\d+(?:[.,]\d+)? ?(?:inch(?:es)?|in|cm|mm|\")(?!\w)",
    re.I,
)


def _is_laid_over(words: str) -> bool:
    """Whether letters are to lie over the picture, and not on something in it."""
    return _OVER.search(words) is not None and _ON_A_THING.search(words) is None


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
_SEE_THROUGH = re.compile(
    r"\b(?:give|put|dress) (?:on )?(?:her|him|them|the [a-z]+|my [a-z]+) (?:in )?(?:an?|some) (?:transparent|see-?through) (?!background|ground|png)[a-z]+",
    re.I,
)
_GIVES = re.compile(r"\b(?:give|add|put|wear\w*|get|gets|have|has)\b", re.I)
_NOT_READ = (Intent.VAGUE, Intent.UNKNOWN)
_TOO_MUCH = re.compile(
    r"\btoo much (?:[\w-]+ ){0,3}?(?:above|below|around|over|under|beside|on (?:the|either|both|that)|at the|in the foreground)\b|\b(?:dead|empty|wasted|unused) (?:space|room|area) (?:above|below|around|over|on (?:the|either|both)|at the)\b",
    re.I,
)
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
_COVERED = re.compile(
    r"\b(?:cover|hide|black out|redact|mask|block out)(?: up)? (?:the|their|her|his|all|every|everyone's|those) (?:\w+ ){1,2}(?:with|under|behind|using) (?:an? )?(?:black |white |solid )?(?:bars?|box(?:es)?|strips?|rectangles?|blocks?)\b",
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
