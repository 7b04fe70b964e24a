"""The change itself in the ways that families want it: as an instruction, a short one, a description, a filling."""

from __future__ import annotations

import re

from backends.types import Task
from tools.wording.wish import Change, Wish

# Words that begin an instruction.
_VERB = re.compile(
    r"^(?:add|adjust|age|apply|bend|blend|blur|brighten|bring|change|clean|clear|close|colour|color|colourise"
    r"|colorize|combine|complete|continue|convert|correct|cover|create|crop|cut|darken|delete|desaturate"
    r"|draw|drop|dress|emphasise|enhance|enlarge|erase|exchange|expand|extend|extract|face|fade|fill"
    r"|finish|fix|flip|generate|get|give|have|hang|hide|highlight|improve|increase|insert|keep|lay|leave"
    r"|let|lift|lighten|lower|make|match|melt|merge|mirror|move|open|outpaint|paint|paste|place|pose|pull|push"
    r"|put|raise|recolour|recolor|redo|reduce|relight|remove|render|repaint|repair|replace|reposition"
    r"|restore|restyle|retouch|rotate|scale|set|shape|sharpen|shift|shorten|show|shrink|sit|slim|smooth"
    r"|soften|stand|stitch|straighten|stretch|stylise|stylize|substitute|swap|switch|take|tilt|tint|tone"
    r"|transfer|transform|turn|twist|unblur|upscale|use|warm|wash|whiten|widen|wipe|write|zoom)\b",
    re.I,
)
_AT = re.compile(r"^(?:on|in|at|behind|under|over|inside|among|against|by|near|next to|in front of)\b", re.I)
_I_WANT = re.compile(r"\bi(?:'d like| want| need| would like)\b", re.I)
_ADVERB = re.compile(r"^(?:a (?:bit|little|touch|tad)|much|slightly|far|way|even|more|less|very|as|like)\b", re.I)
_LIKE_A = re.compile(r"^(?:as|like)\b", re.I)
_AS_BACKGROUND = re.compile(r",? (?:as|for|in) (?:the|a|its|her|his|their) (?:background|backdrop)$|^with (?=.)", re.I)
_IT = re.compile(r"^(make|turn|give|render|show|paint|transform|change|convert) (?:it|this|that)\b", re.I)
_LIKE = re.compile(
    r"^(?:please )?(?:make|turn|render|paint|draw|convert|transform|change|give)"
    r"(?: (?:it|this|that|the (?:whole )?(?:photo|picture|image)|everything))?(?: (?:in)?to|to be)?"
    r"(?: (?:look|looks|feel|appear))?"
    r"(?: (?:like|as|as if it were))?(?: in the style of)?(?= )\s*",
    re.I,
)
# An unquoted lettering after these is what shall be written; models draw letters best that stand in quotation marks.
_LETTERS = re.compile(
    r"(?P<lead>\b(?:says?|saying|reads?|reading|write|written|the (?:words?|text|letters|headline|caption))"
    r"(?: that)?(?: is| to be)? )(?P<text>[^\"“”«»]{1,80})$",
    re.I,
)
_WHOLE = frozenset({Task.STYLE, Task.TONE, Task.VARIATION, Task.REPEAT})
_LEADS: dict[Task, str] = {
    Task.ADD: "Add {}",
    Task.REMOVE: "Remove {}",
    Task.BACKGROUND: "Change the background to {}",
    Task.TEXT: "Change the lettering: {}",
    Task.VIEWPOINT: "Show the same scene {}",
    Task.COMPLETE: "Continue the picture beyond its frame: {}",
    Task.STYLE: "Give the whole picture this style: {}",
    Task.TONE: "Make the picture {}",
    Task.VIDEO: "Motion: {}",
}
# "A hat to the man"
_ONTO = re.compile(r"^(.+?) to ((?:the|his|her|their|my|our) .+)$", re.I)
_ADDS = re.compile(r"^(?:add|put|place|insert|draw|paint|include) (?=\w)", re.I)
_COLOUR_OF = re.compile(r"^(?:the colou?r of )?(?P<thing>.+?)(?:'s colou?r)? (?:to|into) (?P<colour>.+)$", re.I)
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def instructed(wish: Wish) -> str:
    """A whole instruction with its full stop."""
    text = _quoted(wish.text.strip(" ,;:"), wish)
    text = _imperative(text, wish)
    text = text[:1].upper() + text[1:]
    return text if text[-1:] in ".!?。\uff01\uff1f" else f"{text}."


