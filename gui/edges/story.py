"""What made a link so probable: its probability along the batches, and what each batch said of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.data.dataset import Dataset
from engine.questions.link_course import LinkCourse, Witness
from engine.questions.links import Relation
from gui.controls.labels import Label
from gui.controls.layouts import Hairline
from gui.controls.switch import Switch
from gui.edges.course_chart import EMPTY, CourseChart, course_lines
from gui.edges.witness_list import Entry, WitnessList
from gui.edges.witness_words import (
    bits_words,
    claim,
    doing,
    in_all,
    line_names,
    notes,
    number,
    spoken_witness,
    verdict,
)
from gui.theme import Theme, current_theme, theme_source
from gui.timeline.spans import Span, spans_of

ORDERS = ("Largest first", "In order")
CHART = 138


@dataclass(frozen=True)
class Subject:
    """What a story is about.

    Parameters
    ----------
    course, dataset
        Belief in every link along the batches, and those.
    names, relation, cause, effect
        Which link it is.
    imported
        Whether rows come from a table that does not tell how states were chosen.
    """

    course: LinkCourse
    dataset: Dataset
    names: tuple[str, ...]
    relation: Relation
    cause: int
    effect: int
    imported: bool


class Story(QWidget):
    """A sentence, three lines along the rows, and a bar a batch.

    Signals
    -------
    moment_chosen(rows)
        A person wants to see another moment, in rows seen, or None for the present.
    """

    moment_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._said: tuple[Witness, ...] = ()
        self._spans: tuple[Span, ...] = ()
        self._lines = EMPTY
        self.waiting = Label("", secondary=True, wrap=True)
        self.sentence = Label("", wrap=True)
        self.total = Label("", "second", secondary=True, wrap=True)
        self.chart = CourseChart()
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.order = Switch(ORDERS, "In which order batches stand")
        self.list = WitnessList()
        self.note = Label("", "axis", secondary=True, wrap=True)
        self._row = QHBoxLayout()
        self._row.addWidget(Label("What each batch said, in bits", "second", secondary=True))
        self._row.addStretch(1)
        self._row.addWidget(self.order)
        self._answer = QWidget()
        self._column = QVBoxLayout(self._answer)
        for widget in (self.sentence, self.total, self.chart):
            self._column.addWidget(widget)
        self._column.addLayout(self._row)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.note)
        self._column.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._outer = outer
        self.line = Hairline()
        outer.addWidget(self.line)
        outer.addWidget(self.waiting)
        outer.addWidget(self._answer, 1)
        outer.addStretch()
        self.order.chosen.connect(self._fill)
        self.chart.moment_chosen.connect(self.moment_chosen)
        self.list.moment_chosen.connect(self._on_batch)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())

    def say(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self.waiting.setText(sentence)
        self.waiting.show()
        self._answer.hide()

    def show_subject(self, subject: Subject, row: int, *, following: bool) -> None:
        """Show a story, and the moment of so many rows."""
        if subject != self._subject:
            self._tell(subject)
        exact = subject.course.exact
        lines = self._lines
        row = min(row, lines.n_rows)
        self.chart.show_course(lines, self._spans, row, following=following, kind="exact" if exact else "sampled")
        self.list.show_moment(None if following else row)
        self.waiting.hide()
        self._answer.show()

    def _tell(self, subject: Subject) -> None:
        course, dataset = subject.course, subject.dataset
        link = (subject.relation, subject.cause, subject.effect)
        if self._subject is None or self._subject.dataset is not dataset:
            self._spans = spans_of(dataset.batches, dataset.variables, imported=subject.imported)
        self._subject, self._said = subject, course.witnesses(*link)
        self._lines = course_lines(course, *link, line_names(subject.names, *link))
        about = claim(subject.names, *link)
        self.sentence.setText(verdict(self._said, about, self._done))
        bits, last = course.bits(*link), course.moments[-1].errors(subject.relation)
        self.total.setText(in_all(bits.tolist(), float(last[subject.cause, subject.effect]), course))
        self.note.setText(notes(course))
        self.list.setAccessibleName(f"What each batch said of {about}")
        self._fill()

    def _done(self, witness: Witness) -> str:
        assert self._subject is not None
        return doing(witness, self._subject.dataset, imported=self._subject.imported)

    def _fill(self, *_choice: object) -> None:
        subject = self._subject
        if subject is None:
            return
        entries = [self._entry(each, place) for place, each in enumerate(self._said, start=1)]
        if self.order.choice == 0:
            entries.sort(key=lambda entry: -abs(entry.bits))
        self.list.show_entries(entries)

    def _entry(self, witness: Witness, place: int) -> Entry:
        assert self._subject is not None
        done, icon = self._done(witness), _icon(witness, self._subject)
        end, told = int(self._subject.course.rows[place]), bits_words(witness)
        return Entry(number(witness), icon, done, witness.bits, told, spoken_witness(witness, done), end)

    def _on_batch(self, end: int) -> None:
        self.moment_chosen.emit(None if end >= self._lines.n_rows else end)

    def _follow(self, theme: Theme) -> None:
        gap = theme.px(theme.IN_ROW)
        self._outer.setSpacing(gap)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)
        self.chart.setFixedHeight(theme.px(CHART))
        self.list.fit()


def _icon(witness: Witness, subject: Subject) -> str:
    batches = subject.dataset.batches[witness.first : witness.last + 1]
    kinds = {span.kind for span in spans_of(batches, subject.dataset.variables, imported=subject.imported)}
    return kinds.pop() if len(kinds) == 1 else "data"
