from __future__ import annotations

from hypothesis import given

from engine.data.dataset import Dataset
from engine.data.only_watched import only_watched
from engine.networks.interventions import OBSERVATION
from tests.engine.strategies import PROPERTY, datasets


@given(datasets())
@PROPERTY
def test_the_rows_stay_and_nothing_was_done(data: Dataset) -> None:
    seen = only_watched(data)
    assert [batch.values.tolist() for batch in seen.batches] == [batch.values.tolist() for batch in data.batches]
    assert all(batch.regime == OBSERVATION for batch in seen.batches)
    pairs = list(zip(seen.batches, data.batches, strict=True))
    assert all(new is old for new, old in pairs if not old.regime.interventions)
    assert only_watched(data).batches == seen.batches, "batches are the same ones each time"
