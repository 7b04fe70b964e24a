"""Where object, result and place of a wish stand around its verb, as ranges of its tokens."""

from __future__ import annotations

from collections.abc import Sequence

from agent.rules.clauses.commands import MODALS
from agent.rules.clauses.unspaced import BARE, LET, PUT_AT, RESIZE, VANISH, is_given_another, slight
from agent.rules.words.classes import AFTER, BE, DET, INTO, MAKE, NOUNS_TOO, OBJECT, PLACE, POSE, STRONG, VERBS
from agent.rules.words.phrases import first
from agent.rules.words.tokens import STOP, Token
from agent.rules.words.vocabulary import Vocabulary, bit, bits

Span = tuple[int, int]
# Object, result and place.
Spans = tuple[Span, Span, Span]

MODAL, _PUT_INTO, _NEEDS, _REAR = bit("m.modal"), bit("m.where_to"), bit("m.needs"), bit("m.rear")
HAS_DONE, DONE = frozenset(["have", "get", "with"]), bits("v.remove v.replace v.blur v.extract v.crop v.move")
# A verb that nobody knows most often betters the thing behind it.
GUESS = bit("x.guess")
GUESSED = bit("v.fix") | GUESS
_CHANGES = bits(
    "v.move v.replace v.change v.make v.paint v.stylize v.write v.translate v.tone v.scale v.restore v.crop v.fix"
)
_WHOLE, _CARRIES, _REPLACE = bits("m.det m.whole"), bits("v.pose v.hold"), bit("v.replace")
_EACH = frozenset(["both", "all", "one", "two", "each", "none", "some", "three", "half"])
# "A bit of a smile" is a smile.
_SOME_OF = frozenset(
    (  # noqa: SIM905
        "bit touch hint lot lots couple pair bunch handful little dash pinch plenty load loads piece sort kind tad "
        "dose splash hit trio set row group few"
    ).split()
) | {"a bit", "a touch", "a tad", "a lot", "a hair", "a smidge"}
_MAKES, _JOINED = frozenset(["make", "turn"]), frozenset(["and", "or", "with", "like", "than"])
_NAMED_PLACE = bits(
    "n.thing n.body n.surface n.ground n.scene n.direction n.background n.person n.garment n.animal n.building n.face"
)
_DOING = ("ed", "ing")


def spans(part: Sequence[Token], verb: int, known: Vocabulary) -> Spans:
    """Of a wish whose verb stands at `verb`, -1 for none."""
    if verb < 0:
        return _without_a_verb(part)
    own = part[verb].classes or GUESSED
    if verb and not known.spaced and (part[verb].text in BARE or is_given_another(part, verb)):
        own |= INTO
    return _around_it(part, verb, own, known) or _behind_it(part, verb, own, known)


def is_done(token: Token) -> bool:
    """ "Removed", "taken off", "replaced by": what somebody is to have done."""
    return token.text.partition(" ")[0].endswith(("ed", "en"))


def _without_a_verb(part: Sequence[Token]) -> Spans:
    end = len(part)
    place = first(part, 0, PLACE | _REAR)
    if 0 < place < end and part[place].text == "of" and part[place - 1].text in _SOME_OF:
        place = first(part, place + 1, PLACE | _REAR)  # "a bit of lipstick on her"
    does = next((at for at in range(2, place) if part[at].classes & POSE and part[at].text.endswith(_DOING)), place)
    named = place < end and " " in part[place].text
    return (0, does), (end, end), (place if named else min(place + 1, end), end)


def _around_it(part: Sequence[Token], verb: int, own: int, known: Vocabulary) -> Spans | None:
    """Of a wish whose object stands before its verb ("the cat should be in a library"); None for any other."""
    end = len(part)
    marks = OBJECT | LET if own & (VANISH | RESIZE) else OBJECT
    marked = next((at for at in range(verb) if part[at].classes & marks), -1)
    after = next((at for at in range(verb) if part[at].classes & AFTER), -1)
    if own & MODAL:
        place = first(part, verb + 1, PLACE)
        return (0, verb), (end, end), (min(place + 1, end), end)
    if own & BE and known.spaced and verb and verb + 2 < end and part[verb + 1].classes & _PUT_INTO:
        asks = int(verb > 1 and part[0].text in MODALS)
        return (asks, verb), (end, end), (verb + 2, end)  # "the cat should be in a library"
    if verb > 1 and own & DONE and part[0].text in HAS_DONE and is_done(part[verb]):
        into = verb if " " in part[verb].text and own & _REPLACE else first(part, verb + 1, STRONG)
        return (1, verb), (min(into + 1, end), end), (end, end)
    if verb > 1 and part[verb - 1].classes & _NEEDS and part[verb].text.endswith("ing"):
        return (0, verb - 1), (end, end), (end, end)  # "the faces need hiding"
    if verb and part[verb].text.startswith("becom"):
        return (0, verb), (verb + 1, end), (end, end)
    if own & BE or (own & INTO and marked < 0 and verb > 0 and not known.spaced):
        return _that_is(part, verb, own, known)
    if not known.spaced and marked < 0 and own & PUT_AT and own & PLACE:
        return (0, verb), (end, end), (verb + 1, end)  # 产品放在木桌上
    if marked >= 0:
        into = verb if own & INTO else first(part, verb + 1, INTO)
        return (marked + 1, verb), (min(into + 1, end), end), (0, marked) if into < end or marked else (verb + 1, end)
    if after >= 0:
        into = first(part, after + 1, INTO)
        return (0, after), (after + 1, min(into, verb)), (end, end)
    if own & INTO and own & _CHANGES and not verb and not known.spaced:
        return (0, 0), (1, end), (end, end)  # 改成16:9
    return None


