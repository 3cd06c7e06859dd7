"""Published measurements, and how a run is held against them."""
