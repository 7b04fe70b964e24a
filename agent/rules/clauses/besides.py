"""Tells what is wished for besides, behind "and" or a comma, though no verb asks for it: a quality, a setting."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.words.classes import AND, BE, DET, KEEP, NOUNS_TOO, VERBS
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bits

# So many words may name a quality or a setting, and so many stand before "should be".
_MOST, _SOON = 6, 5
_COLOUR, _LETTERS, _SAYS_SO = bits("n.colour"), bits("n.text x.quoted n.logo"), VERBS | BE | bits("m.modal")
_BECOMES = bits("n.colour a.tonal a.bigger a.smaller a.sharp a.blurred")
_OUGHT = frozenset(["should be gone", "should go", "must go", "should say", "should have a"])
_DONE = frozenset("gone hung put set made cut built drawn written taken brought lit".split())  # noqa: SIM905
COMPLAINS = frozenset({"too", "less", "more", "not"})
_SOMEWHAT = frozenset(
    ["a bit", "a little", "a touch", "a tad", "a lot", "slightly", "some", "much", "way", "a little bit"]
)
_LITTLE, _MORE = frozenset(["little", "bit", "touch", "tad", "lot"]), ("more ", "less ")
_TONAL, _QUALITIES = bits("a.tonal a.sharp"), bits("n.tone n.light n.colourword n.sky n.defect")
_ALL_OVER = frozenset(["overall", "please", "generally"])
_LOOK, _BORDER = bits("n.bw n.medium"), bits("n.border")
_WORDS, _NAMED_SO = bits("n.text"), bits("x.caps x.quoted")
_QUOTED, _WRITES, _GONE = bits("x.quoted"), bits("v.write"), frozenset({"gone", "removed", "away", "deleted"})
_SWEEP = bits("n.sweep")
_PIXELS, _SIZE = bits("x.px x.ratio"), bits("n.size")
_SETTING, _HERS = (
    bits("m.behind n.background"),
    bits("n.hair n.garment n.makeup n.expression n.skin n.age n.face n.colour"),
)


def is_quality(part: Sequence[Token]) -> bool:
    """ "More light on the bread", "warmer colours": what there is to be more of, in few words."""
    if part and part[0].text in _SOMEWHAT:
        part = part[1:]
    elif len(part) > 2 and part[0].text == "a" and part[1].text in _LITTLE:
        part = part[2:]
        if part[0].text.startswith(_MORE) and len(part) <= _MOST:
            return True  # "a little more contrast"
    if len(part) == 1:
        return part[0].text.startswith(_MORE)  # "a bit more contrast"
    if not 1 < len(part) <= _MOST or not part[0].text.isascii():
        return False
    first = part[0]
    more = first.text in COMPLAINS or (first.classes & _TONAL and first.text.endswith("er"))
    if not more or any(token.classes & VERBS and not token.classes & NOUNS_TOO for token in part[1:]):
        return False
    return bool(part[1].classes & _QUALITIES or (len(part) == 2 and part[1].text in _ALL_OVER))


def is_shape(before: Sequence[Token], part: Sequence[Token]) -> bool:
    """ "… and 2000 px on the long side", "… and portrait orientation": the frame, asked for besides."""
    if len(part) > _MOST or not (part[0].classes & _PIXELS or (part[0].classes & _SIZE and " " in part[0].text)):
        return False
    if any(token.classes & (_PIXELS | _SIZE) for token in before):
        return False  # "480 px high and 640 px wide"
    return not any(token.classes & (VERBS | _BORDER) for token in part)


def should_be(before: Sequence[Token], part: Sequence[Token]) -> bool:
    """ "… and the sky should be purple" """
    wished = before[-1].classes & AND and len(before) > 1 and before[-2].classes & (STOP | _BECOMES)
    if not wished and not any(token.classes & _SAYS_SO for token in before):
        return False
    if part[0].text.startswith("there "):
        return True
    return bool(part[0].classes & DET) and any(
        (token.classes & BE and " be" in token.text) or token.text in _OUGHT for token in part[1 : _SOON + 2]
    )


def is_lettered(sentence: Sequence[Token], place: int) -> bool:
    """ "The bus should be green with the number 12 on it": behind a colour, what is to be written there."""
    if not place or not sentence[place - 1].classes & (_COLOUR | _LOOK):
        return False
    follows = sentence[place + 1 : place + _SOON]
    if sentence[place - 1].classes & _LOOK:
        return any(token.classes & _BORDER for token in follows)  # "black and white with a white border"
    written = any(token.classes & _LETTERS for token in follows[1:])
    return written and bool(follows[0].classes & DET) and any(one.classes & _SAYS_SO for one in sentence[:place])


def done_besides(before: Sequence[Token], part: Sequence[Token]) -> bool:
    """ "I want the lamp removed and a mirror hung on the wall": two things, and what is to be done with each."""
    if before and before[-1].classes and before[-1].text in ("and", "&", "plus"):
        before = before[:-1]
    if len(before) > 1 and before[-1].text in _GONE and len(part) > 1 and part[0].classes & DET:
        return True  # "the truck gone and a fountain where it was"
    return _is_done(before, len(before)) and _is_done(part, _MOST)


def done_with(part: Sequence[Token]) -> bool:
    """ "…, with the monitor replaced by an aquarium" """
    return bool(part) and part[0].text == "with" and _is_done(part[1:], _SOON)


def is_lettering(part: Sequence[Token]) -> bool:
    """ "… and text saying 'wanted' under him", "… and the words MERRY XMAS": lettering that is asked for besides."""
    named = part[0].classes & DET > 0
    if len(part) > named + 1 and part[named].classes & _WORDS and part[named + 1].classes & _NAMED_SO:
        return True
    said = next((at for at, token in enumerate(part) if token.classes & _QUOTED), 0)
    return 1 < said < _SOON and bool(part[said - 1].classes & _WRITES)


def _is_done(part: Sequence[Token], most: int) -> bool:
    if len(part) < 3 or not part[0].classes & DET:
        return False
    return any(
        token.text in _DONE
        or (
            token.text.partition(" ")[0].endswith(("ed", "en"))
            and token.classes & VERBS
            and not token.classes & _COLOUR
        )
        for token in part[2:most]
    )


def is_setting(before: Sequence[Token], part: Sequence[Token]) -> bool:
    """ "Give her short hair and a beach behind her": after what is hers, what stands behind her."""
    if not 2 <= len(part) <= _MOST or not part[-1].classes & _SETTING:
        return False
    if not (part[0].classes & DET or before[-1].classes & STOP):
        return False
    if any(token.classes & VERBS for token in part):
        return False
    said = 0
    for token in before:
        said |= token.classes
    hers = said & _HERS or (said & _LETTERS and any(token.classes & _SWEEP for token in part))
    return bool(hers) and not said & (_SETTING | KEEP)
