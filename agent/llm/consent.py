"""What a person has said yes to about one language model: words, pictures, and how much it may cost in this session.

This is the one place that asks. `Consent` is the gate of the endpoint's connections, so that nothing is sent before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from agent.events import ApprovalNeeded
from agent.harmless import one_line
from agent.llm.endpoint import Endpoint
from backends.outbound import Destination

CAP_USD = 0.50
YES, WORDS_ONLY, NO = "yes", "words only", "no"


class Asks(Protocol):
    async def __call__(self, asked: ApprovalNeeded, /) -> str: ...


@dataclass(slots=True)
class Consent:
    """`words` is None until the person was asked. Money counts only for servers on other machines. `closed` holds
    whatever was said before: a rule or a wish forbids that anything leaves."""

    endpoint: Endpoint
    words: bool | None = None
    pictures: bool = False
    cap_usd: float = CAP_USD
    spent_usd: float = 0.0
    closed: bool = False

    def allows(self, destination: Destination) -> bool:
        if self.closed and not destination.loopback:
            return False
        return self.words is True and self.endpoint.holds(destination.scheme, destination.host, destination.port)

    def affords(self, usd: float) -> bool:
        return self.spent_usd + usd <= self.cap_usd

    async def ask(self, id: str, asks: Asks) -> bool:
        """Ask once in a session; a no holds until /model chooses again."""
        if self.words is None:
            choice = await asks(self._question(id))
            self.words = choice in (YES, WORDS_ONLY)
            self.pictures = choice == YES
        return self.words

    async def ask_for_more(self, id: str, asks: Asks) -> bool:
        """The cap is reached: the same amount once more, or no further."""
        asked = ApprovalNeeded(
            id=id,
            question=f"{self._who()} has cost about ${self.spent_usd:.2f} in this session. "
            f"May it cost ${CAP_USD:.2f} more?",
            choices=(YES, NO),
            cost_usd=CAP_USD,
            leaves_machine=self.endpoint.host,
        )
        if await asks(asked) != YES:
            return False
        self.cap_usd += CAP_USD
        return True

    def _who(self) -> str:
        name, model = one_line(self.endpoint.name)[:80], one_line(self.endpoint.model)[:80]
        more = [self.endpoint.host if self.endpoint.host != name else "", f"model {model}" if model else ""]
        told = ", ".join(part for part in more if part)
        return f"{name} ({told})" if told else name

    def _question(self, id: str) -> ApprovalNeeded:
        if self.endpoint.local:
            return ApprovalNeeded(
                id=id,
                question=f"A language model on this computer could read your requests in this session: {self._who()}. "
                "It would get your words and small copies of the pictures. Use it?",
                choices=(YES, NO),
            )
        return ApprovalNeeded(
            id=id,
            question=f"{self._who()} could read your requests in this session. “{YES}” sends it your words and small "
            f"copies of the pictures (512 pixels, no metadata), “{WORDS_ONLY}” your words and how bright and colourful "
            f"the pictures are. It may cost at most ${self.cap_usd:.2f}. Use it?",
            choices=(YES, WORDS_ONLY, NO),
            cost_usd=self.cap_usd,
            leaves_machine=self.endpoint.host,
        )
