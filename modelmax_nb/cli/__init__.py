"""The command ``modelmax-nb``: ``lab``, ``simulator``, ``doctor``, ``explain`` and ``check-secrets``."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from modelmax_nb.cli import words
from modelmax_nb.cli.complaint import CommandError
from modelmax_nb.cli.speech import say

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED = 1
INTERRUPTED = 130  # 128 + SIGINT, as shells count


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0 when it went well.

    Args:
        argv: The words after ``modelmax-nb``; those of this process when None.
    """
    _survive_narrow_consoles()
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads along, such as ``head``, has had enough; nothing may be written on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except CommandError as error:
        print(f"modelmax-nb: {error}", file=sys.stderr)  # noqa: T201 - this is the command line
        return error.code
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _survive_narrow_consoles() -> None:
    """Print a question mark where the console lacks a character, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(argv: list[str]) -> int:
    if argv[:1] == ["simulator"]:
        from modelmax_nb.simulator.__main__ import main as run_simulator

        return int(run_simulator(argv[1:]) or 0)
    end = argv.index("--") if "--" in argv else len(argv)
    ours, jupyter_words = argv[:end], argv[end + 1 :]
    options = _parser().parse_args(ours)
    if jupyter_words and options.command != "lab":
        raise CommandError(words.ONLY_LAB)
    return _dispatch(options, jupyter_words)


def _dispatch(options: argparse.Namespace, jupyter_words: list[str]) -> int:
    """Import what the command needs, and nothing else: ``--help`` stays instant."""
    if options.command == "lab":
        from modelmax_nb.cli.lab import open_lab

        return open_lab(options.folder, jupyter_words, browser=options.browser, start=options.start)
    if options.command == "doctor":
        from modelmax_nb.cli.doctor import print_checks

        return print_checks(online=options.online)
    if options.command == "check-secrets":
        from modelmax_nb.cli.secrets import print_secrets

        return print_secrets(options.paths, history=options.history)
    from modelmax_nb.cli.explain import print_explanation, print_list

    if options.list is not None:
        return print_list(options.list)
    return print_explanation(options.file, options.status)


def _parser() -> argparse.ArgumentParser:
    from modelmax_nb import __version__

    parser = argparse.ArgumentParser(prog="modelmax-nb", description=say(words.DESCRIPTION))
    parser.add_argument("--version", action="version", version=f"modelmax-nb {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    lab = commands.add_parser(
        "lab",
        help=say(words.HELP_LAB),
        usage="modelmax-nb lab [FOLDER] [--no-open] [--copy-only] [-- JUPYTERLAB-OPTIONS]",
    )
    folder = Path("modelmax-notebooks")
    lab.add_argument("folder", nargs="?", type=Path, default=folder, help=say(words.HELP_FOLDER))
    lab.add_argument("--no-open", dest="browser", action="store_false", help=say(words.HELP_NO_OPEN))
    lab.add_argument("--copy-only", dest="start", action="store_false", help=say(words.HELP_COPY_ONLY))
    commands.add_parser("simulator", help=say(words.HELP_SIMULATOR))
    doctor = commands.add_parser("doctor", help=say(words.HELP_DOCTOR))
    doctor.add_argument("--online", action="store_true", help=say(words.HELP_ONLINE))
    explain = commands.add_parser("explain", help=say(words.HELP_EXPLAIN), epilog=say(words.EXPLAIN_CODES))
    explain.add_argument("file", nargs="?", default="-", help=say(words.HELP_FILE))
    explain.add_argument("--status", type=int, help=say(words.HELP_STATUS))
    explain.add_argument("--list", nargs="?", const="", metavar="WORD", help=say(words.HELP_LIST))
    secrets = commands.add_parser(
        "check-secrets", help=say(words.HELP_SECRETS), epilog=say(words.SECRETS_CODES)
    )
    secrets.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=say(words.HELP_PATHS))
    secrets.add_argument("--history", action="store_true", help=say(words.HELP_HISTORY))
    return parser
