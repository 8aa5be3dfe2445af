"""Two contracts compared: what changed, whom it breaks, and the proof."""
