"""Tells requests that are no edit by the words that they begin with, but for what only seems to begin so."""

from __future__ import annotations

from agent.rules.talk.acts import names_a_session, words_of_talk
from agent.rules.talk.demanded import WISH
from agent.rules.talk.program import OURS
from agent.rules.talk.said import Said, first_of
from agent.rules.words.tokens import STOP
from agent.rules.words.vocabulary import bit, bits

_ORDER = (
    "advise", "ask_image", "help", "compare", "navigate", "export", "settings", "confirm", "affirm", "deny", "chat",
)  # fmt: skip
# More than a bare name of a thing scores.
_NOTHING, _LOOKS = 1.5, 5.0
_OF_A_PICTURE, _ASKED_AND_DONE = 15.0, 5.0
# An edit that scores less is none behind words that may begin talk; one that is asked for in general needs more.
_WEAK, _WEAK_ASKED, _IN_GENERAL = 4.0, 4.6, 12.0
_MOVES, _ASKS = frozenset({"navigate", "export"}), frozenset({"advise", "ask_image", "help"})
_TALK = frozenset({"chat", "affirm", "deny"})
# Beyond so many words an answer or a greeting goes on to say something else.
_LONG = 12
_COMPARE, _SETTING, _SETTINGS = bit("g.compare"), bit("n.setting"), bit("g.settings")
_TONES = bits("v.scale v.tone")
_MODELS, _SAYS = frozenset({"model", "models"}), frozenset({"say", "says", "read", "reads", "spell"})
DEFINITE = frozenset(
    "the this that these those my her his their our its it me him us them".split()  # noqa: SIM905
)
_FINITE = frozenset({"is", "are", "was", "were", "does", "did", "am"})
_ABOUT_US = OURS | {"you", "your"}


def begun(said: Said) -> tuple[str, float] | None:
    """What the first words plainly tell; None where they tell nothing."""
    start = said.begins("start")
    if start & _SETTINGS and not said.asks and any(token.classes & _SETTING for token in said.found):
        return "settings", 0.95
    if not start & ~_SETTINGS:
        return None
    label = first_of(start & ~_SETTINGS, _ORDER)
    if label in _ASKS and _asks_for_an_edit(label, said):
        return WISH, 0.9
    label = _meant(label, said)
    return (WISH if _is_done_to_the_picture(label, said) else label), 0.9


def _asks_for_an_edit(label: str, said: Said) -> bool:
    """Whether what begins with a question goes on to an edit, or is asked of a picture that is not there yet."""
    if not said.asks and said.asked and said.edit >= _ASKED_AND_DONE:
        return True  # "why is there a cart in the river? take it away"
    if label == "ask_image" or "look" not in said.plain:
        return False
    # "How does the car look from behind?", "how would I look with bangs?"
    return "from" in said.plain or (label == "help" and said.plain[0] == "how" and said.edit >= _LOOKS)


def _meant(label: str, said: Said) -> str:
    """The label of the question that is asked in the words of another."""
    if label == "help" and said.known.gates["any"].anywhere(said.plain) & _COMPARE:
        return "compare"  # "how does this differ from the original?"
    if label == "help" and said.plain[-1] in _SAYS and not said.says(OURS):
        return "ask_image"  # "what does the sign in the background say?"
    # "Can you tell me which model made this?"
    return "advise" if label == "ask_image" and said.says(_MODELS) else label


def _is_done_to_the_picture(label: str, said: Said) -> bool:
    """Whether the words of a label are used for an edit."""
    if not said.known.spaced:
        return (
            (label == "compare" and any(one.classes & _TONES or one.text == "对比度" for one in said.found))  # 对比拉高
            or (label == "navigate" and said.edit >= _OF_A_PICTURE)  # 用第二张的背景
            # 怎么灰扑扑的呀,鲜艳点嘛
            or (label == "help" and said.edit > _NOTHING and any(one.classes & STOP for one in said.found[:-1]))
        )
    if label == "ask_image":  # "can you tell the dog to sit"
        return said.plain[:3] == ["can", "you", "tell"] and "to" in said.plain and not said.says(words_of_talk("asked"))
    likened = label == "compare" and " to a " in said.line
    # "Go back to black hair"
    return (likened or label in _MOVES) and not said.asks and not names_a_session(said.line)


def asked(said: Said) -> tuple[str, float] | None:
    """What the first words of a question tell."""
    if not said.asks:
        return None
    if mask := said.begins("asked"):
        label = first_of(mask, _ORDER)
        if label == "ask_image" and said.bare[0] == "does" and said.bare[1].endswith("ing"):
            label = "advise"  # "does upscaling ruin the faces?"
        return ("advise" if label == "ask_image" and said.says(OURS) else label), 0.9
    # "Are both looking at the camera?" begins with a finite verb and asks nobody to do anything: about the picture, or
    # about the program where it names what only programs have.
    if said.known.spaced and said.bare[0] in _FINITE and not said.known.ask.anywhere(said.plain):
        return ("advise" if said.says(_ABOUT_US) else "ask_image"), 0.88
    return None


def weakly_begun(said: Said) -> tuple[str, float] | None:
    """What the first words tell where nothing is asked for that scores."""
    mask = said.begins("weak")
    if not mask:
        return None
    label = first_of(mask, _ORDER)
    if label in _MOVES and said.known.spaced and not names_a_session(said.line):
        return WISH, 0.8
    if label == "chat" and said.plain[-1] == "please":
        return WISH, 0.8  # "bye bye wrinkles please"
    if label in _TALK and len(said.plain) > _LONG:
        return None
    # "Are you able to take strangers out?" asks; "are you able to take the strangers out?" is polite.
    general = said.asks and said.edit < _IN_GENERAL and label == "advise" and not said.says(DEFINITE)
    return (label, 0.8) if general or said.edit < (_WEAK_ASKED if said.asks else _WEAK) else None
