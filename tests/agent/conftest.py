"""A conversation about a small photo, with a darkroom that does as it is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from agent.conversation import Conversation
from agent.opening import open_photo
from agent.session.places import workplace
from agent.session.store import Store
from tests.fakes.darkroom import ScriptedDarkroom


@pytest.fixture
async def conversation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Conversation]:
    monkeypatch.chdir(tmp_path)
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (30, 20), (90, 120, 150)).save(photo)
    store = Store(tmp_path / "home")
    opened, _ = await open_photo(photo, workplace() / "proxy.jpg", store, ScriptedDarkroom())
    yield opened
    await opened.close()
    store.close()
