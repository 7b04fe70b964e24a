"""The openai package as transport and nothing else: it writes the request and hands out raw bytes.

Its own stream reader raises on a seventh of the recorded streams and ends silently on half of the broken ones, its
retries are unseen, its client follows redirects with the body, and it sends OPENAI_ORG_ID to whatever address it has.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from agent.llm.endpoint import Endpoint
from backends.outbound import Client, Gate, Request, Timeout, client

if TYPE_CHECKING:
    from openai import AsyncOpenAI

# The SDK adds what tells about this computer, which is nobody's business, and reads one header of its own back.
_SENT = {"host", "accept", "accept-encoding", "connection", "content-type", "content-length"}
_READ_BACK = "x-stainless-raw-response"
_CONNECT, _FIRST_TOKEN = 10.0, 120.0


def http(endpoint: Endpoint, gate: Gate) -> Client:
    """A client that gives the key to the endpoint's own address and to no other."""
    made = client(gate, timeout=Timeout(_FIRST_TOKEN, connect=_CONNECT), purpose="planner")

    async def header_hook(request: Request) -> None:
        for name in [name for name in request.headers if name.lower() not in (*_SENT, _READ_BACK)]:
            del request.headers[name]
        request.headers["User-Agent"] = "stet"
        if endpoint.key is not None and endpoint.holds(request.url.scheme, request.url.host, request.url.port):
            request.headers["Authorization"] = f"Bearer {endpoint.key.get_secret_value()}"

    made.event_hooks = {"request": [header_hook], "response": []}
    return made


def connect(endpoint: Endpoint, http_client: Client) -> AsyncOpenAI:
    """The package's client with both wires ready. Importing all that takes seconds: call it in a thread, and early."""
    from openai import AsyncOpenAI

    # Its debug lines hold what is sent.
    logging.getLogger("openai").setLevel(logging.WARNING)
    # No value may be left to the environment, and the key is given by the hook alone.
    made = AsyncOpenAI(
        api_key="-",
        organization="",
        project="",
        base_url=endpoint.base_url,
        max_retries=0,
        # The SDK runs on httpx2 and takes a client of httpx as well; its types know only the first.
        http_client=http_client,  # pyright: ignore[reportArgumentType]
    )
    # Both are imported when they are first looked at.
    assert made.chat.completions.with_streaming_response and made.responses.with_streaming_response
    return made
