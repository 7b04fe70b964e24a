"""Hears the engine's work in everyday words ("the dark bits are like ink, open them"), clause by clause.

What tells a story, a reason or a likeness is known apart from what is wrong and from what is asked for. A request with
anything else in it is not read here: so "the corner is dark, hang a lamp there" stays a wish for a lamp.
"""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from agent.plan import Decision, Intent, Plan, Step
from agent.rules.engine.operations import one
from agent.rules.engine.qualities import as_steps, moderated
from agent.rules.engine.quality_frames import Found, lexicon, read
from agent.rules.engine.quality_words import amounts, noun_of
from agent.rules.engine.turns import dials
from agent.rules.slots.references import names_a_variant
from agent.rules.words.patterns import lazy

_FILE = Path(__file__).parents[3] / "prompts" / "lexicon" / "en-nearest.toml"
_LONGEST, _MOST_CLAUSES, _ASIDES_AT_MOST = 160, 4, 3
_BREAK = lazy(
    r"\s*(?:[,;:.!?]+(?:\s+|$)(?:(?:and|but|so|then|please)\s+)*|\s-+\s|\b(?:and|but|so(?= (?:i|we|you|it|he|she|they|the|her|his|my|our|their|that|please|can|could|make)\b))\s+)\s*"
)
_POLITE = lazy(
    r"^(?:(?:please|can you|could you|would you|just|now|then|so|and|also|but|simply|maybe|perhaps|oh|well)[ ,]+)+|[ ,]+(?:please|thanks|thank you|for me|if you can|somehow|again)$"
)
# Work whose words, read whole, ask for nothing but the frame, the file or what lies over all of it.
_WHOLE = frozenset({"crop", "pad", "resize", "straighten", "rotate", "flip", "border", "denoise", "obscure", "redeye", "monochrome", "heal", "text", "watermark", "logo", "cutout"})  # fmt: skip
# What the words for what must stay, and the ends of clauses, part ("must not be readable", "head and shoulders").
_ALONE = frozenset({"obscure", "crop", "logo"})
_UNREADABLE = lazy(r"\b(?:readable|unreadable|legible|illegible|recogni[sz]\w+|unrecogni[sz]\w+|identif\w+|read)\b")
_OF_THE_PICTURE = lazy(r" (?:of|in|on|at) (?:the|this|my|that) (?:photo|picture|image|shot|scene)$")
_OF_VARIANTS = lazy(r"\b(?:versions?|variants?|takes?|options?|undo|original|the other one|@)\b")
_SURE, _TOLD = 0.9, 0.8


def nearly(bare: str, typed: str) -> Plan | None:
    """The plan of a request that asks for nothing but the engine's work; None for any other one."""
    text = bare.replace(" ,", ",").strip(" ,.;!?")
    if not 0 < len(text) <= _LONGEST or _OF_VARIANTS.search(text) or names_a_variant(text):
        return None
    short = _without_asides(text)
    if (step := _whole(short, typed)) and (short != text or _says_it_otherwise(step, text)):
        return _plan([step])
    if ", " in short and (step := _whole(short, typed)) and step.operation == "cutout":
        return _plan([step])
    if step := _after_a_story(short, typed):
        return replace(_plan([step]), confidence=_TOLD)
    found, told = _clauses(short)
    if not found or (short == text and read(_stripped(text))) or any(_is_tone(one.region) for one in found):
        return None
    plan = _plan(list(as_steps(found, bare)))
    return plan if not told else replace(plan, confidence=_TOLD)


def _is_tone(region: str) -> bool:
    """ "Make the shadows brighter": a dial, and no part of the picture."""
    said = region.removeprefix("the ")
    return bool(said) and (noun_of(said) != "" or any(re.fullmatch(shape, said) for shape in dials("en").values()))


def _plan(steps: list[Step]) -> Plan:
    tasks = {str(step.task) for step in steps}
    return Plan(
        "",
        Intent.EDIT,
        tuple(steps),
        confidence=_SURE,
        decision=Decision.ACT,
        label=tasks.pop() if len(tasks) == 1 else "tone",
    )


