"""Tells talk with the program from wishes about the picture: by what is done, and to what that only a session has.

A request is cut at its commas and stops; each piece is an act of the session (go to a variant, write a file, set
something), a question, a verdict, or an aside. Where no piece is left over, the request is no edit.
"""

# Patterns and tables read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial

from agent.rules.talk.acts import act, names_a_session
from agent.rules.talk.asked import question
from agent.rules.talk.demanded import WISH
from agent.rules.talk.spoken_zh import aside, label_of, rested
from agent.rules.words.cues import Cues
from agent.rules.words.patterns import lazy
from agent.rules.words.shorthand import spelt_out

# More words than this tell a story, and the wish in it is looked for elsewhere.
_MOST = 28
_PIECES = lazy(r"[,.;!?:()]+(?=\s|$)|\s-\s|\s(?:but|cuz|because|cos)\s(?=i\b|it|they|that|there)")
_PIECES_ZH = lazy(r"[,.;!?。、~\s]+")
_MOST_ZH = 40
# "nano banana和flux哪个好": a name of several words is one.
_LATIN_GAP = lazy(r"(?<=[a-z0-9])\s+(?=[a-z0-9])")
# What the frames call a piece that says why, and asks for nothing.
_TOLD = "aside"
# An edit that scores as much is no act that merely may be one.
_PLAINLY = 7.0
_FRONT = lazy(
    r"^(?:(?:please|pls|plz|oo+h|aw+|ok|okay|so|well|hm+|oh|ah|um|uh|ugh|wow|omg|haha+|lol|hey|hi|hello|now|then|and|actually|just|maybe|no|nope|nah|yes|yeah|yep|wait|oops|sorry|alright|right|hang on|hold on|hello|good|great|perfect|nice"
    r"|can we|could we|can you|could you|would you|let's|i want you to|i'd like you to|i want to|i'd like to|i would like to|wanna|i wanna|may i|kindly|quick question|question|also|by the way|btw)\s+)+"
)
_BACK = lazy(
    r"(?:\s+(?:please|pls|plz|thanks|thank you|thx|again|now|then|instead|first|actually|for now|for later|to me|for me|lol|haha|tho|though|mate|dude|man|bro|here|too|as well|so far|right now|after all|will you|if you can|ok|okay|guys|everyone|today))+$"
)

_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_ORDINAL = r"(?:very )?(?:first|second|third|fourth|fifth|sixth|last|final|previous|prior|next|newest|latest|earlier|earliest|older|oldest|other|original|initial|left|right|middle|top|bottom|upper|lower|leftmost|rightmost|rejected|unused|old|new|\d(?:st|nd|rd|th))"
_TAKE = r"(?:versions?|variants?|takes?|edits?|results?|attempts?|renders?|renditions?|iterations?|generations?|tries|try|options?|outputs?|drafts?|changes?|steps?|proposals?)"
_MADE = r"(?: (?:we|you|i) (?:made|did|had|have|got|created|liked|tried|just made)(?: today| so far)?)"
_WHICH = r"(?: (?:before|after|from|with|without|where|that|of|in|i|we|you) [\w' -]{1,40})"
# What only a session has: "the second version", "number 4", "v2", "the last two", "the original", "the one before the sunset".
_OF_SESSION = (
    rf"(?:(?:the |my |this |that |these |those |all |all the |both )*(?:{_ORDINAL} )*(?:{_NUMBER} )?{_TAKE}(?: {_NUMBER})?(?: (?:except|but|and) [\w ]+)?"
    rf"|(?:number|no|nr|variant|version|option|#) ?{_NUMBER}|v\d{{1,2}}"
    rf"|(?:the |my )?(?:{_ORDINAL} )+{_NUMBER}"
    r"|(?:the |my )?(?:original|untouched|unedited|initial|starting)(?: (?:photo|picture|image|pic|file|shot|upload|one))?|my (?:photo|picture|image|pic) as it [\w ]+"
    r"|(?:the |my )?(?:photo|picture|image|pic|file|one) (?:that )?i (?:uploaded|opened|started with|gave you|loaded|sent|sent you|had)|what (?:i|we) (?:started with|had|uploaded|began with)"
    r")"
)
_ONE = rf"(?:(?:the |that |this )?{_ORDINAL}(?: {_ORDINAL})?(?: (?:ones?|photo|picture|image|pic))?|(?:the|that|this)(?: [\w' -]{{2,25}})? ones?)"
_REF = rf"(?:{_OF_SESSION}|{_ONE}){_MADE}?{_WHICH}?"
_SESSION = rf"{_OF_SESSION}{_MADE}?{_WHICH}?"
_THEN = r"(?:(?:the )?(?:very )?(?:start|beginning|square one|scratch|origin)|(?:how|where|what) (?:it|we|i|that|things) (?:was|were|started|had|looked)[\w ]*)"

