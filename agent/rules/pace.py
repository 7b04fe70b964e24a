"""Hears in any wording how soon a result is wanted, and whether a rough one will do."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from agent.rules.patterns import lazy
from agent.rules.terms import GAP, NEGATIONS, NEVER, Notion, words

_SOON = (
    r"^\s*(?:please |but |and |just |ok |okay |really |very |super |be |do it |make it |as |get it )*(?:hurry(?: up)?|quick(?:ly)?|fast|faster|quicker|speedy|speedily|asap|a\.?s\.?a\.?p\.?|rapid(?:ly)?|immediately|at once|right away|right now|pronto|chop[- ]chop|urgent(?:ly)?|express|instantly)(?: please| now| up)?\s*$",
    r"\bin (?:a|such a|quite a|a bit of a|a big|a great|a terrible|an awful) (?:hurry|rush)\b(?! look)|\b(?:as (?:fast|quick|quickly|soon|rapidly|speedily) as (?:possible|you can|can be|it gets|it goes)|(?:the )?(?:fastest|quickest|speediest|swiftest)(?: possible)? (?:way|model|one|option|thing|you (?:have|can|know)|there is|available|ai|method|route)(?: possible| you (?:have|know|can find)| there is)?|(?:fastest|quickest)(?: possible)?(?=\s*$)|(?:something|anything|a) (?:faster|quicker|fast|quick) (?:model|one|option|ai)|(?:something|anything) (?:faster|quicker)|(?:something|anything) (?:fast|quick)(?=\s*$)|(?:a|with a|the|some) (?:fast|quick) (?:model|option|ai))\b",
    rf"\b(?:{NEVER}\s+{{0}}(?:time(?! of)|wait|waiting|patience|hang about|dawdle|(?:take|taking) (?:long|too long|ages|forever|more than a (?:few seconds|minute)|any time))|can hardly wait|time is (?:short|running out|tight|pressing|money)|(?:speed|time) (?:matters|counts|is (?:what|all|everything|more important|of the essence))|(?:the )?(?:faster|quicker|sooner) the better|(?:i'm|we're|i am|we are) (?:\w+ )?(?:late|waiting|in a meeting|on (?:stage|the train|air)|pressed for time|short of time|on a deadline)|deadline|(?:(?:i|we) (?:\w+ )?|^\s*)(?:need|want|have to have|must have) (?:it|this|that|them|the (?:picture|result|photo)) (?:\w+ )?(?:now|fast|quick|quickly|at once|right now|right away|immediately|asap|in (?:a|one|two|five|ten|\d+) (?:\w+ )?(?:minutes?|seconds?|secs?|min|mins|moment|hurry)|by (?:noon|lunch|tonight)))\b".format(GAP % 4),
    r"\b(?:i've|i have|we've|we have|there's|there is|you have|got|have)(?: got)? (?:only |just |about |less than )*(?:a|one|two|three|five|ten|thirty|\d+) (?:minutes?|seconds?|secs?|mins?|moment)\b(?! (?:clip|video|film|loop))|\b(?:in|within) (?:a few|few|five|ten|some|a couple of|\d+) (?:seconds?|secs?) (?:please|at most|or less)|\bwithout (?:me )?(?:having to )?wait(?:ing)?\b|\b(?:be|make it|do it|go) (?:quick|fast|snappy|speedy)(?: about it)?(?=\s*(?:$|please))|\bhurry(?:ing)?\b(?=\s*(?:$|please|up))|\b(?:as )?(?:quick|fast)(?:ly)? as (?:you can|possible|can be)\b|\b(?:boss|client|customer|everybody|everyone|wife|husband|somebody|team|they|guests?|teacher) (?:is|are) waiting\b|\bno time to (?:lose|waste)\b|\b(?:speed|fast|quick) (?:over|before|beats|rather than|is more important than) (?:quality|good|slow|beauty|perfect\w*)\b|(?<=[a-z]) (?:fast|quickly|right away|pronto|straight away)(?: please)?\s*$|\bstep on it\b|\basap\b",
)  # fmt: skip
SOON = Notion(
    words(
        "hurry hurrying rush quick quickly fast faster quicker speedy speedily asap rapid rapidly immediately once away now pronto chop urgent urgently express instantly soon fastest quickest speediest swiftest time wait waiting patience"
        " long speed sooner late meeting deadline stage train minute minutes seconds second sec secs min mins moment step snappy straight noon lunch tonight hang dawdle"
    ),
    NEGATIONS
    | words(
        "hurry rush quick quickly fast faster quicker speedy asap rapid rapidly immediately once away right now pronto chop urgent urgently express instantly soon fastest quickest speediest swiftest time speed sooner i'm we're late"
        " deadline need want i've we've have there's got within in step snappy waiting as straight hardly i"
    ),
    tuple(map(lazy, _SOON)),
    lazy(
        r"\b(?:fast|quick|express|rush|rapid)[- ](?:food|car|cars|train|trains|lane|hour|brown|shutter|motion|moving|boat|asleep|river|water|sand|silver)\b|\b(?:man|woman|people|boy|girl|crowd|waiter|someone|somebody|person|rabbit|businessman) in a (?:hurry|rush)\b|\bas if\b.*|\bas though\b.*|\blooks? (?:like|as|in|late|fast)\b.*"
        r"|\b(?:make|makes) the \w+ (?:faster|quick|fast)\b|\b(?:right now|now|soon) (?:it|he|she|the|this|that)\b.*|\bat once (?:in|on)\b|\bthe train\b|\b(?:no|without|any) (?:minute|second|hour)s? hands?\b|\b(?:don't|do not|not|never|no) (?:hurry|rush)\b|\btoo (?:fast|quick)\b|\b(?:mov|run|driv|fly|spin|go|turn|rac|rid|swim|walk|cycl|gallop|look|be|is|are|speed|bik)(?:ing|s|es|e)?\b[^,]*\b(?:fast|quickly|at once|immediately)\s*$|\bno time limit\b|\bnight ?time\b|\bday ?time\b|\bdeadline of\b|\byou (?:don't|do not) have time\b|\bwaiting (?:for (?:the|a) (?:bus|train)|room|in line)\b"
    ),
    leads=True,
)

_ROUGH = (
    r"\b(?:quick|fast|cheap)(?:,|ly)? (?:and|&|but|'?n'?|or) (?:rough|dirty|sloppy|crude|nasty|simple|ugly)(?:ly)?\b|\brough (?:and|&) (?:ready|quick|fast|dirty|tumble draft)\b|\bdown and dirty\b",
    r"\b(?:just |only |as |for |do |make |give me |show me |i want |i need |i'd like |something |anything |nothing more than |no more than )*(?:a |an |some |the |me a |very |really |something )*(?:quick|rough|cheap|crude|fast|first|ugly|sloppy|simple|throwaway|provisional|preliminary|low[- ]?(?:res|quality|fi|effort)|back[- ]of[- ](?:an |the )?envelope)(?: and \w+)? (?:drafts?|versions?(?= (?:is|will|would|first|will do)|\s*$)|ideas?|mock-?ups?|mock ups?|pass|try|attempts?|impressions?|takes?|cuts?|comps?|guess|go|previews?|tests?|proofs?|outlines?|concepts?|visuals?|job)(?: first| is (?:fine|ok|okay|enough)| will do| for now| only)*(?=\s*(?:$|please|of|to|what|how|with|first|for))",
    r"\b(?:just|only|as|for|make|do|give me|show me|want|need) (?:it )?(?:a |an |as a )?(?:drafts?|mock-?ups?|mock ups?|preview|place-?holder|scribble|proof of concept|test run|test shot|trial run|first try)(?: first| only| please| for now| is (?:fine|enough)| will do)*(?=\s*(?:$|please))|^\s*(?:a |as a |in )?(?:draft|draft quality|draft mode|mock-?up|preview)(?: only| please| quality| mode| first)?\s*$|\b(?:draft|low|lowest|preview|sketch) quality(?=\s*$|\s+(?:is|will|please|for))|\bdraft (?:is|will|would) (?:fine|do|enough|ok|okay|be)\b",
    r"^\s*(?:please |but |and |just |only |it can be |it may be |do it |make it |very |really |something |keep it |that's |this is |all )*(?:rough|roughly|rough and ready|sketchily|a rough one|rough one|crude|sloppy)(?: is (?:fine|ok|okay|enough|good enough)| will do| please| for now| only| first| one)*\s*$|\b(?:rough|roughly|approximate|sloppy|crude) (?:is|will|would) (?:fine|do|enough|ok|okay|be (?:fine|enough|ok))\b|\b(?:it|this|that|quality|the (?:result|quality|details?)) (?:\w+ )?(?:need not|needn't|doesn't need to|doesn't have to|does not have to|must not|don't have to|isn't required to|may) be (?:\w+ )?(?:perfect|pretty|good|great|clean|polished|final|exact|precise|nice|beautiful|rough|ugly)\b|\b(?:quality|details?|finish|polish|perfection) (?:doesn't|does not|don't|do not|isn't|is not|aren't|are not) (?:matter|important|needed|necessary|count)\b|\bgood enough (?:is (?:fine|enough)|will do|for (?:me|now|a first look|an idea|a chat))\b|\b(?:nothing|not) (?:fancy|polished|final|too polished)\b|\b(?:just|only) (?:to|so i can|so we can) (?:see|get an idea|get a feeling|get an impression|judge|imagine|try)\b(?! (?:the|her|his|more|better))|\bto (?:get|give me|give us) (?:an|a first|a rough) (?:idea|impression|feeling)\b|\bfor (?:a|the) (?:first|quick) (?:look|idea|impression)\b|\bbefore (?:i|we) (?:decide|commit)\b|\bby way of a draft\b|\b(?:sketchy|rough|crude|ugly|imperfect|approximate|sloppy|low[- ](?:effort|quality|res)|draft quality|80 ?%) (?:is|are|would be|will be) (?:ok|okay|fine|enough|alright|all right|good enough|sufficient|no problem)\b|\b(?:see|know|imagine|find out|show me|get) (?:just )?roughly (?=how|what|where)",
)  # fmt: skip
ROUGH = Notion(
    words(
        "rough roughly dirty sloppy crude draft drafts mockup mockups mock preview previews placeholder place scribble proof idea ideas impression impressions quick cheap throwaway provisional preliminary sketch test trial envelope try version versions"
        " perfect pretty polished final fancy quality details detail enough see finish polish clean exact precise first decide commit comp comps concept visual outline guess sketchily good great nice beautiful ugly look feeling sketchy imperfect approximate effort know imagine"
    ),
    words(
        "rough roughly dirty sloppy crude draft drafts mockup mockups mock preview previews just only quick cheap throwaway provisional preliminary low lowest first fast nothing not need needn't doesn't don't isn't enough for to before may must"
        " simple ugly sketchy imperfect approximate fine do envelope as a something show give want make"
    ),
    tuple(map(lazy, _ROUGH)),
    lazy(
        r"\b(?:rough|crude)[- ](?:wood\w*|sea|seas|stone|wall|walls|skin|texture|surface|waves|hands?|edges?|linen|plaster|brick|bark|terrain|road|neck|diamond|paper|canvas|brush\w*|cut diamond|water|weather)\b|\brough up\b|\bdraft (?:horse|beer|animal|excluder|dodger)\b|\b(?:pencil|charcoal|ink|pen|chalk) (?:sketch|drawing|outline)\b|\blooks? (?:like )?(?:a )?(?:rough|draft|sketch)\b|\bas if\b.*|\bquick (?:brown|sand)\b|\b(?:see|show) (?:more|the whole|the rest|better)\b|\bdirty (?:shoes|car|window|windows|clothes|hands|face|dishes|water|floor|wall|street)\b"
    ),
    leads=True,
)
