"""Reads the part of a picture that a wish is for out of its words, without how much, why and when it is wished."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass

from agent.rules.words.patterns import lazy

_WHO = (
    r"(?:i|we|you|they|he|she|it|its|it's|this|that|there|nobody|no one|people|everyone|anyone|somebody|someone|\w+ing)"
)
_WHY = lazy(
    r"[ ,]+(?:(?:because|cause|cuz|coz|cos|so|in case|in order to|otherwise|that way)\b"
    rf"|(?:since|before|until|while|whilst|when|if|as|unless|though|although) {_WHO}\b"
    r"|(?:while|as|before|since|so|and|but)$|while \w+$"
    r"|(?:from|for) (?:being )?(?:seen|read|recogni[sz]ed)"
    r"|to (?:protect|hide|make|keep|get|let|post|share|upload|anonymi[sz]e|avoid|focus|draw|isolate)\b"
    r"|for (?:me|us|now|safety|security|gdpr|legal|online|social media|instagram|facebook|posting|sharing|uploading"
    r"|(?:\w+ )?(?:reasons?|privacy|purposes))\b).*"
)
_MUCH = (
    r"(?:(?:just|only|but|maybe|even|very|at least) )*(?P<much>(?:a|a tiny|a wee|a little|just a) (?:little(?: bit)?|bit|touch|tad(?: bit)?|smidge)"
    r"|slightly|lightly|gently|subtly|softly|somewhat|moderately|a lot|lots|much|heavily|strongly|more|even more)(?: more)?"
)
_STATE = (
    r"(?:blurry|blurrier|blurred(?: out)?|out of focus|fuzzy|softer|unrecogni[sz]able|unreadable|pixelated|censored)"
)
_TAIL_OF_MUCH = lazy(rf",? {_MUCH}(?: {_STATE})?$")
_HEAD_OF_MUCH = lazy(rf"^{_MUCH} ")
_TAIL = lazy(
    rf",? (?:out|off|away|up|please|pls|plz|too|as well|again|completely|entirely|fully|totally|properly|altogether|{_STATE}"
    r"|(?:that |which )?(?:is |are |'s )?(?:on|in|from|of) (?:the|this|my|that) (?:picture|photo|photograph|image|pic|shot))$"
)
_HEAD = lazy(r"^(?:only|just|also|me|out|up|no) (?=(?:the |her |his |my |our |their |of |(?:[\w-]+ ?){1,3}$))")
_AT = r"(?:(?:top|bottom|upper|lower)[ -](?:left|right)(?: hand)?(?: corner| edge| side)?|(?:left|right|top|bottom)(?: corner| edge| side))"
_PLACED = lazy(
    rf"^(?P<what>[^,]+?),?(?<! in)(?<! on)(?<! at)(?<! of)(?<! to)(?<! from)(?<!\bthe)(?<!\bvery)(?<!\btop)(?<!\bbottom)(?<!\bupper)(?<!\blower) (?P<where>{_AT})$"
)
_WRITTEN = r"(?:texts?|words?|writing|lettering|letters|captions?|inscriptions?|print|logos?|slogan|titles?|numbers?|stickers?|labels?)"
_ON = lazy(rf"^(?P<what>.*\b{_WRITTEN}) (?:from|off|off of) (?=(?:the|her|his|my|our|their|its|a|that|this)\b)")
_AMOUNTS = {
    "slightly": "slightly", "lightly": "slightly", "subtly": "slightly", "gently": "gently", "softly": "gently",
    "somewhat": "a bit", "moderately": "a bit", "a lot": "a lot", "lots": "a lot", "much": "much",
    "heavily": "strongly", "strongly": "strongly", "more": "more", "even more": "more",
}  # fmt: skip
WHOLE = lazy(r"(?:the |this |that |my )?(?:whole |entire )?(?:photo|picture|image|shot|pic|photograph)")
PRONOUNS = frozenset(["it", "them", "that", "this", "those", "these"])
_BEHIND = lazy(
    r"(?:the |her |his |my |our |their |that |this )?(?:whole |entire |messy |busy |distracting )?(?:background|backdrop|surroundings|bg)"
    r"|(?:what's|what is|whats|everything|all|anything|stuff|the stuff|things|the things|the area|the room) (?:that is |that's )?"
    r"(?:behind|in back of) .+|(?:everything|all) in the (?:back|background)"
)
_A_REMARK = (
    lazy(
        r"^(?:there(?:'s| is| are)|theres|i (?:can )?(?:still )?(?:see|notice|hate|don't like|do not like|have|got)|you can (?:still )?"
        r"(?:see|read|recogni[sz]e|make out)|we (?:can )?(?:see|have))(?: still| also)? (?P<topic>[\w' -]+?)$"
    ),
    lazy(
        r"^(?P<topic>(?:[\w' -]+?(?= )|(?!(?:it|that|there|what|he|she|this|everything|here)'s)[\w' -]+?(?='s (?:too|so|very|all|a bit|far|way|really|quite|distract|full)\b))) ?(?:is|are|'s|was|were|looks?|seems?|distracts?|ruins?|shows?|can be (?:seen|read)|keeps?|draws?"
        r"|came|comes|gets?|bothers?|annoys?|bugs?|irritates?|disturbs?|spoils?|hurts?|catches|sticks?|stands?|doesn't|don't|isn't|aren't|has|have)\b.*$"
    ),
    lazy(
        r"^(?P<topic>(?:the|her|his|my|our|their|that|those|these) [\w'-]+(?: [\w'-]+)?(?: (?:in|on|at) the [\w' -]+)?)$"
    ),
)
_NO_TOPIC = lazy(
    r"(?:he|she|it|they|we|i|you|this|that|there|what|everything|something|(?:the|this|my|that) (?:whole )?(?:picture|photo|image|shot|pic))$"
)
_ARTICLE = lazy(r"^(?:an?|some|this|that|these|those|still) (?=\S)")
_LONGEST = 8
_CAME = frozenset(["came", "come", "comes", "turned", "turn", "turns", "went", "got", "looks", "look"])


@dataclass(frozen=True, slots=True)
class Part:
    """`name` is what the part is called, `amount` how much of it is wished; "" for neither."""

    name: str
    amount: str = ""


def without_why(said: str) -> str:
    return _WHY.sub("", said)


def named(said: str) -> Part:
    """ "The faces a little, because they did not agree" are the faces, a little."""
    name, amount = _WHY.sub("", said.strip(" ,.;!?")), ""
    while True:
        before = name
        for shape in (_TAIL_OF_MUCH, _HEAD_OF_MUCH):
            if match := shape.search(name):
                amount = amount or canonical(match["much"])
                name = name[: match.start()] + name[match.end() :]
        name = _HEAD.sub("", _TAIL.sub("", name)).strip(" ,")
        if name == before:
            break
    name = _PLACED.sub(r"\g<what> in the \g<where>", name)
    return Part(_ON.sub(r"\g<what> on ", name), amount)


def is_complaint(name: str) -> bool:
    """ "Faces came (out blurred)" says what is wrong with a part, and names none."""
    return named(name).name.rpartition(" ")[2] in _CAME


def canonical(amount: str) -> str:
    """As the engine says it."""
    return _AMOUNTS.get(amount, "more" if "more" in amount else "a bit" if amount else "")


def is_behind(name: str) -> bool:
    return _BEHIND.fullmatch(name) is not None


def topic(remark: str) -> str:
    """What a remark before "blur it" is about; "" where it is about no part of the picture."""
    remark = remark.strip(" ,.;!?")
    for shape in _A_REMARK:
        if match := shape.fullmatch(remark):
            found = _ARTICLE.sub("the ", match["topic"]).strip()
            if not _NO_TOPIC.fullmatch(found) and len(found.split()) <= _LONGEST:
                return named(found).name
    return ""
