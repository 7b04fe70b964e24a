"""From what the transport and the servers report to one sentence of ours, with the key taken out of theirs."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlsplit

from agent.llm.complaints import no_credit, no_tools, reads_as, too_long
from agent.llm.endpoint import Endpoint
from agent.llm.failures import EndpointFailed, Trouble
from agent.llm.provider_errors import provider_error, shortened
from agent.llm.reply import ProviderError, Reply
from agent.llm.retrying import LONGEST_WAIT, retry_after
from agent.llm.untyped import an_object, objects
from backends.outbound import NotAllowed, TimedOut, TooMuch


class Mapping:
    """The failures of one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._name = endpoint.name

    def clean(self, text: object, longest: int = 300) -> str:
        """Text of the server's for a person: one line, cut, without the key (OpenAI's 401 quotes it)."""
        words = str(text)[:20_000]
        if self._endpoint.key is not None:
            key = self._endpoint.key.get_secret_value()
            # Placeholders such as "x" or "none" are no secrets, and letters of every sentence.
            for part in (key, key[:12] if len(key) > 20 else key) if len(key) >= 8 else ():
                words = re.sub(re.escape(part), "•••", words, flags=re.I)
        words = re.sub(r"\b(sk-|AIza|r8_|gsk_|xai-)[\w*.-]{6,}", "•••", words)
        return shortened(words, longest)

    def status(self, code: int, headers: Any, body: object) -> EndpointFailed:
        """An answer with an error status."""
        said = self._said(body)
        request_id = self.clean(headers.get("x-request-id") or headers.get("request-id") or "", 80)
        quoted = f" (“{said.message}”)" if said.message else ""
        make = _Maker(self._name, said.code, request_id)
        kind = reads_as(code, f"{said.message} {said.code}")
        match kind:
            case Trouble.REDIRECTED:
                where = self.clean(_host(headers.get("location") or "") or "another place", 80)
                what = f"{self._name} wants to send Stet on to {where}, and Stet does not follow"
                return make(kind, what, "If that is right, set its address as the endpoint yourself.")
            case Trouble.NO_CREDIT:
                return make(kind, f"{self._name} says that there is no credit left{quoted}", _OTHER_PLANNER)
            case Trouble.KEY_REJECTED:
                advice = "Check the key, or say /model rules." if self._endpoint.key else "It wants a key: set one up."
                return make(kind, f"{self._name} rejected the key{quoted}", advice)
            case Trouble.RATE_LIMITED:
                wait = retry_after(headers)
                advice = f"Try again {_at(wait)}, or say /model rules."
                return make(kind, f"{self._name} asks to wait{quoted}", advice, retry_after=wait)
            case Trouble.TOO_LONG:
                what = f"the conversation is too long for this model{quoted}"
                return make(kind, what, "Shorten it with /compact.")
            case Trouble.NO_SUCH_MODEL:
                what = f"{self._name} has no model “{self.clean(self._endpoint.model, 80)}” at this address{quoted}"
                return make(kind, what, "See its models with /model.")
            case Trouble.OVERLOADED:
                where = f", request {request_id}" if request_id else ""
                # A gateway that gave up waiting says nothing about what the model behind it had done.
                maybe = code in (408, 504)
                return make(kind, f"{self._name} failed (status {code}{where}){quoted}", _AGAIN, maybe_charged=maybe)
            case _ if no_tools(said.message):
                advice = "Choose another model with /model; a llama.cpp server needs --jinja."
                return make(kind, f"this model or server takes no tools{quoted}", advice)
            case _:
                what = f"{self._name} refused the request (status {code}){quoted}"
                return make(kind, what, "Try another model with /model.")

    def broken(self, error: BaseException, *, sent: bool, partial: Reply | None) -> EndpointFailed:
        """An exception of the transport: `sent` says that the server may have begun to work."""
        make = _Maker(self._name)
        chain = list(_chain(error))
        if any(isinstance(one, NotAllowed) for one in chain):
            return make(
                Trouble.NOT_ALLOWED, f"nobody has allowed Stet to ask {self._name}", "Allow it, or say /model rules."
            )
        if any(isinstance(one, TooMuch) for one in chain):
            return make(
                Trouble.TOO_MUCH,
                f"{self._name} sent more than any answer holds",
                _AGAIN,
                maybe_charged=True,
                partial=partial,
            )
        if partial is not None:
            return self.incomplete(partial)
        text = " ".join(f"{type(one).__name__} {one}" for one in chain)
        if any(isinstance(one, TimedOut) for one in chain) and "Connect" not in text:
            return self.too_slow("did not begin to answer in time", partial=None)
        if "CERTIFICATE" in text.upper() or "SSL" in text:
            return make(
                Trouble.UNREACHABLE,
                f"the secure connection to {self._name} failed",
                "Check its address and certificate; Stet never goes on without one.",
            )
        if sent and not re.search(r"Connect(Error|Timeout)", text):
            return make(Trouble.INCOMPLETE, f"{self._name} broke off before it answered", _AGAIN, maybe_charged=True)
        start = " Is the server running?" if self._endpoint.local else ""
        return make(
            Trouble.UNREACHABLE,
            f"{self._name} cannot be reached at {self._endpoint.base_url}",
            f"Check the address and the network, or say /model rules.{start}",
        )

    def incomplete(self, partial: Reply) -> EndpointFailed:
        return _Maker(self._name)(
            Trouble.INCOMPLETE,
            f"the answer of {self._name} broke off, and nothing of it was carried out",
            _AGAIN,
            maybe_charged=True,
            partial=partial,
        )

    def too_slow(self, what: str, *, partial: Reply | None) -> EndpointFailed:
        return _Maker(self._name)(
            Trouble.TOO_SLOW,
            f"{self._name} {what}" + (", and nothing of it was carried out" if partial is not None else ""),
            "Try again, or say /model rules.",
            maybe_charged=True,
            partial=partial,
        )

    def protocol(self, what: str, *, partial: Reply | None, begun: bool = True) -> EndpointFailed:
        return _Maker(self._name)(
            Trouble.PROTOCOL,
            f"{self._name} does not answer like a compatible server: {self.clean(what, 120)}",
            "Check that its address ends in /v1, or whatever its manual says.",
            maybe_charged=begun,
            partial=partial,
        )

    def too_large(self, most: int) -> EndpointFailed:
        """Before anything was sent."""
        return _Maker(self._name)(
            Trouble.TOO_LONG,
            f"the conversation and its pictures are more than {most // 1_000_000} MB and were not sent",
            "Shorten it with /compact.",
        )

    def too_much(self, partial: Reply | None) -> EndpointFailed:
        return _Maker(self._name)(
            Trouble.TOO_MUCH,
            f"{self._name} sent more than any answer holds, and was cut off",
            _AGAIN,
            maybe_charged=True,
            partial=partial,
        )

    def in_stream(self, error: ProviderError, partial: Reply) -> EndpointFailed:
        """An error inside an answer that began well."""
        words = f"{error.message} {error.code}"
        kind = Trouble.NO_CREDIT if no_credit(words) else Trouble.TOO_LONG if too_long(words) else Trouble.PROVIDER
        said, code = self.clean(error.message), self.clean(error.code, 60)
        partial = replace(partial, error=ProviderError(said, code))
        return _Maker(self._name, code)(
            kind, f"{self._name} stopped with an error (“{said}”)", _AGAIN, maybe_charged=True, partial=partial
        )

    def _said(self, body: object) -> ProviderError:
        if isinstance(body, bytes):
            body = body.decode(errors="replace")
        if isinstance(body, str):
            try:
                body = json.loads(body)
            except (ValueError, RecursionError):
                return ProviderError("" if "<" in str(body)[:200] else self.clean(body))
        if isinstance(body, list):
            body = next(iter(objects(cast(object, body))), None)  # Gemini wraps its errors in a list
        found = an_object(body)
        if not found:
            return ProviderError(self.clean(body) if body else "")
        said = provider_error(found.get("error") or found)
        return ProviderError(self.clean(said.message), self.clean(said.code))


_AGAIN = "Try again, or say /model rules."
_OTHER_PLANNER = "Add some, choose another model with /model, or say /model rules."


class _Maker:
    def __init__(self, name: str, code: str = "", request_id: str = "") -> None:
        self._name, self._code, self._request_id = name, code, request_id

    def __call__(self, kind: Trouble, what: str, advice: str, **more: Any) -> EndpointFailed:
        return EndpointFailed(kind, what, advice, code=self._code, request_id=self._request_id, **more)


def _at(wait: float | None) -> str:
    if wait is None or wait <= LONGEST_WAIT:
        return "later"
    return f"at {time.strftime('%H:%M', time.localtime(time.time() + wait))}"


def _host(location: str) -> str:
    try:
        return urlsplit(location).hostname or location
    except ValueError:
        return location


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
