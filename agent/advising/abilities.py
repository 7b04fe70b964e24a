"""What a model can take and give, asked as a plain question: a marked place, several pictures, transparency, sizes."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from agent.routing.wording import named
from backends.catalog import ModelCard

_PICTURE = r"(?:pictures?|photos?|photographs?|images?|pics?|references?|examples?|inputs?|shots?|files?)"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Ability:
    """`topic` is the advice on it, `value` how much of it a card has (0 for none), `says` the sentence about one card."""

    asked: re.Pattern[str]
    topic: str
    value: Callable[[ModelCard], float]
    says: Callable[[ModelCard], str]
    most: str


def abilities(asked: str) -> list[Ability]:
    """Those that a question is about."""
    return [one for one in _ABILITIES if one.asked.search(asked)]


def is_about_ability(asked: str) -> bool:
    """Whether it asks what somebody can, and not what would be best or what it costs."""
    return _ASKS.search(asked) is not None


def of_each(ability: Ability, cards: Sequence[ModelCard]) -> list[str]:
    return [ability.says(one) for one in cards]


def of_all(ability: Ability, shelf: Sequence[ModelCard], today: date) -> str:
    """Who has the most of it."""
    kind = "video" if ability.topic == "films" else "image"
    living = [one for one in shelf if one.kind == kind and not one.gone(today) and one.status == "ready"]
    able = sorted((one for one in living if ability.value(one)), key=lambda one: (-ability.value(one), one.id))
    titles = [f"{one.title}{_much(ability, one)}" for one in able if not one.successor][:_SHOWN]
    return f"{ability.most}: {named(titles)}." if titles else ""


def differences(cards: Sequence[ModelCard]) -> list[str]:
    """What one can and another cannot, or not as much of."""
    image = [one for one in _ABILITIES if one.topic != "films"]
    return [
        sentence
        for ability in image
        if len({ability.value(card) for card in cards}) > 1
        for sentence in of_each(ability, cards)
    ]


def _much(ability: Ability, card: ModelCard) -> str:
    value = ability.value(card)
    return f" ({value:g}{_UNITS[ability.topic]})" if ability.topic in _UNITS else ""


_UNITS = {"combining": " at once", "size": " megapixels", "films": " s"}


def _mask(card: ModelCard) -> str:
    if card.can.mask == "none":
        return (
            f"{card.title} takes no mask: it cannot be held to an area that you painted. Name the place in your words;"
            " Stet puts back what changed outside it."
        )
    how = "paints nothing outside it" if card.can.mask == "exact" else "may touch what is just outside it"
    return f"{card.title} takes a mask, the area that you painted or marked, and {how}."


def _alpha(card: ModelCard) -> str:
    if card.can.alpha:
        return f"{card.title} gives real transparency, a see-through background (alpha)."
    return f"{card.title} gives no real transparency: what looks see-through is painted, as there is no alpha in its files."


def _pictures(card: ModelCard) -> str:
    if card.can.pictures == 1:
        return f"{card.title} takes one picture at a time, the one that is edited."
    return f"{card.title} takes up to {card.can.pictures} pictures at once, the one that is edited among them."


def _size(card: ModelCard) -> str:
    if not card.can.megapixels:
        return f"{card.title}: no largest size is published."
    edge = f", with a longest side of {card.can.edge} px" if card.can.edge else ""
    return f"{card.title} makes pictures of at most {card.can.megapixels:g} megapixels (pixels in all){edge}."


def _variants(card: ModelCard) -> str:
    each = "one variant" if card.can.variants == 1 else f"up to {card.can.variants} variants"
    return f"{card.title} makes {each} in one call; more come of more calls."


def _length(card: ModelCard) -> str:
    if card.kind != "video":
        return f"{card.title} makes no films, only still pictures."
    if not card.can.max_seconds:
        return f"{card.title}: how long its clips may be is not published."
    return f"{card.title} makes clips of at most {card.can.max_seconds:g} s, {'with' if card.can.audio else 'without'} sound."


_ABILITIES = (
    Ability(
        re.compile(
            r"\b(?:masks?|masked|masking|inpaint\w*|brush\w*|selections?|lasso\w*"
            r"|(?:areas?|parts?|spots?|places?|regions?|zones?|bits?|patch|piece|corner|section)\b[^.?]{0,20}\b(?:paint\w*|mark\w*|select\w*|draw|drew|drawn|circl\w*|mean|point\w*|chose|choose|outlin\w*|colou?r\w*|highlight\w*)"
            r"|(?:paint\w*|mark\w*|select\w*|circled|outlined|highlighted) (?:\w+ ){0,2}(?:areas?|parts?|spots?|places?|regions?|zones?|bits?|patch)"
            r"|(?:only|just|nothing but|exactly) (?:the|a|one|that|this|in the|in one) (?:area|part|spot|place|bit|region|corner|patch|section)|where i (?:painted|marked|clicked|drew|point))\b"
        ),
        "masks",
        lambda card: {"none": 0, "soft": 1, "exact": 2}[card.can.mask],
        _mask,
        "Those that take a mask",
    ),
    Ability(
        re.compile(
            r"\b(?:transparen\w+|see-?\s?through|alpha(?: channel)?|(?:no|without an?y?|with no|nothing for a) background|nothing behind|(?:background|what is behind|(?:part|area|place|space) (?:behind|around) [\w ]+) (?:empty|blank|clear|open|away|out)"
            r"|cut-?\s?outs?|clear background|empty background|png)\b"
        ),
        "cutouts",
        lambda card: float(card.can.alpha),
        _alpha,
        "Those that give real transparency",
    ),
    Ability(
        re.compile(
            rf"\b(?:how many|number of|most|several|many|multiple|more than (?:one|two|a)|two|three|four|five|six|eight|nine|ten|\d+|max\w*|lots of|a dozen|another|second|extra) (?:\w+ ){{0,2}}{_PICTURE}\b(?!.*\b(?:do i get|will i get|come out|does it make|variants?|versions?|cost|at a price)\b)"
            rf"|\b{_PICTURE} (?:at once|at a time|together|at the same time|in one go|can (?:it|i|you|\w+) (?:take|combine|use|give))\b|\bcombine\b|\breference (?:pictures?|photos?|images?)\b"
        ),
        "combining",
        lambda card: float(card.can.pictures if card.can.pictures > 1 else 0),
        _pictures,
        "The most pictures at once",
    ),
    Ability(
        re.compile(
            r"\b(?:how (?:big|large|wide|high[- ]res\w*)|what (?:size|sizes|resolution)|(?:largest|biggest|maximum|max|highest|top|full) (?:\w+ )?(?:size|resolution|pictures?|images?|files?|output|dimensions?|prints?)"
            r"|resolution|[248]k|megapixels?|how many (?:mega)?pixels|pixels|dimensions|print (?:size|large|big)|poster[- ]size|billboard)\b"
        ),
        "size",
        lambda card: card.can.megapixels,
        _size,
        "The largest pictures",
    ),
    Ability(
        re.compile(
            r"\b(?:how long (?:[\w.]+ ){0,4}(?:clips?|videos?|films?|movies?)|(?:clips?|videos?|films?)\b.*\bhow long|longest (?:\w+ )?(?:clips?|videos?|films?)|(?:length|duration) of|seconds of (?:video|film)|how many (?:seconds|minutes)|(?:seconds|minutes) (?:can|may|long)|long (?:clips?|videos?|films?)"
            r")\b"
        ),
        "films",
        lambda card: card.can.max_seconds,
        _length,
        "The longest clips",
    ),
    Ability(
        re.compile(r"\b(?:audio|sound|sounds|music|voices?|speech)\b"),
        "films",
        lambda card: card.can.max_seconds if card.can.audio else 0.0,
        _length,
        "Those that make clips with sound",
    ),
    Ability(
        re.compile(
            r"\b(?:how many|number of|several|multiple) (?:\w+ )?(?:variants?|versions?|results?|options|takes)\b"
        ),
        "",
        lambda card: float(card.can.variants),
        _variants,
        "The most variants in one call",
    ),
)
_ASKS = re.compile(
    r"^(?:so |and |but |hey )*(?:can|could|does|do|is|are|will|would|how (?:big|large|many|long|wide)|what (?:size|resolution|is the (?:largest|biggest|max\w*|longest|highest|most))|what's the (?:largest|biggest|max\w*|longest|highest|most))\b"
    r"|\b(?:supports?|accepts?|takes?|handles?|understands?|work with|give(?:s|n)? me|most|largest|biggest|longest|maximum|able to|capable of|at most|with (?:sound|audio|music|speech|a voice))\b"
)
