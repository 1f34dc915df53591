"""Variables in a prompt: only those that were named, so that JSON and code keep their braces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from modelmax_nb.magics import words
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def fill_prompt(cell: str, names: Sequence[str], variables: Mapping[str, object], language: str) -> str:
    """Return *cell* with ``{name}`` replaced by the variable's ``str`` for each of *names*.

    One pass: a value is never searched for further names.

    Raises:
        UsageError: A variable does not exist, or the cell does not mention it.
    """
    for name in names:
        if name not in variables:
            import difflib

            near = difflib.get_close_matches(
                name, [known for known in variables if not known.startswith("_")], n=1
            )
            hint = say(words.DID_YOU_MEAN, language, name=near[0]) if near else ""
            raise UsageError(say(words.NO_VARIABLE, language, name=name) + hint)
        if f"{{{name}}}" not in cell:
            raise UsageError(say(words.VARIABLE_UNUSED, language, name=name, place=f"{{{name}}}"))
    if not names:
        return cell
    pattern = re.compile(r"\{(" + "|".join(map(re.escape, names)) + r")\}")
    return pattern.sub(lambda match: str(variables[match[1]]), cell)
