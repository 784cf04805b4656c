"""The facts that the tests stand on are those of the shared reference, where that is at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.engine.hidden_reference import HIDDEN_VALUES
from tests.engine.reference import VALUES

SHARED = Path(__file__).resolve().parents[3] / "shared" / "reference.json"


def is_part_of(part: Any, whole: Any) -> bool:
    if isinstance(part, dict):
        return all(key in whole and is_part_of(value, whole[key]) for key, value in part.items())
    return bool(part == whole)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reference is not beside the project")
def test_facts_agree_with_the_shared_reference() -> None:
    entries = {entry["id"]: entry["value"] for entry in json.loads(SHARED.read_text())["entries"]}
    for facts in (VALUES, HIDDEN_VALUES):
        assert [name for name in facts if not is_part_of(facts[name], entries[name])] == []


def test_a_wrong_fact_is_refused() -> None:
    assert not is_part_of({"a": {"b": 1.0}}, {"a": {"b": 1.0 + 1e-15}})
    assert not is_part_of({"a": 1}, {})
