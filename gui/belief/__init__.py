"""The Belief panel: every possible arrow as strong as it is probable, and which structures look alike."""