_FILE = r"(?:files?|jpe?gs?|pngs?|pdfs?|tiffs?|webps?|gifs?|zip|psd|raw|download link|link|folder|copy|copies)"
_IT = rf"(?:it|this|that|them|these|those|all|everything|both|all of (?:them|these|it)|all {_NUMBER}|(?:these|those|the) {_NUMBER}|(?:the|this|my) (?:finished |final |edited |whole |new |current )?(?:photo|picture|image|pic|result|thing|lot|set|batch|album|series)s?|{_SESSION}|{_ONE}|[\d ,]+(?:and|&) \d)"
_SEND = r"(?:save|download|export|email|mail|e-mail|share|print|upload|airdrop|zip|archive|store|post|text|message|whatsapp|send|output|write|back up)"

_NOT = r"(?:do not|don't|never|stop|no more|no|without|skip|quit|disable|turn off|switch off|mute|enable|turn on|switch on|hide|show|keep|drop|lose|not so many|fewer|less)"
_OURS = r"(?:warnings?|previews?|confirmations?|questions?|prompts?|notifications?|sounds?|beeps?|popups?|pop-ups?|hints?|tips|suggestions|autosave|history|dark mode|light mode|dark theme|light theme|theme|telemetry|tracking|logging|price tags|price warnings?|thumbnails?|spending limit|budget|explanations?|messages|alerts)"
_LASTING = r"(?:from now on|from here on(?:wards?)?|from today|from this point|always|every ?time|each time|by default|as default|in future|in the future|going forward|for the rest of|for all (?:my|future|the|exports|outputs|edits|images|pictures|photos)|for everything|for every|unless (?:i|we) (?:say|ask|tell)|until (?:i|we|further)|every (?:result|output|export|picture|image|photo|edit|file|variant|version|download)|all (?:results|outputs|exports|files|downloads|my exports|future)|only when i|whenever|after every|before every|before each|ever again)"
_MODELISH = r"(?:model|models|flux|seedream|gemini|nano banana|gpt[\w -]*|kling|veo|qwen|engine|backend|ai|server|local|offline|cloud|seed|cheap one|expensive one|pro one|fast one|free stuff|free ones|free models)"
_MONEY = r"(?:\$ ?\d[\d.]*|\d[\d.]* ?(?:cents?|dollars?|euros?|bucks|eur|usd|c|ct|\$|€)|a (?:dollar|euro|buck|cent)|(?:one|two|three|five|ten|twenty|fifty|thirty) (?:cents?|dollars?|euros?|bucks))"

