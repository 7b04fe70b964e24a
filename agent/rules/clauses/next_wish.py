"""Tells whether a new wish begins behind a comma or an "and", or whether the one before goes on."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses.besides import (
    done_besides,
    done_with,
    is_lettering,
    is_quality,
    is_setting,
    is_shape,
    should_be,
)
from agent.rules.clauses.commands import BECOMES_SO, WHOM, commands, has_verb, unknown_verb
from agent.rules.clauses.contrasts import is_use
from agent.rules.clauses.ellipses import elliptic
from agent.rules.clauses.fronted import (
    only_follows,
)
from agent.rules.words.classes import (
    AND,
    BE,
    DET,
    KEEP,
    MAKE,
    NOUNS_TOO,
    OBJECT,
    PLACE,
    POSE,
    STRONG,
    THEN,
    VERBS,
)
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bit, bits

_THERE, _UNWELCOME, _GOES, _MODAL = bit("m.there"), bit("a.unwelcome"), bit("v.goes"), bit("m.modal")
_OUGHT = bits("m.be m.modal")
_SKY = bits("n.sky n.season n.background")
_LIMBS, _WHO = bits("n.body n.face"), bits("n.person n.self")
# Verbs that need no object: "rotate and sharpen".
_ALONE, _NOUNS_ALONE = (
    bits("v.restore v.crop v.extract v.stylize v.colorize v.tone"),
    bits("n.defect n.style n.frame n.light n.tone a.tonal"),
)
_PUT, _DOES_BESIDES = bit("v.put"), bits("v.add v.remove v.replace")
_A_THING = ("a ", "an ", "the ", "what", "everything ")
_QUOTED = bit("x.quoted")
_MOST_AGAIN, _SOON = 7, 7
_USES, _THE = frozenset({"use", "apply", "try"}), ("the", "it", "them", "that", "this")
_LIKE, _A = frozenset({"look like", "looks like", "seem like", "feel like"}), frozenset({"a", "an"})
# So many words can be the name of a look and nothing else.
_WEARS = bit("n.wearing")
# "…, do your thing": leaves how it is done to them.
_FREELY = frozenset(
    [
        ("do", "your"),
        ("go", "wild"),
        ("go", "nuts"),
        ("go", "crazy"),
        ("have", "fun"),
        ("surprise", "me"),
        ("surprise", "us"),
    ]
)
_UP = frozenset(["up", "down", "back", "straight", "upright", "out", "in"])
_PERHAPS = frozenset({"maybe", "perhaps"})
_WHATEVER = frozenset({"everything", "everyone", "everybody"})
_PAST = bit("x.past")


def starts_a_wish(sentence: Sequence[Token], place: int, comma: bool) -> bool:
    """After a comma or "and": does a new wish begin? "Red and dark green" does not go on with one."""
    if place >= len(sentence):
        return False
    first = sentence[place].classes
    if first & KEEP or (comma and sentence[place - 1].text in _PERHAPS and first & DET):
        return True
    if sentence[place - 1].text == "while" and first & _DOES_BESIDES and sentence[place].text.endswith("ing"):
        return place + 1 < len(sentence) and bool(sentence[place + 1].classes & DET)
    if only_follows(sentence, place) or (comma and is_use(sentence[place : place + _SOON])):
        return False  # "…, I want to print it on canvas"
    if first & OBJECT or (comma and _freely(sentence, place)):
        return True
    if _is_elliptic(sentence, place, comma):
        return True
    if unknown_verb(sentence, place):
        return not sentence[place].text.endswith(("ed", "ing", "ly"))
    told = sentence[place].text.endswith("ed") or first & _PAST
    whom = place + 2 < len(sentence) and sentence[place + 1].text in WHOM
    if first & POSE and not told and whom and (sentence[place + 2].classes & PLACE or sentence[place + 2].text in _UP):
        return True  # "… and sit him at a desk"
    if first & VERBS and not (told and not sentence[0].text.endswith("ed")):
        return _is_command(sentence, place)
    if sentence[place - 1].text == "plus" and first & DET:
        return any(token.classes & (BE | VERBS | POSE) for token in sentence[place + 1 : place + 5])
    if first & _THERE and any(token.classes & _UNWELCOME for token in sentence[place + 1 : place + 4]):
        return True  # "… and there's an ugly bin beside her"
    if sentence[place].text == "no more" and place + 1 < len(sentence):
        return True  # "a counter of marble, and no more dishes"
    if (comma or sentence[place - 1].classes & AND) and is_quality(sentence[place : _joint(sentence, place)]):
        return True
    if comma and (is_setting(sentence[:place], part := sentence[place : _joint(sentence, place)]) or done_with(part)):
        return True
    if sentence[place - 1].classes & AND and _is_besides(sentence, place):
        return True
    if comma:
        # "…, the sky should be bluer"
        return any(token.classes & (BE | _GOES | _MODAL) for token in sentence[place : place + 5])
    return False


def _is_command(sentence: Sequence[Token], place: int) -> bool:
    """Whether a verb that may be a noun ("he had tubes and tape on his face") asks for something."""
    first = sentence[place].classes
    if not first & NOUNS_TOO and place + 1 < len(sentence):
        names = (
            sentence[place + 1].classes & PLACE
            and sentence[place - 1].classes & AND
            and " " not in sentence[place].text
        )
        return not names or commands(sentence[: place - 1])  # "he had tubes and tape on his face"
    if place + 1 == len(sentence) or sentence[place + 1].classes & STOP:
        named = " the " in sentence[place].text  # "… and lift the shadows"
        return named or bool(first & _ALONE and not first & _NOUNS_ALONE)
    return place + 1 < len(sentence) and (
        bool(sentence[place + 1].classes & (DET | _LIMBS | _WHO))
        or sentence[place + 1].text.startswith(_A_THING)
        or sentence[place + 1].text in _WHATEVER
        or bool(sentence[place + 1].classes & _QUOTED)  # "… and print 'ROMA' on it"
        or (sentence[place + 1].text in WHOM and not (first & _PUT and sentence[place + 1].text == "it"))
    )


def _is_besides(sentence: Sequence[Token], place: int) -> bool:
    """What is wished for behind "and", though no verb asks for it."""
    if sentence[place].text == "that" and place + 1 < len(sentence) and sentence[place + 1].classes & DET:
        return True  # "ensure that the sky is pink and that the boat is gone"
    before, part = sentence[:place], sentence[place : _joint(sentence, place)]
    uses = part[0].text in _USES and len(part) > 1 and not part[1].text.startswith(_THE)
    sky = part[0].text == "with" and part[-1].classes & _SKY and part[1].classes & DET
    if uses or sky or is_shape(before, part):
        return True  # "lose the tripod and use softer light"
    return is_setting(before, part) or should_be(before, part) or done_besides(before, part) or is_lettering(part)


def _freely(sentence: Sequence[Token], place: int) -> bool:
    texts = [token.text for token in sentence[place - 1 : place + 2]]
    return tuple(texts[:2]) in _FREELY or tuple(texts[1:]) in _FREELY


def same_again(sentence: Sequence[Token], place: int, before: Sequence[Token]) -> bool:
    """ "Make the leaves red, the sky stormy": the verb is said once and meant twice."""
    if not (before[0].classes & MAKE and before[-1].classes & (BECOMES_SO | POSE)) or place + 1 >= len(sentence):
        return False
    if not sentence[place].classes & DET:
        return False
    part = sentence[place : _joint(sentence, place)]
    if not 2 < len(part) <= _MOST_AGAIN:
        return False
    if any(token.text in _LIKE for token in part[2:-1]):
        return True  # "… and the sea look like glass"
    new = next((at for at in range(2, len(part) - 1) if part[at].text in _A and not part[at - 1].classes & PLACE), 0)
    return bool(new or part[-1].classes & BECOMES_SO) and not has_verb(part)


def does_too(sentence: Sequence[Token], place: int, before: Sequence[Token]) -> list[Token]:
    """ "She should smile and wear sunglasses": who that is, and that she should, are said once and meant twice."""
    if place + 1 >= len(sentence) or not sentence[place].classes & _WEARS or sentence[place].text.endswith("ing"):
        return []
    does = next((at for at in range(2, len(before)) if before[at].classes & POSE), 0)
    ought = any(token.classes & _OUGHT or token.classes & MAKE for token in before[:does])
    return list(before[:does]) if ought and not before[does].classes & _WEARS else []


def _is_elliptic(sentence: Sequence[Token], place: int, comma: bool) -> bool:
    """Behind "and" it may belong to the verb before: "change the cliff and the wall to blue"."""
    short = elliptic(sentence[place : _joint(sentence, place)])
    if short is None:
        return False
    becomes = short.into[0] < short.into[1]
    if place > 1 and sentence[place - 2].classes & BECOMES_SO and any(token.classes & BE for token in sentence[:place]):
        return True  # "the sky should be pink and the boat bigger"
    return comma or not becomes or any(token.classes & STRONG for token in sentence[:place])


def _joint(sentence: Sequence[Token], place: int) -> int:
    """Where the part that begins at `place` ends."""
    return next((at for at in range(place, len(sentence)) if sentence[at].classes & (STOP | AND | THEN)), len(sentence))
