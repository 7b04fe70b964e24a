"""Tells requests that are no edit from edits, by whole sentences, first words, and words that only they have."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.talk.acts import names_a_mode, names_a_session, words_of_talk
from agent.rules.talk.by_class import said_of
from agent.rules.talk.demanded import WISH, demanded
from agent.rules.talk.program import OURS, about_the_program
from agent.rules.talk.spoken import spoken
from agent.rules.words.tokens import QUOTED, STOP, Token
from agent.rules.words.vocabulary import Vocabulary, bit, bits

# A word that is an answer and a greeting is an answer.
_WHOLE = [
    "navigate",
    "affirm",
    "deny",
    "confirm",
    "help",
    "compare",
    "export",
    "advise",
    "ask_image",
    "settings",
    "chat",
]
_FIRST = [
    "advise",
    "ask_image",
    "help",
    "compare",
    "navigate",
    "export",
    "settings",
    "confirm",
    "affirm",
    "deny",
    "chat",
]
_ANYWHERE = [
    "settings",
    "compare",
    "export",
    "advise",
    "confirm",
    "navigate",
    "ask_image",
    "help",
    "affirm",
    "deny",
    "chat",
]
# More than a bare name of a thing scores.
_NOTHING, _LOOKS = 1.5, 5.0
# An edit that scores as much is one, whatever else is said.
_PLAINLY = 9.0
_OF_A_PICTURE, _ASKED_AND_DONE, _IN_THE_PICTURE = 15.0, 5.0, 22.0
# No edit scores as much.
_NEVER = 1000.0
_SIGHTS = bits("g.compare g.export g.navigate")
_MOVES = frozenset({"navigate", "export"})
_DENY, _TONES = bit("g.deny"), bits("v.scale v.tone")
_COMPARE, _MODELS = bit("g.compare"), frozenset({"model", "models"})
_SAYS = frozenset({"say", "says", "read", "reads", "spell"})
_SETTING, _SETTINGS = bit("n.setting"), bit("g.settings")
_QUESTIONS = bits("g.advise g.ask_image g.help")
# Beyond so many words an answer or a greeting goes on to say something else.
_SHORT = 6
_WISHED, _WANTED = 8.0, frozenset({"wanted", "asked"})
# So many words, or letters in Chinese, can be nothing but talk.
_TALKED, _TALKED_ZH = 10, 14
_DEFINITE = frozenset(
    "the this that these those my her his their our its it me him us them".split()  # noqa: SIM905
)
_FINITE = frozenset({"is", "are", "was", "were", "does", "did", "am"})
_ABOUT_US = OURS | {"you", "your"}
# An edit that scores as much is looked at as talk only where it says a word of the session, or asks.
_SURELY = 10.0
# What a wish may begin with as well.
_TALKED_IN = frozenset({"en", "zh"})
# How sure what is plainly said to the program is: surer than what is known by its first words.
SPOKEN = 0.92
_TALK = frozenset({"chat", "affirm", "deny"})


def gate(found: Sequence[Token], known: Vocabulary, edit: float, text: str) -> tuple[str, float] | None:
    """The label and how sure it is, or None for an edit. `edit` is the best score that an edit got."""
    # What is quoted is written in the picture and says nothing of what is wanted.
    words = " ".join(
        [token.text for token in found if not token.classes & (STOP | QUOTED) or token.text == "?"]
    ).split()
    plain: Sequence[str] = [word for word in words if word != "?"]
    if not plain:
        return ("help", 0.95) if len(found) == 1 and words else ("vague", 0.3)
    asks = words[-1] == "?"
    if not known.spaced:
        plain = "".join(plain)
    bare = _bare(plain, known)
    whole = known.gates["whole"].meaning
    if mask := whole.get(tuple(plain), 0):
        return _label(mask, _WHOLE), 0.97
    if (answer := _small_talk(plain, known)) and not any(token.classes & QUOTED for token in found):
        return answer, 0.9
    if mask := whole.get(tuple(bare), 0) or known.gates["sure"].anywhere(plain):
        return _label(mask, _WHOLE), 0.95
    quoted = any(token.classes & QUOTED for token in found)
    if not known.spaced and (label := said_of("".join(plain), edit, known)) and (not quoted or label == "navigate"):
        return label, SPOKEN
    if known.spaced and (label := demanded(found, known)):
        return None if label == WISH else (label, SPOKEN)
    if label := _said(plain, bare, text, edit, known):
        return None if label == WISH else (label, SPOKEN)
    if known.spaced and (answer := about_the_program(found, plain if plain[0] == "do" else bare, asks, edit)):
        return answer, 0.88
    start, length = _begins("start", plain, bare, known)
    if start & _SETTINGS and not asks and any(token.classes & _SETTING for token in found):
        return "settings", 0.95
    start &= ~_SETTINGS
    if start:
        label = _label(start, _FIRST)
        if not asks and "?" in words and edit >= _ASKED_AND_DONE and label in ("advise", "ask_image", "help"):
            return None  # "why is there a cart in the river? take it away"
        if label in ("help", "advise") and "look" in plain and "from" in plain:
            return None  # "how does the car look from behind?"
        if label == "help" and plain[0] == "how" and "look" in plain and edit >= _LOOKS:
            return None  # "how would I look with bangs?"
        if label == "help" and known.gates["any"].anywhere(plain) & _COMPARE:
            label = "compare"  # "how does this differ from the original?"
        if label == "compare" and not known.spaced and any(map(_is_toned, found)):
            return None  # 对比拉高, 对比度高点
        if label == "navigate" and not known.spaced and edit >= _OF_A_PICTURE:
            return None  # 用第二张的背景
        if label == "help" and plain[-1] in _SAYS and OURS.isdisjoint(plain):
            label = "ask_image"  # "what does the sign in the background say?"
        if (
            label == "ask_image"
            and plain[:3] == ["can", "you", "tell"]
            and "to" in plain
            and words_of_talk("asked").isdisjoint(plain)
        ):
            return None  # "can you tell the dog to sit"
        likened = label == "compare" and " to a " in " ".join(plain)
        if (likened or label in _MOVES) and known.spaced and not asks and not names_a_session(" ".join(plain)):
            return None  # "go back to black hair"
        if label == "help" and not known.spaced and edit > _NOTHING and any(one.classes & STOP for one in found[:-1]):
            return None  # 怎么灰扑扑的呀,鲜艳点嘛
        if label == "ask_image" and not _MODELS.isdisjoint(plain):
            label = "advise"  # "can you tell me which model made this?"
        return label, 0.9
    asked, _ = _begins("asked", plain, bare, known) if asks else (0, 0)
    if asked:
        label = _label(asked, _FIRST)
        if label == "ask_image" and bare[0] == "does" and bare[1].endswith("ing"):
            label = "advise"  # "does upscaling ruin the faces?"
        return ("advise" if label == "ask_image" and OURS.intersection(plain) else label), 0.9
    if asks and (asked := _about_what_is(bare, plain, known)):
        return asked, 0.88
    start, length = _begins("weak", plain, bare, known)
    if length and (label := _label(start, _FIRST)):
        # "Are you able to take strangers out?" asks; "are you able to take the strangers out?" is polite.
        general = asks and edit < 12 and label == "advise" and not _DEFINITE.intersection(plain)
        if label in _MOVES and known.spaced and not names_a_session(" ".join(plain)):
            return None
        if label == "chat" and plain[-1] == "please":
            return None  # "bye bye wrinkles please"
        short = len(plain) <= 2 * _SHORT or label not in _TALK
        if short and (general or edit < (4.6 if asks else 4)):
            return label, 0.8
    if mask := known.gates["any"].anywhere(plain):
        if edit >= (5 if not asks else _PLAINLY if known.ask.at(bare, 0)[1] else _NEVER):
            mask &= ~_QUESTIONS
        if edit >= _PLAINLY:
            mask &= ~_SIGHTS
        if mask & _SIGHTS and known.spaced and not asks and not names_a_session(" ".join(plain)):
            mask &= ~_SIGHTS
        if mask:
            return _label(mask, _ANYWHERE), 0.85
    return None


def _said(plain: Sequence[str], bare: Sequence[str], text: str, edit: float, known: Vocabulary) -> str:
    """What is plainly said to the program; "" for what is not, and where it need not be looked for."""
    if known.language not in _TALKED_IN:
        return ""
    if (
        known.spaced
        and edit >= _SURELY
        and len(plain) > _SHORT
        and words_of_talk("session").isdisjoint(plain)
        and plain[0] not in words_of_talk("asks")
    ):
        return ""
    label = spoken(text, known.language, edit)
    if label == "settings" and edit >= _IN_THE_PICTURE and not names_a_mode(text) and _DEFINITE.intersection(plain):
        return ""  # "don't show the bins at the side of the house"
    if label == "help" and edit >= _PLAINLY and "how" not in plain and text[-1:] != "?":
        return ""  # "not sure who to ask, the sign is so ugly"
    if label == "deny" and edit >= _WISHED and (not _WANTED.isdisjoint(plain) or known.ask.anywhere(plain)):
        return ""  # "it is red but I wanted it green"
    if label != "chat":
        return label
    # "Sorry, can you take the car out?" is no small talk.
    opened = plain[0] in words_of_talk("opened") and edit >= _PLAINLY
    return "" if opened else label


def _about_what_is(bare: Sequence[str], plain: Sequence[str], known: Vocabulary) -> str:
    """ "Are both looking at the camera?" begins with a finite verb and asks nobody to do anything: about the picture,
    or about the program where it names what only programs have."""
    if not known.spaced or bare[0] not in _FINITE or known.ask.anywhere(plain):
        return ""
    return "advise" if _ABOUT_US.intersection(plain) else "ask_image"


def _label(mask: int, order: Sequence[str]) -> str:
    return next(label for label in order if mask & bit(f"g.{label}"))


def _small_talk(words: Sequence[str], known: Vocabulary) -> str:
    """The label of a request that is made of nothing but greetings, answers and the small words around them."""
    if len(words) > (_TALKED if known.spaced else _TALKED_ZH):
        return ""
    said: set[str] = set()
    place = 0
    while place < len(words):
        mask, length = known.gates["words"].at(words, place)
        if not mask:
            return ""
        said.add(_label(mask, ("bye", "deny", "chat", "affirm", "filler")))
        place += length
    if "bye" in said:
        return "chat"
    return next((label for label in ("deny", "chat", "affirm") if label in said), "")


def _bare(words: Sequence[str], known: Vocabulary) -> Sequence[str]:
    """Without politeness at either end."""
    start, end = 0, len(words)
    while start < end and (hit := known.polite.at(words, start))[1]:
        start += hit[1]
    for length in (5, 4, 3, 2, 1):
        if end - length > start and known.thanks.at(words, end - length)[1] == length:
            end -= length
    return words[start:end] or words


def _is_toned(token: Token) -> bool:
    return bool(token.classes & _TONES) or token.text == "对比度"


def _begins(way: str, plain: Sequence[str], bare: Sequence[str], known: Vocabulary) -> tuple[int, int]:
    """The labels of the longest phrase that stands first, with or without politeness."""
    return max((known.gates[way].at(words, 0) for words in (plain, bare) if words), key=_length, default=(0, 0))


def _length(entry: tuple[int, int]) -> int:
    return entry[1]


def turned_down(words: Sequence[str], known: Vocabulary) -> bool:
    """Whether words say nothing but that what was shown is not what was wanted."""
    return bool(words) and (
        _small_talk(words, known) == "deny" or bool(known.gates["whole"].meaning.get(tuple(words), 0) & _DENY)
    )
