"""Hears in everyday words what is wrong with the light, and what shall become of it ("the dark bits are like ink")."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.engine.light.quality_frames import Found
from agent.rules.engine.light.quality_words import amounts, noun_of
from agent.rules.engine.light.quality_words import lexicon as qualities
from agent.rules.engine.turns import dials
from agent.rules.words.patterns import lazy

_FILE = Path(__file__).parents[4] / "prompts" / "lexicon" / "en-light.toml"
_OF_THE_PICTURE = lazy(r" (?:of|in|on|at) (?:the|this|my|that) (?:photo|picture|image|shot|scene)$")
# What no name finds is still the dark or the light part of the picture.
_BY_TONE = {"exposure+": "shadows", "highlights-": "highlights"}


def wished(part: str) -> list[Found]:
    """What a clause asks for; the region is "" for "it" and for the whole picture."""
    for shape, made in _wishes():
        if (
            (match := shape.fullmatch(part))
            and (found := made(match))
            and not any(_is_tone(one.region) for one in found)
        ):
            return found
    return []


def wrong(part: str) -> list[Found]:
    """What puts right what a clause says is wrong."""
    match = _faults().fullmatch(part)
    key = _key("wrong", match["wrong"]) if match else ""
    if not match or not key:
        return []
    region = match["np"]
    if _never().search(region) and not key.startswith(("exposure", "highlights")):
        return []
    if key in _BY_TONE and not _found_by_name().search(region):
        return [Found(_BY_TONE[key], 1.0 if key.endswith("+") else -1.0, fault=True)]
    found = _found(key, region, 1.0)
    return [] if _is_tone(found.region) else [found]


def remedied(part: str) -> tuple[str, float, bool] | None:
    """Which way a clause puts right what was wrong ("" where the fault tells), by how much, and whether it points back."""
    match = _remedies().fullmatch(part)
    if match is None:
        return None
    act = f"{match['verb']} {match['prt'] or match['prt2'] or ''}".strip()
    way = _key("right", act) or _key("right", match["verb"])
    return ("" if way == "none" else way, _much(match), _back_to().search(part) is not None) if way else None


def tells(clause: str) -> bool:
    return _tells().match(clause) is not None and not asks(clause)


def asks(clause: str) -> bool:
    return _asks().search(clause) is not None


def _is_tone(region: str) -> bool:
    """ "Make the shadows brighter": a dial, and no part of the picture."""
    said = region.removeprefix("the ")
    return bool(said) and (noun_of(said) != "" or any(re.fullmatch(shape, said) for shape in dials("en").values()))


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
    stronger = re.fullmatch(lexicon()["hue"]["stronger"], match["comes"]) is not None
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
    return float(qualities()["much"].get(said, 1.0)) if said else 1.0


def _key(table: str, said: str) -> str:
    return next((key for key, shape in lexicon()[table].items() if key != "said" and re.fullmatch(shape, said)), "")


def _any(table: str) -> str:
    return "|".join(f"(?:{shape})" for key, shape in lexicon()[table].items() if key != "said")


@cache
def _wishes() -> tuple[tuple[re.Pattern[str], Any], ...]:
    data = lexicon()
    much_of = amounts()
    much, much2 = (rf"(?:(?P<{name}>{much_of}) )?" for name in ("much", "much2"))
    after = rf"(?: (?P<much3>{much_of}))?"
    np = rf"(?P<np>(?:just |only )?(?:{_np()}|{data['thing']['it']}))"
    bare = rf"(?:make |have |i want )?(?P<np>(?:(?:the|my|our|her|his|their) )?(?!{data['thing']['no']})[\w'-]+(?: [\w'-]+)?)"
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
        (lazy(rf"{bare} in {much}(?:an? )?{much2}{strength} {hues}"), _hued),
        (lazy(rf"{np} {modal} {much}(?:an? )?{much2}{strength} {hues}"), _hued),
        (lazy(rf"(?:{make} )?(?:the |that |those |all the |all that )?{hues} (?:of|in|on) {np}(?: {modal}|{go}) {much}{much2}{strength}{after}"), _hued),
        (lazy(rf"(?P<verb>{verbs}) {much}(?:(?P<prt>up|down|out|in|back) )?{part}(?: (?:up|down|out|back))?{after}"), _lit),
        (lazy(rf"(?P<verb>{verbs}) {part} (?P<prt>up|down|out|back)(?: (?P<much>{much_of}))?"), _lit),
        (lazy(rf"(?:put|add|lay|give(?: it)?|sprinkle|throw|scatter|spread|i want|i'd like|use|apply)(?: in)? {much}(?:some |a bit |a little |a layer |more |a dash )?(?:of )?(?:that |the |this |an? )?(?:(?:gritty|rough|coarse|fine|old|grainy|real|nice|soft|visible|light|heavy|vintage|analogue|analog|classic|dirty|sandy)[ ,]+)*(?:{data['rough']['noun']})(?: (?:over|on|onto|across|into|to|in) (?:it|this|that|everything|all of it|the (?:whole )?(?:picture|photo|image|thing)))?"), _rough),
    )  # fmt: skip


@cache
def _faults() -> re.Pattern[str]:
    data = lexicon()
    # "The lamp was so strong that his face came out black."
    return lazy(
        rf"(?:[\w' -]{{3,50}} that )?(?P<np>{_np()}|{data['thing']['it']}) ?(?:{data['wrong']['said']}) (?P<wrong>{_any('wrong')})"
    )


@cache
def _remedies() -> re.Pattern[str]:
    data = lexicon()
    much_of = amounts()
    verbs = "|".join(
        sorted({shape.split(" ")[0] for shape in _any("right").replace("(?:", "").replace(")", "").split("|")})
    )
    where = rf"(?:{data['thing']['it']}|{data['thing']['part']}|the (?:light|brightness|exposure|colou?rs?|contrast|tones?|balance))"
    return lazy(
        rf"(?P<verb>{verbs})(?: (?P<much>{much_of}))?(?: (?P<prt>up|down|out|in|back|right|straight|away|of|rid of))?(?: (?:just |only )?{where})?(?: (?P<prt2>up|down|out|in|back|right|straight|away))?(?: (?:to |into )?(?:normal|natural|neutral|balance))?(?: (?P<much2>{much_of}))?"
    )


def _np() -> str:
    thing = lexicon()["thing"]
    return str(thing["np"]).replace("{no}", thing["no"]).replace("{hue}", lexicon()["hue"]["name"])


@cache
def _asks() -> re.Pattern[str]:
    return lazy(lexicon()["aside"]["asks"])


@cache
def _tells() -> re.Pattern[str]:
    return lazy(lexicon()["aside"]["tells"])


@cache
def _found_by_name() -> re.Pattern[str]:
    return lazy(lexicon()["thing"]["found"])


@cache
def _never() -> re.Pattern[str]:
    return lazy(lexicon()["thing"]["never"])


@cache
def _pronouns() -> re.Pattern[str]:
    return lazy(lexicon()["thing"]["it"])


@cache
def _back_to() -> re.Pattern[str]:
    return lazy(rf"\b{lexicon()['thing']['it']}(?: (?:up|down|out|in|back|away|right|straight))?(?: [a-z ]{{2,12}})?$")


@cache
def _everything() -> re.Pattern[str]:
    return lazy(r"(?:the |this |my |that |our )?(?:whole )?(?:picture|photo|image|shot|thing|scene|scan|lot)")


@cache
def lexicon() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
