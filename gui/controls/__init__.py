"""Small widgets that every panel is made of, each with keys, an accessible name and the look of the theme."""
