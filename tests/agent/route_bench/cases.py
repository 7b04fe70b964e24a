"""Route-bench: requests and facts with who may do it, who may not, and what must hold, from stated principles.

Written before the router. The principles: precise work is the engine's; what must be invented needs a model that is
set up; hard facts (transparency, mask, references, size, privacy, money, licence, last day) exclude; then the trait
that the job lives on (likeness, letters, leaving the rest alone); a wish for a model, for cheap, for quick is followed.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.agent.route_bench.facts import (
    ALPHA,
    AT,
    ENGINE,
    FLARE,
    GPT2,
    HOSTED,
    IDENTITY,
    K4,
    LITE,
    LOCALITY,
    LONGCAT,
    MASK,
    MEGAPIXELS,
    NOT_FOR_BUSINESS,
    PAINTERS,
    PICTURES,
    QWEN,
    REDRAW,
    SUN,
    TEXT,
    TWO_CENTS,
    VIDEO_AT,
    WEAK_STYLE,
)
from tests.agent.route_bench.requests import (
    COMPOSED,
    CUT_OUTS,
    FILMS,
    INVENTED,
    LETTERS,
    LOCAL,
    NAMED,
    PRECISE,
    STYLES,
)

NOBODY: frozenset[str] = frozenset({""})
ALL = (*HOSTED, "replicate")


@dataclass(frozen=True)
class Case:
    """`accepted` are card ids, "" for nobody. `required` are properties of the answer; to break one, or to choose a
    forbidden card, is a violation. A third of the cases, by the hash of their id, is held out."""

    words: str
    assume: tuple[str, ...]
    accepted: frozenset[str]
    principle: str
    forbidden: frozenset[str] = frozenset()
    required: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    max_usd: float | None = None
    local_only: bool = False

    @property
    def id(self) -> str:
        said = f"{self.words}|{self.assume}|{sorted(self.facts.items())}|{self.max_usd}|{self.local_only}"
        return hashlib.sha256(said.encode()).hexdigest()[:10]

    @property
    def held_out(self) -> bool:
        return int(self.id, 16) % 3 == 0


def reachable(ways: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(AT[way] for way in ways))


def among(ways: tuple[str, ...], *, wanted: frozenset[str], but: frozenset[str] = frozenset()) -> frozenset[str]:
    """Those with the trait that can be reached; where none has it, everybody who can do the job at all."""
    able = reachable(ways) - PAINTERS - REDRAW - {"flux-outpaint"} - but
    return (able & wanted) or able


def cases() -> Iterator[Case]:
    yield from _precise()
    yield from _invented()
    yield from _facts()
    yield from _letters_and_styles()
    yield from _local()
    yield from _films()
    yield from _wishes()
    yield from _private_and_licensed()
    yield from _written_blind()


FREE_AND_HERE = ("free", "stays", "no approval")
PAID = ("priced", "leaves", "approval")


def _precise() -> Iterator[Case]:
    """P1: exact work of tone, frame and layout goes to the engine even when every model is available."""
    others = reachable((*ALL, "gpu:24"))
    for words in PRECISE:
        for assume in ((), ("openrouter",), (*ALL, "gpu:24")):
            yield Case(words, assume, frozenset({ENGINE}), "precise", others, FREE_AND_HERE)
        yield Case(words, ALL, frozenset({ENGINE}), "precise", others, FREE_AND_HERE, {"face": True}, 0.0)
        yield Case(words, ALL, frozenset({ENGINE}), "precise", others, FREE_AND_HERE, {"width": 6000, "height": 4000})
        yield Case(words, ALL, frozenset({ENGINE}), "precise", others, FREE_AND_HERE, local_only=True)


def _invented() -> Iterator[Case]:
    """P2: nobody without a model; P9: likeness where a person is in it; the engine never."""
    engine = frozenset({ENGINE})
    for task, words, person in INVENTED:
        yield Case(words, (), NOBODY, "nothing set up", engine)
        for way in ("openrouter", "fal", "gemini", "openai", "ark"):
            wanted = IDENTITY if person else IDENTITY | reachable((way,))
            accepted = among((way,), wanted=wanted, but=frozenset({LITE}) if person else frozenset())
            accepted |= {"flux-outpaint"} & reachable((way,)) if task == "complete" else frozenset()
            yield Case(words, (way,), accepted, "invented", engine | PAINTERS, PAID)
        yield Case(words, ALL, NOBODY, "local only", engine, ("nothing leaves",), local_only=True)
        yield Case(words, ALL, NOBODY, "no money", engine, max_usd=0.0)
        able = frozenset({K4, QWEN, LONGCAT, "flux-2-klein-9b", "flux-kontext-dev"})
        yield Case(words, (*ALL, "gpu:24"), able, "local card", engine, ("free", "stays"), local_only=True)


def _facts() -> Iterator[Case]:
    """P5 to P8: transparency, mask, references and size exclude whoever cannot."""
    for _, words, person in INVENTED:
        if "background" in words or "beach" in words or "sky" in words or "scene" in words or person:
            continue
        for way in ("openai", "ark", "bfl"):
            yield Case(words, (way,), ALPHA[way], "alpha", required=("alpha",), facts={"has_alpha": True})
        yield Case(words, ("gemini",), NOBODY, "alpha", facts={"has_alpha": True})
    for words in CUT_OUTS:
        for way in ("openai", "ark", "bfl", "fal"):
            yield Case(words, (way,), ALPHA[way], "cut-out", frozenset({ENGINE}), ("alpha",))
        yield Case(words, ("gemini",), NOBODY, "cut-out", frozenset({ENGINE}))
    for words in ("add a cup of coffee on the table", "replace the car with a bicycle"):
        for way in ("openai", "fal", "bfl"):
            accepted = MASK[way] - ({"flux-erase"} if way == "bfl" else set())
            yield Case(words, (way,), accepted, "mask", required=("mask",), facts={"mask": True})
        for way in ("gemini", "ark", "openrouter"):
            yield Case(words, (way,), NOBODY, "mask", facts={"mask": True})
    for words in COMPOSED:
        for references in (1, 4, 8, 11, 14):
            for way in ("openrouter", "fal"):
                able = frozenset(id for id in AT[way] if PICTURES.get(id, 1) > references)
                yield Case(
                    words, (way,), able, "references", required=("references",), facts={"references": references}
                )
        yield Case(words, ("openai",), NOBODY, "references", facts={"references": 20})
    for words in ("add some birds to the sky", "replace the car with a bicycle"):
        for said, size in ((", 4k", 8.0), (", at 5000 x 3200 px", 16.0), (", at 2000 x 1500 px", 3.0)):
            for way in ("openrouter", "fal", "openai"):
                able = frozenset(id for id in AT[way] - PAINTERS if MEGAPIXELS.get(id, 1.0) >= size)
                yield Case(words + said, (way,), able or NOBODY, "size", required=("size",))


def _letters_and_styles() -> Iterator[Case]:
    """P10: whoever spells; and for redrawn styles nobody who was measured weak at them."""
    engine = frozenset({ENGINE})
    for words in LETTERS:
        yield Case(words, (), NOBODY, "letters", engine)
        for way in ("openrouter", "fal", "gemini", "openai", "ark"):
            yield Case(words, (way,), among((way,), wanted=TEXT, but=frozenset({LITE})), "letters", engine, PAID)
        yield Case(words, ALL, TEXT, "letters", engine, PAID, {"text": True})
        yield Case(words, ALL, TEXT & TWO_CENTS, "letters, budget", engine, ("budget",), max_usd=0.03)
    for words in STYLES:
        yield Case(words, (), NOBODY, "style", engine)
        for way in ("openrouter", "fal", "ark"):
            able = among((way,), wanted=reachable((way,)) - WEAK_STYLE)
            yield Case(words, (way,), able, "style", engine, PAID)


def _local() -> Iterator[Case]:
    """P11: where the rest must stand, whoever leaves it alone, or a mask."""
    for _, words in LOCAL:
        for way in ("openrouter", "fal", "openai", "ark"):
            yield Case(words, (way,), among((way,), wanted=LOCALITY), "locality", frozenset({ENGINE}), PAID)


def _films() -> Iterator[Case]:
    """P12: films are made by models that are alive and make films."""
    for words in FILMS:
        yield Case(words, (), NOBODY, "film", frozenset({ENGINE}))
        for way in ("gemini", "fal", "ark", "openrouter"):
            yield Case(words, (way,), VIDEO_AT[way], "film", reachable(ALL), ("leaves", "approval"))
        yield Case(words, ("openai",), NOBODY, "film", frozenset({ENGINE}))
        cheap = frozenset({"wan-3.0", "ltx-2.3-fast", "minimax-h3"})
        yield Case(words, ("fal",), cheap, "film, budget", required=("budget",), max_usd=0.45)


def _wishes() -> Iterator[Case]:
    """P14 to P16: a named model, cheap, quick; a model that is gone is replaced by its successor."""
    for words in ("add a cup of coffee on the table", "replace the car with a bicycle", "put it on a beach"):
        for said, who in NAMED:
            for way in ("openrouter", "fal", "gemini"):
                able = who & reachable((way,)) or NOBODY
                yield Case(said.format(words), (way,), able, "named", required=("only named",))
            yield Case(said.format(words), (), NOBODY, "named", frozenset({ENGINE}))
        for said in ("{}, as cheap as possible", "the cheapest way: {}"):
            yield Case(said.format(words), ("openrouter",), frozenset({SUN, FLARE}), "cheapest", required=("budget",),
                       max_usd=0.02)  # fmt: skip
            yield Case(said.format(words), ("fal",), frozenset({SUN, FLARE, K4, GPT2}), "cheapest")
        for said in ("{}, as fast as possible", "{}, quick"):
            yield Case(said.format(words), ("gemini",), frozenset({LITE}), "fastest")
            yield Case(said.format(words), ("fal",), frozenset({K4, "flux-2-klein-9b", QWEN}), "fastest")
        yield Case(words, ALL, TWO_CENTS, "two cents", required=("budget",), max_usd=0.02)
        yield Case(f"{words}, for at most 2 cents", ALL, TWO_CENTS, "two cents said", required=("two cents",))
        yield Case(f"{words}, best quality", ("openai",), frozenset({SUN}), "best")
        for said in ("{} with dall-e 3", "{} using gpt image 1"):
            yield Case(said.format(words), ("openai",), frozenset({SUN}), "gone", required=("successor",))
    for words in ("make a 5 second video with sora", "animate it using sora 2"):
        yield Case(words, ("gemini",), frozenset({"gemini-omni-1.2-flash"}), "gone", required=("successor",))
        yield Case(words, (), NOBODY, "gone", required=("successor",))
    yield Case(
        "make a 5 second video with veo 3", ("fal",), frozenset({"veo-3.1-fast"}), "gone", required=("successor",)
    )
    for words in ("make her smile", "give him a beard"):
        for way in ("openrouter", "fal"):
            banned = frozenset(id for id in AT[way] if id.startswith("flux"))
            yield Case(f"{words}, but never use flux for faces", (way,), among((way,), wanted=IDENTITY - banned),
                       "never", banned)  # fmt: skip


def _private_and_licensed() -> Iterator[Case]:
    """P3 in words, and P13: weights that may not serve a business."""
    engine = frozenset({ENGINE})
    for _, words, _person in INVENTED[:10]:
        for said in ("{}. this photo is private, do not upload it", "{}, nothing may leave this computer"):
            yield Case(said.format(words), ALL, NOBODY, "private", engine, ("nothing leaves",))
            yield Case(said.format(words), (*ALL, "gpu:8"), frozenset({K4}), "private", engine, ("free", "stays"))
        able = frozenset({K4, QWEN, LONGCAT})
        yield Case(f"{words}, it is for a client's advert", ("gpu:24",), able, "licence", engine | NOT_FOR_BUSINESS)
        yield Case(words, ("selfhosted",), frozenset({QWEN, K4}), "self-hosted", engine, ("free", "stays"))
    for words in PRECISE[:8]:
        yield Case(f"{words}. do not upload it", ALL, engine, "private", required=FREE_AND_HERE)


def never_opened() -> list[Case]:
    """Cases that nobody has looked at who worked on the router."""
    return list(_written([Path(__file__).with_name("never_opened.toml")]))


def _written_blind() -> Iterator[Case]:
    return _written(sorted(Path(__file__).parent.glob("blind_cases*.toml")))


def _written(files: Sequence[Path]) -> Iterator[Case]:
    everybody = frozenset().union(*AT.values())
    for one in (case for file in files for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]):
        accepted, forbidden = frozenset[str](one["accepted"]), one.get("forbidden", ())
        yield Case(
            one["words"],
            tuple(one["assume"]),
            accepted,
            one["principle"],
            everybody - accepted - {ENGINE} if forbidden == "others" else frozenset(forbidden),
            tuple(one.get("required", ())),
            one.get("facts", {}),
            one.get("max_usd"),
            one.get("local_only", False),
        )
