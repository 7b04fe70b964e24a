"""Splits a request into its sentences, and each into the parts that ask for one thing, without what is said around."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses import unspaced
from agent.rules.clauses.besides import is_lettered
from agent.rules.clauses.commands import MODALS, NOUN_FOLLOWS, commands, has_verb
from agent.rules.clauses.ellipses import elliptic
from agent.rules.clauses.fronted import (
    IN_PLACE,
    all_asked,
    asks_besides,
    done_first,
    goes_on,
    only_follows,
    so_changed,
    so_do,
    to_be,
    turned,
    would_help,
)
from agent.rules.clauses.next_wish import does_too, same_again, starts_a_wish
from agent.rules.clauses.remarks import (
    PLEASE,
    REASONS,
    TOLD_OF,
    asked_and_tells,
    before_long,
    cannot,
    purpose,
    remarks,
    reported,
    says_what_for,
    seems_so,
    so_that,
    to_see,
)
from agent.rules.words.classes import (
    AND,
    BE,
    DET,
    FROM,
    OBJECT,
    PLACE,
    POSE,
    THEN,
    VERBS,
)
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import Vocabulary, bit, bits

# So many words before "could you" may tell what "it" is; and the most that thanks are.
_STORY, _LONGEST_THANKS = 3, 6
_LONGEST_POLITE = 6
MEANS, REPLACE = bit("m.by"), bit("v.replace")
_NEEDS = frozenset({"need", "needs", "needing", "require", "wanting"})
_STARTS = VERBS | OBJECT | PLACE | FROM | POSE
_HAVE_LOOKS = bits("n.thing n.garment n.surface n.hair n.product n.ground")
SAME = bit("x.same")
# "Also a seagull": what is asked for besides.
_ANOTHER, _PLUS = frozenset({"also", "plus", "and also"}), "plus a"
# What a thing can be made, and so many words for a thing and what it is made.
_REMOVE = bit("v.remove")
_WANT, _WHOM = frozenset(["want", "wants"]), frozenset(["me", "him", "her", "them", "us"])
_SOMEONE = bits("n.person n.self")
_HELP, _PAST = frozenset(["help", "me", "help me", "help us"]), bit("x.past")
_SOMEBODY, _OUGHT = frozenset(["someone", "somebody", "anyone", "anybody"]), bits("m.be m.modal")
_NOUN_MUST_FOLLOW = NOUN_FOLLOWS - {"that", "this", "all", "her"} | {"a", "an", "of", "with", "for", "by"}
# Greetings that may as well be who is meant: "everyone out of the pool".
_WHO_IS_MEANT = frozenset(["everyone", "everybody", "all", "guys", "folks", "team"])
_BUT = bit("m.but")
_STEP, _WITHOUT = bit("m.step"), bit("m.without")
_FRONTED = PLACE | bit("m.behind")
_A = frozenset({"a", "an", "the"})


def parts(sentence: list[Token], known: Vocabulary) -> list[tuple[list[Token], int, bool]]:
    """The clauses of a sentence, each with whether it was asked for, and whether "then" or "also" made it a step."""
    if not known.spaced:
        return _parts(sentence, known)
    sentence = turned(sentence)
    done, rest = done_first(sentence)
    if rest and (others := _parts(sentence[rest:], known))[0][1]:
        return [(done, 2, False), (others[0][0], others[0][1], True), *others[1:]]
    return _parts(sentence, known)


def _parts(sentence: list[Token], known: Vocabulary) -> list[tuple[list[Token], int, bool]]:
    before, (sentence, asked, told) = sentence, _asked(sentence, known)
    story = before[:told]
    parts: list[list[Token]] = [[]]
    thens: list[bool] = [False]
    place = 0
    dropping = False
    while place < len(sentence):
        token = sentence[place]
        comma = token.classes & STOP
        if not known.spaced and not dropping and unspaced.runs_on(parts[-1], sentence, place):
            thens.append(bool(parts[-1][-1].classes & unspaced.AFTERWARDS))
            parts.append([])
        if not known.spaced and (fewer := unspaced.goes_on(parts[-1], sentence, place)):
            if fewer > 1:
                parts[-1].append(token)
            place += 1
            continue
        if not known.spaced and unspaced.letters_follow(parts[-1], token):
            dropping = True
        if token.text == "but" and parts[-1] and sentence[place + 1 :][:1] and sentence[place + 1].text == "in":
            place += not has_verb(parts[-1])  # "my car but in yellow"
            token = sentence[place]
        why = place > 1 and _tells_why(sentence, place) and has_verb(sentence[:place])
        lettered = token.text == "with" and is_lettered(sentence, place)
        besides = token.text == "+" and not known.spaced and unspaced.adds(sentence, place)
        then = token.classes & THEN and not (place and sentence[place - 1].text in _A)  # "a third bike"
        if (
            token.text == _PLUS
            and parts[-1]
            and (commands(parts[-1]) or any(one.text in IN_PLACE for one in parts[-1]))
        ):
            parts.append([token])  # "an oak floor instead of the tiles plus a cat on it"
            thens.append(True)
            place += 1
            continue
        joint = comma or why or lettered or then or token.classes & AND or so_do(sentence, place)
        if joint and parts[-1]:
            after = place + (not why)
            while after < len(sentence) and (
                said := 1 if sentence[after].classes & (STOP | THEN | AND) else _polite(sentence, after, known)
            ):
                after += said
            if after == len(sentence) and token.classes & _STEP:
                thens[-1] = True  # "… and add contrast afterwards"
            again = same_again(sentence, after, parts[-1])
            too = does_too(sentence, after, parts[-1])
            if (
                again
                or too
                or lettered
                or (token.text == "so" and not why)
                or besides
                or (then and not token.classes & AND and goes_on(sentence, after, token))
                or (starts_a_wish(sentence, after, bool(comma)) and not unspaced.tells_for_what(sentence, after))
            ):
                parts.append([parts[-1][0]] if again else too)
                thens.append(besides or any(one.classes & _STEP for one in sentence[place:after]))
                place, dropping = after, False
                continue
            if after < len(sentence) and (
                (only_follows(sentence, after) and has_verb(parts[-1]))
                or (comma and (remarks(sentence, after) or unspaced.tells_for_what(sentence, after)))
                or (why and after < len(sentence))
            ):
                dropping = True
            elif comma and not known.spaced and token.text != "、" and not unspaced.denied(sentence, after):
                parts.append([])
                thens.append(any(one.classes & _STEP for one in sentence[place:after]))
                place, dropping = after, False
                continue
        if not dropping and (not comma or parts[-1]):
            parts[-1].append(token)
        place += 1
    if known.spaced:
        return _spaced(parts, thens, asked, story, known)
    return _unspaced(parts, thens, asked, story)


def _tells_why(sentence: Sequence[Token], place: int) -> bool:
    return (
        says_what_for(sentence, place)
        or asked_and_tells(sentence, place)
        or so_that(sentence, place)
        or (sentence[place].text == "i" and cannot(sentence, place))
        or to_see(sentence, place)
        or seems_so(sentence, place)
        or purpose(sentence, place)
        or before_long(sentence, place)
    )


def _spaced(
    parts: list[list[Token]], thens: list[bool], asked: int, story: list[Token], known: Vocabulary
) -> list[tuple[list[Token], int, bool]]:
    """The parts without what only ends them, each with whether it was asked for."""
    parts = [_trimmed(part, known) for part in parts]
    found = [(part, then) for part, then in zip(parts, thens, strict=True) if part]
    asked = asked or (2 if all_asked([part for part, _ in found]) else 0)
    wishes = [(part, asked or 2 * commands(part), then) for part, then in found]
    return [(story, 0, False), *wishes] if len(story) > _STORY else wishes


def _unspaced(
    parts: list[list[Token]], thens: list[bool], asked: int, story: list[Token]
) -> list[tuple[list[Token], int, bool]]:
    # Without a verb at its front, what follows a comma tells more of the wish before it, unless it says itself what
    # becomes of a thing ("…,背景换成海边").
    told_before = [(story, 0, False)] if len(story) > _STORY and story[-1].classes & STOP else []
    return told_before + [
        (
            part,
            (asked or 2 * (has_verb(part) or commands(part) or unspaced.moves(part) or then or unspaced.is_so(part)))
            if (not at or unspaced.wishes(part, then) or part[0].classes & _STARTS) and not unspaced.tells(part)
            else 0,
            then,
        )
        for at, (part, then) in enumerate(both for both in zip(parts, thens, strict=True) if both[0])
        if (at or len(parts) == 1 or not unspaced.tells_for_what(part, 0))
        and (len(parts) == 1 or not unspaced.tells_why(part))
    ]


def _trimmed(part: list[Token], known: Vocabulary) -> list[Token]:
    """Without commas and thanks at its end."""
    end = len(part)
    texts = [token.text for token in part]
    while end > 1 and (cut := 1 if part[end - 1].classes & STOP else _thanks(texts, 0, end, known)):
        end -= cut
    return part[:end]


def _asked(sentence: list[Token], known: Vocabulary) -> tuple[list[Token], int, int]:
    """The sentence after the last "could somebody", whether there was one or a verb stands first, and how many tokens
    before it tell something."""
    if not known.spaced:
        sentence = [token for token in sentence if not token.classes & unspaced.TOPIC] or sentence
        if (whether := unspaced.whether(sentence)) < len(sentence):
            sentence = sentence[:whether]
    texts: list[str] = [token.text for token in sentence]
    start = place = reported(sentence)
    # "My husband says the walls are too yellow" tells what is wrong.
    asked, story = int(start > 0 and not any(text.partition(" ")[0] == "too" for text in texts)), 0
    if known.spaced and (changed := so_changed(sentence)):
        start, place, asked = changed, changed, 2
        sentence = sentence[:changed] + to_be(sentence[changed:])
    firsts = known.ask.firsts
    while place < len(sentence):
        if known.spaced and texts[place] in _WANT and _wants(sentence, place):
            mask, length = 2, 1  # "my mates want me in a tutu"
        elif texts[place] not in firsts:
            place += 1
            continue
        else:
            mask, length = known.ask.at(texts, place)
        if texts[place] in _SOMEBODY and place + 1 < len(sentence) and _does_it(sentence[place + 1]):
            place += 1  # "someone should be sitting there", "someone scratched it"
            continue
        if mask and _asks_nothing(sentence, place + length):
            start = story = place + length  # "need help, my toddler kicked it over"
            place += length
            continue
        if (
            place > start
            and not known.spaced
            and sentence[place].classes & BE
            and sentence[place - 1].classes & _HAVE_LOOKS
        ):
            place += 1  # 包包想要奶茶色
            continue
        if mask and place > start and not known.spaced and (since := unspaced.topic(sentence, start, place)) < place:
            # 沙发给我整成墨绿的: what it is about, before the asking
            if since > start and not has_verb(sentence[start:since]):
                start = story = since  # 这是我店里的主图,背景给我弄成纯白
            after: list[Token] = sentence[place + length :]
            becomes: list[Token] = unspaced.instead_of(sentence[since:place], after, sentence[place])
            sentence = sentence[:place] + becomes + after
            texts = texts[:place] + [one.text for one in becomes] + texts[place + length :]
            asked = max(asked, 2 if mask & 1 else 1)
            continue
        while length > 1 and sentence[place + length - 1].classes & _REMOVE:
            length -= 1  # "can we get the hand out of the frame" gets it out
        if mask and place + length < len(sentence):
            if texts[place] in PLEASE and start < place and texts[start] in MODALS:
                sentence = sentence[:place] + sentence[place + 1 :]  # "could it please be taller?"
                texts = texts[:place] + texts[place + 1 :]
                continue
            if texts[place] in PLEASE and start < place and sentence[place + 1].classes & (STOP | AND):
                if not sentence[place - 1].classes & STOP:
                    asked = 2
                place += 1  # "sofa in green please, …", "as an oil painting please and …"
                continue
            if place and (texts[place].split(" ")[0] in REASONS or unspaced.tells_for_what(sentence, place)):
                place += length
                continue  # "…, trying to convince my wife"
            if texts[place + length - 1].rpartition(" ")[2] == "that":
                sentence = sentence[: place + length] + to_be(sentence[place + length :])
            told: list[Token] = sentence[start:place]
            late = place - start >= 4 or texts[place] in PLEASE
            late = late or (place > start and texts[place - 1].startswith("is ") and has_verb(sentence[start:place]))
            if late and told and told[-1].classes & _BUT and texts[place] in MODALS and not asked:
                late = commands(told)  # "my toddler drew on the wall, but can you …"
            if late and told and told[-1].classes & STOP and texts[place] not in PLEASE:
                late = asked > 0 or commands(told)  # "this is all that we have, can you …"
            ought = texts[place] in PLEASE and commands(told)  # "the floor should be oak, and please …"
            if late and told and told[-1].classes & (STOP | AND) and asks_besides(sentence, place, length, told, asked):
                # "The roof should be red, and I want a chimney on it".
                sentence = [
                    *sentence[: place - 1],
                    told[-1]._replace(text="also", classes=THEN),
                    *sentence[place + length :],
                ]
                texts = [token.text for token in sentence]
                asked = 2
                continue
            if not late or not (has_verb(told) or elliptic(told) or ought):
                start, asked, story = place + length, max(asked, 2 if mask & 1 else 1), place
            place += length
            continue
        place += 1
    while start < len(sentence) - 1 and (
        said := 1
        if sentence[start].classes & STOP or unspaced.is_called(sentence, start)
        else _polite(sentence, start, known)
    ):
        start = min(start + said, len(sentence) - 1)
    if start + 2 < len(sentence) and texts[start] in _NEEDS and texts[start + 1] in NOUN_FOLLOWS:
        start, asked = start + 1, 2  # "need the wires gone"
    end = len(sentence)
    while end - 1 > start and (cut := 1 if sentence[end - 1].classes & STOP else _thanks(texts, start, end, known)):
        end -= cut
    if end < len(sentence) and (named := would_help(sentence, start, end)) >= 0:
        start, asked = named, 2
    more = texts[0] in _ANOTHER and start > 0
    # "On the table I'd like a vase".
    fronted = (
        sentence[:story]
        if story and sentence[0].classes & _FRONTED and not sentence[0].classes & DET and not has_verb(sentence[:story])
        else []
    )
    if fronted:
        return sentence[start:end] + fronted, asked, 0
    return sentence[start:end], asked or 2 * (more or commands(sentence[start:end])), story


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


def _polite(sentence: Sequence[Token], place: int, known: Vocabulary) -> int:
    """How many tokens at `place` only are polite."""
    text = sentence[place].text
    if text not in known.polite.firsts:
        return 0
    follows = sentence[place + 1].classes if place + 1 < len(sentence) else 0
    if text in _WHO_IS_MEANT and follows & (BE | PLACE | FROM | VERBS | _WITHOUT):
        return 0  # "everyone should be waving", "everyone out of the pool"
    if text == "just" and not has_verb(sentence[place:]):
        return 0  # "just the shoe on white"
    return known.polite.at([token.text for token in sentence[place : place + _LONGEST_POLITE]], 0)[1]


def _thanks(texts: list[str], start: int, end: int, known: Vocabulary) -> int:
    """How many tokens at the end are thanks."""
    for length in range(1, min(_LONGEST_THANKS, end - start - 1) + 1):
        if texts[end - length - 1] in _NOUN_MUST_FOLLOW:
            continue  # "the boots of the man" thanks no man
        if texts[end - length] in known.thanks.firsts and known.thanks.at(texts, end - length)[1] == length:
            return length
    return 0
