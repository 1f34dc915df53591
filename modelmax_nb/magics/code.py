"""``%modelmax code``: the last call as programs to take home."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.failure import Failure
from modelmax_nb.magics import words
from modelmax_nb.magics.options import command_parser
from modelmax_nb.messages import Text, in_language
from modelmax_nb.snippets import FORMS, LANGUAGES, render_program
from modelmax_nb.snippets import words as program_words
from modelmax_nb.snippets.plan import mend, plan_as_sent

if TYPE_CHECKING:
    from modelmax_nb.magics.magic import ModelMaxMagics
    from modelmax_nb.magics.options import OptionParser
    from modelmax_nb.session import Report
    from modelmax_nb.snippets.plan import Plan

USAGE = "code [--python|--async|--js|--curl] [--robust|--as-sent]"
HELP = {
    "python": Text("code.option.python", "as a Python program"),
    "async": Text("code.option.async", "as an asynchronous Python program"),
    "js": Text("code.option.js", "as a JavaScript program for Node"),
    "curl": Text("code.option.curl", "as a curl command"),
    "robust": Text("code.option.robust", "mended, and ready for failures (if left out)"),
    "as-sent": Text("code.option.as-sent", "as it was sent"),
}
BARE = {name: f"--{name}" for name in LANGUAGES} | {"javascript": "--js"}  # how they were asked for at first
SUMMARY_STYLE = "cursor:pointer;padding:4px 0"
# Long lines are scrolled to, never wrapped: a wrapped one would be copied as two.
PRE_STYLE = "overflow-x:auto;white-space:pre;padding:8px;margin:4px 0 8px"


class Section(NamedTuple):
    """The programs of one language: what each form is called, and its text."""

    title: str
    programs: list[tuple[str, str]]


def show_code(magics: ModelMaxMagics, rest: str) -> None:
    """Show the last call as programs: mended and robust, and as it was sent."""
    parser = code_parser(magics.session.language)
    options = parser.parse_args([BARE.get(word, word) for word in parser.split(rest)])
    if said_of_own_code(magics, "code"):
        return
    report = magics.session.last
    if report is None:
        print(magics.say(words.NOTHING_SENT))  # noqa: T201 - a cell's output
        return
    text = _sections(magics, report, options.languages or ["python"], options.forms or ["robust"])
    plain = "\n".join(program for section in text for _, program in section.programs)
    if not options.languages:
        plain = f"{plain}\n{magics.say(program_words.MORE_TEXT)}"
    if magics.mode == "text" or options.languages:
        print(plain)  # noqa: T201 - a cell's output
        return
    from IPython.display import display

    sections = _sections(magics, report, list(LANGUAGES), options.forms or list(FORMS))
    display({"text/html": render_sections(sections), "text/plain": plain}, raw=True)  # type: ignore[no-untyped-call]


def said_of_own_code(magics: ModelMaxMagics, command: str) -> bool:
    """Say that *command* is not for the reader's own code, if the last failure stands there; tell whether."""
    failed = magics.session.own_failed
    if failed is None:
        return False
    line = failed.place.lines[0] if failed.place is not None and failed.place.lines else None
    if line is None:
        place = magics.say(words.OWN_SOMEWHERE)
    elif line.file:
        place = magics.say(words.OWN_FILE, file=line.file, line=line.number)
    elif line.cell is None:
        place = magics.say(words.OWN_LINE, line=line.number)
    else:
        place = magics.say(words.OWN_CELL, cell=line.cell, line=line.number)
    magics.print(magics.say(words.OWN_FAILED[command], place=place))
    return True


def code_parser(language: str) -> OptionParser:
    """Return the parser of ``%modelmax code``."""
    parser = command_parser(language, "code", HELP)
    for name in (*LANGUAGES, *FORMS):
        parser.option(
            f"--{name}",
            dest="languages" if name in LANGUAGES else "forms",
            action="append_const",
            const=name,
        )
    return parser


def _sections(
    magics: ModelMaxMagics, report: Report, languages: list[str], forms: list[str]
) -> list[Section]:
    plans = _plans(magics, report)
    return [
        Section(
            magics.say(program_words.TITLES[language]),
            [
                (
                    in_language(plans[form].title, magics.session.language),
                    render_program(language, form, plans[form], magics.session.language),
                )
                for form in forms
            ],
        )
        for language in dict.fromkeys(languages)
    ]


def _plans(magics: ModelMaxMagics, report: Report) -> dict[str, Plan]:
    """Return what each form sends."""
    session = magics.session
    settings = session.settings()
    failure = report.diagnosis.failure if report.diagnosis else None
    simulated = not isinstance(settings, Failure) and settings.simulated
    url = session.simulator.url if simulated else None
    sent = plan_as_sent(
        report,
        (failure.base_url if failure else "") or settings.base_url,
        timeout=session.timeout,
        simulator_url=url,
        simulator_key=settings.key.reveal() if simulated and not isinstance(settings, Failure) else None,
    )
    return {"robust": mend(sent, report.diagnosis, url), "as-sent": sent}


def render_sections(sections: list[Section]) -> str:
    """Return programs as HTML: one fold a language, the first form open to be copied, the other below it."""
    folds = []
    for number, section in enumerate(sections):
        (first_title, first), *others = section.programs
        inner = f"<p><small>{escape(first_title)}</small></p>{_program(first)}"
        inner += "".join(_fold(escape(title), _program(program)) for title, program in others)
        folds.append(_fold(f"<strong>{escape(section.title)}</strong>", inner, is_open=not number))
    return f"<div>{''.join(folds)}</div>"


def _fold(summary: str, content: str, *, is_open: bool = False) -> str:
    begin = "<details open>" if is_open else "<details>"
    return f'{begin}<summary style="{SUMMARY_STYLE}">{summary}</summary>{content}</details>'


def _program(text: str) -> str:
    """Return one program; a line that can be scrolled must be reached by the keyboard too."""
    return f'<pre tabindex="0" style="{PRE_STYLE}">{escape(text.rstrip(), quote=False)}</pre>'
