"""What was done: the scenario, the state of a session, the actions on it, and how a lesson is played."""
