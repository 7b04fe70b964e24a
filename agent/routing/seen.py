"""What shall be seen or done to a thing in words that the reader does not know: a route takes it as to be invented."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from agent.plan import Intent, Plan, Step
from agent.route import Facts
from agent.rules.engine.about import names_light_or_frame
from agent.rules.terms.routed import routed
from backends.types import Task


def as_seen(plan: Plan, facts: Facts) -> Plan:
    """What shall be seen, named without a verb ("my sister with a pixie cut"; in a marked place, "a porthole"), has to
    be invented."""
    if plan.steps or plan.intent not in (Intent.VAGUE, Intent.UNKNOWN):
        return plan
    asked = routed(plan.words)[1]
    if facts.references and _TOGETHER.intersection(asked.lower().split()):
        return replace(plan, steps=(Step(Task.COMPOSE, words=plan.words, generates=True),))
    wished = _WISHED.search(asked) and not names_light_or_frame(asked)
    if not (wished or _SEEN.search(asked) or _DONE_TO.search(asked) or (facts.mask and _A_THING.search(asked))):
        return plan
    return replace(plan, steps=(Step(Task.ADD, words=plan.words, generates=True),))


# "The table laid for eight", "ivy round the door", "have the kettle steam", "a moustache for the mascot".
_SEEN = re.compile(
    r"^(?:an? )?(?:pack ?shot|product shot|hero shot|flat ?lay) of (?:my|our|the|this) [\w' -]{2,30}? (?:among|amid|on|in|with|surrounded by|next to|beside|between|against|under) \w"
    r"|^(?:the|my|our|his|her|their|an?) (?:[\w'-]+ ){1,2}?(?:full|covered|laid|filled|decked|wrapped|lit|overgrown|set|dressed|painted|made|built|hung|strewn|piled|topped|surrounded|empty|open|closed|[a-z]{3,}(?:ed|ing)) (?:of|in|with|for|by|on|from|out|over|up)\b"
    r"|^(?!(?:zoom|look|go|come|back|more|less|show|tell|focus|closer|switch|work|start|stop|move|turn|what|which|how|why|where|is|are|do|the|not|and|or|but|only|up|down|one|all|none|nothing|something|anything)\b)[a-z]{3,}(?: (?:[a-z]+ing|[a-z]{3,}))? (?:on|in|from|round|around|over|under|across|along|behind|beside|above|up|out of|at|against|through|outside|inside) (?:the|an?|my|his|her|our|every|each|both|all)\b"
    r"|^(?:have|let|make) (?:the|my|our|his|her|an?|some) (?:[\w'-]+ ){1,2}?(?!look\b|pop\b|better\b|nicer\b)[a-z]{3,}(?: (?:over|up|down|out|away|off|back|in))?\W*$"
    r"|^(?:(?:the|my|our|his|her|their|this) )?(?!(?:photo|picture|image|shot|version|copy|one|it|same|scan|file|print)\b)(?:[\w'-]+ ){1,2}?(?:with|plus) (?!(?:[\w'-]+ ){0,3}?(?:looks?|tones?|mood|feel|glow|vignette|grain|borders?|frame|contrast|lights?|lighting|cast|tint|bit|touch|colou?rs?|saturation|exposure|shadows?|highlights?|sharpness|background|blur|margin|edges?|corners?|size|pixels|warmth|less|more|better|softer|brighter|darker|nothing|no)\b)(?:[\w'-]+ ){0,2}?[a-z]{3,}\W*$"
    r"|(?:^|\b(?:how|what) )(?:an?|the|some|my|our) (?:[\w'-]+ ){0,3}?[a-z]{3,} (?:would|might|could|will) look\b(?! (?:in black|brighter|darker|warmer|cooler|softer|sharper|cropped|bigger|smaller))"
    r"|^(?:an?|some|two|three|another|more|lots of) [\w' -]{2,40}? (?:for|on|in|at|by|under|over|above|behind|beside|near|around|across|against|from|along|next to|in front of|to) [\w']+",
    re.I,
)
# "The wall needs pictures on it", "I want the lake frozen": only where no word could mean the engine.
_WISHED = re.compile(
    r"^(?:i|we)(?:'d| would)? (?:want|like|love|need|prefer) (?:the|my|our|his|her|their) (?!(?:photo|picture|image|shot|result|version|file|whole|scan)\b)(?:[\w'-]+ ){1,2}?(?!better\b|nicer\b|good\b|perfect\b|different\b|fixed\b|edited\b|back\b|done\b|\w+er\b|more\b|less\b|too\b|version\b|photo\b|picture\b|look\b|one\b|gone\b|out\b|off\b|away\b|hidden\b|removed\b|visible\b|unreadable\b|readable\b|unrecogni\w+|blurred\b|pixelated\b|covered\b|centred\b|centered\b|in\b|even\b|only\b|alone\b|too\b)[a-z]{3,}\W*$"
    r"|^(?:the|my|our|his|her|their|this|that) (?!(?:photo|picture|image|shot|result|version|file|whole|scan)\b)(?:[\w'-]+ ){1,2}?(?:needs?|wants?|could use|could do with|should have|must have|lacks?) (?!to\b|\w+ing\W*$|some (?:work|help|love|more)|work\b|help\b|more\b|less\b|a (?:bit|little|touch|lot|hint|better|bit more)\b|(?:[\w-]+ )?(?:light|contrast|colou?r|sharpening|crop|pop|punch|warmth|depth|tone|fix|fixing|polish|edit|editing)\b)(?:[\w'-]+ ?)+\W*$",
    re.I,
)
# A verb that is not known, with a thing behind it ("flood the street"): what it does was never photographed.
_DONE_TO = re.compile(
    r"^(?:please |now |then |and |(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody) (?:please )?|i'd (?:like|love) (?:you )?to |let's )*"
    r"(?!(?:show|tell|see|like|love|hate|save|open|close|compare|keep|use|undo|redo|delete|export|rename|load|what|which|is|are|was|fix|improve|enhance|edit|do|go|have|with|for|in|on|at|as|of|from|to|but|that|this|why|how|who|where|when|explain|describe|count|read|help|thanks?|not|all|only|just|call|name|email|print|share|send|upload|forget|remember|ignore|check|find|search|look|give|need|want|know|think|get|got|try|start|begin|stop|skip|leave|match|tidy|level|straighten|balance|correct|adjust|tune)\b)"
    r"[a-z]{3,} (?:the|an?|my|his|her|our|their|some|this|that|these|those|[A-Z]{2,}) (?!(?:photo|picture|image|shot|file|pic|one|thing|result|version|variant|whole)\b)[\w'-]+"
)
# "All these cousins round one table": with more pictures at hand, who stands where is put together.
_TOGETHER = frozenset(["round", "around", "at", "on", "in", "beside", "behind", "before", "together", "side", "inside"])
_A_THING = re.compile(r"(?:^|[:,] ?)(?:a|an|some|the) \w+", re.I)
