"""What each slash command does on the screen; those that it does not know are words for the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.ui.commands import needed, spoken
from agent.ui.drops import typed

if TYPE_CHECKING:
    from agent.ui.app import StetApp


def carry_out(app: StetApp, command: str, rest: str) -> None:
    match command:
        case "/open" if rest:
            app.opening.begin(typed(rest))
        case "/open":
            app.desk.hints.flash("Type /open and where the photo is, or drop it on this window")
        case "/paste":
            app.opening.paste()
        case "/tree":
            app.action_tree()
        case "/why" if rest:
            app.submit(f"why {rest}")
        case "/why" | "/settings":
            _tell(app, command)
        case "/tour":
            app.tour.begin()
        case "/help":
            app.action_help()
        case "/box":
            app.looking.box()
        case "/quit":
            app.exit(0)
        case "/export" | "/compare":
            app.submit(f"{command[1:]} {rest}".strip(), quiet=not rest)
        case _ if needed(command) and not rest:
            app.desk.hints.flash(f"Type {command} and its {needed(command).lower()}")
        case _:
            said, aloud = spoken(command, rest)
            app.submit(said, quiet=not aloud)


def _tell(app: StetApp, command: str) -> None:
    if app.conversation is None:
        app.desk.hints.flash("There is no photo yet")
        return
    from agent.ui.why import always, why

    session = app.conversation.session
    app.desk.transcript.said(why(session.variant(session.current)) if command == "/why" else always(session.settings))
