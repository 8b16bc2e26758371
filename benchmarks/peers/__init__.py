"""Other toolkits over the same documents and questions, each in an environment and a process of its own."""
