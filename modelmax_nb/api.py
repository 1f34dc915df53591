"""What Python code uses: ask, clients, settings and explanations, with the magic's own session."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypedDict

from modelmax_nb.client import make_async_client, make_client
from modelmax_nb.failure import Failure
from modelmax_nb.keys import GIVEN_IN_PYTHON
from modelmax_nb.request import ChatRequest, messages_from
from modelmax_nb.session import Call, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Unpack

    import openai

    from modelmax_nb.answer import Answer
    from modelmax_nb.request import Message
    from modelmax_nb.session import Report
    from modelmax_nb.settings import Settings

_session: Session | None = None
_lent_session: ContextVar[Session | None] = ContextVar("lent_session", default=None)


def current_session() -> Session:
    """Return the session that the magic, :func:`ask` and the clients of this process share."""
    global _session  # noqa: PLW0603 - one session a process, made when it is first needed
    lent = _lent_session.get()
    if lent is not None:
        return lent
    if _session is None:
        _session = Session(attended=attended)
    return _session


def end_session() -> None:
    """Close the session and forget it; the next use begins a new one."""
    global _session  # noqa: PLW0603 - as above
    if _session is not None:
        _session.close()
    _session = None


@contextmanager
def in_session(session: Session) -> Iterator[None]:
    """Let :func:`ask` and new clients use *session* for the length of a block, in this context alone.

    A cell that runs meanwhile in another thread keeps the session that it has.
    """
    token = _lent_session.set(session)
    try:
        yield
    finally:
        _lent_session.reset(token)


def attended() -> bool:
    """Tell whether a person is there: a front end that can ask, IPython in a terminal, or a Python prompt.

    Source: measured (``allow_stdin`` is true in JupyterLab, Notebook 7 and the Jupyter console, false under
    nbclient, papermill and ``nbconvert --execute``).
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        return hasattr(sys, "ps1")
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return sys.stdin is not None and sys.stdin.isatty()
    asked = kernel.get_parent()
    if asked.get("header", {}).get("msg_type", "").startswith("comm_"):
        return True  # a click, and nobody clicks unattended
    return bool(asked.get("content", {}).get("allow_stdin"))


def configure(
    *,
    api_key: str | Callable[[], str] | None = None,
    base_url: str | None = None,
    model: str | None = None,
    simulator: bool | None = None,
    allow_http: bool | None = None,
    env_file: str | None = None,
) -> None:
    """Change settings of this session; what is left out stays as it is.

    Args:
        api_key: The key, or better a function that returns it, so that no notebook holds it.
        base_url: Where requests go, with ``/v1`` at its end.
        model: Default model ID.
        simulator: True to answer from the simulator, False never to.
        allow_http: Consent to send the key over plain http to another machine.
        env_file: A ``.env`` file to read ``MODELMAX_API_KEY`` from; git must ignore it.
    """
    overrides = current_session().overrides
    if api_key is not None:
        overrides.api_key_source = GIVEN_IN_PYTHON
    given = {
        "api_key": api_key,
        "base_url": base_url,
        "model": model,
        "simulator": simulator,
        "allow_http": allow_http,
        "env_file": env_file,
    }
    for name, value in given.items():
        if value is not None:
            setattr(overrides, name, value)


class AskOptions(TypedDict, total=False):
    """The options of :func:`ask`; what is left out is left to the session or to the service.

    Attributes:
        model: Model ID.
        system: Instructions put in front.
        temperature: 0 to 2.
        top_p: 0 to 1.
        max_tokens: Upper limit of the answer's length.
        stop: Up to 4 texts at which the answer ends.
        attempts: Requests in all when the provider fails, 3 by default; 1 for no repeat.
        timeout: Limit on silence in seconds, 120 by default.
    """

    model: str | None
    system: str | None
    temperature: float | None
    top_p: float | None
    max_tokens: int | None
    stop: str | Sequence[str] | None
    attempts: int | None
    timeout: float | None


def _call(prompt: str | list[Message], options: AskOptions) -> Call:
    """Build the call that *options* describe.

    Raises:
        TypeError: There is no such option.
        ValueError: An option's value makes no sense.
    """
    unknown = [name for name in options if name not in AskOptions.__annotations__]
    if unknown:
        raise TypeError(f"ask() has no option {unknown[0]!r}, only {', '.join(AskOptions.__annotations__)}")
    stop = options.get("stop") or ()
    request = ChatRequest(
        model=options.get("model") or current_session().settings().model,
        messages=messages_from(prompt, options.get("system")),
        temperature=options.get("temperature"),
        top_p=options.get("top_p"),
        max_tokens=options.get("max_tokens"),
        stop=(stop,) if isinstance(stop, str) else tuple(stop),
    )
    policy, attempts = current_session().policy, options.get("attempts")
    if attempts is not None:
        if attempts < 1:
            raise ValueError("attempts counts the first request too, so it is at least 1")
        policy = policy._replace(attempts=attempts)
    return Call(request=request, policy=policy, timeout=options.get("timeout"))


def ask(prompt: str | list[Message], **options: Unpack[AskOptions]) -> Answer:
    """Ask a model and return its answer.

    Args:
        prompt: A text, or messages ``{"role": ..., "content": ...}``.
        **options: See :class:`AskOptions`.

    Raises:
        ModelMaxError: The call did not end well; it holds the diagnosis and every attempt.
    """
    return _answer_of(current_session().ask(_call(prompt, options)))


async def ask_async(prompt: str | list[Message], **options: Unpack[AskOptions]) -> Answer:
    """Ask a model without blocking the event loop; arguments and errors as in :func:`ask`."""
    return _answer_of(await current_session().ask_async(_call(prompt, options)))


def _answer_of(report: Report) -> Answer:
    if not report.answered or report.answer is None:
        raise report.exception()
    return report.answer


def openai_client(*, max_retries: int = 0) -> openai.OpenAI:
    """Return a client of the openai SDK with this session's settings, simulator included.

    Args:
        max_retries: Repeats that the SDK makes by itself; the SDK's own default is 2.

    Raises:
        ModelMaxError: There is no usable key or base URL.
    """
    settings = _usable_settings()
    return make_client(settings, current_session().connections.transports(settings), max_retries=max_retries)


def async_openai_client(*, max_retries: int = 0) -> openai.AsyncOpenAI:
    """Return the asynchronous twin of :func:`openai_client`."""
    settings = _usable_settings()
    return make_async_client(
        settings, current_session().connections.transports(settings), max_retries=max_retries
    )


def _usable_settings() -> Settings:
    from modelmax_nb.diagnosis import diagnose
    from modelmax_nb.errors import ModelMaxError

    settings = current_session().settings()
    if isinstance(settings, Failure):
        raise ModelMaxError(diagnose(settings))
    return settings
