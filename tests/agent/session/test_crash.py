"""Whatever step of whatever operation the crash, the power cut or the full disk hits, every promise holds."""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from agent import ledger, spending
from agent.ledger import Ledger
from agent.session import objects, recovery
from agent.session.repair import repair
from agent.session.schema import VERSION
from agent.session.store import Store
from backends.errors import StetError
from backends.types import Json
from tests.agent.session.crashing import FAULTS, CrashFs, Killed
from tests.agent.session.promises import Acked, hold
from tests.agent.session.scenarios import SCENARIOS, Scenario, Stage
from tests.fakes.paid import PaidBackend

# A process that is gone: larger than any number that Linux gives.
DEAD = (999_999_999, "0.1")


@pytest.fixture(autouse=True)
def _looked_at_by_the_next_start(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever has money in flight here is over when it is looked at; pictures that were paid for and kept go."""
    kept: list[Path] = []

    def folder() -> Path:
        kept.append(in_memory())
        return kept[-1]

    monkeypatch.setattr(ledger, "myself", lambda: DEAD)
    monkeypatch.setattr(spending, "workplace", folder)
    yield
    for one in kept:
        shutil.rmtree(one)


@pytest.fixture
def place() -> Iterator[Path]:
    folder = in_memory()
    yield folder
    shutil.rmtree(folder)


class Run:
    """One scenario on a disk that fails at one step (or never, at -1)."""

    def __init__(self, scenario: Scenario, place: Path, at: int = -1, fault: str = "kill") -> None:
        self.home = place / "home"
        self.paid = PaidBackend()
        prepared, acked, self.start = begun(scenario)
        if prepared.exists():
            shutil.copytree(prepared, self.home)
        self.fs = CrashFs(self.home, at, fault)
        self.paid.step = self.fs.step
        self.stage = Stage(Store(self.home, fs=self.fs), place / "scratch", self.paid, list(acked))
        self.states = [self.start]
        self.error: BaseException | None = None
        self.acts = scenario.act(self.stage)

    def play(self) -> Run:
        """Up to the fault. A step is acknowledged when the scenario yields."""
        try:
            for _ in self.acts:
                self.states.append(session_state(self.stage.store) if not self.fs.dead else {})
        except (Killed, StetError, OSError) as error:
            self.error = error
        return self

    def close(self) -> None:
        # What a process remembers ends with it.
        objects._in_use.clear()
        recovery._active.clear()
        self.paid.step = lambda name: None
        self.stage.store.close()


@cache
def begun(scenario: Scenario) -> tuple[Path, tuple[Acked, ...], Json]:
    """The folder that a scenario starts from, made once, with what was shown and where the person stood."""
    folder = in_memory()
    atexit.register(shutil.rmtree, folder)
    stage = Stage(Store(folder / "home"), folder / "scratch", PaidBackend())
    scenario.before(stage)
    stage.store.close()
    return folder / "home", tuple(stage.acked), state(folder / "home")


def in_memory() -> Path:
    """A folder in memory where there is such a thing: what is tested is the order of steps, not the disk."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="stet-crash-", dir=memory if memory.is_dir() else None))


def state(home: Path) -> Json:
    store = Store(home)
    try:
        return session_state(store) if (home / "stet.db").exists() and _is_new(home) else {}
    finally:
        store.close()


def session_state(store: Store) -> Json:
    sessions = store.sessions()
    return store.open(sessions[0].id).state() if sessions else {}


def _is_new(home: Path) -> bool:
    connection = sqlite3.connect(home / "stet.db")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return version == VERSION


@cache
def clean(name: str) -> tuple[tuple[str, ...], tuple[Json, ...]]:
    """The steps of a scenario that nothing disturbs, and its states from the beginning to the end."""
    folder = in_memory()
    try:
        run = Run(SCENARIOS[name], folder).play()
        run.close()
        assert run.error is None, run.error
        return tuple(run.fs.steps), tuple(run.states)
    finally:
        shutil.rmtree(folder)


# A third of them, at least one fault at every step, runs each time: some 500, and a third of the faults of a recovery.
# STET_CRASH=all runs all.
ALL = os.environ.get("STET_CRASH") == "all"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if {"scenario", "fault", "at"} <= set(metafunc.fixturenames):
        cases = [
            pytest.param(name, fault, at, id=f"{name}-{fault}-{at}-{step}")
            for name in SCENARIOS
            for at, step in enumerate(clean(name)[0])
            for order, fault in enumerate(FAULTS)
            if ALL or (at + order) % 3 == 0
        ]
        metafunc.parametrize(("scenario", "fault", "at"), cases)


def test_every_step_fails_and_nothing_acknowledged_is_lost(
    scenario: str, fault: str, at: int, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        if fault in ("kill", "torn"):
            patch.setattr(objects, "myself", lambda: DEAD)
            patch.setattr(recovery, "myself", lambda: DEAD)
        run = Run(SCENARIOS[scenario], place, at, fault).play()
        home = run.fs.disk_after(place / "after") if run.fs.dead else run.home
    run.close()
    if run.fs.dead:
        assert isinstance(run.error, Killed)
    else:
        # The step may be one that the operation can do without; otherwise it is a sentence, and the app lives.
        assert run.error is None or isinstance(run.error, StetError), run.error
        assert _tells_what_it_cost(scenario, run), run.error
    hold(home, run.stage.acked, run.paid)
    after = state(home)
    states = clean(scenario)[1]
    done = len(run.states) - 1
    assert after in states[done : done + 2] if scenario != "migrate" else after == states[-1]
    if fault == "torn" and scenario not in ("import", "migrate") and at % 4 == 1:
        _comes_back_without_its_record(home, run)


def _comes_back_without_its_record(home: Path, run: Run) -> None:
    """The pictures, their sidecars and the journals are enough for all of it."""
    before = told(home)
    for path in home.glob("stet.db*"):
        path.unlink()
    repair(home)
    assert told(home) == before
    hold(home, run.stage.acked)


def told(home: Path) -> Json:
    """Where the person stands, what was said, and how far undo goes back."""
    store = Store(home)
    try:
        if not store.sessions():
            return {}
        session = store.last()
        rows = store.connection.execute(
            "SELECT kind, before, after, state FROM change WHERE state != 'cut' ORDER BY step"
        )
        undo = [tuple(row) for row in rows]
        return {"state": session.state(), "said": session.messages(), "undo": undo, "receipt": session.receipt("v1")}
    finally:
        store.close()


def _tells_what_it_cost(scenario: str, run: Run) -> bool:
    """Only the runner knows of the charge; a session that could not keep a picture speaks for itself alone."""
    if run.error is None:
        return True
    says_nothing = "nothing was charged" in str(run.error)
    if scenario != "spend through the gate":
        return says_nothing
    perhaps = "up to $0.25 may have been charged" in str(run.error)
    return perhaps or ("$0.25 was charged" in str(run.error) if run.paid.total else says_nothing)


def test_there_are_at_least_three_hundred_cases() -> None:
    cases = {name: len(clean(name)[0]) * len(FAULTS) for name in SCENARIOS}
    print(cases, sum(cases.values()))
    assert sum(cases.values()) >= 300


@pytest.mark.parametrize("name", ["import", "create", "batch of three", "spend", "migrate"])
def test_a_kill_during_recovery_is_recovered_from(name: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = 0
    for at in range(len(clean(name)[0])):
        folder = place / str(at)
        folder.mkdir()
        with monkeypatch.context() as patch:
            patch.setattr(objects, "myself", lambda: DEAD)
            patch.setattr(recovery, "myself", lambda: DEAD)
            run = Run(SCENARIOS[name], folder, at, "kill").play()
        run.close()
        for order, fault in enumerate(("kill", "torn")):
            for again in range(40):
                if not ALL and (at + order + again) % 3:
                    continue
                home = run.fs.disk_after(folder / f"{fault}-{again}")
                second = CrashFs(home, again, fault)
                store = Store(home, fs=second)
                try:
                    store.connection.execute("SELECT 1")
                except (Killed, StetError):
                    pass
                finally:
                    store.close()
                    objects._in_use.clear()
                hold(second.disk_after(folder / f"{fault}-{again}-after"), run.stage.acked, run.paid)
                if not second.dead:
                    break
                cases += 1
    assert cases > 0


def test_a_commit_that_failed_but_landed_loses_nothing(place: Path) -> None:
    """The disk reports an error for a commit that is on it all the same."""

    class Landed(CrashFs):
        def commit(self, connection: object) -> None:
            if "commit" in self.steps and self.steps.count("commit") == self.at:
                self.steps.append("commit")
                connection.execute("COMMIT")  # type: ignore[attr-defined]
                raise self._error("commit", 5)
            self.steps.append("commit")
            connection.execute("COMMIT")  # type: ignore[attr-defined]

        def step(self, name: str, torn: object = None) -> None:
            pass

    for at in range(1, 6):
        folder = place / str(at)
        folder.mkdir()
        run = Run(SCENARIOS["create"], folder)
        run.fs = Landed(run.home, at)
        run.stage.store = Store(run.home, fs=run.fs)
        run.acts = SCENARIOS["create"].act(run.stage)
        run.play()
        run.stage.store.close()
        hold(run.home, run.stage.acked, run.paid)


def test_a_backend_that_cannot_be_asked_leaves_the_charge_open(place: Path) -> None:
    run = Run(SCENARIOS["spend"], place)
    ledger = Ledger(run.stage.store)
    session = run.stage.store.last()
    charge = ledger.quote(session.id, "hosted", "dreamer", 0.25)
    ledger.reserve(charge)
    run.paid.submit(charge, 0.25)
    run.paid.silent = True
    (still,) = ledger.reconcile(lambda one: run.paid.charged(one.id))
    assert (still.state, ledger.totals().in_flight) == ("unknown", 0.25)
    run.paid.silent = False
    assert ledger.reconcile(lambda one: run.paid.charged(one.id)) == ()
    assert ledger.totals().settled == run.paid.total == 0.25
    run.close()
