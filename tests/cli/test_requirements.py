"""Version ranges, as far as this package's own metadata uses them."""

import pytest

from modelmax_nb.cli.requirements import fits, requirement_of


@pytest.mark.parametrize(
    ("version", "requirement", "expected"),
    [
        ("9.18.1", "ipython>=9", True),
        ("9", "ipython>=9.0.0", True),
        ("8.37", "ipython>=9", False),
        ("5.0.0", "jupyterlab<5,>=4.4", False),
        ("4.10.0", "jupyterlab<5,>=4.4", True),
        ("4.6.0rc1", "jupyterlab<5,>=4.4", True),
        ("1.2.3", "anything", True),
    ],
)
def test_fits(version: str, requirement: str, expected: bool) -> None:
    """Numbers are compared as numbers, part by part."""
    assert fits(version, requirement) is expected


def test_requirement_comes_from_the_metadata() -> None:
    """What pip was told is what the user is told."""
    assert requirement_of("openai") == "openai<4,>=3.40"
    assert requirement_of("JupyterLab") == "jupyterlab<5,>=4.4"


def test_unknown_package_has_no_range() -> None:
    """A package that we do not name may have any version."""
    assert requirement_of("numpy") == "numpy"
