"""Live controls under a card; ipywidgets is imported here alone."""
