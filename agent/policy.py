"""The gate for money and privacy: rules that deny, ask or allow, and the permissions that connections stand on.

Rules are read in this order whatever order they are written in: deny, then ask, then allow; what no rule is about is
asked. `Gate` is what `backends.outbound` asks before it opens a connection, so no words of a model can pass it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from agent.route import Route
from backends.types import Json

if TYPE_CHECKING:
    from backends.outbound import Destination  # which loads a client for HTTP; deciding needs none

EDIT, PLANNER = "edit", "planner"


class Verdict(StrEnum):
    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


@dataclass(frozen=True, slots=True)
class Rule:
    """`folder` is a pattern of where the photo lies ("clients/acme", "~/private", "" anywhere); `to` is who would get
    it (a way, a company, a model or an address, "" anybody). `below_usd` is the worst case up to which it allows."""

    do: Literal["deny", "ask", "allow", "local-only"]
    folder: str = ""
    to: str = ""
    below_usd: float | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """`why` is the rule in words, for a person who is refused."""

    verdict: Verdict
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The rules that hold for one session: those of the folders that its photo came from, and what was said in it."""

    rules: tuple[Rule, ...] = ()
    said: Json | None = None

    @property
    def local_only(self) -> str:
        """Why nothing may leave this computer, "" where something may."""
        if (self.said or {}).get("upload") is False:
            return "you said that nothing may leave this computer"
        return next((_words(rule) for rule in self.rules if rule.do == "local-only"), "")

    def judge(self, names: Iterable[str], usd: float, *, leaves: bool) -> Judgement:
        """What holds for work that would go to who is called by these `names`, at this worst case. Free work that
        stays on this computer needs no question."""
        if leaves and self.local_only:
            return Judgement(Verdict.DENY, self.local_only)
        if usd > 0 and (self.said or {}).get("paid") is False:
            return Judgement(Verdict.DENY, "you said that no paid model may be used")
        about = [rule for rule in self.rules if _concerns(rule.to, names)]
        if rule := next((rule for rule in about if rule.do == "deny"), None):
            return Judgement(Verdict.DENY, _words(rule))
        if not leaves and not usd:
            return Judgement(Verdict.ALLOW)
        if any(rule.do == "ask" for rule in about):
            return Judgement(Verdict.ASK)
        for rule in about:
            if rule.do == "allow" and (not usd or (rule.below_usd is not None and usd <= rule.below_usd)):
                return Judgement(Verdict.ALLOW, _words(rule))
        below = (self.said or {}).get("ask_above_usd")
        # "Stop asking below 5 cents" is about money; to whom a picture goes was asked before it was said.
        if isinstance(below, int | float) and 0 < usd <= below:
            return Judgement(Verdict.ALLOW, "you said not to ask below that")
        return Judgement(Verdict.ASK)

    @property
    def shows(self) -> bool:
        """May a language model see the pictures, where the person let it?"""
        return (self.said or {}).get("pictures") is not False

    def judge_reader(self, names: Iterable[str], usd: float, *, leaves: bool) -> Judgement:
        """What holds for a language model that would read the words of the session. Only an allow rule that names it
        is a yes to it: one for anybody was written with pictures in mind, and no price was agreed to yet."""
        rules = tuple(rule for rule in self.rules if rule.to or rule.do != "allow")
        judged = Standing(rules, {**(self.said or {}), "ask_above_usd": None}).judge(names, usd, leaves=leaves)
        # Without a rule behind it, an ALLOW says no more than that it is free and stays here.
        return judged if judged.why else Judgement(Verdict.ASK)


def judge(route: Route, standing: Standing | None = None) -> Judgement:
    """Whether a route may be taken, and if not, why."""
    if not route.needs_approval:
        return Judgement(Verdict.ALLOW)
    return (standing or Standing()).judge(names_of(route), worst(route), leaves=route.leaves is not None)


def worst(route: Route) -> float:
    return route.quote.high if route.quote else 0.0


