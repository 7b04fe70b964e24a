"""Where a language model is asked: address, model and key, and whether that is this computer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

from backends.outbound import is_loopback

Wire = Literal["auto", "chat", "responses"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`base_url` ends before "/chat/completions". A key shows as asterisks wherever an Endpoint is printed."""

    name: str
    base_url: str
    model: str
    key: SecretStr | None = None
    wire: Wire = "auto"

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @property
    def origin(self) -> str:
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")

    def holds(self, scheme: str, host: str, port: int | None) -> bool:
        """Is that this endpoint's own address, the only one that gets its key?"""
        own = urlsplit(self.base_url)
        usual = {"http": 80, "https": 443}
        return (scheme, host, port or usual.get(scheme)) == (
            own.scheme,
            own.hostname,
            own.port or usual.get(own.scheme),
        )

    @property
    def local(self) -> bool:
        """Does the conversation stay on this computer?"""
        return is_loopback(self.host)

    @property
    def speaks(self) -> Literal["chat", "responses"]:
        """api.openai.com refuses tools on the chat wire for its reasoning models (openai-openapi#541); others have
        Responses late, in part, or not at all."""
        if self.wire != "auto":
            return self.wire
        return "responses" if self.host == "api.openai.com" else "chat"
