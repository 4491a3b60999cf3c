"""An article laid out for coding: who stands where in each sentence, and what becomes a draft of an event."""
