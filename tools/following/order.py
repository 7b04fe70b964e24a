"""What a receipt of a variant is taken of: two stored pictures, and what is known of how the one came of the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backends.types import Check, Json

# Who made a variant that was put right, in place of a model's name.
MENDED = "stet-repair"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked, as far as words say it; parts of the picture by their names, which are found where it is
    measured. `scope` is that of `tools.receipt.asked`; `text` is to be spelled so, `look` is a look by its name."""

    words: str = ""
    regions: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    scope: str = "unknown"
    tone: bool = False
    edits: bool = True
    reframes: bool = False
    alpha: bool | None = None
    text: str = ""
    look: str = ""
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Order:
    """`before`, `after` and `source` (the photo itself) are pictures as they are stored for the screen, the sizes
    (width, height) those of the whole pictures. `since` names what `before` is.

    `steps` are what the engine did between the two, None where a model painted it; `way` all that it did since the
    source, None where a model painted on the way. `done` says what was done ("cropped to 4:5"), `checks` what was
    measured when it was made, `depth` how often a model painted it.
    """

    id: str
    since: str
    before: Path
    after: Path
    source: Path
    before_size: tuple[int, int]
    after_size: tuple[int, int]
    source_size: tuple[int, int]
    wish: Wish = field(default_factory=Wish)
    steps: tuple[Json, ...] | None = None
    way: tuple[Json, ...] | None = None
    done: str = ""
    checks: tuple[Check, ...] = ()
    depth: int = 0

    @property
    def from_source(self) -> bool:
        """Whether the picture before is the photo itself."""
        return self.before == self.source


def order_from(body: Any) -> Order:
    """From JSON, as a worker gets it; both ends are ours."""
    from backends.engine.wire import from_json

    plain = dict(body)
    steps, way = plain.pop("steps"), plain.pop("way")
    made = from_json(Order, plain)
    from dataclasses import replace

    return replace(made, steps=None if steps is None else tuple(steps), way=None if way is None else tuple(way))
