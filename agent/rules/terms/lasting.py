"""Reads wishes that outlive their sentence as what to do now: remember them, take them back, or ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from agent.plan import Choice, Decision, Intent, Move, Plan, Scene, Setting
from agent.rules.terms.settings import settings
from agent.rules.words.clean import normalise, tidy
from agent.rules.words.patterns import lazy
from agent.standing import phrase
from backends.types import Json, Task

_Read = Callable[[str, Scene], Plan]

# "Make it warmer, and from now on everything square": what comes before is for now.
_AND_LASTING = lazy(
    r"\s*(?:[,.;]|\band\b|\bthen\b|\balso\b|[,。;])[\s,.;]*(?:(?:and|also|then|please|而且|并且)\s+)*"
    r"(?=(?:please )?(?:from (?:now|today|here)\b|by default\b|always (?:save|export|use|crop|make|give|keep|ask)\b"
    r"|for the rest of\b|in all (?:later|future)\b|以后|从现在|今后))",
    re.I,
)
_SO = r"(?:(?:ok|okay|please|and|now|you can|you may)[, ]+)*"
_WISH = r"(?:setting|rule|wish|default|limit|cap|budget)s?"
# "Remove the walls" is an edit even where a rule is about the walls: only what is called a setting is removed so.
_ENDS = lazy(
    rf"^{_SO}(?:stop|quit|no longer|forget(?: about)?)\b"
    rf"|^{_SO}(?:drop|cancel|remove|clear|reset|undo|lift|take back|turn off|switch off|end|delete)\b.*\b{_WISH}\W*$"
    r"|\b(?:not|no|don't|dont|do not|doesn't|needn't)\b.*\bany ?more\W*$|^[^,.;]*\bno longer\W*$"
    r"|^(?:请)?(?:不再|取消|停止|别再|不用再)",
    re.I,
)
_THAT = lazy(
    rf"^{_SO}forget (?:about )?(?:that|this|it|what i (?:just )?said)\W*$"
    rf"|^{_SO}(?:stop|quit|forget|drop|cancel|remove|clear|reset|undo|lift|take back|turn off|end|delete) (?:about )?"
    rf"(?:the|that|this|my)(?: last)? {_WISH}\W*$|^(?:算了|取消(?:这个|刚才的)?设置)\W*$",
    re.I,
)
_ALL = lazy(
    rf"^{_SO}(?:stop|quit|forget|drop|cancel|remove|clear|reset|undo|lift|take back|turn off|end|delete) (?:about )?"
    rf"(?:all|every)(?: of)?(?: (?:my|the|these|those))? ?(?:settings?|rules?|defaults?|wishes)\W*$"
    r"|取消(?:所有|全部)设置",
    re.I,
)
# How each is named by someone who wants to be rid of it.
_NAMES = {
    "ratio": r"square|ratio|shape|aspect|format|cropping|\d+ ?: ?\d+|方形|正方形|比例|裁",
    "place": r"stor(?:y|ies)|instagram|insta|reels?|post|place|thumbnail|banner|cover|format",
    "suffix": r"png|jpe?gs?|webp|tiffs?|avif|format|file type",
    "long_side": r"size|pixels?|px|\d{3,5}|smaller|resiz\w+",
    "width": r"size|width|pixels?|px|\d{3,5}|resiz\w+",
    "height": r"size|height|pixels?|px|\d{3,5}|resiz\w+",
    "quality": r"quality",
    "max_bytes": r"file size|kb|mb|kilobytes?|megabytes?|size",
    "count": r"versions?|variants?|takes|options|each time|(?:giving|making|showing) me \w+",
    "most_usd": r"spend\w*|budget|limit|cap|cents?|dollars?|money|cost\w*",
    "budget_usd": r"spend\w*|budget|limit|cap|cents?|dollars?|money|cost\w*",
    "ask_above_usd": r"ask\w*|cents?|dollars?|money",
    "paid": r"free|paid|pay\w*|money",
    "upload": r"offline|upload\w*|leav\w+|local\w*",
    "pictures": r"pictures?|photos?|images?|thumbnails?",
    "seed": r"seed",
    "model": r"model|using|use",
    "repair": r"repair\w*|fix\w*|mend\w*",
}
# Longer than anybody says that something shall hold no longer.
_LONGEST = 60
# What names one setting without a doubt.
EXACTLY = "forget the setting "
_COMMON = {
    "the",
    "a",
    "an",
    "of",
    "in",
    "on",
    "to",
    "is",
    "are",
    "stay",
    "stays",
    "keep",
    "always",
    "it",
    "as",
    "and",
    "that",
}


def lasting(plan: Plan, words: str, scene: Scene, read: _Read) -> Plan:
    """`plan`, unless `words` are about what holds from now on: then that, with what they ask for now."""
    text = normalise(words)
    if scene.settings and (ended := _ended(text, scene)) is not None:
        return replace(ended, words=words, label="settings")
    if not plan.settings:
        return plan
    parted = _AND_LASTING.search(tidy(words))
    if parted is not None and parted.start():
        now, later = tidy(words)[: parted.start()], tidy(words)[parted.end() :]
        first, wishes = read(now, scene), settings(normalise(later))
        if wishes and first.intent is Intent.EDIT and first.decision is Decision.ACT:
            return replace(first, words=words, settings=wishes)
    rules = [wish for wish in plan.settings if wish.name == "rule"]
    about_stet = all(wish.name == "repair" for wish in plan.settings)
    if plan.intent is Intent.EDIT and plan.decision is Decision.ACT and not rules and not about_stet:
        return plan
    plan = replace(plan, intent=Intent.SETTINGS, steps=(), decision=Decision.ACT, label="settings", question="")
    return _each_time(plan, str(rules[0].value), scene, read) if rules else plan


def _each_time(plan: Plan, rule: str, scene: Scene, read: _Read) -> Plan:
    """ "From now on black and white": an edit is made once, and what grows from it keeps it."""
    wish = read(rule, scene)
    can = all(step.operation or step.look or (step.task is Task.TONE and step.value) for step in wish.steps)
    if wish.intent is not Intent.EDIT or wish.decision is not Decision.ACT or not wish.steps or not can or wish.keep:
        return plan
    question = f"A change is kept by all that grows from it. Shall I do “{rule}” to {scene.current} now?"
    choices = (Choice("yes", rule), Choice("no", ""))
    return replace(plan, decision=Decision.ASK, question=question, choices=choices, settings=())


def _ended(text: str, scene: Scene) -> Plan | None:
    """The settings that the words take back; None where they are about something else."""
    standing = _standing(scene.settings)
    if text.startswith(EXACTLY):
        return _taking_back(*(name for name in standing if name.lower() == text.removeprefix(EXACTLY)))
    if _ALL.search(text):
        return _taking_back(*scene.settings)
    if _THAT.search(text):
        if scene.last == "set":
            return Plan("", Intent.NAVIGATE, move=Move.UNDO)
        return _which(scene) if len(text) < 40 else None
    if len(text) > _LONGEST or not _ENDS.search(text):
        return None
    if any(wish.name == "ask_above_usd" for wish in settings(text)):
        return None  # "stop asking if it costs less than 5 cents" says when to ask
    named = [name for name in standing if _is_named(name, text)]
    return _taking_back(*named) if named else None


def _standing(settings: Json) -> list[str]:
    return [name for name in settings if name != "rules"] + [f"rule:{rule}" for rule in settings.get("rules", {})]


def _is_named(name: str, text: str) -> bool:
    if name.startswith("rule:"):
        own = set(re.findall(r"\w+", name.removeprefix("rule:").lower())) - _COMMON
        said = len(own & set(re.findall(r"\w+", text)))
        return said * 2 > len(own) or (said > 0 and "forget" in text)
    return re.search(rf"(?<![a-z])(?:{_NAMES.get(name, re.escape(name))})(?![a-z])", text) is not None


def _taking_back(*names: str) -> Plan:
    every = tuple(Setting("rule" if name == "rules" else name, None) for name in names)
    return Plan("", Intent.SETTINGS, settings=every, confidence=0.9)


def _which(scene: Scene) -> Plan:
    """What "that" is, where the last thing that was done is no setting."""
    undo = [Choice("the last step", "undo")] if scene.last else []
    rules = [
        Choice(
            f"“{name.removeprefix('rule:') if name.startswith('rule:') else phrase(name, scene.settings[name])}”",
            f"{EXACTLY}{name}",
        )
        for name in _standing(scene.settings)
    ]
    return Plan(
        "",
        Intent.SETTINGS,
        decision=Decision.ASK,
        question="What shall be forgotten?",
        choices=tuple([*undo, *rules]),
        confidence=0.5,
    )
