"""Key, base URL and model of a call, and where each came from: one table of precedence.

- key: Python argument or prompt, ``MODELMAX_API_KEY``, Colab's secrets, the system keyring, ``.env`` (opt-in)
- base URL: Python argument or ``%config``, ``MODELMAX_BASE_URL``, ``https://api.modelmax.io/v1``
- model: ``-m``, Python argument or ``%config``, ``MODELMAX_MODEL``, ``gemini-3-flash-preview``

The simulator answers when it was switched on, when a simulator's key is given, or when there is no key,
no base URL and a person is there to see that the answer is simulated.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.keys import GIVEN_IN_PYTHON, SIMULATOR_PREFIX, TRIMMED, Secret, check_key, find_key
from modelmax_nb.messages import Saying, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BASE_URL = "https://api.modelmax.io/v1"
MODELMAX_HOST = "api.modelmax.io"
MODEL = "gemini-3-flash-preview"
DEFAULT_SOURCE = Saying(Text("source.default", "default"))
SIMULATOR_KEY = "sk-sim-good"
SIMULATOR_SOURCE = Saying(Text("source.simulator", "the simulator"))
UNUSUAL_KEY = Saying(
    Text("notice.key-unusual", "The key does not begin with sk-, as ModelMax's keys do; it is sent as it is.")
)
# what is wrong with a base URL
NO_URL = Saying(Text("url.problem.none", "it is no URL"))
NO_HTTPS = Saying(Text("url.problem.beginning", "it does not begin with https:// and a host name"))
USER_IN_URL = Saying(Text("url.problem.user", "it holds a user name or password"))
QUERY_IN_URL = Saying(Text("url.problem.query", "it has a part after ? or #"))


@dataclass(slots=True, kw_only=True)
class Overrides:
    """What was said in Python, by ``%config`` or at a prompt; None where nothing was.

    Attributes:
        api_key: A key, or a function that returns one.
        api_key_source: Where that came from, in words.
        base_url: Where requests go.
        model: Default model.
        simulator: True to answer from the simulator, False never to, None to decide by the key.
        simulator_key: The simulator's account to use, by its key.
        simulator_base_url: What the simulator's base URL is taken to be; lessons break it on purpose.
        allow_http: Consent to send a key over plain http to another machine. It counts for one host: the
            first it is used for. Setting it anew is a new consent.
        env_file: A ``.env`` file to read the key from.
        http_host: The host that the consent was used for; None before that.
    """

    api_key: str | Callable[[], str] | None = field(default=None, repr=False)
    api_key_source: str = GIVEN_IN_PYTHON
    base_url: str | None = None
    model: str | None = None
    simulator: bool | None = None
    simulator_key: str = SIMULATOR_KEY
    simulator_base_url: str = BASE_URL
    allow_http: bool = False
    env_file: str | None = None
    http_host: str | None = None

    def __setattr__(self, name: str, value: object) -> None:
        """Set a value; a consent to plain http that is given or taken back forgets its host."""
        object.__setattr__(self, name, value)
        if name == "allow_http":
            object.__setattr__(self, "http_host", None)

    def allows_http_to(self, host: str) -> bool:
        """Tell whether a key may go to *host* over plain http."""
        if self.allow_http and self.http_host is None:
            self.http_host = host
        return self.allow_http and self.http_host == host


class Settings(NamedTuple):
    """What a call uses, and where each value came from.

    Attributes:
        key: The key; it hides itself.
        key_source: In words, such as ``"MODELMAX_API_KEY"``.
        base_url: With ``/v1``, without a slash at its end.
        base_url_source: In words.
        model: Default model.
        model_source: In words.
        simulated: Whether the embedded simulator answers.
        notices: Sentences for the reader, such as that a blank was cut off the key.
    """

    key: Secret
    key_source: str
    base_url: str
    base_url_source: str
    model: str
    model_source: str
    simulated: bool = False
    notices: tuple[str, ...] = ()

    def same_as(self, other: Settings) -> bool:
        """Tell whether a client built for *other* serves these settings too."""
        return (self.base_url, self.simulated, self.key.reveal()) == (
            other.base_url,
            other.simulated,
            other.key.reveal(),
        )


def resolve_settings(
    overrides: Overrides, *, attended: bool, environ: Mapping[str, str] | None = None
) -> Settings | Failure:
    """Work out the settings of a call.

    Args:
        overrides: What was said in this session.
        attended: Whether a person is there to see the answer.
        environ: The environment; the process's own when None.

    Returns:
        The settings, or the failure that stops the call before anything is sent.
    """
    environ = os.environ if environ is None else environ
    base_url, base_url_source = _first(overrides.base_url, environ.get("MODELMAX_BASE_URL"), BASE_URL)
    model, model_source = _first(overrides.model, environ.get("MODELMAX_MODEL"), MODEL)
    base_url = base_url.strip().rstrip("/")
    settings = Settings(
        key=Secret(""),
        key_source="",
        base_url=base_url,
        base_url_source=_name(base_url_source, "MODELMAX_BASE_URL"),
        model=model.strip(),
        model_source=_name(model_source, "MODELMAX_MODEL"),
    )
    if overrides.simulator:
        return _simulated(settings, overrides.simulator_key, overrides.simulator_base_url)
    found, notices = find_key(
        overrides.api_key, environ, overrides.env_file, explicit_source=overrides.api_key_source
    )
    default_url = settings.base_url_source == DEFAULT_SOURCE
    if default_url and overrides.simulator is None:
        if found is not None and found.value.strip().startswith(SIMULATOR_PREFIX):
            return _simulated(settings, found.value, BASE_URL)
        if found is None and attended:
            return _simulated(settings, SIMULATOR_KEY, BASE_URL)
    problem = _base_url_problem(base_url, overrides.allows_http_to)
    context = Failure(symptom=Symptom.NO_KEY, base_url=_without_userinfo(base_url), model=settings.model)
    if problem is not None:
        return replace(context, symptom=problem[0], detail=problem[1])
    if found is None:
        return replace(context, detail=notices[0] if notices else "")
    return _with_key(settings, context, found.value, found.source, notices)


def _with_key(
    settings: Settings, context: Failure, raw: str, source: str, notices: tuple[str, ...]
) -> Settings | Failure:
    """Check the key that was found and put it into *settings*."""
    at_modelmax = urlsplit(settings.base_url).hostname == MODELMAX_HOST
    checked = check_key(raw, must_begin_with_sk=at_modelmax)
    if checked.key is None:
        if not checked.problem:
            return context
        return replace(context, symptom=Symptom.BAD_KEY, key_source=source, detail=checked.problem)
    if checked.trimmed:
        notices = (*notices, Saying(TRIMMED, what=checked.trimmed))
    if not at_modelmax and not checked.key.reveal().startswith("sk-"):
        notices = (*notices, UNUSUAL_KEY)
    return settings._replace(key=checked.key, key_source=source, notices=notices)


def _simulated(settings: Settings, key: str, base_url: str) -> Settings | Failure:
    """Return *settings* for a call that the simulator answers; its key is checked like any other."""
    settings = settings._replace(
        base_url=base_url,
        base_url_source=SIMULATOR_SOURCE,
        simulated=True,
    )
    context = Failure(symptom=Symptom.NO_KEY, base_url=base_url, model=settings.model, simulated=True)
    return _with_key(settings, context, key, SIMULATOR_SOURCE, ())


def _first(said: str | None, variable: str | None, default: str) -> tuple[str, str]:
    """Return the first value that is there, and which one it was."""
    if said:
        return said, GIVEN_IN_PYTHON
    if variable and variable.strip():
        return variable, "variable"
    return default, DEFAULT_SOURCE


def _name(source: str, variable: str) -> str:
    return variable if source == "variable" else source


def is_loopback(host: str | None) -> bool:
    """Tell whether *host* is this machine."""
    if not host:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _base_url_problem(base_url: str, allows_http_to: Callable[[str], bool]) -> tuple[Symptom, str] | None:
    """Say why *base_url* cannot be used, or return None."""
    try:
        parts = urlsplit(base_url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return Symptom.BAD_BASE_URL, NO_URL
    if parts.scheme not in {"http", "https"} or not host:
        return Symptom.BAD_BASE_URL, NO_HTTPS
    if parts.username or parts.password:
        return Symptom.BAD_BASE_URL, USER_IN_URL
    if parts.query or parts.fragment:
        return Symptom.BAD_BASE_URL, QUERY_IN_URL
    if parts.scheme == "http" and not is_loopback(host) and not allows_http_to(host):
        return Symptom.PLAIN_HTTP, host
    return None


def _without_userinfo(url: str) -> str:
    """Return *url* without a user name and password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
