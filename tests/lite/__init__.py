"""A package of its own, so that the browser of these tests ends with the last of them."""
