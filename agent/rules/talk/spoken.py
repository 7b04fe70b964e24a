"""Tells talk with the program from wishes about the picture: by what is done, and to what that only a session has.

A request is cut at its commas and stops; each piece is an act of the session (go to a variant, write a file, set
something), a question, a verdict, or an aside: prompts/lexicon/en-talk.toml says which. Where no piece is left over,
the request is no edit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from agent.rules.talk.acts import act, forms, names_a_session
from agent.rules.talk.asked import question
from agent.rules.talk.demanded import WISH
from agent.rules.talk.spoken_zh import aside, label_of, rested
from agent.rules.words.patterns import lazy
from agent.rules.words.shorthand import spelt_out

# More words than this tell a story, and the wish in it is looked for elsewhere.
_MOST = 28
_PIECES = lazy(r"[,.;!?:()]+(?=\s|$)|\s-\s|\s(?:but|cuz|because|cos)\s(?=i\b|it|they|that|there)")
_PIECES_ZH = lazy(r"[,.;!?。、~\s]+")
_MOST_ZH = 40
# "nano banana和flux哪个好": a name of several words is one.
_LATIN_GAP = lazy(r"(?<=[a-z0-9])\s+(?=[a-z0-9])")
# A piece that says why, or what is there, and asks for nothing; and one that the frames know to be no talk.
_TOLD, _PLAIN = "aside", "plain"
# An edit that scores as much is no act that merely may be one.
_PLAINLY = 7.0
_SIZED = lazy(r"\d{2,} ?x ?\d{2,}|\b\d{3,}\b")
_WEIGHED = lazy(r"\d ?(?:[km]b|megs?|cents?|dollars?|[ck])\b|\d\d\d\d?p\b|\ba\d\b")
# "The second one with more grain" asks for more than the second one.
_ALTERED = lazy(
    r"(?<!all )(?<!everything )\bbut (?!i\b|we\b|it\b)|\bwith (?:more|less|a bit|some)\b"
    r"|\b(?:a bit|slightly|a little)\b"
    r"|\b(?:colder|warmer|darker|brighter|cooler|sharper|softer|bluer|redder)\b"
    r"(?! of\b| ones?\b| version| take| variant)"
)
# "Compare her dress to a rose in the caption" writes something.
_LIKENED = lazy(r"\bcompare\b.* (?:to|with) an? ")
# "It's shaky, can you save it?" asks for no file.
_RESCUE = lazy(
    r"(?:can you |could you |please |pls )*(?:save|remove|drop|lose|hide|delete|discard) "
    r"(?:it|this|that|him|her|them)(?: please| pls)?"
)
# "My phone cut off his head, can you bring it back?" walks nowhere.
_BROUGHT_BACK = lazy(
    r"(?:can you |could you |please |pls )*(?:bring|get|put|add) (?:it|that|him|her|them) back(?: please)?"
)
# "I meant the other bicycle should go": what was wanted.
_OUGHT = lazy(r"\b(?:should|meant to be|ought to|supposed to (?!be$)|needs? to)\b")
# "The frisbee is red but I wanted it green", behind what was told.
_INSTEAD = lazy(r"i (?:really |just )?(?:wanted|want|asked for|need|needed) (?!to\b|you\b|that$|this$|it$)")
_QUESTIONS = frozenset({"ask_image", "advise", "help"})
# What gives way to an act beside it: "perfect, save it", "thanks, bye".
_LIGHT = frozenset({"chat", "affirm", "deny"})


def spoken(text: str, language: str, edit: float = 0.0) -> str:
    """The label of a text in lower case that talks with the program; "" for any other. `edit` is the best score that
    an edit got."""
    if text.count(" ") >= _MOST or '"' in text or "“" in text:
        return ""
    if language == "zh":
        if len(text) > _MOST_ZH:
            return ""
        label = _told(_PIECES_ZH.split(_LATIN_GAP.sub("", text)), _label_zh)
        return "" if label in _LIGHT and rested().search(text) else label
    label = _told(_PIECES.split(spelt_out(text)), partial(_label, edit=edit))
    sized = label in {"deny", "affirm", "confirm"} and _SIZED.search(text) and not _WEIGHED.search(text)
    return "" if sized else label


def _label_zh(piece: str) -> str:
    return label_of(piece) or (_TOLD if aside().fullmatch(piece) else "")


def _label(piece: str, edit: float) -> str:
    """The label of one piece, `_TOLD` for an aside; "" for what is no talk."""
    told = act(piece, edit, _PLAINLY)
    if told == WISH:
        return told
    if told in {"navigate", "export"} and _ALTERED.search(piece):
        return ""
    if told == "compare" and _LIKENED.search(piece) and not names_a_session(piece):
        return ""
    settled = told and told not in (_TOLD, _PLAIN)
    if settled and (told == "settings" or not _SIZED.search(piece) or _WEIGHED.search(piece)):
        return told
    asked = next((label for form in forms(piece) if (label := question(form))), "")
    return asked or ("" if told == _PLAIN else told)


def _told(pieces: Sequence[str | None], read: Callable[[str], str]) -> str:
    """The label of pieces that are all talk, by the weightiest of them."""
    found, told = "", False
    for said in pieces:
        piece = " ".join((said or "").split())
        if not any(map(str.isalnum, piece)):
            continue
        label = read(piece)
        if label == WISH:
            return label
        if label == "deny" and told and _INSTEAD.match(piece):
            return WISH
        if not label or (label == "deny" and _OUGHT.search(piece)):
            return ""
        if label == _TOLD:
            told = True
            continue
        if label in ("export", "navigate") and told and _RESCUE.fullmatch(piece):
            return ""
        if label == "navigate" and told and _BROUGHT_BACK.fullmatch(piece) and not names_a_session(pieces[0] or ""):
            return ""
        if not found or (found in _LIGHT and (label != "chat" or found == "chat")):
            found = label
        elif {label, found} <= _QUESTIONS:
            found = label if found == "ask_image" else found
        elif label != found and label not in _LIGHT:
            return ""  # two acts of different kinds, which are read one by one
    return found
