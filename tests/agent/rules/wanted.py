"""Compares what a reading does with what people say should be done, leniently: as a retoucher would judge it.

A deed is one or more steps with commas between them, then " but X" for each thing that stays, and " x3" for three
variants. A step is a name, its sign, "~" for a bit or "!" for much, and " @part": "exposure+~ @face". Names that are
no dial: `look NAME`, `hue:red-`, `crop 4:5`, `pad`, `resize 1080x1350`, `rotate 90`, `mirror`, `flip`, `straighten`,
`border`, `blur`, `pixelate`, `background blur`, `background white`, `cutout`, `remove`, `dust`, `redeye`, `write "X"`,
`watermark`, `logo`; and of what is not done at once `model`, `ask`, `question`, `navigate`, `export`, `talk`. Deeds
that are as right stand after " or ".
"""

from __future__ import annotations

import re

from agent.plan import Decision, Intent, Output, Plan, Scene, Step
from agent.rules.accounted import executable
from agent.rules.engine.tongues import in_english
from agent.rules.planner import read
from agent.rules.words.letters import in_plain_letters

_DETERMINER = re.compile(
    r"^(?:(?:all|both|only|just) )?(?:of )?"
    r"(?:(?:the|her|his|my|their|our|its|your|that|this|those|these|an?) )?(?:all )?"
    r"|^(?:他的|她的|我的|这个|那个|这些|那些)"
)
_SUBJECT = re.compile(r"(?:my|our) [\w' -]+$")
_TALK = {
    Intent.NAVIGATE: "navigate",
    Intent.COMPARE: "navigate",
    Intent.EXPORT: "export",
    Intent.ADVISE: "question",
    Intent.ASK_IMAGE: "question",
    Intent.HELP: "question",
    Intent.CHAT: "talk",
    Intent.CONFIRM: "talk",
}
_MUCH = {"a bit": "~", "a little": "~", "slightly": "~", "gently": "~", "a lot": "!", "much": "!", "strongly": "!"}
# So far the ends of the scale go for the plain word.
_END = 30
_VEIL = {"clarity", "contrast", "blacks"}
# What people call one thing by two names; the second is what a reading may have.
_ALSO = {
    "look sepia": ("look vintage",),
    "look black-and-white": ("saturation-",),
    "saturation-": ("look black-and-white",),
    "noise-": ("grain-",),
    "look watercolour": ("look watercolor",),
}


def is_right(words: str, wanted: str) -> bool:
    plan = read(words, Scene())
    return any(_done(plan, deed.strip()) for deed in wanted.split(" or "))


def is_acted(words: str) -> bool:
    """Whether something is done at once."""
    return _acts(read(words, Scene()))


def _acts(plan: Plan) -> bool:
    return plan.decision is Decision.ACT and plan.intent is Intent.EDIT and executable(plan)


def _done(plan: Plan, deed: str) -> bool:
    deed, _, number = deed.partition(" x") if re.search(r" x\d$", deed) else (deed, "", "1")
    if plan.intent in _TALK:
        return deed == _TALK[plan.intent]
    steps, *stays = deed.split(" but ")
    wanted, left = steps.split(", "), list(plan.steps)
    if not _acts(plan):
        return deed == "ask" or "model" in wanted  # what a model has to do as well is done by nothing else
    if "export" in wanted and plan.output != Output():
        wanted.remove("export")
    if plan.count != int(number) or len(plan.keep) < len(stays) or len(wanted) < len(left):
        return False
    done: list[Step] = []
    for one in wanted:
        name, _, part = one.partition(" @")
        # What is done alike to two parts may be one step ("头像和手机号").
        fitting = next((s for s in (*left, *done) if _is(s, name) and _is_there(s, part)), None)
        if fitting is None or (fitting in done and not part):
            return False
        if fitting in left:
            left.remove(fitting)
            done.append(fitting)
    return not left


