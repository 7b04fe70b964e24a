"""Stet's colours: neutral greys, so that nothing beside a photo tints it, and one amber accent like a safelight."""

from __future__ import annotations

from textual.theme import Theme

GROUND = "#141414"
PANEL = "#1b1b1b"
RAISED = "#262626"
LINE = "#6a6a6a"  # 3.3:1 on the ground, which WCAG asks of frames
TEXT = "#ececec"
QUIET = "#a8a8a8"
ACCENT = "#ffb454"
FAULT = "#ff9d8f"

SAFELIGHT = Theme(
    name="safelight",
    primary=ACCENT,
    secondary=QUIET,
    accent=ACCENT,
    warning=ACCENT,
    error=FAULT,
    success=ACCENT,
    foreground=TEXT,
    background=GROUND,
    surface=PANEL,
    panel=RAISED,
    dark=True,
    variables={
        "line": LINE,
        "quiet": QUIET,
        "raised": RAISED,
        "block-cursor-text-style": "bold",
        "input-selection-background": f"{ACCENT} 35%",
        "scrollbar": "#3a3a3a",
        "scrollbar-hover": "#5a5a5a",
        "scrollbar-active": ACCENT,
        "scrollbar-background": GROUND,
        "scrollbar-background-hover": GROUND,
        "scrollbar-background-active": GROUND,
        "scrollbar-corner-color": GROUND,
    },
)
