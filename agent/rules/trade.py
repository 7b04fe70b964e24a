"""Hears in any wording that a picture serves a business: then the licence of a model must allow it."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from agent.rules.patterns import lazy
from agent.rules.terms import Notion, words

_BUSINESS = r"(?:clients?|customers?|business(?:es)?|compan(?:y|ies)|firms?|shops?|webshops?|stores?|brands?|agenc(?:y|ies)|employers?|boss|publishers?|magazines?|newspapers?|start-?ups?|restaurants?|hotels?|caf\u00e9s?|cafes?|bakery|bar|gallery|campaigns?|sponsors?|investors?|corporation|bank|estate agents?|realtors?|property listing|etsy|ebay|amazon|shopify|catalogues?|catalogs?|brochures?|billboards?|packaging|merch(?:andise)?|adverts?|advertisements?|ads?|ad campaigns?|ad agency|advertising|marketing|product page|pitch|press release|book cover|album cover|record cover|trade fair|commercials?|stock (?:agency|site|library)|patreon|paid (?:work|job|gig|post|partnership|commission)|commission|job for (?:a|my) client)"
_SOLD = r"(?:sell|sells|selling|sold|resell|market|marketing|license|licens(?:e|ed|ing)|monetis\w+|monetiz\w+|commerciali[sz]e\w*)"
_GOODS = r"(?:calendars?|postcards?|posters?|prints?|mugs?|t-?shirts?|shirts?|cards?|books?|covers?|stickers?|products?|merch(?:andise)?|nfts?|stock(?: photos?| photo| images?)?|wallpapers?|tote bags?|magnets?|puzzles?|souvenirs?|magazine|greeting cards?)"
_SHAPES = (
    r"^\s*(?:this is |it's |it is |a |an |that's )*(?:client|customer|paid|commercial|agency|company|business) (?:job|work|project|order|gig|commission|piece|stuff|shoot)(?: for \w+)?\s*$",
    r"\b(?:our|my) (?!mom|mum|mother|father|dad|wife|husband|son|daughter|kids?|friends?|sister|brother|girlfriend|boyfriend|grand\w+|uncle|aunt|dog|cat|baby|teacher|neighbou?r)\w+ (?:wants|needs|ordered|orders|uses|will use|prints|pays for) (?:it|this|that|them|these)\b",
    rf"\b(?:print(?:ed|s)?|goes?|put|made|turned|used) (?:\w+ )?(?:on|onto|as|into|for) (?:\w+ )?{_GOODS} (?:\w+ )?(?:for|on) sale\b",
    r"^\s*(?:then |later |will )*sell (?:it|them|these|this|prints|copies)\b",
    rf"\b(?:i|we|i'm|we're|i'll|we'll|i am|we are|they|they'll|he|she|my \w+|our \w+|will|to|be|being|is|are|gets?|get|it's|i'd|going to|want to|can|may|could|plan to|planning to|intend to|for)\s+(?:\w+ )?{_SOLD}\s*(?:(?:it|this|that|them|these|the|a|as|on|to|in|our|my|prints?|copies|results?|pictures?|photos?|images?|in|online|later|afterwards|with|through|via|for|at|by|under)\b.*)?$",
    rf"\bfor (?:(?:a|an|my|our|the|his|her|their|your|one of (?:my|our)|some|this|paying|new|big|small|local|online|own|paid|important|current|next)\s+){{0,4}}{_BUSINESS}(?:'s|s'|')?(?:\s+(?:and|of|on|in|new|own|next|online|\w+'s|adverts?|ads?|advertisements?|campaigns?|websites?|web ?sites?|shops?|brochures?|pages?|home ?pages?|flyers?|leaflets?|posters?|presentations?|listings?|menus?|catalogues?|catalogs?|cards?|covers?|jobs?|works?|reports?|newsletters?|banners?|instagram|facebook|social media|feed|account|profile|magazines?|website header|launch|work|project|order|calendar|brand|\w+)){{0,3}}\s*$",
    rf"\b(?:goes|going|printed|put|used|appears?|end up|ends up|will be|shall be|is|it's|be|runs?|print it|placed|shown) (?:\w+ )?(?:in|on|onto|as part of|into|to) (?:(?:a|an|my|our|the|his|her|their|some|all|this)\s+){{0,2}}(?:\w+\s+)?{_BUSINESS}(?:'s)?(?:\s+(?:website|page|ad|campaign|advert|brochure|packaging|shop|label|labels|site|menu|poster|posters))?\s*$",
    r"\b(?:commercial(?:ly)? (?:use|used|work|job|project|purposes?|licen[cs]e|rights)|used? commercially|for commercial|use (?:it|this) commercially|for profit|business use|professional use|paid (?:work|job|gig|commission|project|campaign)|client (?:work|job|project)|work for hire|commissioned (?:work|by)|on commission|(?:a|my) commission|for money|for a fee|i (?:earn|make) (?:my )?(?:money|a living)|we (?:earn|make) money|paying (?:client|customer)s?|(?:client|customer|company|brand|firm|magazine|agency|publisher|employer) (?:pays|is paying|paid|ordered|wants to (?:use|print)|will (?:use|print)|commissioned)|(?:i|we|i'm|we're) (?:get|gets|am|are|being|getting) paid|get paid for|product packaging|ad campaign|advertising campaign|billboard campaign|marketing material|company (?:website|brochure|presentation|report|newsletter|page|homepage)|corporate (?:website|brochure|identity|design))\b",
    rf"\b(?:as|on|onto|for|into|printed on|goes on|turn it into|made into|print it on) (?:\w+ ){{0,2}}{_GOODS} (?:\w+ )?(?:that |which |to |for |we |i )*(?:{_SOLD}|sale|shop|market|customers|clients)\b|\b{_GOODS} for (?:sale|our shop|my shop|customers)\b|\b(?:our|my) (?:\w+ )?(?:shop|company|business|firm|agency|brand|start-?up|studio|hotel|restaurant|store) (?:needs|wants|uses|will use|sells|prints|is going to)\b",
)  # fmt: skip

TRADE = Notion(
    words(
        "sell sells selling sold resell market marketing license licensed licensing monetise monetize commercial commercially client clients client's customer customers customer's business businesses company company's companies firm firm's firms shop shops webshop store stores"
        " brand brands agency agencies employer employer's boss publisher publishers magazine magazines newspaper newspapers startup start-up restaurant hotel cafe bakery bar gallery campaign campaigns sponsor investors corporation bank"
        " agent realtor etsy ebay amazon shopify catalogue catalog brochure billboard packaging merch merchandise advert adverts advertisement ad ads advertising pitch press cover fair commercials stock patreon paid commission commissioned profit"
        " money fee living paying corporate product sale agents realtors listing pays wants needs ordered orders uses"
    ),
    words(
        "i we i'm we're i'll we'll they will to be being is are gets get it's going want can may could plan for goes printed put used appears end ends shall runs commercial commercially profit commission paid paying commissioned pays our my client customer job work agency"
        " product campaign company corporate as on"
    ),
    tuple(map(lazy, _SHAPES)),
    lazy(
        r"(?<!shirts )(?<!prints )(?<!mugs )(?<!cards )(?<!posters )\bfor (?:sale|rent)\b(?! (?:as|in our|in my|on))|\b(?:shop|store|restaurant|hotel|bar|cafe|bakery|bank|gallery) (?:window|front|sign|in the (?:background|picture))\b|\b(?:man|woman|girl|boy|people|lady|vendor|seller|guy|person|stall|stand|shop|market) (?:is |are |that |who )?(?:sell|sells|selling)\b|\bportrait look\b|\bnot for (?:sale|a client|business|commercial|money)\b|\bcompany of\b|\bsold (?:in|at|on|by) the\b|\bproducts? being sold\b|\bbusiness cards?\b|\bas (?:a )?boss\b"
    ),
)
