"""Which models a server has, and which of them was meant by a name that it does not know."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass

from agent.harmless import one_line
from agent.llm.untyped import a_list, an_object, objects
from backends.outbound import Client, Response

_MOST = 2000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Model:
    """`sees` is None where the server does not say whether the model can look at pictures."""

    id: str
    sees: bool | None = None


async def ask_models(http: Client, base_url: str) -> list[Model]:
    """The server's list. Raises what the transport raises, and ValueError for something that is no list of models."""
    return listed(await http.get(f"{base_url}/models"))


def listed(response: Response) -> list[Model]:
    """Names are data from another machine: one line each, cut, and not more than a person could look through."""
    if response.status_code != 200:
        raise ValueError(f"status {response.status_code}")
    try:
        body = json.loads(response.content)
    except RecursionError:
        raise ValueError("nested too deep") from None
    entries = objects(an_object(body).get("data") or an_object(body).get("models") or body)
    found = [_model(entry) for entry in entries[:_MOST] if isinstance(entry.get("id") or entry.get("name"), str)]
    if not found and not isinstance(an_object(body).get("data"), list):
        raise ValueError("no list of models")
    return found


def _model(entry: dict[str, object]) -> Model:
    # Gemini's compatible list says "models/gemini-…" and takes the name without it.
    name = one_line(str(entry.get("id") or entry.get("name")))[:_LONGEST_NAME].removeprefix("models/")
    # llama.cpp and OpenRouter say it here.
    modalities = a_list(an_object(entry.get("architecture")).get("input_modalities"))
    return Model(name, "image" in modalities if modalities else None)


def nearest(wanted: str, models: list[Model]) -> str:
    """The model that was probably meant, "" for none."""
    names = {model.id.casefold(): model.id for model in models}
    wanted = wanted.casefold()
    for name in names:
        if name.rpartition("/")[2] == wanted:
            return names[name]
    close = difflib.get_close_matches(wanted, names, n=1, cutoff=0.6)
    return names[close[0]] if close else ""
