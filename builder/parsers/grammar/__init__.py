"""How a language tells of events: its data files → patterns and frames, checked strictly."""
