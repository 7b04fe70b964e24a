"""How long a route takes, in CPU time beside the reading of the same request, in the same interleaved runs.

`python -m tests.benchmarks.routing` prints the median of each, and their ratio. The bound is one millisecond for sixty
cards on an idle machine; the ratio to the reading is what can be compared between machines.
Ends with exit code 1 where the bound is passed.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

from agent.plan import Plan, Scene
from agent.route import Facts, Policy, Surroundings
from agent.router import route
from agent.routing.around import assumed
from agent.rules.planner import read
from backends.catalog import ModelCard, cards

_ROUNDS, _TIMES, _MOST_MS = 15, 20, 1.0
_WORDS = (
    "make three moodier versions",
    "put her on a beach",
    'change the sign to "OPEN LATE"',
    "make a 5 second video",
)
_WAYS = ((), ("openrouter",), ("all", "gpu:24"))


def main() -> int:
    slow = False
    shelves = {"60 cards": sixty(), "all cards": cards()}
    cases = [(read(words, Scene()), around) for words in _WORDS for around in map(surroundings, _WAYS)]
    for name, shelf in shelves.items():
        reading: list[float] = []
        routing: list[float] = []
        for _ in range(_ROUNDS):
            reading.append(spent(lambda: [read(words, Scene()) for words in _WORDS]) / len(_WORDS))
            routing.append(spent(lambda shelf=shelf: routed(cases, shelf)) / len(cases))
        one, other = statistics.median(routing) * 1000, statistics.median(reading) * 1000
        slow = slow or (len(shelf) == 60 and one > _MOST_MS)
        print(f"{name} ({len(shelf)}): route {one:.3f} ms, reading {other:.3f} ms, ratio {one / other:.2f}")
    print(f"load {os.getloadavg()[0]:.1f}, CPU time, medians of {_ROUNDS} rounds of {_TIMES}")
    return int(slow)


def sixty() -> tuple[ModelCard, ...]:
    """The engine and the first of the rest by name, so that there are sixty."""
    every = sorted(cards(), key=lambda card: (card.id != "stet-engine", card.status == "retired", card.id))
    return tuple(every[:60])


def surroundings(ways: tuple[str, ...]) -> Surroundings:
    return Surroundings(Facts(6000, 4000), Policy(max_usd=1.0), assumed(ways))


def routed(cases: list[tuple[Plan, Surroundings]], shelf: tuple[ModelCard, ...]) -> None:
    for plan, around in cases:
        route(plan, shelf, around)


def spent(work: Callable[[], object]) -> float:
    """CPU seconds for one run of `work`, of several."""
    start = time.process_time()
    for _ in range(_TIMES):
        work()
    return (time.process_time() - start) / _TIMES


if __name__ == "__main__":
    raise SystemExit(main())
