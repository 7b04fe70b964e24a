"""Messages in which a story, a smile or praise stands around the one clause that asks for something."""

from __future__ import annotations

import pytest

from agent.rules.kinds.kind import kind

_WHO_IS_ASKED = {
    "can one of you geniuses give my cat a tiny cowboy hat": "add",
    "Is there anyone here who knows how to take the tripod out of my shot": "remove",
    "could you kind souls make the boat red": "color",
    "would it be hard to get the crane out of this": "remove",
    "if anybody's got a minute, the door should be turquoise": "color",
    "any wizard who could turn our wedding picture into a watercolour": "style",
    "is there any way to brighten this picture": "tone",
    "would be so cool if the shed was matte black": "color",
}
_TOLD_FIRST = {
    "Lost my cat last week. Could somebody put a halo on her in this one": "add",
    "i wanted to use this for my profile but my ex is in the way": "remove",
    "We need a headshot out of this, so a clean white backdrop please": "background",
    "Took it on my phone 😭 can the pole be taken away": "remove",
    "Hi all, first time here. This is my nan in 1961. please make it brighter": "tone",
    "Photo 1 is my dad, photo 2 is the wedding. Can he be added next to me": "compose",
    "the kids' jackets should be navy, the camera made them look purple": "color",
}
_FAULTS = {
    "The dog is out of focus and it was the whole point of the picture :/ can it be rescued": "restore",
    "my tie is crooked in the only good one!! straighten it?": "portrait",
    "my lipstick was smudged and nobody told me, clean it up?": "portrait",
    "There's a big crease across the sky, would anybody be able to fix that?": "restore",
    "some idiot parked his van in front of the church on our big day": "remove",
    "so the groom's fly is open in the group shot. discreet help wanted.": "portrait",
    "Some stranger walked into our proposal picture, please help": "remove",
}
_PRAISED = {
    "Love the shot, shame about the traffic cone": "remove",
    "great picture except for the bin in the corner": "remove",
    "No, I meant the other chair should be gone.": "remove",
    "If only the curtains were green": "color",
    "why is there still a ladder against the wall?": "remove",
    "do your worst with this one, my brother fell asleep again": "vague",
}


@pytest.mark.parametrize(
    ("words", "label"), (_WHO_IS_ASKED | _TOLD_FIRST | _FAULTS | _PRAISED).items(), ids=lambda each: str(each)[:40]
)
def test_the_clause_that_asks_is_heard(words: str, label: str) -> None:
    assert kind(words).label == label
