"""Hears a fault that is told where a wish would stand ("the ring is out of focus, help?") as what puts it right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agent.rules.clauses.clauses import Clause
from agent.rules.clauses.remarks import TOLD_OF
from agent.rules.words.classes import DET, PLACE, VERBS
from agent.rules.words.languages import stories
from agent.rules.words.tokens import Token
from agent.rules.words.vocabulary import Finder, bit, bits

_TABLES = stories("en")
# As sure as a fault is, beside what the words of the clause say by themselves.
TOLD, OPEN = 13.0, 12.0
_KINDS = (
    "hue",
    "worn",
    "wanted",
    "text",
    "closed",
    "complete",
    "level",
    "portrait",
    "stains",
    "gone",
    "restore",
    "tone",
    "nuisance",
)
_BITS = {name: bit(f"f.{name}") for name in _KINDS}
_LABELS = {
    "hue": "color",
    "wanted": "add",
    "closed": "pose",
    "worn": "portrait",
    "gone": "remove",
    "nuisance": "remove",
    "level": "crop",
    "stains": "remove",
}
_LOOKS, _NO_THING = (
    bits("n.makeup n.hair n.skin"),
    bits(
        "n.background n.variant n.tone n.colourword n.face n.skin n.hair n.body n.light n.style n.styleword"
        " n.expression"
    ),
)
_SELF = frozenset(["i", "we", "i'm", "we're", "i've", "we've", "im", "idk", "dunno"])
_PICTURED = frozenset(["it's", "that's", "here's", "they're", "here"])
_HOW = frozenset(["too", "so", "way", "badly", "wrong", "last", "yesterday", "by"])
_LOOKED_AT, _COPULAS = frozenset(["this", "that", "these", "it", "here"]), frozenset(["is", "was", "are", "were"])
_WHO = bits("n.person n.animal")
_WENT = frozenset(
    (  # noqa: SIM905
        "is was has had loves passed died turns turned wants got lost never couldn't refuses says thinks are were"
    ).split()
)
_DUE = ("should", "ought", "must", "needs to", "need to", "has to", "have to", "could be", "could look")
_GOES = bits("v.goes")
_WRONG, _OF_SOMEBODY = (
    bits("n.wrong"),
    bits("n.person n.face n.skin n.hair n.body n.garment n.makeup n.self n.expression"),
)
_FACE, _SCRATCHED = bits("n.face n.body n.skin"), frozenset(["scratch", "scratches", "scratched"])
_DEFECT, _OUGHT = bits("n.defect"), bits("m.be m.modal v.goes")
_COLOUR = bits("n.colour")
_OWN_COLOUR = bits("n.thing n.garment")
_WORN_PART = bits("n.wornpart")
_THERE = bit("m.there")
_FRAME, _WORN = bits("n.frame n.imageword"), bits("n.garment")
# Said before a fault, or as one: without such a word "mud" and "a bra" are things like others.
_TELLS = frozenset(
    (  # noqa: SIM905
        "is are was were looks look looked came turned got has have had there's there theres but except only just "
        "all too so very keeps seems went 's hate blinked grows ruins spoils shows showing walked left my his her our "
        "their apart that's isn't aren't wasn't weren't ugh another more ruin bother can't some"
        " scribbled drew drawn doodled wrote someone somebody"
    ).split()
)
_ASKS_NONE = frozenset(["no", "not", "without", "love", "like"])
_PAST = bit("x.past")
# "I wanted to post this": what it is for.
_FOR_IT = frozenset(_TABLES["contrast"]["uses"].split())
# These ask for something of their own, though it may be a fault told before that says what.
_PRECISE = frozenset("straighten straightened level clear cleared clean cleaned tidy repair repaired cleanup".split())  # noqa: SIM905
_IT = frozenset(["it", "this", "that", "these", "them", "one"])
_SUBJECTS = frozenset(
    (  # noqa: SIM905
        "it he she they we i the my his her their our this that these those a an all everyone one both there"
    ).split()
)
_SOME, _WHO_IS_THERE = frozenset(["a", "some", "an", "a bit"]), bits("n.person m.be m.there m.looks")
_A_LOOK, _ARTICLES = (
    frozenset(["look", "effect", "style", "vibe", "feel", "filter"]),
    frozenset(["a", "an", "the", "that"]),
)
_MODALS = frozenset(["can", "could", "would", "might"])


def weighed(parts: list[Clause]) -> list[Clause]:
    """The clauses with what only tells or only says please taken for no more than that."""
    parts = [
        one._replace(asked=2) if not one.asked and (_is_question(one.tokens) or _is_due(one)) else one for one in parts
    ]
    hollow = [one for one in parts if is_hollow(one)]
    told = [one for one in parts if one not in hollow] if hollow else parts
    if not told:
        return parts
    if any(one.asked and not _only_tells(one) for one in told):
        told = [
            one for one in parts if one not in hollow or not _PRECISE.isdisjoint(token.text for token in one.tokens)
        ]
        return [one._replace(asked=0) if one.asked and _only_tells(one) else one for one in told]
    told = [one._replace(asked=0) if one.asked else one for one in told]
    told = [one for one in told if fault(one) or one.any & _OUGHT or not _presents(one)] or told
    if hollow and all(_presents(one) and not fault(one) for one in told):
        return hollow
    if hollow or len(told) > 1:
        faults = [one for one in told if fault(one)]
        if faults and (hollow or len(faults) < len(told)):
            faults = faults[-1:] if hollow else faults
            return [one for one in told if one in faults or one.any & _OUGHT]
    return told if len(told) < len(parts) and not hollow else parts


_PUT_RIGHT = frozenset(["portrait", "restore", "text"])
_EDITS = frozenset(["edit", "edited", "editing", "photoshop", "improve", "improved"])
_MODERATORS = frozenset(["mods", "mod", "admin", "admins"])
_THAT = frozenset(["it", "that", "this", "them", "those", "these"])


def pointed_at(told: Sequence[Clause], label: str, asked: Clause) -> str:
    """What is wrong with what "it" is, in "I had a huge zit, can you make it vanish"; "" where nothing is."""
    thing = asked.tokens[slice(*asked.spans[0])]
    rest = bool(thing) and thing[-1].text.endswith("rest")  # "my head is cut off, can you add the rest"
    if (
        label not in ("remove", "restore", "vague", "add", "portrait")
        or not thing
        or not (rest or thing[0].text in _THAT)
    ):
        return ""
    wrong = next((found for one in reversed(told) if not one.asked and (found := fault(one))), "")
    if label == "portrait":
        return wrong if wrong == "restore" else ""  # "it is noisy, smooth it out"
    if label == "add":
        return wrong if wrong == "complete" else ""
    if label == "remove" and wrong == "portrait" and any(one.any & _WORN_PART for one in told if not one.asked):
        return ""  # "my strap shows, make it vanish"
    return wrong if wrong in _PUT_RIGHT else ""


def _names_a_look(words: Sequence[str]) -> bool:
    """ "That faded look": a look is wished for by the name of what would be a fault."""
    return any(word in _A_LOOK and words[at] in _ARTICLES for at, word in enumerate(words[2:]))


def fault(clause: Clause) -> str:
    """The label of what would put right what a clause tells; "" where it tells of nothing wrong."""
    if clause.asked or not clause.tokens[0].text.isascii():
        return ""
    words = " ".join([token.text for token in clause.tokens]).split()
    found = _finder().anywhere(words)
    if not found or _TELLS.isdisjoint(words) or _names_a_look(words):
        return ""
    if not clause.any & _COLOUR:
        found &= ~_BITS["hue"]
    if not clause.any & _WORN_PART:
        found &= ~_BITS["worn"]
    if not clause.any & _OF_SOMEBODY:
        found &= ~_BITS["portrait"]  # a greasy lens
    kind = next((name for name in _KINDS if found & _BITS[name]), "")
    if kind == "nuisance" and (_ASKS_NONE.intersection(words) or not _names_one(words) or clause.any & _NO_THING):
        return ""
    if kind in ("gone", "nuisance") and clause.any & _WRONG:
        return ""
    if kind == "gone" and "out" in words and words[0] in _SOME and not clause.any & _WHO_IS_THERE:
        return ""  # "some steam coming out of the pot"
    if kind in ("portrait", "worn", "nuisance") and words[0] == "no":
        return ""  # "no phone in my hand and no bra strap showing"
    if kind in ("hue", "tone") and clause.any & _OWN_COLOUR and sum(map(_is_coloured, clause.tokens)) > 1:
        return "color"  # "the car came out purple but it's blue"
    if kind == "restore" and clause.any & _LOOKS:
        return "portrait"
    if kind == "restore" and clause.any & _FACE and not clause.any & _FRAME and not _SCRATCHED.isdisjoint(words):
        return "portrait"
    if kind == "stains" and "finger" in words and "on" in words:
        return ""  # "the ring on my finger"
    if kind in ("stains", "nuisance") and clause.any & _DEFECT:
        return "restore"
    if kind == "stains" and clause.any & _FRAME and not _names_one(words):
        return "restore"
    if kind == "level" and clause.any & _WORN:
        return "portrait"
    return _LABELS.get(kind, kind)


def _is_coloured(token: Token) -> bool:
    return bool(token.classes & _COLOUR)


def _presents(clause: Clause) -> bool:
    """ "This is my dad in 1974", "I have this pic with him": says what the picture is, or who somebody is."""
    texts = [token.text for token in clause.tokens[:4]]
    if texts[0] in _SELF:
        return True
    if len(texts) < 3:
        return False
    if texts[0] in _PICTURED or (texts[0] in _LOOKED_AT and texts[1] in _COPULAS):
        return True
    return clause.tokens[0].classes & DET > 0 and clause.tokens[1].classes & _WHO > 0 and texts[2] in _WENT


def _names_one(words: Sequence[str]) -> bool:
    """ "There's a bong on the table", "I hate the lamp": a thing that somebody does not want there."""
    return any(
        word in ("a", "an", "the", "some", "that", "my", "his", "her", "this", "these", "those") for word in words
    )


def is_hollow(clause: Clause) -> bool:
    words = " ".join([token.text for token in clause.tokens]).split()
    return _hollow().issuperset(words)


def _is_question(part: Sequence[Token]) -> bool:
    return len(part) > 2 and part[0].text in _MODALS and part[1].text.partition(" ")[0] in _SUBJECTS


def _is_due(clause: Clause) -> bool:
    """ "The clock should be gone", "she can go" """
    return bool(clause.any & _GOES) or any(
        token.classes & _OUGHT and token.text.startswith(_DUE) and token.text != "should have been"
        for token in clause.tokens[1:]
    )


def _only_tells(clause: Clause) -> bool:
    """ "Lost my dog", "I wanted to post this": what happened, and what the picture is for."""
    first = clause.tokens[0]
    if first.text in TOLD_OF or first.classes & _PAST or first.text in _MODERATORS:
        return True
    if first.text == "for" or (first.text.endswith("ed") and first.classes & VERBS and _is_how(clause.tokens[1:2])):
        return True  # "for a miracle", "cropped too tight by the shop"
    if first.text.startswith("need") and clause.head & _FRAME and not clause.any & _OUGHT:
        return True  # "need a profile pic by tomorrow"
    if first.classes & _THERE and not _is_due(clause):
        return True  # "there's a bin in the corner, it has to go"
    if first.text == "there" and len(clause.tokens) > 1 and clause.tokens[1].text in ("isn't", "aren't", "is", "are"):
        return True  # "…, so there isn't a gap"
    return clause.asked == 1 and first.text in _FOR_IT and len(clause.tokens) > 1 and clause.tokens[1].text in _IT


def _is_how(follows: Sequence[Token]) -> bool:
    return any(token.text in _HOW or token.classes & PLACE for token in follows)


def open_wish(clause: Clause) -> bool:
    """ "Do your worst", "pick your favourite way": whatever is made of it."""
    words = " ".join([token.text for token in clause.tokens]).split()
    return bool(_open().anywhere(words)) or (
        len(words) > 2 and not _EDITS.isdisjoint(words) and _PRECISE.isdisjoint(words) and _hollow().issuperset(words)
    )


@cache
def _open() -> Finder:
    return _listed(_TABLES["vague"]["words"])


@cache
def _sources() -> Finder:
    return _listed(_TABLES["sources"]["words"])


def _listed(phrases: str) -> Finder:
    finder = Finder()
    for phrase in phrases.replace("\n", " ").split(","):
        finder.add(tuple(phrase.split()), 1)
    return finder.freeze(True)


def from_another(told: Sequence[Clause]) -> bool:
    """Whether another picture was told of ("photo 2 is me")."""
    return any(_sources().anywhere(" ".join([token.text for token in one.tokens]).split()) for one in told)


@cache
def _finder() -> Finder:
    finder = Finder()
    table = _TABLES["fault"]
    for name in _KINDS:
        for phrase in table[name].replace("\n", " ").split(","):
            finder.add(tuple(phrase.split()), _BITS[name])
    return finder.freeze(True)


@cache
def _hollow() -> frozenset[str]:
    return frozenset(_TABLES["hollow"]["words"].split())
