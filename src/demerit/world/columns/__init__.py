"""What a world is made of: state, rules as tables, cells, the queue of events; all of it columns."""
