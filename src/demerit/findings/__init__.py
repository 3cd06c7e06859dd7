"""What a scheme did to people: one file a question, each answer with its interval."""
