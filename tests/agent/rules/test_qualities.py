"""More or less of a quality in everyday words, whole or not at all; words for things that sound alike are none."""

from __future__ import annotations

import pytest

from agent.plan import Decision, Intent, Plan, Scene
from agent.rules.planner import read
from backends.types import Task

# What a sentence gives: an adjustment with its way, or the name of an operation or look.
PRECISE = {
    "drain the colour out of it": "monochrome",
    "only greys please": "monochrome",
    "the colours are way over the top, rein them in": "saturation-",
    "colours at half strength": "saturation-50",
    "knock the saturation back by a third": "saturation-33",
    "the colours look lifeless, give them a lift": "saturation+",
    "nudge it a hair towards blue": "warmth-",
    "everything has a blue cast, neutralise it": "warmth+",
    "the whites should be white and not yellow": "warmth-",
    "get rid of that yellowish tinge": "warmth-",
    "it needs more oomph": "contrast+",
    "the shadows are blocked up, open them": "shadows+",
    "the sky is blown, pull it back": "highlights-",
    "not bright enough": "exposure+",
    "take the vignette off": "vignette-",
    "it's full of noise, smooth that out": "denoise",
    "the eyes should be crisper": "sharpen",
    "the greens scream at me, calm them": "recolour",
    "teal in the shadows and orange in the highlights": "cinematic",
    "dust spots in the sky, take them out": "heal",
    "square, with white filled up at the sides": "pad",
    "tilted a bit, level it out": "straighten",
    "redact the names in the letter": "obscure",
    "grandpa is almost black because the lamp stood behind him": "exposure+",
    "the team is just a silhouette, lift them": "exposure+",
    "we sat under the awning and now there's a green tinge over everything": "tint+",
    "the club was dim and now it's all speckled, smooth that out": "denoise",
    "the neon tubes turned everybody green": "tint+",
    "the bulb turned everything orange, the plates should be white again": "warmth-",
    "the clouds are nearly pure white, pull the brightest parts back": "highlights-",
    "the sun bleached her dress, rescue it": "highlights-",
    "bring the shine on his forehead down": "highlights-",
    "the lawn is a screaming green, make it a calmer green": "recolour",
    "take the redness out of his nose a bit": "recolour",
    "turn down the yellow in the sky": "recolour",
    "crisp up the fine details slightly": "sharpen",
    "make the writing on the sign sharper": "sharpen",
    "rub out the grain": "grain-",
    "tint the dark parts slightly teal": "curves",
    "warmer highlights": "curves",
    "put a hint of pink in the midtones": "curves",
    "half as big, please": "resize",
    "cut away the empty bit on the right": "crop",
    "there's too much floor below the dog, crop some of it off": "crop",
    "too much ceiling above us, tighten the frame": "crop",
    "show it the other way round, as in a mirror": "flip",
    "make it brownish like photos from an old album": "monochrome",
    "specks of dust everywhere, clean them off": "heal",
    "the waterline must be straight": "straighten",
    "golden light everywhere, as if it were an autumn evening": "warmth+",
    "crisper, but without halos": "sharpen",
    "a bit more contrast, but don't crush the blacks": "contrast+",
    "scatter a little film grain over it, not much": "grain+",
    "dodge his face a little": "exposure+",
    "tame the glaring window": "highlights-",
    "my elbow is in the bottom corner, just trim that bit away": "crop",
    "the scan lies on its side": "rotate",
    "lose four percent all round": "crop",
    "half its size, it is far too big": "resize",
    "black bar over the account number on this letter": "obscure",
    "nothing but white behind the boots": "background",
    "give it a polaroid-like white edge": "border",
    "shrink the png to 256 px": "resize",
    "© 2026 Jane Roe in the bottom right corner": "watermark",
}
THINGS = (
    "the cat is black",
    "light the candles",
    "a strip of bunting along the top of the fence",
    "black bars on the window of the cell",
    "the cartoon owl needs glasses",
    "take the colour TV out",
    "add a border collie beside him",
    "give her a sharper knife",
    "a punch bowl on the table",
    "hang a frame on the wall",
    "cut the grass",
    "turn the lights on in the kitchen",
    "nudge the cup towards the edge",
    "bring the colour guard out",
    "a grain silo behind the barn",
    "clear the mist from the bathroom mirror",
    "black out the windows with curtains",
    "fill the square with people",
    "a brighter smile",
)


def told(plan: Plan) -> list[str]:
    """Each step as the table writes it."""
    found: list[str] = []
    for step in plan.steps:
        if step.operation == "tone":
            found += [
                f"{name}{value:+.0f}" if value > 0 else f"{name}{value:.0f}" for name, value in step.values.items()
            ]
        elif step.operation or step.look:
            found.append(step.operation or step.value)
        elif step.task is Task.TONE:
            found.append(f"{step.value}{'+' if step.strength > 0 else '-'}")
    return found


@pytest.mark.parametrize("words", PRECISE)
def test_it_is_the_engines_at_once(words: str) -> None:
    plan = read(words, Scene())
    assert plan.decision is Decision.ACT
    assert PRECISE[words] in told(plan)


@pytest.mark.parametrize("words", THINGS)
def test_a_thing_with_such_a_name_is_no_quality(words: str) -> None:
    plan = read(words, Scene())
    assert plan.decision is not Decision.ACT or set(told(plan)) <= {"remove"}


def test_a_file_alone_is_an_export() -> None:
    plan = read("a small webp version at 80 percent quality", Scene())
    assert (plan.intent, plan.output.suffix, plan.output.quality) == (Intent.EXPORT, ".webp", 80)


@pytest.mark.parametrize(
    ("words", "suffix", "quality"),
    [("I need it as a tiff, not a jpg", ".tiff", 0), ("webp for the shop, quality 75", ".webp", 75)],
)
def test_a_format_is_read_with_what_it_is_not_and_what_it_is_for(words: str, suffix: str, quality: int) -> None:
    plan = read(words, Scene())
    assert (plan.intent, plan.output.suffix, plan.output.quality) == (Intent.EXPORT, suffix, quality)
    assert read("it's too big for an email, get the file under 2 MB", Scene()).output.max_bytes == 2_000_000
