"""Drawing a panel anew, in any theme and size, into a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView, QWidget

from gui.controls.chip import chip_size, paint_chip
from gui.theme import Theme, current_theme
from gui.theme.palette import palette_of
from gui.theme.source import theme_source
from gui.theme.style_sheet import style_sheet_of

Form = Literal["svg", "pdf", "png"]
FORMS: tuple[Form, ...] = ("svg", "pdf", "png")
LARGEST_SCALE = 4
SIDE, TITLE, LINE, GAP = 16, 28, 22, 8
POINTS_PER_PIXEL = 0.75
# What pages on screens take an inch to be.
DOTS_AN_INCH = 96


@dataclass(frozen=True)
class LegendLine:
    """A line below a picture.

    Parameters
    ----------
    words
        What it says.
    chip
        Whether the chip of a candidate stands before the words.
    digit
        The digit on that chip; None for all others together.
    """

    words: str
    chip: bool = False
    digit: int | None = None


@dataclass(frozen=True)
class Picture:
    """Something that can be drawn.

    Parameters
    ----------
    title
        Its name.
    made
        Makes a fresh widget that shows it, in the theme that holds while it is made.
    size
        How large it is at 100 %, in pixels.
    legend
        What stands below it.
    vector
        Whether its lines can be kept as lines in SVG; patterns cannot, and are kept as dots.
    """

    title: str
    made: Callable[[], QWidget]
    size: QSize
    legend: tuple[LegendLine, ...] = ()
    vector: bool = True


@dataclass(frozen=True)
class Options:
    """How it is to be drawn.

    Parameters
    ----------
    form
        Kind of file.
    scale
        Dots a pixel, 1 to 4; lines have none.
    dark
        Whether in the dark theme.
    legend
        Whether title and legend stand with it.
    """

    form: Form = "png"
    scale: int = 2
    dark: bool = False
    legend: bool = True


def image_of(picture: Picture, options: Options) -> QImage:
    """Return a picture as dots."""
    size = full_size(picture, options)
    image = QImage(size * options.scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(options.scale)
    # Where nothing is drawn there is the ground, not what memory held before.
    image.fill(_theme(options).tokens.surface)
    with QPainter(image) as painter:
        _paint(painter, picture, options, as_lines=False)
    return image


def bytes_of(picture: Picture, options: Options) -> bytes:
    """Return a picture as the bytes of a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if options.form == "png":
        image_of(picture, options).save(buffer, "PNG")  # type: ignore[call-overload]
    elif options.form == "svg":
        _write_svg(buffer, picture, options)
    else:
        _write_pdf(buffer, picture, options)
    return bytes(buffer.data().data())


def full_size(picture: Picture, options: Options) -> QSize:
    """Return how large a picture is with its legend, at 100 %, in pixels."""
    if not options.legend:
        return picture.size
    return QSize(picture.size.width(), picture.size.height() + TITLE + LINE * len(picture.legend) + 2 * GAP)


def _write_svg(buffer: QBuffer, picture: Picture, options: Options) -> None:
    size = full_size(picture, options)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setResolution(DOTS_AN_INCH)
    generator.setTitle(picture.title)
    generator.setDescription("; ".join(line.words for line in picture.legend))
    with QPainter(generator) as painter:
        _paint(painter, picture, options, as_lines=picture.vector)


def _write_pdf(buffer: QBuffer, picture: Picture, options: Options) -> None:
    size = full_size(picture, options)
    writer = QPdfWriter(buffer)
    writer.setTitle(picture.title)
    writer.setCreator("Causal-discovery sandbox")
    points = QSizeF(size) * POINTS_PER_PIXEL
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(round(72 / POINTS_PER_PIXEL))
    with QPainter(writer) as painter:
        _paint(painter, picture, options, as_lines=True)


def _paint(painter: QPainter, picture: Picture, options: Options, *, as_lines: bool) -> None:
    size = full_size(picture, options)
    with dressed(_theme(options)) as theme:
        painter.fillRect(QRect(QPoint(), size), theme.tokens.surface)
        top = TITLE if options.legend else 0
        if options.legend:
            _paint_title(painter, picture.title, size, theme)
        _paint_widget(painter, picture, options, top, as_lines=as_lines)
        if options.legend:
            _paint_legend(painter, picture, top + picture.size.height() + GAP, theme)


def _paint_widget(painter: QPainter, picture: Picture, options: Options, top: int, *, as_lines: bool) -> None:
    widget = picture.made()
    try:
        _dress(widget, current_theme())
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        widget.resize(picture.size)
        widget.show()
        layout = widget.layout()
        if layout is not None:
            # Some heights follow from widths, which are known only now.
            layout.activate()
        if as_lines:
            painter.save()
            painter.translate(0, top)
            render(widget, painter)
            painter.restore()
            return
        dots = LARGEST_SCALE if options.form == "svg" else options.scale
        image = QImage(picture.size * dots, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(dots)
        image.fill(current_theme().tokens.surface)
        with QPainter(image) as inner:
            render(widget, inner)
        painter.drawImage(QRectF(QPointF(0, top), QSizeF(picture.size)), image)
    finally:
        widget.hide()
        widget.deleteLater()


def _dress(widget: QWidget, theme: Theme) -> None:
    # What paints itself asks for the theme; tables and labels are painted by the style, as the window has it.
    widget.setStyleSheet(style_sheet_of(theme))
    palette = palette_of(theme)
    for each in (widget, *widget.findChildren(QWidget)):
        each.setPalette(palette)


def render(widget: QWidget, painter: QPainter) -> None:
    """Draw all of a widget with a painter."""
    if isinstance(widget, QGraphicsView):
        # A view is no widget like others: its own drawing keeps lines as lines.
        widget.render(painter, QRectF(QPointF(), QSizeF(widget.size())), widget.viewport().rect())
    else:
        widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)


def _paint_title(painter: QPainter, title: str, size: QSize, theme: Theme) -> None:
    painter.setFont(theme.font("interface", 600))
    painter.setPen(theme.tokens.text)
    painter.drawText(QRectF(SIDE, 0, size.width() - 2 * SIDE, TITLE), Qt.AlignmentFlag.AlignVCenter, title)


def _paint_legend(painter: QPainter, picture: Picture, top: int, theme: Theme) -> None:
    chip = chip_size(theme)
    for number, line in enumerate(picture.legend):
        room = QRectF(SIDE, top + number * LINE, picture.size.width() - 2 * SIDE, LINE)
        if line.chip:
            painter.save()
            place = QPointF(room.left(), room.center().y() - chip.height() / 2)
            paint_chip(painter, QRectF(place, QSizeF(chip)), line.digit, theme)
            painter.restore()
            room.setLeft(room.left() + chip.width() + 8)
        painter.setFont(theme.font("second"))
        painter.setPen(theme.tokens.text2)
        words = painter.fontMetrics().elidedText(line.words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


def _theme(options: Options) -> Theme:
    # At 100 % and without motion, however the window looks now.
    return replace(current_theme(), dark=options.dark, scale=1.0, reduced_motion=True)


@contextmanager
def dressed(theme: Theme) -> Iterator[Theme]:
    """Let what is made and painted within look like this; the window is not told, so that it does not flicker."""
    source = theme_source()
    before = source.theme
    source.replace(theme)
    try:
        yield theme
    finally:
        source.replace(before)
