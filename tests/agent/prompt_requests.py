"""Sixty requests as people make them, and the prompts that families of models get for them.

`python -m tests.agent.prompt_requests` writes prompts.txt anew; read what changed before you keep it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agent.plan import Plan, Scene
from agent.rules.planner import read
from agent.wording.wishes import prompt_for
from backends.catalog import ModelCard, card, cards

GOLDEN = Path(__file__).with_name("prompts.txt")
# One card for each way of speaking, and for each way of saying what must not be.
FAMILIES = (
    "nano-banana-2.1",
    "gpt-image-2",
    "flux-2-pro",
    "seedream-5.5",
    "qwen-image-edit-2511",
    "instruct-pix2pix",
    "sdxl",
    "flux-fill",
)
REQUESTS = (
    # adding
    "add a straw hat to the man on the left",
    "please put a lighthouse on the horizon, don't touch the boats",
    "I'd like the dog to wear a yellow raincoat, thanks!",
    "add two candles on the table. keep the cake exactly as it is",
    "use nano banana to add a parrot on her shoulder, 2048 px",
    "add steam over the soup, no hands, no text",
    # taking away
    "remove the parked scooter behind her",
    "can you get rid of the power lines? keep the birds",
    "erase the date stamp in the lower right corner, nothing else may change",
    "take out everyone in the background but keep the couple",
    # replacing, colour, material
    "replace the paper cup with a blue enamel mug",
    "swap the tulips for dry grasses, keep the vase and the window",
    "change the car's colour to racing green, leave the plate alone",
    "make the sofa velvet",
    "turn the wooden floor into black and white tiles without changing the furniture",
    "make her coat red, not the scarf",
    # backgrounds
    "put her on a beach at sunset, keep her face",
    "could you make four versions with a snowy forest as the background but don't touch his jacket",
    "replace the background with a plain light grey studio wall",
    "behind the bottle I want wet black stone, keep the label exactly as it is",
    "in front of an old bookshop",
    # lettering
    'change the headline to "Grand Opening", keep the date',
    "fix the sign so that it says BAKERY",
    'write "10 % OFF" in the top right corner, keep the logo',
    'Replace the words "Coming Soon" with "Now Open"',
    # people
    "make her smile, keep everything else",
    "turn his head towards the camera, keep the hair",
    "open his eyes",
    "let the girl raise her left arm; the dress must stay",
    "give him a short grey beard",
    # looks and light
    "make it look like a watercolour, keep the label",
    "make it moodier but a bit brighter",
    "black and white with lots of contrast",
    "as an oil painting",
    "turn this into a pencil drawing, don't change her expression",
    "make it a foggy morning with long shadows",
    "change it to winter, not too dark",
    "a bit warmer",
    "three noir versions please",
    # the frame and the place of things
    "extend the picture to the left by a third",
    "move the lamp to the right side of the bed",
    "show the chair from above",
    "continue the sky upwards for a title, keep the mountains",
    # several at once
    "replace the mug with a glass of water and make the wall blue",
    "remove the cables, straighten her glasses and whiten the shirt, keep the background",
    "put him in a tuxedo and on a red carpet, no photographers",
    # restoring and cutting out
    "repair the scratches and the torn corner of this old photo",
    "sharpen the face, leave the grain alone",
    "cut out the sneaker on a transparent background",
    # who, what it costs, how many, which file
    "put the watch on dark slate, as cheap as possible, as png",
    "try it with two models: add a rainbow over the valley, under 5 cents",
    "explore first: make the kitchen scandinavian",
    "the same kitchen but with green cupboards, with flux, at 4k",
    # other languages
    "setz ihr einen Strohhut auf, ohne das Gesicht zu ändern",
    "remplace le fond par une plage, sans toucher au visage",
    "把背景换成雪山,保持人物不变",
    "añade un perro en el sofá",
    # loud, long, and odd
    "REMOVE THE LADY IN THE RED DRESS!!! keep the KIDS",
    "hi there, so this is from our holiday last summer and my brother in law took it with his old phone, anyway, could"
    " you please remove the bin next to the bench and keep the bench as it is, that would be great, thank you so much",
    "another one",
)


def plan_of(words: str) -> Plan:
    return read(words, Scene())


def shown(family: str) -> ModelCard:
    found = card(family, cards())
    assert found is not None
    return found


def lines() -> Iterator[str]:
    for words in REQUESTS:
        plan = plan_of(words)
        yield f"> {words}"
        for family in FAMILIES:
            prompt = prompt_for(plan, shown(family))
            yield f"{family}: {prompt.text}" + (f"   [not: {prompt.avoid}]" if prompt.avoid else "")
        yield ""


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(lines()), encoding="utf-8")
