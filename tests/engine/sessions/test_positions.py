from __future__ import annotations

from engine.sessions.positions import Positions


def test_moving_leaves_the_old_positions_alone() -> None:
    old = Positions({"A": (0, 1), "B": (2, 3)})
    new = old.moved({"B": (4, 5), "C": (6, 7)})
    assert dict(new) == {"A": (0, 1), "B": (4, 5), "C": (6, 7)}
    assert dict(old) == {"A": (0, 1), "B": (2, 3)}


def test_equal_positions_hash_alike_whatever_their_order() -> None:
    one = Positions({"A": (0, 1), "B": (2, 3)})
    other = Positions({"B": (2.0, 3.0), "A": (0.0, 1.0)})
    assert one == other
    assert hash(one) == hash(other)
    assert one != Positions({"A": (0, 1)})


def test_a_change_to_the_given_map_does_not_reach_in() -> None:
    given: dict[str, tuple[float, float]] = {"A": (0, 1)}
    positions = Positions(given)
    given["A"] = (9, 9)
    assert positions["A"] == (0, 1)
