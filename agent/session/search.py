"""Find variants by what was said of them, as in "the one with the beach": words, looks, names, notes."""

from __future__ import annotations

import re
import sqlite3

# Words that say that something is searched, not what (English, German, French, Spanish, as people type them).
_EMPTY = frozenset(
    (
        *("a", "an", "and", "at", "by", "find", "for", "from", "i", "in", "is", "it", "me", "my", "of", "on", "one"),
        *("picture", "search", "show", "that", "the", "this", "to", "variant", "version", "was", "where", "with"),
        *("aus", "bild", "das", "dem", "den", "der", "die", "eine", "einem", "finde", "mit", "und", "von", "wo"),
        *("avec", "celle", "celui", "de", "du", "et", "la", "le", "les", "où", "con", "del", "donde", "el", "y"),
    )
)


def search(connection: sqlite3.Connection, words: str, session: str = "", limit: int = 20) -> list[tuple[str, int]]:
    """(session, number) of the variants in sight that match most of the words; starred, then newest first.

    In one session, or in all of them. What says nothing ("the one with the …") is not looked for, unless it is all.
    """
    said = list(dict.fromkeys(re.findall(r"[\w-]+", words.casefold())))[:12]
    wanted = [word for word in said if word not in _EMPTY] or said
    if not wanted:
        return []
    score = " + ".join(f"(instr(found, ?{number}) > 0)" for number in range(3, 3 + len(wanted)))
    rows = connection.execute(
        f"SELECT session, number, {score} AS score FROM variant WHERE discarded = 0 AND number > 0"
        " AND (?1 = '' OR session = ?1) AND score > 0 ORDER BY score DESC, starred DESC, rowid DESC LIMIT ?2",
        (session, limit, *wanted),
    ).fetchall()
    best = rows[0]["score"] if rows else 0
    return [(row["session"], row["number"]) for row in rows if row["score"] == best]
