"""Words as people type them in a hurry, and the words that they stand for: "whats", "u", "dont", "thru"."""

from __future__ import annotations

from agent.rules.words.patterns import lazy

# "its", "id", "ill", "were" and "well" are words of their own and are left alone.
_NOT = "isn aren wasn weren don doesn didn couldn wouldn shouldn hasn haven won can hadn ain mustn needn"
_IS = "that what where who how there here he she"
_ARE = "you they"
SHORT: dict[str, str] = (
    {f"{word}t": f"{word}'t" for word in _NOT.split()}
    | {f"{word}s": f"{word}'s" for word in _IS.split()}
    | {f"{word}re": f"{word}'re" for word in _ARE.split()}
    | {f"{word}ve": f"{word}'ve" for word in ("i", "you", "we", "they")}
    | {f"{word}ll": f"{word}'ll" for word in ("you", "they", "it", "that")}
    | {"im": "i'm", "itd": "it'd", "thatd": "that'd", "lets": "let's", "cant": "can't", "wont": "won't"}
    | {"u": "you", "ur": "your", "w": "with", "w/": "with", "thru": "through", "tho": "though", "bc": "because"}
    | {"lil": "little", "ppl": "people", "smth": "something", "sth": "something", "wat": "what"}
    | {"wut": "what", "cuz": "because", "coz": "because", "rly": "really", "gud": "good", "luv": "love"}
    | {"some1": "someone", "any1": "anyone", "sum1": "someone", "sumone": "someone", "evry1": "everyone"}
    | {"every1": "everyone", "ty": "thanks", "tysm": "thanks", "tyvm": "thanks", "thks": "thanks"}
    | {"w/o": "without", "tnx": "thanks", "n": "and", "nd": "and", "n't": "not", "tmrw": "tomorrow", "tmr": "tomorrow"}
    | {"em": "them", "'em": "them", "fav": "favourite", "fave": "favourite"}
    | {"yuo": "you", "yuor": "your", "teh": "the", "hte": "the", "tehm": "them", "thier": "their", "adn": "and"}
    | {"cna": "can", "taht": "that", "thsi": "this", "plase": "please", "plese": "please", "wiht": "with"}
    | {"brite": "bright", "briter": "brighter", "brite-er": "brighter"}
    | {"rn": "now", "b4": "before", "jsut": "just", "bday": "birthday", "xmas": "christmas"}
)  # fmt: skip

# "Its way too dark", "its blurry": what follows is said of it, and is nothing that it has.
_ITS = lazy(
    r"\bits (?=(?:a (?:bit|little|touch|tad|shade|smidge|wee|fraction)|bit|kinda|still|just|really|quite|rather|pretty"
    r"|super|far|much|way (?:too|over|under|more|less)|too|so|very|all|not|gone|got|getting|come|become|been|looking"
    r"|on its|sideways|upside|crooked|tilted|wonky|slanted|lying|square|out of)\b"
    r"|(?:dark|bright|noisy|grainy|blurry|flat|dull|pale|yellow|orange|blue|green|pink|red|hazy|foggy|soft|washed out"
    r"|overexposed|underexposed|backlit|wonky|slanted)\s*(?:$|[,.;!?]))"
)


def in_full(text: str) -> str:
    """`spelt_out`, with "it's" where "its" was typed for it."""
    text = spelt_out(text)
    return _ITS.sub("it's ", text) if "its " in text else text


def spelt_out(text: str) -> str:
    """`text` in lower case with its short forms written out; the marks behind a word stay."""
    return " ".join([SHORT.get(word, word) if word.isalpha() else _with_marks(word) for word in text.split(" ")])


def _with_marks(word: str) -> str:
    core = word.rstrip(".,;!?:)")
    return SHORT[core] + word[len(core) :] if core in SHORT else word
