"""What the world is: variables, arrows, tables, interventions, and what looks alike."""
