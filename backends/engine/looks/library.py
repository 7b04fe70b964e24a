"""Looks are data: one TOML file each with words, recipes and a measurable definition, read strictly, from the program's
own folder and a person's."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from backends.engine.looks.definitions import MEASURES, SCENE, Bound, Condition, Definition, Statement
from backends.engine.recipe import Grade, Step, step_from_json
from backends.errors import BadRequest, StetError

FOLDER = Path(__file__).resolve().parents[3] / "prompts" / "looks"


FAMILIES = ("mood", "film", "black and white", "drawn", "painted", "printed", "light", "digital")


@dataclass(frozen=True, slots=True)
class LookRecipe:
    """`steps` at full strength; `lightness` and `chroma` are the ratios to the picture before that exposure and
    saturation are solved for, None leaves them as written."""

    name: str
    character: str
    steps: tuple[Step, ...]
    lightness: float | None = None
    chroma: float | None = None


@dataclass(frozen=True, slots=True)
class LookFile:
    """`words` are what people say for it; `avoid` says where it does not work, `where` what can be measured of that on
    a photo; `prompt` is for generative models; `verdict` is what an eye said of it, and on which photos, `weak` that
    it said so. `family` is the shelf's heading: "mood" looks are what variations without a wish are drawn from."""

    name: str
    title: str
    words: tuple[str, ...]
    description: str
    avoid: str
    prompt: str
    verdict: str
    definition: Definition
    recipes: tuple[LookRecipe, ...]
    where: tuple[Condition, ...] = ()
    family: str = FAMILIES[0]
    weak: bool = False

    def label(self, recipe: LookRecipe) -> str:
        """The name that a variant carries, and by which it can be asked for again: "moodier: cold storm"."""
        return f"{self.name}: {recipe.name}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """All looks by name, and a sentence for each file that could not be read."""

    looks: Mapping[str, LookFile]
    problems: tuple[str, ...] = ()

    def find(self, asked: str) -> tuple[LookFile, tuple[LookRecipe, ...]]:
        """A look by its name, title or one of its words, or a single recipe by its name or label.

        Raises BadRequest with the names that there are.
        """
        wanted = _plain(asked)
        # Most requests carry the name: then one file is read, and not all of them.
        named = wanted.partition(":")[0].strip().replace(" ", "-")
        first = [self.looks[named]] if named in self.looks else []
        for look in itertools.chain(first, self.looks.values()):
            if wanted in {_plain(word) for word in (look.name, look.title, *look.words)}:
                return look, look.recipes
            if look in first and (recipe := next((r for r in look.recipes if _plain(look.label(r)) == wanted), None)):
                return look, (recipe,)
        for look in self.looks.values():
            for recipe in look.recipes:
                if wanted in (_plain(recipe.name), _plain(look.label(recipe))):
                    return look, (recipe,)
        raise BadRequest(f"there is no look called {asked!r}", f"There are {', '.join(sorted(self.looks))}.")


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("_", " ").replace("-", " ").split())


def looks(own: Path | None = None) -> Shelf:
    """Stet's looks and, over them, those in a person's folder `own`. A bad file is left out and reported."""
    shipped = _shipped()
    if own is None:
        return Shelf(shipped)
    shelf, problems = dict(shipped), []
    for path in sorted(own.glob("*.toml")) if own.is_dir() else ():
        try:
            look = read(path)
        except StetError as error:
            problems.append(str(error.what))
        else:
            shelf[look.name] = look
    return Shelf(shelf, tuple(problems))


class _Files(Mapping[str, LookFile]):
    """Look files by their names, each read when it is first asked for: all of them take some 60 ms."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = {path.stem: path for path in paths}
        self._read: dict[str, LookFile] = {}

    def __getitem__(self, name: str) -> LookFile:
        if name not in self._read:
            self._read[name] = read(self._paths[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, LookFile]:
    return _Files(sorted(FOLDER.glob("*.toml")))


def read(path: Path) -> LookFile:
    """One look file; raises BadRequest that names the file and what is wrong in it."""
    try:
        return _look(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRequest(f"the look {path.name} cannot be read ({error})") from error
    except BadRequest as error:
        raise BadRequest(f"the look {path.name} is not valid: {error.what}", error.advice) from error


_TEXTS = ("name", "title", "description", "avoid", "prompt", "verdict")


def _look(data: dict[str, Any]) -> LookFile:
    _only(data, (*_TEXTS, "words", "check", "recipe", "where", "family", "weak"), "a look")
    texts = {key: _text(data, key, "a look") for key in _TEXTS}
    words = data.get("words")
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise BadRequest("'words' must be a list of words")
    recipes = tuple(_recipe(entry) for entry in _tables(data, "recipe"))
    if len({recipe.name for recipe in recipes}) < len(recipes):
        raise BadRequest("two recipes have the same name")
    return LookFile(
        **texts,
        words=tuple(words),
        definition=tuple(_statement(entry) for entry in _tables(data, "check")),
        recipes=recipes,
        where=tuple(_condition(entry) for entry in (_tables(data, "where") if "where" in data else ())),
        family=_family(data.get("family", FAMILIES[0])),
        weak=_flag(data, "weak", False),
    )


def _recipe(data: dict[str, Any]) -> LookRecipe:
    _only(data, ("name", "character", "lightness", "chroma", "steps"), "a recipe")
    steps = data.get("steps")
    if not isinstance(steps, list):
        raise BadRequest("a recipe needs a list of 'steps'")
    made = tuple(step_from_json(step) for step in steps)
    ratios = {key: _ratio(data[key], key) for key in ("lightness", "chroma") if key in data}
    if ratios and not any(isinstance(step, Grade) for step in made):
        raise BadRequest("a recipe with a target of 'lightness' or 'chroma' needs a grade among its steps")
    return LookRecipe(_text(data, "name", "a recipe"), _text(data, "character", "a recipe"), made, **ratios)


def _statement(data: dict[str, Any]) -> Statement:
    _only(data, ("name", "any"), "a check")
    bounds = data.get("any")
    if not isinstance(bounds, list) or not bounds:
        raise BadRequest("a check needs 'any', a list of bounds")
    return Statement(_text(data, "name", "a check"), tuple(_bound(bound) for bound in bounds))


def _condition(data: dict[str, Any]) -> Condition:
    _only(data, ("needs", "any", "refuse"), "a condition")
    bounds = data.get("any")
    if not isinstance(bounds, list) or not bounds:
        raise BadRequest("a condition needs 'any', a list of bounds")
    made = tuple(_bound(bound, SCENE) for bound in bounds)
    return Condition(_text(data, "needs", "a condition"), made, _flag(data, "refuse", True))


def _family(value: object) -> str:
    if value not in FAMILIES:
        raise BadRequest(f"there is no family {value!r}", f"There are {', '.join(FAMILIES)}.")
    return str(value)


def _flag(data: dict[str, Any], key: str, default: bool) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise BadRequest(f"{key!r} must be true or false")
    return value


def _bound(data: object, measures: Mapping[str, str] = MEASURES) -> Bound:
    if not isinstance(data, dict):
        raise BadRequest("a bound must be a table with 'measure' and 'at_least' or 'at_most'")
    _only(data, ("measure", "at_least", "at_most"), "a bound")
    if data.get("measure") not in measures:
        raise BadRequest(f"there is no measure {data.get('measure')!r}", f"There are {', '.join(measures)}.")
    sides = {key: data[key] for key in ("at_least", "at_most") if key in data}
    if not sides or any(isinstance(side, bool) or not isinstance(side, int | float) for side in sides.values()):
        raise BadRequest("a bound needs a number as 'at_least' or 'at_most'")
    return Bound(data["measure"], **sides)


def _only(data: dict[str, Any], known: Iterable[str], what: str) -> None:
    if unknown := sorted(set(data) - set(known)):
        raise BadRequest(f"{what} has no field {unknown[0]!r}")


def _text(data: dict[str, Any], key: str, what: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadRequest(f"{what} needs the text {key!r}")
    return value


def _tables(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    tables = data.get(key)
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise BadRequest(f"a look needs at least one [[{key}]]")
    return tables


def _ratio(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 4.0:
        raise BadRequest(f"{key!r} must be a ratio between 0 and 4")
    return float(value)
