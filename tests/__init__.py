"""The tests; a package by name, because IPython 7 puts another one of this name on the path."""
