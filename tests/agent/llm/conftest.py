"""Whatever any test here sends to the fake server is checked: against the OpenAPI file where it is, and for sense."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.agent.llm.openapi import faults
from tests.fakes.llm_server import Asked, LlmServer


@pytest.fixture(autouse=True)
def every_request_is_valid() -> Iterator[None]:
    wrong: list[str] = []

    def look(asked: Asked) -> None:
        wrong.extend(faults(asked))

    LlmServer.watchers.append(look)
    try:
        yield
    finally:
        LlmServer.watchers.remove(look)
    assert not wrong, wrong
