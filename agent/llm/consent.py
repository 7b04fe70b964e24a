"""Asks a person about one language model, once in a session, and gives the gate the permission that follows from a yes.

What was agreed to is the permission in `agent.policy.Gate` and nothing else; what it cost is in the ledger.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from agent.events import ApprovalNeeded
from agent.harmless import one_line
from agent.llm.endpoint import Endpoint
from agent.policy import PLANNER, Gate, Judgement, Permission, Standing, Verdict

CAP_USD = 0.50
YES, WORDS_ONLY, NO = "yes", "words only", "no"


class Asks(Protocol):
    async def __call__(self, asked: ApprovalNeeded, /) -> str: ...


class Consent:
    """A no holds until /model chooses again."""

    def __init__(self, endpoint: Endpoint, gate: Gate) -> None:
        self._endpoint = endpoint
        self._gate = gate
        self._permission: Permission | None = None
        self._refused = False
        self._blinded = False

    @property
    def words(self) -> bool:
        return self._permission is not None

    @property
    def pictures(self) -> bool:
        return self._permission is not None and self._permission.pictures

    async def get(self, id: str, standing: Standing, asks: Asks, spent: float = 0.0) -> Judgement:
        """Whether the words of a turn may go out, by the rules of `standing` and by what the person says or said.
        What the rules forbid now is taken from the gate, and asked about anew once they do not."""
        endpoint = self._endpoint
        self._gate.local_only = bool(standing.local_only)
        judged = self.judged(standing)
        if judged.verdict is Verdict.DENY:
            self.take_back()
            return judged
        if self._blinded and standing.shows:
            # A yes that was taken back has to be given again.
            self.take_back()
        if self._permission is None and not self._refused:
            allowed = judged.verdict is Verdict.ALLOW
            choice = YES if allowed else await asks(self._question(id, sees=standing.shows))
            self._refused = choice not in (YES, WORDS_ONLY)
            if not self._refused:
                most = 0.0 if endpoint.local else spent + CAP_USD
                made = Permission(endpoint.origin, PLANNER, pictures=choice == YES, most_usd=most)
                self._permission = self._gate.permit(made)
        if self._permission is not None and not standing.shows:
            self._narrow(self._permission)
        return Judgement(Verdict.ALLOW if self._permission else Verdict.DENY, judged.why)

    def judged(self, standing: Standing) -> Judgement:
        """What the rules alone say of this server as a reader."""
        endpoint = self._endpoint
        names = (endpoint.name, endpoint.host, endpoint.model)
        return standing.judge_reader(names, 0.0 if endpoint.local else CAP_USD, leaves=not endpoint.local)

    def affords(self, usd: float) -> bool:
        """`usd` is what was spent there in this session and what would be added."""
        return self._endpoint.local or (self._permission is not None and usd <= self._permission.most_usd + 1e-9)

    async def ask_for_more(self, id: str, spent: float, asks: Asks) -> bool:
        """The cap is reached: the same amount once more, or no further."""
        if self._permission is None:
            return False
        asked = ApprovalNeeded(
            id=id,
            question=f"{self._who()} has cost about ${spent:.2f} in this session. May it cost ${CAP_USD:.2f} more?",
            choices=(YES, NO),
            cost_usd=CAP_USD,
            leaves_machine=self._endpoint.receiver,
            worst_usd=CAP_USD,
        )
        if await asks(asked) != YES:
            return False
        self._permission.most_usd = max(self._permission.most_usd, spent) + CAP_USD
        return True

    def take_back(self) -> None:
        if self._permission is not None:
            self._gate.revoke(self._permission)
        self._permission = None
        self._blinded = False

    def _narrow(self, permission: Permission) -> None:
        self._blinded = True
        if permission.pictures:
            self._gate.revoke(permission)
            self._permission = self._gate.permit(replace(permission, pictures=False))

    def _who(self) -> str:
        name, model = one_line(self._endpoint.name)[:80], one_line(self._endpoint.model)[:80]
        host = self._endpoint.receiver
        more = [host if host != name else "", f"model {model}" if model else ""]
        told = ", ".join(part for part in more if part)
        return f"{name} ({told})" if told else name

    def _question(self, id: str, *, sees: bool) -> ApprovalNeeded:
        if self._endpoint.local:
            copies = " and small copies of the pictures" if sees else ", and no pictures"
            return ApprovalNeeded(
                id=id,
                question=f"A language model on this computer could read your requests in this session: {self._who()}. "
                f"It would get your words{copies}. Use it?",
                choices=(YES, NO),
            )
        words = "your words and how bright and colourful the pictures are"
        both = "your words and small copies of the pictures (512 pixels, no metadata)"
        sent = (
            f"“{YES}” sends it {both}, “{WORDS_ONLY}” {words}." if sees else f"It would get {words}, and no pictures."
        )
        return ApprovalNeeded(
            id=id,
            question=f"{self._who()} could read your requests in this session. {sent} "
            f"It may cost at most ${CAP_USD:.2f}. Use it?",
            choices=(YES, WORDS_ONLY, NO) if sees else (YES, NO),
            cost_usd=CAP_USD,
            leaves_machine=self._endpoint.receiver,
            worst_usd=CAP_USD,
        )
