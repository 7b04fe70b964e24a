"""The process that takes whole receipts: one after the other, behind everything else that the computer has to do.

Run as `python -P -m tools.following.worker [urgent]`: what is asked comes on standard input, a line each, and a line
goes back. All that it writes is a whole file that it was told to, so that it can be ended at any time.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import sys
import threading
from typing import Any, BinaryIO

from backends.engine.wire import error_json, from_json, take_over_streams, to_json
from backends.errors import BackendFailed, StetError

# On a computer that is busy all the time the last place of all (19) would mean never.
_BEHIND = 10


def main() -> None:
    answers = take_over_streams()
    if "urgent" not in sys.argv[1:]:
        _stand_back()
    # Ctrl+C reaches the whole terminal; when this ends is decided by the one who asks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    while True:
        answers.write(_answer(asked.get()).encode("ascii") + b"\n")


def _stand_back() -> None:
    """Whatever the person does next comes first: a low priority, and one thread."""
    if os.name == "nt":
        import ctypes

        # BELOW_NORMAL_PRIORITY_CLASS; the idle class can starve behind anything.
        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), 0x4000)
    else:
        with contextlib.suppress(OSError):
            os.nice(_BEHIND)
    os.environ["OMP_NUM_THREADS"] = "1"
    import cv2

    cv2.setNumThreads(1)


def _listen(stream: BinaryIO, asked: queue.SimpleQueue[Any]) -> None:
    for line in stream:
        asked.put(json.loads(line))
    os._exit(0)


def _answer(asked: Any) -> str:
    try:
        return json.dumps({"answer": _carried_out(asked["verb"], asked["what"])})
    except StetError as error:
        return json.dumps({"error": error_json(error)})
    except Exception as fault:
        own = BackendFailed(f"Stet met a fault of its own there ({type(fault).__name__}: {fault})", "Try it again.")
        return json.dumps({"error": error_json(own)})


def _carried_out(verb: str, what: Any) -> Any:
    if verb == "mend":
        from tools.repair.carry_out import carry_out
        from tools.repair.errand import Errand

        return to_json(carry_out(from_json(Errand, what)))
    from tools.following.measuring import measured
    from tools.following.order import order_from

    whole, _, _ = measured(order_from(what))
    return whole.model_dump(mode="json")


if __name__ == "__main__":
    main()
