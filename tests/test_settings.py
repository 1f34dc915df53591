"""Settings: one table of precedence, and every stop before anything is sent."""

import pytest

from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.settings import Overrides, Settings, resolve_settings

KEY = "sk-test-0123456789abcdef"


def resolved(overrides: Overrides, environ: dict[str, str], *, attended: bool = False) -> Settings:
    """Return settings that must be usable."""
    settings = resolve_settings(overrides, attended=attended, environ=environ)
    assert isinstance(settings, Settings), settings
    return settings


@pytest.mark.parametrize(
    ("overrides", "environ", "expected"),
    [
        ({}, {}, ("https://api.modelmax.io/v1", "default", "gemini-3-flash-preview", "default")),
        (
            {},
            {"MODELMAX_BASE_URL": "https://class.example/v1/", "MODELMAX_MODEL": "deepseek-v3.2"},
            ("https://class.example/v1", "MODELMAX_BASE_URL", "deepseek-v3.2", "MODELMAX_MODEL"),
        ),
        (
            {"base_url": "https://mine.example/v1", "model": "m"},
            {"MODELMAX_BASE_URL": "https://class.example/v1", "MODELMAX_MODEL": "deepseek-v3.2"},
            ("https://mine.example/v1", "Python code", "m", "Python code"),
        ),
    ],
)
def test_python_comes_before_the_environment_and_that_before_the_default(
    overrides: dict[str, str], environ: dict[str, str], expected: tuple[str, ...]
) -> None:
    """Each value says where it came from."""
    settings = resolved(Overrides(api_key=KEY, **overrides), environ)
    assert (settings.base_url, settings.base_url_source, settings.model, settings.model_source) == expected
    assert settings.key.reveal() == KEY


def test_with_no_key_and_a_person_there_the_simulator_answers() -> None:
    """A learner needs no key; the settings say that it is simulated."""
    assert resolved(Overrides(), {}, attended=True).simulated


@pytest.mark.parametrize(
    ("overrides", "environ", "attended"),
    [
        pytest.param({}, {}, False, id="unattended"),
        pytest.param(
            {}, {"MODELMAX_BASE_URL": "https://class.example/v1"}, True, id="base URL in a variable"
        ),
        pytest.param({"base_url": "https://class.example/v1"}, {}, True, id="base URL in Python"),
        pytest.param({"simulator": False}, {}, True, id="simulator off"),
        pytest.param({}, {"MODELMAX_API_KEY": " \n"}, False, id="blank key"),
    ],
)
def test_no_key_is_a_failure_where_an_invented_answer_could_be_taken_for_a_real_one(
    *, overrides: dict[str, object], environ: dict[str, str], attended: bool
) -> None:
    """Unattended, or with a base URL set, there is never a made-up answer."""
    failure = resolve_settings(Overrides(**overrides), attended=attended, environ=environ)
    assert isinstance(failure, Failure)
    assert failure.symptom is Symptom.NO_KEY


def test_the_simulator_switched_on_answers_also_unattended() -> None:
    """An explicit choice in the notebook is one."""
    settings = resolved(Overrides(simulator=True), {"MODELMAX_API_KEY": KEY})
    assert settings.simulated
    assert settings.key.reveal() == "sk-sim-good"


def test_a_simulator_key_means_the_simulator() -> None:
    """It could not mean anything at ModelMax itself."""
    settings = resolved(Overrides(api_key="sk-sim-empty"), {})
    assert settings.simulated
    assert settings.key.reveal() == "sk-sim-empty"


def test_a_simulator_key_goes_to_a_base_url_that_was_set() -> None:
    """A class server takes these keys itself."""
    settings = resolved(Overrides(api_key="sk-sim-empty", base_url="http://127.0.0.1:9/v1"), {})
    assert not settings.simulated


@pytest.mark.parametrize(
    ("base_url", "symptom"),
    [
        ("http://class.example/v1", Symptom.PLAIN_HTTP),
        ("http://192.168.1.5:8890/v1", Symptom.PLAIN_HTTP),
        ("api.modelmax.io/v1", Symptom.BAD_BASE_URL),
        ("ftp://api.modelmax.io/v1", Symptom.BAD_BASE_URL),
        ("https://user:secret@api.modelmax.io/v1", Symptom.BAD_BASE_URL),
        ("https://api.modelmax.io/v1?key=1", Symptom.BAD_BASE_URL),
        ("https://[::1", Symptom.BAD_BASE_URL),
    ],
)
def test_a_base_url_that_would_leak_or_break_is_refused(base_url: str, symptom: Symptom) -> None:
    """The key is not sent in the open to another machine, nor to half a URL."""
    failure = resolve_settings(Overrides(api_key=KEY, base_url=base_url), attended=True, environ={})
    assert isinstance(failure, Failure)
    assert failure.symptom is symptom
    assert "secret" not in failure.base_url


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8890", "localhost:8890", "127.8.8.8", "[::1]:80", "sim.localhost"]
)
def test_plain_http_to_this_machine_is_fine(host: str) -> None:
    """Nobody listens in between."""
    assert resolved(Overrides(api_key=KEY, base_url=f"http://{host}/v1"), {}).base_url == f"http://{host}/v1"


def test_plain_http_elsewhere_needs_consent() -> None:
    """With it, a class server on the local network works."""
    overrides = Overrides(api_key=KEY, base_url="http://192.168.1.5/v1", allow_http=True)
    assert resolved(overrides, {}).base_url == "http://192.168.1.5/v1"


def test_consent_to_plain_http_counts_for_one_host() -> None:
    """The key goes in the open to the host it was allowed for, and to no other until it is asked anew."""
    overrides = Overrides(api_key=KEY, base_url="http://192.168.1.5/v1", allow_http=True)
    assert resolved(overrides, {}).base_url == "http://192.168.1.5/v1"
    overrides.base_url = "http://192.168.1.5:8000/v1"
    assert resolved(overrides, {}).base_url == "http://192.168.1.5:8000/v1"
    overrides.base_url = "http://192.168.1.6/v1"
    refused = resolve_settings(overrides, attended=True, environ={})
    assert isinstance(refused, Failure)
    assert refused.symptom is Symptom.PLAIN_HTTP
    overrides.allow_http = True
    assert resolved(overrides, {}).base_url == "http://192.168.1.6/v1"
    overrides.base_url = "http://192.168.1.5/v1"
    assert isinstance(resolve_settings(overrides, attended=True, environ={}), Failure)


def test_a_pasted_line_break_is_cut_off_and_told() -> None:
    """One line for the reader, and a key that works."""
    settings = resolved(Overrides(), {"MODELMAX_API_KEY": KEY + "\n"})
    assert settings.key.reveal() == KEY
    assert settings.notices == ("Left out at the ends of the key: a line break.",)


def test_a_key_of_another_form_only_warns_at_another_host() -> None:
    """ModelMax's own host takes ``sk-`` keys alone."""
    overrides = Overrides(api_key="class-key-1234", base_url="https://class.example/v1")
    assert "does not begin with sk-" in resolved(overrides, {}).notices[0]
    failure = resolve_settings(Overrides(api_key="class-key-1234"), attended=True, environ={})
    assert isinstance(failure, Failure)
    assert failure.symptom is Symptom.BAD_KEY


def test_no_repr_holds_the_key() -> None:
    """Settings and overrides may be printed."""
    overrides = Overrides(api_key=KEY)
    assert KEY not in repr(overrides)
    assert KEY not in repr(resolved(overrides, {}))
