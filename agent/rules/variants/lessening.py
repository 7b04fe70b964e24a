"""Reads wishes about the strength of what was done last ("less, half as strong, too much") and "undo the vignette"."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from agent.plan import Decision, Intent, Move, Plan, Scene, Step
from agent.rules.engine.refused import refused
from agent.rules.slots.references import references
from agent.rules.slots.spans import without
from agent.rules.words.clean import texts_of
from agent.rules.words.hints import NUMBER, hints
from agent.rules.words.lexicon import lexicon
from agent.rules.words.patterns import lazy
from backends.types import Task

_LESS, _MORE = 0.6, 1.5
_HOW = {
    "a tiny bit": 0.4, "a little bit": 0.6, "a bit": 0.6, "a little": 0.6, "a touch": 0.6, "a tad": 0.5, "slightly": 0.6,
    "somewhat": 0.8, "much": 1.7, "a lot": 1.7, "way": 1.7, "far": 1.7, "even": 1.0, "still": 1.0, "": 1.0, "just": 1.0,
}  # fmt: skip
_HOW_MUCH = rf"(?:(?P<how>{'|'.join(sorted((how for how in _HOW if how), key=len, reverse=True))}) )?"
_STRONG = r"(?: (?:strong|strongly|intense|much|heavy|extreme|pronounced|visible|of (?:it|that|this)))?"
_AROUND = (
    r"(?:(?:but|and|now|hmm|ok|okay|no|yes|well|oh|please|make (?:it|that|this)|do (?:it|that|this)|try(?: (?:it|that))?|let's try"
    r"|(?:that|this|it)(?:'s| is| was| looks)|apply (?:it|that)|with|at|by|to|only|just|the same|same|again|i want it|can it be|should be"
    r"|is|,|a)\s*)*"
)
_AFTER = r"(?:\s*(?:please|then|now|again|instead|for me|than that|than this|that way|,|\.|!))*"
_SHAPES = tuple(
    (lazy(rf"{_AROUND}{shape}{_AFTER}"), factor)
    for shape, factor in (
        (r"(?:half as (?:strong|much|intense|heavy|strongly)|half the (?:strength|intensity|effect|amount)|half strength|half that|half of (?:it|that)|halve it|cut (?:it|that) in half)", 0.5),
        (r"(?:a )?(?:third|1/3) (?:as (?:strong|much)|(?:of )?the (?:strength|effect))", 1 / 3),
        (r"(?:a )?quarter (?:as (?:strong|much)|(?:of )?the (?:strength|effect)|strength)", 0.25),
        (r"(?:(?:twice|double|two times) (?:as (?:strong|much|intense|strongly)|the (?:strength|intensity|effect))|double (?:it|that|strength)|twice that)", 2.0),
        (r"(?P<percent>\d{1,3}) ?(?:%|percent)(?: of (?:that|it)|(?: of)?(?: the)? (?:strength|intensity|opacity))?", 0.0),
        (r"(?P<percent>\d{1,3}) ?(?:%|percent) (?P<way>less|weaker|more|stronger)(?: strong| intense)?", 0.0),
        (rf"{_HOW_MUCH}(?:less{_STRONG}|weaker|subtler|milder|more subtle|(?:to )?tone (?:it|that|this) down(?: a (?:bit|little))?|dial (?:it|that|this) (?:back|down)(?: a (?:bit|little))?|turn (?:it|that|this) down(?: a (?:bit|little))?)", _LESS),
        (r"(?:(?P<how>a bit|a little|a touch|slightly|way|far|much) )?too (?:much|strong|heavy|intense|extreme|harsh an effect|obvious)|overdone|over the top|not (?:so|as|that|quite so|quite as) (?:much|strong|strongly|heavy|intense|extreme)", _LESS),
        (rf"{_HOW_MUCH}(?:more{_STRONG}|stronger|bolder|more pronounced)|push (?:it|that) (?:further|more)|not (?:strong )?enough|(?:too|a bit too|a little too) (?:weak|subtle|little|faint)|further", _MORE),
    )
)  # fmt: skip
# Without one of these words, and without a number, nothing is said about a strength.
_WORDS = frozenset(
    [
        "half",
        "halve",
        "third",
        "quarter",
        "twice",
        "double",
        "two",
        "percent",
        "less",
        "weaker",
        "subtler",
        "milder",
        "subtle",
        "tone",
        "dial",
        "turn",
        "too",
        "overdone",
        "over",
        "not",
        "more",
        "stronger",
        "bolder",
        "push",
        "enough",
        "weak",
        "little",
        "faint",
        "further",
    ]
) | {NUMBER}
# Longer than any wish about nothing but a strength.
_LONGEST = 100
_UNDO = lazy(
    r"(?:undo|revert|reverse|take back|roll back) (?:the|that|this|my) (?P<what>[a-z][a-z -]{2,30}?)(?: again| please)?"
    r"|take (?:the|that|this) (?P<what2>[a-z][a-z -]{2,30}?) (?:back|off again|away again)"
)
_ANY = lazy(
    r"\b(?:last|previous|change|changes|step|steps|edit|edits|thing|one|ones|undo|two|three|move|that|it|all|everything)\b"
)
_SEVERAL = lazy(r"\b(?:and|with|but|then|plus)\b|,")

# "Undo the button on his shirt" is about a button.
_PLACED = lazy(r"\b(?:on|in|at|under|behind|of|from|around) (?:his|her|the|my|their|our|its)\b")


def lessened(text: str, bare: str, scene: Scene) -> Plan | None:
    """The last wish at another strength, or back from a step that is named; None for any other wish."""
    if len(scene.variants) < 2 or len(text) > _LONGEST or _WORDS.isdisjoint(hints(text)):
        return None
    named = [one for one in references(text, scene) if one.ids]
    if len(named) > 1:
        return None
    rest = without(bare if not named else text, [(one.start, one.end) for one in named]).strip(" ,.;!?")
    for shape, factor in _SHAPES:
        if (match := shape.fullmatch(rest)) and not (scene.current == "v0" and not named and len(scene.shown) > 1):
            times = _times(match.groupdict(), factor)
            subject = named[0].ids[0] if named else ""
            if times is None or subject == "v0":
                return None
            return Plan(
                "",
                Intent.EDIT,
                (Step(Task.VARIATION, strength=round(times, 3)),),
                subject=subject,
                confidence=0.85,
                label="variation",
            )
    return None


def _times(said: dict[str, str | None], factor: float) -> float | None:
    if percent := said.get("percent"):
        share = int(percent) / 100
        way = said.get("way")
        times = share if not way else 1 - share if way in {"less", "weaker"} else 1 + share
        return times if 0.05 <= times <= 3 and times != 1 else None
    how = _HOW[said.get("how") or ""]
    return 1 - (1 - factor) * how if factor in (_LESS, _MORE) else factor


def taken_back(bare: str, text: str, scene: Scene) -> tuple[Plan | None, str]:
    """ "Undo the vignette" is a step back where that was the last step; else it asks for less of it, where that is a
    tone. The plan, or the words to read instead."""
    match = _UNDO.fullmatch(bare)
    what = match and (match["what"] or match["what2"])
    if not what or _ANY.search(what) or _PLACED.search(what):
        return None, text
    trait = scene.traits.get(scene.current, "").lower()
    done = trait.rsplit(", ", 1)[-1]
    stem = what.removesuffix("ing").removesuffix("ed").removesuffix("e")
    if scene.current != "v0" and ((stem in done and not _SEVERAL.search(done)) or trait.startswith(what)):
        return Plan("", Intent.NAVIGATE, move=Move.UNDO), text
    cue = lexicon().cues.at(texts_of(what), 0)
    if cue and cue[0].noun:
        return None, f"less {what}"
    if len(scene.variants) < 2 or refused(text):
        return None, text
    question = (
        f"I can take back whole steps only: say undo, or name the variant to go back to, to be rid of the {what}."
    )
    return Plan("", Intent.VAGUE, confidence=0.3, decision=Decision.ASK, question=question), text