def _without_asides(text: str) -> str:
    for _ in range(_ASIDES_AT_MOST):
        before = text
        for shape in _asides():
            text = shape.sub("", text).strip(" ,.;!?")
        if text == before:
            break
    return text


def _whole(text: str, typed: str) -> Step | None:
    step = one(_stripped(text), typed)
    return step if step is not None and step.operation in _WHOLE else None


def _after_a_story(text: str, typed: str) -> Step | None:
    """ "Nobody should know who they are, blur their faces": one operation, behind what only tells."""
    first, comma, rest = text.partition(", ")
    if not comma or not (_secret().fullmatch(first) or (_tells().match(first) and not _asks().search(first))):
        return None
    step = _whole(rest, typed)
    # "Her face is visible, pixelate it": what it is was told before.
    return None if step is not None and step.operation == "obscure" and not step.region else step


def _says_it_otherwise(step: Step, text: str) -> bool:
    return step.operation in _ALONE and (step.operation != "obscure" or _UNREADABLE.search(text) is not None)


def _stripped(clause: str) -> str:
    text = clause.strip(" ,.;!?")
    while (rest := _POLITE.sub("", text).strip(" ,.;!?")) != text:
        text = rest
    return text


def _clauses(text: str) -> tuple[list[Found], bool]:
    """What the clauses ask for together, and whether anything was only told; nothing where one of them is not known."""
    parts = [part for part in map(_stripped, _BREAK.split(text)) if part]
    if not 0 < len(parts) <= _MOST_CLAUSES:
        return [], False
    wanted: list[Found] = []
    wrong: list[Found] = []
    mended = told = False
    for part in parts:
        if wrong and _back_to().search(part) and (remedied := _remedied(part, wrong)):
            wrong, mended = remedied, True
        elif asked := _wished(part):
            wanted += [_pointed(one, wrong) for one in asked]
        elif found := _wrong(part):
            wrong += found
        elif wrong and (remedied := _remedied(part, wrong)):
            wrong, mended = remedied, True
        elif (wanted or mended) and moderated(part):
            continue
        elif not wanted and not mended and _tells().match(part) and not _asks().search(part):
            told = True
        else:
            return [], False
    if wanted:
        return wanted, told
    return (wrong, told) if mended else ([], False)


def _pointed(one: Found, wrong: list[Found]) -> Found:
    """ "That half" is the one that was told of before."""
    return replace(one, region=wrong[-1].region) if wrong and one.region.startswith(("that ", "those ")) else one


def _wished(part: str) -> list[Found]:
    found = [one for one in read(part) if not one.fault]
    if found:
        return found
    for shape, made in _wishes():
        if (match := shape.fullmatch(part)) and (made_of := made(match)):
            return made_of
    return []


def _wrong(part: str) -> list[Found]:
    match = _faults().fullmatch(part)
    key = _key("wrong", match["wrong"]) if match else ""
    if not match or not key:
        return [replace(one, fault=True) for one in read(part) if one.fault]
    region = match["np"]
    if _never().search(region) and not key.startswith(("exposure", "highlights")):
        return []
    if key in _BY_TONE and not _found_by_name().search(region):
        # What no name finds is still the dark or the light part of the picture.
        return [Found(_BY_TONE[key], 1.0 if key.endswith("+") else -1.0, fault=True)]
    return [_found(key, region, 1.0)]


def _remedied(part: str, wrong: list[Found]) -> list[Found]:
    """What was wrong, put right: by a word that says which way, or by one that leaves that to the fault."""
    match = _remedies().fullmatch(part)
    if match is None:
        return []
    act = f"{match['verb']} {match['prt'] or match['prt2'] or ''}".strip()
    way = _key("right", act) or _key("right", match["verb"])
    much = _much(match)
    if way in ("up", "down"):
        fits = [one for one in wrong if (one.way > 0) == (way == "up")] or ([] if len(wrong) > 1 else wrong)
        if not fits or any((one.way > 0) != (way == "up") and one.quality in _LIGHT for one in fits):
            return []
        wrong = fits
    elif not way:
        return []
    return [replace(one, way=one.way * much) for one in wrong]


