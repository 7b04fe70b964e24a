"""Reads a wish for an edit: operations are taken whole, what must be invented is told apart, the rest is tone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.plan import Decision, Intent, Output, Plan, Scene, Step
from agent.rules.engine.light import tones
from agent.rules.engine.light.tone_words import FILLER, STOPS
from agent.rules.engine.operations import one, split
from agent.rules.engine.refused import refused
from agent.rules.engine.strengths import scaled
from agent.rules.kinds.deciding import TRIES
from agent.rules.slots.counts import Count, count
from agent.rules.slots.references import Reference, references
from agent.rules.slots.spans import Kept, cut_bytes, cut_keeps, cut_output, without
from agent.rules.words.clean import texts_of, tidy
from agent.rules.words.hints import NUMBER, hints, said
from agent.rules.words.lexicon import Lexicon, lexicon, listed
from agent.rules.words.patterns import lazy
from backends.types import Task

# With so many words of the wish itself not understood, what was understood is more likely an accident.
_MOST_UNREAD = 2
# "Make the file smaller than", "compress it to": so many words around a size are about the file.
_FEW = 6
_SAVING = ("export", "save", "download")
_AND_SAVED = lazy(r"(?:,|\band\b|\bthen\b)\s*(?:then )?(?:export|save|download)\b.*$")
# Before a variant that is an example: "match the colours of", "the same grade as", "graded like".
_LIKE = lazy(
    r"\b(?:match|same (?:grade|grading|colou?rs?|look|tones?|mood)|graded?|colou?rs?)\b"
    r".*\b(?:of|as|like|from|to|with|match)\s*$|^\W*(?:please )?match\s*$"
)
# "Three versions so my boss can choose": who chooses is nothing in the picture.
_FOR_SOMEBODY = lazy(
    r",? so (?:that )?(?:i|we|you|they|he|she|(?:my|the|our|his|her|their) [\w' -]{2,30}?|[a-z]+)"
    r" (?:can|could|may|might) (?:then )?"
    r"(?:choose|pick|decide|select|compare|vote|see which|look|have a look|take)\b[^,.;!?]{0,40}"
)
_MORE_LIKE = frozenset([
    "more", "like", "that", "this", "these", "it", "give", "me", "make", "of", "please", "one", "ones", "show", "two",
    "three", "four", "five",
])  # fmt: skip
_COUNTS = frozenset(["more", "another"])
# "Three sepia versions": operations that are looks to everybody, of which several are wanted.
_IN_SEVERAL = frozenset(["monochrome"])
# Stands before the number of an operation among the words that are left to read; nobody can type it.
_MARK = "\ue000"


def edit(text: str, raw: str, scene: Scene, lex: Lexicon, sure: bool = False, beyond: bool = False) -> Plan:
    """The reading of a wish for an edit; what cannot be read is offered, what must be invented is marked so. Where the
    kind is `sure`, only what the engine would do can be something that must be invented; of what is `beyond` the engine
    only the slots are read."""
    if " so " in text:
        text = _FOR_SOMEBODY.sub("", text)
    kept, whole = cut_keeps(text), text
    output, text = _wanted_file(kept.rest, raw)
    named, text, like = _without_the_model(references(text, scene), text)
    wrong = next((reference.wrong for reference in named if reference.wrong), "")
    subject = next((reference.ids[0] for reference in named if reference.ids), "")
    text = without(text, [(one.start, one.end) for one in named])
    operations: list[Step] = []
    pieces = [text] if beyond else split(text, tidy(raw), lex)
    words = _without_thanks(_words(pieces, operations), lex)
    if like:
        operations = [_like(step, like) for step in operations]
    back = listed("navigate", "undo").at(words, 0) if words else None
    if back and not subject:
        # "go back one step and make it green": the edit starts from the parent.
        subject, words = scene.parents.get(scene.current, ""), words[back[1] :]
    asked = count(words, text)
    plan = Plan(
        "", Intent.EDIT, count=asked.value, subject=subject, output=output, keep=kept.keep, wrong_reference=wrong
    )
    if asked.ones:
        plan = replace(plan, parallel=True)
    if beyond:
        return replace(plan, parallel=False, count=max(plan.count, len(asked.ones)))
    remaining = [word for place, word in enumerate(words) if place not in asked.places]
    found = _in_order(remaining, operations, lex)
    exactly = any(step.operation or step.look or step.value for step in found.steps)
    if (exactly or not sure) and (refusal := refused(whole)):
        step = Step(refusal.task, target=whole, words=whole, generates=True)
        return replace(plan, steps=(step,), confidence=0.9, offers=offers(scene), parallel=False)
    if plan.output.max_bytes and _is_about_the_file(words, found.steps):
        return replace(plan, intent=Intent.EXPORT, confidence=0.8, output=cut_output(kept.rest, raw)[0])
    if not found.steps:
        return _no_step(plan, words, remaining, asked, kept, named, scene, raw)
    alone = [step for step in found.steps if step.look]
    if not plan.parallel and len(alone) > 1 and _one_each(words, lex):
        plan = replace(plan, parallel=True)
    if plan.parallel and len(found.steps) < 2:
        plan = replace(plan, parallel=False, count=max(plan.count, len(asked.ones)))
    confidence = 1.0 - 0.5 * len(found.unread) / max(1, found.words)
    return replace(
        plan,
        steps=tuple(found.steps),
        count=1 if plan.parallel else plan.count,
        confidence=round(max(0.3, confidence), 2),
        decision=Decision.ACT
        if len(found.unread) < _MOST_UNREAD and not (found.number or found.lost)
        else Decision.OFFER,
        unread=tuple(found.unread),
        offers=offers(scene),
    )


def _without_the_model(named: list[Reference], text: str) -> tuple[list[Reference], str, str]:
    """ "Match the colours of v3": v3 is what to be like, and not what to work on; it becomes the word #like."""
    last = named[-1] if named else None
    if last is None or not last.ids or not _LIKE.search(text[: last.start]):
        return named, text, ""
    return named[:-1], f"{text[: last.start].rstrip()} #like {text[last.end :].lstrip()}".strip(), last.ids[0]


