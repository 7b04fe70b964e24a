"""`stet gc`, `forget` and `repair`: what deletes, and what brings back. Each says first what it would do."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from agent.commands.sessions import opened, parser_for
from agent.harmless import one_line, tell
from agent.session.cleaning import clean, removable
from agent.session.cleaning import forget as forget_session
from agent.session.places import home
from agent.session.repair import is_sound
from agent.session.repair import repair as rebuild
from backends.errors import BadRequest


def gc(arguments: Sequence[str]) -> int:
    parser = parser_for("gc", "Say which discarded variants can go; with --yes remove them for good.")
    parser.add_argument("--yes", action="store_true", help="remove them; this cannot be undone")
    given = parser.parse_args(arguments)
    with opened() as store:
        chosen = removable(store, store.find(given.session).id if given.session else "") if store.exists else ()
        for one in chosen:
            if given.json:
                print(json.dumps({"event": "removed" if given.yes else "would_remove"} | asdict(one)), flush=True)
            else:
                tell(f"{one.session} {one.id}: {one_line(one.words)} ({one.frees / 1000:.0f} kB)")
        gone = clean(store, chosen) if given.yes else 0
        if not given.json:
            total = sum(one.frees for one in chosen) / 1e6
            if given.yes:
                tell(f"{gone} discarded variants were removed, {total:.1f} MB.")
            elif chosen:
                tell(f"{len(chosen)} discarded variants would go, {total:.1f} MB. stet gc --yes removes them for good.")
            else:
                tell("Nothing would go: only what you discarded and did not star is ever removed.")
    return 0


def forget(arguments: Sequence[str]) -> int:
    parser = parser_for("forget", "Delete a session and every copy of its photo.", session=False)
    parser.add_argument("session", help="its id")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    given = parser.parse_args(arguments)
    with opened() as store:
        session = store.find(given.session)
        if session.id != given.session:
            raise BadRequest(f"That is not the whole id of {session.id}", "Deleting wants it in full.")
        what = f"{session.id}, {one_line(session.label)}, with {len(session.variants(all=True)) - 1} variants"
        if not given.yes:
            if given.json or not sys.stdin.isatty():
                raise BadRequest(f"That would delete {what}", f"Say it for sure: stet forget {session.id} --yes")
            tell(f"Delete {what}? Nothing brings it back. Your own file stays where it is. [y/N]")
            if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
                tell("Nothing was deleted.")
                return 0
        kept = forget_session(store, session.id)
    note = " Another session has the same photo and keeps it." if kept else ""
    if any(home().glob("stet.db.damaged-*")):
        note += f" Records that were set aside by a repair still hold its words: {home() / 'stet.db.damaged-*'}"
    if given.json:
        print(json.dumps({"event": "forgotten", "session": session.id, "photo_kept": kept}), flush=True)
    else:
        tell(f"Forgotten: {what}.{note}")
    return 0


def repair(arguments: Sequence[str]) -> int:
    parser = parser_for("repair", "Rebuild a damaged or lost record of sessions from the pictures.", session=False)
    parser.add_argument("--force", action="store_true", help="rebuild it even if it seems sound")
    given = parser.parse_args(arguments)
    folder = home()
    if not given.force and is_sound(folder):
        if given.json:
            print(json.dumps({"event": "sound"}), flush=True)
        else:
            tell("The record and every picture in it are sound; nothing was changed.")
        return 0
    report = rebuild(folder)
    if given.json:
        body = {name: str(value) for name, value in asdict(report).items() if name == "aside" and value}
        counts = {"sessions": report.sessions, "variants": report.variants, "missing": list(report.missing)}
        unreadable = [str(path) for path in report.unreadable]
        print(json.dumps({"event": "repaired"} | counts | {"unreadable": unreadable} | body), flush=True)
    else:
        tell(f"Rebuilt {report.sessions} sessions with {report.variants} variants.")
        if report.aside:
            tell(f"The old record is kept as {report.aside}.")
        for one in report.missing:
            tell(f"Its picture is gone or damaged: {one}")
        for path in report.unreadable:
            tell(f"This could not be read: {path}")
    return 1 if report.missing or report.unreadable else 0
