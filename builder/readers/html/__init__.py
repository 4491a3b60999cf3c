"""HTML → the fields of an article: metadata, title, body and publication day, each with its origin."""