def _words(pieces: Sequence[Step | str], operations: list[Step]) -> list[str]:
    """The words that are left to read; each operation is collected, and stands as one word in a clause of its own."""
    words: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            words += texts_of(piece)
        else:
            words += [",", f"{_MARK}{len(operations)}", ","]
            operations.append(piece)
    return words


def _in_order(words: Sequence[str], operations: Sequence[Step], lex: Lexicon) -> tones.Found:
    """Operations and edits as they were said."""
    found = tones.Found()
    run: list[str] = []
    for word in [*words, _MARK]:
        if not word.startswith(_MARK):
            run.append(word)
            continue
        part = tones.find(run, lex)
        run = []
        if part.strength is not None and found.steps:
            found.steps[-1] = scaled(found.steps[-1], part.strength) or found.steps[-1]
        found.steps += part.steps
        found.number = found.number or part.number
        found.lost = found.lost or part.lost
        found.unread += part.unread
        found.words += part.words
        if word != _MARK:
            found.steps.append(operations[int(word.removeprefix(_MARK))])
    return found


def _like(step: Step, variant: str) -> Step:
    return replace(step, values=step.values | {"like": variant}) if "like" in step.values else step


def _without_thanks(words: list[str], lex: Lexicon) -> list[str]:
    left: list[str] = []
    place = 0
    while place < len(words):
        hit = lex.thanks.at(words, place)
        if not hit:
            left.append(words[place])
        place += hit[1] if hit else 1
    return left


def _wanted_file(text: str, raw: str) -> tuple[Output, str]:
    """A file wish inside an edit counts where it is said with a verb of saving ("… and save it as png"), or where the
    end of the sentence is about nothing else ("…, as a png under 200 kB")."""
    match = _AND_SAVED.search(text) if said(text, _SAVING) else None
    if match:
        output, _ = cut_output(match[0], raw)
        return output, text[: match.start()].strip()
    for start in () if hints(text).isdisjoint(_FILE_WORDS) else _ENDINGS.finditer(text):
        output, rest = cut_output(text[start.end() :], raw)
        exact = output.suffix or output.max_bytes or (output.width and output.height)
        if exact and start.start() and set(re.findall(r"\w+", rest)) <= _AROUND_A_FILE:
            return output, text[: start.start()].strip()
    most, text = cut_bytes(text)
    return Output(max_bytes=most) if most else _NO_FILE, text


