"""What a language model on another machine costs, in the same ledger as pictures: reserved before, settled after.

Few servers say what an answer cost. Where one does not, it is counted at a price that few models exceed, so that a cap
holds; that is an upper estimate and not a bill.
"""

from __future__ import annotations

from agent.caps import Caps
from agent.ledger import Ledger, State
from agent.llm.endpoint import Endpoint
from agent.llm.reply import Tokens
from agent.llm.request import Assistant, Image, Request, System, ToolResult, User

# US dollars for a million tokens, as of 2026-11 above the list prices of the large models that are not "pro".
_SENT, _MADE = 5.0, 25.0
_PICTURE_TOKENS = 800


class Accounts:
    def __init__(self, ledger: Ledger, session: str) -> None:
        self._ledger = ledger
        self._session = session
        self.caps = Caps()
        """The limits of the person that hold now; reserving raises OverCap where one would be passed."""

    def at_most(self, request: Request) -> float:
        return (_sent(request) * _SENT + request.max_tokens * _MADE) / 1e6

    def spent(self, endpoint: Endpoint) -> float:
        """What it has cost in this session so far, and what it may have cost where nobody can tell."""
        charges = [one for one in self._ledger.charges(self._session) if one.backend == endpoint.host]
        return sum(one.usd for one in charges if one.open or one.state is State.SETTLED)

    def begin(self, endpoint: Endpoint, request: Request) -> str:
        """Returns the charge, "" for a server on this computer, which costs nothing."""
        if endpoint.local:
            return ""
        charge = self._ledger.quote(self._session, endpoint.host, endpoint.model, self.at_most(request))
        self._ledger.reserve(charge, self.caps)
        return charge

    def settle(self, charge: str, endpoint: Endpoint, tokens: Tokens) -> float:
        if not charge:
            return 0.0
        usd = tokens.cost_usd
        if usd is None:
            usd = (tokens.sent * _SENT + tokens.made * _MADE) / 1e6
        self._ledger.settle(charge, usd)
        return usd

    def failed(self, charge: str, *, maybe: bool, why: str) -> None:
        if charge and maybe:
            self._ledger.unknown(charge, why[:300])
        elif charge:
            self._ledger.release(charge, why[:300])


def _sent(request: Request) -> float:
    letters = sum(len(tool.description) + len(str(tool.parameters)) for tool in request.tools)
    images = 0
    for message in request.messages:
        match message:
            case System(text):
                letters += len(text)
            case User(parts) | ToolResult(pictures=parts):
                letters += sum(len(part) for part in parts if isinstance(part, str))
                letters += len(message.text) if isinstance(message, ToolResult) else 0
                images += sum(isinstance(part, Image) for part in parts)
            case Assistant(text, calls):
                letters += len(text) + sum(len(call.arguments) for call in calls)
    # Two letters a token holds for any script; English has nearly four.
    return letters / 2 + images * _PICTURE_TOKENS