def names_of(route: Route) -> tuple[str, ...]:
    """What people call the one who would do it."""
    from backends.ways import WAYS

    card, access = route.card, route.access
    if card is None or access is None:
        return ()
    return (access.via, WAYS[access.via].receiver, WAYS[access.via].title, card.id, card.family, card.maker, card.title)


def rules_for(rules: Sequence[Rule], folders: Sequence[str]) -> tuple[Rule, ...]:
    """The rules about photos from these folders. Where nobody knows where a photo is from, every rule that forbids
    holds, and none that allows."""
    if folders:
        return tuple(
            rule for rule in rules if not rule.folder or any(_lies_in(folder, rule.folder) for folder in folders)
        )
    return tuple(rule for rule in rules if not rule.folder or rule.do in ("deny", "local-only", "ask"))


def _lies_in(folder: str, pattern: str) -> bool:
    """ "clients/acme" is anywhere on the way to the photo; one that begins with / or ~ is the whole way."""
    import os

    wanted = [part.casefold() for part in PurePath(os.path.expanduser(pattern)).parts]
    parts = [part.casefold() for part in PurePath(folder).parts]
    starts = (0,) if PurePath(os.path.expanduser(pattern)).is_absolute() else range(len(parts) - len(wanted) + 1)
    return any(
        len(parts) >= at + len(wanted)
        and all(fnmatchcase(part, like) for part, like in zip(parts[at:], wanted, strict=False))
        for at in starts
    )


def _concerns(to: str, names: Iterable[str]) -> bool:
    plain = re.sub(r"[\W_]+", "", to.casefold())
    return not plain or any(plain == re.sub(r"[\W_]+", "", name.casefold()) for name in names)


def _words(rule: Rule) -> str:
    whose = f"photos from {rule.folder}" if rule.folder else "all photos"
    what = {
        "local-only": "stay on this computer",
        "deny": f"do not go to {rule.to or 'anybody'}",
        "ask": "are asked about",
        "allow": f"may go to {rule.to or 'anybody'}",
    }[rule.do]
    return f"your settings say that {whose} {what}"


@dataclass(slots=True)
class Permission:
    """To connect to exactly this `origin` ("https://api.example.com:443") for exactly this purpose. `pictures` is apart
    from text, `most_bytes` is what one request may carry there (0: any number), and `most_usd` what all of them may
    cost, which is checked where money is set aside. `used` counts the connections."""

    origin: str
    purpose: str
    pictures: bool = False
    most_bytes: int = 0
    most_usd: float = 0.0
    used: int = 0

    def covers(self, destination: Destination) -> bool:
        return (
            (destination.origin, destination.purpose) == (self.origin, self.purpose)
            and (self.pictures or not destination.pictures)
            and (not self.most_bytes or destination.body_bytes <= self.most_bytes)
        )


class Gate:
    """Satisfies `backends.outbound.Gate`. Nothing is allowed at first, not even a server on this computer; under
    `local_only` (by the rules) or `closed` (by the person's word, for this conversation) no permission reaches beyond
    this computer, whoever gave it."""

    def __init__(self) -> None:
        self.local_only = False
        self.closed = False
        self._permissions: list[Permission] = []

    def allows(self, destination: Destination) -> bool:
        if (self.local_only or self.closed) and not destination.loopback:
            return False
        for permission in self._permissions:
            if permission.covers(destination):
                permission.used += 1
                return True
        return False

    def permit(self, permission: Permission) -> Permission:
        """Until the conversation ends or it is taken back."""
        self._permissions.append(permission)
        return permission

    def revoke(self, permission: Permission) -> None:
        # By identity: an equal one may stand on another yes.
        self._permissions = [one for one in self._permissions if one is not permission]

    @contextlib.contextmanager
    def permitted(self, permissions: Sequence[Permission]) -> Generator[None]:
        """While one job runs that the person said yes to."""
        self._permissions += permissions
        try:
            yield
        finally:
            for permission in permissions:
                self.revoke(permission)
