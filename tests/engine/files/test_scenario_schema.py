from __future__ import annotations

import json
from pathlib import Path

from engine.files.scenario_schema import SCENARIO, json_schema

SHIPPED = Path(__file__).parents[3] / "scenarios" / "schema.json"


def test_the_shipped_schema_is_current() -> None:
    # Mend with: python -m engine.files.scenario_schema > scenarios/schema.json
    assert SHIPPED.read_text(encoding="utf-8") == json_schema()


def test_every_reference_leads_somewhere() -> None:
    schema = json.loads(json_schema())
    assert set(schema["properties"]) == {key.name for key in SCENARIO.keys}
    pending: list[object] = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if "$ref" in node:
                assert node["$ref"].removeprefix("#/$defs/") in schema["$defs"]
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
