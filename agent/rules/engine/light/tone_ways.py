"""Tells which way a dial goes where that is said behind its name ("highlights down hard, blacks a bit deeper")."""

from __future__ import annotations

from agent.rules.words.lexicon import Cue, Lexicon

# What says behind a noun which way it goes; said of the tones, how light they become too.
_BEHIND = {"up": 1.0, "higher": 1.0, "down": -1.0, "lower": -1.0, "less": -1.0, "weaker": -1.0, "stronger": 1.0} | {
    "brighter": 1.0, "lighter": 1.0, "darker": -1.0, "deeper": -1.0,
}  # fmt: skip
_OF_LIGHT, _OF_TONES = {"brighter", "lighter", "darker", "deeper"}, {"highlights", "shadows"}
_HARD = 1.6


def way_behind(words: list[str], start: int, cue: Cue, lexicon: Lexicon) -> tuple[float, float, int]:
    """The way, how much, and where that ends; 0.0 for no way where nothing behind `start` tells one."""
    at, much = start, 1.0
    while at < len(words) and (hit := lexicon.strengths.at(words, at)):
        much, at = much * hit[0], at + hit[1]
    word = words[at] if at < len(words) else ""
    way = _BEHIND.get(word, 0.0)
    if not way or (word in _OF_LIGHT and cue.adjust not in _OF_TONES):
        return 0.0, 1.0, start
    if word == "stronger" and cue.adjust == "shadows":
        way = -1.0
    end = at + 1
    if words[end : end + 1] == ["hard"]:
        much, end = _HARD, end + 1
    return way, much, end
