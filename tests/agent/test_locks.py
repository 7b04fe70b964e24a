"""Locks as a person meets them: words in, pixels that stay, by the real engine, in files and in the session."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agent.brands import load, save
from agent.cli import main
from agent.conversation import Conversation
from agent.events import ApprovalNeeded, Event, Exported, Failed, Planned, ReceiptReady, Said, VariantReady
from agent.opening import open_photo
from agent.session.places import workplace
from agent.session.store import Store
from backends.engine.client import Engine
from backends.engine.regions.geometry import rasterised
from backends.errors import BadImage, BadRequest
from tests.agent.session.scenarios import Stage
from tests.fakes.darkroom import ScriptedDarkroom
from tests.fakes.paid import PaidBackend
from tests.photos import sample, write_photo


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
async def astronaut(home: Path, tmp_path: Path, engine: Engine) -> AsyncIterator[Conversation]:
    photo = tmp_path / "astronaut.png"
    write_photo(photo, "astronaut")
    store = Store(home)
    conversation, _ = await open_photo(photo, workplace() / "proxy.jpg", store, engine)
    yield conversation
    await conversation.close()
    store.close()


async def turn(conversation: Conversation, words: str, choice: str = "yes") -> list[Event]:
    events: list[Event] = []
    async for event in conversation.submit(words):
        events.append(event)
        if isinstance(event, ApprovalNeeded):
            await conversation.answer(event.id, choice)
    return events


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(int)


async def test_moodier_with_her_face_kept_changes_no_pixel_of_it(astronaut: Conversation, tmp_path: Path) -> None:
    events = await turn(astronaut, "from now on keep her face")
    events += await turn(astronaut, "make it moodier")
    assert next(e.reading for e in events if isinstance(e, Planned)) == "lock: her face (from now on)"
    (receipt,) = (e for e in events if isinstance(e, ReceiptReady))
    assert "her face identical (largest difference 0)" in receipt.line
    (ready,) = (e for e in events if isinstance(e, VariantReady))
    (lock,) = astronaut.session.locks()
    before, after = (pixels(astronaut.session.variant(id).proxy) for id in ("v0", ready.id))
    inside = rasterised(lock.geometry, *before.shape[:2]) > 0
    assert 0.02 < inside.mean() < 0.06
    assert np.abs(before - after)[inside].max() == 0, "the stored pictures"
    assert np.abs(before - after)[~inside].mean() > 15
    # At full resolution, in a file that keeps it and in one that cannot.
    await turn(astronaut, f"export as png to {tmp_path}/exact.png")
    assert np.abs(pixels(tmp_path / "exact.png") - sample("astronaut"))[inside].max() == 0
    events = await turn(astronaut, f"export as jpg to {tmp_path}/lossy.jpg")
    (exported,) = (e for e in events if isinstance(e, Exported))
    measured = np.abs(pixels(tmp_path / "lossy.jpg") - sample("astronaut"))[inside].max()
    told = next(notice for notice in exported.notices if "Compression moved what is locked by at most" in notice)
    assert abs(int(told.split("at most ")[1].split()[0]) - measured) <= 2


async def test_a_thing_that_is_not_surely_found_is_shown_and_asked_before_it_is_locked(
    home: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (30, 20), (90, 120, 150)).save(photo)
    store, darkroom = Store(home), ScriptedDarkroom()
    darkroom.confidence = 0.5
    conversation, _ = await open_photo(photo, workplace() / "proxy.jpg", store, darkroom)
    events = await turn(conversation, "lock the label", "no")
    (asked,) = (e for e in events if isinstance(e, ApprovalNeeded))
    assert asked.picture is not None and asked.picture.is_file() and "Lock that?" in asked.question
    assert [e.kind for e in events if isinstance(e, Failed)] == ["BadRequest"]
    assert conversation.session.locks() == ()
    await turn(conversation, "lock the label")
    assert [lock.label for lock in conversation.session.locks()] == ["the label"]
    said = [e.text for e in await turn(conversation, "what is locked?") if isinstance(e, Said)]
    assert said == ["Locked: the label (from now on)."]
    assert [e.kind for e in await turn(conversation, "unlock the sky") if isinstance(e, Failed)] == ["BadRequest"]
    await turn(conversation, "unlock everything")
    assert conversation.session.locks() == ()
    await conversation.close()
    store.close()


async def test_a_lock_that_shows_in_an_edit_of_the_engine_is_asked_about_once(home: Path, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (30, 20), (90, 120, 150)).save(photo)
    store, darkroom = Store(home), ScriptedDarkroom()
    conversation, _ = await open_photo(photo, workplace() / "proxy.jpg", store, darkroom)
    await turn(conversation, "lock the label")
    darkroom.seam = "The label is brighter now than what is around (by 19, where 2 is just visible)."
    events = await turn(conversation, "make it moodier", "match light")
    (asked,) = (e for e in events if isinstance(e, ApprovalNeeded))
    assert asked.choices == ("keep it exact", "match light", "refuse") and "by 19" in asked.question
    first, second = darkroom.jobs
    assert [lock.label for lock in first.locks] == ["the label"] and second.locks == ()
    # The same recipe from the same picture; the exact one stays beside it.
    assert second.look == "moodier: take 1" and (second.source, second.base) == (first.source, first.base)
    assert [e.id for e in events if isinstance(e, VariantReady)] == ["v1", "v2"]
    assert "the label identical" in conversation.session.receipt("v1")
    assert "the label" not in conversation.session.receipt("v2")
    events = await turn(conversation, "make it warmer")
    assert not [e for e in events if isinstance(e, ApprovalNeeded)], "asked once for a lock"
    await turn(conversation, "lock the cup")
    await turn(conversation, "unlock the label")
    events = await turn(conversation, "make it colder", "refuse")
    assert [e for e in events if isinstance(e, ApprovalNeeded)]
    assert conversation.session.variant("v4").discarded and conversation.session.current == "v3"
    await conversation.close()
    store.close()


async def test_the_pose_needs_no_lock_where_only_light_changes(home: Path, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (30, 20), (90, 120, 150)).save(photo)
    store, darkroom = Store(home), ScriptedDarkroom()
    conversation, _ = await open_photo(photo, workplace() / "proxy.jpg", store, darkroom)
    await turn(conversation, "make it moodier but keep the pose")
    assert [job.locks for job in darkroom.jobs] == [()]
    await conversation.close()
    store.close()


async def test_a_locked_face_is_not_cut_by_a_crop_and_the_way_out_is_told(astronaut: Conversation) -> None:
    await turn(astronaut, "lock her face")
    (failed,) = (e for e in await turn(astronaut, "crop 30% off the top") if isinstance(e, Failed))
    assert failed.kind == "NotPossible" and "cut off" in failed.message and "pad" in failed.message


def test_the_lock_command_lists_sets_and_lifts(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage = Stage(Store(home), tmp_path / "scratch", PaidBackend())
    stage.begin()
    stage.store.close()
    assert (
        main(["lock", "add", "the badge", "--box", "10 20 30 40", "--scope", "batch", "--tolerance", "3", "--yes"]) == 0
    )
    assert main(["lock", "add", "--box", "50,50,60,60"]) == 0
    capsys.readouterr()
    assert main(["lock", "--json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], first["label"], first["scope"], first["tolerance"]) == (
        "k1",
        "the badge in box 10 20 30 40",
        "batch",
        3,
    )
    assert second["geometry"]["kind"] == "box"
    assert second["geometry"]["numbers"] == pytest.approx([0.5, 0.5, 0.6, 0.6])
    assert main(["lock", "lift", "k1"]) == 0
    assert main(["lock", "lift", "all"]) == 0
    assert main(["lock", "lift", "all"]) == 2
    assert main(["lock"]) == 0
    assert "Nothing is locked" in capsys.readouterr().out


def poster(logo: np.ndarray, at: tuple[int, int], size: int) -> np.ndarray:
    scene = sample("coffee").copy()
    small = np.asarray(Image.fromarray(logo).resize((size, size), Image.Resampling.LANCZOS))
    scene[at[1] : at[1] + size, at[0] : at[0] + size] = small
    return scene


async def test_a_brands_logo_is_found_and_stays(home: Path, tmp_path: Path, engine: Engine) -> None:
    mark = sample("astronaut")[350:430, 120:220]  # the badge on her chest
    logo = np.asarray(Image.fromarray(mark).resize((200, 200)))
    Image.fromarray(logo).save(tmp_path / "logo.png")
    save(home, "acme", logo=tmp_path / "logo.png", locks=["the logo"], colours=["#a04020", "#00ff00"])
    photo = tmp_path / "poster.png"
    Image.fromarray(poster(logo, (380, 60), 140)).save(photo)
    store = Store(home)
    conversation, _ = await open_photo(photo, workplace() / "proxy.jpg", store, engine)
    events = await turn(conversation, "make it noir @acme")
    assert next(e.reading for e in events if isinstance(e, Planned)).startswith("noir · by the rules of @acme")
    (ready,) = (e for e in events if isinstance(e, VariantReady))
    after = pixels(conversation.session.variant(ready.id).proxy)
    before = pixels(conversation.session.variant("v0").proxy)
    assert np.abs(before - after)[62:198, 382:518].max() == 0
    assert np.abs(before - after)[300:, :].mean() > 10
    (receipt,) = (e for e in events if isinstance(e, ReceiptReady))
    assert [check.name for check in receipt.checks if check.name.startswith("@acme")] == ["@acme #a04020 is off by"]
    assert "the logo identical (largest difference 0)" in receipt.line
    await turn(conversation, "use @acme")
    assert [(lock.label, lock.scope) for lock in conversation.session.locks()] == [("the logo", "session")]
    await conversation.close()
    store.close()


async def test_what_is_locked_for_all_of_them_is_found_on_the_next_photo_or_said_missing(
    home: Path, tmp_path: Path
) -> None:
    for name, red in (("first", 90), ("second", 200)):
        Image.new("RGB", (30, 20), (red, 120, 150)).save(tmp_path / f"{name}.jpg")
    (tmp_path / "elsewhere").mkdir()
    Image.new("RGB", (30, 20), (10, 20, 50)).save(tmp_path / "elsewhere" / "third.jpg")
    store, darkroom = Store(home), ScriptedDarkroom()

    async def opened(path: Path) -> Conversation:
        conversation, _ = await open_photo(path, workplace() / "proxy.jpg", store, darkroom)
        return conversation

    first = await opened(tmp_path / "first.jpg")
    await turn(first, "keep the label for all of them and make it moodier")
    await turn(first, "lock the cup for all of them")
    await turn(first, "lock the sky")
    assert [(lock.label, lock.scope) for lock in first.session.locks()] == [
        ("the label", "batch"),
        ("the cup", "batch"),
        ("the sky", "session"),
    ]
    darkroom.missing = "cup"
    second = await opened(tmp_path / "second.jpg")
    events = await turn(second, "make it moodier")
    said = [event.text for event in events if isinstance(event, Said)]
    assert any(text.startswith("The label is locked here too") for text in said)
    assert any("The cup is locked for all of them, but I do not find it" in text for text in said)
    (lock,) = darkroom.jobs[-1].locks
    assert (lock.label, lock.geometry.kind, lock.scope) == ("the label", "box", "batch")
    events = await turn(second, "make it warmer")
    assert not any("here too" in event.text for event in events if isinstance(event, Said)), "said once"
    # A photo of another folder is of no set with these; one that is done the same to is.
    third = await opened(tmp_path / "elsewhere" / "third.jpg")
    assert third.session.locks() == ()
    darkroom.missing = ""
    fourth = tmp_path / "elsewhere" / "fourth.jpg"
    Image.new("RGB", (30, 20), (200, 20, 50)).save(fourth)
    await turn(first, f"do the same to {fourth}")
    assert [lock.label for lock in store.find("fourth").locks()] == ["the label", "the cup"]
    for conversation in (first, second, third):
        await conversation.close()
    store.close()


async def test_a_logo_that_is_locked_for_all_of_them_is_found_on_each_photo(home: Path, tmp_path: Path) -> None:
    mark = sample("astronaut")[350:430, 120:220]
    logo = np.asarray(Image.fromarray(mark).resize((200, 200)))
    Image.fromarray(logo).save(tmp_path / "logo.png")
    save(home, "acme", logo=tmp_path / "logo.png", locks=["the logo"])
    store, darkroom = Store(home), ScriptedDarkroom()
    places: list[tuple[float, ...]] = []
    for at, size in (((380, 60), 140), ((60, 200), 120), (None, 0)):
        photo = tmp_path / f"{size}.png"
        Image.fromarray(poster(logo, at, size) if at else sample("chelsea")).save(photo)
        conversation, _ = await open_photo(photo, workplace() / "proxy.jpg", store, darkroom)
        events = await turn(conversation, "make it moodier" if places else "lock the logo @acme for all of them")
        said = " ".join(event.text for event in events if isinstance(event, Said))
        if at is None:
            assert "do not find it for sure" in said and conversation.session.locks() == ()
        else:
            (lock,) = conversation.session.locks()
            assert (lock.label, lock.scope, "locked" in said) == ("the logo", "batch", True)
            inside = rasterised(lock.geometry, *sample("coffee").shape[:2])
            rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
            places.append((columns[0] - at[0], rows[0] - at[1], columns[-1] - at[0] - size, rows[-1] - at[1] - size))
        await conversation.close()
    assert np.abs(places).max() < 12, places
    store.close()


def test_a_brand_is_kept_shown_replaced_and_removed(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logo = tmp_path / "logo.png"
    write_photo(logo, "chelsea")
    add = ["brand", "add", "acme", "--logo", str(logo), "--colour", "#D2102A", "--colour", "fff", "--lock", "the logo"]
    assert main(add) == 0
    assert main(add) == 2
    assert main([*add, "--replace", "--reference", str(logo)]) == 0
    capsys.readouterr()
    assert main(["brand", "show", "@Acme", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["colours"], shown["locks"]) == (["#d2102a", "#ffffff"], ["the logo"])
    assert Path(shown["logo"]).is_file() and len(shown["references"]) == 1
    logo.unlink()
    assert Path(load(home, "acme").logo).is_file(), "a copy is kept"
    assert main(["brand", "remove", "acme"]) == 0
    assert main(["brand", "show", "acme"]) == 2


@pytest.mark.parametrize("name", ["../evil", "", "a b", "@", "x" * 60])
def test_a_name_that_is_none_writes_nothing(home: Path, name: str) -> None:
    with pytest.raises(BadRequest):
        save(home, name, colours=["#fff"])
    assert not (home / "brands").exists() or not list((home / "brands").iterdir())


def test_what_is_no_picture_or_no_colour_is_refused_and_nothing_is_kept(home: Path, tmp_path: Path) -> None:
    fake = tmp_path / "logo.png"
    fake.write_bytes(b"not a picture")
    with pytest.raises(BadImage):
        save(home, "acme", logo=fake)
    with pytest.raises(BadRequest):
        save(home, "acme", colours=["red-ish"])
    with pytest.raises(BadRequest):
        load(home, "acme")
