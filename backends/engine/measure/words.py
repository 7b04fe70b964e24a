"""Says what was measured in words for people: "24 % darker, colder, less colour"."""

from __future__ import annotations

from collections.abc import Mapping

_MOST = 4


def describe(change: Mapping[str, float]) -> str:
    """At most four parts, the clearest first; `change` is of `measure.change`."""
    parts: list[tuple[float, str]] = []
    light = round((change["lightness"] - 1) * 100)
    if abs(light) >= 3:
        parts.append((abs(light) / 6 + 10, f"{abs(light)} % {'brighter' if light > 0 else 'darker'}"))
    grey = change["chroma_left"] < 2.5 and change["chroma"] < 0.9
    if grey:
        parts.append((9, "black and white"))
    elif abs(change["chroma"] - 1) >= 0.08:
        parts.append((abs(change["chroma"] - 1) * 12, "more colour" if change["chroma"] > 1 else "less colour"))
    if abs(change["cast"]) >= 2 and change["cast"] * change["temperature"] > 0 and not grey:
        parts.append((abs(change["cast"]) / 2, "warmer" if change["cast"] > 0 else "colder"))
    if abs(change["tint"]) >= 3 and not grey:
        parts.append((abs(change["tint"]) / 3, "towards magenta" if change["tint"] > 0 else "towards green"))
    contrast = change["contrast"] / max(change["lightness"], 0.2) if change["lightness"] < 1 else change["contrast"]
    if abs(contrast - 1) >= 0.08:
        parts.append((abs(contrast - 1) * 8, "more contrast" if contrast > 1 else "softer contrast"))
    if change["low"] >= 4:
        parts.append((change["low"] / 3, "lifted blacks"))
    if change["corners"] <= 0.85:
        parts.append((1.5, "darker corners"))
    if not parts:
        return "a small change"
    return ", ".join(text for _, text in sorted(parts, key=lambda part: -part[0])[:_MOST])
