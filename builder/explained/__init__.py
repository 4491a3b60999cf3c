"""Why an article was coded as it was: spans, values and reasons → a record and two views."""
