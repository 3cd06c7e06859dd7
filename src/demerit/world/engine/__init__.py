"""What makes it happen: a district's first day, its mornings and its days."""
