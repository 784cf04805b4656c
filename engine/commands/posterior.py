"""`posterior`: the exact belief over all structures, as one JSON object."""

from __future__ import annotations

import argparse
import json
import sys

from engine.data.dataset import Dataset
from engine.files.atomic import write_atomically
from engine.files.csv_tables import TablePreview, preview_table, read_table
from engine.files.network_files import read_network
from engine.hypotheses.space import ENUMERABLE, every_dag
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.posterior import Posterior
from engine.problems import InvalidInput, Problem

MOST_PROBABLE = 10


def posterior(arguments: argparse.Namespace) -> int:
    """Compute the posterior and write it; return the exit code."""
    try:
        assumptions = Assumptions(arguments.ess, arguments.prior, arguments.max_parents)
    except InvalidInput as error:
        raise error.within("command line") from None
    network = None if arguments.network is None else read_network(arguments.network)
    preview = preview_table(arguments.data)
    columns = _chosen(arguments.columns, preview)
    data = read_table(preview, columns, None if network is None else network.variables)
    found = enumerate_posterior(data, every_dag(range(len(data.variables))), assumptions)
    text = posterior_text(data, found)
    if arguments.out is None:
        sys.stdout.write(text)
    else:
        write_atomically(arguments.out, text.encode())
    return 0


def posterior_text(data: Dataset, found: Posterior) -> str:
    """Return a posterior as a JSON object, one key a line.

    Keys: `variables`, `states`, `method`, `log_evidence` (nats), `edges` and `ancestors` (matrices, row = parent or
    ancestor), `top` (the ten most probable), `entropy_bits`, `n_rows`, `n_rows_by_regime` (names of the
    variables set, joined by ";").
    """
    names = [variable.name for variable in data.variables]
    content = {
        "variables": names,
        "states": [list(variable.states) for variable in data.variables],
        "method": found.method,
        "log_evidence": found.log_evidence,
        "edges": found.edge_probabilities.tolist(),
        "ancestors": found.ancestor_probabilities.tolist(),
        "top": _most_probable(found, names),
        "entropy_bits": found.entropy_bits,
        "n_rows": data.n_rows,
        "n_rows_by_regime": _rows_by_regime(data, names),
    }
    lines = (
        f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}"
        for key, value in content.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _chosen(columns: str | None, preview: TablePreview) -> list[str] | None:
    there = [column.name for column in preview.columns]
    chosen = there if columns is None else [name.strip() for name in columns.split(",")]
    if len(set(chosen)) > ENUMERABLE:
        example = ",".join(there[:ENUMERABLE])
        problem = Problem(
            f"belief over {len(set(chosen))} variables was asked for",
            f"This version can take up to {ENUMERABLE}; choose them with --columns, such as --columns {example}",
        )
        raise InvalidInput(problem, source=preview.path)
    return None if columns is None else chosen


def _most_probable(found: Posterior, names: list[str]) -> list[dict[str, object]]:
    return [
        {
            "edges": [[names[parent], names[child]] for parent, child in sorted(found.space.dag(candidate).edges())],
            "probability": float(found.weights[candidate]),
        }
        for candidate in found.ranked(MOST_PROBABLE)
    ]


def _rows_by_regime(data: Dataset, names: list[str]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for batch in data.batches:
        key = ";".join(names[target] for target in sorted(batch.regime.targets))
        rows[key] = rows.get(key, 0) + batch.n_rows
    return rows
