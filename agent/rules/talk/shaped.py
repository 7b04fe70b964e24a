"""Matches rows of word classes against many shapes at once, in one walk that is worked out as far as it is met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from agent.rules.words.patterns import lazy

# What a word must be where it may be anything: each is of some class.
ANY = -1
_PART = lazy(r"[a-z_]+(?:-[a-z]+)*|\{\d+\}|[()|?*+]")
# What may be there so often is repeated at will.
_AT_WILL = 2
# Steps that are remembered: more than people's sentences need, less than a pasted dictionary would.
_MOST_STEPS = 50_000


class Shapes:
    """A shape is a line of names: `a|b` is either, `?` may be missing, `*` and `+` may repeat, `{n}` up to n times.
    `classes` are the bits of each name, `parts` names that stand for shapes of their own."""

    def __init__(self, shapes: Iterable[str], classes: Mapping[str, int], parts: Mapping[str, str]) -> None:
        self._classes, self._parts = classes, {name: _parsed(_PART.findall(shape)) for name, shape in parts.items()}
        self._free: list[list[int]] = []
        self._takes: list[tuple[int, int] | None] = []
        self._ends: dict[int, int] = {}
        start: set[int] = set()
        for number, shape in enumerate(shapes):
            first = self._state()
            self._ends[self._add(_parsed(_PART.findall(shape)), first)] = number
            start |= self._closed([first])
        self._seen: dict[frozenset[int], int] = {}
        self._states: list[frozenset[int]] = []
        self._steps: dict[tuple[int, int], int] = {}
        self._start = self._known(frozenset(start))

    def matches(self, row: Sequence[int]) -> list[int]:
        """The numbers of the shapes that the whole row has, the first ones first."""
        at = self._start
        for mask in row:
            step = self._steps.get((at, mask))
            at = self._step(at, mask) if step is None else step
        return sorted(self._ends[state] for state in self._states[at] if state in self._ends)

    def _step(self, at: int, mask: int) -> int:
        if len(self._steps) > _MOST_STEPS:
            self._steps.clear()
        reached = [take[1] for state in self._states[at] if (take := self._takes[state]) and take[0] & mask]
        step = self._steps[at, mask] = self._known(frozenset(self._closed(reached)))
        return step

    def _known(self, states: frozenset[int]) -> int:
        if states not in self._seen:
            self._seen[states] = len(self._states)
            self._states.append(states)
        return self._seen[states]

    def _closed(self, states: Iterable[int]) -> set[int]:
        found, left = set(states), list(states)
        while left:
            for other in self._free[left.pop()]:
                if other not in found:
                    found.add(other)
                    left.append(other)
        return found

    def _state(self) -> int:
        self._free.append([])
        self._takes.append(None)
        return len(self._free) - 1

    def _add(self, tree: _Tree, start: int) -> int:
        """The state that is reached from `start` by what `tree` takes."""
        match tree:
            case _ if mask := self._one(tree):
                before, end = self._state(), self._state()
                self._free[start].append(before)
                self._takes[before] = (mask, end)
                return end
            case str():
                return self._add(self._parts[tree], start)
            case ("then", branches):
                for branch in branches:
                    start = self._add(branch, start)
                return start
            case ("or", branches):
                ends = [self._add(branch, start) for branch in branches]
                end = self._state()
                for one in ends:
                    self._free[one].append(end)
                return end
            case (often, (branch,)):
                return self._repeated(often, branch, start)
            case _:
                raise ValueError(f"unknown shape {tree}")

    def _one(self, tree: _Tree) -> int:
        """The classes of one word, where `tree` takes just that; else 0."""
        match tree:
            case str():
                return self._classes.get(tree, 0) or self._one(self._parts[tree])
            case ("then", (branch,)):
                return self._one(branch)
            case ("or", branches):
                masks = [self._one(branch) for branch in branches]
                joined = 0
                for mask in masks:
                    joined |= mask
                return joined if all(masks) else 0
            case _:
                return 0

    def _repeated(self, often: str, branch: _Tree, start: int) -> int:
        end = self._state()
        most = int(often[1:-1]) if often[0] == "{" else 1
        if often in "*+" or most >= _AT_WILL:
            first = self._state()
            self._free[start].append(first)
            last = self._add(branch, first)
            self._free[last] += [first, end]
            if often != "+":
                self._free[first].append(end)
            return end
        self._free[start].append(end)
        for _ in range(most):
            start = self._add(branch, start)
            self._free[start].append(end)
        return end


# A name, or what is done with the branches.
_Tree = str | tuple[str, tuple["_Tree", ...]]


def _parsed(parts: list[str]) -> _Tree:
    tree, rest = _either(parts, 0)
    if rest != len(parts):
        raise ValueError(f"unbalanced shape {' '.join(parts)}")
    return tree


def _either(parts: list[str], place: int) -> tuple[_Tree, int]:
    branches: list[_Tree] = []
    row: list[_Tree] = []
    while place < len(parts) and parts[place] != ")":
        part = parts[place]
        place += 1
        if part == "|":
            branches.append(("then", tuple(row)))
            row = []
        elif part == "(":
            tree, place = _either(parts, place)
            row.append(tree)
            place += 1
        elif part[0] in "?*+{":
            row[-1] = (part, (row[-1],))
        else:
            row.append(part)
    branches.append(("then", tuple(row)))
    return (branches[0] if len(branches) == 1 else ("or", tuple(branches))), place
