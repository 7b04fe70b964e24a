"""What is said about locks: "lock her face", "the logo stays for all of them", "unlock the face", "what is locked?"."""

from __future__ import annotations

import re

from agent.plan import LockAct, LockWish
from agent.rules.slots.keeps import ELSE, held, says_how
from agent.rules.words.hints import hints
from agent.rules.words.patterns import lazy
from backends.types import Scope

# How far a lock reaches, as it is said; cut out of the sentence before what stays is looked for.
_REACHES = (
    (
        Scope.BATCH,
        lazy(
            r",?\s*\b(?:(?:for|in|on|across) (?:all|every|each)(?: (?:of )?(?:them|these|those|the)?)?"
            r" ?(?:photos?|pictures?|images?|files?|one of them)?|for the (?:whole )?(?:set|batch|folder|series))"
            r"(?=\s*$|\s*[,.;!?]|\s+(?:and|but|while)\b)"
        ),
    ),
    (
        Scope.SESSION,
        lazy(
            r",?\s*\b(?:from now on|from here on out|for good|for ever|forever|in all (?:the )?(?:next |following )?"
            r"(?:versions|variants|edits|steps)|in every (?:version|variant|edit|step)|until i say(?: so| otherwise)?"
            r"|throughout|in this session|for the rest of (?:this|the) session|permanently)\b,?\s*"
        ),
    ),
    (
        Scope.BRANCH,
        lazy(
            r",?\s*\b(?:(?:for|on|in) this (?:one|version|variant|branch|line)(?: only)?"
            r"|from this (?:one|version|variant)"
            r" on|only (?:for|on|in) this (?:one|version|variant))\b"
        ),
    ),
    (
        Scope.STEP,
        lazy(r",?\s*\b(?:this time(?: only)?|(?:just|only) this (?:once|time)|for this (?:edit|step|change))\b"),
    ),
)
# The words without which each cannot match.
_REACHING = {
    Scope.BATCH: frozenset({"all", "every", "each", "set", "batch", "folder", "series"}),
    Scope.SESSION: frozenset(
        {"now", "here", "good", "ever", "forever", "in", "until", "throughout", "rest", "permanently"}
    ),
    Scope.BRANCH: frozenset({"this"}),
    Scope.STEP: frozenset({"this"}),
}
_ALWAYS = lazy(r"\b(?:always|never)\b")
_POLITE = lazy(r"^(?:please|pls|ok|okay|and|so|now|then|can you|could you|would you)[, ]+|[, ]+(?:please|pls|thanks)$")
_THING = r"(?P<thing>[^,.;!?]{1,80}?)"
_PART = "[^,.;!?:]{1,80}?"
_END = r"\s*[.!]*$"
_SET = lazy(rf"^(?:lock|freeze|pin)(?: down| in)? {_THING}{_END}")
_LIFT = (
    lazy(rf"^(?:unlock|unfreeze|unpin) {_THING}{_END}"),
    lazy(rf"^lift (?:the |my |all )?locks?(?: (?:on|from|of|off) {_THING})?{_END}"),
    # "Remove the lock from the door" is about a thing in the picture.
    lazy(rf"^(?:remove|drop|open|delete) (?:(?:the|my) lock on {_THING}|(?:all |all the |my |the )locks){_END}"),
    lazy(
        r"^(?:stop|no longer|don't|do not) (?:keep(?:ing)?|lock(?:ing)?|protect(?:ing)?)"
        rf" {_THING}(?: any ?more| any longer){_END}"
    ),
    lazy(rf"^stop (?:keeping|locking|protecting) {_THING}{_END}"),
    lazy(rf"^{_THING} (?:may|can|is allowed to) (?:change|be changed)(?: again| now)?{_END}"),
)
_LIST = lazy(
    r"^(?:what|which(?: \w+)?)(?:'s| is| are| parts? (?:is|are)| things? (?:is|are))?(?: still| now| currently)?"
    r" (?:locked|protected|kept|frozen|pinned)\b.*$"
    r"|^(?:show|list)(?: me)?(?: all)?(?: the| my| of the)? locks?\b.*$"
    r"|^(?:is|are) (?:anything|there any(?:thing)?) (?:locks?|locked|protected)\b.*$"
    r"|^(?:do i have|are there|have i(?: got)?) any locks?\b.*$|^locks\??$|^which locks\b.*$"
)
_EXCEPT = "except(?: for)?|but|apart from|outside(?: of)?|other than"
_BUT = (
    lazy(
        rf"^(?:keep|leave|lock|protect|preserve|freeze) (?:everything|all|anything)(?: else)? (?:{_EXCEPT})"
        rf" (?P<thing>{_PART})(?: as (?:it|they) (?:is|are)| alone| unchanged| untouched| exactly)?{_END}"
    ),
    lazy(rf"^(?:change|touch|edit|alter) (?:nothing (?:{_EXCEPT})|only(?: (?:{_EXCEPT}))?) (?P<thing>{_PART}){_END}"),
    lazy(rf"^(?:don't|do not|never) (?:change|touch|edit|alter) anything (?:{_EXCEPT}) (?P<thing>{_PART}){_END}"),
)
_ALL = lazy(
    r"^(?:all(?: of (?:it|them|this))?|everything|the locks?|all (?:the )?locks|any ?thing|it all|them(?: all)?|it)$"
)
# "@v2" is a variant.
_BRAND = lazy(r"(?<![\w@\"'“])@(?!v\d+\b)(?P<name>[A-Za-z][\w-]{0,39})")
# "Put my handle @joesbeans in the corner": a name that is to be written is no brand.
_WRITES = r"(?:write|type|print|stamp|watermark|sign|tag|credit|caption)(?: (?:it|this|that|the (?:photo|picture)))?"
_HANDLE = (
    r"(?:handle|user ?name|insta(?:gram)?|ig|twitter|tik ?tok|facebook|account|profile|watermark|signature|credit)"
)
_WRITTEN = lazy(
    rf"\b(?:{_WRITES}(?: (?:with|as|by|in|small|big|white|black|my|our|the|an?|name))*"
    rf"|(?:{_HANDLE}|caption|text|words?)(?: (?:is|of|name|handle))*)[:,]? (?P<name>@[A-Za-z][\w.-]{{0,39}})(?!\w)",
    re.I,
)
# Words without one of which nothing here can match.
_CUES = frozenset(
    [
        "lock",
        "locks",
        "locked",
        "unlock",
        "freeze",
        "frozen",
        "pin",
        "pinned",
        "unpin",
        "unfreeze",
        "keep",
        "keeping",
        "protect",
        "protected",
        "protecting",
        "preserve",
        "leave",
        "touch",
        "change",
        "changed",
        "stay",
        "stays",
        "remain",
        "lift",
        "release",
        "free",
        "may",
        "can",
        "crop",
        "stop",
        "maintain",
        "retain",
        "alter",
        "edit",
        "modify",
        "mess",
        "cover",
        "lose",
        "hide",
    ]
)
_MOST = 200


