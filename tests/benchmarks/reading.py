"""How long it takes to read a request, and what that imports: `python tests/benchmarks/reading.py [requests.jsonl]`.

Prints the processor time of a request in process (median, 95th percentile, most) and the seconds until the first one,
with lexicons and all; ends with exit code 1 where the 95th percentile is a millisecond or more, or where reading pulled
in numpy or anything as heavy.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {"numpy", "pydantic", "textual", "PIL", "cv2", "openai", "torch"}
MOST = 0.001
REPEATS = 5
OWN = (
    "a bit warmer, keep her face",
    "Hi! It's for grandma's birthday card, could you take the neighbour out of the back? Thank you so much!",
    "take out the bin, then make the roof red and put a bench under the tree",
    "change the sign to say CLOSED and blur the number plates",
    "the second one, but as a watercolor, three versions",
    "把背景换成海滩,保持人物不变,再来两张",
    "undo",
    "which model is best for faces?",
)


def main() -> int:
    sys.path.insert(0, str(ROOT))
    started = time.process_time()
    from agent.plan import Scene
    from agent.rules.planner import read

    scene = Scene(("v0", "v1", "v2"), ("v1", "v2"), "v1", {"v1": "v0", "v2": "v0"})
    for words in OWN:
        read(words, scene)
    first = time.process_time() - started
    texts = OWN
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as file:
            texts = tuple(json.loads(line)["text"] for line in file)
    # The least of several: what the request costs when nothing else wants the processor. Each time all requests are
    # read once, so that none is in a memory of what was read last.
    took = [float("inf")] * len(texts)
    for _ in range(REPEATS):
        for place, words in enumerate(texts):
            before = time.thread_time()
            read(words, scene)
            took[place] = min(took[place], time.thread_time() - before)
    took.sort()
    p95 = took[int(len(took) * 0.95)]
    heavy = sorted(HEAVY & set(sys.modules))
    print(f"{len(took)} requests: median {took[len(took) // 2] * 1e6:.0f} µs, 95 % within {p95 * 1e6:.0f} µs")
    print(f"99 % within {took[int(len(took) * 0.99)] * 1e6:.0f} µs, most {took[-1] * 1e6:.0f} µs")
    print(f"imports and first readings {first:.2f} s; heavy: {heavy or 'none'}")
    return int(p95 >= MOST or bool(heavy))


if __name__ == "__main__":
    sys.exit(main())
