"""Where work runs: a function and a stream of items → a stream of results, in any number of processes."""
