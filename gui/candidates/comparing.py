"""Two candidates side by side: in what they differ, their odds, and which data would tell them apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from engine.hypotheses.candidate import Candidate
from engine.questions.parting import Parting
from engine.questions.truth import Compared, compared, links_of
from gui.candidates.card import CandidateCard
from gui.candidates.card_content import CardContent
from gui.candidates.words import MIN
from gui.controls.buttons import plain_button
from gui.controls.choice_box import ChoiceBox
from gui.controls.labels import Label
from gui.controls.numbers import bits, count_words, decimal, listed_words, signed
from gui.drawing.class_words import parting_sentence
from gui.drawing.structure_words import ARROW, SPACE
from gui.theme import current_theme

CARD = (300, 260)
WIDTH = 660
SAME = 1e-6
LARGEST = 690.0


@dataclass(frozen=True)
class Rivals:
    """Candidates that can be compared, at one moment.

    Parameters
    ----------
    names
        Names of what is seen.
    structures, contents, weights
        Structure, card and probability of each, by its key; in the order in which they are offered.
    log_odds
        Returns ln(weight of one / weight of another) now and before any row, and the standard error of the first.
    parting
        Returns what would tell two apart.
    kinds
        The kinds of data so far, in words.
    """

    names: tuple[str, ...]
    structures: Mapping[int, Candidate]
    contents: Mapping[int, CardContent]
    weights: Mapping[int, float]
    log_odds: Callable[[int, int], tuple[float, float, float]]
    parting: Callable[[int, int], Parting]
    kinds: str


class Comparing(QDialog):
    """Stays open beside the window and follows what happens there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare two candidates")
        self._rivals: Rivals | None = None
        self.choices = (ChoiceBox(), ChoiceBox())
        self.cards = (CandidateCard(), CandidateCard())
        self.odds = Label("", "node", 600, wrap=True)
        self.differences = Label("", wrap=True)
        self.parting = Label("", wrap=True)
        for choice, side in zip(self.choices, ("First", "Second"), strict=True):
            choice.setAccessibleName(f"{side} candidate")
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(12)
            choice.activated.connect(self._refresh)
        for card in self.cards:
            card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            card.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lay_out()

    def show_rivals(self, rivals: Rivals, one: int | None = None, other: int | None = None) -> None:
        """Offer these candidates, and compare two of them; those compared before where none are given."""
        before = self.compared
        self._rivals = rivals
        wanted = (one if one is not None else before[0], other if other is not None else before[1])
        keys = list(rivals.structures)
        for place, choice in enumerate(self.choices):
            choice.blockSignals(True)
            choice.clear()
            for key in keys:
                choice.addItem(_called(rivals, key), key)
            sought = wanted[place]
            choice.setCurrentIndex(keys.index(sought) if sought in keys else min(place, len(keys) - 1))
            choice.blockSignals(False)
        self._refresh()

    @property
    def compared(self) -> tuple[int | None, int | None]:
        """The keys of the two that are compared; None before any are."""
        first, second = (choice.currentData() for choice in self.choices)
        return first, second

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._follow_theme()

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        for choice, card in zip(self.choices, self.cards, strict=True):
            column = QVBoxLayout()
            column.addWidget(choice)
            column.addWidget(card, 1)
            sides.addLayout(column, 1)
        close = plain_button("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.addLayout(sides, 1)
        for label in (self.odds, self.differences, self.parting):
            whole.addWidget(label)
        whole.addLayout(foot)
        self._follow_theme()

    def _follow_theme(self) -> None:
        theme = current_theme()
        side = theme.px(theme.PANEL_PADDING)
        whole = self.layout()
        if whole is not None:
            whole.setContentsMargins(side, side, side, side)
            whole.setSpacing(theme.px(theme.BETWEEN_BLOCKS))
        for card in self.cards:
            card.setMinimumSize(theme.px(CARD[0]), theme.px(CARD[1]))
        self.setMinimumWidth(theme.px(WIDTH))

    def _refresh(self) -> None:
        rivals, (one, other) = self._rivals, self.compared
        if rivals is None or one is None or other is None:
            return
        first, second = rivals.structures[one], rivals.structures[other]
        both = set(first.graph.edges()) & set(second.graph.edges()) if first.hidden == second.hidden else set()
        seen = set(first.seen.edges()) & set(second.seen.edges()) | both
        for card, key, here, there in zip(self.cards, (one, other), (first, second), (second, first), strict=True):
            content = rivals.contents[key]
            only = _only_here(compared(links_of(there), links_of(here)), rivals.names)
            card.set_content(replace(content, faint=tuple(seen), arrows=only, level="", pinned=False))
            card.set_weight(rivals.weights[key])
        self.odds.setText(odds_sentence(rivals, one, other))
        self.differences.setText(difference_sentence(rivals, one, other))
        self.parting.setText(apart_sentence(rivals, one, other))


def odds_sentence(rivals: Rivals, one: int, other: int) -> str:
    """Return how many times as likely one is as the other: "1 is 12.3 times as likely as 2 (3.62 bits, exact)."."""
    if one == other:
        return "This is one and the same candidate."
    now, before, error = rivals.log_odds(one, other)
    likelier, less = (one, other) if now >= 0 else (other, one)
    names = (_name(rivals, likelier), _name(rivals, less))
    if math.isinf(now):
        return f"{names[1]} is ruled out, {names[0]} is not."
    if math.isnan(now):
        return f"{names[0]} and {names[1]} are both ruled out."
    kind = f"± {bits(error / math.log(2))} bits, sampled" if error else "exact"
    moved = f" Before any row it was {signed(_bits(before), 2)} bits." if abs(before) > SAME else ""
    if abs(now) < SAME:
        return f"{names[0]} and {names[1]} are equally likely ({kind}).{moved}"
    return (
        f"{names[0]} is {_times(abs(now))} times as likely as {names[1]} ({bits(_bits(abs(now)))} bits, {kind}).{moved}"
    )


def difference_sentence(rivals: Rivals, one: int, other: int) -> str:
    """Return what both have, and in how many pairs of variables they differ."""
    found = compared(links_of(rivals.structures[one]), links_of(rivals.structures[other]))
    names = [name.replace(" ", SPACE) for name in rivals.names]
    alike = [_arrow(ends, names) for ends, verdict in found.arrows.items() if verdict == "right"]
    alike += [_shared(pair, names) for pair, verdict in found.shared.items() if verdict == "right"]
    n_apart = round(found.expected)
    apart = "They do not differ" if not n_apart else f"They differ in {n_apart} {'place' if n_apart == 1 else 'places'}"
    return f"{apart}. Both have {', '.join(alike)}." if alike else f"{apart}."


def apart_sentence(rivals: Rivals, one: int, other: int) -> str:
    """Return which data would tell the two apart."""
    if one == other:
        return ""
    parting = rivals.parting(one, other)
    if parting.already:
        return f"More rows of the kinds so far ({rivals.kinds}) tell them apart."
    said = f"Look-alikes: {rivals.kinds} can never tell them apart, so that only the prior sets their odds."
    return f"{said} {parting_sentence(parting, 2, rivals.names)}"


def _only_here(found: Compared, names: tuple[str, ...]) -> str:
    # The other one stands for the truth, this one for belief.
    joined = [name.replace(" ", SPACE) for name in names]
    extra = [_arrow(ends, joined) for ends, verdict in found.arrows.items() if verdict == "extra"]
    extra += [_shared(pair, joined) for pair, verdict in found.shared.items() if verdict == "extra"]
    turned = [_arrow(ends, joined) for ends, verdict in found.arrows.items() if verdict == "turned"]
    parts = [f"Only here: {', '.join(extra)}"] if extra else []
    parts += [f"Turned: {', '.join(turned)}"] if turned else []
    return ". ".join(parts) or "Nothing that the other has not"


def _arrow(ends: tuple[int, int], names: list[str]) -> str:
    return f"{names[ends[0]]}{SPACE}{ARROW}{SPACE}{names[ends[1]]}"


def _shared(pair: tuple[int, int], names: list[str]) -> str:
    return f"hidden cause of {listed_words([names[node] for node in pair])}"


def _called(rivals: Rivals, key: int) -> str:
    content = rivals.contents[key]
    lead = content.rank or ("" if content.digit is None else str(content.digit))
    structure = content.tip.split("\n")[0].replace(SPACE, " ")
    return f"{lead}  {structure}".strip()


def _name(rivals: Rivals, key: int) -> str:
    content = rivals.contents[key]
    if content.rank:
        return f"No. {content.rank.rstrip('.')}"
    return content.tip.split("\n")[0] if content.digit is None else str(content.digit)


def _bits(nats: float) -> float:
    return nats / math.log(2)


def _times(nats: float) -> str:
    if nats > LARGEST:
        return "over 10³⁰⁰"
    ratio = math.exp(nats)
    return decimal(ratio, 1) if ratio < 100 else count_words(round(ratio))


def log_ratio(one: float, other: float) -> float:
    """Return ln(one / other) of two probabilities that are not nothing."""
    return math.log(max(one, MIN)) - math.log(max(other, MIN))
