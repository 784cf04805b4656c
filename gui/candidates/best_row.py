"""The row of cards where structures cannot be listed: the most probable ones, and all others together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.posterior.digest import Digest
from gui.candidates.arrangement import WIDEST, arranged
from gui.candidates.card import CandidateCard, CardContent, OthersCard, Point
from gui.candidates.words import best_words, odds_words, uncounted_words
from gui.controls.numbers import probability
from gui.drawing.structure_words import spoken_structure, structure_words
from gui.theme import current_theme

_STEPS: Mapping[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class BestRow(QWidget):
    """Cards of the most probable of all structures; Left and Right go from card to card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digest: Digest | None = None
        self._names: tuple[str, ...] = ()
        self._positions: tuple[Point, ...] = ()
        self.cards: list[CandidateCard] = []
        self.others = OthersCard(self)
        self.others.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.others.unsetCursor()
        self.others.hide()

    def show_digest(self, digest: Digest, names: Sequence[str], positions: Mapping[str, Point]) -> None:
        """Show the best structures of a belief.

        Parameters
        ----------
        digest
            The belief.
        names
            Names of the variables, in the order of the nodes.
        positions
            Place of each variable, by name.
        """
        self._digest, self._names = digest, tuple(names)
        self._positions = tuple(positions[name] for name in names)
        self._arrange()

    def shown(self) -> tuple[CandidateCard, ...]:
        """Return the cards on show, the most probable first."""
        return tuple(card for card in self.cards if not card.isHidden())

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(941), theme.px(232))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(240), theme.px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self.shown()
        focused = [place for place, card in enumerate(shown) if card.hasFocus()]
        if event.key() in _STEPS and focused:
            place = min(max(focused[0] + _STEPS[event.key()], 0), len(shown) - 1)
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        digest = self._digest
        if digest is None:
            return
        # Before any data the first of them would be first by nothing but their order.
        best = () if digest.level else digest.best
        plan = arranged(self.size(), len(best) + 1, current_theme(), others=True, narrowest=WIDEST)
        while len(self.cards) < plan.n_cards:
            self.cards.append(CandidateCard(self))
        for slot, card in enumerate(self.cards):
            card.setVisible(slot < plan.n_cards)
            if slot < plan.n_cards:
                card.setGeometry(plan.place(slot))
                card.set_content(self._content(digest, slot))
                card.set_weight(digest.best[slot].probability)
        self.others.setGeometry(plan.place(plan.n_cards))
        rest = max(0.0, 1.0 - sum(each.probability for each in digest.best[: plan.n_cards]))
        self.others.set_words(uncounted_words(digest, plan.n_cards), "", rest)
        self.others.set_weight(rest)
        self.others.show()

    def _content(self, digest: Digest, place: int) -> CardContent:
        dag = digest.best[place].dag
        weight = probability(digest.best[place].probability)
        structure, odds = structure_words(dag, self._names), odds_words(digest, place)
        return CardContent(
            candidate=place,
            digit=None,
            names=self._names,
            positions=self._positions,
            edges=dag.edges(),
            arrows=best_words(digest, place, self._names),
            level="",
            tip=f"{structure}\n{odds}" if odds else structure,
            rank=f"{place + 1}.",
            faint=tuple(set(dag.edges()) & set(digest.best[0].dag.edges())) if place else (),
            spoken=f"Structure {place + 1}, weight {weight}, {spoken_structure(dag, self._names)}",
        )
