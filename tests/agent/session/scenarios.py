"""What a person does while the disk fails: each scenario has a folder to begin with and a few acknowledged steps."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image

from agent.caps import Caps
from agent.ledger import Ledger
from agent.policy import Gate
from agent.session.cleaning import clean, forget, removable
from agent.session.session import Session
from agent.session.store import Store
from agent.spending import Metered, Terms
from backends.errors import BackendFailed
from backends.types import Check, Geometry, Lock, Opened, Rendition, Scope, Task
from tests.agent.session.promises import Acked
from tests.fakes.darkroom import ScriptedDarkroom
from tests.fakes.paid import PaidBackend, PaidService, Refused
from tools.base import Context, Made
from tools.vary import Vary, VaryArguments

PRICE = 0.25


@dataclass
class Stage:
    """Where a scenario plays. `acked` are the variants that were shown."""

    store: Store
    scratch: Path
    paid: PaidBackend
    acked: list[Acked] = field(default_factory=list[Acked])

    def picture(self, shade: int) -> Path:
        self.scratch.mkdir(exist_ok=True)
        path = self.scratch / f"{shade}.png"
        Image.new("RGB", (24, 16), (shade, 90, 60)).save(path)
        return path

    def begin(self) -> Session:
        photo = self.picture(200)
        proxy = photo.with_name("proxy.jpg")
        with Image.open(photo) as image:
            image.save(proxy, "JPEG")
        opened = Opened(24, 16, "image/png", False, 8, "", proxy)
        return self.store.begin(photo, opened, label="beach.png", suffix=".png", fresh=False)

    def add(self, session: Session, shade: int, *, parent: str = "v0", charge: str = "", last: bool = True) -> str:
        made = session.add(
            Rendition(
                "job",
                self.picture(shade),
                24,
                16,
                "noir",
                {"version": 1, "steps": []},
                "darker",
                (Check("lightness", 0.7, "at most 0.88", True),),
                cost_usd=PRICE if charge else 0.0,
                last=last,
            ),
            parent=parent,
            words=f"darker by {shade}",
            task="tone",
            model="engine",
            reasons=("free",),
            round=1,
            ordinal=1,
            charge=charge,
        )
        self.acked.append((made.id, made.sha256))
        return made.id


def nothing(stage: Stage) -> None:
    pass


def a_small_tree(stage: Stage) -> None:
    session = stage.begin()
    first = stage.add(session, 10)
    session.go(first)
    session.go(stage.add(session, 20, parent=first))
    session.note("v1", "the one with the beach")


def a_folder_of_format_1(stage: Stage) -> None:
    """As the first release left it: no sidecars, moves in place of changes, and an old temporary file."""
    a_small_tree(stage)
    stage.store.close()
    write_format_1(stage.store.folder)


def a_folder_of_format_2(stage: Stage) -> None:
    """As the second release left it: without locks, settings and caps."""
    a_small_tree(stage)
    stage.store.close()
    record = sqlite3.connect(stage.store.folder / "stet.db")
    back_to_format_2(record)
    record.commit()
    record.close()


def back_to_format_2(record: sqlite3.Connection) -> None:
    """Take away what formats 3 to 6 brought."""
    record.execute("DROP TABLE measured")
    record.execute("DROP TABLE lock")
    record.execute("DROP INDEX charge_by_state")
    for table, columns in (
        ("session", ("settings", "folders")),
        ("variant", ("sent",)),
        ("charge", ("request", "day", "delivered", "pid", "began")),
    ):
        for column in columns:
            record.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    record.execute("PRAGMA user_version = 2")


def importing(stage: Stage) -> Iterator[None]:
    stage.begin()
    yield


def creating(stage: Stage) -> Iterator[None]:
    stage.add(stage.store.last(), 30, parent="v2")
    yield


def a_batch_of_three(stage: Stage) -> Iterator[None]:
    session = stage.store.last()
    for shade in (30, 40, 50):
        stage.add(session, shade, parent="v1")
        yield
    session.go("v3")
    yield


def a_failure(stage: Stage) -> Iterator[None]:
    session, ledger = stage.store.last(), Ledger(stage.store)
    session.say("you", "a dragon, please")
    stage.paid.refuses = True
    charge = ledger.quote(session.id, "hosted", "dreamer", PRICE)
    ledger.reserve(charge)
    try:
        stage.paid.submit(charge, PRICE)
    except (Refused, OSError) as refused:
        ledger.release(charge, str(refused))
        session.say("stet", "That failed; nothing was charged.")
    yield


def discarding(stage: Stage) -> Iterator[None]:
    session = stage.store.last()
    session.discard("v2")
    yield
    session.restore("v2")
    yield
    session.prune("v1")
    yield


def tending(stage: Stage) -> Iterator[None]:
    session = stage.store.last()
    steps: tuple[Callable[[], object], ...] = (
        lambda: session.star("v1", "v2"),
        lambda: session.star("v1", on=False),
        lambda: session.note("v2", "for her"),
        lambda: session.rename("v1", "warm"),
        lambda: session.branch("warm", "night"),
        lambda: session.rename_session("Holiday"),
        lambda: session.say("you", "the one with the beach"),
        lambda: session.keep_receipt("v1", "as asked", (), ("likeness",)),
        lambda: session.keep_measured("v1", '{"verdict": "ok"}'),
        session.undo,
    )
    for step in steps:
        step()
        yield


def cleaning(stage: Stage) -> Iterator[None]:
    session = stage.store.last()
    # What is about to be removed for good is no longer promised.
    stage.acked[:] = stage.acked[:1]
    session.discard("v2")
    yield
    clean(stage.store, removable(stage.store))
    yield


def locking(stage: Stage) -> Iterator[None]:
    session = stage.store.last()
    face = Lock("", "her face", Geometry("box", (0.25, 0.25, 0.5, 0.5)), scope=Scope.SESSION, on="v1")
    kept = session.lock(face)
    yield
    session.lock(replace(face, label="the logo"))
    yield
    session.unlock(kept.id)
    yield
    session.undo()
    yield


def forgetting(stage: Stage) -> Iterator[None]:
    session = stage.store.last()
    stage.acked.clear()
    forget(stage.store, session.id)
    yield


def undoing(stage: Stage) -> Iterator[None]:
    session = stage.store.last()
    for step in (session.undo, session.undo, session.redo, session.redo):
        step()
        yield


def setting(stage: Stage) -> Iterator[None]:
    session = stage.store.last()
    session.set({"ratio": "1:1", "count": 3})
    yield
    session.set({"count": None})
    yield
    session.undo()
    yield


def spending(stage: Stage) -> Iterator[None]:
    session, ledger = stage.store.last(), Ledger(stage.store)
    charge = ledger.quote(session.id, "hosted", "dreamer", PRICE)
    ledger.reserve(charge)
    try:
        job = stage.paid.submit(charge, PRICE)
    except OSError as lost:
        # Whether the service heard it cannot be told.
        ledger.unknown(charge, str(lost))
        raise BackendFailed("The connection broke", "It will be asked about.") from lost
    ledger.submitted(charge, job)
    stage.add(session, 60, charge=charge)
    yield


def spending_through_the_gate(stage: Stage) -> Iterator[None]:
    """What a turn does with a backend that takes money: asked before, so here only the runner and the tool."""
    session, ledger, gate = stage.store.last(), Ledger(stage.store), Gate()
    terms = Terms(session.id, "r1", "dreamer", PRICE, Caps(session=1.0))
    metered = Metered(PaidService(stage.paid, gate), terms, ledger, gate)
    stage.scratch.mkdir(exist_ok=True)

    # Beside a first variant of its round, so that the only step that is acknowledged is the delivery.
    beside = VaryArguments(variant="v1", task=Task.BACKGROUND, round=9, first_ordinal=2)

    async def turn() -> None:
        error: BaseException | None = None
        context = Context(session, metered, ScriptedDarkroom(), stage.scratch, words="a beach", model="dreamer")
        try:
            async for step in Vary().run(beside, context):
                if isinstance(step, Made):
                    stage.acked.append((step.variant.id, step.variant.sha256))
        except BaseException as raised:
            error = raised
            raise
        finally:
            await metered.close(error)

    asyncio.run(turn())
    yield


def delivering_in_parts(stage: Stage) -> Iterator[None]:
    """Two results of one job: the first leaves it open, the second ends it."""
    session, ledger = stage.store.last(), Ledger(stage.store)
    charge = ledger.quote(session.id, "hosted", "dreamer", 2 * PRICE)
    ledger.reserve(charge, Caps(session=1.0))
    try:
        stage.paid.submit(charge, 2 * PRICE)
    except OSError as lost:
        ledger.unknown(charge, str(lost))
        raise BackendFailed("The connection broke", "It will be asked about.") from lost
    for shade, last in ((60, False), (70, True)):
        stage.add(session, shade, charge=charge, last=last)
        yield


def migrating(stage: Stage) -> Iterator[None]:
    stage.store.last()
    yield


@dataclass(frozen=True)
class Scenario:
    before: Callable[[Stage], None]
    act: Callable[[Stage], Iterator[None]]


SCENARIOS = {
    "import": Scenario(nothing, importing),
    "create": Scenario(a_small_tree, creating),
    "batch of three": Scenario(a_small_tree, a_batch_of_three),
    "failure": Scenario(a_small_tree, a_failure),
    "discard": Scenario(a_small_tree, discarding),
    "lock": Scenario(a_small_tree, locking),
    "undo": Scenario(a_small_tree, undoing),
    "set": Scenario(a_small_tree, setting),
    "tend": Scenario(a_small_tree, tending),
    "clean": Scenario(a_small_tree, cleaning),
    "forget": Scenario(a_small_tree, forgetting),
    "spend": Scenario(a_small_tree, spending),
    "spend through the gate": Scenario(a_small_tree, spending_through_the_gate),
    "deliver in parts": Scenario(a_small_tree, delivering_in_parts),
    "migrate": Scenario(a_folder_of_format_1, migrating),
    "migrate from 2": Scenario(a_folder_of_format_2, migrating),
}

# The schema of the first release, word for word.
FORMAT_1 = """
CREATE TABLE session (
    id TEXT PRIMARY KEY, label TEXT NOT NULL, source_sha256 TEXT NOT NULL, suffix TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, media_type TEXT NOT NULL, has_alpha INTEGER NOT NULL,
    bits INTEGER NOT NULL, profile TEXT NOT NULL, used INTEGER NOT NULL
);
CREATE INDEX session_by_source ON session (source_sha256, used);
CREATE TABLE variant (
    session TEXT NOT NULL REFERENCES session (id), number INTEGER NOT NULL, parent INTEGER,
    proxy TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    words TEXT NOT NULL, task TEXT NOT NULL, look TEXT NOT NULL, recipe TEXT NOT NULL,
    model TEXT NOT NULL, reasons TEXT NOT NULL, measured TEXT NOT NULL, checks TEXT NOT NULL,
    cost_usd REAL NOT NULL, seconds REAL NOT NULL, ordinal INTEGER NOT NULL, round INTEGER NOT NULL,
    PRIMARY KEY (session, number)
);
CREATE TABLE move (
    step INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL REFERENCES session (id),
    origin INTEGER NOT NULL, target INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'cut'))
);
CREATE TABLE message (
    step INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL REFERENCES session (id),
    who TEXT NOT NULL, text TEXT NOT NULL, about TEXT NOT NULL
);
"""


def write_format_1(home: Path) -> None:
    """Turn a folder of today into one of the first release with the same tree."""
    path = home / "stet.db"
    new = sqlite3.connect(path)
    sessions = new.execute(
        "SELECT id, label, source_sha256, suffix, width, height, media_type, has_alpha, bits, profile, used"
        " FROM session"
    ).fetchall()
    variants = new.execute(
        "SELECT session, number, parent, proxy, width, height, words, task, look, recipe, model, reasons, measured,"
        " checks, cost_usd, seconds, ordinal, round FROM variant"
    ).fetchall()
    new.close()
    for old in home.glob("stet.db*"):
        old.unlink()
    for later in (*home.glob("objects/*/*.json"), *home.glob("objects/*.jsonl")):
        later.unlink()
    first = sqlite3.connect(path)
    first.execute("PRAGMA journal_mode = WAL")
    first.executescript(FORMAT_1)
    first.executemany(f"INSERT INTO session VALUES ({','.join('?' * 11)})", sessions)
    first.executemany(f"INSERT INTO variant VALUES ({','.join('?' * 18)})", variants)
    for origin, target, state in ((0, 1, "done"), (1, 2, "done"), (2, 1, "cut"), (2, 0, "undone")):
        first.execute("INSERT INTO move VALUES (NULL, ?, ?, ?, ?)", (sessions[0][0], origin, target, state))
    first.execute("INSERT INTO message VALUES (NULL, ?, 'you', 'darker', 'v0')", (sessions[0][0],))
    first.execute("PRAGMA user_version = 1")
    first.commit()
    first.close()
    (home / "objects" / ".999999999-0123456789ab.tmp").write_bytes(b"left by a crash")