_NO_FILE = Output()
# Without one of these the end of a sentence is not about a file.
_FILE_WORDS = {NUMBER, "jpg", "jpeg", "png", "webp", "tiff", "tif", "avif", "gif", "mp4", "mp"}
# Where the words about a file may begin, and what else may be among them.
_ENDINGS = lazy(r"(?:\s*[,;]\s*|\s+(?:and\s+)?)(?=(?:as|at|in|under|below|at most) )")
_AROUND_A_FILE = {"as", "at", "in", "a", "an", "and", "please", "file", "it", "the", "thanks", "format", "with", "of"}


def _one_each(words: list[str], lex: Lexicon) -> bool:
    """ "A noir version and a vivid one": a noun for a variant in two parts of the sentence."""
    parts = tones.clauses(words, lex)
    return sum(any(word in {"version", "one", "variant", "take"} for word in part) for part in parts) > 1


def _no_step(
    plan: Plan,
    words: Sequence[str],
    remaining: Sequence[str],
    asked: Count,
    kept: Kept,
    named: Sequence[Reference],
    scene: Scene,
    raw: str,
) -> Plan:
    plain = [word for word in words if word not in ",.!?;"]
    left = " ".join([word for word in remaining if word not in FILLER and word not in lexicon().versions])
    if asked.places and left and (step := one(left.strip(" ,.;!?"), tidy(raw))) and step.operation in _IN_SEVERAL:
        return replace(plan, steps=(step,), confidence=0.9, offers=offers(scene))
    if _of_another(plain) or (named and listed("repeat", "again").find(plain)):
        return replace(plan, steps=(Step(Task.VARIATION),), confidence=0.85, count=max(1, asked.value))
    if _more_like(plain):
        return replace(plan, steps=(Step(Task.VARIATION),), confidence=0.85)
    vague = listed("vague", "cues").find(plain) or asked.places or kept.keep or listed("more", "words").find(plain)
    return replace(
        plan,
        intent=Intent.VAGUE if vague else Intent.UNKNOWN,
        confidence=0.2,
        decision=Decision.OFFER,
        unread=tuple(remaining)[:8],
        offers=offers(scene),
    )


def _of_another(plain: list[str]) -> bool:
    """ "One more, please", but not "one more bridesmaid on the left"."""
    hit = listed("repeat", "another").find(plain)
    if not hit:
        return False
    behind = plain[hit[1] + hit[2] :]
    if plain[hit[1] + hit[2] - 1] not in _COUNTS or not behind:
        return True
    return behind[0] in FILLER | STOPS | lexicon().versions | TRIES or behind[0] in _MORE_LIKE


def _is_about_the_file(words: Sequence[str], steps: Sequence[Step]) -> bool:
    """ "Compress it to", "make the file smaller than": nothing but the size is asked for."""
    exact = any(step.operation or step.look or step.value for step in steps)
    return not exact and sum(word not in ",.!?;" for word in words) <= _FEW


def _more_like(words: Sequence[str]) -> bool:
    """ "Three more", "two more like that", "more like v2"."""
    return "more" in words and _MORE_LIKE.issuperset(words)


def unknown(raw: str, scene: Scene, intent: Intent, unread: tuple[str, ...] = ()) -> Plan:
    return Plan(raw, intent, confidence=0.2, decision=Decision.OFFER, unread=unread[:8], offers=offers(scene))


def offers(scene: Scene) -> tuple[str, str, str]:
    """Three sentences that can be done with this photo as it stands."""
    if len(scene.shown) > 1:
        return "the second one, but a bit warmer", "make three cinematic versions", "export the first as PNG"
    if len(scene.variants) > 1:
        return "a bit more contrast", "compare with the original", "export as PNG"
    return "make three moodier versions", "a bit warmer and brighter", "black and white"
