from __future__ import annotations

import pytest

from engine.progress import Progress


@pytest.mark.parametrize(("done", "total", "finished"), [(0, 3, False), (2, 3, False), (3, 3, True), (0, 0, True)])
def test_the_last_report_is_the_one_with_everything_done(done: int, total: int, finished: bool) -> None:
    assert Progress(done, total, "answer").finished is finished


def test_there_may_be_no_answer_yet() -> None:
    assert Progress[str](0, 3).partial is None
