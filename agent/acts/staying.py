""" "Don't upload this": from then on nothing of the photo leaves this computer, whoever asks."""

from __future__ import annotations

from agent.turn import Turn


def stay(turn: Turn) -> None:
    """Close the gate for this conversation, and keep it in the session for the next."""
    turn.gate.closed = True
    turn.session.set({"upload": False})
    turn.say("Nothing of this photo leaves this computer. What Stet's own engine does stays here anyway.")
