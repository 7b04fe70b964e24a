"""The shapes in which servers report an error inside an answer, even one that began with 200."""

from __future__ import annotations

from typing import Any, cast

from agent.harmless import one_line
from agent.llm.reply import ProviderError
from backends.types import Json

_LONGEST = 300


def error_in(chunk: Json) -> ProviderError | None:
    """OpenAI's and OpenRouter's `error` (object or text, also inside a choice), vLLM's `object: "error"`, Anthropic's
    `type: "error"`, FastAPI's `detail`, DashScope's bare `code` and `message`, and a finish "error" with no more."""
    error = chunk.get("error")
    if error:
        return provider_error(error)
    if chunk.get("object") == "error" or chunk.get("type") == "error":
        return provider_error(chunk)
    if chunk.get("finish_reason") == "error":
        return ProviderError("the model's server stopped with an error", "error")
    if "choices" not in chunk and "type" not in chunk:
        if chunk.get("detail"):
            return provider_error({"message": chunk["detail"]})
        if isinstance(chunk.get("message"), str) and chunk.get("code"):
            return provider_error(chunk)
    return None


def provider_error(error: object) -> ProviderError:
    """The server's words as data: one line, cut, without control characters."""
    if not isinstance(error, dict):
        return ProviderError(shortened(error))
    found = cast(Json, error)
    inner = found.get("error")
    if isinstance(inner, dict) and "message" not in found:
        found = cast(Json, inner)
    code = found.get("code") or found.get("type") or ""
    message = found.get("message") or found.get("detail") or found.get("error") or found
    metadata = found.get("metadata")
    if isinstance(metadata, dict) and isinstance(raw := cast(dict[str, Any], metadata).get("raw"), str):
        # OpenRouter's own message is only "Provider returned error"; the upstream's stands here.
        message = f"{message}: {raw}"
    return ProviderError(shortened(message), shortened(code, 60))


def shortened(value: object, longest: int = _LONGEST) -> str:
    text = one_line(value if isinstance(value, str) else str(value)[: 4 * longest])
    return text if len(text) <= longest else text[: longest - 1] + "…"
