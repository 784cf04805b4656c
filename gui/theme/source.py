"""Where widgets read the theme of the application and hear that it changed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStyleFactory

from gui.theme.palette import palette_of
from gui.theme.style_sheet import style_sheet_of
from gui.theme.theme import Theme

KNOWN = "theme_source"


class ThemeSource(QObject):
    """Holds the theme of the application; there is one, a child of the application object.

    Widgets that paint themselves need only read `current_theme()` while painting: Qt repaints them when
    the palette changes. What is not a widget listens to `theme_changed`.

    Attributes
    ----------
    has_style
        Whether the application has the style that all themes share.

    Signals
    -------
    theme_changed(theme)
        After palette, font and style sheet of the application have followed.
    """

    theme_changed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = Theme()
        self.has_style = False

    @property
    def theme(self) -> Theme:
        """The theme now."""
        return self._theme

    def replace(self, theme: Theme) -> None:
        """Note the theme, before the application follows."""
        self._theme = theme


def theme_source() -> ThemeSource:
    """Return the theme source of the running application; raises RuntimeError when there is no application."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("there is no application yet, hence no theme")
    # Everything that is painted asks, thousands of times a frame: to search the application each time takes 20 ms.
    known = getattr(app, KNOWN, None)
    if isinstance(known, ThemeSource):
        return known
    found = app.findChild(ThemeSource, "", Qt.FindChildOption.FindDirectChildrenOnly)
    source = found if isinstance(found, ThemeSource) else ThemeSource(app)
    setattr(app, KNOWN, source)
    return source


def current_theme() -> Theme:
    """Return the theme of the running application."""
    return theme_source().theme


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Make the whole application look like `theme`; `theme_changed` is emitted at the end."""
    source = theme_source()
    source.replace(theme)
    # A style sheet hides the style below it, so its name cannot be asked for later.
    if not source.has_style:
        app.setStyle(QStyleFactory.create("Fusion"))
        source.has_style = True
    app.setFont(theme.font("interface"))
    app.setPalette(palette_of(theme))
    app.setStyleSheet(style_sheet_of(theme))
    source.theme_changed.emit(theme)
