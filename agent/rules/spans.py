"""What is cut out of a request before edits are looked for: what must stay, and what a file should be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.plan import Output
from agent.rules.lexicon import lexicon, listed
from agent.rules.words import words_of

_ENDS = {",", ".", ";", "!", "?", "(", ")", "and", "but", "while", "make", "then"}
_PATH = re.compile(
    r"(?:^|\s)(?:to|in|into|as|under|at)\s+(\"[^\"]+\"|'[^']+'|(?:~|\.{1,2})?/\S*|[A-Za-z]:\\\S+|\S+/\S*)"
)
_FILE = re.compile(
    r"(?:^|\s)(?:to|as|named|called|into)\s+(\"[^\"]+\.\w{3,4}\"|[\w.-]+\.(?:jpe?g|png|webp|tiff?|avif|heic|gif|bmp|pdf|cube|clf))\b",
    re.I,
)
# A folder by its bare name, only as the last words: "export it to the shop folder".
_FOLDER = re.compile(
    r"\s(?:to|into)\s+(?:(?:the|a|my|our)\s+)?(?:(?:folder|directory)\s+)?([^\W\d_][\w.-]*)(?:\s+(?:folder|directory))?$",
    re.I,
)
_SIDE = r"(?:wide|tall|high|on the long (?:side|edge))"
_PIXELS = re.compile(
    r"\b(?:at |with |in |to )?(?:(?:a )?(?:long side|width|height|long edge) (?:of )?)?"
    r"(\d{2,5})(?:\s?[x\u00d7*]\s?(\d{2,5}))?\s?"
    rf"(px|pixels?|pix|wide|tall|high|long side|long edge|{_SIDE})?(?:\s{_SIDE})?\b"
)
_QUALITY = re.compile(r"\bquality (?:of )?(\d{1,3})\b|\b(\d{1,3}) ?(?:%|percent) quality\b|\bquality ?= ?(\d{1,3})\b")
# Below a thousand bytes there is no picture; a bare "k" would be a size in pixels ("4k").
_BYTES = re.compile(
    r"\b(?:(?:of )?(?:under|below|at most|max(?:imum|\.)?|less than|smaller than|no more than|not more than|up to"
    r"|within)(?: of)? )?(\d+(?:[.,]\d+)?) ?(kb|kib|kilobytes?|mb|mib|megabytes?)\b"
    r"(?: (?:or less|max(?:imum)?|at most|big))?"
)
_UNITS = {"k": 1000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Kept:
    """Objects that must stay, and the text without the spans that said so."""

    keep: tuple[str, ...]
    rest: str


def cut_keeps(text: str) -> Kept:
    """Find "keep her face", "don't touch the sky", "… but leave the label alone".

    What a change of tone leaves standing anyway ("keep the composition") is cut, and needs no lock.
    """
    verbs, tails, nothing = listed("keep", "verbs"), listed("keep", "tails"), set(lexicon().raw["keep"]["nothing"])
    words = words_of(text)
    plain = [word.text for word in words]
    keep: list[str] = []
    cuts: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        found = verbs.at(plain, place)
        if not found:
            place += 1
            continue
        stop = place + found[1]
        # After "everything but the car" the wish itself may follow without a comma.
        exception = plain[stop - 1] in {"but", "except"}
        while stop < len(words) and plain[stop] not in _ENDS and not (exception and lexicon().cues.at(plain, stop)):
            stop += 1
        held = plain[place + found[1] : stop]
        for length in range(len(held)):
            if tails.at(held, length):
                held = held[:length]
                break
        what = " ".join(held)
        if _is_a_thing(held):
            if what not in nothing and held[-1] not in {"else", "composition"}:
                keep.append(what)
            cuts.append((words[place].start, words[stop - 1].end))
        place = stop
    return Kept(tuple(keep), without(text, cuts))


def _is_a_thing(held: list[str]) -> bool:
    """Not "keep the second one" (a choice), nor "keep it warm" (an edit)."""
    if not held or len(held) > 6:
        return False
    from agent.rules.references import _ORDINALS  # pyright: ignore[reportPrivateUsage]

    if held[0] in {"it", "this", "that"}:
        return len(held) == 1 or held[1] in {"natural", "subtle", "simple", "real", "realistic"}
    if held[0] in {"too", "so", "that", "very", "much", "a", "quite"}:
        return False
    chosen = {"one", "ones", "version", "versions", "variant", "variants", *_ORDINALS}
    return not chosen & set(held) and not re.fullmatch(r"[@#]?v?\d+", held[0]) and "going" not in held


def without(text: str, cuts: list[tuple[int, int]]) -> str:
    """The text with the cut spans gone."""
    for start, end in sorted(cuts, reverse=True):
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
    return re.sub(r"\s+", " ", text)


def cut_bytes(text: str) -> tuple[int, str]:
    """The most that a file may have ("under 400 kB"), 0 where nothing is said, and the text without it."""
    match = _BYTES.search(text)
    if match is None:
        return 0, text
    return int(float(match[1].replace(",", ".")) * _UNITS[match[2][0]]), text.replace(match[0], " ").strip()


def _is_a_folder(name: str) -> bool:
    """Not "to png", "to me", "to disk", nor a service that Stet cannot post to."""
    table = lexicon().raw["export"]
    return name not in {*table["formats"], *table["sizes"], *table["filler"], *table["services"]}


def cut_output(text: str, raw: str) -> tuple[Output, str]:
    """The file that is wanted, and the text without the words for it. `raw` keeps the letter case of paths."""
    path = ""
    table = lexicon().raw["export"]
    for pattern in (_PATH, _FILE):
        if match := pattern.search(raw):
            path = match[1].strip("\"'")
            text = text.replace(re.sub(r"\s+", " ", match[0]).strip().lower(), " ")
            break
    if not path and (match := _FOLDER.search(raw.rstrip(" .!"))) and _is_a_folder(match[1].lower()):
        path = table["places"].get(match[1].lower(), match[1])
        text = text.replace(re.sub(r"\s+", " ", match[0]).strip().lower(), " ")
    quality = 0
    if match := _QUALITY.search(text):
        quality = max(1, min(100, int(match[1] or match[2] or match[3])))
        text = text.replace(match[0], " ")
    most, text = cut_bytes(text)
    side = 0
    for word, pixels in table["sizes"].items():
        if re.search(rf"\b{word}\b", text):
            side, text = pixels, re.sub(rf"\b(?:at |in )?{word}\b", " ", text)
            break
    for match in list(_PIXELS.finditer(text)):
        if match[2] or match[3] or "side" in match[0] or "width" in match[0]:
            side = max(int(match[1]), int(match[2] or 0))
            text = text.replace(match[0], " ")
            break
    suffix = ""
    for word, ending in table["formats"].items():
        match = re.search(rf"\b(?:as |in |to )?(?:a |an )?\.?{word}(?: (?:file|files|format))?\b", text)
        if match:
            suffix, text = ending, text.replace(match[0], " ")
            break
    return Output(suffix, side, quality, path, most), re.sub(r"\s+", " ", text).strip()
