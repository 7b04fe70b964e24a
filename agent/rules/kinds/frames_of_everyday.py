"""Frames of everyday wishes: what state or stuff a thing is to be in, what a light or a look is for, who wears what."""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from agent.rules.kinds.frame import THINGS, Frame, f

EVERYDAY: tuple[Frame, ...] = (
    # states, wear and stuff
    f("material", 14, verb="v.make m.be", any="a.decayed", object=THINGS + " n.scene n.surface n.ground n.partof", definite=True,
      no="n.frame n.text n.background n.person n.animal n.colour"),
    f("material", 10, verb="v.make", object="n.garment", last="a.worn a.state a.decayed", definite=True, no="n.person n.text"),
    f("material", 3, verb="v.make m.be", last="a.state a.worn", no="n.person n.animal n.frame n.face n.text n.background"),
    f("material", 20, verb="v.make m.be v.coat v.sheathe v.add", verbs="v.coat v.sheathe", into="n.grime", definite=True, no="n.text n.person n.frame"),
    f("material", 16, verb="v.coat v.sheathe", into_head="n.grime", definite=True, no="n.text n.person n.frame"),
    f("material", 20, verb="v.stylize v.create v.show", any="n.materialword", last="n.material", definite=True, no_head="n.frame", no="n.text"),
    f("material", 12, verb="m.modal m.be", any="n.materialword", place="n.material", no="n.text n.frame"),
    f("material", 14, verb="v.make m.be m.modal", any="n.materialword", into="n.material", no="n.text"),
    f("material", 14, verb="v.make m.be m.modal", any="m.like", place="n.material", verbs="v.sheathe v.craft", no="n.text n.wearing"),
    f("material", 20, verb="v.make m.be", any="n.wearing", into="n.material", object=THINGS + " n.surface", no_head="n.person n.animal n.frame", no="n.self"),
    f("replace", 6, verb="v.make", last="a.flavour", object="n.thing", no="n.text n.person n.colour"),
    # colour
    f("color", 16, any="x.imagined", object="n.colour", head="x.thing n.thing n.garment n.surface n.partof", no="n.text n.frame n.hair"),
    f("material", 18, any="x.imagined", object="n.material", no="n.text n.colour n.hair"),
    f("color", 14, any="x.imagined", into="n.colour", no="n.text n.frame n.hair n.material"),
    f("material", 14, any="x.imagined", into="n.material", no="n.text n.frame n.colour"),
    f("portrait", 14, any="x.imagined", object="n.hair", into="n.colour n.hair a.bigger a.smaller", no="n.text n.animal"),
    f("portrait", 18, any="x.imagined", head="n.hair n.makeup n.face n.skin n.grooming", no="n.animal"),
    f("background", 16, any="x.imagined", place="n.background m.behind m.rear", head="n.scene n.ground n.sky n.season n.ambience x.thing n.thing", no="n.text"),
    f("color", 16, verb="m.modal m.be", any="n.wearing v.have", last="n.garment", object="n.person n.self", into="n.colour", no="n.text"),
    f("portrait", 14, verb="v.dressed", head="n.outfit n.garment", any="n.outfit", no="n.text n.animal"),
    f("material", 18, verb="v.show", any="m.with", into="n.material", no="n.text n.style"),
    f("color", 16, verb="v.show", any="m.with", into="n.colour", into_head="x.thing n.thing n.surface n.garment n.partof", no="n.text n.style n.material"),
    f("material", 14, verb="v.change v.replace", object="n.material", into_head="n.one", any="a.tonal", no="n.text"),
    f("color", 9, verb="v.change v.make", object="n.partof", into="n.colour", no="n.text n.frame n.materialword"),
    # light
    f("tone", 14, verb="v.make m.modal m.be", any="v.shine", definite=True, no="n.person n.text n.colour n.material n.face"),    f("tone", 22, verb="v.add v.give v.create", head="n.light", no="n.text n.thing n.animal n.garment n.effect v.blur"),
    f("tone", 9, verb="v.tone", head="n.face", any="m.rear n.scene n.direction n.person n.background", no="n.makeup n.skin n.colour"),
    # a person
    f("portrait", 16, verb="v.make", object="n.person n.self", any="a.complexion", no="n.thing n.animal n.garment n.text"),
    f("portrait", 18, verb="v.make", object="n.body n.face", any="a.figure", no="n.animal n.thing n.text n.expression"),
    f("portrait", 12, verb="v.make", object="n.face", last="n.colour", definite=True, no="n.animal n.thing n.text n.garment"),
    f("portrait", 16, verb="v.retouch", object="n.person n.self", no="n.frame n.animal n.thing"),
    f("portrait", 18, verb="v.tidy", head="n.wornpart n.garment", object="n.wornpart", definite=True, no="n.frame n.text x.quoted"),
    f("portrait", 9, verb="v.remove", object="n.face n.skin", definite=True, no="n.animal n.thing n.garment n.text n.defect n.self"),
    f("portrait", 14, verb="v.change v.make v.replace", object="n.outfit", into="n.outfit", no="n.text n.colour n.material n.animal"),
    # the whole picture
    f("style", 12, verb="v.make v.change", into_head="n.style n.medium", object="n.person n.animal n.self", no="n.text x.quoted"),
    f("background", 20, verb="v.add m.needs", head="n.sky n.background", any="n.vague a.tonal", no="n.text n.thing n.person"),
    f("background", 16, verb="v.put v.add", object="n.background", any="m.behind", no="n.text n.thing"),
    f("background", 24, verb="v.put", definite=True, place="n.scene n.surface n.sweep n.material n.ground n.thing", any="n.light n.tone", no="n.text", no_head="n.light"),
    f("background", 16, verb="v.put v.add", cue="c.background", any="m.instead", no="n.text"),
    f("background", 40, verbless=True, object="n.vague", any="m.behind m.rear", no="n.text"),
    f("background", 12, verbless=True, object="n.sky n.background", any="n.vague", no="n.text"),
    f("background", 24, verb="v.make m.be", any="m.whereabouts", into="n.scene n.land n.season n.ground", no="n.text"),
    f("background", 14, verb="m.be m.modal v.make v.fix", object="n.weather n.sky n.background", any="n.vague", no="n.text"),
    f("background", 14, verb="v.show v.put v.create", any="n.storm", definite=True, no="n.text n.frame"),
    f("blur", 12, verb="v.make", object="n.background m.rear", any="a.blurred", no="n.text"),
    f("style", 14, verb="v.create v.make v.show", object="n.variant", any="n.style n.styleword", no="n.text n.colour"),
    f("text", 14, verb="v.change v.replace", place="n.textholder", into="x.number n.text", no="n.colour"),
    f("text", 24, cue="c.displays", any="n.textholder", no="n.person n.animal n.scene n.colour"),
    f("text", 20, cue="c.displays", object="x.number x.caps x.quoted x.ratio n.text n.writing", no="n.person n.animal n.textholder"),
    f("restore", 16, cue="c.revive", object="n.colourword", no="n.thing n.garment"),
    f("restore", 14, verb="v.make", object="n.frame", cue="c.enlarge", no="n.text"),
)  # fmt: skip
