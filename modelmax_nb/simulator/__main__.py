"""The simulator on its own, for a class or for other clients: ``python -m modelmax_nb.simulator``."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from .accounts import KEY_MEANINGS
from .clock import RealClock
from .listing import curl_line
from .simulator import Simulator

_LOOPBACK = {"127.0.0.1", "localhost"}


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C.

    Args:
        argv: Arguments without the program's name; those of the command line when None.

    Returns:
        The exit code: 0 after Ctrl-C, 1 when the server cannot start, 2 for arguments that make no sense.
    """
    options = _parser().parse_args(argv)
    try:
        simulator = _simulator(options)
    except (ValueError, OSError) as problem:
        return _complain(str(problem), 2)
    try:
        url = simulator.serve(options.host, options.port)
    except OSError as problem:
        return _complain(f"cannot listen on {options.host}:{options.port}: {problem.strerror or problem}", 1)
    try:
        _say(_greeting(url, options.host))
        while True:
            time.sleep(1)  # a Ctrl-C that comes just before a sleep is seen only after it
    except KeyboardInterrupt:
        _say("\nThe simulator has stopped.")
    finally:
        simulator.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="modelmax-nb simulator",
        description="A simulated ModelMax: no network, no key, no money. GET / lists keys and scenarios.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: this machine only)")
    parser.add_argument("--port", type=int, default=8890, help="0 takes a free one (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="decides replies, pictures and ids")
    parser.add_argument("--speed", type=float, default=1.0, help="10 makes all waits ten times shorter")
    parser.add_argument("--script", default="", help='what happens next: "502 outage, 502 throttle, ok"')
    parser.add_argument("--repeat", action="store_true", help="start the script again after its last step")
    parser.add_argument("--journal", type=Path, help="file to append what happened to, as JSON lines")
    return parser


def _simulator(options: argparse.Namespace) -> Simulator:
    """Make the simulator; raises ValueError or OSError for options that make no sense."""
    if options.journal is not None:
        options.journal.open("a").close()
    simulator = Simulator(options.seed, RealClock(options.speed), journal_file=options.journal)
    simulator.play(options.script, repeat=options.repeat)
    return simulator


def _greeting(url: str, host: str) -> str:
    origin = url.removesuffix("/v1")
    keys = "\n".join(f"  {key:<16}{meaning}" for key, meaning in KEY_MEANINGS.items())
    reach = (
        ""
        if host in _LOOPBACK
        else "\nEverybody in this network can reach it, under this machine's own address."
    )
    return f"""\
The ModelMax simulator is running. Ctrl-C stops it.{reach}

Base URL  {url}
Keys
{keys}

Make it fail (all scenario names: {origin}/)
  {curl_line(origin)}"""


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _complain(text: str, code: int) -> int:
    sys.stderr.write(f"modelmax-nb simulator: {text}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
