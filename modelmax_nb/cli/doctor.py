"""``modelmax-nb doctor``: one line for each thing that has to be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.cli import installation, service, words
from modelmax_nb.cli.check import Verdict
from modelmax_nb.cli.speech import say
from modelmax_nb.columns import pad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from modelmax_nb.cli.check import Check

OFFLINE: tuple[Callable[[], Iterator[Check]], ...] = (
    installation.python,
    installation.packages,
    installation.kernel,
    installation.node,
    installation.folder,
    service.key,
    service.env_file,
    service.address,
    service.simulator,
)


def print_checks(*, online: bool) -> int:
    """Print the checks as they are made; return 1 when there is a fault.

    Args:
        online: Whether to ask the service for its model list; nothing else uses the network.
    """
    faults = 0
    for look in (*OFFLINE, service.model_list) if online else OFFLINE:
        for check in look():
            faults += check.verdict is Verdict.FAULT
            verdict = say(words.VERDICTS[check.verdict.value])
            subject = say(words.SUBJECTS[check.subject]) if check.subject in words.SUBJECTS else check.subject
            print(f"{pad(verdict, 6)} {pad(subject, 18)} {check.finding}", flush=True)  # noqa: T201
    return 1 if faults else 0
