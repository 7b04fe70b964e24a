"""Draws the README's picture: the real screen, with the real engine, on a sample photo.

python tests/agent/ui/readme_picture.py
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

WORDS = ("make three moodier versions", "the second one, but warmer")


async def main() -> None:
    from agent.cli import sample
    from agent.conversation import Conversation
    from agent.opening import open_photo
    from agent.session.store import Store
    from agent.ui.app import StetApp
    from agent.ui.portrait import portray
    from backends.engine.client import Engine

    engine = Engine()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "home")

        async def opened(path: Path | None) -> Conversation:
            assert path is not None
            conversation, _ = await open_photo(path, Path(folder) / "proxy" / "photo", store, engine)
            return conversation

        await portray(StetApp(opened, sample("coffee")), Path(__file__).with_name("screen.svg"), WORDS, size=(130, 42))
        store.close()
    await engine.close()


if __name__ == "__main__":
    asyncio.run(main())
