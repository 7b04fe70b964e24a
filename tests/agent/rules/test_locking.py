"""What is said about locks, how far they reach, and what is no such thing."""

from __future__ import annotations

import pytest

from agent.plan import Intent, LockAct, LockWish, Scene
from agent.rules.planner import read
from agent.rules.reading import reading
from agent.rules.slots.locking import brands, lock_wish, without_brands
from backends.types import Scope


def wish(words: str) -> LockWish:
    found = read(words, Scene()).lock
    assert found is not None, words
    return found


@pytest.mark.parametrize(
    ("words", "things", "scope"),
    [
        ("lock her face", ("her face",), Scope.SESSION),
        ("Please lock the face and the label", ("the face", "the label"), Scope.SESSION),
        ("from now on keep her face", ("her face",), Scope.SESSION),
        ("never change the face", ("the face",), Scope.SESSION),
        ("don't touch the label", ("the label",), Scope.SESSION),
        ("The logo must stay for all of them.", ("the logo",), Scope.BATCH),
        ("keep the logo in every photo", ("the logo",), Scope.BATCH),
        ("keep the face for this one", ("the face",), Scope.BRANCH),
        ("lock the badge in box 24% 66% 44% 84%", ("the badge in box 24% 66% 44% 84%",), Scope.SESSION),
        ("keep everything except the sky", ("everything except the sky",), Scope.SESSION),
        ("don't touch anything outside the cup", ("everything except the cup",), Scope.SESSION),
        ("change nothing but the wall", ("everything except the wall",), Scope.SESSION),
    ],
)
def test_a_sentence_that_only_locks(words: str, things: tuple[str, ...], scope: Scope) -> None:
    assert wish(words) == LockWish(LockAct.SET, things, scope, alone=True)


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("unlock the face", ("the face",)),
        ("unlock everything", ()),
        ("lift the lock on the logo", ("the logo",)),
        ("remove all locks", ()),
        ("the face may change again", ("the face",)),
        ("stop keeping the sky", ("the sky",)),
    ],
)
def test_a_sentence_that_lifts(words: str, things: tuple[str, ...]) -> None:
    assert wish(words) == LockWish(LockAct.LIFT, things, alone=True)


@pytest.mark.parametrize(
    "words",
    ["what is locked?", "which parts are locked", "show my locks", "is anything locked?", "what's locked right now"],
)
def test_a_question_about_locks(words: str) -> None:
    assert wish(words) == LockWish(LockAct.LIST, alone=True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("make it moodier but keep her face", "moodier · keep: her face · 1 variant of v0"),
        ("noir but keep the sky from now on", "noir · keep: the sky (from now on) · 1 variant of v0"),
        ("make it warmer, keep the face for this one", "warmer · keep: the face (for this line) · 1 variant of v0"),
        ("lock her face", "lock: her face (from now on)"),
        ("unlock everything", "unlock: everything"),
        ("make it moodier @acme", "moodier · by the rules of @acme · 1 variant of v0"),
        ("use @acme", "lock: what @acme keeps (from now on)"),
    ],
)
def test_the_reading_says_what_is_kept_and_how_long(words: str, said: str) -> None:
    assert reading(read(words, Scene()), Scene()) == said


@pytest.mark.parametrize(
    "words",
    [
        "make it moodier",
        "crop to 4:5",
        "keep the second one",
        "keep going",
        "a bit warmer",
        "remove the padlock from the door",
        "remove the lock from the door",
        "make the lock on the gate shine",
        "free the highlights a little",
    ],
)
def test_what_is_no_wish_about_locks_is_left_alone(words: str) -> None:
    found = lock_wish(words)
    assert found is None or not found.alone


def test_a_variant_after_an_at_sign_is_no_brand() -> None:
    assert brands("@v2 warmer, @Acme and @acme-2, me@home.org") == ("Acme", "acme-2")
    assert without_brands("make it moodier for @acme") == "make it moodier"
    assert read("make it warmer @acme", Scene()).intent is Intent.EDIT


def test_a_handle_that_is_to_be_written_is_no_brand() -> None:
    for words in (
        "write @joesbeans bottom right",
        "watermark it with @joesbeans",
        "sign it @mia.k in the bottom right",
    ):
        plan = read(words, Scene())
        assert not plan.brands, words
        assert str(plan.steps[0].values["words"]).startswith("@"), words
    assert read("make it noir @acme", Scene()).brands == ("acme",)
