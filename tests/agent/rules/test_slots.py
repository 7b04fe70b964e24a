"""Counts, references, files, films and what must stay are found in phrasings written for the purpose."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from agent.plan import Decision, Intent, Move, Scene
from agent.rules.planner import read
from agent.rules.slots.avoids import avoided
from agent.rules.slots.counts import wanted
from agent.rules.slots.durations import duration
from agent.rules.slots.formats import cut_output
from agent.rules.slots.keeps import held
from agent.rules.slots.pictures import pictures
from agent.rules.slots.references import references
from agent.rules.slots.spans import cut_keeps
from agent.rules.terms.settings import settings
from agent.rules.words.clean import normalise
from tests.agent.rules.slots import score, table


def test_counts() -> None:
    def found(said: str) -> list[int]:
        count = wanted(normalise(said)).value
        return [count] if count else []

    assert score("counts", lambda value: [value], found) >= 0.97


FIELDS = ("suffix", "long_side", "width", "height", "quality", "max_bytes", "ratio", "place", "path")
SCENE = Scene(
    variants=("v0", "v1", "v2", "v3", "v4", "v5", "v6"),
    shown=("v4", "v5", "v6"),
    current="v5",
    parents={"v1": "v0", "v2": "v0", "v3": "v0", "v4": "v2", "v5": "v2", "v6": "v2"},
    traits={"v4": "10 % warmer", "v5": "black and white: silver, 12 % darker", "v6": "colder, 8 % brighter"},
)


def test_references() -> None:
    said = table("references")["said"]

    def found(words: str) -> list[str]:
        names_pictures = any(id.startswith("p") for id in said.get(words, ()))
        text = normalise(words)
        scene = replace(SCENE, pictures=2 if names_pictures or words not in said else 0)
        ids = [id for reference in references(text, scene) for id in (reference.ids or ("?",))]
        return ids + [f"p{number}" for picture in pictures(text, scene.pictures) for number in picture.numbers]

    assert score("references", list, found) >= 0.97


def test_what_stays_and_what_must_not_be() -> None:
    def expected(said: dict[str, list[str]]) -> list[str]:
        return [f"{kind}: {thing}" for kind, things in said.items() for thing in things]

    def found(said: str) -> list[str]:
        text = normalise(said)
        return [f"k: {one.thing}" for one in held(text)] + [f"a: {one.thing}" for one in avoided(text)]

    assert score("keeps", expected, found) >= 0.97


def test_files() -> None:
    def found(said: str) -> list[tuple[str, object]]:
        output, _ = cut_output(normalise(said), said)
        fields = {name: getattr(output, name) for name in FIELDS}
        if output.width or output.height:
            fields["long_side"] = 0  # follows from the others
        return [(name, value) for name, value in fields.items() if value]

    assert score("formats", lambda said: said.items(), found) >= 0.97


def test_films() -> None:
    def found(said: str) -> list[tuple[str, object]]:
        film = duration(normalise(said))
        return (
            [(name, value) for name, value in (("seconds", film.seconds), ("loop", film.loop)) if value] if film else []
        )

    assert score("durations", lambda said: said.items(), found) >= 0.97


def test_lasting_settings() -> None:
    def found(said: str) -> list[tuple[str, object]]:
        return [(one.name, one.value) for one in settings(normalise(said))]

    assert score("settings", lambda said: said.items(), found) >= 0.97


@pytest.mark.parametrize(
    "piece",
    [
        "a", "no ", "keep the cat, ", "v1, ", "the first ", "5 second ", "保留猫,", "第一张,", "三个版本,", "除",
        "不要猫,", "1080x1080 ", "as png, ", "' \" ", "don't touch the sky. ", "always save ", "$5 ", "only the ", "(",
    ],
)  # fmt: skip
def test_a_pasted_book_is_read_in_time_that_grows_with_its_length(piece: str) -> None:
    book = piece * (100_000 // len(piece))
    started = time.process_time()
    found = (wanted(book), references(book, SCENE), pictures(book, 2), held(book), avoided(book))
    more = (cut_output(book, book), duration(book), settings(book))
    assert found and more and time.process_time() - started < 5


def test_the_slots_of_a_request_are_found_in_a_fraction_of_a_millisecond() -> None:
    said = [normalise(words) for name in ("counts", "references", "keeps") for words in table(name)["said"]]
    for text in said:
        cut_keeps(text)  # compiles and loads
    started = time.process_time()
    for text in said:
        for slot in (wanted, held, avoided, duration, settings):
            slot(text)
        references(text, SCENE)
        cut_output(text, text)
    assert (time.process_time() - started) / len(said) < 0.001


@pytest.mark.parametrize(("kind", "move"), [("undo", Move.UNDO), ("redo", Move.REDO)])
def test_steps_in_the_history_are_read(kind: str, move: Move) -> None:
    for said in table("navigation")[kind]["sentences"]:
        plan = read(said, SCENE)
        assert (plan.intent, plan.move) == (Intent.NAVIGATE, move), said


@pytest.mark.parametrize(("said", "id"), table("navigation")["go"].items())
def test_going_to_a_variant_is_read(said: str, id: str) -> None:
    plan = read(said, SCENE)
    assert (plan.intent, plan.move, plan.subject) == (Intent.NAVIGATE, Move.GO, id)


@pytest.mark.parametrize("said", table("navigation")["near"]["sentences"])
def test_what_only_sounds_like_navigation_is_never_executed(said: str) -> None:
    for scene in (SCENE, Scene()):
        plan = read(said, scene)
        assert plan.intent is not Intent.NAVIGATE or plan.confidence < 0.8


def test_one_of_several_is_asked_for_and_not_guessed() -> None:
    plan = read("no, the other one", SCENE)
    assert (plan.intent, plan.decision) == (Intent.NAVIGATE, Decision.ASK)
    assert "the other one" in plan.question and [choice.words for choice in plan.choices] == [
        "no, v4",
        "no, v6",
    ]


@pytest.mark.parametrize(("said", "steps"), [("undo the last two", 2), ("go back three steps", 3), ("退回两步", 2)])
def test_several_steps_back_are_counted(said: str, steps: int) -> None:
    plan = read(said, SCENE)
    assert (plan.intent, plan.move, plan.count) == (Intent.NAVIGATE, Move.UNDO, steps)
