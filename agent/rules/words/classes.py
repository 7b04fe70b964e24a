"""The classes of words that clauses are cut at, and where each of their parts begins."""

from __future__ import annotations

from agent.rules.words.vocabulary import bit, bits

VERBS = bits(
    "v.remove v.add v.replace v.change v.make v.move v.scale v.blur v.extract v.crop v.restore v.write v.translate"
    " v.stylize v.paint v.tone v.retouch v.combine v.complete v.animate v.view v.fix v.give v.show v.keep v.save"
    " v.count v.create v.coat v.time v.colorize v.gesture v.shift v.drop v.cut v.transport v.dress"
)
POSE, THING = bit("v.pose"), bit("x.thing")
INTO, STRONG, PLACE, FROM = bit("m.into"), bit("m.strong_into"), bit("m.place"), bit("m.from")
THEN, AND, BE, OBJECT, AFTER = (
    bits("m.then m.but"),
    bit("m.and"),
    bit("m.be"),
    bit("m.object"),
    bit("m.object_after"),
)
DET = bit("m.det")
NOUNS_TOO = bits(
    "n.light n.text n.style n.camera n.frame n.tone n.colour n.person n.animal n.scene n.background n.colourword"
    " n.scaleword n.direction n.size n.defect n.writing n.textholder n.border n.thing n.pattern n.material"
    " n.garment n.face n.hair"
    " n.skin n.body n.makeup n.season n.weather n.ground n.posture n.expression n.effectword v.gesture"
)
MAKE, KEEP = bit("v.make"), bit("v.keep")
