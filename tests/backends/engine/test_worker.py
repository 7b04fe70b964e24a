"""The engine behind its process: quick to start, safe to kill, and never heard on the screen."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import numpy as np
import pytest

from backends.base import Darkroom
from backends.engine.client import Engine
from backends.errors import BackendFailed, BadImage, BadRequest
from backends.types import ExportOptions, Job, Opened, Progress, Rendition, Target, Task, Written
from tests.photos import camera_exif, camera_jpeg, read, sample, write_photo

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def engine() -> AsyncIterator[Engine]:
    engine = Engine.start()
    yield engine
    await engine.close()


def job(source: Path, folder: Path, **more: object) -> Job:
    values: dict[str, object] = {"look": "moodier", "count": 3} | more
    return Job("job-1", Task.TONE, source, "make three moodier versions", folder, **values)  # type: ignore[arg-type]


async def made(engine: Engine, job: Job) -> list[Rendition]:
    return [step async for step in engine.run(job) if isinstance(step, Rendition)]


async def written(engine: Engine, source: Path, *targets: Target, **options: object) -> list[Written]:
    steps = engine.export(source, targets, ExportOptions(**options))  # type: ignore[arg-type]
    return [step async for step in steps if isinstance(step, Written)]


def worker_pid(engine: Engine) -> int:
    worker = engine._worker  # pyright: ignore[reportPrivateUsage]
    assert worker is not None
    return worker.pid


async def test_a_photo_is_opened_varied_compared_and_exported(engine: Engine, tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.jpg", exif=camera_exif(6).tobytes())
    opened = await engine.open(source, tmp_path / "new" / "proxy.jpg")
    assert opened == Opened(400, 600, "image/jpeg", False, 8, "", tmp_path / "new" / "proxy.jpg")
    steps = [step async for step in engine.run(job(source, tmp_path / "work"))]
    renditions = [step for step in steps if isinstance(step, Rendition)]
    progress = [step for step in steps if isinstance(step, Progress)]
    assert len(renditions) == 3 and progress[-1].done == 3 and steps[0] == progress[0]
    for one in renditions:
        assert (one.job, one.width, one.height) == ("job-1", 400, 600)
        assert one.words and one.recipe and one.checks and all(check.holds for check in one.checks)
        assert read(one.proxy).size == (400, 600) and one.nearest >= 5
    difference = await engine.compare(opened.proxy, renditions[0].proxy, tmp_path / "heat.png")
    assert difference.mean > 3 and difference.words and read(difference.heat_map).size[0] > 0
    files = await written(
        engine, source, *(Target(one.recipe, tmp_path / f"{one.proxy.stem}.jpg") for one in renditions)
    )
    assert [(file.width, file.height) for file in files] == [(400, 600)] * 3
    for one, file in zip(renditions, files, strict=True):
        shown, exported = (np.asarray(read(path)).astype(int) for path in (one.proxy, file.path))
        assert np.abs(shown - exported).mean() < 2, "what was shown is what is exported"


async def test_an_edit_of_an_edit_starts_from_its_recipe(engine: Engine, tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.jpg")
    (first,) = await made(engine, job(source, tmp_path, count=1))
    (second,) = await made(engine, job(source, tmp_path, look="", adjust={"exposure": 1.0}, count=1, base=first.recipe))
    assert len(second.recipe["steps"]) > len(first.recipe["steps"]) and second.proxy != first.proxy


async def test_errors_arrive_as_themselves(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("no picture")
    with pytest.raises(BadImage, match="not a picture") as caught:
        await engine.open(tmp_path / "text.jpg", tmp_path / "never" / "proxy.jpg")
    assert caught.value.advice and not (tmp_path / "never").exists()
    source = write_photo(tmp_path / "source.jpg")
    with pytest.raises(BadRequest):
        await made(engine, job(source, tmp_path, look="no such look"))
    with pytest.raises(BadRequest, match="exists already"):
        await written(engine, source, Target({}, source))
    assert (await engine.open(source, tmp_path / "proxy.jpg")).width == 600


async def test_odd_file_names_cross_the_border(engine: Engine, tmp_path: Path) -> None:
    names = ["a b\n'c\".jpg", "📷.jpg"]
    if sys.platform == "linux":
        names.append(os.fsdecode(b"\xff\xfe-not-utf8.jpg"))
    for name in names:
        plain = write_photo(tmp_path / "plain.jpg")
        source = plain.rename(tmp_path / name)
        assert (await engine.open(source, tmp_path / "proxy.jpg")).width == 600


def test_the_first_picture_is_begun_before_there_is_a_loop(tmp_path: Path) -> None:
    source, proxy = write_photo(tmp_path / "source.jpg"), tmp_path / "proxy.jpg"
    engine = Engine.start()
    engine.begin_open(source, proxy)
    deadline = time.monotonic() + 10
    while not proxy.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert proxy.exists(), "the worker does not wait for the loop"

    async def later() -> Opened:
        try:
            return await engine.open(source, proxy)
        finally:
            await engine.close()

    assert asyncio.run(later()).proxy == proxy


def test_a_picture_that_was_begun_in_vain_is_refused_when_it_is_asked_for(tmp_path: Path) -> None:
    engine = Engine.start()
    engine.begin_open(tmp_path / "gone.jpg", tmp_path / "proxy.jpg")

    async def later() -> None:
        with pytest.raises(BadImage, match="no file"):
            await engine.open(tmp_path / "gone.jpg", tmp_path / "proxy.jpg")
        await engine.close()

    asyncio.run(later())


async def test_a_worker_that_dies_fails_one_job_only(engine: Engine, tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.jpg")
    await engine.open(source, tmp_path / "proxy.jpg")
    before = worker_pid(engine)
    running = asyncio.create_task(made(engine, job(source, tmp_path)))
    waiting = asyncio.create_task(engine.open(source, tmp_path / "second.jpg"))
    await asyncio.sleep(0.02)
    os.kill(before, signal.SIGTERM)
    with pytest.raises(BackendFailed, match="stopped in the middle") as caught:
        await running
    assert caught.value.advice
    assert (await waiting).width == 600, "what waited behind it is carried out by a new worker"
    assert worker_pid(engine) != before
    assert len(await made(engine, job(source, tmp_path))) == 3


async def test_a_copy_of_an_open_photo_is_not_read_again(engine: Engine, tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.png")
    copy = tmp_path / "copy.png"
    await engine.open(source, tmp_path / "proxy.jpg")
    engine.warm_up(export=source)
    copy.write_bytes(b"\0" * source.stat().st_size)
    engine.copied(source, copy)
    assert len(await made(engine, job(copy, tmp_path / "work"))) == 3
    assert await written(engine, copy, Target({}, tmp_path / "out.png"))
    assert np.array_equal(np.asarray(read(tmp_path / "out.png")), np.asarray(read(source)))


async def test_a_photo_that_changed_before_it_was_copied_is_read_again(engine: Engine, tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.png")
    await engine.open(source, tmp_path / "proxy.jpg")
    engine.warm_up(export=source)
    await engine.open(source, tmp_path / "again.jpg")
    copy = write_photo(tmp_path / "source.png", sample("coffee", 300, 200))
    engine.copied(source, copy)
    assert (await made(engine, job(copy, tmp_path / "work")))[0].width == 300
    (file,) = await written(engine, copy, Target({}, tmp_path / "out.png"))
    assert (file.width, file.height) == (300, 200)


async def test_a_worker_that_died_while_idle_is_replaced_unnoticed(engine: Engine, tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.jpg")
    await engine.open(source, tmp_path / "proxy.jpg")
    os.kill(worker_pid(engine), signal.SIGTERM)
    await asyncio.sleep(0.3)
    assert (await engine.open(source, tmp_path / "proxy.jpg")).width == 600


@pytest.mark.parametrize("how", ["task", "iterator"])
async def test_cancelling_stops_the_work_within_a_fifth_of_a_second(engine: Engine, tmp_path: Path, how: str) -> None:
    source = camera_jpeg(tmp_path / "large.jpg", 3000, 2000)
    await engine.open(source, tmp_path / "proxy.jpg")
    targets = [Target({}, tmp_path / "out" / f"{n}.png") for n in range(6)]
    if how == "task":
        first = asyncio.Event()

        async def writing() -> None:
            async for step in engine.export(source, targets, ExportOptions()):
                if isinstance(step, Written):
                    first.set()

        task = asyncio.create_task(writing())
        await first.wait()
        started = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    else:
        async with aclosing(engine.export(source, targets, ExportOptions())) as steps:
            async for step in steps:
                if isinstance(step, Written):
                    break
            started = time.monotonic()
    assert time.monotonic() - started < 0.2
    await asyncio.sleep(0.5)
    left = list((tmp_path / "out").iterdir()) if (tmp_path / "out").exists() else []
    assert len(left) < 6 and all(path.suffix == ".png" for path in left), "nothing half written stays"
    for path in left:
        assert read(path).size == (3000, 2000)
    assert (await engine.open(source, tmp_path / "again.jpg")).width == 3000


async def test_cancelling_what_only_waits_disturbs_nobody(engine: Engine, tmp_path: Path) -> None:
    source = write_photo(tmp_path / "source.jpg")
    await engine.open(source, tmp_path / "proxy.jpg")
    pid = worker_pid(engine)
    first = asyncio.create_task(made(engine, job(source, tmp_path)))
    second = asyncio.create_task(made(engine, job(source, tmp_path)))
    await asyncio.sleep(0.05)
    second.cancel()
    assert len(await first) == 3 and worker_pid(engine) == pid


async def test_after_the_end_nothing_hangs(tmp_path: Path) -> None:
    engine = Engine.start()
    source = write_photo(tmp_path / "source.jpg")
    running = asyncio.create_task(made(engine, job(source, tmp_path)))
    await asyncio.sleep(0.02)
    started = time.monotonic()
    await engine.close()
    with pytest.raises(BackendFailed, match="closed"):
        await running
    with pytest.raises(BackendFailed, match="closed"):
        await engine.open(source, tmp_path / "proxy.jpg")
    await engine.close()
    assert time.monotonic() - started < 2


def test_the_worker_ends_with_its_parent(tmp_path: Path) -> None:
    script = (
        "import time; from backends.engine.client import Engine\n"
        "engine = Engine.start(); print(engine._worker.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    time.sleep(0.3)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.02)
    pytest.fail("the worker outlived its parent")


def test_what_a_dead_parent_was_writing_is_removed(tmp_path: Path) -> None:
    source = camera_jpeg(tmp_path / "large.jpg", 3000, 2000)
    script = f"""
