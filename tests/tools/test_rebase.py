"""A variant is made again from the original, or its steps on another photo, and looks as it did."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agent.opening import open_photo
from agent.session.places import workplace
from agent.session.session import Session
from agent.session.store import Store
from backends.engine.client import Engine
from backends.errors import BadRequest, NotPossible
from backends.types import Json, Rendition, Task
from tests.photos import sample, write_photo
from tools.base import Context, Made, VariantLike
from tools.rebase import Rebase, RebaseArguments, chain_to, is_fitted, merged, transplant
from tools.vary import Vary, VaryArguments


async def session_of(path: Path, store: Store, engine: Engine) -> Session:
    conversation, _ = await open_photo(path, workplace() / "proxy", store, engine)
    await conversation.close()
    return conversation.session


async def vary(session: Session, engine: Engine, words: str, **arguments: object) -> str:
    context = Context(session, engine, engine, workplace(), words, "stet-engine")
    made = [one async for one in Vary().run(VaryArguments.model_validate(arguments), context) if isinstance(one, Made)]
    return made[0].variant.id


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"), int)


@pytest.fixture
async def session(tmp_path: Path, engine: Engine) -> AsyncIterator[Session]:
    store = Store(tmp_path / "home")
    session = await session_of(write_photo(tmp_path / "a.png", sample("coffee")), store, engine)
    first = await vary(session, engine, "warmer", variant="v0", adjust={"warmth": 1.0})
    second = await vary(
        session, engine, "square", variant=first, task=Task.CROP, operation="crop", values={"ratio": "1:1"}
    )
    await vary(session, engine, "darker", variant=second, adjust={"exposure": -1.0})
    yield session
    store.close()


async def test_a_chain_becomes_one_edit_of_the_original(session: Session, engine: Engine) -> None:
    context = Context(session, engine, engine, workplace())
    (made,) = [one async for one in Rebase().run(RebaseArguments(variant="v3"), context)]
    assert isinstance(made, Made)
    again, before = session.variant(made.variant.id), session.variant("v3")
    assert (again.parent, again.words, again.depth) == ("v0", "warmer; then square; then darker", 0)
    assert (again.width, again.height) == (before.width, before.height)
    assert again.recipe == before.recipe
    assert np.abs(pixels(again.proxy) - pixels(before.proxy)).mean() < 2
    assert session.current == again.id
    with pytest.raises(BadRequest, match="made from the original already"):
        [one async for one in Rebase().run(RebaseArguments(variant="v1"), context)]


async def nothing(like: object, parent: str) -> str:
    raise AssertionError("the recipes could have been replayed")


async def test_what_means_the_same_on_any_photo_is_replayed_link_by_link(
    session: Session, engine: Engine, tmp_path: Path
) -> None:
    store = Store(tmp_path / "home")
    first = await vary(session, engine, "warmer", variant="v0", adjust={"warmth": 1.0})
    last = await vary(session, engine, "darker", variant=first, adjust={"exposure": -1.0})
    other = await session_of(write_photo(tmp_path / "b.png", sample("chelsea")), store, engine)
    context = Context(other, engine, engine, workplace())
    assert [id async for id in transplant(session.chain(last), context, nothing)] == ["v1", "v2"]
    assert [(one.parent, one.words) for one in other.variants()[1:]] == [("v0", "warmer"), ("v1", "darker")]
    assert other.current == "v2"
    assert other.variant("v2").recipe == session.variant(last).recipe
    warmth = pixels(other.variant("v1").proxy) - pixels(other.variant("v0").proxy)
    assert warmth[..., 0].mean() > 1 > -1 > warmth[..., 2].mean()
    store.close()


async def test_what_was_fitted_to_the_photo_is_asked_for_again_in_its_words(
    session: Session, engine: Engine, tmp_path: Path
) -> None:
    store = Store(tmp_path / "home")
    other = await session_of(write_photo(tmp_path / "b.png", sample("chelsea")), store, engine)
    asked: list[tuple[str, str]] = []

    async def again(like: VariantLike, parent: str) -> str:
        asked.append((like.words, parent))
        return await vary(
            other, engine, like.words, variant=parent, task=Task.CROP, operation="crop", values={"ratio": "1:1"}
        )

    context = Context(other, engine, engine, workplace())
    assert [id async for id in transplant(session.chain("v3"), context, again)] == ["v1", "v2", "v3"]
    assert asked == [("square", "v1")]
    last = other.variant("v3")
    # The darker link goes on from the crop of this photo, and not from that of the other one.
    assert other.variant("v2").recipe["steps"] == last.recipe["steps"][:-1]
    assert session.variant("v3").recipe["steps"][-1] == last.recipe["steps"][-1]
    assert (last.width, last.height) == (300, 300)
    assert pixels(last.proxy).shape == (300, 300, 3)
    assert len(session.variants()) == 4
    store.close()


@pytest.mark.parametrize(
    ("steps", "fitted"),
    [
        ([{"op": "tone", "exposure": 1}], False),
        ([{"op": "rotate", "degrees": 90}], False),
        ([{"op": "rotate", "degrees": 1.4}], True),
        ([{"op": "within", "mask": "…", "steps": []}], True),
        ([{"op": "crop", "ratio": "1:1", "left": 0.1}], True),
    ],
)
def test_masks_crops_and_measured_angles_belong_to_their_photo(steps: list[Json], fitted: bool) -> None:
    assert is_fitted(steps) is fitted


async def test_what_a_model_painted_is_asked_for_again_and_not_replayed(session: Session, engine: Engine) -> None:
    picture = workplace() / "painted.png"
    Image.new("RGB", (600, 400)).save(picture)
    painted = session.add(
        Rendition("job", picture, 600, 400, "", {}, "a dragon"),
        parent="v1",
        words="add a dragon",
        task="add",
        model="dreamer",
        reasons=(),
        round=9,
        ordinal=1,
        generative=True,
        seed=4,
    )
    whole = merged(chain_to(session, painted.id))
    assert (whole.words, whole.generative) == ("warmer; then add a dragon", True)
    with pytest.raises(NotPossible, match="warmer; then add a dragon"):
        context = Context(session, engine, engine, workplace())
        [one async for one in Rebase().run(RebaseArguments(variant=painted.id), context)]
