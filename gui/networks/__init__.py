"""Networks to begin with: the gallery of ready ones, those drawn by chance, and those that are pasted as text."""
