"""Keys come from the environment or the keyring, are typed unseen, and are in no file, message or process of Stet's."""

from __future__ import annotations

import builtins
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import keyring.backends.fail
import pytest

from agent.cli import main
from agent.events import Failed
from agent.harmless import refuse_keys
from agent.keys import VARIABLES, Keys, checked, keep
from agent.llm.endpoints import chosen, hosted
from agent.settings import load
from backends.errors import BadRequest, NotPossible
from tests.agent.llm.asking import CANARY
from tests.agent.llm.talking import Says, model, talk
from tests.fakes.ring import Readable, Ring

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in (*VARIABLES.values(), "OPENAI_BASE_URL", "STET_PLANNER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STET_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("agent.llm.endpoints.LOCAL_SERVERS", {})
    return tmp_path / "home"


@pytest.fixture
def ring(home: Path, monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


Output = pytest.CaptureFixture[str]


def test_a_key_is_put_in_listed_used_and_forgotten(
    ring: Ring, home: Path, typed: Callable[[str], None], capsys: Output
) -> None:
    typed(f"  {CANARY}\n")
    assert main(["keys", "set", "OpenRouter"]) == 0
    assert ring.held == {("stet", "openrouter"): CANARY}
    assert main(["keys"]) == 0 and main(["keys", "--json"]) == 0
    (one,) = hosted(load(home), Keys())
    assert one.host == "openrouter.ai" and one.key is not None and one.key.get_secret_value() == CANARY
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "openrouter   set, from the keyring" in out and '"from": "keyring"' in out
    assert "its key is in the keyring" in out and "Next: open a photo" in out
    assert main(["keys", "forget", "openrouter"]) == 0 and not ring.held and not (home / "keys.json").exists()
    assert main(["keys", "forget", "openrouter"]) == 0
    out += capsys.readouterr().out
    assert "no longer in the keyring" in out and "holds no such key" in out and CANARY not in out
    assert hosted(load(home), Keys()) == []


def test_the_environment_comes_first_and_is_said(
    ring: Ring, home: Path, typed: Callable[[str], None], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "from-the-environment")
    typed(f"{CANARY}\n")
    assert main(["keys", "set", "gemini"]) == 0 and main(["keys"]) == 0
    out = capsys.readouterr().out
    assert "GEMINI_API_KEY is set too and comes first" in out
    assert "gemini       set, from GEMINI_API_KEY  (the keyring has one too)" in out
    key = Keys().of("GEMINI_API_KEY")
    assert key is not None and key.get_secret_value() == "from-the-environment"


def test_a_keyring_that_holds_nothing_of_ours_is_never_opened(ring: Ring, home: Path) -> None:
    assert Keys().of("OPENAI_API_KEY") is None and main(["keys"]) == 0 and main(["doctor"]) == 0
    assert ring.opened == 0 and not home.exists()


def test_files_hold_names_and_never_a_key(ring: Ring, home: Path, typed: Callable[[str], None]) -> None:
    typed(CANARY)
    main(["keys", "set", "openai"])
    assert {path.name: path.read_text() for path in home.iterdir()} == {"keys.json": '{"keyring": ["openai"]}'}
    (home / "settings.toml").write_text(f'openai_api_key = "{CANARY}"\nOPENAI_API_KEY = "{CANARY}"\n')
    assert CANARY not in repr(load(home)), "a key in the settings is not read, so that nobody puts one there"


def test_the_keyring_key_of_openai_is_not_for_another_server(
    ring: Ring, home: Path, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(CANARY)
    main(["keys", "set", "openai"])
    monkeypatch.setenv("OPENAI_BASE_URL", "https://llm.else.example/v1")
    (one,) = hosted(load(home), Keys())
    assert one.host == "llm.else.example" and one.key is None


@pytest.mark.parametrize(
    "words",
    [["set", CANARY], ["set", "openrouter", CANARY], [CANARY], ["set", f"--key={CANARY}"], ["forget", CANARY]],
)
def test_a_key_on_the_command_line_is_refused_and_not_repeated(ring: Ring, words: list[str], capsys: Output) -> None:
    assert main(["keys", *words]) == 2
    captured = capsys.readouterr()
    assert CANARY not in captured.out + captured.err and "nothing was charged" in captured.err
    assert not ring.held


@pytest.mark.parametrize("text", ["", "\n", "short", f"{CANARY} and more", "a" * 1001, "clé-secrète-123"])
def test_what_is_no_key_is_not_kept(ring: Ring, typed: Callable[[str], None], text: str, capsys: Output) -> None:
    typed(text)
    assert main(["keys", "set", "openai"]) == 2 and not ring.held
    assert "no key" in capsys.readouterr().err


def no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Any = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name == "keyring":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)


def no_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `keyring` answers on a Linux without a desktop."""
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)


def readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", Readable)


def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    shut = Ring()
    shut.locked = True
    monkeypatch.setattr(keyring, "get_keyring", lambda: shut)


@pytest.mark.parametrize("how", [no_package, no_backend, readable, locked])
async def test_without_a_keyring_it_is_said_in_a_sentence_and_goes_on(
    home: Path,
    ring: Ring,
    how: Callable[[pytest.MonkeyPatch], None],
    typed: Callable[[str], None],
    capsys: Output,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed(CANARY)
    main(["keys", "set", "openrouter"])
    how(monkeypatch)
    capsys.readouterr()
    typed(CANARY)
    assert main(["keys", "set", "gemini"]) == 3
    said = capsys.readouterr().err
    assert "no keyring of this computer can be used" in said.lower() and "in the environment" in said
    assert "CANARY" not in said and "Traceback" not in said and len(said.splitlines()) == 1
    with pytest.raises(NotPossible, match="No keyring"):
        await chosen(load(home), Keys())
    keys = Keys()
    assert hosted(load(home), keys) == [] and keys.trouble
    monkeypatch.undo()
    assert os.listdir(home) == ["keys.json"]


def test_doctor_says_that_the_keyring_is_away(
    home: Path, ring: Ring, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    keep(home, "openrouter", checked(CANARY))
    no_backend(monkeypatch)
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "the keyring    does not work" in out and "mend the keyring" in out


async def test_a_planner_that_is_named_without_its_key_says_how_to_set_it(
    home: Path, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STET_PLANNER", "gemini:flash")
    with pytest.raises(NotPossible, match="no key for Google Gemini") as told:
        await chosen(load(home), Keys())
    assert "stet keys set gemini" in told.value.advice


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX shows what is echoed")
def test_a_terminal_shows_nothing_of_what_is_typed(tmp_path: Path) -> None:
    """The real command on a real terminal, on a computer without a keyring."""
    import pty

    main_end, its_end = pty.openpty()
    environment = os.environ | {
        "STET_HOME": str(tmp_path / "home"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "agent", "keys", "set", "openrouter"],
        stdin=its_end, stdout=its_end, stderr=its_end, env=environment, start_new_session=True,
    ) as process:  # fmt: skip
        os.close(its_end)
        shown = b""
        while b"not shown" not in shown:
            shown += os.read(main_end, 1000)
        time.sleep(0.1)
        os.write(main_end, CANARY.encode() + b"\n")
        while True:
            try:
                piece = os.read(main_end, 1000)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        assert process.wait(20) == 3
    os.close(main_end)
    assert b"No keyring of this computer can be used" in shown and CANARY.encode() not in shown


def test_keys_print_nothing_and_are_checked_without_being_quoted(ring: Ring, home: Path) -> None:
    keep(home, "openai", checked(CANARY))
    keys = Keys()
    assert keys.of("OPENAI_API_KEY") is not None
    assert CANARY not in f"{keys!r} {vars(keys)} {json.dumps(vars(keys), default=str)}"
    with pytest.raises(BadRequest) as refused:
        checked(f"{CANARY} {CANARY}")
    assert "CANARY" not in str(refused.value)


@pytest.mark.parametrize(
    "words",
    [
        "my key is sk-or-v1-0123456789abcdef0123456789abcdef",
        "/model openrouter AIzaSyA0123456789012345678901234567890",
        "sk-proj-abc_DEF-0123456789",
        "use r8_0123456789abcdefghijABCDEFGHIJ",
    ],
)
async def test_a_key_that_is_typed_into_the_conversation_is_neither_kept_nor_sent(tmp_path: Path, words: str) -> None:
    async with model(Says("I read that.")) as server:
        one = await talk(tmp_path, server)
        told = [event.message for event in await one.say(words) if isinstance(event, Failed)]
        await one.close()
        assert "stet keys set" in told[0] and not server.asked and not one.asked
    stored = b"".join(path.read_bytes() for path in _files(tmp_path))
    assert words.split()[-1].encode() not in stored


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "words", ["make the sky-blue-and-very-bright-sign pop", "mask_everything_but_the_face", "task-1234"]
)
def test_words_about_pictures_are_no_keys(words: str) -> None:
    refuse_keys(words)
