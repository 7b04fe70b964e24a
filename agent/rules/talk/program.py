"""Tells what is said about the program, and wishes that leave out what must be known, from edits of the picture."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.words.classes import VERBS
from agent.rules.words.tokens import NUMBER, Token
from agent.rules.words.vocabulary import bit, bits

# What programs have and pictures do not.
OURS = frozenset({
    "model", "models", "cost", "costs", "free", "private", "safe", "secure", "legal", "allowed", "commercial",
    "upload", "uploaded", "stored", "deleted", "gpu", "internet", "offline", "key", "worth", "better", "cheaper",
    "best", "licence", "license", "copyright", "video", "expensive", "faster",
})  # fmt: skip
# What is handled in a program: a question that names it asks how that is done.
_HANDLED = frozenset({
    "clipboard", "keyboard", "mouse", "terminal", "session", "sessions", "menu", "button", "shortcut", "command",
    "commands", "tab", "enter", "screen", "upload", "uploads", "versions", "variants", "history", "mask", "masks",
    "paste", "drag", "folder", "load", "several", "multiple", "undo", "redo",
})  # fmt: skip
_HANDLING = frozenset({"can i", "could i", "may i", "is there", "how would", "how do", "how can", "how could"})
_OTHERS = OURS - {"upload", "uploaded"}
# What was done with a picture before anything was asked of it.
_RECEIVED = frozenset({
    "get", "got", "receive", "received", "see", "seen", "open", "opened", "load", "loaded", 
    "arrive", "arrived", "work", "worked", "find", "found", "remember", "remembered", "through", "saved", "go", "gone",
})  # fmt: skip
_OURS_TO_ASK = frozenset({"my", "the", "your", "you", "these", "those", "they", "people", "i", "we"})
_WISHES = frozenset({"help", "i", "i'd", "we", "how", "assist", "want"})
_PRICED = frozenset({"expensive", "cost", "costs", "much", "long", "worth"})
_INDEFINITE, _FRAME = frozenset({"a", "an", "any"}), bit("n.frame")
_RESIZE, _SIZES = bits("v.scale"), bits("n.size")
# What says to which size: a wish with one of these can be done.
_TO_A_SIZE = NUMBER | bits("x.px x.ratio a.bigger a.smaller m.more n.orient")
_FRAMED = bits("n.frame n.size m.det m.place v.scale v.change n.self m.as m.like m.into m.strong_into m.by")
_MOST = 12


def about_the_program(found: Sequence[Token], bare: Sequence[str], asks: bool, edit: float) -> str:
    """The label of a request that is no edit by what it is about; "" for any other. `edit` is the best score that an
    edit got, `asks` whether it ends with a question mark."""
    first, second = bare[0], bare[1] if len(bare) > 1 else ""
    if first in _WISHES and _PRICED.isdisjoint(bare) and (_of_any_picture(found) or _says_no_size(found)):
        return "help"
    arrived = first in {"did", "have", "has", "do"} and second in {"you", "my"} and not _RECEIVED.isdisjoint(bare)
    if arrived and (asks or edit < 1) and _OTHERS.isdisjoint(bare):
        return "help"
    if not asks and first != "where":
        return ""
    if first == "where" and second in {"did", "do", "does"}:
        return "help"
    if first == "what" and second in {"does", "do", "did"} and bare[-1] in {"say", "says", "read", "mean"}:
        return "ask_image"
    handled = f"{first} {second}" in _HANDLING and not _HANDLED.isdisjoint(bare)
    if handled and OURS.isdisjoint(bare) and "get" not in bare:
        return "help"
    if first in {"have", "has"} and second == "you":
        return "advise"
    if first == "do" and second in _OURS_TO_ASK:
        return "ask_image" if second in {"they", "people"} else "advise"
    return ""


def _of_any_picture(found: Sequence[Token]) -> bool:
    """ "Help me resize an image", "I want to crop an image": an edit is asked of the picture that is there, and this of
    none. A bare command ("brighten a photo") is taken as one, though."""
    return any(
        token.text in _INDEFINITE and found[at].classes & VERBS and found[at + 2].classes & _FRAME
        for at, token in enumerate(found[1:-1])
    )


def _says_no_size(found: Sequence[Token]) -> bool:
    """ "I want my picture in another size": how that is said is all that can be answered."""
    if len(found) > _MOST or any(token.classes & _TO_A_SIZE for token in found):
        return False
    verb = next((at for at, token in enumerate(found) if token.classes & VERBS), len(found))
    after = found[verb:]
    sized = any(token.classes & _RESIZE or token.classes & _SIZES for token in after)
    return sized and any(token.classes & _FRAME for token in after) and all(token.classes & _FRAMED for token in after)