_BY_TONE = {"exposure+": "shadows", "highlights-": "highlights"}
_LIGHT = ("shadows", "exposure", "highlights", "saturation")


def _found(key: str, region: str, much: float) -> Found:
    name = _named(region)
    return Found(key[:-1], (1.0 if key.endswith("+") else -1.0) * much, name)


def _named(region: str | None) -> str:
    """The place as the engine takes it: "just the face" is the face, and "it" everything."""
    name = _OF_THE_PICTURE.sub("", re.sub(r"^(?:just|only) ", "", (region or "").strip()))
    return "" if not name or _pronouns().fullmatch(name) or _everything().fullmatch(name) else name


def _becomes(match: re.Match[str]) -> list[Found]:
    region, key = match["np"] or "", _key("comes", match["comes"])
    if _never().search(region) or not key:
        return []
    return [_found(key, region, _much(match))]


def _hued(match: re.Match[str]) -> list[Found]:
    stronger = re.fullmatch(_data()["hue"]["stronger"], match["comes"]) is not None
    region = _named(match["np"])
    if _never().search(region):
        return []
    return [Found(f"hue:{match['hue'].rstrip('s')}", (1.0 if stronger else -1.0) * _much(match), region)]


def _lit(match: re.Match[str]) -> list[Found]:
    act = f"{match['verb']} {match['prt'] or ''}".strip()
    key = _key("light", act) or _key("light", match["verb"])
    region = _named(match["np"])
    if key == "even":
        return [Found("shadows", _much(match), region), Found("highlights", -_much(match), region)]
    return [_found(key, region, _much(match))] if key else []


def _rough(match: re.Match[str]) -> list[Found]:
    return [Found("grain", _much(match))]


def _much(match: re.Match[str]) -> float:
    said = next((match[name] for name in ("much", "much2", "much3") if name in match.groupdict() and match[name]), "")
    return float(lexicon()["much"].get(said, 1.0)) if said else 1.0


def _key(table: str, said: str) -> str:
    return next((key for key, shape in _data()[table].items() if key != "said" and re.fullmatch(shape, said)), "")


def _any(table: str) -> str:
    return "|".join(f"(?:{shape})" for key, shape in _data()[table].items() if key != "said")


@cache
def _wishes() -> tuple[tuple[re.Pattern[str], Any], ...]:
    data = _data()
    much_of = amounts()
    much, much2 = (rf"(?:(?P<{name}>{much_of}) )?" for name in ("much", "much2"))
    after = rf"(?: (?P<much3>{much_of}))?"
    np = rf"(?P<np>(?:just |only )?(?:{_np()}|{data['thing']['it']}))"
    part = rf"(?P<np>(?:just |only )?{data['thing']['part']})"
    verbs = "|".join(
        sorted({shape.split(" ")[0] for shape in _any("light").replace("(?:", "").replace(")", "").split("|")})
    )
    comes, hues = f"(?P<comes>{_any('comes')})", f"(?P<hue>{data['hue']['name']})"
    strength = f"(?P<comes>{data['hue']['stronger']}|{data['hue']['weaker']})"
    make = r"(?:make|get|have|let|turn|keep|leave|i want|i need|i'd like|we want|give me|bring)"
    go = r"(?: (?:to )?(?:go|be|look|come out|become|turn|appear|get|come|fall off|fade))?"
    modal = r"(?:should|could|must|ought to|needs? to|has to|have to|wants? to|would|might|may|can|is to|are to)(?: (?:be|look|become|come out|get|go|turn|appear|stay))?"
    return (
        (lazy(rf"{make} {np}{go} {much}(?:an? )?{much2}{comes}{after}"), _becomes),
        (lazy(rf"{np} {modal} {much}(?:an? )?{much2}{comes}{after}"), _becomes),
        (lazy(rf"{make} {np}{go} {much}(?:an? )?{much2}{strength} {hues}"), _hued),
        (lazy(rf"{np} {modal} {much}(?:an? )?{much2}{strength} {hues}"), _hued),
        (lazy(rf"(?:{make} )?(?:the |that |those |all the |all that )?{hues} (?:of|in|on) {np}(?: {modal}|{go}) {much}{much2}{strength}{after}"), _hued),
        (lazy(rf"(?P<verb>{verbs}) {much}(?:(?P<prt>up|down|out|in|back) )?{part}(?: (?:up|down|out|back))?{after}"), _lit),
        (lazy(rf"(?P<verb>{verbs}) {part} (?P<prt>up|down|out|back)(?: (?P<much>{much_of}))?"), _lit),
        (lazy(rf"(?:put|add|lay|give(?: it)?|sprinkle|throw|scatter|spread|i want|i'd like|use|apply)(?: in)? {much}(?:some |a bit |a little |a layer |more |a dash )?(?:of )?(?:that |the |this |an? )?(?:(?:gritty|rough|coarse|fine|old|grainy|real|nice|soft|visible|light|heavy|vintage|analogue|analog|classic|dirty|sandy)[ ,]+)*(?:{data['rough']['noun']})(?: (?:over|on|onto|across|into|to|in) (?:it|this|that|everything|all of it|the (?:whole )?(?:picture|photo|image|thing)))?"), _rough),
    )  # fmt: skip


