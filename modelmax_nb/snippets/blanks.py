"""Templates with blanks such as ``@key@``, which look like the program that they become."""

from __future__ import annotations

import re

BLANK = re.compile(r"^(?P<indent>[ ]*)@(?P<alone>[a-z_]+)@\n|@(?P<within>[a-z_]+)@", re.MULTILINE)


def fill_in(template: str, **values: str) -> str:
    """Put *values* into the blanks of *template*, in one pass: what a value holds is never read as a blank.

    A value that stands alone on its line may have several lines, which are indented as the blank is; when it
    is empty, its line goes.
    """

    def value(match: re.Match[str]) -> str:
        if match["within"]:
            return values[match["within"]]
        text = values[match["alone"]]
        return (
            "".join(f"{match['indent']}{line}\n" if line else "\n" for line in text.split("\n"))
            if text
            else ""
        )

    return BLANK.sub(value, template).lstrip("\n")
