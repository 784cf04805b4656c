"""The window: start page, docks, tool bar, menus, and how files are opened and saved."""
