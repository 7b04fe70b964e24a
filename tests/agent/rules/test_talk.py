"""What is said to the program is told from wishes about the picture, in words that no list holds whole."""

# Chinese is written with its own marks.
# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from agent.plan import Decision
from agent.rules.planner import read
from agent.rules.talk.spoken import spoken
from agent.rules.words.clean import normalise
from tests.agent.rules.scenes import ROUND

ENGLISH = {
    "navigate": "the older one was nicer, return to it|i'm going with the first|oops undo|bin the first three versions"
    "|show me what it looked like at the start|put it back how it was|redo what we undid"
    "|let's take option b|open the photo from this morning|keep this and delete the rest",
    "compare": "put the original beside this|what exactly did you change|is the second sharper than the first"
    "|flip between the two",
    "settings": "dont ask me before every edit|use png for everything|warn me if it costs more than a dollar"
    "|stop showing previews|work offline only|two pictures at a time please|set the limit to ten euros a week",
    "advise": "how much did i spend so far|is a mask better than describing it|will it look natural if i swap the sky"
    "|can it write japanese text|is 2000px enough for a4|are we allowed to print it for a client",
    "export": "need the png of v2|store these three in the holiday folder|can i have this as a pdf|print two copies",
    "ask_image": "are her eyes open|whats that thing in the corner|is there a cat in the picture|what is she holding"
    "|what size is this photo",
    "chat": "have a good weekend|sorry my cat walked on the keyboard",
    "affirm": "thats the one|couldnt be happier|this is what i had in mind|wow the sky turned out amazing",
    "deny": "thats not him|you changed her face|nothing changed|it looks fake",
    "help": "how do i add a second photo|im stuck|show me the shortcuts|can i drag a file in here|what can i do here",
}
CHINESE = {
    "navigate": "不要了，撤回|倒数第二张|还是原图好，回到原图",
    "compare": "你改了哪里|差别在哪里|这两张有什么区别",
    "settings": "别再弹提示了|每张不要超过一毛钱|不要把照片传到云端",
    "advise": "用蒙版会不会更好|为什么脸变了|你觉得哪张好看",
    "export": "发到我邮箱|把三张都下载下来|给我高清文件",
    "ask_image": "牌子上写的什么|她在笑吗|图里的狗是什么品种",
    "affirm": "就是这个效果|没毛病",
    "deny": "越改越丑|这也太假了|没变化啊",
    "help": "有什么快捷键|这个星星是干嘛的|保存的图在哪",
}
SAID = [(label, words) for table in (ENGLISH, CHINESE) for label, all in table.items() for words in all.split("|")]
# Each of these looks like talk by its first words.
WISHES = (
    "sorry, can you take the car out",
    "lol can u delete my thumb",
    "would look sick with lightning in the background",
    "how would the wall look in olive",
    "will tip $10 to whoever gets the glare off",
    "it's shaky, can you save it",
    "how would she look with short hair",
    "she wants the old sign off the wall",
    "gonna print this on canvas so i need the sky brighter",
    "thanks, we live in Kansas and would like the house in snow",
    "show me 3 options with a green roof",
    "照片糊了，能变清晰吗",
    "窗帘改成淡紫色行不行",
    "在背景里加几个气球",
)


@pytest.mark.parametrize(("label", "words"), SAID)
def test_what_is_said_to_the_program_is_no_edit(label: str, words: str) -> None:
    assert read(words, ROUND).label == label


@pytest.mark.parametrize("words", WISHES)
def test_a_wish_about_the_picture_is_no_talk(words: str) -> None:
    assert spoken(normalise(words), "en" if words.isascii() else "zh") in {"", "chat", "wish"}
    assert read(words, ROUND).label not in {"navigate", "export", "settings", "advise", "help", "ask_image", "chat"}


@pytest.mark.parametrize("words", ["remove all variants except this", "keep this and delete the rest"])
def test_what_is_done_to_variants_is_done_to_no_picture(words: str) -> None:
    plan = read(words, ROUND)
    assert plan.label == "navigate"
    assert not plan.steps
    assert plan.decision is not Decision.ACT


@pytest.mark.parametrize(
    ("words", "label"),
    [
        # What is beside the wish: why, what for, a story before it, a laugh between.
        ("need the power lines gone, its a print for my dads bday", "remove"),
        ("can u make this less blury its my only pic with him", "restore"),
        ("this is all that we have, can you get rid of the tube under her nose? god bless", "remove"),
        ("make the shirt white pls the client changed his mind", "color"),
        ("front door in navy pls, trying to convince my wife", "color"),
        # What the next clause mends stands in the story.
        ("my hair is sticking up in the back, flatten it?", "portrait"),
        # Wishes that ask whether something can be.
        ("can my cat be in space", "background"),
        ("could the sign be in spanish", "text"),
        ("everyone should be waving", "pose"),
        ("hide a tiny gnome somewhere", "add"),
        ("would be funny if there was a dinosaur in the yard", "add"),
        ("change Emma to Sophie", "text"),
        ("帮我磨个皮，别太假", "portrait"),
        ("让画面下起大雪", "background"),
        ("让这把椅子变成木头做的", "material"),
        ("人再大一点", "layout"),
        ("提亮一下，顺便把照片里的噪点去掉", "multi"),
    ],
)
def test_the_wish_is_found_among_what_is_said_beside_it(words: str, label: str) -> None:
    assert read(words, ROUND).label == label
