"""The day of an event: a trigger, its sentence and the story → DateRange."""
