"""Removal on real photos beside OpenCV's inpainting (Telea): seconds, error against the truth, and the confidence.

    python tests/benchmarks/removal.py FOLDER [--only things|texture|random] [--seed 42]

`things`: twelve things in photos of 1.5 MP, six easy ones and six across structure, by the plan that a request runs;
exit code 1 where one takes more than 6 s. `texture`: pieces cut out of known texture, whose truth is there; exit code 1
where fewer than 80 % come nearer to it than Telea. `random`: holes anywhere, and whether the confidence tells the good
fillings from the bad ones, by eye (for the seed that was looked at) and by the error against the truth.
Pictures go to FOLDER: hole, Telea, ours. Those of the things are kept beside this file too, and their verdicts by eye
are in removal_holes.py. The processor's seconds stand beside the wall's, since a busy computer does not stretch them.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from backends.engine.completion.confidence import GOOD as SURE  # noqa: E402
from backends.engine.completion.confidence import POOR, confidence  # noqa: E402
from backends.engine.completion.filling import filled, find  # noqa: E402
from backends.engine.operations.fill import plan  # noqa: E402
from backends.engine.pixels import Pixels  # noqa: E402
from backends.engine.regions.base import Region, fitted  # noqa: E402
from tests.benchmarks import removal_holes as holes  # noqa: E402
from tests.benchmarks.removal_error import area_under_curve, error  # noqa: E402
from tests.benchmarks.removal_holes import Hole, Picture  # noqa: E402

SECONDS = 6.0
SHARE_WON = 0.8
# By the error against the truth, a filling is good below this: where the eye's good and bad ones part best.
GOOD_ERROR = 8.5
PROXY = 1_500_000


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=("things", "texture", "random"))
    parser.add_argument("--seed", type=int, default=holes.SEED)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    fine = True
    if given.only in (None, "things"):
        fine &= things(given.folder)
    if given.only in (None, "texture"):
        fine &= texture(given.folder)
    if given.only in (None, "random"):
        at_random(given.folder, given.seed)
    return 0 if fine else 1


def things(folder: Path) -> bool:
    slowest, rows = 0.0, []
    print(f"{'':34}{'seconds':>8}{'cpu':>6}{'p90':>6}{'spread':>8}{'sure':>6}  {'what is done':22}by eye")
    for hole in holes.EASY + holes.STRUCTURE:
        photo = enlarged(holes.photo(hole.photo))
        region = Region(hole.name, fitted(hole.mask(*photo.shape[:2])), 1.0)
        start, used = time.perf_counter(), time.process_time()
        planned = plan(Pixels(photo), {"anyway": True}, region)
        seconds, cpu = time.perf_counter() - start, time.process_time() - used
        result = planned.steps[0].apply(Pixels(photo)).rgb
        found = find(Pixels(photo), fitted(hole.mask(*photo.shape[:2])), 1)
        assert found is not None
        sure = planned.checks[0].value
        figures = f"{seconds:8.2f}{cpu:6.2f}{found.residual:6.1f}{found.spread:8.1f}{sure:6.2f}"
        print(f"{hole.name:34}{figures}  {verdict(sure):22}{hole.seen}", flush=True)
        gone = np.any(result != photo, -1)
        rows.append(strip(hole, marked(photo, gone), telea(photo, gone), result))
        slowest = max(slowest, seconds)
    save(folder / "things.png", rows, 2)
    print(f"slowest {slowest:.2f} s, at most {SECONDS}")
    return slowest <= SECONDS


def texture(folder: Path) -> bool:
    won, rows = 0, []
    for hole in holes.TEXTURE:
        truth, result, gone, _ = cut(hole)
        blurry = telea(truth, gone)
        ours, theirs = error(result, truth, gone), error(blurry, truth, gone)
        won += ours[2] < theirs[2]
        figures = "  ".join(f"colour {c:4.1f} texture {t:4.2f} error {e:5.1f}" for c, t, e in (ours, theirs))
        print(f"{hole.name:22} ours, then Telea: {figures}  {'nearer' if ours[2] < theirs[2] else 'FURTHER'}")
        rows.append(strip(hole, truth, marked(truth, gone), blurry, result))
    save(folder / "texture.png", rows, 2)
    print(f"nearer to the truth than Telea: {won} of {len(rows)}, at least {SHARE_WON:.0%}")
    return won >= SHARE_WON * len(rows)


def at_random(folder: Path, seed: int) -> None:
    sure, errors, rows = [], [], []
    for hole in holes.at_random(holes.COUNT, seed):
        truth, result, gone, confident = cut(hole)
        sure.append(confident)
        errors.append(error(result, truth, gone)[2])
        row = strip(hole, marked(truth, gone), result)
        cv2.putText(row, hole.name, (4, 16), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 0), 1, cv2.LINE_AA)
        rows.append(row)
    for start in range(0, len(rows), 18):
        save(folder / f"random{seed}-{start // 18}.png", rows[start : start + 18], 3)
    judge("by the error against the truth", sure, [value < GOOD_ERROR for value in errors])
    if seed == holes.SEED:
        judge("by eye", sure, [number in holes.GOOD for number in range(len(sure))])


def judge(how: str, sure: list[float], good: list[bool]) -> None:
    parts = [[s for s, is_good in zip(sure, good, strict=True) if is_good == wanted] for wanted in (True, False)]
    print(f"confidence, good {how}: area under the curve {area_under_curve(*parts):.2f}")
    for name in ("done", "done, weakness named", "refused"):
        inside = [is_good for s, is_good in zip(sure, good, strict=True) if verdict(s) == name]
        print(f"    {name}: {len(inside)}, good {sum(inside)}")


def verdict(sure: float) -> str:
    return "done" if sure >= SURE else "done, weakness named" if sure >= POOR else "refused"


def cut(hole: Hole) -> tuple[Picture, Picture, NDArray[np.bool_], float]:
    """The photo, the filling, where it is, and its confidence."""
    truth = holes.photo(hole.photo)
    mask = hole.mask(*truth.shape[:2])
    found = find(Pixels(truth), fitted(mask), 1)
    assert found is not None
    result = np.asarray(filled(Pixels(truth), fitted(mask), found.fields).rgb, np.uint8)
    return truth, result, np.any(result != truth, -1) | (mask > 0), confidence(found)


def telea(photo: Picture, gone: NDArray[np.bool_]) -> Picture:
    return np.asarray(cv2.inpaint(photo, gone.astype(np.uint8), 5, cv2.INPAINT_TELEA), np.uint8)


def enlarged(photo: Picture) -> Picture:
    """At the size of a proxy, with the grain of a sensor, since a smooth enlargement is like no photo."""
    scale = (PROXY / photo.shape[0] / photo.shape[1]) ** 0.5
    size = round(photo.shape[1] * scale), round(photo.shape[0] * scale)
    big = np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_CUBIC), np.float32)
    return np.clip(big + np.random.default_rng(7).normal(0, 2.5, (*big.shape[:2], 1)), 0, 255).astype(np.uint8)


def marked(photo: Picture, gone: NDArray[np.bool_]) -> Picture:
    shown = photo.copy()
    shown[gone] = shown[gone] // 2 + np.array([127, 0, 127], np.uint8)
    return shown


def strip(hole: Hole, *pictures: Picture, width: int = 300, height: int = 225) -> Picture:
    """The place and what is around it, side by side."""
    corners = np.array(hole.outline)
    middle, reach = (corners.min(0) + corners.max(0)) / 2, max(0.12, float((corners.max(0) - corners.min(0)).max()))
    size = np.array(pictures[0].shape[1::-1])
    low, high = (np.clip((middle + way * reach) * size, 0, size).astype(int) for way in (-1, 1))
    shown = []
    for picture in pictures:
        part = picture[low[1] : high[1], low[0] : high[0]]
        scale = min(width / part.shape[1], height / part.shape[0])
        part = cv2.resize(part, (int(part.shape[1] * scale), int(part.shape[0] * scale)), interpolation=cv2.INTER_AREA)
        down, right = height - part.shape[0], width - part.shape[1]
        shown.append(cv2.copyMakeBorder(part, 0, down, 0, right, cv2.BORDER_CONSTANT))
    return np.asarray(np.concatenate(shown, 1), np.uint8)


def save(path: Path, rows: list[Picture], columns: int) -> None:
    rows = rows + [np.zeros_like(rows[0])] * (-len(rows) % columns)
    high = len(rows) // columns
    sheet = np.concatenate([np.concatenate(rows[n * high : (n + 1) * high]) for n in range(columns)], 1)
    cv2.imwrite(str(path), sheet[..., ::-1])


if __name__ == "__main__":
    sys.exit(main())
