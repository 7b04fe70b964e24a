"""A keyring of the test's own: in memory, or one that cannot be opened."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class Ring(KeyringBackend):
    """Counts how often it is opened, since a real one may ask the person each time."""

    priority = 5  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.opened = 0
        self.locked = False

    def _open(self) -> None:
        self.opened += 1
        if self.locked:
            raise KeyringLocked("CANARY: the person closed the window")

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("there is none")


class Readable(Ring):
    """Keeps what it is given in a file that anybody can read, as keyrings.alt does."""

    priority = 0.5  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]
