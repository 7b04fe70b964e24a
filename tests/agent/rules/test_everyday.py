"""Wishes in everyday words: states and stuff, what is imagined, what is said of light, faces and faults."""

from __future__ import annotations

import pytest

from agent.rules.planner import read
from tests.agent.rules.scenes import ROUND


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("make the pavement wet", {"material", "background", "adjust"}),
        ("make the castle look ruined", {"material", "style", "replace"}),
        ("let the gate be covered in rust", {"material", "add"}),
        ("make the tower appear to be built from sandstone", {"material"}),
        ("turn the wooden chair into brushed steel with realistic highlights", {"material"}),
        ("make the curtains floral", {"color", "material", "replace"}),
        ("make the ice cream pistachio", {"replace", "color", "material"}),
        ("i hate the lino in here, show it with wooden floorboards", {"material", "replace"}),
    ],
)
def test_a_state_a_pattern_or_a_stuff_is_asked_of_a_thing(words: str, labels: set[str]):
    assert read(words, ROUND).label in labels


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("how would i look with a fringe?", "portrait"),
        ("i'm thinking about a moustache, could you show me with one?", "portrait"),
        ("i want to see what our bathroom would look like with blue walls", "color"),
        ("wondering how my truck would look in matte black", "color"),
        ("would the sofa work in mustard?", "color"),
        ("we are thinking about painting the fence black, what would that look like", "color"),
    ],
)
def test_what_somebody_would_like_to_see_tried_is_a_wish(words: str, label: str):
    assert read(words, ROUND).label == label


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("make the sea bluer it looks grey", "color"),
        ("pls make my bike red i wanna see how it looks before i get it painted", "color"),
        ("garage door grey, rest as it is", "color"),
        ("could it be a little less yellow, the snow looks like butter", "tone"),
        ("add dramatic backlight around the dancer to separate her from the dark stage", "tone"),
        ("can it be a little less grainy, I want to print it on canvas", "restore"),
        ("I run a small cafe and the cake looks grey in this light, warm it up a bit?", "tone"),
        ("the tie came out purple, it's supposed to be navy", "color"),
    ],
)
def test_what_tells_why_or_what_for_is_no_wish_of_its_own(words: str, label: str):
    assert read(words, ROUND).label == label


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("my son has a scratch on his cheek, can you take care of it", {"portrait", "restore"}),
        ("the print of my parents has a fold right through the middle", {"restore"}),
        ("the flash made us look like zombies", {"tone", "portrait", "restore"}),
        ("this jumper is burgundy, it shows up as brown. can you fix that?", {"color"}),
        ("straighten my bow tie please", {"portrait"}),
        ("make my tummy look flatter", {"portrait"}),
        ("age me 20 years", {"portrait"}),
        ("change my t-shirt to a blazer and tie", {"portrait", "replace"}),
        ("turn my cat into an oil painting", {"style"}),
        ("could do with a nicer sky", {"background"}),
        ("The scoreboard should show 4-1", {"text"}),
        ("make the background blurry like with an expensive camera", {"blur"}),
        ("something's still off", {"vague"}),
    ],
)
def test_a_fault_or_a_wish_about_a_person_is_read_in_everyday_words(words: str, labels: set[str]):
    assert read(words, ROUND).label in labels


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("put a sandcastle in the middle of the beach", {"add"}),
        ("a jogger could be running past the fountain", {"add"}),
        ("the terrace would benefit from a few potted palms", {"add"}),
        ("enhance the garden path with a row of lanterns", {"add"}),
        ("smother the fries in ketchup", {"add"}),
        ("a rainbow should stretch over the valley", {"add"}),
        ("the window needs curtains", {"add"}),
        ("the taxi in the background becomes a horse carriage", {"replace"}),
        ("make the cup in her hand a wine glass", {"replace"}),
        ("swap the ugly curtains for linen ones", {"replace", "material"}),
        ("put the sneakers in front of a plain grey wall", {"background"}),
        ("I want the truck to be parked in a snowy forest", {"background"}),
        ("make it a misty harbour", {"background"}),
        ("give us a mountain view instead", {"background", "replace"}),
        ("the kids should be playing in a park rather than in the kitchen", {"background"}),
        ("the bedroom should look cozier, with softer light", {"tone"}),
        ("lighten our faces", {"tone"}),
        ("turn the city scene into a pixel art picture", {"style"}),
        ("render the table's top in green marble", {"material"}),
        ("id love to see it with terracotta tiles", {"material"}),
        ("show me it in matte black", {"color"}),
        ("how would i look bald", {"portrait"}),
        ("put me in a dinner jacket", {"portrait"}),
        ("no cables on the wall and no plug showing", {"remove"}),
        ("i don't like the exit sign above us", {"remove"}),
        ("i'd rather not see the hospital bed", {"remove"}),
        ("horizon is slanted can you fix", {"crop"}),
        ("reframe the shot from a bird's eye view", {"viewpoint"}),
        ("make this old photo move, like he waves", {"video"}),
        ("put me and my brother in one photo", {"compose"}),
        ("put both kids in one picture", {"compose"}),
        ("melt the candle", {"material"}),
        ("close the curtains", {"layout"}),
        ("sweep the leaves off the path", {"remove"}),
        ("draw my house in crayon", {"style"}),
        ("should we paint the fence blue? show me", {"color"}),
    ],
)
def test_a_form_known_of_one_thing_is_known_of_its_sisters(words: str, labels: set[str]):
    assert read(words, ROUND).label in labels


@pytest.mark.parametrize(
    "words",
    [
        "smooth my skin and make the background lighter",
        "more roses in the bouquet, and no ribbon",
        "a crown on his head and the jacket in red",
        "sunset sky, and no cars",
        "replace the chair with a stool and change the bedroom into a library",
        "make it a snowy street and then make it a pencil drawing",
    ],
)
def test_each_wish_of_a_list_is_heard(words: str):
    assert read(words, ROUND).label == "multi"
