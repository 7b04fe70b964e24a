"""kill -9 of the real app, without a terminal, at random moments: 20 times here, 50 in CI, more with STET_KILLS=500."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

KILLS = int(os.environ.get("STET_KILLS", "20"))
# What is checked after a kill grows with the folder, so each of them takes a few.
IN_A_FOLDER = 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork an app that is loaded already")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(KILLS // IN_A_FOLDER))
def test_a_kill_at_any_moment_loses_nothing_that_was_shown(tmp_path: Path, seed: int) -> None:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (60, 40), (200, 90, 60)).save(photo)
    script = Path(__file__).with_name("headless.py")
    command = [sys.executable, str(script), str(tmp_path / "home"), str(photo), str(IN_A_FOLDER), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    summary = json.loads(done.stdout)
    assert summary["kills"] == IN_A_FOLDER
    assert summary["acknowledged"] > 0
