"""Teaching the passage reader: a small transformer that says how well a sentence answers a question."""
