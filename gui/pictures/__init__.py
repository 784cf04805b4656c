"""Pictures of the panels as files and on the clipboard: SVG, PDF and PNG, light or dark, with a legend."""
