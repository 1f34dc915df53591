"""The options of ``%%modelmax``: read from its line, with a hint for a slip of the pen."""

from __future__ import annotations

import argparse
import re
import shlex
from functools import cache
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, NoReturn

from IPython.core.error import UsageError

from modelmax_nb.magics import words
from modelmax_nb.messages import DEFAULT_LANGUAGE, Saying, Text, say

if TYPE_CHECKING:
    from collections.abc import Mapping

# A key is long and holds a digit; "sk-learn" is none.
KEY_ON_LINE = re.compile(
    r"\bsk-(?!sim-)(?=[\w-]*\d)[\w-]{12,}|--?api[-_]?key\b|\bapi[-_]?key\s*=", re.IGNORECASE
)


class OptionParser(argparse.ArgumentParser):
    """A parser whose errors are ``UsageError`` and name the option that was probably meant.

    Args:
        language: In which it speaks.
        **keywords: For argparse.
    """

    def __init__(self, language: str, **keywords: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(**keywords, add_help=False)
        self.language = language
        self.said: Mapping[str, Text] = {}
        self._optionals.title = say(words.OPTIONS, language)
        self._positionals.title = say(words.ARGUMENTS, language)
        self.add_argument("-h", "--help", action="help", help=say(words.HELP_OPTION, language))

    def option(self, *names: str, **keywords: Any) -> None:  # noqa: ANN401 - argparse's own
        """Add an option with what is said of it, by the last of its names."""
        text = say(self.said[names[-1].removeprefix("--")], self.language)
        self.add_argument(*names, help=text.replace("%", "%%"), **keywords)

    def format_help(self) -> str:
        """Return the help; argparse's own first word in the reader's language."""
        return super().format_help().replace("usage: ", say(words.USAGE, self.language, rest=""), 1)

    def error(self, message: str) -> NoReturn:
        """Refuse the line."""
        raise UsageError(
            say(
                words.BAD_OPTION,
                self.language,
                problem=self._in_words(message) + self._hint(message),
                command=self.prog.replace("%%", "%"),
            )
        )

    def _in_words(self, message: str) -> str:
        """Return argparse's *message* in the reader's language, if it is one that we know."""
        needed = (words.ONE_ATTEMPT_NEEDED, words.ONE_NEEDED, words.SECONDS_NEEDED)
        ours = {text.english: Saying(text) for text in needed}
        for text in words.PROBLEMS.values():
            pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(text.english))
            match = re.fullmatch(pattern, message, re.DOTALL)
            if match:
                values = {name: ours.get(value, value) for name, value in match.groupdict().items()}
                return say(text, self.language, **values)
        return message

    def _hint(self, message: str) -> str:
        import difflib

        options = [
            name for action in self._actions for name in action.option_strings if name.startswith("--")
        ]
        for word in re.findall(r"--[a-z][\w-]*", message):
            near = difflib.get_close_matches(word, options, n=1)
            if near and word not in options:
                return say(words.DID_YOU_MEAN, self.language, name=near[0])
        return ""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:  # noqa: ARG002 - argparse's signature
        """End after ``--help`` without ending the kernel."""
        raise HelpShown

    def split(self, line: str) -> list[str]:
        """Cut *line* into words as a shell does."""
        try:
            return shlex.split(line)
        except ValueError as error:
            self.error(say(words.UNREADABLE_LINE, self.language, problem=error))


def asks_for_help(rest: str) -> bool:
    """Tell whether the words after a command ask what it does."""
    return not {"-h", "--help"}.isdisjoint(rest.split())


def command_parser(language: str, command: str, options: Mapping[str, Text]) -> OptionParser:
    """Return the parser of ``%modelmax`` *command*, to which its *options* are still to be added.

    Args:
        language: In which it speaks.
        command: One of the commands.
        options: What each option does, by its name; :meth:`OptionParser.option` looks it up.
    """
    parser = OptionParser(
        language,
        prog=f"%modelmax {command}",
        description=say(words.COMMANDS[command], language),
        allow_abbrev=False,
    )
    parser.said = options
    return parser


class HelpShown(Exception):  # noqa: N818 - no error: the help was printed and nothing else is to be done
    """The reader asked for help and got it."""


def refuse_keys(line: str, language: str) -> None:
    """Stop at a line that holds a key.

    Raises:
        UsageError: It says how to clean up; the key is not repeated.
    """
    if KEY_ON_LINE.search(line):
        raise UsageError(say(words.KEY_REFUSED, language))


