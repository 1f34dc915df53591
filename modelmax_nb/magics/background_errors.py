"""Errors of threads and of tasks that nobody awaits: no key in what Python prints of them.

Python itself prints these, past IPython, so the words of the exceptions are cleaned before it does.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class BackgroundErrors:
    """Stands before Python's own ways of printing an error that no cell ended in.

    Args:
        clean: Takes the keys out of an error, and says what can be said of it.
    """

    def __init__(self, clean: Callable[[BaseException], None]) -> None:
        self._clean = clean
        self._installed = False

    def install(self) -> None:
        """Begin."""
        self._print_as_before = threading.excepthook
        threading.excepthook = self._thread_ended
        logging.getLogger("asyncio").addFilter(self._cleaned)
        self._installed = True

    def remove(self) -> None:
        """Leave nothing behind; a hook that somebody has set since only passes things on."""
        self._installed = False
        if threading.excepthook == self._thread_ended:
            threading.excepthook = self._print_as_before
        logging.getLogger("asyncio").removeFilter(self._cleaned)

    def _thread_ended(self, args: threading.ExceptHookArgs) -> None:
        if self._installed and args.exc_value is not None:
            self._clean(args.exc_value)
        self._print_as_before(args)

    def _cleaned(self, record: logging.LogRecord) -> bool:
        """Clean what asyncio reports of a task whose error was never looked at; let every record pass."""
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if error is not None:
            self._clean(error)
        return True
