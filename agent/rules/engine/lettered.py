"""How large letters are to be, in which colour, and where they stand, as it is said beside the words to be written."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.plan import Step
from agent.rules.words.patterns import lazy

# As fractions of the long side; the engine takes .06 for a headline by itself.
_SIZES = (
    (lazy(r"\b(?:huge|giant|massive|enormous|gigantic|as big as)\b"), 0.2),
    (lazy(r"\b(?:big|large|bold and big|fat)\b"), 0.13),
    (lazy(r"\b(?:tiny|very small)\b"), 0.02),
    (lazy(r"\b(?:small|little|discreet|discreetly)\b"), 0.03),
)
_ACROSS = lazy(
    r"\b(?:across|all over|right over) (?:it|this|that|the (?:whole )?(?:photo|picture|image|middle|thing))\b"
)
_MIDDLE = "centre"
_NAMES = "white|black|red|yellow|blue|green|orange|pink|purple|gold|grey|gray|teal|navy"
_HOW = r"(?: (?:bold|big|large|small|thick|thin|nice|tiny|huge),?)*(?: and)?"
_LETTERS = r"(?:letters|lettering|text|type|font|writing|capitals)"
# "…, bold, red": the colour stands last; one among the other words is that of a wall.
_COLOUR = lazy(rf"(?:,|\bin){_HOW} (?P<colour>{_NAMES})(?: {_LETTERS})?\W*$")
# "Hello in white letters": how, behind words that stand in no quotation marks.
_BEHIND = lazy(rf",? in{_HOW}(?: (?:{_NAMES}))? {_LETTERS}$", re.I)
# "Happy birthday at the bottom in white", "summer 22 under it": where and how, behind such words.
_SPOT = r"(?P<place>(?:top|bottom|upper|lower) (?:left|right)|top|bottom|left|right|cent(?:er|re)|middle)"
_PLACED = lazy(
    rf",? (?:in|at|on|to|near|across|along)(?: the)?(?: very)? {_SPOT}(?: corner| edge| side)?"
    rf"(?:,? in{_HOW} (?P<colour>{_NAMES})(?: {_LETTERS})?)?$"
    r"|,? (?:under|underneath|below|beneath|above|over|on) (?:it|this|that)$",
    re.I,
)

# "Write CONGRATS in balloons", "spell her name with candles": what the letters are made of has to be made.
_MADE_OF = lazy(
    r"\b(?:in|with|out of|made of|made from|from|using|as)(?: (?!the\b)[\w-]+)? (?:balloons|sand|snow|flowers|roses"
    r"|petals|smoke|candles|icing|frosting|chocolate|(?:fairy|string) lights|light bulbs|bulbs|moss|leaves|stones"
    r"|pebbles|sticks|twigs|shells|seashells|sparklers|fireworks|clouds|foam|ketchup|stitching|embroidery|bricks"
    r"|neon tubes?|brass|bronze|marble|ice|fire|flames|coins|sprinkles|berries|fruit|lego|blood|lipstick|mosaic|tiles"
    r"|rope|skywriting|confetti|grass|ivy|vines)"
    r"(?! ?(?:red|blue|green|gr[ae]y|white|brown|black|yellow|orange|pink|colou?r\w*|font|style|look|letters in)\b)\b",
    re.I,
)
_QUOTED = lazy(r"\"[^\"]*\"")


def of_things(step: Step) -> bool:
    """Whether the letters shall be things that are not there."""
    return _MADE_OF.search(_QUOTED.sub("", step.words)) is not None


def lettered(step: Step) -> Step:
    """`step` with what is said of its letters; words that are written say nothing of their size."""
    values = dict(step.values)
    words = str(values.get("words", ""))
    if (tail := _BEHIND.search(words)) and tail.start():
        values["words"] = words = words[: tail.start()]
    if '"' not in step.words and (tail := _PLACED.search(words)) and tail.start():
        values["words"] = words = words[: tail.start()]
        said = {name: text.lower() for name, text in tail.groupdict().items() if text}
        values = said | values
    around = step.words.replace(words.lower(), " ") if words else step.words
    size = next((size for shape, size in _SIZES if shape.search(around)), 0.0)
    if size:
        values.setdefault("size", size)
    if _ACROSS.search(around):
        values.setdefault("place", _MIDDLE)
    if match := _COLOUR.search(around):
        values.setdefault("colour", match["colour"])
    return replace(step, values=values) if values != step.values else step
