"""Says plainly what is told with force or beside the wish: to sharpen the hell out of it is to sharpen it a lot."""

from __future__ import annotations

import re

from agent.rules.words.patterns import lazy

_FORCE = (
    r"(?:(?:absolute|living|ever ?loving|everloving|bloody|actual) )*(?:hell|heck|crap|shit|daylights?|bejesus|bejeezus"
    r"|bejabbers|fuck|stuffing|snot|hecc|devil|dickens)"
)
_OUT_OF = lazy(
    rf"\b(?:the )?{_FORCE} (?:right )?out of (?P<thing>[^,.;:!?]+?)"
    r"(?=(?: (?:please|pls|plz|lol|haha|mate|thanks|and|but|then|so|without|while))\b|[,.;:!?]|\s*$)",
    re.I,
)


_ON_EVERY = lazy(
    r"(?<=\w) (?:on|in) (?:every|each) (?:(?:single|bloody|damn|blasted|flipping|last|fucking) )*"
    r"(?:photo|picture|shot|pic|image)(?: (?:i|we) (?:take|took|have|own))?(?=\s*[,.;])",
    re.I,
)


def said_plainly(text: str) -> str:
    if " out of " in text:
        text = _OUT_OF.sub("\\g<thing> a lot", text)
    if "please:" in text:
        text = text.replace(" please:", ":")  # "Text at the bottom please: …"
    if "ixellat" in text:
        text = text.replace("ixellat", "ixelat")
    # "There's a bin by our door on every bloody photo, take it out": one photo is before us.
    return _ON_EVERY.sub("", text) if "every " in text else text
