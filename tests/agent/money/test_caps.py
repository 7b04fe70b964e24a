"""No sequence of quotes, refusals, crashes and retries passes a cap, and no two processes pass one together."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from agent import ledger as ledger_module
from agent.caps import Caps, OverCap
from agent.ledger import Ledger, State
from agent.session.store import Store
from backends.errors import BadRequest, StetError
from tests.fakes.paid import PaidBackend, Refused

DEAD = (999_999_999, "0.1")


class World:
    """A person's days: sessions, requests, a clock that jumps, processes that die, and a service with books of its own.

    The service never takes more than the worst case that it was quoted for.
    """

    def __init__(self, home: Path, chance: random.Random) -> None:
        self.home, self.chance = home, chance
        self.caps = Caps(
            request=chance.choice([None, 0.1, 0.5]),
            session=chance.choice([None, 0.5, 1.0]),
            day=chance.choice([None, 0.8, 2.0]),
            month=chance.choice([None, 1.5, 4.0]),
        )
        self.paid = PaidBackend()
        self.today = date(2026, 11, 28)
        self.spent: list[tuple[str, str, str, date]] = []
        self.start()

    def start(self) -> None:
        self.store = Store(self.home)
        self.ledger = Ledger(self.store, today=lambda: self.today)

    def crash(self) -> None:
        self.store.close()
        self.start()
        if self.chance.random() < 0.7:
            self.paid.silent = self.chance.random() < 0.3
            self.ledger.reconcile(lambda one: self.paid.charged(one.id))
            self.paid.silent = False

    def buy(self) -> None:
        chance = self.chance
        session, request = f"s{chance.randrange(3)}", f"r{chance.randrange(6)}"
        worst = round(chance.choice([0.003, 0.04, 0.1, 0.25, 0.6]) * chance.uniform(0.5, 1.5), 4)
        id = self.ledger.quote(session, "hosted", "dreamer", worst, request=request)
        try:
            self.ledger.reserve(id, self.caps)
        except OverCap:
            assert self.ledger.charge(id).state is State.QUOTED
            return
        self.spent.append((id, session, request, self.today))
        end = chance.random()
        if end < 0.1:
            return self.crash()
        self.paid.refuses = end < 0.2
        try:
            self.paid.submit(id, round(worst * chance.uniform(0.3, 1.0), 6))
        except Refused:
            return self.ledger.release(id)
        finally:
            self.paid.refuses = False
        if end < 0.3:
            return self.crash()
        if end < 0.4:
            return self.ledger.unknown(id, "the connection broke")
        if end < 0.45:
            # A retry of the same job: the key makes it free, and the ledger does not take it twice.
            self.paid.submit(id, worst)
            with pytest.raises((BadRequest, OverCap)):
                self.ledger.reserve(id, self.caps)
        self.ledger.settle(id, self.paid.taken[id])

    def check(self) -> None:
        """By the service's books, which know nothing of caps."""
        for cap, key in (
            (self.caps.request, lambda one: one[2]),
            (self.caps.session, lambda one: one[1]),
            (self.caps.day, lambda one: one[3]),
            (self.caps.month, lambda one: (one[3].year, one[3].month)),
        ):
            sums: dict[object, float] = {}
            for one in self.spent:
                sums[key(one)] = sums.get(key(one), 0.0) + self.paid.taken.get(one[0], 0.0)
            if cap is not None:
                assert max(sums.values(), default=0.0) <= cap + 1e-6
        # What the ledger counts is never less than what the service took.
        assert self.ledger.totals().counted >= self.paid.total - 1e-6


@pytest.mark.parametrize("seed", range(40))
def test_no_sequence_passes_a_cap(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "myself", lambda: DEAD)
    monkeypatch.setenv("STET_HOME", str(tmp_path))
    world = World(tmp_path / "home", random.Random(seed))
    world.store.connection.execute("PRAGMA synchronous = OFF")
    for _ in range(40):
        world.buy()
        if world.chance.random() < 0.1:
            world.today += timedelta(days=world.chance.choice([1, 1, 3, 20]))
    world.check()
    world.store.close()


def test_what_was_spent_under_a_clock_that_ran_ahead_still_counts(tmp_path: Path) -> None:
    store = Store(tmp_path)
    ahead, caps = Ledger(store, today=lambda: date(2036, 1, 1)), Caps(day=1.0)
    id = ahead.quote("s", "hosted", "dreamer", 0.9)
    ahead.reserve(id, caps)
    ahead.settle(id, 0.9)
    now = Ledger(store, today=lambda: date(2026, 11, 28))
    with pytest.raises(OverCap) as refused:
        now.reserve(now.quote("s", "hosted", "dreamer", 0.2), caps)
    assert "$0.20" in str(refused.value) and "$0.10 of your $1.00 for this day are left" in str(refused.value)
    assert "nothing was charged" in str(refused.value) and refused.value.exit_code == 3
    store.close()


_RACE = """
import sys
from pathlib import Path
from agent.caps import Caps, OverCap
from agent.ledger import Ledger
from agent.session.store import Store
ledger = Ledger(Store(Path(sys.argv[1])))
sys.stdin.readline()
taken = 0
for _ in range(20):
    try:
        ledger.reserve(ledger.quote("s", "hosted", "dreamer", 0.1), Caps(session=1.0))
        taken += 1
    except OverCap:
        pass
print(taken)
"""


def test_three_processes_at_once_reserve_no_more_than_the_cap(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.connection.execute("SELECT 1")
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", _RACE, str(tmp_path)],
            cwd=Path(__file__).parents[3],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    taken = [int(racer.communicate("go\n", timeout=60)[0]) for racer in racers]
    assert sum(taken) == 10
    assert Ledger(store).totals("s").in_flight == pytest.approx(1.0)
    store.close()


def test_money_of_a_living_process_is_not_asked_about(tmp_path: Path) -> None:
    store = Store(tmp_path)
    ledger = Ledger(store)
    ledger.reserve(ledger.quote("s", "hosted", "dreamer", 0.1))
    assert ledger.left_behind() == () and len(ledger.in_flight()) == 1
    store.close()


def test_several_results_of_one_job_add_up_and_only_the_last_settles(tmp_path: Path) -> None:
    from agent.ledger import deliver_within
    from agent.session.database import transaction

    store = Store(tmp_path)
    ledger = Ledger(store)
    id = ledger.quote("s", "hosted", "dreamer", 0.3)
    ledger.reserve(id)
    for last in (False, False):
        with transaction(store.connection, store.objects.fs) as connection:
            deliver_within(connection, id, 0.1, last=last)
    assert ledger.totals().counted == pytest.approx(0.3)
    ledger.settle(id)
    assert ledger.totals().settled == pytest.approx(0.2)
    with pytest.raises(StetError):
        ledger.release(id)
    store.close()
