"""kill -9 of the real app, without a terminal, at random moments: 50 times here, more with STET_KILLS=500."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

KILLS = int(os.environ.get("STET_KILLS", "50"))
FOLDERS = 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork an app that is loaded already")
@pytest.mark.timeout(60 + 8 * KILLS)
@pytest.mark.parametrize("seed", range(FOLDERS))
def test_a_kill_at_any_moment_loses_nothing_that_was_shown(tmp_path: Path, seed: int) -> None:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (60, 40), (200, 90, 60)).save(photo)
    script = Path(__file__).with_name("headless.py")
    command = [sys.executable, str(script), str(tmp_path / "home"), str(photo), str(KILLS // FOLDERS), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    summary = json.loads(done.stdout)
    assert summary["kills"] == KILLS // FOLDERS
    assert summary["acknowledged"] > 0
