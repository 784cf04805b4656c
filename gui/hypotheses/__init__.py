"""The page on which a person says what may be true, and how likely each is before any data."""
