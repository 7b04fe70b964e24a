"""Tells questions from wishes by their first words, and whether they are about the program, its use, or the picture."""

# Words read best as lines of words.
# ruff: noqa: E501, SIM905

from __future__ import annotations

from agent.rules.talk.program import OURS

# What only a program has: a question that names it asks what is wise, what it costs or who sees it.
_ADVICE = OURS | frozenset(
    "price prices pay paid spend spent charge charged credits credit data safe sell selling publish prompt prompts"
    " recommend suggest worth flux seedream gemini kling veo qwen banana pro paid faster quality limit limits tips"
    " jpg jpeg png pdf tiff advice watermark server servers account subscription options option cheap cheapest fastest commercially owns trained".split()
)
_HANDLED = frozenset(
    "drag paste upload undo redo zoom mark select type open load import attach scroll drop point lasso outline brush"
    " resume reopen rename quit cancel switch install pause stop".split()
)
_USE = frozenset(
    "key keys command commands shortcut shortcuts button buttons file files types menu tab syntax manual tutorial"
    " guide documentation docs instructions instruction procedure".split()
)
_WORDING = frozenset("word phrase prompt describe keep keeps stop avoid get prevent sure stay stays write".split())
_CAPABLE = frozenset(
    "do write make handle work edit change read recognize recognise generate keep draw create process understand deal"
    " remember take fix produce render spell cope manage match learn restore upscale animate run get".split()
)
_PRICED = frozenset("much expensive long fast cheap".split())
_MEASURED = frozenset("many old big wide tall large far high sharp blurry heavy deep bright small wide".split())
_SELF = frozenset({"i", "we", "you", "one"})
_PROGRAM = frozenset("it this they flux seedream gemini stet you".split())
_SEEMS = frozenset("look seem appear have say show contain need make feel get come go fit match".split())
_WISE = frozenset({"should", "would", "will"})
_WISHING = frozenset("love like be appreciate someone anyone somebody anybody prefer really look rather also".split())
_SUBJECTS = frozenset("it this that these those the my our your they i we he she there".split())
_LOOKS = frozenset({"look", "looks", "suit", "be"})
_SEE = frozenset("see tell read count describe identify recognize recognise guess spot".split())
# "Is this one fixable at all?" asks that it be fixed.
_SOMEBODY = frozenset({"anyone", "anybody", "someone", "somebody"})
_CAN = frozenset({"can", "could", "able", "who", "that", "to", "willing", "here"})
_SAVED = frozenset(
    "fixable salvageable saveable savable repair repairable saving hope fixed saved done restorable".split()
)
_FINITE = frozenset({"is", "are", "was", "were", "am"})
_POLITE = frozenset(
    {"possible", "way", "chance", "able", "possibility", "anything", "anyone", "someone", "anybody", "somebody"}
)


def question(words: list[str]) -> str:
    """The label of a question by its words in lower case; "" for what is no question, or asks for an edit politely."""
    if len(words) < 2:
        return ""
    first, second, rest = words[0], words[1], frozenset(words[1:])
    if "'" in first and first.endswith(("'s", "'re")):
        words = [first.partition("'")[0], "is", *words[1:]]
        first, second, rest = words[0], "is", frozenset(words[1:])
    asked = _BY_FIRST.get(first)
    return asked(words, second, rest) if asked else ""


def _how(words: list[str], second: str, rest: frozenset[str]) -> str:
    if second in {"about", "'bout", "bout"} or (second in {"would", "will", "do", "does"} and rest & _LOOKS):
        return ""
    if second in _PRICED or second == "come":
        return "advise"
    if second in _MEASURED:
        return "advise" if rest & _ADVICE else "ask_image"
    if second in {"good", "well", "accurate", "private", "safe", "reliable", "secure"}:
        return "advise"
    if second in {"is", "are", "was"}:
        if rest & {"you", "life", "going", "things"}:
            return "chat"
        return "advise" if rest & _ADVICE else "ask_image"
    if second in {"do", "can", "could", "would", "should", "to", "does", "did", "might"}:
        return "advise" if rest & _WORDING and "out" not in rest else "help"
    return ""


def _what(words: list[str], second: str, rest: frozenset[str]) -> str:
    if second in {"if", "about", "a"} or ("look" in rest and not rest & {"see"}):
        return ""
    if second in _USE or rest & {"mean", "means"} or (rest & _USE and rest & _SELF):
        return "help"
    if second in {"can", "could", "do"} and rest & {"i", "we"} and not rest & {"need", "recommend"}:
        return "help"
    if second == "size" and "for" in rest:
        return "advise"
    if second in {"does", "do", "can"}:
        if rest & {"people", "others", "photographers", "pros"}:
            return "advise"
        if rest & {"say", "says", "read"}:
            return "ask_image"
        return "advise" if rest & _ADVICE or rest & {"recommend", "need", "think", "prefer"} else "help"
    able = "can" in rest and rest & _PROGRAM
    if second in {"model", "format"} or rest & _ADVICE or able or rest & {"need", "better", "best", *_WISE}:
        return "advise"
    return "help" if rest & _USE else "ask_image"


def _which(words: list[str], second: str, rest: frozenset[str]) -> str:
    if rest & _USE:
        return "help"
    chosen = rest & {"should", "would", "like", "prefer", "better", "best", "nicer", "cheaper", "recommend"}
    return "advise" if chosen or rest & _ADVICE else "ask_image"


def _where(words: list[str], second: str, rest: frozenset[str]) -> str:
    if second in {"is", "was", "were", "are"} and not rest & (_USE | {"save", "saved", "settings", "history", "undo"}):
        return "ask_image"
    if second not in {"is", "are", "do", "does", "did", "can", "could", "should", "would"}:
        return ""
    return "advise" if rest & {"sent", "uploaded", "stored", "processed"} else "help"


