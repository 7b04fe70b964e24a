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

    def record(self, job: Job, made: Rendition) -> Json:
        """`job` is the one that was started with this; what came closer to the model than that is told by `made`."""
        return {
            "model": self.model,
            "via": self.via,
            "known_as": self.known_as,
            "to": self.receiver,
            "guide": self.prompt.guide,
            "notes": list(self.prompt.notes),
            "words": self.words,
        } | as_sent(made, job).sent


def as_sent(made: Rendition, job: Job) -> Rendition:
    """`made` with what its backend was given: whoever is next to the backend says so first, and it stays."""
    settings: Json = {"results": job.count} | ({"seed": job.seed} if job.seed else {})
    given: Json = {"prompt": job.instruction, "avoid": job.avoid}
    return replace(made, sent=given | made.sent | {"settings": settings | made.sent.get("settings", {})})
