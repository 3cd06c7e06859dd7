"""One synthetic life: who is chosen, what happened, and how it is told."""
