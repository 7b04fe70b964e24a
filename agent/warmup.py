"""Load beside other work what the first turn would else wait for."""

from __future__ import annotations

import importlib
import threading
from functools import cache

_loading = threading.Lock()


def get_ready() -> None:
    """Load what the first turn needs: half a second that nobody waits for at the right moment.

    Who calls it while another thread is at it waits for that, since two at once would do the work twice.
    """
    with _loading:
        _load()


def get_cards_ready() -> None:
    """Read and index every model card: a tenth of a second that only talk of models, and models, have a use for."""
    from agent.routing.fit import index
    from backends.catalog import cards

    with _loading:
        index(cards())


@cache
def _load() -> None:
    importlib.import_module("agent.acts")
    from agent.plan import Scene
    from agent.rules.planner import read
    from agent.rules.reading import reading

    nowhere = Scene()
    reading(read("make three moodier versions", nowhere), nowhere)
