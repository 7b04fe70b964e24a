"""From what is asked to the prompt that one family of models gets: pure, and the same each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backends.types import Task
from tools.wording.guides import Guide
from tools.wording.keeping import joined, said
from tools.wording.sentences import described, filling, instructed, shortly
from tools.wording.wish import Wish


@dataclass(frozen=True, slots=True)
class Prompt:
    """`text` is what a model is told, `avoid` what it is told in a field of its own, `guide` by which rules. `notes`
    are whole sentences for the person about what a prompt for this family cannot say as it was meant."""

    text: str
    avoid: str = ""
    guide: str = ""
    notes: tuple[str, ...] = ()


def worded(wish: Wish, by: Guide) -> Prompt:
    """The prompt. What stays is always in it, as the wish says and whatever else its words say; it is never cut."""
    if by.shape == "none":
        return Prompt("", guide=by.name)
    keep = _join([said(by, wish.keep, wish.tasks), _always(wish, by)], by)
    parts = {
        "pictures": _pictures(wish, by),
        "change": _change(wish, by),
        "look": _look(wish, by),
        "avoid": _avoided(wish, by),
        "output": _output(wish),
        "keep": keep,
    }
    told = [parts[name] for name in by.order if parts[name]]
    room = max(by.most_letters - len(keep) - 2, 0)
    before = _join(told[:-1], by)
    cut = len(before) > room
    text = _join([before[:room].rsplit(" ", 1)[0].rstrip(" ,;:") if cut else before, keep], by)
    field = ", ".join((*wish.avoid, *_gone(wish, by))) if by.avoid == "field" else ""
    return Prompt(text, field, by.name, tuple(_notes(wish, by, cut)))


def _change(wish: Wish, by: Guide) -> str:
    if wish.finish:
        whole = "Finish this draft in full quality. Keep where everything is and all colours as they are."
        return f"{whole} It was drawn for: {instructed(wish)}"
    match by.shape:
        case "short":
            return shortly(wish)
        case "caption":
            return described(wish)
        case "inside":
            return filling(wish)
        case _:
            place = f"{by.inside} " if wish.masked and by.inside else ""
            return place + instructed(wish)


def _look(wish: Wish, by: Guide) -> str:
    """The fragment of a look describes what it looks like; a short instruction has no room for it."""
    if not wish.looks or by.shape == "short":
        return ""
    fragments = "; ".join(wish.looks)
    return fragments if by.shape in ("caption", "inside") else f"The look: {fragments}."


def _pictures(wish: Wish, by: Guide) -> str:
    """Which picture is which, where there are several."""
    if wish.pictures < 2:
        return ""
    first, *others = (by.picture.format(n=number) for number in range(1, wish.pictures + 1))
    lends = "lends" if len(others) == 1 else "lend"
    return f"{_capital(first)} is the photo to edit; {joined(others)} only {lends} what is asked for."


def _avoided(wish: Wish, by: Guide) -> str:
    if not wish.avoid:
        return ""
    if by.avoid == "nothing else":
        return "Add nothing else."
    return f"There must be no {' and no '.join(wish.avoid)}." if by.avoid == "sentence" else ""


def _output(wish: Wish) -> str:
    """What a file alone cannot do: real transparency, and a frame that has to be painted."""
    ground = "The background is fully transparent, with real transparency and no painted checkerboard."
    shape = f"The result has the shape {wish.ratio}." if wish.ratio else ""
    return " ".join(filter(None, (ground if wish.transparent else "", shape)))


def _always(wish: Wish, by: Guide) -> str:
    rules = "; ".join(wish.always)
    return f"Always: {rules}." if rules and by.shape in ("instruction", "motion") else rules


def _gone(wish: Wish, by: Guide) -> tuple[str, ...]:
    """A description cannot say that something is taken out, but the field beside it can."""
    if by.shape not in ("caption", "inside"):
        return ()
    return tuple(change.target for change in wish.changes if change.task is Task.REMOVE and change.target)


def _notes(wish: Wish, by: Guide, cut: bool) -> list[str]:
    notes: list[str] = []
    if by.languages and wish.language and wish.language not in by.languages:
        notes.append("Models of this family follow English best; your words were sent as you said them.")
    if wish.avoid and by.avoid == "nothing else":
        notes.append(f"Naming “{wish.avoid[0]}” would bring it in here, so the prompt says to add nothing else.")
    if cut:
        notes.append(f"Your words were cut: this family reads about {by.most_letters} letters.")
    return notes


def _join(parts: Sequence[str], by: Guide) -> str:
    kept = [part for part in parts if part]
    return (", " if by.shape in ("short", "caption", "inside") else " ").join(kept)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