_ACTS: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (label, shapes)
    for label, shapes in (
        (
            "settings",
            (
                rf".*\b{_LASTING}\b.*",
                rf"(?:i (?:don't|do not) (?:want|need)(?: any| to see| to hear)?(?: more)?|{_NOT}|please stop|stop)(?: (?:showing|asking|sending|with|me|playing|giving|making|the|all|any|those|these|your|that|for|to see|about|keeping|giving me|a|so many))* {_OURS}",
                r"(?:stop|quit|don't|do not|never|please stop) (?:asking|ask|bothering|bother|nagging|nag|telling|tell|reminding|remind|showing|show|warning|warn)(?: me)?(?: (?:for|about|how|what|the|every|before|so|anymore|all|if|to).*)?",
                rf"(?:only |just )?(?:use|take|switch to|change to|run on|go with|work with|stick to|stick with|prefer|change the model to|change to)(?: only| just| the| a| an| your| my)* (?:[\w-]+ )?{_MODELISH}(?: \w+)?(?: (?:only|for \w+|from now|when|unless).*)?",
                rf"(?:set|cap|limit|keep|raise|lower|change|put|make)(?: (?:my|the|a|it|spending|costs?|this|that|everything))* (?:budget|limit|cap|spending|costs?)?(?: (?:to|at|under|below|of|max))*(?: max)? ?{_MONEY}.*",
                r"(?:never|don't|do not|i don't want to|please don't)(?: ever)? (?:spend|pay|go above|go over|exceed|charge|use more than|cost)\b.*|(?:spend|pay) (?:at most|no more than|max|less than|only)\b.*",
                r"(?:never|don't|do not|please don't)(?: ever)? (?:upload|send|share|store|save|keep|transmit|log)\b.*\b(?:cloud|internet|anywhere|online|photos?|pictures?|history|data|server|ever|location|gps|metadata)\b.*",
                r"(?:i want |i'd like |keep )?everything (?:to stay|stays|stay|should stay|must stay|to be|has to be) (?:offline|local|private|on my (?:computer|machine|laptop|device))|keep (?:it|everything|my (?:photos|pictures|data)) (?:offline|local|private|on my (?:computer|machine|laptop|device))",
                r"(?:remember|keep in mind|note|note down|don't forget|memorize|memorise)(?: that| please)? (?:i|my|we|our|all|the client|me)\b.*",
                r"forget (?:about )?(?:my|the|all|our) (?:budget|limit|settings?|preferences?|rules?|defaults?|names?)",
                r"(?:reset|change|open|restore)(?: the| my| all)* (?:settings|preferences|defaults)(?: .*)?",
                rf"(?:i (?:only )?(?:want|need)|only|just)(?: the)? {_MODELISH}|(?:cheapest|fastest|best|free|local) (?:model|models|one) (?:only|please|always)",
                r"(?:higher|lower|best|full|max(?:imum)?|more|quality|speed)(?: \w+){0,3} (?:for|over) (?:all |every |everything|the )?(?:exports?|outputs?|results?|quality|speed|everything|files|images|renders)?",
                rf"(?:make|have|take) .{{1,20}} (?:the |my )?(?:standard|default|normal)(?: \w+)?|(?:max|maximum|at most|no more than|not more than|limit|budget) {_MONEY}.*|(?:work|stay|run|go|be|keep) (?:offline|local|online|private)(?: only)?|(?:double[ -]?check|check|confirm|ask|verify)(?: with)? me (?:before|first|when|if).*|(?:in )?(?:english|german|french|spanish|italian|chinese|japanese|korean|portuguese)(?: only| please)?",
            ),
        ),
        (
            "compare",
            (
                rf"(?:(?:show|put|see|let me see|i want to see|give me|display|view|line up|place|open|look at)(?: me| us)? )?(?:{_IT}|all|both|\d[\d, ]*(?:and|&|vs|or|then) \d|[\w ]+ and [\w ]+) (?:side by side|next to each other|beside each other|together on (?:one|the) screen|on (?:one|the same) (?:screen|page|view)|in a row|at once|at the same time|in one view|in one window|split ?screen|one under the other|one above the other)",
                r"(?:show|highlight|point out|mark|list|tell me|see|let me see|i can't see|i can't tell|i see no|i don't see|i can not see|can't spot|what are|circle|find|point)(?: me| out| us| any| all| where| what| it)*(?: the| a| any)* (?:differences?|changes?|what(?:'s| is| has| you|'ve| was)? ?(?:changed|different|new)|(?:you|it) changed|it out).*",
                r"(?:what|which|where|was|is|were|are|has|how|does)\b.*\b(?:changed|differ(?:s|ent|ence|ences)?|altered|touched)\b(?!.*\bif\b).*|(?:did|what did|does) .*\b(?:change|alter|touch|differ|move)\b(?!.*\bif\b).*",
            ),
        ),
        (
            "export",
            (
                rf"{_SEND}(?: me| us| out| off| my mom| to me)?(?: {_IT})?(?: (?:as|to|in|into|on|onto|under|at|with|via|by|for|over|out|,).*)?",
                rf"copy {_IT}|(?:print|make|save|give me) (?:me )?(?:a|{_NUMBER}|some|more) (?:copies|copy|prints?)(?: .*)?|(?:in )?(?:full|high|original|print|max|maximum) (?:resolution|res|size|quality)(?: file| version)?|(?:put|drop|copy|move) {_IT} on (?:the|my|a) (?:usb|memory|sd|thumb)[ -]?(?:stick|card|drive)?",
                rf"(?:can i (?:get|have|download)|could i (?:get|have)|give me|i(?:'ll)? need|need|i want|send me|i'd like|get me|let me have|i'll take|want|where's|may i have|hand me)(?: {_IT} as)?(?: the| a| an| all| my| those| these| both)*(?: full| full size| full-size| high res| hi-res| large| big| original| finished| final| print| printable| layered| transparent| zipped| \w+)* {_FILE}(?: (?:of|for|with|from|file|version|too|to).*)?",
                rf"{_IT} (?:as|in) (?:an? )?(?:jpe?g|png|pdf|tiff?|webp|gif|zip|file)(?: .*)?",
            ),
        ),
        (
            "navigate",
            (
                rf"(?:(?:i want to |i'd like to |i'd rather |let me |take me |bring me |get me |we should )?(?:go|return|switch|jump|skip|move|roll|get|step|hop|rewind|revert|back)(?: me| it)?(?: back| forward| on| over)*|reset(?: it| everything| me)?|take me(?: back)?|bring me(?: back)?|back) (?:to|with)? ?(?:{_REF}|{_THEN}|it|that|this|that one|this one|how [\w ]+)",
                rf"(?:i'll |i'm |i will |i want to |i'd |we'll |let me |let us )?(?:pick|picking|choose|choosing|select|prefer|take|taking|keep|keeping|open|pull up|bring up|bring back|load|restore|use|want|like|i want|i need|give me|get me|get back|recover) (?:back )?(?=the |that |my |v\d|number|this |those |these |what ){_SESSION}(?: back)?",
                rf"(?:i'll |i'm |i will |i'd |we'll )(?:pick|picking|choose|choosing|prefer|take|taking|keep|keeping|go for|going for|go with|going with) {_REF}",
                rf"i (?:prefer|pick|choose|want to keep|vote for|picked|chose|liked|preferred|loved) {_REF}(?: more| better| best| the most)?|(?:put|set|turn|bring|change|make) (?:it|everything|that|things) back(?: to)?(?: how| the way| as| like| what)?(?: .*)?|(?:move|go|step|hop) (?:forward|back|ahead|one back|one forward)(?: one)?",
                rf"(?:show|let me see|can i see|could i see|see|view|display|look at|show me|let me look at|i want to see|have another look at|let me have|i'd like to see)(?: me| us)?(?: back)? (?!(?:an?|some|\d|two|three|four|five|six|more|another|other|different) )(?:{_SESSION}|{_THEN}|{_ONE})(?: back| big| bigger| full screen| fullscreen)?",
                r"(?:delete|drop|discard|trash|bin|toss|scrap) (?:all )?(?:the )?(?:others|rejects|rejected ones|unused ones|failed ones|bad ones|other ones|other two|other three)",
                rf"(?:undo|cancel|reverse|revert|take back|roll back|scrap|discard|retract|withdraw|remove|drop|forget)(?: (?:it|that|this|all|everything|both|twice|my|your|the|all of|of|that last|last|previous|two|three|\d|things?|{_TAKE}|{_ORDINAL}|{_NUMBER}))+(?: (?:i|we|you) (?:did|made|asked)[\w ]*)?",
                r"undo|ctrl ?[-+]? ?[zy]|back|forward|rewind|reset(?: it| everything| all)?|begin again|(?:one|two|three|\d|a) (?:(?:steps?|versions?) )?(?:back|forward|earlier)|(?:back|forward) (?:one|two|three|\d)(?: steps?)?",
            ),
        ),
    )
)  # fmt: skip

