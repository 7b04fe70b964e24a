"""What comes when a turn is over: the whole receipts of what it made, and what is then done by itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.ui.desk import Desk
    from agent.ui.seam import Conversation
    from agent.ui.turns import TurnView

log = logging.getLogger("stet")


async def read_receipts(
    conversation: Conversation, desk: Desk, views: list[TurnView], begin: Callable[[], TurnView]
) -> None:
    """Show them until the conversation closes. A turn that nobody said anything for is shown as any other."""
    view: TurnView | None = None
    try:
        async for event in conversation.receipts():
            from agent.events import Done, ReceiptReady  # not before there is one

            if view is None and isinstance(event, ReceiptReady):
                desk.receipts.whole(event)
                continue
            if view is None:
                view = begin()
                views.append(view)
            view.show(event)
            if isinstance(event, Done):
                views.remove(view)
                view = None
    except Exception:
        # Without receipts everything else goes on.
        log.exception("receipts broke")
