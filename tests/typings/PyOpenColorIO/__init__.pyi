"""OpenColorIO ships no types, and its names come from a compiled module that type checkers cannot read."""

from typing import Any

def __getattr__(name: str) -> Any: ...
