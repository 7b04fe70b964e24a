"""The person's keys for servers: from the environment, else from the system's keyring, and kept nowhere else.

A small file beside the settings names those that the keyring holds, so that one that holds nothing of Stet's is never
opened: unlocking it asks the person, and without a desktop it may not answer at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, cast

from pydantic import SecretStr

from agent.session.places import home, private_folder
from backends.errors import BadRequest, NotPossible

SERVICE = "stet"
# What each is called in the environment, by the name that people type.
VARIABLES = {"openai": "OPENAI_API_KEY", "openrouter": "OPENROUTER_API_KEY", "gemini": "GEMINI_API_KEY"}
ENVIRONMENT, KEYRING = "environment", "keyring"
_NAMES = "keys.json"
# Backends of lower priority keep what they are given as readable text, or nowhere (keyring 25.7, keyrings.alt 5.0).
_TRUSTED = 1


class _Ring(Protocol):
    """What is used of the package, whose decorated methods have no types."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class Keys:
    """What is set up now. Reading the keyring may wait for the person: not on an event loop."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or home()
        self._read: dict[str, SecretStr | None] = {}
        self.trouble: NotPossible | None = None
        """Why the keyring could not be read; None while it could."""

    def of(self, variable: str) -> SecretStr | None:
        return self.in_environment(variable) or self._in_keyring(_name(variable))

    @staticmethod
    def in_environment(variable: str) -> SecretStr | None:
        """A variable that is set to nothing is not set; blanks around a key come from copying it."""
        bare = os.environ.get(variable, "").strip()
        return SecretStr(bare) if bare else None

    def source(self, variable: str) -> str:
        """Where the key comes from, without opening the keyring; "" where there is none."""
        if self.in_environment(variable):
            return ENVIRONMENT
        return KEYRING if _name(variable) in kept(self._folder) else ""

    def _in_keyring(self, name: str) -> SecretStr | None:
        if name not in self._read:
            self._read[name] = self._asked(name) if name in kept(self._folder) else None
        return self._read[name]

    def _asked(self, name: str) -> SecretStr | None:
        try:
            with _opened() as ring:
                found = (ring.get_password(SERVICE, name) or "").strip()
        except NotPossible as error:
            self.trouble = error
            return None
        if not found:
            self.trouble = NotPossible(f"the keyring has no {name} key any more", f"Run stet keys set {name} again.")
        return SecretStr(found) if found else None


def kept(folder: Path) -> tuple[str, ...]:
    """The names of the keys that the keyring holds for Stet."""
    try:
        found = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        return tuple(name for name in VARIABLES if name in found["keyring"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def keep(folder: Path, name: str, key: SecretStr) -> None:
    """Put a key into the keyring. Raises NotPossible where there is none to trust."""
    with _opened() as ring:
        ring.set_password(SERVICE, name, key.get_secret_value())
    _note(folder, {*kept(folder), name})


def forget(folder: Path, name: str) -> bool:
    """Remove a key from the keyring. False where none was kept."""
    if name not in kept(folder):
        return False
    from keyring.errors import PasswordDeleteError

    # Where another program removed it, nothing of it is left.
    with _opened() as ring, suppress(PasswordDeleteError):
        ring.delete_password(SERVICE, name)
    _note(folder, {*kept(folder)} - {name})
    return True


def checked(text: str) -> SecretStr:
    """A key as servers give them out. Raises BadRequest without a word of what was given."""
    bare = text.strip()
    if not 8 <= len(bare) <= 1000 or not bare.isascii() or not bare.isprintable() or " " in bare:
        raise BadRequest(
            "That is no key: keys have 8 to 1,000 letters and no blanks", "Copy it once more; none is set."
        )
    return SecretStr(bare)


@contextmanager
def _opened() -> Generator[_Ring]:
    """The system's keyring; whatever goes wrong with it is one sentence and no traceback, which could hold a key."""
    try:
        import keyring
    except ImportError:
        raise _none("the package keyring is not installed") from None
    try:
        ring = keyring.get_keyring()
        trusted = ring.priority >= _TRUSTED
    except Exception:
        trusted = False
        ring = None
    if ring is None or not trusted:
        raise _none("there is none here, as often over SSH and without a desktop")
    try:
        yield cast(_Ring, ring)
    except NotPossible:
        raise
    except Exception as error:
        raise _none(f"it did not open ({type(error).__name__})") from None


def _none(why: str) -> NotPossible:
    return NotPossible(
        f"no keyring of this computer can be used: {why}",
        "Set the key in the environment for this session, for example OPENROUTER_API_KEY; Stet writes none to a file.",
    )


def _name(variable: str) -> str:
    return next((name for name, one in VARIABLES.items() if one == variable), "")


def _note(folder: Path, names: set[str]) -> None:
    """The names alone; nothing is written while none is kept."""
    path = private_folder(folder) / _NAMES
    if not names:
        path.unlink(missing_ok=True)
        return
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps({"keyring": sorted(names)}), encoding="utf-8")
    unfinished.replace(path)
