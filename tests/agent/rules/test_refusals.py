"""What has to be generated is refused, with who can do it and what can be done instead, however it is worded."""

from __future__ import annotations

import pytest

from agent.acts.refusing import not_possible
from agent.plan import Decision, Intent, Plan, Scene
from agent.router import route
from agent.rules.planner import read
from agent.rules.refused import refusals
from backends.catalog import cards

WORDINGS: dict[str, tuple[str, ...]] = {
    "new-background": (
        "put her on a beach",
        "Change the background to a city skyline at sunset",
        "swap the scene for a forest, please",
        "make it look like we were in Paris",
        "a tropical background would be great",
    ),
    "extend-scene": (
        "extend the scene to the left",
        "outpaint the picture to a panorama",
        "show more of the room",
        "zoom out a lot",
        "expand the canvas and fill it with more landscape",
    ),
    "relight": (
        "relight it from the left",
        "make the light come from behind her",
        "move the sun to the right side",
        "light her from below",
        "studio lighting please",
    ),
    "lit-night": (
        "make it night with lit windows",
        "turn on the street lights",
        "night with the lights on in the houses",
        "make it night and add glowing windows",
    ),
    "night-to-day": (
        "turn this night into day",
        "make it look like broad daylight",
        "as if it was taken at noon",
        "make the scene daytime",
    ),
    "snow-and-rain": (
        "put snow on the ground",
        "make it snow",
        "add falling rain",
        "cover the roofs with snow",
        "make it a rainy day",
    ),
    "fine-cutout": (
        "cut out her hair perfectly",
        "a hair-accurate cutout",
        "isolate the cat with every single hair",
        "extract the veil",
    ),
    "upscale": (
        "upscale it 4x",
        "4x super resolution",
        "enlarge to eight times the size",
        "enhance it to 8k",
        "make it four times bigger",
    ),
    "strong-noise": (
        "remove all the noise",
        "it is extremely noisy, fix it",
        "clean up this ISO 25600 shot",
        "make it completely noise free",
    ),
    "motion-blur": (
        "remove the motion blur",
        "fix the camera shake",
        "unblur the picture",
        "I moved, make this blurry photo sharp",
    ),
    "person": (
        "make her smile",
        "turn his head to the camera",
        "open her eyes",
        "make me look younger",
        "give him a beard",
    ),
    "letters": (
        "fix the typo",
        'change the headline to "Summer Sale"',
        "translate the sign to French",
        'make the sign say "open"',
        "correct the spelling on the poster",
    ),
    "artist": (
        "in the style of van Gogh",
        "turn it into a Ghibli scene",
        "make it look like it was painted by Monet",
        "like a lego scene",
    ),
    "add-things": (
        "add a dog next to her",
        "put in a balloon",
        "insert another person on the left",
    ),
    "replace-things": (
        "replace the car with a bicycle",
        "swap her dress for a suit",
        "turn the cup into a glass",
    ),
}


def reading(words: str) -> Plan:
    return read(words, Scene())


def test_every_refusal_is_tried_in_at_least_three_wordings() -> None:
    assert {refusal.id for refusal in refusals()} == set(WORDINGS)
    assert min(map(len, WORDINGS.values())) >= 3


@pytest.mark.parametrize(("id", "words"), [(id, words) for id, all in WORDINGS.items() for words in all])
def test_it_is_refused_with_the_family_that_can_and_what_can_be_done_instead(id: str, words: str) -> None:
    plan = reading(words)
    chosen = route(plan, cards())
    assert (plan.intent, chosen.card) == (Intent.EDIT, None)
    said = str(not_possible(plan, chosen))
    refusal = next(refusal for refusal in refusals() if refusal.id == id)
    assert refusal.cannot in said and refusal.needs in said
    assert any(title in said for title in ("Nano Banana", "Nano Banana 2", "Seedream", "Flux"))
    assert "nothing was charged" in said and "What I can do now" in said


@pytest.mark.parametrize("instead", sorted({words for refusal in refusals() for words in refusal.instead}))
def test_what_is_offered_instead_is_understood_and_can_be_done(instead: str) -> None:
    plan = reading(instead)
    assert (plan.intent, plan.decision) == (Intent.EDIT, Decision.ACT)
    assert route(plan, cards()).card is not None, plan


@pytest.mark.parametrize(
    "words",
    [
        "make three moodier versions",
        "a bit warmer and brighter",
        "make the background darker",
        "day for night",
        "add a white border",
        'add the text "SALE" at the top',
        "add grain",
        "add a bit of contrast",
        "replace the background with white",
        "remove the spoon",
        "blur the text",
        "make the sky darker",
        "put it on a white background",
        "turn the blues teal",
        "make it look like golden hour",
        "fog",
        "sharpen a bit",
        "resize to 200 %",
        "cut out the subject",
        "make her face brighter",
        "add a light leak",
    ],
)
def test_what_the_engine_does_is_not_refused(words: str) -> None:
    plan = reading(words)
    assert plan.intent is Intent.EDIT
    assert not any(step.generates for step in plan.steps), plan
