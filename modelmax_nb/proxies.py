"""Which proxy the environment sends a call through: a fault on the way may be the proxy's."""

from __future__ import annotations

from urllib.parse import urlsplit


def proxy_for(base_url: str) -> str:
    """Return host and port of the proxy that the environment names for *base_url*; "" where it names none.

    Neither name nor password of the proxy's address is part of it.

    Source: measured (httpx2 reads the same variables, ``NO_PROXY`` too).
    """
    import urllib.request as known  # slow, and only asked in need

    proxies = known.getproxies_environment()
    try:
        called = urlsplit(base_url)
        named = proxies.get(called.scheme) or (proxies.get("all", "") if called.hostname else "")
        bypass = known.proxy_bypass_environment  # type: ignore[attr-defined]  # its stubs leave it out
        if not named or not called.hostname or bypass(called.hostname, proxies):
            return ""
        address = urlsplit(named if "://" in named else f"//{named}")
        host, port = address.hostname or "", address.port
    except ValueError:
        return ""
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{port}" if port else host
