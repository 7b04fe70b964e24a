"""Tells words for light and colour that are said of a thing ("a brighter smile") from those of the picture."""

from __future__ import annotations

from agent.rules.engine.elsewhere import DRAWN
from agent.rules.engine.light.tone_words import COLOURS, DETERMINERS, FILLER, NUMBER, STOPS
from agent.rules.engine.strengths import MARK
from agent.rules.words.lexicon import Cue, Lexicon
from agent.rules.words.vocabulary import bits, vocabulary

# What makes a thing of something else, and verbs that make a look of it.
_TURNED_INTO = {"into", "as"}
_MAKES = {"turn", "convert", "transform", "render", "redraw", "draw", "paint", "painted", "drawn", "become", "took"}
# "Moody like a fall photoshoot": pictures that the wish is likened to.
_PICTURES = {
    "photoshoot", "photoshoots", "shoot", "photo", "photos", "photograph", "picture", "movie", "film", "magazine",
    "poster", "postcard", "painting", "fairytale", "portrait", "session", "scene", "catalogue", "ad",
    "cover", "video",
}  # fmt: skip
_MOST_LIKE = 4
_WITHOUT_COLOUR = {"black-and-white", "sepia"}
_FRAMES = {
    "photo", "photos", "picture", "pictures", "photograph", "photographs", "image", "shot", "snap", "snapshot", "scan",
    "portrait", "print", "pic", "postcard", "negative", "original",
}  # fmt: skip
_DEFINITE = {"this", "that", "the", "my", "our", "her", "his", "their", "these", "those"}
_ARTICLES = _DEFINITE | {"a", "an", "some"}
_BEFORE, _BEHIND = 3, 2
# Words for how a thing looks, which say where as well as the thing does.
OF_A_THING = {"tone", "tones", "light", "lighting", "colour", "colours", "color", "colors", "brightness", "exposure"}
_KINDS_OF_LIGHT = {"harsh", "soft", "warm", "cold", "ambient", "natural", "whole", "evening", "morning", "hard"}
# What can be flat in its light as well as in its shape, and what makes a thing so.
_OF_A_SURFACE, _MADE_SO = {"flat", "flatter", "hard", "harder"}, {"make", "get", "turn", "keep"}
_LIT = {"sky", "shadows", "highlights", "face", "skin", "background", "foreground", "midtones", "edges", "contrast"}
# What an adjective of light belongs to where it stands before it; an unknown word names a thing too.
_THINGS = bits("n.expression n.garment n.animal n.thing n.makeup")


def of_a_thing(words: list[str], place: int, cue: Cue, lexicon: Lexicon) -> bool:
    """ "A brighter smile", "dim sum": what a thing is like, and not the picture."""
    at = lexicon.cues.at(words, place)
    end = place + (at[1] if at else 1)
    before = words[place - 1 : place] if place else []
    one = before in (["a"], ["an"])
    if cue.look in _WITHOUT_COLOUR and before == ["the"] and words[end : end + 1] == ["one"]:
        return True  # "A navy suit instead of the grey one"
    if cue.noun or end >= len(words) or (cue.look and not one and not DETERMINERS.intersection(before)):
        return False
    if not cue.look and place and not one:
        return False
    word = words[end]
    known = word in FILLER | STOPS | DETERMINERS | lexicon.whole | lexicon.versions
    if known or lexicon.cues.at(words, end) or lexicon.strengths.at(words, end):
        return False
    mask, _ = vocabulary("en").words.at(words, end)
    # A word in no class is a thing only where the sentence is about one: "a warm gilet", not "bright clary".
    return bool(mask & _THINGS) or (not mask and place > 0 and not (cue.look and one))


def is_a_thing(words: list[str], place: int, cue: Cue, lexicon: Lexicon) -> bool:
    """ "A newspaper in her hand", "driving through a desert": the name of a look that is a thing counts as a look
    only where nothing else is in the wish, or a word for how a picture looks."""
    if words[place] not in lexicon.things or not lexicon.looking.isdisjoint(words):
        return False
    if cue.look in DRAWN and not _TURNED_INTO.isdisjoint(words[:place]):
        return False  # "my dog as a painting"
    at = 0
    around = FILLER | STOPS | DETERMINERS | lexicon.whole | lexicon.versions | _MAKES | {MARK}
    tables = (lexicon.cues, lexicon.strengths, lexicon.polite, lexicon.more, lexicon.less)
    while at < len(words):
        word = words[at]
        hit = next((found for table in tables if (found := table.at(words, at))), None)
        if not hit and word not in around and not NUMBER.fullmatch(word):
            return True
        at += hit[1] if hit else 1
    return False


def told_of_the_picture(words: list[str], place: int, cue: Cue, lexicon: Lexicon) -> bool:
    """ "Put colour into this old black and white photo": how the picture is, and not how it shall be."""
    at = lexicon.cues.at(words, place)
    behind = words[place + (at[1] if at else 1) :]
    if cue.look not in _WITHOUT_COLOUR or _FRAMES.isdisjoint(behind[:_BEHIND]):
        return False
    told = next((word for word in reversed(words[max(0, place - _BEFORE) : place]) if word in _ARTICLES), "")
    # "Make this black and white", and "make this a black and white photo", ask for it.
    return told in _DEFINITE and not (words[0] in _MAKES | {"make"} and len(behind) == 1)


def likened(words: list[str]) -> frozenset[int]:
    """The places of the words that liken the wish to another picture, for they say how and not what."""
    for place, word in enumerate(words[:-2]):
        if word not in {"like", "as"} or words[place + 1] not in {"a", "an", "in", "from", "one", "those"}:
            continue
        for end in range(place + 2, min(place + 2 + _MOST_LIKE, len(words))):
            if words[end] in _PICTURES and (end + 1 == len(words) or words[end + 1] not in _PICTURES):
                return frozenset(range(place, end + 1))
    return frozenset()


def is_the_light(words: list[str], place: int) -> bool:
    """ "Make the harsh light warmer": what is to be so, and no wish for more of it."""
    at = place - 1
    while at > 0 and words[at] in COLOURS | _KINDS_OF_LIGHT:
        at -= 1
    return at >= 0 and words[at] in DETERMINERS


def of_a_surface(words: list[str], place: int, lexicon: Lexicon) -> bool:
    """ "Make the lawn flat": what a thing is like to walk on."""
    if words[place] not in _OF_A_SURFACE or not place:
        return False
    before = words[:place]
    known = lexicon.whole | lexicon.versions | OF_A_THING | _LIT | FILLER | STOPS | DETERMINERS
    return before[-1] not in known and not DETERMINERS.isdisjoint(before[-3:-1]) and not _MADE_SO.isdisjoint(before)
