"""What the route bench knows of models, typed from published capability tables and kept apart from the cards.

The cards must not judge themselves, so nothing here is read from them. As of 2026-11-28.
"""

from __future__ import annotations

NB21, NB2, NBPRO, LITE, NB1 = "nano-banana-2.1", "nano-banana-2", "nano-banana-pro", "nano-banana-2-lite", "nano-banana"
SUN, FLARE, GPT2 = "gpt-image-2.5-sunburst", "gpt-image-2.5-flare", "gpt-image-2"
FLUX3, FPRO, FMAX, FFLEX = "flux-3-image", "flux-2-pro", "flux-2-max", "flux-2-flex"
K4, K9, FILL, ERASE, OUT = "flux-2-klein-4b", "flux-2-klein-9b", "flux-fill", "flux-erase", "flux-outpaint"
KPRO, KMAX, KDEV = "flux-kontext-pro", "flux-kontext-max", "flux-kontext-dev"
S55, S5P, S5L, S45, S40 = "seedream-5.5", "seedream-5.0-pro", "seedream-5.0-lite", "seedream-4.5", "seedream-4.0"
QWEN, QINP, Q2P, Q3P = "qwen-image-edit-2511", "qwen-image-edit-inpaint", "qwen-image-2-pro", "qwen-image-3-pro"
GROK, LONGCAT, SDXL, ZIMG = "grok-imagine-2.0", "longcat-image-edit", "sdxl", "z-image-turbo"
ENGINE = "stet-engine"

# Who can be reached how. What a provider announced as shut down by now is left out there.
AT: dict[str, frozenset[str]] = {
    "openrouter": frozenset(
        {NB21, NB2, NBPRO, LITE, SUN, FLARE, GPT2, FLUX3, FPRO, FMAX, FFLEX, S55, S5P, S45, Q3P, GROK}
    ),
    "fal": frozenset(
        {NB21, NB2, NBPRO, LITE, NB1, SUN, FLARE, GPT2, FLUX3, FPRO, FMAX, FFLEX, K4, K9, OUT, KPRO, KMAX}
        | {S5P, S5L, S45, QWEN, QINP, Q2P}
    ),
    "gemini": frozenset({NB21, NBPRO, LITE}),
    "openai": frozenset({SUN, FLARE, GPT2}),
    "bfl": frozenset({FLUX3, FPRO, FMAX, FFLEX, K4, K9, FILL, ERASE, OUT, KPRO, KMAX}),
    "ark": frozenset({S55, S5P, S5L, S45, S40}),
    "replicate": frozenset({NB2, NBPRO, GPT2, FLUX3, FPRO, FMAX, FFLEX, S5L, S45}),
    "gpu:8": frozenset({K4, SDXL}),
    "gpu:24": frozenset({K4, K9, KDEV, QWEN, LONGCAT, SDXL, ZIMG}),
    "selfhosted": frozenset({QWEN, K4}),
}
HOSTED = ("openrouter", "fal", "gemini", "openai", "bfl", "ark")

# Strong at keeping a person or product recognisable; at lettering; at leaving the rest alone.
IDENTITY = frozenset({NB21, NB2, NBPRO, SUN, GPT2, FLUX3, S55, S5P})
TEXT = frozenset({NB21, NB2, NBPRO, SUN, FLARE, GPT2, FLUX3, FFLEX, S55, S5P})
LOCALITY = frozenset({SUN, FLUX3, S55})
# Those that were measured weak at style (the first Nano Banana), or are too small for anything but drafts.
WEAK_STYLE = frozenset({NB1, LITE, K4, K9})
# Paint only in a mask, and only do that.
PAINTERS = frozenset({FILL, ERASE, QINP})
# Redraw a whole picture, and cannot be told what to change.
REDRAW = frozenset({SDXL, ZIMG})

ALPHA: dict[str, frozenset[str]] = {
    "openai": frozenset({SUN, FLARE}),
    "openrouter": frozenset({SUN, FLARE}),
    "fal": frozenset({SUN, FLARE}),
    "ark": frozenset({S55, S5P}),
    "bfl": frozenset({FPRO, FMAX, FFLEX, K4, K9}),
}
MASK: dict[str, frozenset[str]] = {
    "openai": frozenset({SUN, FLARE, GPT2}),
    "fal": frozenset({SUN, FLARE, GPT2, QINP}),
    "bfl": frozenset({FILL, ERASE}),
}
# How many pictures one call takes, the one being edited among them.
PICTURES = {
    **dict.fromkeys((NB21, NB2, NBPRO, LITE, S5L, S45, S40), 14),
    **dict.fromkeys((SUN, FLARE, GPT2), 16),
    **dict.fromkeys((FLUX3, S55, S5P), 10),
    **dict.fromkeys((FPRO, FMAX, FFLEX), 8),
    **dict.fromkeys((K4, K9), 4),
    **dict.fromkeys((NB1, QWEN, Q2P), 3),
}
# The largest result in megapixels, generously.
MEGAPIXELS = {
    **dict.fromkeys((NB21, NB2, NBPRO, S5L, S45, S40), 17.0),
    FLUX3: 16.0,
    **dict.fromkeys((SUN, FLARE, GPT2), 8.3),
    **dict.fromkeys((FPRO, FMAX, FFLEX, K4, K9), 4.0),
    S55: 4.3,
    S5P: 4.6,
    QWEN: 2.0,
    LITE: 1.4,
}
# Whose cheapest picture costs no more than two cents, at any of the hosted ways.
TWO_CENTS = frozenset({SUN, FLARE, GPT2, K4, K9, S55})
# Weights that may not serve a business.
NOT_FOR_BUSINESS = frozenset({K9, KDEV, "flux-2-dev", "flux-3-image-klein", "qwen-image-2.1", "flux-fill-dev"})

VIDEO_AT: dict[str, frozenset[str]] = {
    "gemini": frozenset({"gemini-omni-1.2-flash", "gemini-omni-1.1-flash"}),
    "ark": frozenset({"seedance-2.5", "seedance-2.0", "seedance-2.0-fast", "seedance-2.0-mini"}),
    "fal": frozenset(
        {"seedance-2.5", "seedance-2.0", "kling-3.0-standard", "kling-3.0-pro", "kling-4", "wan-3.0", "minimax-h3"}
        | {"ltx-2.3-fast", "veo-3.1-fast", "veo-3.1", "gemini-omni-1.1-flash"}
    ),
    "openrouter": frozenset({"seedance-2.5", "veo-3.1-fast", "veo-3.1", "grok-imagine-video-1.5-lite"}),
}
RETIRED = frozenset(
    {"gpt-image-1", "dall-e-2", "dall-e-3", "sora-2", "sora-2-pro", "veo-2", "veo-3.0", "gemini-omni-flash-preview"}
)
