"""Finds what a sentence says before its wish: what is to be no longer, what is to be done first, what only asks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agent.rules.clauses.commands import commands, has_verb
from agent.rules.clauses.unspaced_wishes import lets_do
from agent.rules.words.classes import AND, BE, DET, NOUNS_TOO, VERBS
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import bits

IN_PLACE = frozenset({"instead of", "rather than", "in place of", "in lieu of"})
_FIRST = frozenset(
    {"after", "once", "besides", "having", "when", "apart from", "aside from", "other than", "in addition"}
)
_ASKS = frozenset(
    {"i", "i'd", "can", "could", "please", "put", "have", "make", "let's", "show", "use", "there", "give"}
)
_FIRST_TWO = frozenset({"as well as", "on top of", "along with", "together with", "in addition to"})
_DONE_TO = bits(
    "v.remove v.add v.replace v.paint v.crop v.blur v.extract v.complete v.restore v.stylize v.scale v.change v.move"
)
_BEEN = frozenset({"have", "has", "is", "are", "been", "was", "were", "had", "gets", "get"})
_GONE, _REMOVED = frozenset({"gone", "away", "out", "off"}), bits("v.remove")
_WHO_DOES = frozenset({"you", "you've", "you're", "to", "the", "that", "all"})
_CHANGE, _IMAGE = bits("v.change v.fix v.make"), bits("n.frame n.ambience")
_HOW_IT_IS = frozenset({"is", "are", "was", "were", "look", "looks", "looked", "feels", "seems", "i'm", "it's"})
# So many words may name what is wished for, without a verb.
_MOST_WITHOUT, _NAMES_NEW = 14, frozenset({"a", "an", "another", "some", "more", "no", "two", "three"})
_THAT = frozenset({"that", "this", "these", "those", "it", "any", "anything", "whatever", "either", "help"})
_MORE, _IS = bits("m.more"), frozenset({"is", "are"})
# "…, emphasizing light and shadow": how a picture is drawn, told behind what it is drawn as.
_SHOWS = frozenset(
    (  # noqa: SIM905
        "using emphasizing emphasising featuring highlighting showcasing focusing accentuating incorporating evoking "
        "capturing conveying ensuring maintaining employing utilizing utilising reminiscent recalling blending"
    ).split()
)
_WRITE, _SUBORDINATE = bits("v.write"), bits("m.subordinate")
_WITH_IT = frozenset({"along with", "as well as"})
# "Modify the image so that …", and the least that is asked for behind it.
_SO, _LEAST = frozenset({"so", "so that"}), 6


def turned(sentence: list[Token]) -> list[Token]:
    """ "Instead of the tent, I want a campfire": with what is to be no longer at its end."""
    if sentence[0].text not in IN_PLACE:
        return sentence
    stop = next((at for at in range(2, len(sentence) - 1) if sentence[at].classes & STOP), 0)
    stop = stop or next((at for at in range(2, len(sentence) - 2) if sentence[at].text in _ASKS), 0)
    rest = sentence[stop + (sentence[stop].classes & STOP > 0) :]
    return [token for token in rest if token.text != "?"] + sentence[:stop] if stop else sentence


def done_first(sentence: Sequence[Token]) -> tuple[list[Token], int]:
    """ "Besides removing the crane, …", "once the parasols have been erased, …": what is to be done, as a command, and
    where the rest begins; nothing and 0 where a sentence begins otherwise."""
    first = sentence[0].text
    if first not in _FIRST | _FIRST_TWO and first.partition(" ")[0] not in ("once", "after"):
        return [], 0
    stop = next((at for at in range(2, len(sentence) - 2) if sentence[at].classes & STOP), 0)
    does = next((at for at in range(1, stop) if sentence[at].classes & _DONE_TO and _is_told(sentence[at])), 0)
    gone = stop - 1 if stop > 2 and sentence[stop - 1].text in _GONE and sentence[stop - 2].text in _BEEN else 0
    if gone:  # "once the pole is gone, …"
        named = [token for token in sentence[1:gone] if token.text not in _BEEN]
        done = sentence[gone]._replace(text="remove", classes=_REMOVED)
        return ([done, *named] if named else []), stop + 1 if named else 0
    if not does:
        return [], 0
    if does + 1 == stop or not (sentence[does + 1].classes & DET or sentence[does].text.endswith("ing")):
        named = [token for token in sentence[1:does] if token.text not in _BEEN]
        return ([sentence[does], *named, *sentence[does + 1 : stop]] if named else []), stop + 1 if named else 0
    plain = all(token.text in _WHO_DOES | _BEEN for token in sentence[1:does])
    return (list(sentence[does:stop]), stop + 1) if plain else ([], 0)


def _is_told(token: Token) -> bool:
    return token.text.partition(" ")[0].endswith(("ed", "ing", "en"))


def so_changed(sentence: Sequence[Token]) -> int:
    """ "Modify the image so that the door appears red": where what is asked for begins behind what only asks."""
    if len(sentence) < _LEAST or not sentence[0].classes & _CHANGE or not sentence[1].classes & DET:
        return 0
    return 4 if sentence[2].classes & _IMAGE and sentence[3].text in _SO else 0


def goes_on(sentence: Sequence[Token], place: int, then: Token) -> bool:
    """ "… along with cropping it" is a step, "the parrot along with its perch" names two things."""
    if then.text not in _WITH_IT:
        return True
    return place < len(sentence) and bool(sentence[place].classes & VERBS) and sentence[place].text.endswith("ing")


def so_do(sentence: Sequence[Token], place: int) -> bool:
    """ "She looks tired so freshen her eyes up": a command behind its reason."""
    if sentence[place].text != "so" or place + 2 >= len(sentence) or sentence[place - 1].text in _HOW_IT_IS:
        return False
    follows = sentence[place + 1].classes
    return bool(follows & VERBS) and not follows & NOUNS_TOO


def by_doing(sentence: Sequence[Token]) -> bool:
    return any(one.text == "by" and next_.text.endswith("ing") for one, next_ in pairwise(sentence))


def asks_besides(sentence: Sequence[Token], place: int, length: int, told: Sequence[Token], asked: int) -> bool:
    """ "The roof should be red, and I want a chimney on it": what is asked for in another way, besides."""
    if has_verb(told):
        new = place + length < len(sentence) and bool(sentence[place + length].classes & DET)
        return commands(told) and new and sentence[place].text.startswith("i")
    return bool(asked or commands(told))


def would_help(sentence: Sequence[Token], start: int, end: int) -> int:
    """Where what is wished begins in "it looks bare, a clock would help"; -1 where nothing is."""
    if not any(token.text == "would" for token in sentence[end : end + 2]):
        return -1
    named = next((at + 1 for at in range(end - 1, start, -1) if sentence[at].classes & STOP), start)
    if has_verb(sentence[named:end]) or (named > start and not sentence[named].classes & (DET | _MORE)):
        return -1
    if end - named == 1 or sentence[named].text in _THAT:
        return -1  # "…, that would be great"
    return named


def all_asked(parts: Sequence[Sequence[Token]]) -> bool:
    """ "A hat on the boy, and the dog gone": where no part has its verb in front, none is the story around another."""
    if len(parts) < 2 or sum(map(len, parts)) > _MOST_WITHOUT:
        return False
    plain = all(part[0].text.partition(" ")[0] in _NAMES_NEW for part in parts[:-1])
    return plain and commands(parts[-1]) and not parts[-1][0].classes & VERBS


def only_follows(sentence: Sequence[Token], place: int) -> bool:
    """ "…, making it look old", "…, blending with the wall": what comes of a change is no change of its own."""
    token = sentence[place]
    if token.classes & _SUBORDINATE:
        return place > 0 and not lets_do(sentence, place)
    if token.text.endswith(" with") and token.text != "in with":
        return place > 0  # "…, complete with seams"
    gerund = token.text.partition(" ")[0].endswith("ing") and token.classes & VERBS and not token.classes & _WRITE
    if gerund and sentence[place - 1].classes & AND and by_doing(sentence[:place]):
        return False  # "change it by erasing the scooter and painting the wall"
    shows = place > 1 and sentence[place - 1].classes & STOP and token.text in _SHOWS
    return bool(gerund or shows) and not sentence[0].text.endswith("ing")


def to_be(sentence: Sequence[Token]) -> list[Token]:
    """ "Ensure that the sky is pink": what is so in such a sentence is what should be so."""
    if sentence and sentence[0].text == "no":
        return list(sentence)
    return [
        token._replace(text="should be", classes=token.classes | BE) if token.text in _IS else token
        for token in sentence
    ]
