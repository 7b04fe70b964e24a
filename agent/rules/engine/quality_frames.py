"""The frames in which people ask for more or less of a quality; each is read whole ("rein the colours in")."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.rules.words.cues import Cues
from agent.rules.words.patterns import lazy

_FILE = Path(__file__).parents[3] / "prompts" / "lexicon" / "en-qualities.toml"
_IT = r"(?:it all|it|this|that|them|these|everything|all of it|the (?:whole|entire) (?:thing|picture|photo|image)|(?:the|this|my|our|that) (?:photo|picture|image|shot|scene|frame|pic|thing|one|scan|view|light(?:ing)?|(?:whole )?mood))"
DETERMINERS = r"(?:(?:the|its|all|that|those|these|this|any|some|more of|of|most of|whole|her|his|their|my) )*"
_BE = r"(?:(?:is|are|was|were|looks?|feels?|seems?|comes? across(?: as)?|came out|comes out|turned out|appears?|went|got|gets?|has gone|have gone|has come out|has become|sounds?)(?: like)?|'s)"
_WISH = r"(?:(?:(?:could|should|must|ought to|might|may|needs? to|has to|have to|wants? to|would be better|would look better) (?:be|look|feel|come out|get)?|to be|be|make|get|have|give|let|want|need|i want|i need|i'd like|we want|go|try) ?)"
_NEEDS = rf"(?:(?:{_IT} )?(?:needs?|wants?|could do with|could use|lacks?|is lacking|is missing|could take|is (?:crying|calling|screaming) out for|deserves?|requires?|would benefit from|is in need of|cries out for)|(?:give|add|put|inject|breathe|bring|lend|get|throw)(?: {_IT})?|i(?:'d| would) like|i want|i need|we need)"
_REGION = r"(?: (?:in|on|of|over|from|around|across|at|for) (?P<region>(?:the|her|his|their|my|our) (?!(?:photo|picture|image|shot|scene|whole|frame|pic)\b)(?:[\w'-]+ ){0,2}?[\w'-]+))?"
_OFIT = rf"(?: (?:from|of|in|on|for|into|to|out of|off|over|with|through|across)(?: all of)? {_IT})?"
# What becomes of the part of the picture that is named as where it is too dark or too bright.
_TONES = lazy(
    r"(?:(?:the|those|these) )?(?:dark|darker|black|shaded|bright|lower|deep)(?:er|est)? (?:parts?|areas?|bits?|tones?)|(?:the )?(?:shadows?|highlights?|darks|middle|background noise)"
)
# "Way too bright", as in [strength] of en.toml.
_FAR_TOO = 1.5


@dataclass(frozen=True, slots=True)
class Found:
    """A quality and which way it goes, by how much, where, and how the words stand to it: a remedy needs a fault."""

    quality: str
    way: float
    region: str = ""
    fault: bool = False
    share: float = 0.0
    whole: bool = False


def read(clause: str) -> list[Found]:
    return _framed(clause, 1.0, 0.0) or _without_how_much(clause)


def _without_how_much(clause: str) -> list[Found]:
    share, factor = 0.0, 1.0
    for shape, amounts in ((_shares(), lexicon()["share"]), (_muches(), lexicon()["much"])):
        if match := shape.search(clause):
            clause = " ".join(f"{clause[: match.start()]} {clause[match.end() :]}".split())
            if amounts is lexicon()["share"]:
                share = amounts[match[1]]
            else:
                factor = amounts[match[1]]
            if found := _framed(clause, factor, share):
                return found
    return []


def _framed(clause: str, factor: float, share: float) -> list[Found]:
    frames = _frames()
    for place in _cues().places(clause):
        shape, made = frames[place]
        if (match := shape.fullmatch(clause)) and (found := made(match, factor, share)):
            return found
    return []


def _key(table: str, said: str) -> str:
    return next((key for key, shape in lexicon()[table].items() if re.fullmatch(shape, said)), "")


def noun_of(said: str) -> str:
    return _key("noun", said) or (f"hue:{hue}" if (hue := _key("hue", said) or _key("hue", f"{said}s")) else "")


def _of(quality: str, way: float, match: re.Match[str], factor: float, share: float, **more: Any) -> list[Found]:
    region = (match.groupdict().get("region") or "").strip()
    if _TONES.fullmatch(region):
        region = ""
    return [Found(quality, way * factor, region, share=share, **more)]


def _more_or_less(match: re.Match[str], factor: float, share: float) -> list[Found]:
    quality = noun_of(match["noun"])
    less = match.groupdict().get("way") in {
        "less",
        "lower",
        "weaker",
        "fewer",
        "half the",
        "half of the",
        "not so much",
        "not that much",
        "without",
        "no",
    }
    return _of(quality, -1.0 if less else 1.0, match, factor, share)


def _halved(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return _of(noun_of(match["noun"]), -1.0, match, factor, 50.0)


def _acted(match: re.Match[str], factor: float, share: float) -> list[Found]:
    said, quality = match.groupdict(), noun_of(match["noun"])
    act, particle = said.get("act") or "", said.get("prt") or ""
    ways = lexicon()["act"]
    defect = quality in {"noise", "haze", "vignette", "grain"}
    if said.get("moved"):
        way = _key("particle", particle)
        if way == "out" and match["moved"] == "bring":
            return _of(quality, 1.0, match, factor, share)
        if way == "down" and match["moved"] == "bring" and particle == "back":
            way = "down" if quality in {"highlights", "contrast"} else "up"
        if way == "out" and match["moved"] in {"pull", "ease", "nudge"}:
            way = "down"
    else:
        if act == "recover":
            return _of(
                quality,
                1.0 if quality in {"shadows", "saturation", "vibrance", "contrast", "clarity"} else -1.0,
                match,
                factor,
                share,
            )
        way = (
            "out"
            if re.fullmatch(ways["out"], act) and (defect or not re.fullmatch(f"{ways['up']}|{ways['down']}", act))
            else "up"
            if re.fullmatch(ways["up"], act)
            else "down"
            if re.fullmatch(ways["down"], act)
            else ""
        )
    if way == "up" and defect and quality != "grain":
        way = ""
    if act == "halve":
        share = share or 50.0
    if not way:
        return []
    whole = way == "out" and not share and factor >= 1.0
    if (
        whole
        and quality not in {"saturation", "noise", "haze", "vignette", "grain", "bloom", "fade"}
        and "hue:" not in quality
    ):
        return []
    return _of(quality, 1.0 if way == "up" else -1.0, match, factor, share, whole=whole)


def _stated(match: re.Match[str], factor: float, share: float) -> list[Found]:
    quality = noun_of(match["noun"])
    way = -1.0 if match["much"] else 1.0
    if quality in {"noise", "haze", "vignette", "grain"} and way > 0:
        return []
    return _of(quality, way, match, factor, share, fault=True)


def _full_of(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return _of(noun_of(match["noun"]), -1.0, match, factor, share, fault=True)


def _gone(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return _of(noun_of(match["noun"]), -1.0, match, factor, share, whole=True)


def _looks(match: re.Match[str], factor: float, share: float) -> list[Found]:
    """A fault: the contrary is asked for."""
    key = _key("looks", match["looks"])
    factor *= _FAR_TOO if match.groupdict().get("how") else 1.0
    return _of(key[:-1], -1.0 if key.endswith("+") else 1.0, match, factor, share, fault=True)


def _not_enough(match: re.Match[str], factor: float, share: float) -> list[Found]:
    if noun := match.groupdict().get("noun"):
        return _of(noun_of(noun), 1.0, match, factor, share, fault=True)
    key = _key("looks", match["looks"])
    return _of(key[:-1], 1.0 if key.endswith("+") else -1.0, match, factor, share, fault=True)


def _becomes(match: re.Match[str], factor: float, share: float) -> list[Found]:
    key = _key("becomes", match["becomes"])
    return _of(key[:-1], 1.0 if key.endswith("+") else -1.0, match, factor, share)


def _towards(match: re.Match[str], factor: float, share: float) -> list[Found]:
    key = _key("colour", match["colour"])
    way = 1.0 if key.endswith("+") else -1.0
    found = [Found(key[:-1], way * factor)]
    if match["colour"] in {"teal", "turquoise", "cyan"}:
        found.append(Found("tint", -0.5 * factor))
    return [Found(one.quality, -one.way) for one in found] if match.groupdict().get("from") else found


def _cast(match: re.Match[str], factor: float, share: float) -> list[Found]:
    key = _key("looks", match["looks"]) or _key("colour", match["looks"])
    if key[:-1] not in {"warmth", "tint"}:
        return []
    return [Found(key[:-1], (-1.0 if key.endswith("+") else 1.0) * factor, fault=True)]


def _greyed(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("exposure", factor, fault=True)]


def _strident(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found(f"hue:{match['hue'].rstrip('s')}", -factor, match["region"], fault=True)]


def _unlit(match: re.Match[str], factor: float, share: float) -> list[Found]:
    """Somebody or something that came out dark: the light is lifted there, or everywhere for a word like "he"."""
    name = match["region"].removeprefix("and ")
    named = name.split()[0] in {"the", "my", "our", "her", "his", "their", "this", "that"}
    return [Found("exposure", factor, name if named else "", fault=True)]


def _lit(match: re.Match[str], factor: float, share: float) -> list[Found]:
    """Said of light, what is a fault of a picture is what it shall become."""
    key = "warmth+" if match["looks"] == "golden" else _key("looks", match["looks"]) or "contrast-"
    return [Found(key[:-1], (1.0 if key.endswith("+") else -1.0) * factor)]


def _chill(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("warmth", 1.0 * factor)]


def _corners(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("vignette", 1.0 * factor)]


def _blown(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("highlights", -1.3 * factor, fault=True)]


def _blown_by(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("highlights", -1.3 * factor, match["region"], fault=True)]


def _clipped(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("highlights", -factor)]


def _blown_there(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("highlights", -factor, match["region"])]


def _dodged(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("exposure", 0.7 * factor if match["up"] else -0.7 * factor, match["region"])]


def _blacks(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("blacks", -1.0)]


def _washed(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("fade", factor)]


def _crisp(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("sharp", factor)]


def _graded(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found(f"look:{_key('grade', match['grade'])}", factor)]


def _told(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("look:cinematic", 1.0)]


def _greys(match: re.Match[str], factor: float, share: float) -> list[Found]:
    return [Found("saturation", -1.0, whole=True)]


@cache
def _muches() -> re.Pattern[str]:
    return _amounts("much")


@cache
def _shares() -> re.Pattern[str]:
    return _amounts("share")


def _amounts(table: str) -> re.Pattern[str]:
    phrases: dict[str, float] = lexicon()[table]
    said = "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
    return lazy(rf"\b({said})\b(?: of(?= ))?")


def any_of(table: str, *keys: str) -> str:
    shapes: dict[str, str] = lexicon()[table]
    return "|".join(f"(?:{shapes[key]})" for key in (keys or shapes))


@cache
def lexicon() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _cues() -> Cues:
    """The frames by the words that each needs."""
    return Cues([[shape.pattern] for shape, _ in _frames()], whole=True)


_Maker = Callable[[re.Match[str], float, float], list[Found]]


@cache
def _frames() -> tuple[tuple[re.Pattern[str], _Maker], ...]:
    data = lexicon()
    noun = f"(?P<noun>{any_of('noun')}|{any_of('hue')})"
    looks, becomes = f"(?P<looks>{any_of('looks')})", f"(?P<becomes>{any_of('becomes')})"
    act = f"(?P<act>{data['act']['up']}|{data['act']['down']}|{data['act']['out']})"
    particle = f"(?P<prt>{'|'.join(data['particle'].values())})"
    state, cast = data["state"], data["cast"]
    colour = f"(?P<colour>{any_of('colour')})"
    people = r"(?:the |my |our |her |his |their )?(?:bride|groom|skin(?: tones?)?|faces?|people|baby|she|he|they|we|everybody|everyone|girl|boy|child|man|woman|couple|family|snow|whites?|wall|paper|colou?rs?|tones?|white balance|light(?:ing)?|exposure)"
    subject = rf"(?:{_IT}|{people})"
    story, hour, darkroom = data["story"], data["hour"], data["darkroom"]
    whose = r"(?:the|her|his|their|my|our|that|those)"
    tint = f"(?P<looks>{any_of('looks', 'warmth+', 'warmth-', 'tint+', 'tint-')}|{any_of('colour')})"
    whoever = r"(?P<region>(?:the |my |our |her |his |their |this |that )?(?!(?:it|this|that)\b)[\w'-]+(?: (?!(?:is|are|was|were|looks?|came|turned)\b)[\w'-]+){0,4}?)"
    reason = rf"(?:,? {story['because']} [\w' -]{{3,50}})?"
    tones = rf"(?P<looks>{any_of('looks', 'warmth+', 'warmth-', 'exposure-', 'exposure+', 'saturation-')}|soft|golden)"
    return tuple(
        (lazy(shape), made)
        for shape, made in (
            (rf"(?:{_NEEDS}(?: {_IT})? |{_WISH}(?:{_IT} )?(?:with )?)?(?P<way>more|less|extra|stronger|weaker|higher|lower|not so much|not that much) {DETERMINERS}{noun}{_OFIT}{_REGION}", _more_or_less),
            (rf"{_NEEDS}(?: {_IT})? (?:a (?:bit|touch|little|dash|hint|lot|shot|dose|pinch|boost|lift) (?:of|in|to) |some |some more |a |an )?{DETERMINERS}(?P<noun>{any_of('noun', 'vibrance', 'contrast', 'clarity', 'warmth', 'grain', 'saturation', 'sharp', 'bloom')}){_OFIT}{_REGION}", _more_or_less),
            (rf"(?:give|take|use|keep|leave|show|i want|have)?(?: {_IT})? ?(?:only )?half (?:of )?{DETERMINERS}{noun}{_OFIT}", _halved),
            (rf"(?:{DETERMINERS}){noun} (?:at|to|down to) half(?: (?:strength|power|intensity|of (?:it|what it is)))?", _halved),
            (rf"(?P<act>{data['act']['up']}|{data['act']['down']}) {DETERMINERS}(?P<noun>{'|'.join(data['hue'])})(?: (?:down|up|back))?{_REGION}", _acted),
            (rf"{act} {DETERMINERS}{noun}(?: (?:in|out|up|down|back|off|away|completely|entirely|altogether|levels?))?(?: completely| entirely| altogether| fully)?{_OFIT}{_REGION}", _acted),
            (rf"(?P<moved>{data['act']['moved']}) {particle} {DETERMINERS}{noun}{_OFIT}{_REGION}", _acted),
            (rf"(?P<moved>{data['act']['moved']}) {DETERMINERS}{noun} {particle}(?: completely| entirely| altogether)?{_OFIT}{_REGION}", _acted),
            (rf"(?P<moved>{data['act']['moved']}) {DETERMINERS}{noun}{_REGION} {particle}", _acted),
            (rf"(?:(?:sprinkle|scatter|lay|drop|throw|strew|add|put|dust|dash|give(?: {_IT})?|with)(?: (?:in|on|over))? )?(?:a bit of |a little |some |a |a layer of |{DETERMINERS})(?P<noun>{any_of('noun', 'grain')})(?: (?:(?:over|on|onto|across|into|to|in)(?: all of)? {_IT}|on top(?: of {_IT})?|over the top|all over|everywhere))?", _more_or_less),
            (rf"(?:let|make) {DETERMINERS}{noun} (?:more )?(?:sing|pop|shine|glow|stand out|come alive|come out|stronger|richer|bolder|deeper)(?: more)?", _more_or_less),
            (rf"{DETERMINERS}{noun} (?:could|should|needs? to|ought to|must) (?:be|come out|look) (?P<way>more|less|stronger|weaker|higher|lower|richer|bolder|deeper)(?: (?:strong|intense|pronounced|visible|vivid))?", _more_or_less),
            (rf"{DETERMINERS}{noun}{_REGION} ?(?:{_BE}) (?:(?P<much>{state['much']})|(?P<little>{state['little']}))", _stated),
            (rf"{DETERMINERS}{noun}{_REGION} ?(?:{_BE} )?(?:(?P<much>{state['much']})|(?P<little>too (?:weak|low|dark)))", _stated),
            (rf"(?:(?:i|you|one) )(?:can't|cannot|can hardly|can barely) (?:see|make out) (?:anything|a thing|much|the details?|any details?) in {DETERMINERS}(?P<much>(?!))?(?P<noun>{any_of('noun', 'shadows')})", _stated),
            (rf"(?:there(?:'s| is| are)|{_IT} (?:is|has|'s)|it's|i (?:see|have|got)|(?:the )?[\w']+ (?:is|has))? ?(?:full of|covered in|(?:so|too|way too|far too) (?:much|many)|a lot of|lots of|loads of|some|a|terrible|bad|awful|heavy|strong|ugly|there(?:'s| is| are)) {DETERMINERS}(?P<noun>{any_of('noun', 'noise', 'haze')})(?: (?:all over|over|in|across|on)(?: (?:the|my|our|all) [\w' ]{{2,24}}| it| this| everything)?)?", _full_of),
            (rf"(?P<noun>{any_of('noun', 'noise')}) (?:all over|everywhere|across|over|in) (?:it|this|the [\w' ]{{2,24}})", _full_of),
            (rf"{DETERMINERS}(?P<noun>{any_of('noun', 'noise', 'haze', 'vignette', 'grain')}) {state['gone']}", _gone),
            (rf"(?:no|without(?: any)?|zero|not any) (?P<noun>{any_of('noun', 'saturation', 'noise', 'haze', 'vignette')})(?: at all| left| whatsoever| any ?more)?", _gone),
            (r"(?:just|only|nothing but) (?P<noun>(?:shades of )?gr[ea]ys?|black|gr[ea]y tones|gr[ea]yscale)(?: tones| values| and white)?(?: left| instead of colou?rs?)?", _greys),
            (rf"(?:{subject} ?{_BE} |(?:is|are) )?(?:(?P<how>way|far|much) )?too {looks}{_OFIT}{_REGION}", _looks),
            (rf"{subject} ?{_BE} (?:all |so |very |quite |rather |pretty |awfully |terribly |all too |too )?{looks}(?:{_REGION}|{reason})", _looks),
            (rf"{whoever} ?{_BE} (?:(?:all|so|very|just|only|rather|pretty|a bit|quite|really|basically) )*(?:(?:(?:much|far|way) )*(?:too|almost|nearly|practically|completely|totally|half) (?:{data['unlit']['dark']})|(?:(?:almost|nearly|practically|completely|totally|half|too) )?(?:{data['unlit']['hidden']})){reason}", _unlit),
            (rf"(?P<region>(?:the|her|his|their|my|our|that) (?:[\w'-]+ ){{0,2}}?[\w'-]+?) ?{_BE} (?:(?:an?|such an?|all|so|very|way|far|much|a bit|rather) )*(?:(?:{data['strident']['how']}) (?:an? )?|too )(?P<hue>{data['strident']['hue']})", _strident),
            (rf"(?:{_WISH}|{_NEEDS} )?(?:all )?(?:some )?{tones} (?:lights?|tones?|colou?rs?|hues?|shades)(?:{data['cast']['all']}(?:,? {hour['like']}{hour['when']})?|,? {hour['like']}{hour['when']})", _lit),
            (rf"(?:so |all |very |a bit )?(?P<looks>{any_of('looks', 'haze+', 'noise+', 'exposure-', 'contrast-')}){_REGION}", _looks),
            (rf"{DETERMINERS}(?:sky|clouds?|windows?|snow|dress|shirt|faces?|foreheads?|skin|sun|lamps?|water|background|whites?|sunlit parts?) ?(?:{_BE}) (?:all |totally |completely |a bit |rather )?(?:blown(?:[ -]out)?|clipp(?:ed|ing)|burnt[ -]out|burned[ -]out|over-?exposed|(?:(?:nearly|almost|practically|just|only|simply|nothing but|virtually) (?:pure |plain |solid |all |completely )?|(?:pure|plain|solid|completely|totally|entirely|paper|blinding) )white)", _blown),
            (rf"(?:(?:make|get|have|let) )?{DETERMINERS}blacks (?:(?:should|must|could) be |look |be )?(?:really |properly |truly |nice and |more )?(?:black|inky|deep|solid|inkier|deeper|denser|richer)|(?:(?:make|get|have|want|give me|i want) )?(?:(?:deep|ink|rich|dark|black|dens)(?:ier|er)[, ]+(?:and )?)+blacks", _blacks),
            (rf"(?:wash(?: out)?|fade|milk|lift) {DETERMINERS}(?:blacks|shadows)(?: (?:out|up))?(?: like (?:in )?(?:an )?old films?| like on film)", _washed),
            (rf"(?:crisp(?:en)?|sharpen)(?: up)?(?: {_IT}| {DETERMINERS}(?:(?:fine|finer|finest|small|smaller|tiny|little) )*(?:details?|texture|edges|outlines|lines|structures?))?(?: up)?", _crisp),
            (rf"(?:(?:{_NEEDS}|{_WISH}|use|try|apply|i want|do|go for)(?: {_IT})? ?)?(?:in )?(?:an? |the |that |this |some )?(?:(?:classic|modern|subtle|strong|cinema|cinematic|film|movie|hollywood) )*(?P<grade>{any_of('grade')})(?: (?:blockbuster|cinema|film|movie|hollywood|cinematic|look|grade|grading|tones?|colou?rs?|palette|style|treatment|feel))*", _graded),
            (r"(?:just )?(?:like|as)(?: they| people)? (?:grade|do|have) (?:it |them )?(?:in|at) (?:the )?(?:cinemas?|movies|films|hollywood|blockbusters?)|like (?:in )?(?:the )?(?:cinema|movies)", _told),
            (rf"(?:{subject} ?(?:{_BE} )?)?(?:not|isn't|aren't|nowhere near|hardly) {looks} enough", _not_enough),
            (rf"(?:there(?:'s| is| are)|{_IT} has|has)? ?(?:not enough|too little|hardly any|no) {DETERMINERS}(?P<noun>{any_of('noun', 'contrast', 'saturation', 'vibrance', 'clarity', 'warmth', 'sharp', 'exposure')}){_OFIT}", _not_enough),
            (rf"(?:{subject} )?(?:{_WISH})?(?:{_IT} )?(?:look |be |feel )?{becomes}(?: again)?(?:{_REGION}| for (?:a |the )?(?:print(?:s|ing)?|web|screen|paper|wall|magazine|enlargement))", _becomes),
            (rf"(?:{_WISH})?(?P<region>(?:the|her|his|their|both) (?:eyes?|faces?|eyelashes|hair|subject|fur|feathers|text|letters|writing|foreground|background|details?)(?: (?:on|of|in) (?:the|her|his|my|their) [\w'-]+(?: [\w'-]+)?)?) (?:(?:could|should|must|ought to|needs? to|has to) (?:be|look|get) )?(?P<becomes>{data['becomes']['sharp+']})", _becomes),
            (rf"(?:{data['towards']['verb']})(?: {_IT}| (?:all )?(?:the |its )?(?:colou?rs?|tones?|white balance|light|hues?|palette|balance|temperature|whole thing)){{1,2}} (?:over |more |further |back |gently )?(?:(?P<from>{data['towards']['from']})|{data['towards']['to']}) (?:the |a )?{colour}(?:s|er)?(?: (?:end|side|tones?|hues?))?", _towards),
            (rf"(?:(?:{cast['mend']}) |(?:there(?:'s| is)|{subject} (?:has|have|got|shows?)|it's got|has|with) )?(?:an?|the|that|this|its|some|such an?|all that)? ?(?:(?:strong|slight|nasty|ugly|weird|faint|heavy|sickly|horrible|bad|terrible|strange) )*(?P<looks>{any_of('looks', 'warmth+', 'warmth-', 'tint+', 'tint-')}) (?:{cast['word']})(?: (?:over|on|in|across|to|all over) (?:{_IT}|the [\w' ]{{2,20}}|everything|all over))?(?: {cast['lamp']})?(?: (?:off|out|away))?(?: (?:of|from) (?:{_IT}|(?:the|her|his|their|my) [\w' ]{{2,20}}))?", _cast),
            (rf"{whoever} ?{_BE} (?:(?:all|so|very|too|quite|rather|much|a bit|completely|totally) )*{tint}(?: (?:all over|everywhere))?,? (?:because|since|thanks to|due to)? ?{cast['lamp'].strip()}[\w' ]{{0,30}}", _cast),
            (rf"(?:the |that |my |our )?(?:[\w-]+ )?{cast['light']}(?: (?:of|in|at) the \w+)? (?:has |have |had )?{cast['threw']} (?:a |an )?(?:[\w']+ ){{1,4}}?(?:look |be |all |too |so |very |look all )*{tint}(?: (?:{cast['word']}))?(?: (?:over|on|onto) (?:{_IT}|the [\w' ]{{2,20}}|everything|us|him|her|them))?", _cast),
            (rf"(?:all )?(?:the |my |her |his |our )?(?:{darkroom['white']}) ?{_BE} (?:(?:a bit|rather|all|so|too|very|quite) )*(?:gr[ea]y(?:ish)?|dingy|dull|dirty|murky)", _greyed),
            (rf"(?:the |that |my |our )?(?:[\w-]+ )?(?:sun(?:light|shine)?|{cast['light']}) (?:has |have |had )?(?:burn(?:t|ed)|blew|blown|bleached|washed|whitened|over-?exposed)(?: out)? (?P<region>{whose} [\w'-]+(?: [\w'-]+)?)", _blown_by),
            (r"(?:bring|get|pull|rescue|save|recover) (?:the |some of the |a bit of (?:the )?)(?:sky|clouds?|whites|windows?|snow|brightest parts)(?: (?:back|down))", _clipped),
            (rf"(?:(?P<up>{darkroom['lighter']})|{darkroom['darker']}) (?P<region>{whose} (?:[\w'-]+ ){{0,2}}?[\w'-]+?)(?: in| down| up)?", _dodged),
            (rf"(?:{darkroom['tame']}) (?P<region>{whose} (?:{darkroom['glaring']}) (?:[\w'-]+ ){{0,2}}?[\w'-]+?)(?: down| in| back)?", _blown_there),
            (rf"(?:the |all |my )?(?:whites?|snow|paper|clouds?|walls?|shirt|dress|sheets?|milk|page|tablecloth) (?:should|ought to|must|has to|needs? to) (?:be|look|come out|stay) (?:pure |really |properly )?(?:white|neutral|gr[ea]y),? ?(?:and )?(?:not|instead of|rather than) (?:so )?(?P<looks>{any_of('looks', 'warmth+', 'warmth-', 'tint+', 'tint-')})", _cast),
            (rf"take the (?:chill|cold|frost) (?:off|out)(?: of)?(?: {_IT})?|(?:get|make|give)(?: {_IT})? (?:a )?(?:cosier|cozier|toastier)(?: light| mood| feel)?", _chill),
            (r"(?:dim|darken|burn|shade|burn in|deepen|burn down)(?: in| down)? (?:the |its |all |all the |those )*(?:four )?(?:corners|edges|borders)(?: (?:in|down|off))?(?: (?:in|of|all) ?(?:the (?:photo|picture|image)|round|around)?)?", _corners),
        )
    )  # fmt: skip