import asyncio, os, signal
from pathlib import Path
from backends.base import Darkroom
from backends.engine.client import Engine
from backends.types import ExportOptions, Target
async def main():
    engine = Engine.start()
    targets = [Target({{}}, Path({str(tmp_path / "out")!r}) / f"{{n}}.png") for n in range(9)]
    async for step in engine.export(Path({str(source)!r}), targets, ExportOptions()):
        if step.__class__.__name__ == "Written":
            os.kill(os.getpid(), signal.SIGTERM)
asyncio.run(main())
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT)
    time.sleep(0.5)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names and len(names) < 9 and not any("part" in name for name in names)


def test_a_folder_of_the_users_cannot_shadow_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "backends").mkdir()
    (tmp_path / "backends" / "__init__.py").write_text("raise SystemExit('shadowed')")
    (tmp_path / "json.py").write_text("raise SystemExit('shadowed')")
    source = write_photo(tmp_path / "source.jpg")
    monkeypatch.chdir(tmp_path)

    async def opened() -> Opened:
        engine = Engine.start()
        try:
            return await engine.open(source, tmp_path / "proxy.jpg")
        finally:
            await engine.close()

    assert asyncio.run(opened()).width == 600


async def test_native_noise_goes_to_the_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    engine = Engine.start(tmp_path / "logs" / "engine.log")
    broken = tmp_path / "broken.png"
    deep = np.zeros((8, 8), np.uint16)
    write_photo(tmp_path / "fine.png", sample("coffee"))
    # libpng itself complains on the descriptor about a chunk that does not fit the colour type.
    data = bytearray(await asyncio.to_thread((tmp_path / "fine.png").read_bytes))
    broken.write_bytes(data[:33] + b"\0\0\0\1tRNS\0\0\0\0\0" + data[33:])
    for name in ("broken.png", "fine.png"):
        try:
            await engine.open(tmp_path / name, tmp_path / "proxy.jpg")
        except BadImage:
            assert name == "broken.png"
    await engine.close()
    assert deep.size and capfd.readouterr() == ("", "")


