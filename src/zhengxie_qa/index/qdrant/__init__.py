"""The passage index on a Qdrant engine: inside this process or on a server, in one layout."""
