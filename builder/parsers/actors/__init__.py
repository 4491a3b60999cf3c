"""Who is named: words → mentions of persons, offices, institutions and countries."""
