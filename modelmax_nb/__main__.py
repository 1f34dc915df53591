"""``python -m modelmax_nb``: the command line, where ``modelmax-nb`` is not on the path."""

import sys

from modelmax_nb.cli import main

if __name__ == "__main__":
    sys.exit(main())
