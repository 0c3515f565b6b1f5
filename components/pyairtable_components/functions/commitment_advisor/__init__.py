"""Says what a commitment would save, and buys nothing."""
