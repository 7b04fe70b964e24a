"""Moving in the tree: whole requests that undo, redo or go to a variant, and nothing that only sounds like it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from agent.plan import Decision, Intent, Move, Plan, Scene
from agent.rules.slots.references import Reference, references
from agent.rules.slots.spans import without
from agent.rules.talk.gates import turned_down
from agent.rules.words.clean import texts_of
from agent.rules.words.languages import language
from agent.rules.words.numbers import CHINESE, NUMBER, value
from agent.rules.words.patterns import lazy
from agent.rules.words.vocabulary import vocabulary

_LEXICONS = Path(__file__).parents[3] / "prompts" / "lexicon"
# Longer than any request that only moves.
_LONGEST, _TWICE = 80, 2
_BEFORE = (
    r"(?:(?:no|nope|nah|oops|ok|okay|hmm+|ah|oh|wait|sorry|please|pls|and|now|well|hm|ugh|actually|then|just"
    r"|hey|can you|nah|forget (?:that|it)|scrap (?:that|it)|never ?mind"
    r"|could you|let's)[,.! ]+)*"
)
_AFTER = r"(?:[,.! ]+(?:please|pls|plz|thanks|thank you|now|then|sorry))*[.! ]*"
_IT = (
    r"(?:that|it|this|(?:the|my|that|this) (?:last|latest|previous) (?:one|step|change|edit|thing|move|bit|tweak|go)"
    r"|(?:the |my )?last"
    r"(?: step| change| edit)?)"
)
_UNDO = lazy(
    rf"{_BEFORE}(?:undo+(?: {_IT})?|ctrl[ +-]?z|control z|revert(?: {_IT})?|take (?:that|it) back|scratch that"
    r"|roll(?: it| that)? back|back(?: up)?|(?:go|step|move) back(?: (?:one|a|1)(?: step)?)?|(?:one|a|1) step back"
    rf"|back (?:one|a|1) step|previous(?: step)?){_AFTER}"
)
_SOME = rf"(?P<n>{NUMBER}|\d{{1,2}})"
_TIMES = rf"(?P<n4>{NUMBER}|\d{{1,2}}) times|(?P<twice>twice)"
_UNDO_SOME = lazy(
    rf"{_BEFORE}(?:undo (?:the |my )?(?:last )?{_SOME}(?: (?:steps?|changes?|edits?|things?|ones?))?"
    rf"|(?:(?:go|step) )?back {_SOME.replace('<n>', '<n2>')}(?: steps?)?|{_SOME.replace('<n>', '<n3>')} steps? back"
    rf"|(?:undo|go back|step back)(?: {_IT})? (?:{_TIMES})){_AFTER}"
)
_UNDO_ALL = lazy(
    rf"{_BEFORE}(?:undo|revert|take back|scrap|drop|forget) (?:everything|it all|all(?: of (?:it|that|this|them))?"
    rf"|all (?:the |my |these |those )?(?:changes|edits|steps)|the whole (?:thing|lot)){_AFTER}"
)
_REDO = lazy(
    rf"{_BEFORE}(?:redo(?: {_IT})?|undo the undo|(?:go |step |move )?forward(?: (?:one|a|1)(?: step)?)?"
    rf"|(?:one|a|1) step forward|put it back|bring (?:it|that) back){_AFTER}"
)
_ZH_UNDO = lazy(
    r"(?:请|帮我|不|不对|算了)?[,. ]*(?:撤销|撤回|回退|后退|返回|退回)(?:一步|一下|上一步|刚才的?(?:操作|修改"
    r"|那步)?)?(?:吧|了)?[.!。]*"
    r"|(?:取消)?上一步(?:吧)?"
)
_ZH_UNDO_SOME = lazy(
    rf"(?:请|帮我)?(?:撤销|撤回|退回|回退|后退|返回)(?:最后)?(?P<n>{CHINESE}|\d{{1,2}})步(?:吧|了)?[.!]*"
)
_ZH_REDO = lazy(r"(?:请|帮我)?(?:重做|恢复撤销|取消撤销|前进(?:一步)?|重做一下)(?:吧)?[.!]*")
_VERDICT = lazy(r"([a-z' ]{3,50})[,.;!]+ *(?=\w)")
# What may stand around the name of a variant when nothing but going there is wanted.
_ZH_AROUND = lazy(
    r"(?:请|帮我|不|不对|还是|我|就|要|想要|用|选择?|返回|退回|回到|恢复到|恢复|切换到|切到|换到|跳到|保留|留下"
    r"|看看?|显示|打开"
    r"|继续|从|开始|喜欢|更喜欢|觉得|最好|更好|比较好|好看|不错|吧|了|的|那|这|个|版本|[,.。! ])+"
)
_GO_AROUND = lazy(
    r"(?:\b(?:no|nope|oh|hmm+|wait|sorry|actually|rather|instead|after|all|then|ok|okay|well|yes|i'd|i'll|let's"
    r"|lets|not|better"
    r"|again|for|me|please|pls|thanks|works|is|was|best|the|one|it|that|this|a|my|favou?rite|from|there|here|on"
    r"|carry|go|back"
    r"|to|use|pick|choose|select|take|keep|like|love|prefer|want|show|see|open|return|switch|jump|continue|work"
    r"|stay|stick"
    r"|let|us|can|could|may|have|another|look|looks|at|peek|quick|quickly|forget|scrap|nah|where|put|up|before|it's"
    r"|with|start|get|bring|give|i|and|now|of|as|so|current|make|good|great|nice|nicer|most|drop|rest|variant"
    r"|version)\b"
    r"|[,.!; ])+"
)


def walked(text: str, scene: Scene) -> Plan | None:
    """The move that a normalised text asks for; None where more or something else is wanted."""
    if len(text) > _LONGEST:
        return None
    bare = text.strip(" ,;")
    if _UNDO.fullmatch(bare) or _ZH_UNDO.fullmatch(bare) or bare.strip(".! ") in _seed(bare, "undo"):
        return Plan("", Intent.NAVIGATE, move=Move.UNDO)
    if _REDO.fullmatch(bare) or _ZH_REDO.fullmatch(bare) or bare.strip(".! ") in _seed(bare, "redo"):
        return Plan("", Intent.NAVIGATE, move=Move.REDO)
    if _UNDO_ALL.fullmatch(bare) and scene.current != scene.variants[0]:
        return Plan("", Intent.NAVIGATE, move=Move.GO, subject=scene.variants[0], confidence=0.95)
    if match := _UNDO_SOME.fullmatch(bare) or _ZH_UNDO_SOME.fullmatch(bare):
        said = next(filter(None, match.groupdict().values()))
        steps = _TWICE if said == "twice" else value(said)
        return Plan("", Intent.NAVIGATE, move=Move.UNDO, count=steps) if steps else None
    return _gone(bare, references(bare, scene)) or _after_a_verdict(bare, scene)


def _after_a_verdict(text: str, scene: Scene) -> Plan | None:
    """ "That is not what I wanted, undo it": the move, without what was said before it. Whoever wants it done again
    may mean another try as well as what was undone."""
    verdict = _VERDICT.match(text)
    if verdict is None or not turned_down(texts_of(verdict[1]), vocabulary("en")):
        return None
    plan = walked(text[verdict.end() :], scene)
    if plan is not None and plan.move is Move.REDO:
        return replace(plan, move=None, confidence=0.5, decision=Decision.ASK)
    return plan


def _gone(text: str, named: list[Reference]) -> Plan | None:
    if not named:
        return None
    rest = without(text, [(one.start, one.end) for one in named])
    if rest and not (_GO_AROUND if text.isascii() else _ZH_AROUND).fullmatch(rest):
        return None
    last = named[-1]
    if last.maybe:
        question = f"Which one do you mean by {last.wrong}: {', '.join(last.maybe)}?"
        return Plan("", Intent.NAVIGATE, decision=Decision.ASK, question=question, confidence=0.5)
    if last.wrong:
        return Plan("", Intent.NAVIGATE, move=Move.GO, wrong_reference=last.wrong)
    if len(last.ids) != 1 or len({id for one in named for id in one.ids}) > 1:
        return None
    return Plan("", Intent.NAVIGATE, move=Move.GO, subject=last.ids[0], confidence=0.95)


def _seed(text: str, key: str) -> frozenset[str]:
    """What a language with a seed of words calls it."""
    tongue = language(text)
    return frozenset() if tongue in {"en", "zh"} else _listed(tongue, key)


@cache
def _listed(tongue: str, key: str) -> frozenset[str]:
    raw = tomllib.loads((_LEXICONS / f"{tongue}.toml").read_text(encoding="utf-8"))
    return frozenset(str(phrase) for phrase in raw.get("navigate", {}).get(key, ()))
