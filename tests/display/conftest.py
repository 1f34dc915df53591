"""Fixtures for the renderers: each kind of card once."""

from __future__ import annotations

import pytest
import samples


@pytest.fixture(params=samples.ALL.values(), ids=samples.ALL)
def any_diagnosis(request: pytest.FixtureRequest) -> samples.Diagnosis:
    """One diagnosis after the other."""
    return request.param
