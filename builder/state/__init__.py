"""What a run keeps between runs: results by (article content, coder key), the lock, and what of it is of no more use."""
