"""Cuts a request up into clauses, and the clauses that tell on what terms it is made out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.rules.terms.lexicon import shape
from agent.rules.words.patterns import lazy

QUOTED = lazy(r"\"[^\"]*\"|\u201c[^\u201d]*\u201d|\u2018[^\u2019]*\u2019|\u00ab[^\u00bb]*\u00bb|(?<!\w)'[^']*'(?!\w)")
ENDS = frozenset(".!?;\n")


def clauses(said: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in shape("breaks").finditer(said):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < len(said):
        yield start, len(said)


def written(before: str) -> bool:
    """Whether what comes behind `before` is to be written on something, and so may say anything."""
    return shape("written").search(before) is not None or shape("titled").search(before) is not None


def cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` without them; an introduction before a colon goes as a whole ("hurry, I'm in a meeting: …")."""
    for start, end in _joined(spans):
        colon = text.find(":", end)
        lead = text[end:colon] if colon >= 0 else ""
        head = text[:start]
        if colon >= 0 and not any(one in ENDS for one in head + lead) and _all_wishes(head) and _all_wishes(lead):
            text = text[colon + 1 :]
            break
        text = f"{head.rstrip()} {shape('filler').sub('', text[end:], count=1)}"
    return (
        shape("loose_ends")
        .sub("", shape("loose").sub("", text))
        .strip(" ,;:-\u2013\u2014\uff0c\uff1a\uff1b\u3001\u3002")
    )


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last one first, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined[::-1]


def _all_wishes(text: str) -> bool:
    """Whether every clause speaks of the person and the circumstances, and none asks for an edit."""
    return all(
        (shape("opens").match(text[start:end]) or shape("about_it").match(text[start:end]))
        and not shape("asked").match(text[start:end])
        for start, end in clauses(text)
        if text[start:end].strip()
    )
