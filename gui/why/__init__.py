"""The panel that says why one candidate stands where it stands beside another."""
