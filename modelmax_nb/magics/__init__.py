"""``%%modelmax`` and ``%modelmax``: they parse, delegate and show; IPython is imported here alone."""
