"""Replies that ModelMax does not document: most come from servers in between."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import (
    ASK_LESS,
    CHECK_ADDRESS,
    OTHER_NETWORK,
    SEND_AGAIN,
    SEND_AT_RISK,
    SEND_LATER,
    SEND_WHEN_MENDED,
    SET_BASE_URL,
    SHORTEN,
    SHOW_REQUEST,
    SIGN_IN,
    USE_SIMULATOR,
    advice,
)

ASK_NETWORK = advice("ask-network", "Ask whoever runs this network to allow `{host}`")
PROXY_LOGIN = advice("proxy-login", "Ask whoever runs it how programs get through")
SMALLER_FILES = advice("smaller-files", "Send smaller or fewer pictures")

BETWEEN = (
    Entry(
        slug="request-timeout",
        title="A server closed the call because the request took too long.",
        what="Perhaps from a proxy: ModelMax documents no status {status}.",
        ground="The status stands for a request that came too slowly.",
        mover=Mover.NETWORK,
        repeat=Repeat.YES,
        repeat_ground=grounds.OFTEN_PASSES,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_OURS,
        fixes=(SEND_AGAIN, OTHER_NETWORK),
        source=Source.INFERRED,
        more=(
            "A request travels in pieces. If a server waits too long for the next one, it closes the call "
            "with status 408. A slow or busy network is the usual reason, and large pictures in the "
            "request make it more likely. ModelMax does not list this status, so it may come from a "
            "machine in between, such as the gate of a school network. A second try often gets through."
        ),
        scenario="408",
    ),
    Entry(
        slug="rate-limited",
        title="Too many requests came in a short time.",
        what="Perhaps from a proxy: ModelMax documents no status {status}.",
        ground="The status stands for too many requests.",
        mover=Mover.YOU,
        repeat=Repeat.WAIT,
        repeat_ground="Wait longer each time.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_OURS,
        fixes=(SEND_LATER,),
        source=Source.INFERRED,
        more=(
            "Most services let one caller send only so many requests per minute. Then they answer with "
            "status 429 for a while. ModelMax names no such limit and no such status. So it may come from "
            "a machine in between, or the service has changed. In a class, many notebooks may share one "
            "address. The cure is the same: wait, send fewer, and never repeat in a fast loop."
        ),
        scenario="429",
    ),
    Entry(
        slug="service-unavailable",
        title="The service takes no requests at the moment.",
        what="Perhaps from a proxy: ModelMax documents no status {status}.",
        ground="The status stands for a service that is closed for now.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.WAIT,
        repeat_ground=grounds.OFTEN_PASSES,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_OURS,
        fixes=(SEND_LATER,),
        source=Source.INFERRED,
        more=(
            "Status 503 means: closed for now. A server says so while it restarts, is being repaired, or "
            "has more work than it can do. There is nothing to change in your cell. ModelMax does not list "
            "this status, so a machine in front of it may have sent it. Wait a little, then try again. If "
            "it lasts, come back later."
        ),
        scenario="503",
    ),
    Entry(
        slug="gateway-timeout",
        title="A server on the way waited too long.",
        what="Perhaps from a proxy: ModelMax documents no status {status}.",
        ground="The next server did not answer.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground="That call may be done and charged.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="An answer may exist.",
        fixes=(SEND_AT_RISK, ASK_LESS),
        source=Source.INFERRED,
        more=(
            "A request passes through several servers. Each one asks the next and waits. With status 504, "
            "one of them says that it waited in vain. The model may be slow, or a server may be down. Long "
            "answers make it more likely, and one may still be under way, unseen. With a stream, the words "
            "come one by one and nobody waits so long."
        ),
        scenario="504",
    ),
    Entry(
        slug="forbidden",
        title="A server did not allow this call.",
        what="Perhaps from a proxy: ModelMax documents no status {status}.",
        ground="That is what the status stands for.",
        mover=Mover.NETWORK,
        repeat=Repeat.NO,
        repeat_ground=grounds.SAME_REPLY,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_OURS,
        fixes=(OTHER_NETWORK, ASK_NETWORK),
        source=Source.INFERRED,
        more=(
            "Status 403 means: I know what you ask for, and I will not do it. ModelMax lists 401 for a key "
            "it does not accept and says nothing of 403. So the likely sender is something in between: the "
            "firewall of a school or firm, a VPN, or a shield in front of the service that blocks a "
            "country or an address. The same call from another network tells you more."
        ),
        scenario="403",
    ),
    Entry(
        slug="login-page",
        title="A sign-in page answered in place of ModelMax.",
        what="The network wants a sign-in first.",
        ground="It is called “{page_title}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First sign in.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_REACHED,
        fixes=(SIGN_IN, SEND_WHEN_MENDED, USE_SIMULATOR),
        source=Source.INFERRED,
        more=(
            "In hotels, schools and trains, the network often catches the first call of a computer and "
            "shows a page where you sign in or agree to rules. Your notebook asked for an answer and got "
            "that page. Open any page in a browser on the same computer, "
            "sign in, then send the request again. Hosted notebooks can meet the same page when "
            "their session ended."
        ),
        scenario="login-page",
    ),
    Entry(
        slug="proxy-sign-in",
        title="A proxy on this network asks for a name and a password.",
        what="On this network, calls go out only through it.",
        ground="Status {status} is a proxy's own; ModelMax documents no such status.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First sign in.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(PROXY_LOGIN, OTHER_NETWORK, USE_SIMULATOR),
        source=Source.INFERRED,
        more=(
            "Some schools and firms let no program go straight to the internet. A machine called a proxy "
            "stands at the gate and asks who is there. A browser often knows the answer, since somebody "
            "set it up. Python does not know it by itself. It looks into the variables `HTTPS_PROXY` and "
            "`HTTP_PROXY`. Whoever runs the network can say what belongs there. Do not write a password "
            "into a cell: the notebook would keep it."
        ),
    ),
    Entry(
        slug="redirected",
        title="The server sent the call on to another address.",
        what="The call did not follow, to keep the key from strangers.",
        ground="The reply has status {status} and points to `{location}`.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The same address gets the same reply.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_OURS,
        fixes=(SET_BASE_URL, SIGN_IN, CHECK_ADDRESS),
        source=Source.INFERRED,
        more=(
            "A server can answer: go to that address. A browser does so without asking. A program that "
            "carries a key should not, since the other address may belong to somebody else. ModelMax "
            "documents no such answer. The common reasons are a base URL that begins with `http` where "
            "`https` is meant, a missing `/v1`, or a network that wants you to sign in."
        ),
        scenario="redirect",
    ),
    Entry(
        slug="gateway-page",
        title="A web page came in place of ModelMax's error.",
        what="Some server in between wrote it.",
        ground="The reply is a page called “{page_title}”; ModelMax sends JSON.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.WAIT,
        repeat_ground=grounds.OFTEN_PASSES,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(SEND_LATER, OTHER_NETWORK),
        source=Source.INFERRED,
        more=(
            "ModelMax describes its errors in JSON, a simple text form for programs. A page made for "
            "people comes from somebody else: a machine in front of ModelMax, or the gate of your own "
            "network. Most often the service behind it gave no good answer. Wait and try again. If other "
            "sites fail in the same way, the trouble is on your side."
        ),
        scenario="502-html",
    ),
    Entry(
        slug="unexplained-outage",
        title="An error came back without any explanation.",
        what="The service, or a server before it, got no answer.",
        ground="The reply has status {status} and holds no message.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.WAIT,
        repeat_ground=grounds.OFTEN_PASSES,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(SEND_LATER,),
        source=Source.INFERRED,
        more=(
            "ModelMax puts a sentence into each of its errors. This reply has none. So it may come from a "
            "machine in front of the service, or the sentence got lost. The status still tells something: "
            "502 means that one server asked another and got no good answer. That often passes within a "
            "minute. Wait, then try again. There is nothing to change in your cell."
        ),
        scenario="502-empty",
    ),
    Entry(
        slug="not-found",
        title="There is nothing at the address this call went to.",
        what="The address or a server in between may be at fault; ModelMax documents no status {status}.",
        ground="The status means: `{host}` has nothing at `{path}`.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.NO,
        repeat_ground=grounds.SAME_REPLY,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_OURS,
        fixes=(SET_BASE_URL, CHECK_ADDRESS, OTHER_NETWORK),
        source=Source.INFERRED,
        more=(
            "The address of a call has two parts: the base URL and the path. ModelMax's base URL for "
            "programs is `https://api.modelmax.io/v1`, and chat has the path `/chat/completions` after it. "
            "Other paths that OpenAI offers may not exist here. An unknown model does not give status 404: "
            "ModelMax answers that with 400. So look at the address, not at the model."
        ),
        scenario="404",
    ),
    Entry(
        slug="wrong-base-url",
        title="What answered is not the ModelMax API.",
        what="A website or another server answered at `{base_url}`.",
        ground="The reply to `{path}` is not what the API sends.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The same address gets the same reply.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_REACHED,
        fixes=(SET_BASE_URL, SIGN_IN, OTHER_NETWORK),
        source=Source.MEASURED,
        more=(
            "A base URL is the first part of every address a program calls. For ModelMax it is "
            "`https://api.modelmax.io/v1`. Common slips are a missing `/v1`, a `/v1` that stands there "
            "twice, the whole path pasted in, or the address of the website. Then a page for people comes "
            "back, or nothing is found. If the base URL is right, a network in between may have sent its "
            "own page."
        ),
        scenario="200-html",
    ),
    Entry(
        slug="conflict",
        title="The server says that this call clashes with another one.",
        what="Perhaps from a proxy: ModelMax documents no status {status}.",
        ground="The status stands for two calls that clash.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_OURS,
        fixes=(SEND_AT_RISK,),
        source=Source.INFERRED,
        more=(
            "Status 409 means that two things do not fit together at this moment, such as two calls that "
            "change the same thing. A chat request changes nothing on the server, so this status is a "
            "surprise here, and ModelMax does not list it. Read the words of the reply. If another call is "
            "still running, wait for its end. Then one more try is reasonable."
        ),
        scenario="409",
    ),
    Entry(
        slug="too-large",
        title="The request is larger than a server on the way takes.",
        what="Perhaps from a proxy: ModelMax documents no status {status}.",
        ground="The status stands for too much data in one request.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First make it smaller.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_OURS,
        fixes=(SMALLER_FILES, SHORTEN),
        source=Source.INFERRED,
        more=(
            "Pictures and sounds travel inside the request as long lines of letters, and they grow by a "
            "third on the way. A server may take only so much at once. Above that it answers with status "
            "413 and reads no further. ModelMax names no size limit, so it may come from a machine in "
            "between. Make pictures smaller before sending: a model rarely needs the full size."
        ),
        scenario="413",
    ),
    Entry(
        slug="unprocessable",
        title="The server read the request but cannot use what it says.",
        what="Perhaps from a proxy: ModelMax documents no status {status}.",
        ground="The status stands for a request that can be read but not used.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground=grounds.SAME_REPLY,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.NOT_OURS,
        fixes=(SHOW_REQUEST,),
        source=Source.INFERRED,
        more=(
            "Status 422 is close to 400: the form of the request is right, and something it says is not. "
            "Many services use it for a field with a value they do not take. ModelMax answers such a case "
            "with 400 and does not list 422. So another server may have answered, or the service has "
            "changed. The reply often names the field. Look for that name in your cell."
        ),
        scenario="422",
    ),
)
