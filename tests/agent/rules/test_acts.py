"""What is said to the program is an act upon an object, in words of a class; the same verbs upon things are edits."""

from __future__ import annotations

import pytest

from agent.plan import Decision
from agent.rules.planner import read
from agent.rules.talk.acts import act, names_a_session
from tests.agent.rules.scenes import ROUND
from tests.agent.rules.slots import table

SAID = {
    "navigate": "please get rid of the last three tries|forget what you just did|take me back to the beginning"
    "|throw away everything except number two|mark number three as a favourite for me|we are going with option B"
    "|hmm, the one from two tries ago was nicer, let me have it again|out of these three i choose the last"
    "|bring up the list of all versions|undo my last two edits"
    "|ctrl-z please|delete everything but the last two|the middle one wins|please go three steps back",
    "compare": "blink between original and edit please|put all four on one screen so we can choose"
    "|mark all the spots that you edited|hold the new one up against the original|what did that last step actually do"
    "|mark where they differ|which bits did you alter?",
    "settings": "switch the dark theme on|mute the beeping|bump quality up to max and leave it|double my budget"
    "|keep my photos off the cloud|only ask me if it is above one dollar"
    "|stop showing me tips|go offline|make four versions every time",
    "export": "write out the prompt you used|get me a smaller file, below 1 mb|email this to my brother"
    "|drop the finished picture in the shared folder|zip the favourites for me"
    "|put the finals in a zip|send my client the second one",
    "advise": "jpg or png for a website|explain why this costs more than yesterday|can this be done without any AI"
    "|could this be printed on canvas?|do you keep my pictures?",
    "help": "walk me through making a mask|i'm completely lost|is there a key for full screen",
    "affirm": "we are all thrilled with it|no complaints here|love love love it|the client approved it"
    "|that's how I pictured it|you nailed the colours|great, that fixed it",
    "deny": "nope nope nope, creepy|way too artificial|it looks like plastic"
    "|that's the wrong person|you've made him look fat|still not right",
    "confirm": "ok do it, but only this once|i'm ok with 40 cents|alright, charge me|don't spend that, leave it",
    "chat": "brb, kettle's on|thanks a million, you saved my evening|gonna call it a night, see you tomorrow"
    "|I could use a coffee|my wife is going to cry when she sees this|no rush, I'm making tea",
}
# The verbs of acts and the words of sessions, said of things in a picture.
WISHES = (
    "save the cat from the puddle",
    "undo the button on his shirt",
    "compare her dress to a rose in the caption",
    "can you tell the dog to sit",
    "go back to black hair for him",
    "star the flag with white stars",
    "print a flower pattern on the shirt",
    "send the boat further out to sea",
    "put a window box with geraniums under the window",
    "put a phone on the table",
    "drop a stick in the water",
    "put a big box with toys on the floor",
    "restore the original colours of the flag",
    "export crates should be stacked at the dock",
    "open the window behind her",
    "place the two cats side by side",
    "put both of us next to each other",
    "remove the branch",
    "delete that picture frame",
    "mark the parking spot with a yellow line",
    "switch the light on",
    "the second one with more grain",
    "sorry, i meant the other dog should be white",
    "where is the goalkeeper? put one in the goal",
    "turn the old van into a fire engine",
    "can you see if you can remove the pole",
    "the sky is blown, pull it back",
    "i don't want the car in the driveway",
)
# What asks or complains at first, and then says what is to be done to the thing it named.
DEMANDS = (
    "there's a stain on my shirt, get rid of it",
    "The bin by the door is ugly. Delete it.",
    "what's that orange blob, remove it",
    "why does he have three hands? fix that",
    "how many candles are on the cake? make it thirty",
    "so why is the car still there",
    "The dress is blue but I wanted it red",
    "Is it possible for her to be smiling?",
    "would it hurt to have some flowers on the table",
    "what would it take to have snow on the roofs",
    "have the log burning rather than lying there",
    "have the tree bent by the wind",
    "get the branch out of the way",
    "put the key back into his hand",
    "bye bye double chin",
    "goodbye grey sky",
    "it looks like it was shot through a dirty window",
    'caption it "compare the two" in white',
    'title it "SUMMER" in big letters',
)
# The same demands for what only a session has.
OF_A_SESSION = {
    "that last version is awful, delete it": "navigate",
    "the one with the red sky is ugly, get rid of it": "navigate",
    "the previews are annoying, turn them off": "settings",
    "show me the tree of versions": "navigate",
    "go back to the branch with the sunset": "navigate",
    "bye for now, see you tomorrow": "chat",
}
TALK = frozenset({*SAID, "ask_image"})


@pytest.mark.parametrize(("label", "words"), [(label, said) for label in SAID for said in SAID[label].split("|")])
def test_an_act_is_known_by_the_classes_of_its_words(label: str, words: str) -> None:
    assert read(words, ROUND).label == label


def test_everyday_talk_is_mostly_taken_for_what_it_is() -> None:
    said = [(label, words) for label, sentences in table("talk")["said"].items() for words in sentences]
    missed = [(label, words) for label, words in said if read(words, ROUND).label != label]
    print(*missed, sep="\n")
    assert len(said) >= 190 and len(missed) <= 0.08 * len(said)


@pytest.mark.parametrize("words", table("talk")["edits"]["sentences"])
def test_what_sounds_like_everyday_talk_is_an_edit(words: str) -> None:
    assert read(words, ROUND).label not in SAID


@pytest.mark.parametrize("words", WISHES)
def test_the_same_verbs_upon_a_thing_are_an_edit(words: str) -> None:
    assert read(words, ROUND).label not in TALK


@pytest.mark.parametrize("words", DEMANDS)
def test_a_demand_behind_what_names_a_thing_is_an_edit(words: str) -> None:
    assert read(words, ROUND).label not in TALK


@pytest.mark.parametrize("words", OF_A_SESSION)
def test_a_demand_behind_what_names_a_variant_is_talk(words: str) -> None:
    assert read(words, ROUND).label == OF_A_SESSION[words]


@pytest.mark.parametrize("words", ["throw out all the ones where he squints", "drop a copy in my dropbox"])
def test_what_was_only_read_by_class_is_asked_about(words: str) -> None:
    assert read(words, ROUND).decision is not Decision.ACT


def test_an_indefinite_take_is_wanted_and_not_there() -> None:
    assert act("show me the older version", 0, 7) == "navigate"
    assert act("show me a different version", 0, 7) != "navigate"
    assert act("three cinematic versions", 0, 7) == ""


def test_a_modifier_of_a_thing_names_no_variant() -> None:
    assert names_a_session("restore the original")
    assert not names_a_session("restore the original colours")
