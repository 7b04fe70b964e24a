"""Frames of films: what is said in so many words to be one, and what takes time, so that no picture can show it."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from agent.rules.kinds.frame import Frame, f

_MOVING = "v.pose v.gesture v.animate v.move v.glide"

FILMS: tuple[Frame, ...] = (
    f("video", 4, any="n.motion", no="n.text x.quoted"),
    f("video", 6, cue="c.video"),
    f("video", 14, any="x.seconds", no="n.text x.quoted"),
    f("video", 7, verb="v.animate"),
    f("video", 12, object="n.flows", verb="v.animate"),
    f("video", 12, head="n.flows", any="m.be", into="v.pose v.gesture v.animate v.move", no="n.hair n.frame"),
    f("video", 14, verb="v.make", object="n.flows", verbs="v.pose v.gesture v.animate",
      resultless=True, no="n.person n.animal x.newcomer n.generic n.colour a.tonal n.light m.more"),
    f("video", 24, verb="v.animate", object="n.defect", verbs="v.pose v.gesture v.move", no="n.text"),
    # said to be a film, however it moves
    f("video", 36, cue="c.filmed", no="n.text x.quoted"),
    # what goes on slowly, or over and over, is never still
    f("video", 30, any="m.slowly", verbs=_MOVING + " v.view", no="n.text x.quoted"),
    f("video", 24, any="m.slowly", object="n.camera", no="n.text x.quoted"),
    f("video", 20, head="n.camera", verbs="v.glide", no="n.text x.quoted m.from n.direction"),
    # "I want to see the steam rise", "watch the snow fall"
    f("video", 16, verb="v.show v.view", object="n.flows", verbs="v.animate v.pose v.glide v.move v.gesture", no="n.person n.animal n.text n.hair n.garment x.quoted"),
    f("video", 16, verb="v.make", object="n.flows", any="v.flow", no="n.person n.animal n.text n.frame n.colour"),
    f("video", 12, verbless=True, object="n.flows", any="v.flow", definite=True, no="n.person n.animal n.text n.frame n.colour"),
    f("video", 14, verb="v.move v.gesture", object="n.flows", verbs="v.animate", definite=True, no="n.person n.animal n.text n.frame"),
    f("video", 20, any="x.seconds", verbs=_MOVING, no="n.text x.quoted"),
)  # fmt: skip
