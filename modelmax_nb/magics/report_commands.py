"""``%modelmax report``: a bug report that is shown first, and written in a second step."""

from __future__ import annotations

import os
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from modelmax_nb.display.phrase import in_one_block
from modelmax_nb.magics import words
from modelmax_nb.magics.options import command_parser
from modelmax_nb.messages import Text

if TYPE_CHECKING:
    from modelmax_nb.bug_reports import BugReport
    from modelmax_nb.magics.magic import ModelMaxMagics

HELP = {
    "with-prompt": Text("report.option.with-prompt", "with your prompt, which is left out otherwise"),
    "write": Text("report.option.write", "write it to FILE, once you have seen it"),
}


def show_report(magics: ModelMaxMagics, rest: str) -> None:
    """Show a report of the last failure; write it once it has been seen."""
    from modelmax_nb.bug_reports import bug_report

    parser = command_parser(magics.session.language, "report", HELP)
    parser.option("--with-prompt", action="store_true")
    parser.option("--write", type=Path, metavar="FILE")
    options = parser.parse_args(parser.split(rest))
    report = bug_report(with_prompt=options.with_prompt, front_end=front_end(magics))
    if report is None:
        magics.print(magics.say(words.NOTHING_FAILED))
    elif options.write is None:
        _show(magics, report, magics.say(words.REPORT_SHOWN))
    elif magics.shown_report != report.text:
        _show(magics, report, magics.say(words.REPORT_FIRST))
    else:
        _write(magics, report, options.write)


def _show(magics: ModelMaxMagics, report: BugReport, said: str) -> None:
    magics.shown_report = report.text
    html = f"<pre>{escape(report.text, quote=False)}</pre><p>{escape(said)}</p>"
    magics.show(
        {
            "text/html": in_one_block(html),
            "text/plain": report.text,
        }
    )
    if magics.mode == "text":
        magics.print(said)


def _write(magics: ModelMaxMagics, report: BugReport, path: Path) -> None:
    """Write a report that was shown.

    Raises:
        UsageError: There is such a file already, or it cannot be written.
    """
    try:
        written = report.write(path)
    except FileExistsError:
        raise UsageError(magics.say(words.REPORT_EXISTS, name=path)) from None
    except OSError as error:
        raise UsageError(
            magics.say(words.REPORT_UNWRITABLE, name=path, reason=error.strerror or error)
        ) from None
    magics.print(magics.say(words.REPORT_WRITTEN, name=written))


def front_end(magics: ModelMaxMagics) -> str:
    """Return in which program the cell was run, as far as it shows; English, for a report."""
    parts = ["a kernel" if getattr(magics.shell, "kernel", None) is not None else "IPython in a terminal"]
    if "google.colab" in sys.modules:
        parts.append("Colab")
    if "VSCODE_PID" in os.environ or "__vsc_ipynb_file__" in magics.shell.user_ns:
        parts.append("VS Code")
    return ", ".join([*parts, f"cards: {magics.mode}"])
