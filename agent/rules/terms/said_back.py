"""Says back in one line on what terms a request was understood to be made, so that a wrong reading is seen."""

from __future__ import annotations

from agent.plan import Wish
from backends.naming import titles


def said_back(wish: Wish) -> str:
    """One line without a final stop, so that a wrong reading is seen: "by Seedream, at most $0.02"."""
    if wish.why_not:
        return f"why it was not {titles(wish.why_not)}"
    about = f" for {wish.about}" if wish.about else ""
    parts = [
        "what a model was told" if wish.sent else "",
        "why it was done so" if wish.why else "",
        f"{titles(wish.allow)} is allowed again{about}" if wish.allow else "",
        f"by {titles(wish.use)}" if wish.use else "",
        f"never {titles(wish.never)}{about}" if wish.never else "",
        {"price": "as cheap as can be", "time": "as fast as can be", "size": "as large as can be"}.get(wish.by, ""),
        {0.0: "a draft", 1.0: "the best there is"}.get(wish.dial, "") if wish.dial is not None else "",
        f"at most ${wish.most_usd:g}" if wish.most_usd is not None else "",
        "nothing leaves this computer" if wish.stay else "",
        f"by {wish.models} models, seen without names" if wish.models else "",
        "cheap drafts first" if wish.explore else "",
        f"finish {wish.finish} with a better model" if wish.finish else "",
        "for paid work" if wish.paid_work else "",
        f"at least {wish.megapixels:.0f} megapixels" if wish.megapixels else "",
        "from now on" if wish.lasting and not wish.allow else "",
    ]
    return ", ".join(part for part in parts if part) or "transparent"
