"""Where an answer turns, as pages and sentences: claims, what facts rule out, least changes."""
