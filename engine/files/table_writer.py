"""Writing data as a table of text that `read_table` reads back."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

import numpy as np

from engine.data.dataset import Batch, Dataset
from engine.files.atomic import write_atomically
from engine.files.reading import PathLike
from engine.files.table_labels import intervention_label, named_target
from engine.files.table_scan import LABEL_COLUMNS
from engine.networks.interventions import Intervention
from engine.problems import InvalidInput, Problem

_SoftLabels = dict[tuple[int, Hashable], str]
_ROWS_AT_ONCE = 50_000
_SPECIAL = frozenset(',;\t "\n\r')


def write_table(path: PathLike, data: Dataset, batches: bool = True) -> None:
    """Save data as CSV, atomically: state names, `_do`, and (unless told not to) `_batch`.

    Raises
    ------
    InvalidInput
        When a variable bears a name that means something else in a table, or the file cannot be saved.
    """
    write_atomically(path, "".join(table_text(data, batches)).encode())


def table_text(data: Dataset, batches: bool = True) -> Iterator[str]:
    """Yield the lines of `write_table` in pieces of many lines.

    Raises
    ------
    InvalidInput
        Before the first piece, when a variable is called `_do` or `_batch`, or has a semicolon in its name and
        was set together with another.
    """
    _check_names(data)
    names = [_cell(variable.name) for variable in data.variables]
    yield ",".join([*names, "_do", *(["_batch"] if batches else [])]) + "\n"
    labels = _soft_labels(data)
    states = [np.array([_cell(state) for state in variable.states], dtype=object) for variable in data.variables]
    for number, batch in enumerate(data.batches, start=1):
        end = f",{_label(_targets(batch, data, labels))}" + (f",{number}\n" if batches else "\n")
        for start in range(0, batch.n_rows, _ROWS_AT_ONCE):
            block = batch.values[start : start + _ROWS_AT_ONCE]
            cells = [named[block[:, place]].tolist() for place, named in enumerate(states)]
            yield end.join(map(",".join, zip(*cells, strict=True))) + end


def _targets(batch: Batch, data: Dataset, labels: _SoftLabels) -> list[str]:
    return [
        intervention_label(
            data.variables[each.target].name, replace(each, label=labels.get((each.target, each.version), ""))
        )
        for each in batch.regime.interventions
    ]


def _soft_labels(data: Dataset) -> _SoftLabels:
    # Tables that are known, and pushes, have no name of their own: the first goes without, the others are numbered.
    labels: _SoftLabels = {}
    changes = [each for batch in data.batches for each in batch.regime.interventions if each.kind == "soft"]
    for each in sorted(changes, key=_has_own_name, reverse=True):
        if (each.target, each.version) in labels:
            continue
        taken = {label for (target, _), label in labels.items() if target == each.target}
        free = (label for label in ("", *map(str, range(2, len(data.batches) + 2))) if label not in taken)
        labels[each.target, each.version] = each.label if _has_own_name(each) else next(free)
    return labels


def _has_own_name(change: Intervention) -> bool:
    return change.table is None and not change.is_pushed


def _check_names(data: Dataset) -> None:
    problems = [
        Problem(f'a variable is called "{variable.name}"', "In a table of data that is a label; rename it")
        for variable in data.variables
        if variable.name in LABEL_COLUMNS
    ]
    several = [batch for batch in data.batches if len(batch.regime.interventions) > 1]
    together = {name for batch in several for name in _targets(batch, data, {})}
    problems.extend(
        Problem(f'"{name}" was set together with another', "In a table its name may have no semicolon; rename it")
        for name in sorted(together)
        if ";" in name
    )
    problems.extend(_ambiguous(data))
    if problems:
        raise InvalidInput(*problems)


def _ambiguous(data: Dataset) -> list[Problem]:
    names = [variable.name for variable in data.variables]
    texts = {
        intervention_label(names[each.target], each): (names[each.target], each.label)
        for batch in data.batches
        for each in batch.regime.interventions
        if each.kind == "soft"
    }
    return [
        Problem(f'the new table of {name} would be labelled "{text}", which means something else', "Rename one of them")
        for text, (name, label) in texts.items()
        if named_target(text, names) != (name, label) or ";" in label or label != label.strip()
    ]


def _label(targets: list[str]) -> str:
    joined = ";".join(targets)
    return joined if all(_is_plain(name) for name in targets) else _cell(joined)


def _is_plain(text: str) -> bool:
    return _SPECIAL.isdisjoint(text)


def _cell(text: str) -> str:
    # Quoted also where only another delimiter would need it, so that the delimiter cannot be mistaken.
    if _is_plain(text):
        return text
    return '"' + text.replace('"', '""') + '"'
