"""A key from the keyring through the real app: it is in one header of one server, and nowhere else at all."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest

from agent.keys import VARIABLES, checked, keep
from agent.llm import endpoints
from agent.opening import open_photo
from agent.planning import Planning
from agent.session.places import workplace
from agent.session.store import Store
from agent.ui.app import StetApp
from backends.engine.client import Engine
from tests.agent.llm.asking import CANARY
from tests.agent.llm.talking import Says, model
from tests.agent.ui.test_ui_planner import WARM, ModelStage, with_the_key
from tests.fakes.llm_server import LlmServer, Play, error
from tests.fakes.ring import Ring


class KeyStage(ModelStage):
    """The screen over a real engine, and a language model that a key in the keyring sets up."""

    def __init__(self, folder: Path, photo: Path, server: LlmServer) -> None:
        self.folder, self.server, self.engine = folder, server, Engine()
        self.store = Store(folder / "home")
        self.app = StetApp(self._open_real, photo, graphics="none")

    async def _open_real(self, path: Path | None):
        assert path is not None
        conversation, _ = await open_photo(path, workplace() / "proxy.jpg", self.store, self.engine)
        conversation.planners = Planning(self.store, self.folder / "home")
        return conversation


@pytest.fixture
def planner_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ring:
    for name in (*VARIABLES.values(), "OPENAI_BASE_URL", "STET_PLANNER"):
        monkeypatch.delenv(name, raising=False)
    ring = Ring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    monkeypatch.setattr(endpoints, "LOCAL_SERVERS", {})
    monkeypatch.setattr("agent.ui.approval._SETTLE", 0.0)
    monkeypatch.chdir(tmp_path)
    Store(tmp_path / "home").close()
    keep(tmp_path / "home", "openrouter", checked(CANARY))
    return ring


def _children() -> Iterator[tuple[bytes, bytes]]:
    """The command line and environment of every process that this one started, theirs too."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    for pid in parents:
        above = pid
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid() and pid != above:
            with contextlib.suppress(OSError):
                yield Path(f"/proc/{pid}/cmdline").read_bytes(), Path(f"/proc/{pid}/environ").read_bytes()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc shows what processes were given")
async def test_a_key_of_the_keyring_is_in_its_header_alone(
    tmp_path: Path, photo: Path, planner_key: Ring, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("agent.ui.app.StetApp.action_help", lambda self: 1 / 0)
    async with LlmServer() as other:
        away = Play((), 307, {"Location": f"{other.url}/chat/completions"}, framing="length")
        quoting = error(401, f"Incorrect API key provided: {CANARY}")
        async with model(Says(calls=[WARM]), Says("Warmer."), away, quoting) as server:
            providers = [
                replace(one, base_url=server.url, model="m") if one.kind == "openrouter" else one
                for one in endpoints.PROVIDERS
            ]
            monkeypatch.setattr(endpoints, "PROVIDERS", tuple(providers))
            screen, started = "", [(b"", b"")]
            on = KeyStage(tmp_path, photo, server)
            with contextlib.suppress(ZeroDivisionError):
                async with on.app.run_test(size=(140, 45)) as pilot:
                    await on.until(pilot, lambda: on.app.conversation)
                    await on.ask(pilot, "what would be nicer here, do it", "1")
                    await on.ask(pilot, "and now tell me what you see in it")
                    await on.ask(pilot, "what else is there to see, please")
                    await on.ask(pilot, "/model")
                    screen = on.read + on.shown + on.app.export_screenshot()
                    started = list(_children())
                    await pilot.press("f1")  # the screen breaks
            await on.engine.close()
            on.store.close()
    out, err = capfd.readouterr()
    assert planner_key.opened > 1 and len(started) > 0 and started[0][0]
    assert len(server.asked) == 4 and not other.asked, "every answer was asked for, and the redirect was not followed"
    assert {asked.headers["authorization"] for asked in server.asked} == {f"Bearer {CANARY}"}
    assert all(CANARY.encode() not in asked.raw and CANARY not in asked.path for asked in server.asked)
    assert "key was rejected" in screen.lower() or "rejected" in screen
    told = out + err + caplog.text + screen + str(on.app._exit_renderables)
    assert "Stet had to close" in told and CANARY not in told
    assert not any(CANARY.encode() in part for process in started for part in process)
    assert CANARY not in str(os.environ)
    assert not with_the_key(tmp_path)
