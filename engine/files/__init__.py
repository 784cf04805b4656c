"""How things are stored: networks, data tables, scenarios, sessions, reports; read with care, saved whole."""