HELP = {
    option: Text(f"option.{option}", help_)
    for option, help_ in {
        "model": "model to ask; %modelmax models lists them",
        "system": "instructions put in front of the prompt",
        "temperature": "0 to 2: how freely the model chooses words",
        "top-p": "0 to 1: how many of the likely words it chooses from",
        "max-tokens": "upper limit of the answer's length",
        "stop": "end the answer at TEXT (repeatable, up to 4)",
        "output": "put the answer into the variable NAME",
        "var": "put the value of NAME where the cell says {NAME} (repeatable); other braces stay as they are",
        "image": "show the model the picture in FILE (repeatable, up to 3)",
        "attempts": "requests in all when the provider fails; 3 if left out",
        "deadline": "no new attempt begins after this; 60 if left out",
        "timeout": "give up after this long a silence; 120 if left out",
        "fallback": "ask MODEL when the first one's provider fails (repeatable)",
        "stream": "show the answer as it arrives; if left out, where somebody watches",
        "chat": "keep the turn in the conversation NAME",
        "dry-run": "show the request and send nothing",
        "no-raise": "show the card but let the cell succeed",
    }.items()
}
DESCRIPTION = Text("cell.description", "Send the cell to a model and show its answer, or why there is none.")


@cache
def cell_parser(language: str = DEFAULT_LANGUAGE) -> OptionParser:
    """Return the parser of ``%%modelmax``."""
    parser = OptionParser(
        language, prog="%%modelmax", description=say(DESCRIPTION, language), allow_abbrev=False
    )

    parser.said = HELP
    add = parser.option
    add("-m", "--model", metavar="ID")
    add("-s", "--system", metavar="TEXT")
    add("-t", "--temperature", type=_number, metavar="N")
    add("--top-p", type=_number, metavar="N")
    add("--max-tokens", type=int, metavar="N")
    add("--stop", action="append", default=[], metavar="TEXT")
    add("-o", "--output", metavar="NAME")
    add("-v", "--var", action="append", default=[], metavar="NAME")
    add("--image", action="append", default=[], metavar="FILE")
    add("--attempts", type=at_least_one, metavar="N")
    add("--deadline", type=positive, metavar="SECONDS")
    add("--timeout", type=positive, metavar="SECONDS")
    add("--fallback", action="append", default=[], metavar="MODEL")
    add("--stream", action=argparse.BooleanOptionalAction, default=None)
    add("--chat", metavar="NAME")
    add("--dry-run", action="store_true")
    add("--no-raise", action="store_true")
    return parser


def _number(text: str) -> float:
    """Read a number and keep its form: a card shows 5 where 5 was typed."""
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,9}", text) else float(text)


_number.__name__ = "float"  # what argparse says of a word that is none


def at_least_one(text: str) -> int:
    """Read a whole number of at least 1, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(say(words.ONE_ATTEMPT_NEEDED))
    return number


at_least_one.__name__ = "int"  # as above


def counted(text: str) -> int:
    """Read how many things are wanted, at least 1, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(say(words.ONE_NEEDED))
    return number


counted.__name__ = "int"


def positive(text: str) -> float:
    """Read a number of seconds above 0, for argparse."""
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(say(words.SECONDS_NEEDED))
    return number


positive.__name__ = "float"


def unread_picture(error: OSError | ValueError, language: str) -> UsageError:
    """Return what to raise for a picture that cannot be read; nothing was sent."""
    problem = (
        f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.strerror else error
    )
    return UsageError(say(words.PICTURE_NOT_READ, language, problem=problem))


def parse_cell_line(line: str, language: str) -> argparse.Namespace:
    """Read the line of ``%%modelmax``.

    Raises:
        UsageError: An option is wrong, or the line holds a key.
        HelpShown: The line asked for help.
    """
    refuse_keys(line, language)
    parser = cell_parser(language)
    options = parser.parse_args(parser.split(line))
    check_output(parser, options.output)
    return options


def check_output(parser: OptionParser, name: str | None) -> None:
    """Stop where ``--output`` names no variable.

    Raises:
        UsageError: It does not.
    """
    if name and (not name.isidentifier() or iskeyword(name)):
        parser.error(say(words.BAD_OUTPUT, parser.language, name=name))
