"""The words of the route bench, by what they ask for: several wordings for each."""

from __future__ import annotations

# Precise work of tone, light, look, frame, layout and format: the engine's, whatever else is set up.
PRECISE: tuple[str, ...] = (
    "make three moodier versions",
    "a bit warmer",
    "black and white, more contrast",
    "lift the shadows",
    "exposure +0.5",
    "make it look like golden hour",
    "less saturated",
    "crop to 4:5",
    "crop to a square",
    "rotate it 90 degrees clockwise",
    "straighten it",
    "flip it horizontally",
    "resize to 1200 px",
    "reduce the noise a bit",
    "sharpen a bit",
    "darken the background",
    "make the sky darker",
    "add a white border",
    'add the text "SALE" at the top',
    "blur the background",
    "blur the faces",
    "for an instagram story with blurred sides",
    "pad to 16:9 with blur",
    "give me three film looks",
    "make the blues teal",
    "noir",
    "cooler and darker",
    "a gentle s-curve",
)

# What was never photographed and has to be invented. `person` says that somebody's likeness is at stake.
INVENTED: tuple[tuple[str, str, bool], ...] = (
    ("background", "put it on a beach", False),
    ("background", "change the background to a forest", False),
    ("background", "replace the sky with a sunset", False),
    ("background", "put her in a cafe in Paris", True),
    ("background", "change the background to an office, keep her face exactly", True),
    ("add", "add a hat to the man", True),
    ("add", "add a cup of coffee on the table", False),
    ("add", "add some birds to the sky", False),
    ("replace", "replace the car with a bicycle", False),
    ("replace", "turn the dog into a cat", False),
    ("material", "make the table out of marble", False),
    ("material", "change her dress to red velvet", True),
    ("pose", "make her smile", True),
    ("pose", "have the man raise his hand", True),
    ("portrait", "make her look ten years younger", True),
    ("portrait", "give him a beard", True),
    ("viewpoint", "show it from above", False),
    ("complete", "extend the scene to the left", False),
)

# Letters that belong to the picture.
LETTERS: tuple[str, ...] = (
    'change the sign to "OPEN LATE"',
    "fix the typo on the poster, it should say FESTIVAL",
    'replace the headline with "SUMMER SALE"',
    "translate the text on the menu into French",
    'the label should read "PURE HONEY"',
)

# Looks that only redrawing gives.
STYLES: tuple[str, ...] = (
    "turn it into a Studio Ghibli scene",
    "make it anime style",
    "in the style of Van Gogh",
    "make it a 3d render like Pixar",
)

# One thing changes and the rest has to stand.
LOCAL: tuple[tuple[str, str], ...] = (
    ("replace", "replace the mug with a glass of water and leave everything else alone"),
    ("replace", "swap the apple for a pear, nothing else may change"),
    ("material", "make the chair wooden, keep the rest exactly as it is"),
)

CUT_OUTS: tuple[str, ...] = (
    "cut out the woman with every hair, transparent background",
    "a perfect cut-out of the dog's fur on a transparent background",
)

FILMS: tuple[str, ...] = (
    "make a 5 second video",
    "animate it",
    "let the steam rise for five seconds",
    "a slow push-in on the watch, as a video clip",
)

COMPOSED: tuple[str, ...] = (
    "put the jacket from photo 2 on her",
    "combine the two photos into one scene",
    "place the product from image 2 on the table",
)

# "Use …": what is said, and which cards that may mean.
NAMED: tuple[tuple[str, frozenset[str]], ...] = (
    ("use seedream: {}", frozenset({"seedream-5.5", "seedream-5.0-pro", "seedream-4.5", "seedream-5.0-lite"})),
    ("{}, with nano banana pro", frozenset({"nano-banana-pro"})),
    ("{} using flux", frozenset({"flux-3-image", "flux-2-pro", "flux-2-max", "flux-2-flex"})),
    ("{} with gpt image 2", frozenset({"gpt-image-2"})),
)
