"""A scripted image service on this computer that takes money, and a backend that uses it as hosted ones do: through
`backends.outbound`, with a key for each job. What the service charged is its own truth."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import urlsplit

from PIL import Image, ImageEnhance

from backends.errors import BackendFailed, NotTaken
from backends.outbound import Failure, Gate, NotAllowed, client
from backends.types import Job, Progress, Rendition
from tests.fakes.llm_server import Asked, LlmServer, Play

Picture = Image.Image


def darker(picture: Picture) -> Picture:
    return ImageEnhance.Brightness(picture).enhance(0.7)


class ImageService(LlmServer):
    """`plays` are the next answers: "ok", "refuse" (503, charges nothing), "cut" (charges, then the connection
    breaks), "hang" (charges, then nothing comes), "garbage" (charges, sends no picture). The last is repeated. The same
    key never pays twice. With `silent` it cannot be asked what it charged.
    """

    def __init__(self, *plays: str, price: float = 0.013, paints: Callable[[Picture], Picture] = darker) -> None:
        super().__init__(self._answer)
        self.plays = list(plays) or ["ok"]
        self.price, self.paints = price, paints
        self.taken: dict[str, float] = {}
        self.pictures: list[bytes] = []
        self.instructions: list[str] = []
        self.bodies: list[dict[str, Any]] = []
        self.silent = False

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def total(self) -> float:
        return sum(self.taken.values())

    def _answer(self, asked: Asked) -> Play:
        if asked.path.startswith("/v1/charge/"):
            key = asked.path.rpartition("/")[2]
            if self.silent:
                return Play((b"{}",), 503, content_type="application/json", framing="length")
            return _json({"usd": self.taken.get(key)})
        play = self.plays.pop(0) if len(self.plays) > 1 else self.plays[0]
        if play == "refuse":
            return _json({"error": "overloaded"}, 503)
        body = asked.body
        self.pictures.append(base64.b64decode(body["image"].partition(",")[2]))
        self.instructions.append(body["prompt"])
        self.bodies.append({name: value for name, value in body.items() if name != "image"})
        self.taken.setdefault(body["key"], self.price * body["n"])
        if play == "cut":
            return Play((b'{"job"',), content_type="application/json", framing="length", length=9000, then="cut")
        if play == "hang":
            return Play((b'{"job"',), content_type="application/json", framing="length", length=9000, then="hang")
        if play == "garbage":
            return _json({"job": f"job-{body['key']}", "images": ["bm90aGluZw=="]})
        with Image.open(io.BytesIO(self.pictures[-1])) as picture:
            painted = self.paints(picture.convert("RGB"))
        sink = io.BytesIO()
        painted.save(sink, "PNG")
        pictures = [base64.b64encode(sink.getvalue()).decode()] * body["n"]
        return _json({"job": f"job-{body['key']}", "images": pictures, "usd": self.price * body["n"]})


def _json(body: dict[str, Any], status: int = 200) -> Play:
    return Play((json.dumps(body).encode(),), status, content_type="application/json", framing="length")


class HostedDouble:
    """`name` is the way that it stands for ("fal")."""

    def __init__(self, name: str, service: ImageService, gate: Gate, *, url: str = "", patience: float = 5.0) -> None:
        self.name = name
        self._url = url or service.url
        parts = urlsplit(self._url)
        self.origins: tuple[str, ...] = (f"{parts.scheme}://{parts.hostname}:{parts.port or 443}",)
        self._http = client(gate, purpose="edit", timeout=patience)
        self.jobs: list[Job] = []

    async def run(self, job: Job) -> AsyncIterator[Progress | Rendition]:
        self.jobs.append(job)
        yield Progress(job.id, 0, job.count, f"waiting for {self.name}")
        picture = base64.b64encode(job.source.read_bytes()).decode()
        body = {"key": job.key, "prompt": job.prompt, "image": f"data:image/png;base64,{picture}", "n": job.count}
        body |= {"negative_prompt": job.avoid} if job.avoid else {}
        try:
            response = await self._http.post(f"{self._url}/edit", json=body)
        except NotAllowed as refused:
            raise NotTaken(f"{self.name} was not asked: {refused}") from refused
        except Failure as broken:
            raise BackendFailed(f"The connection to {self.name} broke", "Say it again to try again.") from broken
        if response.status_code != 200:
            raise NotTaken(f"{self.name} is overloaded", "Try again in a minute.")
        answer = response.json()
        yield Progress(job.id, 0, job.count, f"{self.name} has it", remote=answer["job"])
        for number, text in enumerate(answer["images"]):
            path = job.folder / f"{self.name}-{job.key}-{number}.png"
            path.write_bytes(base64.b64decode(text))
            try:
                with Image.open(path) as image:
                    image.load()
                    size = image.size
            except OSError as error:
                raise BackendFailed(f"{self.name} sent no picture", "Try another model.") from error
            usd = answer["usd"] / len(answer["images"])
            yield Rendition(job.id, path, *size, look="", recipe={}, words="repainted", cost_usd=usd, seconds=0.1)

    async def charged(self, key: str, remote: str) -> float | None:
        response = await self._http.get(f"{self._url}/charge/{key}")
        if response.status_code != 200:
            raise BackendFailed(f"{self.name} cannot tell")
        return response.json()["usd"]

    async def close(self) -> None:
        await self._http.aclose()
