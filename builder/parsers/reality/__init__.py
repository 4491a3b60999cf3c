"""Whether an event is done, goes on, is to come, is recalled or not real: a trigger and its sentence → status and background."""
