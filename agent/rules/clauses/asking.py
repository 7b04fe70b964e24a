"""Finds what is asked for in a sentence: behind the last "could somebody", without what is polite around it."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses import unspaced, unspaced_wishes
from agent.rules.clauses.commands import MODALS, NOUN_FOLLOWS, commands, has_verb
from agent.rules.clauses.ellipses import elliptic
from agent.rules.clauses.fronted import asks_besides, so_changed, to_be, would_help
from agent.rules.clauses.remarks import PLEASE, REASONS, TOLD_OF, reported
from agent.rules.words.classes import AND, BE, DET, FROM, PLACE, THEN, VERBS
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import Vocabulary, bit, bits

# So many words before "could you" may tell what "it" is; and the most that politeness and thanks are.
_A_STORY, _LONGEST = 4, 6
_NEEDS = frozenset({"need", "needs", "needing", "require", "wanting"})
_HAVE_LOOKS = bits("n.thing n.garment n.surface n.hair n.product n.ground")
# "Also a seagull": what is asked for besides.
_ANOTHER = frozenset({"also", "plus", "and also"})
_WANT, _WHOM = frozenset(["want", "wants"]), frozenset(["me", "him", "her", "them", "us"])
_SOMEONE, _REMOVE, _BUT = bits("n.person n.self"), bit("v.remove"), bit("m.but")
_HELP, _PAST = frozenset(["help", "me", "help me", "help us"]), bit("x.past")
_SOMEBODY, _OUGHT = frozenset(["someone", "somebody", "anyone", "anybody"]), bits("m.be m.modal")
_NOUN_MUST_FOLLOW = NOUN_FOLLOWS - {"that", "this", "all", "her"} | {"a", "an", "of", "with", "for", "by"}
# Greetings that may as well be who is meant: "everyone out of the pool".
_WHO_IS_MEANT = frozenset(["everyone", "everybody", "all", "guys", "folks", "team"])
_FRONTED, _DOES = PLACE | bit("m.behind"), BE | PLACE | FROM | VERBS | bit("m.without")


class _Heard:
    """A sentence in which what is asked for begins at `start`, behind a story of so many tokens. `asked` is 2 where
    somebody is asked for it, 1 where it is only wished."""

    __slots__ = ("asked", "known", "sentence", "start", "story", "texts")

    def __init__(self, sentence: list[Token], known: Vocabulary) -> None:
        self.known, self.story, self.start = known, 0, reported(sentence)
        # "My husband says the walls are too yellow" tells what is wrong.
        self.asked = int(self.start > 0 and not any(token.text.partition(" ")[0] == "too" for token in sentence))
        if changed := so_changed(sentence):
            self.start, self.asked = changed, 2
            sentence = sentence[:changed] + to_be(sentence[changed:])
        self.put(sentence)

    def put(self, sentence: list[Token]) -> None:
        self.sentence, self.texts = sentence, [token.text for token in sentence]

    def step(self, place: int) -> int:
        """Where it goes on behind what stands at `place`, which may ask for what follows."""
        sentence, texts = self.sentence, self.texts
        mask, length = self._opener(place)
        if not mask:
            return place + 1
        if _asks_nothing(sentence, place + length):
            self.start = self.story = place + length  # "need help, my toddler kicked it over"
            return place + length
        if place > self.start and not self.known.spaced:
            if sentence[place].classes & BE and sentence[place - 1].classes & _HAVE_LOOKS:
                return place + 1  # 包包想要奶茶色
            if self._told_about(place, length, mask):
                return place
        while length > 1 and sentence[place + length - 1].classes & _REMOVE:
            length -= 1  # "can we get the hand out of the frame" gets it out
        if place + length >= len(sentence):
            return place + 1
        if texts[place] in PLEASE and self.start < place:
            if texts[self.start] in MODALS:
                self.put(sentence[:place] + sentence[place + 1 :])  # "could it please be taller?"
                return place
            if sentence[place + 1].classes & (STOP | AND):
                if not sentence[place - 1].classes & STOP:
                    self.asked = 2
                return place + 1  # "sofa in green please, …", "as an oil painting please and …"
        if place and (texts[place].split(" ")[0] in REASONS or unspaced_wishes.tells_for_what(sentence, place)):
            return place + length  # "…, trying to convince my wife"
        if texts[place + length - 1].rpartition(" ")[2] == "that":
            self.put(sentence[: place + length] + to_be(sentence[place + length :]))
        return self._ask(place, length, mask)

    def _opener(self, place: int) -> tuple[int, int]:
        """2 where what begins at `place` asks for something and 1 where it wishes, and of how many tokens it is."""
        text, sentence = self.texts[place], self.sentence
        if self.known.spaced and text in _WANT and _wants(sentence, place):
            return 2, 1  # "my mates want me in a tutu"
        if text not in self.known.ask.firsts:
            return 0, 0
        if text in _SOMEBODY and place + 1 < len(sentence) and _does_it(sentence[place + 1]):
            return 0, 0  # "someone should be sitting there", "someone scratched it"
        return self.known.ask.at(self.texts, place)

    def _told_about(self, place: int, length: int, mask: int) -> bool:
        """Takes out the asking of 沙发给我整成墨绿的, where what it is about stands before."""
        sentence = self.sentence
        since = unspaced.topic(sentence, self.start, place)
        if since == place:
            return False
        if since > self.start and not has_verb(sentence[self.start : since]):
            self.start = self.story = since  # 这是我店里的主图,背景给我弄成纯白
        after = sentence[place + length :]
        self.put(sentence[:place] + unspaced.instead_of(sentence[since:place], after, sentence[place]) + after)
        self.asked = max(self.asked, 2 if mask & 1 else 1)
        return True

    def _ask(self, place: int, length: int, mask: int) -> int:
        """What is asked for begins behind the asking, unless it was said before it."""
        sentence, told, please = self.sentence, self.sentence[self.start : place], self.texts[place] in PLEASE
        late = bool(told) and (please or len(told) >= _A_STORY)
        late = late or (bool(told) and self.texts[place - 1].startswith("is ") and has_verb(told))
        if late and told[-1].classes & _BUT and self.texts[place] in MODALS and not self.asked:
            late = commands(told)  # "my toddler drew on the wall, but can you …"
        elif late and told[-1].classes & STOP and not please:
            late = self.asked > 0 or commands(told)  # "this is all that we have, can you …"
        if late and told[-1].classes & (STOP | AND) and asks_besides(sentence, place, length, told, self.asked):
            # "The roof should be red, and I want a chimney on it".
            also = told[-1]._replace(text="also", classes=THEN)
            self.put([*sentence[: place - 1], also, *sentence[place + length :]])
            self.asked = 2
            return place
        # "The floor should be oak, and please …"
        if not late or not (has_verb(told) or elliptic(told) or (please and commands(told))):
            self.start, self.asked, self.story = place + length, max(self.asked, 2 if mask & 1 else 1), place
        return place + length


def heard(sentence: list[Token], known: Vocabulary) -> tuple[list[Token], int, int]:
    """The sentence after the last "could somebody", whether there was one or a verb stands first, and how many tokens
    before it tell something."""
    if not known.spaced:
        sentence = [token for token in sentence if not token.classes & unspaced.TOPIC] or sentence
        sentence = sentence[: unspaced.whether(sentence)]
    heard = _Heard(sentence, known)
    place = heard.start
    while place < len(heard.sentence):
        place = heard.step(place)
    return _bare(heard)


def _bare(heard: _Heard) -> tuple[list[Token], int, int]:
    """Without what is polite at both ends, and with the place behind that it began with."""
    sentence, texts, start, asked, story = heard.sentence, heard.texts, heard.start, heard.asked, heard.story
    while start < len(sentence) - 1 and (said := _polite_at(sentence, start, heard.known)):
        start = min(start + said, len(sentence) - 1)
    if start + 2 < len(sentence) and texts[start] in _NEEDS and texts[start + 1] in NOUN_FOLLOWS:
        start, asked = start + 1, 2  # "need the wires gone"
    end = trimmed(sentence, start, heard.known)
    if end < len(sentence) and (named := would_help(sentence, start, end)) >= 0:
        start, asked = named, 2
    before, wish = sentence[:story], sentence[start:end]
    if before and before[0].classes & _FRONTED and not before[0].classes & DET and not has_verb(before):
        return wish + before, asked, 0  # "on the table I'd like a vase"
    more = texts[0] in _ANOTHER and start > 0
    return wish, asked or 2 * (more or commands(wish)), story


def _wants(sentence: Sequence[Token], place: int) -> bool:
    """ "Little bro wants his hair blue", "want my car lowered": somebody, and what becomes of what is theirs."""
    if place + 2 >= len(sentence) or not (not place or sentence[place - 1].classes & _SOMEONE):
        return False
    follows = sentence[place + 1]
    return follows.text in NOUN_FOLLOWS or follows.text in _WHOM


def _does_it(token: Token) -> bool:
    """What somebody should do or did is asked of nobody."""
    return bool(token.classes & (_OUGHT | _PAST)) or token.text.endswith("ed") or token.text in TOLD_OF


def _asks_nothing(sentence: Sequence[Token], end: int) -> bool:
    """ "Need help, …", "… help me: …": what is asked for comes behind it, or was told before."""
    return end < len(sentence) and sentence[end - 1].text in _HELP and sentence[end].classes & STOP > 0


def _polite_at(sentence: Sequence[Token], place: int, known: Vocabulary) -> int:
    if sentence[place].classes & STOP or unspaced.is_called(sentence, place):
        return 1
    return polite(sentence, place, known)


def polite(sentence: Sequence[Token], place: int, known: Vocabulary) -> int:
    """How many tokens at `place` only are polite."""
    text = sentence[place].text
    if text not in known.polite.firsts:
        return 0
    follows = sentence[place + 1].classes if place + 1 < len(sentence) else 0
    if text in _WHO_IS_MEANT and follows & _DOES:
        return 0  # "everyone should be waving", "everyone out of the pool"
    if text == "just" and not has_verb(sentence[place:]):
        return 0  # "just the shoe on white"
    return known.polite.at([token.text for token in sentence[place : place + _LONGEST]], 0)[1]


def trimmed(part: Sequence[Token], start: int, known: Vocabulary) -> int:
    """Where what begins at `start` ends, without commas and thanks behind it."""
    end, texts = len(part), [token.text for token in part]
    while end - 1 > start and (cut := 1 if part[end - 1].classes & STOP else _thanks(texts, start, end, known)):
        end -= cut
    return end


def _thanks(texts: list[str], start: int, end: int, known: Vocabulary) -> int:
    """How many tokens at the end are thanks."""
    for length in range(1, min(_LONGEST, end - start - 1) + 1):
        if texts[end - length - 1] in _NOUN_MUST_FOLLOW:
            continue  # "the boots of the man" thanks no man
        if texts[end - length] in known.thanks.firsts and known.thanks.at(texts, end - length)[1] == length:
            return length
    return 0
