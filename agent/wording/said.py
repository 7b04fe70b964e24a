"""What of a person's words is about the change itself, in their own letters: without politeness, counts, files, who
does it, and what must stay or not be, which are all said elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from agent.plan import Wish
from agent.rules.slots.counts import wanted
from agent.rules.slots.formats import cut_bytes, cut_output
from agent.rules.slots.locking import without_brands
from agent.rules.slots.pictures import pictures
from agent.rules.slots.spans import cut_keeps, without
from agent.rules.terms.routed import routed
from agent.rules.terms.trials import tried
from agent.rules.words.clean import texts_of, tidy
from agent.rules.words.lexicon import lexicon

_FILES = r"(?:jpe?g|png|webp|tiff?|avif|heic|gif|bmp|cube|clf|3dl)"
# Names and places of files are nobody's business but the person's.
_PATH = re.compile(
    rf"\"(?:[^\"]*\.{_FILES}|(?:~|\.{{1,2}})?/[^\"]*|[A-Za-z]:\\[^\"]*)\""
    rf"|(?<!\S)(?:(?:~|\.{{1,2}})?/\S*|[A-Za-z]:\\\S+|[^\s\"]+\.{_FILES})(?!\w)",
    re.I,
)
_OTHER = "the other picture"
_WANTS = re.compile(
    r"^(?:(?:please|hi|hey|hello|ok|so|well)[, ]+)*i(?:'d like| want| need| would like) (?!you\b|to\b)"
    r"(?P<who>[^,.;]{2,40}?) to (?=\w)"
)
# What introduced a number of versions, once the number is gone.
_VERSIONS = re.compile(
    r"^(?:please )?(?:(?:make|create|do|try|give me|show me|get me|make me)\s+)?"
    r"(?:(?:(?:some|several|different|more|new)\s+)+)?(?:of (?:it|this|that|the (?:photo|picture|image))\s*)?"
    r"(?:(?:where|in which|that|with)\s+)?"
)
# What is left of a sentence whose thing was cut out.
_LEFT = re.compile(
    r"[,;]?\s*\b(?:(?:and|but) )?(?:exactly )?(?:as (?:it|they|he|she) (?:is|are)|unchanged|untouched|the same"
    r"|(?:may|must|should|shall|can|is to) (?:change|move|be (?:changed|touched)))\s*(?=[,.;]|$)"
    r"|[,\uff0c]?\s*(?:不变|原样|不动)$"
)
_DANGLING = re.compile(r"(?:[\s,;:]+(?:but|and|or|with|also))+$|^(?:(?:but|and|also)\s+)+", re.I)
_HURRY = re.compile(r"[, ]+(?:cheap|cheaply|quick|quickly|fast)$", re.I)
# As `words_of` reads lower case.
_WORD = re.compile(r"[#@]?[a-z0-9~/](?:[\w'./:%&+~-]*[\w'%])?|[,;.!?()]|\S", re.I)


def wished(
    words: str,
    keep: Collection[str] = (),
    avoid: Collection[str] = (),
    *,
    attached: int = 0,
    picture: Callable[[int], str] | None = None,
) -> str:
    """`words` without what is said elsewhere; `keep` and `avoid` are what will be said of those. With `attached`
    pictures, `picture` names one by its number, the photo itself being the first."""
    typed = _unrouted(words)
    kept = cut_keeps(typed.lower(), frozenset((*keep, *avoid)))
    text = _LEFT.sub("", kept.rest) if kept.said else kept.rest
    _, text = cut_output(cut_bytes(text)[1], typed)
    text = _bare(_WANTS.sub(r"make \g<who> ", text))
    counted = wanted(text)
    if counted.spans:
        text = _VERSIONS.sub("", without(text, counted.spans), count=1)
    text = _DANGLING.sub("", _bare(text))
    named = _named(_recased(text, typed), attached, picture)
    return _PATH.sub(_OTHER if not (attached and picture) else picture(2), named).strip(" ,;:")


def clause(step_words: str, text: str) -> str:
    """The words of one step in the letters of `text`; as they are, where they do not stand there."""
    tokens = texts_of(step_words)
    if not tokens:
        return ""
    shape = r"\W*".join(re.escape(token) for token in tokens)
    found = re.search(rf"(?<![a-z0-9]){shape}(?![a-z0-9])", text, re.I)
    return (found[0] if found else _recased(step_words, text)).strip(" ,;:")


def _unrouted(words: str) -> str:
    """Without who should do it, how often, and the names of brands."""
    trial, rest = tried(words)
    who, rest = routed(rest)
    typed = tidy(without_brands(rest) if "@" in rest else rest)
    return typed if trial == who == Wish() else _HURRY.sub("", typed)


def _bare(text: str) -> str:
    """Without politeness at either end."""
    words = texts_of(text.strip(" ,;:."))
    lex = lexicon()
    while len(words) > 1:
        hit = lex.polite.at(words, 0)
        if words[0] != "," and (hit is None or hit[1] >= len(words)):
            break
        words = words[hit[1] if hit else 1 :]
    while len(words) > 1 and (words[-1] in {",", ".", "!", "?"} or words[-1] in lex.thanks.lasts):
        ends = [start for start in range(1, len(words)) if _ends(lex.thanks.at(words, start), start, len(words))]
        if not ends and words[-1] not in {",", ".", "!", "?"}:
            break
        words = words[: ends[0] if ends else -1]
    return " ".join(words)


def _ends(hit: tuple[bool, int] | None, start: int, length: int) -> bool:
    return hit is not None and start + hit[1] == length


def _recased(text: str, typed: str) -> str:
    """`text`, of which words were cut, in the letters and with the spaces of `typed`."""
    pieces: list[str] = []
    source = list(_WORD.finditer(typed))
    at = end = 0
    for token in texts_of(text):
        place = next((place for place in range(at, len(source)) if source[place][0].lower() == token.lower()), None)
        if place is None:
            pieces.append(f" {token}")
            continue
        word = source[place]
        beside = place == at and pieces
        pieces.append(typed[end : word.end()] if beside else f" {word[0]}")
        at, end = place + 1, word.end()
    said = re.sub(r"\s+([,.;:!?])", r"\1", "".join(pieces))
    return re.sub(r"^[\s,;:.]+|[\s,;:]+$", "", re.sub(r"(?:,\s*){2,}", ", ", said))


def _named(text: str, attached: int, picture: Callable[[int], str] | None) -> str:
    """Further pictures by the names that a model knows them by."""
    if not attached or picture is None:
        return text
    found = pictures(text.lower(), attached + 1)
    # "Picture 1 and picture 2" with one attached are the photo and that one; else the attached ones are counted.
    all_counted = any(number > attached for one in found for number in one.numbers)
    for one in reversed(found):
        names = [picture(number if all_counted else number + 1) for number in one.numbers]
        text = f"{text[: one.start]}{' and '.join(names)}{text[one.end :]}"
    return text
