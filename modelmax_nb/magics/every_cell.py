"""A card under the failed calls of ordinary cells, and a traceback cut to the reader's own code.

What IPython does with an error stays as it is: the cell fails, ``%debug`` and ``%tb`` see everything,
handlers set by ``set_custom_exc`` are asked first. ``showtraceback`` is wrapped rather than such a handler
set: a shell has one handler, and whoever sets the next one takes its place. Nothing slow is imported before a
call fails.
"""
# mypy: disable-error-code="no-untyped-call, method-assign"

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from modelmax_nb.magics.background_errors import BackgroundErrors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

    from modelmax_nb.magics.client_keys import ClientKeys
    from modelmax_nb.magics.magic import ModelMaxMagics
    from modelmax_nb.magics.own_errors import Explained

SDK = "openai"


class EveryCell:
    """Watches the errors of one shell.

    Args:
        shell: Whose errors.
        magics: Says whether this is wanted, and how to show things.
    """

    def __init__(self, shell: InteractiveShell, magics: ModelMaxMagics) -> None:
        self._shell = shell
        self._magics = magics
        self._shown: BaseException | None = None
        self._kept: tuple[BaseException, Explained] | None = None
        self._before: dict[int, int] = {}
        self._installed = False
        self._client_keys: ClientKeys | None = None
        self._background = BackgroundErrors(self._clean)

    def install(self) -> None:
        """Begin to watch."""
        self._show_as_before: Callable[..., Any] = self._shell.showtraceback
        self._format_as_before: Callable[..., list[str]] = self._shell.InteractiveTB.structured_traceback
        self._shell.showtraceback = self._showtraceback
        self._shell.InteractiveTB.structured_traceback = self._structured_traceback
        self._shell.events.register("pre_run_cell", self._pre_run_cell)
        self._shell.events.register("post_run_cell", self._post_run_cell)
        self._background.install()
        self._installed = True

    def remove(self) -> None:
        """Leave nothing behind; what others have wrapped around it since only passes things on."""
        self._installed = False
        self._shown = None
        for holder, name, own in (
            (self._shell, "showtraceback", self._showtraceback),
            (self._shell.InteractiveTB, "structured_traceback", self._structured_traceback),
        ):
            if vars(holder).get(name) == own:
                before = self._show_as_before if holder is self._shell else self._format_as_before
                if getattr(before, "__self__", None) is holder:
                    delattr(holder, name)  # a method of its own, found again without us
                else:
                    setattr(holder, name, before)
        self._shell.events.unregister("pre_run_cell", self._pre_run_cell)
        self._shell.events.unregister("post_run_cell", self._post_run_cell)
        self._background.remove()

    # -- what IPython calls ---------------------------------------------------------------------------

    def _showtraceback(self, exc_tuple: Any = None, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - IPython's own
        """Show an error; one of a call with a short traceback and its card."""
        error = sys.exc_info()[1] if exc_tuple is None else exc_tuple[1]
        if error is None and self._show_whole_group():
            return None
        explained = self._explained(error)
        if error is None or explained is None:
            return self._show_as_before(exc_tuple, *rest, **named)
        if explained.grouped:
            self._show_group(error, explained.lines)
        else:
            # As IPython offers it: an exception may bring the lines of its own traceback.
            with _own_lines(error, explained.lines):
                self._show_as_before(exc_tuple, *rest, **named)
        self._show_card(error, explained)
        return None

    def _show_group(self, error: BaseException, lines: list[str]) -> None:
        """Show a group through IPython's own way out; IPython prints it beside that, keys and all."""
        self._shell._get_exc_info((type(error), error, error.__traceback__))  # noqa: SLF001 - no public way
        self._shell._showtraceback(type(error), error, lines)  # noqa: SLF001 - as above

    def _show_whole_group(self) -> bool:
        """Do ``%tb`` for a group of failed calls, of which IPython itself shows nothing."""
        last = getattr(sys, "last_value", None)
        if not isinstance(last, BaseExceptionGroup) or not self._wanted():
            return False
        from modelmax_nb.frames import touches_sdk
        from modelmax_nb.magics.tracebacks import whole_lines

        if not touches_sdk(last):
            return False
        self._show_group(last, whole_lines(last, self._shell, self._secrets(last)))
        return True

    def _structured_traceback(
        self,
        etype: Any,  # noqa: ANN401 - IPython's own
        evalue: Any = None,  # noqa: ANN401 - as above
        *rest: Any,  # noqa: ANN401 - as above
        **named: Any,  # noqa: ANN401 - as above
    ) -> list[str]:
        """Format any traceback, also for ``%tb`` and the history, without the keys of a failed call."""
        lines = self._format_as_before(etype, evalue, *rest, **named)
        if not self._wanted() or not isinstance(evalue, BaseException):
            return lines
        from modelmax_nb.frames import touches_sdk

        if not touches_sdk(evalue):
            return lines
        from modelmax_nb.magics.tracebacks import masked

        secrets = self._secrets(evalue)
        return [masked(line, secrets) for line in lines]

    def _pre_run_cell(self, _info: object) -> None:
        self._shown = None
        self._before = {}
        if self._installed and "modelmax_nb.simulator" in sys.modules:
            with suppress(Exception):  # a cell must not fail because nobody counts
                from modelmax_nb.magics.own_errors import requests_so_far

                self._before = requests_so_far(self._shell)

    def _post_run_cell(self, result: ExecutionResult | None) -> None:
        """Show the card where another handler took the error and did not pass it on."""
        if self._kept is not None and not self._captured():
            kept, self._kept = self._kept, None
            self._show_card(*kept)
        error = getattr(result, "error_in_exec", None)
        if error is None:
            self._look_at_keys()
        if error is None or error is self._shown:
            return
        explained = self._explained(error)
        if explained is not None:
            self._show_card(error, explained)

    def _look_at_keys(self) -> None:
        """Say that a client was made with a key no call can carry, before an error of it prints the key."""
        if not self._wanted():
            return
        with suppress(Exception):  # a cell must not fail because of a hint
            if self._client_keys is None:
                from modelmax_nb.magics.client_keys import ClientKeys

                self._client_keys = ClientKeys()
            from modelmax_nb.messages import in_language

            for said in self._client_keys.complaints(self._shell.user_ns):
                self._magics.print(in_language(said, self._magics.session.language))

    # -- what they do ---------------------------------------------------------------------------------

    def _captured(self) -> bool:
        """Tell whether ``%%capture`` takes what is displayed."""
        return type(self._shell.display_pub).__name__ == "CapturingDisplayPublisher"

    def _wanted(self) -> bool:
        return self._installed and self._magics.every_cell and SDK in sys.modules

    @staticmethod
    def _secrets(error: BaseException) -> tuple[str, ...]:
        try:
            from modelmax_nb.calls import secrets_of

            return secrets_of(error)
        except Exception:  # noqa: BLE001 - as in _explained; what looks like a key is masked all the same
            return ()

    def _clean(self, error: BaseException) -> None:
        """Take the keys out of an error that Python prints by itself; ``%modelmax why`` then explains it."""
        if self._explained(error) is not None or not self._wanted():
            return
        with suppress(Exception):  # as in _explained
            from modelmax_nb.frames import touches_sdk
            from modelmax_nb.magics.tracebacks import scrub

            if touches_sdk(error):
                scrub(error, self._secrets(error))

    def _explained(self, error: BaseException | None) -> Explained | None:
        """Return what is to be shown of *error*; None for an error that is not of a call."""
        if not isinstance(error, Exception) or not self._wanted() or error is self._shown:
            return None
        try:
            from modelmax_nb.magics.failed_calls import failed_call

            call = failed_call(error, self._shell)
            if call is None:
                return None
            from modelmax_nb.magics.own_errors import explain_own

            return explain_own(error, call, self._shell, self._before)
        except (Exception, KeyboardInterrupt):  # noqa: BLE001 - a fault of ours must not hide the reader's error
            return None

    def _show_card(self, error: BaseException, explained: Explained) -> None:
        self._shown = error
        if self._captured():  # the traceback is seen, and so the card must be: when the capture is over
            self._kept = (error, explained)
            return
        with suppress(Exception):  # as in _explained
            from modelmax_nb.widgets.presentation import CardDisplay

            mode = self._magics.mode
            if mode == "text":
                print()  # noqa: T201 - sets the card apart from the traceback above
            CardDisplay(mode, self._magics.session.language).show(explained.diagnosis)


@contextmanager
def _own_lines(error: BaseException, lines: list[str]) -> Iterator[None]:
    """Let *error* bring *lines* as its traceback for a while, if it takes an attribute."""
    name = "_render_traceback_"
    with suppress(AttributeError, TypeError):
        setattr(error, name, lambda: lines)
    try:
        yield
    finally:
        with suppress(AttributeError):
            delattr(error, name)
