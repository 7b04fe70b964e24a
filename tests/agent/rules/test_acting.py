"""What a reading leads to beside its edit: one question, the other reading, lasting wishes, files in a shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.answers import chosen
from agent.plan import Decision, Intent, Move, Output, Plan, Scene, Setting
from agent.rules.planner import read
from agent.rules.reading import reading
from agent.rules.slots.attached import filled, placed
from backends.errors import BadRequest, NotPossible

SCENE = Scene(
    variants=("v0", "v1", "v2", "v3"),
    shown=("v1", "v2", "v3"),
    current="v1",
    parents={"v1": "v0", "v2": "v0", "v3": "v0"},
    traits={"v1": "moodier: overcast, 20 % darker", "v2": "moodier: low key, 30 % darker", "v3": "noir: rain, darker"},
)


def answers(words: str, scene: Scene = SCENE) -> list[tuple[str, Plan]]:
    plan = read(words, scene)
    assert plan.decision is Decision.ASK and plan.question, words
    return [(choice.label, read(choice.words, scene)) for choice in plan.choices if choice.words]


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("the other one", Intent.NAVIGATE),
        ("compare with the other one", Intent.COMPARE),
        ("export the other one as png", Intent.EXPORT),
        ("the other one, but a bit warmer", Intent.EDIT),
    ],
)
def test_words_that_fit_two_variants_are_asked_about_and_each_answer_is_read_to_its_end(
    words: str, intent: Intent
) -> None:
    (one, first), (other, second) = answers(words)
    assert (one, other) == ("v2, low key", "v3, rain")
    for plan, id in ((first, "v2"), (second, "v3")):
        assert (plan.intent, plan.decision, plan.choices) == (intent, Decision.ACT, ())
        assert id in (plan.subject, *plan.others)


def test_the_letters_of_a_path_survive_the_answer() -> None:
    (_, plan), _ = answers("export the other one to ~/Desktop/Mine.png")
    assert plan.output.path == "~/Desktop/Mine.png"


def test_nothing_is_asked_where_one_variant_fits_or_there_is_none_to_choose_from() -> None:
    assert read("the noir one", SCENE).decision is Decision.ACT
    assert read("go back to where I was happy", Scene()).choices == ()
    assert read("make it nicer", SCENE).choices == ()


def test_what_was_understood_of_a_file_is_in_the_answers() -> None:
    plan = read("export as a jpg under 300 kB for an instagram story with white bars and make it warmer", SCENE)
    assert plan.decision is Decision.ASK
    wanted = Output(suffix=".jpg", place="instagram story", max_bytes=300_000, fit="pad", fill="white")
    assert read(plan.choices[0].words, SCENE).output == wanted
    assert read(plan.choices[1].words, SCENE).output == wanted


def test_a_walk_that_is_not_sure_asks_where_to_and_offers_to_stay() -> None:
    plan = read("go back to the previous one or the original", SCENE)
    assert [choice.words for choice in plan.choices] == ["back to v0", ""]
    assert reading(plan, SCENE) == "one question first"


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ("2", 1), ("the second one", 1), ("v2", 0), ("low key", 0), ("the original", 2), ("number 3", 2), ("last", 2),
        ("V3 please", 1), ("make it warmer", None), ("the second one, but warmer", None), ("", None), ("v", None),
    ],
)  # fmt: skip
def test_a_question_is_answered_by_number_name_or_what_stands_there(words: str, choice: int | None) -> None:
    choices = ("v2, low key", "v3, rain", "v0, the original")
    assert chosen(words, choices) == (choices[choice] if choice is not None else "")


@pytest.mark.parametrize(("words", "choice"), [("ok", "yes"), ("不", "no"), ("Yes!", "yes"), ("never mind", "no")])
def test_yes_and_no_are_said_in_many_words(words: str, choice: str) -> None:
    assert chosen(words, ("yes", "no")) == choice
    assert chosen(words, ("v2", "v3")) == ""


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("noir and vintage", "noir, then vintage · 1 variant of v1", "noir | vintage · 2 variants of v1"),
        ("one noir and one vintage", "noir | vintage · 2 variants of v1", "noir, then vintage · 1 variant of v1"),
        ("crop to 4:5", "crop: 4:5 · 1 variant of v1", "pad: 4:5 · 1 variant of v1"),
        ("pad to 16:9 with white", "pad: 16:9, white · 1 variant of v1", "crop: 16:9 · 1 variant of v1"),
        ("noir", "noir · 1 variant of v1", "noir · 1 variant of v0"),
        ("export as 16:9", "export v1 · 16:9", "export v1 · 16:9 · whole, with blurred sides"),
        ("from now on everything square", "from now on: square", "crop: 1:1 · 1 variant of v1"),
    ],
)
def test_the_second_reading_is_one_that_can_be_done(words: str, first: str, second: str) -> None:
    plan = read(words, SCENE)
    assert plan.second is not None
    assert (reading(plan, SCENE), reading(plan.second, SCENE)) == (first, second)
    assert (plan.second.decision, plan.second.second) == (Decision.OFFER, None)


@pytest.mark.parametrize("words", ["a bit warmer", "undo", "thanks", "noir from the original", "the second one"])
def test_where_nothing_else_can_be_meant_there_is_no_second_reading(words: str) -> None:
    assert read(words, SCENE).second is None


LASTING = Scene(
    variants=("v0", "v1"),
    current="v1",
    settings={"ratio": "1:1", "count": 3, "most_usd": 0.1, "rules": {"the walls stay white": ""}},
    last="go",
)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("stop making everything square", ["ratio"]),
        ("no longer square", ["ratio"]),
        ("not square any more", ["ratio"]),
        ("stop giving me three versions", ["count"]),
        ("remove the spending limit", ["most_usd"]),
        ("forget about the white walls", ["rule:the walls stay white"]),
        ("forget all settings", ["ratio", "count", "most_usd", "rule"]),
        ("forget the setting count", ["count"]),
    ],
)
def test_what_holds_is_taken_back_by_its_name(words: str, names: list[str]) -> None:
    plan = read(words, LASTING)
    assert (plan.intent, plan.settings) == (Intent.SETTINGS, tuple(Setting(name, None) for name in names))


@pytest.mark.parametrize(
    "words",
    [
        "stop the sign from being white",
        "crop the white walls away",
        "remove the walls",
        "don't touch the walls",
        "undo",
        "make it square",
        "no more noise",
        "stop",
        "crop it",
        "three",
    ],
)
def test_an_edit_that_sounds_like_it_takes_nothing_back(words: str) -> None:
    assert not any(one.value is None for one in read(words, LASTING).settings)


def test_forget_that_is_the_last_setting_or_a_question() -> None:
    last = Scene(variants=("v0", "v1"), current="v1", settings={"ratio": "1:1"}, last="set")
    assert read("forget that", last).move is Move.UNDO
    plan = read("forget that", LASTING)
    assert plan.decision is Decision.ASK
    done = [read(choice.words, LASTING) for choice in plan.choices]
    assert done[0].move is Move.UNDO
    assert [one.settings[0].name for one in done[1:]] == ["ratio", "count", "most_usd", "rule:the walls stay white"]


def test_what_is_for_now_and_what_is_from_now_on_are_told_apart_in_one_sentence() -> None:
    plan = read("make it warmer, and from now on everything square", SCENE)
    assert (plan.intent, [step.value for step in plan.steps]) == (Intent.EDIT, ["warmth"])
    assert plan.settings == (Setting("ratio", "1:1"),)
    assert reading(plan, SCENE) == "warmer · 1 variant of v1 · from now on: square"


def test_always_as_png_at_2048_is_a_format_and_a_size() -> None:
    plan = read("always export as png at 2048", SCENE)
    assert plan.settings == (Setting("suffix", ".png"), Setting("long_side", 2048))


def test_an_edit_from_now_on_is_offered_once_since_the_tree_keeps_it() -> None:
    (_, plan), *_ = answers("from now on black and white")
    assert (plan.intent, [step.value for step in plan.steps]) == (Intent.EDIT, ["black-and-white"])


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("export for an instagram story without cropping", Output(place="instagram story", fit="pad", fill="blur")),
        (
            "export at 1000x500 with white bars",
            Output(width=1000, height=500, long_side=1000, fit="pad", fill="white"),
        ),
        ("export 16:9 padded with black", Output(ratio="16:9", fit="pad", fill="black")),
        ("save as 4:5 jpg, don't crop it", Output(ratio="4:5", suffix=".jpg", fit="pad", fill="blur")),
        ("export 16:9 jpg quality 70", Output(ratio="16:9", suffix=".jpg", quality=70)),
    ],
)
def test_an_export_says_how_it_comes_to_its_shape(words: str, wanted: Output) -> None:
    plan = read(words, SCENE)
    assert (plan.intent, plan.output, plan.unread) == (Intent.EXPORT, wanted, ())


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "make it warmer and save as 1080x1350 jpg under 300 kB",
            Output(suffix=".jpg", width=1080, height=1350, long_side=1350, max_bytes=300_000),
        ),
        ("warmer at 1080x1350", Output(width=1080, height=1350, long_side=1350)),
        ("warmer, as a png under 200 kb", Output(suffix=".png", max_bytes=200_000)),
        ("warmer", Output()),
    ],
)
def test_an_edit_with_a_file_is_sure_of_both(words: str, wanted: Output) -> None:
    plan = read(words, SCENE)
    assert (plan.intent, plan.decision, plan.output) == (Intent.EDIT, Decision.ACT, wanted)
    assert [step.value for step in plan.steps] == ["warmth"]


PICTURES = (Path('/pictures/A & "B"  beach.jpg'), Path("/pictures/cat.png"))


def with_pictures(words: str, *files: Path) -> list[tuple[str, str]]:
    plan = filled(read(placed(words, files), SCENE), files)
    assert plan.decision is Decision.ACT
    return [(step.operation or step.value, str(step.values.get("path", ""))) for step in plan.steps]


@pytest.mark.parametrize(
    ("words", "operation"),
    [
        ("like this one", "match"),
        ("give it the same colours as the attached photo", "match"),
        ("match it", "match"),
        ("put it behind her", "background"),
        ("use picture 1 as the background", "background"),
        ("把背景换成这张", "background"),
        ("像这张", "match"),
        ("add this logo in the top right corner", "logo"),
        ("use it as a watermark", "logo"),
    ],
)
def test_a_picture_that_came_with_the_words_is_put_where_its_path_would_be(words: str, operation: str) -> None:
    assert with_pictures(words, PICTURES[0]) == [(operation, str(PICTURES[0]))]


def test_two_pictures_and_other_wishes_in_one_sentence() -> None:
    words = "make it warmer, match picture 2 and put it behind her"
    assert with_pictures(words, *PICTURES) == [
        ("warmth", ""),
        ("match", str(PICTURES[1])),
        ("background", str(PICTURES[0])),
    ]
    assert with_pictures("apply it", Path("/x/kodak.cube")) == [("lut", "/x/kodak.cube")]


@pytest.mark.parametrize(
    "words", ["make v2 like this one", "the second one, but like this", "v2 with the same colours"]
)
def test_the_variant_that_a_picture_is_for_is_still_the_one_that_was_named(words: str) -> None:
    plan = filled(read(placed(words, PICTURES[1:]), SCENE), PICTURES[1:])
    assert (plan.subject, [step.operation for step in plan.steps]) == ("v2", ["match"])


def test_a_picture_that_cannot_be_used_is_refused_with_what_it_can_be_used_for() -> None:
    with pytest.raises(BadRequest, match=r"what cat\.png is for"):
        placed("a bit warmer", PICTURES[1:])
    with pytest.raises(NotPossible, match="needs a generative model"):
        placed("put the cat from this picture on her lap", PICTURES[1:])