def _is(step: Step, wanted: str) -> bool:
    """As strong as was said where a dial was asked to turn by a bit; what is not said to be little may be more."""
    bare, name = wanted.rstrip("~!"), _named(step)
    got = name.rstrip("~!")
    if bare.split()[0] in ("crop", "pad", "background", "write"):
        said = bare.partition(" ")[2]
        return got.split()[0] == bare.split()[0] and (not said or _same_words(got.partition(" ")[2], said))
    known = got == bare or got in _ALSO.get(bare, ()) or (bare == "look film" and "film" in got)
    known = (
        known
        or (got == "watermark" and bare.startswith(got))
        or (bare == "dust" and got == "remove")
        or (bare == "remove" and got == "dust")
    )
    return known and (not wanted.endswith("~") or name.endswith("~") or got[-1:] not in "+-")


def _same_words(got: str, wanted: str) -> bool:
    """A colour, a ratio or a text."""
    return got.strip('"').lower() == wanted.strip('"').lower()


def _is_there(step: Step, part: str) -> bool:
    if step.operation == "cutout" and not part:
        return True  # what is cut out may be named
    if step.look and not part and _SUBJECT.match(step.region):
        return True  # "an 8-bit version of my cat" names what the picture is of
    got, plain = _bare(in_english(step.region)), in_plain_letters(part)
    names = (_bare(part), _bare(plain), _bare(in_english(plain)), _bare(in_english(_bare(plain))))
    return got in names or any(got and one and (got in one or one in got) for one in names)


def _bare(part: str) -> str:
    part = "" if part == "the whole picture" else part.lower().strip()
    return re.sub(r"的(?=.)", "", _DETERMINER.sub("", part))


def _named(step: Step) -> str:
    if step.look:
        return f"look {step.value.partition(':')[2] or step.value}"
    if not step.operation:
        return f"{step.value}{'+' if step.strength > 0 else '-'}{_how(abs(step.strength))}"
    values, amount = step.values, _MUCH.get(str(step.values.get("amount", "")), "")
    match step.operation:
        case "tone" if values.keys() >= _VEIL:
            return "haze-" if values["clarity"] > 0 else "haze+"
        case "tone" if values.keys() <= {"whites", "blacks"}:
            return " ".join(f"{dial}{'+' if by > 0 else '-'}{_how(abs(by) / _END)}" for dial, by in values.items())
        case "tone":
            return " ".join(f"{dial}{'+' if value > 0 else '-'}" for dial, value in values.items())
        case "recolour" if "from" in values:
            turned = float(values.get("amount", 1.0))
            return f"hue:{values['from']}{'+' if turned > 0 else '-'}{_how(abs(turned) * 2)}"
        case "monochrome":
            return "look sepia" if values.get("tone") == "sepia" else "look black-and-white"
        case "sharpen" | "denoise":
            return f"{'sharp+' if step.operation == 'sharpen' else 'noise-'}{amount}"
        case "crop" | "pad":
            return f"{step.operation} {values.get('ratio', '')}".strip()
        case "resize":
            return _sized(step)
        case "rotate":
            degrees = int(values.get("degrees", 0))
            return f"rotate {(-degrees if values.get('counterclockwise') else degrees) % 360}"
        case "flip":
            return "mirror" if values.get("direction") == "horizontal" else "flip"
        case "obscure":
            return f"{'pixelate' if values.get('kind') == 'pixelate' else 'blur'}{amount}"
        case "background":
            return f"background {'blur' if values.get('kind') == 'blur' else values.get('colour', '')}{amount}"
        case "heal":
            return "dust"
        case "text":
            return f'write "{values.get("words", "")}"'
        case _:
            return step.operation


def _sized(step: Step) -> str:
    values = step.values
    if "scale" in values:
        return f"resize {round(float(values['scale']) * 100)}%"
    if values.keys() >= {"width", "height"}:
        return f"resize {int(values['width'])}x{int(values['height'])}"
    return f"resize {int(values.get('width') or values.get('height') or values.get('long_side') or 0)}"


def _how(strength: float) -> str:
    return "~" if strength < 0.75 else "!" if strength > 1.4 else ""
