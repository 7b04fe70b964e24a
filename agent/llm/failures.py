"""Why a language model could not answer, each as one sentence: what happened, whether it may have cost, what next.

EndpointFailed (a BackendFailed, exit 4)
└── by `kind`, a Trouble: what the planner decides by; `partial` holds what had come, never with a call that may run
"""

from __future__ import annotations

from enum import StrEnum

from agent.llm.reply import Reply
from backends.errors import BackendFailed


class Trouble(StrEnum):
    NOT_ALLOWED = "not_allowed"  # the gate refused the connection: no consent
    UNREACHABLE = "unreachable"  # nothing listens, no name, no network, TLS
    KEY_REJECTED = "key_rejected"  # 401, 403
    NO_CREDIT = "no_credit"  # 402, insufficient_quota
    RATE_LIMITED = "rate_limited"  # 429; `retry_after` where the server said when
    OVERLOADED = "overloaded"  # 5xx and 408 after the retries
    NO_SUCH_MODEL = "no_such_model"
    TOO_LONG = "too_long"  # the context does not hold the conversation
    REFUSED = "refused"  # any other 4xx
    PROVIDER = "provider"  # an error inside the stream
    INCOMPLETE = "incomplete"  # the stream ended before the answer did
    PROTOCOL = "protocol"  # not what a compatible server sends
    TOO_MUCH = "too_much"  # more bytes than any answer has
    TOO_SLOW = "too_slow"  # the wall clock or the wait for the next word ran out
    REDIRECTED = "redirected"


class EndpointFailed(BackendFailed):
    """`maybe_charged` where the server had begun to answer: nobody can know here whether it counts that."""

    def __init__(
        self,
        kind: Trouble,
        what: str,
        advice: str = "",
        *,
        maybe_charged: bool = False,
        partial: Reply | None = None,
        code: str = "",
        request_id: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(what, advice)
        self.kind = kind
        self.maybe_charged = maybe_charged
        self.partial = partial
        self.code = code
        self.request_id = request_id
        self.retry_after = retry_after

    def __str__(self) -> str:
        sentence = super().__str__()
        if self.maybe_charged:
            sentence = sentence.replace("; nothing was charged.", "; what had come may have been charged.", 1)
        return sentence
