"""What we know of each cause of failure, one entry a cause; ``entries.ENTRIES`` has them all."""
