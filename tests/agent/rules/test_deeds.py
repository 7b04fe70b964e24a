"""What is done for sentences that others wrote who had seen no rule: open ones, and sealed ones that only count."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.agent.rules.wanted import is_acted, is_right

_OPEN, _SEALED = "deeds.toml", "deeds_never_opened.toml"
# The least share right, and the most that may be done otherwise than it was said. What is wrong beyond that was asked.
_LEAST = {"english": 0.9, "chinese": 0.9}
_LEAST_SEALED = {"english": 0.7, "chinese": 0.65}
_MOST_WRONGLY_DONE = {"english": 0.06, "chinese": 0.06}
_MOST_WRONGLY_DONE_SEALED = {"english": 0.1, "chinese": 0.1}


def _table(name: str, language: str) -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "phrasings" / name).read_text(encoding="utf-8"))[language]


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_what_was_said_is_done(language: str):
    wrong = {words: wanted for words, wanted in _table(_OPEN, language).items() if not is_right(words, wanted)}
    share = 1 - len(wrong) / len(_table(_OPEN, language))
    print(f"{language}: {share:.3f} right of {len(_table(_OPEN, language))}")
    assert share >= _LEAST[language], "\n".join(f"{words}: {wanted}" for words, wanted in wrong.items())
    done = [words for words in wrong if is_acted(words)]
    assert len(done) <= _MOST_WRONGLY_DONE[language] * len(_table(_OPEN, language)), "\n".join(done)


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_what_was_said_is_done_for_sentences_that_nobody_opened(language: str):
    table = _table(_SEALED, language)
    wrong = [words for words, wanted in table.items() if not is_right(words, wanted)]
    done = sum(map(is_acted, wrong))
    print(f"{language}, never opened: {1 - len(wrong) / len(table):.3f} right of {len(table)}, {done} wrongly done")
    # Numbers only: a sentence that is printed is opened.
    assert len(wrong) <= (1 - _LEAST_SEALED[language]) * len(table)
    assert done <= _MOST_WRONGLY_DONE_SEALED[language] * len(table)
