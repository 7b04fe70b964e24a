"""Words about receipts and repairs: "show me the receipt", "fix it", "realign it", "restore the label".

Only whole requests are read. "Fix it" says nothing yet of the photo as it came, and "restore the label" nothing of what
no model painted, so that there they are left to what an edit can be.
"""

from __future__ import annotations

import re

from agent.plan import Intent, Move, Plan, Scene
from agent.rules.variants.pointing import PHRASE, Pointed, Said, pointed

_LONGEST = 80
_REF = rf"(?:\s+(?P<ref>{PHRASE}))?"
_RECEIPT = re.compile(
    rf"(?:show\s+(?:me\s+)?|read\s+(?:me\s+)?)?(?:the\s+|its\s+)?(?:whole\s+)?receipt(?:\s+(?:of|for))?{_REF}"
    r"|(?:and\s+)?did\s+(?:anything|something)\s+else\s+change(?:\s+in\s+(?P<ref2>.+))?"
    r"|what\s+else\s+changed(?:\s+in\s+(?P<ref3>.+))?"
    r"|did\s+(?:the\s+rest|everything\s+else)\s+(?:stay|stand|remain)(?:\s+the\s+same|\s+as\s+it\s+was)?",
    re.I,
)
_REPAIR = re.compile(
    rf"(?:fix|repair|mend){_REF}"
    r"|(?:put|set|make)\s+(?P<ref2>it|this|that|@?v\s?\d{1,9})\s+right",
    re.I,
)
_NAMED = (
    ("realign", re.compile(rf"(?:re-?align|lay\s+back|line\s+up){_REF}(?:\s+(?:again|with\s+the\s+original))?", re.I)),
    ("recrop", re.compile(rf"re-?crop{_REF}(?:\s+to\s+(?:its|the)\s+(?:old|right)\s+(?:shape|size|frame))?", re.I)),
    (
        "restore",
        re.compile(
            r"(?:restore|put\s+back|bring\s+back)\s+(?:the\s+rest|everything\s+else|all\s+else|the\s+outside"
            r"|what\s+was\s+to\s+stay)(?:\s+(?:of|in)\s+(?P<ref>.+))?",
            re.I,
        ),
    ),
    ("another model", re.compile(r"(?:try|ask|use)\s+another\s+model(?:\s+(?:for|on)\s+(?P<ref>.+))?", re.I)),
)
_PART = re.compile(
    r"(?:restore|put\s+back)\s+(?P<thing>(?:the|her|his|its|their|my|all)\s+[^,.;:]{2,40}?)"
    r"(?:\s+(?:as\s+it\s+was|from\s+(?:before|the\s+original|the\s+parent)))?|put\s+(?P<thing2>(?:the|her|his)\s+[^,.;:]{2,30}?)\s+back",
    re.I,
)
# What is restored of a photo, and not put back into one.
_OF_A_PHOTO = re.compile(
    r"\b(?:photo(?:graph)?|picture|image|shot|scan|print|colou?rs?|quality|details?|sharpness|contrast|damage|scratches"
    r"|original|one|ones|version|variant|session|saturation|brightness|faded|old|look|tones?)s?\b",
    re.I,
)


def mended(said: Said, scene: Scene) -> Plan | None:
    """The plan of a request that is about a receipt or a repair; None for any other one."""
    if len(said.whole) > _LONGEST or "\n" in said.whole:
        return None
    if match := _RECEIPT.fullmatch(said.bare):
        return _plan(Move.RECEIPT, match, scene)
    if match := _REPAIR.fullmatch(said.bare):
        return _plan(Move.REPAIR, match, scene)
    for name, pattern in _NAMED:
        if match := pattern.fullmatch(said.bare):
            return _plan(Move.REPAIR, match, scene, text=name)
    match = _PART.fullmatch(said.bare)
    thing = match and (match["thing"] or match["thing2"])
    if thing and scene.painted and not _OF_A_PHOTO.search(thing):
        return _made(Move.REPAIR, scene.current, text="restore", keep=(thing.lower(),))
    return None


def _plan(move: Move, match: re.Match[str], scene: Scene, text: str = "") -> Plan | None:
    groups = match.groupdict()
    to: Pointed | None = pointed(
        next((groups[name] for name in ("ref", "ref2", "ref3") if groups.get(name)), ""), scene
    )
    if to is None or len(to.ids) > 1:
        return None
    if to.wrong:
        return Plan("", Intent.NAVIGATE, move=move, wrong_reference=to.wrong, confidence=0.95)
    id = to.ids[0] if to.ids else scene.current
    if move is Move.REPAIR and id == "v0":
        return None
    return _made(move, id, text=text)


def _made(move: Move, id: str, text: str = "", keep: tuple[str, ...] = ()) -> Plan:
    return Plan("", Intent.NAVIGATE, move=move, subject=id, text=text, keep=keep, confidence=0.95)