@cache
def _faults() -> re.Pattern[str]:
    data = _data()
    # "The lamp was so strong that his face came out black."
    return lazy(
        rf"(?:[\w' -]{{3,50}} that )?(?P<np>{_np()}|{data['thing']['it']}) ?(?:{data['wrong']['said']}) (?P<wrong>{_any('wrong')})"
    )


@cache
def _remedies() -> re.Pattern[str]:
    data = _data()
    much_of = amounts()
    verbs = "|".join(
        sorted({shape.split(" ")[0] for shape in _any("right").replace("(?:", "").replace(")", "").split("|")})
    )
    where = rf"(?:{data['thing']['it']}|{data['thing']['part']}|the (?:light|brightness|exposure|colou?rs?|contrast|tones?|balance))"
    return lazy(
        rf"(?P<verb>{verbs})(?: (?P<much>{much_of}))?(?: (?P<prt>up|down|out|in|back|right|straight|away|of|rid of))?(?: (?:just |only )?{where})?(?: (?P<prt2>up|down|out|in|back|right|straight|away))?(?: (?:to |into )?(?:normal|natural|neutral|balance))?(?: (?P<much2>{much_of}))?"
    )


def _np() -> str:
    thing = _data()["thing"]
    return str(thing["np"]).replace("{no}", thing["no"]).replace("{hue}", _data()["hue"]["name"])


@cache
def _asides() -> tuple[re.Pattern[str], ...]:
    said = _data()["aside"]
    return tuple(lazy(f"(?:{said[name]})$") for name in ("purpose", "like", "because", "nothing", "use"))


@cache
def _asks() -> re.Pattern[str]:
    return lazy(_data()["aside"]["asks"])


@cache
def _tells() -> re.Pattern[str]:
    return lazy(_data()["aside"]["tells"])


@cache
def _found_by_name() -> re.Pattern[str]:
    return lazy(_data()["thing"]["found"])


@cache
def _secret() -> re.Pattern[str]:
    return lazy(_data()["thing"]["secret"])


@cache
def _never() -> re.Pattern[str]:
    return lazy(_data()["thing"]["never"])


@cache
def _pronouns() -> re.Pattern[str]:
    return lazy(_data()["thing"]["it"])


@cache
def _back_to() -> re.Pattern[str]:
    return lazy(rf"\b{_data()['thing']['it']}(?: (?:up|down|out|in|back|away|right|straight))?(?: [a-z ]{{2,12}})?$")


@cache
def _everything() -> re.Pattern[str]:
    return lazy(r"(?:the |this |my |that |our )?(?:whole )?(?:picture|photo|image|shot|thing|scene|scan|lot)")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