_GOOD = r"(?:good|great|perfect|lovely|nice|amazing|awesome|better|best|beautiful|gorgeous|stunning|right|correct|fine|cool|sweet|brilliant|wonderful|fantastic|excellent|ideal|superb|fab|fabulous|incredible|impressive|neat|spot on|the one|it|exactly it|love it|how i imagined it|natural|real|realistic|cute|adorable|pretty|so much better|what i wanted|a winner|magic|insane|crazy good|works|exactly right|just right|done|a keeper|super|top|enough|fine by me|fine with me|good enough|very much)"
_POOR = r"(?:fake|weird|odd|wrong|awful|terrible|horrible|creepy|worse|unnatural|plastic|silly|ridiculous|hideous|ugly|strange|artificial|photoshopped|cartoonish|scary|rubbish|crap|shit|garbage|a mess|bad|different person|disgusting|stupid|nonsense|not good|too fake|too strong|overdone|cheesy|disappointing|off model)"
_VERY = r"(?:so|very|really|way|much|even|just|actually|pretty|quite|super|absolutely|totally|exactly|damn|freaking|already|kinda|kind of|a lot|far|too|all|now|almost|simply|truly|still|a bit|ok|okay|the)"
_WHAT = r"(?:that|this|it|they|he|she|we|i|these|those|everything|(?:the|my|her|his|our) [\w]+(?: [\w]+)?)"
_JUDGED = r"(?:that|this|it|they|he|she|we|i|these|those|everything|all|(?:the|my|her|his|our) (?:face|faces|eyes|hair|smile|nose|skin|hands?|result|edit|version|mouth|body|person|teeth|expression|likeness))"
_IS = (
    r"(?:'s|'re| is| are| was| were| looks?| look| turned out| came out| feels?| seems?| works?| will do| would be| 'm)"
)
_WANTED = r"(?:what|how|the way|as) i (?:\w+ )?(?:want(?:ed)?|mean|meant|need(?:ed)?|asked(?: for)?|was (?:after|thinking|looking for|hoping for)|had in mind|imagined|envisioned|expected|pictured|hoped(?: for)?|said)"
_VERDICTS: tuple[tuple[str, str], ...] = (
    ("deny", rf"(?:{_WHAT}(?: (?:is|was|looks|are|does))?(?:'s| is|n't)? ?not|not)(?: \w+)? {_WANTED}.*|{_WHAT} (?:isn't|wasn't|aren't) {_WANTED}.*"),
    ("affirm", rf"(?:{_WHAT}{_IS} )?(?:{_VERY} )*(?:exactly |just |precisely )?(?:the (?:\w+ ){{1,2}}(?:that )?i (?:was after|wanted|had in mind|imagined|was looking for|was hoping for|asked for|needed|meant)|{_WANTED})"),
    ("affirm", rf"(?:now |finally |wow |yes |ok )?{_WHAT}{_IS}(?: {_VERY})* {_GOOD}(?: (?:now|like that|like this|this way|on (?:her|him|me|us)|for me|already|to me|thanks|for both of us|with me|than before|as it is|as is|together))*|(?:looks|feels|looking|came out|turned out)(?: {_VERY})* {_GOOD}(?: (?:now|like that|this way|to me|already))*"),
    ("affirm", rf"(?:{_WHAT}{_IS} |turned out )?(?:{_VERY} )*(?:better|nicer|cooler|prettier|good|more \w+) than (?:i|we) (?:\w+ )?(?:hoped|expected|thought|imagined|pictured|wanted|asked)(?: for)?(?: (?:it )?(?:would|could|to) (?:be|get|look))?"),
    ("affirm", r"(?:great|good|nice|amazing|excellent|fantastic|brilliant|lovely|awesome|wonderful|superb|beautiful) (?:job|work) (?:on|with) .*|carry on|move on|you got it|that(?:'s| is) (?:him|her|me|us|them|more like it|my \w+|how i \w+ it)|(?:exactly|just) (?:like )?(?:that|this)|(?:that|it|this)(?:'ll| will)? (?:do|works|work|does it)(?: for me| nicely| fine| great| well)?|(?:nailed|crushed|aced) it|(?:keep|leave) it (?:like|as) (?:this|that|it is|is)|(?:bingo|sweet|yay|hooray|whoa|chef's kiss|10/10|approved|ship it|sold|big yes|hell yes|oh yes|omg|score|finally)|(?:so|very|really) happy(?: with (?:it|this|that))?|i'm (?:so |very |really )*(?:happy|pleased|satisfied|impressed)(?: with .*)?|(?:we have|that's) a winner|not bad(?: at all)?|can't complain"),
    ("deny", rf"{_JUDGED}{_IS}(?: {_VERY})* {_POOR}(?: (?:now|like that|like this|than before|to me))*|(?:looks|feels|looking|came out)(?: {_VERY})* {_POOR}(?: now| like that)?|wrong \w+(?: \w+)?"),
    ("deny", r"(?:this|that|it|these|those)(?:'s| is| are)? ?(?:not|isn't|aren't|wasn't) the (?:right|correct|one|same|way|colou?r|look|style|place|person|thing)\b.*|(?:that|it|this)(?: just| totally| completely)* (?:ruined|ruins|spoiled|spoils|killed|kills|destroyed|destroys|messed up|lost) .*|you (?:didn't|did not|haven't|have not|never) \w+ .*|(?:this|that|it|she|he)(?:'s| is|'s)?(?: not| isn't|n't) (?:my|our|the same|the) \w+(?: \w+)? (?:anymore|any more|at all|now)|you(?:'ve| have)?(?: just| completely| totally| also)? (?:changed|ruined|messed|destroyed|broke|lost|removed|forgot|missed|ignored|did|got (?!it)|made (?!my|me|our)|deleted|cut|turned|misunderstood|screwed|moved|killed|butchered|added|gave)\b.*|nothing (?:changed|happened|is different|has changed|moved)|(?:it|that|this)?(?: just| still| really)* ?(?:didn't|doesn't|does not|did not|won't) (?:work|change|help|do (?:it|anything|the job)|look (?:right|good|real|natural|like .*|anything like .*)|make sense|change anything)(?: at all| for me)?|i (?:said|meant|asked|told you|wanted|specifically) .*"),
    ("deny", rf"{_WHAT}(?:'s| is|'re| are| looks| look| was)? ?(?:not|isn't|aren't|wasn't|nothing like|never)(?: \w+)? (?:him|her|me|us|them|it|right|good|great|nice|better|quite right|there yet|the same(?: person| face| man| woman| dog| guy)?|my [\w]+|our [\w]+|{_WANTED})|{_WHAT} (?:doesn't|don't|does not|no longer|do not) (?:even )?(?:look|looks|resemble|feel)(?: anything| at all)?(?: like)? (?:me|him|her|us|my [\w ]+|our [\w ]+|them|right|good|real|natural|human)(?: anymore| any more| at all)?|{_WHAT} looks? like (?:someone|somebody|a different|another|some other)(?: else| person| man| woman| guy)*(?: now)?"),
    ("deny", r"(?:i|we)(?: really| still| just)? (?:don't|do not|didn't|hate|dislike|can't stand)(?: really)?(?: like| love| want| care for)?(?: any of| either of| one of| how| what| the way)?(?: it| this| that| these| those| them| any| either| you did| you made)+(?: \w+){0,2}|none of (?:them|these|those)(?: .*)?|(?:both|all)(?: of (?:them|these))? (?:are |look )?(?:bad|wrong|awful|terrible|ugly)|(?:try|do) (?:better|harder)|(?:it|that|this)(?:'s| is| has| just)? (?:got|gotten|become|getting|became) worse|still (?:wrong|bad|off|not .*|the same|no good|fake)|i liked it (?:better )?(?:before|the way .*|as it was)|i (?:didn't|did not|never) (?:ask|say|want|mean)\b.*|(?:the )?same as before|(?:her|his|my|our|the|their) (?:face|eyes|faces|smile|nose|body|hair|person) (?:is|are|looks?|has)(?: \w+)? (?:different|changed|wrong|someone else|gone|off|weird)(?: now)?|not (?:even close|really|quite|good|great|that|this|it|her|him|me|happy|convinced|impressed|a fan|there yet|for me|like (?:that|this))(?: .{1,15})?|no good|yuck|gross|yikes|what have you done|what did you do|what happened to (?:my|her|his|the) \w+|that was worse"),
    ("chat", r"i(?:'m| am) having (?:a |so |such ).*|(?:thank you|thanks|thx|ty|tysm|cheers|much love|many thanks|thank u)(?: .*)?|(?:have|enjoy)(?: yourself)? (?:a |an |your |the )?(?:good|nice|great|lovely|wonderful|rest|fun|safe)?(?: (?:day|weekend|evening|night|one|time|holiday|trip|morning|of your day|christmas|afternoon|sunday|monday|friday|week|fun))*|you(?:'re| are)(?: \w+){0,3} (?:fast|quick|good|great|best|awesome|amazing|funny|smart|clever|genius|helpful|nice|sweet|kind|lifesaver|star|legend|hero|angel|welcome|cool|magic|magician|wizard|patient|hilarious)(?: at this)?|my \w+(?: \w+)?(?:'ll| will| is going to)(?: \w+)? (?:love|like|be so happy|be happy|cry|laugh|freak out)\b.*|(?:sorry|apologies|my bad|oops)(?: .*)?|no (?:worries|problem|probs|rush|stress|hurry|pressure)(?: .*)?|(?:that|this|it)(?: was|'s been|'s| is)(?: \w+)? (?:fun|helpful|quick|fast|easy|a lot|all|all for today|all for now|enough for today|a pleasure)(?: .*)?|(?:see|talk to|catch|speak to) (?:you|ya|u)(?: .*)?|(?:good|sweet) (?:night|morning|evening|afternoon|day|luck|job|work|dreams)(?: .*)?|you made (?:my|me|our|her|his) .*|(?:what|such) an? (?:\w+ )?(?:tool|app|program|toy|thing|day|ride|time|helper|assistant)|(?:that|this|it)(?:'s| is)(?: so| really)? (?:hilarious|funny|crazy|wild|magic)|i(?:'m| am) (?:back|done|off|leaving|tired|hungry|bored|going to bed|so tired|here|new here|home|just testing|just playing|only testing)(?: .*)?|(?:hi|hello|hey|yo|howdy)(?: \w+)?|how(?:'s| is| are) (?:you|it going|your day|life|things|everything)(?: .*)?|(?:who|what) (?:made|built|created|are) you|are you (?:a |an |there|real|human|ok|sleeping|still)\b.*|(?:do you )?(?:tell me|know) (?:a |any |another )?(?:jokes?|story|stories)|tell me about yourself|what's (?:up|new|your name)|it(?:'s| is) (?:raining|snowing|late|early|hot|cold|sunny|friday|monday|my birthday|been a long day)(?: (?:here|outside|today|now|again|already))*|lol|haha+|hehe|lmao|rofl|back in a (?:sec|minute)|(?:time for|going for) (?:lunch|a coffee|coffee|bed|a break)|you(?:'ve| have)? (?:been|were|are) (?:\w+ ){0,3}(?:help|helpful|star|legend)|stay safe|take care(?: .*)?"),
)  # fmt: skip
_STATED: tuple[tuple[str, str], ...] = (
    ("advise", r"(?:any|got any|have any|do you have)(?: other| more| good)* (?:suggestions?|ideas?|advice|tips?|recommendations?|thoughts|opinions?)(?: .*)?|(?:help me (?:choose|decide|pick))(?: between| which)? .*|(?:recommend|suggest|advise)(?: me)?(?: a| an)? .*(?:model|format|size|prompt)\b.*|(?:i wonder|wondering|not sure|i'm not sure|no idea|i don't know) (?:which|whether i|what model|how much|if i should).*"),
    ("ask_image", r"(?:any|some)(?:thing|one|body) [\w ]+ in (?:this|the|my) (?:picture|photo|image|pic|shot)|describe (?:the|this|my|what|it|me)\b.*|tell me (?:what|who|how many|about (?:this|the)|where|which|if (?:the|it|she|he|there))\b.*|(?:identify|count|name) (?:the|this|all|that|what) .*|read (?:me |out )?(?:the|what|this) .*"),
    ("help", r"(?:show|give|list|tell|teach|explain)(?: me| to me)?(?: (?:the|all|your|a|how|some))* (?:shortcuts?|keys|commands?|manual|help|menu|tutorial|instructions?|controls|this works|it works|to use|features|options|basics|hotkeys|keybindings)(?: .*)?|explain (?:the |a )?[\w ]+ to me|tutorial|manual|instructions|help menu|show help"),
    ("confirm", r"(?:fine|ok|okay|good|alright|cool) (?:by|with) me|(?:yes|ok|okay|sure|yep|yeah|fine|alright|good|cool|right|sounds good|great|perfect)? ?(?:go ahead|go|sounds good|(?:charge|bill) (?:me|it|my card)|proceed|go for it|do it|run it|start it|let's do it|let's go|make it so|continue|accepted|deal)|(?:i )?(?:accept|agree|confirm|approve)(?: (?:it|that|the (?:price|cost|quote|charge)))?"),
)  # fmt: skip
# What says why, and asks for nothing.
_ASIDE = lazy(
    r"(?!if only\b|it's just\b|it's only\b|it is just\b)(?!(?:i|we)(?:'d| still| also| really| just)* (?:want|need|would|wish|like)\b)(?!(?:it|this|that|they)(?: just| still| really)* (?:needs?|lacks?|could use)\b)(?:they|it|its|it's|that|that's|these|those|i|i'm|i've|we|my|our|this|he|she|unless|because|since|so|as|for|before|after|when|if|only)\b.*|the [\w' ]+ (?:is|was|are|were|has|had|will|looks?|keeps?)\b.*|please|thanks|thank you|ok|okay|no|yes|yeah|wow|(?:hm+|oh|uh+|um+|well|ugh|haha|wow|yeah|nah|no) (?:no|nope|nah|yes|yeah|ok|well|thanks)|haha|lol|ugh|oops|sorry|wait|nah|nope|hmm+|oh|hey|hi|cool|nice|great|good|perfect"
)
_SIZED = lazy(r"\d{2,} ?x ?\d{2,}|\b\d{3,}\b")
# "The second one with more grain" asks for more than the second one.
_ALTERED = lazy(
    r"\bbut (?!i\b|we\b|it\b)|\bwith (?:more|less|a bit|some)\b|\b(?:a bit|slightly|a little)\b"
    r"|\b(?:colder|warmer|darker|brighter|cooler|sharper|softer|bluer|redder)\b(?! of\b| ones?\b| version| take| variant)"
)
# "Compare her dress to a rose in the caption" writes something.
_LIKENED = lazy(r"\bcompare\b.* (?:to|with) an? ")
_WHY = lazy(r"(?:so |and |but )?(?:why|how come|how|what|which)\b")
_WEIGHED = lazy(r"\d ?(?:[km]b|megs?|cents?|dollars?|[ck])\b|\d\d\d\d?p\b|\ba\d\b")
_REPLACED = lazy(
    r"\b(?:replace|turn|make|change(?= \w)|add|crop|brighten|darken|blur|swap|warmer|cooler|darker|brighter|bluer|redder)\b"
)


