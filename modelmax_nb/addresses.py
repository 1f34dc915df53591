"""Base URLs: which host one names, what is wrong with it, and what was most likely meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from modelmax_nb.failure import Symptom

if TYPE_CHECKING:
    from modelmax_nb.failure import Failure

BASE_URL: Final = "https://api.modelmax.io/v1"
VENDOR_DOMAIN: Final = "modelmax.io"
# What Python's ssl module says of a server that speaks plain http. Source: measured.
NO_TLS: Final = re.compile(r"wrong[ _]version[ _]number|http_request|packet length too long", re.IGNORECASE)


def host_of(url: str) -> str:
    """Return the host of *url* with its port, or ""."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return ""


def is_local(url: str) -> bool:
    """Tell whether *url* names this computer."""
    name = host_of(url).rpartition(":")[0] or host_of(url)
    return name in {"localhost", "[::1]"} or name.startswith("127.")


def is_vendors(url: str) -> bool:
    """Tell whether *url* names a host of ModelMax."""
    name = host_of(url).partition(":")[0]
    return name == VENDOR_DOMAIN or name.endswith("." + VENDOR_DOMAIN)


def proposed_url(base_url: str) -> str:
    """Return the base URL that was most likely meant: ``/v1`` at the same host, or ModelMax's own.

    Source: documented (``https://api.modelmax.io/v1``).
    """
    host = host_of(base_url)
    name = host.rpartition(":")[0] or host
    if not re.fullmatch(r"[A-Za-z0-9.\-\[\]:]{1,120}", host) or "." not in name.strip("."):
        own = name == "localhost"
    else:
        own = name != VENDOR_DOMAIN and not name.endswith("." + VENDOR_DOMAIN)
    if not own or not base_url.startswith(("http://", "https://")):
        return BASE_URL
    return f"{base_url.partition('://')[0]}://{host}/v1"


def proposal(failure: Failure) -> str:
    """Return :func:`proposed_url`, with https where plain http was the slip, and the other way round."""
    if only_lacks_tls(failure):
        return _with_tls(failure)
    if failure.symptom is Symptom.DNS:  # a name that nobody has cannot be kept
        return BASE_URL
    url = proposed_url(failure.base_url)
    if failure.symptom is Symptom.TLS and is_local(url) and NO_TLS.search(failure.detail):
        return url.replace("https://", "http://", 1)
    redirected = 300 <= (failure.status or 0) < 400  # noqa: PLR2004 - the statuses that redirect
    missed = failure.symptom is Symptom.PLAIN_HTTP or redirected
    return url.replace("http://", "https://", 1) if missed and not is_local(url) else url


def only_lacks_tls(failure: Failure) -> bool:
    """Tell whether a redirect asks for nothing but ``https`` at the same host and path."""
    try:
        asked = urlsplit(failure.base_url)
        sent_to = urlsplit(failure.headers.get("location", ""))
        same_host = asked.hostname == sent_to.hostname
    except ValueError:
        return False
    schemes = (asked.scheme, sent_to.scheme) == ("http", "https")
    return schemes and same_host and failure.path in {"", sent_to.path}


def _with_tls(failure: Failure) -> str:
    """Return the base URL at the address that a redirect to ``https`` names; its host is the one called."""
    asked, sent_to = urlsplit(failure.base_url), urlsplit(failure.headers["location"])
    return f"https://{host_of(sent_to.geturl())}{asked.path.rstrip('/')}"


def bad_base_url(failure: Failure) -> bool:
    """Tell whether the base URL itself shows a slip, such as a missing ``/v1``."""
    try:
        path = urlsplit(failure.base_url).path.rstrip("/")
    except ValueError:
        return True
    return bool(failure.base_url) and (
        path != "/v1" or proposed_url(failure.base_url) != failure.base_url.rstrip("/")
    )


def slip_in_path(base_url: str) -> bool:
    """Tell whether the path of *base_url* itself shows a slip; a gateway's own ``/llm/v1`` shows none."""
    try:
        path = urlsplit(base_url).path.rstrip("/")
    except ValueError:
        return False
    return bool(base_url) and (not path.endswith("/v1") or path.endswith("/v1/v1"))
