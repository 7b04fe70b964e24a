"""How strongly the parts of a clause speak for each kind of edit: one line a frame, scores add up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from agent.rules.clauses import Clause
from agent.rules.vocabulary import bits

_CHANGING = "v.change v.make v.replace"
_FIXING = "v.fix v.restore v.remove v.tone v.change"
_ACTS = (
    "v.remove v.add v.replace v.change v.make v.move v.scale v.write v.fix v.give v.paint v.crop v.tone v.restore"
    " v.blur v.extract v.combine v.count v.translate v.show"
)
_NO_THING = (
    "n.frame n.background n.tone n.colourword n.materialword n.styleword n.posture n.expression n.scaleword n.camera"
    " n.hair n.text n.light n.weather n.season n.size"
)
_THINGS = "x.thing n.thing n.animal n.garment"
_WHO = "n.person n.animal n.body n.face"
_LOOKS = "n.hair n.face n.skin n.makeup n.body n.age"


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause fits when each mask that is not 0 shares a bit with that part of it, and `no` shares none with any."""

    label: str
    weight: float
    verb: int = 0
    head: int = 0
    object: int = 0
    into: int = 0
    into_head: int = 0
    place: int = 0
    last: int = 0
    any: int = 0
    start: int = 0
    verbs: int = 0
    cue: int = 0
    no: int = 0
    no_head: int = 0
    no_into: int = 0
    verbless: bool = False
    objectless: bool = False
    definite: bool | None = None
    resultless: bool = False


def f(label: str, weight: float, **parts: str | bool | None) -> Frame:
    return Frame(label, weight, **{k: bits(v) if isinstance(v, str) else v for k, v in parts.items()})  # pyright: ignore