def spoken(text: str, language: str, edit: float = 0.0) -> str:
    """The label of a text in lower case that talks with the program; "" for any other. `edit` is the best score that
    an edit got."""
    if text.count(" ") >= _MOST or '"' in text or "“" in text:
        return ""
    if language == "zh":
        if len(text) > _MOST_ZH:
            return ""
        label = _told(_PIECES_ZH.split(_LATIN_GAP.sub("", text)), label_of, aside())
        return "" if label in _LIGHT and rested().search(text) else label
    label = _told(_PIECES.split(spelt_out(text)), partial(_label, edit=edit), _ASIDE)
    sized = label in {"deny", "affirm", "confirm"} and _SIZED.search(text) and not _WEIGHED.search(text)
    return "" if sized else label


def _label(piece: str, edit: float) -> str:
    told = act(piece, edit, _PLAINLY)
    if told == WISH:
        return told
    if told in {"navigate", "export"} and _ALTERED.search(piece):
        return ""
    if told == "compare" and _LIKENED.search(piece) and not names_a_session(piece):
        return ""
    if told and told != _TOLD and (told == "settings" or not _SIZED.search(piece) or _WEIGHED.search(piece)):
        return told
    acted = _act(piece)
    if acted == "settings" and _WHY.match(piece):
        acted = ""  # "why does the face keep changing every time?"
    return acted or _asked(piece) or _verdict(piece) or told


