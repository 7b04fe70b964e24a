"""The whole way with the real engine: what is refused, what is asked about first, and what comes with a warning."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from agent.conversation import Conversation
from agent.events import ApprovalNeeded, Done, Event, Failed, Said, VariantReady
from agent.opening import open_photo
from agent.session.places import workplace
from agent.session.store import Store
from backends.engine.client import Engine
from tests.agent.rules.refusal_wordings import WORDINGS
from tests.backends.engine.masks import drawn

Asking = Callable[[ApprovalNeeded], str]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(tmp_path / "home")
    yield store
    store.close()


async def _opened(photo: str, store: Store, engine: Engine, folder: Path) -> Conversation:
    path = folder / f"{photo}.png"
    Image.fromarray(drawn.picture(photo)).save(path)
    conversation, _ = await open_photo(path, workplace() / "proxy.jpg", store, engine)
    return conversation


async def _said(conversation: Conversation, words: str, asked: Asking = lambda _: "no") -> list[Event]:
    events: list[Event] = []
    async for event in conversation.submit(words):
        events.append(event)
        if isinstance(event, ApprovalNeeded):
            await conversation.answer(event.id, asked(event))
    return events


async def test_each_kind_of_what_must_be_generated_is_refused_in_three_wordings(
    store: Store, engine: Engine, tmp_path: Path
) -> None:
    conversation = await _opened("astronaut", store, engine, tmp_path)
    for id, wordings in WORDINGS.items():
        for words in wordings[:3]:
            events = await _said(conversation, words)
            (failed,) = [event for event in events if isinstance(event, Failed)]
            assert (failed.kind, failed.exit_code) == ("NotPossible", 3), (id, words)
            assert "can do it, from" in failed.message and "what I can do now: “" in failed.message
    assert len(conversation.session.variants()) == 1


async def test_removal_across_structure_is_refused_with_who_can_and_what_is_left(
    store: Store, engine: Engine, tmp_path: Path
) -> None:
    conversation = await _opened("astronaut", store, engine, tmp_path)
    (failed,) = [one for one in await _said(conversation, "remove box 44% 56% 56% 97%") if isinstance(one, Failed)]
    assert failed.exit_code == 3
    assert "Flux Fill" in failed.message and "the marked place" in failed.message and "anyway" in failed.message


@pytest.mark.parametrize("choice", ["yes", "no"])
async def test_a_weak_region_is_offered_with_its_mask_and_never_used_silently(
    store: Store, engine: Engine, tmp_path: Path, choice: str
) -> None:
    """The coffee's subject meets the drawn one by .66: its mask is shown, and a no leaves everything as it was."""
    conversation = await _opened("coffee", store, engine, tmp_path)
    masks: list[Path] = []

    def asked(event: ApprovalNeeded) -> str:
        assert event.picture is not None
        with Image.open(event.picture) as shown:
            marked = np.asarray(shown.convert("RGB").resize((600, 400)), np.int16)
        # The mask is really drawn over the photo.
        assert np.abs(marked - data.coffee()).max(-1).mean() > 8
        masks.append(event.picture)
        return choice

    events = await _said(conversation, "make the subject darker", asked)
    assert len(masks) == 1
    assert len([event for event in events if isinstance(event, VariantReady)]) == (1 if choice == "yes" else 0)


@pytest.mark.parametrize(
    ("photo", "words", "warning"),
    [
        ("coffee", "blur the background", ""),
        ("camera", "make the sky darker", "wall"),
        ("china", "straighten it", "proposal"),
    ],
)
async def test_what_is_weak_is_done_with_a_warning_or_after_a_yes(
    store: Store, engine: Engine, tmp_path: Path, photo: str, words: str, warning: str
) -> None:
    conversation = await _opened(photo, store, engine, tmp_path)
    questions: list[str] = []

    def asked(event: ApprovalNeeded) -> str:
        questions.append(event.question)
        return "yes"

    events = await _said(conversation, words, asked)
    said = " ".join([*questions, *(event.text for event in events if isinstance(event, Said))])
    assert said and warning in said
    assert next(event.exit_code for event in events if isinstance(event, Done)) in (0, 1, 3)
