"""What a model is told about a job, and the record of what it was: to whom, in which words, with what settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backends.types import Job, Json, Rendition
from tools.wording.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Sending:
    """`words` are the person's own. `model` is the id of a card, `via` the way to it, `known_as` its name there and
    `receiver` who gets it, "" where it stays on this computer."""

    prompt: Prompt
    words: str
    model: str
    via: str = ""
    known_as: str = ""
    receiver: str = ""

    def record(self, job: Job | None = None, made: Rendition | None = None) -> Json:
        """Before it goes; or of the `job` that was started with it, of which `made` may know better what came."""
        before: Json = {
            "prompt": self.prompt.text,
            "avoid": self.prompt.avoid,
            "words": self.words,
            "model": self.model,
            "via": self.via,
            "known_as": self.known_as,
            "to": self.receiver,
            "guide": self.prompt.guide,
            "notes": list(self.prompt.notes),
        }
        return before | as_sent(made, job).sent if job is not None and made is not None else before


def as_sent(made: Rendition, job: Job) -> Rendition:
    """`made` with what its backend was given: whoever is next to the backend says so first, and it stays."""
    settings: Json = {"results": job.count} | ({"seed": job.seed} if job.seed else {})
    given: Json = {"prompt": job.prompt, "avoid": job.avoid}
    return replace(made, sent=given | made.sent | {"settings": settings | made.sent.get("settings", {})})
