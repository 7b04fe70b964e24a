"""What an endpoint is known to take: a guess by its host first, then what it refused, remembered while Stet runs.

Counts behind the guesses: shared recordings of 2,753 requests to 20 kinds of server (2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from agent.llm.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class Profile:
    """`caps` and `roles` are the names still to be tried, the first in use; none left means the field is left out."""

    caps: tuple[str, ...] = ("max_tokens", "max_completion_tokens")
    roles: tuple[str, ...] = ("system", "developer", "user")
    most_tokens: int = 0
    stream: bool = True
    stream_options: bool = True
    parallel_tool_calls: bool = True
    strict: bool = False
    tool_choice: bool = True
    pictures: bool = True
    temperature: bool = True
    effort: bool = True
    no_effort: bool = False
    cache_key: bool = False
    echo: bool = True
    nine_letter_ids: bool = False


_BY_HOST: dict[str, Profile] = {
    # The o-series and gpt-5 take max_completion_tokens only; strict and the cache key are OpenAI's own.
    "api.openai.com": Profile(caps=("max_completion_tokens", "max_tokens"), strict=True, cache_key=True),
    "api.mistral.ai": Profile(nine_letter_ids=True),
    "api.deepseek.com": Profile(pictures=False),
    # "strict" is ignored there (docs.anthropic.com/api/openai-sdk), and unknown fields are no error.
    "api.anthropic.com": Profile(stream_options=True),
}


def expected(endpoint: Endpoint) -> Profile:
    return _BY_HOST.get(endpoint.host, Profile())


@dataclass(slots=True)
class Profiles:
    """What was learned, by address and model. One for the whole program, so that a new session need not learn again."""

    _known: dict[tuple[str, str], Profile] = field(default_factory=dict[tuple[str, str], Profile])

    def of(self, endpoint: Endpoint) -> Profile:
        return self._known.get((endpoint.base_url, endpoint.model)) or expected(endpoint)

    def remember(self, endpoint: Endpoint, profile: Profile) -> None:
        self._known[endpoint.base_url, endpoint.model] = profile


def learn(profile: Profile, message: str, asked_tokens: int) -> tuple[Profile, str] | None:
    """The profile that leaves out what `message`, a refusal, complains of, and words for it; None for nothing known."""
    for lesson in _LESSONS:
        if lesson.pattern.search(message) and (changed := lesson.change(profile, message, asked_tokens)) not in (
            None,
            profile,
        ):
            assert changed is not None
            return changed, lesson.what
    return None


@dataclass(frozen=True, slots=True)
class _Lesson:
    pattern: re.Pattern[str]
    change: Callable[[Profile, str, int], Profile | None]
    what: str


def _without(name: str) -> Callable[[Profile, str, int], Profile | None]:
    return lambda profile, _message, _asked: replace(profile, **{name: False})


def _other_cap(profile: Profile, message: str, asked: int) -> Profile | None:
    """A limit on the number first ("the valid range of max_tokens is [1, 8192]"), then another name for the field."""
    if re.search(r"too large|at most|range|maximum|exceed|less than|greater than", message, re.IGNORECASE):
        fits = [
            int(number) for number in re.findall(r"\d{2,9}", message) if int(number) < (profile.most_tokens or asked)
        ]
        return replace(profile, most_tokens=max(fits)) if fits else None
    return replace(profile, caps=profile.caps[1:])


def _other_role(profile: Profile, _message: str, _asked: int) -> Profile | None:
    return replace(profile, roles=profile.roles[1:]) if len(profile.roles) > 1 else None


def _lesson(pattern: str, change: Callable[[Profile, str, int], Profile | None], what: str) -> _Lesson:
    return _Lesson(re.compile(pattern, re.IGNORECASE), change, what)


# In this order: a message that names one thing often names its neighbours too.
_LESSONS = (
    _lesson(
        # OpenAI's newer models through gateways: tools on this wire only without reasoning (openai-openapi#541).
        r"reasoning_effort.{0,80}\bnone\b",
        lambda profile, _message, _asked: replace(profile, no_effort=True),
        "reasoning beside tools",
    ),
    _lesson(r"stream_options|include_usage", _without("stream_options"), "counting tokens while streaming"),
    _lesson(r"parallel_tool_calls", _without("parallel_tool_calls"), "parallel_tool_calls"),
    _lesson(r"\bstrict\b|structured outputs", _without("strict"), "strict schemas"),
    _lesson(r"prompt_cache_key", _without("cache_key"), "the cache key"),
    _lesson(
        r"reasoning[_.]?effort|\breasoning\b|support thinking|thinking level",
        _without("effort"),
        "reasoning effort",
    ),
    _lesson(r"tool_choice", _without("tool_choice"), "forcing a tool"),
    _lesson(r"max_(completion_|output_)?tokens", _other_cap, "the name or size of the token limit"),
    _lesson(r"temperature", _without("temperature"), "temperature"),
    _lesson(
        r"\brole\b.*(system|developer)|(system|developer).{0,20}(role|message|prompt|instruction)",
        _other_role,
        "the role of the instructions",
    ),
    _lesson(
        r"tool.?call.?id|alphanumeric|a-zA-Z0-9.*length of 9", lambda p, _m, _a: replace(p, nine_letter_ids=True), "ids"
    ),
    _lesson(
        r"image|vision|multimodal|mmproj|content(\[\]|s|\.\d+)?.{0,30}(type|expected `text`|must be a string)",
        _without("pictures"),
        "pictures",
    ),
    _lesson(r"\bstream(ing)?\b.*(not|un)\w*|(not|un)\w*.*\bstream(ing)?\b", _without("stream"), "streaming"),
    _lesson(
        r"reasoning_content|reasoning_details|extra_content|thought_signature|extra (inputs|fields)|unknown field",
        _without("echo"),
        "echo",
    ),
)
