"""What was seen: rows with the regime each was drawn under, and how rows are drawn."""
