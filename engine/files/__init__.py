"""How things are stored: networks, data tables, scenarios, sessions and reports, read with care and saved whole."""
