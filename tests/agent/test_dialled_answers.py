"""From words to pixels with the real engine: what a number says happens, that way, and "less" is less, in its place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from agent.conversation import Conversation
from agent.events import ApprovalNeeded, Event, Failed, Said
from agent.opening import open_photo
from agent.session.places import workplace
from agent.session.store import Store
from backends.engine.client import Engine
from backends.engine.colour.oklab import chroma_of, to_oklab
from tests.photos import write_photo

Lab = NDArray[np.float32]


@pytest.fixture
async def conversation(tmp_path: Path, engine: Engine) -> AsyncIterator[Conversation]:
    photo = tmp_path / "coffee.png"
    write_photo(photo)
    store = Store(tmp_path / "home")
    opened, _ = await open_photo(photo, workplace() / "proxy.jpg", store, engine)
    yield opened
    await opened.close()
    store.close()


async def said(conversation: Conversation, words: str) -> list[Event]:
    events: list[Event] = []
    async for event in conversation.submit(words):
        events.append(event)
        if isinstance(event, ApprovalNeeded):
            await conversation.answer(event.id, "yes")
    return events


def looked_at(conversation: Conversation, id: str = "") -> Lab:
    """Oklab of what is on the screen."""
    path = conversation.session.variant(id or conversation.session.current).proxy
    with Image.open(path) as image:
        return to_oklab(np.asarray(image.convert("RGB").resize((300, 200)), np.float32) / 255)


def light(lab: Lab) -> float:
    return float(lab[..., 0].mean())


def colour(lab: Lab) -> float:
    return float(chroma_of(lab).mean())


def spread(lab: Lab) -> float:
    return float(lab[..., 0].std())


async def after(conversation: Conversation, words: str) -> tuple[Lab, Lab]:
    """The photo before and after `words`, each time from the photo itself."""
    await said(conversation, "go back to the original")
    before = looked_at(conversation)
    events = await said(conversation, words)
    assert not [event for event in events if isinstance(event, Failed)], (words, events)
    return before, looked_at(conversation)


async def test_numbers_move_the_picture_the_way_that_was_said(conversation: Conversation) -> None:
    before, now = await after(conversation, "exposure +0.7")
    assert light(now) > 1.08 * light(before)
    before, now = await after(conversation, "half a stop darker")
    assert light(now) < 0.95 * light(before)
    before, now = await after(conversation, "20% brighter")
    assert 1.08 < light(now) / light(before) < 1.3
    before, now = await after(conversation, "saturation -30")
    assert 0.6 < colour(now) / colour(before) < 0.8
    before, now = await after(conversation, "increase saturation by 20 percent")
    assert colour(now) > 1.08 * colour(before)
    before, now = await after(conversation, "contrast +20")
    assert spread(now) > 1.05 * spread(before)
    before, now = await after(conversation, "warm it up by 800 K")
    assert now[..., 2].mean() > before[..., 2].mean() + 0.002
    before, now = await after(conversation, "对比度-20")
    assert spread(now) < 0.95 * spread(before)


async def test_shadows_and_highlights_move_apart(conversation: Conversation) -> None:
    before, now = await after(conversation, "shadows +40, highlights -40")
    dark, bright = before[..., 0] < 0.35, before[..., 0] > 0.75
    assert now[..., 0][dark].mean() > before[..., 0][dark].mean() + 0.01
    assert now[..., 0][bright].mean() < before[..., 0][bright].mean() - 0.01


async def test_a_region_alone_is_dialled(conversation: Conversation) -> None:
    before, now = await after(conversation, "exposure -1 in box 0% 0% 50% 100%")
    left, right = np.s_[:, :130, 0], np.s_[:, 170:, 0]
    assert now[left].mean() < 0.9 * before[left].mean()
    assert now[right].mean() == pytest.approx(before[right].mean(), abs=0.01)


async def test_an_inverted_photo_is_a_negative_and_an_s_curve_is_steeper(conversation: Conversation) -> None:
    before, now = await after(conversation, "invert the colours")
    assert np.corrcoef(before[..., 0].ravel(), now[..., 0].ravel())[0, 1] < -0.9
    before, now = await after(conversation, "curves: s-curve")
    assert spread(now) > 1.03 * spread(before)


async def test_half_a_look_is_between_the_photo_and_the_look(conversation: Conversation) -> None:
    for whole, half in (("sepia", "sepia at half strength"), ("vivid", "vivid at 50%")):
        before, full = await after(conversation, whole)
        _, some = await after(conversation, half)
        far, near = (float(np.abs(one - before).mean()) for one in (full, some))
        assert 0.25 * far < near < 0.85 * far, whole


async def test_less_is_the_same_look_weaker_beside_the_last(conversation: Conversation) -> None:
    await said(conversation, "exposure +0.3")
    await said(conversation, "make it vivid")
    session = conversation.session
    start, first = session.variant("v1"), session.variant("v2")
    await said(conversation, "less")
    second = session.variant(session.current)
    await said(conversation, "a bit less")
    third = session.variant(session.current)
    assert [one.parent for one in (first, second, third)] == ["v1", "v1", "v1"]
    assert first.look == second.look == third.look
    far = [
        float(np.abs(looked_at(conversation, one.id) - looked_at(conversation, start.id)).mean())
        for one in (first, second, third)
    ]
    assert far[0] > 1.1 * far[1] > 1.1 * far[2]
    await said(conversation, "v2 but half as strong")
    fourth = session.variant(session.current)
    assert (fourth.parent, fourth.look) == ("v1", first.look)


async def test_too_much_lessens_numbers_and_more_adds_to_them(conversation: Conversation) -> None:
    await said(conversation, "exposure +0.5")
    await said(conversation, "too much")
    await said(conversation, "v1 but twice as strong")
    session = conversation.session
    assert [session.variant(id).parent for id in ("v1", "v2", "v3")] == ["v0", "v0", "v0"]
    lights = [light(looked_at(conversation, id)) for id in ("v0", "v2", "v1", "v3")]
    assert lights == sorted(lights) and len({round(one, 3) for one in lights}) == 4


async def test_undo_of_the_vignette_takes_it_back(conversation: Conversation) -> None:
    await said(conversation, "contrast +10")
    await said(conversation, "add a vignette")
    assert conversation.session.current == "v2"
    await said(conversation, "undo the vignette")
    assert conversation.session.current == "v1"


async def test_a_crop_has_no_strength_and_a_number_by_half_changes_nothing(conversation: Conversation) -> None:
    await said(conversation, "crop to 4:5")
    (failed,) = [event for event in await said(conversation, "less") if isinstance(event, Failed)]
    assert "no strength" in failed.message
    for words in ("set saturation to 50%", "temperature 5500K", "auto levels"):
        answers = [event.text for event in await said(conversation, words) if isinstance(event, Said)]
        assert len(answers) == 1 and ("+" in answers[0]), words
    assert len(conversation.session.variants()) == 2
