"""Pytest plugin: with ``MODELMAX_REQUIRE_ALL=1`` a skip is a failure, so that nothing stays unseen in CI."""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

ReportType = TypeVar("ReportType", pytest.TestReport, pytest.CollectReport)
VARIABLE = "MODELMAX_REQUIRE_ALL"


def is_required() -> bool:
    """Tell whether every test has to run."""
    return os.environ.get(VARIABLE, "") not in {"", "0"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one."""
    report = yield
    return _without_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped module into a failed one."""
    report = yield
    return _without_skip(report)


def _without_skip(report: ReportType) -> ReportType:
    if report.skipped and is_required() and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"{reason}\n{VARIABLE} is set: a test that does not run counts as failed."
    return report
