"""Where an answer turns: rules left out one by one, claims over draws, facts that rule out, least changes."""

from typing import Final

HEADLINE: Final = "headline"
"""The claim that stands for those that the headline makes."""
