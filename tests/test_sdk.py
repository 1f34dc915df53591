"""An openai library that does not fit is named on a card, and nothing is sent."""

from __future__ import annotations

import asyncio
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import openai
import pytest

import modelmax_nb
from modelmax_nb.catalog.software import OPENAI_NEEDED
from modelmax_nb.client import UnfitSdkError
from modelmax_nb.failure import Failure
from modelmax_nb.request import ChatRequest
from modelmax_nb.session import Call, Report

ROOT = Path(__file__).parents[1]
CALL = Call(request=ChatRequest(model="m", messages=({"role": "user", "content": "Hello"},)))


class OldClient:
    """Takes a client of httpx alone, as the openai library does before version 3."""

    def __init__(self, **_arguments: object) -> None:
        raise TypeError("Invalid `http_client` argument; Expected an instance of `httpx.Client`")


def ask_async() -> Report:
    """Ask without blocking."""
    return asyncio.run(modelmax_nb.current_session().ask_async(CALL))


@pytest.fixture(autouse=True)
def old_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """An openai library of version 1 in place of the installed one; no other way leads to one here."""
    monkeypatch.setattr(openai, "OpenAI", OldClient)
    monkeypatch.setattr(openai, "AsyncOpenAI", OldClient)
    modelmax_nb.configure(simulator=False, api_key="sk-test-1234", base_url="http://127.0.0.1:1/v1")


@pytest.mark.parametrize(
    "ask", [lambda: modelmax_nb.current_session().ask(CALL), ask_async], ids=["sync", "async"]
)
def test_a_call_ends_in_a_card_that_says_what_to_install(ask: object) -> None:
    """The version that is there and the one that is needed stand on it; no traceback of internals comes."""
    report = ask()  # type: ignore[operator]
    assert report.diagnosis.entry.slug == "sdk-does-not-fit"
    assert f"openai {openai.__version__} is installed; TypeError" in report.diagnosis.values["detail"]
    assert OPENAI_NEEDED in report.diagnosis.entry.what
    assert report.diagnosis.attempts == ()
    assert report.diagnosis.fixes[0].command == f'%pip install "{OPENAI_NEEDED}"'


def test_the_list_of_models_says_so_too() -> None:
    """It is fetched with the same client."""
    listed = modelmax_nb.current_session().list_models()
    assert isinstance(listed, Failure)
    assert listed.exception == "UnfitSdkError"


def test_a_client_of_ones_own_raises_what_can_be_explained() -> None:
    """``openai_client()`` names the library, with the first cause behind it."""
    with pytest.raises(UnfitSdkError, match=r"openai 3\.\S+ is installed") as raised:
        modelmax_nb.openai_client()
    assert isinstance(raised.value.__cause__, TypeError)
    assert modelmax_nb.explain(raised.value).entry.slug == "sdk-does-not-fit"


def test_a_library_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then there is no version to name."""

    def missing(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr("importlib.metadata.version", missing)
    with pytest.raises(UnfitSdkError, match="no openai library is installed"):
        modelmax_nb.openai_client()


def test_what_is_needed_is_what_we_require() -> None:
    """The card and ``pyproject.toml`` name the same versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert OPENAI_NEEDED in project["dependencies"]