def _who(words: list[str], second: str, rest: frozenset[str]) -> str:
    if second in {"can", "could", "wants", "will"} or rest & {"fixes"}:
        return ""
    if "you" in rest and second in {"made", "built", "created", "are", "trained"}:
        return "chat"
    return "advise" if second in {"owns", "sees", "gets", "has", "keeps"} or rest & _ADVICE else "ask_image"


def _why(words: list[str], second: str, rest: frozenset[str]) -> str:
    # "Why is there still a bucket on the stairs?" wants it gone.
    return "" if second in {"not", "don't"} or {"there", "still"} <= rest else "advise"


def _when(words: list[str], second: str, rest: frozenset[str]) -> str:
    return {"was": "ask_image", "were": "ask_image", "should": "advise", "will": "advise"}.get(second, "")


def _is(words: list[str], second: str, rest: frozenset[str]) -> str:
    if words[0] == "are" and second == "you":
        return "chat" if rest & {"a", "real", "human", "ok", "okay", "there", "sure"} else "advise"
    if second == "there" and "who" in rest and rest & {"can", "could"}:
        return ""
    if second == "there" and rest & _SOMEBODY and not rest & _CAN:
        return "ask_image"
    if rest & _POLITE or rest & _SAVED or (second in {"a", "the", "not", "now", "also"} and len(words) < 4):
        return ""
    if second == "there":
        about = rest & (_ADVICE - {"watermark"})
        return "help" if rest & _USE else "advise" if about else "ask_image"
    enough = "enough" in rest and rest & {"a4", "a3", "a2", "poster", "canvas", "billboard", "print", "web", "px"}
    if (rest & _ADVICE and not rest & {"watermark", "quality"}) or (enough and "sharp" not in rest):
        return "advise"
    return "ask_image"


def _do(words: list[str], second: str, rest: frozenset[str]) -> str:
    if second in {"you", "these", "those", "they", "people", "we"} or (second == "your" and rest & _ADVICE):
        return "ask_image" if rest & {"see", "look", "looks"} and not rest & {"faces"} else "advise"
    if second in {"i", "i'd"}:
        return "ask_image" if rest & {"look", "seem", "blink", "have"} and not rest & {"to", "need"} else "advise"
    return ""


def _does(words: list[str], second: str, rest: frozenset[str]) -> str:
    if rest & _POLITE:
        return ""
    third = words[2] if len(words) > 2 else ""
    if second in {"it", "stet"} and third not in _SEEMS:
        return "advise"
    return "advise" if rest & (_ADVICE - {"watermark"}) or rest & {"free", "version"} else "ask_image"


def _did(words: list[str], second: str, rest: frozenset[str]) -> str:
    if second in {"you", "my"}:
        return "help" if rest & {"get", "receive", "see", "find"} else ""
    return "ask_image"


def _have(words: list[str], second: str, rest: frozenset[str]) -> str:
    return "advise" if second in {"you", "they"} else ""


def _has(words: list[str], second: str, rest: frozenset[str]) -> str:
    return "" if second in {"to", "got", "a", "an", "the"} else "ask_image"


def _would(words: list[str], second: str, rest: frozenset[str]) -> str:
    if second == "you":
        return "advise" if len(words) > 2 and words[2] in {"recommend", "use", "say", "choose", "suggest"} else ""
    if (second not in _SUBJECTS and len(words) < 4) or second in _WISHING:
        return ""
    return "" if rest & {"possible", "mind", "hard", "difficult", "lovely", "kind"} else "advise"


def _will(words: list[str], second: str, rest: frozenset[str]) -> str:
    return "advise" if second in _SUBJECTS else ""


def _should(words: list[str], second: str, rest: frozenset[str]) -> str:
    return "advise" if second in _SUBJECTS else ""


def _can(words: list[str], second: str, rest: frozenset[str]) -> str:
    third = words[2] if len(words) > 2 else ""
    if second in {"i", "we"}:
        if third in _HANDLED or (
            third in {"use", "add", "give", "send"} and rest & {"own", "several", "two", "multiple"}
        ):
            return "help"
        return "advise" if third in {"sell", "publish", "trust", "legally"} or "commercially" in rest else ""
    if second == "you":
        if words[2:4] == ["make", "out"]:
            return "ask_image"
        if third == "tell" and "to" in words[4:] and rest.isdisjoint(_TELLING):
            return ""  # "can you tell the dog to sit"
        if third in _SEE and "difference" not in rest:
            return "advise" if rest & {"model", "cost", "price"} else "ask_image"
        if third in {"explain", "teach"}:
            return "help"
        if third in {"recommend", "suggest", "advise"}:
            return "advise"
        return "advise" if third in {"do", "handle"} and not rest & _DEFINITE and len(words) < 6 else ""
    if second in _PROGRAM - {"you"} or rest & {"model", "models"}:
        return "advise" if third in _CAPABLE or rest & {"model", "models"} else ""
    return ""


_TELLING = frozenset("if whether me us what which who how where when why about".split())
_DEFINITE = frozenset("the this that these those my her his their our it me him us them something anything".split())
_BY_FIRST = {
    "how": _how, "what": _what, "which": _which, "where": _where, "who": _who, "whose": _who, "why": _why,
    "when": _when, "do": _do, "does": _does, "did": _did, "have": _have, "has": _has, "would": _would, "will": _will,
    "should": _should, "can": _can, "could": _can,
} | dict.fromkeys(_FINITE, _is)  # fmt: skip
