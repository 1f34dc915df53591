"""A picture for a lesson: drawn as SVG, and told again in words and in numbers.

The drawing travels as an image within ``text/html``, the one form that lasts everywhere. Inline SVG and
``image/svg+xml`` are lost in a notebook that JupyterLab does not trust yet, which is every notebook that was
cloned or opened on Binder. An image keeps its own paper and ink, so it can be read on a page of any
colour; where a style sheet may say so, a dark page turns it dark.

Source: measured (JupyterLab 4.6: its sanitizer takes ``svg`` away and leaves images with a ``data:``
address); reported (github.com/activeviam/atoti-notebooks/issues/425: GitHub shows such images).
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape

from modelmax_nb.columns import pad, width

IN_NUMBERS = "The same in numbers"
# Colours turn round on a dark page and keep their hue; the rule in front names each front end's mark.
STYLE = (
    "<style>"
    ".mmx-plot{max-width:460px;line-height:1.5}.mmx-plot img{display:block;max-width:100%;height:auto;"
    "margin:4px 0}.mmx-plot p{margin:.3em 0!important}.mmx-plot summary{cursor:pointer}"
    "[data-jp-theme-light=false] .mmx-plot img,.vscode-dark .mmx-plot img,html[theme=dark] .mmx-plot img"
    "{filter:invert(.93) hue-rotate(180deg)}"
    ".mmx-plot th,.mmx-plot td{text-align:left!important;padding:1px 1.2em 1px 0!important}"
    "</style>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a plot shows: as a drawing, in a sentence or two, and as a table.

    Attributes:
        title: What is to be seen, in a few words.
        description: What the drawing says, for those who do not see it.
        drawing: A whole SVG document.
        columns: The heads of the table.
        rows: The table, as it is read.
    """

    title: str
    description: str
    drawing: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return the figure for a front end."""
        del include, exclude
        return {"text/html": self.html(), "text/plain": self.text()}

    def __repr__(self) -> str:
        """Return the figure as text, for where there are no pictures."""
        return self.text()

    def html(self) -> str:
        """Return the drawing with its title above and its table below."""
        drawn = b64encode(self.drawing.encode()).decode()
        said = f"{self.title}, as a drawing. The words and numbers below tell the same."
        return (
            f'<div class="mmx-plot">{STYLE}<p><strong>{escape(self.title, quote=False)}</strong></p>'
            f'<img src="data:image/svg+xml;base64,{drawn}" alt="{escape(said)}" width="440">'
            f"<p>{escape(self.description, quote=False)}</p>"
            f"<details><summary>{IN_NUMBERS}</summary>{self._table()}</details></div>"
        )

    def text(self) -> str:
        """Return the title, the description and the table as plain text."""
        table = [self.columns, *self.rows]
        widths = [max(width(row[at]) for row in table) for at in range(len(self.columns))]
        lines = ["  ".join(pad(cell, wide) for cell, wide in zip(row, widths, strict=True)) for row in table]
        return "\n".join([self.title, self.description, *(f"  {line.rstrip()}" for line in lines)])

    def _table(self) -> str:
        head = "".join(f'<th scope="col">{escape(column, quote=False)}</th>' for column in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell, quote=False)}</td>' for cell in row)}</tr>"
            for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
