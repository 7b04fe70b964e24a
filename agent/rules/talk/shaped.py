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
    `shapes` come in groups, of which the number is told; `classes` are the bits of each name, `parts` names that stand
    for shapes of their own. Shapes of a group share the states of what they begin and end with."""

    def __init__(self, groups: Sequence[Iterable[str]], classes: Mapping[str, int], parts: Mapping[str, str]) -> None:
        self._classes, self._parts = classes, {name: _parsed(_PART.findall(shape)) for name, shape in parts.items()}
        self._free: list[list[int]] = []
        self._takes: list[tuple[int, int] | None] = []
        self._built: dict[tuple[_Tree | int, int], int] = {}
        ends = [self._state() for _ in groups]
        self._ends = {end: number for number, end in enumerate(ends)}
        parsed = [[_parsed(_PART.findall(shape)) for shape in group] for group in groups]
        starts = [self._before(_factored(group), end) for group, end in zip(parsed, ends, strict=True) if group]
        self._behind: dict[int, frozenset[int]] = {}
        self._seen: dict[frozenset[int], int] = {}
        # Of each state of the walk: what leads on, the classes that matter for it, and what ends there.
        self._leads: list[list[tuple[int, frozenset[int]]]] = []
        self._minds: list[int] = []
        self._told: list[tuple[int, ...]] = []
        self._steps: dict[tuple[int, int], int] = {}
        self._start = self._known(frozenset[int]().union(*map(self._after, starts)))

    def matches(self, row: Sequence[int]) -> tuple[int, ...]:
        """The numbers of the groups that the whole row has a shape of, the first ones first."""
        at = self._start
        for mask in row:
            minded = mask & self._minds[at]
            step = self._steps.get((at, minded))
            at = self._step(at, minded) if step is None else step
        return self._told[at]

    def _step(self, at: int, mask: int) -> int:
        if len(self._steps) > _MOST_STEPS:
            self._steps.clear()
        reached = [behind for takes, behind in self._leads[at] if takes & mask or takes == ANY]
        step = self._steps[at, mask] = self._known(frozenset[int]().union(*reached))
        return step

    def _known(self, states: frozenset[int]) -> int:
        """The number of a state of the walk: all that is left of the shapes."""
        number = self._seen.get(states)
        if number is not None:
            return number
        takes = self._takes
        by_target: dict[int, int] = {}
        for state in states:
            if take := takes[state]:
                by_target[take[1]] = by_target.get(take[1], 0) | take[0]
        leads = [(mask, self._after(target)) for target, mask in by_target.items()]
        minds = 0
        for mask in by_target.values():
            minds |= mask if mask != ANY else 0
        number = self._seen[states] = len(self._leads)
        self._leads.append(leads)
        self._minds.append(minds)
        self._told.append(tuple(sorted(self._ends[state] for state in states if state in self._ends)))
        return number

    def _after(self, state: int) -> frozenset[int]:
        """What can be taken, or has ended, where `state` is reached."""
        found = self._behind.get(state)
        if found is None:
            reached, left = {state}, [state]
            while left:
                for other in self._free[left.pop()]:
                    if other not in reached:
                        reached.add(other)
                        left.append(other)
            telling = (one for one in reached if self._takes[one] or one in self._ends)
            found = self._behind[state] = frozenset(telling)
        return found

    def _state(self, *free: int, takes: tuple[int, int] | None = None) -> int:
        self._free.append(list(free))
        self._takes.append(takes)
        return len(self._free) - 1

    def _before(self, tree: _Tree, after: int) -> int:
        """The state from which what `tree` takes leads to `after`."""
        mask = self._one(tree)
        known = self._built.get((mask or tree, after))
        if known is not None:
            return known
        if mask:
            made = self._state(takes=(mask, after))
        elif isinstance(tree, str):
            made = self._before(self._parts[tree], after)
        elif tree[0] == "then":
            made = after
            for branch in reversed(tree[1]):
                made = self._before(branch, made)
        elif tree[0] == "or":
            made = self._state(*[self._before(branch, after) for branch in tree[1]])
        else:
            made = self._repeated(tree[0], tree[1][0], after)
        self._built[mask or tree, after] = made
        return made

    def _repeated(self, often: str, branch: _Tree, after: int) -> int:
        most = int(often[1:-1]) if often[0] == "{" else 1
        if often in "*+" or most >= _AT_WILL:
            again = self._state(after)
            first = self._before(branch, again)
            self._free[again].append(first)
            return first if often == "+" else again
        return self._state(self._before(branch, after), after) if most else after

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


# A name, or what is done with the branches.
_Tree = str | tuple[str, tuple["_Tree", ...]]


def _factored(shapes: Sequence[_Tree]) -> _Tree:
    """All of a group in one, with what several begin with said once."""
    by_first: dict[_Tree, list[_Tree]] = {}
    for shape in shapes:
        row = shape[1] if isinstance(shape, tuple) and shape[0] == "then" else (shape,)
        first, rest = (row[0], ("then", row[1:])) if row else (("then", ()), ("then", ()))
        by_first.setdefault(first, []).append(rest)
    told: list[_Tree] = []
    for first, rests in by_first.items():
        ended = [rest for rest in rests if not rest[1]]
        longer = [rest for rest in rests if rest[1]]
        more = [_factored(longer)] if len(longer) > 1 and first != ("then", ()) else longer
        told.append(("then", (first, ("or", (*ended[:1], *more)))))
    return ("or", tuple(told))


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