def lock_wish(text: str) -> LockWish | None:
    """What a sentence (in small letters) says about locks, None for nothing.

    `alone` where it asks for nothing else; else it is how far what an edit must keep reaches.
    """
    if len(text) > _MOST or hints(text).isdisjoint(_CUES):
        return None
    asked = _polite(text)
    if _LIST.match(asked):
        return LockWish(LockAct.LIST, alone=True)
    bare, scope = without_reach(asked)
    for pattern in _LIFT:
        if match := pattern.match(bare):
            thing = (match.groupdict().get("thing") or "").strip()
            return LockWish(LockAct.LIFT, () if not thing or _ALL.match(thing) else _parts(thing), alone=True)
    for pattern in _BUT:
        if match := pattern.match(bare):
            spared = f"everything except {match['thing'].strip()}"
            return LockWish(LockAct.SET, (spared,), scope or Scope.SESSION, alone=True)
    if match := _SET.match(bare):
        return LockWish(LockAct.SET, _parts(match["thing"].strip()), scope or Scope.SESSION, alone=True)
    kept = held(bare)
    if not kept or (scope is not None and says_how(bare)):
        return None  # "from now on the walls stay white" is a rule
    things = tuple(dict.fromkeys(one.thing for one in kept if one.thing != ELSE))
    rest = bare
    for one in reversed(kept):
        rest = rest[: one.start] + " " + rest[one.end :]
    alone = bool(things) and not any(one.wished for one in kept)
    alone = alone and not re.sub(
        r"\b(?:and|but|please|always|never|as (?:it|they) (?:is|are)|exactly|so)\b|[\W_]", "", rest
    )
    if alone:
        return LockWish(LockAct.SET, things, scope or Scope.SESSION, alone=True)
    if scope is None and _ALWAYS.search(bare):
        scope = Scope.SESSION
    return LockWish(LockAct.SET, things, scope or Scope.STEP)


def without_reach(text: str) -> tuple[str, Scope | None]:
    """The sentence without the words for how far a lock reaches, and how far that is."""
    known = hints(text)
    for scope, pattern in _REACHES:
        if not _REACHING[scope].isdisjoint(known) and (match := pattern.search(text)):
            cut = f"{text[: match.start()]} {text[match.end() :]}"
            return " ".join(cut.split()).strip(" ,"), scope
    return text, None


def brands(words: str) -> tuple[str, ...]:
    """The names after an @, as they are written, each once."""
    return tuple(dict.fromkeys(match["name"] for match in _BRAND.finditer(words)))


def with_handles(words: str) -> str:
    """The words with the names that are to be written in quotation marks, as any other text is."""
    return _WRITTEN.sub(lambda match: match[0].replace(match["name"], f'"{match["name"]}"'), words)


def without_brands(words: str) -> str:
    """The words without "@acme" and the word that ties it in."""
    cut = re.sub(rf",?\s*\b(?:for|use|using|with|as|in|like|of|by)\s+(?={_BRAND.pattern})", " ", words, flags=re.I)
    return " ".join(_BRAND.sub(" ", cut).split()).strip(" ,")


def _polite(text: str) -> str:
    text = text.strip(" .!")
    while (shorter := _POLITE.sub("", text)) != text:
        text = shorter
    return text


def _parts(thing: str) -> tuple[str, ...]:
    """ "the face and the label" are two locks; what is excepted belongs to its thing."""
    if re.search(r"\b(?:except|but|outside|besides)\b", thing) or '"' in thing:
        return (thing,)
    return tuple(part for part in re.split(r",? and (?:also )?|, ", thing) if part)
