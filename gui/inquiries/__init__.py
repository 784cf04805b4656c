"""What is worked out beside belief while a panel that shows it is in sight."""