def _told(pieces: Sequence[str | None], read: Callable[[str], str], aside: re.Pattern[str]) -> str:
    """The label of pieces that are all talk, by the weightiest of them."""
    found, told = "", False
    for said in pieces:
        piece = " ".join((said or "").split())
        if not any(map(str.isalnum, piece)):
            continue
        label = read(piece)
        if label == WISH:
            return label
        if label == "deny" and told and _INSTEAD.match(piece):
            return WISH
        if label == "deny" and _OUGHT.search(piece):
            return ""
        if label == _TOLD:
            label = ""
        elif not label and not aside.fullmatch(piece):
            return ""
        if label in ("export", "navigate") and told and _RESCUE.fullmatch(piece):
            return ""
        told = told or not label
        if label and (not found or (found in _LIGHT and (label != "chat" or found == "chat"))):
            found = label
        elif {label, found} <= _QUESTIONS:
            found = label if found == "ask_image" else found
        elif label and label != found and label not in _LIGHT:
            return ""  # two acts of different kinds, which are read one by one
    return found


# "It's shaky, can you save it?" asks for no file.
_RESCUE = lazy(
    r"(?:can you |could you |please |pls )*(?:save|remove|drop|lose|hide|delete|discard) (?:it|this|that|him|her|them)(?: please| pls)?"
)
# "I meant the other bicycle should go": what was wanted.
_OUGHT = lazy(r"\b(?:should|meant to be|ought to|supposed to|needs? to)\b")
# "The frisbee is red but I wanted it green", behind what was told.
_INSTEAD = lazy(r"i (?:really |just )?(?:wanted|want|asked for|need|needed) (?!to\b|you\b|that$|this$|it$)")
# Stands for no meaning at all.
_NONE = 1000
# What gives way to an act beside it: "perfect, save it", "thanks, bye".
_QUESTIONS = frozenset({"ask_image", "advise", "help"})
_LIGHT = frozenset({"chat", "affirm", "deny"})


