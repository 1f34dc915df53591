"""Ask ModelMax from a notebook cell."""
