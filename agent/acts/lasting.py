"""Remembers what holds from now on, says what of it can be held here, and takes it back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from agent.plan import Plan, Setting
from agent.rules.engine.tongues import in_english
from agent.rules.slots.spans import cut_keeps
from agent.rules.words.clean import normalise
from agent.standing import kept, phrase
from agent.turn import Turn
from backends.errors import BadRequest, NotPossible
from backends.types import Lock, Scope
from tools.export import WRITABLE
from tools.stem import stem

# "The walls stay white", "her dress must remain as it is": the thing, and that it does not change.
_STAYS = re.compile(
    r"^(?:please |that |always )*(?P<thing>.+?) (?:(?:must|should|shall|has to|have to|needs to|will)(?: always)? )?"
    r"(?:always )?(?:stays?|remains?|keeps? (?:its|their|her|his) colou?r)\b"
)
_LANGUAGE = re.compile(
    r"\b(?:answer|reply|speak|talk|write)(?: to me)? in (?P<language>[a-z]+)\b|用(?P<zh>[^用]{1,3}(?:文|语))回答"
)
_MOST_COUNT = 12
_MOST_RULE = 200


async def remember(plan: Plan, turn: Turn) -> None:
    """Raises BadRequest for what no file can be."""
    wishes = plan.settings
    _refuse(wishes)
    standing = turn.session.settings
    ended = [wish for wish in wishes if wish.value is None]
    said = [_ended(wish, turn) for wish in ended]
    said_of = [str(wish.value) for wish in wishes if wish.name == "rule" and wish.value]
    rules = {rule: await _lock_of(rule, turn) for rule in said_of if rule not in standing.get("rules", {})}
    patch = kept(standing, wishes)
    if not patch and not rules:
        turn.say("That holds already." if not ended else "Nothing of the kind was set.")
        return
    turn.session.hold(rules, patch)
    begun = [wish for wish in wishes if wish.value is not None]
    if begun:
        said.append(f"From now on: {', '.join(phrase(wish.name, wish.value) for wish in begun)}.")
        said += dict.fromkeys(note for wish in begun if (note := _note(wish, rules)))
        said.append("“Forget that” or undo takes it back.")
    turn.say(" ".join(said))


def _ended(wish: Setting, turn: Turn) -> str:
    standing = turn.session.settings
    if wish.name == "rule":
        return "No rule holds any more."
    if wish.name.startswith("rule:"):
        return f"No longer: “{wish.name.removeprefix('rule:')}”."
    return f"No longer: {phrase(wish.name, standing[wish.name])}." if wish.name in standing else ""


def _refuse(wishes: tuple[Setting, ...]) -> None:
    for wish in wishes:
        match wish.name:
            case "suffix" if wish.value is not None and wish.value not in WRITABLE:
                raise BadRequest(f"Stet cannot write {wish.value} files", "Use PNG, JPEG, WebP, TIFF or AVIF.")
            case "count" if wish.value is not None and not 1 <= int(wish.value) <= _MOST_COUNT:
                raise BadRequest(f"{wish.value} variants each time are too many", f"{_MOST_COUNT} is the most.")
            case "rule" if wish.value is not None:
                _refuse_rule(str(wish.value))
            case _:
                pass


def _refuse_rule(rule: str) -> None:
    if len(rule) > _MOST_RULE:
        raise BadRequest("That is too long for a rule", "Say it in one sentence.")
    if _LANGUAGE.search(rule):
        raise NotPossible("Stet reads several languages, but answers in English only", "Nothing was set.")


async def _lock_of(rule: str, turn: Turn) -> Lock | None:
    """A rule about a part of the picture that is surely found is a lock; None for one that is told in words only."""
    text = normalise(rule)
    stays = _STAYS.match(text)
    things = (stays["thing"],) if stays else cut_keeps(text).keep
    thing = " and ".join(map(in_english, things))
    if not thing:
        return None
    here = turn.session.variant(turn.session.current)
    source = stem(turn.session, here.id)
    try:
        found = await turn.darkroom.locate(source, here.recipe, thing, turn.workplace, place=True)
    except (BadRequest, NotPossible):
        return None
    if not found.sure:
        return None
    return Lock("", thing, found.geometry, 0, Scope.SESSION, here.id, rule, may_be_cut=True)


def _note(wish: Setting, rules: Mapping[str, Lock | None]) -> str:
    """What cannot be held, or not yet, said plainly."""
    match wish.name:
        case "rule":
            if (lock := rules.get(str(wish.value))) is not None:
                return f"{lock.label[:1].upper()}{lock.label[1:]} is locked for that: only the frame may cut it."
            return (
                "My own engine cannot hold that by itself, because it does not find what it is about for sure; models"
                " that read words will be told."
            )
        case "seed":
            return "My own engine needs none, so that waits for models that do."
        case "most_usd" | "budget_usd" | "ask_above_usd" | "paid":
            return "Nothing that I do here costs money or leaves this computer; it will bind models that would."
        case "pictures":
            return "It gets your words, and how bright and colourful the pictures are."
        case "repair" if wish.value == "auto":
            return "What costs something, or is sent, is still asked about each time."
        case "ratio":
            return "Each new variant is cropped to it once, around what matters."
        case "suffix" | "long_side" | "width" | "height" | "quality" | "max_bytes" | "place":
            return "It holds for the files that you export, unless you say otherwise."
        case _:
            return ""
