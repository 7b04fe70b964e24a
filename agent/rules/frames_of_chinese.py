"""Frames of edits that only Chinese words ask for: what is let come or go, where a thing is put, what it is said of."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace

from agent.rules.frame import CHANGING, Frame, f
from agent.rules.vocabulary import bit

_FRAMES: tuple[Frame, ...] = (
    f("background", 14, verb="v.put", definite=True, place="n.scene n.background", no="m.anew n.text m.numbered"),
    f("background", 12, verb="v.put", object="n.person n.self n.garment n.product", place="n.scene n.background",
      no="m.anew n.text m.numbered"),
    f("background", 16, verb="v.put", objectless=True, place="n.background n.seethrough", no="n.text m.numbered"),
    f("background", 20, verb="v.make v.put v.add v.move", any="m.instead", last="n.scene n.background n.season", no="n.text"),
    f("background", 18, verb=CHANGING + " v.put", start="n.rear", no="m.of n.person n.text"),
    f("background", 12, verbless=True, start="m.at", place="n.scene", no="n.text"),
    f("compose", 12, object="m.numbered", into="m.numbered", verb="v.add v.give v.put v.change v.replace"),
    f("background", 13, verb="v.transport v.replace v.change", into_head="n.background", no="n.text m.numbered"),
    f("background", 12, verb="v.make", any="v.put", place="n.scene n.background", no="m.anew n.text"),
    f("background", 12, verb="v.give v.add", any="n.sky", last="n.sky n.season", no="n.text n.thing n.person"),
    f("add", 12, verb="v.make", any="v.put", object="m.anew", no="n.text"),
    f("remove", 30, start="m.forbid", any="v.add v.put v.emerge", no="n.text"),
    f("style", 14, verb="v.bring", head="n.style n.styleword", no="m.place n.thing n.tone"),
    f("viewpoint", 14, verb="v.bring v.give", head="n.camera", no="n.thing"),
    f("tone", 14, verb="v.scale v.move", head="n.tone n.light n.colourword", no="n.text n.thing"),
    f("variation", 14, any="n.again", no="n.style n.background n.colour n.tone a.tonal n.camera n.text n.thing"),
    f("background", 12, verb="v.bring v.give", head="n.sky n.season", no="n.text n.thing n.person"),
    f("material", 6, verb="v.replace", head="n.garment n.surface n.ground", into_head="n.material", no_into="m.anew"),
    f("compose", 9, cue="c.numbered"),
    f("crop", 16, verb="v.extract v.keep v.crop", any="n.half", no="n.text"),
    f("layout", 14, verb="v.resize", head="n.person n.animal n.thing x.thing n.logo n.garment", no="n.text n.face n.body n.hair"),
    f("layout", 12, verb="v.make", any="m.near", no="n.camera n.frame n.text"),
    f("layout", 14, verb="v.put", object="x.thing n.thing n.animal n.garment n.logo", place="n.direction",
      no="m.anew n.text n.scene n.colour n.background x.quoted m.numbered"),
    f("material", 9, verb="v.replace v.change v.make", into_head="n.material", any="x.of_its_kind", no="n.text m.anew"),
    f("color", 9, verb="v.replace v.change v.make", into_head="n.colour", any="x.of_its_kind", no="n.text n.background"),
    f("background", 10, verb="v.give", head="n.sky n.season", no="n.text n.thing n.person"),
    f("tone", 10, verbless=True, start="n.colour", any="m.slightly", no="x.thing n.thing n.garment n.person m.of"),
    f("pose", 14, verb="v.make", start="m.let", any="m.object", object="n.body n.face", no="n.colour n.hair"),
    f("pose", 16, verb="v.gesture", start="n.body n.face n.person n.animal", any="n.direction", no="n.text"),
    f("pose", 6, verbless=True, start="m.object", verbs="v.pose"),
    f("pose", 12, verb=CHANGING, objectless=True, into_head="n.posture n.expression"),
    f("pose", 24, start="n.person n.animal", verb="v.gesture", any="n.camera", no="n.frame"),
    f("pose", 24, start="n.person n.animal", verbless=True, verbs="v.pose", any="n.camera", no="n.frame m.from"),
    f("portrait", 10, verb="v.paint v.change v.make v.replace", head="n.hair", into="n.colour", no="n.animal n.thing"),
    f("portrait", 14, verb=CHANGING, object="n.self n.person", into_head="n.hair n.makeup n.age", no="n.thing"),
    f("portrait", 10, verbless=True, object="n.skin", any="a.tonal a.smaller m.slightly"),
    f("portrait", 8, verb="v.make", any="v.retouch", no="n.thing n.animal"),
    f("viewpoint", 14, start="n.camera", verb="v.move", no="n.thing"),
    f("complete", 10, verb="v.widen", any="n.size x.ratio"),
    f("color", 8, verb="v.change v.make", into="x.same", any="n.colour"),
    f("material", 14, verb="v.change v.make", into="x.same", any="n.material", no="n.colour"),
    f("compose", 14, verb="v.extract", any="v.put", no="n.background n.seethrough n.colour"),
    f("extract", 8, verb="v.extract", head="n.text n.logo"),
    f("viewpoint", 14, verb=CHANGING + " v.crop v.transport", into="n.camera", no="n.background n.text"),
    f("viewpoint", 12, start="v.crop", any="n.camera", no="n.text"),
    f("portrait", 14, start="n.face n.skin n.hair n.makeup", verb="v.paint v.change v.replace v.add v.fix v.scale",
      no="n.text n.animal n.thing n.garment v.pose v.gesture n.defect n.posture n.expression"),
    f("video", 12, verb="v.make", any="v.animate", no="n.text"),
    f("portrait", 20, start="n.face", verb="v.paint", no="n.animal n.thing"),
    f("pose", 14, start="n.person n.animal", verb="m.be v.gesture", verbs="v.pose", any="m.be", no="n.thing n.garment n.scene"),
    f("text", 12, object="n.textholder", verb=CHANGING, into="x.number"),
    f("text", 12, start="n.text", any="n.colourword"),
    f("text", 12, start="n.text", verb="v.change v.scale v.replace v.fix"),
    f("color", 14, verbless=True, object="n.colour", any="n.looks", no="n.text n.background n.style"),
    f("video", 10, verb="v.add v.make v.change v.bring", head="n.motion", no="n.text"),
    f("background", 24, verb=CHANGING + " v.add v.paint", start="n.backing", no="n.text"),
    f("compose", 18, verb="v.pasted", into="n.frame n.group n.person n.self", no="m.anew n.scene"),
    f("compose", 18, verb="v.pasted", place="n.frame n.group n.person n.self", no="m.anew n.scene"),
    f("compose", 14, verb="v.pasted", object="n.person n.self n.animal", no="m.anew n.scene n.background"),
    f("add", 18, verb="v.pasted", object="m.anew", no="n.text"),
    f("complete", 18, any="v.fillout", head="n.scene n.sky n.ground n.background n.frame", no="n.light n.tone n.text"),
    f("complete", 18, start="v.move n.direction", any="v.fillout", no="n.light n.tone n.makeup n.text"),
    f("layout", 24, verb=CHANGING + " v.count v.scale v.extract", into_head="m.anew", no="n.text n.frame"),
    f("layout", 16, verb=CHANGING + " v.count", last="m.anew", any="v.count n.scaleword", no="n.text n.frame"),
    f("replace", 16, verb="v.replace v.change", into="m.of", into_head="n.animal n.person n.thing n.garment x.thing",
      verbs="v.pose", no="n.text"),
)  # fmt: skip
# A frame that asks for no cue asks for the one that every Chinese clause has.
CHINESE: tuple[Frame, ...] = tuple(one if one.cue else replace(one, cue=bit("c.unspaced")) for one in _FRAMES)
