"""File formats: bytes → ``Draft``, the lines and what the format says of them."""
