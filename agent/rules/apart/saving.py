"""Reads an edit and what is to be saved of it apart ("warmer, and export it at 800 px, under 100 kB")."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from agent.plan import Decision, Intent, Output, Plan, Scene
from agent.rules.words.patterns import lazy

_SAVES = lazy(
    r"\s*(?:[,;.]\s*(?:(?:and|then|also|please|finally)\s+)*|\s(?:and|then|&|plus)\s+(?:(?:then|also|please)\s+)*)"
    r"(?=(?:save|export|output|download|deliver|send|store)\b[^,;]*(?:,[^,;]*\d[^,;]*)*$)",
    re.I,
)
_LONGEST = 300


def saved(plan: Plan, words: str, scene: Scene, read: Callable[[str, Scene], Plan]) -> Plan:
    """`plan`, or where it was not sure of an edit that ends with how to save it, what both halves are by themselves:
    a size that is said of the file is no edit of its own."""
    if plan.decision is Decision.ACT or plan.intent is not Intent.EDIT or len(words) > _LONGEST:
        return plan
    match = _SAVES.search(words)
    if match is None or not match.start():
        return plan
    made, kept = read(words[: match.start()], scene), read(words[match.end() :], scene)
    if made.intent is not Intent.EDIT or made.decision is not Decision.ACT or made.output != Output():
        return plan
    of_it = kept.intent is Intent.EXPORT and kept.decision is Decision.ACT and kept.subject in ("", scene.current)
    if not of_it or kept.others or kept.output == Output():
        return plan
    return replace(made, words=words, output=kept.output, second=None)
