"""Find variants by what was said of them, as in "the one with the beach", and say why each was found."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

# Words that say that something is searched, not what (English, German, French, Spanish, as people type them).
_EMPTY = frozenset(
    (
        *("a", "all", "an", "and", "any", "at", "by", "called", "every", "find", "for", "from", "had", "has", "i"),
        *("image", "images", "in", "is", "it", "me", "my", "named", "of", "on", "one", "ones", "picture", "pictures"),
        *("photo", "photos", "search", "show", "some", "that", "the", "this", "to", "variant", "variants", "version"),
        *("versions", "was", "were", "where", "which", "with"),
        *("aus", "bild", "das", "dem", "den", "der", "die", "eine", "einem", "finde", "mit", "und", "von", "wo"),
        *("avec", "celle", "celui", "de", "du", "et", "la", "le", "les", "où", "con", "del", "donde", "el", "y"),
    )
)
_STARRED = frozenset(("starred", "star", "stars", "favorite", "favorites", "favourite", "favourites", "收藏", "★"))
# Where a word can be found, and what that is called.
_FIELDS = (
    ("name", "its name"),
    ("note", "its note"),
    ("words", "what you said"),
    ("look", "its look"),
    ("measured", "what was measured"),
)
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A variant that was found; `why` is said of it: "“beach” in its note"."""

    session: str
    number: int
    why: str


def search(connection: sqlite3.Connection, words: str, session: str = "", limit: int = 20) -> list[Hit]:
    """The variants in sight that match most of the words; starred, then newest first.

    In one session, or in all of them. What says nothing ("the one with the …") is not looked for, unless it is all.
    "Starred" and "favourites" leave only those with a star.
    """
    said = list(dict.fromkeys(re.findall(r"[\w★-]+", words.casefold())))[:_MOST_WORDS]
    starred = any(word in _STARRED for word in said)
    wanted = [word for word in said if word not in _EMPTY and word not in _STARRED]
    wanted = wanted or ([] if starred else said)
    if not wanted and not starred:
        return []
    score = " + ".join(f"(instr(found, ?{number}) > 0)" for number in range(4, 4 + len(wanted))) or "1"
    rows = connection.execute(
        f"SELECT session, number, {score} AS score FROM variant WHERE discarded = 0 AND number > 0"
        " AND (?1 = '' OR session = ?1) AND starred >= ?3 AND score > 0"
        " ORDER BY score DESC, starred DESC, rowid DESC LIMIT ?2",
        (session, limit, int(starred), *wanted),
    ).fetchall()
    best = rows[0]["score"] if rows else 0
    return [
        Hit(row["session"], row["number"], _why(connection, row["session"], row["number"], wanted))
        for row in rows
        if row["score"] == best
    ]


def _why(connection: sqlite3.Connection, session: str, number: int, wanted: list[str]) -> str:
    row = connection.execute(
        "SELECT name, note, words, look, measured FROM variant WHERE session = ? AND number = ?", (session, number)
    ).fetchone()
    told: list[str] = []
    left = wanted
    for column, called in _FIELDS:
        text = row[column].casefold()
        if here := [word for word in left if word in text]:
            told.append(f"{' and '.join(f'“{word}”' for word in here)} in {called}")
            left = [word for word in left if word not in here]
    return "; ".join(told) or "it has a star"
