"""What may be true as it stands on the page, before it is used: a value, and all that can be done to it.

Nothing here knows of the window. What cannot be done raises `InvalidInput` with the sentence to show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.dags import LARGEST
from engine.hypotheses.space import SUMMABLE, Hypotheses, HypothesisSpace, dags_over, listed, refuse_unlistable
from engine.hypotheses.templates import Template, refuse_double
from engine.networks.dag import Dag
from engine.posterior.assumptions import Assumptions
from engine.problems import InvalidInput, Problem
from gui.hypotheses.entry import Entry, entry_of_candidate, entry_of_template
from gui.hypotheses.priors import PriorColumn
from gui.hypotheses.rules import Rules

SpaceKind = Literal["all", "rules", "list"]
KINDS: tuple[SpaceKind, ...] = ("all", "rules", "list")


@dataclass(frozen=True)
class Draft:
    """What may be true, on its way.

    Parameters
    ----------
    names
        Names of all measured variables, in the order of the columns.
    kind
        Every structure, every structure under rules, or a list.
    over
        The columns belief is about, ascending.
    rules
        Rules about arrows; they hold for "rules", and for a list that was opened with them.
    entries
        The cards of the list, finished ones first.
    columns
        The priors compared side by side, at most four.
    used
        Which of them will be used.
    sample_size
        Strength of the prior on tables; it is not changed here.
    given
        Candidates that bear the digits 1 to 6 in the session, where every structure over `given_over` may be true.
    given_over
        The columns that they are about.
    """

    names: tuple[str, ...]
    kind: SpaceKind
    over: tuple[int, ...]
    rules: Rules
    entries: tuple[Entry, ...]
    columns: tuple[PriorColumn, ...]
    used: int
    sample_size: float
    given: tuple[int, ...] = ()
    given_over: tuple[int, ...] = ()

    # -- what follows from it ------------------------------------------------------------------------------

    @property
    def belief_names(self) -> tuple[str, ...]:
        """Names of the variables belief is about."""
        return tuple(self.names[column] for column in self.over)

    @cached_property
    def n_ready(self) -> int:
        """How many cards are finished; they are the first."""
        return sum(entry.is_finished for entry in self.entries)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The finished candidates of the list, in order."""
        return tuple(entry.candidate(self.over) for entry in self.entries[: self.n_ready])

    @cached_property
    def space(self) -> Hypotheses | None:
        """The space as it stands; None while there is nothing in it."""
        if self.kind != "list":
            return dags_over(self.over) if self.over else None
        return listed(self.over, self.candidates) if self.candidates and self.over else None

    @property
    def digits(self) -> tuple[int, ...]:
        """The candidates that bear the digits 1 to 6 in the session, while they are candidates here too."""
        return self.given if self.kind != "list" and self.over == self.given_over else ()

    @property
    def is_listed(self) -> bool:
        """Whether the structures are listed one by one, so that bars can be shown."""
        return isinstance(self.space, HypothesisSpace)

    def assumptions(self, column: int | None = None) -> Assumptions:
        """Return what weights start from under one of the columns, or under the one to be used.

        Raises
        ------
        InvalidInput
            When the factor, the rules, or the weights of one's own are not what they must be.
        """
        chosen = self.columns[self.used if column is None else column]
        weights = tuple(entry.weight for entry in self.entries[: self.n_ready]) if chosen.name == "own" else ()
        if chosen.name == "own" and self.kind != "list":
            what = "weights of your own belong to a list of your own"
            raise InvalidInput(Problem(what, "Choose a list, or another rule for the weights"))
        rules = self.rules if self.kind != "all" else Rules()
        return Assumptions(
            equivalent_sample_size=self.sample_size,
            prior=chosen.name,
            penalty=chosen.penalty,
            max_parents=rules.max_parents,
            required=rules.required,
            forbidden=rules.forbidden,
            tiers=rules.tiers,
            weights=weights,
        )

    def index(self, key: int) -> int:
        """Return the place of a card."""
        return next(place for place, entry in enumerate(self.entries) if entry.key == key)

    @cached_property
    def _numbers(self) -> Mapping[Candidate, int]:
        return {candidate: number for number, candidate in enumerate(self.candidates)}

    @property
    def _next_key(self) -> int:
        return max((entry.key for entry in self.entries), default=0) + 1

    # -- the space -----------------------------------------------------------------------------------------

    def with_kind(self, kind: SpaceKind) -> Draft:
        """Choose every structure, every structure under rules, or a list."""
        most = LARGEST if kind == "list" else SUMMABLE
        if len(self.over) > most:
            what = f"a list of your own is about {most} variables at most, and {len(self.over)} are switched on"
            raise InvalidInput(Problem(what, f"Switch {len(self.over) - most} of them off first"))
        columns = self.columns
        if kind == "list" and all(column.name != "own" for column in columns) and self.used != len(columns) - 1:
            # Only of a list can one say oneself what each weighs.
            columns = (*columns[:-1], PriorColumn("own"))
        return replace(self, kind=kind, columns=columns)

    def with_rules(self, rules: Rules) -> Draft:
        """Choose other rules about arrows."""
        return replace(self, rules=rules)

    def with_variable(self, column: int, on: bool) -> Draft:
        """Make belief be about one more variable, or one less."""
        over = tuple(sorted({*self.over, column} if on else {*self.over} - {column}))
        most = LARGEST if self.kind == "list" else SUMMABLE
        if len(over) > most:
            where = "a list of your own" if self.kind == "list" else "belief"
            what = f"{where} is about {most} variables at most"
            raise InvalidInput(Problem(what, f"Switch another one off before {self.names[column]}"))
        if not over:
            raise InvalidInput(Problem("belief is about nothing then", "Leave one variable switched on"))
        return replace(self, over=over, entries=tuple(self._about(entry, over) for entry in self.entries))

    def _about(self, entry: Entry, over: tuple[int, ...]) -> Entry:
        if entry.is_finished and not entry.edges:
            # Without arrows it shows whatever there is.
            return entry_of_candidate(entry.key, Candidate.of(Dag((0,) * len(over))), over, entry.weight)
        gone = [slot for slot in entry.slots if slot is not None and slot not in over]
        if not gone:
            return entry
        number = self.index(entry.key) + 1
        what = f"{self.names[gone[0]]} stands in structure {number}"
        raise InvalidInput(Problem(what, "Take that structure out first, or leave the variable switched on"))

    # -- the list ------------------------------------------------------------------------------------------

    def with_template(self, template: Template) -> Draft:
        """Add the card of a shape, its places free."""
        if template.n_slots > len(self.over):
            what = f'"{template.title}" has {template.n_slots} places, and {len(self.over)} variables are switched on'
            raise InvalidInput(Problem(what, "Switch more variables on, or choose a smaller shape"))
        return replace(self, entries=(*self.entries, entry_of_template(self._next_key, template)))

    def with_candidate(self, candidate: Candidate, in_place_of: int | None = None) -> Draft:
        """Add a finished candidate, or put it in the place of a card."""
        number = self._numbers.get(candidate)
        kept = None if in_place_of is None else self.index(in_place_of)
        if number is not None and number != kept:
            raise InvalidInput(_double(number))
        if kept is not None:
            before = self.entries[kept]
            entry = entry_of_candidate(before.key, candidate, self.over, before.weight)
            return replace(self, entries=(*self.entries[:kept], entry, *self.entries[kept + 1 :]))
        return self._with_ready([entry_of_candidate(self._next_key, candidate, self.over)])

    def with_all_assignments(self, template: Template, in_place_of: int | None = None) -> Draft:
        """Add every candidate that a shape gives on the variables, but those that are listed already."""
        draft = self if in_place_of is None else self.without(in_place_of)
        found = [each for each in template.all_filled(len(self.over)) if each not in draft._numbers]
        if not found:
            what = f'every structure that "{template.title}" gives is listed already'
            if template.n_slots > len(self.over):
                what = f'"{template.title}" has {template.n_slots} places, more than there are variables'
            raise InvalidInput(Problem(what, "Choose another shape, or switch more variables on"))
        first = draft._next_key
        return draft._with_ready(
            [entry_of_candidate(first + place, each, self.over) for place, each in enumerate(found)]
        )

    def with_slot(self, key: int, slot: int, column: int | None) -> Draft:
        """Put a variable into a place, or take out what is in it (None)."""
        place = self.index(key)
        before = self.entries[place]
        if column is not None and column not in self.over:
            what = f"belief is not about {self.names[column]}"
            raise InvalidInput(Problem(what, "Switch it on among the variables first"))
        slots = (*before.slots[:slot], column, *before.slots[slot + 1 :])
        refuse_double(before.title, slots)
        entry = before.with_slots(slots)
        rest = (*self.entries[:place], *self.entries[place + 1 :])
        without = replace(self, entries=rest)
        if not entry.is_finished:
            ready = without.n_ready
            at = place if place >= ready else ready
            return replace(self, entries=(*rest[:at], entry, *rest[at:]))
        candidate = entry.candidate(self.over)
        number = without._numbers.get(candidate)
        if number is not None:
            raise InvalidInput(_double(number))
        if not entry.edges:
            entry = entry_of_candidate(key, candidate, self.over, entry.weight)
        at = place if before.is_finished else without.n_ready
        return replace(self, entries=(*rest[:at], entry, *rest[at:]))

    def with_hidden(self, key: int, number: int, hidden: HiddenVariable) -> Draft:
        """Give a hidden variable of a card another name or another form."""
        place = self.index(key)
        before = self.entries[place]
        entry = before.with_hidden(number, hidden)
        changed = replace(self, entries=(*self.entries[:place], entry, *self.entries[place + 1 :]))
        if hidden.name in self.belief_names:
            what = f'a hidden variable is called "{hidden.name}", like one that is seen'
            raise InvalidInput(Problem(what, "Give the hidden one another name"))
        if entry.is_finished:
            candidate = entry.candidate(self.over)
            problems = candidate.name_problems(self.belief_names)
            if problems:
                raise InvalidInput(*problems)
            twin = self._numbers.get(candidate)
            if twin is not None and twin != place:
                raise InvalidInput(_double(twin))
        return changed

    def without(self, key: int) -> Draft:
        """Take a card out."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.key != key))

    def _with_ready(self, found: Sequence[Entry]) -> Draft:
        ready = self.n_ready
        refuse_unlistable(self.over, ready + len(found))
        return replace(self, entries=(*self.entries[:ready], *found, *self.entries[ready:]))

    # -- belief before any data ----------------------------------------------------------------------------

    def with_column(self, place: int, column: PriorColumn) -> Draft:
        """Compare another rule in this column."""
        changed = replace(self, columns=(*self.columns[:place], column, *self.columns[place + 1 :]))
        if column.kind.has_factor:
            # Refuses a factor that cannot be.
            Assumptions(prior=column.name, penalty=column.penalty)
        return changed

    def with_used(self, place: int) -> Draft:
        """Choose which of the columns will be used."""
        return replace(self, used=place)

    def with_weight(self, number: int, weight: float) -> Draft:
        """Give a finished candidate a weight of one's own, beside those of the others."""
        entry = replace(self.entries[number], weight=weight)
        changed = replace(self, entries=(*self.entries[:number], entry, *self.entries[number + 1 :]))
        Assumptions(prior="own", weights=tuple(each.weight for each in changed.entries[: changed.n_ready]))
        return changed

    def with_share(self, number: int, share: float) -> Draft:
        """Give a finished candidate a share of all weight, from 0 to 1; the others keep theirs to one another."""
        others = sum(entry.weight for entry in self.entries[: self.n_ready]) - self.entries[number].weight
        if others <= 0:
            return self
        share = min(max(share, 0.0), 0.99)
        return self.with_weight(number, share / (1 - share) * others)


def _double(number: int) -> Problem:
    return Problem(f"this structure is listed already, as {number + 1}", "List each structure once")
