"""The slash commands: what a person can type, what each does in words, and how they complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """`hint` shows what may follow the name; `help` is one plain line. `says` are the words that it stands for, with
    {} for what follows; said `aloud` they are a line of the conversation."""

    name: str
    hint: str
    help: str
    says: str = ""
    aloud: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("/open", "PATH", "open another photo (or drop it here, then enter), or a session by its name"),
    Command("/paste", "", "open the picture that you copied"),
    Command("/export", "[as png, 2000 px, to FOLDER …]", "write the current variant at full size"),
    Command("/compare", "[v1 with v3]", "look at two variants in turn or side by side"),
    Command("/tree", "", "every variant, and which one it grew from"),
    Command("/find", "WORDS", "variants by what was said, a look, a name, a note; “starred”", 'find "{}"', True),
    Command("/receipt", "[v3]", "what changed and what stood, as it was measured", "receipt {}", True),
    Command("/star", "[v3]", "mark the current variant as a favourite", "star {}"),
    Command("/note", "TEXT", "write a note on the current variant", "note: {}"),
    Command("/name", "NAME", "name the current variant; “back to NAME” goes there", 'name it "{}"'),
    Command("/discard", "[v3]", "put a variant out of sight (nothing is deleted)", "discard {}"),
    Command("/prune", "[v3]", "put a variant and all that was made from it out of sight", "prune {}"),
    Command("/restore", "[v3]", "bring back what was put out of sight", "undiscard {}"),
    Command("/original", "", "this variant again, in one edit of your photo", "redo this from the original", True),
    Command(
        "/same", "PHOTO", "do the same to another photo: its path, or “the other photo”", 'apply this to "{}"', True
    ),
    Command("/box", "", "draw a box on the picture, to say where"),
    Command("/undo", "", "one step back (nothing is deleted)"),
    Command("/redo", "", "one step forward again"),
    Command("/settings", "", "what holds from now on, and how to take it back"),
    Command("/model", "[NAME]", "who reads your words: rules, a language model, or what there is", "/model {}", True),
    Command("/why", "[not flux?]", "who made the current variant, and why; or why somebody else did not"),
    Command(
        "/prompt", "[v3, or WORDS]", "exactly what was sent for a variant, or would be for words", "/prompt {}", True
    ),
    Command("/tour", "", "seven short stops on a sample photo, for beginners"),
    Command("/help", "", "all keys and what they do"),
    Command("/quit", "", "leave; everything is kept for next time"),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One row of the completion list: `insert` replaces the prompt's words, `label` and `help` are shown.

    `run` says that choosing it sends it at once; a command that needs more words is only filled in.
    """

    insert: str
    label: str
    help: str
    run: bool = False


def offers(text: str) -> Sequence[Offer]:
    """Completions of a prompt that starts with a slash, best first; none once more than the name was typed."""
    if not text.startswith("/") or any(char.isspace() for char in text):
        return ()
    typed = text.lower()
    return [
        Offer(
            command.name if command.name == typed and not _needs_words(command) else command.name + " ",
            f"{command.name} {command.hint}".rstrip(),
            command.help,
            run=not _needs_words(command),
        )
        for command in COMMANDS
        if command.name.startswith(typed)
    ]


def split(text: str) -> tuple[str, str] | None:
    """("/open", "a.jpg") of a prompt that is a command, None of plain words (a path starts with a slash too)."""
    name, _, rest = text.strip().partition(" ")
    if any(command.name == name.lower() for command in COMMANDS):
        return name.lower(), rest.strip()
    return None


def spoken(name: str, rest: str) -> tuple[str, bool]:
    """The words that a command stands for, and whether they are a line of the conversation."""
    command = next(command for command in COMMANDS if command.name == name)
    return (command.says.format(rest) if command.says else name[1:]).strip(), command.aloud


def unknown(text: str) -> str | None:
    """The name of a command that does not exist, None when `text` is no command at all."""
    first = text.strip().split(maxsplit=1)[0] if text.strip() else ""
    if first.startswith("/") and "/" not in first[1:] and "." not in first and split(text) is None:
        return first
    return None


def needed(name: str) -> str:
    """What a command cannot do without, such as "PATH"; "" for one that needs nothing."""
    command = next(command for command in COMMANDS if command.name == name)
    return command.hint if _needs_words(command) else ""


def _needs_words(command: Command) -> bool:
    return bool(command.hint) and not command.hint.startswith("[")
