"""Brands, people and products that come again: reference pictures, a logo, colours and what always stays, by a name."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from backends.errors import BadImage, BadRequest

_NAME = re.compile(r"[A-Za-z][\w-]{0,39}", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff"}
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Brand:
    """`logo` and `references` are paths of copies in the brand's folder, "" and none without; `locks` are the words
    for what always stays."""

    name: str
    colours: tuple[str, ...] = ()
    locks: tuple[str, ...] = ()
    logo: str = ""
    references: tuple[str, ...] = ()


def save(
    home: Path,
    name: str,
    *,
    colours: Sequence[str] = (),
    locks: Sequence[str] = (),
    logo: Path | None = None,
    references: Sequence[Path] = (),
    replace: bool = False,
) -> Brand:
    """Keep a brand, with copies of its pictures. Raises BadRequest for a name that is taken (without `replace`) or is
    none and for a colour that is none, BadImage for a file that is no picture; then nothing is written."""
    folder = _folder(home, name)
    if folder.exists() and not replace:
        raise BadRequest(f"There is a brand @{name} already", f"Add --replace, or: stet brand remove {name}")
    checked = tuple(dict.fromkeys(map(_colour, colours)))
    for picture in (*((logo,) if logo else ()), *references):
        _refuse_no_picture(picture)
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        kept = [_copied(path, fresh / f"reference-{n}{path.suffix.lower()}") for n, path in enumerate(references, 1)]
        mark = _copied(logo, fresh / f"logo{logo.suffix.lower()}") if logo else ""
        said = tuple(dict.fromkeys(words.strip() for words in locks if words.strip()))
        brand = Brand(name, checked, said, mark, tuple(kept))
        (fresh / "brand.json").write_text(json.dumps(asdict(brand), indent=1), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(fresh, folder)
    except OSError as error:
        raise BadRequest(f"@{name} could not be kept ({error.strerror})", "Nothing was changed.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return load(home, name)


def load(home: Path, name: str) -> Brand:
    """By its name, in whatever case. Raises BadRequest with those that exist."""
    folder = _folder(home, name)
    try:
        body = json.loads((folder / "brand.json").read_text(encoding="utf-8"))
        colours, locks, references = (tuple(map(str, body.get(key, ()))) for key in ("colours", "locks", "references"))
        logo = str(body.get("logo", ""))
        return Brand(
            str(body["name"]),
            tuple(map(_colour, colours)),
            locks,
            str(folder / Path(logo).name) if logo else "",
            tuple(str(folder / Path(one).name) for one in references),
        )
    except FileNotFoundError:
        known = ", ".join(f"@{one}" for one in names(home))
        advice = f"There are {known}." if known else f"Make it with: stet brand add {name} --logo logo.png"
        raise BadRequest(f"There is no brand @{name}", advice) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRequest(f"What is kept of @{name} is damaged", f"Make it anew: stet brand remove {name}") from error


def names(home: Path) -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in (home / "brands").glob("[!.]*/brand.json")))


def remove(home: Path, name: str) -> None:
    """Raises BadRequest for one that does not exist."""
    folder = _folder(home, name)
    if not folder.is_dir():
        load(home, name)
    shutil.rmtree(folder)


def _folder(home: Path, name: str) -> Path:
    bare = name.removeprefix("@")
    if not _NAME.fullmatch(bare):
        raise BadRequest(f"{name[:40]!r} cannot be a brand's name", "Use letters, digits and hyphens, such as acme.")
    return home / "brands" / bare.lower()


def _colour(text: str) -> str:
    colour = text.strip().lower()
    colour = colour if colour.startswith("#") else f"#{colour}"
    if len(colour) == 4:
        colour = "#" + "".join(digit * 2 for digit in colour[1:])
    if not _COLOUR.fullmatch(colour):
        raise BadRequest(f"{text[:20]!r} is no colour", "Write it as #d2102a.")
    return colour


def _refuse_no_picture(path: Path) -> None:
    from PIL import Image, UnidentifiedImageError

    try:
        if path.suffix.lower() not in _SUFFIXES or path.stat().st_size > _MOST_BYTES:
            raise BadImage(
                f"{path} is no picture that a brand can keep", "Use a PNG, JPEG, WebP or TIFF of at most 50 MB."
            )
        with Image.open(path) as image:
            image.verify()
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadImage(f"{path} cannot be read as a picture", "Give another file.") from error


def _copied(path: Path, to: Path) -> str:
    shutil.copyfile(path, to)
    return to.name
