"""English wishes that are told, suggested or complained of, and what stands beside a wish: no command says them."""

from __future__ import annotations

import pytest

from agent.plan import Decision
from agent.rules.planner import read
from tests.agent.rules.scenes import ROUND

_SAID = {
    "what somebody else wishes": (
        ("my wife says the door would look great in dark green, show me", "color"),
        ("I think a fruit bowl on the counter would look good", "add"),
    ),
    "what is suggested": (
        ("how about a navy door?", "color"),
        ("what about a teal fridge?", "color"),
        ("kids want to see the dog as a lion", "replace"),
        ("my car but in yellow", "color"),
    ),
    "what would look better with something": (
        ("the porch would be prettier with some flower pots", "add"),
        ("the cake would look better with candles on it", "add"),
        ("it'd look better with the sky darker", "tone"),
        ("I think she'd look amazing with short hair", "portrait"),
    ),
    "who or what comes in": (
        ("could a parrot be sitting on her shoulder?", "add"),
        ("can I see some boats on the water", "add"),
        ("what if the hill had sheep on it", "add"),
        ("some smoke coming out of the chimney", "add"),
        ("the robot should have antennas", "add"),
    ),
    "what there is to be less of": (
        ("fewer cables behind the TV", "remove"),
        ("have nobody on the ski lift", "remove"),
        ("can the car go", "remove"),
        ("is there any chance that crate could be gone?", "remove"),
    ),
    "a second wish behind and, plus or please": (
        ("I want the grass greener, and the bench should go", "multi"),
        ("take out the lamp post and a little more contrast", "multi"),
        ("a blue carpet instead of the rug plus a dog lying on it", "multi"),
        ("oil painting style please and give her a straw hat", "multi"),
        ("sharpen the bird and darken the sky", "multi"),
        ("Crop it square, and if you can remove the man on the left", "multi"),
    ),
    "somebody wants it for theirs": (
        ("my brother wants his truck in matte black", "color"),
        ("Something like a library behind him would be great", "background"),
        ("my husband says the shirt is too loud, he'd go for navy", "color"),
    ),
    "a story told before": (
        ("someone scratched our car, take the scratch off", "restore"),
        ("my fly is down in this one, zip it up please", "portrait"),
        ("took it at night so its super noisy, smooth it out a bit", "restore"),
        ("need help, my kid dropped his ice cream, put a new one in his hand", "add"),
        ("the boy has no permission, his face shouldn't be recognizable", "blur"),
    ),
    "what is complained of": (
        ("too many balloons, keep just one", "remove"),
        ("the crumbs on the table bother me", "remove"),
        ("the shot would be perfect without that crane", "remove"),
        ("the snow looks blue", "tone"),
        ("the crease runs right across my grandads face. can it be fixed?", "restore"),
        ("his head got cut off at the top, can you add it back", "complete"),
        ("the bin needs to go", "remove"),
        ("the wall needs to be blue", "color"),
    ),
    "two things and what is done with each": (
        ("I want the lamp removed and a mirror hung on the wall", "multi"),
        ("the woman should be laughing and her coat should be red", "multi"),
        ("she should smile and wear sunglasses", "multi"),
        ("the van should be white with the name Rosie on the side", "multi"),
        ("counter made of marble, and no more dishes in the sink", "multi"),
        ("remove the stain and boost the contrast afterwards", "multi"),
    ),
    "what a surface is made of": (
        ("give the bathroom marble floors", "material"),
        ("wooden frame instead of the metal one", "material"),
    ),
    "what comes of a time": (
        ("Illustrate the state of the ice cube after an hour in the sun", "reasoning"),
        ("Visualise the candle once it has burned for three hours", "reasoning"),
    ),
    "what is drawn into another picture": (
        ("take the dog from the first and put it into the second", "compose"),
        ("combine these two into one picture", "compose"),
    ),
    "what is no edit": (
        ("wow, this is way better than I hoped", "affirm"),
        ("perfect, love it", "affirm"),
        ("hmm no, she looks weird", "deny"),
        ("is it even possible to fix such bad focus, or is it pointless", "advise"),
    ),
}


@pytest.mark.parametrize(("words", "kind"), [case for cases in _SAID.values() for case in cases])
def test_what_is_told_is_read_as_a_wish(words: str, kind: str) -> None:
    assert read(words, ROUND).label == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("what would the door look like in blue? give me 3 options", "color"),
        ("paint the fence grey, give me a few versions", "color"),
    ],
)
def test_how_many_are_wanted_is_no_second_wish(words: str, kind: str) -> None:
    assert read(words, ROUND).label == kind


def test_praise_pays_for_nothing() -> None:
    """Who loves what they see has agreed to no price."""
    plan = read("i love it", ROUND)
    assert plan.intent == "chat"
    assert not plan.steps
    assert plan.decision is Decision.ACT
