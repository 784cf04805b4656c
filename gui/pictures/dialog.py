"""The dialog: which picture, how it is drawn, a preview, and copying or saving it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.files.atomic import write_atomically
from engine.problems import InvalidInput
from gui.controls.buttons import Button
from gui.controls.choices import CheckBox
from gui.controls.file_names import ask_for_file
from gui.controls.labels import Label
from gui.controls.switch import Switch
from gui.pictures.rendering import FORMS, LARGEST_SCALE, Form, Options, Picture, bytes_of, full_size, image_of
from gui.theme import current_theme

PREVIEW = QSize(520, 380)
COPIED = "Copied. Paste it wherever you like."
DOTS_ONLY = "Its patterns are kept as dots within the file."


class PictureDialog(QDialog):
    """Asks how a picture is to be drawn, and copies or saves it.

    Parameters
    ----------
    pictures
        Those there are.
    chosen
        Place of the one to begin with.
    folder
        Where saving begins.
    """

    def __init__(self, pictures: Sequence[Picture], chosen: int, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures, self._folder = tuple(pictures), folder
        self.setWindowTitle("Copy or save a picture")
        self.which = QComboBox()
        self.which.setAccessibleName("Picture")
        self.which.addItems([picture.title for picture in pictures])
        self.which.setCurrentIndex(chosen)
        self.form = Switch([form.upper() for form in FORMS], "Kind of file")
        self.form.choose(FORMS.index("png"))
        self.scale = Switch([f"{scale}x" for scale in range(1, LARGEST_SCALE + 1)], "Dots a pixel")
        self.scale.choose(1)
        self.ground = Switch(("Light", "Dark"), "Ground")
        self.ground.choose(int(current_theme().dark))
        self.legend = CheckBox("With title and legend")
        self.legend.setChecked(True)
        self.preview = QLabel()
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setAccessibleName("Preview")
        self.told = Label("", "second", secondary=True, wrap=True)
        self.copy = Button("Copy", "plain")
        self.save = Button("Save ...", "primary", "export")
        self.close_button = Button("Close", "plain")
        self._lay_out()
        self.which.activated.connect(self._follow)
        for switch in (self.form, self.scale, self.ground):
            switch.chosen.connect(self._follow)
        self.legend.toggled.connect(self._follow)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.close_button.clicked.connect(self.accept)
        self._follow()

    @property
    def options(self) -> Options:
        """How it is to be drawn."""
        form: Form = FORMS[self.form.choice]
        return Options(form, self.scale.choice + 1, bool(self.ground.choice), self.legend.isChecked())

    @property
    def picture(self) -> Picture:
        """The chosen picture."""
        return self._pictures[self.which.currentIndex()]

    def _lay_out(self) -> None:
        theme = current_theme()
        choices = QVBoxLayout()
        choices.setSpacing(theme.px(6))
        for words, widget in (
            ("Picture", self.which),
            ("Kind of file", self.form),
            ("Size", self.scale),
            ("Ground", self.ground),
        ):
            label = Label(words, "second", secondary=True)
            choices.addWidget(label)
            choices.addWidget(widget)
            choices.addSpacing(theme.px(6))
        choices.addWidget(self.legend)
        choices.addSpacing(theme.px(6))
        choices.addWidget(self.told)
        choices.addStretch(1)
        upper = QHBoxLayout()
        upper.setSpacing(theme.px(20))
        self.preview.setFixedSize(PREVIEW * theme.scale)
        upper.addWidget(self.preview, 1)
        upper.addLayout(choices)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        for button in (self.close_button, self.copy, self.save):
            buttons.addWidget(button)
        self.save.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(16))
        column.addLayout(upper)
        column.addLayout(buttons)

    def _follow(self, *_choice: object) -> None:
        options = self.options
        size = full_size(self.picture, options)
        self.scale.setEnabled(options.form == "png")
        image = image_of(self.picture, Options("png", 1, options.dark, options.legend))
        room = self.preview.size()
        shown = QPixmap.fromImage(image)
        if shown.width() > room.width() or shown.height() > room.height():
            shown = shown.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        self.preview.setPixmap(shown)
        dots = size * options.scale
        told = f"{dots.width():,} x {dots.height():,} dots" if options.form == "png" else "Lines, sharp at any size."
        if options.form == "svg" and not self.picture.vector:
            told = DOTS_ONLY
        self.told.setText(told)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(image_of(self.picture, self.options))
        self.told.setText(COPIED)

    def _save(self) -> None:
        options = self.options
        suggested = self._folder / f"{self.picture.title}.{options.form}"
        path = ask_for_file(self, "Save the picture", suggested, {options.form.upper(): (f".{options.form}",)})
        if path is None:
            return
        try:
            write_atomically(path, bytes_of(self.picture, options))
        except (InvalidInput, OSError) as error:
            self.told.setText(str(error))
            return
        self._folder = path.parent
        self.told.setText(f"Saved as {path.name}.")
