"""Where an answer turns: rules left out one by one, claims over draws, facts that rule out, least changes."""
