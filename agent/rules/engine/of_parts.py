"""Gives an operation on a part of the picture that part: as it is named, as a remark named it, or the background."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.plan import Step
from agent.rules.engine.parts import PRONOUNS, WHOLE, canonical, is_behind, is_complaint, named, topic
from agent.rules.words.hints import said
from agent.rules.words.patterns import lazy
from backends.types import Task

_OF_PARTS = frozenset(["obscure", "remove", "heal", "cutout", "sharpen", "background"])
# Of these more or less can be done; a thing is taken away or it is not.
_BY_DEGREES = frozenset(["obscure", "sharpen", "background"])

_LONGEST = 8
_A_PLACE = lazy(
    r"(?:the )?(?:very )?(?:top|bottom|upper|lower|left|right|middle|cent(?:er|re))(?:[ -](?:left|right|hand|side|corner|half|edge))*"
)
_HIDES = lazy(
    r"\bblurr?(?:y|ed|ing|s)?\b|\bpixel|\bcensor|\banonymi|\bmosaic|\bunrecogni|\bunreadable|模糊|打码|打上?马赛克|马赛克|虚化|遮住|遮挡"
)
_IN_SQUARES = lazy(r"pixel|censor|mosaic|码|马赛克")
_OF_A_LENS = lazy(r"\b(?:motion|radial|zoom|tilt|lens|bokeh|depth|less|un|de)\b|运动|径向|去模糊|不模糊")
_TAKES = lazy(
    r"\b(?:remove|removed|erase|erased|delete|deleted|get rid of|rid|take|taken|wipe|clear|lose|eliminate|strip|crop out"
    r"|photoshop|edit out|go|gone|disappear|vanish|away)\b|去掉|去除|去了|删除|删掉|删去|擦掉|抹掉|抹去|清除|移除|消除|不要|弄掉|弄走|p掉"
)
_NO_PART = lazy(
    r"\b(?:noise|grain|contrast|colou?rs?|saturation|vignette|haze|fog|blur|shadows?|highlights?|warmth|tint|tinge|cast|glare"
    r"|glow|reflections?|red|yellow|green|blue|magenta|exif|gps|metadata|everyone|everybody|wrinkles?|bags|fat|weight|clothes)\b"
)
_ALL_OF_IT = lazy(r"(?:be )?(?:the |this |my )?(?:whole )?(?:photo|picture|image|shot|pic|view|photograph)s?")
_FINE = lazy(r"\b(?:hairs?|fur|furry|strands?|flyaways?|wisps?|whiskers?|lace|veil|smoke)\b|头发|发丝|毛发|毛")
_ONE_BY_ONE = lazy(r"\b(?:layers?|separate(?:ly)?|segment\w*|each|every|one by one|masks?)\b|分层|分割|分别")
_NOTHING_BEHIND = lazy(r"\b(?:background|backdrop|bg|transparen(?:t|cy)|png|alpha)\b|背景|透明")
_FOR_WHAT = lazy(r"^.*\b(?:png|cut-?out|sticker|clipping) (?:of|for|with) (?:just |only )?")
_ALONE = lazy(
    r" ?,? (?:without (?:anything|everything|the rest)\b[\w ]*|on (?:its|his|her|their) own|alone|by (?:itself|himself|herself|themselves)|only|(?:cut )?out(?: of (?:it|this|that|the [\w ]+))?"
    r"|(?:with|on|against) (?:an? |no )?(?:transparent )?background|from (?:the|its) (?:background|photo|picture|image))$"
)
# What somebody wears or has in the face covers what no photo shows around it.
_WORN = lazy(
    r"\b(?:beards?|moustaches?|mustaches?|stubble|goatees?|sideburns|braces)\b(?!.* (?:on|from|in) the (?:table|floor|wall|ground|picture))"
    r"|^(?:her|his|their|my|your|our|\w+'s|the \w+'s)(?: \w+){0,2}? (?:glasses|sunglasses|shades|spectacles|specs|goggles|hat|cap|beanie|helmet|hood|headscarf|hijab|turban|wig|mask|face ?mask|veil|visor|shirt|t-?shirt|jacket|coat|dress|sweater|jumper|hoodie|blouse|vest|gloves|hair|teeth)(?: \w+)?$"
    r"|^(?:the|that|this) (?:tank top|hoodie|t-?shirt|tracksuit|dressing gown|bathrobe|pyjamas|fleece)$"
    r"|^(?:the |those |that |these |this )?(?:\w+ )?(?:glasses|sunglasses|shades|spectacles|goggles|hat|cap|helmet|mask|face ?mask|veil) (?:from|off|on|over|in) (?:her|his|their|my|your|our|the (?:man|woman|boy|girl|child|baby|bride|groom|person|driver|people|face|head|eyes)|\w+'s)\b(?! (?:hand|hands|lap|desk|table|bag|pocket|belt)\b)"
)
# What stands behind a thing and was never seen cannot be filled from around it.
_UNCOVERED = lazy(
    r"\b(?:huge|giant|enormous|massive|gigantic|crowds?)\b|\b(?:show|reveal|draw|add|put|let me see|so (?:that )?(?:you|we|i|one) (?:can )?see) (?:us |me )?(?:the |what(?:'s| is| was) )?(?:[\w'-]+ ){0,2}?(?:behind|underneath|beneath|under) (?:it|them|him|her|that|those)\b"
    r"|\bso (?:that )?(?:you|we|i|one|the|people|everybody) .*\b(?:sees?|visible|seen|appears?|shows?)\b"
)
_IN_PASSING = lazy(r"^(?:给|把|将|请|帮我|这个|那个|这张)+|(?:一下|一点|给我|都|全部?)+$|^(?:me |us )")


def has_a_part(step: Step) -> bool:
    return step.operation in _OF_PARTS


def of_a_part(step: Step) -> Step:
    """`step` for the part alone: "blur the faces a little" is for the faces, and a little."""
    if step.operation not in _OF_PARTS or not step.region or step.region.startswith(("box", "the whole picture")):
        return step
    if step.operation in {"obscure", "sharpen"} and (much := str(step.values.get("amount", ""))):
        step = replace(step, values=step.values | {"amount": canonical(much)})
    part = named(step.region)
    if part.amount and step.operation not in _BY_DEGREES:
        part = replace(part, amount="")
    if step.operation == "cutout":
        part = replace(part, name=_ALONE.sub("", part.name))
    if step.operation == "obscure" and step.values.get("kind") == "blur" and is_behind(part.name):
        return replace(blurred_behind(part.amount or str(step.values.get("amount", ""))), words=step.words)
    if step.operation in {"remove", "cutout"} and is_behind(part.name):
        return Step(Task.EXTRACT, operation="cutout", words=step.words)
    if step.operation == "remove" and (_WORN.search(part.name) or _UNCOVERED.search(step.words)):
        return Step(Task.REMOVE, target=part.name, words=step.words, generates=True)
    name = "" if step.operation == "obscure" and (part.name in PRONOUNS or WHOLE.fullmatch(part.name)) else part.name
    values = step.values | {"amount": part.amount} if part.amount and "amount" not in step.values else step.values
    return replace(step, region=name, target=name, values=values)


def of_a_kind(label: str, words: str, target: str, region: str) -> Step | None:
    """The operation that a wish of this kind is, said in words that no pattern has; None where it is none for sure."""
    apart = region and not region.startswith("is ") and not WHOLE.fullmatch(region)
    on = apart and (_A_PLACE.fullmatch(region) or (label == "text" and target))
    whole = region if apart and label == "blur" and not target else "" if apart else target
    name = f"{target} on {region}" if on else whole
    part = named(_IN_PASSING.sub("", name))
    if len(part.name.split()) > _LONGEST:
        return None
    if label == "extract" and not _FINE.search(words) and not _ONE_BY_ONE.search(words) and (name or not target):
        thing = _FOR_WHAT.sub("", _ALONE.sub("", part.name))
        region = "" if _NOTHING_BEHIND.search(thing) else thing
        return of_a_part(Step(Task.EXTRACT, operation="cutout", region=region, target=region, words=words))
    if not part.name or part.name in PRONOUNS or is_complaint(part.name):
        return None
    if label == "blur" and _HIDES.search(words) and not _OF_A_LENS.search(words):
        values = {"kind": "pixelate" if _IN_SQUARES.search(words) else "blur"}
        values |= {"amount": part.amount} if part.amount else {}
        step = Step(Task.BLUR, operation="obscure", region=part.name, target=part.name, values=values, words=words)
        return of_a_part(step)
    if label in {"remove", "text"} and _TAKES.search(words) and not _is_no_thing(part.name):
        return of_a_part(Step(Task.REMOVE, operation="remove", region=part.name, target=part.name, words=words))
    return None


def _is_no_thing(name: str) -> bool:
    """ "Clear the view", "this picture more clear": of which nothing is to be taken away."""
    return _NO_PART.search(name) is not None or _ALL_OF_IT.fullmatch(name) is not None


def blurred_behind(amount: str = "") -> Step:
    values = {"kind": "blur", "amount": amount} if amount else {"kind": "blur"}
    return Step(Task.BACKGROUND, operation="background", values=values)


def about(found: Sequence[Step | str]) -> list[Step | str]:
    """With what "it" is in "the plate can be read, blur it": the remark before it, which then asks for nothing else."""
    done: list[Step | str] = []
    for one in found:
        before = done[-1] if done else ""
        if isinstance(one, Step) and isinstance(before, str) and _points_back(one) and (thing := topic(before)):
            done[-1] = of_a_part(replace(one, region=thing, target=thing))
        else:
            done.append(one)
    return done


def _points_back(step: Step) -> bool:
    if step.operation not in _OF_PARTS or step.operation == "background":
        return False
    return step.region in PRONOUNS or (not step.region and said(step.words, PRONOUNS))
