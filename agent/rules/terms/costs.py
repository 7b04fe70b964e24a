"""Hears in any wording what may be spent: nothing, as little as can be, or whatever the best result takes."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from agent.rules.terms.notions import GAP, NEGATIONS, NEVER, Notion, words
from agent.rules.words.patterns import lazy

_PAY = r"(?:pay(?:s|ing)?(?! (?:attention|heed|tribute|respect|homage|phone|booth))|paid(?! (?:work|job|parking|campaign|advert))|spend(?:s|ing)?(?! (?:time|long|hours|minutes|ages))|spent|costs?|costing|charg(?:e|es|ed|ing)(?! (?:cable|station|port|plug|dock|light|into|at|ahead|bull|horse))|money|cash|cents?|penn(?:y|ies)|dimes?|nickels?|bucks?|dollars?|euros?|pounds?|expenses?|fees?|billed|bill me|billing|credits?|purchases?|invest\w*|budget(?! (?:hotel|motel|airline))|splash out|fork out|shell out|part with)"
_COIN = r"(?:cents?|penn(?:y|ies)|pence|dimes?|nickels?|bucks?|dollars?|euros?|pounds?|quid|coins?)"
_NOTHING = r"(?:nothing|0|zero|nil|nada|no money|free|\$ ?0(?:\.00?)?(?![.\d])|0 ?(?:\$|usd|dollars?|euros?|cents?)|not? an?y?(?:thing| cent| penny| dime)?|not one cent)"
_OPTION = r"(?:of charge|options?|models?|ways?|tools?|ones?|only|stuff|versions?|methods?|solutions?|tier|things?|service|ai|engine)"

_UNPAID = (
    # I'm not paying anything; without it costing me; nothing may be charged
    rf"\b{NEVER}\s+{GAP % 8}{_PAY}\b(?! (?:object|issue|problem|matter|question|limit))",
    # this may cost nothing; spend zero on it; I have no money
    rf"\b(?:cost|costs|costing|pay|paying|spend|spending|charge|pays|budget|limit|cap|price)(?:'s)?\s*:?\s+{GAP % 4}{_NOTHING}(?!\w)(?! (?:more|else|less|over|above))",
    r"\b(?:for|at|with|on|of|under) (?:a (?:total |cost |budget |price )*(?:of )?)?(?:free|(?<=for )nothing(?! in| on| behind| but| left)|no (?:cost|charge|money|fee|fees)|zero (?:cost|dollars|money|charge|budget|euros?|cents?)|\$ ?0(?:\.00?)?(?![.\d])|0 ?(?:usd|dollars?|euros?|cents?|\$))(?![\w-])(?!\s+(?!please|if|and|or|of|with|without|on|in|at|today|this|as|add|put|make|give|turn|change|replace|swap|remove|take|let|thanks|anyway|only)\w)",
    r"(?<![\w.])(?:\$ ?0(?:\.00?)?(?![.\d])|0 ?(?:usd|dollars?|euros?|cents?|\$)|zero (?:dollars?|cost|budget|euros?|cents?|spend(?:ing)?|money|expense))(?!\w)",
    rf"\bfree {_OPTION}\b|\bfree of (?:charge|cost)\b|\b(?:whatever|whichever|something|anything|what|one|model|models|that|which)(?:'s| is| are) free\b(?! of (?!charge|cost))|\b(?:only|just|must be|has to be|should be|needs to be|as long as it's|if it's|if it is|as long as it is|provided it's|it's|it is|totally|completely|absolutely|entirely|keep it|stay|make it|do it|done|get it|want it|have it) (?:\w+ )?free(?=\s*(?:$|please|or not|of charge))",
    r"^\s*(?:it |this |and |but |all |for |please |only |strictly )*(?:free|gratis|gratuit|no charge|no cost|no fees?|no budget|no money|no credits?|no payment|no spending|no paid \w+|no charges|not a (?:single )?(?:cent|penny|dime|euro|dollar))(?: please| only| of charge| for (?:this|it|that)| left| at all| today| here)*\s*$",
    r"\b(?:i'm|i am|we're|we are|am|are) (?:\w+ )?(?:broke|skint|penniless|out of (?:money|credits?|cash))\b|\b(?:my |the |our )?(?:wallet|purse|credit card|card) (?:\w+ )?(?:is empty|stays? (?:shut|closed|in)|remains? (?:shut|closed)|out of (?:it|this))|\b(?:leave|keep) my (?:wallet|credit card|card|money)\b|\bhave(?: got)? no (?:money|budget|cash|funds)\b|\bmoney is (?:tight|out)\b|\b(?:the )?budget (?:is|'s|=)? ?(?:zero|0|nil|none|nothing|empty|gone|used up)\b",
    r"\bgratis\b|\bcostless(?:ly)?\b|\bpayment[- ]free\b|\b(?:be|want|get|see) no bill\b(?! in| on| from)|\bfree[- ]of[- ]charge\b|\bcost[- ]free\b|^\s*(?:and |but |please )*(?:it's |this is |make it |it has to be |do it )?on the house\s*$",
)  # fmt: skip
# Signs, prices and coins in the picture; what "free" is said of otherwise; money that is no object.
_NOT_UNPAID = lazy(
    rf"\b(?:price|pay|money|cash|dollar|penny|coin|euro|pound|fee|cent|cost) (?:tags?|bags?|signs?|labels?|box(?:es)?|notes?|phones?|clips?|belts?|trees?|desks?|registers?|stickers?|shops?|machines?)\b"
    rf"|\b(?:hands?|sugar|smoke|gluten|fat|tax|duty|care|wrinkle|dust|noise|hassle|royalty|car|scratch|barrier|frost|lead)[- ]free\b|\bfree[- ](?:standing|hand|form|fall|range|hanging|floating|flowing|climb\w*|wheel\w*|spirit\w*|running|kick)\b|\bfeel free\b|\bset (?:\w+ ){{0,2}}free\b|\bfree (?:up|the|from|of (?!charge|cost))|\bbreak(?:s|ing)? free\b"
    rf"|\b{NEVER}\s+(?:any |the |a |more |real )?(?:{_COIN}|money|cash|bills?|credits?)\s+(?:in|on|under|at the|lying|near|beside|falling|around the)\b"
    r"|\b(?:money|costs?|price|budget|expenses?) (?:is|are|'s|isn't|does|doesn't|do|don't|are)? ?(?:no |not |n't |never |an? )*(?:object|issue|problem|matters?|concern|obstacle|limit\w*|consideration|important|question|factor|role|irrelevant|secondary)\b.*|\b(?:never mind|don't mind|don't care|doesn't matter|not care|regardless of|no matter|irrespective|not worry|don't worry|not mind|forget|ignore) (?:\w+ ){0,3}(?:price|cost|costs|money|budget|it costs|expense|expenses|limit)\b.*|\bno expense\b.*|\b(?:spare|sparing) no\b.*"
    rf"|{_PAY}\s+{GAP % 3}(?:more than|over|above|beyond|any ?more than|much|too much|a lot|a fortune)\b.*|\b(?:horses?|bulls?|knights?|cavalry|phone|battery|rhino\w*)\b.*\bcharg\w+|\b(?:more than|over|above|beyond|exceed\w*|higher than|much|too much|a lot|a fortune|a bomb|an arm)\b.*|\b(?:not|n't|never)\s+{GAP % 4}(?:pound|dollar|penny|cent|nickel|dime) (?:sign|symbol|coin|store)\b|\bpay(?:ing)? for (?:the|a|his|her) \w+ (?:in|at|with)\b|\b(?:clients?|customers?|people|man|woman|girl|boy|who|that) (?:pay|pays|paying|paid)\b"
)
FREE = Notion(
    words(
        "pay pays paying paid spend spends spending spent cost costs costing charge charges charged charging money cash cent cents penny pennies pence dime dimes nickel nickels buck bucks dollar dollars euro euros pound pounds quid expense"
        " expenses fee fees billed bill billing credit credits purchase purchases invest investing splash fork shell part free nothing gratis gratuit broke skint penniless wallet purse card budget price limit cap usd house payment coin coins costless"
        " 0"
    ),
    NEGATIONS
    | words(
        "for free costless be 0 zero nil nada gratis gratuit broke skint penniless wallet purse card budget usd house tight out only whatever whichever something anything what one model models that which"
    ),
    tuple(map(lazy, _UNPAID)),
    _NOT_UNPAID,
)

_CHEAPLY = (
    r"\b(?:the )?(?:cheapest|least expensive|most economical|most affordable|lowest[- ](?:cost|price)d?)(?: possible)? (?:way|model|one|option|thing|route|method|possibility|solution|means|choice|price|you (?:have|can|know)|that \w+|there is|available|ai|variant)(?: possible| you (?:have|know|can find)| there is| available)?\b",
    r"\b(?:cheapest|cheapest possible|least expensive)(?=\s*(?:please)?\s*$)",
    r"\b(?:as|so) (?:cheap|cheaply|inexpensive|inexpensively|little money|little|low[- ]cost|economical|economically) as (?:possible|you can|can be|it gets|it can be|it comes|may be)\b|\bfor as little (?:money )?as (?:possible|you can)\b",
    r"\b(?:something|anything|a|with a|some) (?:cheaper|cheap) (?:model|one|option|way|ai|solution)\b|\b(?:something|anything) cheaper\b|\bcheaper(?=\s*$)|\b(?:a|with a|the) (?:budget|low[- ]cost|cheap|inexpensive|economy) (?:model|option|one|ai|solution|way)\b",
    r"\b(?:on the cheap|cheap and cheerful|dirt[- ]cheap|on a (?:tight |small |shoestring |low )*(?:budget|shoestring)|at (?:the )?(?:lowest|least|minimum|minimal) (?:possible )?(?:cost|price|expense)|with the lowest (?:cost|price|bill))\b",
    r"\b(?:keep|keeping|make|do|doing|get|getting) (?:it|this|that|the (?:cost|costs|price|bill|expense|expenses)) (?:cheap|cheaply|low|down|inexpensive|to a minimum|minimal|small|affordable)(?=\s*(?:$|please))(?! look)",
    r"\b(?:cheap|cheaper) (?:is|would be) (?:fine|ok|okay|enough|good|better|all|best)\b|\bwhat(?:ever|ever's| is|'s) (?:is |costs )?(?:the )?(?:cheapest|least)\b|\bwhichever (?:\w+ ){0,3}(?:cheapest|least)\b|\bthe (?:cheaper|less it costs|less i (?:pay|spend)) the better\b|\b(?:save|saving) (?:me |us |my )?(?:some )?money\b|\bmind(?:ing)? the (?:cost|costs|price|budget|pennies)\b|\b(?:for|at|go for|take|choose) the lowest (?:possible )?(?:price|cost)\b|\b(?:i'm|we're|am|are) on a (?:\w+ )?budget\b|\bthe cheapest(?: (?:thing|model|one|way))? (?:that|which|to|you|possible)\b|\bpennies count\b|\bmoney is tight\b|\bprice (?:matters|is what (?:counts|matters)|counts|decides)\b",
    rf"\b{NEVER}\s+{{0}}(?:spend|spending|pay|paying|cost|costs|costing)\s+{{1}}(?:much|too much|a lot|a fortune|a bomb|an arm|more than (?:needed|necessary|i (?:have|need) to|it (?:has|needs) to))\b".format(GAP % 5, GAP % 3),
    r"^\s*(?:please |but |and |just |quick(?:ly)? (?:and|&) |really |very )*(?:cheap|cheaply|inexpensive|inexpensively|low[- ]cost|economically|low budget)(?: please| and quick(?:ly)?| and fast)?\s*$",
)  # fmt: skip
CHEAPLY = Notion(
    words(
        "cheap cheaper cheapest cheaply dirt inexpensive inexpensively expensive economical economically affordable lowest low least little budget shoestring money cost costs costing price spend spending pay paying pennies"
    ),
    words(
        "cheap cheaper cheapest cheaply inexpensive inexpensively least most lowest low little budget shoestring save saving minimum minimal minding mind down much fortune bomb arm more better tight matters counts decides count"
    ),
    tuple(map(lazy, _CHEAPLY)),
    lazy(
        r"\b(?:look|looks|looking|feel|seem|appear)s? (?:\w+ )?(?:cheap|cheaper|inexpensive|expensive|affordable)\b|\bcheap(?:er)?[- ](?:looking|trick|jewel\w*|plastic|motel|hotel|shirt|wine|shop|suit|shoes|furniture|sunglasses|watch|ring|toy)\b|\b(?:make|makes) (?:her|him|the|them|my) [\w ]*cheap"
    ),
    leads=True,
)

_WELL = (
    # money is no object; whatever it costs; spare no expense
    r"\b(?:money|costs?|price|budget|expenses?) (?:is|are|'s|isn't|does|doesn't|do|don't|aren't|plays?)? ?(?:no |not |n't |never |an? )*(?:object|issue|problem|matters?|concern|obstacle|consideration|important|question|role|factor|irrelevant|secondary)\b|\b(?:money|cost|price) (?:doesn't|does not|don't|shouldn't) matter\b|\bbudget is (?:unlimited|open|generous)\b|\bno (?:limit|cap) (?:on|to) the (?:cost|price|budget)\b",
    r"\b(?:whatever|no matter what|never mind what|regardless of what|i don't (?:care|mind) what|don't care what|don't mind what) (?:it|this|that|the price|you|they) (?:costs?|is|takes|charges?|charge|may cost|will cost)\b|\b(?:never mind|don't mind|don't care about|not worry about|don't worry about|regardless of|no matter|forget|ignore|irrespective of|whatever) (?:the |about the )?(?:price|cost|costs|money|budget|expense|expenses)\b|\b(?:spare|sparing) no (?:expense|cost|money|effort)\b|\bno (?:expense|cost|money|effort) (?:\w+ )?spared\b|\bi(?:'ll| will| can| would|'d) pay (?:whatever|anything|any price|what it takes|extra|more|for (?:quality|the best))\b|\bcost what it may\b|\bhappy to pay\b|\b(?:don't mind|do not mind|fine with|willing to|ready to) pay(?:ing)?(?: more| extra| for| whatever| a lot|$)|\b(?:it|this) (?:can|may) cost (?:a lot|what it|something|more|whatever)\b",
    # the best you can get; in the best quality there is; only the best
    r"\b(?:the )?(?:very |absolute(?:ly)? )?(?:best|finest|top|highest|strongest|smartest|most capable|most expensive|dearest) (?:possible |available |image |ai )?(?:quality|model|one|results?|ai|you (?:can|have|know)(?: (?:get|do|find|offer|give))?|there is|available|that money can buy|money can buy|tool|engine|possible|option|you've got|version there is|in the business|on the market|at your disposal)(?: (?:possible|available|there is|you have|you can|you've got|model|quality|in the house))?\b(?! man| before| of the)",
    r"\b(?:only|nothing but|just) the (?:very )?(?:best|finest)(?=\s*$|\s+will do|\s+please|\s+quality|\s+is good)|\b(?:as good as it gets|^\s*as good as (?:possible|you can|can be)\s*$|(?:in|at|with) (?:full|maximum|max|top|best|highest|premium|utmost) quality|no compromises?|without compromises?|top[- ]notch|first[- ]rate|top of the (?:line|range)|best of the best|premium(?: model| quality)|(?:quality|the result) (?:is (?:all|everything|what|more important)|comes first|matters most|counts most|before)|max(?:imum)? quality|best quality|highest quality|top quality|finest quality|quality first|something better(?=\s*$)|anything better(?=\s*$)|gallery[- ]grade|pull(?:ing)? out all the stops|all out|go all out|(?:i|we) (?:want|need|expect|deserve) (?:the|only the|nothing but the) (?:very |absolute )?best(?: here| there is| for (?:it|this))?(?=\s*$)|(?:your|the) (?:very )?(?:best|finest|strongest|smartest|top) (?:model|one|ai|engine|tool)(?! (?:we|i|they) (?:could|have|can find|had|got))|take your time|(?:i have|there is|there's|we have|i've got) (?:all the|plenty of) time|no rush|no hurry)\b",
    r"\bmoney(?:'s|s| is) no object\b|\bnever mind (?:the |what )?(?:bill|money|cost|price|expense)\w*\b|\bnothing but the (?:very )?best\b|\b(?:use|take|get out|give (?:it|me)) the (?:good|expensive|fancy|heavy|real|proper) (?:stuff|model|one|artillery|kit|gear)\b|\b(?:rather|gladly|happily|sooner) pay (?:more|extra|double)\b|\b(?:as|most) (?:convincing|realistic|natural|lifelike|photorealistic|believable|detailed|polished|accurate|seamless)(?:ly)? (?:as )?(?:possible|you (?:\w+ )?(?:can|could)|it (?:gets|can be)|can be)\b|\bmake it the (?:best|finest|most \w+) (?:you|that|it)\b(?: (?:possibly |ever )?(?:can|could))?|\b(?:price|cost|costs|money|expense) (?:doesn't|does not|don't|needn't|need not|won't) (?:come into it|count|play (?:a|any) (?:role|part)|enter into it|worry (?:me|us|you)|bother (?:me|us)|interest (?:me|us))|\b(?:price|cost|money|expense) (?:is |comes )?(?:secondary|second|last|irrelevant)\b|\b(?:don't|do not|never|without) (?:look|looking) at the (?:price|cost|bill|money)\b|\b(?:whatever|all) it takes\b|\bgive it (?:your (?:all|best)|all you(?:'ve| have) got|everything)\b|\b(?:do|give(?: it)?|try|show|with) your (?:very |absolute )?(?:best|utmost)\b(?: (?:work|job|shot|effort))?|\bi(?:'ll| will| can| would|'d)? (?:gladly |happily )?(?:pay|cover|foot) (?:what(?:ever)? it (?:costs|takes)|the bill|the difference|top dollar|full price)\b|\b(?:expense|cost|money|price) (?:is no|no) (?:object|barrier|hurdle|limit|concern)\b|\bsky's the limit\b|\bspend (?:what(?:ever)? you (?:need|like|want|must)|as much as (?:you|it))\b",
    r"\b(?:it|this|that|the (?:result|picture|image|work)|everything|quality|this one|they) (?:\w+ )?(?:has|have|had|must|should|needs?|ought|is) (?:to )?(?:be |look |come out |turn out |get )*(?:absolutely |really |totally |just |simply )*(?:perfect|flawless|superb|immaculate|impeccable|spotless|outstanding|excellent|first[- ](?:rate|class)|exhibition[- ]\w+|print[- ]ready|the best|as good as|top[- ]notch|world[- ]class|faultless|magazine[- ]quality|beyond reproach|stunning)\b",
    r"\b(?:quality|the result) (?:above (?:all|everything|all else)|is paramount|over (?:speed|price|cost|everything)|before (?:price|speed|cost|all)|is king|counts|matters|trumps \w+|is what (?:counts|matters)|at any (?:price|cost))\b|(?:^\s*|\b(?:in|for|with|at|of|need|want|only|is|be|must have) )(?:final|finished|professional|studio|print|magazine|show|best|pro)[- ](?:quality|grade|standard|level)\b|\b(?:exhibition|gallery|museum|publication|cinema|premium|superb|supreme|superior|ultimate|perfect|flawless|outstanding|excellent|first[- ]class|world[- ]class|master)[- ](?:quality|grade|standard|level)\b|^\s*(?:and |but |please |make it |go |do it |the |all |full |in )*(?:premium|de ?luxe|top|superb|flawless(?:ly)?|perfect(?:ly)?|first[- ]class|world[- ]class|high[- ]end|high quality|the works|the very best|the best|the finest|best|finest|best of all|best effort|best you (?:can|have|got)|no half measures|at any (?:price|cost)|ultimate|supreme|excellent(?: quality)?|max(?:imum)?|full works)(?: please| only| version| one)*\s*$",
    r"\bas (?:good|well|beautiful(?:ly)?|perfect(?:ly)?|fine|careful(?:ly)?|clean(?:ly)?|realistic(?:ally)?) as (?:you (?:\w+ )?(?:can|could|manage)|it (?:can|could|gets|possibly can|may|goes)(?: (?:be|get|possibly be|look))?(?: done)?|possible|humanly possible|can be|money can buy|anyone (?:can|could))\b|\bas long as (?:you|it) (?:need|like|want|take|wish)s?\b|\bhowever long it takes\b|\b(?:no|without) (?:corners? (?:cut|cutting)|cutting corners|half measures|skimping|shortcuts)\b|\bdon't (?:skimp|save|cut corners|economi[sz]e|hold back|be stingy)\b|\b(?:your|the|our) (?:absolute(?:ly)? |very )?(?:best|finest|strongest|smartest|top|most (?:capable|powerful|expensive|advanced|able)|dearest|most accurate|priciest|heavyweight|flagship)(?:[- ]\w+)? (?:model|one|ai|engine|tool|horse|brush)s?\b(?! (?:we|i|they) (?:could|have|can find|had|got))|\bthe (?:big guns|real deal|flagship|creme de la creme)\b|\b(?:whatever|whichever|what|anything that)(?: model)? (?:gives|makes|yields|produces|delivers|gets|does|is) (?:me |us |you )?(?:the )?(?:very )?(?:best|finest|nicest|strongest|most realistic)(?: (?:result|results|quality|picture|image|job|model))?\b|\bthe (?:very )?(?:best|finest|nicest) (?:job|work|result|version|rendering|picture|image|effort)(?: (?:of|you|that|possible))\b",
)  # fmt: skip
WELL = Notion(
    words(
        "money cost costs price budget expense expenses best finest top highest quality factor irrelevant secondary stops out smartest strongest capable expensive dearest good notch rate compromise compromises premium max maximum utmost pay better effort result charges charge takes grade time rush hurry money's it works perfect flawless superb immaculate impeccable outstanding excellent class exhibition gallery museum final finished professional publication premium ultimate supreme flagship corners measures skimping skimp long well beautiful careful carefully guns deluxe luxe limit bill all everything"
    ),
    words(
        "no not never doesn't don't isn't aren't object matter matters whatever mind care regardless spare sparing spared unlimited open worry pay cost best finest top highest strongest smartest most dearest only as quality max maximum premium first without may happy forget ignore any problem better gallery take all plenty out your want need expect deserve look whatever has must should above over quality-grade de deluxe the flawless perfect superb as however corners half skimp flagship big give do sky's spend i'll gladly exhibition gallery museum final professional quality works whichever what"
    ),
    tuple(map(lazy, _WELL)),
    lazy(
        r"\b(?:best|top|finest) (?:friends?|man|men|dress\w*|hat|before|part|dad|mum|mom|seller|wishes|shelf|left|right|corner|button|half|third|light|angle|side|version of|place|restaurant)\b|\b(?:her|his|its|their|my) (?:very )?best\b|\blooks? (?:\w+ )?best\b|\bin a hurry\b|\brush hour\b|\b(?:best|finest|highest|top) (?:\w+ )?(?:that )?(?:i|we|they|she|he) (?:have|had|could|can|got|own|found)\b"
    ),
    leads=True,
    plain=words(
        "perfection superb premium excellence masterpiece deluxe luxury impeccable topnotch top-notch secondary irrelevant exquisite painstaking meticulous"
    ),
)