def _that_is(part: Sequence[Token], verb: int, own: int, known: Vocabulary) -> Spans:
    """ "The bus should be green", "the sign on the left should be bigger"."""
    end = len(part)
    place = first(part, 0, PLACE if known.spaced else 0)
    if known.spaced and place < verb and part[place].text == "of" and part[place - 1].text in _EACH:
        place = first(part, place + 1, PLACE)  # "both of them should be dancing"
    if known.spaced and own & BE and verb + 2 < end and part[verb + 1].classes & POSE and place > verb:
        place = first(part, verb + 2, PLACE)  # "he should be standing in a library"
        asks = int(verb > 1 and part[0].text in MODALS)  # "could a parrot be sitting on it?"
        return (asks, verb), (verb + 1, place), (min(place + 1, end), end)
    after = int(verb > 1 and part[0].text in MODALS)
    where = (place + 1, verb) if place < verb else (end, end)
    return (after, min(place, verb) or verb), (verb + 1, end), where


def _behind_it(part: Sequence[Token], verb: int, own: int, known: Vocabulary) -> Spans:
    """Of a command: "put a hat on the dog"."""
    end, start = len(part), verb + 1
    while not known.spaced and start < end and slight(part, start):
        start += 1  # 头往左偏一点, 字放大点
    into = _becomes_at(part, start, own, known)
    place = first(part, start, PLACE)
    if (
        place < end
        and part[place].text == "of"
        and (all(token.classes & _WHOLE for token in part[start:place]) or part[place - 1].text in _SOME_OF)
    ):
        place = first(part, place + 1, PLACE)  # "remove all of the people"
    if into < end and part[into].text == "for" and not own & _REPLACE:
        into = end  # "look good for the album" says what it is for
    aim = next((at for at in range(start, end) if part[at].text == "for"), end) if not own & _REPLACE else end
    stop = min(into, place, aim)
    if known.spaced and verb > 1 and (be := _be_before(part, verb)) > 0 and stop <= start + 1:
        asks = int(part[0].text in MODALS and be > 1)  # "can it be fixed?"
        become = (into + 1, end) if into + 1 < end else (end, end)  # "the road should be made into a river"
        return (asks, be), become, (min(place + 1, end), end)  # "the bins should be removed from the street"
    if stop == start and not known.spaced and verb:
        return (0, verb), (end, end), (0, 0)
    if start >= end and verb:
        return (0, verb), (end, end), (end, end)
    if part[verb].text in _MAKES and place < into == end and (else_ := _another(part, place)):
        return (start, place), (else_, end), (place + 1, else_)
    where = (place + 1, into) if place < into else (first(part, into + 1, PLACE) + 1, end)
    if not known.spaced and verb and (before := first(part, 0, PLACE)) < verb:
        where = (before + 1, verb)  # 在桌子上添加
    until = aim if into < aim else end  # "a linocut for the tea towels"
    return (start, stop), (min(into + 1, end), until), (min(where[0], end), where[1])


def _another(part: Sequence[Token], place: int) -> int:
    """ "Make the beer in my hand a water bottle": where a second thing begins behind a place; 0 for none."""
    for at in range(place + 2, len(part) - 1):
        if part[at].classes & (STOP | INTO) or part[at].text in _JOINED:
            return 0
        before = part[at - 1].classes
        if part[at].text in ("a", "an") and before & _NAMED_PLACE and not before & (PLACE | DET):
            return 0 if part[at + 1].text in _SOME_OF or part[at + 1].text == "little" else at
    return 0


def _becomes_at(part: Sequence[Token], start: int, own: int, known: Vocabulary) -> int:
    """The place of the word that leads to what the object becomes; the end where it becomes nothing else."""
    end = len(part)
    into = first(part, start, STRONG if known.spaced else INTO) if own & _CHANGES else end
    if (
        into + 1 < end
        and part[into].text == "to"
        and part[into + 1].classes & (VERBS | POSE)
        and not part[into + 1].classes & NOUNS_TOO
    ):
        into = first(part, into + 1, STRONG)  # "make it easier to see"
    if (
        own & MAKE
        and into < end
        and part[into].text == "with"
        and any(one.classes & _CARRIES for one in part[start:into])
    ):
        into = first(part, into + 1, STRONG)  # "have her carry a tray with two beers"
    if own & MAKE and into + 2 < end and part[into].text == "be" and part[into + 1].classes & _PUT_INTO:
        into = end  # "let a frisbee be in his mouth"
    return into


def _be_before(part: Sequence[Token], verb: int) -> int:
    return next((at for at in (verb - 2, verb - 1) if at > 0 and part[at].classes & BE), -1)
