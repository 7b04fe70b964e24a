"""The vocabulary that every room shares: pictures by reference, tasks, jobs, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

# JSON objects as they travel to and from worker processes and the database.
Json = dict[str, Any]


class Task(StrEnum):
    """What an edit does; the same words label requests, steps, cards and receipts."""

    ADD = "add"
    REMOVE = "remove"
    REPLACE = "replace"
    BACKGROUND = "background"
    COLOR = "color"
    MATERIAL = "material"
    STYLE = "style"
    TONE = "tone"
    TEXT = "text"
    POSE = "pose"
    PORTRAIT = "portrait"
    EXTRACT = "extract"
    RESTORE = "restore"
    CROP = "crop"
    LAYOUT = "layout"
    VIEWPOINT = "viewpoint"
    COMPOSE = "compose"
    COMPLETE = "complete"
    BLUR = "blur"
    VIDEO = "video"
    VARIATION = "variation"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class ImageRef:
    """A picture by the SHA-256 of its stored bytes, never its pixels. `width` and `height` in upright pixels."""

    sha256: str
    width: int
    height: int
    media_type: str
    has_alpha: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a file found. `proxy` is an upright sRGB picture of at most about 1.5 MP for the screen.

    `notices` are whole sentences for the person ("Only the first of 12 frames is used.").
    `bits` is 8 or 16 per channel; `profile` the name of the embedded colour profile, "" when there is none.
    """

    width: int
    height: int
    media_type: str
    has_alpha: bool
    bits: int
    profile: str
    proxy: Path
    notices: tuple[str, ...] = ()


