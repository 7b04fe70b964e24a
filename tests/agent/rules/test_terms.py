"""On what terms a request is made is heard in any wording, is cut out of it, and is not heard where it is not said."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from agent.plan import Scene, Wish
from agent.rules.planner import read
from agent.rules.terms.notions import CHEAPLY, FREE, PRIVACY, ROUGH, SOON, TRADE, WELL, Notion
from agent.rules.terms.routed import routed

NOTIONS = {
    "privacy": PRIVACY,
    "free": FREE,
    "cheaply": CHEAPLY,
    "well": WELL,
    "soon": SOON,
    "rough": ROUGH,
    "trade": TRADE,
}
WORDINGS = tomllib.loads(Path(__file__).with_name("terms.toml").read_text(encoding="utf-8"))
RECALL = 0.95


@pytest.mark.parametrize("name", NOTIONS)
def test_a_term_is_heard_in_nearly_every_wording(name: str) -> None:
    said: list[str] = WORDINGS[name]["said"]
    missed = [words for words in said if not NOTIONS[name].spans(words)]
    assert 1 - len(missed) / len(said) >= RECALL, missed


@pytest.mark.parametrize("name", NOTIONS)
def test_words_about_the_picture_are_no_term(name: str) -> None:
    heard = [words for words in WORDINGS[name]["only_looks_like_it"] if NOTIONS[name].spans(words)]
    assert heard == []


@pytest.mark.parametrize(
    ("words", "wish", "rest"),
    [
        ("this is my daughter, she must not end up on some server. put a paper crown on her head", Wish(stay=True),
         "this is my daughter. put a paper crown on her head"),
        ("nothing goes online: swap the wallpaper for stripes", Wish(stay=True), "swap the wallpaper for stripes"),
        ("without uploading it add a hat", Wish(stay=True), "add a hat"),
        ("make her smile without giving the photo to anyone", Wish(stay=True), "make her smile"),
        ("add a picket fence, but I'm not paying anything for it", Wish(most_usd=0.0), "add a picket fence"),
        ("money is no object, the best you can get: candles on the cake", Wish(dial=1.0), "candles on the cake"),
        ("the cheapest way to get a swing into that tree", Wish(by="price"), "add a swing into that tree"),
        ("hurry, I'm in a meeting: a plant in the empty corner", Wish(by="time"), "a plant in the empty corner"),
        ("a quick mock-up of a tent there", Wish(dial=0.0), "a tent there"),
        ("we sell this as a calendar: a stag on the meadow", Wish(paid_work=True), "a stag on the meadow"),
        ("don't spend more than 5 cents: add a boat", Wish(most_usd=0.05), "add a boat"),
        ("two cents tops, add a boat", Wish(most_usd=0.02), "add a boat"),
        ("不要联网\uff0c把车换成自行车", Wish(stay=True), "把车换成自行车"),
    ],
)  # fmt: skip
def test_a_term_is_cut_out_and_the_request_is_left(words: str, wish: Wish, rest: str) -> None:
    assert routed(words) == (wish, rest)


def test_what_is_to_be_written_may_say_anything() -> None:
    for words in ('write "do not upload" on the sign', "caption along the bottom: nothing leaves this house"):
        assert not read(words, Scene()).wish.stay


def test_a_question_keeps_its_words_and_its_limits() -> None:
    asked = "is there a way to give her a veil without it being uploaded?"
    assert routed(asked) == (Wish(stay=True), asked)


@pytest.mark.parametrize("piece", ["not in the ", "my own ", "never a no ", "only on ", "for free nothing "])
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (3800 // len(piece))
    start = time.process_time()
    for notion in NOTIONS.values():
        assert isinstance(notion, Notion)
        notion.spans(text)
    assert time.process_time() - start < 2.0
