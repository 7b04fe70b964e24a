"""The screen as a person uses it: keys in, pictures and words out, over a scripted conversation."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from pytest import MonkeyPatch
from textual import events

from agent.session.model import Message
from agent.ui.compare import Compare
from agent.ui.help import Help
from agent.ui.large import Large
from agent.ui.picture import Picture
from agent.ui.pictures import Drawing
from agent.ui.transcript import WINDOW, Block, EarlierRow
from tests.agent.ui.conftest import Stage

Make = Callable[..., Stage]
WIDE = (140, 45)


def drawing(picture: Picture) -> Drawing | None:
    return picture._drawing


async def test_three_variants_appear_with_pictures_ids_looks_and_measures(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        assert on.talk.sent == ["make three moodier versions"]
        cards = [picture for picture in on.app.desk.grid.query(Picture) if picture.display]
        await on.until(pilot, lambda: all(drawing(card) for card in cards))
        shown = on.shown
        for words in ("1  v1", "3  v3", "overcast", "24 % darker, colder", "● current"):
            assert words in shown
        assert "nothing leaves this computer" in on.read and "not checked: likeness, meaning" in on.read
        assert on.app.desk.tree.chosen is not None and "├ v1" in shown


async def test_a_digit_looks_and_enter_goes_on_with_a_variant_without_a_line_in_the_conversation(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        lines = len(on.app.desk.transcript.query(Block))
        await pilot.press("tab", "2")
        await pilot.pause()
        assert on.app.desk.preview.variant is not None and on.app.desk.preview.variant.id == "v2"
        assert on.talk.session.current == "v0"
        await pilot.press("enter")
        await on.settled(pilot)
        assert on.talk.sent[-1] == "use v2" and on.talk.session.current == "v2"
        assert "@v2 ▸" in on.shown and "Now at v2" in on.shown
        assert len(on.app.desk.transcript.query(Block)) == lines
        assert on.app.focused is on.app.desk.prompt.words


async def test_words_sent_while_a_job_runs_wait_below_what_it_still_says(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        on.app.submit("make three moodier versions")
        on.app.submit("warmer")
        assert on.app.desk.transcript.query(".waiting")
        await on.settled(pilot)
        blocks = [str(block.content) for block in on.app.desk.transcript.query(Block)]
        second = blocks.index("@v0 ▸ warmer")
        assert any("v3" in block for block in blocks[:second]) and any("v4" in block for block in blocks[second:])
        assert not any("v4" in block for block in blocks[:second])
        assert on.talk.about[-1] == "v0" and not on.app.desk.transcript.query(".waiting")


async def test_a_refinement_stands_beside_the_picture_it_grew_from(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        await pilot.press("tab", "2", "enter")
        await on.settled(pilot)
        await on.say(pilot, "warmer")
        ids = [variant.id for variant in on.app.desk.grid.variants]
        assert ids == ["v2", "v4"]
        assert "before" in on.shown and "│ └ v4" in on.shown


async def test_ctrl_z_and_ctrl_y_walk_the_tree_only_when_nothing_is_typed(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "warmer")
        await pilot.press("a", "b", "ctrl+z")
        await pilot.pause()
        assert on.talk.sent == ["warmer"] and on.app.desk.prompt.words.text == ""
        await pilot.press("ctrl+z")
        await on.settled(pilot)
        assert on.talk.sent[-1] == "undo" and "@v0 ▸" in on.shown
        await pilot.press("ctrl+y")
        await on.settled(pilot)
        assert on.talk.sent[-1] == "redo" and "@v1 ▸" in on.shown
        await pilot.press("ctrl+y")
        await on.settled(pilot)
        assert "There is nothing to redo" in on.app.desk.hints.flashing


async def test_comparing_flips_in_place_and_shows_both_and_the_difference(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        await pilot.press("tab", "3", "c")
        await on.until(pilot, lambda: isinstance(on.app.screen, Compare))
        assert on.talk.sent[-1] == "compare v0 with v3"
        await pilot.pause()
        assert " after " in on.shown and "v3  low key" in on.shown
        await pilot.press("space")
        await pilot.pause()
        assert " before " in on.shown and "v0  original" in on.shown and "24 % darker" in on.shown
        await pilot.press("b")
        await pilot.pause()
        assert "before  v0" in on.shown and "after  v3" in on.shown
        await pilot.press("d")
        await pilot.pause()
        assert "what differs" in on.shown.splitlines()[0]
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(on.app.screen, Compare)


async def test_the_photo_itself_has_nothing_to_be_compared_with(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await pilot.press("tab", "c")
        await pilot.pause()
        assert on.talk.sent == [] and "v0 is your photo" in on.app.desk.hints.flashing


async def test_space_shows_a_variant_as_large_as_possible_and_arrows_go_through_the_round(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        await pilot.press("tab", "2", "space")
        await on.until(pilot, lambda: isinstance(on.app.screen, Large))
        await pilot.press("right")
        await pilot.pause()
        assert on.shown.splitlines()[0].strip().startswith("v3")
        await pilot.press("enter")
        await on.settled(pilot)
        assert on.talk.session.current == "v3"


async def test_escape_stops_the_job_and_never_quits(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await pilot.press(*"slow", "enter")
        await on.until(pilot, lambda: "waiting for something slow" in on.shown)
        assert "esc stops" in on.shown
        await pilot.press("escape")
        await on.settled(pilot)
        assert "Stopped." in on.shown and "esc stops" not in on.shown
        await pilot.press("escape", "escape")
        assert on.app.is_running


async def test_ctrl_c_twice_quits_and_once_does_not(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert on.app.is_running and "ctrl+c again" in on.app.desk.hints.flashing
        await pilot.press("ctrl+c")
    assert on.app.return_value == 0


async def test_a_question_about_money_is_not_answered_by_a_stray_enter(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await pilot.press(*"pay", "enter")
        await on.until(pilot, lambda: "Stet asks" in on.shown)
        assert "$0.04" in on.shown and "1 yes" in on.shown
        await pilot.pause(0.6)
        await pilot.press("enter")
        await pilot.pause()
        assert on.talk.answers == []
        await pilot.press("right", "right", "enter")
        await on.settled(pilot)
        assert on.talk.answers == ["no"] and "Left as it was." in on.shown


async def test_a_question_does_not_take_the_keys_of_someone_who_types(stage: Make, monkeypatch: MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("agent.ui.approval.time", SimpleNamespace(monotonic=lambda: now))
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await pilot.press(*"pay", "enter")
        await on.until(pilot, lambda: "Stet asks" in on.shown)
        for key in ("1", "space", "m"):
            now += 0.4
            await pilot.press(key)
        assert on.talk.answers == [] and on.app.desk.prompt.words.text == "1 m"


async def test_a_digit_answers_once_the_question_has_been_seen(stage: Make, monkeypatch: MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("agent.ui.approval.time", SimpleNamespace(monotonic=lambda: now))
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await pilot.press(*"pay", "enter")
        await on.until(pilot, lambda: "Stet asks" in on.shown)
        now += 0.6
        await pilot.press("2")
        await on.settled(pilot)
        assert on.talk.answers == ["no"]


async def test_a_failure_is_one_plain_sentence(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "why not a person")
        assert "Nothing that is set up can add" in on.read
        assert "Traceback" not in on.shown


async def test_a_conversation_that_breaks_leaves_the_screen_alive(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        on.talk.breaks = True
        await on.say(pilot, "warmer")
        assert "Something broke inside Stet" in on.read and "secret" not in on.read
        on.talk.breaks = False
        await on.say(pilot, "warmer")
        assert on.talk.session.current == "v1"


async def test_words_of_models_and_people_cannot_style_or_steer_the_screen(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        on.app.desk.transcript.said("[bold red]boo[/] \x1b[31mred\x1b]0;title\x07 \u202egpj.exe")
        on.app.desk.transcript.you("[@click=app.quit]x[/]", "v0")
        await pilot.pause()
        assert "[bold red]boo[/] red gpj.exe" in on.shown and "[@click=app.quit]x[/]" in on.shown


async def test_an_unknown_command_is_not_sent_as_words(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "/mooddy")
        await on.until(pilot, lambda: "There is no command /mooddy" in on.read)
        assert on.talk.sent == []


async def test_slash_commands_complete_and_run(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "warmer")
        await pilot.press("slash", "e")
        await pilot.pause()
        assert "/export" in on.shown and "/open" not in on.shown
        await pilot.press("enter")
        await on.until(pilot, lambda: on.app.desk.prompt.words.text or len(on.talk.sent) > 1)
        await on.settled(pilot)
        assert on.talk.sent[-1] == "export"
        assert "Saved v1" in on.read and "GPS was left out." in on.read
        await on.say(pilot, "/why")
        assert "You said: “warmer”." in on.read
        await on.say(pilot, "/undo")
        assert on.talk.session.current == "v0"


async def test_help_explains_the_keys_and_closes(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(on.app.screen, Help) and "Talking to Stet" in on.shown
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(on.app.screen, Help)


async def test_typing_goes_to_the_prompt_wherever_the_focus_is(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "make three moodier versions")
        await pilot.press("tab")
        assert on.app.focused is on.app.desk.grid
        await pilot.press(*"warm")
        await pilot.pause()
        assert on.app.desk.prompt.words.text == "warm" and on.app.focused is on.app.desk.prompt.words


async def test_up_brings_back_what_was_said_and_down_the_draft(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await on.say(pilot, "warmer")
        await pilot.press(*"dra", "up")
        assert on.app.desk.prompt.words.text == "warmer"
        await pilot.press("down")
        assert on.app.desk.prompt.words.text == "dra"


async def test_ctrl_j_starts_a_new_line_and_enter_sends_both(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await pilot.press(*"warmer", "ctrl+j", *"softer", "enter")
        await on.settled(pilot)
        assert on.talk.sent == ["warmer\nsofter"]


async def test_enter_never_overtakes_letters_that_were_typed_before_it(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        for letter in "warmer":
            on.app.post_message(events.Key(letter, letter))
        on.app.post_message(events.Key("enter", "\r"))
        await on.until(pilot, lambda: on.talk.sent)
        assert on.talk.sent == ["warmer"]


async def test_a_long_conversation_keeps_few_blocks_and_brings_the_older_back(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        for number in range(120):
            on.talk.session.said.append(Message("stet", f"line {number}", "v0"))
            on.app.desk.transcript.said(f"line {number}")
            if number % 20 == 0:
                await pilot.pause()
        await pilot.pause()
        assert len(on.app.desk.transcript.query(Block)) <= WINDOW + 12
        row = on.app.desk.transcript.query_one(EarlierRow)
        row.focus()
        await pilot.press("enter")
        await on.until(
            pilot, lambda: any("line 65" in str(block.content) for block in on.app.desk.transcript.query(Block))
        )


async def test_a_second_request_waits_for_the_first_and_says_so(stage: Make) -> None:
    on = stage()
    async with on.app.run_test(size=WIDE) as pilot:
        await on.settled(pilot)
        await pilot.press(*"slow", "enter")
        await on.until(pilot, lambda: "esc stops" in on.shown)
        await pilot.press(*"hi", "enter")
        await pilot.pause()
        assert "That comes next" in on.app.desk.hints.flashing
        await pilot.press("escape")
        await on.until(pilot, lambda: "Stopped." in on.shown)
        await on.settled(pilot)
