"""Rules about single arrows, as a value and as the text of their fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from engine.hypotheses.notation import written_name
from engine.posterior.arrow_rules import FamilyPrior
from engine.posterior.assumptions import Arrow, Assumptions
from engine.posterior.rule_text import read_arrows, read_tiers
from engine.problems import InvalidInput, Problem

RuleField = Literal["required", "forbidden", "tiers", "max_parents"]
LABELS: dict[RuleField, str] = {
    "required": "Arrows there must be",
    "forbidden": "Arrows there cannot be",
    "tiers": "Order in time",
    "max_parents": "Causes at most",
}


@dataclass(frozen=True)
class Rules:
    """Which structures are left: the fields of `Assumptions` that rule some out."""

    required: tuple[Arrow, ...] = ()
    forbidden: tuple[Arrow, ...] = ()
    tiers: tuple[tuple[str, ...], ...] = ()
    max_parents: int | None = None

    def text(self, field: RuleField) -> str:
        """Return what stands in a field, in the notation it is read in."""
        if field == "max_parents":
            return "" if self.max_parents is None else str(self.max_parents)
        if field == "tiers":
            return " < ".join(", ".join(tier_name(name) for name in tier) for tier in self.tiers)
        arrows = self.required if field == "required" else self.forbidden
        return ", ".join(f"{written_name(parent)} -> {written_name(child)}" for parent, child in arrows)


def rules_of(assumptions: Assumptions) -> Rules:
    """Return the rules that assumptions hold."""
    return Rules(assumptions.required, assumptions.forbidden, assumptions.tiers, assumptions.max_parents)


def with_text(rules: Rules, field: RuleField, text: str, names: Sequence[str]) -> Rules:
    """Return the rules with what was typed into one field; an empty one is no rule.

    Raises
    ------
    InvalidInput
        When the text cannot be read, speaks of what is no variable, or contradicts the other rules.
    """
    label, words = LABELS[field], text.strip()
    if field == "max_parents":
        changed = replace(rules, max_parents=_number_of_causes(words, label))
    elif field == "tiers":
        changed = replace(rules, tiers=read_tiers(words, label) if words else ())
    elif field == "required":
        changed = replace(rules, required=_arrows(words, label))
    else:
        changed = replace(rules, forbidden=_arrows(words, label))
    check(changed, names)
    return changed


def _number_of_causes(words: str, label: str) -> int | None:
    if words and not words.isdecimal():
        raise InvalidInput(Problem(f'"{words}" is no number of causes', "Write 0, 1, 2 ...", label))
    return int(words) if words else None


def _arrows(words: str, label: str) -> tuple[Arrow, ...]:
    return tuple(read_arrows(label, [words])) if words else ()


def check(rules: Rules, names: Sequence[str]) -> None:
    """Raise InvalidInput when rules speak of what is no variable, or contradict one another."""
    FamilyPrior.of(
        names,
        Assumptions(
            required=rules.required, forbidden=rules.forbidden, tiers=rules.tiers, max_parents=rules.max_parents
        ),
    )


def tier_name(name: str) -> str:
    """Return a name as it stands in an order: in quotes where it could not be read otherwise."""
    plain = name == name.strip() and not any(sign in name for sign in ',<"')
    return name if plain else '"' + name.replace('"', '""') + '"'
