"""Pictures of pages → the characters on them with their places, as if a PDF had told them."""
