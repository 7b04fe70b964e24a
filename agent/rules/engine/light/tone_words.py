"""Words that stand around the words for light and colour, and say neither what nor where."""

from __future__ import annotations

from agent.rules.words.patterns import lazy

COLOURS = {
    "red", "green", "blue", "yellow", "orange", "pink", "purple", "black", "white", "brown", "teal", "grey", "gray",
    "violet", "turquoise", "gold", "silver", "beige", "magenta", "cyan", "mustard", "navy",
}  # fmt: skip
DETERMINERS = {"the", "her", "his", "their", "my", "its", "our", "these", "those"}
STOPS = {
    "a", "an", "in", "on", "of", "to", "at", "with", "from", "into", "for", "so", "that", "is", "are", "look", "looks",
    "looking", "feel", "by", "up", "down", "more", "less", "bit", "very", "too", "as", "or", "please", "now", "like",
}  # fmt: skip
# A number in a wish is how much: a wish without it would be another one.
NUMBER = lazy(r"[+-]?[\d.,/]*\d[\d.,/]*(?:%|k|ev|x|st|stops?|px)?")
FILLER = {
    "make", "it", "the", "a", "an", "this", "that", "more", "less", "of", "to", "in", "look", "looks", "looking", "me",
    "be", "is", "on", "as", "give", "some", "get", "create", "do", "photo", "picture", "image", "like", "with",
    "same", "bit", "its", "for", "at", "my", "you", "i", "really", "want", "need", "should", "have", "go", "put",
    "into", "very", "much", "feel", "vibe", "mood", "style", "effect", "filter", "apply", "use", "everything", "whole",
    "thing", "we", "your", "think", "would", "could", "can", "please", "all", "colors", "colours", "color", "colour",
    "one", "version", "versions", "tone", "tones", "slightly", "too", "only", "just", "also", "kind", "sort", "even",
    "from", "here", "there", "overall", "again", "another", "show", "try", "add", "now", "it's", "bring", "set", "so",
    "change", "shot", "scene", "light", "lighting", "something", "us", "than", "was", "by", "before", "different",
}  # fmt: skip
