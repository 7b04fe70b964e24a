"""`stet doctor`: what is set up, what of it works, and the one next thing to do."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from agent.harmless import one_line, tell
from agent.keys import ENVIRONMENT, KEYRING, VARIABLES, Keys
from agent.llm.endpoint import Endpoint
from agent.llm.endpoints import LOCAL_SERVERS, PROVIDERS, Found, hosted, on_this_computer
from agent.llm.failures import EndpointFailed
from agent.session.places import home
from agent.settings import Settings, load


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at: `works` is None where nobody has been asked."""

    what: str
    where: str
    works: bool | None
    words: str


def run(arguments: Sequence[str]) -> int:
    """Print what was found; 0 whatever it is, since Stet works without any of it."""
    parser = argparse.ArgumentParser(
        prog="stet doctor",
        description="Say what is set up for understanding requests, what works, and what to do next.",
        epilog="Without --try nothing is sent to any other computer.",
    )
    parser.add_argument("--try", dest="online", action="store_true", help="ask hosted servers for their models (free)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    given = parser.parse_args(arguments)
    settings, keys = load(home()), Keys(home())
    lines, local = asyncio.run(_look(settings, keys, online=given.online))
    following = next_step(settings, lines, local)
    if given.json:
        for line in lines:
            print(json.dumps({"event": "checked"} | asdict(line)), flush=True)
        print(json.dumps({"event": "next", "words": following}), flush=True)
        return 0
    tell("Who reads your requests")
    for line in lines:
        mark = {True: "works", False: "does not work", None: "not tried"}[line.works]
        tell(f"  {line.what:<14} {mark:<14} {line.words}" + (f"  ({line.where})" if line.where else ""))
    tell(f"Next: {following}")
    return 0


async def _look(settings: Settings, keys: Keys, *, online: bool) -> tuple[list[Line], list[Found]]:
    local = await on_this_computer()
    lines = [Line("built-in rules", "", True, "always there, nothing leaves this computer")]
    for server in local:
        names = ", ".join(one_line(model.id) for model in server.models[:4])
        more = f" and {len(server.models) - 4} more" if len(server.models) > 4 else ""
        words = f"{names}{more}" if names else "it runs, but has no model yet"
        lines.append(Line(server.title, server.base_url, bool(server.models), words))
    for endpoint in await asyncio.to_thread(hosted, settings, keys):
        lines.append(await _tried(endpoint) if online or endpoint.local else _not_tried(endpoint, keys))
    if keys.trouble:
        lines.append(Line("the keyring", "", False, f"{keys.trouble.what}. {keys.trouble.advice}"))
    return lines, local


def _not_tried(endpoint: Endpoint, keys: Keys) -> Line:
    variable = next((one.variable for one in PROVIDERS if one.base_url == endpoint.base_url), VARIABLES["openai"])
    source = {ENVIRONMENT: f"its key is in {variable}", KEYRING: "its key is in the keyring"}
    key = source[keys.source(variable)] if endpoint.key else "no key is set"
    words = f"{key}; stet doctor --try asks it" + _open_wire(endpoint)
    return Line(endpoint.name, endpoint.base_url, None, words)


async def _tried(endpoint: Endpoint) -> Line:
    from agent.llm.client import Client
    from agent.policy import PLANNER, Gate, Permission

    gate = Gate()
    # The person asked for it with --try.
    gate.permit(Permission(endpoint.origin, PLANNER))
    client = Client(endpoint, gate)
    try:
        models = await client.models()
    except EndpointFailed as failure:
        return Line(endpoint.name, endpoint.base_url, False, f"{failure.what}. {failure.advice}")
    finally:
        await client.close()
    known = any(model.id == endpoint.model for model in models) or not endpoint.model or not models
    words = f"{len(models)} models" + ("" if known else f", but not {endpoint.model}: choose one with /model")
    return Line(endpoint.name, endpoint.base_url, True, words + _open_wire(endpoint))


def _open_wire(endpoint: Endpoint) -> str:
    risky = endpoint.base_url.startswith("http://") and not endpoint.local and endpoint.key is not None
    return "; the key would cross the network readable: use https" if risky else ""


def next_step(settings: Settings, lines: Sequence[Line], local: Sequence[Found]) -> str:
    """One sentence: what would help most now."""
    ready = [line for line in lines[1:] if line.works is not False]
    if settings.planner == "rules":
        return "STET_PLANNER is rules, so no language model is asked; unset it, or say /model, to have one."
    if ready:
        first = ready[0].what
        return f"open a photo and say /model to let {first} read your requests; Stet asks before anything is sent."
    if idle := next((server for server in local if not server.models), None):
        return f"give {idle.title} a model that can see and use tools, for example qwen3-vl."
    if broken := [line for line in lines[1:] if line.works is False]:
        return f"mend {broken[0].what}, or go on with the built-in rules."
    variables = ", ".join(provider.variable for provider in PROVIDERS)
    servers = ", ".join(title for title, _ in LOCAL_SERVERS.values())
    return (
        f"nothing is missing for tone, colour and frame. For freer words start {servers}, "
        f"run stet keys set openrouter, or set one of {variables}."
    )
