"""Wishes that leave their verb out, share one, follow their reason, or use a verb that is in no list."""

from __future__ import annotations

import pytest

from agent.plan import Decision, Intent, Scene
from agent.rules.kinds.kind import kind
from agent.rules.planner import read
from tests.agent.rules.scenes import ROUND


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("lawn greener, neighbour's trampoline out", ["color", "remove"]),
        ("cobwebs off the beams", ["remove"]),
        ("taps in copper", ["material"]),
        ("logo bigger, background off-white", ["layout", "background"]),
        ("the tie, burgundy please", ["color"]),
        ("the sofa to emerald, the walls to white", ["color", "color"]),
        ("make the leaves red, the door white", ["color", "color"]),
        ("1) no more tripod 2) add a kite in the sky 3) warmer overall", ["remove", "add", "tone"]),
        ("rotate clockwise and sharpen", ["crop", "restore"]),
        ("he blinked so open his eyes", ["pose"]),
        ("把路人去掉,颜色调鲜艳点", ["remove", "tone"]),
    ],
)
def test_the_verb_that_was_left_out_is_understood(words: str, labels: list[str]) -> None:
    assert [wish.label for wish in kind(words).wishes] == labels


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("sofa in bottle green please, client changed her mind again", "color"),
        ("put a robin on the spade, they're our favourite", "add"),
        ("that car: make it a tractor", "replace"),
        ("could the toddler be waving at us", "pose"),
        ("take the oxygen tube off his face", "remove"),
        ("let him wear a red scarf", "add"),
        ("more punch in the colours, less in the reds", "tone"),
        ("turn this sketch into a photo", "style"),
        ("colorize this old black and white photo", "restore"),
        ("line the bottles up neatly", "layout"),
    ],
)
def test_what_stands_around_a_wish_does_not_change_it(words: str, label: str) -> None:
    assert read(words, ROUND).label == label


@pytest.mark.parametrize("words", ["remove the bin and mow the lawn", "brighten it, then gild the frame"])
def test_a_part_that_was_not_understood_keeps_the_rest_from_being_done_alone(words: str) -> None:
    assert read(words, ROUND).decision is Decision.OFFER


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("mach den Himmel dramatischer, aber lass ihr Gesicht", "ihr gesicht"),
        ("rends le ciel plus sombre mais laisse son visage", "son visage"),
        ("cielo más oscuro pero deja su cara", "su cara"),
        ("cielo più scuro ma lascia il suo viso", "il suo viso"),
        ("céu mais escuro mas deixa o rosto dela", "o rosto dela"),
        ("空を暗く、顔はいじらないで", "顔"),
        ("하늘을 어둡게, 얼굴은 손대지 말고", "얼굴"),
        ("black and white but the red umbrella keeps its colour", "the red umbrella"),
        ("sit the dog down, collar still on", "collar"),
        ("add rain without wetting her hair", "her hair"),
        ("get rid of the leash, dog and owner unchanged", "dog"),
        ("brighter, only mind you don't blow the clouds", "the clouds"),
        ("换成海边背景,人脸千万别动", "人脸"),
    ],
)
def test_what_stays_is_found_however_it_is_said(words: str, thing: str) -> None:
    assert thing in read(words, ROUND).keep


def test_when_to_ask_takes_no_limit_back() -> None:
    scene = Scene(settings={"most_usd": 0.1})
    plan = read("stop asking if it costs less than 5 cents", scene)
    assert plan.intent is Intent.SETTINGS
    assert [(one.name, one.value) for one in plan.settings] == [("ask_above_usd", 0.05)]
