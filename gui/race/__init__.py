"""The panel of the race: strategies side by side in copies of the session."""
