"""The ways to a model: who would run it, who would see the picture, and what sets that way up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """`receiver` gets the picture, "" where it stays on this machine. `needs` is what a person would have to set up.

    `passes_on` says that the receiver hands the picture to the model's maker.
    """

    name: str
    title: str
    receiver: str
    needs: str
    passes_on: bool = False


WAYS: dict[str, Way] = {
    way.name: way
    for way in (
        Way("engine", "Stet's own engine", "", "nothing"),
        Way("local", "this computer's graphics card", "", "a graphics card and the model's weights on this computer"),
        Way("selfhosted", "a server of your own", "", "an image server of your own on this computer"),
        Way("openrouter", "OpenRouter", "OpenRouter", "an OpenRouter key", passes_on=True),
        Way("fal", "fal", "fal.ai", "a fal key", passes_on=True),
        Way("replicate", "Replicate", "Replicate", "a Replicate token", passes_on=True),
        Way("gemini", "the Gemini API", "Google", "a Gemini key"),
        Way("openai", "the OpenAI API", "OpenAI", "an OpenAI key"),
        Way("bfl", "the Black Forest Labs API", "Black Forest Labs", "a Black Forest Labs key"),
        Way("ark", "BytePlus ModelArk", "ByteDance (BytePlus)", "a BytePlus ModelArk key"),
        Way("minimax", "the MiniMax API", "MiniMax", "a MiniMax key"),
        Way("runway", "the Runway API", "Runway", "a Runway key"),
        Way("dashscope", "Alibaba DashScope", "Alibaba", "a DashScope key"),
    )
}
# What has code that runs it in this version; everything else is argued about and never started.
RUNNING = frozenset({"engine"})
# What people write for a way.
SPELLINGS = {
    "google": "gemini",
    "flux": "bfl",
    "blackforestlabs": "bfl",
    "black-forest-labs": "bfl",
    "byteplus": "ark",
    "modelark": "ark",
    "seedream": "ark",
    "bytedance": "ark",
    "self-hosted": "selfhosted",
    "alibaba": "dashscope",
    "gpu": "local",
    "hailuo": "minimax",
    "runwayml": "runway",
    "fal.ai": "fal",
}
