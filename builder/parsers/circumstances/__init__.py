"""When, where and whether: a trigger and its sentence → day, place, status."""
