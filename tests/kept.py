"""What takes long to find in a picture is found once by the tests that begin with the same one: the real answer, kept.

Only for tests of what is made of the answer; what finds it is tested where it is not kept.
"""

from __future__ import annotations

from collections.abc import Hashable
from hashlib import sha256
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from backends.engine.pixels import Pixels
from backends.engine.regions.base import Region


def keep(patch: pytest.MonkeyPatch, module: ModuleType, name: str) -> None:
    """Let `module.name`, a function of pictures that are only read, answer the same question once."""
    real, known = getattr(module, name), {}

    def kept(*arguments: Any) -> Any:
        key = tuple(map(_key, arguments))
        if key not in known:
            known[key] = real(*arguments)
        return known[key]

    patch.setattr(module, name, kept)


def _key(argument: Any) -> Hashable:
    if isinstance(argument, Pixels):
        return "pixels", _key(argument.rgb), _key(argument.alpha), argument.icc
    if isinstance(argument, Region):
        return "region", repr((argument.name, argument.confidence, argument.boxes)), _key(argument.mask)
    if isinstance(argument, np.ndarray):
        return argument.shape, argument.dtype.str, sha256(argument.tobytes()).digest()
    return argument
