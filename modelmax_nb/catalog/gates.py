"""Causes at a gate on the way: certificates that do not fit, and proxies that say no."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import (
    CHECK_ADDRESS,
    OTHER_NETWORK,
    SET_BASE_URL,
    SIGN_IN,
    USE_SIMULATOR,
    advice,
)
from modelmax_nb.catalog.network import SET_CLOCK

ADD_CERTIFICATE = advice("add-certificate", "Ask whoever runs this network for its certificate")
MEND_PROXY = advice("mend-proxy", "Mend or empty its variable; start the kernel again")
ASK_PROXY = advice("ask-proxy", "Ask whoever runs this network to let `{host}` through")

GATES = (
    Entry(
        slug="clock-wrong",
        title="This computer's clock seems to be wrong.",
        what="The server's certificate counts only from a day that this clock has not reached.",
        ground="The check of the certificate failed: “{detail}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First set the clock.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(SET_CLOCK, USE_SIMULATOR),
        source=Source.MEASURED,
        more=(
            "A certificate is a kind of passport, and it has a first and a last day. Servers get a new one "
            "long before the old one ends. So a passport from the future is rare, and a clock that is slow "
            "is common: after an empty battery, on a new board, or in a virtual machine that slept. Set "
            "date, time and time zone. If the clock is right, try another network."
        ),
    ),
    Entry(
        slug="certificate-unknown",
        title="This computer does not trust who signed the server's certificate.",
        what="Something between this computer and `{host}` may open what is sent.",
        ground="The check of the certificate failed: “{detail}”.",
        mover=Mover.NETWORK,
        repeat=Repeat.NO,
        repeat_ground=grounds.MEND_FIRST,
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(ADD_CERTIFICATE, OTHER_NETWORK, USE_SIMULATOR),
        source=Source.MEASURED,
        more=(
            "A certificate is a passport, and it must be signed by somebody this computer trusts. Schools "
            "and firms often open all traffic, and show a passport they signed themselves. "
            "Browsers there trust it, and Python does not. Whoever runs the network can give "
            "you a file; the variable `SSL_CERT_FILE` tells Python where it lies. On a fresh Mac, Python may "
            "lack its list of signers. Do not switch the check off: then anyone could read your key."
        ),
    ),
    Entry(
        slug="certificate-of-another",
        title="A server with another name answered for `{host}`.",
        what="Its certificate is for another address than the one that was called.",
        ground="The check of the certificate failed: “{detail}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground=grounds.MEND_FIRST,
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(SET_BASE_URL, SIGN_IN, OTHER_NETWORK),
        source=Source.MEASURED,
        more=(
            "A certificate names the server it was made for, as a passport names a person. Here the names "
            "differ. A typing mistake in the base URL is one reason, and a number in place of a name is "
            "another. In a hotel or a train, the page where you sign in may have answered in place of the "
            "server you called. Open any web page to see whether a sign-in waits. The call stopped before "
            "your key was sent."
        ),
    ),
    Entry(
        slug="server-without-tls",
        title="`{host}` does not speak `https` at this address.",
        what="The base URL is `{base_url}`, and what answered there is no secure server.",
        ground="The reply did not begin as a safe connection does: “{detail}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The address has to change first.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(SET_BASE_URL, CHECK_ADDRESS, OTHER_NETWORK),
        source=Source.MEASURED,
        more=(
            "Web servers speak `http`, which is open to read, or `https`, which is locked. One door, called "
            "a port, speaks only one of the two. A server on your own computer, such as the simulator, "
            "mostly speaks `http`, so its base URL begins with `http://`. ModelMax speaks `https`. If the "
            "base URL names ModelMax, a proxy on this network may have answered in its place. Look at the "
            "beginning of the base URL and at the number after the last colon."
        ),
        scenario="https-to-plain-http",
    ),
    Entry(
        slug="proxy-refused",
        title="A proxy on this network did not let the call through.",
        what="It was asked for a connection to `{host}` and said no.",
        ground="The proxy answered “{detail}”. ModelMax was not reached.",
        mover=Mover.NETWORK,
        repeat=Repeat.NO,
        repeat_ground="The proxy has its rules.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(ASK_PROXY, OTHER_NETWORK, USE_SIMULATOR),
        source=Source.MEASURED,
        more=(
            "Some schools and firms send all traffic through a machine called a proxy. Before a safe "
            "connection, a program asks the proxy for a way to the server. Here it answered with an error "
            "of its own. It may have a list of closed addresses, or trouble reaching the outside. "
            "Python finds the proxy in the variables `HTTPS_PROXY` and `HTTP_PROXY`. If one of them names a "
            "machine that is gone, remove it and start the kernel again."
        ),
    ),
    Entry(
        slug="proxy-not-reached",
        title="The proxy `{proxy}` could not be reached.",
        what="On this computer, calls to `{host}` go out only through it.",
        ground="A variable names it, and nothing there took the call: “{detail}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First mend the way to the proxy.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(MEND_PROXY, OTHER_NETWORK, USE_SIMULATOR),
        source=Source.MEASURED,
        more=(
            "A proxy is a machine that passes calls on to the internet. Python looks for one in the "
            "variables `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`. If one of them is set, a call goes to "
            "that machine, and only there. Here it did not answer. A variable may be left "
            "over from a school or a VPN, or the proxy has moved. `NO_PROXY` lists hosts "
            "that are called without it. Whether ModelMax can be reached is not known yet."
        ),
    ),
)