class Scope(StrEnum):
    """How far a lock reaches: this one edit, what is made from a variant, all of a session, or every photo of a set."""

    STEP = "step"
    BRANCH = "branch"
    SESSION = "session"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where something is on the source photo, in fractions of it, whatever the frame of a variant became.

    `kind` is "box" (`numbers` left, top, right, bottom), "polygon" (x, y, x, y ...), "mask" (`size` height and width,
    `runs` of pixels outside and inside in turn, row by row), "region" (`name`, found on each photo anew), or "" for
    none. `outside` turns it round: everything but that.
    """

    kind: str = ""
    numbers: tuple[float, ...] = ()
    size: tuple[int, ...] = ()
    runs: tuple[int, ...] = ()
    name: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Lock:
    """What must stay as it is. `label` as people say it ("her face"); `tolerance` is how far a locked pixel may be
    from what it was, 0 to 255 (0 is exactly). `on` is the variant that it was set on, `created_from` the words. With
    `may_be_cut`, a change of the frame may leave a part of it out ("the walls stay white")."""

    id: str
    label: str
    geometry: Geometry
    tolerance: int = 0
    scope: Scope = Scope.STEP
    on: str = "v0"
    created_from: str = ""
    may_be_cut: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work for a backend.

    `source` is the stored original at full resolution, `base` the recipe of the variant the edit starts from
    (empty for the original itself). `look` names a look or a family of looks ("moodier"); `adjust` holds
    adjustments by name with a signed strength (1.0 is a plain "warmer", 0.5 "a bit", -1.0 "colder").
    `taken` are looks already shown, which another round of variants should not repeat. Results go to `folder`.

    `operation` names an operation of the engine instead ("crop", "remove"), with its `values`. `region` limits any of
    these to a part of the picture by its name ("the sky", "everything except the face", "box 10% 20% 50% 60%").

    `prompt` is what a model is told (the person's own words for the engine, which goes by the rest), and `avoid` what
    must not be there, for models with a field for that.

    `locks` are what must stay; `shown` is the stored picture of the variant that the edit starts from, whose locked
    pixels the new one takes over as they are ("" where there is none).

    `mask` is a picture of the size of `source`, white where a model may paint and black where it must not, for models
    that take one. `key` names a job that is paid for: a backend sends it along, so that sending twice is paid once.
    """

    id: str
    task: Task
    source: Path
    prompt: str
    folder: Path
    base: Json = field(default_factory=dict)
    count: int = 1
    look: str = ""
    adjust: dict[str, float] = field(default_factory=dict)
    strength: float = 1.0
    taken: tuple[str, ...] = ()
    seed: int = 0
    operation: str = ""
    values: Json = field(default_factory=dict)
    region: str = ""
    locks: tuple[Lock, ...] = ()
    shown: str = ""
    avoid: str = ""
    mask: Path | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Located:
    """A region as the engine found it: `name` for people, `confidence` 0..1, `sure` whether that is enough to rely on
    it unseen, `share` of the picture, `picture` with the region drawn in, what else should be known, and where it is
    on the source photo."""

    name: str
    confidence: float
    sure: bool
    share: float
    picture: Path
    note: str = ""
    geometry: Geometry = Geometry()


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` parts of job `job`; `doing` is a short phrase for people ("measuring the photo"). `remote` is
    what a service calls the job, as soon as it has taken it."""

    job: str
    done: int
    total: int
    doing: str
    remote: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One measured statement: `name` as people read it, `value` against `limit`, whether it `holds`. `lock` is the
    label of the lock that it is about, "" for any other check."""

    name: str
    value: float
    limit: str
    holds: bool
    lock: str = ""

    @classmethod
    def of_lock(cls, lock: Lock, most: float) -> Check:
        """`most` is the largest difference of a locked pixel, of 255."""
        limit = f"<= {lock.tolerance}"
        return cls(f"{lock.label} differs by", most, limit, most <= lock.tolerance, lock.label)


@dataclass(frozen=True, slots=True)
class Rendition:
    """One result of a job. `proxy` is the picture for the screen; `width`/`height` are those of an export.

    Engine results carry `recipe`, which replays at any size. `words` says what changed as measured
    ("24 % darker, colder, less colour"). `checks` are delivered-against-asked; `nearest` is the smallest mean
    CIEDE2000 to another rendition of the same job (0.0 when there is none). `note` is a sentence for the person
    about the whole job ("Only 2 of 3 came out different enough"), on its first rendition only. `reframed` says that
    the frame, the size or the place of things changed. `charge` is the ledger's entry that it is paid from, and `last`
    says that no other result is paid from it. `seam` says, as measured, that something locked keeps a light which is
    not that around it any more ("" where it sits in). `aside` is kept, but out of sight: the person refused it. `sent`
    is what its model was really given, where that is known better than from the job: "prompt", "avoid", and "settings"
    by their names.
    """

    job: str
    proxy: Path
    width: int
    height: int
    look: str
    recipe: Json
    words: str
    checks: tuple[Check, ...] = ()
    nearest: float = 0.0
    seconds: float = 0.0
    cost_usd: float = 0.0
    note: str = ""
    reframed: bool = False
    charge: str = ""
    last: bool = True
    seam: str = ""
    aside: bool = False
    sent: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """One file to export: the recipe to replay on the source, where to write it, and how it came about.

    `provenance` may hold words, model, look, seed, parent and source (hashes), and `generative`; it is written as XMP.
    """

    recipe: Json
    path: Path
    provenance: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`long_side` in pixels, 0 keeps the size. `quality` 1-100 for lossy formats. `max_bytes` is the most that a file
    may have, reached by quality and then by fewer pixels; 0 is no limit. The format is the path's ending."""

    long_side: int = 0
    quality: int = 92
    keep_gps: bool = False
    force: bool = False
    max_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written in full: its pixel size, and what differs from the source in whole sentences."""

    path: Path
    width: int
    height: int
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a route would cost before anything is spent, for all results together.

    `high` is the worst case, which a cap has to hold; `as_of` the ISO date of the oldest price in it.
    """

    low: float
    expected: float
    high: float
    currency: str = "USD"
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves the machine: to whom, how many pixels of the picture (0: not known yet), which part of it ("" is the
    whole), and the kinds of metadata that are taken out before."""

    to: str
    pixels: int = 0
    crop: str = ""
    stripped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What separates two pictures of the same frame: mean CIEDE2000, per cent of pixels changed by more than 2,
    words for people ("24 % darker, warmer; the change is everywhere"), and a heat map picture."""

    mean: float
    changed_percent: float
    words: str
    heat_map: Path
