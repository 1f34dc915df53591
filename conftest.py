"""Loads what holds for every test, those in ``notebooks/`` included."""

pytest_plugins = (
    "tests.harness.clean_environment",
    "tests.harness.loopback",
    "tests.harness.no_skips",
    "tests.harness.node_project",
    "tests.harness.ports",
    "tests.harness.strict_notebooks",
    "tests.harness.workers",
)