def shortly(wish: Wish) -> str:
    """The first clause, without a full stop; the look's own words where nothing was said of it."""
    first = re.split(r"(?<=\w)[.;!?](?:\s|$)", wish.text, maxsplit=1)[0] if wish.text else ""
    text = _imperative(_quoted(first.strip(" ,;:"), wish), wish)
    text = text.rstrip(".!?")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def described(wish: Wish) -> str:
    """The finished picture, as far as the words tell; "" where a look describes itself, or a thing is only gone."""
    return _told(wish, {Task.BACKGROUND: "{} in the background", Task.ADD: "with {}"})


def filling(wish: Wish) -> str:
    """What shall be seen inside a mask."""
    if Task.REMOVE in wish.tasks:
        return "empty background that continues what is around it"
    return _told(wish, {})


def _told(wish: Wish, forms: dict[Task, str]) -> str:
    """Change by change where all were read, else the words without their verb."""
    text = wish.text.strip(" ,;:.!?")
    changes = [change for change in wish.changes if not change.look and change.task is not Task.REMOVE]
    if wish.language != "en" or not wish.changes:
        return _bare(text)
    if len(wish.changes) == 1 and changes and changes[0].task is Task.ADD and _ADDS.match(text):
        return forms.get(Task.ADD, "{}").format(_onto(_ADDS.sub("", text)))
    seen = [_seen(change, wish) for change in changes]
    if not all(seen):
        return _bare(text)
    told = (forms.get(change.task, "{}").format(one) for change, one in zip(changes, seen, strict=True))
    return ", ".join(dict.fromkeys(told))


def _seen(change: Change, wish: Wish) -> str:
    """What one change looks like when it is done; "" where that was not read."""
    match change.task:
        case Task.BACKGROUND:
            return _AS_BACKGROUND.sub("", change.value or change.place)
        case Task.REPLACE if " " in change.value:
            return change.value
        case Task.MATERIAL if change.target and change.value:
            return f"{change.target} made of {change.value}"
        case Task.ADD if change.target:
            thing = _onto(change.target)
            return f"{thing} on {change.place}" if change.place else thing
        case Task.COLOR:
            return _COLOUR_OF.sub(r"\g<thing> in \g<colour>", change.target)
        case Task.TEXT if words := re.findall(r'"[^"]+"', _quoted(wish.text, wish)):
            return f"the words {words[-1]}"
        case _:
            return ""


def _onto(thing: str) -> str:
    """ "A hat to the man": as it is seen afterwards."""
    return _ONTO.sub(r"\1 on \2", thing)


def _imperative(text: str, wish: Wish) -> str:
    if not text:
        look = "Give the whole picture the look that follows" if wish.looks else "Make another version of the picture"
        return look
    if wish.tasks and wish.tasks <= _WHOLE:
        text = _IT.sub(r"\1 the picture", text)
    if wish.language != "en" or _VERB.match(text):
        return text
    task = next((task for task in _LEADS if task in wish.tasks), None)
    if task is not None and task in _WHOLE:
        manner = "Render" if _LIKE_A.match(text) else "Make"
        return f"{manner} the picture {text}" if _ADVERB.match(text) else _LEADS[task].format(text)
    if task is Task.BACKGROUND:
        text = _AS_BACKGROUND.sub("", text)
    if _AT.match(text) and task is not Task.VIEWPOINT and not _I_WANT.search(text):
        return f"Put the subject {text}"
    return _LEADS[task].format(text) if task else f"Edit the picture: {text}"


def _quoted(text: str, wish: Wish) -> str:
    text = text.translate(_QUOTES)
    if Task.TEXT not in wish.tasks or '"' in text:
        return text
    return _LETTERS.sub(lambda found: f'{found["lead"]}"{found["text"].strip()}"', text)


def _bare(text: str) -> str:
    """Without the verb of an instruction: "make it look like a painting" is "a painting"."""
    return re.sub(r"\bwear\b", "wearing", _LIKE.sub("", text, count=1)).strip() or text
