"""The words of a route: why this one, why not the others, in sentences that a beginner understands."""

from __future__ import annotations

from backends.types import Task

# What a person reads where the task's own word would be jargon; as something that one does.
DOING = {
    Task.ADD: "add things to a picture",
    Task.REMOVE: "take things out of a picture",
    Task.REPLACE: "turn one thing into another",
    Task.BACKGROUND: "put a new background behind the subject",
    Task.COLOR: "recolour a single thing",
    Task.MATERIAL: "change what something is made of",
    Task.STYLE: "redraw a picture in that style",
    Task.TEXT: "change letters in a picture",
    Task.POSE: "change what somebody does",
    Task.PORTRAIT: "retouch a person",
    Task.EXTRACT: "cut something out",
    Task.RESTORE: "repair a picture",
    Task.CROP: "change the frame",
    Task.LAYOUT: "move things inside a picture",
    Task.VIEWPOINT: "move the camera",
    Task.COMPOSE: "combine pictures",
    Task.COMPLETE: "continue a picture beyond its frame",
    Task.BLUR: "blur a part of a picture",
    Task.VIDEO: "make films",
}
# The same as a thing that is done by the engine.
EXACT = {
    Task.TONE: "a change of tone, light or colour",
    Task.STYLE: "a look",
    Task.VARIATION: "another take",
    Task.REPEAT: "the same again",
    Task.CROP: "a change of frame, size or file",
    Task.COMPLETE: "a wider frame",
    Task.COLOR: "a change of one colour",
    Task.REMOVE: "filling a place from what is around it",
    Task.TEXT: "lettering on the picture",
    Task.LAYOUT: "a border or a layout",
    Task.EXTRACT: "a cut-out",
    Task.BACKGROUND: "a plain or blurred background",
    Task.RESTORE: "careful repair",
    Task.BLUR: "hiding or blurring a part",
    Task.PORTRAIT: "a careful retouch",
}
# What a job is about, for "strong at …" and "your … edits".
ABOUT = {
    Task.ADD: "adding things",
    Task.REMOVE: "removing things",
    Task.REPLACE: "replacing things",
    Task.BACKGROUND: "backgrounds",
    Task.COLOR: "recolouring",
    Task.MATERIAL: "materials",
    Task.STYLE: "styles",
    Task.TONE: "light and colour",
    Task.TEXT: "lettering",
    Task.POSE: "poses",
    Task.PORTRAIT: "portraits",
    Task.EXTRACT: "cut-outs",
    Task.RESTORE: "repair",
    Task.CROP: "framing",
    Task.LAYOUT: "layout",
    Task.VIEWPOINT: "camera positions",
    Task.COMPOSE: "combining pictures",
    Task.COMPLETE: "extending pictures",
    Task.BLUR: "blur",
    Task.VIDEO: "films",
    Task.VARIATION: "other takes",
    Task.REPEAT: "repeats",
}
TRAIT = {
    "identity": "keeping a person or product recognisable",
    "text": "spelling the letters right",
    "locality": "leaving the rest of the picture alone",
}
BASIS = {
    "measured": "measured",
    "votes": "from public votes",
    "maker": "its maker's own claim",
    "inferred": "judged from its relatives, not measured",
}


def usd(amount: float) -> str:
    """Prices with as many digits as they have, and at least two: $0.0336, $0.134, $0.50."""
    if amount == 0:
        return "nothing"
    whole, _, cents = f"{amount:.4f}".rstrip("0").partition(".")
    return f"${whole}.{cents:0<2}"


def about(tasks: frozenset[Task]) -> str:
    names = [ABOUT[task] for task in sorted(tasks)]
    return " and ".join(names) if len(names) < 3 else "this mixture"


def named(titles: list[str]) -> str:
    """ "A, B and C"."""
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
