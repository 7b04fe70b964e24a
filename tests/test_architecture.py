"""The rooms hold: imports run one way, heavy packages stay where they belong, the screen starts without them."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("agent", "tools", "backends", "prompts")
# Who may import whom; `agent.ui` is the innermost reader and stands apart from the rest of `agent`.
ALLOWED = {
    "agent.ui": {"agent", "agent.ui", "prompts"},
    "agent": {"agent", "tools", "backends", "prompts"},
    "tools": {"tools", "backends", "prompts"},
    "backends": {"backends", "prompts"},
    "prompts": {"prompts"},
}
# The rooms of the reader, each of which may use those before it.
READER = ("words", "slots", "terms", "engine", "clauses", "talk", "kinds", "variants", "apart")
# The screen is started from one place outside `agent.ui`.
STARTS_THE_SCREEN = {"agent.screen"}
OPENAI_MAY = ("agent.llm", "backends.openai_images", "backends.openrouter", "backends.selfhosted")
SOCKETS = {"socket", "ssl", "http", "urllib.request", "httpx", "httpx2", "httpcore", "requests", "aiohttp"}


def modules() -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, path


@cache
def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room_of(module: str) -> str:
    if module == "agent.ui" or module.startswith("agent.ui."):
        return "agent.ui"
    return module.partition(".")[0]


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_run_one_way(name: str, path: Path) -> None:
    room = room_of(name)
    for target in imports(path):
        other = room_of(target)
        if other not in {*ROOMS, "agent.ui"}:
            continue
        if other == "agent.ui" and name in STARTS_THE_SCREEN:
            continue
        assert other in ALLOWED[room], f"{name} imports {target}"


@pytest.mark.parametrize(
    ("name", "path"),
    [(name, path) for name, path in modules() if name.startswith("agent.rules.") and name.count(".") == 3],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_room_of_the_reader_uses_only_those_before_it(name: str, path: Path) -> None:
    at = READER.index(name.split(".")[2])
    for target in imports(path):
        if target.startswith("agent.rules."):
            other = target.split(".")[2]
            assert other in READER[: at + 1], f"{name} imports {target}"


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_heavy_and_outgoing_packages_stay_in_their_rooms(name: str, path: Path) -> None:
    found = imports(path)
    tops = {target.partition(".")[0] for target in found}
    if not name.startswith("agent.ui"):
        assert "textual" not in tops, f"{name} imports Textual"
    if not name.startswith("backends.diffusion"):
        assert not tops & {"torch", "diffusers"}, f"{name} imports torch or diffusers"
    if not name.startswith(OPENAI_MAY):
        assert "openai" not in tops, f"{name} imports openai"
    if name != "backends.outbound":
        assert not found & SOCKETS, f"{name} can reach other machines"


def test_the_four_packages_are_empty_so_that_an_overwritten_one_breaks_nothing() -> None:
    for room in ROOMS:
        assert (ROOT / room / "__init__.py").read_text() == ""


def test_no_other_installed_distribution_owns_our_package_names() -> None:
    owners = importlib.metadata.packages_distributions()
    for room in (*ROOMS, "tests"):
        assert set(owners.get(room, [])) <= {"stet-image"}, f"{room} belongs to {owners[room]}"


def test_no_source_file_outgrows_its_room() -> None:
    long = {name: len(path.read_text().splitlines()) for name, path in modules()}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


@pytest.mark.parametrize("entry", ["agent.cli", "agent.ui.app", "agent.oneshot", "backends.engine.client"])
def test_starting_up_imports_nothing_heavy(entry: str) -> None:
    heavy = {
        "torch",
        "diffusers",
        "openai",
        "numpy",
        "cv2",
        "PyOpenColorIO",
        "skimage",
        "scipy",
        "httpx",
        "httpx2",
        "chafa",
    }
    heavy |= {"pydantic", "pydantic_settings", "PIL"}
    code = f"import sys, {entry}; print(' '.join(sorted({{m.partition('.')[0] for m in sys.modules}})))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert heavy.isdisjoint(loaded), sorted(heavy & set(loaded))
