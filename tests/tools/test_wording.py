"""What stays, in words: one function for plans and locks, and guides that cannot leave it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest
from pydantic import ValidationError

from agent.plan import Scene
from agent.rules.planner import read
from backends.types import Geometry, Job, Lock, Rendition, Task
from tools.wording.guides import Guide, guide, guides
from tools.wording.keeping import also_kept, facets, said, things
from tools.wording.prompt import Prompt
from tools.wording.sending import Sending, as_sent

FACE = Lock("l1", "her face", Geometry("region", name="her face"))
BOX = Lock("l2", "box 10% 20% 50% 60%", Geometry("box", (0.1, 0.2, 0.5, 0.6)))


def keep_words(what: Iterable[str | Lock], family: str = "", tasks: Collection[Task] = frozenset()) -> str:
    return said(guide(family), things(what), tasks)


def test_what_stays_is_said_of_a_plan_and_of_locks_alike() -> None:
    plan = read("put her on a beach, keep her face", Scene())
    assert keep_words(plan.keep, tasks={step.task for step in plan.steps}) == (
        "Keep her face exactly as in the original."
        " Keep everything else exactly as it is: same framing, pose and people."
    )
    assert keep_words([FACE, BOX], "flux") == (
        "Keep her face and the area from 10 to 50 % across and from 20 to 60 % down identical."
        " Keep everything else unchanged: the same framing, pose and light."
    )
    assert keep_words([]) == "Keep everything else exactly as it is: same framing, pose and light."
    assert keep_words([FACE, "the face", " her  face."]) == keep_words([FACE])
    assert keep_words([FACE], "erase") == ""


def test_what_a_kind_of_edit_has_to_change_is_not_held() -> None:
    assert facets({Task.REMOVE, Task.TEXT}) == ("framing", "pose", "light")
    assert "light" not in facets({Task.TONE}) and "pose" in facets({Task.TONE})
    assert "pose" not in facets({Task.POSE, Task.REMOVE}) and "light" in facets({Task.POSE})
    assert "framing" not in facets({Task.COMPLETE}) and "people" in facets({Task.COMPLETE})


def test_what_is_said_already_is_not_said_again() -> None:
    told = "Put her on a beach. Keep her face identical."
    assert also_kept(told, ["her face"], family="flux") == told
    more = also_kept(told, ["her face", "the area from 10% to 50% of the width"], ["the sky"], "flux")
    assert more == f"{told} Keep the area from 10% to 50% of the width identical. Change nothing outside the sky."
    assert also_kept("a beach", ["the mug"], family="inpaint") == "a beach, the mug outside it untouched"
    assert also_kept("", ["the mug"], family="erase") == ""
    masked = also_kept("Add a hat.", [], family="gpt-image", masked=True)
    assert masked == "Edit only the transparent area of the mask. Add a hat."
    assert also_kept(masked, [], family="gpt-image", masked=True) == masked


def test_a_guide_cannot_be_written_that_forgets_what_stays() -> None:
    good = guide("flux").model_dump()
    for change in (
        {"order": ("keep", "change")},
        {"order": ("change", "look")},
        {"keep": "Keep it."},
        {"rest": ""},
        {"most_letters": 40},
        {"sources": ()},
        {"shape": "poem"},
        {"more": 1},
    ):
        with pytest.raises(ValidationError):
            Guide.model_validate(good | change)
    assert {"nano-banana", "gpt-image", "flux", "seedream", "qwen", "instruct-pix2pix", "general"} <= {
        one.name for one in guides()
    }


def test_the_record_tells_what_came_closest_to_the_model(tmp_path) -> None:
    sending = Sending(
        Prompt("Put her on a beach.", "text", "flux", ("A note.",)), "beach pls", "flux-2-pro", "fal", "f/2"
    )
    job = Job("j", Task.BACKGROUND, tmp_path / "a.png", "Put her on a beach.", tmp_path, count=2, seed=7, avoid="text")
    made = Rendition("j", tmp_path / "b.png", 1, 1, "", {}, "painted")
    record = sending.record(job, made)
    assert record["prompt"] == "Put her on a beach." and record["settings"] == {"results": 2, "seed": 7}
    assert record["words"] == "beach pls" and record["notes"] == ["A note."]
    told = {"prompt": "Put her. Really.", "settings": {"n": 2}}
    nearer = as_sent(Rendition("j", made.proxy, 1, 1, "", {}, "", sent=told), job)
    assert sending.record(job, nearer)["prompt"] == "Put her. Really."
    assert sending.record(job, nearer)["settings"] == {"results": 2, "seed": 7, "n": 2}
