"""The only way out: HTTP clients whose connections a gate has allowed, that follow nothing and take in only so much.

A client never follows a redirect (the body, a photo, would be sent again to whoever is named), never asks a proxy for a
loopback address, and counts what comes in, once inflated: a line of 200 MB or a gzip bomb ends as TooMuch.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from typing import Protocol

import httpx

MOST_BYTES = 64_000_000

Client = httpx.AsyncClient
Response = httpx.Response
Request = httpx.Request
Timeout = httpx.Timeout
Failure = httpx.HTTPError
TimedOut = httpx.TimeoutException


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a request would go; `body_bytes` is how much it would carry there."""

    scheme: str
    host: str
    port: int
    loopback: bool
    body_bytes: int = 0

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"


class Gate(Protocol):
    """Decides for every request, before its connection is opened."""

    def allows(self, destination: Destination) -> bool: ...


class LoopbackOnly:
    """The gate where nobody has said yes to anything: this computer and no other."""

    def allows(self, destination: Destination) -> bool:
        return destination.loopback


class NotAllowed(httpx.RequestError):
    """The gate said no; nothing was sent."""


class TooMuch(httpx.RequestError):
    """More came in than any answer has."""


def is_loopback(host: str) -> bool:
    """By the name alone: asking a name server is already an outgoing request."""
    host = host.strip("[]").rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def client(gate: Gate, *, timeout: Timeout | float = 60.0, most_bytes: int = MOST_BYTES) -> Client:
    """A client for requests that `gate` allows."""
    for name in ("httpx", "httpcore"):
        # Their debug lines hold headers and addresses, and those can hold keys.
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx.AsyncClient(
        transport=_Gated(gate, most_bytes),
        timeout=timeout,
        follow_redirects=False,
        # Proxies and certificates from the environment are read in _Gated; mounted by httpx they would bypass it.
        trust_env=False,
        headers={"Accept-Encoding": "identity"},
    )


class _Gated(httpx.AsyncBaseTransport):
    def __init__(self, gate: Gate, most_bytes: int) -> None:
        self._gate = gate
        self._most = most_bytes
        self._transports: dict[str | None, httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: Request) -> Response:
        destination = _destination(request)
        if not self._gate.allows(destination):
            raise NotAllowed(f"{destination.origin} has not been allowed", request=request)
        response = await (await self._transport(_proxy(destination))).handle_async_request(request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        encoding = response.headers.get("content-encoding", "").strip().lower()
        response.stream = _Measured(response.stream, request, self._most, encoding)
        if encoding in _INFLATABLE:
            # Inflated here, where it is counted; httpx must not do it a second time.
            del response.headers["content-encoding"]
            response.headers.pop("content-length", None)
        return response

    async def _transport(self, proxy: str | None) -> httpx.AsyncHTTPTransport:
        """In a thread, since reading the certificates takes longer than a frame."""
        if proxy not in self._transports:
            certificates = await asyncio.to_thread(_certificates)
            self._transports.setdefault(proxy, httpx.AsyncHTTPTransport(verify=certificates, proxy=proxy))
        return self._transports[proxy]

    async def aclose(self) -> None:
        for transport in self._transports.values():
            await transport.aclose()


_INFLATABLE = {"gzip", "x-gzip", "deflate"}


class _Measured(httpx.AsyncByteStream):
    """The body, inflated if need be, until it is more than it may be."""

    def __init__(self, inner: httpx.AsyncByteStream, request: Request, most: int, encoding: str) -> None:
        self._inner = inner
        self._request = request
        self._most = most
        # 32 added to the window bits takes gzip and zlib; a bare deflate stream is not in use.
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding in _INFLATABLE else None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        taken = 0
        async for piece in self._inner:
            for part in self._plain(piece):
                taken += len(part)
                if taken > self._most:
                    raise TooMuch(f"more than {self._most} bytes came", request=self._request)
                yield part

    def _plain(self, piece: bytes):
        if self._inflate is None:
            yield piece
            return
        try:
            while piece:
                yield self._inflate.decompress(piece, 1 << 16)
                piece = self._inflate.unconsumed_tail
        except zlib.error as error:
            raise httpx.DecodingError(str(error), request=self._request) from error

    async def aclose(self) -> None:
        await self._inner.aclose()


@cache
def _certificates() -> SSLContext:
    """Those of the system or of SSL_CERT_FILE, read once; there is no way to go without them."""
    return httpx.create_ssl_context()


def _destination(request: Request) -> Destination:
    url = request.url
    length = request.headers.get("content-length", "0")
    return Destination(
        url.scheme,
        url.host,
        url.port or (443 if url.scheme == "https" else 80),
        is_loopback(url.host),
        int(length) if length.isdigit() else 0,
    )


def _proxy(destination: Destination) -> str | None:
    """The environment's proxy for this destination; never for this computer."""
    if destination.loopback:
        return None
    from urllib.request import getproxies, proxy_bypass

    if proxy_bypass(destination.host):
        return None
    proxies = getproxies()
    return proxies.get(destination.scheme) or proxies.get("all")
