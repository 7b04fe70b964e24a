"""Commit a rendition as a new variant: its picture, its sidecar, its row, and what it cost, in that order."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from agent.session import changes, sidecar
from agent.session.database import Record, transaction
from agent.session.objects import Objects
from agent.session.recovery import ends, publishing
from agent.session.rows import checks_text
from agent.session.schema import searchable
from backends.types import Json, Rendition


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a variant comes from. `charge` is the ledger's entry that pays for it, "" for free; `sent` what its model
    was given, {} for none."""

    parent: int
    words: str
    task: str
    model: str
    reasons: Sequence[str]
    round: int
    ordinal: int
    generative: bool
    seed: int
    charge: str
    sent: Json


def add(connection: sqlite3.Connection, objects: Objects, session: str, made: Rendition, of: Origin) -> int:
    """Return the number of the new variant, which is on disk then. Raises StetError, OSError or sqlite3.Error, and
    then there is none."""
    if isinstance(connection, Record) and connection.only_read is not None:
        raise connection.only_read
    staged = objects.stage_file(made.proxy)
    with publishing(connection, objects, [staged]) as token:
        objects.publish(staged)
        with transaction(connection, objects.fs):
            number = _insert(connection, session, made, of, f"objects/{staged.name}", token)
            sidecar.write(connection, objects, session, number)
            changes.log(connection, session, "create", {"number": number, "parent": of.parent})
            if of.charge:
                from agent import ledger

                ledger.deliver_within(connection, of.charge, made.cost_usd, last=made.last)
            ends(connection, token)
    with contextlib.suppress(OSError):
        made.proxy.unlink(missing_ok=True)
    return number


def _insert(connection: sqlite3.Connection, session: str, made: Rendition, of: Origin, proxy: str, token: str) -> int:
    # Counted in the session: the number of a variant that was cleaned away is not given to another one.
    (number,) = connection.execute(
        "UPDATE session SET made = made + 1 WHERE id = ? RETURNING made", (session,)
    ).fetchone()
    (depth,) = connection.execute(
        "SELECT depth FROM variant WHERE session = ? AND number = ?", (session, of.parent)
    ).fetchone()
    values = {
        "session": session,
        "number": number,
        "parent": of.parent,
        "proxy": proxy,
        "width": made.width,
        "height": made.height,
        "words": of.words,
        "task": of.task,
        "look": made.look,
        "recipe": json.dumps(made.recipe),
        "model": of.model,
        "reasons": json.dumps(list(of.reasons)),
        "measured": made.words,
        "checks": checks_text(made.checks),
        "cost_usd": made.cost_usd,
        "seconds": made.seconds,
        "ordinal": of.ordinal,
        "round": of.round,
        "token": token,
        "depth": depth + of.generative,
        "seed": of.seed,
        "sent": json.dumps(of.sent) if of.sent else "",
        "found": searchable(of.words, made.look, made.words),
    }
    connection.execute(
        f"INSERT INTO variant ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
    )
    return number
