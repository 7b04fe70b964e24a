"""Cuts what praises, explains or hopes around a wish: "great, it's just that …", "I wanted to post this but …"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses.hopes import FRAME, HOPES, LOOKED_AT, NUMBERED, better_with
from agent.rules.clauses.walk import Case, Walk, stopped, walked
from agent.rules.words.classes import BE, DET, MAKE, VERBS
from agent.rules.words.languages import stories
from agent.rules.words.tokens import Token
from agent.rules.words.vocabulary import Finder, bit, bits

_TABLE = stories("en")["contrast"]
_PRAISE, _USES, _AIMS = (frozenset(_TABLE[name].split()) for name in ("praise", "uses", "aims"))
_BUT, _UNWANTED, _SPOILT = 1, 2, 4


def _phrases() -> Finder:
    finder = Finder()
    for name, mask in (("but", _BUT), ("unwanted", _UNWANTED), ("spoilt", _SPOILT)):
        for phrase in _TABLE[name].replace("\n", " ").split(","):
            finder.add(tuple(phrase.split()), mask)
    return finder.freeze(True)


_FINDER = _phrases()
_SUBJECTS = frozenset(["i", "we", "it", "he", "she", "they", "people", "everyone", "everybody", "nobody", "you"])
_AVOIDED = frozenset(["to", "being", "too"])
_REACHED = frozenset(["the", "her", "his", "their", "my", "our", "this", "that", "it", "they", "he", "she"])
_ASKS_HOW = frozenset(["is", "are", "was", "were", "which", "being", "looks", "look", "who"])
_REMOVED = bit("v.remove")
_ACTS = bits("v.remove v.add v.replace v.move v.blur v.crop v.change v.make v.tone")
_SPOILED = frozenset(
    ["can't", "cannot", "won't", "rejected", "ruined", "refused", "hate", "hates", "failed", "couldn't"]
)
_AMOUNTS = frozenset(["bit", "little", "lot", "tad", "touch", "wee", "smidge"])
# A text without any of these holds nothing to be cut: of each phrase its longest word, as the rarest.
_HINTS = frozenset(
    (  # noqa: SIM905
        "what enough until picture photo image pic but so because cos supposed meant have makes if wish wished imagine "
        "want with how would thinking considering debating contemplating"
    ).split()
) | frozenset(max(phrase, key=len) for phrase in _FINDER.meaning)
_LONGEST, _FEW, _SOON = 7, 3, 5
_NEED = frozenset(["need", "want", "needed"])
_LOOSE = frozenset(
    ["make", "change", "edit", "photoshop", "fix", "adjust", "alter", "modify", "have", "get", "it", "is", "not"]
)


def cut(found: list[Token]) -> list[Token]:
    """`found` without what stands around a wish and is none."""
    if _HINTS.isdisjoint(" ".join([token.text for token in found]).split()):
        return found
    return walked(found, _cases)


def _cases(token: Token) -> Sequence[Case]:
    text = token.text
    if (known := _CASES.get(text)) is not None:
        return known
    cases = _SAID if text.partition(" ")[0] in _FINDER.firsts else ()
    if text.startswith("would") or text.endswith("'d"):
        return (*cases, better_with)
    return (*cases, _numbered) if text.endswith(" a") else cases


def _phrased(walk: Walk, place: int) -> int:
    """ "It's great, it's just that …", "the only problem is the bin" """
    mask, end = _phrase(walk.found, place)
    if not mask or end >= len(walk.found):
        return 0
    if (mask & _UNWANTED or (mask & _SPOILT and _is_praise(walk.said))) and walk.length <= _LONGEST + _SOON:
        return _unwanted(walk, end)
    if not mask & _BUT or not any(one.text in _PRAISE for one in walk.said) or not _tells(walk.found, end):
        return 0
    if walk.length <= _LONGEST:
        walk.drop()
    else:
        walk.stop(walk.found[place])
    return end


def _unwanted(walk: Walk, place: int) -> int:
    thing = walk.found[place]
    walk.drop()
    if not any(one.text in _ASKS_HOW for one in walk.found[place : place + _SOON]):
        walk.told.append(Token("remove", _REMOVED, thing.start, thing.start))
    return place


def _so_needed(walk: Walk, place: int) -> int:
    """ "It's for a mug so I need just the dog" """
    needs = walk.text(place + 1) in ("i", "we") and walk.text(place + 2) in _NEED and place + 4 < len(walk.found)
    if not needs or walk.length <= 2 or walk.told[walk.begins].classes & VERBS:
        return 0
    walk.stop(walk.found[place])
    return place + 1


def _aimed(walk: Walk, place: int) -> int:
    """ "Make the logo bigger so people can see it": what a wish is good for."""
    found, before = walk.found, walk.said
    if len(before) <= _FEW or place + 2 >= len(found) or before[-1].text in _LOOSE:
        return 0
    if not any(one.classes & VERBS & ~MAKE and one.text not in _LOOSE for one in before):
        return 0
    known = found[place + 1].text in _SUBJECTS
    if not known and not found[place + 1].classes & DET:
        return 0
    return walk.end(place) if walk.text(place + 3 - known) in _AIMS else 0


def _behind_comma(walk: Walk, place: int) -> int:
    if place + 2 >= len(walk.found) or walk.length <= _FEW:
        return 0
    if walk.text(place + 1) == "makes":
        return walk.end(place + 1)  # "…, makes the bike look fast"
    points_back = any(one.text in LOOKED_AT for one in walk.found[place + 2 : walk.end(place + 2)])
    if walk.text(place + 1) != "so" or not _is_need(walk.said) or points_back:
        return 0
    walk.drop()
    return place + 2


def _avoided(walk: Walk, place: int) -> int:
    """ "… Don't want it to look fake" """
    plain = walk.told and not walk.length and walk.text(place + 1) in LOOKED_AT and walk.text(place + 2) in _AVOIDED
    return walk.end(place) if plain else 0


def _until(walk: Walk, place: int) -> int:
    """ "Enlarge it until it reaches the door" """
    reached = walk.length > 1 and place + 2 < len(walk.found) and walk.text(place + 1) in _REACHED
    return walk.end(place) if reached else 0


def _enough(walk: Walk, place: int) -> int:
    """ "Brighten it enough to read the sign" """
    return walk.end(place) if walk.length > 1 and walk.text(place + 1) == "to" else 0


def _numbered(walk: Walk, place: int) -> int:
    """ "Clean this picture a bit" names no picture A."""
    token = walk.found[place]
    if not token.classes & NUMBERED or walk.text(place + 1) not in _AMOUNTS:
        return 0
    walk.told.append(token._replace(text=token.text[:-2], classes=FRAME))
    return place + 1


def _but(walk: Walk, place: int) -> int:
    """ "I wanted to post this but …", "I need a headshot but it was …" """
    if not is_use(walk.said) and not (_is_need(walk.said) and _it_was(walk, place + 1)):
        return 0
    walk.drop()
    return place + 1


def _because(walk: Walk, place: int) -> int:
    """ "… because of the glare" is what is to be put right, "… because I sell it" is not."""
    if walk.length <= _FEW:
        return 0
    of = walk.text(place + 1) == "of"
    if not of and not any(one.text in _SPOILED for one in walk.said):
        return walk.end(place)
    walk.stop(walk.found[place])
    return place + 1 + of


def _phrase(found: Sequence[Token], place: int) -> tuple[int, int]:
    """What a phrase of the table that begins at `place` says, and where it ends; its words may be in fewer tokens."""
    if found[place].text.partition(" ")[0] not in _FINDER.firsts:
        return 0, place
    words: list[str] = []
    ends: list[int] = []
    for at in range(place, min(place + _LONGEST, len(found))):
        pieces = found[at].text.split(" ")
        words += pieces
        ends += [at + 1] * len(pieces)
    mask, length = _FINDER.at(words, 0)
    return (mask, ends[length - 1]) if length else (0, place)


def _tells(found: Sequence[Token], place: int) -> bool:
    """Whether a sentence of its own begins here, and not only what is left out ("all but one")."""
    follows = found[place : place + _SOON + _FEW]
    return len(follows) > 1 and bool(
        follows[0].classes & DET
        or follows[0].text in _SUBJECTS
        or any(one.classes & (VERBS | BE) for one in follows[:2])
    )


def _is_need(part: Sequence[Token]) -> bool:
    """ "We need landscape for a canvas", "need a headshot out of this" """
    texts = [one.text.partition(" ")[0] for one in part[:3]]
    need = next((at for at, text in enumerate(texts) if text in ("need", "needed", "wanted")), -1)
    return need == 0 or (need == 1 and texts[0] in ("i", "we"))


def _is_praise(part: Sequence[Token]) -> bool:
    return any(one.text in _PRAISE for one in part) and not any(one.classes & _ACTS for one in part)


def is_use(part: Sequence[Token]) -> bool:
    """ "I wanted to post this" """
    for at in range(1, len(part) - 1):
        if part[at].text in _USES and part[at + 1].text in LOOKED_AT and at <= _SOON:
            return part[at - 1].text.endswith("to") or part[at - 1].text in ("gonna", "wanna")
    return False


def _it_was(walk: Walk, place: int) -> bool:
    who, is_so = walk.text(place), walk.text(place + 1)
    return who in _SUBJECTS | LOOKED_AT and is_so in ("was", "is", "isn't", "has", "came", "wasn't")


_SAID: tuple[Case, ...] = (_phrased,)
# What may be cut at a word, in this order.
_CUT = HOPES | dict[str, tuple[Case, ...]](
    {
        **dict.fromkeys(".!?;", (stopped,)),
        **dict.fromkeys(["because", "cos"], (_because,)),
        "but": (_but,),
        "so": (_so_needed, _aimed),
        ",": (_behind_comma,),
        "don't want": (_avoided,),
        "until": (_until,),
        "enough": (_enough,),
    }
)
_CASES = {text: (*(_SAID if text.partition(" ")[0] in _FINDER.firsts else ()), *cases) for text, cases in _CUT.items()}
