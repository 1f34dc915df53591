"""Data in, strings out: the card, the answer and the timeline as text, HTML and Markdown."""
