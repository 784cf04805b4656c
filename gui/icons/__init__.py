"""The icons: drawn by us in `icons.svg`, tinted with a colour of the theme and kept once rendered."""

from gui.icons.rendering import icon, icon_names, paint_icon, pixmap

__all__ = ["icon", "icon_names", "paint_icon", "pixmap"]
