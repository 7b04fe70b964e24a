"""Every failure a person can meet, as one tree: each says what happened, whether it cost anything, and what to do next.

StetError
├── BadImage        the file cannot be used as a picture            exit 2
├── BadRequest      the words or options cannot be carried out      exit 2
├── NotPossible     nothing that is set up can do this              exit 3
├── CheckFailed     the result was made but is not what was asked   exit 1
└── BackendFailed   the one who runs it broke or was stopped        exit 4
    └── NotTaken    a service did not take the job, and charges nothing for it
"""

from __future__ import annotations


class StetError(Exception):
    """`what` is one sentence without a final full stop; `advice` the next thing to do; `charged` in US dollars, and
    `at_most` what may have been charged besides, where nobody can tell yet."""

    exit_code = 4

    def __init__(self, what: str, advice: str = "", *, charged: float = 0.0, at_most: float = 0.0) -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice
        self.charged = charged
        self.at_most = at_most

    def __str__(self) -> str:
        cost = f"{dollars(self.charged)} was charged" if self.charged else "nothing was charged"
        if self.at_most:
            more = f"up to {dollars(self.at_most)} may have been charged"
            cost = f"{cost} and {more} besides" if self.charged else more
        # A name of a file or a variant at the beginning stays as it is written.
        what = self.what[:1].upper() + self.what[1:] if self.what.partition(" ")[0].isalpha() else self.what
        return f"{what}; {cost}." + (f" {self.advice}" if self.advice else "")


class BadImage(StetError):
    exit_code = 2


class BadRequest(StetError):
    exit_code = 2


class NotPossible(StetError):
    exit_code = 3


class CheckFailed(StetError):
    exit_code = 1


class BackendFailed(StetError):
    exit_code = 4


class NotTaken(BackendFailed):
    exit_code = 4


BY_NAME: dict[str, type[StetError]] = {
    kind.__name__: kind for kind in (StetError, BadImage, BadRequest, NotPossible, CheckFailed, BackendFailed, NotTaken)
}


def dollars(amount: float) -> str:
    """Prices with as many digits as they have, and at least two: $0.0336, $0.134, $0.50."""
    whole, _, cents = f"{amount:.4f}".rstrip("0").partition(".")
    return f"${whole}.{cents:0<2}"
