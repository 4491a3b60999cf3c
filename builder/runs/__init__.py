"""One run: batches of articles go to workers, their books are kept on disk, and what they made is checked and put in order."""
