"""What is printed for a person goes nowhere where nobody reads it any more, and breaks nothing."""

from __future__ import annotations

import os

from agent.harmless import tell


def test_a_reader_who_has_gone_stops_no_work():
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        tell("v1 brighter", stream)
        tell("v2 brighter still", stream)
