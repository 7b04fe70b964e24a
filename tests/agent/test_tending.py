"""What a person says to keep order in the tree is done, said back in a sentence, and taken back by undo."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image

from agent.conversation import Conversation
from agent.events import Done, Elsewhere, Event, Failed, Listed, Moved, Said, VariantReady
from agent.opening import continue_last, open_photo
from agent.session.places import workplace
from agent.session.store import Store
from tests.fakes.darkroom import ScriptedDarkroom
from tests.photos import write_photo

E = TypeVar("E")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(tmp_path / "home")
    yield store
    store.close()


@pytest.fixture
async def talk(tmp_path: Path, store: Store) -> AsyncIterator[Conversation]:
    """Three moodier variants of a real photo, the first of which is current."""
    photo = tmp_path / "coffee.jpg"
    write_photo(photo)
    talk, _ = await open_photo(photo, workplace() / "proxy.jpg", store, ScriptedDarkroom())
    await turn(talk, "make three moodier versions")
    yield talk
    await talk.close()


async def turn(talk: Conversation, words: str) -> list[Event]:
    return [event async for event in talk.submit(words)]


def only(events: list[Event], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


async def said(talk: Conversation, words: str) -> str:
    events = await turn(talk, words)
    failed = only(events, Failed)
    return failed[0].message if failed else " ".join(event.text for event in only(events, Said))


async def test_each_wish_is_done_and_said_back_and_undo_takes_it_back(talk: Conversation, store: Store) -> None:
    session = talk.session
    before = session.state()
    assert "v2, v3 have a star now" in await said(talk, "star v2 and v3")
    assert [variant.starred for variant in session.variants()] == [False, False, True, True]
    assert "v2 has no star any more" in await said(talk, "take the star off v2")
    assert "Noted with v2: “for Her”" in await said(talk, "note on v2: for Her")
    assert "“for Her · crop it”" in await said(talk, "note on v2: crop it")
    assert "v2 is called Beach day now" in await said(talk, "call the second one Beach day")
    assert "The session is called Holiday now" in await said(talk, "rename the session to Holiday")
    assert "v3 out of sight" in await said(talk, "delete the third one")
    assert [variant.id for variant in session.variants()] == ["v0", "v1", "v2"]
    assert "v3 is back" in await said(talk, "restore v3")
    assert "v1 out of sight, v1 and what was made from it" in await said(talk, "prune v1")
    assert session.current == "v0"
    assert "v1 is back" in await said(talk, "undiscard")
    assert "Now at v2" in await said(talk, "branch from beach day as dawn")
    # What a crash leaves is on the disk: another process, or the next start, undoes all the same.
    again = continue_last(store, ScriptedDarkroom())
    sentences = [await said(again, "undo") for _ in range(11)]
    assert "Took back the name of the session. You are at v1." in sentences
    assert "Took back putting v3 out of sight. You are at v1." in sentences
    assert sentences[-1] == "Took back the star on v2, v3. You are at v1."
    assert session.state() == before
    assert "Did again: the star on v2, v3" in await said(again, "redo")
    await again.close()


async def test_what_cannot_be_is_one_sentence_and_changes_nothing(talk: Conversation) -> None:
    await said(talk, "name v2 dawn")
    before = talk.session.state()
    assert "v2 is called dawn already" in await said(talk, "name v3 dawn")
    assert "There is no v9" in await said(talk, "star v9")
    assert "v0 is your photo, which stays" in await said(talk, "discard v0")
    assert "Nothing is discarded here" in await said(talk, "undiscard")
    assert talk.session.state() == before


async def test_several_that_match_are_numbered_with_the_reason_and_those_numbers_name_them(talk: Conversation) -> None:
    await said(talk, "note on v1: the beach at noon")
    await said(talk, "note on v3: the beach at night")
    events = await turn(talk, "find the one with the beach")
    (listed,) = only(events, Listed)
    assert listed.ids == ("v3", "v1")
    assert listed.reasons == ("“beach” in its note",) * 2
    (answer,) = only(events, Said)
    assert answer.text.splitlines()[0].startswith("1  v3 ") and answer.text.splitlines()[1].startswith("2  v1 ")
    await turn(talk, "use the second one")
    assert talk.session.current == "v1"
    await turn(talk, "back to the one with the beach")
    assert talk.session.current == "v1", "two match, so it asks"
    await turn(talk, "back to the one with night in its note")
    assert talk.session.current == "v3"
    await turn(talk, "a bit warmer")
    assert talk.session.shown() == (talk.session.current,), "what was made is what is shown"


async def test_stars_are_found_and_nothing_found_says_where_it_looked(talk: Conversation) -> None:
    await said(talk, "star v2")
    assert only(await turn(talk, "show me the starred ones"), Listed)[0].ids == ("v2",)
    events = await turn(talk, "find the one with the dragon")
    assert "Nothing here matches “the one with the dragon”" in only(events, Said)[0].text
    assert only(events, Done)[0].exit_code == 1


async def test_a_variant_is_made_again_from_the_original(talk: Conversation) -> None:
    await turn(talk, "a bit warmer")
    await turn(talk, "more contrast")
    last = talk.session.variant(talk.session.current)
    events = await turn(talk, "redo this from the original")
    (made,) = only(events, VariantReady)
    again = talk.session.variant(made.id)
    assert (again.parent, again.depth, again.recipe) == ("v0", 0, last.recipe)
    assert again.words == "make three moodier versions; then a bit warmer; then more contrast"
    assert only(events, Moved)[-1].current == talk.session.current == again.id
    assert f"{again.id} is {last.id} in one edit" in talk.session.receipt(again.id)
    assert "made from the original already" in await said(talk, "rebase v1")


async def test_what_a_model_painted_is_asked_for_in_one_edit_of_the_photo(talk: Conversation) -> None:
    from backends.types import Rendition

    picture = workplace() / "painted.png"
    Image.new("RGB", (60, 40)).save(picture)
    painted = talk.session.add(
        Rendition("job", picture, 600, 400, "", {}, "a dragon"),
        parent="v1",
        words="add a dragon",
        task="add",
        model="dreamer",
        reasons=(),
        round=9,
        ordinal=1,
        generative=True,
    )
    answer = await turn(talk, f"redo {painted.id} from the original")
    assert "All of it at once is: “make three moodier versions; then add a dragon”" in only(answer, Said)[0].text
    assert only(answer, Failed)[0].kind == "NotPossible"
    refused = await turn(talk, f"apply {painted.id} to the other photo")
    assert only(refused, Failed)


async def test_the_same_is_done_to_a_photo_by_its_path_or_its_name(
    talk: Conversation, store: Store, tmp_path: Path
) -> None:
    here, other = talk.session, tmp_path / "my cat.png"
    write_photo(other, "chelsea")
    await turn(talk, "a bit warmer")
    count = len(here.variants())
    events = await turn(talk, f"do the same to {other}")
    (made,) = only(events, Elsewhere)
    assert made.label == "my cat.png" and made.picture.is_file()
    there = store.find(made.session)
    assert there.current == made.variants[-1] and there.source.label == "my cat.png"
    assert [variant.words for variant in there.variants()][1:] == ["make three moodier versions", "a bit warmer"]
    assert there.variant(there.current).recipe == here.variant(here.current).recipe
    assert (len(here.variants()), store.last().id) == (count, here.id), "where the person is, nothing changed"
    for name in ("the other photo", "photo my cat", f"session {there.id}"):
        assert only(await turn(talk, f"apply this to {name}"), Elsewhere)[0].session == there.id
    assert "There is no file" in await said(talk, "do the same to nothing.jpg")
    assert "is the photo that you are at" in await said(talk, "do the same to photo coffee")
