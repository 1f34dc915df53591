"""Where a key has got to: patterns, and the places in which notebooks and IPython keep what was typed."""
