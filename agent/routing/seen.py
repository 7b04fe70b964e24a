"""What shall be seen or done to a thing in words that the reader does not know: a route takes it as to be invented."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from agent.plan import Intent, Plan, Step
from agent.route import Facts
from agent.rules.terms.routed import routed
from backends.types import Task


def as_seen(plan: Plan, facts: Facts) -> Plan:
    """What shall be seen, named without a verb ("my sister with a pixie cut"; in a marked place, "a porthole"), has to
    be invented."""
    if plan.steps or plan.intent not in (Intent.VAGUE, Intent.UNKNOWN):
        return plan
    asked = routed(plan.words)[1]
    if not (_SEEN.search(asked) or _DONE_TO.search(asked) or (facts.mask and _A_THING.search(asked))):
        return plan
    return replace(plan, steps=(Step(Task.ADD, words=plan.words, generates=True),))


_SEEN = re.compile(
    r"^(?:the|my|our|his|her|their|an?) (?:[\w'-]+ ){1,2}?(?:full|covered|laid|filled|decked|wrapped|lit|overgrown|set|dressed|painted|made|built|hung|strewn|piled|topped|surrounded|empty|open|closed|[a-z]{3,}(?:ed|ing)) (?:of|in|with|for|by|on|from|out|over|up)\b"
    r"|^(?!(?:zoom|look|go|come|back|more|less|show|tell|focus|closer|switch|work|start|stop|move|turn|what|which|how|why|where|is|are|do|the|not|and|or|but|only|up|down|one|all|none|nothing|something|anything)\b)[a-z]{3,}(?: (?:[a-z]+ing|[a-z]{3,}))? (?:on|in|from|round|around|over|under|across|along|behind|beside|above|up|out of|at|against|through|outside|inside) (?:the|an?|my|his|her|our|every|each|both|all)\b"
    r"|^(?:have|let|make) (?:the|my|our|his|her|an?|some) (?:[\w'-]+ ){1,2}?(?!look\b|pop\b|better\b|nicer\b)[a-z]{3,}(?: (?:over|up|down|out|away|off|back|in))?\W*$"
    r"|^(?:knock|pull|tear|chop|bring|stand|roll|throw|blow|fill|lift|build|smash|dig|wall|board|brick|burn|wash|prop|seat|sit|lay|lean|park|perch) (?:(?:down|up|out|over|away|off|in) )?(?:the|an?|some|my|his|her|our|two|three)\b|"
    r"^(?:just |only |please |so |now )*(?:show|let) (?:me|us)(?: see)?(?: roughly)? (?:an?|some|the|my|our|how|what) [\w' -]{2,50}? (?:on|in|with|without|by|over|under|as|at|if|near|beside|behind)\b|\b(?:what|how) (?:would|might|could) (?:it|this|the|my|our|her|his|she|he|they) ?[\w' -]{0,30}? look(?: like)?\b|^mock (?:up )?(?:an?|some|the) [a-z]|^(?:my|our|the|a|an) [\w' ,-]{2,60}: (?:an?|some|two|three|[a-z]+s) \w|^[a-z]+s? (?:there|here)\W*$|"
    r"^as (?:if|though) \w|^(?:let|imagine|how about|what about|what if|picture|plus|and|maybe) (?:the |an? |some |there |all )*[a-z]+ [a-z]|^(?:an?|some|two|three|another|more|lots of) [\w' -]{2,40}? (?:for|on|in|at|by|under|over|above|behind|beside|near|around|across|against|from|along|next to|in front of|to) [\w']+|^(?:my|the|her|his|our|a|an) [\w' -]{2,40}? with \w+ ?\w*",
    re.I,
)
# A verb that is not known, with a thing behind it ("flood the street"): what it does was never photographed.
_DONE_TO = re.compile(
    r"^(?:please |now |then |and |(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody) (?:please )?|i'd (?:like|love) (?:you )?to |let's )*"
    r"(?!(?:show|tell|see|like|love|hate|save|open|close|compare|keep|use|undo|redo|delete|export|rename|load|what|which|is|are|was|fix|improve|enhance|edit|do|go|have|with|for|in|on|at|as|of|from|to|but|that|this|why|how|who|where|when|explain|describe|count|read|help|thanks?|not|all|only|just|call|name|email|print|share|send|upload|forget|remember|ignore|check|find|search|look|give|need|want|know|think|get|got|try|start|begin|stop|skip|leave|match|tidy|level|straighten|balance|correct|adjust|tune)\b)"
    r"[a-z]{3,} (?:the|an?|my|his|her|our|their|some|this|that|these|those|[A-Z]{2,}) (?!(?:photo|picture|image|shot|file|pic|one|thing|result|version|variant|whole)\b)[\w'-]+"
    r"|^(?:the|my|our|his|her|their|an?|everybody|everyone|all|she|he|they|we|i|it)(?: [\w'-]+){0,4}? (?:should|must|ought to|needs? to|has to|have to|shall|could) (?:now )?(?:be|have|wear|hold|sit|stand|lie|carry|ride|turn|become|get|grow|come|show|float|fly|face|point|smile|laugh|sleep|stretch|run|jump|dance|swim|read)\b"
    r"|\b(?:on|in front of|against) (?:a |an |the )?(?:plain |pure |solid |clean )?(?:white|black|grey|gray|blue|red|green|cream|beige)(?: background| backdrop| wall)?(?= for|,|$)"
    r"|^(?:could|can|should|might|would|may) (?:an?|the|some|there) [a-z]+ [a-z]+"
    r"|^(?:the|my|our|his|her|this|an?) [\w'-]+ (?:as|without|dressed as|turned into|in the shape of) (?:an? |the |its? |his |her )?[a-z]+",
)
_A_THING = re.compile(r"(?:^|[:,] ?)(?:a|an|some|the) \w+", re.I)
