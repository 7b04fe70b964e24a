"""Words about who should do it: explained, followed, kept and taken back; nothing is pretended."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from agent.conversation import Conversation
from agent.events import Done, Event, Failed, Said, VariantReady
from agent.kept import forget, keep, kept
from agent.opening import open_photo
from agent.plan import Wish
from agent.route import Never
from agent.session.places import workplace
from agent.session.store import Store
from backends.errors import BadRequest
from tests.fakes.darkroom import ScriptedDarkroom
from tests.photos import write_photo

Talk = Callable[[str], Awaitable[list[Event]]]


@pytest.fixture
async def conversation(tmp_path: Path) -> AsyncIterator[Conversation]:
    photo = tmp_path / "coffee.jpg"
    write_photo(photo)
    store = Store(tmp_path / "home")
    opened, _ = await open_photo(photo, workplace() / "proxy.jpg", store, ScriptedDarkroom())
    yield opened
    await opened.close()
    store.close()


async def said(conversation: Conversation, words: str) -> str:
    events = [event async for event in conversation.submit(words)]
    return "\n".join(event.text if isinstance(event, Said) else getattr(event, "message", "") for event in events)


async def made(conversation: Conversation, words: str) -> int:
    return sum(isinstance(event, VariantReady) for event in [event async for event in conversation.submit(words)])


async def test_why_tells_who_made_it_and_who_else_came_close(conversation: Conversation) -> None:
    assert "no edit yet" in await said(conversation, "why?")
    await said(conversation, "moodier")
    told = await said(conversation, "why?")
    assert "v1 was made by Stet's own engine" in told
    assert "Not " in told


async def test_why_not_tells_what_speaks_against_the_one_that_is_named(conversation: Conversation) -> None:
    await said(conversation, "moodier")
    told = await said(conversation, "why not flux?")
    assert told.strip().startswith("FLUX")
    assert "not set up" in told


@pytest.mark.parametrize("words", ["cheapest", "something faster"])
async def test_the_engine_is_already_the_cheapest_and_the_fastest(conversation: Conversation, words: str) -> None:
    await said(conversation, "moodier")
    told = await said(conversation, words)
    assert "Stet's own engine made it" in told
    assert len(conversation.session.variants()) == 2


@pytest.mark.parametrize("words", ["use seedream", "moodier with seedream", "use sora"])
async def test_a_model_that_is_not_set_up_is_not_pretended(conversation: Conversation, words: str) -> None:
    await said(conversation, "moodier")
    events = [event async for event in conversation.submit(words)]
    assert not any(isinstance(event, VariantReady) for event in events)
    (done,) = [event for event in events if isinstance(event, Done)]
    assert done.exit_code == 3
    told = " ".join(event.text if isinstance(event, Said) else "" for event in events)
    told += " ".join(event.message for event in events if isinstance(event, Failed))
    assert "set up" in told or "cannot" in told or "shut down" in told


async def test_a_never_is_kept_for_the_next_time_and_can_be_taken_back(conversation: Conversation) -> None:
    told = await said(conversation, "never use flux for faces")
    assert "never used for faces" in told
    folder = conversation.session.home
    assert kept(folder).never == (Never("flux", "faces"),)
    assert "Taken back" in await said(conversation, "you may use flux for faces again")
    assert kept(folder).never == ()
    assert "Nothing was kept" in await said(conversation, "you may use flux again")


async def test_a_preference_leaves_exact_work_to_the_engine(conversation: Conversation) -> None:
    told = await said(conversation, "use nano banana from now on")
    assert "Exact work stays with Stet's own engine" in told
    assert await made(conversation, "moodier") == 1
    assert conversation.session.variant("v1").model == "stet-engine"


async def test_a_never_beside_an_edit_is_kept_and_the_edit_is_done(conversation: Conversation) -> None:
    assert await made(conversation, "moodier, but never use flux for faces") == 1
    assert kept(conversation.session.home).never == (Never("flux", "faces"),)


def test_what_is_kept_survives_and_is_forgotten_by_name(tmp_path: Path) -> None:
    assert kept(tmp_path).never == ()
    keep(tmp_path, Wish(never="flux", about="faces"))
    keep(tmp_path, Wish(never="flux", about="faces"))
    keep(tmp_path, Wish(never="flux", about="text"))
    keep(tmp_path, Wish(use="seedream"))
    assert (len(kept(tmp_path).never), kept(tmp_path).prefer) == (2, "seedream")
    assert forget(tmp_path, "flux", "faces")
    assert kept(tmp_path).never == (Never("flux", "text"),)
    assert forget(tmp_path, "flux")
    assert forget(tmp_path, "seedream")
    assert not forget(tmp_path, "seedream")
    assert (kept(tmp_path).never, kept(tmp_path).prefer) == ((), "")


@pytest.mark.parametrize("content", ["{", "[]", '{"never": 3}', "null", "\xff"])
def test_a_file_that_cannot_be_read_is_told_of_and_never_taken_for_empty(tmp_path: Path, content: str) -> None:
    (tmp_path / "routing.json").write_text(content, encoding="latin-1")
    with pytest.raises(BadRequest, match=r"routing\.json"):
        kept(tmp_path)
