"""Where a language model is asked: address, model and key, and whether that is this computer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

from backends.outbound import is_loopback

Wire = Literal["auto", "chat", "responses"]
_USUAL = {"http": 80, "https": 443}


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
        """The address as `backends.outbound.Destination` writes it, with its port."""
        own = urlsplit(self.base_url)
        return f"{own.scheme}://{own.hostname}:{own.port or _USUAL.get(own.scheme)}"

    def holds(self, scheme: str, host: str, port: int | None) -> bool:
        """Is that this endpoint's own address, the only one that gets its key?"""
        return f"{scheme}://{host}:{port or _USUAL.get(scheme)}" == self.origin

    @property
    def relayed(self) -> bool:
        """Ollama on this computer hands models named so ("gpt-oss:120b-cloud", "glm-4.6:cloud") on to its own
        computers (docs.ollama.com/cloud, 2026-11)."""
        return self.model.partition(":")[2].endswith("cloud")

    @property
    def local(self) -> bool:
        """Does the conversation stay on this computer?"""
        return is_loopback(self.host) and not self.relayed

    @property
    def receiver(self) -> str:
        """Who gets what is sent: the host, or whom a server on this computer hands it on to."""
        return f"{self.name}'s own computers" if self.relayed and is_loopback(self.host) else self.host

    @property
    def speaks(self) -> Literal["chat", "responses"]:
        """api.openai.com refuses tools on the chat wire for its reasoning models (openai-openapi#541); others have
        Responses late, in part, or not at all."""
        if self.wire != "auto":
            return self.wire
        return "responses" if self.host == "api.openai.com" else "chat"
