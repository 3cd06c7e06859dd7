"""Who lives there: margins, people, ties, organisations, life, and how people respond."""
