"""What a hosted model gives back becomes the whole photo again, whatever size, place and light it came in; what is
locked in it stays, or the person is asked."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from agent.events import ApprovalNeeded, Event, ReceiptReady
from agent.ledger import State
from agent.oneshot import as_json, take_turn
from backends.engine.client import Engine
from backends.engine.files.decode import decode_full
from backends.engine.regions.geometry import rasterised
from backends.types import Geometry, Lock, Scope
from tests.agent.money.conftest import Studio, made, told
from tests.fakes.editor import ScriptedEditor, a_red_ball
from tests.fakes.hosted import ImageService
from tests.photos import sample
from tests.tools.test_roundtrip import step_at_the_edge

Open = Callable[..., Awaitable[Studio]]
BOX = (0.55, 0.3, 0.75, 0.6)
BALLOON = "add a red ball in box 55% 30% 75% 60%"
BEACH = "put her on a beach"
FACE = Geometry("box", (0.35, 0.1, 0.55, 0.4))


def painter(editor: ScriptedEditor, paints: Any = None) -> Callable[[Image.Image], Image.Image]:
    """Recompressed as most services answer."""

    def paint(picture: Image.Image) -> Image.Image:
        editor.paints = paints or editor.paints
        out = io.BytesIO()
        Image.fromarray(editor.edited(np.asarray(picture))).save(out, "JPEG", quality=82)
        return Image.open(io.BytesIO(out.getvalue())).convert("RGB")

    return paint


def around(region: np.ndarray, picture: np.ndarray, by: int = 40) -> tuple[slice, slice]:
    left, top, across, down = cv2.boundingRect(region)
    return slice(max(0, top - by), top + down + by), slice(max(0, left - by), left + across + by)


async def through(studio: Open, width: int, height: int, size: tuple[int, int]) -> Studio:
    editor = ScriptedEditor(size=size, shift=(6.3, -4.2), zoom=1.012, gain=(1.03, 1.01, 0.97))
    service = ImageService(paints=painter(editor, lambda picture: a_red_ball(0.4, 0.35, 0.6, 0.65)(picture)))
    one = await studio(photo=sample("coffee", width, height), fal=service)
    events = await one.say(BALLOON)
    assert made(events) == ["v1"], told(events)
    (receipt,) = [event for event in events if isinstance(event, ReceiptReady)]
    assert "everything outside the box identical (largest difference 0)" in receipt.line and "weak" not in receipt.line
    before, variant = decode_full(one.session.source.path), one.session.variant("v1")
    after = decode_full(variant.proxy)
    assert (variant.width, variant.height) == (width, height) == after.rgb.shape[1::-1]
    region = rasterised(Geometry("box", BOX), height, width)
    assert np.array_equal(after.rgb[region == 0], before.rgb[region == 0])
    near = around(region, after.rgb)
    step = step_at_the_edge(after.rgb[near], region[near])
    print(f"{width} x {height}: outside 0, step at the edge {step:.2f} of the local mean")
    assert step <= 1.5
    middle = after.rgb[int(0.45 * height), int(0.65 * width)]
    assert middle[0] > 120 > middle[1], "the ball lies where it was painted"
    return one


async def test_a_part_comes_back_without_a_seam_and_nothing_else_changes(studio: Open) -> None:
    await through(studio, 720, 480, (608, 400))


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_a_photo_of_24_megapixels_stays_one_through_a_conversation(studio: Open, tmp_path: Path) -> None:
    one = await through(studio, 6000, 4000, (1152, 864))
    await one.say(f"export as png to {tmp_path}/out.png")
    with Image.open(tmp_path / "out.png") as image:
        assert image.size == (6000, 4000)


async def locked(studio: Open, editor: ScriptedEditor, **more: Any) -> Studio:
    small = np.asarray(Image.fromarray(sample("astronaut")).resize((SIDE, SIDE), Image.Resampling.LANCZOS))
    one = await studio(photo=small, fal=ImageService(paints=painter(editor)), **more)
    one.session.lock(Lock("", "her face", FACE, scope=Scope.SESSION))
    return one


SIDE = 288
DARK = ScriptedEditor(size=(352, 352), shift=(3, -2), gain=(0.5, 0.55, 0.7))


def difference(one: Studio, id: str) -> float:
    before, after = decode_full(one.session.source.path).rgb, decode_full(one.session.variant(id).proxy).rgb
    return float(np.abs(before.astype(int) - after)[rasterised(FACE, *before.shape[:2]) > 0].max())


async def test_a_lock_is_told_and_put_back_to_the_pixel_after_registration(studio: Open) -> None:
    one = await locked(studio, ScriptedEditor(size=(352, 352), shift=(3, -2), zoom=1.01, gain=(1.03, 1.0, 0.98)))
    events = await one.say(BEACH)
    (told,) = one.services["fal"].instructions
    assert told.count("her face") == 1 and one.session.variant("v1").sent["prompt"] == told
    assert one.backends["fal"].jobs[0].mask is not None, "this model takes a mask"
    (receipt,) = [event for event in events if isinstance(event, ReceiptReady)]
    assert "her face identical (largest difference 0)" in receipt.line
    assert difference(one, "v1") == 0
    variant = one.session.variant("v1")
    assert (variant.width, variant.height) == (SIDE, SIDE), "in the frame of the photo"


@pytest.mark.parametrize(
    ("answer", "says", "least", "most"),
    [
        ("match light", "her face recoloured by CIEDE2000", 40, 200),
        pytest.param("let the model draw it", "her face, drawn anew, differs by", 60, 220, marks=pytest.mark.slow),
    ],
)
async def test_where_the_light_moved_the_person_chooses(
    studio: Open, answer: str, says: str, least: int, most: int
) -> None:
    one = await locked(studio, DARK)
    events = await one.say(BEACH, "yes", answer)
    money, seam = one.asked
    assert money.worst_usd > 0 and seam.choices == ("match light", "let the model draw it", "refuse")
    assert "cannot be pasted back without showing" in seam.question and "CIEDE2000" in seam.question
    assert seam.picture is not None and seam.picture.is_file()
    assert made(events) == ["v1"]
    (receipt,) = [event for event in events if isinstance(event, ReceiptReady)]
    assert says in {check.name for check in receipt.checks} and "identical" not in receipt.line
    assert f"{says} " in receipt.line and "as you chose" in receipt.line
    assert least < difference(one, "v1") < most


async def test_a_refused_result_is_kept_out_of_sight_and_paid_for_once(studio: Open) -> None:
    one = await locked(studio, DARK)
    events = await one.say(BEACH, "yes", "refuse")
    assert made(events) == [] and one.session.current == "v0"
    assert "v1 is out of sight" in told(events) and "restore v1" in told(events)
    assert [variant.id for variant in one.session.variants()] == ["v0"]
    (charge,) = one.ledger.charges()
    assert (charge.state, charge.usd) == (State.SETTLED, 0.013)
    await one.say("restore v1")
    assert difference(one, "v1") > 60, "as the model drew it"


async def test_other_words_in_place_of_an_answer_keep_what_was_paid_for(studio: Open) -> None:
    one = await locked(studio, DARK)
    turn: list[Event] = []
    async for event in one.conversation.submit(BEACH):
        turn.append(event)
        if isinstance(event, ApprovalNeeded) and "yes" in event.choices:
            await one.conversation.answer(event.id, "yes")
        elif isinstance(event, ApprovalNeeded):
            await one.conversation.cancel()
    assert made(turn) == [] and [one.id for one in one.session.variants(all=True)] == ["v0", "v1"]
    assert one.ledger.totals().settled == 0.013 and one.ledger.totals().in_flight == 0


@pytest.mark.parametrize(("seam", "code", "count"), [("", 5, 0), pytest.param("match", 0, 1, marks=pytest.mark.slow)])
async def test_without_anybody_to_ask_it_is_refused_and_said(
    studio: Open, seam: str, code: int, count: int, tmp_path: Path
) -> None:
    from agent.turn import Delivery

    one = await locked(studio, DARK, delivery=Delivery(tmp_path / "out"))
    shown: list[Event] = []
    assert await take_turn(one.conversation, BEACH, shown.append, approved=1.0, seam=seam) == code
    lines = [as_json(event) for event in shown]
    asked = [line for line in lines if line["event"] == "approval_needed"]
    assert [line["choices"] for line in asked] == [["match light", "let the model draw it", "refuse"]]
    assert len([line for line in lines if line["event"] == "variant_ready"]) == count
    said = "\n".join(line["text"] for line in lines if line["event"] == "said")
    assert ("Refuse, since nobody could answer." in said) is not seam
    assert one.ledger.totals().settled == 0.013


async def test_what_a_model_painted_is_what_is_looked_at_next(studio: Open, tmp_path: Path) -> None:
    """The contact sheet, what is found by name, and the frame of a file begin at the painted picture."""
    engine = Engine()
    one = await studio(
        photo=sample("astronaut"),
        darkroom=engine,
        fal=ImageService(paints=lambda picture: Image.new("RGB", (picture.width, picture.height), (20, 60, 200))),
    )
    try:
        await one.say(BEACH)
        await one.say("make it warmer")
        told(await one.say(f"export v0, v1 and v2 side by side to {tmp_path}/sheet.png"))
        with Image.open(tmp_path / "sheet.png") as image:
            sheet = np.asarray(image.convert("RGB")).astype(int)
        assert (np.abs(sheet - (20, 60, 200)).max(-1) < 3).mean() > 0.15, "the painted one is in it"
        await one.say(f"export v2 as png at 400x200 to {tmp_path}/cut.png")
        with Image.open(tmp_path / "cut.png") as image:
            assert image.size == (400, 200)
            cut = np.asarray(image.convert("RGB")).astype(int)
        assert np.ptp(cut.reshape(-1, 3), axis=0).max() < 12, "no photo shines through"
    finally:
        await engine.close()
