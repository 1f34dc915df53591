"""The versions that this package asks for, read from its own metadata: one place says them."""

from __future__ import annotations

import re
from importlib import metadata

DISTRIBUTION = "modelmax-nb"
CLAUSE = re.compile(r"(>=|<=|==|!=|<|>)\s*([\w.*]+)")
COMPARED = 3  # numbers of a version that a range looks at


def requirement_of(name: str) -> str:
    """Return what this package asks of *name*: ``"jupyterlab<5,>=4.4"``, or *name* alone when nothing."""
    for requirement in _requirements():
        said = requirement.split(";")[0].strip()
        if re.split(r"[^\w.-]", said, maxsplit=1)[0].lower() == name.lower():
            return said
    return name


def fits(version: str, requirement: str) -> bool:
    """Tell whether *version* lies in the range of *requirement*."""
    have = _numbers(version)
    checks = {">=": have.__ge__, "<=": have.__le__, "==": have.__eq__, "!=": have.__ne__}
    checks |= {"<": have.__lt__, ">": have.__gt__}
    return all(checks[sign](_numbers(bound)) for sign, bound in CLAUSE.findall(requirement))


def _requirements() -> list[str]:
    try:
        return metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []


def _numbers(version: str) -> tuple[int, ...]:
    """Return the leading numbers of *version*, filled up with zeros so that 9 equals 9.0."""
    found = [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+]", version)[0])]
    return tuple([*found, 0, 0, 0][:COMPARED])