@lru_cache(maxsize=8)
def _stripped(piece: str) -> tuple[str, ...]:
    """The piece, and without what is said around it."""
    bare, short = _FRONT.sub("", piece), _BACK.sub("", piece)
    return tuple(dict.fromkeys(form for form in (piece, bare, short, _BACK.sub("", bare)) if form))


_MODELS = frozenset({"flux", "seedream", "gemini", "kling", "veo", "qwen", "model", "models"})


def _act(piece: str) -> str:
    place = min((next(_acts().meanings(form), _NONE) for form in _stripped(piece)), default=_NONE)
    if place == _NONE:
        return ""
    label = _ACTS[place][0]
    if label == "compare" and not _MODELS.isdisjoint(piece.split()):
        return ""
    if label == "export" and piece.startswith("no "):
        return ""  # "no text please"
    if label in {"navigate", "export"} and not names_a_session(piece):
        return ""
    sized = label == "export" and _SIZED.search(piece)
    return "" if sized or (_REPLACED.search(piece) and label in {"navigate", "export"}) else label


@cache
def _acts() -> Cues:
    return Cues([[f"^(?:{shape})$" for shape in shapes] for _, shapes in _ACTS])


def _asked(piece: str) -> str:
    return next((label for form in _stripped(piece) if (label := question(form.split()))), "")


def _verdict(piece: str) -> str:
    place = min((next(_verdicts().meanings(form), _NONE) for form in _stripped(piece)), default=_NONE)
    label = "" if place == _NONE else (*_STATED, *_VERDICTS)[place][0]
    # "Do it" says yes; "do it again" does not.
    return "" if label == "confirm" and "again" in piece else label


@cache
def _verdicts() -> Cues:
    return Cues([[f"^(?:{shape})$"] for _, shape in (*_STATED, *_VERDICTS)])
