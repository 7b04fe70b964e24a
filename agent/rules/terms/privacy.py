"""Hears in any wording that a picture may not leave this computer: what is missed here is sent to somebody's server."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

from agent.rules.terms.notions import GAP, NEGATIONS, NEVER, Notion, words
from agent.rules.words.patterns import lazy

_IT = (
    r"(?:it|this|that|these|those|them|him|her|me|us|anything|any(?: of (?:it|this|that|them))?|everything|stuff|all of (?:it|this)|none of (?:it|this)|parts? of (?:it|this)"
    r"|(?:(?:the|my|our|this|that|these|those|his|her|their|any|a|an|your)\s+(?:\w+\s+){0,2}?)?"
    r"(?:photos?|photographs?|pictures?|pics?|images?|shots?|snaps?|scans?|files?|data|pixels?|originals?|copy|copies|documents?|contracts?|letters?|passports?|ids?|x-?rays?|mris?|records?"
    r"|patients?|child(?:ren)?|kids?|daughter|son|baby|clients?|faces?|family|material|info|information|details|result|results|bytes?|bits?|drawings?|plans?|invoices?|uploads?))"
)
_SENT = (
    r"(?:upload(?:s|ed|ing)?(?! (?:button|icon|bar|arrow|sign|symbol|logo|link|screen|field|form|page))|transmit\w*|(?:be|being|get|gets|getting|is|are) (?:ever )?(?:sent|shared|published|posted|stored|forwarded|leaked|synced|passed on|given away|handed over|processed|seen)(?! (?:in front|behind|from (?:the|behind|above)))"
    rf"|(?:send|sends|sending|share|shares|sharing|publish|publishing|post|posting|forward|forwarding|leak|leaking|submit|submitting|transfer|transferring|sync|syncing|broadcast|expose|exposing|reveal|stream) (?:out |away )?{_IT}(?! (?:in front|behind|under|across|over the|higher|lower|further|left|right|up |down |forward|back))"
    r"|(?:sending|sharing|posting|publishing)(?=\s*(?:$|[,.;:!?]|please|anywhere|anyone|with|to|out|online))|(?:send|share|post|publish) (?:anywhere|to anyone|with anyone|out|online|away|to nobody)"
    rf"|(?:hand|pass|give|giving|handing|passing) {_IT} (?:over|on|out|away|along|to))"
)
_ITS = r"(?:shop|store|banner|ad|ads|course|magazine|portfolio|listing|catalogue|catalog|shopping|game|meeting|use|dating|profile|auction|marketplace|logo|name|sign|car|van|building|colou?rs?|page|photo|website|presentation|header|version|edition|cable|cables|router|symbol|icon|cafe|caf\u00e9|dish|tower|mast|text|lettering|address|brand|uniform|party|christmas)"
_SOMEBODY = r"(?:(?:some|any|a|an|the|your|their|its|another|other|foreign|external|remote|outside|us|american|chinese|public|commercial|big|large|ai|hosted|random|strange|cloud|web|online|tech|whatever)\s+){0,3}"
_AWAY = (
    rf"(?:(?:on-?line|the internet|the web|the net|the www|the ether|the outside|the public|the wire|(?:{_SOMEBODY})(?:servers?|cloud|internet|compan(?:y|ies)|corporations?|providers?|services?|vendors?|strangers|stranger|third[- ]part(?:y|ies)|outsiders?|big tech|data ?cent(?:er|re)s?|databases?|data ?sets?|apis?|web ?sites?|platforms?|social media|networks?|model makers?|tech giants?|ai labs?|ais?(?![ -](?:generated|made|look\w*|style|art|edited|slop|fake))|bots?)"
    r"|(?:someone|somebody|anyone|anybody|everyone|everybody)(?: else)?(?:'s (?:\w+ )?(?:computer|machine|server|disk|hands|drive|cloud))?|other (?:people|companies|machines|computers|hands)(?:'s? (?:computers?|machines?|hands|disks?|servers?))?|google|openai|microsoft|amazon|meta|apple|bytedance|adobe|china|america|the states|the us|abroad|elsewhere|the outside world|outside)"
    rf"(?! {_ITS}\b))"
)
_NET = (
    rf"(?:(?:the |any |some |a |their |your |someone's |somebody's |anyone's |google's |openai's |other people's |someone else's |somebody else's |anyone else's |a stranger's |strangers' |foreign |remote |external |public |web )+"
    rf"(?:servers?|cloud|internet|web|computers?|data ?cent(?:er|re)s?|social media)|servers|social media)(?! {_ITS}\b)"
)
_BARE = rf"(?:online|internet|(?:cloud|web|online|internet|hosted|external|remote) (?:services?|models?|tools?|ai|apps?|apis?|providers?|storage|processing)|servers?|(?:ai )?providers?|third[- ]part(?:y|ies)|outsiders|cloud(?= *$))(?! {_ITS}\b)(?! (?:in|behind|with|at|carry|holding|or)\b)"
_GOES = (
    r"(?:go|goes|going|gone|ends?|ended|ending|winds?|lands?|landed|landing|gets?|getting|got|puts?|putting|appears?|shows?|turns?|finds?|comes?|travels?|reach(?:es)?|touch(?:es)?|hits?|lives?|sits?|lies?|be|is|are|been|being|stored?|storing|saved?|kept|process\w*|edit(?:ed|ing)?|done|runs?|running|happens?"
    r"|comput\w*|calculated|handled|belongs?|wants?|lets?|letting|sends?|sending|sent|shar\w+|gives?|giving|given|hand\w*|pass\w*|post\w*|upload\w*|transfer\w*|connect\w*|uses?|using|trust\w*|need\w*|involv\w*|leaves?|see|sees|seen|leak\w*|ship\w*|feed|fed|feeding|talk\w*|rel\w+|depend\w*|expos\w+|publish\w*|submit\w*|beam\w*|hang\w*|float\w*|circulat\w*|escape\w*|out)"
)
_MACHINE = r"(?:machine|computer|laptop|notebook|pc|mac|macbook|imac|device|desktop|disk|disc|drive|hard ?(?:drive|disk)|ssd|gpu|graphics card|hardware|workstation|box|tablet|ipad|phone|network|lan|intranet)s?"
_HERE = rf"(?:(?:my|our|this|the|your|his|her)(?: own| very| local| old| little| one)? {_MACHINE}|here|home|(?:the|this|our|my) (?:house|home|roof|office|practice|clinic|hospital|studio|building|firm|lab|desk|premises|room|family|company|school|four walls)|(?:these|my|our) (?:own )?four walls|house|premises)"
_MINE = rf"(?:my|our|this)(?: own| very| local| old| little| one)? {_MACHINE}"
_PICTURE = r"(?:it|this|that|these|they|she|he|everything|all(?: of (?:it|this|that))?|things|nothing|none(?: of (?:it|this))?|(?:no|the|this|my|our|these|any|her|his) (?:\w+ )?(?:photos?|photographs?|pictures?|pics?|images?|shots?|scans?|files?|data|pixels?|originals?|documents?|contracts?|letters?|kids?|child|patients?|faces?|bytes?|bits?|part|material|work|parts)(?: of (?:it|this))?|(?:not )?(?:one|a|a single|single) (?:pixel|byte|bit|part)(?: of (?:it|this))?)"
_SECRET = r"(?:private|confidential|secret|sensitive|classified|privileged|not public|hush[- ]hush)"
_ONLY = r"(?:only|just|solely|strictly|exclusively|purely|entirely|completely|all|100 ?%|nowhere(?: else)? but|nothing but|always|done|do(?: it| this| that| everything| all)?|runs?|running|process\w*|works?|working|edits?|edited|happens?|handled?|comput\w*|stays?|keep|made|make|generated?|(?:use|using)(?: only| just| nothing but)?(?= (?:what|my|our|this|only|just|nothing)))"

# Whom a picture is no business of, and the machines that are theirs.
_STRANGE = r"(?:servers?|machines?|computers?|laptops?|pcs?|disks?|phones?|clouds?|data ?cent(?:er|re)s?|partners?|subcontractors?|compan(?:y|ies)|firms?|providers?|services?|vendors?|strangers?|outsiders?|third part(?:y|ies)|corporations?|hosts?)"
_HAS = r"(?:see|get|have|keep|store|touch|read|receive|handle|process|hold|access|own|save|view|copy|analy[sz]e|look(?:s|ing)? at|lay(?:s)? (?:eyes|hands|a finger) on)(?:e?s)?|has|copies|been given"

_SHAPES = (
    # no stranger's computer gets to see it; nobody's server but mine may keep it; none of your partners looks at it
    rf"\b(?:(?:no|not (?:a|an|one|any)|not a single|none of (?:the|your|their|those|these|its)|neither of (?:the|your)) (?:[\w']+ ){{0,2}}?|(?:nobody|no[- ]one)(?: else)?'s (?:\w+ )?){_STRANGE}(?: of (?:yours|theirs)| (?:but|except) (?:mine|ours|my own|our own)| out there| anywhere| whatsoever)? (?:(?:ever|to|may|must|should|can|could|shall|will|would|is|are|ought|gets?|has|have|needs?|allowed|supposed|going) )*?(?:{_HAS}) (?:it|this|that|these|those|them|her|him|us|me|my|our|any of (?:it|this)|anything|the (?:photo|picture|image|file|data|scan|document))(?!\w)",
    # not on anybody's machine but mine
    rf"\b{NEVER} (?:on|to|onto|in|into|by|with|through|via|over) (?:anybody|anyone|somebody|someone|any stranger|some stranger|a stranger)(?: else)?'s (?:\w+ )?{_STRANGE}(?: (?:but|except) (?:mine|ours))?(?!\w)",
    # must not be uploaded; don't send it; without sharing this
    rf"\b{NEVER}\s+{GAP % 6}{_SENT}\b",
    # must not end up on some server; I don't want Google to have it; nothing goes online
    rf"\b{NEVER}\s+{GAP % 6}{_GOES}\s+{GAP % 5}(?:(?:to|on|onto|in|into|at|by|with|through|via|over|across|near|up|of|out)\s+)*{_AWAY}(?!\w)",
    rf"\b{NEVER}\s+(?:[\w']+\s+){{0,2}}?(?:to|on|onto|in|into|by|with|through|via|over|for)\s+{_AWAY}(?!\w)",
    # whatever else is said between a negation and what is only on the net
    rf"\b{NEVER}\s+{GAP % 12}(?:{_NET}|{_BARE})(?!\w)",
    rf"\b{NEVER}\s+{GAP % 9}(?:(?:get|gets|getting|lay|lays) (?:hold of|(?:their |his |her |its )?(?:hands|fingers) on)|(?:peek|snoop|spy|eavesdrop|pry)(?:s|ing)?|(?:come|comes) to light|(?:call|calling|phone|phoning) home|leak(?:s|ed|ing)?|(?:get|gets|getting|slip|slips) out(?=\s*$|\s+of (?:here|{_MINE}|the (?:house|family|{_MACHINE})))|(?:copies|copy|anything|kept|stored|seen|used|done|sent|go|goes) (?:anywhere|somewhere) else)(?!\w)",
    rf"\b{NEVER}\s+{GAP % 5}(?:share|sharing|send|sending|show|showing|give|giving) (?:the |my |our |her |his |their )?\w+(?:'s?)? (?:photos?|pictures?|images?|pics?|data|files?)(?!\w)",
    rf"\b{_PICTURE}\s+(?:\w+ )?goes? nowhere\b|\b{_PICTURE}\s+{NEVER} (?:to )?(?:go|going) (?:anywhere|any place)\b",
    r"^\s*(?:please )?(?:do|make|handle|process|edit|keep) (?:it|this|everything|all of it|all) (?:right )?here\b",
    rf"\b(?:nothing|never|not|no)\s+(?:\w+ )?online\b(?! {_ITS}\b)",
    # no cloud; without any internet
    rf"\b(?:no|without|avoid|zero|skip)\s+(?:any |the |an? |some |using (?:the |any )?|need(?:ing)? (?:the |any )?)?(?:external |remote |outside |hosted |web |online |ai |public )?(?:cloud|internet|network|wi-?fi|connection|server|servers|uploads?|uploading|third part(?:y|ies)|apis?|online (?:services?|models?|tools?|ai|stuff|anything)|(?:external|remote|outside|hosted|web) (?:services?|models?|tools?|ai)|data (?:transfer|sharing|leaks?))(?!\w)(?! (?:{_ITS[3:-1]}|button|icon|box|bar|of|shape|in|over|behind|with|at|near|or (?:rain|sun|bird)s?)\b)",
    # don't let it out of your hands; nobody may see it
    rf"\b{NEVER}\s+{GAP % 3}(?:let|letting|give|giving|take|taking|get|getting|bring|carry|pass|hand) {GAP % 4}(?:out of|off|away from|beyond|outside(?: of)?) (?:{_HERE}|(?:your|my|our) (?:hands?|sight|control|reach)|the (?:house|hands?|country|building|eu))(?!\w)",
    rf"\b{NEVER}\s+{GAP % 4}(?:any|an?|some|the|another|whatever|no)?\s?(?:\w+ )?(?:services?|company|companies|providers?|strangers?|apps?|websites?|platforms?|bots?|ai|third part(?:y|ies)|vendors?|outsiders?|corporations?|people|humans?|one else|body else|anyone|anybody|google|openai|others?) (?:to |ever |may |should |can |must |else )*(?:see|have|has|get|gets|getting|keep|keeps|store|stores|look|read|touch|learn|process|analy[sz]e|access|own|view|know)(?: (?:at|about|on|through))? (?:it|this|that|her|him|them|my|our|the (?:photo|picture|image|file|data|scan|document|contract))\b",
    rf"\b(?:keep|keeping|leave|hold) {GAP % 4}(?:off|out of|away from|far from) {_AWAY}(?!\w)",
    # it must not leave this computer; nothing leaves the house
    rf"\b(?:{_PICTURE}|without (?:it |this |anything |her |him |the \w+ )?(?:ever )?)\s*{GAP % 4}leav(?:e|es|ing) {GAP % 2}{_HERE}(?!\w)",
    rf"\b(?:nothing|none of (?:it|this)|no data)\s+{GAP % 3}leaves?(?=\s*$|\s+(?:at all|ever|please|from))",
    # keep it on this machine; it stays between us; everything stays local
    rf"\b(?:stays?|staying|remains?|keeps?|keeping|kept|lives?|held)\s+(?:(?:{_IT}|things|all|strictly|only|just|safely|right|please|well|always|completely|entirely|here)\s+){{0,3}}?(?:(?:on|in|at|inside|within|under|with)\s+(?:{_MINE}|(?:the|these|this|my|our) (?:family|house|room|four walls|office|practice|clinic|building|firm|company|studio|hospital|school|department|team))|local(?:ly)?(?! (?:contrast|colou?r|tone))|indoors|in[- ]?house|(?:on|inside) the (?:machine|computer|laptop|disk|pc|hard drive)|off-?line|{_SECRET}|to (?:yourself|ourselves|myself|you|us)|(?:just )?(?:between|among(?:st)?) (?:us|you and me|ourselves|the two of us|me and you)|under wraps|on[- ]device|off the (?:internet|net|web|cloud|grid)|out of (?:the|any|anyone's|other people's) (?:cloud|internet|web|public|hands)|away from (?:the )?(?:cloud|internet|web|servers?|strangers|google|openai|anyone|everyone|prying eyes|the public|any \w+))(?!\w)",
    rf"\b{_PICTURE}\s+(?:must |should |has to |have to |needs to |will |is to |can |may |only |please )*(?:stays?|remains?|staying)\s+(?:right |only |just )?(?:here|home|at home|inside|indoors|mine|ours|with (?:me|us))(?!\w)",
    r"^\s*(?:strictly |just |only |this is |it's |it is |that's |that is |and |all )*(?:between (?:us|you and me|ourselves|the two of us)|in-?house|private(?:ly)?|discreet(?:ly)?|in private|in confidence|confidentially|off-?line|local(?:ly)?|on[- ]device|air[- ]?gapped|stay (?:local|off-?line)|local[- ]only|locally only)(?: only| alone)?(?: please| ok\??| thanks| if you please| if possible| if you can)?\s*$",
    rf"\b{_ONLY}\s+{GAP % 3}(?:on|with|using|inside|from|in|by)\s+{_MINE}(?!\w)(?! (?:cover|screen|case|keyboard|lid|bag|stand|sticker|background|logo|in|red|blue|black|white))",
    rf"\b(?:on|with|using|inside) (?:the |this )(?:device|machine|computer|laptop|pc) (?:only|alone|and nowhere else|itself)\b|\bonly (?:my|our|this) (?:own )?{_MACHINE}(?!\w)(?= (?:may|can|should|must|is|does|and|to)|\s*$)|\b(?:on|with|using|inside) {_MINE}(?: only| alone| itself| and nowhere else| please)(?!\w)|\b(?:on|with|using) (?:my|our) own {_MACHINE}(?!\w)|^\s*(?:please )?(?:on|with|using|inside) {_MINE}(?: please)?\s*$|\b(?:done|run|work|made|processed|happen|do it|do this) (?:only )?at home\b|\b(?:nothing|no \w+) but {_MINE}",
    rf"\b{_ONLY}\s+(?:(?:it|this|that|all|everything|please|strictly|only|completely|entirely|done|the work|processed)\s+){{0,3}}?(?:locally|local(?= (?:models?|tools?|ai|engine|only|please)|\s*$)|off-?line|in-?house|on[- ]device)(?!\w)|\b(?:locally|off-?line|on[- ]device) (?:only|please)\b|\blocal[- ]only\b|\b(?:be|work|run|running|go|stay|am|i'm|we're|while|remain|working) (?:completely |fully |entirely |strictly )?off-?line\b|\boff-?line\s*$",
    # this is confidential; strictly private; "private photo: …"
    rf"\b(?:is|are|it's|that's|'s|'re|as|stays?|being|remains?)\s+(?:(?:very|strictly|highly|really|quite|still|all|absolutely|totally|top|rather|extremely|somewhat|medically|kept|a|an|my|our)\s+)*{_SECRET}(?=\s*$|\s+(?:photos?|pictures?|images?|pics?|shots?|scans?|documents?|files?|family|medical|patient|client|stuff|material|matter|information|data|and|so|please|contract|letter|thing|one|until|for now))",
    rf"^\s*(?:strictly |highly |top |very |absolutely |please |a )*{_SECRET}(?: (?:photo|picture|image|family photo|document|material|matter|stuff|scan|file|data|shot|please))?\s*$",
    r"\bunder (?:an? )?(?:nda|embargo)\b|\bndas?\b|\bembargo(?:ed)?\b|\b(?:gdpr|dsgvo|hipaa)\b|\bdata protection\b|\b(?:medical|patient|client|doctor-patient|attorney-client|professional) (?:confidentiality|secrecy|privacy|data|record)\b|\bprivacy (?:matters|first|please|reasons?|is (?:key|important|everything)|concerns?)\b|\boff the record\b",
    # nobody else gets to see it; for our eyes only
    rf"\b(?:nobody|no[- ]one|none)\s+(?:else(?!'s (?!business|concern|eyes|hands))|but (?:me|us|you)|except (?:me|us)|outside|other than|apart from)\b|\bfor (?:my|our|his|her|your|their) (?:own )?eyes only\b|\bnot (?:meant |intended )?for (?:other|strange|public|anyone else's|the public)\b|\b(?:nobody|no[- ]one|no stranger|no strangers|no company|no provider|no outsider|no third party|no other \w+)\s+(?:may|must|should|can|gets? to|is to|is allowed|has to|will|ever)\s+{GAP % 2}(?:see|get|have|know|keep|store|look|receive|read|touch|handle)\s+(?:at )?(?:this|her|him|them|my|our|the (?:photo|picture|image|file|data|document|contract))\b",
    # don't train on it
    rf"\b{NEVER}\s+{GAP % 6}(?:train(?:ed|ing)?\s+(?:on|with|your|any|some|an|the|their|ai|models?|data|material|set)|training(?=\s*$|\s*please))(?! (?:wheels?|track|shoes|clothes))",
    # uploading is forbidden; the cloud is out of the question
    rf"\b(?:uploading|uploads?|the cloud|cloud|internet|servers?|the web|sending|sharing|third parties|online)\s+{GAP % 4}(?:forbidden|banned|prohibited|taboo|off[- ]limits|out of the question|no[- ]go|no[- ]no|excluded|ruled out|not (?:allowed|ok|okay|an option|permitted|acceptable|wanted)|isn't (?:allowed|an option)|unwanted|strictly no)\b",
    r"\b(?:keep|leave|stop) (?:google|openai|the cloud|the internet|other people|strangers|companies|any company|big tech|everyone else|everybody else) (?:out|away|off)\b|\bhands off (?:my|our|this) (?:photo|picture|data|image)",
    # my own server may see it, no company's; self-hosted only
    r"(?:^|\b(?:and|but|so) )\s*(?:no|not (?:an?|any|some|the)|none of (?:the|those)|never an?|nobody|no other|no outside|no foreign|without an?)\s+(?:[\w']+ ){0,2}?(?:compan(?:y|ies)|providers?|services?|corporations?|firms?|vendors?|strangers?|outsiders?|third part(?:y|ies)|clouds?|servers?|else)(?:'s?)?(?: (?:server|machine|computer|one|cloud|hands)s?)?\s*$|^\s*(?:no|not the) (?:outside|foreign|external|strange|public|hosted|other) (?:ones?|servers?|machines?|services?|help)\s*$|^\s*(?:and )?(?:none|nobody|no one|no server|nothing) but (?:mine|ours|us|me|my own|our own)\b",
    r"\bself[- ]?hosted(?: (?:only|models?|please|or nothing|server|one))?\b|\b(?:only|just|nothing but|solely|exclusively|use|do (?:it|this|that)|run (?:it|this|that)|made|done|work|stay|keep (?:it|this)|kept|it stays|goes|process(?:ed)?) (?:\w+ )?(?:on |by |with |to |via |in |inside |at )?(?:my|our) (?:own )?(?:little |home |private |in-?house |local )?(?:server|box|rack|nas|cluster|machine room|basement server|data cent(?:er|re)|homelab|hardware)s?\b|\b(?:on|by|with|via) (?:my|our) own (?:little |home |private |in-?house |local )?(?:server|box|rack|nas|cluster|data cent(?:er|re)|homelab|hardware)s?\b|^\s*(?:my|our) (?:own )?(?:home |private |in-?house |local )?(?:server|box|rack|nas|cluster|machines?)\b(?: [\w']+){0,4}? (?:only|alone|and (?:nobody|none|no one|no other|nothing)\b.*)\s*$",
    r"\b(?:nobody|no[- ]one|none) else (?:is to|may|must|should|can|gets to|shall|ought to|needs to|has to|is allowed to|is supposed to) (?:have|see|get|know|look|own|hold|use|store|touch|read)\b(?: (?:at )?(?:it|this|that|them|her|him))?|\b(?:kept|(?:keep|keeping|leave) (?:it|this|that|everything|them|the (?:photo|picture|image|file|original)s?)|(?:it|this|that|everything|they|these) (?:must |should |has to |have to |will |can )?(?:stays?|remains?)) (?:safely |right |safe )?(?:at home|in the (?:house|family|firm|office)|within (?:these|our|the) \w+|with (?:me|us)|in my (?:hands|house|possession)|under my roof)(?=\s*$|\s+please)",
    r"\b(?:keep|keeping|kept|leave|hold|stays?) (?:it |this |that |her |him |them |everything |us )?(?:off|out of|away from|far from) (?:every|each|all|any|other) (?:\w+ )?(?:servers?|clouds?|networks?|compan\w+|hands)\b|\b(?:nothing|none|not a (?:thing|pixel|byte)) (?:of (?:this|it|that|these) )?(?:may|must|should|can|shall|is to|will|ever) (?:ever )?(?:get|go|leak|come|slip|be) (?:out|outside|public|abroad)\b|^\s*(?:for )?(?:our|my|the) (?:own )?(?:family|firm|team|household|practice) (?:only|alone|and nobody else)\s*$",
    # the same in other languages
    rf"\b(?:nicht|nichts|kein\w*|ohne|nie|niemals|niemand\w*)\s+{GAP % 6}(?:hoch(?:zu)?lad\w*|hochgeladen|(?:ins?|im) (?:internet|netz|web)|(?:in der|in die|auf die) cloud|cloud|online|(?:auf|\u00fcber|an) (?:\w+ )?server\w*|server\w*|weiter(?:zu)?geb\w*|verschick\w*|geschickt|versend\w*|geteilt|internet)\b|\b(?:bleibt?|bleiben|nur|ausschlie\u00dflich) {GAP % 3}(?:unter uns|auf meinem \w+|auf diesem \w+|hier auf|lokal|offline)\b|\b(?:streng )?vertraulich\b",
    rf"\b(?:ne|n'\w+|jamais|sans|rien|pas|aucun\w*)\s+{GAP % 6}(?:t\u00e9l\u00e9vers\w+|envoy\w+|partag\w+|en ligne|internet|(?:le|un|des?) (?:cloud|serveurs?)|serveurs?|nuage)\b|\b(?:reste|rester|uniquement|seulement) {GAP % 3}(?:entre nous|sur mon (?:ordinateur|pc|mac)|en local|hors ligne)\b|\bconfidentiel\w*\b",
    rf"\b(?:no|nunca|sin|nada|jam\u00e1s|n\u00e3o|sem|non|senza|mai|niente)\s+{GAP % 6}(?:sub\w+|suba\w*|env\w+|enviar\w*|compart\w+|(?:a|en|na|para a|no) (?:la )?internet|la nube|(?:el|un|ning\u00fan|nessun|nenhum) (?:servidor|server)|servidor\w*|servidores|nuvem|carica\w+|invia\w+|condivid\w+|(?:in|sulla) rete|nel cloud)\b|\b(?:confidencial|riservat[oa]|entre nosotros|tra noi|entre n\u00f3s)\b",
    r"(?:\u4e0d\u8981|\u4e0d\u80fd|\u4e0d\u53ef\u4ee5?|\u4e0d\u8bb8|\u4e0d\u5f97|\u4e0d\u51c6|\u4e0d\u60f3|\u7981\u6b62|\u8bf7\u52ff|\u5207\u52ff|\u52ff|\u522b|\u4e0d)[^\uff0c\u3002]{0,8}?(?:\u4e0a\u4f20|\u5916\u4f20|\u8054\u7f51|\u4e0a\u7f51|\u4e0a\u4e91|\u4e91\u7aef|\u670d\u52a1\u5668|\u4e92\u8054\u7f51|\u7f51\u4e0a|\u5916\u53d1|\u6cc4\u9732)|\u4fdd\u5bc6|\u79c1\u5bc6|(?:\u53ea|\u4ec5|\u90fd)[^\uff0c\u3002]{0,4}(?:\u5728)?\u672c(?:\u5730|\u673a)(?:\u5904\u7406|\u8fd0\u884c|\u5b8c\u6210)?|\u79bb\u7ebf(?:\u5904\u7406|\u5b8c\u6210|\u8fd0\u884c)?",
    # I trust no server; the wifi is off
    rf"\b(?:trust|trusting|want|need|allow|tolerate|like)\s+(?:no|none|neither)\s+{_AWAY}(?!\w)|\b(?:distrust|mistrust|hate the idea of)\s+{GAP % 2}{_AWAY}(?!\w)|\b(?:wi-?fi|network|internet)(?: is|'s)? (?:off|down|unplugged|disabled|pulled)\b|\bair[- ]gapped\b",
)  # fmt: skip

# The sky has clouds, spiders have webs, tennis has servers, doors have private signs.
_TRAPS = lazy(
    # What the model that plans is shown is a setting of its own.
    r"\b(?:pictures?|photos?|images?|copies|previews?) to (?:the|any|your|a) (?:language )?model\b|"
    r"\b(?:sky|skies|weather|rain|storm|fluffy|fog|mist|moonlight|sunset|dragon|angel|aeroplane|airplane|spider|cobweb|tennis|waiter|racket|fish(?:ing)?)\b.*"
    r"|\b(?:private|secret|confidential) (?:beach|parking|garden|road|property|sign|stamp|label|jet|pool|door|club|room|agent|island|property|party|chef|house|moment|driver|entrance|passage|school)\b"
    r"|\blike an? (?:private|secret|confidential)\b.*|\bnever mind\b|\bnot only\b|\bnothing (?:else|more|other)\b.*|\bnobody else in (?:it|the)\b.*|\b(?:nobody|no[- ]one|none) else (?:is (?:in|on|at|here|there|around|near|visible|seen)|should be (?:in|on|at|here|there|around|near|visible|seen)|in|on|at|around|there|near|visible)\b.*|\bcloud shadows?\b.*"
    r"|\bdo(?:n't| not) leave (?:the|my|a|any|this|our)\b.*|\bcan't see\b.*|\bsee-?through\b"
)

PRIVACY = Notion(
    words(
        "hochladen hochgeladen hochzuladen hochlädt netz weitergeben weitergegeben verschicken verschickt versenden geschickt geteilt uns lokal vertraulich téléverser envoyer envoyez envoyée partager partagée ligne serveur serveurs nuage nous ordinateur"
        " confidentiel confidentielle subir subas suban enviar envíes envíe compartir compartas nube servidor servidores nuvem caricare inviare condividere rete confidencial riservato riservata nosotros noi nós 传 云 网 密 本 务 线 泄 发 "
        "upload uploads uploaded uploading transmit transmitted sent send sends sending share shares shared sharing publish published publishing post posting posted forward forwarded forwarding leak"
        " leaked leaking submit submitting transfer transferring sync synced syncing broadcast expose exposing reveal stream hand handing pass passing passed give giving given stored store processed seen online line internet"
        " web net www ether outside public wire server servers cloud company companies corporation corporations provider providers service services vendor vendors strangers stranger party parties outsider"
        " outsiders tech data database databases dataset datasets api apis website websites site sites platform platforms media network networks someone somebody anyone anybody everyone everybody someone's somebody's anyone's anybody's other google openai"
        " microsoft amazon meta apple bytedance adobe china america states us abroad elsewhere machine machines computer computers laptop laptops notebook pc mac macbook imac device desktop disk disc drive ssd gpu hardware workstation box"
        " tablet ipad phone lan intranet here home house roof office practice clinic hospital studio building firm lab desk premises room family school walls leave leaves leaving local locally indoors inhouse offline off private"
        " secret confidential sensitive classified privileged hush wraps yourself ourselves myself between among amongst nda ndas embargo embargoed gdpr dsgvo hipaa protection confidentiality secrecy privacy record else eyes train trained training"
        " goes go stay stays remain remains keep keeps kept graphics card nowhere pixel wifi fi airgapped gapped ai ais bots bot labs nobody none mine hold byte bytes tools external remote peek snoop spy pry fingers light ours trust privately discreetly discreet confidence confidentially hands sight control country eu app apps others people humans one company's companies' provider's service's stranger's corporation's firm's ones rack nas cluster homelab self selfhosted hosted roof possession mine partner partners subcontractor subcontractors nobody's firm firms host hosts laptops disks phones clouds"
    ),
    NEGATIONS
    | words(
        "nicht nichts kein keine keinen ohne nie niemals niemand niemandem bleibt bleiben nur vertraulich ne jamais sans rien pas aucun aucune reste rester confidentiel confidentielle nunca sin nada não non sem senza mai niente"
        " confidencial riservato riservata entre tra 不 别 勿 禁 保 私 只 仅 都 离 "
        "only just solely strictly exclusively purely entirely completely all always done do run runs running process processed work works working edit edited happens happen handle handled compute computed stay stays staying"
        " remain remains keep keeps keeping kept lives held made make generate generated use using on with inside is are as being it's that's private confidential secret local locally offline off out under nda ndas embargo embargoed gdpr dsgvo"
        " hipaa protection confidentiality secrecy privacy eyes hands forbidden banned prohibited taboo excluded unwanted distrust mistrust trust indoors leave stop in-house between air hold privately discreetly discreet confidence confidentially self nobody's"
    ),
    tuple(map(lazy, _SHAPES)),
    _TRAPS,
    plain=words("confidential classified offline nda"),
)