FRAMES: tuple[Frame, ...] = (
    # text
    f("text", 4, any="x.quoted"),
    f("text", 9, object="x.quoted"),
    f("text", 8, verb=_ACTS, head="n.text"),
    f("text", 3, any="n.text"),
    f("text", 4, object="n.text"),
    f("text", 10, verb=_ACTS, head="n.language n.writing"),
    f("text", 3, verb="v.change v.replace v.fix v.write v.move", any="n.writing n.language"),
    f("text", 5, head="n.text n.textholder n.writing", any="n.wrong"),
    f("text", 5, verb="v.fix v.change", object="n.wrong"),
    f("text", 4, verb="v.fix v.change v.scale", head="n.text n.textholder"),
    f("text", 5, verb="v.time"),
    f("text", 4, place="n.text", verb=_ACTS),
    f("text", 3, into_head="n.text"),
    f("text", 5, verb="v.write", no="n.style"),
    f("text", 3, verbs="v.write"),
    f("text", 7, verb="v.translate"),
    f("text", 4, verb=_CHANGING + " v.remove v.add v.write v.fix v.move", object="x.caps"),
    f("text", 3, verb=_CHANGING, into="x.caps x.number"),
    f("text", 4, verb=_CHANGING + " v.write v.fix v.remove", object="x.number", no="n.person n.animal n.tone"),
    f("text", 3, head="n.textholder", verb="v.change v.replace v.write v.fix", no_into="n.colour n.material"),
    f("text", 2, any="n.textholder"),
    f("text", 4, cue="c.text"),
    f("text", 9, head="n.colourword n.scaleword n.direction n.size n.light", any="n.text x.quoted",
      no_head="n.frame"),
    f("text", 8, object="n.text", into="n.colour"),
    f("remove", 5, cue="c.remove"),
    f("remove", 9, verbless=True, start="m.without", no_head="n.background n.tone"),
    # remove
    f("remove", 5, verb="v.remove"),
    f("remove", 1, start="v.remove"),
    f("remove", 2, verbs="v.remove"),
    f("remove", 3, verb="v.remove", head="n.person n.garment n.animal n.photoobject"),
    f("restore", 7, verb="v.remove", head="n.defect n.rain", no_head="n.photoobject"),
    f("restore", 7, verb="v.remove v.fix", object="n.defect", head="n.generic"),
    f("restore", 9, verb="v.remove", head="n.frame", place="n.defect"),
    f("restore", 4, verb="v.remove", object="n.defect", no_head="n.photoobject n.person n.animal"),
    f("remove", 4, verb="v.remove", head="n.cast"),
    f("remove", 4, verb="v.remove", head="n.cast", place="n.person n.animal n.garment x.thing n.thing"),
    f("extract", 12, verb="v.remove", head="n.background", resultless=True),
    f("extract", 5, verb="v.remove", any="n.else"),
    f("portrait", 10, verb="v.remove", head="n.skin n.makeup n.hair n.face", no="n.animal n.garment"),
    f("tone", 7, verb="v.remove", head="n.tone n.colourword", no_head="n.defect"),
    f("tone", 4, verb="v.remove", head="n.light"),
    # add
    f("add", 5, verb="v.add"),
    f("add", 1, start="v.add"),
    f("add", 3, verb="v.create"),
    f("add", 5, verb="v.give", no_head="n.tone n.style n.age"),
    f("add", 14, verb="v.have", object="x.any", no="n.text n.textholder"),
    f("add", 3.5, verbless=True, start="m.det", head="x.thing n.thing n.animal n.person n.garment", object="x.any"),
    f("add", 2, verbs="v.add", no="n.frame"),
    f("add", 5, verbless=True, start="v.pose", no_head="n.person", place="n.animal n.thing x.thing n.scene"),
    f("tone", 7, verb="v.add v.give", head="n.tone", no_head="n.light n.season"),
    f("tone", 7, verb="v.add v.give v.create v.change", any="n.light",
      no="n.thing n.background n.animal n.garment", no_head="x.thing n.person"),
    f("tone", 5, verb="v.create", any="n.tone"),
    f("tone", 8, verb="v.add", head="n.colourword", any="n.colour"),
    f("tone", 10, verb="v.add v.give", head="n.effectword", no="n.animal n.style n.makeup"),
    f("color", 12, verb="v.coat", any="n.colour", last="n.colour n.colourword n.garment"),
    f("color", 8, verb="v.coat", start="n.colour"),
    f("add", 6, verb="v.add", head="x.thing n.thing n.animal n.person n.garment", no="n.defect", definite=False),
    f("style", 6, verb="v.create", any="n.style"),
    f("style", 9, verb="v.move", any="n.style", head="n.frame"),
    f("style", 11, verb="v.give", object="n.style", any="n.frame"),
    f("color", 7, verb="v.add v.give v.replace v.show v.create", last="n.colour n.colourword", any="n.colour",
      no_head="n.frame n.background n.garment", no="n.tone"),
    f("style", 7, verb="v.give v.change v.make", head="n.style n.styleword"),
    f("style", 7, verb="v.add", head="n.styleword"),
    f("style", 12, verb="v.add v.give", object="n.style", head="n.effectword n.styleword"),
    f("style", 9, any="m.numbered", head="n.styleword"),
    f("portrait", 6, verb="v.add v.give", head="n.makeup n.skin n.hair n.age", no="n.animal"),
    f("pose", 7, verb="v.add v.give", head="n.expression n.posture"),
    f("blur", 7, verb="v.add v.give", any="n.effect"),
    f("background", 11, verb="v.add", head="n.background"),
    f("background", 9, verb=_CHANGING, object="n.background", into="n.colour"),
    f("background", 8, verb="v.put v.move", definite=True, last="n.scene n.season", no_head="n.background",
      no="n.text"),
    f("background", 12, verb="v.make", object="n.background", last="n.scene n.season n.background"),
    f("background", 9, verb="v.replace", any="m.behind"),
    f("background", 7, verb="v.move", any="n.scene n.season", no="n.direction n.thing"),
    f("background", 8, verb="v.add v.make v.show v.change v.move", object="n.person n.frame",
      place="n.scene n.background n.season", definite=True, no="v.pose"),
    f("background", 4, verb="v.add v.move", place="n.scene n.background", definite=True),
    f("layout", 8, verb="v.put", definite=True, place="n.direction", no="n.text x.quoted n.scene n.person"),
    # what is said in other ways
    f("replace", 9, start="m.instead", no="n.background"),
    f("background", 9, verb=_CHANGING, objectless=True, into_head="n.scene n.season n.sky n.ground"),
    f("background", 12, verbless=True, head="n.sky", no="a.tonal n.tone n.light m.more"),
    f("background", 6, verbless=True, head="n.scene",
      no="m.only m.without a.tonal n.tone n.light n.camera n.style n.styleword n.text"),
    f("background", 9, any="n.self", verb="v.pose v.gesture", place="n.scene"),
    f("background", 9, verb="v.make v.change v.show", object="n.frame", into="n.season n.scene", any="m.like",
      no="n.tone"),
    f("style", 6, verb="v.make v.stylize v.show", object="n.frame", any="m.like",
      no="n.season n.scene n.background n.person a.tonal n.tone v.add"),
    f("layout", 9, verb="v.make v.change", into_head="n.scaleword a.bigger a.smaller",
      no_head="n.frame n.text n.size n.hair n.border n.face n.body"),
    f("tone", 9, verb="v.shift", head="n.tone n.light"),
    f("tone", 12, verb="v.add v.give", any="n.tone", head="n.tone n.light n.season", no="n.thing n.animal n.person"),
    f("text", 9, verb=_CHANGING, object="x.latin", into="x.latin"),
    f("text", 6, verb=_CHANGING, object="x.quoted", into="x.quoted"),
    f("complete", 9, cue="c.complete", verb="v.make v.add v.write v.show v.complete v.view v.fix v.create"),
    f("blur", 9, verb="v.remove v.fix", any="v.blur"),
    f("remove", 9, cue="c.remove", verb="v.fix v.gesture v.make"),
    f("add", 7, verb="v.drop", object="x.any"),
    f("add", 6, verbless=True, start="m.more", head="n.thing x.thing n.animal n.person n.garment",
      no="n.tone n.light a.tonal n.style n.colourword n.defect n.text n.variant"),
    f("add", 9, verb="v.paint", object="x.any", no="n.colour n.text"),
    f("color", 6, verbless=True, object="n.colour", any="x.asked_place", no="n.text n.background"),
    f("tone", 9, verb="v.make", object="n.tone", last="n.colour", no="n.thing n.person n.animal n.garment"),
    f("background", 10, verb="v.make v.put v.move v.show", object="n.self", place="n.scene"),
    f("remove", 8, verb="v.cut", head="n.person n.animal"),
    f("crop", 6, verb="v.cut", head="n.frame n.border n.direction n.half"),
    f("crop", 6, any="n.half", no="a.tonal v.tone v.blur n.tone n.colour"),
    f("crop", 14, verbless=True, start="n.orient", any="m.instead"),
    f("style", 6, any="n.style", head="n.variant"),
    f("pose", 9, verb="v.make", object="n.person n.animal", into="n.direction n.camera", no="n.thing x.thing n.text"),
    f("layout", 9, verb="v.put", definite=True, object="n.direction", no="n.text n.body"),
    f("blur", 8, verb="v.blur", any="n.text n.textholder n.writing"),
    f("video", 4, any="n.motion", no="n.text x.quoted"),
    f("material", 6, verbless=True, place="n.material", no="m.as m.like n.style"),
    f("variation", 8, verbless=True, head="n.variant", no="n.style n.tone a.tonal n.background n.colour"),
    f("variation", 8, verb="v.show v.give", head="n.variant", no="n.style n.tone a.tonal n.background n.colour"),
    f("text", 9, verb=_CHANGING, object="x.number", into="x.number", no="n.tone n.person n.size"),
    f("style", 9, verb=_CHANGING + " v.stylize v.show", into="n.style", into_head="n.character n.styleword"),
    f("color", 14, verbless=True, start="n.colour", any="m.instead"),
    f("color", 10, verb="v.make v.paint v.change", any="m.same", object="n.colour", no="n.text"),
    f("tone", 8, verbless=True, start="m.more", any="n.colourword n.tone", no="n.sky"),
    f("portrait", 8, verb="v.make v.scale v.change", object="n.face n.body n.hair n.skin", last="a.bigger a.smaller",
      no="n.animal n.thing"),
    f("portrait", 8, verbless=True, any="a.bigger a.smaller m.more", object="n.face n.skin n.hair n.body",
      no="n.animal"),
    f("portrait", 8, verbless=True, start="m.more", any="n.face n.skin"),
    f("pose", 4, verb="v.make v.change", object="n.body", verbs="v.pose",
      no="n.hair n.skin n.makeup n.age n.bodyshape"),
    f("pose", 9, verb="v.put", head="n.body", place="n.garment n.body n.face"),
    f("layout", 9, verb="v.put", definite=True, cue="c.layout", no="n.text x.quoted"),
    f("viewpoint", 14, verb="v.shift v.move", object="n.camera", no_head="n.thing x.thing n.person n.animal"),
    f("color", 8, verb="v.paint", any="n.colour", no="n.frame n.text n.sky"),
    f("complete", 4, verbless=True, start="m.more", cue="c.complete"),
    f("blur", 16, verb="v.make v.keep", any="m.behind m.rear n.background", last="a.softened"),
    f("background", 9, verbless=True, any="m.rear", object="n.colour n.scene n.material", no="m.without"),
    f("compose", 8, verb="v.put v.add v.combine v.make v.move", cue="c.compose"),
    f("add", 5, verbless=True, any="x.asked_place",
      no="n.tone n.light a.tonal n.background n.style n.text n.defect n.camera n.colour n.skin n.hair n.face"
      " m.without x.px x.ratio x.number"),
    # replace
    f("replace", 5, verb="v.replace"),
    f("replace", 5, verb=_CHANGING, into_head="x.thing n.thing n.animal n.garment n.textholder n.person n.graphic",
      no_head=_NO_THING),
    f("replace", 2, verb=_CHANGING, into="n.person n.animal n.garment n.textholder n.thing a.state",
      no_head=_NO_THING),
    f("replace", 6, verb=_CHANGING, head="n.pattern"),
    f("replace", 4, verb="v.make", last="n.animal n.garment n.person", no="v.pose"),
    f("replace", 6, verb="v.make", object="x.inner", no="n.frame n.style"),
    f("replace", 3.5, verbless=True, start="m.strong_into"),
    f("add", 8, verb="v.make", any="n.wearing"),
    f("add", 5, verbless=True, any="n.wearing", object="n.person"),
    f("replace", 10, verb="v.put", any="m.where"),
    f("replace", 4, any="m.instead", no="n.background"),
    # background
    f("background", 9, verb="v.replace v.change v.make v.give v.show v.paint", head="n.background", no="x.quoted"),
    f("background", 10, verb=_CHANGING, head="n.sky n.weather n.season"),
    f("color", 12, verb=_CHANGING, head="n.sky", into_head="n.colour"),
    f("background", 8, verb="v.change", into="n.scene n.ambience", place="n.frame", no_into="x.same"),
    f("background", 8, verb=_CHANGING, place="n.background", into="n.scene n.ground n.background", no_into="x.same"),
    f("background", 9, verb=_CHANGING, head="n.ground n.scene n.ambience", into_head="n.scene n.ambience n.ground",
      no_head="n.thing", no_into="x.same"),
    f("background", 8, verb=_CHANGING, place="n.scene n.season", into="n.scene n.season", any="m.from"),
    f("background", 8, verb=_CHANGING, object="n.background", into="n.scene n.ground n.sky"),
    f("background", 6, verb=_CHANGING, head="n.frame n.scene n.background", into="n.scene n.season"),
    f("background", 6, verb="v.make", last="n.season"),
    f("background", 4, verb=_CHANGING, into_head="n.scene n.season n.background",
      no_head="n.thing n.animal x.thing n.text"),
    f("background", 6, any="n.ambience", verb="v.change v.make v.move v.create v.show v.tone v.fix",
      place="n.scene n.season n.background"),
    f("background", 6, head="n.background", any="n.scene n.season"),
    f("background", 3, head="n.background", verb="v.tone v.fix v.move v.stylize"),
    f("background", 4, cue="c.background"),
    f("background", 12, verbless=True, any="n.background"),
    f("background", 8, any="m.behind", head="n.scene n.background n.colour n.material", no="v.remove"),
    f("background", 3, head="n.person", place="n.scene"),
    # colour
    f("color", 9, verb=_CHANGING + " v.paint", head="n.colourword", no_head="n.frame"),
    f("tone", 8, verb="v.fix v.tone", head="n.colourword", no="n.colour"),
    f("color", 5, verb="v.fix v.tone", head="n.colourword", any="m.of"),
    f("color", 9, verb=_CHANGING, into="n.colour", into_head="n.one n.colourword"),
    f("color", 5, verb="v.paint", no="n.frame"),
    f("color", 8, verb=_CHANGING + " v.paint", into_head="n.colour", no_head="n.background n.sky"),
    f("color", 7, verb="v.make v.paint", last="n.colour n.colourword", no_head="n.frame", any="n.colour"),
    f("color", 3, start="n.colour"),
    f("color", 4, verbless=True, head="x.thing n.thing n.garment", place="n.colour"),
    f("color", 16, verb="v.change v.make", head="n.light", place="n.thing", into_head="n.colour"),
    f("color", 9, verb=_CHANGING, into="x.same", any="n.colour", no="n.hair n.background"),
    f("color", 6, verb=_CHANGING, object="n.colour", into="n.colour",
      no_head="x.thing n.thing n.garment n.animal n.background"),
    f("material", 9, verb="v.change v.make", into="x.same", object="n.material x.thing", no="n.colour n.wearing"),
    f("material", 8, verb="v.change v.make", into="x.same", object="n.material"),
    f("color", 4, cue="c.color"),
    # material
    f("material", 8, verb="v.change v.make", any="n.materialword", no="n.style"),
    f("material", 5, any="n.materialword", no="n.style n.frame"),
    f("material", 8, verb="v.change v.make", into_head="n.material"),
    f("material", 9, verb="v.replace", into="n.materialword"),
    f("material", 4, verb="v.replace", into_head="n.material", no_into="m.det"),
    f("material", 6, verb="v.make", last="n.material"),
    f("material", 4, cue="c.material"),
    # style
    f("style", 8, verb="v.stylize"),
    f("style", 6, verb=_CHANGING + " v.stylize", into="n.style n.styleword",
      no_head="x.thing n.thing n.animal n.garment"),
    f("style", 6, verb=_CHANGING + " v.stylize", into="n.style", head="n.frame n.background n.ambience n.scene"),
    f("tone", 9, verb=_CHANGING, into_head="n.tone"),
    f("style", 6, verb=_CHANGING, into_head="n.styleword", no_head="x.thing n.thing n.garment"),
    f("tone", 8, any="n.bw", no_head="x.thing n.thing n.garment n.animal n.person"),
    f("style", 4, verb=_CHANGING, head="n.frame", into="n.style"),
    f("style", 5, cue="c.style", no_head=_THINGS),
    f("style", 3, any="n.style", no_head=_THINGS),
    f("style", 3, any="n.styleword", no_head=_THINGS),
    f("style", 3, cue="c.style", verb=_CHANGING),
    f("style", 7, verbless=True, any="n.style n.styleword"),
    f("style", 4, verbless=True, start="m.as"),
    # tone
    f("tone", 5, verb="v.tone"),
    f("tone", 4, verb="v.tone v.fix v.change", head="n.tone n.frame n.light n.colourword",
      any="n.tone n.light a.tonal v.tone"),
    f("tone", 6, verb="v.make", any="a.tonal", object="n.frame n.tone n.light n.colourword"),
    f("tone", 5, verb="v.make", last="a.tonal"),
    f("tone", 10, verb="v.make", object="n.frame", last="n.colour", any="m.more"),
    f("restore", 9, verb="v.colorize"),
    f("restore", 6, verb="v.fix v.restore v.make v.change", object="n.frame", any="n.defect"),
    f("remove", 8, verb="v.extract", place="n.background", object="n.person"),
    f("tone", 4, verbless=True, any="a.tonal"),
    f("tone", 10, verbless=True, any="a.tonal", head="n.colourword"),
    f("tone", 6, verbless=True, start="m.more", any="n.colour"),
    f("tone", 5, verb="v.change v.fix v.make v.give v.keep", head="n.tone"),
    f("tone", 4, cue="c.tone"),
    f("tone", 4, verbless=True, any="n.tone"),
    f("tone", 2, any="a.tonal"),
    # pose
    f("pose", 7, verb="v.make", object=_WHO, verbs="v.pose", no="n.colour n.wearing"),
    f("pose", 7, verb="v.gesture v.pose", object="n.person n.animal", any="m.be"),
    f("pose", 8, verb="v.make v.change", object=_WHO, any="n.posture"),
    f("pose", 6, verb="v.make", object="n.frame", into="n.expression n.posture"),
    f("pose", 12, verb="v.gesture", head="n.body n.face", no="n.frame", resultless=True),
    f("pose", 9, verb="v.make", object="n.person n.animal", any="n.camera", verbs="v.pose"),
    f("pose", 16, verb="v.gesture", head="n.body n.face", into="n.direction n.camera"),
    f("pose", 12, verb="v.make v.change", object=_WHO, verbs="v.gesture", no="n.frame", resultless=True),
    f("pose", 8, verb=_CHANGING + " v.fix", head="n.posture n.expression"),
    f("pose", 6, verb=_CHANGING, object="n.posture n.expression"),
    f("pose", 5, verb=_CHANGING, into="v.pose n.expression n.posture", object=_WHO),
    f("pose", 4, cue="c.pose"),
    f("pose", 4, start="v.pose"),
    f("pose", 3, verbless=True, object=_WHO, verbs="v.pose"),
    # portrait
    f("portrait", 6, verb="v.retouch"),
    f("portrait", 7,
      verb="v.change v.make v.fix v.scale v.tone v.paint v.retouch v.replace v.blur v.give v.restore v.complete",
      head=_LOOKS, no="n.animal n.garment"),
    f("portrait", 6, verbless=True, head="n.hair n.makeup"),
    f("portrait", 11, any="n.makeup", verb="v.change v.add v.paint v.tone v.fix"),
    f("portrait", 8, verb="v.fix v.make v.retouch v.change", object="n.person", any="n.vague", no="n.thing"),
    f("portrait", 4, verb="v.change v.make v.fix v.scale v.tone v.retouch", object=_LOOKS, no="n.animal n.thing"),
    f("portrait", 5, verb="v.make v.change", into="n.age", object="n.person n.face"),
    f("portrait", 8, verb="v.make v.change v.paint", object="n.hair n.makeup", no="n.animal n.garment"),
    f("portrait", 5, verb="v.make", object="n.person", any="n.age a.smaller", no_head="n.frame"),
    f("portrait", 4, cue="c.portrait"),
    f("portrait", 5, verb="v.add v.remove", any="n.makeup n.skin", no="n.animal"),
    f("portrait", 7, verb="v.make v.change v.fix v.give", any="n.bodyshape", no="n.frame n.animal"),
    # extract
    f("extract", 7, verb="v.extract"),
    f("extract", 12, verb="v.extract", any="x.quoted n.text n.textholder"),
    f("extract", 8, cue="c.extract"),
    f("extract", 12, any="n.seethrough"),
    f("extract", 6, verb="v.keep", any="m.only", no="n.colour"),
    # restore
    f("restore", 6, verb="v.restore"),
    f("restore", 5, verb=_FIXING, head="n.defect"),
    f("restore", 4, verb=_FIXING, any="n.defect"),
    f("restore", 5, verb="v.make", last="a.sharp"),
    f("restore", 4, verbless=True, any="a.sharp n.defect"),
    f("restore", 4, cue="c.restore"),
    # crop
    f("crop", 7, verb="v.crop"),
    f("crop", 6, verb="v.scale v.change v.make", head="n.frame", any="n.size x.px x.ratio x.number"),
    f("crop", 6, verb="v.scale", head="n.frame"),
    f("crop", 6, any="x.px"),
    f("crop", 4, any="x.ratio"),
    f("crop", 6, any="x.px x.big",
      verb="v.tone v.make v.add v.give v.scale v.restore v.replace v.show v.change v.create v.save",
      no="n.text n.person x.quoted n.textholder"),
    f("crop", 4, verbless=True, any="x.big"),
    f("crop", 5, any="n.dimension", no="n.text"),
    f("crop", 4, verbless=True, any="n.size"),
    f("crop", 3, any="n.size"),
    f("crop", 4, cue="c.crop"),
    f("crop", 14, verb="v.make", object="n.frame", last="n.orient"),
    # layout
    f("layout", 6, verb="v.move"),
    f("layout", 8, verb="v.scale", no_head="n.frame"),
    f("layout", 6, verb="v.make", any="a.bigger a.smaller", no_head="n.frame"),
    f("layout", 6, verb="v.change", head="n.scaleword n.direction"),
    f("layout", 11, verb="v.tone v.scale v.change v.fix", head="n.scaleword", no="n.frame x.px x.ratio"),
    f("layout", 3, cue="c.layout"),
    f("layout", 5, verb="v.count"),
    # viewpoint
    f("viewpoint", 5, cue="c.viewpoint"),
    f("viewpoint", 7, verb="v.change v.make v.show v.view v.replace v.move", head="n.camera"),
    f("viewpoint", 3, any="n.camera"),
    f("viewpoint", 12, verb="v.crop v.move v.gesture", object="n.camera", no_head="x.thing n.thing n.person"),
    f("viewpoint", 9, verb="v.crop v.move v.scale v.change v.gesture", any="n.camera",
      head="n.camera n.thing x.thing n.frame n.garment n.animal", no="n.border"),
    f("viewpoint", 4, verb="v.view"),
    f("viewpoint", 7, verb="v.show", head="n.direction"),
    f("viewpoint", 12, verbless=True, any="n.camera"),
    # compose
    f("compose", 10, any="m.numbered"),
    f("compose", 6, verb="v.combine"),
    f("compose", 3, cue="c.compose"),
    f("compose", 9, verb="v.replace", head="n.face", place="n.person"),
    # complete
    f("complete", 6, verb="v.complete"),
    f("complete", 6, cue="c.complete"),
    # blur
    f("blur", 12, verb="v.blur"),
    f("blur", 14, verb="v.make", last="a.blurred"),
    f("blur", 5, cue="c.blur"),
    f("video", 6, cue="c.video"),
    f("video", 14, any="x.seconds", no="n.text x.quoted"),
    f("video", 7, verb="v.animate"),
    f("variation", 10, cue="c.variation"),
    f("repeat", 10, cue="c.repeat"),
    # no operation at all
    f("vague", 4, verb="v.fix", no="n.defect n.tone"),
    f("vague", 2.5, cue="c.vague"),
    f("vague", 9, cue="c.hollow"),
    f("restore", 8, verb="v.fix", any="n.defect"),
    f("tone", 8, verb="v.fix", any="n.tone", no="n.defect"),
    f("vague", 4, verb="v.make", last="n.vague", object="n.frame"),
    f("tone", 2.6, verb="v.make", last="x.thing n.vague a.state", no_head="n.frame"),
    # what is left for general verbs
    f("replace", 3, verb="v.change", no="n.frame n.tone"),
    f("replace", 2, verb="v.make", into="m.det", no_head="n.frame"),
    f("add", 1.5, verbless=True),
)  # fmt: skip


