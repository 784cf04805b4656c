"""pgmpy as an independent oracle; imported here once, because importing it warns of its own old modules."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", FutureWarning)
    from pgmpy.factors.discrete import TabularCPD
    from pgmpy.inference import VariableElimination
    from pgmpy.models import DiscreteBayesianNetwork
    from pgmpy.structure_score import K2, BDeu

__all__ = ["K2", "BDeu", "DiscreteBayesianNetwork", "TabularCPD", "VariableElimination"]
