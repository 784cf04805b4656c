"""Arrows on the cards of structures stay in sight, however low the card and however long the names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from engine.hypotheses.templates import TEMPLATES, Template
from gui.hypotheses.board_room import LOWEST
from gui.hypotheses.card import graph_room
from gui.hypotheses.picture import Picture, PictureNode, arrow_between, boxes
from gui.theme import Theme

NAMES = ("Sun", "Shorts", "Ice cream")
# Four cards side by side in the smallest window.
CARD = 187


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
@pytest.mark.parametrize("names", [NAMES, NAMES[::-1], ("", "", "")], ids=" ".join)
def test_every_arrow_of_a_low_card_is_seen(qapp: QApplication, template: Template, names: tuple[str, ...]) -> None:
    theme = Theme()
    seen = [PictureNode("filled" if name else "free", name) for name in names[: template.n_slots]]
    nodes = (*seen, *[PictureNode("hidden")] * template.n_hidden)
    picture = Picture(nodes, template.edges, template.points)
    room = graph_room(QRect(0, 0, theme.px(CARD), theme.px(LOWEST)), theme)
    places = boxes(picture, room, theme)
    for parent, child in template.edges:
        arrow = arrow_between(places[parent], places[child], theme)
        assert arrow is not None
        assert arrow.length() >= theme.px(16) - 0.5
    assert all(room.adjusted(-1, -1, 1, 1).contains(place) for place in places)