def test_the_client_imports_nothing_but_the_standard_library() -> None:
    script = (
        "import sys; import backends.engine.client\n"
        "heavy = ('numpy', 'PIL', 'pydantic', 'asyncio', 'cv2', 'textual', 'openai', 'tempfile')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


async def test_wide_and_transparent_photos_are_varied_in_their_own_space(engine: Engine, tmp_path: Path) -> None:
    from tests.backends.engine import icc_bytes

    alpha = np.full((400, 600), 255, np.uint8)
    alpha[:100] = 0
    source = write_photo(
        tmp_path / "source.png", np.dstack([sample("coffee"), alpha]), icc_profile=icc_bytes.display_p3()
    )
    opened = await engine.open(source, tmp_path / "proxy.png")
    assert (opened.has_alpha, opened.profile) == (True, "Display P3")
    (one,) = await made(engine, job(source, tmp_path, count=1))
    assert one.proxy.suffix == ".png" and np.array_equal(np.asarray(read(one.proxy))[..., 3], alpha)
    (file,) = await written(engine, source, Target(one.recipe, tmp_path / "out.png"))
    exported = read(file.path)
    assert exported.info["icc_profile"] == icc_bytes.display_p3() and exported.mode == "RGBA"


async def test_the_engine_is_a_darkroom(engine: Engine) -> None:
    darkroom: Darkroom = engine
    assert darkroom.name == "engine"
