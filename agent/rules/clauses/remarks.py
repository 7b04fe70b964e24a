"""Tells what is said beside a wish from the wish: why somebody asks, what the picture is and what it is for."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses.contrasts import is_use
from agent.rules.words.classes import DET
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bits

PLEASE = frozenset({"please", "pls", "plz"})
# What the picture is, and what it is for.
_IT_IS = frozenset({"its", "it's", "this is", "that's", "they're", "these are", "it is"})
_WHAT_FOR = frozenset({"for", "my", "our", "her", "his", "a", "an", "the", "their", "going", "gonna", "from", "one"})
# Why somebody asks: "…, trying to convince my wife".
REASONS = frozenset(
    ["trying", "hoping", "thinking", "considering", "wondering", "deciding", "planning", "listing", "selling"]
)
# Tells who somebody is or what was done, at the front of a clause in the past.
TOLD_OF = frozenset(
    (  # noqa: SIM905
        "tried lost took got gave found met saw bought shot went came had made caught spotted snapped clicked visited "
        "married passed died wanted asked told posted missed thought loved liked managed decided noticed scanned "
        "inherited borrowed received turned believe imagine guess fell kept left forgot used sat stood ran broke "
        "stepped spilled spilt drew threw wrote tore walked photobombed jumped knocked wore ate"
    ).split()
)
_FOR_WHOM = frozenset({"there's", "there", "we", "people", "everyone"})
# Who tells something behind a comma, with the verb in the same word and without it.
_TELLS = frozenset(
    (  # noqa: SIM905
        "i'm im i've ive i'll i'd he's hes she's shes they're theyre they've we're we've you're got had because cos "
        "cuz coz since"
    ).split()
)
# What tells why begins with one of these, or with a determiner.
_SO_THAT, _WHO_SEES, _TO = frozenset({"so", "so that"}), frozenset({"i", "we"}), "to"
_NEEDED, _POINTS_AT = frozenset({"need", "needed", "want", "wanted"}), frozenset({"it", "this", "them", "that", "one"})
_WHAT_FOR_TOO = frozenset({"for", "by", "to", "before", "as", "on"})
_SEEMS_SO = frozenset({"looks like", "seems like", "feels like", "it looks like", "looks as if", "feels as if"})
_AS_IF = frozenset({"as if", "as though"})
_TELLERS = frozenset(
    {"i", "we", "he", "she", "they", "client", "vendor", "mum", "mom", "dad", "wife", "boss", "nobody"}
)

_SAYS = frozenset(
    (  # noqa: SIM905
        "says said think bet believe thinks thought reckons reckon figures swears insists suggests suggested"
    ).split()
)
_HOW, _SEEMS = (
    bits("n.colour a.tonal a.bigger a.smaller a.sharp"),
    frozenset({"looks", "look", "looked", "is", "are", "was"}),
)
_PERSON, _LITERAL = bits("n.person n.self"), bits("x.quoted x.caps x.number")
_SOON = 4
_POINTS, _HARDLY = frozenset({"it", "they", "that"}), frozenset({"barely", "hardly", "doesn't", "don't", "didn't"})
# What a change is to do for the picture.
_PURPOSES = frozenset(
    (  # noqa: SIM905
        "emphasize emphasise highlight heighten convey suggest evoke accentuate showcase underline underscore "
        "guide intensify separate distinguish complement"
    ).split()
)
# "…, everything else stays", "…, rest as it is".
_REST, _STAYS = (
    frozenset({"everything else", "rest", "all else", "nothing else", "others"}),
    frozenset({"stays", "stay", "as", "same", "unchanged", "untouched", "remains", "remain", "is", "can stay"}),
)
_STANDS_OUT = frozenset({"stands", "stand", "stands out", "stand out", "pops", "pop", "reads", "shows"})
_LIKENS = frozenset({"looks like", "looked like"})
# "… black i wanna see how it looks": what comes behind a wish without a comma tells what it is for.
_TO_SEE, _SEES = frozenset({"wanna", "want", "need", "want to", "wanted"}), frozenset({"see", "know", "check", "show"})
# What a change of a thing leads to, and when it is wanted.
_EXACT, _LOOSE = bits("v.remove v.add v.replace v.move v.scale"), bits("v.make v.change v.fix v.crop v.gesture")
_RESULTS, _WHEN = (
    frozenset({"it", "they", "he", "she", "that", "you", "i", "the", "my"}),
    frozenset({"before", "until"}),
)
MAY_TELL = _IT_IS | PLEASE | _SO_THAT | _WHO_SEES | _WHEN | {_TO}


def reported(sentence: Sequence[Token]) -> int:
    """ "My wife says the door would look better green": where what somebody wishes begins behind who it is."""
    for place in range(1, min(_SOON, len(sentence) - 2)):
        if sentence[place].text in _SAYS and sentence[place - 1].classes & _PERSON:
            follows = sentence[place + 1]
            return 0 if follows.classes & _LITERAL else place + 1 + (follows.text == "that")
    return 0


def remarks(sentence: Sequence[Token], place: int) -> bool:
    """ "…, they're our boys", "…, client changed her mind": tells why, and asks for nothing."""
    first = sentence[place]
    if first.text in _TELLS or first.text in REASONS or first.text in _AS_IF:
        return True
    if first.text in _NEEDED and place + 2 < len(sentence) and sentence[place + 1].text in _POINTS_AT:
        return sentence[place + 2].text in _WHAT_FOR_TOO  # "…, need it for a card"
    if first.text in _SEEMS_SO and place + 1 < len(sentence) and sentence[place + 1].text in _TELLERS | _POINTS:
        return True  # "…, looks like he doesn't belong"
    if first.text in _POINTS and place + 1 < len(sentence) and sentence[place + 1].text in _HARDLY:
        return True  # "…, it barely fits"
    if says_what_for(sentence, place) or is_use(sentence[place : place + _SOON]):
        return True
    if first.text in _REST and any(token.text in _STAYS for token in sentence[place + 1 : place + 3]):
        return True
    if sentence[place].classes & DET and place > 3 and seems_so(sentence, place, 2):
        return True  # "make the grass greener, the lawn looks dead"
    if any(one.text in _LIKENS for one in sentence[place + 1 : place + 3]) and sentence[place + 2 :]:
        return True  # "a little less blue, snow looks like toothpaste"
    return first.text in _TELLERS and place + 1 < len(sentence) and not sentence[place + 1].classes & (STOP | DET)


def says_what_for(sentence: Sequence[Token], place: int) -> bool:
    """ "…, its my only pic with him", "…, it's for a poster": what the picture is, and no fault of it."""
    if sentence[place].text not in _IT_IS or place + 1 >= len(sentence):
        return False
    return sentence[place + 1].text in _WHAT_FOR


def to_see(sentence: Sequence[Token], place: int) -> bool:
    """ "Make my car black i wanna see how it looks": what for, without a comma."""
    if sentence[place].text not in _WHO_SEES or not 2 < place < len(sentence) - 3:
        return False
    return sentence[place + 1].text in _TO_SEE and any(one.text in _SEES for one in sentence[place + 2 : place + 4])


def seems_so(sentence: Sequence[Token], place: int, before: int = 1) -> bool:
    """ "Make grass greener the lawn looks dead": why, without a comma."""
    if not sentence[place].classes & DET or not 2 < place < len(sentence) - 3:
        return False
    return bool(sentence[place - before].classes & _HOW) and any(
        one.text in _SEEMS for one in sentence[place + 2 : place + 4]
    )


def so_that(sentence: Sequence[Token], place: int) -> bool:
    """ "Move us to the left so there's space": what a change is good for; "make it so" tells what to do."""
    if sentence[place].text not in _SO_THAT or place < 2 or place + 2 >= len(sentence):
        return False
    if sentence[place + 1].classes & DET and any(one.text in _STANDS_OUT for one in sentence[place + 2 : place + 5]):
        return True  # "… so the face stands out from the wall"
    follows = sentence[place + 1].text
    if sentence[place - 1].text != "it" and follows in _FOR_WHOM:
        return True
    # "Make it darker so that it is night" says what to do, "add a hat so she looks like a cook" what a hat does.
    return bool(sentence[0].classes & _EXACT and not sentence[0].classes & _LOOSE and follows in _RESULTS)


def before_long(sentence: Sequence[Token], place: int) -> bool:
    """ "… before my mom sees it", "… before we list it": when it is to be done."""
    if sentence[place].text not in _WHEN or place < 2 or place + 2 >= len(sentence):
        return False
    follows = sentence[place + 1]
    return follows.text in _TELLERS or bool(follows.classes & DET and sentence[place + 2].classes & _PERSON)


def purpose(sentence: Sequence[Token], place: int) -> bool:
    """ "… from a low angle to emphasize its height": what a change is to do for the picture."""
    return sentence[place].text == _TO and place + 2 < len(sentence) and sentence[place + 1].text in _PURPOSES


def asked_and_tells(sentence: Sequence[Token], place: int) -> bool:
    """ "Make the shirt white pls the client changed his mind": what stands behind the wish tells why."""
    if sentence[place].text not in PLEASE or place < 2 or place + 3 >= len(sentence):
        return False
    follows = sentence[place + 1]
    tells = follows.text in _TELLERS | _TELLS or (follows.classes & DET and sentence[place + 2].text in _TELLERS)
    return bool(tells)
