"""Regular expressions that are compiled when they are first used: all of them would take longer than a request does."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, shape: str, flags: int) -> None:
        self.pattern, self._flags = shape, flags

    def __getattr__(self, name: str) -> Any:
        """Called for a method that is not there yet: from then on they are those of the compiled expression."""
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(shape: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, at the first use. A match of it belongs to the expression inside: compare their `pattern`."""
    return cast("re.Pattern[str]", _Lazy(shape, flags))
