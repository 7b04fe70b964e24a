"""From words, options and settings to what a route depends on: policy, set-up and facts."""

# Patterns read best with one of them on a line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from agent.plan import Intent, Plan, Wish
from agent.route import Facts, Never, Policy, Setup
from backends.errors import BadRequest
from backends.naming import names
from backends.ways import RUNNING, SPELLINGS, WAYS

# What a graphics card is taken for whose memory was not said.
_A_COMMON_CARD = 8.0
# What was drawn on the picture, as it is spoken of.
_PLACE = r"(?:areas?|parts?|spots?|regions?|patch(?:es)?|places?|bits?|zones?|sections?|corners?|selections?|outlines?|lines|box(?:es)?|circles?|ovals?|rectangles?|frames?|shapes?|loops?|strokes?|borders?|pixels)"
_DREW = r"(?:marked|painted|drew|drawn|selected|outlined|circled|highlighted|brushed|masked|lassoed|ringed|encircled|traced|scribbled|shaded|coloured in|colored in|indicated|clicked|pointed)"
_MARKED = re.compile(
    rf"\b{_PLACE} (?:(?:that|which) )?(?:i|we)(?:'ve| have|'d| had)? (?:just |already |roughly )?{_DREW}\b|\b(?:where|what|whatever|only what) (?:i|we)(?:'ve| have)? (?:just |already )?(?:{_DREW})\b"
    rf"|\b(?:inside|within|in|into|outside|beyond|under|to|past|beneath|of|fill|replace|repaint|change|only) (?:of )?(?:my|the|our|this) (?:\w+ )?(?:selection|mask|lasso|marquee|outline|marked \w+|stroke)\b(?! (?:of|on (?:his|her)))"
    rf"|\b(?:my|this|the) (?:selection|lasso|marking)s?\b(?! of)|\b(?:the|this|that|my) (?:marked|selected|masked|outlined|highlighted|brushed|circled|painted[- ]over|lassoed|encircled|ringed) {_PLACE}\b|\bthe \w+ outline (?:is|shows|marks)\b|\b(?:the )?masked[- ](?:out|area|region|part)\b|\binpaint\b",
    re.I,
)
_GPU = re.compile(r"(?:gpu|local)[:=]?(\d+(?:\.\d+)?)?(?: ?gb)?")


def here() -> Setup:
    """What this version can run."""
    return Setup(ways=frozenset(RUNNING))


def assumed(names: Iterable[str]) -> Setup:
    """What is here, and what is supposed to be set up for the sake of the argument ("openrouter", "gpu:24").

    Raises BadRequest for a name that is none.
    """
    setup = here()
    supposed: set[str] = set()
    memory = setup.vram_gb
    for name in (part.strip().lower() for part in names):
        if match := _GPU.fullmatch(name):
            supposed.add("local")
            memory = max(memory, float(match[1] or _A_COMMON_CARD))
        elif name == "all":
            supposed |= {way for way in WAYS if way not in ("local", "selfhosted")}
        elif (way := SPELLINGS.get(name, name)) in WAYS:
            supposed.add(way)
        elif name:
            raise BadRequest(
                f"“{name}” is no way to run a model that I know", f"There are {', '.join(sorted(WAYS))} and gpu:GB."
            )
    supposed -= setup.ways
    return Setup(setup.ways | supposed, memory, frozenset(supposed))


def policy_of(plan: Plan, base: Policy | None = None) -> Policy:
    """What was said, on top of what holds anyway: a wish never loosens a rule."""
    base, wish = base or Policy(), wish_of(plan)
    limits = [most for most in (base.max_usd, wish.most_usd) if most is not None]
    return replace(
        base,
        local_only=base.local_only or wish.stay,
        max_usd=min(limits) if limits else None,
        commercial=base.commercial or wish.paid_work,
        transparent=base.transparent or wish.transparent,
        megapixels=max(base.megapixels, wish.megapixels),
        edge=max(base.edge, wish.edge),
        dial=wish.dial if wish.dial is not None else base.dial,
        by=wish.by or base.by,
        use=wish.use or base.use,
        never=(*base.never, *never_of(wish)),
    )


def wish_of(plan: Plan) -> Wish:
    """What was said about who should do it, with what was said of that as a wish that lasts: "stay offline from now on"
    is no other wish than "don't upload this", and "always use flux" none than "use flux from now on"."""
    wish, lasting = plan.wish, {setting.name: setting.value for setting in plan.settings}
    limits = [wish.most_usd, _number(lasting.get("most_usd")), 0.0 if lasting.get("paid") is False else None]
    said = [most for most in limits if most is not None]
    use = names().get(str(lasting.get("model", "")).lower(), "")
    return replace(
        wish,
        most_usd=min(said) if said else None,
        stay=wish.stay or lasting.get("upload") is False,
        use=wish.use or use,
        lasting=wish.lasting or bool(use) or lasting.get("upload") is False,
    )


def read_into_the_wish(plan: Plan) -> Plan:
    """The plan with each of these said in one way: what is left as a setting is kept as one."""
    left = tuple(one for one in plan.settings if one.value is None or one.name not in ("upload", "model"))
    if left == plan.settings:
        return plan
    wish = wish_of(replace(plan, settings=tuple(one for one in plan.settings if one not in left)))
    return replace(
        plan, settings=left, wish=replace(wish, alone=wish.alone or (not left and plan.intent is Intent.SETTINGS))
    )


def never_of(wish: Wish) -> tuple[Never, ...]:
    return (Never(wish.never, wish.about),) if wish.never else ()


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def facts_in_words(plan: Plan, facts: Facts) -> Facts:
    """References that the words name and nobody counted."""
    named = max(plan.pictures, default=0)
    return replace(facts, references=max(facts.references, named - 1 if named else 0))


def within(words: str) -> str:
    """The request without an introduction that only tells where: "in my selection: ivy" asks for ivy."""
    lead, colon, asked = words.partition(": ")
    return asked if colon and _MARKED.search(lead) and len(lead.split()) <= _FEW else words


# An introduction has no more words than this.
_FEW = 9


def marked(words: str, facts: Facts) -> Facts:
    """A place that the words call marked has to be kept to, whoever knows where it is."""
    return facts if facts.mask or _MARKED.search(words) is None else replace(facts, mask=True)
