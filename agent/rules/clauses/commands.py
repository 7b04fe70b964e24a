"""Tells whether words are a command: by a verb in front, by one that nobody knows, or by a look and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses.besides import COMPLAINS, is_quality
from agent.rules.clauses.ellipses import elliptic
from agent.rules.clauses.remarks import REASONS
from agent.rules.clauses.unspaced_wishes import is_so
from agent.rules.words.classes import BE, DET, OBJECT, VERBS
from agent.rules.words.tokens import Token
from agent.rules.words.vocabulary import bit, bits

MODALS = frozenset({"can", "could", "may", "might", "couldn't", "can't", "shouldn't"})
NOUN_FOLLOWS = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "my", "our", "its", "all"})
_NO_VERB = frozenset(
    {"not", "are", "was", "were", "did", "does", "has", "had", "have", "will", "would", "could", "should", "can",
     "may", "might", "must", "than", "after", "before", "during", "until", "since", "about", "into", "though", "where",
     "here", "there", "whether", "because", "via", "per", "like", "love", "loves", "hate", "hates", "think", "thinks",
     "know", "knows", "got", "went", "came", "found", "bought", "took", "left", "want", "wants", "wanted", "said",
     "thought", "liked", "loved", "needs", "been", "only", "even", "such", "what", "which", "who", "whose", "how",
     "use", "out",
     "using", "keep", "from", "meanwhile"}
)  # fmt: skip
_NOT_MINE = frozenset(["me", "mine", "ours", "his", "hers", "theirs", "sure", "possible", "much", "us", "him", "her"])
WHOM = frozenset({"him", "her", "them", "me", "us", "it"})
# So many words can be the name of a look and nothing else.
FEW, _LOOK = 3, bits("n.style n.bw a.tonal a.sharp n.colour n.background n.sky x.px x.ratio")
# What a thing can be made.
BECOMES_SO, TONAL = (
    bits("n.colour a.tonal a.bigger a.smaller a.sharp a.blurred a.state n.material"),
    bits("a.tonal a.sharp"),
)
_BORDER = bit("n.border")
_OUGHT = bits("m.be m.modal v.goes")
_DUE = (
    "should",
    "ought",
    "must",
    "needs to",
    "need to",
    "has to",
    "have to",
    "could",
    "would be",
    "shouldn't",
    "couldn't",
)
# "The picture is hazy" shows nothing.
_PICTURES = bit("m.numbered")
_PICTURE, _HOW_IT_IS = bit("n.imageword"), frozenset({"is", "was", "are", "looks", "has", "came", "turned", "seems"})
# So many words can be a thing and its name.
_MOST_NAMED, _INSTEAD, _SEEMS = 3, bit("m.instead"), bit("m.seems")


def has_verb(part: Sequence[Token]) -> bool:
    return any(token.classes & VERBS for token in part)


def commands(part: Sequence[Token]) -> bool:
    """A verb stands first, or a few words name nothing but a look ("watercolour, and …")."""
    if not part:
        return False
    if part[0].classes & _PICTURE and len(part) > 1 and part[1].text in _HOW_IT_IS:
        return False
    if part[0].text in REASONS:
        return False  # "trying to sell it"
    if part[0].classes & (VERBS | OBJECT) or unknown_verb(part):
        return True
    if part[0].text == "from" and len(part) > FEW and part[1].classes & _PICTURES and has_verb(part):
        return True  # "from the four photos build a collage"
    if part[0].text in MODALS and any(token.text == "be" and token.classes & BE for token in part):
        return True  # "can they be less"
    if not part[0].text.isascii():
        return is_so(part)
    if (
        part[0].text in COMPLAINS
        and len(part) <= FEW + 1
        and not (part[0].text == "not" and part[-1].text in _NOT_MINE)
    ):
        return True
    if (
        len(part) <= FEW
        and not has_verb(part)
        and not part[1 % len(part)].classes & _SEEMS
        and (part[-1].classes | part[0].classes & TONAL) & _LOOK
    ):
        return True
    if any(token.classes & _INSTEAD for token in part[1:]) and len(part) > FEW - 1 and not has_verb(part):
        return True
    if any(token.classes & _OUGHT and token.text.startswith(_DUE) for token in part[1:]):
        return True  # "the floor should be oak"
    if 1 < len(part) <= FEW and part[-1].classes & _BORDER and not has_verb(part):
        return True  # "black and white with a white border"
    return elliptic(part) is not None or is_quality(part)


def unknown_verb(part: Sequence[Token], place: int = 0) -> bool:
    """A word in no list that stands where a verb would: "mow the lawn", "zhuzh it up"."""
    if place + 1 >= len(part) or part[place].classes or not part[place].text.isalpha() or len(part[place].text) < 3:
        return False
    if part[place].text in _NO_VERB or part[place].text.endswith("ing"):
        return False
    follows = part[place + 1]
    if not place and follows.text in ("a", "an") and len(part) > _MOST_NAMED and not part[0].text.endswith("s"):
        return True  # "integrate a fireplace into the wall"
    return bool(follows.classes & DET and follows.text in NOUN_FOLLOWS) or follows.text in WHOM
