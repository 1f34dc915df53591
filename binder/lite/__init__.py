"""Builds the course as a static site that runs in the browser alone: ``python -m binder.lite OUT``."""
