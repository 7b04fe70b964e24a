"""The `stet` command: a photo and words, with a screen or without one."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from agent.session.places import LOG, discard, workplace
from backends.engine.client import Engine
from backends.errors import BadImage, BadRequest, StetError

# The first word, and who carries out what follows it; a photo of that name is opened as ./NAME.
COMMANDS = {
    "prompt": "agent.commands.prompt:run",
    "looks": "agent.commands.looks:run",
    "receipt": "agent.commands.receipt:run",
    "understand": "agent.commands.understand:run",
    "models": "agent.commands.models:run",
    "route": "agent.commands.route:run",
    "advise": "agent.commands.advise:run",
    "sessions": "agent.commands.sessions:sessions",
    "resume": "agent.commands.sessions:resume",
    "log": "agent.commands.sessions:log",
    "show": "agent.commands.sessions:show",
    "search": "agent.commands.sessions:search",
    "undo": "agent.commands.tree:undo",
    "redo": "agent.commands.tree:redo",
    "back": "agent.commands.tree:back",
    "branch": "agent.commands.tree:branch",
    "rename": "agent.commands.tree:rename",
    "note": "agent.commands.tree:note",
    "star": "agent.commands.tree:star",
    "unstar": "agent.commands.tree:unstar",
    "discard": "agent.commands.tree:discard",
    "restore": "agent.commands.tree:restore",
    "prune": "agent.commands.tree:prune",
    "settings": "agent.commands.settings:run",
    "rebase": "agent.commands.again:rebase",
    "apply": "agent.commands.again:apply",
    "lock": "agent.commands.lock:run",
    "brand": "agent.commands.brand:run",
    "export": "agent.commands.export:run",
    "gc": "agent.commands.upkeep:gc",
    "forget": "agent.commands.upkeep:forget",
    "repair": "agent.commands.upkeep:repair",
    "spend": "agent.commands.spend:run",
    "taste": "agent.commands.taste:run",
    "keys": "agent.commands.keys:run",
    "doctor": "agent.commands.doctor:run",
}
SAMPLES = ("astronaut", "coffee", "chelsea")
# What a pipe may bring: a 150 MP picture with 16 bits a channel and alpha, uncompressed.
_MOST_PIPED = 1_300_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 a check failed, 2 bad usage, 3 not possible, 4 failed,
    5 needs approval."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if words and words[0] in COMMANDS:
            module, _, function = COMMANDS[words[0]].partition(":")
            return getattr(import_module(module), function)(words[1:])
        return _opened(_parser().parse_args(words))
    except StetError as error:
        from agent.harmless import tell

        tell(str(error), sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 4
    except Exception:
        return _broken()


def _opened(given: argparse.Namespace) -> int:
    if given.version:
        from importlib.metadata import version

        print(f"stet {version('stet-image')}")
        return 0
    _check_installation()
    with contextlib.ExitStack() as stack:
        path, words = _subject(given, stack)
        return _with_words(given, path, words) if words else _with_screen(given, path)


def _broken() -> int:
    """A fault of our own: a sentence for the person, and the traceback in a file for whoever mends it."""
    import traceback

    from agent.harmless import tell

    log = workplace() / LOG
    log.write_text(traceback.format_exc(), encoding="utf-8", errors="backslashreplace")
    tell(
        f"Something broke inside Stet; nothing was charged and your photo is as it was. What happened is in {log}",
        sys.stderr,
    )
    return 4


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stet",
        description="Open a photo, say what should change and what must stay. Your photo itself is never changed.",
        epilog='Without words a screen opens. Example: stet photo.jpg "make three moodier versions" --out moody. '
        "stet looks lists the looks, stet sessions what you made. Other words: " + ", ".join(COMMANDS) + ".",
    )
    parser.add_argument("image", nargs="?", help="the photo; - reads it from a pipe; nothing continues your last one")
    parser.add_argument("words", nargs="?", help="what should change; runs without a screen and writes files")
    parser.add_argument("--sample", choices=SAMPLES, help="use a sample photo in place of IMAGE")
    parser.add_argument(
        "--ref",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a second picture or a LUT that the words are about (“like this one”, “as the background”); repeatable",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where files go (default: this folder)")
    parser.add_argument("--json", action="store_true", help="one event a line on standard output")
    parser.add_argument("--format", choices=("jpg", "png", "webp", "tiff", "avif"), help="of the files")
    parser.add_argument("--long-side", type=_positive, default=0, metavar="PX", help="make files smaller")
    parser.add_argument("--quality", type=_quality, metavar="1-100", help="of JPEG, WebP and AVIF files")
    parser.add_argument("--max-size", type=_bytes, default=0, dest="max_bytes", metavar="400kB", help="of each file")
    parser.add_argument("--keep-gps", action="store_true", help="leave in the files where the photo was taken")
    parser.add_argument("--force", action="store_true", help="overwrite files that exist")
    parser.add_argument("--yes", action="store_true", help="say yes to what costs nothing and sends nothing")
    parser.add_argument(
        "--approve", type=_dollars, metavar="USD", help="say yes to what is sent and paid, up to this in all at worst"
    )
    parser.add_argument(
        "--seam",
        default="",
        metavar="WHAT",
        help="where something locked would show in a model's result: “match light”, “let the model draw it” or"
        " “refuse” (as without it)",
    )
    parser.add_argument("--receipt", action="store_true", help="measure the whole receipt of each variant too")
    parser.add_argument("--new", action="store_true", help="start over with this photo")
    parser.add_argument("--continue", dest="resume", action="store_true", help="go on from this photo's last session")
    parser.add_argument("--graphics", choices=("auto", "symbols", "none"), help="how pictures appear on the screen")
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if not 16 <= number <= 60_000:
        raise argparse.ArgumentTypeError("between 16 and 60000 pixels")
    return number


def _quality(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100:
        raise argparse.ArgumentTypeError("between 1 and 100")
    return number


def _dollars(text: str) -> float:
    number = float(text.strip().lstrip("$"))
    if not 0 <= number < 1e6:
        raise argparse.ArgumentTypeError("an amount in US dollars, such as 0.05")
    return number


def _bytes(text: str) -> int:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(k|m)b?", text.strip().lower())
    if match is None:
        raise argparse.ArgumentTypeError("such as 400kB or 1.5MB")
    return int(float(match[1]) * (1000 if match[2] == "k" else 1_000_000))


def _check_installation() -> None:
    """Another distribution that ships a `tools` folder can shadow ours; say so instead of failing strangely."""
    import agent
    import backends
    import tools

    roots = {Path(package.__path__[0]).parent for package in (agent, backends, tools)}
    if len(roots) > 1:
        raise BadRequest(
            "Stet is mixed up with another package of the same name in this environment",
            "Install it on its own, for example with pipx install stet-image.",
        )


def _subject(given: argparse.Namespace, stack: contextlib.ExitStack) -> tuple[Path | None, str | None]:
    image, words = given.image, given.words
    if given.sample:
        if words is not None:
            raise BadRequest("There is a sample and an IMAGE", "Leave one of them out.")
        return sample(given.sample), image
    if image == "-":
        folder = workplace()
        stack.callback(discard, folder)
        return _from_pipe(folder / "piped", sys.stdin.buffer), words
    if image is None:
        return None, None
    return Path(image).expanduser().absolute(), words


def sample(name: str) -> Path:
    """A photo that comes with scikit-image (public domain or CC0), found without importing it."""
    from importlib.util import find_spec

    spec = find_spec("skimage")
    if spec is None or spec.origin is None:
        raise BadRequest("The sample photos come with scikit-image, which is missing", "Install Stet again.")
    return Path(spec.origin).parent / "data" / f"{name}.png"


def _from_pipe(path: Path, pipe: BinaryIO) -> Path:
    if pipe.isatty():
        raise BadRequest("- stands for a photo from a pipe, but there is none", "Try: cat photo.jpg | stet - …")
    size = 0
    with path.open("xb") as sink:
        while chunk := pipe.read(1 << 20):
            size += len(chunk)
            if size > _MOST_PIPED:
                raise BadImage("More came through the pipe than any picture holds", "Give a file instead.")
            sink.write(chunk)
    return path


def _with_words(given: argparse.Namespace, path: Path | None, words: str) -> int:
    """The same turn without a screen."""
    assert path is not None
    # A fifth of the time to the first step went into collections that found nothing; agent.oneshot turns it on again.
    gc.disable()
    # The worker starts on the photo before this process has imported what it needs itself.
    engine, proxy = Engine(), workplace() / "proxy"
    engine.begin_open(path, proxy)
    engine.warm_up(export=path)
    from agent.oneshot import run

    return run(given, engine, path, proxy, words)


def _with_screen(given: argparse.Namespace, path: Path | None) -> int:
    if given.image == "-":
        _give_back_the_keyboard()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadRequest(
            "The screen needs a terminal, and this is none",
            'Without one, say what should change: stet photo.jpg "a bit warmer" --out DIR',
        )
    # A fifth of the time to the first paint went into collections that found nothing; agent.screen turns it on again.
    gc.disable()
    engine, proxy = Engine(), workplace() / "proxy"
    if path is not None:
        engine.begin_open(path, proxy)
    from agent.screen import run

    return run(given, engine, path, proxy)


def _give_back_the_keyboard() -> None:
    """After a photo came through the pipe, standard input is the terminal again (systems with /dev/tty only)."""
    with contextlib.suppress(OSError):
        os.dup2(os.open("/dev/tty", os.O_RDONLY), 0)
