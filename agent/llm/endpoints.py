"""The endpoints that are set up: by a key, an address in the environment, or a server that runs on this computer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from agent.keys import Keys
from agent.llm.endpoint import Endpoint
from agent.llm.models import Model, ask_models
from agent.settings import Settings
from backends.errors import BadRequest, NotPossible
from backends.outbound import Client, Failure, LoopbackOnly, Timeout, client

_PROBE_SECONDS = 0.7


@dataclass(frozen=True, slots=True)
class Provider:
    """`model` is what is asked until the person chooses another one."""

    kind: str
    title: str
    base_url: str
    variable: str
    model: str


PROVIDERS = (
    Provider("openai", "OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY", "gpt-5.2"),
    Provider("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", "openrouter/auto"),
    Provider(
        "gemini",
        "Google Gemini",
        "https://generativelanguage.googleapis.com/v1beta/openai",
        "GEMINI_API_KEY",
        "gemini-flash-latest",
    ),
)
# Where these servers listen unless they are told otherwise.
LOCAL_SERVERS = {
    "ollama": ("Ollama", 11434),
    "lmstudio": ("LM Studio", 1234),
    "llamacpp": ("llama.cpp", 8080),
    "vllm": ("vLLM", 8000),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A server that answers on this computer."""

    kind: str
    title: str
    base_url: str
    models: tuple[Model, ...]

    def endpoint(self, model: str = "") -> Endpoint:
        """Without a name, a model that can see if the server says that one does, else its first."""
        first = next((one.id for one in self.models if one.sees), self.models[0].id if self.models else "")
        return Endpoint(self.title, self.base_url, model or first)


def hosted(settings: Settings, keys: Keys) -> list[Endpoint]:
    """What keys and an address in the environment set up, in the order in which it is offered. May wait for the
    person to unlock the keyring.

    With an address of its own, the OpenAI key beside it is that server's and is never sent to OpenAI; the one in the
    keyring is OpenAI's and is never sent to that server.
    """
    found: list[Endpoint] = []
    for provider in PROVIDERS:
        if provider.kind == "openai" and settings.openai_base_url:
            url = checked_url(settings.openai_base_url)
            own = keys.in_environment(provider.variable)
            found.append(Endpoint(urlsplit(url).hostname or "your server", url, "", own))
        elif (key := keys.of(provider.variable)) is not None:
            found.append(Endpoint(provider.title, provider.base_url, provider.model, key))
    return found


def checked_url(text: str) -> str:
    """An address as endpoints have it. Raises BadRequest for what is none, or hides a password."""
    text = text.strip().rstrip("/").removesuffix("/chat/completions").removesuffix("/responses")
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable, parts = False, urlsplit("")
    if not usable or parts.username or parts.query or parts.fragment:
        raise BadRequest(
            "OPENAI_BASE_URL is no address of a server",
            "Write it like http://localhost:8080/v1, without key or password.",
        )
    return text


async def on_this_computer() -> list[Found]:
    """The servers that listen on their usual ports: asked for their models, and for nothing else."""
    http = client(LoopbackOnly(), timeout=Timeout(_PROBE_SECONDS), most_bytes=4_000_000)
    try:
        asked = [_probe(http, kind, title, port) for kind, (title, port) in LOCAL_SERVERS.items()]
        return [found for found in await asyncio.gather(*asked) if found is not None]
    finally:
        await http.aclose()


async def _probe(http: Client, kind: str, title: str, port: int) -> Found | None:
    base_url = f"http://127.0.0.1:{port}/v1"
    try:
        async with asyncio.timeout(2 * _PROBE_SECONDS):
            models = await ask_models(http, base_url)
    except (Failure, OSError, ValueError, TimeoutError):
        return None
    return Found(kind, title, base_url, tuple(models))


async def chosen(settings: Settings, keys: Keys) -> Endpoint | None:
    """What STET_PLANNER names, None for `rules`. It is not yet allowed: the gate asks the person.

    `auto` takes the first that is set up; `ollama:qwen3-vl` or `openrouter:some/model` names server and model;
    any other text is a model of the first one that is set up.
    """
    wanted = settings.planner.strip() or "auto"
    if wanted == "rules":
        return None
    kind, _, model = wanted.partition(":")
    if kind in LOCAL_SERVERS:
        found = next((one for one in await on_this_computer() if one.kind == kind), None)
        if found is None:
            title, port = LOCAL_SERVERS[kind]
            raise NotPossible(f"{title} does not answer on port {port}", "Start it, or say /model rules.")
        return found.endpoint(model)
    ready = await asyncio.to_thread(hosted, settings, keys)
    provider = next((one for one in PROVIDERS if one.kind == kind and model), None)
    if provider is not None:
        key = keys.of(provider.variable)
        if key is None:
            advice = f"Set {provider.variable} or run stet keys set {kind}, or say /model rules."
            raise keys.trouble or NotPossible(f"There is no key for {provider.title}", advice)
        return Endpoint(provider.title, provider.base_url, model, key)
    if not ready:
        ready = [one.endpoint() for one in await on_this_computer()]
    if not ready and keys.trouble:
        raise keys.trouble
    if wanted == "auto":
        return ready[0] if ready else None
    if not ready:
        raise NotPossible(f"Nothing is set up that could be asked for {wanted}", "See stet doctor.")
    first = ready[0]
    return Endpoint(first.name, first.base_url, wanted, first.key)
