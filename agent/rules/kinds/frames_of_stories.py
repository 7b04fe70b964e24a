"""Frames of what people tell about when they ask for it among others: sizes by comparison, wings, what is shiny."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from agent.rules.kinds.frame import THINGS, Frame, f

STORIES: tuple[Frame, ...] = (
    f(
        "layout",
        9,
        verb="v.make",
        object=THINGS + " n.person n.body",
        into="n.scaleword a.sized",
        any="m.same",
        no="n.text n.frame n.tone a.tonal",
    ),
    f("add", 12, verb="v.put v.add v.give", head="n.extra", no="x.quoted n.text"),
    f("replace", 9, verb="v.give", any="m.instead", no="n.background n.text x.quoted n.self v.pose"),
    f("blur", 16, verb="v.make m.be", object="n.background", into="a.blurred a.softened", no="n.face"),
    f("portrait", 6, verb="v.tone v.lower", any="n.face n.skin", no="a.tonal n.light n.tone n.colour n.animal"),
    f("text", 5, verb="v.add v.put", object="x.caps", any="n.writing n.text", no="x.quoted"),
    f("extract", 12, verb="v.remove", place="n.background", any="m.offof", no="n.person n.defect"),
    f(
        "replace",
        6,
        verb="v.make m.be v.change",
        object=THINGS,
        into="a.shape",
        no="n.frame n.text n.logo n.border n.hair n.face",
    ),
    f("replace", 14, verb="v.put", head="n.face", place="n.body n.person n.animal", no="n.text"),
    f("background", 14, verbless=True, place="m.behind m.rear", any="m.instead", no="n.text"),
    f(
        "complete",
        12,
        verb="v.add",
        object="m.more",
        place="n.direction m.sides",
        no=THINGS + " n.text n.tone n.light n.colour",
    ),
    f("portrait", 14, verb="v.show v.make", any="m.without", last="n.hair n.makeup n.skin", no="n.text n.animal"),
    f(
        "color",
        9,
        verb="v.make",
        object=THINGS + " n.frame",
        last="n.colour",
        place="n.colour",
        no="n.text n.background n.tone a.tonal",
    ),
    f("remove", 10, start="m.there", any="v.goes", no="n.text"),
    f(
        "portrait",
        9,
        verb="v.add v.coat v.hide v.paint",
        into_head="n.hair n.skin n.makeup",
        no="n.animal n.text",
    ),
    f("crop", 12, verb="v.cut v.crop", object="n.else", no="x.quoted"),
    f("layout", 24, start="v.goes", place="n.direction", no="n.text m.from"),
    f("layout", 20, start="v.goes", last="n.direction", no="n.text m.from"),
    f("pose", 9, verb="v.make v.have", verbs="v.cry", no="n.text"),
    f("color", 12, verbless=True, last="n.colour", verbs="v.pose", any="n.vague", no="n.person n.text n.frame"),
    f("tone", 8, verbless=True, start="a.tonal", head="n.colourword", no="n.thing n.garment n.person x.thing n.hair n.text"
      " n.face n.background n.ground n.animal"),
    f("portrait", 12, verbless=True, start="n.person n.self", place="n.garment", no="m.only m.without m.nobody n.text"),
    f("portrait", 12, verbless=True, head="n.outfit", object="x.any", no="n.text n.animal n.scene n.hair n.product"),
    f("portrait", 8, verbless=True, start="n.outfit", any="m.into", no="n.animal n.scene n.product"),
    f("portrait", 7, verbless=True, object="n.hair", any="n.colour", start="m.det", no="n.animal n.text"),
    f("color", 8, verbless=True, last="n.colour", any="m.more", definite=True, no="n.hair n.skin n.face n.text n.background"
      " n.frame n.tone n.light a.tonal"),
    f("remove", 24, any="x.may_go", no="n.text"),
    f("portrait", 16, verbless=True, head="n.face n.skin", any="a.state a.sharp", no="n.animal n.text n.thing"),
    f("complete", 14, any="m.sides", object="m.more", no="n.text n.light n.tone n.hair n.colour"),
    f("blur", 46, cue="c.blur", any="m.unseen x.withheld x.unwanted m.denied m.not"),
    f("pose", 9, verbless=True, head="n.body n.face", verbs="v.pose v.gesture", no="n.thing x.thing n.garment n.colour"),
    f("portrait", 18, verb="v.have v.give v.make", head="n.face n.skin n.hair", object="x.any", no="n.animal n.text n.thing"),
    f("portrait", 12, verb="v.tone v.lower v.shift", any="n.expression n.makeup", no="a.tonal n.light n.colour n.animal"),
    f("text", 18, verb="m.be", object="n.text n.writing x.number", verbs="v.make v.change v.replace", no="n.person"),
    f("remove", 16, verbless=True, start="m.less", no="n.tone n.light n.colour n.colourword a.tonal n.defect n.text n.style"
      " n.hair n.face n.skin n.makeup n.body n.age n.background n.sky n.camera n.frame n.cast n.rain n.variant x.px"
      " n.garment n.size n.effect"),
    f("replace", 9, verb="m.be v.make v.change", into="x.same", no="n.colour n.material n.text n.tone a.tonal n.frame n.hair n.face n.body n.skin"
      " a.bigger a.smaller n.border x.number"),
    f("portrait", 12, verb="v.show", last="n.hair n.age n.bodyshape n.makeup", no="n.thing n.text n.animal n.frame"),
    f("pose", 14, verb="m.be v.tone v.gesture", object="n.limb", no="n.skin n.garment n.colour n.hair a.bigger a.smaller"
      " n.material n.text v.add v.remove x.any m.without"),
    f("style", 9, verb="v.add v.coat v.give", head="n.finish", any="n.style", no="n.garment n.thing n.person n.material"),
    f("tone", 8, verb="v.add v.coat v.give", head="n.finish", any="n.tone a.tonal",
      no="n.garment n.thing n.person n.material n.style"),
    f("material", 16, verb="v.give v.make v.add m.be", any="n.gloss", object=THINGS + " n.surface n.partof",
      no="n.frame n.hair n.face n.skin n.text"),
    f("background", 14, verb="v.put v.move v.drop v.transport", object="n.person n.animal n.self", definite=True,
      place="n.direction", any="x.new_scene", no="n.text n.frame"),
)  # fmt: skip
