"""Keeps what a tried function prints and displays out of the notebook, and nobody else's."""

from __future__ import annotations

import io
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from modelmax_nb.classroom.cells import shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Routed(io.TextIOBase):
    """An output that takes what some threads print, and hands on what the others do."""

    def __init__(self, usual: Any, kept: io.StringIO, applies: Callable[[], bool]) -> None:  # noqa: ANN401 - any stream
        self._usual = usual
        self._kept = kept
        self._applies = applies

    def write(self, text: str) -> int:
        """Keep *text*, or hand it on."""
        written: int = (self._kept if self._applies() else self._usual).write(text)
        return written

    def flush(self) -> None:
        """Let out what was handed on."""
        self._usual.flush()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the usual stream has
        return getattr(self._usual, name)


@contextmanager
def quiet(applies: Callable[[], bool]) -> Iterator[io.StringIO]:
    """Keep what is printed by threads for which *applies* says so, and drop what they display."""
    kept = io.StringIO()
    with ExitStack() as back:
        back.callback(setattr, sys, "stdout", sys.stdout)
        sys.stdout = _Routed(sys.stdout, kept, applies)
        running = shell()
        if running is not None:
            back.callback(setattr, running, "display_pub", running.display_pub)
            running.display_pub = _routed_publisher(running.display_pub, applies)
        yield kept


def _routed_publisher(usual: Any, applies: Callable[[], bool]) -> Any:  # noqa: ANN401 - IPython of any version
    from IPython.core.displaypub import DisplayPublisher

    class RoutedPublisher(DisplayPublisher):
        """Drops what some threads display, and hands on what the others do."""

        def publish(self, *values: Any, **named: Any) -> None:  # noqa: ANN401 - as the real one
            """Drop it, or hand it on."""
            if not applies():
                usual.publish(*values, **named)

        def clear_output(self, *values: Any, **named: Any) -> None:  # noqa: ANN401 - as the real one
            """Do nothing, or hand it on."""
            if not applies():
                usual.clear_output(*values, **named)

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what a kernel's own has
            return getattr(usual, name)

    return RoutedPublisher()  # type: ignore[no-untyped-call]
