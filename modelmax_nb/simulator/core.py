"""The simulated service as a function: from the state and a request to the events that answer it.

There is no socket, thread or clock in here, so that it runs anywhere, a browser included. The events come
one by one, and what happens at a documented moment (a charge, say) happens when that event is asked for: a
client that leaves before the last chunk of a stream is not charged.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from typing import cast, get_args

from .accounts import last_four
from .acts import ASKING, Endpoint, Page, Refuse, Scenario, Silence, TearDown, Twist
from .chat import answer_chat
from .events import Chunk, Cut, Event, Head, Request, Reset, Stall
from .exchange import Exchange
from .images import answer_images, answer_picture
from .listing import answer_config, answer_home, answer_login, answer_models, answer_nowhere
from .responses import ApiFault, refusal, whole
from .routes import route_of
from .state import State
from .video_queue import answer_content, answer_result, answer_status, answer_submit

_MARK = ("x-modelmax-simulator", "1")
_ENDS: Mapping[type[Event], str] = {Cut: "cut", Reset: "reset", Stall: "stalled"}
_CALLS = get_args(Endpoint)
_LONGEST_NOTE = 120

Handler = Callable[[Exchange], Iterator[Event]]

_HANDLERS: Mapping[str, Handler] = {
    "chat": answer_chat,
    "stream": answer_chat,
    "images": answer_images,
    "submit": answer_submit,
    "status": answer_status,
    "result": answer_result,
    "content": answer_content,
    "models": answer_models,
    "config": answer_config,
    "home": answer_home,
    "login": answer_login,
    "picture": answer_picture,
    "nowhere": answer_nowhere,
}


_UPSTREAM = 502  # Source: documented (the provider behind ModelMax returned an error)


def handle(state: State, request: Request, now: float) -> Generator[Event]:
    """Answer one request.

    Args:
        state: The simulated service; changed in place.
        request: Read to its end.
        now: When it arrived, seconds since 1970.

    Yields:
        A head, then chunks. The end of the iteration is the proper end of the answer; ``Cut``, ``Reset`` and
        ``Stall`` are the others. To leave early, close the generator.
    """
    state.requests += 1
    exchange = Exchange(state, request, route_of(request), state.requests, now)
    _note_request(exchange)
    status: int | None = None
    elapsed = 0.0
    outcome = "client-left"
    written = False
    events = _answer(exchange)
    try:
        for event in events:
            if isinstance(event, Head):
                status = event.status
                event = Head(status, (*event.headers, _MARK), event.framing, event.after)  # noqa: PLW2901
            elapsed += getattr(event, "after", 0.0)
            outcome = (
                "complete" if isinstance(event, Chunk) and event.last else _ENDS.get(type(event), outcome)
            )
            if outcome != "client-left" and not written:
                # Before the last bytes go out: whoever has read them finds them in the journal.
                written = True
                _note_response(exchange, status, outcome, elapsed)
            yield event
    finally:
        events.close()  # what leaving early costs is settled before it is written down
        if not written:
            _note_response(exchange, status, outcome, elapsed)


def _note_request(exchange: Exchange) -> None:
    headers = exchange.request.headers
    retries = headers.get("x-stainless-retry-count", "")
    exchange.state.journal.append(
        "request",
        exchange.n,
        round(exchange.now, 6),
        method=exchange.request.method[:_LONGEST_NOTE],
        path=exchange.request.path[:_LONGEST_NOTE],
        key_last4=last_four(exchange.key),
        retry_count=int(retries) if retries.isdecimal() else None,
        idempotency_key=headers.get("idempotency-key", "")[:_LONGEST_NOTE] or None,
        model=exchange.route.model[:_LONGEST_NOTE] if exchange.route.model else None,
    )


def _note_response(exchange: Exchange, status: int | None, outcome: str, elapsed: float) -> None:
    exchange.state.journal.append(
        "response",
        exchange.n,
        round(exchange.now + elapsed, 6),
        scenario=exchange.twist,
        status=status,
        charge=exchange.charged,
        outcome=outcome,
        duration=round(elapsed, 6),
    )


def _answer(exchange: Exchange) -> Generator[Event]:
    """Do what the script says, else what the service would do."""
    try:
        if exchange.request.too_large:
            raise ApiFault(413, "simulator", "Simulator: the request body is larger than 20 MB.")  # noqa: TRY301
        exchange.scenario = _chosen(exchange)
        yield from _perform(exchange)
    except ApiFault as fault:
        _bill_fault(exchange, fault)
        yield from refusal(fault, after=exchange.latency)


def _bill_fault(exchange: Exchange, fault: ApiFault) -> None:
    """Charge a call that asked for something and was not answered, where that is assumed to cost anything.

    Source: documented (402 is free); everything else is an assumption.
    """
    assumptions = exchange.state.assumptions
    costs = {
        **dict.fromkeys((400, 401), assumptions.refused_request_charged),
        **dict.fromkeys((500, 502), assumptions.failed_request_charged),
    }
    place = exchange.route.place
    if place in ASKING and costs.get(fault.status) and exchange.has_account:
        exchange.charge(exchange.state.prices.least, f"{place}, answered with {fault.status}")


def _chosen(exchange: Exchange) -> Scenario | None:
    place = exchange.route.place
    if place not in _CALLS:
        return None
    header = exchange.request.headers.get("x-simulate")
    try:
        return exchange.state.scripts.choose(exchange.key, cast("Endpoint", place), header)
    except ValueError as problem:
        raise ApiFault(400, "simulator", f"Simulator: {problem}") from None


def _perform(exchange: Exchange) -> Iterator[Event]:
    match exchange.scenario.act if exchange.scenario else Twist():
        case Refuse(status, type_, message, headers):
            if status == _UPSTREAM:
                _admit(exchange)  # only a call that is let in gets as far as a provider
            raise ApiFault(status, type_, _worded(exchange, message), headers)
        case Page(status, body, content_type, headers):
            yield from whole(
                body.encode(),
                status=status,
                content_type=content_type,
                headers=headers,
                after=exchange.latency,
            )
        case Silence():
            yield Stall()
        case TearDown():
            yield Reset()
        case Twist():
            yield from _usual(exchange)


def _worded(exchange: Exchange, message: str | Mapping[str, str]) -> str:
    """Choose the wording of the model's provider and fill it in."""
    model = exchange.route.model or ""
    if not isinstance(message, str):
        known = exchange.state.models.get(model)
        message = message.get(known.owned_by if known else "", next(iter(message.values())))
    authorization = exchange.request.headers.get("authorization", "")
    return message.replace("{model}", model).replace("{authorization}", authorization)


def _usual(exchange: Exchange) -> Iterator[Event]:
    """Answer as documented: the key first, then the balance, then the call itself.

    Source: documented (the balance before anything upstream); the order of the other checks is an assumption.
    """
    _admit(exchange)
    yield from _HANDLERS[exchange.route.place](exchange)


def _admit(exchange: Exchange) -> None:
    """Check the key, then the balance."""
    place = exchange.route.place
    assumptions = exchange.state.assumptions
    if place in _CALLS and (place != "models" or assumptions.models_need_key):
        exchange.check_key()
        if exchange.request.method == "POST" or (place != "config" and assumptions.balance_checked_on_get):
            exchange.check_balance()