def scores(clause: Clause) -> dict[str, float]:
    """What each kind gets from the frames that fit."""
    parts = (
        clause.head, clause.object, clause.into, clause.into_head, clause.place, clause.last, clause.any, clause.start,
        clause.verbs, clause.cues, ~0,
    )  # fmt: skip
    found: dict[str, float] = {}
    for part, mask, label, weight, needs, bans in _possible(
        clause.verb, bool(clause.into), clause.definite, clause.spans[0][0] < clause.spans[0][1]
    ):
        if not parts[part] & mask:
            continue
        for part, mask in needs:
            if not parts[part] & mask:
                break
        else:
            for part, mask in bans:
                if parts[part] & mask:
                    break
            else:
                found[label] = found.get(label, 0.0) + weight
    return found


_PARTS = ("head", "object", "into", "into_head", "place", "last", "any", "start", "verbs", "cues")
_NEEDS = ("head", "object", "into", "into_head", "place", "last", "any", "start", "verbs", "cue")
_BANS = {"no": "any", "no_head": "head", "no_into": "into"}
_Checks = tuple[tuple[int, int], ...]
# A frame that asks for nothing but its verb: the part that has every bit.
_NOTHING = (len(_PARTS), 1)


@lru_cache(maxsize=4096)
def _possible(
    verb: int, becomes: bool, definite: bool, thing: bool
) -> tuple[tuple[int, int, str, float, _Checks, _Checks], ...]:
    """The frames that a clause with this verb can fit, each with only the parts that it asks about."""
    found: list[tuple[int, int, str, float, _Checks, _Checks]] = []
    for each in FRAMES:
        if (each.verb and not each.verb & verb) or (each.verbless and verb) or (each.resultless and becomes):
            continue
        if each.objectless and thing:
            continue
        if each.definite is not None and each.definite != definite:
            continue
        needs = tuple((at, mask) for at, name in enumerate(_NEEDS) if (mask := getattr(each, name)))
        bans = tuple((_PARTS.index(part), mask) for name, part in _BANS.items() if (mask := getattr(each, name)))
        found.append((*(needs[0] if needs else _NOTHING), each.label, each.weight, needs[1:], bans))
    return tuple(found)
