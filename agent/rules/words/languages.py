"""Which language a request is written in, by its letters and by whose most used words it holds."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from agent.rules.words.hints import hints
from agent.rules.words.patterns import lazy

_LEXICONS = Path(__file__).parents[3] / "prompts" / "lexicon"
_LATIN_LETTER = lazy(r"[A-Za-z]")
_KANA = lazy(r"[\u3040-\u30ff]")
_HANGUL = lazy(r"[\uac00-\ud7af]")
_HAN = lazy(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = lazy(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ASCII_WORD = lazy(r"[a-z]+(?:['-][a-z]+)*")
# So many words tell the language of a sentence; a pasted book is read no further.
_ENOUGH = 60
# Where so many of different words are English, they need not be counted.
_ENGLISH = 4 / 3
LATIN = ("es", "fr", "de", "pt", "it")


@lru_cache(maxsize=32)
def language(text: str) -> str:
    """Two letters, "en" where nothing speaks for another. The lexicons of other languages are read only once a
    request is not half made of English words."""
    if not text.isascii():
        for letters, name in ((_KANA, "ja"), (_HANGUL, "ko"), (_HAN, "zh")):
            # A sentence that quotes a foreign sign is still in its own language.
            if 3 * len(letters.findall(text)) >= len(_LATIN_LETTER.findall(text)) and letters.search(text):
                return name
    elif _ENGLISH * len(_words("en") & (told := hints(text))) >= len(told):
        return "en"
    words = (_ASCII_WORD if text.isascii() else _WORD).findall(text.lower())[:_ENOUGH]
    english = sum(map(_words("en").__contains__, words))
    if 2 * english >= len(words) and text.isascii():
        return "en"
    found = {name: sum(map(_words(name).__contains__, words)) for name in LATIN}
    best = max(LATIN, key=lambda name: found[name])
    telling = sum(word in _words(best) and word not in _words("en") for word in words)
    return best if found[best] > english and telling >= min(2, len(words)) else "en"


@cache
def tables(name: str) -> dict[str, Any]:
    """The lexicon of a language, read once; not to be changed. Classes that its other files add to are joined."""
    raw = tomllib.loads((_LEXICONS / f"{name}.toml").read_text(encoding="utf-8"))
    for more in (stories(name), _everyday(name)):
        for table, classes in more.get("classes", {}).items():
            for key, words in classes.items():
                known = raw[table].get(key, "")
                words = " ".join(words.split())
                raw[table][key] = f"{known}, {words}" if known else words
    return raw


def _everyday(name: str) -> dict[str, Any]:
    path = _LEXICONS / f"{name}-everyday.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@cache
def stories(name: str) -> dict[str, Any]:
    """What people of a language tell around their wishes, read once; not to be changed. Empty for most languages."""
    path = _LEXICONS / f"{name}-stories.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@cache
def _words(name: str) -> frozenset[str]:
    raw = tables(name)
    return frozenset(_every_word({key: value for key, value in raw.items() if key not in {"language", "head"}}))


def _every_word(value: Any) -> set[str]:
    if isinstance(value, str):
        return {word for word in _WORD.findall(value.lower()) if len(word) > 1 or word in "ayoeà"}
    if isinstance(value, dict):
        found: set[str] = set()
        for key, item in value.items():  # pyright: ignore[reportUnknownVariableType]
            # Keys of counts are words too; those of classes are English.
            found |= _every_word(item) | (_every_word(key) if isinstance(item, int) else set())
        return found
    if isinstance(value, list):
        return {word for item in value for word in _every_word(item)}  # pyright: ignore[reportUnknownVariableType]
    return set()
