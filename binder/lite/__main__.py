"""The command ``python -m binder.lite OUT``: build the course as a static site."""

import argparse
import sys
import time
from pathlib import Path

from .errors import BuildError
from .site import build, check_replaceable
from .work import WORK, Workshop

MEGABYTE = 1_000_000


def main(words: list[str] | None = None) -> int:
    """Build the site, or say in plain words why not; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m binder.lite", description=__doc__)
    parser.add_argument("out", type=Path, help="folder of the site; one that this command made is replaced")
    parser.add_argument(
        "--work",
        type=Path,
        default=WORK,
        help="where downloads are kept for the next time (default: %(default)s)",
    )
    options = parser.parse_args(words)
    began = time.monotonic()
    try:
        check_replaceable(options.out)
        build(options.out, Workshop(options.work))
    except (BuildError, OSError) as error:
        print(f"The site was not built. {error}", file=sys.stderr)  # noqa: T201 - this is a command
        return 1
    files = [path for path in options.out.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / MEGABYTE
    print(  # noqa: T201 - this is a command
        f"{options.out}: {len(files)} files, {size:.0f} MB, in {time.monotonic() - began:.0f} s.\n"
        f"To look at it: python -m http.server -d {options.out} 8000, then http://127.0.0.1:8000/"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
