"""What a person does to the tree: names, stars, notes, discarding, pruning; one undo takes any of it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.session.changes import replay
from agent.session.cleaning import clean, forget, removable
from agent.session.session import Session
from agent.session.store import Store
from backends.errors import BadRequest
from backends.types import Opened, Rendition
from tests.agent.session.promises import hold
from tests.agent.session.scenarios import Stage
from tests.fakes.paid import PaidBackend


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """v0 ← v1 ← v2, and v3 beside v1."""
    stage = Stage(Store(tmp_path / "home"), tmp_path / "scratch", PaidBackend())
    session = stage.begin()
    stage.add(session, 10)
    stage.add(session, 20, parent="v1")
    stage.add(session, 30)
    yield stage
    stage.store.close()


@pytest.fixture
def session(stage: Stage) -> Session:
    return stage.store.last()


def ids(session: Session) -> list[str]:
    return [variant.id for variant in session.variants()]


def test_a_name_works_where_an_id_does(session: Session) -> None:
    session.rename("v2", "warm")
    session.go("warm")
    assert (session.current, session.variant("warm").id) == ("v2", "v2")
    with pytest.raises(BadRequest, match="v2 is called warm already"):
        session.rename("v1", "warm")
    with pytest.raises(BadRequest, match="is the id of a variant"):
        session.rename("v1", "v7")


def test_branching_goes_there_under_a_name_in_one_step(session: Session) -> None:
    session.go("v3")
    assert session.branch("v1", "night") == "v1"
    assert (session.current, session.variant("night").id) == ("v1", "v1")
    assert session.undo() == "v3"
    assert session.variant("v1").name == ""


def test_undo_takes_back_whatever_came_last(session: Session) -> None:
    session.star("v1")
    session.note("v1", "for \x1b[31mher")
    session.rename_session("Holiday")
    assert session.variant("v1").note == "for her"
    assert session.label == "Holiday"
    session.undo()
    assert session.label == "beach.png"
    session.undo()
    assert session.variant("v1").note == ""
    session.undo()
    assert not session.variant("v1").starred
    with pytest.raises(BadRequest, match="nothing to undo"):
        session.undo()
    session.redo()
    assert session.variant("v1").starred
    assert replay(session.operations()) == session.state()


def test_what_was_made_from_a_discarded_variant_stays_and_hangs_below_the_nearest_one(session: Session) -> None:
    session.go("v1")
    session.discard("v1")
    assert ids(session) == ["v0", "v2", "v3"]
    assert {variant.id: variant.parent for variant in session.variants()}["v2"] == "v0"
    assert session.variant("v2").parent == "v1"
    assert session.current == "v0"
    with pytest.raises(BadRequest, match="v1 is discarded"):
        session.go("v1")
    session.restore("v1")
    assert ids(session) == ["v0", "v1", "v2", "v3"]


def test_pruning_hides_a_whole_branch_and_one_undo_brings_it_back(session: Session) -> None:
    session.go("v2")
    assert session.prune("v1") == ("v1", "v2")
    assert (ids(session), session.current) == (["v0", "v3"], "v0")
    assert session.undo() == "v2"
    assert ids(session) == ["v0", "v1", "v2", "v3"]
    with pytest.raises(BadRequest, match="your photo, which stays"):
        session.prune("v0")


def test_nothing_is_removed_before_it_was_discarded_and_said(stage: Stage, session: Session) -> None:
    assert removable(stage.store) == ()
    session.prune("v1")
    session.star("v3")
    listed = removable(stage.store)
    assert [(one.id, one.words) for one in listed] == [("v1", "darker by 10"), ("v2", "darker by 20")]
    assert all(one.frees > 0 for one in listed)
    assert session.variant("v1").proxy.exists()
    # What came back meanwhile is not removed.
    session.undo()
    session.undo()
    assert clean(stage.store, listed) == 0
    session.redo()
    assert clean(stage.store, listed) == 2
    assert [variant.id for variant in session.variants(all=True)] == ["v0", "v3"]
    hold(stage.store.folder, [])


def test_a_discarded_variant_stays_while_something_in_sight_was_made_from_it(stage: Stage, session: Session) -> None:
    session.discard("v1")
    assert removable(stage.store) == ()


def test_the_number_of_a_variant_that_was_removed_is_not_given_again(stage: Stage, session: Session) -> None:
    session.discard("v3")
    assert clean(stage.store, removable(stage.store)) == 1
    assert stage.add(session, 40) == "v4"


def test_forgetting_a_session_leaves_no_file_and_no_word_of_it(stage: Stage, session: Session) -> None:
    session.say("you", "a secret wish")
    session.note("v1", "a secret note")
    assert forget(stage.store, session.id) is False
    stage.store.close()
    left = [path for path in stage.store.folder.rglob("*") if path.is_file()]
    assert [path.name for path in left if not path.name.startswith("stet.db")] == []
    assert not any(b"secret" in path.read_bytes() for path in left)
    assert stage.store.sessions() == ()


def test_forgetting_one_session_keeps_the_photo_that_another_one_has_too(stage: Stage, session: Session) -> None:
    photo = stage.picture(200)
    opened = Opened(24, 16, "image/png", False, 8, "", stage.picture(201))
    other = stage.store.begin(photo, opened, label="again.png", suffix=".png", fresh=True)
    assert forget(stage.store, session.id) is True
    assert other.source.path.exists()
    assert [one.id for one in stage.store.sessions()] == [other.id]
    hold(stage.store.folder, [])


def test_search_finds_by_words_names_and_notes_and_ignores_what_says_nothing(session: Session) -> None:
    session.note("v2", "the Beach at noon")
    session.rename("v3", "Straße")
    assert [found.variant.id for found in session.search("the one with the beach")] == ["v2"]
    assert [found.variant.id for found in session.search("STRASSE")] == ["v3"]
    assert [found.variant.id for found in session.search("darker 30")] == ["v3"]
    assert session.search("dragon") == ()
    session.discard("v2")
    assert session.search("beach") == ()


def test_depth_counts_only_what_a_model_painted_anew(stage: Stage, session: Session) -> None:
    def add(parent: str, shade: int, generative: bool) -> str:
        made = Rendition("job", stage.picture(shade), 24, 16, "", {}, "changed")
        return session.add(
            made,
            parent=parent,
            words="x",
            task="add",
            model="m",
            reasons=(),
            round=2,
            ordinal=1,
            generative=generative,
            seed=7,
        ).id

    first = add("v1", 50, True)
    second = add(first, 51, False)
    third = add(second, 52, True)
    assert [session.variant(id).depth for id in ("v1", first, second, third)] == [0, 1, 1, 2]
    assert session.variant(third).seed == 7
