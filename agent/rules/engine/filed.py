"""Reads wishes about nothing but the file ("a small webp at 80 percent quality", "get it under 2 MB")."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace

from agent.plan import Intent, Output, Plan
from agent.rules.slots.formats import cut_output
from agent.rules.words.hints import NUMBER, hints
from agent.rules.words.patterns import lazy

_FORMAT = r"(?:jpe?gs?|pngs?|tiffs?|tifs?|webps?|avifs?|heics?|gifs?|bmps?)"
_WORDS = frozenset(["jpg", "jpeg", "jpgs", "jpegs", "png", "pngs", "tiff", "tif", "webp", "webps", "avif", "heic", "gif", "bmp", "mb", "kb", "megabyte", "megabytes", "kilobyte", "kilobytes", "quality", "mib", "kib"])  # fmt: skip
_IT = r"(?:it|this|that|them|these|all|the (?:whole )?(?:photos?|pictures?|images?|files?|file size|size|result|export|upload))"
_WHY = r"(?:(?:it|this|that|the (?:file|photo|picture|image|site|portal|website|form|upload|e-?mail|shop|platform|printer|client)|they|(?:the|my|our|their|her|his|that) [\w' -]{2,26}?)\b[^,;:]{2,60}[,;:] (?:so )?(?:please )?)?"
_LEAD = r"(?:i need |i want |we need |can i (?:have|get) |i'd like |give me |make (?:me )?|get (?:me )?|save (?:me )?|export (?:me )?|send (?:me )?|just |only |deliver )*"
_VERB = rf"(?:(?:turn|change|make|convert|switch|save|export|put|get|have|need|want|send|deliver|compress|output)(?: {_IT})? ?|{_IT} )?"
_KIND = r"(?:(?:small|tiny|smaller|light|lightweight|lossless|high[- ]quality|low[- ]quality|compressed|transparent|large|big|plain|good|proper) )*"
_AFTER = r"(?: (?:format|files?|version|copy|image|picture|please|for me|of (?:it|this|that)))*"
_QUALITY = r"(?:,? (?:(?:at|in|with) )?(?:(?:about|around|roughly|a) )?(?:quality (?:of )?\d+(?: ?%| percent| per cent)?|\d+ ?(?:%|percent|per cent)(?: quality)?|(?:full|high|low|medium|maximum|best|good) quality))"
_SIZE = r"(?:an?|one|two|three|four|five|ten|half an?|\d+(?:[.,]\d+)?) ?(?:mb|mib|megabytes?|kb|kib|kilobytes?)"
_LIMIT = rf"(?:under|below|up to|(?:no|not) (?:bigger|larger|heavier) than|at most|less than|no more than|not more than|smaller than|max(?:imum)?(?: of)?|down to|within|beneath|to) {_SIZE}"
_SIDE = r"(?:,? (?:at |with |and )?\d{3,5} ?(?:px|pixels)?(?: (?:on the )?(?:long(?:er|est)? (?:side|edge)|wide|high|tall|across))?)"
_MUST = rf"(?:(?:make sure (?:that )?)(?:it's|its|it is|they're|they are) |(?:{_IT} )?(?:must|has to|have to|should|needs? to|gotta|ought to) (?:be |stay |come |weigh )?(?:saved |sent |exported )?|(?:make|get|save|keep|export|need|want|have) {_IT} (?:down )?)?"
_SHAPE = lazy(
    rf"{_WHY}{_LEAD}{_MUST}{_LIMIT},? (?:and|but|as|in|plus)(?: (?:also|saved|it|must be|has to be|to be|be|in|as|an?))* {_KIND}{_FORMAT}{_AFTER}"
    rf"|{_WHY}{_LEAD}{_MUST}(?:(?:an?|in|as|the) )*{_KIND}{_FORMAT}{_AFTER}(?:,? (?:and|but|plus)|,)?(?: (?:also|must be|has to be|to be|be|weigh))* {_LIMIT}|"
    rf"{_WHY}{_LEAD}{_VERB}(?:(?:in|into|to|as|an?|the) )*{_KIND}{_FORMAT}{_AFTER}(?:{_SIDE}|{_QUALITY}|,? (?:and )?{_LIMIT})(?: quality)?{_AFTER}"
    rf"|{_WHY}{_LEAD}(?:(?:get|make|keep|bring|squeeze|compress|shrink|reduce|save|export|need|want|have)(?: {_IT})?(?: down)? |{_IT} )?(?:must be |has to be |should be |needs to be |to be |be |stay |must stay )?{_LIMIT}(?: (?:for|please|so) ?[\w' -]{{0,40}})?"
    rf"|(?:lower|reduce|set|drop|bring|turn)(?: down)? the (?:jpe?g )?quality (?:down )?to \d+(?: ?%| percent| per cent)?"
)
# "The portal only takes 2 MB, make it fit": how much is told before the wish.
_TOLD = lazy(
    r"[\w' -]{3,50}?(?:(?:accepts?|takes?|allows?|lets?|permits?|wants?|handles?|swallows?|likes?)\b[\w' -]{0,30}?(?:up to|under|below|at most|max(?:imum)?(?: of)?|no more than|not more than|smaller than|less than|within|only)"
    r"|(?:refuses?|rejects?|blocks?|bounces?|(?:won't|will not|can't|cannot|doesn't|does not) (?:take|accept|send|handle|allow|like))\b[\w' -]{0,30}?(?:over|above|bigger than|larger than|more than|beyond|heavier than)|(?:says|wants|asks for|demands|requires|states|reads|specifies|tells me|told me|insists on)|(?:limit|maximum)(?: size)? (?:is|of)|only (?:takes?|accepts?|allows?))"
    rf" (?P<size>{_SIZE})(?: (?:at most|max(?:imum)?|or less|and no more|tops|at the most|only|per (?:file|photo|picture|image)))?(?: (?:as|in|and) (?:an? )?{_FORMAT}(?: files?)?)?(?:$|,? (?:so |and |please |can you )*(?:make (?:it|this|that) (?:fit|small(?:er)?(?: enough)?)|(?:shrink|get|bring|compress|reduce|squeeze|make|keep|cut) (?:it|this|that|the (?:file|photo|picture|image))(?: down)?(?: (?:small(?:er)? enough|so it fits))?(?: (?:below|under|to|within|smaller than|beneath) (?:that|it|this|the limit))?))"
)
# "The form only takes jpg up to 1 mb".
_TAKEN = lazy(
    rf"\b(?:takes?|wants?|accepts?|allows?|likes?) (?:it |only |an? |as |in )*({_FORMAT})\b|\b(?:as|in|and) (?:an? )?({_FORMAT})\b"
)
# "…, the visa site keeps rejecting it": why it is asked for.
_REFUSED = lazy(
    r"(?:,| or| because| as| since| otherwise| cos)(?: (?:so|or|and|otherwise|because|else))* (?:it |they |mine |(?:the |my |our |this |that |their )?[\w' -]{2,34}? )?(?:keeps? \w+ing|is \d[\d.]*(?: ?[mk]b)?|(?:won'?t|will not|can'?t|doesn'?t|does not|refuses to|fails to) [\w' ]{2,20}|refuses?|rejects?|rejected|fails?|failed|bounces?|(?:throws?|spits?|kicks?|sends?)|complains?|says?|(?:gets?|is|was) (?:rejected|refused|bounced|blocked))(?: (?:out|back|it|me|mine|this|that|them|no|on me|anything|everything|an?|errors?|else|all|the|upload|photo|file|bigger|larger|every|each|time|always|otherwise|my|up))*$"
)
# "I need a jpg, not a png": the one that is not wanted says nothing, and tells that the first is a file.
_NOT_THAT = lazy(
    rf",? (?:and |but )?(?:not|instead of|rather than|no) (?:as )?(?:an? |the |this )?{_FORMAT}(?: (?:file|one|version))?$"
)
_KIND_ALONE = lazy(rf"{_LEAD}{_VERB}(?:(?:in|into|to|as|an?|the|it) )*{_KIND}{_FORMAT}{_AFTER}")
# Where it goes to, before how well it is kept: "webp for the website, quality 80".
_FOR = lazy(
    rf"\b({_FORMAT}) (?:for|to) (?:the |my |our |a |an )?[\w' -]{{2,24}}?(?=,? (?:at |in |with )?(?:quality|\d))"
)
_SHARE = lazy(r"\b(\d{1,3}) ?(?:%|percent|per cent)")
_QUALITY_TO = lazy(r"\bquality (?:down )?to (\d{1,3})\b")
_SPELLED = {
    "half an": 1,
    "half a": 1,
    "an": 2,
    "a": 2,
    "one": 2,
    "two": 4,
    "three": 6,
    "four": 8,
    "five": 10,
    "ten": 20,
}
_SPELLED_SIZE = lazy(rf"\b({'|'.join(_SPELLED)}) (mb|megabytes?|kb|kilobytes?)\b")
# More than this is no wish about a file alone.
_LONGEST = 110


def filed(text: str, bare: str, raw: str) -> Plan | None:
    """The plan of a request that is about the file and nothing else; None for any other one."""
    if len(bare) > _LONGEST or _WORDS.isdisjoint(hints(bare)):
        return None
    bare = bare.replace(" ,", ",")
    bare = _REFUSED.sub("", bare, count=1)
    if told := _TOLD.fullmatch(bare):
        kind = _TAKEN.search(bare)
        bare = f"{kind[1] or kind[2]} under {told['size']}" if kind else f"under {told['size']}"
    wanted = _NOT_THAT.sub("", bare)
    if wanted != bare:
        bare = wanted if _KIND_ALONE.fullmatch(wanted) else ""
    else:
        bare = _FOR.sub(r"\1", bare)
        alone = "transparent" not in bare and _KIND_ALONE.fullmatch(bare) is not None
        if not alone and (not _SHAPE.fullmatch(bare) or not _says_how_much(bare)):
            return None
    output = cut_output(bare, bare)[0] if bare else Output()
    if not output.quality and (match := (_SHARE if output.suffix else _QUALITY_TO).search(bare)):
        output = replace(output, quality=max(1, min(100, int(match[1]))))
    if not output.max_bytes and (match := _SPELLED_SIZE.search(bare)):
        output = replace(output, max_bytes=_SPELLED[match[1]] * (1000 if match[2][0] == "k" else 1_000_000) // 2)
    return None if output == Output() else Plan("", Intent.EXPORT, output=output, confidence=0.9)


def _says_how_much(text: str) -> bool:
    return NUMBER in hints(text) or "quality" in text or _SPELLED_SIZE.search(text) is not None
